"""Health, leaving care, remand, adoption, education and later additions, around the day each began."""

from __future__ import annotations

from .casebook import Family, due, none
from .counting import ENGLAND, full, months, on, weeks
from .edges import APRIL_2011, FIRST, IN_CARE, LAST_1991, edge
from .happened import done, event, fact, held, looked_after, moved


def health_2011(book: Family) -> None:
    """A health assessment on each day: the next."""
    for name, born, rule, count in (("aged three", "2008-02-01", "H3", 6), ("aged ten", "2001-02-01", "H4", 12)):
        for text in APRIL_2011:
            limit = months(on(text), count)
            edge(
                book,
                f"Health assessment {full(on(text))}, {name}",
                [IN_CARE, FIRST, done("health-assessment", text)],
                text,
                [due("health-assessment", rule, limit, "upcoming")],
                [limit],
                in_force=text > LAST_1991,
                not_yet="Regulation 7 begins the next day.",
                born=born,
            )


def leaving_care_2011(book: Family) -> None:
    """Birthdays and pathway plans."""
    for text in APRIL_2011:
        limit, review = months(on(text), 3), months(on(text), 6)
        new = text > LAST_1991
        book.withdrawn()  # thirteen weeks after fourteen, without the sixteenth birthday
        edge(
            book,
            f"Sixteen on {full(on(text))}, eligible before",
            [looked_after("2009-11-09"), event("became-eligible", "2010-03-01")],
            text,
            [due("pathway-assessment", "T2", limit, "upcoming")],
            [limit],
            in_force=new,
            not_yet="Regulation 42 begins the next day.",
            born=f"1995{text[4:]}",
        )
        edge(
            book,
            f"Pathway assessment done and plan reviewed {full(on(text))}",
            [
                looked_after("2009-11-09"),
                event("became-eligible", "2010-03-01"),
                done("pathway-assessment", text),
                done("pathway-plan-review", text),
            ],
            text,
            [due("pathway-plan", "T3", None, "advisory"), due("pathway-plan-review", "T4", review, "upcoming")],
            ["The plan as soon as possible: no number.", review],
            in_force=new,
            not_yet="Neither limit was in force yet.",
            born="1994-06-01",
        )


def remand(book: Family) -> None:
    """Part 8A, from 19 April 2013."""
    for text in ("2013-04-18", "2013-04-19", "2013-04-20"):
        day, new = on(text), text > "2013-04-18"
        five, ten, twenty, week = *(ENGLAND.after(day, n) for n in (5, 10, 20)), weeks(day, 1)
        edge(
            book,
            f"Remanded to foster care {full(day)}",
            [looked_after(text, status="remand")],
            text,
            [due("care-plan", "D1", five, "upcoming")],
            [five],
            in_force=new,
            instead=[due("care-plan", "P1-2011", ten, "upcoming", aim=day)],
            not_yet=[ten, "Part 8A begins the next day."],
            gone=[none("care-plan", "P1-2011"), none("care-plan", "P1")],
        )
        edge(
            book,
            f"Remanded to youth detention {full(day)}",
            [looked_after(text, placement="youth-detention", status="remand")],
            text,
            [
                due("detention-placement-plan", "D2", ten, "upcoming"),
                due("visit", "D3", week, "upcoming"),
                due("review", "D4", twenty, "upcoming", review=1),
            ],
            [ten, week, twenty],
            in_force=new,
            instead=[due("review", "R1", twenty, "upcoming", review=1), due("care-plan", "P1-2011", ten, "upcoming")],
            not_yet=[twenty, ten, "Part 8A begins the next day."],
            gone=[none("care-plan")],
        )


