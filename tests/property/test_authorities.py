"""The five authorities' own timescales. Authority: their documents, by the row of the table that was read from them (NH1, SG4 ...)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.authorities import AFTER, BEFORE, OTHERWISE
from tests.property.effort import effort
from tests.property.reading import LOCAL, all_dues, limits_of, review_dates, schedule_of, under
from tests.property.strategies.courses import Known, came, reviewed
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import OtherEvent, PlacementMoved, ReviewHeld, load_profile


def test_no_row_with_a_number_is_left_unchecked() -> None:
    """Every timescale of the five profiles with a length has its amount here, and no other has."""
    numbered = {rule.id for profile in LOCAL for rule in load_profile(profile).timescales if rule.limit and rule.force == "local"}
    assert numbered == AFTER.keys() | BEFORE.keys() | OTHERWISE


@effort(1.5)
@given(lives(), st.sampled_from(LOCAL))
def test_every_limit_is_as_long_as_the_document_says(found: Life, profile: str) -> None:
    """All rows: whatever happened, each limit ends where the document's words say; where it states two figures, both stand.

    One that lapsed and comes back (`comes_back`) ends on the day on which it does, after its own.
    """
    come_back = {rule.id for rule in load_profile(profile).timescales if rule.comes_back}
    back: set[tuple[str, date, date]] = set()
    ends: defaultdict[tuple[str, int, int | None, date], set[date]] = defaultdict(set)
    for limit in limits_of(all_dues(schedule_of(found, profile))):
        if limit.phrase is None and limit.rule in come_back and limit.rule in AFTER:
            back.add((limit.rule, limit.start, limit.due))
        elif limit.rule in AFTER or limit.rule in BEFORE:
            ends[limit.rule, limit.period_of_care, limit.review, limit.start].add(limit.due)
    for (rule, _, _, start), found_ends in ends.items():
        amounts, step = (AFTER[rule], 1) if rule in AFTER else (BEFORE[rule], -1)
        by_words = {by_hand.limit(start, amount, step) for amount in amounts}
        assert found_ends <= by_words, rule
        assert min(by_words) in found_ends, rule
    for rule, start, due in back:
        assert due > min(by_hand.limit(start, amount, 1) for amount in AFTER[rule]), rule


RETURNED = OtherEvent(event="returned-from-adoptive-placement", on=date(2025, 1, 8))
SECURED = OtherEvent(event="secured-without-order", on=date(2025, 1, 8))


def without_moves(life: Life) -> Life:
    """Without moves, under whatever word they are recorded: some events say that the child is then in another placement."""
    england = load_profile("england")
    moves = {term.id for term in england.events.values() if any(word.removeprefix("not ") in england.placements for word in term.implies)}
    assert moves >= {RETURNED.kind, SECURED.kind}
    life = life.without(PlacementMoved)
    return life._replace(events=tuple(event for event in life.events if event.kind not in moves))


@given(reviewed(), st.sampled_from(["newham", "south-gloucestershire"]))
@example(Known(life(came(date(2026, 11, 2)), ReviewHeld(on=date(2026, 11, 30))), (date(2026, 11, 30),)), "newham")
@example(Known(life(came(date(2025, 1, 6)), ReviewHeld(on=date(2025, 1, 7)), RETURNED), (date(2025, 1, 7),)), "newham")
@example(Known(life(came(date(2025, 1, 6)), ReviewHeld(on=date(2025, 1, 7)), SECURED), (date(2025, 1, 7),)), "south-gloucestershire")
def test_months_and_days_together_mean_the_earlier(known: Known, profile: str) -> None:
    """NH2, NH3, SG2, SG3, "three months (91 days)", "six months (183 days)": both apply; the days never put off the months."""
    found = without_moves(known.life)  # a move is another review in South Gloucestershire (SG4), a return is in the regulations (A9)
    due = review_dates(schedule_of(found, profile))
    for number, day in enumerate(known.days, 2):
        months, days = (3, 91) if number == 2 else (6, 183)
        assert due[1, number] == min(by_hand.corresponding(day, months), day + timedelta(days))


@given(reviewed(amid=st.just([]), most=3), st.lists(st.integers(1, 200), min_size=1, max_size=3, unique=True))
@example(Known(life(came(date(2026, 1, 5)), ReviewHeld(on=date(2026, 1, 28))), (date(2026, 1, 28),)), [46, 56])  # design.md, worked
def test_a_move_restarts_the_cycle_where_the_document_says_so(known: Known, moved: list[int]) -> None:
    """SG4: a first review of the new cycle 20 days after the last of several moves, while the regulations' own limit stands beside it.

    WS1: 20 working days after every new placement. A limit that a later move overtook before it was due is set aside.
    """
    last = max(known.start, *known.days, known.start)
    days = sorted(last + timedelta(n) for n in moved)
    elsewhere = known.life.plus(*(PlacementMoved(on=day, placement="foster-care") for day in days))
    ordinary = review_dates(schedule_of(known.life))
    for profile, rule, amount in (("south-gloucestershire", "SG4", "20 days"), ("west-sussex-residential", "WS1", "20 working days")):
        schedule = schedule_of(elsewhere, profile)
        limits = {limit.start: limit.due for limit in under(schedule, f"{profile}/{rule}") if limit.start in days}
        expected = {day: by_hand.limit(day, amount) for day in days}
        overtaken = {day for day, end in expected.items() if any(day < other <= end for other in days)}
        assert limits == {day: end for day, end in expected.items() if day not in overtaken}
        assert review_dates(schedule)[1, len(known.days) + 1] <= ordinary[1, len(known.days) + 1]
