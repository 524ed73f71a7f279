"""What counts from another task, or from what was decided for one child.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from tests.small_profiles import D, dues, rule_of, schedule_of, seen, task_of

from lacreview_rules import Fact, PlacementMoved, TaskDone


def test_a_decision_that_is_neither_a_period_nor_a_date() -> None:
    """It is told, and the limit that everybody has stands: ten working days, until Mon 19 January."""
    borne_by_nothing = (
        "fact: nothing is due by what was decided: no rule that it is for applies then, or what it is about was due or done before"
    )
    tables = '[[facts]]\nid = "how-soon"\n' + task_of()
    tables += rule_of(1, "letter", 'limit = "10 working days"\nafter = "became-looked-after"\ndecided_by = "how-soon"')
    for value, due, problems in (
        ("soon", "2026-01-19", ["what was decided is neither a period nor a date"]),
        ("1 week", "2026-01-12", []),
        ("2026-01-08", "2026-01-08", []),
        ("2026-01-05", "2026-01-19", [borne_by_nothing]),  # a day that has gone is no limit, and it is told that it was not taken
    ):
        found = schedule_of(tables, Fact(on=D("2026-01-05"), fact="how-soon", value=value))
        assert dues(found) == [due]
        assert [problem.what for problem in found.problems] == problems


def test_nothing_was_decided() -> None:
    """A rule without a limit of its own is advice until there is a decision."""
    tables = '[[facts]]\nid = "how-soon"\n' + task_of() + rule_of(1, "letter", 'after = "became-looked-after"\ndecided_by = "how-soon"')
    assert [due.status for due in schedule_of(tables).of("letter")] == ["advisory"]
    assert dues(schedule_of(tables, Fact(on=D("2026-01-05"), fact="how-soon", value="3 days"))) == ["2026-01-08"]


def test_what_was_done_though_nothing_asked_for_it() -> None:
    """A letter for each event of a kind that did not happen; the reply to it is due within a week of it all the same."""
    tables = '[[events]]\nid = "asked"\n' + task_of(per="event") + rule_of(1, "letter", 'limit = "1 day"\nafter = "asked"')
    tables += task_of("reply", "event") + rule_of(2, "reply", 'limit = "1 week"\nafter = "letter"')
    assert dues(schedule_of(tables, TaskDone(on=D("2026-01-12"), task="letter")), "reply") == ["2026-01-19"]
    assert dues(schedule_of(tables), "reply") == []


def test_what_recurs_and_is_counted_from() -> None:
    """Calls weekly, and a note two days after each: the calls made, the open one, and one that is only assumed."""
    tables = task_of("call") + rule_of(1, "call", 'limit = "1 week"\nafter = "became-looked-after"')
    tables += rule_of(2, "call", 'limit = "1 week"\nafter = "call"')
    tables += task_of("note", "event") + rule_of(3, "note", 'limit = "2 days"\nafter = "call"')
    found = schedule_of(tables, TaskDone(on=D("2026-01-09"), task="call"), TaskDone(on=D("2026-01-14"), task="call"))
    assert dues(found, "call") == ["2026-01-12", "2026-01-16", "2026-01-21", "2026-01-28"]
    assert dues(found, "note") == ["2026-01-11", "2026-01-16", "2026-01-23", "2026-01-30"]


def test_many_that_each_ask() -> None:
    """Twenty events in one placement, none in the next: the letter after the first of them is due, once, and none after the move."""
    tables = task_of(per="placement") + rule_of(1, "letter", 'limit = "3 days"\nafter = "significant-event"')
    many = [seen(f"2026-01-{day:02}") for day in range(8, 28)]
    found = schedule_of(tables, *many, PlacementMoved(on=D("2026-02-02")), TaskDone(on=D("2026-02-04"), task="letter"))
    assert "2026-01-11" in dues(found)
    assert all(due.due is not None and due.due < D("2026-02-02") for due in found.of("letter"))
    after = schedule_of(tables, *many, PlacementMoved(on=D("2026-01-20")), TaskDone(on=D("2026-01-20"), task="letter"))
    assert ("2026-01-23", "met") in [(str(due.due), due.status) for due in after.of("letter")]


def test_a_limit_that_lapsed() -> None:
    """Within a fortnight of care, while the child is in foster care: not if she has moved to a home by then."""
    more = 'limit = "2 weeks"\nafter = "became-looked-after"\nwhile = { placement = "foster-care" }'
    tables = task_of() + rule_of(1, "letter", more)
    assert dues(schedule_of(tables)) == ["2026-01-19"]
    home = PlacementMoved(on=D("2026-01-12"), placement="childrens-home")
    assert dues(schedule_of(tables, home)) == []
    completions_used = TaskDone(on=D("2026-01-08"), task="letter")
    assert [due.status for due in schedule_of(tables, completions_used, home).of("letter")] == ["met"]  # it was done while it held


def test_advice_on_what_may_lapse() -> None:
    """Advice has no day on which it could lapse."""
    for per in ("period-of-care", "event"):
        tables = task_of(per=per) + rule_of(1, "letter", 'after = "became-looked-after"\nuntil = "significant-event"')
        assert dues(schedule_of(tables, seen("2026-01-12"))) == ["None"]


def test_a_list_that_names_its_own_task() -> None:
    """F6: two weeks from the latest of the call and of the end of four weeks, 2 February: a call on 20 January leaves until the 16th.

    Called on Tue 10 February: two weeks from then, the 24th. Nobody called: nothing yet.
    """
    for per in ("period-of-care", "placement", "event"):
        tables = task_of("settled") + rule_of(8, "settled", 'limit = "4 weeks"\nafter = "became-looked-after"\ndeemed = true')
        tables += task_of("call", per) + rule_of(1, "call", 'limit = "1 week"\nafter = "became-looked-after"')
        tables += rule_of(2, "call", 'limit = "2 weeks"\nafter = ["call", "settled"]')
        made = [TaskDone(on=D(day), task="call") for day in ("2026-01-20", "2026-02-10")]
        assert dues(schedule_of(tables, made[0]), "call") == ["2026-01-12", "2026-02-16", "2026-03-02"], per
        assert dues(schedule_of(tables, *made), "call") == ["2026-01-12", "2026-02-16", "2026-02-24", "2026-03-10"], per
        assert dues(schedule_of(tables), "call") == ["2026-01-12", "2026-02-16"], per  # assumed made on the 12th
    never = task_of("call") + rule_of(1, "call", 'limit = "2 weeks"\nafter = ["call", "significant-event"]')
    assert dues(schedule_of(never, made[0]), "call") == []
    assert dues(schedule_of(never, made[0], seen("2026-02-02")), "call") == ["2026-02-16", "2026-03-02"]
