"""One profile file: read, with every problem in it, and laid over what it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import CalendarFileError, LacReviewError, Problem, ProfileError, UnknownProfileError, nearest
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.profile_files.checks import problems_of
from lacreview_rules.profile_files.inheritance import laid_over
from lacreview_rules.profile_files.shape import read_shape
from lacreview_rules.profile_files.text import parse_json, parse_toml
from lacreview_rules.profiles.own_problems import OwnProblem
from lacreview_rules.profiles.profile import Profile, with_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.profiles.models import WrittenProfile

_MOST_SHOWN = 100
_WORDS = ("events", "facts", "placements", "legal_statuses", "tasks", "days", "totals")
_MOST_BYTES = 5_000_000  # a profile of 2,000 rules is under one megabyte
MOST_PARENTS = 20
"""So many profiles may extend one another."""


class Shipped(NamedTuple):
    """The profiles that come with the library: their ids, and what gives one of them."""

    ids: tuple[str, ...]
    get: Callable[[str], Profile]


class Read(NamedTuple):
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
        return [one for one in problems if isinstance(one, OwnProblem) or names.isdisjoint(_entries_around(one.where))]


def _entries_around(where: str) -> Iterator[str]:
    """The place that is named behind file and line, and each in which it stands: "ours/1.limit" stands in "ours/1"."""
    named = where.rpartition(": ")[2]
    yield named
    for end, char in enumerate(named):
        if char == ".":
            yield named[:end]


def read_shipped(text: str, name: str) -> Read:
    """A shipped profile, from the text of its file."""
    places = FilePlaces(text, name)
    return Read(*read_shape(parse_toml(text, name), places), places, None)


def read_file(path: Path) -> Read:
    """A profile from a file of one's own.

    Raises:
        UnknownProfileError: there is no such file.
        ProfileError: it holds no profile.
    """
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
    return Read(*read_shape(content, places), places, path)


def _parent_of(read: Read, shipped: Shipped, seen: tuple[str, ...]) -> Profile | None:
    name, place = read.written.extends, read.place(key="extends")
    if name is None:
        return None
    if name == read.written.id:
        raise ProfileError([Problem(place, "a profile cannot extend itself", 'extend "england", and give this profile an id of its own')])
    if name in shipped.ids:
        return shipped.get(name)
    if read.path is not None and name.endswith((".toml", ".json")):
        try:
            parent = (read.path.parent / name).resolve()
        except (OSError, ValueError, RuntimeError):  # which of them a ring of links raises, depends on the version of Python
            raise ProfileError([Problem(place, "no file can have this name", "write the path of a .toml or .json file")]) from None
        if str(parent) in seen:
            raise ProfileError([Problem(place, "the profiles extend one another in a ring", "break the ring")])
        if len(seen) >= MOST_PARENTS:
            raise ProfileError([Problem(place, f"more than {MOST_PARENTS} profiles extend one another", "put some of them together")])
        return resolve(read_file(parent), shipped, (*seen, str(parent)))
    raise ProfileError([Problem(place, f'no shipped profile is called "{name}"', nearest(name, shipped.ids))])


def resolve(read: Read, shipped: Shipped, seen: tuple[str, ...] = ()) -> Profile:
    """A profile as read, laid over its parent.

    Args:
        read: the profile.
        shipped: the ids of those that are shipped, and what gives one of them.
        seen: the files that led to it, its own last.

    Raises:
        ProfileError: something in it, or in a file that it extends, is wrong.
    """
    problems_above: list[Problem] = []
    try:
        parent = _parent_of(read, shipped, seen)
    except LacReviewError as error:
        problems_above = [*error.problems] if isinstance(error, ProfileError) else [Problem(read.place(key="extends"), str(error))]
        parent = _parent_meant(read.written.extends or "", shipped)
        if parent is None:
            raise ProfileError(problems_above + read.problems) from None
    calendar, calendar_problems = _calendar(parent, read)
    profile, problems = laid_over(read.written, parent, calendar, read.place)
    problems += calendar_problems + problems_of(profile, read.written, parent, read.place)
    problems = problems_above + read.problems + read.without_consequences(problems)
    if problems:
        from lacreview_rules.profile_files.meant import with_what_was_meant  # noqa: PLC0415 - only where something is wrong

        own = {term.id for table in _WORDS for term in getattr(read.written, table)}
        raise ProfileError(with_what_was_meant(problems, profile, own))
    return with_digest(profile)


def _parent_meant(name: str, shipped: Shipped) -> Profile | None:
    """The shipped profile that was surely meant, whose words the rest can be judged by; None where nobody knows which words there are."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    likely = [] if name.endswith((".toml", ".json")) else get_close_matches(name.lower(), shipped.ids, 1)
    return shipped.get(likely[0]) if likely else None


def _calendar(parent: Profile | None, read: Read) -> tuple[tuple[Layer, ...], list[Problem]]:
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
