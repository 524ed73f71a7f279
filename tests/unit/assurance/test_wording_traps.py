"""Traps in the wording: found where the words are, quoted as they stand, and nowhere else.

Every phrase is one of a published procedure (F11, 6f, 6g, 6h of profiles that were tried), or of the notes of `england` itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import HEAD, OF_REVIEWS, D, done, moved, profile_of, rules_of, schedule_of, task_of

from lacreview_rules import TaskDone, check_profile
from lacreview_rules.assurance import courses_of_care

if TYPE_CHECKING:
    from lacreview_rules import Assurance


@pytest.fixture(autouse=True)
def _few_courses_of_care(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked here is not found by building histories: a few of the 900 will do."""
    monkeypatch.setattr(courses_of_care, "_MOST", 20)


@cache
def checked(tables: str) -> Assurance:
    return check_profile(profile_of(tables, HEAD), first=D("2026-01-01"), last=D("2026-03-31"))


def told(tables: str, kind: str) -> list[str]:
    return [finding.words for finding in checked(tables).of("trap") if finding.kind == kind]


VISIT = 'limit = "4 weeks"\nafter = "visit"\n'


@pytest.mark.parametrize(
    ("note", "quoted"),
    others_slow(
        [
            ("Visits not less than every four weeks.", "not less than"),
            ("At least every 4 weeks.", None),
            ("A minimum of four weeks apart.", "A minimum"),
            ("At least 4 weeks after the last.", "At least 4 weeks"),
            ("Written after 4 weeks.", "after 4 weeks"),
            ("The minimum frequency of visits is four-weekly.", None),
            ("At least once every 4 weeks.", None),
            ("At least four-weekly.", None),
            ("Every four weeks; after 12 months every six.", None),
            ("No later than 4 weeks after the last.", None),
            ("Visits take place at a minimum every 4 weeks.", None),
            ("A minimum of every four weeks.", None),
            ("Not less than once every four weeks.", None),
            ("No fewer than thirteen visits a year.", None),
            ("Seen by a minimum of two workers; the minimum age is 4.", None),
            ("The statutory minimum is a visit every 4 weeks.", None),
            ("Minimum visiting frequency: four-weekly.", None),
            ("Every 4 weeks, with at least 5 working days' notice, for a minimum of one year.", None),
            ("At least four weeks between visits.", "At least four weeks"),
            ("A minimum interval of four weeks.", "A minimum"),
            ("The next visit is after four weeks.", "after four weeks"),
            ("Visits are every four weeks or more.", "every four weeks or more"),
            ("Every four weeks or more often.", None),
            ("Visits are more than four weeks apart.", "more than four weeks apart"),
            ("Visits are no more than four weeks apart.", None),
            ("No earlier than 4 weeks after the last.", "No earlier than"),
            ("Not before 4 weeks have passed.", "Not before"),
        ],
    ),
)
def test_what_reads_as_a_minimum(note: str, quoted: str | None) -> None:
    """A minimum gap; a minimum frequency is a greatest gap, and what it should be."""
    found = told(rules_of("visit", f'{VISIT}note = "{note}"'), "minimum")
    assert [f'The wording ("{quoted}") reads as a minimum' in words for words in found] == ([] if quoted is None else [True])


@pytest.mark.parametrize(
    ("said", "quoted"),
    others_slow(
        [
            ('note = "Within three months of the 16th birthday."', "Within three months of the 16th birthday"),
            ('cite = "within 3 months of turning 16"', "within 3 months of turning 16"),
            ('note = "Not more than three months after the 16th birthday."', None),
            ('note = "Three months following the 16th birthday."', None),
            ('cite = "at least once every 12 weeks"', None),
            ('cite = "within 3 months after the date of the 16th birthday"', None),
            ('note = "Within three months following the date of the 16th birthday."', None),
            ('note = "Within three months of age 16; the plan after that."', "Within three months of age 16"),
            ('note = "Within three months of the 16th birthday."\nambiguous = "Before or after; this is after."', None),
            ("", None),
        ],
        quick=3,
    ),
)
def test_within_so_long_of_a_birthday(said: str, quoted: str | None) -> None:
    """Only words that stand in the document are quoted; where it says after, or `ambiguous` answers, there is no trap."""
    found = told(rules_of("pathway-assessment", f'limit = "3 months"\nafter = "age 16 years"\n{said}'), "birthday")
    assert [words.startswith(f'"{quoted}" may mean') for words in found] == ([] if quoted is None else [True])


