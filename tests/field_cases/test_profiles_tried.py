"""Forty-two published procedures written as profiles: each fault that was found, with the smallest input that showed it.

Authority: the faults F1 to F14 (F5a too) of part 1 and 1 to 12 of part 2, as they were written down by those who wrote the
profiles; children are invented, and each date is worked from the day it counts from. Kinds of fault have tests of their own in
`tests/unit` and `tests/property`; this is where each fault is found by its number. Those that compare a profile with the law over
four years of dates are for the slow part, but a few.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import done, fact, happened, held, looked_after, outstanding, said, schedule_of
from tests.others_slow import others_slow
from tests.small_profiles import ALONE, HEAD, profile_of, rules_of, task_of

from lacreview_rules import ProfileError, build_schedule, check_profile, load_profile, parse_history
from lacreview_rules.profiles.words import condition_words
from lacreview_rules.schedules.explanation import explain

if TYPE_CHECKING:
    from lacreview_rules.assurance import Assurance

BORN = "2015-01-01"
CARE = (looked_after("2026-01-05"),)


def due_of(tables: str, events: list[dict[str, object]], task: str, as_of: str, born: str = BORN, until: str | None = None) -> list[str]:
    """Date, status and day done of every due date of a task."""
    return said(schedule_of(born, events, tables=tables, until=until), as_of, task)


def event_of(*names: str) -> str:
    return "".join(f'[[events]]\nid = "{name}"\ntitle = "{name}"\n' for name in names)


def checked(tables: str, head: str = HEAD) -> Assurance:
    return check_profile(profile_of(tables, head), first=date(2024, 1, 1), last=date(2027, 12, 31))


def of_kind(found: Assurance, kind: str) -> list[tuple[str, str | None]]:
    return [(one.rule, one.counterpart) for one in found.findings if one.kind == kind]


class TestPartOne:
    def test_f1_a_milestone_that_is_deemed_done_is_done_for_every_condition(self) -> None:
        """Four weeks after Mon 5 January 2026 are over on Mon 2 February: the review of 30 January comes before, that of 20 April after."""
        tables = task_of("settled") + rules_of("settled", 'limit = "4 weeks"\nafter = "became-looked-after"\ndeemed = true')
        for number, words in enumerate(("settled", "not settled"), 2):
            tables += f'[[considerations]]\nid = "ours/{number}"\ntitle = "T"\nat = "review"\nwhen = {{ task_done = "{words}" }}\n'
        schedule = schedule_of(BORN, [*CARE, held("2026-01-30"), held("2026-04-20")], tables=tables).on(date(2026, 5, 1))
        marks = {str(mark.on): mark.rule.id for mark in schedule.considerations if mark.rule.id.startswith("ours/")}
        assert (marks["2026-01-30"], marks["2026-04-20"]) == ("ours/3", "ours/2")

    def test_f2_a_request_made_at_a_review_is_about_the_next(self) -> None:
        """Reg 33(3): asked for on 30 January by 2 March, which is before three months from the review, 30 April."""
        asked = happened("review-requested", "2026-01-30", by="IRO", review_by="2026-03-02")
        assert outstanding(schedule_of(BORN, [*CARE, held("2026-01-30"), asked]), "2026-02-02", "review")[0] == "2026-03-02"

    @pytest.mark.slow
    def test_f3_a_row_for_the_first_beside_one_for_every_review_is_not_later(self) -> None:
        """Reg 33(2): three months, then six."""
        tables = rules_of(
            "review", 'limit = "3 months"\nafter = "review"\nwhen = { review = "first" }', 'limit = "6 months"\nafter = "review"'
        )
        assert checked(tables).breaches == ()

    def test_f4_a_row_for_later_reviews_leaves_the_guidance_to_the_first(self) -> None:
        """IRO Handbook: three working days before the first review, expected on Mon 2 February: Wed 28 January."""
        tables = rules_of("review-report", 'limit = "5 working days"\nbefore = "review"\nwhen = { review = "not first" }')
        assert due_of(tables, [*CARE], "review-report", "2026-01-06")[0].startswith("2026-01-28 ")
        assert of_kind(checked(tables), "guidance-kept") == [("ours/1", "england/IRO4")]

    @pytest.mark.slow
    def test_f5_a_decision_that_can_pass_the_regulation_is_told(self) -> None:
        tables = '[[facts]]\nid = "agreed"\ntitle = "What was agreed"\n' + rules_of(
            "review", 'limit = "6 months"\nafter = "review"\nwhen = { review = "later" }\ndecided_by = "agreed"'
        )
        assert of_kind(checked(tables), "decision") == [("ours/1", "england/R3")]

    @pytest.mark.slow
    def test_f5a_whom_the_law_leaves_out_and_the_local_row_does_not_is_told_and_can_be_taken_over(self) -> None:
        """Reg 48: short breaks have a first review within three months of the first placement, Sun 5 April; not in 28 days."""
        rule = 'limit = "28 days"\nafter = "became-looked-after"\n'
        care = [looked_after("2026-01-05", legal_status="short-break")]
        assert due_of(rules_of("review", rule), care, "review", "2026-01-06")[0].startswith("2026-02-02 ")
        assert of_kind(checked(rules_of("review", rule)), "exemption")
        taken = rules_of("review", rule + 'exempt_like = ["england/R1"]')
        assert due_of(taken, care, "review", "2026-01-06")[0].startswith("2026-04-05 ")
        assert of_kind(checked(taken), "exemption") == []

    def test_f6_a_list_of_anchors_may_name_the_task_itself(self) -> None:
        """Four weeks are over on 2 February; a call on 20 January: two weeks from the later of them, 16 February."""
        tables = task_of("settled") + task_of("call")
        tables += rules_of("settled", 'limit = "4 weeks"\nafter = "became-looked-after"\ndeemed = true')
        tables += rules_of("call", 'limit = "2 weeks"\nafter = ["call", "settled"]', first=2)
        found = due_of(tables, [*CARE, done("call", "2026-01-20")], "call", "2026-02-03")
        assert any(one.startswith("2026-02-16 ") for one in found)

    def test_f7_one_of_two_totals_is_enough_and_the_words_say_so(self) -> None:
        """Seventeen days in a row are passed on the eighteenth, Thu 22 January; 75 in twelve months are not."""
        totals = "".join(
            f'[[totals]]\nid = "over-{days}-days"\ntitle = "over {days} days"\nevent = "overnight-stay"\ndays = {days}\n{more}'
            for days, more in ((17, ""), (75, 'within = "12 months"\n'))
        )
        either = 'when = { reached = ["over-17-days", "over-75-days"] }'
        tables = event_of("overnight-stay") + totals + task_of("letter", "event")
        tables += event_of("letter-asked-for") + rules_of("letter", f'limit = "1 week"\nafter = "letter-asked-for"\n{either}')
        stay = happened("overnight-stay", "2026-01-05", ends_on="2026-01-22")
        asked = happened("letter-asked-for", "2026-01-26")
        assert due_of(tables, [*CARE, stay, asked], "letter", "2026-01-26") == ["2026-02-02 upcoming"]
        when = profile_of(tables, head=HEAD).rule("ours/1").when
        assert when is not None
        assert (
            condition_words(when, profile_of(tables, head=HEAD))
            == 'either "over 17 days" has been passed or "over 75 days" has been passed'
        )

    def test_f8_the_limit_of_a_later_review_is_not_of_the_open_call_of_an_earlier(self) -> None:
        """Two weeks after the reviews of 30 January and 20 April: 13 February and 4 May, each a call of its own."""
        tables = task_of("call") + rules_of("call", 'limit = "2 weeks"\nafter = "review"')
        schedule = schedule_of(BORN, [*CARE, held("2026-01-30"), held("2026-04-20")], tables=tables).on(date(2026, 5, 1))
        rows = [(str(due.due), [str(one.due) for one in due.also]) for due in schedule.of("call")]
        assert rows[:2] == [("2026-02-13", []), ("2026-05-04", [])]

    def test_f9_what_happened_before_care_is_named_or_used(self) -> None:
        """Decided nine days before care began: with a task for each event it is due, for one of the period of care it is named."""
        rule = rules_of("letter", 'limit = "1 week"\nafter = "admission-decided"')
        decided = happened("admission-decided", "2025-12-27")
        each = event_of("admission-decided") + task_of("letter", "event") + rule
        assert due_of(each, [decided, *CARE], "letter", "2026-01-06") == ["2026-01-03 overdue"]
        once = event_of("admission-decided") + task_of("letter") + rule
        schedule = schedule_of(BORN, [decided, *CARE], tables=once)
        assert schedule.of("letter") == ()
        assert any(problem.where.startswith("events[0]") for problem in schedule.problems)

    @pytest.mark.slow
    def test_f10_the_first_start_date_is_the_first_there_is(self) -> None:
        """Reg 33(1), in force from 1 April 2011. 28 days are later from a weekend without a bank holiday in the four weeks after it.

        22, 25 and 29 April, 2 and 30 May are bank holidays, so the first such day is Sat 4 June: Fri 1 July, and Sat 2 July.
        """
        found = check_profile(
            profile_of(rules_of("review", 'limit = "28 days"\nafter = "became-looked-after"'), head=HEAD), last=date(2012, 12, 31)
        )
        [breach] = found.breaches
        assert breach.counterpart == "england/R1"
        assert breach.first is not None
        assert (str(breach.first.start), str(breach.first.other), str(breach.first.local)) == ("2011-06-04", "2011-07-01", "2011-07-02")

    @pytest.mark.parametrize(
        ("note", "rule", "kinds"),
        others_slow(
            [
                ("Not more than three months after the young person's 16th birthday.", 'after = "age 16 years"\nlimit = "3 months"', []),
                ("Within 3 months of the 16th birthday.", 'after = "age 16 years"\nlimit = "3 months"', ["birthday"]),
                ("A minimum frequency of 6 weeks.", 'after = "visit"\nlimit = "6 weeks"', []),
                ("At least every 6 weeks.", 'after = "visit"\nlimit = "6 weeks"', []),
                ("Not less than every six weeks.", 'after = "visit"\nlimit = "6 weeks"', ["minimum"]),
            ],
            quick=2,
        ),
    )
    def test_f11_a_trap_quotes_only_what_is_written(self, note: str, rule: str, kinds: list[str]) -> None:
        task = "pathway-assessment" if "age" in rule else "visit"
        found = checked(rules_of(task, f'{rule}\nnote = "{note}"'))
        assert [one.kind for one in found.findings if one.kind in ("birthday", "minimum")] == kinds

    def test_f12_an_anchor_that_is_part_of_a_list_is_compared_with_the_list(self) -> None:
        """T2 counts three months from the later of 16 and becoming eligible; three months from 16 are never later."""
        found = checked(rules_of("pathway-assessment", 'limit = "3 months"\nafter = "age 16 years"'))
        assert ("ours/1", "england/T2") in of_kind(found, "start-dates")
        assert found.uncompared == ()

    def test_f13_named_days_after_care_are_counted_from(self) -> None:
        """Care ended on 20 November 2027; the academic year of the 18th birthday ends on 31 August 2028."""
        tables = '[[days]]\nid = "academic-year"\nspans = [{ from = 2027-09-01, to = 2028-08-31 }]\n'
        tables += task_of("letter", keys="outlives_care = true\n") + rules_of("letter", 'limit = "0 days"\nafter = "academic-year ends"')
        ended = happened("ceased-to-be-looked-after", "2027-11-20", reason="other")
        for as_of, until in (("2028-08-01", "2028-12-31"), ("2028-09-15", None)):
            found = due_of(tables, [*CARE, ended], "letter", as_of, "2010-03-01", until)
            assert [row.split()[0] for row in found] == ["2028-08-31"], as_of

    def test_f14_what_was_done_before_a_window_opened_is_not_of_it(self) -> None:
        """A window from 1 January to 15 February 2026; the meeting of 10 October 2025 was the autumn's."""
        tables = '[[days]]\nid = "spring-window"\nspans = [{ from = 2026-01-01, to = 2026-02-15 }]\n' + event_of("meeting-held")
        tables += task_of("spring", "period-of-care", 'done_by = ["meeting-held"]\n')
        tables += rules_of("spring", 'limit = "0 days"\nbefore = "spring-window ends"\nopens = "45 days"')
        events = [looked_after("2025-09-01"), happened("meeting-held", "2025-10-10")]
        assert due_of(tables, events, "spring", "2025-11-01") == ["2026-02-15 upcoming"]


