"""Which child has which profile: a table in a file, as CSV or TOML."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, LacReviewError, Problem, close_to, nearest, or_else
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile

_MOST_BYTES = 32_000_000
_COLUMNS = ("child", "profile")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)\Z", re.ASCII)


class _Choice(NamedTuple):
    where: str
    child: str
    profile: str


def read_profile_choices(path: Path, load: Callable[[str], Profile] = load_profile) -> dict[str, Profile]:
    r"""The profile of each child in a file.

    A CSV file has the columns ``child`` and ``profile`` among its own, separated by commas, semicolons or tabs. A TOML
    file has one table, ``[profiles]``, with a line a child: ``"A123" = "newham"``. A profile is a shipped one, by its
    id, or a file, by its path from the folder of this file.

    Args:
        path: the file.
        load: makes a profile from an id or a path.

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
    for choice in _choices(path, problems):
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


def _choices(path: Path, problems: list[Problem]) -> Iterable[_Choice]:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError([Problem("", f"the file cannot be read: {error.strerror}", "check the path")], str(path)) from None
    except UnicodeDecodeError as error:
        raise InputError([Problem("", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")], str(path)) from None
    if len(raw) > _MOST_BYTES:
        raise InputError([Problem("", f"the file is larger than {_MOST_BYTES:,} bytes", "leave out what is not needed")], str(path))
    return _from_toml(path, text, problems) if path.suffix.lower() == ".toml" else _from_csv(path, text, problems)


def _from_toml(path: Path, text: str, problems: list[Problem]) -> Iterator[_Choice]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))  # nothing more of its words: they repeat keys, which are children
        at = f"line {place[1]}, column {place[2]}" if place else ""
        remedy = "mend that place; a child stands in it once, in quotation marks, on a line of its own"
        raise InputError([Problem(at, "not valid TOML, or a key stands twice", remedy)], str(path)) from None
    except (ValueError, RecursionError):
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


def _from_csv(path: Path, text: str, problems: list[Problem]) -> Iterator[_Choice]:
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    columns: dict[str, int] = {}
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not columns:
                named = {cell.lower(): index for index, cell in enumerate(cells)}
                if not all(column in named for column in _COLUMNS):
                    problems.append(Problem("line 1", "the columns child and profile are not there", "name them in the first line"))
                    return
                columns = named
                continue
            where = f"line {reader.line_num}"
            child, profile = (cells[columns[column]] if columns[column] < len(cells) else "" for column in _COLUMNS)
            if child and profile:
                yield _Choice(where, child, profile)
            else:
                problems.append(Problem(where, f"{'profile' if child else 'child'} is empty", "fill it in, or remove the line"))
    except csv.Error:
        what = "not valid CSV: a cell is too long, or holds a character that is no text"
        problems.append(Problem(f"line {reader.line_num}", what, "mend that line; check the quotation marks"))
    if not columns and not problems:
        raise InputError([Problem("", "the file is empty", "check that it is the right file")], str(path))
