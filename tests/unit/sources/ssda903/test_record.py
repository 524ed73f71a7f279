"""What a return cannot show is not called late: before its first day, after its last, and where it holds no reviews.

Authority: SI 2010/959 reg 33 (R1: 20 working days, R2: three months, R3: six months) and reg 48 (S1), and rule 399 of the
sector's validator (no reviews of children in V3 or V4). Dates were worked by hand.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.sources.ssda903.folder import CHILD, Folder, episode
from typer.testing import CliRunner

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.cli import app
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.schedules import schedule_of

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.schedules.schedule import Schedule

OTHER = episode("01/05/2025", "S", "C2", "K2", "01/09/2025", "E4A", child="B")  # so that the return tells of the year to March 2026
IN_THE_YEAR = "B,,21/05/2025,PN1"
UNSURE = "the data return does not show enough to rely on a date: "


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def schedule(folder: Folder, day: date | None = None, profile: str = "england") -> Schedule:
    """The schedule of the one child."""
    extract = read_ssda903(folder.path)
    found = next(schedule_of(one, extract.recorded, load_profile(profile)) for one in extract if one.child == CHILD)
    return found if day is None else found.on(day)


def reviews(found: Schedule) -> list[tuple[str, str, str]]:
    """Title, date and status of each review."""
    return [(due.title.removesuffix(" looked after review"), str(due.due), due.status) for due in found.of("review")]


class TestBeforeTheFirstReturn:
    """The return holds reviews from 1 April 2025; care began before."""

    def test_long_before(self, folder: Folder) -> None:
        """R1 and R2 of 2015 were held in years of which there is no return; the next review is six months after 12 June (R3)."""
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), OTHER, reviews=("12/06/2025", IN_THE_YEAR))
        found = schedule(folder, date(2025, 12, 12))
        assert reviews(found) == [("Further", "2025-12-12", "due-today"), ("Further", "2026-06-12", "upcoming"), ("Further", "None", "met")]
        first = found.of("review")[-1]
        assert (first.done_on, first.days_late, first.to_dict()["review"], first.to_dict()["also"]) == (date(2025, 6, 12), None, None, [])
        assert first.notices == (f"{UNSURE}its interval began before the record of reviews does",)
        assert "2015" not in str(first.explanation)
        assert str(first.explanation).splitlines()[0] == "Further looked after review: no date can be calculated"
        assert str(first.explanation).endswith(first.notices[0])

    def test_what_is_sure_is_late(self, folder: Folder) -> None:
        """Six months after 12 June 2025 are 12 December 2025: 109 days before 31 March 2026."""
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), OTHER, reviews=("12/06/2025", IN_THE_YEAR))
        (late,) = schedule(folder, date(2026, 3, 31)).overdue
        assert (late.due, late.days_late, late.notices) == (date(2025, 12, 12), 109, ())

    def test_the_history_says_when_its_record_starts(self, folder: Folder) -> None:
        """So the bare engine, which knows nothing of returns, does not call the first review ten years late.

        It says how late the first one recorded may be: six months after 31 March 2025 at the latest.
        """
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), OTHER, reviews=("12/06/2025", IN_THE_YEAR))
        (history, _) = read_ssda903(folder.path)
        assert (history.record_starts, history.reviews_before) == (date(2025, 4, 1), None)
        first, recorded, *_ = build_schedule(history, load_profile("england")).on(date(2025, 12, 12)).of("review")
        assert (first.due, first.status) == (date(2015, 2, 2), "not-recorded")
        assert (recorded.due, recorded.status, recorded.review) == (date(2025, 9, 30), "met", None)

    def test_two_reviews_a_few_days_apart_are_remarked_on(self, folder: Folder) -> None:
        """Field case 12, through a return: 12 and 15 June; not 4 April, three days after the last that can have been before."""
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), OTHER, reviews=("04/04/2025", "12/06/2025", "15/06/2025", IN_THE_YEAR))
        [problem] = [one for one in schedule(folder).problems if one.where != "date_of_birth"]
        assert problem.what == "a review 3 days after the one before: is it one review in two parts?"

    def test_a_child_who_came_in_since_needs_no_such_day(self, folder: Folder) -> None:
        folder.fill(episode("05/05/2025", "S", "C2", "U6"), OTHER, reviews=("12/06/2025", IN_THE_YEAR))
        (history, _) = read_ssda903(folder.path)
        assert history.record_starts is None

    def test_no_review_at_all(self, folder: Folder) -> None:
        """When one was due nobody can say, and nothing is assumed to follow it."""
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), OTHER, reviews=(IN_THE_YEAR,))
        found = schedule(folder, date(2026, 3, 31))
        assert reviews(found) == [("Further", "None", "advisory")]
        assert found.overdue == ()
        assert found.of("review-report") == ()
        assert [due for due in found.due_dates if due.due is not None and due.due < date(2025, 4, 1)] == []
        dated = [due.due is not None for due in found.due_dates]
        assert dated == sorted(dated, reverse=True)  # what has no date comes last, as the schedule format says

    def test_shortly_before(self, folder: Folder) -> None:
        """Care began on Mon 10 Feb 2025, the first review was due by Mon 10 Mar: that of 20 May is the first or the second."""
        folder.fill(episode("10/02/2025", "S", "C2", "U6"), OTHER, reviews=("20/05/2025", IN_THE_YEAR))
        before = reviews(schedule(folder, date(2025, 8, 19)))
        assert (before[0], before[-1]) == (("Further", "2025-08-20", "upcoming"), ("Further", "None", "met"))
        later = schedule(folder, date(2025, 10, 1))
        assert reviews(later)[0] == ("Further", "2025-08-20", "not-recorded")  # if it was the second, 20 November
        (notice,) = (text for text in later.of("review")[0].notices if text.startswith(UNSURE))
        assert notice.endswith("care began before the record does: it may be the first review, the second or a later one")
        assert later.overdue == ()

    def test_from_the_third_review_on_all_is_sure(self, folder: Folder) -> None:
        days = ("20/05/2025", "20/08/2025", "20/02/2026")
        folder.fill(episode("10/02/2025", "S", "C2", "U6"), OTHER, reviews=(*days, IN_THE_YEAR))
        found = schedule(folder, date(2026, 3, 31))
        assert sorted(reviews(found)) == [
            ("Further", "2026-02-20", "met"),
            ("Further", "2026-08-20", "upcoming"),
            ("Further", "2027-02-20", "upcoming"),
            ("Further", "None", "met"),
            ("Further", "None", "met"),
        ]

    def test_the_rows_do_not_say_when_care_began(self, folder: Folder) -> None:
        """A first row with RNE L continues an episode that the file does not have: what counts from the start has no date."""
        folder.fill(episode("06/05/2025", "L", "C2", "U6"), OTHER, reviews=(IN_THE_YEAR,))
        found = schedule(folder, date(2026, 3, 31))
        assert reviews(found) == [("Further", "None", "advisory")]
        assert [(due.due, due.status) for due in found.of("care-plan")] == [(None, "advisory")]
        assert found.overdue == ()
        assert found.of("review")[0].notices == (f"{UNSURE}the record does not say when care began",)
        assert [due.due for due in found.of("placement-plan")] == [None]  # five working days from a placement that began before

    def test_care_that_began_within_the_year(self, folder: Folder) -> None:
        """20 working days after Tue 6 May 2025, with the holiday on 26 May: Wed 4 June."""
        folder.fill(episode("06/05/2025", "S", "C2", "U6"), OTHER, reviews=("28/05/2025", IN_THE_YEAR))
        assert reviews(schedule(folder))[:2] == [("First", "2025-06-04", "met"), ("Second", "2025-08-28", "upcoming")]

    def test_the_date_of_a_review_that_a_period_before_it_had(self, folder: Folder) -> None:
        """Only the period of care that was cut is unsure; the child came again on Tue 2 Sep 2025: 20 working days are Tue 30 Sep."""
        rows = (episode("05/01/2015", "S", "C2", "U6", "01/07/2025", "E4A"), episode("02/09/2025", "S", "C2", "U6"))
        folder.fill(*rows, OTHER, reviews=(IN_THE_YEAR,))
        found = reviews(schedule(folder, date(2026, 3, 31)))
        assert (found[0], found[-1]) == (("First", "2025-09-30", "overdue"), ("Further", "None", "advisory"))


class TestReviewsThatAReturnDoesNotHold:
    """Short breaks, and a return without a Reviews file."""

    def test_an_agreement_to_short_breaks(self, folder: Folder) -> None:
        """S1: three months after 6 May 2025. That no review is on record means nothing (rule 399)."""
        folder.fill(episode("06/05/2025", "S", "V4", "U6"), OTHER, reviews=(IN_THE_YEAR,))
        found = schedule(folder, date(2026, 3, 31))
        assert reviews(found)[0] == ("First", "2025-08-06", "not-recorded")
        assert found.overdue == ()
        assert found.of("review")[0].notices[-1] == f"{UNSURE}the record holds no reviews of this kind of care"

    def test_one_that_has_ended(self, folder: Folder) -> None:
        folder.fill(episode("06/05/2025", "S", "V4", "U6", "01/12/2025", "E8"), OTHER, reviews=(IN_THE_YEAR,))
        found = schedule(folder, date(2026, 3, 31))
        assert reviews(found)[0] == ("First", "2025-08-06", "not-recorded")
        assert found.overdue == ()

    def test_a_return_without_reviews(self, folder: Folder) -> None:
        folder.fill(episode("06/05/2025", "S", "C2", "U6", "01/12/2025", "E8"), OTHER)
        (folder.path / "reviews.csv").unlink()
        found = schedule(folder, date(2026, 3, 31))
        assert reviews(found)[0] == ("First", "2025-06-04", "not-recorded")
        assert found.overdue == ()


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "120"})


class TestCommands:
    """The same from the command line."""

    RETURN = (episode("15/12/2025", "S", "C2", "U6"), OTHER, episode("05/01/2015", "S", "C2", "U6", child="C"))

    def test_after_the_last_day(self, folder: Folder) -> None:
        """First review on 12 Jan 2026, so the second is due on 12 April: after 31 March the return says nothing."""
        folder.fill(*self.RETURN, reviews=("12/01/2026", IN_THE_YEAR, "C,,12/06/2025,PN1"))
        asked = ("schedule", folder.path, "--input", "ssda903", "-p", "england", "-f", "json", "--as-of")
        result = run(*asked, "2026-06-30")
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert {one["as_of"] for one in found} == {"2026-03-31"}
        late = {(one["child"], due["due"]) for one in found for due in one["due_dates"] if due["status"] in {"overdue", "met-late"}}
        assert late == {("B", "2025-08-21"), ("C", "2025-12-12")}
        assert "nothing is on record after 2026-03-31: 3 schedules stand as at the last day that the source tells of" in result.stderr
        assert "3 of 3 histories used; reviews are taken to be on record from 2025-04-01 to 2026-03-31" in result.stderr
        given = run(*asked, "2026-06-30", "--recorded-to", "2026-06-30")
        assert {json.loads(line)["as_of"] for line in given.stdout.splitlines()} == {"2026-06-30"}

    def test_a_caseload_after_the_last_day(self, folder: Folder) -> None:
        folder.fill(*self.RETURN, reviews=("12/01/2026", IN_THE_YEAR, "C,,12/06/2025,PN1"))
        result = run("caseload", folder.path, "--input", "ssda903", "-p", "england", "-f", "json", "--as-of", "2026-06-30")
        found = json.loads(result.stdout)
        assert (found["as_of"], found["to"]) == ("2026-03-31", "2026-03-31")
        assert (found["from"], found["reviews_from"]) == ("2025-04-01", "2025-04-01")
        assert "nothing is on record after 2026-03-31: everything is told as it stood on that day" in result.stderr
        assert {row["child"] for row in found["overdue"]} == {"C"}

    def test_a_caseload_with_a_child_that_was_lost(self, tmp_path: Path) -> None:
        """The child is in the return to March 2025 and not in the next: nothing of it is due, overdue or late."""
        for name, rows, held in (
            ("2025", (episode("15/11/2024", "S", "C2", "U6"),), ("12/12/2024", "C,,12/06/2024,PN1")),
            ("2026", (OTHER,), (IN_THE_YEAR,)),
        ):
            (tmp_path / name).mkdir()
            Folder(tmp_path / name).fill(*rows, reviews=held)
        paths = (tmp_path / "2025", tmp_path / "2026")
        result = run("caseload", *paths, "--input", "ssda903", "-p", "england", "-f", "json", "--as-of", "2026-03-31")
        found = json.loads(result.stdout)
        assert (found["children"], found["looked_after"]) == (2, 0)
        assert CHILD not in {row["child"] for name in ("due", "overdue", "late", "out_of_timescale") for row in found[name]}
        assert "no later return has the child" in result.stderr
        assert "the files, the earlier returns first: 2025/episodes.csv, 2026/episodes.csv" in result.stderr

    def test_every_child_is_accounted_for(self, folder: Folder) -> None:
        rows = (*self.RETURN, episode("30/02/2026", "S", "C2", "U6", child="D"))
        headers = tuple(f"{child},1,02/05/2014,,,," for child in (CHILD, "B", "C", "D", "E"))
        folder.fill(*rows, reviews=("12/01/2026", IN_THE_YEAR, "F,,12/01/2026,PN1"), headers=headers)
        result = run("schedule", folder.path, "--input", "ssda903", "-p", "england", "-f", "json")
        assert "6 children, 3 with a history, 2 not in the Episodes file, 1 with no episode that can be used" in result.stderr
        assert "3 of 4 histories used, 1 refused" in result.stderr  # of D there is none
        beyond = run(
            "schedule", folder.path, "--input", "ssda903", "-p", "england", "-f", "json", "--until", "2190-01-01"
        )  # B's care has ended
        assert "1 of 4 histories used, 3 refused" in beyond.stderr  # the care of B has ended

    @pytest.mark.slow
    def test_working_and_picture(self, folder: Folder, tmp_path: Path) -> None:
        """No command calls a date late that the return cannot show."""
        folder.fill(episode("05/01/2015", "S", "C2", "U6"), reviews=("12/06/2025",))
        told = run("explain", folder.path, "review", "--input", "ssda903", "-p", "england", "--as-of", "2025-12-01")
        assert "no date can be calculated" in told.stdout
        assert "2015" not in told.stdout
        assert "days late" not in told.stdout
        (tmp_path / "out").mkdir()
        drawn = run("picture", folder.path, "--input", "ssda903", "-p", "england", "-o", tmp_path / "out" / "a.svg")
        assert drawn.exit_code == 0