@pytest.mark.slow
def test_a_task_that_counts_from_nothing_but_itself() -> None:
    """Every six weeks, and nobody says from when: it never begins. Another row that begins it is enough."""
    row = 'limit = "6 weeks"\nafter = "letter"'
    [words] = told(task_of() + rules_of("letter", row), "never-begins")
    assert "it has no date until somebody has recorded it once" in words
    begun = rules_of("letter", row, 'limit = "1 week"\nafter = "became-looked-after"')
    assert told(task_of() + begun, "never-begins") == []
    assert told(rules_of("visit", row.replace("letter", "visit")), "never-begins") == []  # the regulations begin it
    latest = row.replace('"letter"', '["letter", "review"]')
    [words] = told(task_of() + rules_of("letter", latest), "never-begins")  # the later of it and the review: so never, too
    assert "it has no date until somebody has recorded it once" in words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "is_trap"),
    others_slow(
        [
            ('after = "became-looked-after"\nwhen = { review = "first" }', True),
            ('after = "became-looked-after"\nwhen = { review = "none" }', False),
            ('after = "became-looked-after"\nwhen = { review = ["second", "later"] }', True),
            ('after = "became-looked-after"\nwhen = { review = "not first" }', False),
            ('after = "became-looked-after"', False),
            ('after = "review"\nwhen = { review = "first" }', False),
        ],
        quick=1,
    ),
)
def test_a_review_asked_for_on_the_day_on_which_care_begins_is_told(row: str, is_trap: bool) -> None:
    """28 days for the first review, as one would write it: on that day no review has been held (reg 33(1)), so the row is idle."""
    assert bool(told(rules_of("review", f'limit = "28 days"\n{row}'), "before-any-review")) is is_trap
    assert not told(rules_of("review-report", f'limit = "28 days"\n{row}'), "before-any-review")  # of which each review has one


@pytest.mark.parametrize(
    ("after", "instead"),
    others_slow(
        [
            ('["age 16 years", "became-eligible"]', "eligible-child"),
            ('["age 16 years", "eligible-child"]', None),
            ('"answered"', "answer"),
            ('"answer"', None),
            ('"decisions-issued"', None),
        ],
        quick=1,
    ),
)
def test_what_counts_from_a_record_that_nobody_may_make_is_told(after: str, instead: str | None) -> None:
    """CPR 2010 reg 40: thirteen weeks make an eligible child whether or not anybody records it; silence for five days is an answer."""
    answer = '[[events]]\nid = "asked"\n[[events]]\nid = "answered"\n' + task_of("answer", "event", 'done_by = ["answered"]\n')
    tables = answer + task_of(per="event") + rules_of("answer", 'limit = "5 days"\nafter = "asked"\ndeemed = true')
    found = told(tables + rules_of("letter", f'limit = "1 week"\nafter = {after}', first=2), "only-recorded")
    assert [words.rpartition("write ")[2] for words in found] == ([] if instead is None else [f'"{instead}".'])


@pytest.mark.parametrize(
    ("per", "before", "more", "late", "status"),
    [
        ("period-of-care", "became-looked-after", "", "nobody can be in time.", "overdue"),
        ("period-of-care", "placement-started", "", "nobody can be in time for that.", "overdue"),
        ("placement", "placement-started", "", "nobody can be in time.", "overdue"),
        ("period-of-care", "became-looked-after", "may_precede = true", None, "met"),
        ("period-of-care", "placement-started", "may_precede = true", None, "met"),
        ("placement", "placement-started", 'may_precede = "4 weeks"', None, "met"),
        ("event", "placement-started", "", None, "met"),
    ],
)
def test_what_nobody_can_do_in_time_is_told(per: str, before: str, more: str, late: str | None, status: str) -> None:
    """A letter two working days before care, or the placement, begins: done then, on Wed 31 Dec, it is used only where the row says so."""
    row = f'limit = "2 working days"\nbefore = "{before}"\n{more}'
    found = told(task_of(per=per) + rules_of("letter", row), "done-before")
    assert [f"is not used for it: {late}" in words for words in found] == ([] if late is None else [True])
    (letter,) = schedule_of([row], TaskDone(on=D("2025-12-31"), task="letter"), per=per).of("letter")
    assert letter.status == status


@pytest.mark.parametrize(
    ("per", "more", "late", "status"),
    [
        ("placement", "", "nobody can be in time for a move.", "overdue"),
        ("placement", "may_precede = true", None, "met"),
        ("event", "", None, "met"),
        ("period-of-care", "", None, "met"),
    ],
)
def test_so_is_what_comes_before_a_placement_ends(per: str, more: str, late: str | None, status: str) -> None:
    """Two working days before the move of Mon 2 March is Thu 26 February; done on the 25th it is used only where it can be."""
    row = f'limit = "2 working days"\nbefore = "placement-ended"\n{more}'
    found = told(task_of(per=per) + rules_of("letter", row), "done-before")
    assert [f"is not used for it: {late}" in words for words in found] == ([] if late is None else [True])
    events = moved("2026-03-02"), done("2026-02-25")
    (letter,) = schedule_of([row], *events, per=per).of("letter")
    assert (str(letter.due), letter.status) == ("2026-02-26", status)


