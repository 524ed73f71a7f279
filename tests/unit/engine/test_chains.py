"""Tasks of a period of care and of a placement, done once or again and again: which completion answers which limit. Dates by hand.

Looked after on Mon 5 January 2026. Each test has a profile of its own.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, done, letters, moved, schedule_of, seen

from lacreview_rules import CeasedToBeLookedAfter, ReviewHeld
from lacreview_rules.schedules.standing import occurrence_of

FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
AGAIN = 'limit = "2 weeks"\nafter = "letter"'
PLACED = 'limit = "1 week"\nafter = "placement-started"'
REPLY = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
REPLY += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'


def left(on: str) -> CeasedToBeLookedAfter:
    return CeasedToBeLookedAfter(on=D(on))


def test_the_first_doing_answers() -> None:
    """Another one after it has nothing to answer."""
    assert letters(schedule_of([FIRST])) == [("2026-01-12", None)]
    assert letters(schedule_of([FIRST], done("2026-01-08"), done("2026-01-20"))) == [("2026-01-12", "2026-01-08")]


def test_an_event_after_it_was_done_asks_for_another() -> None:
    """Of the event before the letter, and of that day, the letter is the answer; of the one after it, not."""
    rules = ['limit = "1 week"\nafter = "significant-event"']
    assert letters(schedule_of(rules, seen("2026-01-12"), seen("2026-01-13"), done("2026-01-13"), seen("2026-01-14"))) == [
        ("2026-01-19", "2026-01-13"),
        ("2026-01-21", None),
    ]


def test_an_event_after_the_open_one_was_due() -> None:
    """Nobody wrote: the first event's was due on Mon 19 January, which the event on the 26th came after; it has its own."""
    rules = ['limit = "1 week"\nafter = "significant-event"']
    assert letters(schedule_of(rules, seen("2026-01-12"), seen("2026-01-26"))) == [("2026-01-19", None), ("2026-02-02", None)]
    assert letters(schedule_of(rules, seen("2026-01-12"), seen("2026-01-19"))) == [("2026-01-19", None)]
    three = schedule_of(rules, seen("2026-01-12"), seen("2026-01-26"), seen("2026-02-09"))
    assert letters(three) == [("2026-01-19", None), ("2026-02-02", None), ("2026-02-16", None)]


def test_the_doing_before_what_it_counts_back_from() -> None:
    """Two days before each event: the last letter until then, however long before."""
    rules = ['limit = "2 days"\nbefore = "significant-event"']
    assert letters(schedule_of(rules, done("2026-01-07"), done("2026-01-08"), seen("2026-01-20"))) == [("2026-01-18", "2026-01-08")]
    assert letters(schedule_of(rules, seen("2026-01-20"), done("2026-01-21"))) == [("2026-01-18", "2026-01-21")]


def test_the_nth_doing_after_something() -> None:
    """The second letter within three weeks."""
    rules = [FIRST, 'limit = "3 weeks"\nafter = "became-looked-after"\nnth = 2']
    assert letters(schedule_of(rules)) == [("2026-01-12", None), ("2026-01-26", None)]
    assert letters(schedule_of(rules, done("2026-01-08"))) == [("2026-01-12", "2026-01-08"), ("2026-01-26", None)]
    assert letters(schedule_of(rules, done("2026-01-08"), done("2026-01-22"))) == [
        ("2026-01-12", "2026-01-08"),
        ("2026-01-26", "2026-01-22"),
    ]


