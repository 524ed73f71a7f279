"""Series of short breaks (regulation 48): 17 and 18 days, 75 and 76, and what is recorded either side.

The profile takes the legal status that is recorded; it does not count the days of placement. The working counts them,
and the history records what follows from the count. Days are plain days, first and last both counted.
"""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Entry, Family, SlipError, due, none, stands
from .counting import ENGLAND, ONE_DAY, Counted, days, full, months, on, weeks, years
from .happened import ceased, done, event, held, in_order, looked_after, status_changed

FIRST = "2026-07-01"


def stay(days_long: int, first: str, last: str) -> str:
    """A stay, and how long it was, counted one day at a time."""
    number, day = 1, on(first)
    while day < on(last):
        day += ONE_DAY
        number += 1
    if number != days_long:
        message = f"{first} to {last} is {number} days, not {days_long}"
        raise SlipError(message)
    return f"{full(on(first))} to {full(on(last))} is {number} days, both counted"


def family() -> Family:
    """Short breaks."""
    book = Family(
        "short-breaks",
        "short-break",
        "Series of short breaks under regulation 48: 17 and 18 days in a row, 75 and 76 in twelve months, and the rules either side.",
    )
    _one_stay(book)
    _twelve_months(book)
    _status_changes(book)
    _chain(book)
    _switched_off(book)
    _short_breaks_become_full_care(book)
    _stays_recorded(book)
    return book


def _series(start: str, **more: str) -> list[Entry]:
    return [looked_after(start, status="short-break", **more)]


def _series_expected(start: str, as_of: str) -> tuple[list[Entry], list[Entry], Counted]:
    three = months(on(start), 3)
    expect = [due("review", "S1", three, stands(three, as_of), review=1), due("visit", "S3a", three)]
    absent = [none("review", "R1"), none("placement-plan"), none("placement-notice"), none("health-assessment"), none("visit", "V1")]
    return expect, absent, three


def _ordinary(start: str) -> tuple[list[Entry], list[Entry], list[str | Counted]]:
    twenty, five, week = ENGLAND.after(on(start), 20), ENGLAND.after(on(start), 5), weeks(on(start), 1)
    expect = [
        due("review", "R1", twenty, "upcoming", review=1),
        due("placement-plan", "P3", five, "upcoming"),
        due("visit", "V1", week, "upcoming"),
    ]
    return expect, [none("review", "S1"), none("visit", "S3a")], [twenty, five, week]


def _one_stay(book: Family) -> None:
    for number, last in ((17, "2026-07-17"),):
        expect, absent, three = _series_expected(FIRST, last)
        book.add(
            f"One break, {full(on(FIRST))} to {full(on(last))}: a series",
            _series(FIRST),
            last,
            expect,
            [f"{stay(number, FIRST, last)}: not more than 17, so regulation 48.", three],
            absent=absent,
        )
    for number, last in ((18, "2026-07-18"),):
        expect, absent, worked = _ordinary(FIRST)
        book.add(
            f"One break meant to last from {full(on(FIRST))} to {full(on(last))}: no series",
            [looked_after(FIRST)],
            FIRST,
            expect,
            [f"{stay(number, FIRST, last)}: more than 17, so regulation 48 does not apply and the ordinary limits do.", *worked],
            absent=absent,
        )
    for start, last in (("2026-02-20", "2026-03-08"), ("2028-02-20", "2028-03-07")):
        expect, absent, three = _series_expected(start, last)
        book.add(
            f"Seventeen days over the end of February {start[:4]}",
            _series(start),
            last,
            expect,
            [f"{stay(17, start, last)}.", three],
            absent=absent,
        )
    for start, last in (("2026-02-20", "2026-03-09"), ("2028-02-20", "2028-03-08")):
        expect, absent, worked = _ordinary(start)
        book.add(
            f"Eighteen days over the end of February {start[:4]}",
            [looked_after(start)],
            start,
            expect,
            [f"{stay(18, start, last)}: more than 17.", *worked],
            absent=absent,
        )


STAYS_75 = [
    ("2026-01-05", "2026-01-19"),
    ("2026-03-02", "2026-03-16"),
    ("2026-05-04", "2026-05-18"),
    ("2026-07-06", "2026-07-20"),
    ("2026-09-07", "2026-09-21"),
]


