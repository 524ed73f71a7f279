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


def _several(count: int) -> Tables:
    """Children who came into care on 1 May 2025, numbered from 10, with one legal status each and a review on 20 May."""
    children = [str(10 + number) for number in range(count)]
    return _one_child(
        cla_episodes=[episode(child, f"P{child}", "2025-05-01") for child in children],
        legal_status=[status(child, "C2", "2025-05-01") for child in children],
        cla_reviews=[review(f"P{child}", "2025-05-20") for child in children],
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


STATUSES = {
    "Care Order Sec. 31(a)": "care-order",
    "C.O. Extended S40(5) CA": "care-order",
    "Placement Order (Sec. 21)": "placement-order",
    "Single placement acc. by LA S20(1) CA under 16": "section-20",
    "Single placement acc. by LA S20(3) CA 16 & over": "section-20",
    "Section 20": "section-20",
    "Police protection power Sec.38(1)": "police-protection",
    "Emergency protection order - LA": "emergency-protection-order",
    "Remanded to LA accommodation S20": "remand",
    "Regular occ. acc by LA S20(3) CA 16 & over": "short-break",
}


def test_legal_statuses_in_words(tmp_path: Path) -> None:
    tables = _several(len(STATUSES))
    for row, words in zip(tables["ssd_legal_status"], STATUSES, strict=True):
        row["lega_legal_status"] = words
    ssd = from_csv(tables, tmp_path)
    began = [told_events(history)[0] for history in ssd.histories]
    assert dict(zip(STATUSES, began, strict=True)) == {words: f"became-looked-after 2025-05-01 {word}" for words, word in STATUSES.items()}
    assert ssd.kinds == []


def test_what_may_be_a_status_of_care_is_told_by_its_row(tmp_path: Path) -> None:
    """It was counted among special guardianships, which nobody needs to look at."""
    statuses = (
        *(
            "Wardship",
            "Care order (Isle of Man)",
            "Accommodated in a series",
            "Voluntary",
            "Series of short-term breaks",
            "Interim care/supervision",
        ),
        *("Section 31", "Sec 38(1)", "Sec 20(1)(c)", "S.20 CA89", "Detained (s.46)", "ICO extended", "Consent to adoption (sect 19)"),
        *(
            "Care Order & Supervision order",
            "Supervision Order and Care Order",
            "SGO / Care order",
            "Supervision order, interim care order",
        ),
    )
    tables = _several(len(statuses))
    for row, words in zip(tables["ssd_legal_status"], statuses, strict=True):
        row["lega_legal_status"] = words
    told = from_csv(tables, tmp_path).told("status-unknown")
    what = "lega_legal_status may be a status of care, in words that are not known"
    assert [one.partition(";")[0] for one in told] == [f"ssd_legal_status.csv:{line}: {what}" for line, _ in enumerate(statuses, 2)]
    assert all("; write its code" in one for one in told)
    assert not any(words in one for words in statuses for one in told)


def test_what_is_no_status_of_care_is_counted_only(tmp_path: Path) -> None:
    tables = smallest()
    others: tuple[str, ...] = (
        "Supervision Order",
        "Care order discharged",
        "Care order - discharged",
        "Private Fostering",
        "Care Leaver",
        "Section 47",
        "s17",
    )
    others += (
        "Supervision Order Sec. 31(1)(b)",
        "Special Guardianship Order & Supervision Order",
        "Care Order application",
        "Section 8 order",
    )
    tables["ssd_legal_status"] += rows_of("ssd_legal_status", *(status("1", words, "2020-05-01") for words in others))
    ssd = from_csv(tables, tmp_path)
    assert ssd.kinds == ["status-not-of-care"]
    assert f"{len(others)} rows with a legal status that is no code of care" in ssd.told("status-not-of-care")[0]


CANCELLED = ("Y - chair ill", "Cancelled", "Yes (carer away)", "1.0", "-1", "Postponed: no interpreter")
HELD = ("N", "Held", "Took place", "0", "Not cancelled")
EITHER = (
    *("N (cancelled, IRO ill)", "No - IRO ill", "N: see notes", "Held - adjourned", "Held (in part)", "Not cancelled, adjourned"),
    *("Y/N", "Yes (no)", "Cancelled - held", "Y / N / not known", "N/Y", "see file", "No?", "Cancelled?"),
)


def test_reviews_cancelled_and_held_with_a_reason_or_without(tmp_path: Path) -> None:
    """A review of 1 August that was cancelled is none (reg. 33(1)(b): the second stays due three months after 20 May), and one held is."""
    tables = _several(len(CANCELLED) + len(HELD))
    cells = (*CANCELLED, *HELD)
    periods = [row["clar_cla_id"] for row in tables["ssd_cla_reviews"]]
    more = [review(period, "2025-08-01", cancelled=cell) for period, cell in zip(periods, cells, strict=True)]
    tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", *more)
    ssd = from_csv(tables, tmp_path)
    found = {cell: ssd.due("review", "2025-08-10", place)[1] for place, cell in enumerate(cells)}
    assert {found[cell] for cell in CANCELLED} == {("2025-08-20", "upcoming", None)}
    assert {found[cell] for cell in HELD} == {("2025-08-20", "met", "2025-08-01")}
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


def test_of_a_review_not_cancelled_for_a_reason_nobody_knows_whether_it_was(tmp_path: Path) -> None:
    """A reason stands behind what did not happen. Not held, the second review stays due on 20 August; and each row is told."""
    tables = _several(len(EITHER))
    more = [review(row["clar_cla_id"], "2025-08-01", cancelled=cell) for row, cell in zip(tables["ssd_cla_reviews"], EITHER, strict=True)]
    tables["ssd_cla_reviews"] += rows_of("ssd_cla_reviews", *more)
    ssd = from_csv(tables, tmp_path)
    found = {cell: ssd.due("review", "2025-08-10", place)[1] for place, cell in enumerate(EITHER)}
    assert found == dict.fromkeys(EITHER, ("2025-08-20", "upcoming", None))
    told = ssd.told("yes-or-no-unreadable")
    assert [one.split(": ")[0] for one in told] == [f"ssd_cla_reviews.csv:{line}" for line in range(len(EITHER) + 2, 2 * len(EITHER) + 2)]


SEEN = {
    **dict.fromkeys(("Y", "Seen", "Child seen", "Seen alone", "Y - alone", "Yes (seen alone)", "Seen - not alone", "Seen/alone"), True),
    **dict.fromkeys(("N", "Not seen", "No access", "N - child at school", "Not seen: carer ill", "No (alone)"), False),
    **dict.fromkeys(("Y - by telephone", "Seen (virtual)", "Y/N", "N/Y", "Seen?", "No - seen later", "Yes alone, no"), None),
}


@pytest.mark.parametrize(("cell", "seen"), SEEN.items())
def test_a_visit_at_which_the_child_was_seen_in_some_words(cell: str, seen: bool | None, tmp_path: Path) -> None:
    """Reg. 28: the child has to be seen. What stands behind a yes and is not known may say otherwise: it is told, and does not count."""
    tables = smallest()
    tables["ssd_cla_visits"] = rows_of("ssd_cla_visits", visit("1", "P1", "2025-05-06", seen=cell))
    ssd = from_csv(tables, tmp_path)
    due = ("2025-05-08", "met", "2025-05-06") if seen else ("2025-05-08", "upcoming", None)
    assert ssd.due("visit", "2025-05-07")[0] == due
    assert ssd.kinds == (["yes-or-no-unreadable"] if seen is None else [])


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


def test_whether_a_health_assessment_was_done(tmp_path: Path) -> None:
    """What may not have been done is not taken for done, and is told."""
    rows = {"2025-05-21": "Completed", "2025-05-22": "COMPLETE", "2025-05-23": None, "2025-06-01": "DNA", "2025-06-02": "Did not attend"}
    rows |= {"2025-06-03": "Planned", "2025-06-04": "code 7", "2025-06-05": "Declined - no time", "2025-06-06": "Completed - in part"}
    rows |= {"2025-06-09": "Due - completed"}
    ssd = from_csv(_health(*(("Health Assessment", day, how) for day, how in rows.items())), tmp_path)
    done = [event for event in told_events(ssd.histories[0]) if event.endswith("health-assessment")]
    assert done == [f"task-done 2025-05-{day} health-assessment" for day in (21, 22, 23)]
    told = ssd.told("check-unknown")
    what = "clah_health_check_status does not say whether it was done; it was taken as not done"
    assert all(one.startswith(f"ssd_cla_health.csv:{line}: {what}") for line, one in zip((8, 10, 11), told, strict=True))


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


def test_what_is_called_by_more_than_one(tmp_path: Path) -> None:
    """*Medicals* were checks, and are; so are the short names of health assessments, and officers, by more than one."""
    rows = (("Medicals", "2025-06-20", None), ("LAC medicals", "2025-06-21", None), ("Paramedical", "2025-06-22", None))
    checks = told_events(from_csv(_health(*rows), tmp_path / "checks").histories[0])
    assert [event for event in checks if "health" in event] == [f"task-done 2025-06-{day} health-assessment" for day in (20, 21)]
    short = told_events(
        from_csv(_health(("IHAs", "2025-06-20", None), ("RHAs (6 monthly)", "2025-06-21", None)), tmp_path / "ha").histories[0]
    )
    assert [event for event in short if "health" in event] == [f"task-done 2025-06-{day} health-assessment" for day in (20, 21)]


def test_returns_from_missing_by_the_codes_of_the_return(tmp_path: Path) -> None:
    """M and A are the codes of the SSDA903 return, which the Annex A script of the SSD looks for too: M was left out without a word."""
    kinds = {1: "M", 2: "Missing from care", 3: "A", 4: "Absent", 5: "Away from placement", 6: "type 3"}
    kinds |= {7: "Absence: missing", 8: "Away - missing", 9: "Unauthorised absence (M)"}
    tables = smallest()
    columns = ("miss_person_id", "miss_missing_episode_type", "miss_missing_episode_end_date")
    rows = (dict(zip(columns, ("1", kind, at(f"2025-06-0{day}")), strict=True)) for day, kind in kinds.items())
    tables["ssd_missing"] = rows_of("ssd_missing", *rows)
    ssd = from_csv(tables, tmp_path)
    returned = [event for event in told_events(ssd.histories[0]) if event.startswith("returned-from-missing")]
    assert returned == [f"returned-from-missing 2025-06-0{day}" for day in (1, 2, 6, 7, 8, 9)]
    assert ssd.kinds == ["absence-unknown"] * 4


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
