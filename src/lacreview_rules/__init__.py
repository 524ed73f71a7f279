"""Care events in, due dates out: the timescales of looked after children's reviews in England, explained."""

from __future__ import annotations

from lacreview_rules.assurance import Assurance, check_profile
from lacreview_rules.calendars import WorkingCalendar, england_and_wales
from lacreview_rules.corpus import Case, load_cases
from lacreview_rules.engine import build_schedule
from lacreview_rules.events import (
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
from lacreview_rules.history import History
from lacreview_rules.hypotheticals import what_if
from lacreview_rules.profile_files import load_profile, shipped_profiles
from lacreview_rules.profiles import Profile

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
