"""What a rule counts from and asks, where that is out of the ordinary, and how much of it is settled before a history is read.

Counted by hand. Looked after on Mon 5 January 2026, unless said otherwise. Each test has a profile of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, head_of, letter_of, rule_of, rules_of, task_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.schedules.schedule import Schedule

    Profiled = Callable[..., Profile]
    Scheduled = Callable[..., Schedule]

REVIEWS = rules_of("review", 'limit = "4 weeks"\nafter = "became-looked-after"', 'limit = "6 months"\nafter = "review"', first=8)
TABLES = (
    """\
[review_cycle]
task = "review"
[[placements]]
id = "foster-care"
[[facts]]
id = "terms"
[[days]]
id = "term"
spans = [{ from = 2026-03-02, to = 2026-03-27 }, { from = 2026-04-13, to = 2026-05-22 }]
"""
    + task_of("review")
    + REVIEWS
)
SEEN = 'limit = "1 week"\nafter = "significant-event"'
CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")
ADJOURNED = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
HELD = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-03-10")]


@pytest.fixture
def profiled(tmp_path: Path) -> Profiled:
    """A profile with a letter under one rule; its version is the test's own, as what is made of a profile is kept for the next."""

    def make(rule: str, *, per: str = "event", task: str = "", more: str = "") -> Profile:
        path = tmp_path / "ours.toml"
        tables = TABLES + letter_of(rule, per, task) + more
        path.write_text(head_of(version=tmp_path.name) + tables, encoding="utf-8")
        return load_profile(path)

    return make


@pytest.fixture
def scheduled(profiled: Profiled) -> Scheduled:
    """The schedule of some events under it."""

    def make(rule: str, *events: Event, until: str | None = None, **more: str) -> Schedule:
        history = History("A1", [CAME_IN, *events], D("2014-05-02"))
        return build_schedule(history, profiled(rule, **more), until=None if until is None else D(until))

    return make


def seen(on: str) -> SignificantEvent:
    return SignificantEvent(on=D(on))


def dues(found: Schedule, of: str = "letter") -> list[str]:
    return [str(due.due) for due in found.of(of)]


def another(task: str, rule: str, per: str = "event") -> str:
    return task_of(task, per) + rule_of(2, task, rule)


# ---- what it counts


@pytest.mark.parametrize(
    ("setting", "key", "expected"),
    [
        ("simple", "", "2026-04-06"),
        ("clear", "", "2026-04-05"),
        ("clear", "\nclear = false", "2026-04-06"),
        ("simple", "\nclear = true", "2026-04-05"),
    ],
)
def test_days_before_are_clear_where_the_profile_says_so(scheduled: Scheduled, setting: str, key: str, expected: str) -> None:
    """Two days before Wed 8 April; a rule may say otherwise for itself."""
    settings = f'[settings]\ncount_back = "{setting}"\n'
    assert dues(scheduled(f'limit = "2 days"\nbefore = "significant-event"{key}', seen("2026-04-08"), more=settings)) == [expected]


def test_the_aim_and_the_opening(scheduled: Scheduled) -> None:
    """From Thu 26 March. The limit is counted in terms, Fri 27 March and Mon 13 to Tue 21 April; what is said in weeks is not."""
    rule = 'limit = "8 days"\nafter = "significant-event"\ncounted_in = "term"\n'
    [due] = scheduled(f'{rule}aim = "1 week"\nopens = "1 day"', seen("2026-03-26")).of("letter")
    assert (due.due, due.aim, due.opens) == (D("2026-04-21"), D("2026-04-02"), D("2026-03-27"))
    [due] = scheduled(rule, seen("2026-03-26")).of("letter")
    assert (due.due, due.aim, due.opens) == (D("2026-04-21"), None, None)


@pytest.mark.parametrize(("decided", "expected"), [("2 days", "2026-04-13"), ("2 weeks", "2026-04-09"), ("1 month", "2026-04-26")])
def test_what_was_decided_for_one_child(scheduled: Scheduled, decided: str, expected: str) -> None:
    """From Thu 26 March: days are counted in terms, as the rule's own; weeks and months are not."""
    rule = 'limit = "1 day"\nafter = "significant-event"\ncounted_in = "term"\ndecided_by = "terms"'
    assert dues(scheduled(rule, Fact(on=D("2026-01-12"), fact="terms", value=decided), seen("2026-03-26"))) == [expected]


# ---- what it counts from


