"""Ends of months in every profile: months, and the 91 and 183 days that some documents print beside them."""

from __future__ import annotations

from .casebook import Entry, Family, due
from .counting import days, full, months, on, years
from .happened import done, event, fact, held, looked_after, moved, reviewed_once, reviewed_twice

SECOND = ["2026-01-31", "2026-05-31", "2026-08-31", "2026-11-30", "2027-11-30", "2028-02-29"]
LATER = ["2026-03-31", "2026-08-31", "2027-08-31", "2026-12-31", "2028-02-29"]
BOTH = {"newham": ("NH2", "NH3"), "south-gloucestershire": ("SG2", "SG3")}
MONTHS = {
    "portsmouth": ("PM3", "PM4"),
    "west-sussex-residential": ("WS2", "WS3"),
    "review-standards": ("R2", "R3"),
    "england": ("R2", "R3"),
}


def family() -> Family:
    """Ends of months in every profile."""
    book = Family(
        "profile-month-ends",
        "profile-month-ends",
        "Month-based and day-based intervals from the ends of months in each shipped profile, leap days among them.",
    )
    for text in SECOND:
        _review(book, text, 0, reviewed_once(text), 3, 91)
    for text in LATER:
        _review(book, text, 1, reviewed_twice(text), 6, 183)
    _restarted(book)
    _monthly(book)
    _health_and_education(book)
    _midway(book)
    _yearly(book)
    return book


def _review(book: Family, text: str, place: int, events: list[Entry], count: int, shortcut: int) -> None:
    last, name, number = on(text), ("First", "Second")[place], place + 2
    in_months, in_days = months(last, count), days(last, shortcut)
    earlier = min(in_months, in_days, key=lambda counted: counted.day)
    for profile, rules in BOTH.items():
        book.add(
            f"{name} review held {full(last)}: the next in {count} months or {shortcut} days, whichever is sooner ({profile})",
            events,
            last,
            [due("review", rules[place], earlier, review=number), due("review", "R2" if place == 0 else "R3", in_months, review=number)],
            [in_months, in_days, f"Both apply and the earlier binds: {full(earlier.day)}."],
            profile=profile,
        )
    for profile, rules in MONTHS.items():
        if profile == "england":
            continue  # the family of month ends has these
        book.add(
            f"{name} review held {full(last)}: the next in {count} months ({profile})",
            events,
            in_months,
            [due("review", rules[place], in_months, "due-today", review=number)],
            [in_months],
            profile=profile,
        )
    book.add(
        f"{name} review held {full(last)}: the next in {shortcut} days (data-return)",
        events,
        in_days,
        [due("review", f"SSD{place + 2}", in_days, "due-today", review=number)],
        [in_days, f"{count} calendar months would be {full(in_months.day)}."],
        profile="data-return",
    )


def _restarted(book: Family) -> None:
    """South Gloucestershire after a move: 91 and 183 days alone. West Sussex: months, from the review of the placement."""
    for text in ("2026-08-31", "2026-11-30"):
        first = on(text)
        history = (
            [looked_after("2026-03-02"), held("2026-03-26"), moved("2026-07-20"), held(first)]
            if text < "2026-09"
            else [looked_after("2026-06-01"), held("2026-06-25"), moved("2026-10-26"), held(first)]
        )
        in_days, in_months, six = days(first, 91), months(first, 3), months(first, 6)
        book.add(
            f"First review of a restarted cycle held {full(first)}: 91 days, beside six months of the regulations (south-gloucestershire)",
            history,
            first,
            [due("review", "SG5", in_days, "upcoming", review=3), due("review", "R3", six, review=3)],
            [in_days, six],
            profile="south-gloucestershire",
        )
        book.add(
            f"First review of the second placement held {full(first)}: three months, not six (west-sussex-residential)",
            history,
            first,
            [due("review", "WS2", in_months, "upcoming", review=3), due("review", "R3", six, review=3)],
            [in_months, six],
            profile="west-sussex-residential",
        )


