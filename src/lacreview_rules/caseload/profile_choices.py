"""Which child has which profile: a table in a file, as CSV or TOML."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, LacReviewError, Problem, close_to, nearest, or_else
from lacreview_rules.files.child_tables import ChildTable
from lacreview_rules.files.nesting import shallow_toml
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile

_MOST_BYTES = 32_000_000
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z", re.ASCII)


class _Choice(NamedTuple):
    where: str
    child: str
    profile: str


def read_profile_choices(
    path: Path, load: Callable[[str], Profile] = load_profile, remarks: list[Problem] | None = None
) -> dict[str, Profile]:
    r"""The profile of each child in a file.

    A CSV file has the columns ``child`` and ``profile`` among its own, separated by commas, semicolons or tabs. A TOML
    file has one table, ``[profiles]``, with a line for each child: ``"A123" = "newham"``. A profile is a shipped one, by its
    id, or a file, by its path from the folder of this file.

    Args:
        path: the file.
        load: makes a profile from an id or a path.
        remarks: takes up what is to be said of its headings, such as a column that is not read.

    Raises:
        InputError: the file cannot be read, a profile cannot be loaded, or a child has two; every problem is listed,
            by its place, never by the child.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "profiles.csv"
        ...     _ = file.write_text("child,profile\nA123,newham\n", encoding="utf-8")
        ...     {child: profile.id for child, profile in read_profile_choices(file).items()}
        {'A123': 'newham'}
    """
    problems: list[Problem] = []
    loaded: dict[str, Profile | None] = {}
    chosen: dict[str, tuple[str, str]] = {}
    for choice in _choices(path, problems, [] if remarks is None else remarks):
        if choice.profile not in loaded:
            loaded[choice.profile] = _loaded(path, choice, load, problems)
        where, before = chosen.setdefault(choice.child, (choice.where, choice.profile))
        if before != choice.profile:
            problems.append(Problem(choice.where, f"the child has another profile at {where}", "leave one of the two"))
    if problems:
        raise InputError(problems, str(path))
    return {child: profile for child, (_, name) in chosen.items() if (profile := loaded[name]) is not None}


def _loaded(path: Path, choice: _Choice, load: Callable[[str], Profile], problems: list[Problem]) -> Profile | None:
    name = choice.profile
    try:
        return load(name if name in shipped_profiles() or not _is_path(name) else str(path.parent / name))
    except InputError as error:
        problems += [Problem(f"{choice.where}: {error.source}", problem.what, problem.remedy) for problem in error.problems]
    except (LacReviewError, OSError, ValueError):  # their words repeat the cell, and where columns are exchanged that is a child
        meant = close_to(name, shipped_profiles())  # a misspelling may be repeated, and nothing else
        remedy = or_else(nearest(meant or "", shipped_profiles()), "give the path of a file that is there")
        problems.append(Problem(choice.where, "this is not a shipped profile, nor a file that can be read", remedy))
    return None


def _is_path(name: str) -> bool:
    return name.endswith((".toml", ".json")) or "/" in name or "\\" in name


def _choices(path: Path, problems: list[Problem], remarks: list[Problem]) -> Iterable[_Choice]:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError([Problem("", f"the file cannot be read: {error.strerror}", "check the path")], str(path)) from None
    if len(raw) > _MOST_BYTES:
        raise InputError([Problem("", f"the file is larger than {_MOST_BYTES:,} bytes", "leave out what is not needed")], str(path))
    if path.suffix.lower() != ".toml":
        return _from_csv(path, raw, problems, remarks)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Problem("", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")], str(path)) from None
    return _from_toml(path, text, problems)


def _from_toml(path: Path, text: str, problems: list[Problem]) -> Iterator[_Choice]:
    try:
        content = shallow_toml(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))  # nothing more of its words: they repeat keys, which are children
        at = f"line {place[1]}, column {place[2]}" if place else ""
        remedy = "mend that place; a child stands in it once, in quotation marks, on a line of its own"
        raise InputError([Problem(at, "not valid TOML, or a key stands twice", remedy)], str(path)) from None
    except ValueError:
        raise InputError(
            [Problem("", "not valid TOML: a number is too long, or tables are nested too deeply", "mend it")], str(path)
        ) from None
    table = content.pop("profiles", None)
    if content:
        problems.append(Problem("", "there is something beside the table [profiles]", "leave only that table"))
    if not isinstance(table, dict):
        problems.append(Problem("", "there is no table [profiles]", 'write [profiles], and beneath it "A123" = "newham"'))
        return
    for number, (child, profile) in enumerate(table.items(), 1):
        where = f"entry {number} of [profiles]"
        if isinstance(profile, str) and profile.strip():
            yield _Choice(where, child, profile.strip())
        else:
            problems.append(Problem(where, "its value is not the id or path of a profile", 'write "newham"'))


def _from_csv(path: Path, raw: bytes, problems: list[Problem], remarks: list[Problem]) -> Iterator[_Choice]:
    table = ChildTable(raw, str(path), ["profile"], "child and profile")
    problems += [Problem(one.where, "the heading is misspelt", one.remedy) for one in table.misspelt()]
    remarks += table.not_read()
    for row in table.rows():
        [profile] = row.names
        if profile:
            yield _Choice(row.place, row.child, profile)
        else:
            problems.append(Problem(row.place, "profile is empty", "fill it in, or remove the row"))
    problems += table.problems
