"""Pictures of a child's timeline: the right marks in the right places, told apart without colour, and nothing said of whose they are.

The worked child became looked after on Friday 19 December 2025. Day 20 of the working days is Wednesday 21 January 2026
(CPR 2010 reg 33(1); Christmas Day, Boxing Day and New Year's Day do not count); the review was held on 14 January, and the
second is due three months on, Tuesday 14 April 2026 (reg 33(2)(a)).
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text
from tests.small_profiles import ALONE

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    History,
    OtherEvent,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.pictures import PictureError, as_png, as_svg, timeline, timeline_page
from lacreview_rules.pictures.canvas import xml_text
from lacreview_rules.timelines.looks import HOLIDAY, INK, LOOKS, MUTED, PAPER, WEEKEND

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from lacreview_rules.schedules.schedule import Schedule

CAME_IN, HELD, AS_OF = date(2025, 12, 19), date(2026, 1, 14), date(2026, 2, 10)
WORKED = History("A123-SECRET", [BecameLookedAfter(on=CAME_IN), ReviewHeld(on=HELD), DecisionsIssued(on=date(2026, 1, 20))])


@cache
def worked() -> Schedule:
    return build_schedule(WORKED, load_profile("england")).on(AS_OF)


@cache
def drawn() -> Figure:
    return timeline(worked(), history=WORKED)


@cache
def drawn_svg() -> str:
    return as_svg(drawn())


@cache
def page() -> str:
    return timeline_page(worked(), history=WORKED)


def days_of(line: Line2D) -> tuple[int, ...]:
    values: Any = line.get_xdata()
    return tuple(int(value) for value in values)


def lines(figure: Figure, of: str) -> list[Line2D]:
    """The lines whose id holds a word."""
    return [one for one in figure.findobj(Line2D) if isinstance(one, Line2D) and of in str(one.get_gid() or "")]


def told(sign: Line2D) -> str:
    return str(sign.get_label())


def signs(figure: Figure) -> dict[str, Line2D]:
    """Every mark that stands on one day, by its id."""
    return {str(one.get_gid()): one for one in lines(figure, "") if one.get_gid() and len(days_of(one)) == 1}


def day_of(sign: Line2D) -> date:
    return date.fromordinal(days_of(sign)[0])


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if isinstance(one, Text)]


# ---- the right marks, in the right places --------------------------------------------------------------------


def test_the_reviews_stand_on_their_days() -> None:
    found = {(told(one).partition("\n")[0], day_of(one)) for one in signs(drawn()).values()}
    assert ("First looked after review: due Wed 21 Jan 2026", date(2026, 1, 21)) in found
    assert ("First looked after review: held Wed 14 Jan 2026", HELD) in found
    assert ("Second looked after review: due Tue 14 Apr 2026", date(2026, 4, 14)) in found
    assert ("Second looked after review: assumed on its due date, Tue 14 Apr 2026", date(2026, 4, 14)) in found
    assert ("Became looked after: Fri 19 Dec 2025", CAME_IN) in found


def test_a_day_stands_where_the_date_axis_says() -> None:
    [axes] = [axes for axes in drawn().axes if signs_in(axes)]
    low, high = axes.get_xlim()
    assert low < CAME_IN.toordinal() < date(2026, 4, 14).toordinal() < high
    first_of_march = next(one for one in axes.findobj(Text) if isinstance(one, Text) and one.get_text() == "Mar")
    assert first_of_march.get_position()[0] == date(2026, 3, 1).toordinal() - 0.5  # where that day begins


def signs_in(axes: object) -> bool:
    return any(str(one.get_gid() or "").startswith("due-") for one in axes.findobj(Line2D))  # type: ignore[attr-defined]


def test_every_dated_due_date_has_one_mark_of_its_status() -> None:
    expected = Counter(due.status for due in worked().due_dates if due.due is not None)
    assert {"met", "overdue", "upcoming", "not-recorded"} <= set(expected)
    shape = {name: (look.marker, look.filled) for name, look in LOOKS.items()}
    came: Counter[str] = Counter()
    on_paper = signs(drawn())
    for number, due in enumerate(worked().due_dates, start=1):
        sign = on_paper.get(f"due-{number}")
        assert (sign is None) == (due.due is None)
        if sign is not None:
            assert day_of(sign) == due.due
            looks = [name for name, (marker, filled) in shape.items() if (sign.get_marker(), sign.get_fillstyle()) == (marker, filled)]
            assert [name.removesuffix(f"-{due.basis}") for name in looks] == [due.status]
            came[due.status] += 1
    assert came == expected


def test_what_has_no_date_is_counted() -> None:
    undated = sum(due.due is None for due in worked().due_dates)
    assert undated
    assert f"Without a date, and so not drawn: {undated} to bear in mind." in texts(drawn())


def test_the_interval_of_a_review_runs_from_what_it_counts_from() -> None:
    runs = {days_of(one) for one in lines(drawn(), "-interval-")}
    assert (CAME_IN.toordinal(), date(2026, 1, 21).toordinal()) in runs
    assert (HELD.toordinal(), date(2026, 4, 14).toordinal()) in runs
    assert "3 months" in texts(drawn())


def test_lateness_is_drawn_from_due_to_done() -> None:
    late = History("A", [BecameLookedAfter(on=CAME_IN), ReviewHeld(on=HELD), TaskDone(on=date(2026, 1, 12), task="care-plan")])
    schedule = build_schedule(late, load_profile("england")).on(AS_OF)
    [due] = [due for due in schedule.of("care-plan") if due.status == "met-late"]
    assert due.due == date(2026, 1, 7)  # the tenth working day, CPR 2010 reg 4: 22-24, 29-31 December, 2, 5, 6, 7 January
    runs = [days_of(one) for one in lines(timeline(schedule, history=late), "-late-")]
    assert (date(2026, 1, 7).toordinal(), date(2026, 1, 12).toordinal()) in runs


@pytest.mark.slow
def test_a_window_runs_from_its_opening_to_its_due_date() -> None:
    """SG10: in the month before the review, assumed on 14 April; SG20: 15 working days before it, Good Friday and Easter Monday off."""
    schedule = build_schedule(WORKED, load_profile("south-gloucestershire")).on(AS_OF)
    runs = [days_of(one) for one in lines(timeline(schedule), "-window-")]
    assert (date(2026, 3, 14).toordinal(), date(2026, 3, 20).toordinal()) in runs


@pytest.mark.slow
def test_an_arranged_review_stands_on_the_day_booked() -> None:
    booked = History("A", [*WORKED.events, ReviewArranged(on=HELD, review_on=date(2026, 4, 9))])
    figure = timeline(build_schedule(booked, load_profile("england")).on(AS_OF), history=booked)
    [sign] = [one for name, one in signs(figure).items() if name.endswith("-arranged")]
    assert day_of(sign) == date(2026, 4, 9)


def test_bank_holidays_are_shaded_and_named() -> None:
    named = {str(one.get_gid()): one.get_label() for one in drawn().findobj() if str(one.get_gid()).startswith("holiday-")}
    assert named["holiday-2026-04-03"] == "Fri 3 Apr 2026: Good Friday"
    assert named["holiday-2025-12-25"] == "Thu 25 Dec 2025: Christmas Day"
    assert "holiday-2026-03-03" not in named


def test_a_period_of_care_ends_where_it_ended() -> None:
    left = History("A", [*WORKED.events, CeasedToBeLookedAfter(on=date(2026, 3, 2))])
    figure = timeline(build_schedule(left, load_profile("england")), history=left)
    [bar] = lines(figure, "-care-")
    assert days_of(bar) == (CAME_IN.toordinal(), date(2026, 3, 2).toordinal())


@pytest.mark.slow
def test_without_a_history_the_due_dates_are_the_same() -> None:
    bare = {name: day_of(sign) for name, sign in signs(timeline(worked())).items() if name.startswith("due-")}
    assert bare == {name: day_of(sign) for name, sign in signs(drawn()).items() if name.startswith("due-")}


# ---- legible -----------------------------------------------------------------------------------------------


def test_no_two_looks_share_a_shape() -> None:
    shapes = [(look.marker, look.filled) for look in LOOKS.values()]
    assert len(set(shapes)) == len(shapes)
    assert len({look.words for look in LOOKS.values()}) == len(LOOKS)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("paper", [PAPER, WEEKEND, HOLIDAY])
@pytest.mark.parametrize("ink", [INK, MUTED])
def test_text_has_contrast(ink: str, paper: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1."""
    assert (luminance(paper) + 0.05) / (luminance(ink) + 0.05) >= 4.5
    assert {one.get_color() for one in drawn().findobj(Text) if isinstance(one, Text) and one.get_text()} == {INK, MUTED}


