"""What was decided for one child (`decided_by`): from which day it counts, for how long, and what is said of it. Dates by hand.

Fault 3, friction 1 and 5 of forty-two procedures. Looked after on Mon 5 January 2026 unless a test says otherwise.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, came, done, dues, limits, moved, profile_of, review, reviewed, rule_of, schedule_of, task_of

from lacreview_rules import CeasedToBeLookedAfter, Fact, ProfileError

HEAD = '[[facts]]\nid = "visits-decided"\ntitle = "How often to visit"\n'
VISITS = HEAD + task_of("call")
SIX_WEEKS = VISITS + rule_of(1, "call", 'limit = "6 weeks"\nafter = "call"\ndecided_by = "visits-decided"')
ONCE = VISITS + rule_of(1, "call", 'limit = "6 weeks"\nafter = "call"\ndecided_by = "visits-decided"\ndecided_for = "next"')
NO_DEFAULT = VISITS + rule_of(1, "call", 'after = "call"\ndecided_by = "visits-decided"')
CALL = done("2026-06-22", "call")  # a Monday


def decided(on: str, value: str | bool, by: str | None = None) -> Fact:
    return Fact(on=D(on), fact="visits-decided", value=value, by=by)


@pytest.mark.parametrize(
    ("made_on", "value", "due"),
    [
        ("2026-06-24", "2 weeks", "2026-07-06"),  # a review of Wednesday 24 June: two weeks from the call of Monday 22 June
        ("2026-06-25", "2 weeks", "2026-07-06"),
        ("2026-06-22", "2 weeks", "2026-07-06"),  # on the day of the call
        ("2026-06-21", "2 weeks", "2026-07-06"),  # before it
        ("2026-07-06", "2 weeks", "2026-07-06"),  # on the last day of the two weeks
        ("2026-07-10", "2 weeks", "2026-07-10"),  # the two weeks have gone: due on the day of the decision
        ("2026-06-24", "2026-07-01", "2026-07-01"),  # a date
        ("2026-06-24", "8 weeks", "2026-08-17"),
        ("2026-08-03", "8 weeks", "2026-08-17"),  # on the last day of the six weeks
        ("2026-08-04", "8 weeks", "2026-08-03"),  # too late: it was due, and was not done
    ],
)
def test_it_counts_from_the_day_on_which_it_was_made(made_on: str, value: str, due: str) -> None:
    """Case b02: a call on 22 June, six weeks from it 3 August; decided otherwise while the next was open."""
    assert dues(schedule_of(SIX_WEEKS, CALL, decided(made_on, value)), "call")[0] == due


def test_a_decision_too_late_for_one_call_is_for_the_next() -> None:
    """Due on 3 August and assumed made then; two weeks, as decided on the 4th: 17 August."""
    assert dues(schedule_of(SIX_WEEKS, CALL, decided("2026-08-04", "2 weeks")), "call") == ["2026-08-03", "2026-08-17"]


def test_what_was_decided_when_it_was_done_is_for_the_next() -> None:
    """The call of Mon 20 July was in time by its six weeks; a decision of that day, or later, does not touch it."""
    for day in ("2026-07-20", "2026-07-21"):
        schedule = schedule_of(SIX_WEEKS, CALL, done("2026-07-20", "call"), decided(day, "2 weeks"))
        assert dues(schedule, "call")[:2] == ["2026-08-03", "2026-08-03"], day
    before = schedule_of(SIX_WEEKS, CALL, decided("2026-07-19", "2 weeks"), done("2026-07-20", "call"))
    assert next((str(due.due), due.status) for due in before.of("call")) == ("2026-07-19", "met-late")


def test_several_decisions_and_one_taken_back() -> None:
    """The last that came in time: three weeks, then five; taken back, the six weeks again."""
    made = [decided("2026-06-24", "3 weeks"), decided("2026-07-01", "5 weeks")]
    assert dues(schedule_of(SIX_WEEKS, CALL, *made), "call")[0] == "2026-07-27"
    assert dues(schedule_of(SIX_WEEKS, CALL, *made, decided("2026-07-02", value=False)), "call")[0] == "2026-08-03"


def test_a_decision_stays_until_it_is_taken_back() -> None:
    """Two weeks from each call: 6 July, and 20 July."""
    assert dues(schedule_of(SIX_WEEKS, CALL, decided("2026-06-24", "2 weeks")), "call") == ["2026-07-06", "2026-07-20"]


def test_a_decision_for_one_occasion() -> None:
    """Two weeks to the next call, 6 July; then six again: 17 August. Made on 1 July instead, six weeks from then: 12 August."""
    made = decided("2026-06-24", "2 weeks")
    assert dues(schedule_of(ONCE, CALL, made), "call") == ["2026-07-06", "2026-08-17"]
    assert dues(schedule_of(ONCE, CALL, made, done("2026-07-01", "call")), "call")[:2] == ["2026-07-06", "2026-08-12"]
    at_the_call = schedule_of(ONCE, CALL, decided("2026-06-22", "2 weeks"))
    assert dues(at_the_call, "call")[0] == "2026-07-06"  # made at the call, it is for the next


def test_a_date_is_for_one_occasion() -> None:
    """Called on 1 July for the date of 3 July: the next is six weeks from then, 12 August, and not two days."""
    schedule = schedule_of(SIX_WEEKS, CALL, decided("2026-06-24", "2026-07-03"), done("2026-07-01", "call"))
    assert dues(schedule, "call")[:2] == ["2026-07-03", "2026-08-12"]


def test_of_rules_that_count_from_something_else() -> None:
    """Two letters after the placement began; the decision of 6 January was for the one that was sent on the 8th."""
    rule = 'limit = "2 weeks"\nafter = "placement-started"\ndecided_by = "visits-decided"\ndecided_for = "next"'
    tables = HEAD + task_of() + rule_of(1, "letter", rule)
    once = [decided("2026-01-06", "3 days"), done("2026-01-08")]
    assert dues(schedule_of(tables, *once, moved("2026-02-02"))) == ["2026-01-08", "2026-02-16"]
    assert dues(schedule_of(tables, decided("2026-01-06", "3 days"))) == ["2026-01-08"]


def test_without_a_limit_of_its_own() -> None:
    """Nothing decided: advice, as without `decided_by`; decided between two calls, a date."""
    [advice] = schedule_of(NO_DEFAULT, CALL).of("call")
    assert (advice.due, advice.status) == (None, "advisory")
    found = schedule_of(NO_DEFAULT, CALL, decided("2026-06-24", "2 weeks")).of("call")
    assert [str(due.due) for due in found] == ["2026-07-06", "2026-07-20"]


@pytest.mark.parametrize("per", ["period-of-care", "placement", "review", "event"])
def test_in_every_shape_of_task(per: str) -> None:
    """A review on Wed 24 June; the letter two weeks after it, 8 July; decided on the 26th: 3 days after it, the day before, so the 27th."""
    rule = 'limit = "2 weeks"\nafter = "review"\ndecided_by = "visits-decided"'
    for value, due in (("3 days", "2026-06-27"), ("2026-07-01", "2026-07-01"), ("1 day", "2026-06-26")):
        tables = HEAD + task_of(per=per) + rule_of(1, "letter", rule)
        found = dues(schedule_of(tables, *reviewed("2026-06-24"), decided("2026-06-26", value)))
        assert found[0] == due, (per, value)
        tables = HEAD + task_of(per=per) + rule_of(1, "letter", rule.replace('limit = "2 weeks"\n', ""))
        assert due in dues(schedule_of(tables, *reviewed("2026-06-24"), decided("2026-06-26", value))), (per, value)


def test_the_next_review_as_decided_at_a_review() -> None:
    """Reviews on 30 January and 20 April; decided at that of 20 April, and again in May: four months is 20 August, three is 20 July."""
    tables = HEAD + rule_of(1, "review", 'limit = "6 months"\nafter = "review"\nwhen = { review = "later" }\ndecided_by = "visits-decided"')
    held = reviewed("2026-01-30", "2026-04-20")
    assert str(review(schedule_of(tables, *held, decided("2026-04-20", "4 months")), 3).due) == "2026-08-20"
    assert str(review(schedule_of(tables, *held, decided("2026-05-04", "3 months")), 3).due) == "2026-07-20"


def test_a_decision_about_the_placement_ends_with_it() -> None:
    """Decided in the first placement, from which the child moved before the call: the six weeks."""
    tables = SIX_WEEKS.replace('How often to visit"', 'How often to visit"\nscope = "placement"')
    calls = [decided("2026-06-18", "2 weeks"), moved("2026-06-20"), CALL]
    assert dues(schedule_of(tables, *calls), "call")[0] == "2026-08-03"
    assert dues(schedule_of(tables, moved("2026-06-17"), decided("2026-06-18", "2 weeks"), CALL), "call")[0] == "2026-07-06"


def test_a_decision_about_the_child_lasts_beyond_care() -> None:
    """Decided in the first period of care; in the second, from Mon 1 June, the first call is due a week after it, then two weeks."""
    tables = SIX_WEEKS.replace('How often to visit"', 'How often to visit"\nscope = "child"')
    events = [decided("2026-02-02", "2 weeks"), CeasedToBeLookedAfter(on=D("2026-03-02")), came("2026-06-01"), CALL]
    assert dues(schedule_of(tables, *events), "call")[0] == "2026-07-06"


def test_whose_decision_it_is_and_of_which_day_is_explained() -> None:
    """Friction 1: the number that was counted is not the rule's own."""
    [first, second] = schedule_of(SIX_WEEKS, CALL, decided("2026-06-24", "2 weeks", by="IRO")).of("call")
    line = "Decided: 2 weeks, on Wed 24 Jun 2026, by IRO, in place of 6 weeks (How often to visit)"
    assert first.explanation.line("decision") == line
    assert second.explanation.line("decision") == line
    step = next(step for step in first.explanation.steps if step.kind == "decision")
    assert step.to_dict() == {
        "step": "decision",
        "fact": "visits-decided",
        "title": "How often to visit",
        "value": "2 weeks",
        "on": "2026-06-24",
        "by": "IRO",
        "in_place_of": "6 weeks",
    }
    [dated, _] = schedule_of(SIX_WEEKS, CALL, decided("2026-06-24", "2026-07-01")).of("call")
    said = "Decided: Wed 1 Jul 2026, on Wed 24 Jun 2026, by whom is not recorded, in place of 6 weeks (How often to visit)"
    assert dated.explanation.line("decision") == said
    assert dated.explanation.line("count") == "Counted: nothing; the date was decided on Wed 24 Jun 2026"
    [late, _] = schedule_of(SIX_WEEKS, CALL, decided("2026-07-10", "2 weeks")).of("call")
    assert "; it ends no earlier than the day of the decision" in late.explanation.line("count")
    [own, _] = schedule_of(SIX_WEEKS, CALL).of("call")
    assert own.explanation.line("decision") == ""


