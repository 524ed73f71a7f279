"""What a rule excepts, asks for or ends with: for each, a child with whom it makes the difference.

A rule is only read whole if somebody meets its exception. Each case here is one whose answer would be another if that key of
the rule were not there: the regulations or the document say for whom the limit is not, and until when.
"""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none
from .counting import ENGLAND, days, full, months, on, weeks
from .exceptions_again import before_the_placement, came_back, moves_that_end_nothing, not_registered
from .exceptions_leaving import first_days, leaving_care, secure, too_many_short_breaks, weeks_of_short_breaks
from .exceptions_local import local_reviews, local_visits
from .exceptions_plans import education_and_health, notices, plans
from .exceptions_visits import visits
from .happened import event, held, looked_after, moved

TWO_TEXTS = (("", 2026), ("-2020", 2020))
"""1 June is a Monday in both years; in 2020 it lies in the time of SI 2020/445."""


def family() -> Family:
    """Exceptions, and what a limit ends with."""
    book = Family(
        "exceptions", "exception", "What a rule excepts, asks for or ends with: of each, a child with whom it makes the difference."
    )
    book.added = LOOKED_UP_AGAIN
    _placed_for_adoption_before_2011(book)
    _short_breaks(book)
    _adoptive_placements(book)
    _returned(book)
    visits(book)
    plans(book)
    notices(book)
    education_and_health(book)
    leaving_care(book)
    secure(book)
    first_days(book)
    local_reviews(book)
    local_visits(book)
    weeks_of_short_breaks(book)
    too_many_short_breaks(book)
    came_back(book)
    moves_that_end_nothing(book)
    before_the_placement(book)
    not_registered(book)
    return book


def _placed_for_adoption_before_2011(book: Family) -> None:
    """AAR 2005 reg 36 from 30 December 2005: placed for adoption, the reviews of the 1991 Regulations give way to its own."""
    placed = on("2006-01-10")
    own, before = weeks(placed, 4), weeks(on("2006-01-03"), 4)
    book.add(
        f"Looked after Tue 3 Jan 2006, placed for adoption on {full(placed)}",
        [looked_after("2006-01-03", status="interim-care-order"), event("placed-for-adoption", placed)],
        placed,
        [due("review", "A3", own, "upcoming")],
        [own, f"The four weeks of the 1991 Regulations, {full(before.day)}, fall in the adoptive placement."],
        absent=[none("review", "R1-1991")],
        rules=["R1-1991", "A3"],
    )
    placed = on("2006-02-07")
    own, before = weeks(placed, 4), months(on("2006-01-24"), 3)
    book.add(
        f"First review on Tue 24 Jan 2006, placed for adoption on {full(placed)}",
        [looked_after("2006-01-03", status="interim-care-order"), held("2006-01-24"), event("placed-for-adoption", placed)],
        placed,
        [due("review", "A3", own, "upcoming")],
        [own, f"The three months of the 1991 Regulations, {full(before.day)}, fall in the adoptive placement."],
        absent=[none("review", "R2-1991")],
        rules=["R2-1991", "A3"],
    )


def _short_breaks(book: Family) -> None:
    """Reg 48(2): short breaks have intervals of their own; before April 2011 no row is taken for them."""
    reviews = [held("2009-03-02"), held("2009-06-01")]
    book.add(
        "Short breaks since Mon 2 Feb 2009, reviewed twice",
        [looked_after("2009-02-02", status="short-break"), *reviews],
        reviews[1]["on"],
        [],
        "The intervals of the 1991 Regulations are for children who are not on short breaks; no other was read.",
        absent=[none("review", "R3-1991")],
        rules=["R3-1991"],
    )
    second = on("2020-05-04")
    six = months(second, 6)
    book.add(
        f"Short breaks since Mon 2 Dec 2019, second review on {full(second)}",
        [looked_after("2019-12-02", status="short-break"), held("2020-02-03"), held(second)],
        second,
        [due("review", "S2-2020", six, "upcoming")],
        [six],
        absent=[none("review", "R3-2020")],
        rules=["R3-2020", "S2-2020"],
    )
    for suffix, year in TWO_TEXTS:
        start, placed = on(f"{year}-05-04"), on(f"{year}-06-01")
        own, before = weeks(placed, 4), months(start, 3)
        book.add(
            f"Short breaks since {full(start)}, placed for adoption on {full(placed)}",
            [looked_after(start, status="short-break"), event("placed-for-adoption", placed)],
            placed,
            [due("review", f"A3{suffix}", own, "upcoming")],
            [own, f"The three months of short breaks, {full(before.day)}, fall in the adoptive placement."],
            absent=[none("review", f"S1{suffix}")],
            rules=[f"S1{suffix}", f"A3{suffix}"],
        )
        reviewed = on(f"{year}-05-18")
        six = months(reviewed, 6)
        book.add(
            f"Short breaks since {full(start)}, reviewed on {full(reviewed)}, placed for adoption on {full(placed)}",
            [looked_after(start, status="short-break"), held(reviewed), event("placed-for-adoption", placed)],
            placed,
            [due("review", f"A3{suffix}", own, "upcoming")],
            [own, f"The six months of short breaks, {full(six.day)}, fall in the adoptive placement."],
            absent=[none("review", f"S2{suffix}")],
            rules=[f"S2{suffix}", f"A3{suffix}"],
        )
    start, placed = on("2026-01-05"), on("2026-01-12")
    own, twenty = weeks(placed, 4), ENGLAND.after(start, 20)
    book.add(
        f"Remanded to youth detention on {full(start)}, placed for adoption on {full(placed)}",
        [looked_after(start, placement="youth-detention", status="remand"), event("placed-for-adoption", placed)],
        placed,
        [due("review", "A3", own, "upcoming")],
        [own, f"Twenty working days after the remand, {full(twenty.day)}, fall in the adoptive placement."],
        absent=[none("review", "D4")],
        rules=["D4", "A3"],
    )