def five_years(children_days: int = 25) -> History:
    """Visits every 25 days and a review each half-year: some three hundred due dates."""
    began = date(2021, 1, 18)
    held = [ReviewHeld(on=began + timedelta(26)), *(ReviewHeld(on=began + timedelta(100 + 180 * n)) for n in range(11))]
    visits = [TaskDone(on=began + timedelta(4 + children_days * n), task="visit") for n in range(90)]
    return History("A", [BecameLookedAfter(on=began), *held, *visits], date(2012, 1, 1))


@pytest.mark.slow
def test_three_hundred_due_dates_stay_apart() -> None:
    history = five_years()
    schedule = build_schedule(history, load_profile("newham"), until=date(2028, 6, 1)).on(date(2026, 2, 10))
    dated = [due for due in schedule.due_dates if due.due is not None]
    assert len(dated) >= 280
    figure = timeline(schedule, history=history)
    assert sum(name.startswith("due-") and name.count("-") == 1 for name in signs(figure)) == len(dated)  # none left out
    assert not any("Left out" in text for text in texts(figure))
    nothing_is_cut_off(figure)
    for axes in figure.axes:
        boxes = [one.get_window_extent().padded(-1) for one in axes.findobj(Text) if isinstance(one, Text) and one.get_text()]
        assert not [(a, b) for place, a in enumerate(boxes) for b in boxes[:place] if a.overlaps(b)]


