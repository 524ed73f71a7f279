"""The eligible child: thirteen weeks since fourteen and the sixteenth birthday, whichever is later, and never at eighteen.

Authority: Children Act 1989 Sch 2 para 19B(2), "aged sixteen or seventeen", and a period "which began after he reached a
prescribed age and ended after he reached the age of sixteen"; SI 2010/959 reg 40(1) for thirteen weeks and fourteen.
"""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none
from .counting import ONE_DAY, birthday, days_before, full, months, on, weeks, weeks_before
from .happened import ceased, event, looked_after

FAR_AHEAD = "2030-12-31"
READINGS = ("1 March", "28 February")


def eligible_children(book: Family) -> None:
    """Around fourteen, around sixteen and around eighteen."""
    book.added = LOOKED_UP_AGAIN
    _entering_around_fourteen(book)
    _weeks_that_end_around_sixteen(book)
    _gone_before_sixteen(book)
    _weeks_that_end_around_eighteen(book)
    _recorded(book)
    _fourteen_before_april_2011(book)
    _sixteen_in_spring_2011(book)


def _entering_around_fourteen(book: Family) -> None:
    """Weeks that end long before sixteen: eligible on the sixteenth birthday, and not at fourteen."""
    for born in ("2012-06-10", "2012-02-29"):
        for reading in READINGS if born.endswith("02-29") else READINGS[:1]:
            fourteen, sixteen = (birthday(on(born), age, leap_day=reading) for age in (14, 16))
            for start in (fourteen - ONE_DAY, fourteen, fourteen + ONE_DAY):
                thirteen = weeks(max(start, fourteen), 13)
                book.add(
                    f"Born {full(on(born))}, looked after {full(start)}: eligible at sixteen (fourteen on {reading})"
                    if born.endswith("02-29")
                    else f"Born {full(on(born))}, looked after {full(start)}: eligible at sixteen",
                    [looked_after(start)],
                    max(start, fourteen),
                    [
                        due("thirteen-weeks-since-fourteen", "T1-weeks", thirteen, "upcoming"),
                        due("eligible-child", "T1", sixteen, "upcoming"),
                    ],
                    [
                        f"Fourteen on {full(fourteen)}.",
                        thirteen,
                        f"Sixteen on {full(sixteen)}, which is later: not before.",
                    ],
                    born=born,
                    until=FAR_AHEAD,
                    settings={"leap_day_birthday": reading} if reading != READINGS[0] else None,
                    absent=[none("eligible-child", "T1", due=thirteen)],
                )
    born, sixteen = "2010-03-10", on("2026-03-10")
    thirteen, assessment = weeks(on("2024-03-10"), 13), months(sixteen, 3)
    for as_of, status in ((sixteen - ONE_DAY, "upcoming"), (sixteen, "due-today"), (sixteen + ONE_DAY, "met")):
        book.add(
            f"Looked after since 2020, sixteen on {full(sixteen)}: read on {full(as_of)}",
            [looked_after("2020-02-03")],
            as_of,
            [
                due("eligible-child", "T1", sixteen, status, done_on=sixteen if status == "met" else None),
                due("pathway-assessment", "T2", assessment, "upcoming"),
            ],
            ["Fourteen on Sun 10 Mar 2024.", thirteen, f"Sixteen on {full(sixteen)}, which is later. It comes by itself.", assessment],
            born=born,
            until=FAR_AHEAD,
            absent=[none("eligible-child", "T1", due=thirteen)],
        )


def _weeks_that_end_around_sixteen(book: Family) -> None:
    """The day before, the day and the day after: the later of the two days."""
    born = "2010-06-10"
    sixteen = birthday(on(born), 16)
    for last in (sixteen - ONE_DAY, sixteen, sixteen + ONE_DAY):
        start = weeks_before(last, 13).day
        thirteen, later = weeks(start, 13), max(last, sixteen)
        book.add(
            f"Looked after {full(start)}, thirteen weeks up on {full(last)}, sixteen on {full(sixteen)}",
            [looked_after(start)],
            start,
            [due("eligible-child", "T1", later, "upcoming")],
            [thirteen, f"Sixteen on {full(sixteen)}. The later of the two days: {full(later)}."],
            born=born,
            until=FAR_AHEAD,
        )


