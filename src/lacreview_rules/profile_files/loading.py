"""Profiles by name: shipped or from a path, with all they extend.

A shipped profile is at hand in the form in which it was frozen; `reading` is imported only where a file has to be read.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, overload

from lacreview_rules.arguments import check_type
from lacreview_rules.errors import LacReviewError, UnknownProfileError, nearest, or_else
from lacreview_rules.profile_files.frozen import thawed
from lacreview_rules.profile_files.inheritance import laid_over

if TYPE_CHECKING:
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.profiles.task_ids import ShippedProfile, ShippedTask

_MOST_SHOWN = 100
_DATA = files("lacreview_rules") / "data"


def shipped_profiles() -> tuple[str, ...]:
    """The ids of the profiles that come with the library.

    Example:
        >>> shipped_profiles()[:2]
        ('data-return', 'england')
    """
    entries = (_DATA / "profiles").iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))


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
    check_type("profile", profile, str, Path)
    name = str(profile)
    if isinstance(profile, str) and name in shipped_profiles():
        return _shipped(name)
    path = Path(profile)
    if path.suffix in {".toml", ".json"} or _is_there(path):
        from lacreview_rules.profile_files.reading import Shipped, read_file, resolve  # noqa: PLC0415 - a shipped profile needs none of it

        return resolve(read_file(path), Shipped(shipped_profiles(), _shipped), (str(path.resolve()),))
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
    name: str | None = str(profile)
    if name in shipped_profiles():
        return ()
    from lacreview_rules.profile_files.reading import MOST_PARENTS, read_file  # noqa: PLC0415 - as above

    found: list[Path] = []
    folder = Path()
    while name is not None and name not in shipped_profiles() and len(found) <= MOST_PARENTS:
        path = folder / name
        found.append(path)
        try:
            written = read_file(path).written
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


def shipped_text(name: str) -> str:
    """The TOML of a shipped profile, by its id."""
    return (_DATA / "profiles" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def _shipped(name: str) -> Profile:
    frozen = _DATA / "frozen_profiles" / f"{name}.json"
    found = thawed(frozen.read_text(encoding="utf-8"), shipped_text) if frozen.is_file() else None
    if found is None:
        return shipped_afresh(name)
    written, digest = found
    parent = None if written.extends is None else _shipped(written.extends)
    profile, _ = laid_over(written, parent, (), str)
    return replace(profile, digest=digest)


def shipped_afresh(name: str) -> Profile:
    """A shipped profile, read from its TOML and checked, though it be at hand in its frozen form.

    Raises:
        ProfileError: it is not a well-formed profile.
    """
    from lacreview_rules.profile_files.reading import Shipped, read_shipped, resolve  # noqa: PLC0415 - as above

    return resolve(read_shipped(shipped_text(name), name), Shipped(shipped_profiles(), _shipped))
