"""The file an authority starts from when it writes its own timescales."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from pydantic import ValidationError

from lacreview_rules.errors import Problem, ProfileError, nearest
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.profile_files.schema import SCHEMA_FILE
from lacreview_rules.profiles.models import WrittenProfile

if TYPE_CHECKING:
    from pathlib import Path


def starting_file(profile: str, *, name: str | None = None, extends: str | None = "england", folder: Path | None = None) -> str:
    """The text of a starting file: a valid profile that says nothing of its own yet, and how to go on.

    Args:
        profile: its id.
        name: the authority's full name; made from the id unless given.
        extends: the profile it builds on: a shipped one by id, or a file by its path from `folder`; None for nothing.
        folder: where the file will stand; needed only to find a parent by its path.

    Raises:
        ProfileError: the id, the name or the parent cannot be used.
        UnknownProfileError: there is no file of the parent's name.

    Example:
        >>> print(starting_file("our-authority").splitlines()[0])
        #:schema ./lacreview-profile.schema.json
        >>> tomllib.loads(starting_file("our-authority"))["name"]
        'Our Authority'
        >>> tomllib.loads(starting_file("our-island", extends=None))["review_cycle"]["task"]
        'review'
    """
    known = shipped_profiles()
    if profile in known:
        raise ProfileError([Problem("", f'"{profile}" is the id of a profile that comes with lacreview', "choose another")])
    named = profile.replace("-", " ").title() if name is None else name.strip()
    if not named or not named.isprintable():
        raise ProfileError([Problem("", "the name is empty, or holds a character that cannot be printed", "correct the name")])
    if extends is not None and extends not in known:
        if not extends.endswith((".toml", ".json")):
            raise ProfileError([Problem("", f'no shipped profile is called "{extends}"', nearest(extends, known))])
        if folder is not None:
            load_profile(folder / extends)
    file = "profile-start.toml" if extends is not None else "profile-start-from-nothing.toml"
    template = (files("lacreview_rules") / "data" / file).read_text(encoding="utf-8")
    text = Template(template).substitute(
        schema=SCHEMA_FILE, id=profile, id_text=_quoted(profile), name=_quoted(named), extends=_quoted(extends or "")
    )
    try:
        WrittenProfile.model_validate(tomllib.loads(text))
    except (ValidationError, tomllib.TOMLDecodeError):
        message = f'"{profile}" cannot be the id of a profile'
        raise ProfileError([Problem("", message, "use lower case letters, digits and hyphens, as in our-authority")]) from None
    return text


def _quoted(text: str) -> str:
    """Text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