def test_an_age_and_what_outlives_care(scheduled: Scheduled) -> None:
    """Twelve on Sat 2 May 2026. Where care ended before that, only what outlives it is counted."""
    rule, until = 'limit = "1 month"\nafter = "age 12 years"', "2027-01-01"
    left = CeasedToBeLookedAfter(on=D("2026-04-01"))
    for per in ("event", "period-of-care"):
        assert dues(scheduled(rule, until=until, per=per)) == ["2026-06-02"]
        assert dues(scheduled(rule, left, until=until, per=per)) == []
        assert dues(scheduled(rule, left, until=until, per=per, task="outlives_care = true\n")) == ["2026-06-02"]


def test_what_was_not_done_in_time(scheduled: Scheduled) -> None:
    """A letter due on Mon 19 January, and a reminder two days after it was missed: time alone makes both of them overdue."""
    reminder = another("reminder", 'limit = "2 days"\nafter = "missed letter"')
    schedule = scheduled(SEEN, seen("2026-01-12"), more=reminder).on(D("2026-01-22"))
    assert [(str(due.due), due.status) for of in ("letter", "reminder") for due in schedule.of(of)] == [
        ("2026-01-19", "overdue"),
        ("2026-01-21", "overdue"),
    ]


def test_midway_counts_from_the_completion_of_an_adjourned_review(scheduled: Scheduled) -> None:
    """Completed on Wed 11 February, and the next due on Tue 11 August: a hundred and eighty-one days, so the ninetieth, 12 May.

    It is in force for what starts in February, and the review sat in January.
    """
    rule = 'limit = "midway"\nafter = "review"\nbefore = "review"\nin_force = { from = 2026-02-01, to = 2026-02-28 }'
    assert dues(scheduled(rule, *ADJOURNED, per="review")) == ["2026-05-12"]


def test_before_an_adjourned_review_is_before_its_first_sitting(scheduled: Scheduled) -> None:
    """Two days before Wed 28 January."""
    found = scheduled('limit = "2 days"\nbefore = "review"', *ADJOURNED, per="period-of-care")
    assert dues(found)[0] == "2026-01-26"


def test_a_task_of_a_review_may_count_from_one_of_the_whole_time(scheduled: Scheduled) -> None:
    """It concerns the next review: papers a week after the letter, sent on Fri 6 February, are of the second."""
    papers = another("papers", 'limit = "1 week"\nafter = "letter"', per="review")
    sent = TaskDone(on=D("2026-02-06"), task="letter")
    found = scheduled(SEEN, seen("2026-02-02"), sent, *HELD, per="period-of-care", more=papers)
    assert [(due.review, str(due.due)) for due in found.of("papers")] == [(2, "2026-02-13")]


# ---- what it asks


def test_the_first_review_by_then_and_the_first_of_a_cycle(scheduled: Scheduled) -> None:
    """Held on Wed 28 January and Tue 10 March, with a move between them, from which a new cycle begins."""
    first = '\nwhen = { review = "first" }'
    days = [seen(day) for day in ("2026-01-27", "2026-01-28", "2026-03-10")]
    assert dues(scheduled(f"{SEEN}{first}", *HELD, *days)) == ["2026-02-04"]
    after = f'limit = "1 week"\nafter = "review"{first}'
    moved = PlacementMoved(on=D("2026-02-20"), placement="foster-care")
    assert dues(scheduled(after, *HELD, moved, per="review")) == ["2026-02-04"]
    assert dues(scheduled(f'{after}\nrestarts_on = ["placement-moved"]', *HELD, moved, per="review")) == ["2026-02-04", "2026-03-17"]


def test_what_is_owed_about_a_review_stays_owed_when_the_cycle_restarts(scheduled: Scheduled) -> None:
    """A letter within two months of Wed 28 January; the move on 20 February begins a new cycle of reviews, and takes back no letter."""
    moved = PlacementMoved(on=D("2026-02-20"), placement="foster-care")
    rule = 'limit = "2 months"\nafter = "review"\nrestarts_on = ["placement-moved"]'
    assert dues(scheduled(rule, HELD[0], moved, per="review"))[0] == "2026-03-28"


@pytest.mark.parametrize(
    ("condition", "applies"),
    [
        ('when = { placement = "foster-care" }', True),
        ('when = { placement = "not foster-care" }', False),
        ('unless = { placement = "foster-care" }', False),
        ('unless = { placement = "not foster-care" }', True),
        ('while = { placement = "foster-care" }', True),
        ('while = { placement = "not foster-care" }', False),
    ],
)
def test_a_child_in_foster_care(scheduled: Scheduled, condition: str, applies: bool) -> None:
    assert dues(scheduled(f"{SEEN}\n{condition}", seen("2026-02-02"))) == (["2026-02-09"] if applies else [])


# ---- one profile, many children


