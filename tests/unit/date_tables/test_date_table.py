"""The law as a table: its dates, its columns, and what each says that a join cannot know.

Issue 18, point 11. Dates are worked by hand: working days of England and Wales, months to the same day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import ALONE, HEAD, rules_of, task_of

from lacreview_rules import (
    ArgumentError,
    BecameLookedAfter,
    CalendarRangeError,
    History,
    OtherEvent,
    ReviewHeld,
    TaskDone,
    UnknownTaskError,
    build_schedule,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.date_tables.sql import sql_statements
from lacreview_rules.date_tables.table import DateTable, date_table
from lacreview_rules.histories.events import BUILT_IN, PlacementMoved
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules import Profile
    from lacreview_rules.date_tables.columns import DateColumn

ENGLAND = load_profile("england")


def row_of(table: DateTable, day: date) -> dict[str, date | None]:
    return next(dict(zip(table.names, row, strict=True)) for row in table.rows() if row[0] == day)


def ours(folder: Path, text: str) -> DateTable:
    path = folder / "ours.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return date_table(load_profile(path), date(2026, 3, 2), date(2026, 3, 2))


def test_reviews_of_one_day() -> None:
    """CPPCR 2010 reg 33: 20 working days, three months, six months.

    From Fri 19 December 2025, over Christmas Day, Boxing Day and New Year's Day, the 20th working day is Wed 21 January 2026.
    """
    row = row_of(date_table(ENGLAND, date(2025, 12, 19), date(2025, 12, 19)), date(2025, 12, 19))
    found = row["first_review"], row["second_review"], row["later_review"]
    assert found == (date(2026, 1, 21), date(2026, 3, 19), date(2026, 6, 19))


def test_shortcuts_are_wrong_where_the_table_is_right() -> None:
    """Three months after 19 December is 19 March, and 91 days after it 20 March; + 28 days knows no bank holiday."""
    row = row_of(date_table(ENGLAND, date(2025, 12, 19), date(2025, 12, 19)), date(2025, 12, 19))
    assert row["second_review"] == date(2025, 12, 19) + timedelta(90)
    assert row["first_review"] == date(2025, 12, 19) + timedelta(33)


def test_what_counts_back() -> None:
    """IRO Handbook: the report is ready three working days before the review; before Tue 10 March 2026 that is Thu 5 March."""
    table = date_table(ENGLAND, date(2026, 3, 10), date(2026, 3, 10), tasks={"review-report"})
    assert table.names == ("day", "review_report")
    assert list(table.rows()) == [(date(2026, 3, 10), date(2026, 3, 5))]
    assert table.columns[0].day_is == "the day of the review"


def test_the_days_are_every_day_of_the_range() -> None:
    table = date_table(ENGLAND, date(2024, 2, 28), date(2024, 3, 1), tasks={"review"})
    assert [row[0] for row in table.rows()] == [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]


def test_no_rule_in_force_is_no_date() -> None:
    """The regulations of 2010 came into force on 1 April 2011, and guidance on decisions with them: before, there is no date."""
    table = date_table(ENGLAND, date(2011, 3, 31), date(2011, 4, 1), tasks={"decisions"})
    assert [row[1] for row in table.rows()] == [None, date(2011, 4, 8)]


def test_a_rule_of_an_earlier_time_is_used_in_its_time() -> None:
    """Review of Children's Cases Regulations 1991 reg 3: the first review within four weeks."""
    table = date_table(ENGLAND, date(2010, 6, 1), date(2010, 6, 1), tasks={"review"})
    assert next(table.rows())[1] == date(2010, 6, 29)


def test_what_no_join_can_know_stands_beside_the_column() -> None:
    """Short breaks are exempt (reg 48), and an adoptive placement has reviews of its own (AAR 2005 reg 36)."""
    [first, second, _] = date_table(ENGLAND, date(2026, 1, 1), date(2026, 12, 31), tasks={"review"}).columns
    assert "unless the legal status is short break" in first.unknown_to_a_join
    assert "as long as the placement is not adoptive" in second.unknown_to_a_join
    assert "england/R4" in first.unknown_to_a_join[-1]  # a review that was asked for
    assert "england/R3" not in first.unknown_to_a_join[-1]  # that is of later reviews, and never of the first


