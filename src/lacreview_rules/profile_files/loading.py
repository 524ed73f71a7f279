"""Reading profiles: shipped or from a path, TOML or JSON, with all they extend, and every problem at once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import CalendarFileError, LacReviewError, Problem, ProfileError, UnknownProfileError, nearest, or_else
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.profile_files.shape import read_shape
from lacreview_rules.profile_files.text import parse_json, parse_toml
from lacreview_rules.profiles.conditions.reviews import REVIEW
from lacreview_rules.profiles.exemptions import with_exemptions
from lacreview_rules.profiles.models import (
    SETTING_DEFAULTS,
    Settings,
    Task,
    Term,
    Timescale,
    WrittenProfile,
)
from lacreview_rules.profiles.profile import Profile, with_digest
from lacreview_rules.rules.checks import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.profiles.task_ids import ShippedProfile, ShippedTask

_Named = TypeVar("_Named", bound=Term)
_MOST_SHOWN = 100
_MOST_BYTES = 5_000_000  # a profile of 2,000 rules is under one megabyte
_MOST_PARENTS = 20


def shipped_profiles() -> tuple[str, ...]:
    """The ids of the profiles that come with the library.

    Example:
        >>> shipped_profiles()[:2]
        ('data-return', 'england')
    """
    folder = files("lacreview_rules") / "data" / "profiles"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@overload
def load_profile(profile: ShippedProfile) -> Profile[ShippedTask]: ...
@overload
def load_profile(profile: str | Path) -> Profile: ...
def load_profile(profile: str | Path) -> Profile:
    """A shipped profile by its id, or a profile file by its path, with everything it extends.

    Reads no file but those named. A file may extend a shipped profile by id, or another file by a path
    relative to itself ("./our-base.toml").

    Raises:
        UnknownProfileError: no shipped profile has this id, and no file is at this path.
        ProfileError: the file is not a well-formed profile; `problems` lists everything wrong with it.

    Example:
        >>> load_profile("newham").lineage
        ('newham', 'england')
    """
    name = str(profile)
    if isinstance(profile, str) and name in shipped_profiles():
        return _shipped(name)
    path = Path(profile)
    if path.suffix in {".toml", ".json"} or _is_there(path):
        return _resolve(_read_file(path), (str(path.resolve()),))
    remedy = or_else(nearest(name, shipped_profiles()), "give the path of a .toml or .json file")
    message = f'no profile is called "{name[:_MOST_SHOWN]}"; {remedy}'
    raise UnknownProfileError(message)


def profile_paths(profile: str | Path) -> tuple[Path, ...]:
    """The files that `load_profile` reads for a profile: its own, those of its calendar, and those it extends; none for a shipped one.

    Where one of them cannot be read, the list ends there.

    Example:
        >>> profile_paths("newham"), [path.name for path in profile_paths("./ours.toml")]
        ((), ['ours.toml'])
    """
    found: list[Path] = []
    name: str | None = str(profile)
    folder = Path()
    while name is not None and name not in shipped_profiles() and len(found) <= _MOST_PARENTS:
        path = folder / name
        found.append(path)
        try:
            written = _read_file(path).written
            found += [path.parent / file for file in written.calendar]
            folder, name = path.resolve().parent, written.extends
        except (LacReviewError, OSError, ValueError, RuntimeError):
            break
    return tuple(found)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


class _Read(NamedTuple):
    """A profile as read: its content, and what is needed to say where in it something stands."""

    written: WrittenProfile
    problems: list[Problem]
    incomplete: set[tuple[str, int]]
    places: FilePlaces
    path: Path | None

    def place(self, table: str = "", index: int | None = None, key: str = "") -> str:
        """Where in the file a key stands."""
        path = [part for part in (table, index, key) if part is not None and part != ""]
        return self.places.of(path, {table: getattr(self.written, table)} if table else {})

    def without_consequences(self, problems: list[Problem]) -> list[Problem]:
        """The problems less those of entries in which a value was wrong, which may only follow from that."""
        names = {self.place(table, index).rpartition(": ")[2] for table, index in self.incomplete}
        return [problem for problem in problems if names.isdisjoint(_entries_around(problem.where))]


def _entries_around(where: str) -> Iterator[str]:
    """The place that is named behind file and line, and each in which it stands: "ours/1.limit" stands in "ours/1"."""
    named = where.rpartition(": ")[2]
    yield named
    for end, char in enumerate(named):
        if char == ".":
            yield named[:end]


@cache
def _shipped(name: str) -> Profile:
    return _resolve(_read_shipped(name))


def _read_shipped(name: str) -> _Read:
    text = (files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    places = FilePlaces(text, name)
    return _Read(*read_shape(parse_toml(text, name), places), places, None)


def _read_file(path: Path) -> _Read:
    where = str(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= _MOST_BYTES else b""
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        message = f'no profile can be read at "{where[:_MOST_SHOWN]}": {why}; give the id of a shipped profile or a path'
        raise UnknownProfileError(message) from None
    if size > _MOST_BYTES:
        raise ProfileError([Problem(where, "the file is too large to be a profile", "check that it is the right file")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError([Problem(where, f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")]) from None
    content = parse_json(text, where) if path.suffix == ".json" else parse_toml(text, where)
    places = FilePlaces(text, where)
    return _Read(*read_shape(content, places), places, path)


def _parent_of(read: _Read, seen: tuple[str, ...]) -> Profile | None:
    name, place = read.written.extends, read.place(key="extends")
    if name is None:
        return None
    if name == read.written.id:
        raise ProfileError([Problem(place, "a profile cannot extend itself", 'extend "england", and give this profile an id of its own')])
    if name in shipped_profiles():
        return _shipped(name)
    if read.path is not None and name.endswith((".toml", ".json")):
        try:
            parent = (read.path.parent / name).resolve()
        except (OSError, ValueError, RuntimeError):  # which of them a ring of links raises, depends on the version of Python
            raise ProfileError([Problem(place, "no file can have this name", "write the path of a .toml or .json file")]) from None
        if str(parent) in seen:
            raise ProfileError([Problem(place, "the profiles extend one another in a ring", "break the ring")])
        if len(seen) >= _MOST_PARENTS:
            raise ProfileError([Problem(place, f"more than {_MOST_PARENTS} profiles extend one another", "put some of them together")])
        return _resolve(_read_file(parent), (*seen, str(parent)))
    raise ProfileError([Problem(place, f'no shipped profile is called "{name}"', nearest(name, shipped_profiles()))])


def _resolve(read: _Read, seen: tuple[str, ...] = ()) -> Profile:
    """A written profile laid over its parent; `seen` are the files that led to it, its own last."""
    written = read.written
    parent = _parent_of(read, seen)
    restarts = written.review_cycle.restarts_on
    own = tuple(t if t.restarts_on is not None else t.model_copy(update={"restarts_on": restarts}) for t in written.timescales)
    marks = tuple(c if c.restarts_on is not None else c.model_copy(update={"restarts_on": restarts}) for c in written.considerations)
    own, more_problems = _exempted(own, parent, read)
    law, law_problems = _law(parent, read)
    calendar, calendar_problems = _calendar(parent, read)
    more_problems += law_problems + calendar_problems
    kept, replaced, yields, problems = _inherited(parent, written, own, read.place(key="drop"))
    profile = Profile(
        id=written.id,
        name=written.name,
        version=written.version,
        source=written.source,
        lineage=(written.id, *(parent.lineage if parent else ())),
        cycle_task=written.review_cycle.task or (parent.cycle_task if parent else None),
        completed_by=written.review_cycle.completed_by or (parent.completed_by if parent else None),
        roles=tuple(dict.fromkeys((*(parent.roles if parent else ()), *written.roles))),
        settings=MappingProxyType(_settings(parent, written.settings)),
        events=MappingProxyType(_laid_over(parent.events if parent else {}, written.events)),
        facts=MappingProxyType(_laid_over(parent.facts if parent else {}, written.facts)),
        days=MappingProxyType(_laid_over(parent.days if parent else {}, written.days)),
        totals=MappingProxyType(_laid_over(parent.totals if parent else {}, written.totals)),
        placements=MappingProxyType(_laid_over(parent.placements if parent else {}, written.placements)),
        legal_statuses=MappingProxyType(_laid_over(parent.legal_statuses if parent else {}, written.legal_statuses)),
        tasks=MappingProxyType(_tasks(parent.tasks if parent else {}, written.tasks)),
        timescales=kept + own,
        considerations=(parent.considerations if parent else ()) + marks,
        replaced=replaced,
        yields=MappingProxyType(yields),
        law=law,
        calendar=calendar,
    )
    problems = read.problems + read.without_consequences(problems + more_problems + problems_of(profile, written, parent, read.place))
    if problems:
        raise ProfileError(problems)
    return with_digest(profile)


def _exempted(own: tuple[Timescale, ...], parent: Profile | None, read: _Read) -> tuple[tuple[Timescale, ...], list[Problem]]:
    """One's own timescales with the exemptions that they take over, and what is wrong with `exempt_like`."""
    known = {} if parent is None else {rule.id: rule for rule in (*parent.timescales, *parent.replaced)}
    found: list[Timescale] = []
    problems: list[Problem] = []
    for index, rule in enumerate(own):
        place = read.place("timescales", index, "exempt_like")
        for name in rule.exempt_like:
            if name not in known:
                what = f'"{name}" is not a row of {parent.id}' if parent is not None else f'there is no parent that has a row "{name}"'
                problems.append(Problem(place, what, nearest(name, list(known)) or "remove it"))
        try:
            found.append(with_exemptions(rule, [known[name] for name in rule.exempt_like if name in known]) if rule.exempt_like else rule)
        except ValueError as error:
            problems.append(Problem(place, str(error), "correct when, or exempt_like"))
            found.append(rule)
    return tuple(found), problems


