"""Pictures of a caseload: bars as tall as the numbers they stand for, with nothing joined or left out in silence."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from tests.others_slow import others_slow

from lacreview_rules.caseload.figures import InTime, WeekCount
from lacreview_rules.pictures import PictureError, as_png, as_svg, due_by_week, timeliness

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MONDAY = date(2026, 1, 19)


def bars(figure: Figure) -> dict[str, float]:
    """What each bar says, and how tall it is."""
    return {str(one.get_label()): one.get_height() for one in figure.findobj(Rectangle) if isinstance(one, Rectangle) and one.get_gid()}


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if isinstance(one, Text)]


def no_text_meets_another(figure: Figure) -> bool:
    figure.draw_without_rendering()
    boxes = [one.get_window_extent().padded(-1) for one in figure.findobj(Text) if isinstance(one, Text) and one.get_text()]
    return not any(a.overlaps(b) for place, a in enumerate(boxes) for b in boxes[:place])


# ---- due dates by week -------------------------------------------------------------------------------------


def test_each_role_and_all_together_have_their_bars() -> None:
    rows = [WeekCount(MONDAY, "IRO", 3), WeekCount(MONDAY, "social worker", 5), WeekCount(MONDAY + timedelta(14), "social_worker", 2)]
    found = bars(due_by_week(rows))
    assert found == {
        "All roles, week of Mon 19 Jan 2026: 8 due": 8,
        "All roles, week of Mon 2 Feb 2026: 2 due": 2,
        "Social worker, week of Mon 19 Jan 2026: 5 due": 5,
        "Social worker, week of Mon 2 Feb 2026: 2 due": 2,
        "IRO, week of Mon 19 Jan 2026: 3 due": 3,
    }


def test_bars_stand_in_the_order_of_time_with_room_for_weeks_of_nought() -> None:
    figure = due_by_week([WeekCount(MONDAY + timedelta(14), "IRO", 1), WeekCount(MONDAY, "IRO", 1)])
    places = sorted(one.get_x() for one in figure.findobj(Rectangle) if isinstance(one, Rectangle) and one.get_gid())
    assert places == pytest.approx([0.1, 2.1])


def test_any_day_of_a_week_counts_in_it() -> None:
    found = bars(due_by_week([WeekCount(MONDAY + timedelta(day), "", 1) for day in range(7)]))
    assert found == {"No role named, week of Mon 19 Jan 2026: 7 due": 7}


@pytest.mark.parametrize(
    ("weeks", "roles"), [(1, 1), (3, 3), pytest.param(30, 12, marks=pytest.mark.slow), pytest.param(200, 5, marks=pytest.mark.slow)]
)
def test_nothing_written_overlaps(weeks: int, roles: int) -> None:
    rows = [WeekCount(MONDAY + timedelta(7 * week), f"role {n}", (week * 37 + n * 11) % 90) for week in range(weeks) for n in range(roles)]
    assert no_text_meets_another(due_by_week(rows))


@pytest.mark.slow
def test_many_roles_are_joined_and_counted() -> None:
    rows = [WeekCount(MONDAY, f"role {n:02}", 100 - n) for n in range(20)]
    found = bars(due_by_week(rows))
    assert found["8 other roles, week of Mon 19 Jan 2026: 676 due"] == 88 + 87 + 86 + 85 + 84 + 83 + 82 + 81
    named = {f"Role {n:02}, week of Mon 19 Jan 2026: {100 - n} due" for n in range(12)}
    assert found.keys() == named | {"All roles, week of Mon 19 Jan 2026: 1,810 due", "8 other roles, week of Mon 19 Jan 2026: 676 due"}


@pytest.mark.slow
def test_many_weeks_are_joined_and_it_is_said() -> None:
    figure = due_by_week([WeekCount(MONDAY + timedelta(7 * week), "IRO", 1) for week in range(1000)])
    assert sum(bars(figure).values()) == 1000
    assert any(text.endswith("a bar is 4 weeks.") for text in texts(figure))


def test_nothing_due_is_said() -> None:
    assert "Nothing is due in the weeks chosen." in texts(due_by_week([]))
    assert "Nothing is due in the weeks chosen." in texts(due_by_week([WeekCount(MONDAY, "IRO", 0)]))


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(PictureError, match="week of 2026-01-19: -1 due dates"):
        due_by_week([WeekCount(MONDAY, "IRO", -1)])


# ---- timeliness --------------------------------------------------------------------------------------------

TITLE = "Reviews in time, on the basis of the regulations"


def test_a_bar_is_split_where_in_time_ends() -> None:
    figure = timeliness([InTime("2026-01", "first", 3, 4)], title=TITLE)
    [plain, hatched] = [one for one in figure.findobj(Rectangle) if isinstance(one, Rectangle) and one.get_gid()]
    assert (plain.get_y(), plain.get_height()) == (0.0, 0.75)
    assert not plain.get_hatch()
    assert (hatched.get_y(), hatched.get_height(), hatched.get_hatch()) == (0.75, 0.25, "////")
    assert plain.get_label() == "First reviews, Jan 2026: 3 of 4 in time (75%)"
    assert "3 of 4" in texts(figure)


def test_none_judged_and_none_in_time_look_different() -> None:
    figure = timeliness([InTime("2026-01", "later", 0, 5), InTime("2026-02", "later", 0, 0), InTime("2026-04", "later", 1, 1)], title=TITLE)
    assert set(bars(figure)) == {
        "Third and later reviews, Jan 2026: 0 of 5 in time (0%)",
        "Third and later reviews, Apr 2026: 1 of 1 in time (100%)",
    }
    assert texts(figure).count("none") == 2  # February, and March of which nothing was told
    assert "None judged in any period: first reviews and second reviews." in texts(figure)


def test_a_share_is_never_rounded_to_all_or_none() -> None:
    found = bars(timeliness([InTime("2026-Q1", "first", 999, 1000), InTime("2026-Q2", "first", 1, 1000)], title=TITLE))
    assert "First reviews, Jan-Mar 2026: 999 of 1,000 in time (99%)" in found
    assert "First reviews, Apr-Jun 2026: 1 of 1,000 in time (1%)" in found


@pytest.mark.parametrize("quarters", others_slow([24, 1, 25, 60]))
def test_the_names_of_quarters_have_room_beside_each_other(quarters: int) -> None:
    """They are named by their months: the second quarter of a financial year is not that of the calendar."""
    rows = [InTime(f"{2010 + number // 4}-Q{number % 4 + 1}", "first", 1, 1) for number in range(quarters)]
    figure = timeliness(rows, title=TITLE)
    assert texts(figure).count("Jan-Mar") == -(-quarters // 4)
    assert no_text_meets_another(figure)


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 3, 16, 40, 90])
def test_nothing_written_overlaps_in_any_number_of_months(months: int) -> None:
    rows = [
        InTime(f"{2019 + month // 12}-{month % 12 + 1:02}", kind, (month * 29) % 150, 150 if month % 7 else (month * 29) % 150)
        for month in range(months)
        for kind in ("first", "second", "later")
    ]
    assert no_text_meets_another(timeliness(rows, title=TITLE))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([InTime("2026-01", "first", 5, 4)], "5 in time of 4 judged"),
        ([InTime("2026-01", "first", 1, 1), InTime("2026-Q2", "first", 1, 1)], "is not a month like the others"),
        ([InTime("2026-Q1", "first", 1, 1), InTime("2026-Q5", "first", 1, 1)], "is not a quarter like the others"),
        ([InTime("1926-01", "first", 1, 1), InTime("2126-01", "first", 1, 1)], "check the years"),
        ([InTime("2026-01", "third", 1, 1)], "is no kind of review"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_is_refused(rows: list[InTime], words: str) -> None:
    with pytest.raises(PictureError, match=words):
        timeliness(rows, title=TITLE)


def test_none_judged_at_all_is_said() -> None:
    assert "No review could be judged in the periods chosen." in texts(timeliness([], title=TITLE))


# ---- as files ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_bytes_in_any_order_of_rows() -> None:
    rows = [WeekCount(MONDAY + timedelta(7 * week), role, week + 1) for week in range(4) for role in ("IRO", "social worker")]
    assert as_svg(due_by_week(rows)) == as_svg(due_by_week(rows[::-1]))
    shares = [InTime("2026-01", "first", 3, 4), InTime("2026-02", "later", 1, 4)]
    once, again = timeliness(shares, title=TITLE), timeliness(shares[::-1], title=TITLE)
    assert as_png(once, dpi=50) == as_png(again, dpi=50)


def test_what_a_profile_says_is_escaped() -> None:
    hostile = 'IRO <b> & "x" $a_1$'
    svg = as_svg(due_by_week([WeekCount(MONDAY, hostile, 3), WeekCount(MONDAY, "b", 1)]))
    root = ET.fromstring(svg)  # noqa: S314 - our own words
    titles = [one.text for one in root.iter() if one.tag.endswith("}title")]
    assert 'IRO <b> & "x" $a 1$, week of Mon 19 Jan 2026: 3 due' in titles
    assert "<b>" not in svg
