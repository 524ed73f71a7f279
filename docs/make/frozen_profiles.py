"""The shipped profiles in the form in which they are at hand: what their TOML says, once it was read and checked."""

from __future__ import annotations

import tomllib

from lacreview_rules.profile_files.frozen import frozen
from lacreview_rules.profile_files.loading import shipped_afresh, shipped_text


def frozen_profile(name: str) -> str:
    """The frozen form of a shipped profile."""
    profile = shipped_afresh(name)
    return frozen(tomllib.loads(shipped_text(name)), profile.digest, {one: shipped_text(one) for one in profile.lineage})
