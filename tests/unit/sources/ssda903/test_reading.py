"""Histories from a data return: what rows become, and what becomes of rows that make no sense.

The rows are made here. What they should become was worked out from the meaning of the codes, by hand.
"""

from __future__ import annotations

import tracemalloc
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import CHILD, EPISODES, HEADER, REVIEWS, Folder, episode, short

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.errors import ExtractError
from lacreview_rules.sources import kept_remarks
from lacreview_rules.sources.kept_remarks import KeptRemarks
from lacreview_rules.sources.ssda903.codes import codes
from lacreview_rules.sources.ssda903.reading import Counts, Extract, read_ssda903
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from pathlib import Path

OPEN = ("", "")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


BEGAN_BEFORE = (
    "care began before this episode, and the rows do not say when: "
    "it was counted from this episode, and dates counted from the start of care are not reliable"
)


class TestEvents:
    """Rows that make sense."""

    def test_a_whole_life(self, folder: Folder) -> None:
        folder.fill(
            episode("05/01/2015", "S", "V2", "U6", "20/02/2015", "X1"),
            episode("20/02/2015", "P", "V2", "K2", "01/04/2015", "X1"),
            episode("01/04/2015", "L", "C1", "K2", "01/06/2015", "X1"),
            episode("01/06/2015", "B", "C2", "U4", "01/09/2015", "X1"),
            episode("01/09/2015", "L", "E1", "U4", "01/12/2015", "X1"),
            episode("01/12/2015", "P", "E1", "A6", "01/06/2016", "E11"),
            reviews=("28/01/2015", "2015-04-24", "24/10/2015"),
        )
        assert folder.read() == (
            [
                "became-looked-after 2015-01-05 foster-care section-20",
                "review-held 2015-01-28",
                "placement-moved 2015-02-20 childrens-home",
                "legal-status-changed 2015-04-01 interim-care-order",
                "review-held 2015-04-24",
                "legal-status-changed 2015-06-01 care-order",
                "placement-moved 2015-06-01 foster-care",
                "fact 2015-06-01 long-term-foster-placement",
                "legal-status-changed 2015-09-01 placement-order",
                "review-held 2015-10-24",
                "placed-for-adoption 2015-12-01",
                "ceased-to-be-looked-after 2016-06-01 E11",
            ],
            [],
            [],
        )
        (history,) = read_ssda903(folder.path)
        assert (history.child, history.date_of_birth) == (CHILD, date(2014, 5, 2))
        assert not build_schedule(history, load_profile("england")).problems

    @pytest.mark.parametrize(
        ("code", "word"),
        [
            ("C1", "interim-care-order"),
            ("C2", "care-order"),
            ("D1", "other"),
            ("J1", "remand"),
            ("J2", "other"),
            ("J3", "other"),
            ("L1", "police-protection"),
            ("L2", "emergency-protection-order"),
            ("L3", "other"),
            ("V2", "section-20"),
            ("V4", "short-break"),
            ("v2 ", "section-20"),
        ],
    )
    def test_legal_statuses(self, folder: Folder, code: str, word: str) -> None:
        assert folder.fill(episode("05/01/2015", "S", code, "U6")).read() == (
            [f"became-looked-after 2015-01-05 foster-care {word}"],
            [],
            [],
        )

    @pytest.mark.parametrize(
        ("code", "word"),
        [
            ("H5", "semi-independent"),
            ("K1", "secure-unit"),
            ("K2", "childrens-home"),
            ("P1", "parent"),
            ("P2", "other"),
            ("P3", "other"),
            ("R1", "other"),
            ("R2", "hospital"),
            ("R3", "other"),
            ("R5", "youth-detention"),
            ("S1", "residential-school"),
            ("T1", "hospital"),
            ("T4", "other"),
            ("U2", "connected-person"),
            ("U3", "connected-person"),
            ("U5", "foster-care"),
            ("Z1", "other"),
            ("Q2", "foster-care"),
        ],
    )
    def test_placements(self, folder: Folder, code: str, word: str) -> None:
        read = folder.fill(episode("05/01/2015", "S", "V2", code)).read(recorded_to=date(2015, 1, 9))  # within the seven days of T4
        assert read == ([f"became-looked-after 2015-01-05 {word} section-20"], [], [])

    def test_every_word_is_one_that_england_knows(self) -> None:
        england = load_profile("england")
        assert {code.word for code in codes()["PLACE"].values()} <= {*england.placements}
        assert {code.word for code in codes()["LS"].values()} <= {*england.legal_statuses}
        assert "long-term-foster-placement" in england.facts

    def test_a_start_in_an_adoptive_placement(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "E1", "A4"))
        assert folder.read()[0] == [
            "became-looked-after 2015-01-05 adoptive placement-order",
        ]

    def test_a_placement_order_is_the_authority_until_it_ends_and_a_new_one_anew(self, folder: Folder) -> None:
        folder.fill(
            episode("05/01/2015", "S", "E1", "U6", "01/02/2015", "X1"),
            episode("01/02/2015", "L", "C2", "U6", "01/03/2015", "X1"),
            episode("01/03/2015", "L", "E1", "U6"),
        )
        (history,) = read_ssda903(folder.path)
        schedule = build_schedule(history, load_profile("england"))
        assert schedule.problems == ()
        first = {str(limit.due) for due in schedule.of("review") for limit in due.also if limit.rule == "england/A1"}
        assert first == {"2015-04-05", "2015-06-01"}  # three months after each of the two orders (AAR 2005 reg 36(1)(a))

    def test_adopters_change_and_adoption_breaks_down(self, folder: Folder) -> None:
        folder.fill(
            episode("05/01/2015", "S", "E1", "A6", "01/02/2015", "X1"),
            episode("01/02/2015", "P", "E1", "A6", "01/03/2015", "X1"),
            episode("01/03/2015", "T", "E1", "A5", "01/04/2015", "X1"),
            episode("01/04/2015", "T", "E1", "U6"),
        )
        assert folder.read()[0][1:] == [
            "placed-for-adoption 2015-02-01",
            "placement-moved 2015-04-01 foster-care",
        ]

    def test_re_entry(self, folder: Folder) -> None:
        folder.fill(
            episode("05/01/2015", "S", "V2", "U6", "01/03/2015", "E4A"),
            episode("01/03/2015", "S", "C2", "K2", "01/05/2015", "E4B"),
            episode("01/07/2015", "S", "J1", "R5"),
            reviews=("28/01/2015", "01/05/2015", "01/06/2015", "20/07/2015"),
        )
        events, not_used, doubts = folder.read()
        assert events == [
            "became-looked-after 2015-01-05 foster-care section-20",
            "review-held 2015-01-28",
            "ceased-to-be-looked-after 2015-03-01 E4A",
            "became-looked-after 2015-03-01 childrens-home care-order",
            "ceased-to-be-looked-after 2015-05-01 E4B",
            "review-held 2015-05-01",
            "became-looked-after 2015-07-01 youth-detention remand",
            "review-held 2015-07-20",
        ]
        assert not_used == ["reviews.csv:4 the review is outside periods of care"]
        assert doubts == []
        (history,) = read_ssda903(folder.path)
        assert not build_schedule(history, load_profile("england")).problems

    def test_long_term_fostering_begins_and_ends_with_one_carer(self, folder: Folder) -> None:
        folder.fill(
            episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"),
            episode("01/03/2015", "T", "C2", "U4", "01/05/2015", "X1"),
            episode("01/05/2015", "T", "C2", "U6"),
        )
        assert folder.read()[0][1:] == ["fact 2015-03-01 long-term-foster-placement", "fact 2015-05-01 long-term-foster-placement False"]

    def test_rows_need_not_be_sorted(self, folder: Folder) -> None:
        rows = [
            episode("05/01/2015", "S", "V2", "U6", "20/02/2015", "X1"),
            episode("03/03/2014", "S", "C2", "K2", child="B"),
            episode("20/02/2015", "P", "V2", "K2"),
            episode("01/01/2013", "S", "C2", "K2", child="C"),
        ]
        headers = (f"{CHILD},1,02/05/2014,,,,", "C,1,01/01/2010,,,,", "B,1,01/01/2010,,,,")
        sorted_rows = list(read_ssda903(folder.fill(*rows, headers=headers).path))
        assert [history.child for history in sorted_rows] == [CHILD, "B", "C"]
        turned = list(read_ssda903(folder.fill(*rows[::-1], headers=headers).path))
        assert [history.child for history in turned] == ["C", CHILD, "B"]
        assert sorted(turned, key=str) == sorted(sorted_rows, key=str)


