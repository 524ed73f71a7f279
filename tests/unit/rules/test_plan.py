"""What is settled of a profile before any history is read: which rules need a date of birth, and what time alone brings about."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, letters, profile_of, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
)
from lacreview_rules.errors import ProfileError
from lacreview_rules.rules.plan import Plan
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

ENGLAND = 'extends = "england"\n'
CAME_IN = BecameLookedAfter(on=D("2026-01-05"))  # in no placement: a profile that extends no other knows the word of none
of_tables = partial(schedule_of, came_in=CAME_IN, head=ALONE)
PANEL = '[[days]]\nid = "panel"\non = [2026-02-02, 2027-06-01, 2028-06-01]\n[[days]]\nid = "term"\n'
PANEL += "spans = [{ from = 2027-09-06, to = 2027-10-22 }, { from = 2028-09-04, to = 2028-10-20 }]\n"


def scheduled(rule: str, *events: Event, **more: Any) -> Schedule:
    return of_tables([rule], *events, **{"per": "event", "more": PANEL, **more})


def task(name: str, *rules: str, per: str = "period-of-care", more: str = "") -> str:
    """A task with its timescales."""
    written = f'[[tasks]]\nid = "{name}"\ntitle = "{name}"\nper = "{per}"\n{more}'
    return written + "".join(f'[[timescales]]\nid = "ours/{name}-{n}"\ntask = "{name}"\n{rule}\n' for n, rule in enumerate(rules, 1))


RULES = "rules that depend on age may not have been applied: ours/1"
EXEMPT = "exemptions by age may not have been applied, from: ours/1"


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ('limit = "1 day"\nafter = "became-looked-after"', None),
        ('limit = "1 day"\nafter = "age 16 years"', RULES),
        ('limit = "1 day"\nafter = ["became-looked-after", "age 16 years"]', RULES),
        ('limit = "1 day"\nbefore = "age 16 years"', RULES),
        ('limit = "1 day"\nbefore = "became-looked-after"', None),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { age = "under 5" }', RULES),
        ('limit = "1 day"\nafter = "became-looked-after"\nunless = { age = "under 5" }', EXEMPT),
        ('limit = "1 day"\nafter = "age 16 years"\nunless = { age = "17 or over" }', RULES),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhile = { age = "under 5" }', RULES),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { first_after_age = 16 }', RULES),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { last_before_age = { age = 18 } }', RULES),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { emergency = true }', None),
    ],
)
def test_a_date_of_birth_that_is_missing(rule: str, asks: str | None) -> None:
    """Each rule that asks about age is named, or that has been applied to a child who may be exempt; with the date nothing is told."""
    per = "period-of-care"
    told = [(one.where, one.what, one.remedy) for one in scheduled(rule, per=per, born=None).problems]
    missing = "it is missing, so dates that depend on age may be missing or wrong"
    assert told == ([("date_of_birth", missing, f"add the date of birth; {asks}")] if asks else [])
    assert scheduled(rule, per=per).problems == ()


@pytest.mark.parametrize(
    ("anchor", "on", "near", "due"),
    [
        ("panel", "2027-06-01", ["2026-02-03", "2027-06-02"], "2028-06-02"),
        ("term starts", "2027-09-06", ["2027-09-07"], "2028-09-05"),
    ],
)
def test_what_time_alone_brings_stands_back_until_it_is_near(anchor: str, on: str, near: list[str], due: str) -> None:
    """The next of the named days is there at once; the one after that is not shown before the next has come, and from then on it is."""
    schedule = scheduled(f'limit = "1 day"\nafter = "{anchor}"', SignificantEvent(on=D("2026-02-02")))
    assert [str(one.due) for one in schedule.of("letter")] == near
    before = date.fromordinal(D(on).toordinal() - 1)
    assert [str(one.due) for one in schedule.on(before).of("letter")] == near
    assert [str(one.due) for one in schedule.on(D(on)).of("letter")] == [*near, due]


def test_what_was_done_after_care_ended() -> None:
    """A task of the time in care was not done; one that an event caused was, late, also after a review of the next time in care."""
    left, back = CeasedToBeLookedAfter(on=D("2026-01-19")), BecameLookedAfter(on=D("2026-02-02"))
    events = [SignificantEvent(on=D("2026-01-05")), left, back, ReviewHeld(on=D("2026-02-16")), TaskDone(on=D("2026-02-20"), task="letter")]
    rule = 'limit = "1 week"\nafter = "{}"'
    [whole, _] = scheduled(rule.format("became-looked-after"), *events, per="period-of-care").of("letter")
    assert (whole.status, whole.done_on) == ("not-recorded", None)
    [caused] = scheduled(rule.format("significant-event"), *events, task="outlives_care = true\n").of("letter")
    assert (caused.status, caused.done_on) == ("met-late", D("2026-02-20"))
    [plain] = scheduled(rule.format("significant-event"), *events[:2], TaskDone(on=D("2026-01-22"), task="letter")).of("letter")
    assert (plain.status, plain.done_on) == ("met-late", D("2026-01-22"))


@pytest.mark.parametrize(("per", "done_on"), [("period-of-care", "2026-01-14"), ("placement", None)])
def test_what_was_done_in_an_earlier_time_in_care(per: str, done_on: str | None) -> None:
    """A letter of the whole time may have been sent before it; one of a placement is of that placement."""
    early, left, back = (
        TaskDone(on=D("2026-01-14"), task="letter"),
        CeasedToBeLookedAfter(on=D("2026-01-19")),
        BecameLookedAfter(on=D("2026-02-02")),
    )
    rule = 'limit = "1 week"\nafter = "became-looked-after"\nmay_precede = "1 month"'
    last = letters(scheduled(rule, early, left, back, per=per))[-1]
    assert last == ("2026-02-09", done_on)


@pytest.mark.parametrize("name", ["panel starts", "term"])
def test_days_that_cannot_be_counted_from(name: str) -> None:
    """Single days neither start nor end, and a term is no single day."""
    with pytest.raises(ProfileError, match=name):
        scheduled(f'limit = "1 day"\nafter = "{name}"')


# ---- tasks that count from each other


def test_a_task_that_nothing_limits() -> None:
    """Nobody says when to call; a week after the call of Fri 9 January comes the letter."""
    tables = task("call") + task("letter", 'limit = "1 week"\nafter = "call"')
    assert letters(of_tables(tables)) == []
    found = of_tables(tables, TaskDone(on=D("2026-01-09"), task="call"))
    assert (letters(found), letters(found, "call")) == ([("2026-01-16", None)], [])


def test_due_on_one_day_in_the_order_of_their_names() -> None:
    """Design.md, the schedule contract: by date, then task. The answer is worked out after the letter that it counts from."""
    tables = task("letter", 'limit = "1 week"\nafter = "became-looked-after"') + task("answer", 'limit = "0 days"\nafter = "letter"')
    assert [(due.task, str(due.due)) for due in of_tables(tables).due_dates] == [
        ("answer", "2026-01-12"),
        ("letter", "2026-01-12"),
    ]


def test_what_follows_on_what_time_alone_brings() -> None:
    """The letter is due a day after she is sixteen, on 3 May 2030, the answer a week later: both stand back until the letter is due."""
    tables = task("letter", 'limit = "1 day"\nafter = "age 16 years"', per="event")
    tables += task("answer", 'limit = "1 week"\nafter = "letter"', per="event")
    tables += task("complaint", 'limit = "2 weeks"\nafter = "missed letter"', per="event")
    found = of_tables(tables)
    assert found.due_dates == ()
    assert [(due.task, str(due.due)) for due in found.on(D("2030-05-03")).due_dates] == [
        ("letter", "2030-05-03"),
        ("answer", "2030-05-10"),
        ("complaint", "2030-05-17"),
    ]


def test_done_by_an_event_that_others_count_from() -> None:
    """One letter of Thu 8 January is one letter: the next is due a fortnight after it, and the answer a week after it."""
    events = '[[events]]\nid = "letter-sent"\n'
    rules = ('limit = "1 week"\nafter = "became-looked-after"', 'limit = "2 weeks"\nafter = "letter"')
    tables = events + task("letter", *rules, more='done_by = ["letter-sent"]\n') + task("answer", 'limit = "1 week"\nafter = "letter-sent"')
    found = of_tables(tables, OtherEvent(event="letter-sent", on=D("2026-01-08")))
    assert letters(found)[:2] == [("2026-01-12", "2026-01-08"), ("2026-01-22", None)]
    assert letters(found, "answer") == [("2026-01-15", None)]


# ---- reviews and what belongs to them


def test_each_interval_limits_the_next_review_only() -> None:
    """CPR 2010 reg 33(1) and (2): the first has no limit but the twenty working days."""
    first, second, *_ = of_tables(ENGLAND, ReviewHeld(on=D("2026-01-28"))).of("review")
    assert [[limit.rule_id for limit in occurrence_of(due).limits] for due in (first, second)] == [["england/R1"], ["england/R2"]]


def test_a_review_that_was_adjourned_and_not_yet_completed() -> None:
    """Reg 36(2): sat on Fri 30 January, so the rest is due in 20 working days, by Fri 27 February; the next three months after that."""
    letter = task("letter", 'limit = "1 week"\nafter = "review-completed"')
    found = of_tables(ENGLAND + letter, ReviewAdjourned(on=D("2026-01-30")))
    _, second, *_ = found.of("review")
    assert (str(second.due), second.basis) == ("2026-05-27", "projected")
    assert letters(found) == [("2026-03-06", None)]


def test_the_rest_of_a_review_that_nothing_limits() -> None:
    """Nobody says by when, and nothing else counts from it: done on Mon 16 February, so the next is due three months after that."""
    cycle = '[review_cycle]\ntask = "review"\ncompleted_by = "rest"\n'
    review = task("review", 'limit = "20 working days"\nafter = "became-looked-after"', 'limit = "3 months"\nafter = "review"')
    events = [ReviewAdjourned(on=D("2026-01-30")), TaskDone(on=D("2026-02-16"), task="rest", review=1)]
    assert letters(of_tables(cycle + review + task("rest", per="event"), *events), "review")[1] == ("2026-05-16", None)


def test_in_force_until_the_day_she_came() -> None:
    """The last day is included."""
    for last, expected in (("2026-01-05", [("2026-01-12", None)]), ("2026-01-04", [])):
        rule = f'limit = "1 week"\nafter = "became-looked-after"\nin_force = {{ to = {last} }}'
        assert letters(of_tables(task("letter", rule))) == expected


def test_two_rules_for_a_task_of_a_review() -> None:
    """A week after the review of Wed 28 January, or five days."""
    tables = task("letter", 'limit = "1 week"\nafter = "review"', 'limit = "5 days"\nafter = "review"', per="review")
    first, *_ = of_tables(ENGLAND + tables, ReviewHeld(on=D("2026-01-28"))).of("letter")
    assert [str(limit.due) for limit in occurrence_of(first).limits] == ["2026-02-02", "2026-02-04"]


def test_what_follows_on_a_letter_about_a_review_that_was_missed() -> None:
    """Nobody ever sent one: due by Wed 11 February, so the complaint two days later."""
    tables = task("letter", 'limit = "2 weeks"\nafter = "review"', per="review")
    tables += task("complaint", 'limit = "2 days"\nafter = "missed letter"', per="review")
    events = [ReviewHeld(on=D("2026-01-28")), SignificantEvent(on=D("2026-02-16"))]
    first, *_ = of_tables(ENGLAND + tables, *events).of("complaint")
    assert (first.review, str(first.due)) == (1, "2026-02-13")


def test_the_last_review_before_an_age_that_is_far_off() -> None:
    """Held on Wed 28 January; the next is due by 28 April, the one after by 28 October. She is eighteen in 2032, or on 1 December 2026."""
    tables = '[[considerations]]\nid = "ours/1"\ntitle = "What comes after"\nat = "review"\nwhen = { last_before_age = { age = 18 } }\n'
    for born, expected in (("2014-05-02", []), ("2008-12-01", [3])):
        found = of_tables(ENGLAND + tables, ReviewHeld(on=D("2026-01-28")), born=born)
        assert [mark.review for mark in found.considerations if mark.rule.id == "ours/1"] == expected


def test_a_cycle_of_its_own_for_what_a_review_must_consider() -> None:
    """After the panel of Mon 2 February the review of 20 April is a first one again, for this and for nothing else."""
    tables = '[[events]]\nid = "panel-met"\n[[considerations]]\nid = "ours/1"\ntitle = "What the panel said"\nat = "review"\n'
    tables += 'when = { review = "first" }\nrestarts_on = ["panel-met"]\n'
    held, panel = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))], OtherEvent(event="panel-met", on=D("2026-02-02"))
    for events, expected in ((held, [1]), ([*held, panel], [1, 2])):
        found = of_tables(ENGLAND + tables, *events)
        assert [mark.review for mark in found.considerations if mark.rule.id == "ours/1"] == expected


def test_what_she_never_was_in_is_not_told() -> None:
    """A rule for as long as the child is in a home sets nothing aside for a child who never was in one."""
    words = '[[placements]]\nid = "home"\n[[placements]]\nid = "foster-care"\n'
    home = 'limit = "1 week"\nafter = "became-looked-after"\nwhile = { placement = "home" }'
    tables = words + task("letter", home, 'limit = "2 weeks"\nafter = "became-looked-after"')
    [due] = of_tables(tables).of("letter")
    assert (str(due.due), occurrence_of(due).set_aside) == ("2026-01-19", ())
    moves = [PlacementMoved(on=D("2026-01-07"), placement="home"), PlacementMoved(on=D("2026-01-09"), placement="foster-care")]
    [moved] = of_tables(tables, *moves).of("letter")
    assert (str(moved.due), [aside.limit.rule_id for aside in occurrence_of(moved).set_aside]) == ("2026-01-19", ["ours/letter-1"])


@pytest.mark.parametrize("in_force", ["in_force = { to = 2025-12-31 }\n", 'when = { placement = "home" }\n'])
def test_a_review_that_was_held_is_one_whether_or_not_a_rule_limits_it(in_force: str) -> None:
    """The one rule about reviews is over, or is for others: what a review must consider is told, and what belongs to one is due."""
    tables = '[[placements]]\nid = "home"\n[[placements]]\nid = "foster-care"\n[review_cycle]\ntask = "review"\n'
    tables += '[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\n[[timescales]]\nid = "ours/1"\ntask = "review"\n'
    tables += f'limit = "20 working days"\nafter = "became-looked-after"\n{in_force}'
    tables += '[[considerations]]\nid = "ours/2"\ntitle = "Whether the school was told"\nat = "review"\n'
    tables += '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "review"\n'
    tables += '[[timescales]]\nid = "ours/3"\ntask = "letter"\nlimit = "2 days"\nafter = "significant-event"\n'
    events = [SignificantEvent(on=D("2026-01-26")), ReviewHeld(on=D("2026-01-28"))]
    found = of_tables(tables, *events)
    assert [str(mark.on) for mark in found.considerations] == ["2026-01-28"]
    assert [str(due.due) for due in found.of("letter")] == ["2026-01-28"]


def test_plans_of_equal_profiles_are_equal() -> None:
    """What is read twice is planned alike: tasks and rules equal, and found among each other; those of another limit are not."""
    tables = ENGLAND + task("letter", 'limit = "1 week"\nafter = "became-looked-after"')
    one, same, other = (Plan(profile_of.__wrapped__(text, ALONE)) for text in (tables, tables, tables.replace("1 week", "2 weeks")))
    assert one.task("letter") in set(same.tasks)
    assert one.task("letter").rules[0] in set(same.task("letter").rules)
    assert one.task("letter").rules[0] not in set(other.task("letter").rules)
    with pytest.raises(KeyError, match="lettr"):
        one.task("lettr")


def test_the_ages_of_a_plan_are_ages() -> None:
    """Of what rules count from, in months; sixteen years are 192. That the others stay out was excused as a shortcut, and is none."""
    tables = task("letter", 'limit = "1 week"\nafter = "became-looked-after"') + task("call", 'limit = "1 week"\nafter = "age 16 years"')
    assert Plan(profile_of(tables, ALONE)).ages == {"age 16 years": 192}
