"""Rules that begin and end, for cases that were wrong or missing: children in the care of the authority, later guidance.

Regulations 15 to 20, and 28(3) and (6), are only of a child in the care of the authority (regulation 15(1), and the opening
words of 28(6)). The health guidance is of 17 March 2015; the education guidance of July 2014 and of February 2018.
"""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none
from .counting import ENGLAND, days_before, full, on, weeks
from .edges import APRIL_2011, FIRST, LAST_1991, edge
from .happened import done, event, held, looked_after, moved

IN_THE_CARE_OF = looked_after("2010-11-08", status="care-order")
FIVE = "2012-05-02"
"""A date of birth: five, and so of an age for a personal education plan, in 2017 and 2018."""


def looked_up_again(book: Family) -> None:
    """All of them."""
    book.added = LOOKED_UP_AGAIN
    _planned_2011(book)
    _with_a_parent_2011(book)
    _visits_2011(book)
    _health_2015(book)
    _education(book)


def _planned_2011(book: Family) -> None:
    planned = [
        ("care-plan-change-proposed", "review-before-plan-change", "R5"),
        ("key-stage-4-move-planned", "key-stage-4-move-approval", "P8"),
        ("other-arrangements-planned", "review-before-other-arrangements", "R10"),
        ("placement-ending-planned", "review-before-placement-ends", "R8"),
        ("placement-with-parent-planned", "review-before-placing-with-parent", "R9"),
        ("placement-with-parent-planned", "parent-placement-decision-before", "W3"),
        ("accommodation-ending-planned", "review-before-accommodation-ends", "R12"),
        ("release-planned", "review-before-release", "R13"),
        ("temporary-approval-extended", "approval-extension-approved", "F6"),
    ]
    for text in APRIL_2011:
        edge(
            book,
            f"Changes planned for {full(on(text))}, under a care order: a review or an approval by then",
            [IN_THE_CARE_OF, FIRST, *(event(kind, text) for kind in dict.fromkeys(kind for kind, _, _ in planned))],
            text,
            [due(task, rule, text, "due-today") for _, task, rule in planned],
            f"No number is given: by the day it is planned for, {full(on(text))}.",
            in_force=text > LAST_1991,
            not_yet="Before 1 April 2011 there was no such limit.",
        )


def _with_a_parent_2011(book: Family) -> None:
    for text in APRIL_2011:
        day = on(text)
        ten, five, week = ENGLAND.after(day, 10), ENGLAND.after(day, 5), weeks(day, 1)
        edge(
            book,
            f"Under a care order, moved to a parent {full(day)}: notices, plan, assessment, review and visit",
            [IN_THE_CARE_OF, FIRST, moved(text, "parent")],
            text,
            [
                due("placement-end-notice", "P7", ten, "upcoming"),
                due("parent-assessment", "W1a", ten, "upcoming"),
                due("parent-placement-review", "W1b", ten, "upcoming"),
                due("placement-plan", "P3", five, "upcoming"),
                due("placement-notice", "P4a", day, "due-today"),
                due("visit", "V1", week, "upcoming"),
            ],
            [ten, five, "Notice by the day of the placement.", week],
            in_force=text > LAST_1991,
            not_yet="None of these limits was in force yet.",
        )
        edge(
            book,
            f"Under a care order, assessment of the parent completed {full(day)}: the decision",
            [IN_THE_CARE_OF, FIRST, moved("2011-03-21", "parent"), done("parent-assessment", text)],
            text,
            [due("parent-placement-decision", "W2", ten, "upcoming")],
            [ten],
            in_force=text > LAST_1991,
            not_yet="Regulation 19 begins the next day.",
        )


