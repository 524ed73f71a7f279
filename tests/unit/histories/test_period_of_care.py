"""One time in care, as its events make it: placements, legal status, facts, authority, reviews and bookings, and what cannot be.

Each problem is told at its event, with what is wrong and what to do; the dates are counted by hand. Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD, D

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.histories.care import read_periods

if TYPE_CHECKING:
    from pathlib import Path

CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care", legal_status="section-20")
LEFT_OUT = "correct the record; it was left out"
SEVERAL = (
    "placement-moved: a placement that began earlier on the same day was left out: of several on one day only the last counts",
    'without times ("at") their order is not known: add them if this was not the last',
)


def moved(on: str, placement: str | None = "foster-care", at: int | None = None, **more: Any) -> PlacementMoved:
    return PlacementMoved(on=D(on), placement=placement, at=None if at is None else time(at), **more)


def held(on: str, **more: Any) -> ReviewHeld:
    return ReviewHeld(on=D(on), **more)


def booked(on: str, for_day: str, at: int | None = None) -> ReviewArranged:
    return ReviewArranged(on=D(on), review_on=D(for_day), at=None if at is None else time(at))


def read(*events: Event, came_in: BecameLookedAfter = CAME_IN) -> Any:
    """The first time in care, and the problems."""
    periods, problems = read_periods(History("A1", [came_in, *events], D("2014-05-02")))
    return periods[0], [(problem.where, problem.what, problem.remedy) for problem in problems]


def placements(period: Any) -> list[tuple[int, str | None, str, str | None]]:
    return [(p.number, p.kind, str(p.start), None if p.end is None else str(p.end)) for p in period.placements]


class TestPlacements:
    """Where the child lived, and since when."""

    def test_one_after_another(self) -> None:
        period, problems = read(moved("2026-02-02", "childrens-home"), moved("2026-03-02"), CeasedToBeLookedAfter(on=D("2026-04-01")))
        assert problems == []
        assert placements(period) == [
            (1, "foster-care", "2026-01-05", "2026-02-02"),
            (2, "childrens-home", "2026-02-02", "2026-03-02"),
            (3, "foster-care", "2026-03-02", "2026-04-01"),
        ]
        for day, number in (
            ("2026-01-01", 1),
            ("2026-01-05", 1),
            ("2026-02-01", 1),
            ("2026-02-02", 2),
            ("2026-03-02", 3),
            ("2027-01-01", 3),
        ):
            assert period.placement_on(D(day)).number == number
        assert (period.end, period.ended_with) == (D("2026-04-01"), CeasedToBeLookedAfter(on=D("2026-04-01")))

    @pytest.mark.parametrize(
        ("first", "second", "told"),
        [("foster-care", "foster-care", False), (None, "childrens-home", False), ("foster-care", "childrens-home", True)],
    )
    def test_a_move_on_the_day_care_began(self, first: str | None, second: str, told: bool) -> None:
        """The child is where the move says; that she was somewhere else first is told, if it was somewhere else."""
        period, problems = read(moved("2026-01-05", second), came_in=BecameLookedAfter(on=D("2026-01-05"), placement=first))
        assert placements(period) == [(1, second, "2026-01-05", None)]
        assert problems == ([("events[1]", *SEVERAL)] if told else [])
        assert [event.kind for event in period.events] == ["became-looked-after"]

    @pytest.mark.parametrize("order", [1, -1], ids=["as recorded", "the other way round"])
    @pytest.mark.parametrize(
        ("home", "foster", "last"),
        [
            (9, 17, {"foster-care"}),
            (17, 9, {"childrens-home"}),
            (9, None, {"childrens-home"}),
            (None, 9, {"foster-care"}),
            (None, None, {"childrens-home", "foster-care"}),
        ],
    )
    def test_several_moves_in_a_day(self, home: int | None, foster: int | None, last: set[str], order: int) -> None:
        """The last by its time counts; of one with a time and one without, that with the time (docs/explanation/ambiguities, 11).

        Where both have none nobody knows: either may be taken. All but two times are told, at the move that was kept.
        """
        moves = [moved("2026-02-02", "childrens-home", home), moved("2026-02-02", "foster-care", foster)][::order]
        period, problems = read(*moves)
        [(number, kind, start, end)] = placements(period)[1:]
        assert (number, start, end) == (2, "2026-02-02", None)
        assert kind in last
        [kept] = [place for place, move in enumerate(moves, 1) if move.placement == kind]
        assert [where for where, _, _ in problems] == ([] if home and foster else [f"events[{kept}]"])
        assert [event.placement for event in period.events if event.kind == "placement-moved"] == [kind]

    def test_several_moves_in_a_day_after_an_earlier_move(self) -> None:
        """The last of them is the third placement, and the second stays as it was."""
        period, _ = read(
            moved("2026-02-02", "childrens-home"), moved("2026-03-02", "secure-unit", 9), moved("2026-03-02", "foster-care", 17)
        )
        assert placements(period)[1:] == [(2, "childrens-home", "2026-02-02", "2026-03-02"), (3, "foster-care", "2026-03-02", None)]

    def test_placed_for_adoption_on_the_day_care_began(self) -> None:
        """It is the placement, and the event stays: visits count from it (AAR 2005 reg 36)."""
        placed = PlacedForAdoption(on=D("2026-01-05"))
        period, _ = read(AuthorisedForAdoption(on=D("2026-01-05")), placed)
        assert placements(period) == [(1, "adoptive", "2026-01-05", None)]
        assert placed in period.events

    def test_an_event_between_two_moves_of_a_day_stays(self) -> None:
        """Only the move that was left out goes."""
        done = TaskDone(on=D("2026-02-02"), task="visit", at=time(12))
        period, _ = read(moved("2026-02-02", "childrens-home", 9), done, moved("2026-02-02", "foster-care", 17))
        assert [event.kind for event in period.events] == ["became-looked-after", "task-done", "placement-moved"]
        assert period.events[-1].placement == "foster-care"


class TestWhatIsKnown:
    """Status, facts and authority, as they stood on a day."""

    def test_legal_status(self) -> None:
        period, _ = read(LegalStatusChanged(on=D("2026-02-02"), legal_status="section-31"))
        assert [period.legal_statuses_on(D(day)) for day in ("2026-01-04", "2026-01-05", "2026-02-01", "2026-02-02")] == [
            (),
            ("section-20",),
            ("section-20",),
            ("section-31",),
        ]
        nothing, _ = read(came_in=BecameLookedAfter(on=D("2026-01-05")))
        assert nothing.legal_statuses_on(D("2026-06-01")) == ()

    def test_facts(self) -> None:
        """Until taken back; a value that decides something counts as held, and is known as it stood."""
        facts = [Fact(on=D("2026-01-12"), fact="x"), Fact(on=D("2026-02-02"), fact="x", value=False)]
        decided = [Fact(on=D("2026-01-12"), fact="y", value="4 weeks"), Fact(on=D("2026-02-02"), fact="y", value="6 weeks")]
        period, _ = read(*facts, *decided)
        days = [D(day) for day in ("2026-01-11", "2026-01-12", "2026-02-01", "2026-02-02")]
        assert [period.fact_on("x", day) for day in days] == [False, True, True, False]
        assert [period.child_fact_on("x", day) for day in days] == [False, True, True, False]
        assert [period.decided_on("y", day) for day in days] == [None, "4 weeks", "4 weeks", "6 weeks"]
        assert [period.decided_on("x", day) for day in days] == [None] * 4
        assert [period.fact_on("y", day) for day in days] == [False, True, True, True]
        assert not period.fact_on("x", D("2026-01-20"), since=D("2026-01-13"))
        assert period.decided_on("y", D("2026-01-20"), since=D("2026-01-13")) is None
        assert sorted(period.facts) == ["x", "y"]

    def test_only_the_first_authority_counts(self) -> None:
        """AAR 2005 reg 36(1)(a)."""
        period, problems = read(AuthorisedForAdoption(on=D("2026-02-02")), AuthorisedForAdoption(on=D("2026-03-02")))
        assert period.authority == [(D("2026-02-02"), None)]
        what = "authorised-for-adoption: there was authority already, and reviews count from the first"
        assert problems == [("events[2]", what, LEFT_OUT)]
        assert sum(event.kind == "authorised-for-adoption" for event in period.events) == 1


class TestReviews:
    """Held, adjourned, booked and asked for."""

    def test_held_and_counted(self) -> None:
        period, problems = read(held("2026-01-28"), held("2026-02-25", additional=True), held("2026-04-20", meeting=False))
        assert problems == []
        assert [(r.number, str(r.sat_on), str(r.completed_on), r.counted, r.adjourned, r.meeting) for r in period.reviews] == [
            (1, "2026-01-28", "2026-01-28", True, False, True),
            (2, "2026-02-25", "2026-02-25", False, False, True),
            (3, "2026-04-20", "2026-04-20", True, False, False),
        ]

    def test_adjourned_and_completed(self) -> None:
        """Reg 36."""
        period, problems = read(ReviewAdjourned(on=D("2026-01-28")), held("2026-02-11"), held("2026-05-11"))
        assert problems == []
        assert [(r.number, str(r.sat_on), str(r.completed_on), r.adjourned) for r in period.reviews] == [
            (1, "2026-01-28", "2026-02-11", True),
            (2, "2026-05-11", "2026-05-11", False),
        ]

    @pytest.mark.parametrize("times", [(None, None), (10, 17)])
    def test_the_sitting_recorded_again_as_held(self, times: tuple[int | None, int | None]) -> None:
        """It is one review, and not completed; whether it was a meeting is what the second record says."""
        first, second = (None if hour is None else time(hour) for hour in times)
        period, problems = read(ReviewAdjourned(on=D("2026-01-28"), at=first), held("2026-01-28", at=second, meeting=False))
        assert problems == []
        assert [(str(r.sat_on), r.completed_on, r.adjourned, r.meeting) for r in period.reviews] == [("2026-01-28", None, True, False)]

    @pytest.mark.parametrize(
        ("events", "what"),
        [
            ([held("2026-01-28"), held("2026-01-28", note="again")], "review-held: another review is recorded on the same day"),
            (
                [ReviewAdjourned(on=D("2026-01-28")), ReviewAdjourned(on=D("2026-02-04"))],
                "review-adjourned: the review was already adjourned, and it may be adjourned once only",
            ),
            (
                [ReviewAdjourned(on=D("2026-01-28")), held("2026-02-04"), ReviewAdjourned(on=D("2026-02-04"))],
                "review-adjourned: the resumed review was adjourned again, and it may be adjourned once only",
            ),
            (
                [booked("2026-01-28", "2026-01-27")],
                "review-arranged: the review is arranged for a day before the arrangement was made",
            ),
            (
                [ReviewRequested(on=D("2026-01-28"), review_by=D("2026-01-27"))],
                "review-requested: the review is asked for by a day before the request was made",
            ),
        ],
    )
    def test_what_cannot_be(self, events: list[Event], what: str) -> None:
        """It is left out, and nothing else is."""
        period, problems = read(*events)
        assert [problem[1:] for problem in problems] == [(what, LEFT_OUT)]
        assert problems[0][0] in {"events[1]", f"events[{len(events)}]"}  # of two on one day, either
        assert [event.kind for event in period.events] == ["became-looked-after", *(event.kind for event in events[:-1])]

    def test_on_the_very_day_is_no_problem(self) -> None:
        _, problems = read(booked("2026-01-28", "2026-01-28"), ReviewRequested(on=D("2026-01-28"), review_by=D("2026-01-28")))
        assert problems == []
        _, problems = read(ReviewAdjourned(on=D("2026-01-28")), held("2026-02-04"), held("2026-02-05"), ReviewAdjourned(on=D("2026-02-06")))
        assert problems == []

    @pytest.mark.parametrize(
        ("events", "arranged"),
        [
            ([booked("2026-01-06", "2026-01-28")], "2026-01-28"),
            ([booked("2026-01-06", "2026-01-28"), booked("2026-01-07", "2026-01-21")], "2026-01-21"),  # the latest booking
            ([booked("2026-01-06", "2026-01-28"), held("2026-01-28")], None),  # used up
            ([booked("2026-01-06", "2026-02-04"), held("2026-01-28")], None),  # it was for this one, which came sooner
            ([held("2026-01-28"), booked("2026-01-28", "2026-04-08")], "2026-04-08"),  # made at the review
            ([held("2026-01-28"), booked("2026-01-29", "2026-04-08"), booked("2026-02-02", "2026-04-15")], "2026-04-15"),
            # this review's own, and another made after it and before the review: that is the next one's
            ([booked("2026-01-06", "2026-01-28"), booked("2026-01-08", "2026-04-08"), held("2026-01-28")], "2026-04-08"),
            ([held("2026-01-28"), booked("2026-01-28", "2026-01-28")], None),  # for the day it was held
            ([ReviewAdjourned(on=D("2026-01-28")), booked("2026-01-28", "2026-02-11")], "2026-02-11"),
            ([ReviewAdjourned(on=D("2026-01-28")), booked("2026-01-28", "2026-02-11"), held("2026-02-11")], None),
            ([ReviewAdjourned(on=D("2026-01-28")), booked("2026-01-30", "2026-02-11"), held("2026-02-11")], None),
            # on the morning of the review, first for another day and then for this one
            ([booked("2026-01-28", "2026-04-08", 9), booked("2026-01-28", "2026-01-28", 10), held("2026-01-28", at=time(11))], None),
        ],
    )
    def test_the_booking_of_what_is_to_come(self, events: list[Event], arranged: str | None) -> None:
        period, problems = read(*events)
        assert problems == []
        assert period.arranged == (None if arranged is None else D(arranged))


def test_what_is_left_out_sets_no_date() -> None:
    """An adjournment of what was adjourned already: the twenty working days run from the first sitting, until Wed 25 February."""
    events = [CAME_IN, ReviewAdjourned(on=D("2026-01-28")), ReviewAdjourned(on=D("2026-02-04"))]
    [completion] = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england")).of("review-completed")
    assert completion.due == D("2026-02-25")


def test_an_adjourned_review_is_one_of_the_sequence(tmp_path: Path) -> None:
    """Where additional reviews stand apart, too: reg 33(1) is met by it, and the second is due three months after its completion."""
    path = tmp_path / "ours.toml"
    path.write_text(f'{HEAD}[settings]\nadditional_reviews = "stand-apart"\n', encoding="utf-8")
    events = [CAME_IN, ReviewAdjourned(on=D("2026-01-28")), held("2026-02-11")]
    [first, second, *_] = build_schedule(History("A1", events, D("2014-05-02")), load_profile(path)).of("review")
    assert (first.rule, first.due, first.done_on) == ("england/R1", D("2026-02-02"), D("2026-01-28"))
    assert (second.rule, second.due, second.done_on) == ("england/R2", D("2026-05-11"), None)


def test_a_rule_that_ended_before_care_began_applies_to_what_was_done_while_it_was_in_force(tmp_path: Path) -> None:
    """A plan made on Mon 29 December, a week before care began, is sent on within two days, under a rule in force until the 31st."""
    path = tmp_path / "ours.toml"
    plan = '[[tasks]]\nid = "plan"\ntitle = "Plan"\nper = "period-of-care"\n'
    plan += '[[timescales]]\nid = "ours/1"\ntask = "plan"\nlimit = "1 week"\nafter = "became-looked-after"\nmay_precede = true\n'
    sent = '[[tasks]]\nid = "sent"\ntitle = "Plan sent on"\nper = "event"\n'
    sent += '[[timescales]]\nid = "ours/2"\ntask = "sent"\nlimit = "2 days"\nafter = "plan"\nin_force = { to = 2025-12-31 }\n'
    path.write_text(HEAD + plan + sent, encoding="utf-8")
    history = History("A1", [TaskDone(on=D("2025-12-29"), task="plan"), CAME_IN], D("2014-05-02"))
    [due] = build_schedule(history, load_profile(path)).of("sent")
    assert due.due == D("2025-12-31")