def nothing_is_cut_off(figure: Figure) -> None:
    figure.draw_without_rendering()
    sheet = figure.bbox
    for one in figure.findobj(Text):
        if isinstance(one, Text) and one.get_text():
            box = one.get_window_extent()
            assert sheet.x0 <= box.x0 <= box.x1 <= sheet.x1, one.get_text()
            assert sheet.y0 <= box.y0 <= box.y1 <= sheet.y1, one.get_text()


@pytest.mark.slow
def test_a_crowded_day_is_thinned_and_counted() -> None:
    crowd = [SignificantEvent(on=date(2026, 1, 5), ref=str(number)) for number in range(10_000)]
    history = History("A", [*WORKED.events, *crowd])
    figure = timeline(worked(), history=history)
    shown = sum(told(one).startswith("Significant event") for one in signs(figure).values())
    assert 0 < shown < 20
    assert f"+ {10_000 - shown:,}" in texts(figure)
    nothing_is_cut_off(figure)
    assert any(text.startswith("Left out for want of room") and f"{10_000 - shown:,} marks" in text for text in texts(figure))
    assert figure.get_size_inches()[1] < 30


@pytest.mark.slow
def test_more_years_than_there_is_room_for() -> None:
    """Twelve strips from 1995 to 2026 hold nearly a thousand days each: weekends would be hairs, and what is empty is left out."""
    figure = timeline(worked(), history=WORKED, first=date(1995, 1, 1), last=date(2026, 6, 30))
    assert "Weekends are not shaded: even in 12 strips the days are too narrow." in texts(figure)
    assert any(text.startswith("Nothing falls between Sun 1 Jan 1995 and") for text in texts(figure))
    assert len(figure.findobj(PolyCollection)) == 0
    assert len(drawn().findobj(PolyCollection)) == 1  # the weekends of its one strip
    nothing_is_cut_off(figure)


@pytest.mark.slow
def test_a_span_is_drawn_in_each_strip_it_crosses() -> None:
    """Care lasts from 2019 to 2026: its bar runs on from strip to strip, and each review's interval stands in its own."""
    history = five_years()
    figure = timeline(build_schedule(history, load_profile("england"), until=date(2028, 6, 1)).on(date(2026, 2, 10)), history=history)
    bars = sorted(days_of(one) for one in lines(figure, "-care-"))
    assert len(bars) > 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bars))


@pytest.mark.slow
def test_a_window_that_lies_in_another_strip(tmp_path: Path) -> None:
    """Open from Mon 12 January 2026, due a week later, written in 2028: the window is in the first strip, lateness in both."""
    path = tmp_path / "ours.toml"
    path.write_text(
        ALONE + '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "period-of-care"\n[[timescales]]\nid = "ours/1"\ntask = "letter"\n'
        'limit = "2 weeks"\nopens = "1 week"\nafter = "became-looked-after"\n',
        encoding="utf-8",
    )
    history = History("A", [BecameLookedAfter(on=date(2026, 1, 5)), TaskDone(on=date(2028, 1, 5), task="letter")])
    figure = timeline(build_schedule(history, load_profile(path)), history=history)
    assert [days_of(one) for one in lines(figure, "-window-")] == [(date(2026, 1, 12).toordinal(), date(2026, 1, 19).toordinal())]
    (first, middle), (after, last) = sorted(days_of(one) for one in lines(figure, "-late-"))
    assert (date.fromordinal(first), after - middle, date.fromordinal(last)) == (date(2026, 1, 19), 1, date(2028, 1, 5))


