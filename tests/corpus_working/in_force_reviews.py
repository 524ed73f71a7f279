"""Rules on reviews, plans and what is counted from events, around the first day of the 2010 Regulations."""

from __future__ import annotations

from .casebook import Family, due, none
from .counting import ENGLAND, full, months, on, weeks
from .edges import APRIL_2011, FIRST, IN_CARE, LAST_1991, edge
from .happened import adjourned, arranged, done, event, held, issued, looked_after, requested, reviewed_once, reviewed_twice


def care_begins(book: Family) -> None:
    """Care that begins around 1 April 2011: twenty working days, or four weeks."""
    for text in APRIL_2011:
        start, new = on(text), text > LAST_1991
        five, ten, twenty, week, four = *(ENGLAND.after(start, n) for n in (5, 10, 20)), weeks(start, 1), weeks(start, 4)
        edge(
            book,
            f"Looked after {full(start)} in an emergency: {'the 2010 Regulations' if new else 'the rule of 1991'}",
            [looked_after(start, emergency=True)],
            text,
            [
                due("review", "R1", twenty, "upcoming", review=1),
                due("care-plan", "P1", ten, "upcoming", aim=start),
                due("placement-plan", "P3", five, "upcoming", aim=start),
                due("placement-notice", "P4b", five, "upcoming", aim=start),
                due("visit", "V1", week, "upcoming"),
                due("iro-appointed", "IRO1", five, "upcoming"),
            ],
            [five, ten, twenty, week],
            in_force=new,
            instead=[due("review", "R1-1991", four, "upcoming", review=1)],
            not_yet=[four, "The 2010 Regulations begin the next day."],
            gone=[none("review", "R1-1991")],
        )
        three = months(start, 3)
        edge(
            book,
            f"A series of short breaks from {full(start)}",
            [looked_after(start, status="short-break")],
            text,
            [
                due("review", "S1", three, "upcoming", review=1),
                due("visit", "S3a", three, "upcoming"),
                due("short-break-exemptions", "S4", None, "advisory"),
                due("short-break-eligibility", "S5", None, "advisory"),
            ],
            [three, "What is switched off has no date."],
            in_force=new,
            not_yet="Regulation 48 begins the next day.",
        )


def reviews_2011(book: Family) -> None:
    """The next review, and what follows a review."""
    for text in APRIL_2011:
        new = text > LAST_1991
        second, decisions, plan, record, copies = months(on(text), 3), *(ENGLAND.after(on(text), n) for n in (5, 10, 15, 20))
        edge(
            book,
            f"First review held {full(on(text))}: the second, and what follows the first",
            reviewed_once(text),
            text,
            [
                due("review", "R2", second, "upcoming", review=2),
                due("decisions", "IRO5", decisions, "upcoming", review=1),
                due("care-plan-updated", "IRO9", plan, "upcoming", review=1),
                due("review-record", "IRO7", record, "upcoming", review=1),
                due("record-distributed", "IRO8", copies, "upcoming", review=1),
            ],
            [second, decisions, plan, record, copies],
            in_force=new,
            instead=[due("review", "R2-1991", second, "upcoming", review=2)],
            not_yet=[second, "The handbook's limits begin the next day."],
            gone=[none("review", "R2-1991", review=2)],
        )
        third = months(on(text), 6)
        edge(
            book,
            f"Second review held {full(on(text))}: the third",
            reviewed_twice(text),
            text,
            [due("review", "R3", third, "upcoming", review=3)],
            [third],
            in_force=new,
            instead=[due("review", "R3-1991", third, "upcoming", review=3)],
            not_yet=[third],
            gone=[none("review", "R3-1991", review=3)],
        )
        edge(
            book,
            f"Short breaks reviewed and visited {full(on(text))}",
            [looked_after("2011-01-10", status="short-break"), done("visit", text), held(text)],
            text,
            [due("review", "S2", third, "upcoming", review=2), due("visit", "S3b", third, "upcoming")],
            [third],
            in_force=new,
            not_yet="Regulation 48 begins the next day.",
        )


