"""Children who come back: the same day, the next day, years later. A new period of care starts from its own first day."""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, full, months, on, weeks
from .happened import arranged, ceased, done, event, held, looked_after, reviewed_once, reviewed_twice


def family() -> Family:
    """Re-entry."""
    book = Family(
        "re-entry",
        "re-entry",
        "Children who are looked after again: the same day, the next day and years later, under the rule of then and of now.",
    )
    _gaps(book)
    _same_day_in_both_orders(book)
    _what_is_left_open(book)
    _numbers(book)
    _plans(book)
    _health(book)
    _eligible(book)
    _weeks_over_several_periods(book)
    return book


def _gaps(book: Family) -> None:
    first, ended = on("2026-01-28"), on("2026-03-20")
    second = months(first, 3)
    for name, again in (
        ("the same day", ended),
        ("the next day", ended + ONE_DAY),
        ("the following Monday", on("2026-03-23")),
        ("the day the second review had been due", second.day),
        ("a year and a day later", on("2027-03-21")),
    ):
        twenty, ten, week, notice = ENGLAND.after(again, 20), ENGLAND.after(again, 10), weeks(again, 1), ENGLAND.after(ended, 10)
        book.add(
            f"Ceased {full(ended)}, looked after again {name}, {full(again)}",
            [*reviewed_once(first), ceased(ended), looked_after(again)],
            again,
            [
                due("review", "R1", twenty, "upcoming", review=1, period_of_care=2),
                due("care-plan", "P1", ten, "upcoming", period_of_care=2),
                due("visit", "V1", week, "upcoming", period_of_care=2),
                due("review", "R2", second, "cancelled", review=2, period_of_care=1),
                due("placement-end-notice", "P7", notice, stands(notice, again), period_of_care=1),
            ],
            [twenty, ten, week, notice, second, "Care ended before the second review of the first period was due."],
            absent=[none("review", "R2", period_of_care=2, basis="actual")],
        )
    for began, back, rule in (
        ("2008-02-04", "2011-03-31", "R1-1991"),
        ("2008-02-04", "2011-04-01", "R1"),
        ("2009-06-01", "2026-06-01", "R1"),
    ):
        start = on(back)
        limit = weeks(start, 4) if rule == "R1-1991" else ENGLAND.after(start, 20)
        older = weeks(on(began), 4)
        book.add(
            f"In care from {full(on(began))} for a year, again from {full(start)}: each period under the rule of its day",
            [looked_after(began), held(older), ceased(f"{int(began[:4]) + 1}{began[4:]}"), looked_after(back)],
            back,
            [
                due("review", rule, limit, "upcoming", review=1, period_of_care=2),
                due("review", "R1-1991", older, "met", review=1, period_of_care=1),
            ],
            [older, limit],
        )
    after_window = on("2020-09-25")
    five = ENGLAND.after(after_window, 5)
    book.add(
        "Ceased in the window of 2020, looked after again on the day after it: the ordinary placement plan",
        [looked_after("2020-05-04"), ceased("2020-08-14"), looked_after(after_window)],
        after_window,
        [due("placement-plan", "P3", five, "upcoming", period_of_care=2), due("placement-plan", "P3-2020", None, period_of_care=1)],
        [five],
    )


def _same_day_in_both_orders(book: Family) -> None:
    """Ceased in the morning and back at night; in the file either may come first."""
    day, first = on("2026-03-20"), on("2026-01-28")
    out, back = ceased(day, at="09:30"), looked_after(day, at="21:15")
    twenty = ENGLAND.after(day, 20)
    for name, events in (("in order", [out, back]), ("the return recorded first", [back, out])):
        book.add(
            f"Home in the morning and looked after again that night, {name}",
            [*reviewed_once(first), *events],
            day,
            [
                due("review", "R1", twenty, "upcoming", review=1, period_of_care=2),
                due("review", "R2", months(first, 3), "cancelled", review=2, period_of_care=1),
            ],
            [twenty],
        )


def _what_is_left_open(book: Family) -> None:
    """A review that was overdue when care ended stays overdue while the new period runs."""
    first = on("2026-01-28")
    second = months(first, 3)
    ended, again = second.day + ONE_DAY, on("2026-05-11")
    twenty = ENGLAND.after(again, 20)
    for as_of in (again, twenty.day, twenty.day + ONE_DAY):
        late = 1 if as_of > twenty.day else None
        status = "overdue" if late else "due-today" if as_of == twenty.day else "upcoming"
        book.add(
            f"Second review never held, ceased {full(ended)}, looked after again {full(again)}: read on {full(as_of)}",
            [*reviewed_once(first), ceased(ended), looked_after(again)],
            as_of,
            [
                due("review", "R2", second, "overdue", review=2, period_of_care=1, days_late=(as_of - second.day).days),
                due("review", "R1", twenty, status, review=1, period_of_care=2, days_late=late),
            ],
            [second, twenty],
        )


