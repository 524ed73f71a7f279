"""Short breaks in a return: V3, recorded one by one, and V4, the agreement as a whole; apart from all other care.

Authority: SI 2010/959 reg 48, which counts reviews from the first of a series (S1: three months, S2: six months; the
figures were seen in a secondary source), and the Department's code list (V3, V4: "agreed series of short-term breaks").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import Folder, episode

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

FIRST = episode("05/01/2024", "S", "V3", "U6", "07/01/2024", "E8")
SECOND = episode("02/02/2024", "S", "V3", "U6", "04/02/2024", "E8")
THIRD = episode("01/03/2024", "S", "V3", "U6", "03/03/2024", "E8")
SERIES = [
    "became-looked-after 2024-01-05 foster-care short-break",
    "short-break-stay 2024-01-05 2024-01-07",
    "short-break-stay 2024-02-02 2024-02-04",
    "short-break-stay 2024-03-01 2024-03-03",
    "ceased-to-be-looked-after 2024-03-03 E8",
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_breaks_are_one_series(folder: Folder) -> None:
    assert folder.fill(FIRST, SECOND, THIRD).read() == (SERIES, [], [])


def test_reviews_count_from_the_first_break(folder: Folder) -> None:
    """S1: three months after Fri 5 Jan 2024 are Fri 5 Apr 2024; the third break lasts still."""
    folder.fill(FIRST, SECOND, episode("01/03/2024", "S", "V3", "U6"))
    (history,) = read_ssda903(folder.path)
    first = build_schedule(history, load_profile("england")).of("review")[0]
    assert (first.due, first.rule) == (date(2024, 4, 5), "england/S1")


def test_a_review_between_two_breaks_is_within_the_series(folder: Folder) -> None:
    """The return should hold none (rule 399); one that it does hold is not thrown away."""
    events, not_used, _ = folder.fill(FIRST, THIRD, reviews=("05/02/2024", "04/03/2024")).read()
    assert events == [*SERIES[:2], "review-held 2024-02-05", *SERIES[3:]]
    assert not_used == ["reviews.csv:3 the review is outside periods of care"]


def test_each_apart_if_asked(folder: Folder) -> None:
    events, _, doubts = folder.fill(FIRST, SECOND).read(short_breaks="separate")
    assert events == [
        "became-looked-after 2024-01-05 foster-care short-break",
        "short-break-stay 2024-01-05 2024-01-07",
        "ceased-to-be-looked-after 2024-01-07 E8",
        "became-looked-after 2024-02-02 foster-care short-break",
        "short-break-stay 2024-02-02 2024-02-04",
        "ceased-to-be-looked-after 2024-02-04 E8",
    ]
    assert doubts == [
        f"episodes.csv:{line} short breaks are recorded one by one (V3), so each counts as a period of care of its own" for line in (2, 3)
    ]


@pytest.mark.parametrize(
    ("row", "starts"),
    [
        (episode("07/01/2025", "S", "V3", "U6"), 1),  # twelve months after the break before ended
        (episode("08/01/2025", "S", "V3", "U6"), 2),  # a day more
        (episode("02/02/2024", "S", "V3", "K2"), 2),  # in another kind of place
        (episode("02/02/2024", "S", "V4", "U6"), 2),  # an agreement, which is a series of its own
        (episode("02/02/2024", "S", "V2", "U6"), 2),
        (episode("07/01/2024", "S", "V3", "U6"), 1),
    ],
)
def test_what_is_of_the_series(folder: Folder, row: str, starts: int) -> None:
    events, not_used, doubts = folder.fill(FIRST, row).read()
    day = "-".join(reversed(row.split(",")[1].split("/")))
    assert [event.split()[1] for event in events if event.startswith("became")] == ["2024-01-05", day][:starts]
    assert (not_used, doubts) == ([], [])


def test_an_agreement_is_one_period_of_care(folder: Folder) -> None:
    assert folder.fill(episode("05/01/2024", "S", "V4", "U6", "01/12/2024", "E8")).read() == (
        ["became-looked-after 2024-01-05 foster-care short-break", "ceased-to-be-looked-after 2024-12-01 E8"],
        [],
        [],
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("V3", "C2", ("short-break", "care-order")), ("V4", "V2", ("short-break", "section-20")), ("V2", "V4", ("section-20", "short-break"))],
)
def test_to_and_from_other_care(folder: Folder, before: str, after: str, words: tuple[str, str]) -> None:
    """Reg 33 counts 20 working days and reg 48 three months, so the one cannot go on as the other; the row is in doubt."""
    folder.fill(episode("05/01/2024", "S", before, "U6", "09/02/2024", "X1"), episode("09/02/2024", "L", after, "U6"))
    events, not_used, doubts = folder.read()
    assert [event for event in events if not event.startswith("short-break-stay")] == [
        f"became-looked-after 2024-01-05 foster-care {words[0]}",
        f"legal-status-changed 2024-02-09 {words[1]}",
    ]
    assert not_used == []
    assert doubts == [
        "episodes.csv:3 LS turned to or from short breaks, which are looked at apart: a new period of care begins on this day"
    ]


def test_a_status_that_is_not_known_turns_nothing(folder: Folder) -> None:
    folder.fill(episode("05/01/2024", "S", "V4", "U6", "09/02/2024", "X1"), episode("09/02/2024", "P", "", "K2"))
    assert folder.read()[0][1:] == ["placement-moved 2024-02-09 childrens-home"]


def test_from_then_on_it_is_a_new_period_of_care(folder: Folder) -> None:
    """As for a child who becomes looked after: reg 33(1), twenty working days from Fri 9 Feb 2024, and no notice of an ending."""
    folder.fill(episode("05/01/2024", "S", "V4", "U6", "09/02/2024", "X1"), episode("09/02/2024", "L", "V2", "U6"))
    (history,) = read_ssda903(folder.path)
    schedule = build_schedule(history, load_profile("england"))
    assert [(due.period_of_care, str(due.due)) for due in schedule.of("review") if due.rule == "england/R1"] == [(2, "2024-03-08")]
    assert schedule.of("placement-end-notice") == ()


def test_a_break_that_has_not_ended_lasted_to_the_end_of_the_return(folder: Folder) -> None:
    """Nothing is known after 31 March 2024, or after the day to which the return is recorded."""
    folder.fill(FIRST, episode("01/03/2024", "S", "V3", "U6"))
    assert folder.read()[0][-1] == "short-break-stay 2024-03-01 2024-03-31"
    assert folder.read(recorded_to=date(2024, 3, 15))[0][-1] == "short-break-stay 2024-03-01 2024-03-15"


def test_a_break_of_more_than_17_days_ends_the_exception(folder: Folder) -> None:
    """Reg 48 (17 days): the 18th day is 22 May 2025, and reg 33 counts 20 working days from it, over the bank holiday of the 26th."""
    folder.fill(episode("05/05/2025", "S", "V3", "U6", "30/05/2025", "X1"), episode("30/05/2025", "S", "V3", "U6"))
    (history,) = read_ssda903(folder.path)
    assert build_schedule(history, load_profile("england")).of("review")[0].due == date(2025, 6, 20)


def test_an_agreement_has_no_single_stays(folder: Folder) -> None:
    """V4 records the agreement as a whole, so no break and no day of one is known."""
    events, _, _ = folder.fill(episode("05/01/2024", "S", "V4", "U6", "01/12/2024", "E8")).read()
    assert not [event for event in events if event.startswith("short-break-stay")]


@pytest.mark.parametrize(
    ("rne", "stays"),
    [
        ("T", ["short-break-stay 2025-05-05 2025-05-27"]),
        ("P", ["short-break-stay 2025-05-05 2025-05-15", "short-break-stay 2025-05-15 2025-05-27"]),
    ],
)
def test_one_break_over_two_rows(folder: Folder, rne: str, stays: list[str]) -> None:
    """Reg 48 limits a placement, so with one carer (RNE T) the days are one stay, and with another (P) they are not."""
    folder.fill(episode("05/05/2025", "S", "V3", "U6", "15/05/2025", "X1"), episode("15/05/2025", rne, "V3", "U6", "27/05/2025", "E8"))
    assert [event for event in folder.read()[0] if event.startswith("short-break-stay")] == stays
