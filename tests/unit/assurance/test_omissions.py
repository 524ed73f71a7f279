"""What local rows leave out is told: guidance, exemptions of the law, decisions that can pass it, and the comparison itself.

Authority: published procedures written as profiles (F4, F5, F5a, 6d, 6e, 7), against the IRO Handbook, CPR 2010 regs 33 and 48.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import ALONE, HEAD, D, profile_of, rules_of

from lacreview_rules import check_profile, load_profile, shipped_profiles
from lacreview_rules.assurance import courses_of_care

if TYPE_CHECKING:
    from lacreview_rules.assurance.answer import Assurance
    from lacreview_rules.assurance.findings import Finding

VISIT = 'limit = "6 weeks"\nafter = "visit"\n'
FIRST = 'limit = "28 days"\nafter = "became-looked-after"\n'


@pytest.fixture(autouse=True)
def _few_courses_of_care(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked here is not found by building histories: a few of the 900 will do."""
    monkeypatch.setattr(courses_of_care, "_MOST", 20)


def checked(tables: str, head: str = HEAD, against: str | None = None) -> Assurance:
    law = None if against is None else load_profile(against)
    return check_profile(profile_of(tables, head), first=D("2026-01-01"), last=D("2026-12-31"), against=law)


def of_kind(found: Assurance, kind: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.kind == kind]


def test_guidance_that_stays_for_the_first_review() -> None:
    """The template's own example, for reviews but the first: the three working days of the handbook stay for that."""
    rows = 'limit = "5 working days"\nbefore = "review"\nwhen = { review = "not first" }'
    [kept] = of_kind(checked(rules_of("review-report", rows)), "guidance-kept")
    assert (kept.severity, kept.counterpart) == ("fine", "england/IRO4")
    assert "except where it is not the first review" in kept.words


@pytest.mark.parametrize(
    ("keys", "said"),
    others_slow(
        [
            ('unless = { review = "first" }', "except for what ours/1 limits (unless it is the first review)"),
            ("in_force = { from = 2026-04-01 }", "except for what ours/1 limits (in force from Wed 1 Apr 2026)"),
            ('while = { placement = "not adoptive" }', "except for what ours/1 limits (as long as the placement is not adoptive)"),
        ],
        quick=1,
    ),
)
def test_guidance_that_stays_says_beside_what(keys: str, said: str) -> None:
    [kept] = of_kind(checked(rules_of("review-report", f'limit = "5 working days"\nbefore = "review"\n{keys}')), "guidance-kept")
    assert kept.words.endswith(f"{said}.")


def test_guidance_that_is_dropped_and_not_replaced() -> None:
    """A date that is gone is later than any date: told as later than guidance, with what it concerns."""
    head = HEAD + 'drop = ["england/IRO8"]\n'
    found = checked(rules_of("record-distributed", 'after = "review"\nnote = "as soon as possible"'), head)
    [gone] = of_kind(found, "taken-away")
    assert (gone.severity, gone.counterpart, gone.rule) == ("looser", "england/IRO8", "ours/1")
    instead = checked(rules_of("record-distributed", 'after = "review"\nlimit = "10 working days"'), head)
    assert of_kind(instead, "taken-away") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "rows", "law"),
    [
        ("review", ['after = "review"\ndecided_by = "agreed"'], "england/R2"),
        ("visit", ['after = "review"\ndecided_by = "agreed"'], "england/V2"),
        ("visit", ['after = "review"\ndecided_by = "agreed"', 'after = "visit"\nlimit = "6 weeks"'], "england/V1"),
        ("record-distributed", ['after = "review"\ndecided_by = "agreed"', 'after = "review"\nlimit = "10 working days"'], None),
    ],
)
def test_a_decision_that_sets_the_date_itself_can_pass_the_law(task: str, rows: list[str], law: str | None) -> None:
    """As the review decides (pattern 4), with no number: told, also where the law counts from another thing, unless a row holds it."""
    found = of_kind(checked(AGREED + rules_of(task, *rows)), "decision")
    assert [told.counterpart for told in found] == ([] if law is None else [law])
    assert all(told.words.startswith('What is recorded as "What was agreed" sets the date, and nothing') for told in found)


@pytest.mark.slow
def test_guidance_that_two_rows_replace_between_them_is_not_gone() -> None:
    """One for the first review and one for the others: each has its date."""
    row = 'limit = "5 working days"\nbefore = "review"\nwhen = {{ review = "{}" }}'
    found = checked(rules_of("review-report", row.format("first"), row.format("later")))
    assert of_kind(found, "taken-away") == []


@pytest.mark.slow
def test_exemptions_that_are_not_taken_over() -> None:
    """28 days for every child: reg 33 leaves out a child in short breaks (reg 48), and one placed for adoption (AAR 2005)."""
    [told] = of_kind(checked(rules_of("review", FIRST)), "exemption")
    assert told.severity == "trap"
    assert "england/R1 leaves a child out if the legal status is short break, or if the placement is adoptive" in told.words
    assert told.words.endswith('write exempt_like = ["england/R1"] in ours/1.')