def _gone_before_sixteen(book: Family) -> None:
    """Care that ends before the sixteenth birthday makes no eligible child, however many weeks it lasted."""
    born, sixteen = "2010-03-10", on("2026-03-10")
    for ended in ("2025-06-02", "2026-03-09"):
        book.add(
            f"Looked after from 6 May 2024, ceased {full(on(ended))}: never an eligible child",
            [looked_after("2024-05-06"), ceased(ended)],
            "2026-04-01",
            [due("thirteen-weeks-since-fourteen", "T1-weeks", weeks(on("2024-05-06"), 13), "met")],
            [weeks(on("2024-05-06"), 13), f"Sixteen on {full(sixteen)}, after care had ended."],
            born=born,
            absent=[none("eligible-child", status="met"), none("eligible-child", status="upcoming"), none("pathway-assessment")],
        )


def _weeks_that_end_around_eighteen(book: Family) -> None:
    """Aged sixteen or seventeen: weeks that end on the eighteenth birthday, or after it, make no eligible child."""
    born = "2008-06-10"
    eighteen = birthday(on(born), 18)
    for last in (eighteen - ONE_DAY, eighteen, eighteen + ONE_DAY):
        start = weeks_before(last, 13).day
        thirteen = weeks(start, 13)
        seventeen = last < eighteen
        book.add(
            f"Looked after {full(start)}, thirteen weeks up on {full(last)}, eighteen on {full(eighteen)}",
            [looked_after(start)],
            start,
            [due("eligible-child", "T1", last, "upcoming")]
            if seventeen
            else [due("thirteen-weeks-since-fourteen", "T1-weeks", thirteen, "upcoming")],
            [thirteen, "Still seventeen." if seventeen else f"Eighteen on {full(eighteen)}: no longer sixteen or seventeen."],
            born=born,
            until=FAR_AHEAD,
            absent=None if seventeen else [none("eligible-child"), none("pathway-assessment")],
            rules=["T1", "T1-weeks"],
        )


def _recorded(book: Family) -> None:
    """Broken care: the authority records the day, and the pathway assessment counts from it."""
    recorded = on("2026-02-09")
    limit = months(recorded, 3)
    book.add(
        "Broken care: the day the child became eligible is recorded, and stands",
        [looked_after("2025-12-01"), event("became-eligible", recorded)],
        "2026-03-09",
        [due("pathway-assessment", "T2", limit, "upcoming")],
        ["Earlier time in care counts, so the authority records Mon 9 Feb 2026.", "Sixteen on Tue 20 Jan 2026.", limit],
        born="2010-01-20",
    )


def _fourteen_before_april_2011(book: Family) -> None:
    """The weeks count whenever they were: fourteen in 2010, sixteen under the Regulations of 2010."""
    born, sixteen = "1996-03-10", on("2012-03-10")
    thirteen, assessment = weeks(on("2010-03-10"), 13), months(sixteen, 3)
    book.add(
        "Fourteen in 2010, sixteen in 2012: the weeks were before April 2011 and count",
        [looked_after("2005-05-09")],
        "2012-03-12",
        [
            due("thirteen-weeks-since-fourteen", "T1-weeks", thirteen, "met"),
            due("eligible-child", "T1", sixteen, "met", done_on=sixteen),
            due("pathway-assessment", "T2", assessment, "upcoming"),
        ],
        ["Fourteen on Wed 10 Mar 2010.", thirteen, f"Sixteen on {full(sixteen)}.", assessment],
        born=born,
    )


def _sixteen_in_spring_2011(book: Family) -> None:
    """Eligible the day before 1 April 2011, on it and after it: under the Regulations of 2001, or those of 2010."""
    for text in ("2011-03-31", "2011-04-01", "2011-04-02"):
        sixteen = on(text)
        rule, other = ("T1", "T1-2001") if text > "2011-03-31" else ("T1-2001", "T1")
        born = f"1995{text[4:]}"
        thirteen = weeks(on("2009-11-09"), 13)
        book.add(
            f"Sixteen on {full(sixteen)}, looked after since November 2009: an eligible child",
            [looked_after("2009-11-09")],
            days_before(sixteen, 1),
            [due("eligible-child", rule, sixteen, "upcoming")],
            [thirteen, f"Sixteen on {full(sixteen)}, which is later."],
            born=born,
            until=FAR_AHEAD,
            absent=[none("eligible-child", other)],
        )
