"""Care events in, due dates out: the timescales of looked after children's reviews in England, explained."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacreview_rules.assurance.judgement import Assurance, check_profile
    from lacreview_rules.changes.what_if import what_if
    from lacreview_rules.corpus.cases import Case, load_cases
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

_ELSEWHERE = {
    "Assurance": "assurance.judgement",
    "Case": "corpus.cases",
    "History": "histories.history",
    "Profile": "profiles.profile",
    "WorkingCalendar": "counting.calendars",
    "build_schedule": "engine.build",
    "check_profile": "assurance.judgement",
    "england_and_wales": "counting.calendars",
    "load_cases": "corpus.cases",
    "load_profile": "profile_files.loading",
    "shipped_profiles": "profile_files.loading",
    "what_if": "changes.what_if",
}
"""Where a name is that is not an event's. It is imported when it is asked for: to count a date needs no profile."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module = _ELSEWHERE.get(name, "histories.events")
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