def _law(parent: Profile | None, read: _Read) -> tuple[str | None, list[Problem]]:
    """The law that a profile stands under, and what is wrong if its parent stands under another."""
    own, inherited = read.written.law, parent.law if parent is not None else None
    if own is None or inherited is None or own == inherited or parent is None:
        return own or inherited, []
    what = f'{parent.id}, which it extends, stands under the law of {inherited}, and this under that of "{own}"'
    return own, [Problem(read.place(key="law"), what, "extend nothing, or a profile of the same law")]


def _calendar(parent: Profile | None, read: _Read) -> tuple[tuple[Layer, ...], list[Problem]]:
    """The layers of bank holidays of a profile, its parent's first, and what is wrong with the files that hold them."""
    layers = parent.calendar if parent is not None else ()
    problems: list[Problem] = []
    if not read.written.calendar:
        return layers, problems
    calendar = england_and_wales()
    for layer in layers:
        calendar = calendar.with_layer(layer)
    for name in read.written.calendar:
        place = read.place(key="calendar")
        if read.path is None or not name.lower().endswith((".toml", ".json")):
            remedy = "write the path of a .toml or .json file of bank holidays"
            problems.append(Problem(place, f'"{name}" is not the path of a file', remedy))
            continue
        from lacreview_rules.counting.calendar_files import lay_over  # noqa: PLC0415 - loaded when asked for

        try:
            calendar = lay_over(calendar, read.path.parent / name)
        except CalendarFileError as error:
            problems += [Problem(place, str(one), "") for one in error.problems]
        else:
            layers = (*layers, calendar.layers[-1])
    return layers, problems


