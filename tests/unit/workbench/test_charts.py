"""The charts of a caseload: the numbers that the lists hold, and nothing in a text that could be markup."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from lacreview_rules.workbench.requests import Workbench

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "child,event,on\nA1,became-looked-after,2025-06-02\nA2,became-looked-after,2025-06-02\nA3,became-looked-after,2025-06-02\n"
TEAMS = "child,team,worker\nA1,North <1>,Ade\nA2,North <1>,Ade\nA3,South,Bea\n"


def charts(folder: Path, sheet: str = SHEET, *, teams: bool = True) -> dict[str, Any]:
    (folder / "sheet.csv").write_text(sheet, encoding="utf-8")
    (folder / "teams.csv").write_text(TEAMS, encoding="utf-8")
    asked = {
        "teams": "teams.csv" if teams else None,
        "ask": "caseload",
        "files": ["sheet.csv"],
        "source": "events",
        "profile": "england",
        "as_of": "2026-03-31",
    }
    return with_files(Workbench(folder), asked)


def with_files(bench: Workbench, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer, with two of the files that can be saved of it."""
    answer: dict[str, Any] = json.loads(bench.answer(json.dumps(asked)))["answer"]
    for name, form in (("record", "json"), ("page", "page")):
        answer[name] = json.loads(bench.answer(json.dumps({"ask": "caseload-file", "form": form})))["answer"]["text"]
    return answer


def told(svg: str) -> str:
    """What a chart tells a reader who cannot see it."""
    return ET.fromstring(svg).attrib["aria-label"]  # noqa: S314 - made here


def test_what_is_overdue_is_counted_by_team_and_worker_as_in_the_list(tmp_path: Path) -> None:
    found = charts(tmp_path)
    overdue = json.loads(found["record"])["overdue"]
    north = sum(1 for row in overdue if row["team"] == "North <1>")
    south = sum(1 for row in overdue if row["team"] == "South")
    assert north == 2 * south > 0
    assert told(found["charts"]["teams"]) == f"Overdue now, by team and worker. North <1>, Ade: {north}; South, Bea: {south}"


def test_a_long_name_of_a_team_stands_in_its_chart(tmp_path: Path) -> None:
    """Beside the bars there is room for all of the longest name, or for most of it and a sign that it goes on."""
    for length in (20, 40, 60):
        name = "N" * length
        (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
        (tmp_path / "teams.csv").write_text(f"child,team\nA1,{name}\n", encoding="utf-8")
        asked = {"ask": "caseload", "files": ["sheet.csv"], "teams": "teams.csv", "source": "events", "profile": "england"}
        answer = json.loads(Workbench(tmp_path).answer(json.dumps({**asked, "as_of": "2026-03-31"})))["answer"]
        chart = ET.fromstring(answer["charts"]["teams"])  # noqa: S314 - made here
        [label] = [one for one in chart if "".join(one.itertext()).startswith("NNN")]
        assert label.text == (name if length <= 44 else f"{'N' * 43}…")
        assert int(label.attrib["x"]) >= 7 * len(label.text or "")
        assert name in chart.attrib["aria-label"]


def test_a_team_that_is_not_named_makes_no_chart(tmp_path: Path) -> None:
    found = charts(tmp_path, teams=False)
    assert "teams" not in found["charts"]
    assert told(found["charts"]["overdue"]).startswith("Overdue now, by who does it. ")


def test_reviews_in_time_stand_beside_how_many_were_judged(tmp_path: Path) -> None:
    """Reg 33(1): within 20 working days of Mon 2 June 2025, so by Mon 30 June; A1 was reviewed that day, A2 a day later."""
    sheet = f"{SHEET}A1,review-held,2025-06-30\nA2,review-held,2025-07-01\n"
    found = charts(tmp_path, sheet)
    assert "Apr-Jun 2025: 1 of 3" in told(found["charts"]["regulations"])


def test_the_saved_report_has_the_charts_and_asks_nobody_to_install_anything(tmp_path: Path) -> None:
    page = charts(tmp_path)["page"]
    assert "by team and worker" in page
    assert "pip install" not in page


def test_histories_may_name_their_team_and_their_profile_as_for_the_command(tmp_path: Path) -> None:
    events = [{"event": "became-looked-after", "on": "2025-06-02"}]
    lines = [
        {"child": "A1", "team": "North", "profile": "newham", "events": events},
        {"child": "A1", "team": "North", "profile": "newham", "events": events},
        {"child": "A2", "profile": "nowhere", "events": events},
    ]
    (tmp_path / "children.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    asked = {"ask": "caseload", "files": ["children.jsonl"], "source": "history", "profile": "england", "as_of": "2026-03-31"}
    found = with_files(Workbench(tmp_path), asked)
    assert (found["used"], found["not_used"]) == (1, 1)
    assert {row["team"] for row in json.loads(found["record"])["overdue"]} == {"North"}
    assert any(row["rule"].startswith("newham/") for row in json.loads(found["record"])["overdue"])
    assert any("it counted once" in problem["what"] for problem in found["problems"])
    assert any('no profile is called "nowhere"' in problem["what"] for problem in found["problems"])
