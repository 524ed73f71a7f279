"""Reading profiles: shipped or from a path, TOML or JSON, with all they extend, and every problem at once."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from lacreview_rules.errors import Problem, ProfileError, UnknownProfileError, nearest, or_else
from lacreview_rules.profile_checks import problems_of
from lacreview_rules.profile_models import SETTING_DEFAULTS, Settings, Task, Term, Timescale, WrittenProfile
from lacreview_rules.profiles import Profile, with_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Named = TypeVar("_Named", bound=Term)
_MOST_SHOWN = 100
_MOST_BYTES = 5_000_000  # a profile of 2,000 rules is under one megabyte


def shipped_profiles() -> tuple[str, ...]:
    """The ids of the profiles that come with the library.

    Example:
        >>> shipped_profiles()[:2]
        ('data-return', 'england')
    """
    folder = files("lacreview_rules") / "data" / "profiles"
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


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


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


class _Read(NamedTuple):
    """A profile as read: its content, and what is needed to say where in it something stands."""

    written: WrittenProfile
    problems: list[Problem]
    text: str
    where: str
    path: Path | None

    def place(self, table: str = "", index: int = 0, key: str = "") -> str:
        """Where in the file a key stands."""
        path = [table, index, key] if table else [key] if key else []
        return place_of(path, {table: getattr(self.written, table)} if table else {}, self.text, self.where)


@cache
def _shipped(name: str) -> Profile:
    return _resolve(_read_shipped(name), (name,))


def _read_shipped(name: str) -> _Read:
    text = (files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    return _Read(*_written(_parse_toml(text, name), text, name), text, name, None)


def _read_file(path: Path) -> _Read:
    where = str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ProfileError([Problem(where, "the file is too large to be a profile", "check that it is the right file")])
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        message = f'no profile can be read at "{where[:_MOST_SHOWN]}": {why}; give the id of a shipped profile or a path'
        raise UnknownProfileError(message) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError([Problem(where, f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")]) from None
    content = _parse_json(text, where) if path.suffix == ".json" else _parse_toml(text, where)
    return _Read(*_written(content, text, where), text, where, path)


def _parse_toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError([Problem(where, f"not valid TOML: {error}", "mend the line named")]) from None


def _parse_json(text: str, where: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ProfileError([Problem(where, f"not valid JSON: {error}", "mend the place named")]) from None
    if not isinstance(content, dict):
        raise ProfileError([Problem(where, "a profile is one object with keys", "begin the file with {")])
    return content


def _written(content: dict[str, Any], text: str, where: str) -> tuple[WrittenProfile, list[Problem]]:
    """The content as a profile, less the keys that there are not; these are among the problems.

    Raises:
        ProfileError: what is left is not the shape of a profile.
    """
    try:
        return WrittenProfile.model_validate(content), []
    except ValidationError as error:
        errors = error.errors()
    problems = [_from_pydantic(found, content, text, where) for found in errors]
    if all(found["type"] == "extra_forbidden" for found in errors):
        for found in errors:
            content = _without(content, _plain_path(found["loc"]))
        return WrittenProfile.model_validate(content), problems
    raise ProfileError(problems)


def _plain_path(loc: tuple[int | str, ...]) -> list[int | str]:
    return [part for part in loc if not (isinstance(part, str) and ("[" in part or part.startswith("function-")))]


def _without(content: Any, path: list[int | str]) -> Any:
    """The content without what stands at a path; what is on the way is copied, not changed."""
    head, rest = path[0], path[1:]
    if isinstance(content, list):
        left = [_without(item, rest) if place == head else item for place, item in enumerate(content)]
        return [item for item in left if item != {}]
    if isinstance(content, dict):
        if isinstance(head, int):  # one condition where several are allowed
            return _without(content, rest)
        if not rest:
            return {key: value for key, value in content.items() if key != head}
        less = {key: _without(value, rest) if key == head else value for key, value in content.items()}
        return {key: value for key, value in less.items() if key != head or value != {}}
    return content


def _from_pydantic(error: Mapping[str, Any], content: dict[str, Any], text: str, where: str) -> Problem:
    path = _plain_path(error["loc"])
    place = place_of(path, content, text, where)
    key = str(path[-1]) if path else ""
    if error["type"] == "extra_forbidden":
        return Problem(place, f'there is no key "{key}"', nearest(key, _keys_beside(path)))
    if error["type"] == "missing":
        return Problem(place, f'the key "{key}" is missing', "add it")
    return Problem(place, str(error["msg"]).removeprefix("Value error, "), "correct the value")


_LISTS = {
    "tasks": "Task", "timescales": "Timescale", "considerations": "Consideration", "events": "Term", "placements": "Term",
    "legal_statuses": "Term", "facts": "FactTerm", "source": "Source", "review_cycle": "ReviewCycle", "settings": "Settings",
    "days": "NamedDays", "totals": "Total",
}  # fmt: skip


def _keys_beside(path: list[Any]) -> list[str]:
    """The keys that are known where an unknown one was found."""
    from lacreview_rules import profile_models  # noqa: PLC0415 - only when there is an error to explain

    words = [part for part in path[:-1] if isinstance(part, str)]
    model: Any = WrittenProfile
    if words:
        model = getattr(profile_models, _LISTS.get(words[0], ""), WrittenProfile)
        if words[-1] in {"when", "unless", "while"}:
            model = profile_models.Condition
        elif words[-1] == "in_force":
            model = profile_models.InForce
        elif words[-1] == "last_before_age":
            model = profile_models.LastBefore
    return [field.alias or name for name, field in model.model_fields.items()]


def place_of(path: list[Any], content: Mapping[str, Any], text: str, where: str) -> str:
    """A place in a file as its reader would find it: file, line, rule and key."""
    names: list[str] = []
    line: int | None = None
    if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
        entries = content.get(path[0])
        entry = entries[path[1]] if isinstance(entries, (list, tuple)) and path[1] < len(entries) else None
        named = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
        names.append(str(named) if isinstance(named, str) else f"{path[0]}[{path[1]}]")
        line = _line_of(text, path[0], path[1], str(path[2]) if len(path) > 2 else None)  # noqa: PLR2004
        rest = path[2:]
    else:
        rest = path
        line = _line_at_top(text, [str(part) for part in path if isinstance(part, str)])
    names += [str(part) for part in rest]
    return f"{where}{f':{line}' if line else ''}: {'.'.join(names)}" if names else where


def _line_of(text: str, table: str, index: int, key: str | None) -> int | None:
    """The line of a key in the nth ``[[table]]`` of a TOML file, or of that table's heading."""
    lines = text.splitlines()
    headings = [number for number, line in enumerate(lines) if line.replace(" ", "").startswith(f"[[{table}]]")]
    if index >= len(headings):
        return None
    start = headings[index]
    if key is not None:
        for number in range(start + 1, len(lines)):
            stripped = lines[number].strip()
            if stripped.startswith("[["):
                break
            if stripped.split("=")[0].strip().strip('"') == key:
                return number + 1
    return start + 1