def _settings(parent: Profile | None, settings: Settings) -> dict[str, object]:
    return {**SETTING_DEFAULTS, **(parent.settings if parent else {}), **settings.model_dump(exclude_none=True)}


def _tasks(inherited: Mapping[str, Task], own: Iterable[Task]) -> dict[str, Task]:
    """The parent's tasks and one's own; a task declared again keeps of the parent's what it does not say."""
    tasks = dict(inherited)
    for task in own:
        before = tasks.get(task.id)
        said = {key: getattr(task, key) for key in task.model_fields_set}
        tasks[task.id] = task if before is None else before.model_copy(update=said)
    return tasks


def _laid_over(inherited: Mapping[str, _Named], own: Iterable[_Named]) -> dict[str, _Named]:
    """The parent's words and one's own; a word declared again keeps of the parent's what it does not say."""
    words = dict(inherited)
    for term in own:
        before = words.get(term.id)
        said = {key: getattr(term, key) for key in term.model_fields_set}
        words[term.id] = term if before is None else before.model_copy(update=said)
    return words


def _inherited(
    parent: Profile | None, written: WrittenProfile, own: tuple[Timescale, ...], place: str
) -> tuple[tuple[Timescale, ...], tuple[Timescale, ...], dict[str, tuple[str, ...]], list[Problem]]:
    """The parent's timescales that stay, those that go, to which of one's own guidance yields, and what is wrong with `drop`."""
    if parent is None:
        return (), (), {}, [Problem(place, "there is no parent to drop rows of", "remove it")] if written.drop else []
    problems: list[Problem] = []
    by_id = {rule.id: rule for rule in parent.timescales}
    for rule_id in written.drop:
        rule = by_id.get(rule_id)
        if rule is None:
            problems.append(Problem(place, f'"{rule_id}" is not a row of {parent.id}', _row_meant(rule_id, parent)))
        elif rule.force == "regulation":
            problems.append(Problem(place, f'"{rule_id}" is a regulation, and no profile can drop one', "take it out of drop"))
    gone = set(written.drop)
    yields = {name: ids for name, ids in parent.yields.items() if name not in gone}
    for rule in parent.timescales:
        mine = [one for one in own if one.task == rule.task]
        if rule.force != "guidance" or not mine or rule.id in gone:
            continue
        if not _is_dated(rule) or _take_its_place(mine, rule, parent.cycle_task):
            gone.add(rule.id)
            yields.pop(rule.id, None)
        elif any(map(_is_dated, mine)):
            yields[rule.id] = (*yields.get(rule.id, ()), *(one.id for one in mine if _is_dated(one)))
    kept = tuple(rule for rule in parent.timescales if rule.id not in gone)
    return kept, tuple(rule for rule in parent.timescales if rule.id in gone), yields, problems


