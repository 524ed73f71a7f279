"""The library against the straight-line calculator, on random histories: a share of the large run."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.oracles import agree, history_agreement
from tests.oracles.found import may_show
from tests.oracles.history_agreement import Answer, compare, library, question
from tests.oracles.review_cycle import rows
from tests.oracles.situations import situations

if TYPE_CHECKING:
    from tests.oracles.history_agreement import Question
    from tests.oracles.review_cycle import Row

SMALL_SHARE, SHARE, SEED = 100, 1000, 4

SITUATIONS = {
    "adjourned and completed",
    "adjourned, never completed",
    "already looked after",
    "authority to place for adoption",
    "authority to place recorded again",
    "booked",
    "booked more than once",
    "brought forward",
    "brought forward during an adjournment",
    "care began at the end of a month",
    "care began before April 2011",
    "care began on a day off",
    "ceased",
    "ceased on the day of a review",
    "due at the end of February",
    "due on a day off",
    "event out of care",
    "five reviews or more",
    "in short breaks",
    "left and came back on one day",
    "legal status changed",
    "looked after again",
    "moved",
    "no review held",
    "placed for adoption",
    "placed for adoption, and back",
    "review additional",
    "review asked for without a date",
    "review held late",
    "review held on its due date",
    "review in the months of 2020",
    "the same event recorded twice",
}
STATUSES = {"met", "met-late", "upcoming", "due-today", "overdue", "cancelled", "not-recorded"}


@pytest.fixture(scope="module", params=[SMALL_SHARE, pytest.param(SHARE, marks=pytest.mark.slow)])
def share(request: pytest.FixtureRequest) -> list[tuple[Question, Answer]]:
    """Questions asked of both."""
    return [(asked, compare(asked)) for asked in (question(SEED, number) for number in range(request.param))]


def test_the_library_and_the_calculator_agree(share: list[tuple[Question, Answer]]) -> None:
    """SI 2010/959 regs 33, 36(2) and 48, SI 2005/389 reg 36: every due date, its status, number and what it counts from.

    The whole is `python -m tests.oracles.agree --histories 100000`.
    """
    asked_of_both = [(number, *both) for number, both in enumerate(share)]
    differ = [number for number, asked, answer in asked_of_both if not answer.agreed and not may_show(asked.history, asked.answers)]
    assert differ == [], f"see them with: python -m tests.oracles.agree --every 0 --histories {len(share)} --seed {SEED} --show 5"


def test_few_histories_are_left_out(share: list[tuple[Question, Answer]]) -> None:
    """What may show a fault not mended yet; of those, most agree all the same."""
    left_out = [answer for asked, answer in share if may_show(asked.history, asked.answers)]
    assert len(left_out) < len(share) / 4
    assert sum(not answer.agreed for answer in left_out) <= len(left_out) / 3


def test_the_share_covers_every_situation(share: list[tuple[Question, Answer]]) -> None:
    """Each situation, each status, each basis and each setting: of two thousand histories, more than once."""
    found = Counter(name for asked, answer in share for name in situations(asked.history, asked.answers, answer.said))
    expected = SITUATIONS | {f"status {status}" for status in STATUSES}
    expected |= {f"counted from what is {basis}" for basis in ("actual", "arranged", "projected")}
    expected |= {f"setting adjourned_review_met_by = {value}" for value in ("sitting", "completion")}
    expected |= {f"setting interval_after_adjournment_from = {value}" for value in ("sitting", "completion")}
    expected |= {f"setting additional_reviews = {value}" for value in ("count", "stand-apart")}
    assert set(found) <= expected
    assert len(share) < SHARE or min(found[name] for name in expected) > 1


def test_a_seed_always_makes_the_same_histories() -> None:
    """So that a disagreement can be looked at again."""
    assert question(3, 17) == question(3, 17)
    assert question(3, 17) != question(4, 17) != question(4, 18)


def test_a_difference_is_seen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One status, one number or one day that is not the same makes the command fail."""

    def a_day_later(asked: Question) -> list[Row]:
        first, *others = library(asked)
        return [first._replace(due=date(1999, 1, 1)), *others]

    asked = next(asked for asked in (question(SEED, number) for number in range(99)) if compare(asked).agreed)
    assert library(asked)[0] in rows(*asked)
    monkeypatch.setattr(history_agreement, "library", a_day_later)
    assert not compare(asked).agreed
    assert [1, 1] == [len(compare(asked).only_library), len(compare(asked).only_oracle)]
    assert 1 == agree.main(["--histories", "2", "--every", "0", "--show", "1"])
    report = capsys.readouterr().out
    assert "2 histories differ" in report
    assert "library: review, 1, 1, 1999-01-01" in report