def _line_at_top(text: str, path: list[str]) -> int | None:
    """The line of a key at the top of a TOML file, or in one of its plain tables."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = stripped.strip("[]").strip()
            if path == [table]:
                return number
        elif path and stripped.split("=")[0].strip().strip('"') == path[-1] and table == ".".join(path[:-1]):
            return number
    return None


def _parent_of(read: _Read, seen: tuple[str, ...]) -> Profile | None:
    name, place = read.written.extends, read.place(key="extends")
    if name is None:
        return None
    if name == read.written.id or name in seen:
        raise ProfileError([Problem(place, "a profile cannot extend itself", 'extend "england", and give this profile an id of its own')])
    if name in shipped_profiles():
        return _shipped(name) if not seen or read.path is not None else _resolve(_read_shipped(name), (*seen, name))
    if read.path is not None and name.endswith((".toml", ".json")):
        parent = (read.path.parent / name).resolve()
        if str(parent) in seen:
            raise ProfileError([Problem(place, "the profiles extend one another in a ring", "break the ring")])
        return _resolve(_read_file(parent), (*seen, str(parent)))
    raise ProfileError([Problem(place, f'no shipped profile is called "{name}"', nearest(name, shipped_profiles()))])


def _resolve(read: _Read, seen: tuple[str, ...]) -> Profile:
    """A written profile laid over its parent."""
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
    return {**inherited, **{term.id: term for term in own}}


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
    gone = {
        rule.id
        for rule in parent.timescales
        if rule.force != "regulation" and (rule.id in written.drop or (rule.force == "guidance" and rule.task in mine))
    }
    kept = tuple(rule for rule in parent.timescales if rule.id not in gone)
    return kept, tuple(rule for rule in parent.timescales if rule.id in gone), problems
