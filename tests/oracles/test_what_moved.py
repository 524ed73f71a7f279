"""What explains a difference from an earlier version is an entry of the changelog, as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.oracles.shortened import shortened
from tests.oracles.what_moved import Difference, Entry, entries, pairs

TOP = Path(__file__).parents[2]


def test_what_is_named_stands_among_the_dates_that_change() -> None:
    page = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    dates = page.partition("## [0.2.0]")[2].partition("### Dates that change")[2].partition("## [0.1.0]")[0]
    named = [words for entry in entries() for words in entry.named if not words.startswith("(")]
    assert len(named) > 10
    assert [words for words in named if words not in dates] == []


def row(task: str, due: str, on: str, **more: object) -> dict[str, object]:
    plain = {"rule": "r", "review": None, "period_of_care": 1, "done_on": None}
    return {"task": task, "due": due, "from": {"from": "x", "on": on, "basis": "actual"}, **plain, **more}


def test_dates_are_paired_by_date_then_by_what_they_count_from() -> None:
    old = [row("a", "2026-01-02", "2026-01-01"), row("a", "2026-02-02", "2026-02-01"), row("b", "2026-03-02", "2026-03-01")]
    new = [row("a", "2026-02-05", "2026-02-01"), row("a", "2026-01-02", "2026-01-01"), row("c", "2026-03-02", "2026-03-01")]
    kept, moved, gone, gained = pairs(old, new)
    assert kept == [(old[0], new[1])]
    assert moved == [(old[1], new[0])]
    assert (gone, gained) == ([old[2]], [new[2]])


@pytest.mark.parametrize(("task", "fits"), [("visit", True), ("review", False)])
def test_an_entry_is_of_its_tasks(task: str, *, fits: bool) -> None:
    entry = Entry(named=("it",), what=("later",), tasks=("vis*",), words=("x",))
    assert entry.fits(Difference("later", task, "r", "s"), frozenset({"x"})) is fits
    assert not entry.fits(Difference("later", task, "r", "s"), frozenset())


def test_only_what_is_needed_is_left_of_a_history() -> None:
    events = [{"event": f"e{number}", "on": f"2026-01-{number:02}"} for number in range(1, 20)]
    asked = {"settings": {"a": "b"}, "until": "2026-01-01", "history": {"events": events}}

    def still(one: dict[str, object]) -> bool:
        kinds = {event["event"] for event in one["history"]["events"]}  # type: ignore[index]
        return {"e4", "e17"} <= kinds

    assert shortened(asked, still) == {"settings": {}, "until": None, "history": {"events": [events[3], events[16]]}}
