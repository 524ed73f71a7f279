"""What a due date is called: its task, the number of its review, its role.

Looked after on Mon 5 January 2026, unless a test says otherwise.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, schedule_of

from lacreview_rules import BecameLookedAfter, Event, ReviewHeld, ReviewRequested
from lacreview_rules.schedules.titles import ordinal

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

FORTNIGHT = 'limit = "2 weeks"\nafter = "became-looked-after"'  # Mon 19 January
ENGLAND = 'extends = "england"\n'
AT_THREE = BecameLookedAfter(on=D("2026-01-05"), at=time(15))
of_tables = partial(schedule_of, head=ALONE)


def letters_of(rules: list[str], *events: Event, **more: Any) -> tuple[DueDate, ...]:
    """The due dates of the letter on a day, under some rules."""
    return schedule_of(rules, *events, **{"came_in": AT_THREE, **more}).of("letter")


def test_the_name_and_the_role_of_a_task() -> None:
    """The number of the review as a word, at the start with a capital; a role of the timescale's own stands over the task's."""
    title = "{ordinal} letter, after the {ordinal} review"
    held = ReviewHeld(on=D("2026-01-28"))
    first, second, *_ = letters_of(
        ['limit = "1 week"\nafter = "review"\nrole = "social worker"'], held, per="review", title=title, task='role = "IRO"\n'
    )
    assert first.title == "First letter, after the first review"
    assert second.title == "Second letter, after the second review"
    assert first.role == "social worker"
    [plain] = letters_of([FORTNIGHT], title="letter", task='role = "IRO"\n')
    assert (plain.title, plain.role) == ("letter", "IRO")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        *enumerate(("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"), start=1),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (20, "20th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (24, "24th"),
        (111, "111th"),
        (121, "121st"),
    ],
)
def test_a_number_as_a_word(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_advice_about_no_review_in_particular_has_no_number() -> None:
    """England/R4: the first review was held; a review is asked for, with no day: it is not said which."""
    events = [ReviewHeld(on=D("2026-01-28")), ReviewRequested(on=D("2026-02-23"))]
    [advice] = [due for due in of_tables(ENGLAND, *events).of("review") if due.due is None]
    assert advice.title == "Looked after review"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("letter about the {ordinal} review", "Letter about the review"),
        ("{Ordinal} letter", "Letter"),
        ("Letter for review: {Ordinal}", "Letter for review:"),  # wherever it stands, no place for a number is shown
    ],
)
def test_a_title_without_the_number_of_a_review(title: str, expected: str) -> None:
    """A task of the whole time in care, whose title has a place for one."""
    tables = f'[[tasks]]\nid = "letter"\ntitle = "{title}"\nper = "period-of-care"\n'
    tables += '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    assert [due.title for due in of_tables(tables).of("letter")] == [expected]
