"""What the vendors' own deployments put into an SSD: meanings in the place of codes, earlier names, words for yes and for no.

Authority: issue 16 point 2 (the traps of G5, a vendor's naming variants). Which columns hold descriptions was read in the extracts of
data-to-insight/ssd-data-model, `deployment_extracts/`: System C fills the start reason, the ceased reason and the legal status with
descriptions, Essex's Mosaic the ceased reason; the legal statuses are those that the repository's Annex A script looks for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.databases.ssd_tables import at, episode, placement, review, rows_of, smallest, status, visit, write_sqlite
from tests.unit.sources.ssd.opened import from_csv, opened, told_events
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases.ssd_tables import Tables


def _one_child(**tables: list[dict[str, Any]]) -> Tables:
    return {f"ssd_{name}": rows_of(f"ssd_{name}", *rows) for name, rows in tables.items()}


def _with_codes() -> Tables:
    return _one_child(
        cla_episodes=[
            episode("1", "P1", "2025-05-01", "2025-07-01", placement="L1", ceased="X1"),
            episode("1", "P1", "2025-07-01", "2025-08-01", placement="L2", reason="P", ceased="X1"),
            episode("1", "P1", "2025-08-01", "2025-10-01", placement="L2", reason="L", ceased="E4A"),
        ],
        cla_placement=[placement("L1", "P1", "2025-05-01", "U6", "2025-07-01"), placement("L2", "P1", "2025-07-01", "K2", "2025-10-01")],
        legal_status=[
            status("1", "C1", "2025-05-01", "2025-08-01"),
            status("1", "C2", "2025-08-01"),
            status("1", "E1", "2025-08-01"),
            status("1", "Special Guardianship Order", "2020-01-01"),
        ],
        cla_reviews=[review("P1", "2025-05-20")],
    )


def test_meanings_in_the_place_of_codes(tmp_path: Path) -> None:
    """The same child by its codes and as System C describes them: the same events, and no remark but on the status that is not of care."""
    described = _with_codes()
    home = (
        "Returned home to live with parent(s), relative(s), or other person(s) with parental responsibility as part of the care planning "
        "process (not under a special guardianship order or residence order/ child arrangement order)."
    )
    for row, began, ended in zip(
        described["ssd_cla_episodes"],
        ("Started to be looked after", "Change of placement and carer(s) only", "Change of legal status only"),
        (
            "Episode ceases, and new episode begins on same day, for any reason",
            "Episode ceases, and new episode begins on same day, for any reason",
            home,
        ),
        strict=True,
    ):
        row |= {"clae_cla_episode_start_reason": began, "clae_cla_episode_ceased_reason": ended}
    described["ssd_legal_status"] = rows_of(
        "ssd_legal_status",
        status("1", "Interim care order Sec. 38(1)", "2025-05-01", "2025-08-01"),
        status("1", "Care Order Sec.31(a) & Placement Order (Sec. 21)", "2025-08-01"),
        status("1", "Special Guardianship Order", "2020-01-01"),
    )
    codes, words = from_csv(_with_codes(), tmp_path / "codes"), from_csv(described, tmp_path / "words")
    assert told_events(words.histories[0]) == [
        "became-looked-after 2025-05-01 foster-care interim-care-order",
        "review-held 2025-05-20",
        "placement-moved 2025-07-01 childrens-home",
        "legal-status-changed 2025-08-01 ('care-order', 'placement-order')",
        "ceased-to-be-looked-after 2025-10-01 E4A",
    ]
    assert words.histories == codes.histories
    assert words.kinds == codes.kinds == ["status-not-of-care"]


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("Care Order Sec. 31(a)", "care-order"),
        ("C.O. Extended S40(5) CA", "care-order"),
        ("Placement Order (Sec. 21)", "placement-order"),
        ("Single placement acc. by LA S20(1) CA under 16", "section-20"),
        ("Single placement acc. by LA S20(3) CA 16 & over", "section-20"),
        ("Section 20", "section-20"),
        ("Police protection power Sec.38(1)", "police-protection"),
        ("Emergency protection order - LA", "emergency-protection-order"),
        ("Remanded to LA accommodation S20", "remand"),
        ("Regular occ. acc by LA S20(3) CA 16 & over", "short-break"),
    ],
)
def test_a_legal_status_in_words(words: str, becomes: str, tmp_path: Path) -> None:
    tables = smallest()
    tables["ssd_legal_status"] = rows_of("ssd_legal_status", status("1", words, "2025-05-01"))
    ssd = from_csv(tables, tmp_path)
    assert told_events(ssd.histories[0])[0] == f"became-looked-after 2025-05-01 foster-care {becomes}"
    assert ssd.kinds == []


@pytest.mark.parametrize("words", ["Wardship", "Care order (Isle of Man)", "Accommodated in a series"])
def test_what_may_be_a_status_of_care_is_told_by_its_row(words: str, tmp_path: Path) -> None:
    """It was counted among special guardianships, which nobody needs to look at."""
    tables = smallest()
    tables["ssd_legal_status"] = rows_of("ssd_legal_status", status("1", words, "2025-05-01"))
    (told,) = from_csv(tables, tmp_path).told("status-unknown")
    assert told.startswith("ssd_legal_status.csv:2: lega_legal_status may be a status of care, in words that are not known; write its code")
    assert words not in told


@pytest.mark.parametrize(
    "words", ["Supervision Order", "Care order discharged", "Private Fostering", "Child Arrangements Order", "Care Leaver"]
)
def test_what_is_no_status_of_care_is_counted_only(words: str, tmp_path: Path) -> None:
    tables = smallest()
    tables["ssd_legal_status"] += rows_of("ssd_legal_status", status("1", words, "2020-05-01"))
    assert from_csv(tables, tmp_path).kinds == ["status-not-of-care"]


@pytest.mark.parametrize("cell", ["Y - chair ill", "Cancelled", "Yes (carer away)", "1.0", "-1", "Postponed: no interpreter"])
def test_a_cancelled_review_with_its_reason(cell: str, tmp_path: Path) -> None:
    """A review of 27 May that was cancelled is none: the second is due three months after 20 May (reg. 33(1)(b))."""
    tables = smallest()
    tables["ssd_cla_reviews"] = rows_of("ssd_cla_reviews", review("P1", "2025-05-20"), review("P1", "2025-05-27", cancelled=cell))
    ssd = from_csv(tables, tmp_path)
    assert ("2025-08-20", "upcoming", None) in ssd.due("review", "2025-06-30")
    assert ssd.kinds == []


@pytest.mark.parametrize("cell", ["N", "Held", "Took place", "0", "No - went ahead"])
def test_a_review_that_was_not_cancelled(cell: str, tmp_path: Path) -> None:
    tables = smallest()
    tables["ssd_cla_reviews"] = rows_of("ssd_cla_reviews", review("P1", "2025-05-20", cancelled=cell))
    ssd = from_csv(tables, tmp_path)
    assert ("2025-08-20", "upcoming", None) in ssd.due("review", "2025-06-30")
    assert ssd.kinds == []


def test_a_review_of_which_nobody_can_say_whether_it_was_cancelled(tmp_path: Path) -> None:
    """Of two readings the earlier date: not held, the second review stays due three months after the first, and is not taken for done."""
    tables = smallest()
    doubtful = review("P1", "2025-08-01", cancelled="see file")
    tables["ssd_cla_reviews"] = rows_of("ssd_cla_reviews", review("P1", "2025-05-20"), doubtful)
    ssd = from_csv(tables, tmp_path)
    assert ("2025-08-20", "upcoming", None) in ssd.due("review", "2025-08-10")
    (told,) = ssd.told("yes-or-no-unreadable")
    assert "ssd_cla_reviews.csv:3: clar_cla_review_cancelled says neither yes nor no; the review was taken as not held" in told
    assert "see file" not in told


def test_a_visit_of_which_nobody_can_say_whether_the_child_was_seen(tmp_path: Path) -> None:
    """One at which the child was not seen does not count (reg. 28): the first visit stays due within a week, on 8 May."""
    tables = smallest()
    tables["ssd_cla_visits"] = rows_of("ssd_cla_visits", visit("1", "P1", "2025-05-06", seen="partly"))
    ssd = from_csv(tables, tmp_path)
    assert ssd.due("visit", "2025-05-07")[0] == ("2025-05-08", "upcoming", None)
    assert "the child was taken as not seen" in ssd.told("yes-or-no-unreadable")[0]


def _health(*rows: tuple[str, str, str | None]) -> Tables:
    tables = smallest()
    columns = ("clah_person_id", "clah_health_check_type", "clah_health_check_date", "clah_health_check_status")
    tables["ssd_cla_health"] = rows_of(
        "ssd_cla_health", *(dict(zip(columns, ("1", kind, at(day), how), strict=True)) for kind, day, how in rows)
    )
    return tables


@pytest.mark.parametrize(
    ("how", "counts", "kinds"),
    [
        ("Completed", True, []),
        ("COMPLETE", True, []),
        (None, True, []),
        ("DNA", False, []),
        ("Did not attend", False, []),
        ("Planned", False, []),
        ("code 7", False, ["check-unknown"]),
    ],
)
def test_whether_a_health_assessment_was_done(how: str | None, counts: bool, kinds: list[str], tmp_path: Path) -> None:
    """What may not have been done is not taken for done, and is told."""
    ssd = from_csv(_health(("Health Assessment", "2025-05-22", how)), tmp_path)
    assert ("task-done 2025-05-22 health-assessment" in told_events(ssd.histories[0])) is counts
    assert ssd.kinds == kinds


def test_a_health_check_beside_health_assessments_is_none(tmp_path: Path) -> None:
    """Essex's extract writes both: *Health Check* is there of a child's development, not the health assessment of reg. 7."""
    ssd = from_csv(_health(("Health Assessment", "2025-05-22", None), ("Health Check", "2025-06-20", None)), tmp_path / "both")
    events = told_events(ssd.histories[0])
    assert "task-done 2025-05-22 health-assessment" in events
    assert "task-done 2025-06-20 health-assessment" not in events
    assert ssd.kinds == ["checks-of-two-kinds"]
    alone = from_csv(_health(("Health check", "2025-06-20", None), ("Dental Check", "2025-05-20", None)), tmp_path / "alone")
    assert "task-done 2025-06-20 health-assessment" in told_events(alone.histories[0])
    assert alone.kinds == []


@pytest.mark.parametrize(
    ("kind", "counts", "kinds"),
    [
        ("M", True, []),
        ("Missing from care", True, []),
        ("A", False, []),
        ("Absent", False, []),
        ("Away from placement", False, []),
        ("type 3", True, ["absence-unknown"]),
    ],
)
def test_returns_from_missing_by_the_codes_of_the_return(kind: str, counts: bool, kinds: list[str], tmp_path: Path) -> None:
    """M and A are the codes of the SSDA903 return, which the Annex A script of the SSD looks for too: M was left out without a word."""
    tables = smallest()
    row = {"miss_person_id": "1", "miss_missing_episode_type": kind, "miss_missing_episode_end_date": at("2025-06-02")}
    tables["ssd_missing"] = rows_of("ssd_missing", row)
    ssd = from_csv(tables, tmp_path)
    assert ("returned-from-missing 2025-06-02" in told_events(ssd.histories[0])) is counts
    assert ssd.kinds == kinds


def test_names_of_earlier_versions_and_of_oracle(tmp_path: Path) -> None:
    """`ssd_cla_review` is the table's name in the extract for Oracle; the columns without *_date* are those of reductive views."""
    tables = smallest()
    renamed = {"lega_legal_status_start_date": "lega_legal_status_start", "lega_legal_status_end_date": "lega_legal_status_end"}
    tables["ssd_legal_status"] = [{renamed.get(name, name): cell for name, cell in row.items()} for row in tables["ssd_legal_status"]]
    tables["ssd_cla_review"] = tables.pop("ssd_cla_reviews")
    ssd = opened(write_sqlite(tables, tmp_path / "ssd.sqlite"))
    assert ssd.histories == from_csv(smallest(), tmp_path).histories
    assert ssd.kinds == []


