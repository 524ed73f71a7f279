"""Whether the readings of the library and the calculator say the same, for every two settings at once.

One setting is another in the profile, the other is the question: so both together must give what the calculator gives with both.
What is no matter of the review cycle has a calculation of its own, as short as its words.
"""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from tests.oracles.care import periods_of_care
from tests.oracles.day_walker import months_after, working_days_before
from tests.oracles.random_histories import history
from tests.oracles.review_cycle import IN_FORCE, Answers, rows

from lacreview_rules import load_profile, readings
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.care import History

    from lacreview_rules import DueDateReadings

OTHER = {
    "adjourned_review_met_by": "completion",
    "interval_after_adjournment_from": "sitting",
    "additional_reviews": "stand-apart",
    "count_back": "clear",
    "leap_day_birthday": "28 February",
}
"""Each setting, and the answer that is not the documented one."""
QUESTIONS = {
    "adjourned_review_met_by": "adjourned-met-by",
    "interval_after_adjournment_from": "interval-after-adjournment",
    "additional_reviews": "additional-review",
    "count_back": "simple-or-clear",
    "leap_day_birthday": "born-on-29-february",
}
PAIRS = list(permutations(OTHER, 2))
ENGLAND = load_profile("england")
REPORT_DAYS = 3  # IRO Handbook: available three working days before the review
FIFTH_BIRTHDAY, LEAP_YEARS = 5, 4

Cell = tuple[str, int, int]


class Compared(NamedTuple):
    """What was compared of one history under one pair of settings.

    Attributes:
        cells: how many due dates.
        differ: of those, what the library says of a due date, and what the calculator does.
        touched: how many the question touches.
    """

    cells: int
    differ: list[tuple[Cell, object, object]]
    touched: int


def born_on_29_february(seed: str) -> History:
    """The history that belongs to a seed, of a child born on 29 February who was assessed on the eve of the fifth birthday.

    In the first year in which that lies within care and is no leap year's; of another child, it is as it was.
    """
    made = history(seed)
    for care in periods_of_care(made):
        for year in range(care.start.year, care.start.year + LEAP_YEARS):
            eve = date(year, 2, 28)
            if (year - FIFTH_BIRTHDAY) % LEAP_YEARS == 0 and care.start < eve and (care.end is None or eve < care.end):
                assessed = {"event": "task-done", "task": "health-assessment", "on": eve.isoformat()}
                born = date(year - FIFTH_BIRTHDAY, 2, 29).isoformat()
                return {**made, "date_of_birth": born, "events": [*made["events"], assessed]}
    return made


def compare(made: History, changed: str, asked: str) -> Compared:
    """The library's readings of one setting, in a profile where another is changed, and the calculator's of both."""
    child = readings(parse_history(made), ENGLAND.with_settings(**{changed: OTHER[changed]}), questions=[QUESTIONS[asked]])
    as_of = child.schedule.as_of or date.min
    differ: list[tuple[Cell, object, object]] = []
    cells = touched = 0
    for is_taken in (True, False):
        settings = {changed: OTHER[changed]} | ({} if is_taken else {asked: OTHER[asked]})
        expected = calculated(made, as_of, settings)
        told: dict[Cell, object] = {}
        for due in child:
            cell = cell_of(due)
            if cell is not None:
                reading = next((one for one in due.readings if one.taken is is_taken), None)
                touched += reading is not None
                told[cell] = due.due_date.due if reading is None else reading.due
        for alone in () if is_taken else child.only_under:
            if alone.due_date.task == "review":
                told["review", alone.due_date.period_of_care, alone.due_date.review or 0] = alone.due_date.due
        differ += [(cell, told.get(cell), expected.get(cell)) for cell in {*told, *expected} if told.get(cell) != expected.get(cell)]
        cells += len(expected)
    return Compared(cells, differ, touched)


def cell_of(found: DueDateReadings) -> Cell | None:
    """What of a schedule is compared: reviews, the reports for reviews that sat, and what follows the assessment of that eve."""
    due = found.due_date
    if due.task == "review" and due.due is not None:
        return "review", due.period_of_care, due.review or 0
    if due.task == "review-report" and due.scope.closed_by in {"review-held", "review-adjourned"} and due.scope.last >= IN_FORCE:  # type: ignore[operator]
        return "review-report", due.period_of_care, due.review or 0
    counted_from_this_period = due.id.rpartition("/")[2] > due.scope.first.isoformat()  # an assessment before the return serves it, too
    if due.rule in {"england/H3", "england/H4"} and due.basis == "actual" and counted_from_this_period:
        return "health-assessment", due.period_of_care, 0
    return None


def calculated(made: History, as_of: date, settings: dict[str, str]) -> dict[Cell, object]:
    """The same without the library."""
    answers = Answers(**{name: value for name, value in settings.items() if name in Answers._fields})
    found: dict[Cell, object] = {("review", row.period, row.review): row.due for row in rows(made, as_of, answers) if row.task == "review"}
    back = REPORT_DAYS + (settings.get("count_back") == "clear")
    for care in periods_of_care(made):
        for number, sitting in enumerate(care.sittings, 1):
            if sitting.sat >= IN_FORCE:
                found["review-report", care.number, number] = working_days_before(sitting.sat, back)
    return found | dict(next_assessment(made, settings))


def next_assessment(made: History, settings: dict[str, str]) -> Iterator[tuple[Cell, object]]:
    """Six months after the assessment of a child under five; twelve of one who is five on that day."""
    [assessed] = [event["on"] for event in made["events"] if event.get("task") == "health-assessment"] or [None]
    if assessed is None:
        return
    eve = date.fromisoformat(assessed)
    months = 12 if settings.get("leap_day_birthday") == "28 February" else 6
    due = months_after(eve, months)
    for care in periods_of_care(made):
        if not care.start < eve < (care.end or date.max) or care.in_short_breaks(eve):
            continue
        if eve >= IN_FORCE and not care.placed_for_adoption(due):
            yield ("health-assessment", care.number, 0), due
