"""Reading profiles: shipped or from a path, TOML or JSON, with all they extend, and every problem at once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from pydantic import BaseModel, ValidationError

from lacreview_rules.errors import LacReviewError, Problem, ProfileError, UnknownProfileError, nearest, or_else
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.profile_files.text import parse_json, parse_toml
from lacreview_rules.profiles.models import (
    SETTING_DEFAULTS,
    Condition,
    Consideration,
    FactTerm,
    InForce,
    LastBefore,
    NamedDays,
    RecordedTerm,
    ReviewCycle,
    Settings,
    Source,
    Span,
    StatusTerm,
    Task,
    Term,
    Timescale,
    Total,
    WrittenProfile,
)
from lacreview_rules.profiles.profile import Profile, with_digest
from lacreview_rules.rules.checks import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """The files that `load_profile` reads for a profile: its own and those it extends; none for a shipped one.

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
            folder, name = path.resolve().parent, _read_file(path).written.extends
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
    places: FilePlaces
    path: Path | None

    def place(self, table: str = "", index: int | None = None, key: str = "") -> str:
        """Where in the file a key stands."""
        path = [part for part in (table, index, key) if part is not None and part != ""]
        return self.places.of(path, {table: getattr(self.written, table)} if table else {})


@cache
def _shipped(name: str) -> Profile:
    return _resolve(_read_shipped(name))


def _read_shipped(name: str) -> _Read:
    text = (files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    places = FilePlaces(text, name)
    return _Read(*_written(parse_toml(text, name), places), places, None)


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
    return _Read(*_written(content, places), places, path)


def _written(content: dict[str, Any], places: FilePlaces) -> tuple[WrittenProfile, list[Problem]]:
    """The content as a profile, less the keys that there are not; these are among the problems.

    Raises:
        ProfileError: what is left is not the shape of a profile.
    """
    try:
        return WrittenProfile.model_validate(content), []
    except ValidationError as error:
        errors = error.errors()
    problems = [_from_pydantic(found, content, places) for found in errors]
    if all(found["type"] == "extra_forbidden" for found in errors):
        unknown = {_way(found["loc"], content)[1] for found in errors}
        return WrittenProfile.model_validate(_without(content, unknown)), problems
    raise ProfileError(problems)


def _way(loc: tuple[int | str, ...], content: Any) -> tuple[list[int | str], tuple[int | str, ...]]:
    """The way to what pydantic found, as a reader goes it and as the content has it.

    Pydantic adds words of its own for kinds of value ("bool"), and a number where one value stands for a list of one.
    """
    told: list[int | str] = []
    real: list[int | str] = []
    for part in loc:
        if isinstance(part, int):
            told.append(part)
            if isinstance(content, list):
                real.append(part)
                content = content[part]
        elif isinstance(content, dict):
            told.append(part)
            real.append(part)
            content = content.get(part)
    return told, tuple(real)


def _without(content: Any, unknown: set[tuple[int | str, ...]], here: tuple[int | str, ...] = ()) -> Any:
    """The content without what stands at some places, nor what is empty without it; what is on the way is copied, not changed."""
    if isinstance(content, list):
        both = ((item, _without(item, unknown, (*here, place))) for place, item in enumerate(content))
        return [new for old, new in both if new != {} or old == {}]
    if isinstance(content, dict):
        less = {key: _without(value, unknown, (*here, key)) for key, value in content.items() if (*here, key) not in unknown}
        return {key: value for key, value in less.items() if value != {} or content[key] == {}}
    return content


def _from_pydantic(error: Mapping[str, Any], content: dict[str, Any], places: FilePlaces) -> Problem:
    path, _ = _way(error["loc"], content)
    place = places.of(path, content)
    key = str(path[-1])
    if error["type"] == "extra_forbidden":
        return Problem(place, f'there is no key "{key}"', nearest(key, _keys_beside(path)))
    if error["type"] == "missing":
        return Problem(place, f'the key "{key}" is missing', "add it")
    return Problem(place, str(error["msg"]), "correct the value")


_MODELS: dict[str, type[BaseModel]] = {
    "source": Source, "review_cycle": ReviewCycle, "settings": Settings, "events": RecordedTerm, "facts": FactTerm, "days": NamedDays,
    "totals": Total, "placements": RecordedTerm, "legal_statuses": StatusTerm, "tasks": Task, "timescales": Timescale,
    "considerations": Consideration,
    "when": Condition, "unless": Condition, "while": Condition, "last_before_age": LastBefore, "in_force": InForce, "spans": Span,
}  # fmt: skip


def _keys_beside(path: list[int | str]) -> list[str]:
    """The keys that are known where an unknown one was found: in the table that is named last on the way."""
    tables = ["", *(part for part in path[:-1] if isinstance(part, str))]
    model = _MODELS.get(tables[-1], WrittenProfile)
    return [field.alias or name for name, field in model.model_fields.items()]


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
    kept, replaced, problems = _inherited(parent, written, own, read.place(key="drop"))
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
    )
    problems = read.problems + problems + problems_of(profile, written, parent, read.place)
    if problems:
        raise ProfileError(problems)
    return with_digest(profile)


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
) -> tuple[tuple[Timescale, ...], tuple[Timescale, ...], list[Problem]]:
    """The parent's timescales that stay, those replaced or dropped, and what is wrong with `drop`."""
    if parent is None:
        return (), (), [Problem(place, "there is no parent to drop rows of", "remove it")] if written.drop else []
    problems: list[Problem] = []
    by_id = {rule.id: rule for rule in parent.timescales}
    for rule_id in written.drop:
        rule = by_id.get(rule_id)
        if rule is None:
            problems.append(Problem(place, f'"{rule_id}" is not a row of {parent.id}', nearest(rule_id, list(by_id))))
        elif rule.force == "regulation":
            problems.append(Problem(place, f'"{rule_id}" is a regulation, and no profile can drop one', "take it out of drop"))
    mine = {rule.task for rule in own}
    gone = {rule.id for rule in parent.timescales if rule.id in written.drop or (rule.force == "guidance" and rule.task in mine)}
    kept = tuple(rule for rule in parent.timescales if rule.id not in gone)
    return kept, tuple(rule for rule in parent.timescales if rule.id in gone), problems