def _adoptive_placements(book: Family) -> None:
    """AAR 2005 reg 36(3), (4): the intervals count from each placement for adoption, and hold as long as it lasts."""
    for suffix, year in TWO_TEXTS:
        care = [looked_after(f"{year - 1}-06-03", status="placement-order"), held(f"{year - 1}-06-24"), held(f"{year - 1}-09-16")]
        care.append(held(f"{year}-03-02"))
        first, second = on(f"{year}-06-01"), on(f"{year}-06-15")
        one, two = weeks(first, 4), weeks(second, 4)
        book.add(
            f"Placed for adoption on {full(first)}, and with other adopters on {full(second)}",
            [*care, event("placed-for-adoption", first), event("placed-for-adoption", second)],
            second,
            [due("review", f"A3{suffix}", two, "upcoming")],
            [two, "The second placement begins the count anew."],
            absent=[none("review", f"A3{suffix}", due=one)],
            rules=[f"A3{suffix}"],
        )
        moved_on = on(f"{year}-05-25")
        book.add(
            f"Moved between foster carers on {full(moved_on)}, placed for adoption on {full(second)}",
            [*care, moved(moved_on), event("placed-for-adoption", second)],
            second,
            [due("review", f"A3{suffix}", two, "upcoming")],
            [two, "Four weeks count from a placement for adoption, and from no other."],
            absent=[none("review", f"A3{suffix}", due=weeks(moved_on, 4))],
            rules=[f"A3{suffix}"],
        )
        back, forty_two = on(f"{year}-06-15"), days(on(f"{year}-06-15"), 42)
        book.add(
            f"Placed for adoption on {full(first)}, back in foster care on {full(back)}",
            [*care, event("placed-for-adoption", first), moved(back)],
            back,
            [due("review", "A9b", forty_two, "upcoming")],
            [forty_two, f"Four weeks after the placement, {full(one.day)}, the child is no longer placed for adoption."],
            absent=[none("review", f"A3{suffix}")],
            rules=[f"A3{suffix}", "A9b"],
        )
        reviewed = on(f"{year}-06-08")
        three, six = months(reviewed, 3), months(reviewed, 6)
        placed = [*care, event("placed-for-adoption", f"{year}-05-18"), held(reviewed), moved(back)]
        book.add(
            f"First review of the adoptive placement on {full(reviewed)}, back in foster care on {full(back)}",
            placed,
            back,
            [due("review", "A9b", forty_two, "upcoming")],
            [forty_two, f"On {full(three.day)} the child is no longer placed for adoption."],
            absent=[none("review", f"A4{suffix}", due=three)],
            rules=[f"A4{suffix}", "A9b"],
        )
        placed = [*care, event("placed-for-adoption", f"{year}-04-27"), held(f"{year}-05-20"), held(reviewed), moved(back)]
        book.add(
            f"Second review of the adoptive placement on {full(reviewed)}, back in foster care on {full(back)}",
            placed,
            back,
            [due("review", "A9b", forty_two, "upcoming")],
            [forty_two, f"On {full(six.day)} the child is no longer placed for adoption."],
            absent=[none("review", f"A5{suffix}", due=six)],
            rules=[f"A5{suffix}", "A9b"],
        )


def _returned(book: Family) -> None:
    """AAR 2005 reg 36(10): a review between 28 and 42 days after the child is returned; what is held before does not count."""
    care = [looked_after("2025-01-06", status="placement-order"), held("2025-01-27"), held("2025-04-22"), held("2025-10-16")]
    back = on("2026-03-16")
    opens, last = days(back, 28), days(back, 42)
    ends = {
        "A9": [event("returned-from-adoptive-placement", back)],
        "A9b": [moved(back)],
    }
    early = on("2026-03-30")
    for rule, events in ends.items():
        book.add(
            f"Back from adopters on {full(back)}, reviewed on {full(early)} ({events[0]['event']})",
            [*care, event("placed-for-adoption", "2026-02-02"), held("2026-02-24"), *events, held(early)],
            early,
            [due("review", rule, last, "upcoming", opens=opens)],
            [opens, last, "A review before the first of the two does not count."],
            rules=[rule],
        )
    for text, in_force in (("2005-12-29", False), ("2005-12-30", True)):
        back = on(text)
        last = days(back, 42)
        book.add(
            f"Back from adopters on {full(back)}",
            [
                looked_after("2005-03-01", placement="adoptive", status="care-order"),
                held("2005-03-22"),
                held("2005-06-14"),
                held("2005-12-06"),
                event("returned-from-adoptive-placement", back),
            ],
            back,
            [due("review", "A9", last, "upcoming")] if in_force else [],
            [last] if in_force else "The Regulations are in force from 30 December 2005.",
            absent=None if in_force else [none("review", "A9"), none("review", "A9b")],
            rules=["A9", "A9b"],
        )
