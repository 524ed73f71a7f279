"""``lacreview explain``: how each due date of one task was worked out, or why a review must consider something."""

from __future__ import annotations

import json
import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.child.named_task import NamedTask, named_task
from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.options import DayOptions, ProfileName, WithReadings, WorkingFormat
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.errors import nearest
from lacreview_rules.schedules.beside import next_review
from lacreview_rules.schedules.explained_consideration import explain_consideration
from lacreview_rules.schedules.notices import AMBIGUOUS
from lacreview_rules.schedules.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.explanation import Explanation
    from lacreview_rules.schedules.schedule import MarkedReview


@with_options
def explain(
    file: Annotated[Address, typer.Argument(parser=Address, metavar="FILE", help="As for lacreview schedule.", show_default=False)],
    task: Annotated[
        str | None,
        typer.Argument(
            metavar="TASK",
            help='The task whose dates to explain, by its id or its title, as in "review", "Looked after review" or "Review 2"; or a '
            "consideration. The next review if left out.",
            show_default=False,
        ),
    ] = None,
    *,
    profile: ProfileName,
    review: Annotated[int | None, typer.Option("--review", min=1, help="Only what belongs to this review.", show_default=False)] = None,
    child: Annotated[str | None, typer.Option("--child", help="Of many histories, only this child's.", show_default=False)] = None,
    days: DayOptions,
    form: Annotated[WorkingFormat, typer.Option("--format", "-f", help="text, or json for other systems.")] = WorkingFormat.TEXT,
    with_readings: WithReadings = False,
    given: InputOptions,
) -> None:
    """How a date was worked out: what it counts from, under which rule, and which days were skipped."""
    chosen = given.profile_called(profile)
    of_next = task is None and review is None
    task, review = _named(chosen, task, review, profile)
    reading = Reading(file, given, given.working_days(), as_of=days.as_of, beside=(profile, *(given.calendar or ())))
    configure_streams(machine=form is WorkingFormat.JSON)
    explained = 0
    ambiguous = False
    seen: dict[str, None] = {}

    def wanted(due: DueDate) -> bool:
        return due.task == task and review in (None, due.review)

    def chosen_of(schedule: Schedule) -> list[DueDate]:
        if not of_next:
            return list(filter(wanted, schedule))
        following = next_review(schedule)
        return [] if following is None else [following]

    for schedule, explained_by in _schedules(reading, chosen, days, wanted, with_readings=with_readings):
        if child is not None and schedule.child != child:
            continue
        due_dates = chosen_of(schedule)
        marks = [mark for mark in schedule.considerations if mark.rule.id == task and review in (None, mark.review)]
        found: list[tuple[DueDate | MarkedReview, Explanation]] = [(due, explained_by(due)) for due in due_dates]
        found += [(mark, explain_consideration(mark, chosen)) for mark in marks]
        seen |= {due.task: None for due in schedule.due_dates} | {mark.rule.id: None for mark in schedule.considerations}
        explained += len(found)
        ambiguous = ambiguous or _is_ambiguous(explanation for _, explanation in found)
        if form is WorkingFormat.JSON:
            typer.echo(json.dumps(_record(schedule, task, found), ensure_ascii=False, indent=None if reading.many else 2))
        else:
            _print(schedule, found)
    if ambiguous and form is WorkingFormat.TEXT and not with_readings:
        say("lacreview: --readings gives the date under each answer to what the source leaves open")
    reading.tell()
    if not explained:
        no_next = of_next and task in seen
        say(_NO_NEXT if no_next else _nothing(chosen, task, review, child, list(seen)))
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))
    if not explained:
        raise typer.Exit(int(Code.BAD_INPUT))


_NO_NEXT = "lacreview: no review is due next here; to explain another date, name its task after the file"


def _named(profile: Profile, asked: str | None, review: int | None, name: str) -> NamedTask:
    """The task or the consideration that is asked for, and of which review; the review itself where nothing is named."""
    if asked is None:
        if profile.cycle_task is None:
            raise refuse(f"{profile.id} has no review to explain; name a task after the file (all: lacreview profile show {name})")
        return NamedTask(profile.cycle_task, review)
    found = named_task(profile, asked)
    if found is None:
        known = [*profile.tasks, *(rule.id for rule in profile.considerations)]
        raise refuse(f'{profile.id} has no task "{asked}"; {nearest(asked, known)} (all: lacreview profile show {name})')
    if found.review is not None and review not in (None, found.review):
        raise refuse(f'"{asked}" is of review {found.review}, and --review says {review}; leave one of the two out')
    return NamedTask(found.id, review if found.review is None else found.review)


def _schedules(
    reading: Reading, profile: Profile, days: DayOptions, wanted: Callable[[DueDate], bool], *, with_readings: bool
) -> Iterator[tuple[Schedule, Callable[[DueDate], Explanation]]]:
    """Each schedule, and what gives the working of a date in it: an ambiguity is noted only where it can matter to the child."""
    if with_readings:
        for child in reading.readings(profile, as_of=days.as_of, until=days.until):
            yield child.schedule, child.explanation_of
        return

    def in_doubt(schedule: Schedule) -> list[str]:
        return [due.rule for due in schedule if wanted(due) and any(notice.startswith(AMBIGUOUS) for notice in due.notices)]

    for found in reading.schedules_with_readings(profile, in_doubt, as_of=days.as_of, until=days.until):
        yield (found, attrgetter("explanation")) if isinstance(found, Schedule) else (found.schedule, found.plain_explanation_of)


def _print(schedule: Schedule, found: list[tuple[DueDate | MarkedReview, Explanation]]) -> None:
    if not found:
        return
    lines = [f"Child {schedule.child}, {schedule.profile.name} ({schedule.profile.id}, version {schedule.profile.version})", ""]
    for _, explanation in found:
        lines += [*str(explanation).splitlines(), ""]
    typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))


def _is_ambiguous(explanations: Iterable[Explanation]) -> bool:
    """Whether it is noted of any of the dates that its source is ambiguous."""
    notices = (step.facts["notice"] for explanation in explanations for step in explanation.steps if step.kind == "notice")
    return any(notice.startswith(AMBIGUOUS) for notice in notices)


def _record(schedule: Schedule, task: str, found: list[tuple[DueDate | MarkedReview, Explanation]]) -> dict[str, Any]:
    whole = schedule.to_dict()
    of, listed = ("task", "due_dates") if task in schedule.profile.tasks else ("consideration", "considerations")
    return {
        **{key: whole[key] for key in ("schema_version", "child", "as_of", "profile", "calendar")},
        of: task,
        listed: [{"period_of_care": due.period_of_care, "review": due.review, **working.to_dict()} for due, working in found],
        "problems": whole["problems"],
    }


def _nothing(profile: Profile, task: str, review: int | None, child: str | None, seen: list[str]) -> str:
    """Why there is nothing to explain, and what could be asked instead."""
    if child is not None and not seen:
        return "lacreview: no history that can be used is of the child named with --child; check the identifier"
    which = f" of review {review}" if review is not None else ""
    if review is not None and task in seen:
        return f'lacreview: no "{task}" belongs to review {review} here; leave --review out to see every one'
    listed = ", ".join(sorted(seen)) or "none"
    return f'lacreview: nothing here calls for "{task}"{which} under {profile.id}; the schedule has these tasks: {listed}'
