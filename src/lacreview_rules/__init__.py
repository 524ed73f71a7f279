"""Care events in, due dates out: the timescales of looked after children's reviews in England, explained."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacreview_rules.assurance.answer import Assurance
    from lacreview_rules.assurance.judgement import check_profile
    from lacreview_rules.changes.what_if import what_if
    from lacreview_rules.comparison.side_by_side import compare_profiles
    from lacreview_rules.corpus.agreement import judge
    from lacreview_rules.corpus.cases import Case, load_cases
    from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
    from lacreview_rules.counting.calendar_files import lay_over
    from lacreview_rules.counting.calendars import WorkingCalendar, england_and_wales
    from lacreview_rules.counting.periods import Period, add_months
    from lacreview_rules.engine.build import build_schedule
    from lacreview_rules.errors import (
        ArgumentError,
        CalendarError,
        CalendarFileError,
        CalendarRangeError,
        EventError,
        ExtractError,
        HistoryError,
        InputError,
        LacReviewError,
        MissingExtraError,
        NotWrittenError,
        PeriodError,
        Problem,
        ProfileError,
        UnknownDueDateError,
        UnknownProfileError,
        UnknownRuleError,
        UnknownTaskError,
    )
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
        ReviewArrangementCancelled,
        ReviewHeld,
        ReviewRequested,
        SchoolStarted,
        SignificantEvent,
        TaskDone,
    )
    from lacreview_rules.histories.history import History
    from lacreview_rules.histories.json import history_record, parse_history, read_histories
    from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.profiles.task_ids import ShippedProfile, ShippedTask
    from lacreview_rules.questions.building import readings
    from lacreview_rules.questions.of_child import ChildReadings, DueDateReadings
    from lacreview_rules.questions.reading import Reading
    from lacreview_rules.questions.written import OpenQuestion, open_questions
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.schedules.calendar_feed import calendar_feed
    from lacreview_rules.schedules.csv import write_csv
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.explanation import Explanation, Step
    from lacreview_rules.schedules.schedule import MarkedReview, Schedule
    from lacreview_rules.schedules.standing import Doubt, OtherLimit, Status
    from lacreview_rules.schedules.written_schedule import WrittenDueDate, WrittenSchedule
    from lacreview_rules.sources.ssda903.reading import read_ssda903

__all__ = [
    "AlertAnswered",
    "AlertRaised",
    "ArgumentError",
    "Assurance",
    "AuthorisedForAdoption",
    "BankHoliday",
    "BecameLookedAfter",
    "CalendarError",
    "CalendarFileError",
    "CalendarRangeError",
    "Case",
    "CeasedToBeLookedAfter",
    "ChildReadings",
    "DecisionsIssued",
    "Doubt",
    "DueDate",
    "DueDateReadings",
    "Event",
    "EventError",
    "Explanation",
    "ExtractError",
    "Fact",
    "History",
    "HistoryError",
    "InputError",
    "LacReviewError",
    "Layer",
    "LegalStatusChanged",
    "MarkedReview",
    "MissingExtraError",
    "NotWrittenError",
    "OpenQuestion",
    "OtherEvent",
    "OtherLimit",
    "Period",
    "PeriodError",
    "PlacedForAdoption",
    "PlacementMoved",
    "Problem",
    "Profile",
    "ProfileError",
    "Reading",
    "ReviewAdjourned",
    "ReviewArranged",
    "ReviewArrangementCancelled",
    "ReviewHeld",
    "ReviewRequested",
    "Schedule",
    "SchoolStarted",
    "Scope",
    "ShippedProfile",
    "ShippedTask",
    "SignificantEvent",
    "Status",
    "Step",
    "TaskDone",
    "UnknownDueDateError",
    "UnknownProfileError",
    "UnknownRuleError",
    "UnknownTaskError",
    "WorkingCalendar",
    "WrittenDueDate",
    "WrittenSchedule",
    "add_months",
    "build_schedule",
    "calendar_feed",
    "check_profile",
    "compare_profiles",
    "england_and_wales",
    "history_record",
    "judge",
    "lay_over",
    "load_cases",
    "load_profile",
    "open_questions",
    "parse_history",
    "read_histories",
    "read_ssda903",
    "readings",
    "shipped_profiles",
    "what_if",
    "write_csv",
]

_ELSEWHERE = {
    "ArgumentError": "errors",
    "Assurance": "assurance.answer",
    "BankHoliday": "counting.bank_holidays",
    "CalendarError": "errors",
    "CalendarFileError": "errors",
    "CalendarRangeError": "errors",
    "Case": "corpus.cases",
    "ChildReadings": "questions.of_child",
    "Doubt": "schedules.standing",
    "DueDate": "schedules.due_dates",
    "DueDateReadings": "questions.of_child",
    "EventError": "errors",
    "Explanation": "schedules.explanation",
    "ExtractError": "errors",
    "History": "histories.history",
    "HistoryError": "errors",
    "InputError": "errors",
    "LacReviewError": "errors",
    "Layer": "counting.bank_holidays",
    "MarkedReview": "schedules.schedule",
    "MissingExtraError": "errors",
    "NotWrittenError": "errors",
    "OpenQuestion": "questions.written",
    "OtherLimit": "schedules.standing",
    "Period": "counting.periods",
    "PeriodError": "errors",
    "Problem": "errors",
    "Profile": "profiles.profile",
    "ProfileError": "errors",
    "Reading": "questions.reading",
    "Schedule": "schedules.schedule",
    "Scope": "rules.scopes",
    "ShippedProfile": "profiles.task_ids",
    "ShippedTask": "profiles.task_ids",
    "Status": "schedules.standing",
    "Step": "schedules.explanation",
    "UnknownDueDateError": "errors",
    "UnknownProfileError": "errors",
    "UnknownRuleError": "errors",
    "UnknownTaskError": "errors",
    "WorkingCalendar": "counting.calendars",
    "WrittenDueDate": "schedules.written_schedule",
    "WrittenSchedule": "schedules.written_schedule",
    "add_months": "counting.periods",
    "build_schedule": "engine.build",
    "calendar_feed": "schedules.calendar_feed",
    "check_profile": "assurance.judgement",
    "compare_profiles": "comparison.side_by_side",
    "england_and_wales": "counting.calendars",
    "history_record": "histories.json",
    "judge": "corpus.agreement",
    "lay_over": "counting.calendar_files",
    "load_cases": "corpus.cases",
    "load_profile": "profile_files.loading",
    "open_questions": "questions.written",
    "parse_history": "histories.json",
    "read_histories": "histories.json",
    "read_ssda903": "sources.ssda903.reading",
    "readings": "questions.building",
    "shipped_profiles": "profile_files.loading",
    "what_if": "changes.what_if",
    "write_csv": "schedules.csv",
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