@pytest.mark.parametrize(
    "more",
    others_slow(
        [
            'exempt_like = ["england/R1"]\n',
            'unless = [{ legal_status = "short-break" }, { placement = "adoptive" }]\n',
            'when = { legal_status = "not short-break", placement = "foster-care" }\n',
        ]
    ),
)
def test_exemptions_that_are(more: str) -> None:
    """By the key, by the same exceptions, or by asking for another kind of child."""
    assert of_kind(checked(rules_of("review", FIRST + more)), "exemption") == []


@pytest.mark.slow
def test_one_exemption_is_told_once_for_a_task() -> None:
    """Three rows for reviews, one of which says it already."""
    rows = (FIRST, 'limit = "3 months"\nafter = "review"\nwhen = { review = "first" }\n')
    [told] = of_kind(checked(rules_of("review", *rows)), "exemption")
    assert "ours/1, ours/2 do not" in told.words


@pytest.mark.slow
def test_what_one_row_of_the_law_leaves_out_and_another_dates_is_no_exemption() -> None:
    """A placement meant to last to 18 has visits every three months from its second year (reg 28(3)): it is not left out."""
    [told] = of_kind(checked(rules_of("visit", 'limit = "6 weeks"\nafter = "visit"')), "exemption")
    assert "until the child is 18" not in told.words
    assert told.words.endswith('write exempt_like = ["england/V2"] in ours/1.')


@pytest.mark.slow
def test_another_fact_of_the_law_is_another_case() -> None:
    """Two weeks where the placement is at risk: reg 28(7) asks for another fact, temporary approval, and leaves nobody out."""
    fact = '[[facts]]\nid = "at-risk"\ntitle = "The placement is at risk"\nscope = "placement"\n'
    rules = rules_of("visit", 'limit = "2 weeks"\nafter = "visit"\nwhen = { fact = "at-risk" }')
    [told] = of_kind(checked(fact + rules), "exemption")
    assert told.words.endswith('write exempt_like = ["england/V2"] in ours/1.')


@pytest.mark.slow
def test_a_decision_can_pass_the_law() -> None:
    """Six months or what was decided: nine months are allowed by the row, and not by reg 33(2)."""
    fact = '[[facts]]\nid = "next-review"\ntitle = "Next review"\n'
    row = 'limit = "6 months"\nafter = "review"\nwhen = { review = "later" }\ndecided_by = "next-review"\n'
    [told] = of_kind(checked(fact + rules_of("review", row)), "decision")
    assert (told.severity, told.counterpart) == ("trap", "england/R3")
    assert "Schedules keep england/R3 all the same" in told.words


MEETING = (
    '[review_cycle]\ntask = "meeting"\n[[tasks]]\nid = "meeting"\ntitle = "Meeting"\nper = "period-of-care"\ndone_by = ["review-held"]\n'
)


AGREED = '[[facts]]\nid = "agreed"\ntitle = "What was agreed"\n'


@pytest.mark.slow
def test_a_decision_that_another_row_holds_cannot_pass_the_law() -> None:
    """F5, rows judged together: six months as decided, and six months whatever was decided."""
    later = 'limit = "6 months"\nafter = "review"\nwhen = { review = "later" }\n'
    assert of_kind(checked(AGREED + rules_of("review", later + 'decided_by = "agreed"', later)), "decision") == []
    first = later.replace("later", "first")
    [told] = of_kind(checked(AGREED + rules_of("review", later + 'decided_by = "agreed"', first)), "decision")
    assert (told.rule, told.counterpart) == ("ours/1", "england/R3")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "row", "law"),
    [
        ("care-plan", 'limit = "5 working days"\nafter = ["became-looked-after", "placement-started"]', "england/P1"),
        ("review", 'limit = "20 working days"\nafter = "placement-started"', "england/R1"),
    ],
)
def test_an_anchor_written_otherwise_hides_neither_a_decision_nor_an_exemption(task: str, row: str, law: str) -> None:
    """F12, of what is left out: from the later of coming in and the placement, or from the placement."""
    [told] = of_kind(checked(AGREED + rules_of(task, row + '\ndecided_by = "agreed"')), "decision")
    assert told.counterpart == law
    assert [
        found.counterpart
        for found in of_kind(checked(rules_of("review", FIRST.replace("became-looked-after", "placement-started"))), "exemption")
    ] == ["england/R1"]


def test_a_profile_that_extends_nothing_is_not_compared() -> None:
    """And says so, instead of judging it by the law of another nation, or calling it never later."""
    found = checked(MEETING + rules_of("meeting", FIRST), ALONE)
    assert (found.against, found.breaches) == (None, ())
    assert found.verdict.startswith("It extends nothing, so it was not compared with any regulations")
    assert "regulations alone" not in "".join(finding.words for finding in found.findings)