class TestPartTwo:
    def test_1_an_event_outside_care_is_scheduled(self) -> None:
        """Looked after never, and from 12 January: 63 days from 1 December 2025 are 2 February 2026."""
        tables = (
            event_of("assessment-started")
            + task_of("assessment", "event")
            + rules_of("assessment", 'limit = "63 days"\nafter = "assessment-started"')
        )
        started = happened("assessment-started", "2025-12-01")
        for events in ([started], [started, looked_after("2026-01-12")]):
            assert due_of(tables, events, "assessment", "2026-01-13") == ["2026-02-02 upcoming"]

    def test_2_until_ends_what_began_before_it_only(self) -> None:
        """Asked again on 5 January 2026, six months after the first papers came: a week later, 12 January."""
        tables = event_of("papers-asked", "papers-received") + task_of("papers", "event")
        tables += rules_of("papers", 'limit = "1 week"\nafter = "papers-asked"\nuntil = "papers-received"')
        events = [looked_after("2025-06-02"), happened("papers-asked", "2025-07-01"), happened("papers-received", "2025-07-03")]
        assert outstanding(schedule_of(BORN, [*events, happened("papers-asked", "2026-01-05")], tables=tables), "2026-01-06", "papers") == [
            "2026-01-12"
        ]

    @pytest.mark.parametrize(("value", "due"), [("2 weeks", "2026-07-06"), ("2026-07-01", "2026-07-01")])
    def test_3_a_decision_counts_from_the_day_on_which_it_was_made(self, value: str, due: str) -> None:
        """Visited on Mon 22 June, decided on Wed 24 June: two weeks from the visit are Mon 6 July; a date that was decided is that date."""
        tables = '[[facts]]\nid = "visits-decided"\ntitle = "How often"\n'
        tables += rules_of("visit", 'limit = "6 weeks"\nafter = "visit"\ndecided_by = "visits-decided"')
        events = [*CARE, done("visit", "2026-06-22"), held("2026-06-24"), fact("visits-decided", "2026-06-24") | {"value": value}]
        found = outstanding(schedule_of(BORN, events, tables=tables), "2026-06-25", "visit")[0]
        assert found == due

    @pytest.mark.parametrize("limit", ['limit = "0 days"\n', "", 'limit = "1 day"\n'])
    def test_4_a_limit_moves_back_to_a_named_day_whatever_its_length(self, limit: str) -> None:
        """Booked for Mon 20 April 2026; the panel sits on Thursdays: Thu 16 April."""
        tables = '[[days]]\nid = "panel"\nweekdays = "Thursday"\n' + task_of("criteria", "review")
        tables += rules_of("criteria", f'{limit}before = "review"\nfalls_on = "panel"')
        booked = happened("review-arranged", "2026-03-01", review_on="2026-04-20")
        found = outstanding(schedule_of(BORN, [*CARE, held("2026-01-30"), booked], tables=tables), "2026-03-02", "criteria")
        assert found[0] == "2026-04-16"

    def test_5_a_birthday_is_foreseen(self) -> None:
        """Sixteen on 1 March 2025: listed nine days before."""
        tables = task_of("letter") + rules_of("letter", 'limit = "0 days"\nafter = "age 16 years"')
        assert due_of(tables, [looked_after("2024-06-03")], "letter", "2025-02-20", "2009-03-01") == ["2025-03-01 upcoming"]

    @pytest.mark.slow
    def test_6a_the_second_review_counted_from_care_is_not_compared_with_the_first(self) -> None:
        found = checked(
            rules_of(
                "review",
                'limit = "20 working days"\nafter = "became-looked-after"',
                'limit = "75 days"\nafter = "became-looked-after"\nnth = 2',
            )
        )
        assert ("ours/2", "england/R1") not in [(one.rule, one.counterpart) for one in found.findings]

    @pytest.mark.slow
    def test_6b_a_cycle_that_restarts_and_a_row_that_says_when(self) -> None:
        head = HEAD + '[review_cycle]\nrestarts_on = ["plan-changed"]\n'
        tables = event_of("plan-changed") + rules_of(
            "review",
            'limit = "20 working days"\nafter = "plan-changed"',
            'limit = "3 months"\nafter = "review"\nwhen = { review = "first" }',
        )
        assert not any("starts again" in one.words for one in checked(tables, head).findings)

    @pytest.mark.slow
    def test_6c_weekly_until_the_review_beside_six_weekly_is_not_later(self) -> None:
        adoptive = 'when = { placement = "adoptive" }\n'
        tables = rules_of(
            "visit", f'limit = "1 week"\nafter = "visit"\nuntil = "review"\n{adoptive}', f'limit = "6 weeks"\nafter = "visit"\n{adoptive}'
        )
        assert checked(tables).breaches == ()

    @pytest.mark.slow
    def test_6d_a_review_of_another_name_is_compared_all_the_same(self) -> None:
        """28 days are later than 20 working days on 17.2% of dates."""
        head = ALONE + '[review_cycle]\ntask = "statutory-review"\n'
        tables = task_of("statutory-review") + rules_of("statutory-review", 'limit = "28 days"\nafter = "became-looked-after"')
        profile = profile_of(tables, head)
        assert check_profile(profile).verdict.startswith("It extends nothing, so it was not compared")  # 6e
        [breach] = check_profile(profile, against=load_profile("england")).breaches
        assert (breach.counterpart, str(breach.shares)[:14]) == ("england/R1", "later on 17.1%")

    @pytest.mark.slow
    def test_6f_after_so_many_days_is_a_minimum(self) -> None:
        rule = 'limit = "20 working days"\nafter = "became-looked-after"\nnote = "The first review is held after 20 working days."'
        assert of_kind(checked(rules_of("review", rule)), "minimum") == [("ours/1", None)]

    def test_6g_a_task_that_counts_from_itself_alone_never_begins(self) -> None:
        tables = task_of("chase") + rules_of("chase", 'limit = "8 weeks"\nafter = "chase"')
        assert of_kind(checked(tables), "never-begins") == [("ours/1", None)]

    @pytest.mark.slow
    def test_6h_words_that_are_not_in_the_document_are_not_quoted(self) -> None:
        rule = 'limit = "12 weeks"\nafter = "visit"\ncite = "at least once every 12 weeks"'
        assert not any("Within 12 weeks of" in one.words for one in checked(rules_of("visit", rule)).findings)

    def test_7_a_row_counted_from_elsewhere_leaves_the_guidance(self) -> None:
        """E1: the first personal education plan in ten working days of care, Mon 19 January; the row speaks of the next ones."""
        tables = rules_of("personal-education-plan", 'limit = "6 months"\nafter = "personal-education-plan"')
        assert due_of(tables, [*CARE], "personal-education-plan", "2026-01-06")[0].startswith("2026-01-19 ")

    def test_8_a_meeting_belongs_to_the_term_it_was_held_in(self) -> None:
        """Terms end on 19 December and 27 March: the meeting of 20 March is the spring's, and the autumn had none."""
        tables = '[[days]]\nid = "term"\nspans = [{ from = 2025-09-01, to = 2025-12-19 }, { from = 2026-01-05, to = 2026-03-27 }]\n'
        tables += task_of("meeting", "event") + rules_of("meeting", 'limit = "0 days"\nbefore = "term ends"')
        found = due_of(tables, [looked_after("2025-09-08"), done("meeting", "2026-03-20")], "meeting", "2026-03-30")
        assert [row.split()[:2] for row in found][:2] == [["2025-12-19", "overdue"], ["2026-03-27", "met"]]

    def test_9_a_task_recurs_inside_an_event(self) -> None:
        """Visited on Thu 15 January under the plan of the 5th: 20 working days later, Thu 12 February."""
        tables = event_of("plan-developed") + task_of("plan-visit", "event")
        tables += rules_of(
            "plan-visit", 'limit = "10 working days"\nafter = "plan-developed"', 'limit = "20 working days"\nafter = "plan-visit"'
        )
        events = [*CARE, happened("plan-developed", "2026-01-05"), done("plan-visit", "2026-01-15")]
        assert outstanding(schedule_of(BORN, events, tables=tables), "2026-01-16", "plan-visit")[0] == "2026-02-12"

    def test_10_who_was_fourteen_before_april_2011(self) -> None:
        """Reg 42(1): born 1 June 1996, looked after since 2004: three months from the 16th birthday, 1 September 2012."""
        schedule = schedule_of("1996-06-01", [looked_after("2004-01-05")]).on(date(2012, 12, 31))
        assert [str(due.due) for due in schedule.of("pathway-assessment")] == ["2012-09-01"]

    def test_11_explain_says_when_a_task_opens_and_what_it_aims_at(self) -> None:
        tables = task_of("papers", "review") + rules_of("papers", 'limit = "5 days"\nopens = "10 days"\naim = "7 days"\nbefore = "review"')
        booked = happened("review-arranged", "2026-01-05", review_on="2026-01-30")
        schedule = schedule_of(BORN, [*CARE, booked], tables=tables).on(date(2026, 1, 6))
        text = str(explain(schedule.of("papers")[0]))
        assert "Tue 20 Jan 2026" in text  # not before
        assert "Fri 23 Jan 2026" in text  # the aim

    @pytest.mark.parametrize("key", ['aim = "1 week"', 'opens = "1 week"', 'falls_on = "panel"'])
    def test_12_a_key_without_a_limit_is_refused(self, key: str) -> None:
        tables = (
            '[[days]]\nid = "panel"\nweekdays = "Thursday"\n'
            + task_of("letter")
            + rules_of("letter", f'after = "became-looked-after"\n{key}')
        )
        with pytest.raises(ProfileError, match=key.partition(" ")[0]):
            profile_of(tables, head=HEAD)


def test_the_smallest_history_of_f2_is_as_it_was_written() -> None:
    """As JSON, read and built the way a case system does."""
    record = {
        "child": "x",
        "date_of_birth": "2015-01-01",
        "events": [
            {"event": "became-looked-after", "on": "2026-01-05"},
            {"event": "review-held", "on": "2026-01-30"},
            {"event": "review-requested", "on": "2026-01-30", "by": "IRO", "review_by": "2026-03-02"},
        ],
    }
    second = build_schedule(parse_history(record), load_profile("england")).on(date(2026, 2, 2)).of("review")[1]
    assert (str(second.due), second.rule) == ("2026-03-02", "england/R4")