def around_reviews_2011(book: Family) -> None:
    """An adjournment, and what hangs on the day of a review that is booked."""
    for text in APRIL_2011:
        resumed = ENGLAND.after(on(text), 20)
        edge(
            book,
            f"Review adjourned {full(on(text))}: twenty working days to complete it",
            [IN_CARE, FIRST, adjourned(text)],
            text,
            [due("review-completed", "R6", resumed, "upcoming"), due("no-change-before-completion", "R7", None, "advisory")],
            [resumed],
            in_force=text > LAST_1991,
            not_yet="The limit for completing it begins the next day.",
        )
        answer = ENGLAND.after(on(text), 5)
        edge(
            book,
            f"Decisions issued {full(on(text))}: the manager's answer",
            [IN_CARE, FIRST, held("2011-02-28"), issued(text)],
            text,
            [due("manager-response", "IRO6", answer, "upcoming", review=2)],
            [answer],
            in_force=text > LAST_1991,
            not_yet="The handbook's limit begins the next day.",
        )
    for text in APRIL_2011:
        three, fifteen, twenty = (ENGLAND.before(on(text), n) for n in (3, 15, 20))
        edge(
            book,
            f"Second review booked for {full(on(text))}: what comes before it",
            [IN_CARE, FIRST, arranged("2011-02-01", text)],
            "2011-02-01",
            [
                due("review-report", "IRO4", three, "upcoming", review=2, basis="arranged"),
                due("iro-consultation", "IRO3", fifteen, "upcoming", review=2, basis="arranged"),
                due("child-discussion", "IRO2", twenty, "upcoming", review=2, basis="arranged"),
                due("permanence-plan", "A8", text, "upcoming", basis="arranged"),
            ],
            [three, fifteen, twenty, "The plan for permanence by the second review itself."],
            in_force=text > LAST_1991,
            not_yet="These limits hang on the day of the review, and begin the next day.",
        )
        edge(
            book,
            f"First review booked for {full(on(text))}: an IRO by then",
            [looked_after("2011-03-10"), arranged("2011-03-14", text)],
            "2011-03-14",
            [due("iro-appointed", "I1", text, "upcoming", basis="arranged")],
            f"Before the first review: by {full(on(text))}.",
            in_force=text > LAST_1991,
            not_yet="The rule hangs on the day of the review, and begins the next day.",
        )


def events_2011(book: Family) -> None:
    """What counts from events, and what must come before them."""
    for text in APRIL_2011:
        day = on(text)
        kinds = [
            *("adopter-temporarily-approved", "approval-refusal-review-sought", "formal-dispute-started", "home-notice-received"),
            *("out-of-area-emergency-approved", "placed-outside-approval", "temporary-approval-extended", "temporary-approval-given"),
            "visit-requested",
        ]
        five, six, twenty = (ENGLAND.after(day, n) for n in (5, 6, 20))
        eight, sixteen, week = weeks(day, 8), weeks(day, 16), weeks(day, 1)
        edge(
            book,
            f"Approvals, disputes, notices and requests of {full(day)}",
            [IN_CARE, FIRST, *(event(kind, text) for kind in kinds)],
            text,
            [
                due("out-of-area-steps", "P6", five, "upcoming"),
                due("outside-approval-ended", "F1", six, "upcoming"),
                due("dispute-resolution", "IRO10", twenty, "upcoming"),
                due("cafcass-referral", "IRO13", None, "advisory"),
                due("extended-approval-end", "F3", eight, "upcoming"),
                due("refusal-review-outcome", "F4", None, "advisory"),
                due("temporary-approval-end", "F2", sixteen),
                due("visit", "V11", week, "upcoming"),
                due("requested-visit", "V10", None, "advisory"),
            ],
            [five, six, twenty, eight, sixteen, week],
            in_force=text > LAST_1991,
            not_yet="None of these limits was in force yet.",
            gone=[none("adopter-approval-end")],
        )
    book.withdrawn(3)  # a placement with a parent planned for a child who was not in the care of the authority
    for text in APRIL_2011:
        six_months = months(on("2011-02-21"), 6)
        edge(
            book,
            f"The IRO asks on {full(on(text))} for a review by 15 April 2011",
            [IN_CARE, FIRST, held("2011-02-21"), requested(text, "2011-04-15")],
            text,
            [due("review", "R4", "2011-04-15", "upcoming", review=3)],
            "The date asked for: Fri 15 Apr 2011.",
            in_force=text > LAST_1991,
            instead=[due("review", "R3-1991", six_months, "upcoming", review=3)],
            not_yet=[six_months, "A review can be brought forward from the next day."],
        )
