"""Events in, due dates out, a batch at a time: `build_schedule` for each child of a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from lacreview_rules.arrow.due_date_columns import DueDateColumns
from lacreview_rules.arrow.event_columns import check_columns, depends_on_cells, event_columns_of
from lacreview_rules.arrow.histories import read_children, told_by_row
from lacreview_rules.arrow.whole_children import Part, together, whole_children
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import CalendarRangeError, HistoryError, Problem, nearest
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.schedules.lookups import tasks_among
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date

    from lacreview_rules.arrow.histories import ChildRead
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

EVENTS_AT_ONCE = 4_096
"""How many rows of events are held as Python values at one time, a child with more than that apart."""


def schedule_batches(
    batches: Any,
    profile: Profile | None,
    calendar: WorkingCalendar | None = None,
    *,
    as_of: date | None = None,
    until: date | None = None,
    strict: bool = False,
    profiles: Mapping[str, Profile] | None = None,
    notices: bool = False,
    most_rows: int = 16_384,
    tasks: Collection[str] | None = None,
) -> Iterator[Any]:
    """Every due date of many children: tables of events in, tables of due dates out, one batch after another.

    Each child has the due dates that `build_schedule` gives. A child who cannot be answered has one row, with the
    reason in `error`; nothing is raised for one child.

    Args:
        batches: events, as `events_schema` describes them: an iterable of `pyarrow.RecordBatch`, or a table, a reader or
            whatever else gives an Arrow stream. In a stream each child's rows must stand together, in any order
            among themselves; in a `pyarrow.Table` they may stand anywhere.
        profile: for children whose rows name none; None if all do.
        calendar: working days; England and Wales unless given.
        as_of: the day on which the statuses are given; without it, each child's last event recorded.
        until: how far to carry recurring tasks; by default one occurrence beyond the open one.
        strict: answer no child whose history cannot be, instead of computing what makes sense.
        profiles: those that the column `profile` may name beside the shipped ones.
        notices: with the column `notices`, which takes a while to make.
        most_rows: the most rows of one batch given.
        tasks: only these, as for `build_schedule`; under a profile that does not have one of them, nothing of it is due.

    Yields:
        Batches of `due_dates_schema`.

    Raises:
        UnknownTaskError: a profile is given, and neither it nor any of `profiles` has one of `tasks`.
        InputError: the table as a whole cannot be read: a column is missing, unknown, or of a type that is not read.
        RowsApartError: in a stream, a child's rows do not stand together. What was given of that child is incomplete.

    Example:
        >>> from datetime import date
        >>> import pyarrow as pa
        >>> from lacreview_rules import load_profile
        >>> events = pa.table({"child": ["A123"], "event": ["became-looked-after"], "on": [date(2025, 12, 19)]})
        >>> due_dates = pa.Table.from_batches(schedule_batches(events, load_profile("newham")))
        >>> [row["due"] for row in due_dates.to_pylist() if row["task"] == "review" and row["review"] == 1]
        [datetime.date(2026, 1, 21)]
    """
    asked = None if tasks is None else _Asked.of(tasks, profile, profiles)
    options: dict[str, Any] = {"profiles": profiles, "notices": notices, "most_rows": most_rows, "asked": asked}
    answers = Answers(profile, calendar, as_of=as_of, until=until, strict=strict, **options)
    return answers.to_parts(parts_of(batches))


class _Asked(NamedTuple):
    """Some tasks, and which of them a profile has."""

    tasks: frozenset[str]

    @classmethod
    def of(cls, tasks: Collection[str], profile: Profile | None, profiles: Mapping[str, Profile] | None) -> _Asked:
        """The tasks, each of which one of the profiles has, if one is given for all children."""
        given = [] if profile is None else [profile, *(profiles or {}).values()]
        known = sorted({task for one in given for task in one.tasks})
        names = " and ".join(dict.fromkeys(one.id for one in given))
        return cls(tasks_among(tasks, known if given else None, names))

    def __call__(self, profile: Profile) -> frozenset[str]:
        return self.tasks.intersection(profile.tasks)


def parts_of(batches: Any, *, files: tuple[tuple[int, str], ...] = ()) -> Iterator[Part]:
    """The events in parts of whole children, read as they are needed. What has a schema of its own is checked at once.

    Raises:
        InputError: the table as a whole cannot be read.
    """
    order = None
    if isinstance(batches, pa.RecordBatch):
        batches = pa.Table.from_batches([batches])
    if isinstance(batches, pa.Table):
        batches, order = together(event_columns_of(batches))
        batches = batches.to_batches()
    elif hasattr(batches, "__arrow_c_stream__"):
        batches = pa.RecordBatchReader.from_stream(batches)
        check_columns(batches.schema, is_empty=lambda _: True)  # whether a column of another type is empty is seen as it comes
    return whole_children(_checked(batches), most_rows=EVENTS_AT_ONCE, order=order, files=files)


def _checked(batches: Iterable[Any]) -> Iterator[Any]:
    """The batches with the columns that are read, each checked; a schema like the one before only if cells have a say in it."""
    schema: Any = None
    columns: tuple[str, ...] | None = None
    for batch in batches:
        if columns is None or not (batch.schema is schema or batch.schema.equals(schema)):
            found = event_columns_of(batch)
            schema, columns = batch.schema, None if depends_on_cells(batch.schema) else tuple(found.schema.names)
            yield found
        else:
            yield batch.select(columns)


class Answers:
    """What is asked of every child, and the answers as batches. `schedule_batches` says what the arguments mean.

    Args:
        asked: the tasks of a profile that are wanted, or None for all; without it, all.

    Attributes:
        notices: whether there is a column of notices.
    """

    def __init__(
        self,
        profile: Profile | None,
        calendar: WorkingCalendar | None = None,
        *,
        as_of: date | None = None,
        until: date | None = None,
        strict: bool = False,
        profiles: Mapping[str, Profile] | None = None,
        notices: bool = False,
        most_rows: int = 16_384,
        asked: Callable[[Profile], frozenset[str] | None] | None = None,
    ) -> None:
        if most_rows < 1:
            message = f"most_rows is {most_rows}: a batch has at least one row"
            raise ValueError(message)
        self._profile = profile
        self._calendar = england_and_wales() if calendar is None else calendar
        self._as_of = as_of
        self._until = until
        self._strict = strict
        self._named: dict[str, Profile] = {**(profiles or {})}
        if profile is not None:
            self._named.setdefault(profile.id, profile)
        self.notices = notices
        self._most_rows = most_rows
        self._asked = asked

    def to_parts(self, parts: Iterable[Part]) -> Iterator[Any]:
        """The due dates of the children in many parts of a table."""
        found = DueDateColumns(self._calendar, notices=self.notices, most_rows=self._most_rows)
        for part in parts:
            for read in read_children(part):
                self._answer(read, part, found)
                yield from found.full_batches()
        yield from found.batches()

    def refusal(self, part: Part, why: str) -> Iterator[Any]:
        """A row for each child of a part that could not be answered at all."""
        found = DueDateColumns(self._calendar, notices=self.notices, most_rows=self._most_rows)
        for run in part.runs:
            found.add_error(run.child, None, [f"{part.rows.place(run.start)}: {why}"])
        yield from found.batches()

    def _answer(self, read: ChildRead, part: Part, found: DueDateColumns) -> None:
        if read.history is None:
            found.add_error(read.child, None, read.problems)
            return
        chosen = self._chosen(read.profile)
        if chosen is None:
            found.add_error(read.child, None, [self._no_profile(read, part)])
            return
        try:
            build = partial(build_schedule, read.history, chosen, self._calendar)
            schedule = self._schedule(partial(build, until=self._until, strict=self._strict), chosen)
            if is_nothing_scheduled(schedule, partial(build, strict=True), build):
                raise HistoryError(schedule.problems)  # noqa: TRY301 - told as those that cannot be read are
            shown = schedule if self._as_of is None else schedule.on(self._as_of)
            found.add(shown, [told_by_row(problem, part.rows, read.first) for problem in schedule.problems])
        except HistoryError as error:
            found.add_error(read.child, chosen, [told_by_row(problem, part.rows, read.first) for problem in error.problems])
        except CalendarRangeError as error:
            found.add_error(read.child, chosen, [f"{part.rows.place(read.first)}: {error}"])

    def _schedule(self, build: Callable[..., Schedule], profile: Profile) -> Schedule:
        """The schedule of the tasks that are wanted; where the profile has none of them, without due dates."""
        asked = None if self._asked is None else self._asked(profile)
        return build().only(()) if asked is not None and not asked else build(tasks=asked)

    def _chosen(self, name: str | None) -> Profile | None:
        if name is None:
            return self._profile
        if name not in self._named and name in shipped_profiles():
            self._named[name] = load_profile(name)
        return self._named.get(name)

    def _no_profile(self, read: ChildRead, part: Part) -> Problem:
        where = f"{part.rows.place(read.first)}.profile"
        if read.profile is None:
            return Problem(where, "no profile is given for this child", "fill it in, or give one for all who have none")
        return Problem(where, "no profile that is shipped or given has this id", nearest(read.profile, [*self._named, *shipped_profiles()]))