class TestMoves:
    """The two questions an extract leaves open."""

    SAME_CARER = (
        episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"),
        episode("01/03/2015", "T", "C2", "U6", "01/05/2015", "X1"),
        episode("01/05/2015", "U", "E1", "U6"),
    )
    TEMPORARY = (
        episode("05/01/2015", "S", "C2", "U4", "01/03/2015", "X1", post="AB1 2CD"),
        episode("01/03/2015", "P", "C2", "T1", "05/03/2015", "X1", post="AB1 2CD"),
        episode("05/03/2015", "P", "C2", "U4", "01/05/2015", "X1", post="ab12cd"),
        episode("01/05/2015", "P", "C2", "U4", post="EF3 4GH"),
    )

    def test_same_carer_goes_on(self, folder: Folder) -> None:
        events, _, doubts = folder.fill(*self.SAME_CARER).read()
        assert events[1:] == ["legal-status-changed 2015-05-01 placement-order"]
        assert doubts == []

    def test_same_carer_restarts(self, folder: Folder) -> None:
        assert folder.fill(*self.SAME_CARER).read(same_carer_moves="restart")[0][1:] == [
            "placement-moved 2015-03-01 foster-care",
            "legal-status-changed 2015-05-01 placement-order",
            "placement-moved 2015-05-01 foster-care",
        ]

    def test_same_carer_of_another_kind(self, folder: Folder) -> None:
        rows = (episode("05/01/2015", "S", "C2", "K2", "01/03/2015", "X1"), episode("01/03/2015", "T", "C2", "H5"))
        events, _, doubts = folder.fill(*rows).read()
        assert events == ["became-looked-after 2015-01-05 childrens-home care-order"]
        assert doubts == [
            "episodes.csv:3 PLACE is of another kind although the carer is the same; the placement was taken to go on as it was"
        ]
        assert folder.read(same_carer_moves="restart")[0][1:] == ["placement-moved 2015-03-01 semi-independent"]

    def test_temporary_goes_on(self, folder: Folder) -> None:
        assert folder.fill(*self.TEMPORARY).read() == (
            [
                "became-looked-after 2015-01-05 foster-care care-order",
                "fact 2015-01-05 long-term-foster-placement",
                "placement-moved 2015-05-01 foster-care",
                "fact 2015-05-01 long-term-foster-placement",
            ],
            [],
            [],
        )

    def test_temporary_restarts(self, folder: Folder) -> None:
        moves = [event for event in folder.fill(*self.TEMPORARY).read(temporary_moves="restart")[0] if event.startswith("placement")]
        assert moves == [
            "placement-moved 2015-03-01 hospital",
            "placement-moved 2015-03-05 foster-care",
            "placement-moved 2015-05-01 foster-care",
        ]

    @pytest.mark.parametrize(("place", "post"), [("U3", "AB1 2CD"), ("U4", "EF3 4GH")])
    def test_no_return_after_a_temporary_move(self, folder: Folder, place: str, post: str) -> None:
        folder.fill(*self.TEMPORARY[:2], episode("05/03/2015", "P", "C2", place, post=post))
        assert [event for event in folder.read()[0] if event.startswith("placement")] == [
            f"placement-moved 2015-03-05 {'connected-person' if place == 'U3' else 'foster-care'}"
        ]

    def test_a_start_in_a_temporary_placement(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "T4", "10/01/2015", "X1"), episode("10/01/2015", "T", "C2", "U6"))
        assert folder.read()[0] == ["became-looked-after 2015-01-05 other care-order", "placement-moved 2015-01-10 foster-care"]

    def test_the_legal_status_may_change_meanwhile(self, folder: Folder) -> None:
        folder.fill(*self.TEMPORARY[:2], episode("05/03/2015", "B", "E1", "U4"))
        assert folder.read()[0][2:] == ["legal-status-changed 2015-03-05 placement-order"]