@pytest.mark.parametrize(
    ("span", "applies"),
    [
        ("{ from = 2026-02-02 }", [False, True, True]),
        ("{ to = 2026-02-02 }", [True, True, False]),
        ("{ from = 2026-02-02, to = 2026-02-02 }", [False, True, False]),
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_whoever_comes_first_changes_nothing_for_the_others(
    profiled: Profiled, span: str, applies: list[bool], order: tuple[int, ...]
) -> None:
    """Three come in on Sunday to Tuesday, 1 to 3 February, with an event that day, under a rule that begins or ends on the Monday."""
    days = [D("2026-02-01"), D("2026-02-02"), D("2026-02-03")]
    profile = profiled(f"{SEEN}\nin_force = {span}")
    found = {}
    for child in order:
        events = [BecameLookedAfter(on=days[child]), SignificantEvent(on=days[child])]
        found[child] = bool(build_schedule(History("A1", events, D("2014-05-02")), profile).of("letter"))
    assert [found[child] for child in (0, 1, 2)] == applies


def test_on_one_day_tasks_stand_in_the_order_of_their_names(scheduled: Scheduled) -> None:
    """An answer is due on the day of the letter that it counts from, and stands before it."""
    found = scheduled(SEEN, seen("2026-01-12"), more=another("answer", 'limit = "0 days"\nafter = "letter"'))
    assert [due.task for due in found.due_dates if due.due == D("2026-01-19")] == ["answer", "letter"]


AT_ONCE, ASKS, SPECIAL, LEFT_OUT = "at once", "asks", "special", "left out"


def settled(rule: RulePlan | None) -> str:
    """What is left to ask of a rule whenever it is set off."""
    if rule is None:
        return LEFT_OUT
    if rule.asks:
        return ASKS
    return SPECIAL if rule.count is None else AT_ONCE


@pytest.mark.parametrize(
    ("keys", "words", "expected"),
    [
        (SEEN, {"event=significant-event"}, AT_ONCE),
        (SEEN, set(), LEFT_OUT),
        ('limit = "1 week"\nafter = "review"', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nwhen = { review = "first" }', set(), ASKS),
        ('limit = "36 hours"\nafter = "review"', set(), SPECIAL),
        ('limit = ["1 week", "3 days"]\nafter = "review"', set(), SPECIAL),
        ('limit = "1 week"\nafter = "review"\nwhen = { placement = "foster-care" }', {"placement=foster-care"}, ASKS),
        ('limit = "1 week"\nafter = "review"\nwhen = { placement = "foster-care" }', set(), LEFT_OUT),
        ('limit = "1 week"\nafter = "review"\nwhen = { placement = "not foster-care" }', {"placement=foster-care"}, ASKS),
        ('limit = "1 week"\nafter = "review"\nwhen = { placement = "not foster-care" }', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nunless = { placement = "foster-care" }', {"placement=foster-care"}, ASKS),
        ('limit = "1 week"\nafter = "review"\nunless = { placement = "foster-care" }', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nin_force = { from = 2026-01-04 }', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nin_force = { from = 2026-01-05 }', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nin_force = [{ to = 2025-12-31 }, { from = 2026-01-05 }]', set(), AT_ONCE),
        ('limit = "1 week"\nafter = "review"\nin_force = { from = 2026-01-06 }', set(), ASKS),
        ('limit = "1 week"\nafter = "review"\nin_force = { to = 2026-01-05 }', set(), ASKS),
        ('limit = "1 week"\nafter = "review"\nin_force = { to = 2026-01-04 }', set(), LEFT_OUT),
    ],
)
def test_how_much_is_settled_before_anything_is_counted(profiled: Profiled, keys: str, words: set[str], expected: str) -> None:
    """For a child who comes in on Mon 5 January, of whom these words are recorded: a caseload takes seconds, not minutes, because of it."""
    tasks = {task.id: task for task in plan_for(profiled(keys)).tasks_for(CAME_IN.on, words)}
    assert settled(tasks["letter"].rules[0] if "letter" in tasks else None) == expected


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        ('after = "review"\nwhen = { review = "first" }', 1),
        ('after = "review"\nwhen = { review = "third" }', 3),
        ('after = "review"\nwhen = { review = ["first", "third"] }', None),
        ('after = "review"\nwhen = { review = "later" }', None),
        ('after = "review"\nwhen = { review = "first" }\nrestarts_on = ["placement-moved"]', None),
        ('after = "significant-event"\nwhen = { review = "first" }', None),
        ('after = "review"', None),
    ],
)
def test_a_rule_about_one_review_looks_at_no_other(profiled: Profiled, keys: str, number: int | None) -> None:
    """Where its number is that of the period of care, and only one will do."""
    plan = plan_for(profiled(f'limit = "1 week"\n{keys}'))
    assert [rule.only_review for task in plan.tasks if task.id == "letter" for rule in task.rules] == [number]
