"""The third oracle: the regulations' review cycle, one straight line from the text to the dates.

Written from the regulations and the description of the formats before the library's own engine was read, and sharing no
code with it. Where the law is silent it takes the documented answer (`docs/explanation/ambiguities.md`).

SI 2010/959 reg 33: the first review within 20 working days of becoming looked after, the second not more than three
months after the first, later ones at intervals of not more than six months; earlier where it is brought forward.
Reg 36(2): a review may be adjourned once, for 20 working days. SI 2005/389 reg 36: the reviews of adoption.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tests.oracles.care import History, PeriodOfCare, Sitting, periods_of_care
from tests.oracles.day_walker import last_working_day, months_after, working_days_after

IN_FORCE = date(2011, 4, 1)  # SI 2010/959 reg 1; before it SI 1991/895, with four weeks to the first review
ADOPTION_IN_FORCE = date(2005, 12, 30)  # SI 2005/389 reg 1
FOUR_WEEKS = timedelta(weeks=4)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


class Answers(NamedTuple):
    """To the questions of law that are open, as the settings of a profile name them."""

    adjourned_review_met_by: str = "sitting"
    interval_after_adjournment_from: str = "completion"
    additional_reviews: str = "count"


class Row(NamedTuple):
    """One due date of one review, or of its completion, as it stands on a day."""

    task: str
    period: int
    review: int
    due: date
    last_working_day: date
    status: str
    done_on: date | None
    days_late: int | None
    basis: str


class Review(NamedTuple):
    """A review that was held, or that is assumed held: when it counts as held, and from when the next is counted."""

    met: date
    counted_from: date
    basis: str
    stands_apart: bool = False
    waits: bool = False  # to be completed, where that meets it
    is_told: bool = True  # that it was held, or is booked; otherwise it is only expected on the day on which it is due


class Limit(NamedTuple):
    """A last day, and what it was counted from: what happened, what was booked or what is assumed."""

    due: date
    basis: str


def rows(history: History, as_of: date, answers: Answers) -> list[Row]:
    """Every due date of the reviews of a history; after the one that is open, one more while the child is in care."""
    return [row for care in periods_of_care(history) for row in rows_of(care, as_of, answers)]


def rows_of(care: PeriodOfCare, as_of: date, answers: Answers) -> list[Row]:
    """One period of care, from its first review on."""
    found: list[Row] = []
    before: list[Review] = []
    for number, sitting in enumerate(care.sittings, 1):
        review = as_held(care, sitting, answers)
        limit = binding(care, before, review)
        if limit:
            done = sitting.sat if answers.adjourned_review_met_by == "sitting" else sitting.completed
            found.append(row(care, "review", number, limit, done, as_of))
        if sitting.adjourned and sitting.sat >= IN_FORCE:
            completion = Limit(working_days_after(sitting.sat, 20), "actual")
            found.append(row(care, "review-completed", number, completion, sitting.completed, as_of))
        before.append(review)
    held = len(before)
    for number in (held + 1, held + 2):
        limit = binding(care, before, None)
        if limit is None:
            break
        found.append(row(care, "review", number, limit, None, as_of, is_next=number == held + 1))
        if care.end:  # care goes no further, and neither does its cycle
            break
        before.append(assumed(care, before, limit))
    return found


def as_held(care: PeriodOfCare, sitting: Sitting, answers: Answers) -> Review:
    """A recorded review; one that waits for its completion is assumed completed when booked, or on the last day for it."""
    met_by_sitting = answers.adjourned_review_met_by == "sitting"
    apart = sitting.additional and answers.additional_reviews == "stand-apart"
    completed, basis = completion(care, sitting)
    met = sitting.sat if met_by_sitting else completed
    waits = not met_by_sitting and sitting.completed is None
    if answers.interval_after_adjournment_from == "sitting":
        return Review(met, sitting.sat, "actual", apart, waits)
    return Review(met, completed, basis, apart, waits)


def completion(care: PeriodOfCare, sitting: Sitting) -> tuple[date, str]:
    """When a review was completed, or is assumed to be."""
    booked = booking(care)
    if sitting.completed:
        return sitting.completed, "actual"
    if booked:
        return booked, "arranged"
    if sitting.sat < IN_FORCE:
        return sitting.sat, "actual"  # before 2011 there was no limit to count from
    return working_days_after(sitting.sat, 20), "projected"


def booking(care: PeriodOfCare) -> date | None:
    """The day in the diary for what comes next: of the bookings that can be meant for it, the one made last.

    Meant for it are those for a later day made since the last review sat; and, if that review had a booking of its own,
    those made after that one. What was booked before took the place of nothing, and was replaced.
    """
    if not care.sittings:
        return care.bookings[-1][1] if care.bookings else None
    last = care.sittings[-1]
    ended = last.completed or last.sat
    own = [place for place, (made, on) in enumerate(care.bookings) if made <= last.sat <= on <= ended]
    since = care.bookings[own[-1] + 1 :] if own else [(made, on) for made, on in care.bookings if made >= last.sat]
    meant = [on for _, on in since if on > ended]
    return meant[-1] if meant else None


def days_of_reviews(care: PeriodOfCare) -> set[date | None]:
    """The days on which reviews sat, were completed, or are booked to be."""
    return {booking(care), *(day for sitting in care.sittings for day in (sitting.sat, sitting.completed))}


def assumed(care: PeriodOfCare, before: list[Review], limit: Limit) -> Review:
    """The open review: on the day booked, otherwise on its due date. A booking while one waits is for that one."""
    booked = booking(care)
    if booked and not care.waiting() and len(before) == len(care.sittings):
        return Review(booked, booked, "arranged")
    counted = [review.met for review in before if not review.stands_apart]
    met = max([limit.due, *counted[-1:]])  # overdue when the last was met, it comes after it
    return Review(met, limit.due, "projected", is_told=False)


def binding(care: PeriodOfCare, before: list[Review], this: Review | None) -> Limit | None:
    """The earliest limit on the review that comes after those before; `this` is it, if it was held.

    A review that stands apart has no place in any cycle; it can only be the one that was asked for. Of limits on one
    day, one that has begun to run binds before one that is only assumed to.
    """
    limits = brought_forward(care, before, this)
    if this is None or not this.stands_apart:
        limits += [
            *ordinary(care, before, this),
            *before_adoptive_placement(care, before, this),
            *after_adoptive_placement(care, before, this),
            *after_a_return(care, before, this),
        ]
    return min(limits, key=lambda limit: (limit.due, limit.basis != "actual"), default=None)


def ordinary(care: PeriodOfCare, before: list[Review], this: Review | None) -> list[Limit]:
    """Reg 33(1) and (2); reg 48 for short breaks. These regulations stop when the child is placed for adoption (reg 3)."""
    counted = [review for review in before if not review.stands_apart]
    start, basis = (counted[-1].counted_from, counted[-1].basis) if counted else (care.start, "actual")
    short = care.in_short_breaks(max(counted[-1].met, start) if counted else start)
    if short and start < IN_FORCE:
        return []  # what the Regulations of 1991 said of short breaks was not read
    if not counted:
        due = months_after(start, 3) if short else start + FOUR_WEEKS if start < IN_FORCE else working_days_after(start, 20)
    else:
        due = months_after(start, 3 if len(counted) == 1 and not short else 6)
    limit = Limit(due, basis)
    placed = care.placed_for_adoption(day_lived(care, limit, this, counted, start))
    return owed_after_a_return(care, limit, this) if placed else [limit]


def brought_forward(care: PeriodOfCare, before: list[Review], this: Review | None) -> list[Limit]:
    """Reg 33(3): the first review on or after the day it was asked for, by the day named.

    What is asked for on the day of a review, held or booked, for a later day, is asked for at that review: it is about the next.
    """
    reviewed = days_of_reviews(care)
    since = [(asked + DAY if asked in reviewed and by > asked else asked, asked, by) for asked, by in care.requests]
    told = [review for review in before if review.is_told]
    expected = [review for review in before if not review.is_told]
    return [
        Limit(by, "actual")
        for first, asked, by in since
        if asked >= IN_FORCE and is_first_since(first, told, this) and is_first_since(asked, expected, this)
    ]


def before_adoptive_placement(care: PeriodOfCare, before: list[Review], this: Review | None) -> list[Limit]:
    """SI 2005/389 reg 36(1): three months from first having authority to place, then six from each review, until placed.

    Where a review sat, was completed or is booked on the day of the authority, the record leaves open which came first: the next review is
    within three months.
    Authority that is given anew, after it had ended, counts anew.
    """
    counted = [review for review in before if not review.stands_apart]
    reviewed = days_of_reviews(care)
    found: list[tuple[date, Limit]] = []
    owed: list[Limit] = []
    for given, ended in care.authority:
        first = given + DAY if given in reviewed else given
        if counted and counted[-1].met >= first and (ended is None or counted[-1].met < ended):
            found.append((counted[-1].counted_from, Limit(months_after(counted[-1].counted_from, 6), counted[-1].basis)))
        elif given >= care.start and is_first_since(first, counted, this):
            limit = Limit(months_after(given, 3), "actual")
            found.append((given, limit))
            if given >= ADOPTION_IN_FORCE and care.placed_for_adoption(day_lived(care, limit, this, counted, given)):
                owed += [later for later in owed_after_a_return(care, limit, this) if ended is None or later.due < ended]
    return owed + [
        limit
        for start, limit in found
        if start >= ADOPTION_IN_FORCE
        and care.authorised(lived := day_lived(care, limit, this, counted, start))
        and not care.placed_for_adoption(lived)
    ]


def owed_after_a_return(care: PeriodOfCare, limit: Limit, this: Review | None) -> list[Limit]:
    """A limit that fell with the adopters, on the day on which the child is back, unless the review was held by then."""
    back = next((end for _, end in care.adoptive if end and end > limit.due and not care.placed_for_adoption(end)), None)
    if back is None or (this is not None and not this.waits and (this.met <= limit.due or this.met < back)):
        return []
    return [limit._replace(due=back)]


def after_adoptive_placement(care: PeriodOfCare, before: list[Review], this: Review | None) -> list[Limit]:
    """SI 2005/389 reg 36(3): four weeks from the placement, three months from that review, then six; while it lasts.

    Where a review sat on the day of the placement, the record leaves open which came first: the next review is within four weeks. Of a
    placement in which the child was already when the period of care began it does not.
    """
    counted = [review for review in before if not review.stands_apart]
    limits: list[Limit] = []
    for placed, end in care.adoptive:
        first = placed if care.goes_on and placed == care.start else placed + DAY
        since = [review for review in counted if review.met >= first]
        if is_first_since(first, counted, this):
            start, limit = placed, Limit(placed + FOUR_WEEKS, "actual")
        elif since and (end is None or since[-1].met < end):
            start = since[-1].counted_from
            limit = Limit(months_after(start, 3 if len(since) == 1 else 6), since[-1].basis)
        else:
            continue
        if start >= ADOPTION_IN_FORCE and (end is None or day_lived(care, limit, this, counted, start) < end):
            limits.append(limit)
    return limits


def after_a_return(care: PeriodOfCare, before: list[Review], this: Review | None) -> list[Limit]:
    """SI 2005/389 reg 36(10) (from memory): 28 to 42 days after the child left the adopters; a review before that does not count."""
    counted = [review for review in before if not review.stands_apart]
    found: list[Limit] = []
    for _, back in care.adoptive:
        if back is None or back < ADOPTION_IN_FORCE or not is_first_since(back + 4 * WEEK, counted, this):
            continue
        limit = Limit(back + 6 * WEEK, "actual")
        if not care.placed_for_adoption(day_lived(care, limit, this, counted, back)):
            found.append(limit)
    return found


def day_that_matters(limit: Limit, this: Review | None, before: list[Review]) -> date:
    """The day on which a limit has to be in force to bind: the day the review is held, or its own if none was, or was completed, by then.

    Never before the review it counts from was met: an interval may run from the sitting of one completed later.
    """
    day = min(limit.due, this.met) if this and not this.waits else limit.due
    return max(day, before[-1].met) if before else day


def day_lived(care: PeriodOfCare, limit: Limit, this: Review | None, before: list[Review], start: date) -> date:
    """The day that says where the child lived when a limit bound: of a review on the day of an adoptive placement, the day before.

    The record leaves open which came first; the review is taken to be the last before the placement.
    """
    day = day_that_matters(limit, this, before)
    counted_from = max(start, before[-1].met) if before else start
    sat_before = this is not None and day == this.met > counted_from and any(placed == day for placed, _ in care.adoptive)
    return day - DAY if sat_before else day


def is_first_since(day: date, before: list[Review], this: Review | None) -> bool:
    """Whether the review is the first on or after a day; one not held yet, or not completed, is, if none before it was."""
    return all(review.met < day for review in before) and (this is None or this.waits or this.met >= day)


def row(care: PeriodOfCare, task: str, number: int, limit: Limit, done: date | None, as_of: date, *, is_next: bool = True) -> Row:
    """How a due date stands on a day, by what had happened by then.

    A review is late only if what it is counted from has happened: the second is due three months after the first was
    held, and until it is nobody can be late with the second.
    """
    due = limit.due
    happened = limit.basis == "actual" and is_next
    ceased = care.end is not None and care.end <= as_of
    status, done_on, late = "upcoming", None, None
    if done and done <= as_of:
        status, done_on, late = ("met", done, None) if done <= due else ("met-late", done, (done - due).days)
    elif care.end and ceased and due >= care.end:
        status = "cancelled"
    elif due == as_of:
        status = "due-today"
    elif due < as_of and (not happened or (ceased and task != "review")):  # silence is not lateness
        status = "not-recorded"
    elif due < as_of:
        status, late = "overdue", (as_of - due).days
    return Row(task, care.number, number, due, last_working_day(due), status, done_on, late, limit.basis)