def test_what_counts_from_it_done_or_open() -> None:
    """A reply two days after each letter: the one sent, and the open one, assumed on its date."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    rules = ['limit = "1 week"\nafter = "significant-event"']
    found = schedule_of(rules, seen("2026-01-12"), done("2026-01-13"), seen("2026-01-14"), more=reply)
    assert [(str(due.due), due.basis) for due in found.of("reply")] == [("2026-01-15", "actual"), ("2026-01-23", "projected")]
    deemed = schedule_of([f"{FIRST}\ndeemed = true"], more=reply)
    assert [(str(due.due), due.basis) for due in deemed.of("reply")] == [("2026-01-14", "actual")]
    unasked = schedule_of(rules, done("2026-01-13"), more=reply)
    assert [(str(due.due), due.basis) for due in unasked.of("reply")] == [("2026-01-15", "actual")]


def test_advice_and_its_answer() -> None:
    """One item for each rule, from the last time it fired, with the completion after it."""
    rules = ['after = "significant-event"', FIRST]
    found = schedule_of(rules, seen("2026-01-06"), done("2026-01-08"), seen("2026-01-14"))
    assert letters(found) == [("2026-01-12", "2026-01-08"), ("None", None)]
    completions_used = schedule_of(rules, seen("2026-01-06"), done("2026-01-08"), seen("2026-01-14"), done("2026-01-15"))
    assert letters(completions_used) == [("2026-01-12", "2026-01-08"), ("None", "2026-01-15")]


def test_each_placement_has_its_own() -> None:
    """A letter on the day of the move is of the new placement; what the move closed is closed."""
    found = schedule_of([PLACED], done("2026-01-07"), moved("2026-02-02"), done("2026-02-02"), moved("2026-03-02"), per="placement")
    assert letters(found) == [("2026-01-12", "2026-01-07"), ("2026-02-09", "2026-02-02"), ("2026-03-09", None)]
    assert [due.closed_on and str(due.closed_on) for due in found.of("letter")] == ["2026-02-02", "2026-03-02", None]
    owed = schedule_of([PLACED], moved("2026-02-02"), per="placement", task="outlives_care = true\n")
    assert [due.closed_on for due in owed.of("letter")] == [None, None]
    assert letters(schedule_of([PLACED], moved("2026-02-02"), done("2026-02-01"), per="placement")) == [
        ("2026-01-12", "2026-02-01"),
        ("2026-02-09", None),
    ]


def test_an_event_is_of_the_placement_it_fell_in() -> None:
    """On the day of the move: of the new one."""
    rules = ['limit = "1 week"\nafter = "significant-event"']
    found = schedule_of(rules, seen("2026-02-01"), moved("2026-02-02"), seen("2026-02-02"), done("2026-02-03"), per="placement")
    assert letters(found) == [("2026-02-08", None), ("2026-02-09", "2026-02-03")]


def test_what_was_done_in_the_placement_before() -> None:
    """Where it may precede by a week, and is not the answer of the placement before."""
    rules = [f'{PLACED}\nmay_precede = "1 week"']
    spare = schedule_of(rules, done("2026-01-07"), done("2026-01-28"), moved("2026-02-02"), per="placement")
    assert letters(spare) == [("2026-01-12", "2026-01-07"), ("2026-02-09", "2026-01-28")]
    used = schedule_of(rules, done("2026-01-28"), moved("2026-02-02"), per="placement")
    assert letters(used) == [("2026-01-12", "2026-01-28"), ("2026-02-09", None)]
    too_early = schedule_of(rules, done("2026-01-07"), done("2026-01-25"), moved("2026-02-02"), per="placement")
    assert letters(too_early) == [("2026-01-12", "2026-01-07"), ("2026-02-09", None)]


def test_in_turn() -> None:
    """The one that is open, and one that is assumed to follow it; as many as are asked for."""
    assert letters(schedule_of([FIRST, AGAIN])) == [("2026-01-12", None), ("2026-01-26", None)]
    sent = schedule_of([FIRST, AGAIN], done("2026-01-09"), done("2026-01-20"))
    assert letters(sent) == [("2026-01-12", "2026-01-09"), ("2026-01-23", "2026-01-20"), ("2026-02-03", None), ("2026-02-17", None)]
    assert [due.basis for due in sent.of("letter")] == ["actual", "actual", "actual", "projected"]
    assert letters(schedule_of([FIRST, AGAIN], until="2026-02-23")) == [
        ("2026-01-12", None),
        ("2026-01-26", None),
        ("2026-02-09", None),
        ("2026-02-23", None),
    ]


def test_until_something_happens() -> None:
    """What falls after the event, on Mon 26 January, lapses; what falls on that day does not."""
    until = f'{AGAIN}\nuntil = "significant-event"'
    assert letters(schedule_of([FIRST, until], done("2026-01-12"), seen("2026-01-26"))) == [
        ("2026-01-12", "2026-01-12"),
        ("2026-01-26", None),
    ]
    assert letters(schedule_of([FIRST, until], done("2026-01-12"), seen("2026-01-25"))) == [("2026-01-12", "2026-01-12")]


def test_an_event_that_brings_the_next_forward() -> None:
    """Within three days of an event, where that is sooner; both limits are told."""
    rules = [FIRST, AGAIN, 'limit = "3 days"\nafter = "significant-event"']
    found = schedule_of(rules, done("2026-01-12"), seen("2026-01-19"))
    [_, second, *_] = found.of("letter")
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(second).limits] == [
        ("ours/3", "2026-01-22"),
        ("ours/2", "2026-01-26"),
    ]


def test_events_after_the_open_one_was_due() -> None:
    """Nobody wrote. The open letter was due on Mon 12 January; what came later is of those that follow, each in its turn."""
    rules = [FIRST, AGAIN, 'limit = "3 days"\nafter = "significant-event"']
    found = schedule_of(rules, seen("2026-01-14"), seen("2026-01-20"))
    assert [[(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] for due in found.of("letter")][:2] == [
        [("ours/1", "2026-01-12")],
        [("ours/3", "2026-01-17"), ("ours/2", "2026-01-26")],
    ]
    assert ("2026-01-23", None) in letters(found)


def test_each_placement_begins_anew() -> None:
    rules = [PLACED, AGAIN]
    found = schedule_of(rules, done("2026-01-12"), moved("2026-01-20"), done("2026-01-22"), per="placement")
    assert letters(found) == [
        ("2026-01-12", "2026-01-12"),
        ("2026-01-26", None),
        ("2026-01-27", "2026-01-22"),
        ("2026-02-05", None),
        ("2026-02-19", None),
    ]
    assert [due.status for due in found.of("letter")][1] == "cancelled"


def test_the_earlier_of_two_intervals() -> None:
    rules = [FIRST, AGAIN, 'limit = "10 days"\nafter = "letter"\nforce = "guidance"']
    [_, second, *_] = schedule_of(rules, done("2026-01-12")).of("letter")
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(second).limits] == [
        ("ours/3", "2026-01-22"),
        ("ours/2", "2026-01-26"),
    ]


def test_an_event_after_the_one_that_follows_was_due() -> None:
    """Open: Mon 12 January; the next is assumed for the 26th. An event on the 27th is of the one after that: by the 30th."""
    rules = [FIRST, AGAIN, 'limit = "3 days"\nafter = "significant-event"']
    found = schedule_of(rules, seen("2026-01-27"))
    assert [[(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] for due in found.of("letter")] == [
        [("ours/1", "2026-01-12")],
        [("ours/2", "2026-01-26")],
        [("ours/3", "2026-01-30"), ("ours/2", "2026-02-09")],
    ]


def test_an_event_in_the_next_placement_is_not_of_the_old_one() -> None:
    rules = [PLACED, AGAIN, 'limit = "3 days"\nafter = "significant-event"']
    found = schedule_of(rules, done("2026-01-12"), moved("2026-01-20"), seen("2026-01-22"), per="placement")
    assert [[str(limit.due) for limit in occurrence_of(due).limits] for due in found.of("letter")][:3] == [
        ["2026-01-12"],
        ["2026-01-25", "2026-01-27"],
        ["2026-01-26"],
    ]


def test_a_doing_answers_for_one_placement_of_several() -> None:
    """Three placements within ten days, one letter in the first."""
    rules = [f"{PLACED}\nmay_precede = true"]
    found = schedule_of(rules, done("2026-01-07"), moved("2026-01-12"), moved("2026-01-14"), per="placement")
    assert letters(found) == [("2026-01-12", "2026-01-07"), ("2026-01-19", None), ("2026-01-21", None)]


def test_what_counts_from_a_doing_that_is_an_event() -> None:
    """The end of a placement is the letter: a reply two days after it. Which review a letter names is not its reply's."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    found = schedule_of([FIRST], moved("2026-01-08"), more=reply, task='done_by = ["placement-ended"]\n')
    assert [(str(due.due), due.basis) for due in found.of("reply")] == [("2026-01-10", "actual")]
    named = schedule_of([FIRST], done("2026-01-08", review=1), more=reply)
    assert [(due.review, str(due.due)) for due in named.of("reply")] == [(None, "2026-01-10")]