class TestDoubts:
    """Rows that are used although something about them is wrong."""

    def test_care_began_before_the_extract(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "P", "C2", "U6"), reviews=("01/12/2014", "28/01/2015"))
        assert folder.read() == (
            ["became-looked-after 2015-01-05 foster-care care-order", "review-held 2015-01-28"],
            ["reviews.csv:2 the review is before the first episode of its period of care"],
            [f"episodes.csv:2 {BEGAN_BEFORE}"],
        )
        (history,) = read_ssda903(folder.path)
        assert history.events[0].note == "The data return does not say when care began."

    def test_care_goes_on_after_it_ended(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "E4A"), episode("01/03/2015", "P", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["ceased-to-be-looked-after 2015-03-01 E4A", "became-looked-after 2015-03-01 childrens-home care-order"]
        assert doubts == [f"episodes.csv:3 {BEGAN_BEFORE}"]

    def test_nothing_follows(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "31/03/2015", "X1"), reviews=("01/07/2015",))
        events, not_used, doubts = folder.read()
        assert events == ["became-looked-after 2015-01-05 foster-care care-order", "review-held 2015-07-01"]
        assert not_used == []
        assert doubts == ["episodes.csv:2 another episode should begin on the day this one ended, but none does; care was taken to go on"]

    def test_a_gap(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"), episode("09/03/2015", "P", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["placement-moved 2015-03-09 childrens-home"]
        assert doubts == ["episodes.csv:3 there is a gap after the episode before, at episodes.csv:2; care was taken to go on"]

    def test_care_begins_again_after_a_gap(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"), episode("09/03/2015", "S", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["ceased-to-be-looked-after 2015-03-01", "became-looked-after 2015-03-09 childrens-home care-order"]
        assert doubts == ["episodes.csv:3 care begins again, but nothing ended it; it was taken to end with the episode at episodes.csv:2"]

    @pytest.mark.parametrize(("dec", "rec"), [OPEN, ("01/06/2015", "X1"), ("01/06/2015", "E4A")])
    def test_care_begins_while_it_lasts(self, folder: Folder, dec: str, rec: str) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", dec, rec), episode("09/03/2015", "S", "C2", "K2"))
        events, not_used, doubts = folder.read()
        assert events[1:] == ["ceased-to-be-looked-after 2015-03-09", "became-looked-after 2015-03-09 childrens-home care-order"]
        assert not_used == []
        assert doubts == ["episodes.csv:3 care begins, but it had not ended before, at episodes.csv:2; it was taken to end on this day"]

    def test_a_start_that_goes_on(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"), episode("01/03/2015", "S", "V2", "U6"))
        events, _, doubts = folder.read()
        assert events[1:] == ["legal-status-changed 2015-03-01 section-20", "placement-moved 2015-03-01 foster-care"]
        assert doubts == ["episodes.csv:3 RNE says that care began, but it had not ended at episodes.csv:2; the row was taken as a move"]

    def test_an_open_episode_with_another_after_it(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), episode("09/03/2015", "P", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["placement-moved 2015-03-09 childrens-home"]
        assert doubts == ["episodes.csv:3 the episode before, at episodes.csv:2, has not ended; it was taken to end on this day"]

    @pytest.mark.parametrize("rec", ["X1", "E4A"])
    def test_episodes_that_overlap(self, folder: Folder, rec: str) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/06/2015", rec), episode("09/03/2015", "P", "C2", "K2", "01/09/2015", "E3"))
        events, not_used, doubts = folder.read()
        assert events[1:] == ["placement-moved 2015-03-09 childrens-home", "ceased-to-be-looked-after 2015-09-01 E3"]
        assert not_used == []
        assert doubts == ["episodes.csv:3 the episode before, at episodes.csv:2, ends later; it was taken to end on this day"]

    @pytest.mark.parametrize(
        ("row", "event", "doubt"),
        [
            (
                episode("01/03/2015", "X", "C2", "K2"),
                ["placement-moved 2015-03-01 childrens-home"],
                "RNE does not hold a known code",
            ),
            (episode("01/03/2015", "", "V2", "U6"), ["legal-status-changed 2015-03-01 section-20"], "RNE is empty"),
            (episode("01/03/2015", "L", "C22", "U6"), [], 'LS holds "C22", which is not a known code'),
            (episode("01/03/2015", "L", "Rumpelstiltskin", "U6"), [], "LS does not hold a known code"),
            (episode("01/03/2015", "P", "C2", "K9"), ["placement-moved 2015-03-01"], "PLACE does not hold a known code"),
            (episode("01/03/2015", "P", "C2", ""), ["placement-moved 2015-03-01"], "PLACE is empty"),
            (
                episode("01/03/2015", "L", "C2", "U6"),
                [],
                "RNE says that the legal status changed, but LS did not; LS was used",
            ),
            (
                episode("01/03/2015", "P", "V2", "K2"),
                ["legal-status-changed 2015-03-01 section-20", "placement-moved 2015-03-01 childrens-home"],
                "RNE says that the legal status did not change, but LS did; LS was used",
            ),
            (
                episode("01/03/2015", "L", "V2", "K2"),
                ["legal-status-changed 2015-03-01 section-20"],
                "RNE says that the placement did not change, but PLACE did; the placement was taken to go on",
            ),
            (
                episode("01/03/2015", "L", "V2", "A3"),
                ["legal-status-changed 2015-03-01 section-20", "placed-for-adoption 2015-03-01"],
                "RNE says that the placement did not change, but PLACE turned to or from adoption; PLACE was used",
            ),
            (
                episode("01/03/2015", "P", "C2", "K2", "30/02/2015", "E4A"),
                ["placement-moved 2015-03-01 childrens-home"],
                "DEC is not a date between 1900 and 2200, written DD/MM/YYYY; the day the episode ended is not known",
            ),
            (
                episode("01/03/2015", "P", "C2", "K2", "28/02/2015", "E4A"),
                ["placement-moved 2015-03-01 childrens-home"],
                "DEC is before DECOM; the day the episode ended is not known",
            ),
            (
                episode("01/03/2015", "P", "C2", "K2", "", "E4A"),
                ["placement-moved 2015-03-01 childrens-home"],
                "REC says why the episode ended, but DEC is empty; it was taken as not ended",
            ),
            (
                episode("01/03/2015", "P", "C2", "K2", "01/05/2015", "E99"),
                ["placement-moved 2015-03-01 childrens-home", "ceased-to-be-looked-after 2015-05-01"],
                'REC holds "E99", which is not a known code',
            ),
        ],
    )
    def test_second_rows(self, folder: Folder, row: str, event: list[str], doubt: str) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"), row)
        events, not_used, doubts = folder.read()
        assert events[1:] == event
        assert not_used == []
        assert doubts[0] == f"episodes.csv:3 {doubt}"

    def test_an_end_without_a_reason(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", ""), episode("01/03/2015", "P", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["placement-moved 2015-03-01 childrens-home"]
        assert doubts == ["episodes.csv:2 DEC says that the episode ended, but REC is empty; care was taken to go on"]

    def test_an_unknown_reason_with_another_episode_after_it(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "XX"), episode("01/03/2015", "P", "C2", "K2"))
        events, _, doubts = folder.read()
        assert events[1:] == ["placement-moved 2015-03-01 childrens-home"]
        assert doubts == ["episodes.csv:2 REC does not hold a known code"]

    def test_the_end_of_care_in_an_episode_of_no_length(self, folder: Folder) -> None:
        rows = (episode("05/01/2015", "S", "C2", "U6", "01/03/2015", "X1"), episode("01/03/2015", "P", "C2", "K2", "01/03/2015", "E4A"))
        events, not_used, doubts = folder.fill(*rows).read()
        assert events[1:] == ["ceased-to-be-looked-after 2015-03-01 E4A"]
        assert not_used == []
        assert doubts == ["episodes.csv:3 the episode begins and ends on one day; only the end of care was used"]

    def test_a_child_who_is_not_in_the_header(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), headers=("B,1,02/05/2014,,,,",))
        (history,) = extract = read_ssda903(folder.path)
        assert history.date_of_birth is None
        assert [problem.where for problem in extract.rows_in_doubt] == ["episodes.csv:2"]
        assert [str(problem) for problem in extract.rows_not_used] == [
            "header.csv:2: the child has no episode that can be used; add the child's episodes; the row was not used"
        ]


class TestRowsNotUsed:
    """Rows that cannot be used: each is put down once."""

    @pytest.mark.parametrize(
        ("row", "what"),
        [
            (episode("", "P", "C2", "K2"), "DECOM is empty"),
            (episode("31/02/2015", "P", "C2", "K2"), "DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"),
            (episode("1/3/15", "P", "C2", "K2"), "DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"),
            (episode("01/03/15", "P", "C2", "K2"), "DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"),
            (episode("01/03/1815", "P", "C2", "K2"), "DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"),
            (episode("01/05/2014", "S", "C2", "K2"), "DECOM is before the date of birth"),
            (episode("05/01/2015", "S", "C2", "U6"), "the same episode stands at episodes.csv:2"),
            (episode("01/03/2015", "P", "C2", "K2", "01/03/2015", "X1"), "the episode begins and ends on one day"),
            (f"{CHILD},01/03/2015,P", "the row ends after 3 cells, before LS"),
            (episode("01/03/2015", "P", "C2", "K2") + ",more", "the row has 14 cells where the heading has 13"),
            (episode("01/03/2015", "P", "C2", "K2", child=""), "CHILD is empty"),
            ('"Z77,01/03/2015', "the quotation marks in the row do not match"),
        ],
    )
    def test_episodes(self, folder: Folder, row: str, what: str) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), row, episode("01/06/2015", "P", "C2", "S1"))
        events, not_used, _ = folder.read()
        assert events == ["became-looked-after 2015-01-05 foster-care care-order", "placement-moved 2015-06-01 residential-school"]
        assert not_used == [f"episodes.csv:3 {what}"]

    def test_episodes_within_one_that_ended_care(self, folder: Folder) -> None:
        rows = (episode("05/01/2015", "S", "C2", "U6", "01/06/2015", "E4A"), episode("01/02/2015", "P", "C2", "K2", "01/03/2015", "X1"))
        events, not_used, _ = folder.fill(*rows).read()
        assert events[1:] == ["ceased-to-be-looked-after 2015-06-01 E4A"]
        assert not_used == ["episodes.csv:3 the episode lies within the one at episodes.csv:2, which ended the period of care"]

    def test_two_episodes_that_begin_on_one_day(self, folder: Folder) -> None:
        """The first has no length: the child was placed and moved on."""
        folder.fill(episode("05/01/2015", "S", "V2", "K2", "05/01/2015", "X1"), episode("05/01/2015", "P", "C2", "U6"))
        events, not_used, doubts = folder.read()
        assert events == ["became-looked-after 2015-01-05 foster-care care-order"]
        assert not_used == ["episodes.csv:2 another episode begins on this day, at episodes.csv:3, and ends no earlier; that one was used"]
        assert doubts == []

    def test_two_episodes_that_begin_on_one_day_of_which_one_has_ended(self, folder: Folder) -> None:
        """CHILD and DECOM name an episode; the row that has ended is the later knowledge of it."""
        folder.fill(episode("05/01/2015", "S", "V2", "K2", "09/01/2015", "X1"), episode("05/01/2015", "P", "C2", "U6"))
        events, not_used, _ = folder.read()
        assert events == ["became-looked-after 2015-01-05 childrens-home section-20"]
        assert not_used == [
            (
                "episodes.csv:3 the same episode stands at episodes.csv:2, where it has ended, "
                "with another RNE and LS and PLACE; that one was used"
            )
        ]

    def test_a_child_with_no_usable_episode(self, folder: Folder) -> None:
        events, not_used, _ = folder.fill(episode("30/02/2015", "S", "C2", "U6"), reviews=("28/01/2015",)).read()
        assert events == []
        assert not_used == [
            "episodes.csv:2 DECOM is not a date between 1900 and 2200, written DD/MM/YYYY",
            "reviews.csv:2 the child has no episode that can be used",
            "header.csv:2 the child has no episode that can be used",
        ]

    def test_reviews(self, folder: Folder) -> None:
        reviews = ("28/01/2015", "2015-01-28", "", "29/02/2015", "01/01/2015", "01/07/2015", "B,,28/01/2015,PN1")
        events, not_used, _ = folder.fill(
            episode("05/01/2015", "S", "C2", "U6", "01/06/2015", "E4A"), reviews=reviews[:2] + reviews[3:]
        ).read()
        assert events[1:2] == ["review-held 2015-01-28"]
        assert not_used == [
            "reviews.csv:3 the same review stands at reviews.csv:2",
            "reviews.csv:4 REVIEW is not a date between 1900 and 2200, written DD/MM/YYYY",
            "reviews.csv:5 the review is outside periods of care",
            "reviews.csv:6 the review is outside periods of care",
            "reviews.csv:7 the child has no episode that can be used",
        ]

    def test_a_review_without_a_date(self, folder: Folder) -> None:
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), reviews=(f"{CHILD},02/05/2014,,PN1",))
        assert folder.read()[1] == ["reviews.csv:2 REVIEW is empty"]

    def test_headers(self, folder: Folder) -> None:
        headers = ("Z77,1,31/06/2014,,,,", "Z77,1,,,,,", "Z77,1,2014-05-02,,,,", "Z77,1,02/05/2014,,,,", "Z77,1,03/05/2014,,,,")
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), headers=headers)
        assert folder.read()[1] == [
            "header.csv:2 DOB is not a date between 1900 and 2200, written DD/MM/YYYY",
            "header.csv:3 DOB is empty",
            "header.csv:5 the child is at header.csv:4 already",
            "header.csv:6 the child is, with another date of birth, at header.csv:4 already",
        ]
        (history,) = read_ssda903(folder.path)
        assert history.date_of_birth == date(2014, 5, 2)

    def test_counts(self, folder: Folder) -> None:
        rows = (
            episode("05/01/2015", "S", "C2", "U6"),
            episode("05/01/2015", "S", "C2", "U6"),
            "",
            episode("05/01/2015", "S", "C2", "U6", child="B"),
        )
        folder.fill(*rows, reviews=("28/01/2015", "28/01/2014"), headers=("C,1,02/05/2014,,,,", "B,1,02/05/2014,,,,"))
        extract = read_ssda903(folder.path)
        assert [history.child for history in extract] == [CHILD, "B"]
        assert extract.counts == Counts(children=3, histories=2, rows_read=7, rows_used=4, rows_not_used=3, without_episodes=1)
        first = list(extract.rows_not_used)
        assert [history.child for history in extract] == [CHILD, "B"]
        assert extract.rows_not_used == first
        assert extract.counts == Counts(3, 2, 7, 4, 3, without_episodes=1)