@pytest.mark.slow
def test_against_a_law_its_review_is_found_whatever_its_name() -> None:
    """28 days are later than 20 working days from a weekend (reg 33(1)), also where the review is called a meeting."""
    found = checked(MEETING + rules_of("meeting", FIRST), ALONE, "england")
    assert found.against == "england"
    assert [(f.rule, f.counterpart) for f in found.breaches] == [("ours/1", "england/R1")]
    assert "regulations alone" not in "".join(finding.words for finding in found.findings)


@pytest.mark.slow
def test_a_profile_that_extends_nothing_is_told_a_remedy_that_it_can_write() -> None:
    """Reg 33 exempts short breaks and placements for adoption (F5a); `exempt_like` names rows of a parent, and here there is none."""
    [told] = of_kind(checked(MEETING + rules_of("meeting", FIRST), ALONE, "england"), "exemption")
    assert "exempt_like" not in told.words
    assert told.words.endswith("To leave out the same children, write an unless for each kind of child.")
    [told] = of_kind(checked(rules_of("review", FIRST)), "exemption")
    assert told.words.endswith('write exempt_like = ["england/R1"] in ours/1.')


SECURED = 'limit = "72 hours"\nafter = "secured-without-order"\n'
HEALTH = 'limit = "12 months"\nafter = "health-assessment"\nwhen = { age = "5 or over" }\n'
PLAN = 'limit = "5 working days"\nafter = "placement-started"\nunless = { placement = "adoptive" }\n'


@pytest.mark.parametrize(
    ("task", "row", "key", "law"),
    others_slow(
        [
            ("secure-accommodation-authorised", SECURED, 'adds_up_within = "28 days"', "england/X3"),
            ("health-assessment", HEALTH, "", ""),
            ("secure-accommodation-authorised", SECURED + 'adds_up_within = "3 weeks"\n', 'adds_up_within = "28 days"', "england/X3"),
            ("secure-accommodation-authorised", SECURED + 'adds_up_within = "4 weeks"\n', "", ""),
            ("health-assessment", HEALTH + 'while = { placement = "not adoptive" }\n', "comes_back = true", "england/H4"),
            ("health-assessment", HEALTH + 'while = { placement = "not adoptive" }\ncomes_back = true\n', "", ""),
            ("placement-plan", PLAN, "unless_throughout = true", "england/P3"),
            ("placement-plan", PLAN + "unless_throughout = true\n", "", ""),
            ("visit", VISIT + 'until = "placement-ended"\n', "", ""),
            ("visit", VISIT + 'until = "age 16 years"\n', "", ""),
        ],
        quick=1,
    ),
)
def test_what_a_row_gives_up_that_the_law_keeps(task: str, row: str, key: str, law: str) -> None:
    """Children (Secure Accommodation) Regulations 1991 reg 10, CPR 2010 regs 7(3) and 9: the dates of the rows are the same, otherwise."""
    found = checked(rules_of(task, row))
    told = of_kind(found, "gives-up")
    assert [one.counterpart for one in told] == ([law] if law else [])
    assert all(f"under {law} ({key}), and not under ours/1" in one.words for one in told)
    assert ("1 of them can be, or have no date" in found.verdict) is bool(law)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", others_slow(sorted(set(shipped_profiles()) - {"england", "wales"}, key=lambda name: (name != "portsmouth", name)))
)
def test_no_shipped_row_gives_up_what_the_law_keeps(name: str) -> None:
    """A child who comes back from adopters owes a review (CPR 2010 reg 33) under each authority's own row as under the regulation's.

    Where an authority's cycle starts again with the move, its first review is counted from that, and no limit of before comes back.
    """
    found = check_profile(load_profile(name), first=D("2026-01-01"), last=D("2026-01-31"))
    told = of_kind(found, "gives-up")
    assert {one.task for one in told} == ({"review"} if name in {"south-gloucestershire", "west-sussex-residential"} else set())
    assert all(
        one.words.endswith("Its cycle starts again with the move that brings the child back, and counts from there.") for one in told
    )


def test_what_ends_and_is_taken_up_by_another_row() -> None:
    """CPR 2010 reg 28: visits go on after a review. Four weeks until it, and six weeks from then on, leave nothing out."""
    row = VISIT.replace("6 weeks", "4 weeks") + 'until = "review"'
    told = of_kind(checked(rules_of("visit", row)), "gives-up")
    assert [one.counterpart for one in told] == ["england/V2", "england/V4"]
    words = (
        "What falls due after review is owed all the same. So it is under england/V2, england/V4 (no until), and not under ours/1: a date "
        "can be later there, or gone. Remove until, or add a timescale for the time after that."
    )
    assert {one.words for one in told} == {words}
    assert of_kind(checked(rules_of("visit", row, VISIT)), "gives-up") == []
    assert of_kind(checked(rules_of("visit", row, VISIT + 'when = { placement = "hospital" }')), "gives-up") == told


def test_a_limit_for_the_second_review_alone() -> None:
    """`nth = 2`: the first review is left out as well as the third."""
    row = 'limit = "20 working days"\nafter = "became-looked-after"\nnth = 2'
    [told] = of_kind(checked(rules_of("review", row)), "no-later-review")
    assert told.words.startswith("The profile says when a later review is due, and gives no limit for a first or a third or later review.")
