"""What a request may hold, read with care: a day, a profile, a history; what is wrong is told by the name of the field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.histories.json import parse_history
from lacreview_rules.profile_files.loading import load_profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile

PROFILE_FILE = "profile.toml"
"""What a profile that is being written is called, in the folder of the page and in what is told of it."""


def day_of(asked: Mapping[str, Any], field: str, *, required: bool = False) -> date | None:
    """A day, as YYYY-MM-DD.

    Raises:
        InputError: it is no day, or is missing and required.

    Example:
        >>> day_of({"as_of": "2026-01-31"}, "as_of")
        datetime.date(2026, 1, 31)
    """
    value = asked.get(field)
    if value is None or value == "":  # what is asked may be anything, a list among it
        if required:
            raise InputError([Problem(field, "no day is given", "choose a day")])
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError([Problem(field, "it is not a day", "write it as year, month and day: 2026-01-31")]) from None


def profile_of(asked: Mapping[str, Any], folder: Path, field: str = "profile") -> Profile:
    """A profile: the id of a shipped one, or the text of one that is being written, as ``{"text": ...}``.

    Raises:
        LacReviewError: there is none of this id, or the text is no well-formed profile.
    """
    value = asked.get(field)
    if isinstance(value, dict):
        path = folder / (PROFILE_FILE if field == "profile" else f"{field}-{PROFILE_FILE}")  # so that what is wrong names which
        path.write_text(str(value.get("text", "")), encoding="utf-8")
        return load_profile(path)
    if not isinstance(value, str) or not value:
        raise InputError([Problem(field, "no profile is chosen", "choose one")])
    return load_profile(value).with_settings(**asked.get("settings") or {})


def history_of(asked: Mapping[str, Any]) -> History:
    """The child's history, in the history format.

    Raises:
        HistoryError: it cannot be read; says all that is wrong.
    """
    return parse_history(asked.get("history"), "history")


def positions_of(asked: Mapping[str, Any], field: str) -> list[int]:
    """Positions of events, from 0.

    Raises:
        InputError: they are no list of positions.
    """
    value = asked.get(field) or []
    if not isinstance(value, list) or not all(isinstance(one, int) and one >= 0 for one in value):
        raise InputError([Problem(field, "it is no list of positions", "name the events by their places in the list, from 0")])
    return value


def file_of(name: object, folder: Path) -> Path:
    """A file that the user opened, by its name in the folder of the page.

    Raises:
        InputError: there is none; or the name leads out of the folder.
    """
    path = folder / str(name)
    if not path.is_file() or path.resolve().parent != folder.resolve():
        raise InputError([Problem("file", "no file of this name was opened", "open it again")])
    return path
