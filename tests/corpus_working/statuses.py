"""Every status, read the day before the due date, on it and after it."""

from __future__ import annotations

from typing import NamedTuple

from .casebook import Entry, Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, Counted, full, months, on, weeks
from .happened import ceased, done, event, held, issued, looked_after, moved, requested, reviewed_once


class Owed(NamedTuple):
    """Something that is due."""

    name: str
    events: list[Entry]
    task: str
    rule: str
    limit: Counted
    answer: str
    review: int | None = None
    profile: str = "england"


START, FIRST = on("2026-01-05"), on("2026-01-28")
CARE = [looked_after(START)]
OWED = [
    Owed("first review", CARE, "review", "R1", ENGLAND.after(START, 20), "review-held", 1),
    Owed("second review", reviewed_once(FIRST), "review", "R2", months(FIRST, 3), "review-held", 2),
    Owed("care plan", CARE, "care-plan", "P1", ENGLAND.after(START, 10), ""),
    Owed("first visit", CARE, "visit", "V1", weeks(START, 1), ""),
    Owed("decisions", reviewed_once(FIRST), "decisions", "IRO5", ENGLAND.after(FIRST, 5), "decisions-issued", 1),
    Owed("record of the review in Newham", reviewed_once(FIRST), "review-record", "NH17", ENGLAND.after(FIRST, 15), "", 1, "newham"),
    Owed(
        "91 days of the data return",
        reviewed_once(FIRST),
        "review",
        "SSD2",
        Counted(on("2026-04-29"), "91 days after Wed 28 Jan 2026, every day counted: Wed 29 Apr 2026."),
        "review-held",
        2,
        "data-return",
    ),
]


def family() -> Family:
    """Statuses."""
    book = Family("statuses", "status", "Every status that a due date can have, read the day before the due date, on it and the day after.")
    for owed in OWED:
        _not_done(book, owed)
    for owed in OWED[2:]:  # reviews held early and late have a family of their own
        _done(book, owed)
    _closed_by_a_move(book)
    _advice(book)
    _answered_by_silence(book)
    _met_before_it_began(book)
    return book


def _entry(owed: Owed, status: str, **more: object) -> Entry:
    number = {} if owed.review is None else {"review": owed.review}
    return due(owed.task, owed.rule, owed.limit, status, **number, **more)


def _not_done(book: Family, owed: Owed) -> None:
    for as_of in (owed.limit.day - ONE_DAY, owed.limit.day, owed.limit.day + ONE_DAY):
        status = stands(owed.limit, as_of)
        book.add(
            f"The {owed.name} due {full(owed.limit.day)}, not done: read on {full(as_of)}",
            owed.events,
            as_of,
            [_entry(owed, status, done_on=None, days_late=1 if status == "overdue" else None)],
            [owed.limit, f"Read on {full(as_of)}."],
            profile=owed.profile,
        )


def _done(book: Family, owed: Owed) -> None:
    for day in (owed.limit.day - ONE_DAY, owed.limit.day, owed.limit.day + ONE_DAY):
        late = 1 if day > owed.limit.day else None
        completion = event(owed.answer, day) if owed.answer else done(owed.task, day)
        for as_of in (day, day + 2 * ONE_DAY):
            if as_of > day and not late:
                continue  # once is enough where nothing was late
            book.add(
                f"The {owed.name} due {full(owed.limit.day)}, done {full(day)}: read on {full(as_of)}",
                [*owed.events, completion],
                as_of,
                [_entry(owed, "met-late" if late else "met", done_on=day, days_late=late)],
                [owed.limit, f"Done on {full(day)}."],
                profile=owed.profile,
            )


