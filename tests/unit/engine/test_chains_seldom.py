"""Tasks of a period of care and of a placement: what is seldom recorded or asked of them. Dates by hand.

Looked after on Mon 5 January 2026. Each test has a profile of its own.
"""

from __future__ import annotations

from functools import partial

import pytest
from tests.small_profiles import IN_FOSTER_CARE, D, done, letters, moved, schedule_of, seen

from lacreview_rules import (
    CeasedToBeLookedAfter,
    ReviewHeld,
)

FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
PLACED = 'limit = "1 week"\nafter = "placement-started"'
AGAIN = 'limit = "2 weeks"\nafter = "letter"'
REPLY = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
REPLY += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'


scheduled = partial(schedule_of, came_in=IN_FOSTER_CARE)


def left(on: str) -> CeasedToBeLookedAfter:
    return CeasedToBeLookedAfter(on=D(on))


# ---- before care began, and when it ended


def test_a_sequence_does_not_begin_before_care() -> None:
    """A letter on Mon 22 December, a fortnight before: nothing follows it."""
    assert letters(scheduled([FIRST, AGAIN], done("2025-12-22"))) == [("2026-01-12", None), ("2026-01-26", None)]
    assert letters(scheduled([FIRST], done("2025-12-22"), more=REPLY), "reply") == [("2026-01-14", None)]


@pytest.mark.parametrize(("sent", "answer"), [("2025-12-29", None), ("2025-12-30", "2025-12-30")])
def test_how_many_working_days_before_care_it_may_be_done(sent: str, answer: str | None) -> None:
    """Three before Mon 5 January are Fri 2 January, and Wed 31 and Tue 30 December: New Year's Day is none."""
    assert letters(scheduled([f'{FIRST}\nmay_precede = "3 working days"'], done(sent))) == [("2026-01-12", answer)]


def test_the_last_placement_lasts_until_care_has_ended() -> None:
    """What is done on the last day, Sat 10 January, is of that placement; so is what outlives care, done after it."""
    assert letters(scheduled([PLACED], done("2026-01-10"), left("2026-01-10"), per="placement")) == [("2026-01-12", "2026-01-10")]
    owed = scheduled([PLACED], left("2026-01-10"), done("2026-01-12"), per="placement", task="outlives_care = true\n")
    assert letters(owed) == [("2026-01-12", "2026-01-12")]


# ---- one completion, one answer


def test_in_turn_a_doing_answers_for_one_placement_of_several() -> None:
    """Three placements within ten days, one letter in the first, which the rule lets precede a placement."""
    rules = [f"{PLACED}\nmay_precede = true", AGAIN]
    found = scheduled(rules, done("2026-01-07"), moved("2026-01-12"), moved("2026-01-14"), per="placement")
    assert [letter for letter in letters(found) if letter[1] is not None] == [("2026-01-12", "2026-01-07")]
    assert ("2026-01-21", None) in letters(found)


# ---- advice


def test_advice_in_each_placement_and_its_answer() -> None:
    """The letter that is advised on an event: sent in the first placement, and not in the second."""
    events = [seen("2026-01-06"), done("2026-01-08"), moved("2026-02-02"), seen("2026-02-03")]
    assert letters(scheduled(['after = "significant-event"'], *events, per="placement")) == [("None", "2026-01-08"), ("None", None)]


@pytest.mark.parametrize(("sent", "answer"), [("2026-01-19", None), ("2026-01-20", "2026-01-20")])
def test_advice_that_may_be_followed_beforehand(sent: str, answer: str | None) -> None:
    """By two working days: before the event of Thu 22 January, until Tue 20."""
    assert letters(scheduled(['after = "significant-event"\nmay_precede = "2 working days"'], done(sent), seen("2026-01-22"))) == [
        ("None", answer)
    ]


def test_counted_back_among_days_that_nobody_knows_yet() -> None:
    """Two school days before an event, when no term is known to reach it: no date, but the last letter until then is the answer."""
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-02-23, to = 2026-03-27 }]\n'
    rules = ['limit = "2 working days"\nbefore = "significant-event"\ncounted_in = "term"']
    assert letters(scheduled(rules, done("2026-01-08"), seen("2026-01-20"), more=term)) == [("None", "2026-01-08")]


def test_what_counts_from_one_without_a_date() -> None:
    """Within two school days or eight, while in foster care; she moved to a home on Tue 6 January, and the term is known until Fri 9.

    The two days have lapsed, and when eight are over nobody knows: an open letter has no date that a reply could count from.
    """
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-01-09 }]\n'
    rule = f'{FIRST}\ncounted_in = "term"\nwhile = {{ placement = "foster-care" }}'.replace(
        '"1 week"', '["2 working days", "8 working days"]'
    )
    found = scheduled([rule], moved("2026-01-06", "childrens-home"), more=term + REPLY)
    assert letters(found) == [("None", None)]
    assert found.of("reply") == ()
    assert letters(scheduled([rule], more=term + REPLY), "reply") == [("2026-01-09", None)]


@pytest.mark.parametrize("limit", ['["2 working days", "8 working days"]', '["8 working days", "2 working days"]'])
@pytest.mark.parametrize("per", ["review", "period-of-care", "event"])
def test_two_limits_of_which_one_has_no_date_yet(per: str, limit: str) -> None:
    """School days after the review of Wed 28 January; the term is known until Wed 4 February, so that only two days have a date.

    However they are ordered: care ended on the 29th, before Fri 30 January, and the letter is cancelled.
    """
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-04 }]\n'
    rule = f'limit = {limit}\nafter = "review"\ncounted_in = "term"\nwhen = {{ review = "first" }}'
    found = scheduled([rule], ReviewHeld(on=D("2026-01-28")), left("2026-01-29"), per=per, more=term)
    assert [(str(due.due), due.status) for due in found.of("letter")] == [("2026-01-30", "cancelled")]
