"""Faults of the library that the calculator found: the smallest history of each, worked by hand, and whether it is mended.

While one is not, histories in which it may show are left out of what the tests demand; the command counts them all.
Mend it, set `mended` to True, and its test and the share of random histories hold it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracles.review_cycle import Answers, rows

if TYPE_CHECKING:
    from tests.oracles.care import History

STARTS: dict[str, Any] = {"event": "became-looked-after", "on": "2025-01-06"}
FIRST: dict[str, Any] = {"event": "review-held", "on": "2025-01-28"}
ADJOURNED: dict[str, Any] = {"event": "review-adjourned", "on": "2025-02-03"}


class Found(NamedTuple):
    """One fault.

    Attributes:
        name: what it is about.
        authority: by what the library is wrong.
        events, as_of, answers: the smallest history that shows it.
        rows: what is right: task, number of the review, due date, status.
        mended: whether the library says so now.
    """

    name: str
    authority: str
    events: list[dict[str, Any]]
    as_of: str
    answers: Answers
    rows: list[tuple[str, int, str, str]]
    mended: bool = False


ADJOURNED_AT_THE_END = Found(
    "adjourned on the day care ends",
    "Question 16: what was not yet due when care ended is cancelled. The completion stayed overdue for ever.",
    [STARTS, ADJOURNED, {"event": "ceased-to-be-looked-after", "on": "2025-02-03"}],
    "2025-06-01",
    Answers(),
    [("review-completed", 1, "2025-03-03", "cancelled")],  # 20 working days from 3 Feb, no bank holiday among them
    mended=True,
)
AUTHORITY_AGAIN = Found(
    "authority to place recorded again",
    "SI 2005/389 reg 36(1)(a): the date on which the agency first has authority. It counted from the second too.",
    [
        STARTS,
        FIRST,
        {"event": "authorised-for-adoption", "on": "2025-02-03"},
        {"event": "review-held", "on": "2025-04-25"},
        {"event": "authorised-for-adoption", "on": "2025-05-12"},
    ],
    "2025-09-01",
    Answers(),
    [("review", 3, "2025-10-25", "upcoming")],  # six months from 25 Apr; not 12 Aug
    mended=True,
)
COUNTED_FROM_THE_SITTING = Found(
    "counted from the sitting of an unfinished review",
    "The setting interval_after_adjournment_from = sitting: the sitting has happened, so the next can be overdue.",
    [STARTS, ADJOURNED],
    "2025-06-01",
    Answers(interval_after_adjournment_from="sitting"),
    [("review", 2, "2025-05-03", "overdue")],  # three months from 3 Feb
    mended=True,
)
BETWEEN_SITTING_AND_COMPLETION = Found(
    "something between sitting and completion, where completion counts",
    "The setting adjourned_review_met_by = completion: the first review on or after the request is the one completed then.",
    [
        STARTS,
        ADJOURNED,
        {"event": "review-requested", "on": "2025-02-05", "review_by": "2025-02-15"},
        {"event": "review-held", "on": "2025-02-20"},
    ],
    "2025-04-01",
    Answers(adjourned_review_met_by="completion"),
    [("review", 2, "2025-05-20", "upcoming")],  # three months from 20 Feb; not 15 Feb
    mended=True,
)
ASKED_FOR_AND_HELD = Found(
    "an additional review that was asked for, where it stands apart",
    "SI 2010/959 reg 33(3): the review asked for was held, ten days before the day named. The next was called overdue.",
    [
        STARTS,
        FIRST,
        {"event": "review-requested", "on": "2025-03-01", "review_by": "2025-03-20"},
        {"event": "review-held", "on": "2025-03-10", "additional": True},
    ],
    "2025-04-01",
    Answers(additional_reviews="stand-apart"),
    [("review", 2, "2025-03-20", "met"), ("review", 3, "2025-04-28", "upcoming")],  # three months from 28 Jan
    mended=True,
)
SHORT_BREAKS_AND_ADOPTION = Found(
    "placed for adoption out of short breaks",
    "Question 18: when the child is placed the 2010 Regulations stop, reg 48 among them.",
    [
        STARTS | {"legal_status": "short-break"},
        {"event": "review-held", "on": "2025-02-03"},
        {"event": "placed-for-adoption", "on": "2025-07-20"},
    ],
    "2025-07-25",
    Answers(),
    [("review", 2, "2025-08-17", "upcoming")],  # four weeks from the placement; not six months from 3 Feb
    mended=True,
)
FIRM_AND_ASSUMED_ON_ONE_DAY = Found(
    "a day asked for that is an assumed limit too",
    "SI 2010/959 reg 33(3): the day asked for has gone. An assumed limit on that day was named in its place, so it was not overdue.",
    [STARTS, ADJOURNED, {"event": "review-requested", "on": "2025-02-10", "review_by": "2025-06-03"}],
    "2025-06-10",
    Answers(),
    [("review", 2, "2025-06-03", "overdue")],  # also three months from 3 March, the last day for completing the first
    mended=True,
)
PLACED_BETWEEN = Found(
    "placed for adoption between sitting and completion, where completion counts and the interval runs from the sitting",
    "Both settings; reg 36(3)(b): the review completed after the placement is the first of it. There was no next review at all.",
    [STARTS, ADJOURNED, {"event": "placed-for-adoption", "on": "2025-02-10"}, {"event": "review-held", "on": "2025-02-20"}],
    "2025-04-01",
    Answers(adjourned_review_met_by="completion", interval_after_adjournment_from="sitting"),
    [("review", 2, "2025-05-03", "upcoming")],  # three months from 3 Feb
    mended=True,
)
ASKED_WHILE_ONE_WAITS = Found(
    "a review asked for after the day on which one that waits is assumed completed",
    "Reg 33(3): the first review on or after the request. The next one was due six weeks after the day asked for.",
    [STARTS, ADJOURNED, {"event": "review-requested", "on": "2025-04-01", "review_by": "2025-04-15"}],
    "2025-04-10",
    Answers(adjourned_review_met_by="completion"),
    [("review", 2, "2025-04-15", "upcoming")],  # the first is assumed completed on 3 March, 20 working days after it sat
    mended=True,
)
REPLACED_BOOKING = Found(
    "a booking that another took the place of",
    "Design, projection: the review is expected on the day booked. Held on the later one, and the earlier was taken up again.",
    [
        STARTS,
        {"event": "review-arranged", "on": "2025-01-07", "review_on": "2025-03-10"},
        {"event": "review-arranged", "on": "2025-01-14", "review_on": "2025-01-28"},
        FIRST,
    ],
    "2025-02-03",
    Answers(),
    [("review", 3, "2025-10-28", "upcoming")],  # six months from 28 April, when the second is due; not from 10 March
    mended=True,
)
BACK_WHILE_ONE_WAITS = Found(
    "a return from adopters while a review waits, where completion counts",
    "SI 2005/389 reg 36(10): a review 28 to 42 days after the return. One assumed completed sooner does not count; the next was due later.",
    [
        STARTS,
        FIRST,
        {"event": "placed-for-adoption", "on": "2025-02-03"},
        {"event": "review-adjourned", "on": "2025-02-24"},
        {"event": "placement-moved", "on": "2025-03-10", "placement": "foster-care"},
    ],
    "2025-03-20",
    Answers(adjourned_review_met_by="completion"),
    # 42 days after 10 March; the second is assumed completed on 24 March, 20 working days after it sat, and the window opens on 7 April
    [("review", 3, "2025-04-21", "upcoming")],
    mended=True,
)
COMPLETED_ON_THE_DAY_PLACED = Found(
    "completed on the day of an adoptive placement, where completion counts",
    "Reg 33(2), with the answer that a review on the day of the placement was the last before it. The review had no due date at all.",
    [
        STARTS,
        FIRST,
        {"event": "review-adjourned", "on": "2025-04-07"},
        {"event": "review-held", "on": "2025-04-28"},
        {"event": "placed-for-adoption", "on": "2025-04-28"},
    ],
    "2025-05-01",
    Answers(adjourned_review_met_by="completion"),
    [("review", 2, "2025-04-28", "met")],  # three months from 28 Jan
    mended=True,
)
COUNTED_FROM_BEFORE_THE_PLACEMENT = Found(
    "counted from the sitting of a review that was completed on the day of an adoptive placement",
    "Reg 36(3)(b) counts from the first review after the placement; this was the last before it. The next was due three months from it.",
    [STARTS, ADJOURNED, {"event": "review-held", "on": "2025-06-09"}, {"event": "placed-for-adoption", "on": "2025-06-09"}],
    "2025-06-16",
    Answers(adjourned_review_met_by="completion", interval_after_adjournment_from="sitting"),
    [("review", 2, "2025-07-07", "upcoming")],  # four weeks from the placement
    mended=True,
)
PLACED_ON_THE_DAY_IT_IS_DUE = Found(
    "placed for adoption on the day on which the open review is due because it was asked for by then",
    "Reg 36(3)(a): four weeks from the placement. There was no review after the one that was asked for.",
    [
        STARTS,
        FIRST,
        {"event": "review-requested", "on": "2025-02-10", "review_by": "2025-03-03"},
        {"event": "placed-for-adoption", "on": "2025-03-03"},
    ],
    "2025-03-04",
    Answers(),
    [("review", 3, "2025-03-31", "upcoming")],
    mended=True,
)
BACK_BEFORE_IT_LAPSED = Found(
    "what lapsed with an adoptive placement came back on a day before that",
    "The interval ran from the sitting; when the review was completed the child was placed, and the three months asked for nothing.",
    [
        STARTS,
        ADJOURNED,
        {"event": "authorised-for-adoption", "on": "2025-05-12"},
        {"event": "review-held", "on": "2025-06-09"},
        {"event": "placed-for-adoption", "on": "2025-06-09"},
    ],
    "2025-06-16",
    Answers(adjourned_review_met_by="completion", interval_after_adjournment_from="sitting"),
    [("review", 2, "2025-07-07", "upcoming")],  # four weeks from the placement; not 12 May, the day of the authority
    mended=True,
)
FOUND = [
    ADJOURNED_AT_THE_END,
    AUTHORITY_AGAIN,
    COUNTED_FROM_THE_SITTING,
    BETWEEN_SITTING_AND_COMPLETION,
    ASKED_FOR_AND_HELD,
    SHORT_BREAKS_AND_ADOPTION,
    FIRM_AND_ASSUMED_ON_ONE_DAY,
    PLACED_BETWEEN,
    ASKED_WHILE_ONE_WAITS,
    REPLACED_BOOKING,
    BACK_WHILE_ONE_WAITS,
    COMPLETED_ON_THE_DAY_PLACED,
    COUNTED_FROM_BEFORE_THE_PLACEMENT,
    PLACED_ON_THE_DAY_IT_IS_DUE,
    BACK_BEFORE_IT_LAPSED,
]


def may_show(history: History, answers: Answers) -> list[Found]:
    """The faults not mended yet that a history may show."""
    events = history["events"]
    kinds = [event["event"] for event in events]
    ended = {event["on"] for event in events if event["event"] == "ceased-to-be-looked-after"}
    adjourned = "review-adjourned" in kinds
    asked = any("review_by" in event for event in events)
    shows = {
        ADJOURNED_AT_THE_END.name: any(event["event"] == "review-adjourned" and event["on"] in ended for event in events),
        AUTHORITY_AGAIN.name: kinds.count("authorised-for-adoption") > 1,
        COUNTED_FROM_THE_SITTING.name: adjourned and answers.interval_after_adjournment_from == "sitting",
        BETWEEN_SITTING_AND_COMPLETION.name: adjourned and answers.adjourned_review_met_by == "completion",
        ASKED_FOR_AND_HELD.name: asked and answers.additional_reviews == "stand-apart" and any(e.get("additional") for e in events),
        SHORT_BREAKS_AND_ADOPTION.name: "placed-for-adoption" in kinds and any(e.get("legal_status") == "short-break" for e in events),
        PLACED_BETWEEN.name: adjourned and "placed-for-adoption" in kinds and answers.adjourned_review_met_by == "completion",
        ASKED_WHILE_ONE_WAITS.name: adjourned and asked and answers.adjourned_review_met_by == "completion",
        REPLACED_BOOKING.name: kinds.count("review-arranged") > 1,
        COUNTED_FROM_BEFORE_THE_PLACEMENT.name: adjourned and answers.interval_after_adjournment_from == "sitting",
        BACK_BEFORE_IT_LAPSED.name: adjourned and answers.interval_after_adjournment_from == "sitting",
        PLACED_ON_THE_DAY_IT_IS_DUE.name: "placed-for-adoption" in kinds,
        COMPLETED_ON_THE_DAY_PLACED.name: adjourned and answers.adjourned_review_met_by == "completion",
        BACK_WHILE_ONE_WAITS.name: adjourned and "placed-for-adoption" in kinds and answers.adjourned_review_met_by == "completion",
        FIRM_AND_ASSUMED_ON_ONE_DAY.name: any(is_assumed_too(request, history, answers) for request in events if "review_by" in request),
    }
    return [fault for fault in FOUND if shows[fault.name] and not fault.mended]


def is_assumed_too(request: dict[str, Any], history: History, answers: Answers) -> bool:
    """Whether the same day would be due without the request, counted from what has not happened."""
    day = date.fromisoformat(request["review_by"])
    others = {**history, "events": [event for event in history["events"] if event != request]}
    return any(row.due == day and row.basis != "actual" for row in rows(others, day, answers))