def _visits_2011(book: Family) -> None:
    settled = [looked_after("2010-11-08", placement="parent", status="care-order"), FIRST]
    lives = [
        ("with a parent before the assessment, reviewed", settled, "V6b", 6),
        ("with a parent before the assessment, not yet reviewed", [IN_THE_CARE_OF, FIRST, moved("2011-03-21", "parent")], "V6a", 1),
    ]
    for name, events, rule, count in lives:
        for text in APRIL_2011:
            limit = weeks(on(text), count)
            edge(
                book,
                f"Under a care order, visited {full(on(text))}: {name}",
                [*events, done("visit", text)],
                text,
                [due("visit", rule, limit, "upcoming", basis="actual")],
                [limit],
                in_force=text > LAST_1991,
                not_yet="Regulation 28 begins the next day.",
            )
    for text in APRIL_2011:
        week = weeks(on(text), 1)
        edge(
            book,
            f"Under a care order, arrangements run by others begin {full(on(text))}: a visit within a week",
            [IN_THE_CARE_OF, FIRST, event("arrangements-changed", text)],
            text,
            [due("visit", "V9a", week, "upcoming")],
            [week],
            in_force=text > LAST_1991,
            not_yet="Regulation 28 begins the next day.",
        )


def _health_2015(book: Family) -> None:
    for text in ("2015-03-16", "2015-03-17", "2015-03-18"):
        twenty = ENGLAND.after(on(text), 20)
        edge(
            book,
            f"First health assessment, looked after {full(on(text))}",
            [looked_after(text)],
            text,
            [due("health-assessment", "H5", twenty, "upcoming")],
            [twenty],
            in_force=text > "2015-03-16",
            not_yet=[twenty, "The regulation alone: before the first review, which is due on that day."],
            instead=[due("health-assessment", "H1", twenty, "upcoming", basis="projected")],
        )


def _education(book: Family) -> None:
    """The edition before, and none, until the day; E2 goes by the day of the review."""
    editions = [
        ("2014-06-30", None),
        ("2014-07-01", "-2014"),
        ("2014-07-02", "-2014"),
        ("2018-01-31", "-2014"),
        ("2018-02-01", ""),
        ("2018-02-02", ""),
    ]
    for text, edition in editions:
        day = on(text)
        born = FIVE if day.year == 2018 else "2008-05-02"
        ten, start = ENGLAND.after(day, 10), days_before(day, 25).day
        other = "-2014" if edition == "" else ""
        expect = [] if edition is None else [due("personal-education-plan", f"E1{edition}", ten, "upcoming", aim=text)]
        book.add(
            f"Personal education plan, looked after {full(day)}: the edition of the day",
            [looked_after(text)],
            text,
            expect,
            [ten] if expect else "The first edition known is of July 2014.",
            born=born,
            absent=[none("personal-education-plan", f"E1{other}")],
            rules=["E1", "E1-2014"],
        )
        book.add(
            f"Personal education plan by a first review held {full(day)}: the edition of the day",
            [looked_after(start), held(text)],
            text,
            [] if edition is None else [due("personal-education-plan", f"E2{edition}", text)],
            f"The first review was held on {full(day)}: by then.",
            born=born,
            absent=[none("personal-education-plan", f"E2{other}")],
            rules=["E2", "E2-2014"],
        )
        book.add(
            f"Personal education plan made {full(day)}: reviewed every term, by the edition of the day",
            [looked_after(start), done("personal-education-plan", text)],
            text,
            [] if edition is None else [due("personal-education-plan-review", f"E3{edition}", None, "advisory")],
            "A term is no interval of time: no date.",
            born=born,
            absent=[none("personal-education-plan-review", f"E3{other}")],
            rules=["E3", "E3-2014"],
        )
        book.add(
            f"Three years old on {full(day)} and looked after before: of an age for a personal education plan",
            [looked_after(start)],
            text,
            [] if edition is None else [due("personal-education-plan", f"E4{edition}", None, "advisory")],
            "No number is known: no date.",
            born=f"{day.year - 3}{text[4:]}",
            absent=[none("personal-education-plan", f"E4{other}"), none("personal-education-plan", f"E1{edition or ''}")],
            rules=["E4", "E4-2014"],
        )
