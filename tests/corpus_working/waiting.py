"""Cases with the right dates that the library does not give yet: no part of the corpus until it does.

Each takes the place of a case that was withdrawn. When the engine gives these dates, they go to the end of the family named
in the title, with an id of that family, and the mark in `test_waiting.py` has to go.
"""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none
from .counting import ENGLAND, full, months, on, weeks
from .happened import ceased, done, held, in_order, looked_after, status_changed


def family() -> Family:
    """Short breaks that become full care; weeks over several periods of care."""
    book = Family("waiting", "waiting", "Cases that wait for the engine.")
    book.added = LOOKED_UP_AGAIN
    _short_breaks_become_full_care(book)
    _weeks_over_several_periods(book)
    return book


def _short_breaks_become_full_care(book: Family) -> None:
    """In place of short-break-0013 and 0014. Reg 48(1): from that day the Regulations apply in full, as for a return."""
    changed = on("2026-09-11")
    twenty, ten, five, week = ENGLAND.after(changed, 20), ENGLAND.after(changed, 10), ENGLAND.after(changed, 5), weeks(changed, 1)
    for before, day in (("2026-09-10", changed), ("2026-08-20", changed)):
        events = in_order(
            looked_after("2026-07-01", status="short-break"), held(before), done("visit", before), status_changed(changed, "section-20")
        )
        book.add(
            f"short-breaks: reviewed and visited {full(on(before))}, full care from {full(changed)}: a new period of care",
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
        "short-breaks: full care from Fri 11 Sep 2026, first review Wed 30 Sep 2026: the second in three months",
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


def _weeks_over_several_periods(book: Family) -> None:
    """In place of re-entry-0025. Para 19B(2)(b): "a prescribed period, or periods amounting in all to a prescribed period"."""
    again, eligible = on("2026-05-11"), on("2026-05-18")
    book.add(
        "re-entry: twelve weeks before sixteen and one after it: thirteen in all",
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
            f"re-entry: thirteen weeks since fourteen long ago, back on {full(on(back))}: eligible that day",
            [looked_after("2024-05-06"), ceased("2025-06-02"), looked_after(back)],
            back,
            [
                due("eligible-child", "T1", back, "due-today", period_of_care=2),
                due("pathway-assessment", "T2", months(on(back), 3), period_of_care=2),
            ],
            ["Mon 6 May 2024 to Mon 2 Jun 2025 is more than thirteen weeks.", "Sixteen on Tue 10 Mar 2026.", months(on(back), 3)],
            born="2010-03-10",
        )