def test_a_return_and_a_list_in_words(tmp_path: Path) -> None:
    """The other doors that share the codes read the same words."""
    (tmp_path / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n"
        'C1,01/05/2025,Started to be looked after,Interim care order Sec. 38(1),U6,01/07/2025,"Episode ceases, and new episode begins"\n'
        "C1,01/07/2025,Change of placement and carer(s) only,Interim care order Sec. 38(1),K2,,\n",
        encoding="utf-8",
    )
    (tmp_path / "list8.csv").write_text(
        "Child Unique ID,Date Started to be Looked After,Child's Legal Status,Date of Latest Statutory Review\n"
        "C1,01/05/2025,Single placement acc. by LA S20(1) CA under 16,20/05/2025\n",
        encoding="utf-8",
    )
    found = {}
    for source, name in (("ssda903", "episodes.csv"), ("annex-a", "list8.csv")):
        path = tmp_path / f"{source}.jsonl"
        done = CliRunner().invoke(app, ["convert", str(tmp_path / name), "--input", source, "--output", str(path)])
        assert 0 == done.exit_code, done.stderr
        assert "code" not in done.stderr
        found[source] = json.loads(path.read_text(encoding="utf-8"))["events"]
    assert [(one["event"], one.get("legal_status"), one.get("placement")) for one in found["ssda903"]] == [
        ("became-looked-after", "interim-care-order", "foster-care"),
        ("placement-moved", None, "childrens-home"),
    ]
    assert "section-20" == found["annex-a"][0]["legal_status"]