def _twelve_months(book: Family) -> None:
    """Five breaks of fifteen days are 75; another day within the year is the 76th."""
    total = "; ".join(stay(15, first, last) for first, last in STAYS_75)
    events = [*_series("2026-01-05"), done("visit", "2026-03-05"), held("2026-03-30"), done("visit", "2026-09-03"), held("2026-09-21")]
    review = months(on("2026-09-21"), 6)
    book.add(
        "Seventy-five days in twelve months: still a series, reviewed six months later",
        events,
        "2026-09-21",
        [due("review", "S2", review, "upcoming", review=3), due("visit", "S3b", months(on("2026-09-03"), 6), "upcoming")],
        [f"{total}: 75 in all, not more.", review, months(on("2026-09-03"), 6)],
        absent=[none("review", "R3"), none("placement-plan")],
    )
    twenty, five, week = ENGLAND.after(on("2026-11-02"), 20), ENGLAND.after(on("2026-11-02"), 5), weeks(on("2026-11-02"), 1)
    book.add(
        "The seventy-sixth day within twelve months: the series is over and ordinary care begins",
        [*events, ceased("2026-11-01"), looked_after("2026-11-02")],
        "2026-11-02",
        [
            due("review", "R1", twenty, "upcoming", review=1, period_of_care=2),
            due("placement-plan", "P3", five, "upcoming", period_of_care=2),
            due("visit", "V1", week, "upcoming", period_of_care=2),
            due("review", "S2", review, "cancelled", review=3, period_of_care=1),
        ],
        [
            f"{total}: 75. Mon 2 Nov 2026 is the 76th day in twelve months.",
            "Regulation 48 ends, and a child looked after from then on is so in the ordinary way.",
            twenty,
            five,
            week,
        ],
        absent=[none("review", "S1", period_of_care=2)],
    )
    for text, said, series in (
        ("2027-01-04", "The twelve months to it begin on Mon 5 Jan 2026: all 75 days are within them, and it is the 76th.", False),
        ("2027-01-05", "The twelve months to it begin on Tue 6 Jan 2026: one day has fallen out, and it is the 75th.", True),
    ):
        start = on(text)
        begun = years(on("2026-01-05"), 1)
        history = [*events, ceased("2026-12-18")]
        if series:
            three = months(start, 3)
            book.add(
                f"A day on {full(start)}, when the first of the 75 is more than twelve months gone: a series",
                [*history, looked_after(text, status="short-break")],
                text,
                [due("review", "S1", three, "upcoming", review=1, period_of_care=2)],
                [f"{begun.words} {said}", three],
                absent=[none("review", "R1", period_of_care=2)],
            )
        else:
            first_review = ENGLAND.after(start, 20)
            book.add(
                f"A day on {full(start)}, when the first of the 75 is still within twelve months: no series",
                [*history, looked_after(text)],
                text,
                [due("review", "R1", first_review, "upcoming", review=1, period_of_care=2)],
                [said, first_review],
                absent=[none("review", "S1", period_of_care=2)],
            )


def _status_changes(book: Family) -> None:
    """The status changes within a period of care: what is counted from then on is counted in the ordinary way."""
    start, first = "2026-07-01", "2026-09-10"
    for changed in ("2026-09-09", "2026-09-10"):
        limit = months(on(first), 3)
        events = in_order(*_series(start), held(first), status_changed(changed, "section-20"))
        book.add(
            f"Short breaks end and ordinary care begins {full(on(changed))}; first review {full(on(first))}",
            events,
            "2026-09-11",
            [due("review", "R2", limit, "upcoming", review=2)],
            [f"The count starts on {full(on(first))}: section 20 on that day.", limit],
        )
    book.withdrawn(2)  # the limits of short breaks, which went on after the child had stayed
    visited = "2026-09-11"
    limit = weeks(on(visited), 6)
    book.add(
        f"Short breaks until {full(on('2026-09-11'))}, visited {full(on(visited))}",
        in_order(*_series(start), done("visit", visited), status_changed("2026-09-11", "section-20")),
        "2026-09-11",
        [due("visit", "V2", limit, "upcoming", basis="actual")],
        [limit],
    )


def _chain(book: Family) -> None:
    start = "2026-01-30"
    first = months(on(start), 3)
    second = months(first.day, 6)
    for held_on, status, late in ((days(first.day, 0).day, "met", None), (days(first.day, 1).day, "met-late", 1)):
        following = months(held_on, 6)
        book.add(
            f"Short breaks from 30 January 2026, first review held {full(held_on)}",
            [*_series(start), held(held_on)],
            held_on,
            [due("review", "S1", first, status, review=1, days_late=late), due("review", "S2", following, "upcoming", review=2)],
            [first, following],
        )
    for as_of in (second.day - ONE_DAY, second.day, second.day + ONE_DAY):
        late = 1 if as_of > second.day else None
        book.add(
            f"Short breaks, second review due {full(second.day)} and not held: read on {full(as_of)}",
            [*_series(start), held(first)],
            as_of,
            [
                due(
                    "review",
                    "S2",
                    second,
                    "upcoming" if as_of < second.day else "overdue" if late else "due-today",
                    review=2,
                    days_late=late,
                )
            ],
            [second],
        )


