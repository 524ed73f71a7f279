"""Visits: regulation 28, and what each of its intervals excepts or ends with; assessments under regulation 19."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, full, months, on, weeks
from .happened import done, event, fact, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .casebook import Entry, Family
    from .counting import Counted

TWO_TEXTS = (("", 2026), ("-2020", 2020))


def visits(book: Family) -> None:
    """Of each text: 2026, and the time of SI 2020/445."""
    for suffix, year in TWO_TEXTS:
        _parents(book, suffix, year)
        _temporary_approval(book, suffix, year)
        _orders(book, suffix, year)
        _arrangements(book, suffix, year)
        _short_breaks(book, suffix, year)
    _adoptive(book)
    for suffix, year in (*TWO_TEXTS, ("-2011", 2014)):
        _reliefs_that_end(book, suffix, year)


def _lapses(
    book: Family, title: str, events: list[Entry], rule: str, task: str, day: Counted, instead: Sequence[Entry], worked: list[str | Counted]
) -> None:
    """A limit that is no more: the case is asked on the day of the last event."""
    absent = [none(task, rule, due=day)]
    book.add(title, events, events[-1]["on"], list(instead), [day, *worked], absent=absent, rules=[rule])


def _with_parent(year: int, *, status: str = "care-order") -> list[Entry]:
    """In care since February, with a parent from Mon 1 June."""
    return [looked_after(f"{year}-02-03", status=status), held(f"{year}-02-25"), moved(f"{year}-06-01", "parent")]


def _parents(book: Family, suffix: str, year: int) -> None:
    """Reg 15(1): chapter 1 applies to a child in the care of the authority, and no longer than that."""
    placed, changed = on(f"{year}-06-01"), on(f"{year}-06-08")
    ten = ENGLAND.after(placed, 10)
    ended = [*_with_parent(year), status_changed(changed, "section-20")]
    for rule, task in (("W1a", "parent-assessment"), ("W1b", "parent-placement-review")):
        title = f"With a parent since {full(placed)}, no longer in the care of the authority on {full(changed)}: {task}"
        _lapses(book, title, ended, f"{rule}{suffix}", task, ten, [], ["Regulation 19 is for a child in the care of the authority."])
    assessed = on(f"{year}-06-04")
    limit = ENGLAND.after(assessed, 10)
    told = [done("parent-assessment", assessed), status_changed(changed, "section-20")]
    _lapses(
        book,
        f"Parent assessed on {full(assessed)}, no longer in the care of the authority on {full(changed)}",
        [*_with_parent(year), *told],
        f"W2{suffix}",
        "parent-placement-decision",
        limit,
        [],
        ["Regulation 19 is for a child in the care of the authority."],
    )
    book.add(
        f"Parent assessed on {full(assessed)} while the child is in foster care",
        [looked_after(f"{year}-02-03", status="care-order"), held(f"{year}-02-25"), done("parent-assessment", assessed)],
        assessed,
        [],
        "The decision of regulation 19(c) is about a child who lives with the parent already.",
        absent=[none("parent-placement-decision", f"W2{suffix}")],
        rules=[f"W2{suffix}"],
    )
    if suffix:
        book.add(
            f"Accommodated under section 20, to be placed with a parent on {full(placed)}",
            [looked_after("2020-02-03"), held("2020-02-25"), event("placement-with-parent-planned", placed)],
            placed,
            [],
            "Regulations 17 and 18 are for a child in the care of the authority.",
            absent=[none("parent-placement-decision-before", "W3-2020")],
            rules=["W3-2020"],
        )
    visited = on(f"{year}-06-04")
    six = weeks(visited, 6)
    end = [done("visit", visited), status_changed(changed, "section-20")]
    for rule, n in (("V6a", 1), ("V6b", 6)):
        _lapses(
            book,
            f"With a parent not yet assessed, visited {full(visited)}, no longer in the care of the authority on {full(changed)}: {rule}",
            [*_with_parent(year), *end],
            f"{rule}{suffix}",
            "visit",
            weeks(visited, n),
            [due("visit", f"V2{suffix}", six, "upcoming")],
            ["Regulation 28(3) is for a child in the care of the authority; 28(2)(b) is left."],
        )


def _temporary_approval(book: Family, suffix: str, year: int) -> None:
    """Reg 28(4): while the approval is temporary, and counted from a visit at which it was."""
    placed, visited, changed = f"{year}-06-01", on(f"{year}-06-04"), on(f"{year}-06-08")
    six = weeks(visited, 6)
    care = [looked_after(f"{year}-02-03"), held(f"{year}-02-25"), moved(placed, "connected-person")]
    ended = [*care, fact("temporary-approval", placed), done("visit", visited), fact("temporary-approval", changed, value=False)]
    begun = [*care, done("visit", visited), fact("temporary-approval", changed)]
    for rule, n in (("V7a", 1), ("V7b", 4)):
        for title, events, why in (
            (
                f"Temporary approval ended on {full(changed)}, visited {full(visited)}: {rule}",
                ended,
                "The approval is temporary no longer.",
            ),
            (
                f"Temporary approval given on {full(changed)}, visited {full(visited)}: {rule}",
                begun,
                "At that visit no approval was temporary; what is counted from the next one is.",
            ),
        ):
            instead = [due("visit", f"V2{suffix}", six, "upcoming")]
            _lapses(book, title, events, f"{rule}{suffix}", "visit", weeks(visited, n), instead, [why])


def _orders(book: Family, suffix: str, year: int) -> None:
    """Reg 28(4)(b), (5): a child with a parent under an order, as long as the order is that one."""
    ordered, visited, changed = on(f"{year}-06-09"), on(f"{year}-06-11"), on(f"{year}-06-12")
    assessed = fact("parent-assessment-completed", f"{year}-06-01")
    care = [*_with_parent(year, status="section-20"), assessed]
    interim, full_order = status_changed(ordered, "interim-care-order"), status_changed(ordered, "care-order")
    first = weeks(ordered, 1)
    _lapses(
        book,
        f"Interim care order on {full(ordered)}, with a parent, reviewed on {full(visited)}: first visit",
        [*care, interim, held(visited)],
        f"V7c{suffix}",
        "visit",
        first,
        [],
        ["Weekly only until the first review."],
    )
    to_full = status_changed(changed, "care-order")
    next_one = weeks(changed, 1)
    _lapses(
        book,
        f"Interim care order on {full(ordered)}, with a parent, care order on {full(changed)}: first visit",
        [*care, interim, to_full],
        f"V7c{suffix}",
        "visit",
        first,
        [],
        ["The order is no longer an interim one."],
    )
    _lapses(
        book,
        f"Interim care order, with a parent, visited {full(visited)}, care order on {full(changed)}",
        [*care, interim, done("visit", visited), to_full],
        f"V7d{suffix}",
        "visit",
        weeks(visited, 1),
        [due("visit", f"V8a{suffix}", next_one, "upcoming")],
        [next_one, "Within a week of the care order."],
    )
    six = weeks(visited, 6)
    ended = status_changed(changed, "section-20")
    _lapses(
        book,
        f"Care order on {full(ordered)}, with a parent, discharged on {full(changed)}: first visit",
        [*care, full_order, ended],
        f"V8a{suffix}",
        "visit",
        first,
        [],
        ["There is a care order no longer."],
    )
    _lapses(
        book,
        f"Care order, with a parent, visited {full(visited)}, discharged on {full(changed)}",
        [*care, full_order, done("visit", visited), ended],
        f"V8b{suffix}",
        "visit",
        six,
        [due("visit", f"V2{suffix}", six, "upcoming")],
        ["There is a care order no longer; regulation 28(2)(b) is left."],
    )
    _lapses(
        book,
        f"Care order on {full(ordered)} for a child in foster care",
        [looked_after(f"{year}-02-03"), held(f"{year}-02-25"), done("visit", f"{year}-06-04"), full_order],
        f"V8a{suffix}",
        "visit",
        first,
        [due("visit", f"V2{suffix}", weeks(on(f"{year}-06-04"), 6), "upcoming")],
        ["Regulation 28(5) is for a child who lives with a parent."],
    )


def _arrangements(book: Family, suffix: str, year: int) -> None:
    """Reg 28(6): a child in the care of the authority, for whose arrangements another person is responsible."""
    began, changed, visited = on(f"{year}-06-09"), on(f"{year}-06-11"), on(f"{year}-06-10")
    week, six = weeks(began, 1), weeks(visited, 6)
    care = [looked_after(f"{year}-02-03", status="interim-care-order"), held(f"{year}-02-25"), done("visit", f"{year}-06-04")]
    accommodated = [looked_after(f"{year}-02-03"), held(f"{year}-02-25"), done("visit", f"{year}-06-04")]
    later = [due("visit", f"V2{suffix}", weeks(on(f"{year}-06-04"), 6), "upcoming")]
    for title, events in (
        ("in care until", [*care, event("arrangements-changed", began), status_changed(changed, "section-20")]),
        ("in care only from", [*accommodated, event("arrangements-changed", began), status_changed(changed, "interim-care-order")]),
    ):
        why = "Regulation 28(6) is for a child in the care of the authority, when the arrangements change and a week later."
        _lapses(
            book, f"Arrangements changed on {full(began)}, {title} {full(changed)}", events, f"V9a{suffix}", "visit", week, later, [why]
        )
    told = [fact("arrangements-by-others", began), done("visit", visited), status_changed(changed, "section-20")]
    _lapses(
        book,
        f"Arrangements run by others, visited {full(visited)}, in care until {full(changed)}",
        [*care, *told],
        f"V9b{suffix}",
        "visit",
        six,
        [due("visit", f"V2{suffix}", six, "upcoming")],
        ["Regulation 28(6) is for a child in the care of the authority; 28(2)(b) is left."],
    )


def _short_breaks(book: Family, suffix: str, year: int) -> None:
    """Reg 48(2): visits of short breaks have intervals of their own, and children placed for adoption theirs."""
    since, visited = f"{year - 2}-06-04", on(f"{year}-06-04")
    six = months(visited, 6)
    fewer = [fact("long-term-foster-placement", since), fact("child-agrees-to-fewer-visits", since)]
    told = [*fewer, held(f"{year - 2}-07-02"), done("visit", visited)]
    _lapses(
        book,
        f"Short breaks with long-term foster carers, fewer visits agreed, since {full(on(since))}, visited {full(visited)}",
        [looked_after(since, status="short-break"), *told],
        f"V5{suffix}",
        "visit",
        six,
        [due("visit", f"S3b{suffix}", six, "upcoming")],
        ["Regulation 28(2)(c) is replaced for short breaks."],
    )
    placed = on(f"{year}-06-01")
    three, week = months(placed, 3), weeks(placed, 1)
    care = [looked_after(f"{year}-02-03", status="short-break"), held(f"{year}-04-01"), event("placed-for-adoption", placed)]
    _lapses(
        book,
        f"Short breaks, placed for adoption on {full(placed)}: first visit",
        care,
        f"S3a{suffix}",
        "visit",
        three,
        [due("visit", f"A6a{suffix}", week, "upcoming")],
        [week, "Visits to a child placed for adoption are those of the adoption regulations."],
    )
    first = on(f"{year}-06-04")
    _lapses(
        book,
        f"Short breaks, placed for adoption on {full(placed)}, visited {full(first)}",
        [*care, done("visit", first)],
        f"S3b{suffix}",
        "visit",
        months(first, 6),
        [due("visit", f"A6b{suffix}", weeks(first, 1), "upcoming")],
        [weeks(first, 1), "Visits to a child placed for adoption are those of the adoption regulations."],
    )


def _adoptive(book: Family) -> None:
    """AAR 2005 reg 36(4)(b): weekly until the first review; and reg 28(2)(c) as it stood to March 2015."""
    visited, reviewed = on("2020-06-04"), on("2020-06-09")
    care = [looked_after("2019-02-04", status="placement-order"), held("2019-02-25"), held("2019-05-20"), held("2019-11-18")]
    _lapses(
        book,
        f"Placed for adoption on Mon 1 Jun 2020, visited {full(visited)}, reviewed {full(reviewed)}",
        [*care, event("placed-for-adoption", "2020-06-01"), done("visit", visited), held(reviewed)],
        "A6b-2020",
        "visit",
        weeks(visited, 1),
        [],
        ["Weekly only until the first review; what follows was decided there."],
    )
    visited = on("2014-06-04")
    three = months(visited, 3)
    _lapses(
        book,
        f"Short breaks to last to 18, visited {full(visited)}",
        [looked_after("2012-06-04", status="short-break"), fact("placement-to-last-to-18", "2012-06-04"), done("visit", visited)],
        "V3-2011",
        "visit",
        three,
        [due("visit", "S3b", months(visited, 6), "upcoming")],
        [months(visited, 6), "Regulation 28(2)(c) is replaced for short breaks."],
    )


def _reliefs_that_end(book: Family, suffix: str, year: int) -> None:
    """Reg 28(2)(c): what lets visits be further apart has to be so still on the day on which the next would be due."""
    since, visited, ended = f"{year - 2}-06-03", on(f"{year}-06-04"), on(f"{year}-06-15")
    six, three = weeks(visited, 6), months(visited, 3)
    care = [looked_after(since), fact("placement-to-last-to-18", since)]
    book.add(
        f"Meant to last to 18 until {full(ended)}, visited {full(visited)}",
        [*care, done("visit", visited), fact("placement-to-last-to-18", ended, value=False)],
        ended,
        [due("visit", f"V4{suffix}", six, "upcoming")],
        [six, "The placement is not meant to last to 18 any more, so three months are not allowed."],
        rules=[f"V4{suffix}"],
    )
    if suffix == "-2011":
        return  # long-term foster placements came with the text of April 2015
    fewer = [fact("long-term-foster-placement", since), fact("child-agrees-to-fewer-visits", since)]
    told = [*fewer, done("visit", visited), fact("child-agrees-to-fewer-visits", ended, value=False)]
    book.add(
        f"Long-term foster placement, the child agrees to fewer visits until {full(ended)}, visited {full(visited)}",
        [*care, *told],
        ended,
        [due("visit", f"V3{suffix}", three, "upcoming")],
        [three, "The child agrees no longer, so six months are not allowed; three are, as the placement is meant to last to 18."],
        rules=[f"V3{suffix}"],
    )
