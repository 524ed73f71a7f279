"""24 April to 24 September 2020, when the coronavirus amendments applied: the day before, on and after each edge."""

from __future__ import annotations

from .casebook import Entry, Family, due, none
from .counting import ENGLAND, full, months, on, weeks
from .happened import event, held, looked_after, moved, reviewed_twice
from .window_2020_whole import whole_window

DAYS = ["2020-04-23", "2020-04-24", "2020-04-25", "2020-09-23", "2020-09-24", "2020-09-25", "2020-09-26"]
FIRST, LAST = "2020-04-24", "2020-09-24"


def amended(text: str) -> bool:
    """Whether the amended text applied on a day."""
    return FIRST <= text <= LAST


def family() -> Family:
    """The window of 2020."""
    book = Family(
        "2020-window",
        "window-2020",
        "The coronavirus amendments, 24 April to 24 September 2020: the day before, on and after each edge, for each rule.",
    )
    for text in DAYS:
        _placement_plan(book, text)
    for text in DAYS:
        _outside_approval(book, text)
    for text in DAYS:
        _temporary_approval(book, text)
    for text in DAYS:
        _later_review(book, text)
    for text in DAYS:
        if amended(text):
            book.withdrawn()  # the first visit, taken as not changed
        else:
            _unchanged(book, text)
    _across(book)
    whole_window(book)
    return book


def _which(text: str) -> str:
    return f"{full(on(text))}: {'the amended' if amended(text) else 'the ordinary'} text"


def _placement_plan(book: Family, text: str) -> None:
    five = ENGLAND.after(on(text), 5)
    plain, amended_rule = due("placement-plan", "P3", five, "upcoming", aim=text), due("placement-plan", "P3-2020", None, "advisory")
    book.add(
        f"Placement plan, placed {_which(text)}",
        [looked_after("2020-02-03"), moved(text)],
        text,
        [amended_rule] if amended(text) else [plain],
        ["As soon as reasonably practicable after the placement starts: there is no number, and so no date."] if amended(text) else [five],
        absent=[none("placement-plan", "P3", due=five)] if amended(text) else [none("placement-plan", "P3-2020")],
    )


def _outside_approval(book: Family, text: str) -> None:
    six, long = ENGLAND.after(on(text), 6), weeks(on(text), 24)
    plain, amended_rule = due("outside-approval-ended", "F1", six, "upcoming"), due("outside-approval-ended", "F1-2020", long, "upcoming")
    right, wrong = (
        (amended_rule, none("outside-approval-ended", "F1")) if amended(text) else (plain, none("outside-approval-ended", "F1-2020"))
    )
    book.add(
        f"Emergency placement outside approval, {_which(text)}",
        [looked_after("2020-02-03"), event("placed-outside-approval", text)],
        text,
        [right],
        [long if amended(text) else six],
        absent=[wrong],
    )


def _temporary_approval(book: Family, text: str) -> None:
    sixteen, longer = weeks(on(text), 16), weeks(on(text), 24)
    plain, amended_rule = (
        due("temporary-approval-end", "F2", sixteen, "upcoming"),
        due("temporary-approval-end", "F2-2020", longer, "upcoming"),
    )
    right, wrong = (
        (amended_rule, none("temporary-approval-end", "F2")) if amended(text) else (plain, none("temporary-approval-end", "F2-2020"))
    )
    book.add(
        f"Temporary approval given {_which(text)}",
        [looked_after("2020-02-03"), event("temporary-approval-given", text)],
        text,
        [right],
        [longer if amended(text) else sixteen],
        absent=[wrong],
    )


def _later_review(book: Family, text: str) -> None:
    limit = months(on(text), 6)
    rule, other = ("R3-2020", "R3") if amended(text) else ("R3", "R3-2020")
    book.add(
        f"Second review held {_which(text)}",
        reviewed_twice(text),
        text,
        [due("review", rule, limit, "upcoming", review=3)],
        [limit, "Softened to what is reasonably practicable, with six months as the outer limit."] if amended(text) else [limit],
        absent=[none("review", other, review=3)],
    )


def _unchanged(book: Family, text: str) -> None:
    """What the amendments left alone: the first review, the care plan, the first visit."""
    start = on(text)
    twenty, ten, week = ENGLAND.after(start, 20), ENGLAND.after(start, 10), weeks(start, 1)
    book.add(
        f"First review, care plan and first visit, looked after {full(start)}: not changed",
        [looked_after(start)],
        start,
        [due("review", "R1", twenty, "upcoming", review=1), due("care-plan", "P1", ten, "upcoming"), due("visit", "V1", week, "upcoming")],
        [twenty, ten, week],
    )


def _across(book: Family) -> None:
    """Counts that begin under one text and end under the other keep the text of the day they began."""
    sixteen = weeks(on("2020-04-23"), 16)
    book.add(
        "Temporary approval given the day before the window ends within it: sixteen weeks all the same",
        [looked_after("2020-04-20", placement="connected-person"), event("temporary-approval-given", "2020-04-23")],
        sixteen,
        [due("temporary-approval-end", "F2", sixteen, "due-today")],
        [sixteen, "The text of the day the count began stays with it."],
    )
    longer = weeks(on("2020-09-24"), 24)
    ended = "2021-03-11"
    book.add(
        "Temporary approval given on the last day of the window ends long after it, on the last day of 24 weeks",
        [
            looked_after("2020-09-21", placement="connected-person"),
            event("temporary-approval-given", "2020-09-24"),
            event("temporary-approval-ended", ended),
        ],
        ended,
        [due("temporary-approval-end", "F2-2020", longer, "met", done_on=ended)],
        [longer, "Ended on that day, in time."],
    )
    reviews: list[Entry] = reviewed_twice("2020-04-23")
    third, fourth = months(on("2020-04-23"), 6), months(on("2020-10-23"), 6)
    book.add(
        "Second review the day before the window, third after it on its last day: the ordinary text for both gaps",
        [*reviews, held(third)],
        third,
        [due("review", "R3", third, "met", review=3), due("review", "R3", fourth, "upcoming", review=4)],
        [third, fourth],
        absent=[none("review", "R3-2020")],
    )
    limit = months(on("2020-09-24"), 6)
    late = "2021-03-25"
    book.add(
        "Second review on the last day of the window, third a day after six months: still late by the outer limit",
        [*reviewed_twice("2020-09-24"), held(late)],
        late,
        [due("review", "R3-2020", limit, "met-late", review=3, days_late=1, done_on=late)],
        [limit, "Held on Thu 25 Mar 2021, a day late."],
    )
    six = ENGLAND.after(on("2020-04-23"), 6)
    book.add(
        "Placed outside approval the day before the window: six working days, one of them after it began",
        [looked_after("2020-04-20"), event("placed-outside-approval", "2020-04-23")],
        "2020-05-05",
        [due("outside-approval-ended", "F1", six, "overdue", days_late=(on("2020-05-05") - six.day).days)],
        [six, "Not ended by Tue 5 May 2020."],
        rules=["F1"],
    )
    made = weeks(on("2020-04-24"), 2)
    book.add(
        "Placement plan made two weeks after a placement in the window: no limit to be late by, and the day it was made",
        [looked_after("2020-04-24"), event("task-done", made, task="placement-plan")],
        made,
        [due("placement-plan", "P3-2020", None, days_late=None, done_on=made)],
        [
            "As soon as reasonably practicable after the placement starts: there is no number, so nothing to be late by.",
            f"Made on {full(made.day)}.",
        ],
    )
