"""The working of a total lists the stays that make it up, so that a reader can add them up by hand.

Authority: CPR 2010 reg 48(1), (2)(c) (17 days in a row, 75 days in twelve months); reg 40(1) and Children Act 1989 Sch 2 para 19B
(13 weeks since the age of 14, in one period of care or several).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.small_profiles import D, came, done, moved, rule_of, schedule_of, schedule_under, seen, task_of

from lacreview_rules import CeasedToBeLookedAfter, OtherEvent

if TYPE_CHECKING:
    from lacreview_rules import Event
    from lacreview_rules.schedules.explanation import Explanation


def stay(first: str, days: int) -> OtherEvent:
    return OtherEvent(event="short-break-stay", on=D(first), ends_on=D(first) + timedelta(days - 1))


def working(task: str, *events: Event, born: str = "2014-01-01", until: str | None = None) -> Explanation:
    return schedule_under(*events, born=born, until=until).of(task)[-1].explanation


def spans(explanation: Explanation) -> list[tuple[str, str, int]]:
    [step] = [step for step in explanation.to_dict()["steps"] if step["step"] == "stays"]
    return [(one["from"], one["to"], one["days"]) for one in step["stays"]]


def facts(explanation: Explanation) -> dict[str, Any]:
    [step] = [step for step in explanation.to_dict()["steps"] if step["step"] == "stays"]
    return {key: step[key] for key in ("days", "more_than", "within")}


def test_one_stay_of_more_than_seventeen_days() -> None:
    """5 to 22 January are 18 days: the eighteenth is the first that is too many, however long the stay goes on."""
    found = working("short-breaks-are-full-care", came(status="short-break"), stay("2026-01-05", 21))
    assert spans(found) == [("2026-01-05", "2026-01-22", 18)]
    assert found.line("stays") == "Made up of 1 stay (short break stay): Mon 5 Jan 2026 to Thu 22 Jan 2026, 18 days, more than 17 days"


def test_stays_of_more_than_seventy_five_days_in_twelve_months() -> None:
    """Five of 15 days are 75; the first day of the sixth is the 76th. That of May 2024 lies more than a year before and is not listed."""
    first_days = ("2024-05-01", "2025-02-03", "2025-04-07", "2025-06-02", "2025-08-04", "2025-10-06", "2025-12-01")
    found = working("short-breaks-are-full-care", came("2024-05-01", status="short-break"), *(stay(day, 15) for day in first_days))
    assert spans(found) == [
        ("2025-02-03", "2025-02-17", 15),
        ("2025-04-07", "2025-04-21", 15),
        ("2025-06-02", "2025-06-16", 15),
        ("2025-08-04", "2025-08-18", 15),
        ("2025-10-06", "2025-10-20", 15),
        ("2025-12-01", "2025-12-01", 1),
    ]
    assert facts(found) == {"days": 76, "more_than": "75 days", "within": "12 months"}
    assert found.line("stays").endswith("Mon 1 Dec 2025 to Mon 1 Dec 2025, 1 day; together 76 days, more than 75 days in 12 months")


def test_days_that_two_stays_share_are_counted_once() -> None:
    """Both of 15 days, the second from the twelfth day of the first: it adds the 3 days after the first has ended."""
    first_days = ("2025-02-03", "2025-04-07", "2025-06-02", "2025-08-04", "2025-10-06", "2025-10-17", "2025-12-01")
    lasting = [stay(day, 11 if day == "2025-10-17" else 15) for day in first_days]
    found = working("short-breaks-are-full-care", came("2025-02-03", status="short-break"), *lasting)
    assert spans(found)[-1] == ("2025-10-21", "2025-10-21", 1)  # the 76th day
    assert facts(found)["days"] == 76


def test_thirteen_weeks_in_two_periods_of_care() -> None:
    """Fourteen on 10 March 2023, from which 10 May is 61 days; 13 weeks are 91, so 30 are left from 2 June 2025: 2 July."""
    history = (
        came("2023-02-01"),
        CeasedToBeLookedAfter(on=D("2023-05-10")),
        came("2025-06-02"),
        moved("2025-07-10"),
    )
    for task in ("thirteen-weeks-since-fourteen", "eligible-child"):
        found = working(task, *history, born="2009-03-10", until="2025-08-01")
        assert str(found.due) == "2025-07-02", task
        assert spans(found) == [("2023-03-10", "2023-05-10", 61), ("2025-06-02", "2025-07-02", 30)], task
        assert facts(found) == {"days": 91, "more_than": None, "within": None}
        assert found.line("stays").startswith("Made up of 2 periods of care: Fri 10 Mar 2023 to Wed 10 May 2023, 61 days; ")


def test_a_short_break_is_no_part_of_the_thirteen_weeks() -> None:
    """Reg 40(2): the earlier period was of short breaks, so the 91 days are of the present one alone: 2 June to 1 September 2025."""
    history = (came("2023-02-01", status="short-break"), CeasedToBeLookedAfter(on=D("2023-05-10")), came("2025-06-02"))
    found = working("thirteen-weeks-since-fourteen", *history, born="2009-03-10", until="2025-10-01")
    assert spans(found) == [("2025-06-02", "2025-09-01", 91)]


EITHER = (
    '[[totals]]\nid = "long-stay"\nevent = "short-break-stay"\ndays = 9\n'
    '[[totals]]\nid = "many-days"\nevent = "short-break-stay"\ndays = 12\nwithin = "6 months"\n'
    + task_of(per="event")
    + rule_of(1, "letter", 'limit = "1 week"\nafter = "significant-event"\nwhen = { reached = ["long-stay", "many-days"] }')
)


def test_a_total_that_a_rule_asks_about_lists_its_stays() -> None:
    """F7, friction 3: ten days in a row from 2 March are passed on the 11th; with the four of 5 January, thirteen days on the 10th."""
    events = [stay("2026-01-05", 4), stay("2026-03-02", 10), seen("2026-03-16")]
    [letter] = schedule_of(EITHER, *events, came_in=came(status="short-break")).of("letter")
    passed, made_up = zip(*(line.split("; made up of ") for line in letter.explanation.lines("stays")), strict=True)
    assert passed == ("Passed: long stay, on Wed 11 Mar 2026", "Passed: many days, on Tue 10 Mar 2026")
    assert made_up[0] == "1 stay (short break stay): Mon 2 Mar 2026 to Wed 11 Mar 2026, 10 days, more than 9 days"
    assert made_up[1].startswith("2 stays (short break stay): Mon 5 Jan 2026 to Thu 8 Jan 2026, 4 days; Mon 2 Mar 2026 to Tue 10 Mar 2026")
    assert made_up[1].endswith(", 9 days; together 13 days, more than 12 days in 6 months")
    [alone] = schedule_of(EITHER, *events[1:], came_in=came(status="short-break")).of("letter")
    assert [line.partition(",")[0] for line in alone.explanation.lines("stays")] == ["Passed: long stay"]


def test_what_is_no_total_lists_no_stays() -> None:
    found = working("review", came())
    assert found.lines("stays") == ()


def test_a_total_that_must_not_have_been_passed_lists_no_stays() -> None:
    """Four days of stays are not more than twelve, so the letter of 16 March is due a week later; with ten more they are, and none is."""
    tables = EITHER.replace('["long-stay", "many-days"]', '"not many-days"')
    events = [stay("2026-01-05", 4), seen("2026-03-16")]
    [letter] = schedule_of(tables, *events, came_in=came(status="short-break")).of("letter")
    assert (letter.due, letter.explanation.lines("stays")) == (D("2026-03-23"), ())
    assert schedule_of(tables, *events, stay("2026-03-02", 10), came_in=came(status="short-break")).of("letter") == ()


def test_weeks_recorded_as_over_when_care_began_list_no_day() -> None:
    """Sch 2 para 19B: a child of 16 whose thirteen weeks the record has as over on 2 June 2025 is eligible then; no days are added."""
    over = done("2025-06-02", "thirteen-weeks-since-fourteen")
    found = working("eligible-child", came("2025-06-02"), over, born="2009-03-10", until="2025-10-01")
    assert (str(found.due), spans(found), found.line("stays")) == ("2025-06-02", [], "")
    assert "Made up" not in str(found)
    assert "" not in str(found).splitlines()
