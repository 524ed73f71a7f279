"""Working days in every profile: ordinary weeks, weekends and each run of holidays."""

from __future__ import annotations

from .casebook import Entry, Family, due
from .counting import ENGLAND, Counted, days, days_before, full, on, weeks, weeks_before
from .happened import arranged, done, event, issued, looked_after, reviewed_once

STARTS = [
    ("an ordinary Monday", "2026-06-08"),
    ("the Thursday before Easter", "2026-04-02"),
    ("the Friday before the early May bank holiday", "2026-05-01"),
    ("the Saturday before the summer bank holiday", "2026-08-29"),
    ("Christmas Eve", "2026-12-24"),
]
REVIEWS = [
    ("an ordinary Wednesday", "2026-06-10"),
    ("the Tuesday after Easter", "2026-04-07"),
    ("the Tuesday after the spring bank holiday", "2026-05-26"),
    ("the Monday after New Year's Day", "2026-01-05"),
]


def family() -> Family:
    """Working days in every profile."""
    book = Family(
        "profile-working-days",
        "profile-working-days",
        "Counts of working days, and of plain days beside them, in each shipped profile: ordinary weeks, weekends and runs of holidays.",
    )
    for name, text in STARTS:
        _care_begins(book, name, text)
    for name, text in REVIEWS:
        _before_a_later_review(book, name, text)
    for name, text in REVIEWS:
        _before_the_first_review(book, name, text)
    for name, text in REVIEWS:
        _after_a_review(book, name, text)
    _events(book)
    return book


def _care_begins(book: Family, name: str, text: str) -> None:
    start = on(text)
    five, ten, twenty = (ENGLAND.after(start, n) for n in (5, 10, 20))
    plain = days(start, 10)
    reviews = {
        "data-return": "SSD1",
        "newham": "NH1",
        "portsmouth": "PM2",
        "south-gloucestershire": "SG1",
        "west-sussex-residential": "WS1",
        "review-standards": "R1",
    }
    more: dict[str, tuple[list[Entry], list[Counted]]] = {
        "newham": ([due("looked-after-recorded", "NH5", start, "due-today")], []),
        "portsmouth": ([due("care-plan", "PM1", plain, "upcoming"), due("care-plan", "P1", ten)], [plain, ten]),
        "south-gloucestershire": (
            [
                due("iro-appointed", "SG7", five, "upcoming"),
                due("looked-after-paperwork", "SG26", ten, "upcoming"),
                due("iro-consultation", "SG9", ten, "upcoming", review=1),
            ],
            [five, ten],
        ),
        "review-standards": ([due("care-plan", "P1", ten, "upcoming")], [ten]),
    }
    for profile, rule in reviews.items():
        expect, worked = more.get(profile, ([], []))
        book.add(
            f"Looked after on {name}, {full(start)}: first review, and what is due before it ({profile})",
            [looked_after(start)],
            start,
            [due("review", rule, twenty, "upcoming", review=1), *expect],
            [twenty, *worked],
            profile=profile,
        )


def _before_a_later_review(book: Family, name: str, text: str) -> None:
    review = on(text)
    first = ENGLAND.last_on_or_before(days_before(review, 77).day)
    booked = ENGLAND.after(first, 4).day
    events = [*reviewed_once(first), arranged(booked, review)]
    back = {n: ENGLAND.before(review, n) for n in (3, 5, 7, 10, 15, 20)}
    five, seven, fifteen, one_week, three_weeks = (
        days_before(review, 5),
        weeks_before(review, 1),
        days_before(review, 15),
        weeks_before(review, 1),
        weeks_before(review, 3),
    )
    rows: dict[str, list[tuple[str, str, Counted]]] = {
        "newham": [("child-discussion", "NH7", back[20]), ("invitation-list", "NH8", back[10]), ("review-report", "NH10", back[5])],
        "portsmouth": [("iro-consultation", "PM7", fifteen), ("review-report", "PM8", back[3])],
        "review-standards": [("iro-consultation", "RS2", fifteen), ("review-report", "RS3", back[3])],
        "south-gloucestershire": [
            ("iro-consultation", "SG10", three_weeks),
            ("iro-consultation", "SG20", back[15]),
            ("iro-reads-documents", "SG12", one_week),
            ("review-report", "SG21", five),
            ("review-report", "SG31", back[5]),
            ("report-prepared", "SG29", back[10]),
            ("papers-shared", "SG30", back[7]),
            ("consultation-forms", "SG27", seven),
            ("invitations", "SG40", seven),
        ],
    }
    for profile, limits in rows.items():
        book.add(
            f"Second review booked for {name}, {full(review)}: what comes before it ({profile})",
            events,
            booked,
            [due(task, rule, limit, review=2, basis="arranged") for task, rule, limit in limits],
            [limit for _, _, limit in limits],
            profile=profile,
        )
    book.add(
        f"Second review booked for {name}, {full(review)}: what comes before it (west-sussex-residential)",
        events,
        booked,
        [
            due("key-worker-report", "WS4", review, "upcoming", review=2, basis="arranged"),
            due("iro-meets-child", "WS6", review, "upcoming", review=2, basis="arranged"),
            due("review-report", "IRO4", back[3], review=2, basis="arranged"),
        ],
        [f"Where no number is given: before the review, so by {full(review)}.", back[3]],
        profile="west-sussex-residential",
    )


