"""Care events in, due dates out: the timescales of looked after children's reviews in England, explained."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lacreview_rules.counting.calendars import WorkingCalendar, england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.histories.events import (
    AlertAnswered,
    AlertRaised,
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
)
from lacreview_rules.histories.history import History
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.profiles.profile import Profile

if TYPE_CHECKING:
    from lacreview_rules.assurance.judgement import Assurance, check_profile
    from lacreview_rules.changes.what_if import what_if
    from lacreview_rules.corpus.cases import Case, load_cases

_WHEN_ASKED = {
    "Assurance": "assurance.judgement",
    "Case": "corpus.cases",
    "check_profile": "assurance.judgement",
    "load_cases": "corpus.cases",
    "what_if": "changes.what_if",
}
"""What most programs do not use is imported when they do."""

__all__ = [
    "AlertAnswered",
    "AlertRaised",
    "Assurance",
    "AuthorisedForAdoption",
    "BecameLookedAfter",
    "Case",
    "CeasedToBeLookedAfter",
    "DecisionsIssued",
    "Event",
    "Fact",
    "History",
    "LegalStatusChanged",
    "OtherEvent",
    "PlacedForAdoption",
    "PlacementMoved",
    "Profile",
    "ReviewAdjourned",
    "ReviewArranged",
    "ReviewHeld",
    "ReviewRequested",
    "SchoolStarted",
    "SignificantEvent",
    "TaskDone",
    "WorkingCalendar",
    "build_schedule",
    "check_profile",
    "england_and_wales",
    "load_cases",
    "load_profile",
    "shipped_profiles",
    "what_if",
]


def __getattr__(name: str) -> Any:
    module = _WHEN_ASKED.get(name)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
