"""What the page offers to choose from: the profiles that are shipped, the events, and the words of a profile."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.profile_files.loading import shipped_profiles, shipped_text
from lacreview_rules.profiles.conditions.lists import title_of, word_text
from lacreview_rules.profiles.words import task_words
from lacreview_rules.sources.events.columns import event_columns, known_keys
from lacreview_rules.wording import plain
from lacreview_rules.workbench.arguments import profile_of
from lacreview_rules.workbench.row_labels import reviews, usual_anchors, what_happens

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lacreview_rules.profiles.conditions.asking import Titled


def begin(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What the page needs before anything is asked: the profiles, the events and how far bank holidays are confirmed."""
    del asked, folder
    return {
        "profiles": [_head(name) for name in shipped_profiles()],
        "events": [_event(kind) for kind in BUILT_IN],
        "confirmed_until": england_and_wales().confirmed_until.isoformat(),
    }


def _head(name: str) -> dict[str, Any]:
    """What stands at the head of a shipped profile: the rest of it is read when it is chosen."""
    head, _, _ = shipped_text(name).partition("\n[")
    told = tomllib.loads(head)
    return {key: told.get(key, "") for key in ("id", "name", "version", "extends")}


def _event(kind: str) -> dict[str, Any]:
    columns, keys = event_columns(), known_keys()[kind]
    fields = [
        {"name": one.name, "words": word_text(one.name), "kind": one.kind, "meaning": one.meaning}
        for one in columns.values()
        if one.name in keys
    ]
    return {"kind": kind, "words": plain(kind), "fields": fields}


def words(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The words of a profile, for the lists to choose from: events, placements, legal statuses, tasks and facts.

    A row of a profile counts from more than the events that a history records: `usual` are the anchors that are used most often, and
    `happens` the others, tasks apart.

    Raises:
        LacReviewError: there is no such profile, or its text is not well formed.
    """
    profile = profile_of(asked, folder)
    declared = {name: title_of(profile.events, name) for name in sorted(set(profile.events) - set(BUILT_IN))}
    return {
        "event": _listed({**{name: plain(name) for name in BUILT_IN}, **declared}),
        "placement": _titled(profile.placements),
        "legal_status": _titled(profile.legal_statuses),
        "task": [
            {"id": task.id, "title": task_words(task.title), "role": task.role or "", "per": task.per} for task in profile.tasks.values()
        ],
        "fact": _titled(profile.facts),
        "role": sorted(profile.roles),
        "usual": _listed(usual_anchors(profile)),
        "happens": _listed(what_happens(profile)),
        "review": _listed(reviews()),
    }


def _listed(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "title": title} for name, title in words.items()]


def _titled(words: Mapping[str, Titled]) -> list[dict[str, str]]:
    """Words of a profile, each with its title in plain English, in the order in which the profile declares them."""
    return _listed({name: title_of(words, name) for name in words})


def text_of(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The text of a shipped profile.

    Raises:
        InputError: no shipped profile has this id.
    """
    del folder
    name = asked.get("profile")
    if name not in shipped_profiles():
        raise InputError([Problem("profile", "no shipped profile has this id", f"one of: {', '.join(shipped_profiles())}")])
    return {"text": shipped_text(str(name))}
