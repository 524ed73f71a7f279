"""A legal status may be a list, where the law allows several at once: through JSON and Python alike."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from tests.small_profiles import D

from lacreview_rules import BecameLookedAfter, HistoryError, LegalStatusChanged, history_record, parse_history
from lacreview_rules.errors import EventError
from lacreview_rules.histories.care import read_periods
from lacreview_rules.histories.events import statuses_of
from lacreview_rules.histories.history import History


def written(status: object) -> dict[str, Any]:
    return {"child": "A1", "events": [{"event": "became-looked-after", "on": "2026-01-05", "legal_status": status}]}


def test_a_list_is_read_and_written_again() -> None:
    history = parse_history(written(["care-order", "remand"]))
    assert history.events[0] == BecameLookedAfter(on=D("2026-01-05"), legal_status=["care-order", "remand"])
    assert history_record(history) == written(["care-order", "remand"])
    assert hash(pickle.loads(pickle.dumps(history.events[0]))) == hash(history.events[0])  # noqa: S301 - our own


def test_one_word_in_a_list_is_that_word() -> None:
    assert LegalStatusChanged(on=D("2026-01-05"), legal_status=["remand"]) == LegalStatusChanged(on=D("2026-01-05"), legal_status="remand")
    assert history_record(parse_history(written(["remand"]))) == written("remand")


def test_what_an_event_records() -> None:
    assert statuses_of(BecameLookedAfter(on=D("2026-01-05"))) == ()
    assert statuses_of(LegalStatusChanged(on=D("2026-01-05"), legal_status=("care-order", "remand"))) == ("care-order", "remand")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ([], "it is a list of something else than words"),
        (["care-order", 3], "it is a list of something else than words"),
        (["care-order", " "], "it is a list of something else than words"),
        (["care-order", "care-order"], "it names a legal status twice"),
        (3, "it is neither text nor a list of text"),
        ("", "it is empty"),
    ],
)
def test_what_is_none(status: object, words: str) -> None:
    with pytest.raises(HistoryError) as told:
        parse_history(written(status))
    assert f"events[0].legal_status: {words}" in str(told.value)


@pytest.mark.parametrize("status", [[], ["care-order", 3]])
def test_nor_from_python(status: Any) -> None:
    with pytest.raises(EventError, match="it is a list of something else, and must be a list of text, one at least"):
        LegalStatusChanged(on=D("2026-01-05"), legal_status=status)


def test_all_of_them_stand_until_the_next_event() -> None:
    came_in = BecameLookedAfter(on=D("2026-01-05"), legal_status=["care-order", "remand"])
    [period], problems = read_periods(History("A1", [came_in, LegalStatusChanged(on=D("2026-02-02"), legal_status="care-order")]))
    assert [period.legal_statuses_on(D(day)) for day in ("2026-02-01", "2026-02-02")] == [("care-order", "remand"), ("care-order",)]
    assert (period.legal_statuses, problems) == ({"care-order", "remand"}, [])