GOOD = episode("05/01/2015", "S", "C2", "U6")


class TestFiles:
    """Files as people have them."""

    @staticmethod
    def refused(folder: Folder) -> list[str]:
        with pytest.raises(ExtractError) as caught:
            read_ssda903(folder.path)
        assert caught.value.source == str(folder.path)
        return [str(problem) for problem in caught.value.problems]

    @pytest.mark.parametrize(
        "names", [("Header.CSV", "EPISODES.csv", "Reviews.csv"), ("2024_header.csv", "LA 2024 Episodes v2.csv", "review.csv")]
    )
    def test_names(self, folder: Folder, names: tuple[str, str, str]) -> None:
        folder.write(names[0], f"{HEADER}\nZ77,1,02/05/2014,,,,\n")
        folder.write(names[1], f"{EPISODES}\n{GOOD}\n")
        folder.write(names[2], f"{REVIEWS}\nZ77,02/05/2014,28/01/2015,PN1\n")
        folder.write("SW_Episodes.csv", "CHILD\n")
        folder.write("~$episodes.csv", "x")
        folder.write(".episodes.csv", "x")
        folder.write("episodes.txt", "x")
        assert read_all(folder) == (1, [], [])

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_delimiters(self, folder: Folder, delimiter: str, mark: bytes, ending: str) -> None:
        folder.fill()
        rows = ["dec, child ,Decom,RNE,ls,Place,REC,Notes".replace(",", delimiter), ",Z77,05/01/2015,S,C2,U6,,".replace(",", delimiter)]
        folder.write("episodes.csv", mark + (ending.join(rows) + ending).encode())
        assert folder.read() == (["became-looked-after 2015-01-05 foster-care care-order"], [], [])

    def test_quotation_marks(self, folder: Folder) -> None:
        folder.fill()
        heading = ",".join(f'"{name}"' for name in EPISODES.split(","))
        folder.write("episodes.csv", f'{heading}\n"Z77","05/01/2015","S","C2","N1, ""N2""","U6",,,,,,,\n')
        assert folder.read() == (["became-looked-after 2015-01-05 foster-care care-order"], [], [])

    def test_windows_1252(self, folder: Folder) -> None:
        folder.fill()
        folder.write("episodes.csv", f"{EPISODES}\n{episode('05/01/2015', 'S', 'C2', 'U6', child='José')}\n".encode("cp1252"))
        (history,) = read_ssda903(folder.path)
        assert history.child == "José"

    def test_no_episodes_file(self, folder: Folder) -> None:
        folder.write("header.csv", HEADER)
        columns = "CHILD, DECOM, RNE, LS, PLACE, DEC, REC"
        remedy = f"add it; its first line must name {columns}; or give the XML file or the workbook of the return"
        assert self.refused(folder) == [f"there is no Episodes file in the folder; {remedy}"]

    def test_no_other_file(self, folder: Folder) -> None:
        folder.write("episodes.csv", f"{EPISODES}\n{GOOD}\n")
        assert folder.read() == (
            ["became-looked-after 2015-01-05 foster-care care-order"],
            [],
            [
                " there is no Header file in the folder, so a date of birth is known only where another table has it",
                " there is no Reviews file in the folder, so no review is known, and none is called late",
                "episodes.csv:2 neither the Header nor another table has a date of birth of the child that can be used",
            ],
        )

    def test_missing_columns(self, folder: Folder) -> None:
        folder.write("header.csv", "CHILD,DoBB\n")
        folder.write("episodes.csv", "CHILD,DECOMM,RNE,LS,PLACE,REC,SEX\n")
        folder.write("reviews.csv", "CHILD,REVIEW,REVIEW\n")
        assert self.refused(folder) == [
            'episodes.csv: DECOM: the column is missing; rename the column "DECOMM"',
            "episodes.csv: DEC: the column is missing; add it; the columns needed are CHILD, DECOM, RNE, LS, PLACE, DEC, REC",
            'header.csv: DOB: the column is missing; rename the column "DOBB"',
            "reviews.csv: REVIEW: two columns have this name; leave one",
        ]

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"", "the file is empty, or its first line is"),
            (b"\xef\xbb\xbf", "the file is empty, or its first line is"),
            (b"\n\n", "the file is empty, or its first line is"),
            (EPISODES.encode("utf-16"), "the file is not text in UTF-8 or Windows-1252"),
            (b"PK\x03\x04\x00\x00", "the file is not text in UTF-8 or Windows-1252"),
            (GOOD.encode(), "the first line does not name the columns"),
            (b'"CHILD', "the first line does not name columns"),
        ],
    )
    def test_no_table(self, folder: Folder, content: bytes, what: str) -> None:
        folder.write("episodes.csv", content)
        (told,) = self.refused(folder)
        assert told.startswith(f"episodes.csv: {what}; ")
        assert CHILD not in told

    def test_no_folder(self, folder: Folder) -> None:
        with pytest.raises(ExtractError, match="there is neither a folder nor a file of this name"):
            read_ssda903(folder.path / "none")

    def test_a_file_that_is_no_return(self, folder: Folder) -> None:
        """A file may be given in place of a folder: which table it is, its columns say, or else its name."""
        folder.write("a.csv", "x")
        folder.write("episodes.pdf", "x")
        with pytest.raises(
            ExtractError, match=r"a\.csv: neither its columns nor its name are those of a Header, Episodes or Reviews file; the first line"
        ):
            read_ssda903(folder.path / "a.csv")
        with pytest.raises(ExtractError, match=r"episodes\.pdf: the file is neither CSV nor XML nor a workbook; give a folder"):
            read_ssda903(folder.path / "episodes.pdf")

    def test_one_csv_file_in_place_of_the_folder(self, folder: Folder) -> None:
        folder.write("episodes.csv", f"{EPISODES}\n{GOOD}\n")
        folder.write("reviews.csv", f"{REVIEWS}\nnothing that is read\n")
        [history] = read_ssda903(folder.path / "episodes.csv")
        assert short(history) == ["became-looked-after 2015-01-05 foster-care care-order"]

    def test_a_folder_in_place_of_a_file(self, folder: Folder) -> None:
        (folder.path / "episodes.csv").mkdir()
        assert self.refused(folder)[0].startswith("episodes.csv: the file cannot be read: ")

    def test_a_line_without_end(self, folder: Folder) -> None:
        folder.write("episodes.csv", f"{EPISODES}\n{GOOD}\n{'x' * 100_000}")
        with pytest.raises(ExtractError, match="line 3 is too long to be a row"):
            read_ssda903(folder.path)

    @pytest.mark.slow
    def test_memory_grows_with_the_index_only(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each child has no header, and is remarked on; of the remarks a few are kept in memory here, as ten thousand are by default."""
        monkeypatch.setattr(KeptRemarks.__init__, "__kwdefaults__", {"in_memory": 10})
        monkeypatch.setattr(kept_remarks, "_AT_ONCE", 10)

        def peak(children: int) -> tuple[int, int, int]:
            rows = [
                episode(f"{day:02}/01/2015", "S" if day == 1 else "P", "C2", "U6", f"{day + 1:02}/01/2015", "X1", child=f"{child:06}")
                for day in range(1, 29)
                for child in range(children)
            ]
            folder.fill(*rows, episode("29/01/2015", "P", "C2", "U6", child="000000"), headers=())
            size = (folder.path / "episodes.csv").stat().st_size
            del rows
            tracemalloc.start()
            extract = read_ssda903(folder.path)
            indexed = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            for history in extract:
                assert len(history.events) > 27
            walked = tracemalloc.get_traced_memory()[1] - indexed
            tracemalloc.stop()
            return size, indexed, walked

        peak(2)
        small, large = peak(50), peak(500)
        assert large[0] > 600_000
        assert large[1] < large[0] / 2 + 20_000  # and what does not grow with the rows
        assert large[2] < small[2] + 100_000


def read_all(folder: Folder) -> tuple[int, list[str], list[str]]:
    """How many histories, and what was said of the rows."""
    extract: Extract = read_ssda903(folder.path)
    return len(list(extract)), [str(p) for p in extract.rows_not_used], [str(p) for p in extract.rows_in_doubt]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("04/11/2023", date(2023, 11, 4)),
        ("2023-11-04", date(2023, 11, 4)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2023", None),
        ("11/31/2023", None),
        ("4/11/2023", date(2023, 11, 4)),
        ("04-11-2023", date(2023, 11, 4)),
        ("04/11/2023 00:00", date(2023, 11, 4)),
        ("2023-11-04T00:00:00", date(2023, 11, 4)),
        ("45234", None),
        ("01/01/1900", date(1900, 1, 1)),
        ("31/12/1899", None),
        ("01/01/2201", None),
        ("", None),
    ],
)
def test_days(cell: str, day: date | None) -> None:
    assert read_day(cell) == day
