"""What the rules of a profile read of a history: of each kind of event, of each completion, of facts, reasons and situations.

Authority: docs/reference/nothing-in-silence.md: what changes nothing is told, unless it is kept for the record. Each profile is a letter
of our own, so that everything it reads can be counted on the fingers.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, OF_REVIEWS, profile_of, rules_of, task_of

from lacreview_rules.rules.reads import EventReads, Reads

ENTRY = 'limit = "1 week"\nafter = "became-looked-after"'
SEEN = 'limit = "1 week"\nafter = "significant-event"'
AGREED = '[[facts]]\nid = "agreed"\ntitle = "It is agreed"\n'
MISSING = '[[facts]]\nid = "missing"\ntitle = "The child is missing"\n'
HEARD = '[[events]]\nid = "hearing-held"\ntitle = "Hearing held"\n'
STAY = '[[events]]\nid = "short-break-stay"\ntitle = "Short break"\n'
FOSTER_CARE = '[[placements]]\nid = "foster-care"\ntitle = "Foster care"\n'
CARE_ORDER = '[[legal_statuses]]\nid = "care-order"\ntitle = "Care order"\n'
SENT = '[[events]]\nid = "letter-sent"\ntitle = "Letter sent"\n'


def reads(*rules: str, more: str = "", per: str = "event", keys: str = "", head: str = ALONE) -> Reads:
    """What is read under some rules of the letter."""
    return Reads(profile_of(more + task_of(per=per, keys=keys) + rules_of("letter", *rules), head))


def read_kinds(found: Reads) -> set[str]:
    return {kind for kind, read in found.kinds.items() if read.at_all}


FRAME = read_kinds(reads(ENTRY))
"""What is read under every profile: what makes a period of care, facts and completions by their word, and what is for the record."""


def test_what_makes_a_period_of_care_is_always_read_and_reviews_are_not_without_a_cycle() -> None:
    assert FRAME >= {"became-looked-after", "ceased-to-be-looked-after", "fact", "task-done", "significant-event"}
    assert not FRAME & {"authorised-for-adoption", "review-held", "review-adjourned", "review-arranged", "review-arrangement-cancelled"}
    with_cycle = read_kinds(reads(ENTRY, head=OF_REVIEWS))
    assert with_cycle >= {"review-held", "review-adjourned", "review-arranged", "review-arrangement-cancelled"}


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (ENTRY, None),
        ('limit = "1 week"\nafter = "hearing-held"', "hearing-held"),
        ('limit = "1 week"\nbefore = "hearing-held"', "hearing-held"),
        (f'{ENTRY}\nuntil = "hearing-held"', "hearing-held"),
        (f'{ENTRY}\nwhen = {{ since = {{ event = "hearing-held", time = "under 1 month" }} }}', "hearing-held"),
        (f'{ENTRY}\nunless = {{ since = {{ event = "hearing-held", time = "under 1 month" }} }}', "hearing-held"),
        (f"{ENTRY}\nwhen = {{ authorised_for_adoption = true }}", "authorised-for-adoption"),
        (f"{ENTRY}\nunless = {{ authorised_for_adoption = true }}", "authorised-for-adoption"),
    ],
)
def test_what_a_rule_counts_from_ends_with_or_asks_for_is_read(rule: str, kind: str | None) -> None:
    assert read_kinds(reads(rule, more=HEARD)) - FRAME == {kind} - {None}


def test_of_a_task_that_was_missed_the_task_is_read() -> None:
    """A call that nobody is asked to make but that a letter follows on: its completion is read."""
    call = task_of("call")
    assert not reads(ENTRY, more=call).tasks["call"].at_all
    assert reads('limit = "1 day"\nafter = "missed call"', more=call + rules_of("call", ENTRY, first=7)).tasks["call"].at_all


STAYS = STAY + '[[totals]]\nid = "over-9-days"\nevent = "short-break-stay"\ndays = 9\n'


def test_what_adds_up_to_a_total_is_read_to_its_last_day() -> None:
    """The kind of event has a last day whether or not a rule asks for the total; it is read only if one does."""
    counted = reads('limit = "1 week"\nafter = "over-9-days"', more=STAYS)
    asked = reads(f'{SEEN}\nwhen = {{ reached = "over-9-days" }}', more=STAYS)
    denied = reads(f'{SEEN}\nwhen = {{ reached = "not over-9-days" }}', more=STAYS)
    unread = reads(SEEN, more=STAYS)
    assert [one.kinds["short-break-stay"].ends_on for one in (counted, asked, denied, unread)] == [True] * 4
    assert [one.kinds["short-break-stay"].at_all for one in (counted, asked, denied, unread)] == [True, True, True, False]
    assert not counted.kinds["significant-event"].ends_on


def test_what_completes_a_task_is_read_as_its_completion_alone() -> None:
    """Unless a rule counts from it too: then the event is read for itself."""
    more, keys = SENT, 'done_by = ["letter-sent"]\n'
    met = reads(ENTRY, more=more, keys=keys)
    assert met.kinds["letter-sent"] == EventReads(at_all=True, review=False, ends_on=False, only_completes=True, recurs=False)
    assert met.kinds["letter-sent"].completes
    counted = reads(ENTRY, 'limit = "1 week"\nafter = "letter-sent"', more=more, keys=keys)
    assert not counted.kinds["letter-sent"].completes
    unmet = reads(ENTRY, more=more)  # it completes nothing
    assert unmet.kinds["letter-sent"] == EventReads(at_all=False, review=False, ends_on=False, only_completes=False, recurs=False)
    of_none = Reads(profile_of(SENT + task_of(keys=keys) + task_of("call") + rules_of("call", ENTRY), ALONE))  # no rule has a letter due
    assert of_none.kinds["letter-sent"] == EventReads(at_all=False, review=False, ends_on=False, only_completes=True, recurs=False)
    assert not of_none.kinds["letter-sent"].completes
    assert (of_none.tasks["letter"].at_all, of_none.tasks["call"].at_all) == (False, True)


@pytest.mark.parametrize(
    ("rule", "only_completes"),
    [
        (SEEN, True),
        (f'{SEEN}\nwhen = {{ task_done = "call" }}', False),
        (f'{SEEN}\nwhen = {{ task_done = "not call" }}', False),
        (f'{SEEN}\nwhen = {{ times_done = {{ task = "call", number = "second" }} }}', False),
        (f'{SEEN}\nwhen = {{ since = {{ task = "call", time = "under 1 month" }} }}', False),
        (f'{SEEN}\nuntil = "call"', False),
    ],
)
def test_a_completion_that_a_condition_asks_for_or_that_ends_a_limit_is_read_for_itself(rule: str, *, only_completes: bool) -> None:
    found = reads(rule, more=task_of("call") + rules_of("call", ENTRY, first=7))
    assert found.tasks["call"].only_completes is only_completes
    assert found.tasks["call"].completes is only_completes
    assert found.tasks["letter"].completes


def test_what_recurs_is_the_task_that_counts_from_itself() -> None:
    more, keys = SENT, 'done_by = ["letter-sent"]\n'
    again = reads(ENTRY, 'limit = "6 weeks"\nafter = "letter"', more=more, keys=keys, per="period-of-care")
    once = reads(ENTRY, more=more, keys=keys, per="period-of-care")
    assert [(one.tasks["letter"].recurs, one.kinds["letter-sent"].recurs) for one in (again, once)] == [(True, True), (False, False)]


def test_the_number_of_a_review_is_read_of_what_belongs_to_one() -> None:
    """Of a task per review and what completes it, of reviews and bookings, and of what a rule about reviews counts from."""
    keys = 'done_by = ["letter-sent"]\n'
    of_review = reads('limit = "1 week"\nafter = "review"', more=SENT, keys=keys, per="review", head=OF_REVIEWS)
    assert (of_review.tasks["letter"].review, of_review.kinds["letter-sent"].review) == (True, True)
    assert all(of_review.kinds[kind].review for kind in ("review-held", "review-adjourned", "review-arranged"))
    of_event = reads(SEEN, more=SENT, keys=keys, head=OF_REVIEWS)
    assert (of_event.tasks["letter"].review, of_event.kinds["letter-sent"].review) == (False, False)
    assert not of_event.kinds["significant-event"].review
    asking = reads(f'{SEEN}\nwhen = {{ review = "first" }}', head=OF_REVIEWS)
    assert (asking.kinds["significant-event"].review, asking.kinds["placement-moved"].review) == (True, False)
    before = reads('limit = "1 week"\nbefore = "significant-event"\nwhen = { review = "first" }', head=OF_REVIEWS)
    assert before.kinds["significant-event"].review


def about_facts(found: Reads) -> tuple[set[str], set[str], dict[str, set[str]]]:
    """The facts that are read, those that decide nothing, and of those that only decide, the tasks."""
    return set(found.facts), set(found.undecided), {fact: set(tasks) for fact, tasks in found.deciding.items()}


def test_facts_that_are_asked_for_and_facts_that_decide() -> None:
    """One asked for, denied or not, is read; one that decides a limit is too, and which task it decides about is known."""
    asked = reads(f'{SEEN}\nwhen = {{ fact = "agreed" }}\nunless = {{ fact = "not missing" }}', more=AGREED + MISSING)
    assert about_facts(asked) == ({"agreed", "missing"}, {"agreed", "missing"}, {})
    decided = reads(f'{SEEN}\ndecided_by = "agreed"', more=AGREED + MISSING)
    assert about_facts(decided) == ({"agreed"}, set(), {"agreed": {"letter"}})
    both = reads(f'{SEEN}\ndecided_by = "agreed"\nwhen = {{ fact = "agreed" }}', more=AGREED)
    assert about_facts(both) == ({"agreed"}, set(), {})
    assert about_facts(reads(SEEN, more=AGREED)) == (set(), set(), {})
    when_placed = reads('limit = "1 week"\nafter = "placement-started"\nwhen = { fact_when_placed = "agreed" }', more=AGREED)
    assert about_facts(when_placed)[0] == {"agreed"}


def test_reasons_are_those_by_name() -> None:
    """That any reason will do is no reason."""
    rule = 'limit = "1 week"\nafter = "ceased-to-be-looked-after"'
    assert reads(rule).reasons == frozenset()
    assert reads(f'{rule}\nwhen = {{ reason = ["E4A", "not E4B"] }}').reasons == {"E4A", "E4B"}
    assert reads(f'{rule}\nwhen = {{ reason = "any" }}').reasons == frozenset()


@pytest.mark.parametrize(
    ("found", "situations"),
    [
        (reads(SEEN), set()),
        (reads(SEEN, per="placement"), {"placement"}),
        (reads('limit = "1 week"\nafter = "placement-moved"'), {"placement"}),
        (reads('limit = "1 week"\nafter = "placement-started"'), {"placement"}),
        (reads('limit = "1 week"\nafter = "placement-ended"'), {"placement"}),
        (reads('limit = "1 week"\nafter = "placed-for-adoption"'), {"placement"}),
        (reads(f'{SEEN}\nwhen = {{ placement = "foster-care" }}', more=FOSTER_CARE), {"placement"}),
        (reads(f"{SEEN}\nwhen = {{ emergency = true }}"), {"placement"}),
        (reads(f'{SEEN}\nwhen = {{ legal_status = "care-order" }}', more=CARE_ORDER), {"legal-status"}),
        (reads('limit = "1 week"\nafter = "legal-status-changed"'), {"legal-status"}),
        (reads(f'{SEEN}\nwhen = {{ fact = "agreed" }}', more=AGREED), set()),
        (reads(f'{SEEN}\nwhen = {{ fact = "agreed" }}', more=AGREED + 'scope = "placement"\n'), {"placement"}),
        (reads(SEEN, more=AGREED + 'scope = "placement"\n'), set()),
    ],
)
def test_what_depends_on_where_the_child_lives_or_on_what_legal_basis(found: Reads, situations: set[str]) -> None:
    assert found.situations == situations