def _row_meant(row: str, parent: Profile) -> str:
    """Which row of guidance was meant, where the id of its profile was left out or something was mistyped."""
    rows = [rule.id for rule in parent.timescales if rule.force != "regulation"]
    of = next((one for one in (rule.id for rule in parent.timescales) if one.partition("/")[2] == row), None)
    return f'did you mean "{of}"?' if of is not None else nearest(row, rows)


def _is_dated(rule: Timescale) -> bool:
    """Whether a rule limits anything: advice, which has no date, does not."""
    return bool(rule.limit or rule.before is not None or rule.limit_from is not None or rule.decided_by is not None)


def _take_its_place(mine: Iterable[Timescale], rule: Timescale, review: str | None) -> bool:
    """Whether one of one's own timescales surely limits every occurrence that another does, or several do, review by review."""
    if any(_takes_its_place(one, rule) for one in mine):
        return True
    if review not in (*rule.after, rule.before):
        return False
    numbers: set[int] = set()
    for one in mine:
        asked = [] if one.when is None else [(record, value) for record, value in one.when.named()]
        if len(asked) == 1 and asked[0][0] is REVIEW and _takes_its_place(one.model_copy(update={"when": None}), rule):
            numbers.update(*(values for _, values in _open_numbers(asked[0][1])))
    return set(range(1, 6)) <= numbers


def _open_numbers(words: tuple[str, ...]) -> Iterable[tuple[object, frozenset[int]]]:
    """The numbers of reviews that a condition on them leaves open."""
    return REVIEW.leaves_open(words, frozenset()) if REVIEW.leaves_open is not None and not any("every" in word for word in words) else ()


def _takes_its_place(one: Timescale, rule: Timescale) -> bool:
    """Whether a timescale surely limits every occurrence that another does: it counts from the same, and asks for nothing more."""
    if not (one.limit or one.before is not None) or one.until is not None or one.while_ not in ((), rule.while_):
        return False
    same = (set(one.after), one.before, one.nth) == (set(rule.after), rule.before, rule.nth)
    asks_no_more = one.when in (None, rule.when) and all(exempt in rule.unless for exempt in one.unless)
    return same and asks_no_more and one.in_force in ((), rule.in_force) and not (one.counted_in or one.falls_on)
