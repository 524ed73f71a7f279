"""The returns of several years put together: nothing counts twice, the later return wins, and no contradiction is passed over.

A return holds the episodes that lasted into its year, 1 April to 31 March (the Department's guidance: an episode is open
until a DEC is given, and consecutive episodes share a day). What should come out was worked out by hand.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.sources.ssda903.folder import CHILD, EPISODES, Folder, episode, short

from lacreview_rules.errors import ExtractError
from lacreview_rules.files.typed_days import two_orders
from lacreview_rules.sources.ssda903.reading import Counts, Extract, read_ssda903
from lacreview_rules.sources.ssda903.years import years_told

if TYPE_CHECKING:
    from pathlib import Path


OPEN_2024 = episode("05/01/2024", "S", "V2", "U6")
CLOSED_2025 = episode("05/01/2024", "S", "V2", "U6", "20/09/2024", "E4A")
HISTORY = [
    "became-looked-after 2024-01-05 foster-care section-20",
    "review-held 2024-01-30",
    "review-held 2024-04-25",
    "ceased-to-be-looked-after 2024-09-20 E4A",
]


def returns(top: Path, **years: tuple[tuple[str, ...], tuple[str, ...]]) -> list[Path]:
    """A folder for each return: its episodes, and the reviews of the one child."""
    folders = []
    for name, (episodes, reviews) in years.items():
        folder = top / name.replace("_", "")
        folder.mkdir(exist_ok=True)
        Folder(folder).fill(*episodes, reviews=reviews)
        folders.append(folder)
    return folders


def told(*folders: Path, **choices: Any) -> tuple[list[str], list[str], list[str], Extract]:
    """The events of all children, the rows not used and in doubt, and what was read."""
    extract = read_ssda903(*folders, **choices)
    events = [event for history in extract for event in short(history)]
    counts = extract.counts
    assert counts.rows_used + counts.rows_not_used == counts.rows_read
    assert counts.histories + counts.without_episodes + counts.without_usable_episodes == counts.children
    assert counts.rows_not_used == len({problem.where for problem in extract.rows_not_used})
    assert not [text for text in map(str, (*extract.rows_not_used, *extract.rows_in_doubt)) if CHILD in text]
    not_used = [f"{p.where} {p.what}" for p in extract.rows_not_used]
    return events, not_used, [f"{p.where} {p.what}" for p in extract.rows_in_doubt], extract


TWO = {"_2024": ((OPEN_2024,), ("30/01/2024",)), "_2025": ((CLOSED_2025,), ("25/04/2024",))}


def test_an_episode_open_in_one_return_and_closed_in_the_next(tmp_path: Path) -> None:
    events, not_used, doubts, extract = told(*returns(tmp_path, **TWO))
    assert (events, not_used, doubts) == (HISTORY, [], [])
    assert extract.counts == Counts(1, 1, rows_read=6, rows_used=6, rows_not_used=0, rows_repeated=2)  # the header row, and the episode
    assert str(extract.counts) == "1 child, 1 with a history; 6 rows read, 6 used (2 of them repeat another row), 0 not used"
    assert [str(day) for day in extract.recorded[:2]] == ["2023-04-01", "2025-03-31"]


def test_the_order_in_which_folders_are_named_does_not_matter(tmp_path: Path) -> None:
    folders = returns(tmp_path, **TWO)
    assert told(*reversed(folders))[:3] == (HISTORY, [], [])
    assert told(*folders, *folders)[:3] == (HISTORY, [], [])
    assert told(*folders)[3].files == tuple(f"{year}/{kind}.csv" for kind in ("episodes", "header", "reviews") for year in (2024, 2025))


def test_names_need_not_hold_the_year(tmp_path: Path) -> None:
    """Which return is the later, its dates say."""
    assert told(*returns(tmp_path, new=TWO["_2025"], old=TWO["_2024"]))[:3] == (HISTORY, [], [])


def test_a_folder_of_folders(tmp_path: Path) -> None:
    returns(tmp_path, **TWO)
    (tmp_path / ".hidden").mkdir()
    Folder(tmp_path / ".hidden").fill(OPEN_2024.replace("V2", "C2"))
    assert told(tmp_path)[:3] == (HISTORY, [], [])


def test_one_folder_with_the_files_of_two_years(tmp_path: Path) -> None:
    (tmp_path / "apart").mkdir()
    for folder in returns(tmp_path / "apart", **TWO):
        for file in folder.iterdir():
            file.rename(tmp_path / f"{folder.name}_{file.name}")
        folder.rmdir()
    (tmp_path / "apart").rmdir()
    events, not_used, doubts, extract = told(tmp_path)
    assert (events, not_used, doubts) == (HISTORY, [], [])
    assert extract.files[:2] == ("2024_episodes.csv", "2025_episodes.csv")


def test_a_review_that_stands_in_two_returns_counts_once(tmp_path: Path) -> None:
    years = {"_2024": TWO["_2024"], "_2025": ((CLOSED_2025,), ("30/01/2024", "25/04/2024"))}
    events, not_used, doubts, extract = told(*returns(tmp_path, **years))
    assert (events, not_used, doubts) == (HISTORY, [], [])
    assert extract.counts.rows_repeated == 3


THEN = episode("05/01/2024", "S", "V2", "U6", "20/03/2024", "X1")


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        (OPEN_2024, CLOSED_2025.replace("V2", "C2"), "LS"),
        (OPEN_2024, CLOSED_2025.replace("U6", "K2").replace(",S,", ",P,"), "RNE and PLACE"),
        (OPEN_2024, CLOSED_2025.replace("20/09/2024", "20/03/2024"), "DEC and REC"),  # it had ended, and that return knew nothing of it
        (THEN, CLOSED_2025.replace("20/09/2024", "21/03/2024"), "DEC and REC"),
        (THEN.replace("X1", "E4A"), OPEN_2024, "DEC and REC"),
        (episode("05/01/2024", "S", "V2", "U6", post="AB1 2CD"), episode("05/01/2024", "S", "V2", "U6", post="AB1 2CE"), "PL_POST"),
    ],
)
def test_two_returns_that_contradict_each_other(tmp_path: Path, old: str, new: str, columns: str) -> None:
    """The later is used, and both places are told."""
    folders = returns(tmp_path, _2024=((old,), ("30/01/2024",)), _2025=((new,), ("25/04/2024",)))
    events, not_used, _, _ = told(*folders)
    (contradiction, *_) = not_used
    assert contradiction == (
        f"2024/episodes.csv:2 the later return has this episode too, at 2025/episodes.csv:2, with another {columns}; "
        "the later return was used"
    )
    Folder(folders[0]).fill(reviews=("30/01/2024",))
    assert [event for event in events if "review" not in event] == [event for event in told(*folders)[0] if "review" not in event]


def test_a_postcode_that_only_one_return_has_contradicts_nothing(tmp_path: Path) -> None:
    old = episode("05/01/2024", "S", "V2", "U6", post="AB1 2CD")
    assert told(*returns(tmp_path, _2024=((old,), ("30/01/2024",)), _2025=TWO["_2025"]))[1] == []


def test_the_next_return_does_not_have_an_episode_that_was_open(tmp_path: Path) -> None:
    """The start was put right by a day: the earlier row would make a period of care that never was."""
    new = episode("06/01/2024", "S", "V2", "U6", "20/09/2024", "E4A")
    events, not_used, doubts, _ = told(*returns(tmp_path, _2024=((OPEN_2024,), ("30/01/2024",)), _2025=((new,), ("25/04/2024",))))
    assert events == ["became-looked-after 2024-01-06 foster-care section-20", *HISTORY[1:]]
    assert not_used == [
        (
            "2024/episodes.csv:2 it had not ended when this return did, but the next return, "
            "which has the child at 2025/episodes.csv:2, does not have this episode; the next return was used"
        )
    ]
    assert doubts == []


def test_a_row_that_cannot_be_read_withdraws_nothing(tmp_path: Path) -> None:
    new = episode("05/01/20244", "S", "V2", "U6", "20/09/2024", "E4A")
    events, not_used, _, _ = told(*returns(tmp_path, _2024=((OPEN_2024,), ("30/01/2024",)), _2025=((new,), ("25/04/2024",))))
    assert events == HISTORY[:3]
    assert not_used == ["2025/episodes.csv:2 DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"]


def test_a_child_whom_later_returns_do_not_have(tmp_path: Path) -> None:
    """Nothing is known of the child after 31 March 2024, and nothing is guessed."""
    other = episode("01/02/2024", "S", "C2", "K2", "30/06/2024", "E4A", child="B")
    years = {"_2024": ((OPEN_2024, other.replace("30/06/2024,E4A", ",")), ("30/01/2024",)), "_2025": ((other,), ())}
    events, not_used, doubts, extract = told(*returns(tmp_path, **years))
    assert events[:2] == HISTORY[:2]
    assert not_used == []
    assert [doubt for doubt in doubts if "Header" not in doubt] == [
        (
            "2024/episodes.csv:2 the episode had not ended when this return did, and no later return has the child: "
            "what became of it is not known"
        )
    ]
    assert (extract.is_lost(CHILD), extract.known_until(CHILD)) == (True, date(2024, 3, 31))
    assert (extract.is_lost("B"), extract.known_until("B")) == (False, date(2025, 3, 31))


def test_the_return_of_a_year_is_missing(tmp_path: Path) -> None:
    """What happened between is not known: the open episode is taken to end, in doubt, and reviews count from the later return."""
    new = episode("06/06/2024", "P", "V2", "K2", "20/09/2025", "E4A")
    years = {"_2024": ((OPEN_2024,), ("30/01/2024",)), "_2026": ((new,), ("25/04/2025",))}
    events, not_used, doubts, extract = told(*returns(tmp_path, **years))
    assert events == [
        *HISTORY[:2],
        "placement-moved 2024-06-06 childrens-home",
        "review-held 2025-04-25",
        "ceased-to-be-looked-after 2025-09-20 E4A",
    ]
    assert not_used == []
    assert doubts == ["2026/episodes.csv:2 the episode before, at 2024/episodes.csv:2, has not ended; it was taken to end on this day"]
    assert str(extract.recorded.since) == "2025-04-01"


def test_dates_of_birth_that_differ(tmp_path: Path) -> None:
    folders = returns(tmp_path, **TWO)
    Folder(folders[0]).fill(OPEN_2024, reviews=("30/01/2024",), headers=(f"{CHILD},1,03/05/2014,,,,",))
    _, not_used, _, extract = told(*folders)
    assert not_used == [
        "2024/header.csv:2 the later return, at 2025/header.csv:2, has the child with another date of birth; the later return was used"
    ]
    assert [history.date_of_birth for history in extract] == [date(2014, 5, 2)]


class TestOneReturnInSeveralFiles:
    """Children split over files: by district, or because a file grew too large."""

    def test_children_apart(self, tmp_path: Path) -> None:
        north = tmp_path / "north"
        south = tmp_path / "south"
        for folder, row, child in ((north, OPEN_2024, CHILD), (south, OPEN_2024.replace(CHILD, "B"), "B")):
            folder.mkdir()
            Folder(folder).fill(row, headers=(f"{child},1,02/05/2014,,,,",), reviews=(f"{child},,30/01/2024,PN1",))
        events, not_used, doubts, extract = told(north, south)
        assert (events, not_used, doubts) == (HISTORY[:2] * 2, [], [])
        assert extract.counts.histories == 2

    def test_one_child_in_both(self, tmp_path: Path) -> None:
        first = episode("05/01/2024", "S", "V2", "U6", "20/02/2024", "X1")
        second = episode("20/02/2024", "P", "V2", "K2")
        events, not_used, doubts, extract = told(*returns(tmp_path, a=((first, second), ()), b=((second,), ("30/01/2024",))))
        assert events == [*HISTORY[:2], "placement-moved 2024-02-20 childrens-home"]
        assert (not_used, doubts) == ([], [])
        assert extract.counts.rows_repeated == 2

    def test_files_of_one_year_that_contradict_each_other(self, tmp_path: Path) -> None:
        """The one that has ended is the later knowledge, and the other is told."""
        rows = (episode("05/01/2024", "S", "C2", "U6", "20/03/2024", "E4A"), OPEN_2024)
        events, not_used, _, _ = told(*returns(tmp_path, a=((rows[0],), ()), b=((rows[1],), ("30/01/2024",))))
        assert [event for event in events if "review" not in event] == [
            "became-looked-after 2024-01-05 foster-care care-order",
            "ceased-to-be-looked-after 2024-03-20 E4A",
        ]
        assert not_used[0] == (
            "b/episodes.csv:2 the same episode stands at a/episodes.csv:2, where it has ended, with another LS; that one was used"
        )


def dates(*cells: str) -> str:
    return "\n".join([EPISODES, *(episode(cell, "S", "C2", "U6", child=f"C{number}") for number, cell in enumerate(cells))])


class TestDatesWrittenMonthFirst:
    """Never a wrong date: 04/11 is 4 November, unless the file shows that it means 11 April."""

    def test_a_file_of_them_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "episodes.csv").write_text(dates("04/11/2023", "11/25/2023", "2023-11-25"), encoding="utf-8")
        with pytest.raises(ExtractError) as caught:
            read_ssda903(tmp_path)
        assert [str(problem) for problem in caught.value.problems] == [
            (
                "episodes.csv: dates are written month first: that in line 3 can be read in no other way; "
                "write them DD/MM/YYYY or YYYY-MM-DD, all of them"
            )
        ]

    def test_one_among_others_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "episodes.csv").write_text(dates("24/11/2023", "11/25/2023", "26/11/2023"), encoding="utf-8")
        events, not_used, doubts, _ = told(tmp_path)
        assert [event.split()[1] for event in events] == ["2023-11-24", "2023-11-26"]
        assert not_used == ["episodes.csv:3 DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"]
        assert "episodes.csv:3 the date is written month first, unlike others; dates in the file may have day and month exchanged" in doubts

    @pytest.mark.parametrize(
        ("cell", "month_first", "day_first"),
        [
            ("11/25/2023", True, False),
            ("25/11/2023", False, True),
            ("12/13/2023", True, False),
            ("12/12/2023", False, False),
            ("13/13/2023", False, False),
            ("02/30/2023", False, False),
            ("30/02/2023", False, False),
            ("11/25/1823", False, False),
            ("2023-11-25", False, False),
            ("", False, False),
        ],
    )
    def test_cells(self, cell: str, month_first: bool, day_first: bool) -> None:
        assert two_orders(cell) == (month_first, day_first)


@pytest.mark.parametrize(
    ("counted", "years"),
    [
        ({}, []),
        ({2024: 1}, [2024]),
        ({2022: 5, 2024: 5, 2025: 5}, [2024, 2025]),
        ({2023: 100, 2024: 1}, [2023]),
        ({2023: 200, 2024: 2}, [2023, 2024]),
        ({2023: 201, 2024: 2}, [2023]),
        ({2023: 1, 2024: 1}, [2023, 2024]),
    ],
)
def test_the_years_that_a_return_tells_of(counted: dict[int, int], years: list[int]) -> None:
    assert years_told(counted) == years


MERGED = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC"
STILL_OPEN = f"{CHILD},01/05/2024,S,C2,U6,,"
ENDED = f"{CHILD},01/05/2024,S,C2,U6,01/06/2024,E4A"
CARE_OF_A_MONTH = [
    "became-looked-after 2024-05-01 foster-care care-order",
    "review-held 2024-05-20",
    "ceased-to-be-looked-after 2024-06-01 E4A",
]


class TestOneEpisodeOpenAndEnded:
    """Of one CHILD and DECOM the row that has ended is the later knowledge, as in the sector's tools (gap G2 of the formats record).

    cs-demand-model 0.5.1 and liiatools 0.2.0, both run, keep the ended one; validator rule 142 marks the open one.
    """

    def write(self, folder: Path, heading: str, *rows: str) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "episodes.csv").write_text("\n".join([heading, *rows]), encoding="utf-8")
        (folder / "reviews.csv").write_text(f"CHILD,REVIEW\n{CHILD},20/05/2024\n", encoding="utf-8")
        return folder

    @pytest.mark.parametrize("rows", [(STILL_OPEN, ENDED), (ENDED, STILL_OPEN)])
    def test_in_one_file(self, tmp_path: Path, rows: tuple[str, str]) -> None:
        """The open row says nothing else, so it is repeated: a merged file has one for every episode that went on."""
        events, not_used, _, extract = told(self.write(tmp_path, MERGED, *rows))
        assert (events, not_used, extract.counts.rows_repeated) == (CARE_OF_A_MONTH, [], 1)

    def test_in_one_file_with_another_place(self, tmp_path: Path) -> None:
        events, not_used, _, _ = told(self.write(tmp_path, MERGED, STILL_OPEN.replace("U6", "K2"), ENDED))
        assert events == CARE_OF_A_MONTH
        assert not_used == [
            "episodes.csv:2 the same episode stands at episodes.csv:3, where it has ended, with another PLACE; that one was used"
        ]

    def test_a_column_of_years(self, tmp_path: Path) -> None:
        """As from two folders: the row of the earlier year is used too, and repeats the later one."""
        events, not_used, doubts, extract = told(self.write(tmp_path, f"{MERGED},YEAR", f"{STILL_OPEN},2024", f"{ENDED},2025"))
        assert (events, not_used) == (CARE_OF_A_MONTH, [])
        assert [doubt for doubt in doubts if "Header" not in doubt] == []
        assert extract.counts.rows_repeated == 1

    @pytest.mark.parametrize("years", [("2024", "2025"), ("2023-24", "2024-25"), ("2324", "2425"), ("2023/24", "2024/25")])
    def test_the_later_year_is_used_also_where_it_stands_open(self, tmp_path: Path, years: tuple[str, str]) -> None:
        """The end was a mistake, which the later return put right; as from two folders."""
        rows = (f"{STILL_OPEN},{years[1]}", f"{ENDED},{years[0]}")
        events, not_used, _, _ = told(self.write(tmp_path, f"{MERGED},YEAR", *rows))
        assert events == CARE_OF_A_MONTH[:2]
        assert not_used == [
            "episodes.csv:3 the later return has this episode too, at episodes.csv:2, with another DEC and REC; the later return was used"
        ]

    def test_the_same_row_in_two_years(self, tmp_path: Path) -> None:
        events, not_used, _, extract = told(self.write(tmp_path, f"{MERGED},YEAR", f"{ENDED},2024", f"{ENDED},2025"))
        assert (events, not_used, extract.counts.rows_repeated) == (CARE_OF_A_MONTH, [], 1)

    def test_an_episode_of_no_length_is_not_the_end_of_another(self, tmp_path: Path) -> None:
        """Placed and moved on one day: the second row goes on, and care began with the first."""
        rows = (f"{CHILD},01/05/2024,S,C2,U6,01/05/2024,X1", f"{CHILD},01/05/2024,P,C2,K2,,")
        assert told(self.write(tmp_path, MERGED, *rows))[0] == [
            "became-looked-after 2024-05-01 childrens-home care-order",
            "review-held 2024-05-20",
        ]

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            ("2324_{}.csv", "2425_{}.csv"),
            ("{} 23-24.csv", "{} 24-25.csv"),
            ("{}_last.csv", "{}.csv"),
            ("prev_{}.csv", "{}.csv"),
            ("Previous Year {}.csv", "{}.csv"),
            ("{}_23_24.csv", "{}_24_25.csv"),
        ],
    )
    def test_names_that_tell_which_is_the_earlier(self, tmp_path: Path, earlier: str, later: str) -> None:
        """The folder holds two returns; what was open on 31 March 2024 ended in the second."""
        for names, (episodes, reviews) in zip((earlier, later), TWO.values(), strict=True):
            (tmp_path / names.format("episodes")).write_text("\n".join([EPISODES, *episodes]), encoding="utf-8")
            rows = [f"{CHILD},,{review},PN1" for review in reviews]
            (tmp_path / names.format("reviews")).write_text("\n".join(["CHILD,DOB,REVIEW,REVIEW_CODE", *rows]), encoding="utf-8")
        events, not_used, _, extract = told(tmp_path)
        assert (events, not_used) == (HISTORY, [])
        assert extract.files[0] == earlier.format("episodes")


class TestCodesThatWereReplaced:
    """A code that the Department replaced while an episode went on: the validator's rule 503D expects the other code."""

    @pytest.mark.parametrize(
        ("old", "new"), [("H5", "K3"), ("Z1", "Z11"), ("Z1", "Z12"), ("Z1", "Z13"), ("Z1", "Z14"), ("P2", "K3"), ("P2", "Z12")]
    )
    def test_an_open_episode(self, tmp_path: Path, old: str, new: str) -> None:
        rows = episode("05/01/2024", "S", "V2", old), episode("05/01/2024", "S", "V2", new, "20/09/2024", "E4A")
        years = {"_2024": ((rows[0],), ("30/01/2024",)), "_2025": ((rows[1],), ("25/04/2024",))}
        _, not_used, doubts, extract = told(*returns(tmp_path, **years))
        assert (not_used, doubts) == ([], [])
        assert extract.counts.rows_repeated == 2

    @pytest.mark.parametrize(("old", "new"), [("K3", "H5"), ("Z12", "Z1"), ("H5", "Z12"), ("Z12", "Z13")])
    def test_another_change_is_a_contradiction(self, tmp_path: Path, old: str, new: str) -> None:
        rows = episode("05/01/2024", "S", "V2", old), episode("05/01/2024", "S", "V2", new, "20/09/2024", "E4A")
        years = {"_2024": ((rows[0],), ("30/01/2024",)), "_2025": ((rows[1],), ("25/04/2024",))}
        assert "with another PLACE" in told(*returns(tmp_path, **years))[1][0]