def test_what_is_no_column_is_told() -> None:
    """Visits count from the placement, and from notices: one join on one day cannot know which date is the earliest."""
    table = date_table(ENGLAND, date(2026, 1, 1), date(2026, 1, 1), tasks={"visit"})
    assert table.columns == ()
    assert [(one.task, one.why.partition(":")[0]) for one in table.left_out] == [
        ("visit", "it counts from several days, of which the earliest date binds")
    ]
    whole = date_table(ENGLAND, date(2026, 1, 1), date(2026, 1, 1))
    assert {column.task for column in whole.columns} | {one.task for one in whole.left_out} == set(ENGLAND.tasks)


def test_the_earlier_of_two_rules_from_one_day(tmp_path: Path) -> None:
    """An authority's own 15 working days beside the regulations' 20: Mon 2 March 2026 and 15 are Mon 23 March."""
    table = ours(tmp_path, '[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "became-looked-after"\nlimit = "15 working days"\n')
    assert table.columns[0].rule_ids == ("england/R1", "ours/1")
    assert next(table.rows())[1] == date(2026, 3, 23)


def test_guidance_whose_place_a_rule_of_ones_own_takes(tmp_path: Path) -> None:
    """Newham-like: decisions within 3 working days instead of the guidance's 5 (Mon 2 to Thu 5 March 2026)."""
    table = ours(tmp_path, '[[timescales]]\nid = "ours/1"\ntask = "decisions"\nafter = "review"\nlimit = "3 working days"\n')
    column = next(one for one in table.columns if one.task == "decisions")
    assert (column.rule_ids, column.others) == (("ours/1",), ())
    assert column.due(date(2026, 3, 2), table.calendar) == date(2026, 3, 5)


def test_later_reviews_that_depend_on_their_number(tmp_path: Path) -> None:
    """Every second review sooner: a join that knows only the day cannot tell, and the table says so."""
    rule = '[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "review"\nlimit = "4 months"\nwhen = { review = "every second" }\n'
    table = ours(tmp_path, rule)
    assert "later_review" not in table.names
    assert any(one.why == "the later review: by which date depends on its number" for one in table.left_out)


def test_reviews_that_no_rule_sets_for_every_child(tmp_path: Path) -> None:
    """A profile of a first review alone, in four weeks: Mon 2 to Mon 30 March 2026; of the others the table says that it has none."""
    path = tmp_path / "ours.toml"
    review = task_of("review") + rules_of("review", 'limit = "4 weeks"\nafter = "became-looked-after"')
    path.write_text(f'{ALONE}[review_cycle]\ntask = "review"\n{review}', encoding="utf-8")
    table = date_table(load_profile(path), date(2026, 3, 2), date(2026, 3, 2))
    assert list(table.rows()) == [(date(2026, 3, 2), date(2026, 3, 30))]
    assert [one.why for one in table.left_out] == [f"the {which} review: no rule sets it for every child" for which in ("second", "later")]


