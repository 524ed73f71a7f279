"""Events made from validated values are those that their classes make. Authority: the classes themselves, asked for the same values."""

from __future__ import annotations

import pickle
from dataclasses import MISSING, fields
from datetime import time
from typing import Any

import pytest
from tests.small_profiles import D

from lacreview_rules import Event, History, OtherEvent, history_record, parse_history
from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.models import model_of

VALUES: dict[str, Any] = {
    "on": D("2026-01-14"),
    "at": time(14, 30),
    "ref": "R1",
    "review": 2,
    "note": "said so",
    "placement": "foster-care",
    "legal_status": ("care-order", "remand"),
    "emergency": True,
    "out_of_hours": True,
    "reason": "E3",
    "meeting": False,
    "additional": True,
    "review_on": D("2026-02-03"),
    "by": "IRO",
    "review_by": D("2026-02-04"),
    "seen": False,
    "task": "visit",
    "type": "school",
    "fact": "decided",
    "value": "4 weeks",
    "ends_on": D("2026-03-01"),
    "level": "manager",
    "event": "care-plan-filed",
}


@pytest.mark.parametrize("cls", [*BUILT_IN.values(), OtherEvent])
def test_an_event_that_was_read_is_the_event_itself(cls: type[Event]) -> None:
    names = [field for field in fields(cls) if field.name != UNWRITTEN]
    full = cls(**{field.name: VALUES[field.name] for field in names})
    bare = cls(**{field.name: VALUES[field.name] for field in names if field.default is MISSING})
    read = parse_history(history_record(History("A1", [full, bare]))).events
    for one, other in zip(read, (full, bare), strict=True):
        assert (type(one), one, hash(one), repr(one)) == (cls, other, hash(other), repr(other))
        assert one.recorded_as is None
        assert pickle.loads(pickle.dumps(one)) == other  # noqa: S301 - of our own


@pytest.mark.parametrize("written", [["care-order"], ["care-order", "remand"], "care-order"])
@pytest.mark.parametrize("kind", ["became-looked-after", "legal-status-changed"])
def test_one_legal_status_or_several(kind: str, written: object) -> None:
    """One in a list is the word itself, as where a program makes the event."""
    read = parse_history({"child": "A1", "events": [{"event": kind, "on": "2026-01-14", "legal_status": written}]}).events[0]
    assert read == BUILT_IN[kind](on=D("2026-01-14"), legal_status=written)  # type: ignore[call-arg]


def test_only_the_models_of_kinds_that_are_read_are_made() -> None:
    """Authority: issue 12, point 6: most of a cold start was to make what one child does not need."""
    model_of.cache_clear()
    parse_history({"child": "A1", "events": [{"event": "review-held", "on": "2026-01-14"}, {"event": "review-held", "on": "2026-03-14"}]})
    assert 1 == model_of.cache_info().currsize