def test_an_interval_that_comes_to_nothing() -> None:
    """Three days on, then back to a Monday: from Mon 12 January that is the same day, and no interval."""
    mondays = '[[days]]\nid = "mondays"\nweekdays = "Monday"\n'
    again = 'limit = "{}"\nafter = "letter"\nfalls_on = "mondays"'
    assert letters(schedule_of([FIRST, again.format("3 days")], more=mondays)) == [("2026-01-12", None)]
    assert letters(schedule_of([FIRST, again.format("8 days")], more=mondays)) == [("2026-01-12", None), ("2026-01-19", None)]


def test_in_turn_each_doing_is_of_one_placement() -> None:
    """A letter in the first placement is not taken for one before the second began."""
    found = schedule_of([f"{PLACED}\nmay_precede = true", AGAIN], done("2026-01-07"), moved("2026-01-12"), per="placement")
    assert letters(found)[:3] == [("2026-01-12", "2026-01-07"), ("2026-01-19", None), ("2026-01-21", None)]


def test_what_counts_from_one_of_many_in_turn() -> None:
    """Which review a letter names is not its reply's; the end of a placement may be the letter."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    named = schedule_of([FIRST, AGAIN], done("2026-01-08", review=1), more=reply)
    assert [(due.review, str(due.due), due.basis) for due in named.of("reply")] == [
        (None, "2026-01-10", "actual"),
        (None, "2026-01-24", "projected"),
        (None, "2026-02-07", "projected"),
    ]
    ended = schedule_of([FIRST, AGAIN], moved("2026-01-08"), more=reply, task='done_by = ["placement-ended"]\n')
    assert str(ended.of("reply")[0].due) == "2026-01-10"


# ---- one completion, one answer; and advice


def test_in_turn_a_doing_answers_for_one_placement_of_several() -> None:
    """Three placements within ten days, one letter in the first, which the rule lets precede a placement."""
    rules = [f"{PLACED}\nmay_precede = true", AGAIN]
    found = schedule_of(rules, done("2026-01-07"), moved("2026-01-12"), moved("2026-01-14"), per="placement")
    assert [letter for letter in letters(found) if letter[1] is not None] == [("2026-01-12", "2026-01-07")]
    assert ("2026-01-21", None) in letters(found)


def test_advice_in_each_placement_and_its_answer() -> None:
    """The letter that is advised on an event: sent in the first placement, and not in the second."""
    events = [seen("2026-01-06"), done("2026-01-08"), moved("2026-02-02"), seen("2026-02-03")]
    assert letters(schedule_of(['after = "significant-event"'], *events, per="placement")) == [("None", "2026-01-08"), ("None", None)]


def test_counted_back_among_days_that_nobody_knows_yet() -> None:
    """Two school days before an event, when no term is known to reach it: no date, but the last letter until then is the answer."""
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-02-23, to = 2026-03-27 }]\n'
    rules = ['limit = "2 working days"\nbefore = "significant-event"\ncounted_in = "term"']
    assert letters(schedule_of(rules, done("2026-01-08"), seen("2026-01-20"), more=term)) == [("None", "2026-01-08")]


def test_what_counts_from_one_without_a_date() -> None:
    """Within two school days or eight, while in foster care; she moved to a home on Tue 6 January, and the term is known until Fri 9.

    The two days have lapsed, and when eight are over nobody knows: an open letter has no date that a reply could count from.
    """
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-01-09 }]\n'
    rule = f'{FIRST}\ncounted_in = "term"\nwhile = {{ placement = "foster-care" }}'.replace(
        '"1 week"', '["2 working days", "8 working days"]'
    )
    found = schedule_of([rule], moved("2026-01-06", "childrens-home"), more=term + REPLY)
    assert letters(found) == [("None", None)]
    assert found.of("reply") == ()
    assert letters(schedule_of([rule], more=term + REPLY), "reply") == [("2026-01-09", None)]


@pytest.mark.parametrize("limit", ['["2 working days", "8 working days"]', '["8 working days", "2 working days"]'])
@pytest.mark.parametrize("per", ["review", "period-of-care", "event"])
def test_two_limits_of_which_one_has_no_date_yet(per: str, limit: str) -> None:
    """School days after the review of Wed 28 January; the term is known until Wed 4 February, so that only two days have a date.

    However they are ordered: care ended on the 29th, before Fri 30 January, and the letter is cancelled.
    """
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-04 }]\n'
    rule = f'limit = {limit}\nafter = "review"\ncounted_in = "term"\nwhen = {{ review = "first" }}'
    found = schedule_of([rule], ReviewHeld(on=D("2026-01-28")), left("2026-01-29"), per=per, more=term)
    assert [(str(due.due), due.status) for due in found.of("letter")] == [("2026-01-30", "cancelled")]