def _before_the_first_review(book: Family, name: str, text: str) -> None:
    review = on(text)
    start = ENGLAND.last_on_or_before(days_before(review, 25).day)
    booked = ENGLAND.after(start, 1).day
    two, three, plain, eve = ENGLAND.before(review, 2), ENGLAND.before(review, 3), days_before(review, 3), days_before(review, 1)
    rows: dict[str, list[tuple[str, str, Counted]]] = {
        "newham": [("review-report", "NH9", three)],
        "south-gloucestershire": [("review-report", "SG13", two), ("report-prepared", "SG28", plain), ("visit-before-review", "SG32", eve)],
    }
    for profile, limits in rows.items():
        book.add(
            f"First review booked for {name}, {full(review)}: what comes before it ({profile})",
            [looked_after(start), arranged(booked, review)],
            booked,
            [due(task, rule, limit, "upcoming", review=1, basis="arranged") for task, rule, limit in limits],
            [limit for _, _, limit in limits],
            profile=profile,
        )


def _after_a_review(book: Family, name: str, text: str) -> None:
    review = on(text)
    five, ten, fifteen, twenty = (ENGLAND.after(review, n) for n in (5, 10, 15, 20))
    rows: dict[str, list[tuple[str, str, Counted]]] = {
        "newham": [
            ("decisions", "NH11", five),
            ("care-plan-updated", "NH13", ten),
            ("review-record", "NH17", fifteen),
            ("record-distributed", "NH18", twenty),
        ],
        "portsmouth": [("care-plan-updated", "PM11", ten), ("review-record", "PM9", twenty), ("letter-to-child", "PM9b", twenty)],
        "review-standards": [("decisions", "RS7", five), ("review-record", "RS8", twenty)],
        "south-gloucestershire": [("decisions", "SG15", five), ("care-plan-updated", "SG33", ten), ("review-record", "SG17", twenty)],
        "west-sussex-residential": [("decisions", "IRO5", five), ("care-plan-updated", "IRO9", ten), ("review-record", "IRO7", fifteen)],
    }
    for profile, limits in rows.items():
        book.add(
            f"First review held on {name}, {full(review)}: what follows it ({profile})",
            reviewed_once(review),
            review,
            [due(task, rule, limit, "upcoming", review=1) for task, rule, limit in limits],
            [limit for _, _, limit in limits],
            profile=profile,
        )
    minutes = ENGLAND.after(fifteen.day, 5)
    book.add(
        f"Record of the review of {name}, {full(review)}, written on the fifteenth working day: minutes five later (south-gloucestershire)",
        [*reviewed_once(review), done("review-record", fifteen)],
        fifteen,
        [due("record-distributed", "SG18", minutes, "upcoming", review=1, aim=fifteen)],
        [fifteen, minutes],
        profile="south-gloucestershire",
    )


def _events(book: Family) -> None:
    for text in ("2026-03-31", "2026-05-01", "2026-12-18"):
        raised = on(text)
        limit, aim = ENGLAND.after(raised, 10), ENGLAND.after(raised, 7)
        book.add(
            f"Newham: alert raised {full(raised)}, seven to ten working days",
            [looked_after("2026-01-12"), event("alert-raised", raised, ref="alert-1")],
            raised,
            [due("alert-response", "NH19", limit, "upcoming", aim=aim)],
            [aim, limit],
            profile="newham",
        )
        told = ENGLAND.after(raised, 5)
        for profile, rule in (("newham", "NH12"), ("portsmouth", "PM10"), ("south-gloucestershire", "SG16")):
            book.add(
                f"Decisions issued {full(raised)}: the manager's answer ({profile})",
                [*reviewed_once(days_before(raised, 6)), issued(raised)],
                raised,
                [due("manager-response", rule, told, "upcoming", review=1)],
                [told],
                profile=profile,
            )
        letter = days(raised, 3)
        book.add(
            f"South Gloucestershire: IRO allocated {full(raised)}, letter to the child in three days",
            [looked_after(days_before(raised, 2)), done("iro-appointed", raised)],
            raised,
            [due("iro-letter", "SG8", letter, "upcoming")],
            [letter, "The document says days and not which: every day is counted."],
            profile="south-gloucestershire",
        )
        week = weeks(raised, 1)
        book.add(
            f"South Gloucestershire: placed {full(raised)} out of hours, visited the next day and within a week",
            [looked_after(raised, out_of_hours=True)],
            raised,
            [due("placement-day-visit", "SG22b", days(raised, 1), "upcoming"), due("visit", "SG23", week)],
            [days(raised, 1), week],
            profile="south-gloucestershire",
        )