def _monthly(book: Family) -> None:
    """West Sussex: a summary a month after the placement began, and a month after the last."""
    for text in ("2026-01-29", "2026-01-30", "2026-01-31", "2028-01-29", "2028-01-31", "2026-05-31", "2026-12-31"):
        limit = months(on(text), 1)
        book.add(
            f"Placed {full(on(text))}: first monthly summary (west-sussex-residential)",
            [looked_after(text, placement="childrens-home")],
            limit,
            [due("key-worker-summary", "WS5b", limit, "due-today")],
            [limit],
            profile="west-sussex-residential",
        )
    for text in ("2026-02-28", "2028-02-29", "2026-03-31", "2026-08-31"):
        limit = months(on(text), 1)
        book.add(
            f"Monthly summary written {full(on(text))}: the next (west-sussex-residential)",
            [looked_after(f"{int(text[:4]) - 1}-12-01", placement="childrens-home"), done("key-worker-summary", text)],
            limit,
            [due("key-worker-summary", "WS5", limit, "due-today", basis="actual")],
            [limit],
            profile="west-sussex-residential",
        )


def _health_and_education(book: Family) -> None:
    """South Gloucestershire: health and education, and twenty days for a new school."""
    care = looked_after("2026-01-12")
    for text, born, rule, limit in (
        ("2026-08-31", "2023-05-02", "SG34", months(on("2026-08-31"), 6)),
        ("2027-08-30", "2023-05-02", "SG34", months(on("2027-08-30"), 6)),
        ("2028-02-29", "2016-05-02", "SG35", years(on("2028-02-29"), 1)),
        ("2027-02-28", "2016-05-02", "SG35", years(on("2027-02-28"), 1)),
    ):
        book.add(
            f"Health assessment {full(on(text))}, born {full(on(born))} (south-gloucestershire)",
            [care, done("health-assessment", text)],
            limit,
            [due("health-assessment", rule, limit, "due-today")],
            [limit],
            profile="south-gloucestershire",
            born=born,
        )
    for text in ("2026-08-31", "2026-10-31"):
        limit = months(on(text), 6)
        for task, rule in (("personal-education-plan", "SG36b"), ("personal-education-plan-review", "SG36")):
            book.add(
                f"{task} {full(on(text))}: reviewed in six months (south-gloucestershire)",
                [care, done(task, text)],
                limit,
                [due("personal-education-plan-review", rule, limit, "due-today")],
                [limit],
                profile="south-gloucestershire",
            )
    for text in ("2026-01-31", "2026-05-11", "2026-09-01", "2028-02-10"):
        limit = days(on(text), 20)
        book.add(
            f"School started {full(on(text))}: plan for the new school in twenty days (south-gloucestershire)",
            [looked_after("2026-01-12"), event("school-started", text)],
            limit,
            [due("personal-education-plan-review", "SG37", limit, "due-today")],
            [limit],
            profile="south-gloucestershire",
        )


def _midway(book: Family) -> None:
    """South Gloucestershire: a check half-way between one review and the next."""
    for text in ("2026-01-31", "2026-11-30", "2027-11-30"):
        first = on(text)
        limit = min(months(first, 3), days(first, 91), key=lambda counted: counted.day)
        between = (limit.day - first).days
        if between % 2:
            continue  # with an odd number of days the middle is not a day
        middle = days(first, between // 2)
        book.add(
            f"First review held {full(first)}: check half-way to the second (south-gloucestershire)",
            reviewed_once(first),
            middle,
            [due("midway-check", "SG19", middle, "due-today")],
            [limit, f"{between} days lie between; half of them is {between // 2}.", middle],
            profile="south-gloucestershire",
        )


def _yearly(book: Family) -> None:
    """Newham: a meeting a year in a long-term foster placement."""
    meetings = [held("2026-05-28"), held("2026-08-24"), held("2027-02-22"), held("2027-08-20"), held("2028-02-18")]
    for text in ("2028-02-28", "2028-02-29"):
        limit = years(on(text), 1)
        book.add(
            f"Newham: review meeting {full(on(text))} in a long-term foster placement: the next within a year",
            [looked_after("2026-05-04"), fact("long-term-foster-placement", "2026-05-04"), *meetings, held(text)],
            text,
            [due("review-meeting", "NH16", limit, "upcoming")],
            [limit],
            profile="newham",
        )