def later_additions(book: Family) -> None:
    """Regulation 25A (2013) and notice to the area authority (2014)."""
    for text in ("2013-06-30", "2013-07-01", "2013-07-02"):
        edge(
            book,
            f"Prospective adopter temporarily approved as carer {full(on(text))}",
            [looked_after("2013-03-04"), event("adopter-temporarily-approved", text)],
            text,
            [due("adopter-approval-end", "F5", None, "advisory")],
            "It ends on listed events: no number.",
            in_force=text > "2013-06-30",
            not_yet="Regulation 25A begins the next day.",
        )
    for text in ("2014-01-26", "2014-01-27", "2014-01-28"):
        five, day = ENGLAND.after(on(text), 5), on(text)
        for emergency in (True, False):
            limit = (
                due("area-authority-notice", "P5b", five, "upcoming")
                if emergency
                else due("area-authority-notice", "P5a", day, "due-today")
            )
            edge(
                book,
                f"Placed outside the area {full(day)}, {'in an emergency' if emergency else 'as planned'}",
                [looked_after("2013-10-07"), moved(text, emergency=emergency), fact("out-of-area-placement", text)],
                text,
                [limit],
                [five] if emergency else f"By the day of the placement, {full(day)}.",
                in_force=text > "2014-01-26",
                not_yet="Paragraph (4) of regulation 13 begins the next day.",
            )
    book.withdrawn(3)  # the health guidance, taken from 1 March 2015


DECEMBER_2005 = ["2005-12-29", "2005-12-30", "2005-12-31"]
REVIEWED = [looked_after("2005-06-06", status="care-order"), held("2005-07-01"), held("2005-09-28")]


def authorised(book: Family) -> None:
    """Authority to place for adoption: the Adoption Agencies Regulations 2005, and what was added in 2011."""
    for text in DECEMBER_2005:
        new = text > DECEMBER_2005[0]
        limit, ordinary, six = months(on(text), 3), months(on("2005-09-28"), 6), months(on(text), 6)
        edge(
            book,
            f"Authority to place for adoption {full(on(text))}",
            [*REVIEWED, event("authorised-for-adoption", text)],
            text,
            [due("review", "A1", limit, review=3)],
            [limit],
            in_force=new,
            instead=[due("review", "R3-1991", ordinary, "upcoming", review=3)],
            not_yet=[ordinary, "Only the ordinary review."],
        )
        edge(
            book,
            f"Authorised before, not placed, reviewed {full(on(text))}",
            [*REVIEWED, event("authorised-for-adoption", "2005-12-05"), held(text)],
            text,
            [due("review", "A2", six, "upcoming", review=4)],
            [six],
            in_force=new,
            instead=[due("review", "R3-1991", six, "upcoming", review=4)],
            not_yet=[six, "Only the ordinary review."],
        )
    for text in APRIL_2011:
        edge(
            book,
            f"Authority to place for adoption {full(on(text))}: both kinds of review",
            [IN_CARE, FIRST, event("authorised-for-adoption", text)],
            text,
            [due("adoption-review-overlap", "A7", None, "advisory")],
            "Both run until the child is placed: no date.",
            in_force=text > LAST_1991,
            not_yet="The 2010 Regulations begin the next day.",
        )


def placed_for_adoption(book: Family) -> None:
    """A placement for adoption, its visits and its reviews."""
    placed = [*REVIEWED, event("placed-for-adoption", "2005-12-12")]
    for text in DECEMBER_2005:
        new, day = text > DECEMBER_2005[0], on(text)
        four, week, three, six = weeks(day, 4), weeks(day, 1), months(day, 3), months(day, 6)
        edge(
            book,
            f"Placed for adoption {full(day)}",
            [*REVIEWED, event("placed-for-adoption", text)],
            text,
            [due("review", "A3", four, "upcoming", review=3), due("visit", "A6a", week, "upcoming")],
            [four, week],
            in_force=new,
            not_yet="The Regulations begin the next day.",
            gone=[none("review", "R3-1991", review=3)],
        )
        edge(
            book,
            f"Placed for adoption, visited {full(day)}, not yet reviewed",
            [*placed, done("visit", text)],
            text,
            [due("visit", "A6b", week, "upcoming", basis="actual")],
            [week],
            in_force=new,
            not_yet="The Regulations begin the next day.",
        )
        edge(
            book,
            f"Placed for adoption, first review {full(day)}",
            [*placed, held(text)],
            text,
            [due("review", "A4", three, "upcoming", review=4), due("adoption-visit-interval", "A6c", None, "advisory", review=3)],
            [three, "Visits as the review decides: no number."],
            in_force=new,
            not_yet="The Regulations begin the next day.",
        )
        edge(
            book,
            f"Placed for adoption, second review {full(day)}",
            [*placed, held("2005-12-20"), held(text)],
            text,
            [due("review", "A5", six, "upcoming", review=5)],
            [six],
            in_force=new,
            not_yet="The Regulations begin the next day.",
        )