def test_anchors_written_otherwise_are_compared() -> None:
    """Three months after 16 against three months after the later of 16 and being eligible (reg 42(1)): the same day at the latest."""
    rows = rules_of("pathway-assessment", 'limit = "3 months"\nafter = "age 16 years"')
    found = check_profile(profile_of(rows, HEAD), first=D("2026-01-01"), last=D("2026-12-31"))
    assert [(f.counterpart, f.severity) for f in found.findings if f.shares] == [("england/T2", "fine")]
    assert (found.uncompared, found.unlike) == ((), ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "row", "law", "severity"),
    [
        ("review", 'limit = "4 months"\nafter = "review-held"\nwhen = { review = "first" }', "england/R2", "breach"),
        ("review-record", 'limit = "20 working days"\nafter = "review-held"', "england/IRO7", "looser"),
        ("manager-response", 'limit = "10 working days"\nafter = "decisions-issued"', "england/IRO6", "looser"),
        ("review-report", 'limit = "1 working day"\nbefore = "review-held"', "england/IRO4", "looser"),
        ("pathway-assessment", 'limit = "4 months"\nafter = "became-eligible"', "england/T2", "breach"),
        ("care-plan", 'limit = "15 working days"\nafter = "admitted"', "england/P1", "trap"),
    ],
)
def test_an_event_that_stands_for_what_the_law_counts_from_is_compared(task: str, row: str, law: str, severity: str) -> None:
    """F12: a review that was held, decisions that were issued, an event of the profile's own that brings the law's with it.

    Later, and told; where no history shows it that the profile's own word begins, as a trap.
    """
    admitted = '[[events]]\nid = "admitted"\nimplies = ["became-looked-after"]\n'
    found = check_profile(profile_of(admitted + rules_of(task, row), HEAD), first=D("2025-01-01"), last=D("2026-12-31"))
    assert (law, severity) in [(f.counterpart, f.severity) for f in found.findings if f.kind in ("start-dates", "histories", "not-shown")]
    assert (found.uncompared, found.unlike) == ((), ())


@pytest.mark.slow
def test_what_cannot_be_compared_is_not_said_to_correspond_to_nothing() -> None:
    """A pathway assessment counted from a school's start: england/T2 is about it, and counts from something else."""
    rows = rules_of("pathway-assessment", 'limit = "3 months"\nafter = "school-started"')
    found = checked(rows)
    assert (found.uncompared, found.unlike) == ((), ("ours/1",))


@pytest.mark.slow
def test_a_review_after_an_emergency_move_is_not_a_first_review() -> None:
    """An authority brings the review forward after a move: nothing is said of first reviews, and none of the law's dates is in doubt."""
    row = 'limit = "20 working days"\nafter = "placement-moved"\nwhen = { emergency = true }'
    assert told(rules_of("review", row), "no-later-review") == []
    assert told(rules_of("review", row), "from-placement") == []


@pytest.mark.slow
def test_a_first_review_of_those_placed_for_adoption_counts_from_the_placement_as_the_law_does() -> None:
    """AAR 2005 reg 36(2)(a): four weeks after the child is placed; for all children the same words are a trap (reg 33(1))."""
    adoptive = 'limit = "4 weeks"\nafter = "placement-started"\nrestarts_on = ["placement-started"]\nwhen = { placement = "adoptive" }'
    assert told(rules_of("review", adoptive), "from-placement") == []
    assert told(rules_of("review", 'limit = "20 working days"\nafter = "placement-started"'), "from-placement") != []


@pytest.mark.parametrize(("asked", "told_of"), [("second", ["ours/2"]), ("first", [])])
def test_a_limit_counted_from_a_later_review_than_the_law_counts_it_from(asked: str, told_of: list[str]) -> None:
    """Reg 33(2): three months are counted from the first review. Said of the second, they are for the third."""
    rows = [
        'limit = "20 working days"\nafter = "became-looked-after"',
        f'limit = ["3 months", "91 days"]\nafter = "review"\nwhen = {{ review = "{asked}" }}',
    ]
    found = check_profile(profile_of(rules_of("review", *rows), OF_REVIEWS), first=D("2026-02-02"), last=D("2026-02-27"))
    assert [one.rule for one in found.findings if one.kind == "counted-from"] == told_of


def test_days_beside_working_days_are_not_working_days() -> None:
    """Two figures for one limit: the units differ, which is told, and so it is clear which days the first are."""
    tables = rules_of("review", 'limit = ["28 days", "20 working days"]\nafter = "became-looked-after"')
    assert told(tables, "untyped-days") == []
    assert len(told(tables, "units")) == 1
    assert len(told(rules_of("review", 'limit = "28 days"\nafter = "became-looked-after"'), "untyped-days")) == 1