def test_what_is_outside_the_days_asked_for_is_counted() -> None:
    figure = timeline(worked(), history=WORKED, first=date(2026, 1, 1), last=date(2026, 1, 31))
    assert all(date(2026, 1, 1) <= day_of(sign) <= date(2026, 1, 31) + timedelta(11) for sign in signs(figure).values())
    assert any(re.match(r"Not drawn: \d+ marks before Thu 1 Jan 2026 and \d+ after Sat 31 Jan 2026\.", text) for text in texts(figure))


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(PictureError, match="no due date"):
        timeline(build_schedule(History("A"), load_profile("england")))
    with pytest.raises(PictureError, match="from 1999-01-01 to 1999-02-01"):
        timeline(worked(), first=date(1999, 1, 1), last=date(1999, 2, 1))
    with pytest.raises(PictureError, match="is before the first"):
        timeline(worked(), first=date(2026, 2, 1), last=date(2026, 1, 1))


# ---- as files ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_bytes_twice_whatever_the_settings() -> None:
    first = drawn_svg(), as_png(drawn(), dpi=40)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": "other", "lines.linewidth": 9}):
        again = timeline(worked(), history=WORKED)
        second = as_svg(again), as_png(again, dpi=40)
        assert mpl.rcParams["font.size"] == 30
    assert first == second
    assert "<dc:date>" not in first[0]
    assert b"Software" not in first[1]


def test_each_mark_tells_its_working() -> None:
    root = ET.fromstring(drawn_svg())  # noqa: S314 - our own words
    titles = {group.get("id"): title.text or "" for group in root.iter() for title in group if title.tag.endswith("}title")}
    for number, due in enumerate(worked().due_dates, start=1):
        if due.due is not None:
            assert titles[f"due-{number}"].splitlines()[0] == str(due.explanation).splitlines()[0]
            assert due.rule in titles[f"due-{number}"]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert root.get("aria-label") == "Due dates of one child, as at Tue 10 Feb 2026: calculated dates by task, with their status"


HOSTILE = '<img src=x onerror="alert(1)"> & $x_2$ \x00\u5b57'


def test_what_a_file_says_is_escaped() -> None:
    """A child's id, a profile's name and the kind of an event are whatever a file holds."""
    history = History(HOSTILE, [*WORKED.events, OtherEvent(event=HOSTILE, on=date(2026, 1, 6))])
    schedule = build_schedule(WORKED, load_profile("england")).on(AS_OF)
    schedule = replace(schedule, child=HOSTILE, profile=replace(schedule.profile, name=HOSTILE))
    whole = timeline_page(schedule, history=history, show_child=True)
    assert "<img" not in whole
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; $x_2$ ?" in whole
    svg = as_svg(timeline(schedule, history=history, show_child=True))
    ET.fromstring(svg)  # noqa: S314 - our own words
    assert "<img" not in svg


def test_the_page_begins_with_the_next_review_and_lists_what_is_overdue_first() -> None:
    """Reg 33(2): three months after 14 January. A flat list, the oldest first, had what is overdue anywhere."""
    whole = page()
    assert "<dt>Next review</dt><dd>by Tue 14 Apr 2026</dd>" in whole
    headings = re.findall(r"<h2>([A-Z][^<(]+) \((\d+)\)</h2>", whole)
    assert [heading for heading, _ in headings] == [
        "Overdue", "Coming next", "To bear in mind", "No record that it was done", "Done, the latest first"
    ]  # fmt: skip
    assert sum(int(count) for _, count in headings) == len(worked().due_dates) == whole.count('<tr><td data-label="Due by"')


def test_the_working_is_printed() -> None:
    """The officer prints the page to have the working in the child's file: the style for paper hid it."""
    paper = page().partition("@media print")[2]
    assert ".working," not in paper
    assert "details.working::details-content { content-visibility: visible" in paper