def test_decided_for_what_no_decision_is_for() -> None:
    for keys, told in (
        ('limit = "1 week"\nafter = "review"\ndecided_for = "next"', "no decision is named"),
        ('limit = "1 week"\nbefore = "review"\ndecided_by = "visits-decided"\ndecided_for = "next"', "it counts back"),
    ):
        with pytest.raises(ProfileError, match=told):
            profile_of(HEAD + task_of() + rule_of(1, "letter", keys))


def test_what_is_decided_after_care_counts_for_what_outlives_it() -> None:
    """Left care on Mon 2 March 2026, called on the 9th; eight weeks is 4 May, twelve, as decided on the 20th, 1 June."""
    about_the_child = HEAD + 'scope = "child"\n'
    tables = about_the_child + task_of("call", keys="outlives_care = true\n")
    tables += rule_of(1, "call", 'limit = "8 weeks"\nafter = "call"\ndecided_by = "visits-decided"')
    left = CeasedToBeLookedAfter(on=D("2026-03-02"))
    found = schedule_of(tables, left, done("2026-03-09", "call"), decided("2026-03-20", "12 weeks"))
    assert (dues(found, "call")[0], found.problems) == ("2026-06-01", ())
    before = schedule_of(tables, left, decided("2026-03-05", "12 weeks"), done("2026-03-09", "call"))
    assert dues(before, "call")[0] == "2026-06-01"