def _numbers(book: Family) -> None:
    """Earlier reviews are not carried over: the first review of the new period is a first review."""
    again, first = on("2026-06-01"), on("2026-06-24")
    second = months(first, 3)
    book.add(
        "Two reviews in the first period, one in the second: the next is due in three months, not six",
        [*reviewed_twice("2025-09-10"), ceased("2025-11-14"), looked_after(again), held(first)],
        first,
        [due("review", "R2", second, "upcoming", review=2, period_of_care=2)],
        [second],
        absent=[none("review", "R3", review=2, period_of_care=2)],
    )
    booked = on("2026-06-22")
    report = ENGLAND.before(booked, 3)
    book.add(
        "A review booked in the new period is its first",
        [*reviewed_twice("2025-09-10"), ceased("2025-11-14"), looked_after(again), arranged("2026-06-03", booked)],
        "2026-06-03",
        [due("review-report", "IRO4", report, "upcoming", review=1, period_of_care=2, basis="arranged")],
        [report],
    )
    limit = ENGLAND.after(again, 20)
    book.add(
        "A review booked before care ended is not booked in the new period",
        [*reviewed_once("2026-01-28"), arranged("2026-02-20", "2026-06-15"), ceased("2026-03-20"), looked_after(again)],
        again,
        [
            due("review", "R1", limit, "upcoming", review=1, period_of_care=2),
            due("review-report", "IRO4", ENGLAND.before(limit.day, 3), review=1, period_of_care=2, basis="projected"),
        ],
        [limit, ENGLAND.before(limit.day, 3)],
    )


def _plans(book: Family) -> None:
    """A plan made between the periods counts, one made in the first does not."""
    again = on("2026-05-11")
    ten = ENGLAND.after(again, 10)
    book.add(
        "Care plan made between two periods of care: in time for the second",
        [looked_after("2026-01-05"), ceased("2026-03-20"), done("care-plan", "2026-05-06"), looked_after(again)],
        again,
        [due("care-plan", "P1", ten, "met", period_of_care=2, done_on="2026-05-06")],
        [ten, "Made before the placement."],
    )
    book.add(
        "Care plan made in the first period of care: the second wants its own",
        [looked_after("2026-01-05"), done("care-plan", "2026-01-16"), ceased("2026-03-20"), looked_after(again)],
        again,
        [
            due("care-plan", "P1", ten, "upcoming", period_of_care=2),
            due("care-plan", "P1", ENGLAND.after(on("2026-01-05"), 10), "met", period_of_care=1),
        ],
        [ten, ENGLAND.after(on("2026-01-05"), 10)],
    )


def _health(book: Family) -> None:
    """A health assessment in the three months before the placement makes another unnecessary."""
    again = on("2026-05-11")
    twenty = ENGLAND.after(again, 20)
    for assessed in ("2026-02-10", "2026-02-11", "2026-02-12"):
        counts = assessed >= "2026-02-11"
        book.add(
            f"First looked after {full(again)}, health assessment {full(on(assessed))} before it",
            [done("health-assessment", assessed), looked_after(again)],
            again,
            [due("health-assessment", "H1", twenty, "met" if counts else "upcoming", done_on=assessed if counts else None)],
            [
                f"The three months before {full(again)} begin on Wed 11 Feb 2026.",
                "The assessment is within them." if counts else "The assessment is a day too old.",
                twenty,
            ],
        )
    for assessed in ("2026-02-10", "2026-03-02"):
        counts = assessed >= "2026-02-11"
        book.add(
            f"Health assessment {full(on(assessed))} in an earlier period of care, looked after again {full(again)}",
            [looked_after("2026-01-05"), done("health-assessment", assessed), ceased("2026-03-20"), looked_after(again)],
            again,
            [
                due(
                    "health-assessment",
                    "H1",
                    twenty,
                    "met" if counts else "upcoming",
                    period_of_care=2,
                    done_on=assessed if counts else None,
                )
            ],
            [
                f"The three months before {full(again)} begin on Wed 11 Feb 2026.",
                "The assessment is within them." if counts else "The assessment is a day too old.",
                twenty,
            ],
        )


def _eligible(book: Family) -> None:
    """Broken care at sixteen, where the day is recorded on which the weeks of both periods made thirteen."""
    born, again = "2010-04-06", on("2026-05-11")
    book.withdrawn()  # thirteen unbroken weeks from the return, where the twelve before it count too
    recorded = on("2026-05-18")
    book.add(
        "The same, and the day on which the weeks of both periods made thirteen is recorded",
        [looked_after("2025-12-01"), ceased("2026-02-23"), looked_after(again), event("became-eligible", recorded)],
        recorded,
        [due("pathway-assessment", "T2", months(recorded, 3), "upcoming", period_of_care=2)],
        [f"Recorded as eligible on {full(recorded)}.", months(recorded, 3)],
        born=born,
    )


def _weeks_over_several_periods(book: Family) -> None:
    """In place of re-entry-0025. Para 19B(2)(b): "a prescribed period, or periods amounting in all to a prescribed period"."""
    book.added = LOOKED_UP_AGAIN
    again, eligible = on("2026-05-11"), on("2026-05-18")
    book.add(
        "Twelve weeks before sixteen and one after it: thirteen in all",
        [looked_after("2025-12-01"), ceased("2026-02-23"), looked_after(again)],
        again,
        [
            due("eligible-child", "T1", eligible, "upcoming", period_of_care=2),
            due("pathway-assessment", "T2", months(eligible, 3), period_of_care=2),
        ],
        ["Mon 1 Dec 2025 to Mon 23 Feb 2026 is twelve weeks.", weeks(again, 1), "Sixteen on Mon 6 Apr 2026.", months(eligible, 3)],
        born="2010-04-06",
    )
    for back in ("2026-03-10", "2026-09-01", "2027-12-01"):
        book.add(
            f"Thirteen weeks since fourteen long ago, back on {full(on(back))}: eligible that day",
            [looked_after("2024-05-06"), ceased("2025-06-02"), looked_after(back)],
            back,
            [
                due("eligible-child", "T1", back, "due-today", period_of_care=2),
                due("pathway-assessment", "T2", months(on(back), 3), period_of_care=2),
            ],
            ["Mon 6 May 2024 to Mon 2 Jun 2025 is more than thirteen weeks.", "Sixteen on Tue 10 Mar 2026.", months(on(back), 3)],
            born="2010-03-10",
        )
