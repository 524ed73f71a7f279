"""A profile against the regulations: shares, examples and traps, each counted here again without the library.

Authority: SI 2010/959 reg 33 (20 working days, three months, six months), the bank holidays of England and Wales as
GOV.UK lists them, and *Dodds v Walker* on months. The wording traps are those of procedures that were published.
"""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import (
    BecameLookedAfter,
    History,
    InputError,
    PlacementMoved,
    ReviewHeld,
    build_schedule,
    check_profile,
    england_and_wales,
    load_profile,
)
from lacreview_rules.assurance.findings import Finding, Shares
from lacreview_rules.assurance.overlap import can_meet, special_words
from lacreview_rules.assurance.start_dates import named
from lacreview_rules.counting.calendars import BankHoliday
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.assurance.answer import Assurance

    Check = Callable[..., Assurance]

DAY = timedelta(1)
BANK_HOLIDAYS = {
    date(year, month, day)
    for year, days in {
        2024: ((1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        2025: ((1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        2026: ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        2027: ((1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
        2028: ((1, 3),),
    }.items()
    for month, day in days
}
"""As GOV.UK lists them, with the substitute days; 3 January 2028 is the substitute of a Saturday."""


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def twenty_working_days(day: date) -> date:
    left = 20
    while left:
        day += DAY
        left -= day.weekday() < 5 and day not in BANK_HOLIDAYS
    return day


def months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Checks a profile whose own rows are these."""

    def checked(*rows: str, head: str = HEAD, first: date = date(2024, 1, 1), last: date | None = date(2027, 12, 31)) -> Assurance:
        path = tmp_path / "ours.toml"
        body = "".join(f'[[timescales]]\nid = "ours/{number}"\n{row}\n' for number, row in enumerate(rows, 1))
        path.write_text(head + body, encoding="utf-8")
        return check_profile(load_profile(path), first=first, last=last)

    return checked


def against(found: Assurance, counterpart: str, rule: str = "ours/1") -> Finding:
    return next(f for f in found.findings if (f.rule, f.counterpart) == (rule, counterpart) and f.shares is not None)


def traps(found: Assurance) -> list[tuple[str, str]]:
    return [(f.rule, f.kind) for f in found.of("trap")]


FIRST_REVIEW = 'task = "review"\nafter = "became-looked-after"\n'
SECOND_REVIEW = 'task = "review"\nafter = "review"\nwhen = { review = "first" }\n'
LATER_REVIEWS = 'task = "review"\nafter = "review"\nwhen = { review = "later" }\n'


# ---- from every start date ---------------------------------------------------------------------------------


def test_28_days_is_later_than_20_working_days_on_every_weekend_start(check: Check) -> None:
    """Reg 33(1); a published procedure says 28 days. Counted here day by day: 252 of 1,461 dates, 17.2%."""
    every = days_of(date(2024, 1, 1), date(2027, 12, 31))
    later = [day for day in every if day + timedelta(28) > twenty_working_days(day)]
    same = [day for day in every if day + timedelta(28) == twenty_working_days(day)]
    found = against(check(FIRST_REVIEW + 'limit = "28 days"'), "england/R1")
    assert found.severity == "breach"
    assert found.shares == (len(every) - len(later) - len(same), len(same), len(later)) == (563, 646, 252)
    assert found.shares is not None
    assert found.shares.percent(found.shares.later) == "17.2%"
    assert found.days[0] == "only days that are not working days"
    assert [name.split()[0] for name in found.days[1:]] == ["Saturdays", "Sundays"]
    assert {day.weekday() for day in later} == {5, 6}
    assert found.first is not None
    assert (found.first.start, found.first.local, found.first.other) == (later[0], date(2024, 2, 3), date(2024, 2, 2))
    assert found.first.working == "28 days after Sat 6 Jan 2024: Sat 3 Feb 2024"
    assert found.first.other_working == "20 working days after Sat 6 Jan 2024 (day 1 is Mon 8 Jan 2024): Fri 2 Feb 2024"
    assert found.worst is not None
    assert found.worst.days_later == max((day + timedelta(28) - twenty_working_days(day)).days for day in later)


@pytest.mark.slow
def test_91_days_is_later_than_three_months_on_one_date_in_five(check: Check) -> None:
    """Reg 33(2), in force from 1 April 2011; months end on the corresponding date, or the month's last. Every date, none left out."""
    every = days_of(date(2011, 4, 1), date(2028, 12, 31))
    later = [day for day in every if day + timedelta(91) > months_on(day, 3)]
    found = against(check(SECOND_REVIEW + 'limit = "91 days"', first=date(2000, 1, 1), last=None), "england/R2")
    assert found.severity == "breach"
    assert found.shares is not None
    assert (found.shares.total, found.shares.later) == (len(every), len(later))
    assert 0.19 < len(later) / len(every) < 0.21


@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, "1 January to 28 February and 30 November to 31 December"),
        (2024, "31 January to 29 February and 30 November to 31 December"),
        (2027, "1 January to 28 February"),
    ],
)
def test_the_dates_on_which_91_days_is_later_are_named(check: Check, year: int, expected: str) -> None:
    """A leap day in between makes three months a day longer. 30 November 2027 to 29 February 2028 is 91 days."""
    found = against(check(SECOND_REVIEW + 'limit = "91 days"', first=date(year, 1, 1), last=date(year, 12, 31)), "england/R2")
    assert found.days == (expected,)
    later = [day for day in days_of(date(year, 1, 1), date(year, 12, 31)) if day + timedelta(91) > months_on(day, 3)]
    assert found.shares is not None
    assert found.shares.later == len(later)


@pytest.mark.slow
def test_of_several_limits_the_earliest_counts(check: Check) -> None:
    """Design.md, counting: several limits all apply; three months or 91 days is never later than three months."""
    found = check(SECOND_REVIEW + 'limit = ["3 months", "91 days"]', first=date(2024, 12, 1), last=date(2025, 3, 31))
    assert against(found, "england/R2").severity == "fine"
    assert found.breaches == ()


@pytest.mark.slow
def test_a_second_timescale_of_the_same_stage_helps(check: Check) -> None:
    """A rule that is later by itself is not, where another of the profile's always binds before it."""
    found = check(SECOND_REVIEW + 'limit = "91 days"', SECOND_REVIEW + 'limit = "12 weeks"')
    assert found.breaches == ()


@pytest.mark.slow
def test_one_for_other_reviews_only_does_not_help(check: Check) -> None:
    """A rule for later reviews says nothing about the second."""
    found = check(SECOND_REVIEW + 'limit = "91 days"', LATER_REVIEWS + 'limit = "12 weeks"')
    assert [f.rule for f in found.breaches] == ["ours/1"]


@pytest.mark.slow
def test_a_rule_without_conditions_is_compared_with_each(check: Check) -> None:
    """Reg 33(2): six months after any review is later than three months after the first, and as long as after the others."""
    found = check('task = "review"\nafter = "review"\nlimit = "6 months"', first=date(2024, 1, 1), last=date(2024, 6, 30))
    assert against(found, "england/R2").severity == "breach"
    assert against(found, "england/R2").days == ("every start date",)
    assert against(found, "england/R3").severity == "fine"


def test_later_than_guidance_is_no_breach(check: Check) -> None:
    """The IRO Handbook's 15 working days for the record, which a row of one's own replaces, is guidance."""
    found = check('task = "review-record"\nafter = "review"\nlimit = "20 working days"')
    assert against(found, "england/IRO7").severity == "looser"
    assert found.breaches == ()


@pytest.mark.slow
def test_counting_back_later_is_nearer_to_the_review(check: Check) -> None:
    """The handbook's three working days before a review: two are looser, five are not."""
    assert against(check('task = "review-report"\nbefore = "review"\nlimit = "2 working days"'), "england/IRO4").severity == "looser"
    assert against(check('task = "review-report"\nbefore = "review"\nlimit = "5 working days"'), "england/IRO4").severity == "fine"


@pytest.mark.slow
def test_only_what_is_in_force_is_compared_and_examples_are_real(check: Check) -> None:
    """SI 1991/895 ended on 31 March 2011; the first example under SI 2010/959 cannot be older than that."""
    found = check(FIRST_REVIEW + 'limit = "28 days"', first=date(2000, 1, 1), last=None)
    assert "england/R1-1991" not in {f.counterpart for f in found.findings}
    example = against(found, "england/R1").first
    assert example is not None
    assert example.start == date(2011, 6, 4)  # the first Saturday with no bank holiday in the four weeks after it


@pytest.mark.slow
def test_a_timescale_is_compared_on_the_days_on_which_it_is_in_force(check: Check) -> None:
    """28 days in February 2025 alone: 28 start dates, of which the eight weekend days are later."""
    found = against(check(FIRST_REVIEW + 'limit = "28 days"\nin_force = { from = 2025-02-01, to = 2025-02-28 }'), "england/R1")
    later = [day for day in days_of(date(2025, 2, 1), date(2025, 2, 28)) if day + timedelta(28) > twenty_working_days(day)]
    assert found.shares is not None
    assert (found.shares.total, found.shares.later) == (28, len(later))


@pytest.mark.slow
def test_a_special_case_not_mentioned_is_pointed_out_and_no_breach(check: Check) -> None:
    """Reg 28(4): four weeks with temporary approval. Six weeks is the ordinary interval, and what the rule is about."""
    found = check('task = "visit"\nafter = "visit"\nlimit = "6 weeks"')
    assert found.breaches == ()
    special = {f.counterpart for f in found.of("trap") if f.kind == "special-case"}
    assert {"england/V7b", "england/V7e", "england/A6b"} <= special
    named_case = check('task = "visit"\nafter = "visit"\nlimit = "6 weeks"\nwhen = { fact = "temporary-approval" }')
    assert against(named_case, "england/V7b").severity == "breach"


@pytest.mark.slow
def test_days_on_which_the_authority_is_closed_make_its_own_rule_later(tmp_path: Path) -> None:
    """Twenty working days that pass over a closure on Mon 15 June 2026 end a day after the regulation's twenty."""
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + f'[[timescales]]\nid = "ours/1"\n{FIRST_REVIEW}limit = "20 working days"\n', encoding="utf-8")
    closed = england_and_wales().with_closures(BankHoliday(date(2026, 6, 15), "Offices closed"))
    found = against(check_profile(load_profile(path), closed, date(2026, 6, 1), date(2026, 6, 30)), "england/R1")
    assert found.shares == (0, 16, 14)  # closed after the start: those of 1 to 14 June
    assert found.first is not None
    assert "skipped Offices closed" in found.first.working


# ---- over histories ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_first_review_that_starts_again_with_the_placement_is_not_waved_through(check: Check) -> None:
    """Reg 33(1) counts from becoming looked after only. Both dates of the worst example, worked again by the engine."""
    head = HEAD + '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
    row = 'task = "review"\nafter = "placement-started"\nlimit = "20 working days"'
    found = check(row, head=head)
    breach = against(found, "england/R1")
    assert (breach.severity, breach.kind) == ("breach", "histories")
    assert ("ours/1", "from-placement") in traps(found)
    assert breach.worst is not None
    start = breach.worst.start
    assert breach.worst.other == twenty_working_days(start)
    moved = next(day for day in days_of(start, start + timedelta(60)) if f"moved {day.strftime('%a')} {day.day} " in breach.worst.story)
    assert breach.worst.local == twenty_working_days(moved)


@pytest.mark.slow
def test_a_move_shortly_before_the_second_review_is_due() -> None:
    """Reg 33(2): three months after 28 January is 28 April; a move on 20 April and 20 days more is 10 May."""
    profile = load_profile("south-gloucestershire")
    events = [BecameLookedAfter(on=date(2026, 1, 5)), ReviewHeld(on=date(2026, 1, 28)), PlacementMoved(on=date(2026, 4, 20))]
    due = build_schedule(History("A1", events), profile).of("review")[1]
    assert {limit.rule_id: limit.due for limit in occurrence_of(due).limits} == {
        "england/R2": date(2026, 4, 28),
        "south-gloucestershire/SG4": date(2026, 5, 10),
    }
    found = check_profile(profile, first=date(2024, 1, 1))
    assert against(found, "england/R2", "south-gloucestershire/SG4").severity == "breach"


@pytest.mark.slow
def test_without_moves_that_restart_anything_the_same_rule_is_fine(check: Check) -> None:
    """The first placement begins the day the child becomes looked after, and its limit stays."""
    found = check('task = "review"\nafter = "placement-started"\nlimit = "20 working days"')
    assert against(found, "england/R1").severity == "fine"
    assert ("ours/1", "from-placement") in traps(found)


@pytest.mark.slow
def test_another_direction_is_compared_over_histories_too(check: Check) -> None:
    """The handbook's 15 working days before a review held on day 20 is day 5; ten after becoming looked after is later."""
    found = check('task = "iro-consultation"\nafter = "became-looked-after"\nlimit = "10 working days"')
    assert (against(found, "england/IRO3").severity, against(found, "england/IRO3").kind) == ("looser", "histories")


# ---- traps -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_limit_that_reads_as_a_minimum(check: Check) -> None:
    """Published: "visits not less than every four weeks"."""
    row = 'task = "visit"\nafter = "visit"\nlimit = "4 weeks"\n'
    assert ("ours/1", "minimum") in traps(check(row + 'note = "Not less than every four weeks."'))
    assert ("ours/1", "minimum") not in traps(check(row + 'note = "No more than four weeks apart; not less often than that."'))


def test_at_least_so_long_before_is_no_minimum_in_that_sense(check: Check) -> None:
    """Five working days before, at least: that is a limit as it should be."""
    row = 'task = "review-report"\nbefore = "review"\nlimit = "5 working days"\nnote = "at least 5 working days before"'
    assert traps(check(row)) == []


@pytest.mark.slow
def test_within_months_of_a_birthday(check: Check) -> None:
    """Published: "within three months of the sixteenth birthday"; the regulation says after (reg 42(1))."""
    row = 'task = "pathway-assessment"\nafter = "age 16 years"\nlimit = "3 months"\n'
    assert ("ours/1", "birthday") in traps(check(row + 'note = "Within three months of the birthday."'))
    assert ("ours/1", "birthday") not in traps(check(row + 'note = "Within three months after the birthday."'))


@pytest.mark.slow
def test_two_units_that_disagree(check: Check) -> None:
    """Published: "three months (91 days)". On how many dates each is the earlier, counted here."""
    found = check(SECOND_REVIEW + 'limit = ["3 months", "91 days"]', first=date(2025, 1, 1), last=date(2025, 12, 31))
    every = days_of(date(2025, 1, 1), date(2025, 12, 31))
    days = sum(day + timedelta(91) < months_on(day, 3) for day in every)
    months = sum(day + timedelta(91) > months_on(day, 3) for day in every)
    assert (days, months) == (211, 91)  # statute.md 11.1: 58% and 25%
    words = next(f.words for f in found.of("trap") if f.kind == "units")
    assert "3 months on 24.9% of start dates, 91 days on 57.8% of start dates" in words


@pytest.mark.slow
def test_days_of_which_no_type_is_said(check: Check) -> None:
    """Published: "within 10 days", where the regulation counts working days (reg 4(2))."""
    row = 'task = "care-plan"\nafter = "became-looked-after"\nlimit = "10 days"\n'
    assert ("ours/1", "untyped-days") in traps(check(row))
    assert ("ours/1", "untyped-days") not in traps(check(row + 'note = "Calendar days."'))


@pytest.mark.slow
def test_no_second_review(check: Check) -> None:
    """Reg 33(2) has second and later reviews; a profile with the first alone falls back on it, and is told so."""
    january = {"first": date(2025, 1, 1), "last": date(2025, 1, 31)}
    assert ("ours/1", "no-later-review") in traps(check(FIRST_REVIEW + 'limit = "20 working days"', **january))
    rows = (FIRST_REVIEW + 'limit = "20 working days"', SECOND_REVIEW + 'limit = "3 months"', LATER_REVIEWS + 'limit = "6 months"')
    assert "no-later-review" not in {kind for _, kind in traps(check(*rows, **january))}
    assert "third or later" in next(f.words for f in check(*rows[:2], **january).of("trap") if f.kind == "no-later-review")


# ---- shipped profiles, and the records ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "breaches"),
    [
        ("england", set()),
        pytest.param("newham", set(), marks=pytest.mark.slow),
        pytest.param("portsmouth", set(), marks=pytest.mark.slow),
        pytest.param("review-standards", set(), marks=pytest.mark.slow),
        pytest.param("south-gloucestershire", {"SG4", "SG5", "SG6"}, marks=pytest.mark.slow),
        pytest.param("west-sussex-residential", {"WS1"}, marks=pytest.mark.slow),
        pytest.param("data-return", {"SSD2", "SSD3"}, marks=pytest.mark.slow),
    ],
)
def test_the_shipped_profiles(profile: str, breaches: set[str]) -> None:
    """The 91 and 183 days alone, and clocks that a move starts again, are what reg 33 does not have."""
    found = check_profile(load_profile(profile), against=load_profile("england"))
    assert {f.rule.partition("/")[2] for f in found.breaches} == breaches
    assert found.stands_alone == (profile == "data-return")
    assert (found.first, found.last) == (date(2000, 1, 1), date(2028, 12, 31))


@pytest.mark.slow
def test_the_record_is_ready_for_json() -> None:
    found = check_profile(load_profile("data-return"), first=date(2026, 1, 1), last=date(2026, 3, 31), against=load_profile("england"))
    record = json.loads(json.dumps(found.to_dict()))
    assert record["can_be_later_than_the_regulations"] is True
    assert record["against"] == "england"
    first = record["findings"][0]
    assert (first["severity"], first["rule"], first["shares"]["total"]) == ("breach", "data-return/SSD2", 31 + 28 + 31)
    assert set(first["first"]) == {"story", "start", "local", "other", "working", "other_working", "days_later"}


def test_the_last_start_date_is_not_before_the_first() -> None:
    with pytest.raises(InputError, match=r"^last: the last start date, .* is before the first"):
        check_profile(load_profile("newham"), first=date(2026, 1, 2), last=date(2026, 1, 1))


def test_a_percentage_never_says_never_of_what_happens() -> None:
    assert Shares(0, 9999, 1).percent(1) == "0.1%"
    assert Shares(0, 1, 9999).percent(9999) == "99.9%"
    assert Shares(0, 0, 3).percent(3) == "100%"


def test_days_of_the_week_are_counted() -> None:
    every = days_of(date(2026, 1, 5), date(2026, 1, 18))
    profile = load_profile("england")
    calendar = build_schedule(History("A1"), profile).calendar
    assert named(every[:1], every, calendar, by_year=False) == ("Mondays (50.0%)",)


def test_what_can_meet() -> None:
    """Reg 33 for ordinary reviews, AAR 2005 reg 36(3) for those of a child placed for adoption, reg 48 for short breaks."""
    rule = load_profile("england").timescales
    by_id = {r.id: r for r in rule}
    assert not can_meet(by_id["england/R1"], by_id["england/A3"])
    assert not can_meet(by_id["england/R1"], by_id["england/S1"])
    assert not can_meet(by_id["england/V2"], by_id["england/V4"])
    assert not can_meet(by_id["england/H3"], by_id["england/H4"])
    assert can_meet(by_id["england/V2"], by_id["england/V7b"])
    assert special_words(by_id["england/V4"], by_id["england/V2"]) == ()