def test_a_task_with_the_name_of_a_column(tmp_path: Path) -> None:
    tasks = "".join(
        f'[[tasks]]\nid = "{name}"\ntitle = "Ours"\nper = "period-of-care"\n[[timescales]]\nid = "ours/{name}"\ntask = "{name}"\n'
        'after = "became-looked-after"\nlimit = "1 day"\n'
        for name in ("first-review", "day")
    )
    names = ours(tmp_path, tasks).names
    assert {"first_review", "task_first_review", "day", "task_day"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 1, 2), date(2026, 1, 1), "last: 2026-01-01 lies before first, 2026-01-02; exchange the two"),
        ("2026-01-02", date(2026, 1, 1), "first"),
    ],
)
def test_days_that_are_refused(first: date, last: date, told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        date_table(ENGLAND, first, last)


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(UnknownTaskError, match='did you mean "review"'):
        date_table(ENGLAND, date(2026, 1, 1), date(2026, 1, 1), tasks={"reviews"})


@pytest.mark.parametrize("days", [(date(1989, 12, 31), date(1989, 12, 31)), (date(2060, 7, 1), date(2060, 12, 1))])
def test_outside_the_calendar(days: tuple[date, date]) -> None:
    """Also where months alone would leave it."""
    with pytest.raises(CalendarRangeError):
        list(date_table(ENGLAND, *days, tasks={"review"}).rows())


def test_statements_hold_a_thousand_rows_at_most() -> None:
    """More in one INSERT is refused by SQL Server."""
    table = date_table(ENGLAND, date(2023, 1, 1), date(2025, 12, 31), tasks={"decisions"})
    text = "".join(sql_statements(table, "dbo.dates"))
    inserts = text.split("INSERT INTO dbo.dates VALUES\n")[1:]
    assert [one.count("\n") for one in inserts] == [1_000, 96]
    assert "NULL" in "".join(sql_statements(date_table(ENGLAND, date(2011, 3, 31), date(2011, 3, 31), tasks={"decisions"})))


@pytest.mark.parametrize("name", ["", "a b", "a;drop table x", "1a", "a.b.c.d", 'a"', "a\n", "é"])
def test_a_name_that_is_no_name(name: str) -> None:
    with pytest.raises(ArgumentError, match="table: its name"):
        next(sql_statements(date_table(ENGLAND, date(2026, 1, 1), date(2026, 1, 1), tasks={"review"}), name))


# ---- the engine says the same


def a_child(column: DateColumn, day: date, profile: Profile) -> History:
    """A child of whom nothing is known but what a column counts from, on a day."""
    came = day - timedelta(400)
    if column.counts_from == profile.cycle_task:
        before = [ReviewHeld(on=came + timedelta(20))] if column.held == "later" else []
        return History("A1", [BecameLookedAfter(on=came), *before, ReviewHeld(on=day)])
    if column.counts_from == "became-looked-after":
        return History("A1", [BecameLookedAfter(on=day)])
    if column.counts_from == "placement-started":
        return History("A1", [BecameLookedAfter(on=came), PlacementMoved(on=day)])
    if column.counts_from in profile.tasks:
        return History("A1", [BecameLookedAfter(on=came), TaskDone(on=day, task=column.counts_from)])
    kind = BUILT_IN.get(column.counts_from)
    return History("A1", [BecameLookedAfter(on=came), OtherEvent(on=day, event=column.counts_from) if kind is None else kind(on=day)])


def needs_no_more_than_a_day(column: DateColumn) -> bool:
    """Whether what it counts from can be recorded by its day alone, in the middle of care."""
    return not column.back and column.counts_from not in {"placement-ended", "ceased-to-be-looked-after", "decisions"}


@pytest.mark.parametrize("name", others_slow(shipped_profiles(), quick=2))
def test_the_engine_gives_a_child_the_same_date(name: str) -> None:
    """Of a child of whom nothing else is known: the limits that the engine counts from the day, on every 23rd day of two years."""
    profile = load_profile(name)
    table = date_table(profile, date(2025, 1, 1), date(2026, 12, 31))
    compared: set[str] = set()
    for row in list(table.rows())[::23]:
        day = row[0]
        assert day is not None
        for column, due in zip(table.columns, row[1:], strict=True):
            if not needs_no_more_than_a_day(column):
                continue
            schedule = build_schedule(a_child(column, day, profile), profile, tasks={column.task})
            limits = [limit for one in (*schedule.due_dates, *schedule.distant) for limit in occurrence_of(one).limits]
            mine = [limit.due for limit in limits if limit.start == day and limit.basis == "actual" and limit.rule_id in column.rule_ids]
            if mine:
                compared.add(column.name)
                assert min(filter(None, mine)) == due, (column.name, day)
    assert {column.name for column in table.columns if needs_no_more_than_a_day(column)} == compared