@pytest.mark.parametrize("per", ["review", "event"])
def test_a_decision_leaves_the_other_rules_of_the_task_as_they_are(per: str) -> None:
    """Profile format, `decided_by`: it takes the place of that limit. Reviewed on Wed 24 June: decided 27 June, and ten days 4 July."""
    decided_rule = rule_of(1, "letter", 'limit = "2 weeks"\nafter = "review"\ndecided_by = "visits-decided"')
    tables = HEAD + task_of(per=per) + decided_rule + rule_of(2, "letter", 'limit = "10 days"\nafter = "review"')
    for value, found in (("3 days", ["ours/1 2026-06-27", "ours/2 2026-07-04"]), ("3 weeks", ["ours/2 2026-07-04", "ours/1 2026-07-15"])):
        first = schedule_of(tables, *reviewed("2026-06-24"), decided("2026-06-26", value)).of("letter")[0]
        assert [" ".join(limit) for limit in limits(first)] == found


def test_a_day_that_no_calendar_has_decides_nothing() -> None:
    """Thirty days has September: the six weeks stay, 3 August, and the record is told of."""
    found = schedule_of(SIX_WEEKS, CALL, decided("2026-06-24", "2026-09-31"))
    assert dues(found, "call")[0] == "2026-08-03"
    assert [(problem.where, problem.what) for problem in found.problems] == [
        ("events[2].value", "what was decided is neither a period nor a date")
    ]