def _closed_by_a_move(book: Family) -> None:
    """A placement plan whose placement ended, read on the day it ended and much later: it does not change."""
    limit = ENGLAND.after(START, 5)
    for ended in (limit.day - ONE_DAY, limit.day, limit.day + ONE_DAY):
        gone = ended > limit.day
        for as_of in (ended, ended + 14 * ONE_DAY):
            book.add(
                f"Placement plan due {full(limit.day)}, moved {full(ended)}: read on {full(as_of)}",
                [looked_after(START), moved(ended)],
                as_of,
                [due("placement-plan", "P3", limit, "not-recorded" if gone else "cancelled", done_on=None, days_late=None)],
                [limit, "It was due before the placement ended, and nothing says it was done." if gone else "The placement ended by then."],
            )
        made = ended - ONE_DAY
        book.add(
            f"Placement plan due {full(limit.day)}, made {full(made)}, moved {full(ended)}",
            [looked_after(START), done("placement-plan", made), moved(ended)],
            ended,
            [due("placement-plan", "P3", limit, "met", done_on=made)],
            [limit, f"Made on {full(made)}, the day before the placement ended."],
        )


def _advice(book: Family) -> None:
    """What has no date: advice today, tomorrow and after care has ended."""
    asked = on("2026-02-10")
    for name, happened, task, rule, profile in (
        ("a visit asked for", event("visit-requested", asked), "requested-visit", "V10", "england"),
        ("a review asked for, with no date", requested(asked, None), "review", "R4", "england"),
        ("a significant event in Newham", event("significant-event", asked), "early-review-considered", "NH4", "newham"),
        ("a significant event in Portsmouth", event("significant-event", asked), "early-review-considered", "PM5", "portsmouth"),
        (
            "a significant event in West Sussex",
            event("significant-event", asked),
            "early-review-considered",
            "WS7",
            "west-sussex-residential",
        ),
    ):
        for as_of in (asked, asked + ONE_DAY, asked + 60 * ONE_DAY):
            book.add(
                f"Advice: {name} on {full(asked)}, read on {full(as_of)}",
                [looked_after(START), held(FIRST), happened],
                as_of,
                [due(task, rule, None, "advisory", last_working_day=None, days_late=None)],
                "No number is given: no date can be calculated, however long ago it was.",
                profile=profile,
                absent=[none(task, rule, status="overdue")],
            )


def _answered_by_silence(book: Family) -> None:
    """The manager's silence is agreement, on the day it is due and not before."""
    decided = on("2026-02-02")
    limit = ENGLAND.after(decided, 5)
    for profile, rule in (("england", "IRO6"), ("newham", "NH12"), ("portsmouth", "PM10"), ("south-gloucestershire", "SG16")):
        deemed = profile != "south-gloucestershire"
        for as_of in (limit.day - ONE_DAY, limit.day, limit.day + ONE_DAY):
            after = as_of > limit.day
            status = "met" if after and deemed else stands(limit, as_of)
            book.add(
                f"Decisions issued {full(decided)}, no answer: read on {full(as_of)} ({profile})",
                [*reviewed_once(FIRST), issued(decided)],
                as_of,
                [due("manager-response", rule, limit, status, review=1, done_on=limit if after and deemed else None)],
                [limit, "Silence is agreement." if deemed else "The document does not say that silence is agreement."],
                profile=profile,
            )


def _met_before_it_began(book: Family) -> None:
    """Done before the count starts: in time where the rule lets it precede, within the time it may."""
    start = on("2026-05-11")
    plan = ENGLAND.after(start, 5)
    for made, counts in (("2026-04-12", False), ("2026-04-13", True), ("2026-05-08", True)):
        book.add(
            f"Placement plan made {full(on(made))}, four weeks before {full(start)} {'or less' if counts else 'and a day'}",
            [done("placement-plan", made), looked_after(start)],
            start,
            [due("placement-plan", "P3", plan, "met" if counts else "upcoming", done_on=made if counts else None)],
            [
                plan,
                f"Four weeks before {full(start)} is Mon 13 Apr 2026.",
                "Made since then, the plan is of this placement." if counts else "Made before then, the plan is of another placement.",
            ],
        )
    notice = on("2026-03-20")
    limit = ENGLAND.after(notice, 10)
    book.add(
        "Notice given before care ended counts",
        [looked_after(START), done("placement-end-notice", "2026-03-18"), ceased(notice)],
        notice,
        [due("placement-end-notice", "P7", limit, "met", done_on="2026-03-18")],
        [limit, "Given on Wed 18 Mar 2026, in advance."],
    )
