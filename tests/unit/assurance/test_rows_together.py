"""Rows of a profile are judged together: what another row of it always brings earlier is not later than the regulations.

Authority: published procedures, written as profiles (F3, 6a, 6c), against CPR 2010 reg 33 (20 working days, three months, six months)
and AAR 2005 reg 36 (weekly visits until the first review, six-weekly then). For whatever is called later there is a history here on
which the profile by itself is later, worked by building both schedules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import HEAD, D, profile_of, rules_of

from lacreview_rules import check_profile

if TYPE_CHECKING:
    from lacreview_rules.assurance.answer import Assurance

ADOPTIVE = 'when = { placement = "adoptive" }\n'


def checked(*rules: str, task: str = "review", head: str = HEAD, tables: str = "") -> Assurance:
    return check_profile(profile_of(tables + rules_of(task, *rules), head), first=D("2024-01-01"), last=D("2027-12-31"))


def later(found: Assurance) -> list[tuple[str, str | None]]:
    return [(f.rule, f.counterpart) for f in found.findings if f.severity in ("breach", "looser")]


def later_specially(found: Assurance) -> list[tuple[str, str | None]]:
    return [(f.rule, f.counterpart) for f in found.of("trap") if f.kind == "special-case"]


FIRST = 'limit = "20 working days"\nafter = "became-looked-after"'
SECOND = 'limit = "3 months"\nafter = "review"\nwhen = { review = "first" }'
EVERY = 'limit = "6 months"\nafter = "review"'


@pytest.mark.slow
def test_one_for_the_first_beside_one_for_every_review() -> None:
    """Reg 33(2): three months after the first review, and six months: the text of one authority. Six months alone is later."""
    assert later(checked(FIRST, SECOND, EVERY)) == []
    assert later(checked(FIRST, EVERY)) == [("ours/2", "england/R2")]


@pytest.mark.slow
def test_a_row_for_the_first_review_of_each_cycle_helps_in_each() -> None:
    """Where a move restarts the cycle, both rows know it: the second review in care has a limit of three months."""
    head = HEAD + '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
    moved = 'limit = "20 working days"\nafter = "placement-moved"'
    assert ("ours/4", "england/R2") not in later(checked(FIRST, moved, SECOND, EVERY, head=head))


@pytest.mark.parametrize("while_", others_slow(["", 'while = { review = "any" }\n']))
def test_weekly_until_the_review_and_six_weekly_then(while_: str) -> None:
    """AAR 2005 reg 36(4): what two published procedures say in two rows, the second of which speaks of no review."""
    weekly = f'limit = "1 week"\nafter = "visit"\nuntil = "review"\n{ADOPTIVE}'
    six_weeks = f'limit = "6 weeks"\nafter = "visit"\n{ADOPTIVE}{while_}'
    found = checked(weekly, six_weeks, task="visit")
    assert later(found) == []
    assert ("ours/2", "england/A6b") not in later_specially(found)


@pytest.mark.slow
def test_six_weekly_alone_is_later_than_weekly_until_the_review() -> None:
    """The same second row by itself."""
    assert ("ours/1", "england/A6b") in later(checked(f'limit = "6 weeks"\nafter = "visit"\n{ADOPTIVE}', task="visit"))


@pytest.mark.slow
def test_weekly_until_something_else_does_not_help() -> None:
    """Weekly until the care plan is made leaves six weeks from then to the first review."""
    weekly = f'limit = "1 week"\nafter = "visit"\nuntil = "care-plan"\n{ADOPTIVE}'
    six_weeks = f'limit = "6 weeks"\nafter = "visit"\n{ADOPTIVE}'
    assert ("ours/2", "england/A6b") in later(checked(weekly, six_weeks, task="visit"))


@pytest.mark.slow
def test_a_special_case_that_another_row_speaks_of() -> None:
    """Temporary approval (reg 28(4)): four weeks, in a row of its own beside one of six weeks for everybody."""
    everybody = 'limit = "6 weeks"\nafter = "visit"'
    of_these = 'limit = "4 weeks"\nafter = "visit"\nwhen = { fact = "temporary-approval" }'
    assert ("ours/1", "england/V7b") in later_specially(checked(everybody, task="visit"))
    assert ("ours/1", "england/V7b") not in later_specially(checked(everybody, of_these, task="visit"))


@pytest.mark.slow
def test_a_limit_on_the_second_completion_is_not_one_on_the_first() -> None:
    """The second review 75 days after care began (`nth = 2`), the first after 20 working days (a published procedure)."""
    found = checked(FIRST, 'limit = "75 days"\nafter = "became-looked-after"\nnth = 2', 'limit = "6 months"\nafter = "review"')
    compared = {(f.rule, f.counterpart) for f in found.findings if f.shares is not None}
    assert ("ours/1", "england/R1") in compared
    assert ("ours/2", "england/R1") not in compared
    assert not [f for f in found.of("trap") if f.kind == "no-later-review"]


@pytest.mark.slow
def test_the_first_review_of_a_new_cycle_in_a_row_of_its_own() -> None:
    """The cycle starts again with a change of the care plan, and the next row says when the review is then due."""
    head = HEAD + '[review_cycle]\nrestarts_on = ["plan-changed"]\n'
    tables = '[[events]]\nid = "plan-changed"\n'
    rows = (FIRST, SECOND, EVERY)
    row = 'limit = "20 days"\nafter = "plan-changed"'
    told = [f for f in checked(*rows, head=head, tables=tables).of("trap") if "starts again" in f.words]
    assert [f.kind for f in told] == ["no-later-review"]
    assert not [f for f in checked(*rows, row, head=head, tables=tables).of("trap") if "starts again" in f.words]


@pytest.mark.slow
@pytest.mark.parametrize("limit", ["5 months", "6 months"])
def test_a_regulation_whose_own_cycle_restarts_where_the_profiles_does_not(limit: str) -> None:
    """AAR 2005 reg 36(3)(b), `england/A4`: a child is placed for adoption after two reviews; three months after the next is sooner.

    The local rows never restart, so only A4 calls that review the first: the history has to hold a move that A4 restarts on.
    """
    later_ones = f'limit = "{limit}"\nafter = "review"\nwhen = {{ review = "later" }}'
    found = checked(SECOND, later_ones, head=HEAD + "[review_cycle]\nrestarts_on = []\n")
    assert later(found) == []
    assert [f for f in found.findings if f.kind == "not-shown"] == []
    [special] = [f for f in found.of("trap") if (f.rule, f.counterpart) == ("ours/2", "england/A4")]
    assert special.kind == "special-case"
    assert special.witness is not None
    assert "moved (adoptive)" in special.witness.story


@pytest.mark.slow
def test_a_row_for_every_third_review_helps_no_other() -> None:
    """Three months from every third review, six from each: from the first the law says three (reg 33(2)), and nothing here does."""
    every_third = 'limit = "3 months"\nafter = "review"\nwhen = { review = "every third" }'
    assert ("ours/3", "england/R2") in later(checked(FIRST, every_third, EVERY))


@pytest.mark.slow
def test_a_row_that_says_what_the_guidance_says_is_no_breach() -> None:
    """The statutory guidance (H5, IRO1) says 20 and five working days of coming into care, as most authorities do.

    CPR 2010 reg 7 and 8 say before the first review. A review held sooner than these days is named, and is no breach of theirs.
    """
    for task, limit, regulation, guidance in (
        ("health-assessment", "20 working days", "england/H1", "england/H5"),
        ("iro-appointed", "5 working days", "england/I1", "england/IRO1"),
    ):
        found = checked(f'limit = "{limit}"\nafter = "became-looked-after"', task=task)
        assert found.breaches == ()
        [said] = [one for one in found.findings if one.counterpart == regulation and one.kind == "as-guidance"]
        assert guidance in said.words
        assert said.first is not None


@pytest.mark.slow
def test_a_row_that_is_later_than_the_guidance_too_is_a_breach() -> None:
    """Six weeks: later than H5 as well, and a first review within 20 working days comes before it."""
    found = checked('limit = "6 weeks"\nafter = "became-looked-after"', task="health-assessment")
    assert ("ours/1", "england/H1") in [(one.rule, one.counterpart) for one in found.breaches]


@pytest.mark.slow
def test_a_second_review_counted_from_care_where_the_first_is_held_at_once() -> None:
    """Reg 33(2): the first review is held on the day after; three months from then are 90 to 93 days from care, and not 100."""
    second = 'limit = "100 days"\nafter = "became-looked-after"\nnth = 2'
    assert ("ours/2", "england/R2") in later(checked(FIRST, second))
    assert ("ours/2", "england/R2") not in later(checked(FIRST, second.replace("100", "80")))


@pytest.mark.slow
def test_days_before_the_first_that_the_authority_named_are_not_compared() -> None:
    """Ten school days: terms are named from 2 September 2025, and the first of them is no school day for a child of 2018.

    From Fri 19 December 2025 ten school days end on Fri 16 January, as Christmas is not term; ten working days on Tue 6 January.
    """
    terms = '[[days]]\nid = "term"\nspans = [{ from = 2025-09-02, to = 2025-12-19 }, { from = 2026-01-05, to = 2026-03-27 }]\n'
    row = 'limit = "10 working days"\nafter = "became-looked-after"\ncounted_in = "term"'
    found = check_profile(profile_of(terms + rules_of("personal-education-plan", row), HEAD), last=D("2026-06-30"))
    [looser] = [one for one in found.findings if one.counterpart == "england/E1" and one.severity == "looser"]
    assert looser.first is not None
    assert looser.first.start >= D("2025-09-02")
    assert looser.worst is not None
    assert looser.worst.days_later < 31


@pytest.mark.slow
def test_a_row_that_asks_for_an_age_is_compared_with_what_comes_before_the_review() -> None:
    """Five working days for an IRO of a child under five: I1 says before the first review, IRO1 five days for every child."""
    row = 'limit = "{}"\nafter = "became-looked-after"\nwhen = {{ age = "under 5" }}'
    found = checked(row.format("5 working days"), task="iro-appointed")
    assert ("england/I1", "as-guidance") in [(one.counterpart, one.kind) for one in found.findings]
    [breach] = checked(row.format("5 weeks"), task="iro-appointed").breaches
    assert breach.counterpart == "england/I1"
    assert breach.witness is not None
    assert breach.witness.story.startswith("born ")  # the child is under five only for whoever is told so


@pytest.mark.slow
def test_a_row_for_moves_that_asks_for_an_age() -> None:
    """CPR 2010 reg 9: five working days of the start of any placement; ten days after a move are later."""
    found = checked('limit = "10 days"\nafter = "placement-moved"\nwhen = { age = "under 5" }', task="placement-plan")
    assert ("ours/1", "england/P3") in later(found)


@pytest.mark.slow
def test_a_row_before_a_review_that_the_profile_does_not_date() -> None:
    """With the profile alone no review is expected: what shows that the row is later is a child whose review was held.

    CPR 2010 reg 4: ten working days. From Mon 1 January 2024 they end on Mon 15 January, and a review held on day 20, Sun 21 January,
    is the day of the row; for a child of whom no review is recorded the row gives no day at all.
    """
    [breach] = checked('before = "review"\nuntil = "review"\nwhen = { review = "any" }', task="care-plan").breaches
    assert breach.first is not None
    assert breach.first.story == "looked after Mon 1 Jan 2024, review held Sun 21 Jan 2024"
    assert (str(breach.first.local), str(breach.first.other)) == ("2024-01-21", "2024-01-15")


@pytest.mark.slow
def test_a_row_before_a_review_that_never_applies_where_one_was_held() -> None:
    """What nothing but the regulations dates is not compared: there the profile alone has no day that could be later."""
    found = checked('before = "review"\nwhen = { review = "none" }', task="care-plan")
    assert [one for one in found.breaches if one.first is not None and "review held" not in one.first.story] == []


@pytest.mark.slow
@pytest.mark.parametrize(("row", "is_later"), [('before = "age 17 years"', True), ('before = "age 16 years 3 months"', False)])
def test_an_age_other_than_the_one_that_the_law_counts_from(row: str, is_later: bool) -> None:
    """CPR 2010 reg 42(1): three months after the later of 16 and becoming eligible, which is before 17 for who came in at 16."""
    assert later(checked(row, task="pathway-assessment")) == ([("ours/1", "england/T2")] if is_later else [])


@pytest.mark.slow
def test_the_law_by_the_event_that_records_what_it_counts_from() -> None:
    """Six months after the child became eligible are three more than reg 42(1) allows."""
    assert later(checked('limit = "6 months"\nafter = "became-eligible"', task="pathway-assessment")) == [("ours/1", "england/T2")]