@pytest.mark.slow
def test_a_review_arranged_after_its_due_date_is_said_first() -> None:
    booked = History("A1", [*WORKED.events, ReviewArranged(on=date(2026, 2, 1), review_on=date(2026, 4, 20))])
    whole = timeline_page(build_schedule(booked, load_profile("england")).on(AS_OF), history=booked)
    assert "by Tue 14 Apr 2026, arranged for Mon 20 Apr 2026, <strong>after its due date</strong>" in whole


@pytest.mark.slow
def test_no_child_is_named_unless_asked_for() -> None:
    assert "SECRET" not in page()
    assert "SECRET" not in drawn_svg() + "".join(texts(drawn()))
    named = timeline_page(worked(), history=WORKED, show_child=True)
    assert "<title>Due dates of A123-SECRET</title>" in named
    assert "Due dates of A123-SECRET" in texts(timeline(worked(), show_child=True))


@pytest.mark.slow
def test_signs_that_turn_the_direction_of_writing_are_seen_as_such() -> None:
    """As on a terminal and in every page: what is not a visible character is a question mark. Lines stay lines."""
    assert xml_text("A\u202e1\x1b\n<b>") == "A?1?\n&lt;b&gt;"
    turned = History("A\u202e1", WORKED.events)
    whole = timeline_page(build_schedule(turned, load_profile("england")).on(AS_OF), history=turned, show_child=True)
    assert "Due dates of A?1" in whole
    assert "\u202e" not in whole


@pytest.mark.slow
def test_a_note_is_never_drawn() -> None:
    noted = History("A", [replace(event, note="said in confidence", ref="confidential") for event in WORKED.events])
    whole = timeline_page(build_schedule(noted, load_profile("england")).on(AS_OF), history=noted)
    assert "confiden" not in whole


def test_the_page_fetches_nothing_and_holds_every_due_date() -> None:
    whole = page()
    assert "<script" not in whole
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#)""", whole)
    assert "url(http" not in whole
    assert "@import" not in whole
    assert whole.count('<tr><td data-label="Due by"') == len(worked().due_dates)
    for due in worked().due_dates:
        assert due.title in whole.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def test_a_picture_too_large_to_open_is_refused() -> None:
    with pytest.raises(PictureError, match="fewer days"):
        as_png(drawn(), dpi=100_000)


@pytest.mark.slow
def test_matplotlib_is_loaded_only_when_used() -> None:
    code = "import sys, lacreview_rules, lacreview_rules.cli; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_an_adjourned_review_stands_on_both_its_days() -> None:
    """Reg 36: sat on Wed 14 January and adjourned, completed on Mon 26 January; until that is recorded, on the first alone."""
    adjourned = [BecameLookedAfter(on=CAME_IN), ReviewAdjourned(on=HELD)]
    for more, expected in (
        ([], {"First looked after review: sat and adjourned, Wed 14 Jan 2026"}),
        (
            [ReviewHeld(on=date(2026, 1, 26))],
            {"First looked after review: sat and adjourned, Wed 14 Jan 2026", "First looked after review: completed Mon 26 Jan 2026"},
        ),
    ):
        history = History("A", [*adjourned, *more])
        figure = timeline(build_schedule(history, load_profile("england")).on(AS_OF), history=history)
        words = {told(one).partition("\n")[0] for one in signs(figure).values()}
        assert {line for line in words if line.startswith("First looked after review") and "due" not in line} == expected


def test_a_long_name_ends_with_an_ellipsis(tmp_path: Path) -> None:
    """A profile's own words may be of any length: a title takes three lines, one word of it no more than its line."""
    path = tmp_path / "ours.toml"
    title = "Letter about everything that was said by everybody at the meeting of the whole panel, and by those who stayed at home"
    path.write_text(
        ALONE + f'[[tasks]]\nid = "letter"\ntitle = "{title}"\nper = "period-of-care"\n'
        '[[tasks]]\nid = "note"\ntitle = "' + "b" * 200 + '"\nper = "period-of-care"\n'
        '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "5 working days"\nafter = "became-looked-after"\n'
        '[[timescales]]\nid = "ours/2"\ntask = "note"\nlimit = "5 working days"\nafter = "became-looked-after"\n',
        encoding="utf-8",
    )
    figure = timeline(build_schedule(History("A", [BecameLookedAfter(on=CAME_IN)]), load_profile(path)))
    shown = texts(figure)
    first = next(place for place, text in enumerate(shown) if text.startswith("Letter"))
    assert shown[first + 2].endswith("…")
    assert any(set(text) >= {"b", "…"} for text in shown)
    nothing_is_cut_off(figure)
