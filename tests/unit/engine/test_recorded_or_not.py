"""Whether silence about a task means anything: `records`, `seldom_recorded`, and what the record speaks of (field case 22)."""

from __future__ import annotations

from tests.small_profiles import HEAD, D, came, profile_of, rules_of, task_of

from lacreview_rules import DecisionsIssued, Event, History, ReviewHeld, TaskDone, build_schedule, load_profile

CAME = came("2026-01-05")
RULE = rules_of("letter", 'limit = "1 week"\nafter = "became-looked-after"', 'limit = "3 months"\nafter = "letter"')
SELDOM = profile_of(task_of(keys="seldom_recorded = true\n") + RULE, HEAD)
OFTEN = profile_of(task_of() + RULE, HEAD)


def statuses(*events: Event, records: list[str] | None = None, seldom: bool = True, task: str = "letter") -> list[str]:
    """On 1 June 2026, when everything was due long ago."""
    history = History("A1", [CAME, *events], records=records)
    return [str(due.status) for due in build_schedule(history, SELDOM if seldom else OFTEN).on(D("2026-06-01")).of(task)][:2]


class TestSeldomRecorded:
    """The letter is due on 12 Jan 2026, then three months after each."""

    def test_silence_is_not_lateness(self) -> None:
        assert statuses()[0] == "not-recorded"
        assert statuses(seldom=False)[0] == "overdue"

    def test_until_the_record_mentions_it(self) -> None:
        """Done on 9 Jan: the next was due on 9 Apr."""
        assert statuses(TaskDone(on=D("2026-01-09"), task="letter")) == ["met", "overdue"]

    def test_or_lists_it(self) -> None:
        assert statuses(records=["letter"])[0] == "overdue"
        assert statuses(records=["review"])[0] == "not-recorded"

    def test_what_is_to_come_is_told_as_ever(self) -> None:
        [first, *_] = build_schedule(History("A1", [CAME]), SELDOM).of("letter")
        assert (first.status, str(first.due)) == ("upcoming", "2026-01-12")

    def test_in_england_it_is_the_yearly_questionnaire(self) -> None:
        assert [task.id for task in load_profile("england").tasks.values() if task.seldom_recorded] == ["strengths-and-difficulties"]


class TestWhatTheRecordSpeaksOf:
    """It is recorded, also where `records` does not list it."""

    def test_done_once(self) -> None:
        assert statuses(TaskDone(on=D("2026-01-09"), task="letter"), records=["review"], seldom=False) == ["met", "overdue"]

    def test_done_by_an_event_of_its_own(self) -> None:
        """Decisions of the review of 28 Jan were issued; those of the review of 20 Apr are late."""
        held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
        issued = DecisionsIssued(on=D("2026-01-30"), review=1)
        assert statuses(*held, records=["review"], task="decisions") == ["not-recorded", "not-recorded"]
        assert statuses(*held, issued, records=["review"], task="decisions") == ["met", "overdue"]

    def test_tried_without_seeing_the_child(self) -> None:
        tried = TaskDone(on=D("2026-01-09"), task="visit", seen=False)
        assert statuses(records=["review"], task="visit")[0] == "not-recorded"
        assert statuses(tried, records=["review"], task="visit")[0] == "overdue"
