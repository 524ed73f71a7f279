"""Rules with a condition: a case in which it holds, and one for each way in which it fails; and rules with one trigger."""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, READ_AGAIN, Entry, Family, due, none
from .conditions_care import assessed_since, care_of_the_authority
from .conditions_triggers import after_all, none_of_them, triggers
from .conditions_visits import authority_and_placement, visits_and_reviews
from .counting import ENGLAND, ONE_DAY, birthday, days_before, full, on, weeks
from .happened import done, event, fact, held, looked_after, moved


def family() -> Family:
    """Conditions."""
    book = Family(
        "conditions", "condition", "For each rule with a condition, a case in which the condition fails; what one event sets off."
    )
    book.added = LOOKED_UP_AGAIN
    care_of_the_authority(book)
    _section_31a(book)
    _ages_for_education(book)
    _notices(book)
    triggers(book)
    visits_and_reviews(book)
    authority_and_placement(book)
    after_all(book)
    book.added = READ_AGAIN
    assessed_since(book)
    none_of_them(book)
    return book


def _section_31a(book: Family) -> None:
    """Regulation 4(2): except in the case of a child to whom section 31A applies."""
    start = on("2026-06-01")
    ten = ENGLAND.after(start, 10)
    for status in ("section-20", "interim-care-order"):
        for applies in (False, True):
            told = [fact("section-31a-plan", start)] if applies else []
            book.add(
                f"Care plan, {status}, section 31A {'applies' if applies else 'not recorded'}",
                [looked_after(start, status=status), *told],
                start,
                [] if applies else [due("care-plan", "P1", ten, "upcoming", aim=start)],
                [ten] if not applies else "Regulation 4(2) sets no limit where section 31A applies.",
                absent=[none("care-plan", "P1")] if applies else None,
                rules=["P1"],
            )
    remanded = on("2013-04-15")
    limit = ENGLAND.after(remanded, 10)
    for applies in (False, True):
        told = [fact("section-31a-plan", remanded)] if applies else []
        book.add(
            f"Care plan, remanded {full(remanded)}, section 31A {'applies' if applies else 'not recorded'}",
            [looked_after(remanded, status="remand"), *told],
            remanded,
            [] if applies else [due("care-plan", "P1-2011", limit, "upcoming")],
            [limit] if not applies else "Regulation 4(2) sets no limit where section 31A applies.",
            absent=[none("care-plan")] if applies else None,
            rules=["P1-2011"],
        )


def _ages_for_education(book: Family) -> None:
    """From three, as authorities take it, until eighteen."""
    start = on("2026-06-01")
    ten = ENGLAND.after(start, 10)
    for born, age in (
        ("2023-06-02", "two, three the next day"),
        ("2023-06-01", "three that day"),
        ("2023-05-31", "three since the day before"),
    ):
        old_enough = born <= "2023-06-01"
        book.add(
            f"Personal education plan, looked after {full(start)}, {age}",
            [looked_after(start)],
            start,
            [due("personal-education-plan", "E1", ten, "upcoming", aim=start)] if old_enough else [],
            [ten] if old_enough else "Two years old: not yet of an age for a plan.",
            born=born,
            absent=None if old_enough else [none("personal-education-plan", "E1")],
            rules=["E1"],
        )
    born = "2023-06-10"
    three = birthday(on(born), 3)
    care = looked_after(days_before(three, 100))
    for reviewed in (three - ONE_DAY, three):
        old_enough = reviewed >= three
        book.add(
            f"Three on {full(three)}, first review {full(reviewed)}: a plan by then only from three",
            [care, held(reviewed)],
            reviewed,
            [due("personal-education-plan", "E2", reviewed)] if old_enough else [],
            f"Three on {full(three)}.",
            born=born,
            absent=None if old_enough else [none("personal-education-plan", "E2", due=reviewed)],
            rules=["E2"],
        )
        book.add(
            f"Three on {full(three)}, personal education plan made {full(reviewed)}: reviewed every term only from three",
            [care, done("personal-education-plan", reviewed)],
            reviewed,
            [due("personal-education-plan-review", "E3", None, "advisory")] if old_enough else [],
            f"Three on {full(three)}. A term is no interval of time: no date.",
            born=born,
            absent=None if old_enough else [none("personal-education-plan-review")],
            rules=["E3"],
        )
    eighteen = "2008-06-10"
    for made, owed in (("2026-06-09", True), ("2026-06-10", False)):
        book.add(
            f"Eighteen on Wed 10 Jun 2026, personal education plan made {full(on(made))}",
            [looked_after("2025-06-02"), done("personal-education-plan", made)],
            made,
            [due("personal-education-plan-review", "E3", None, "advisory")] if owed else [],
            "Until eighteen. A term is no interval of time: no date.",
            born=eighteen,
            absent=None if owed else [none("personal-education-plan-review")],
            rules=["E3"],
        )
    book.add(
        "A baby, looked after for two years: no personal education plan before three",
        [looked_after("2024-06-10")],
        "2026-06-01",
        [],
        "Three on Wed 10 Jun 2026.",
        born="2023-06-10",
        absent=[none("personal-education-plan")],
        rules=["E1", "E2", "E4"],
    )


def _notices(book: Family) -> None:
    """Settings that are not registered: never allowed under sixteen, nor at sixteen and seventeen since 28 October 2023."""
    for text, born, allowed in (
        ("2026-06-01", "2010-06-02", False),
        ("2026-06-01", "2010-06-01", True),
        ("2021-09-08", "2007-01-10", True),
        ("2021-09-09", "2007-01-10", False),
    ):
        book.add(
            f"Semi-independent setting, born {full(on(born))}, placed {full(on(text))}",
            [looked_after(text, placement="semi-independent")],
            text,
            [] if allowed else [due("unlawful-setting", "P15", None, "advisory")],
            "Regulation 27A: under sixteen, from 9 September 2021. No date.",
            born=born,
            absent=[none("unlawful-setting")] if allowed else None,
            rules=["P15"],
        )
    for text, born, unregistered, notice in (
        ("2023-10-27", "2007-01-10", True, False),
        ("2023-10-28", "2007-01-10", True, True),
        ("2023-10-28", "2007-01-10", False, False),
    ):
        events: list[Entry] = [looked_after("2022-10-03"), moved(text, "semi-independent")]
        events += [fact("unregistered-accommodation", text)] if unregistered else []
        book.add(
            f"Sixteen, supported accommodation {'not registered' if unregistered else 'registered'}, from {full(on(text))}",
            events,
            text,
            [due("unlawful-setting", "P16", None, "advisory")] if notice else [],
            "Regulation 27C: from 28 October 2023. No date.",
            born=born,
            absent=None if notice else [none("unlawful-setting")],
            rules=["P16"],
        )
    vacancy = on("2026-02-16")
    book.add(
        "The IRO leaves: another as soon as is practicable",
        [looked_after("2026-01-05"), event("iro-vacancy", vacancy)],
        vacancy,
        [due("iro-replaced", "I2", None, "advisory")],
        "No number is given.",
    )
    week = weeks(on("2026-01-05"), 1)
    book.add(
        "No vacancy recorded: nothing about another IRO",
        [looked_after("2026-01-05")],
        "2026-01-06",
        [due("visit", "V1", week, "upcoming")],
        [week],
        absent=[none("iro-replaced")],
        rules=["V1", "I2"],
    )