def _switched_off(book: Family) -> None:
    """At sixteen, and for a child under five: what a child in short breaks does not have."""
    for born, name, tasks in (
        ("2010-09-01", "sixteen", ["pathway-assessment", "eligible-child"]),
        ("2021-09-01", "five", ["health-assessment"]),
    ):
        for as_of in ("2026-08-31", "2026-09-01", "2026-09-02"):
            three = months(on("2026-06-30"), 3)
            book.add(
                f"Short breaks, {name} on Tue 1 Sep 2026: read on {full(on(as_of))}",
                _series("2026-06-30"),
                as_of,
                [
                    due("review", "S1", three, "upcoming", review=1),
                    due("short-break-eligibility", "S5", None, "advisory"),
                    due("short-break-exemptions", "S4", None, "advisory"),
                ],
                [three, "What is switched off stays so whatever the age."],
                born=born,
                absent=[none(task) for task in tasks],
            )


def _short_breaks_become_full_care(book: Family) -> None:
    """In place of short-break-0013 and 0014. Reg 48(1): from that day the Regulations apply in full, as for a return."""
    book.added = LOOKED_UP_AGAIN
    changed = on("2026-09-11")
    twenty, ten, five, week = ENGLAND.after(changed, 20), ENGLAND.after(changed, 10), ENGLAND.after(changed, 5), weeks(changed, 1)
    for before, day in (("2026-09-10", changed), ("2026-08-20", changed)):
        events = in_order(
            looked_after("2026-07-01", status="short-break"), held(before), done("visit", before), status_changed(changed, "section-20")
        )
        book.add(
            f"Short breaks reviewed and visited {full(on(before))}, full care from {full(changed)}: a new period of care",
            events,
            day,
            [
                due("review", "R1", twenty, "upcoming", review=1, period_of_care=2),
                due("visit", "V1", week, "upcoming", period_of_care=2),
                due("placement-plan", "P3", five, "upcoming", period_of_care=2),
                due("care-plan", "P1", ten, "upcoming", period_of_care=2),
            ],
            [twenty, ten, five, week, "The six months of short breaks end with them."],
            absent=[
                none("review", due=months(on(before), 6), status="upcoming"),
                none("visit", due=months(on(before), 6), status="upcoming"),
            ],
        )
    second = on("2026-09-30")
    three = months(second, 3)
    book.add(
        "Short breaks, full care from Fri 11 Sep 2026, first review Wed 30 Sep 2026: the second in three months",
        [
            looked_after("2026-07-01", status="short-break"),
            held("2026-08-20"),
            status_changed(changed, "section-20"),
            held(second),
        ],
        second,
        [
            due("review", "R1", twenty, "met", review=1, period_of_care=2),
            due("review", "R2", three, "upcoming", review=2, period_of_care=2),
        ],
        [twenty, three],
    )


def _stays_recorded(book: Family) -> None:
    """Reg 48(2)(c): where the stays are recorded, the day on which they are too long or too many follows from them."""
    start = "2026-07-01"
    eighteenth = on("2026-07-24")
    twenty, five, week = ENGLAND.after(eighteenth, 20), ENGLAND.after(eighteenth, 5), weeks(eighteenth, 1)
    three = months(on(start), 3)
    for last, long in (("2026-07-23", 17), ("2026-07-24", 18)):
        too_long = long == 18
        book.add(
            f"Short breaks from {full(on(start))}, a stay of {long} days recorded from Tue 7 Jul 2026",
            [looked_after(start, status="short-break"), event("short-break-stay", "2026-07-07", ends_on=last)],
            last,
            [
                due("review", "R1", twenty, "upcoming", review=1, period_of_care=2),
                due("visit", "V1", week, "upcoming", period_of_care=2),
                due("placement-plan", "P3", five, "upcoming", period_of_care=2),
                due("short-breaks-are-full-care", "S7", None, "advisory"),
            ]
            if too_long
            else [due("review", "S1", three, "upcoming", review=1)],
            [stay(long, "2026-07-07", last), *([twenty, week, five] if too_long else [three])],
            absent=[none("review", "S1", status="upcoming")] if too_long else [none("review", "R1"), none("short-breaks-are-full-care")],
            rules=["S1", "S7", "R1", "V1", "P3"] if too_long else ["S1", "S7", "R1"],
        )
    passed = on("2026-11-16")
    first = ENGLAND.after(passed, 20)
    stays = [("2026-03-02", "2026-03-16"), ("2026-05-04", "2026-05-18"), ("2026-07-06", "2026-07-20"), ("2026-09-07", "2026-09-21")]
    book.add(
        "Short breaks of fifteen days, the sixth begins with the seventy-sixth day in twelve months",
        [
            looked_after("2026-03-02", status="short-break"),
            *(event("short-break-stay", begun, ends_on=ended) for begun, ended in stays),
            event("short-break-stay", "2026-10-19", ends_on="2026-11-02"),
            event("short-break-stay", "2026-11-16", ends_on="2026-11-20"),
        ],
        passed,
        [
            due("review", "R1", first, "upcoming", review=1, period_of_care=2),
            due("short-breaks-are-full-care", "S8", None, "advisory"),
        ],
        [*(stay(15, begun, ended) for begun, ended in stays), stay(15, "2026-10-19", "2026-11-02"), "Five times fifteen are 75.", first],
        rules=["S8", "R1"],
    )
