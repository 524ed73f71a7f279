"""The report as managers read it: the first screen, teams, what changed, paper, and a record that cannot be right.

Issue 18, points 1 to 3; newcomer-2026-11, section 3. Figures: `examples/caseload.jsonl`, worked by hand in
`tests/unit/caseload/test_report.py`. Looked after on Monday 5 January 2026, a first review is due by Monday 2 February (SI
2010/959 reg 33(1)).
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.caseload.csv import LISTS
from lacreview_rules.caseload.definitions import DEFINITIONS
from lacreview_rules.caseload.schema import CaseloadModel
from lacreview_rules.caseload.tables import PRINTED
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "caseload.jsonl"
ASKED = (EXAMPLE, "-p", "england", "--as-of", "2026-06-30")
CAME_IN = {"event": "became-looked-after", "on": "2026-01-05"}


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["caseload", *(str(word) for word in words)], prog_name="lacreview")


def record(child: str, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"child": child, "date_of_birth": "2014-05-02", "records": ["review"], "events": list(events), **more}


def review(day: str) -> dict[str, Any]:
    return {"event": "review-held", "on": day}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*records: dict[str, Any]) -> Path:
        path = tmp_path / "children.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        return path

    return write


def report(*words: object) -> dict[str, Any]:
    result = run(*words, "-f", "json")
    found: dict[str, Any] = json.loads(result.stdout)
    CaseloadModel.model_validate(found)
    return found


# ---- the first screen ---------------------------------------------------------------------------------------


def test_the_first_screen_of_a_terminal() -> None:
    """9 of 16 is 56.25 %; EX-04 has been overdue since 2 June, for 28 days; one review of EX-09 cannot be judged."""
    head = " ".join(run(*ASKED).stdout.split("Profiles:")[0].split())
    assert head == (
        "Caseload as at Tue 30 Jun 2026 Children 12, of whom 10 were looked after "
        "Reviews in time 9 of 16 (56%) by the regulations, of those due Tue 1 Jul 2025 to Tue 30 Jun 2026 "
        "Overdue now 2 tasks for 2 children, including 2 reviews; the longest is 28 days overdue "
        "Due next 28 tasks, including 1 review, up to Tue 28 Jul 2026 "
        "Not judged 1 review: its interval began before the record of reviews does "
        f"Not recorded {_not_recorded():,} other tasks due in these days: the record does not say whether they were done, "
        "and none is called late"
    )


def _not_recorded() -> int:
    """The sum of what the figures of each task say."""
    return sum(int(one["not_recorded"]) for one in report(*ASKED)["task_figures"])


def test_what_the_record_is_silent_of_is_counted_as_in_the_schedule() -> None:
    """EX-01 has its reviews on record and nothing else; all that was due by the day of the report counts, that day's too."""
    of_one = (*ASKED, "--child", "EX-01")
    carried_on = ("-f", "json", "--until", "2026-07-28")  # as far as a report looks ahead: unrecorded visits go on until then
    lines = CliRunner().invoke(app, ["schedule", *(str(one) for one in of_one), *carried_on]).stdout.splitlines()
    dues = [due for line in lines for due in json.loads(line)["due_dates"] if due["task"] != "review" and due["due"] is not None]
    silent = [due for due in dues if due["status"] in {"not-recorded", "due-today"} and "2025-07-01" <= due["due"] <= "2026-06-30"]
    assert report(*of_one)["summary"]["tasks_not_recorded"] == len(silent) > 0


def test_the_same_in_json_and_csv() -> None:
    summary = report(*ASKED)["summary"]
    assert (summary["in_time"], summary["judged"], summary["percent"]) == (9, 16, 56)
    assert (summary["overdue"], summary["overdue_reviews"], summary["overdue_children"], summary["longest_overdue"]) == (2, 2, 2, 28)
    assert (summary["due"], summary["due_reviews"]) == (28, 1)
    assert summary["reviews_not_judged"] == [{"why": "before-record", "count": 1}]
    assert summary["tasks_not_recorded"] == _not_recorded() > 0
    rows = dict(csv.reader(io.StringIO(run(*ASKED, "-f", "csv", "--list", "summary").stdout)))
    assert (rows["as_of"], rows["children"], rows["percent"], rows["overdue"]) == ("2026-06-30", "12", "56", "2")


@pytest.mark.slow
def test_one_order_in_every_form() -> None:
    """Share, figures, overdue, due, out of timescale, late, not judged, doubtful, and the other basis last."""
    order = ["regulations", "overdue", "due", "out-of-timescale", "late", "not-judged", "doubtful", "disagreements"]
    page = re.findall(r'<section id="([a-z-]+)">', run(*ASKED, "-f", "html").stdout)
    assert [name for name in page if name in order] == order
    assert [name for name in LISTS if name in order] == order[1:]
    keys = ["summary", "timeliness", "overdue", "due", "out_of_timescale", "late", "not_judged", "doubtful", "agreement"]
    assert [key for key in report(*ASKED) if key in keys] == keys


def test_lists_begin_with_the_oldest() -> None:
    found = report(*ASKED)
    for name in ("overdue", "due", "late"):
        days = [row["due"] for row in found[name]]
        assert days == sorted(days) != []


@pytest.mark.slow
def test_no_word_that_only_we_know() -> None:
    for form in ("table", "html"):
        text = run(*ASKED, "--format", form).stdout
        assert not re.search(r"\bno\. \d|, care \d", text)
        assert "Third or later" in text


# ---- teams --------------------------------------------------------------------------------------------------


def test_lists_are_grouped_by_the_team_and_worker_that_a_record_names(written: Callable[..., Path]) -> None:
    """Within each group the oldest comes first; who has no team comes last."""
    later = {"event": "became-looked-after", "on": "2026-02-02"}
    path = written(
        record("A1", later, team="South"),
        record("A2", CAME_IN),
        record("A3", later, team="North", worker="B. Shah"),
        record("A4", CAME_IN, team="North", worker="B. Shah"),
    )
    words = (path, "-p", "england", "--as-of", "2026-06-30", "--task", "review")
    found = report(*words)["overdue"]
    assert [(row["child"], row["team"], row["worker"]) for row in found] == [
        ("A4", "North", "B. Shah"),
        ("A3", "North", "B. Shah"),
        ("A1", "South", None),
        ("A2", None, None),
    ]
    page = run(*words, "-f", "html").stdout
    groups = re.findall(r'<th colspan="\d+" scope="rowgroup">(.*?)</th>', page.split('id="overdue"')[1].split("</section>")[0])
    assert groups == ["North, B. Shah", "South", "No team named"]
    assert "North, B. Shah" in run(*words).stdout


def test_a_file_names_the_teams(tmp_path: Path) -> None:
    table = tmp_path / "teams.csv"
    table.write_text("worker;child;team\nA. Green;EX-04;North\n;EX-11;East\n", encoding="utf-8")
    rows = report(*ASKED, "--teams", table)["overdue"]
    assert [(row["child"], row["team"], row["worker"]) for row in rows] == [("EX-11", "East", None), ("EX-04", "North", "A. Green")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("child,teams\nEX-04,North\n", ["row 1, column B (team): the heading is misspelt; it was taken for this column; correct it"]),
        ("child,team,notes\nEX-04,North,SECRET\n", ["row 1, column C: the heading names nothing that is read; leave the column out"]),
        ("Teams of June\nChild ID,Team,,\nEX-04,North,,\n", []),
        ("child;team\r\nEX-04;North\r\n", []),
    ],
)
def test_headings_of_a_file_of_teams_are_read_loosely_and_nothing_in_silence(text: str, told: list[str], tmp_path: Path) -> None:
    table = tmp_path / "teams.csv"
    table.write_text(text, encoding="utf-8", newline="")
    result = run(*ASKED, "--teams", table, "--child", "EX-04", "-f", "json")
    assert (result.exit_code, {row["team"] for row in json.loads(result.stdout)["overdue"]}) == (Code.FINE, {"North"})
    assert [line for line in told if f"{table}: {line}" not in result.stderr] == []
    assert bool(result.stderr) is bool(told)
    assert "SECRET" not in result.stderr


def test_names_in_the_encoding_of_old_spreadsheets(tmp_path: Path) -> None:
    table = tmp_path / "teams.csv"
    table.write_bytes("child,team\nEX-04,Zoë\n".encode("cp1252"))
    assert {row["team"] for row in report(*ASKED, "--teams", table, "--child", "EX-04")["overdue"]} == {"Zoë"}


def test_a_file_fills_each_name_that_a_record_leaves_out(written: Callable[..., Path], tmp_path: Path) -> None:
    """What the record itself names stands."""
    table = tmp_path / "teams.csv"
    table.write_text("child,team,worker\nA1,North,A. Green\nA2,North,A. Green\nA3,North,A. Green\n", encoding="utf-8")
    path = written(record("A1", CAME_IN, team="South"), record("A2", CAME_IN, worker="B. Shah"), record("A3", CAME_IN))
    found = report(path, "-p", "england", "--as-of", "2026-06-30", "--task", "review", "--teams", table)["overdue"]
    assert {row["child"]: (row["team"], row["worker"]) for row in found} == {
        "A1": ("South", "A. Green"),
        "A2": ("North", "B. Shah"),
        "A3": ("North", "A. Green"),
    }


def test_children_of_the_file_of_teams_who_are_nowhere_are_counted(tmp_path: Path) -> None:
    """Who is left out by --child is there all the same."""
    table = tmp_path / "teams.csv"
    table.write_text("child,team\nEX-04,North\nEX-11,East\nSECRET1,East\nSECRET2,East\n", encoding="utf-8")
    for words in ((), ("--child", "EX-04")):
        result = run(*ASKED, *words, "--teams", table)
        assert result.exit_code == Code.FINE
        assert "2 children in the file of --teams are in no history that could be read" in result.stderr
        assert "SECRET" not in result.stdout + result.stderr
    table.write_text("child,team\nEX-04,North\n", encoding="utf-8")
    assert "--teams" not in run(*ASKED, "--teams", table).stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("child,colour\nSECRET,red\n", "no row names the columns child, and team or worker; name them in the first row"),
        ("team,worker\nNorth,SECRET\n", "no row names the columns child, and team or worker"),
        ("child,team\nSECRET,North\nSECRET,South\n", "row 3: the child has another team or worker at row 2; leave one of the two"),
        ("child,team\n,North\n", "row 2, column A (child): it is empty; fill it in, or remove the row"),
        ("", "the file is empty"),
        ("\n\n", "no row names the columns child, and team or worker"),
        (
            "child,team,team\nSECRET,North,South\n",
            "row 1, column C: the heading means team, or may, and so does that of column B; leave one of the two columns",
        ),
        ("child,Child ID,team\nSECRET,B,South\n", "row 1, column B: the heading means child, or may, and so does that of column A"),
        ("child,team,teams\nSECRET,North,South\n", "row 1, column C: the heading means team, or may, and so does that of column B"),
        ("child,team\nSECRET,North, A. Green\n", "row 2: it has more cells than the 2 headings; put what holds a comma"),
        ('child,team\nSECRET,"North\n', "row 2: the quotation marks in the row do not match; correct them"),
        ("child,team,worker\nSECRET,North,A\nSECRET2,So", "row 3: the file breaks off in this row"),
        ("\0", "the file is not text in UTF-8 or Windows-1252"),
    ],
)
def test_a_file_of_teams_that_cannot_be_right(text: str, told: str, tmp_path: Path) -> None:
    table = tmp_path / "teams.csv"
    table.write_text(text, encoding="utf-8")
    result = run(*ASKED, "--teams", table)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr
    assert "SECRET" not in result.stderr


# ---- what changed since the last report ---------------------------------------------------------------------


def test_what_changed_since_an_earlier_report(written: Callable[..., Path], tmp_path: Path) -> None:
    """Two first reviews were due on 2 February. On the 9th both are overdue; one is held on the 12th.

    A third child's is due on 2 March (20 working days from 2 February), and overdue on the 10th.
    """
    came_later = {"event": "became-looked-after", "on": "2026-02-02"}
    earlier = tmp_path / "february.json"
    words = ("-p", "england", "--task", "review")
    before = written(record("A1", CAME_IN), record("A2", CAME_IN), record("A3", came_later))
    earlier.write_text(run(before, *words, "--as-of", "2026-02-09", "-f", "json").stdout, encoding="utf-8")
    after = written(record("A1", CAME_IN, review("2026-02-12")), record("A2", CAME_IN), record("A3", came_later))
    found = report(after, *words, "--as-of", "2026-03-10", "--compare-with", earlier)["since_last"]
    assert (found["as_of"], found["overdue"], found["still_overdue"], found["other_profiles"]) == ("2026-02-09", 2, 1, False)
    assert [(row["child"], row["due"]) for row in found["newly_overdue"]] == [("A3", "2026-03-02")]
    assert [(row["child"], row["due"]) for row in found["no_longer_overdue"]] == [("A1", "2026-02-02")]
    told = run(after, *words, "--as-of", "2026-03-10", "--compare-with", earlier).stdout
    assert "SINCE THE REPORT AS AT MON 9 FEB 2026" in told
    assert "Became overdue: 1. Overdue no longer: 1. Still overdue: 1." in told


def kept(path: Path, *words: object) -> Path:
    result = run(*ASKED, *words, "-f", "json")
    assert result.exit_code == Code.FINE
    path.write_text(result.stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (["EX-04"], ["EX-11"], "it is a report on other children than this one"),
        (["EX-04", "EX-11"], ["EX-04", "EX-01"], "it is a report on other children than this one"),
        ([], ["EX-04"], "it is a report on all children, and this is one on children that were named"),
        (["EX-04"], [], "it is a report on children that were named, and this is one on all"),
    ],
)
def test_reports_on_different_children_are_not_compared(before: list[str], now: list[str], told: str, tmp_path: Path) -> None:
    """The figures of reviews are those of the children named: beside those of others they say nothing."""
    earlier = kept(tmp_path / "earlier.json", *(word for child in before for word in ("--child", child)))
    result = run(*ASKED, *(word for child in now for word in ("--child", child)), "--compare-with", earlier)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert f"{earlier}: only.children: {told}; make both reports with the same --child, or both without it" in result.stderr
    assert "EX-" not in result.stderr


def test_the_same_children_in_another_order_are_the_same(tmp_path: Path) -> None:
    """EX-04 (review due 2 June) and EX-11 (15 June) are overdue in both; the digest is no identifier."""
    earlier = kept(tmp_path / "earlier.json", "--child", "EX-11", "--child", "EX-04", "--task", "review")
    cut = json.loads(earlier.read_text(encoding="utf-8"))["only"]
    assert (cut["children"], len(cut["children_digest"])) == (2, 64)
    words = ("--child", "EX-04", "--child", "EX-11", "--child", "EX-04", "--task", "review", "--task", "review")
    found = report(*ASKED, *words, "--compare-with", earlier)["since_last"]
    assert (found["overdue"], found["still_overdue"], found["newly_overdue"], found["no_longer_overdue"]) == (2, 2, [], [])


def test_roles_are_compared_however_they_are_written(tmp_path: Path) -> None:
    roles = sorted({row["role"] for row in report(*ASKED)["overdue"]})
    [role] = [one for one in roles if one.casefold() == "iro"]
    earlier = kept(tmp_path / "earlier.json", "--role", role)
    assert report(*ASKED, "--role", role.lower(), "--role", role.upper(), "--compare-with", earlier)["since_last"]["newly_overdue"] == []
    result = run(*ASKED, "--task", "review", "--compare-with", earlier)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert "only.roles: it is cut down to other roles than this report" in result.stderr


def test_one_task_is_compared_with_a_whole_report(tmp_path: Path) -> None:
    """Of the whole report only that task counts; children and reviews are those of all in both."""
    earlier = kept(tmp_path / "earlier.json")
    found = report(*ASKED, "--task", "review", "--compare-with", earlier)["since_last"]
    assert (found["overdue"], found["still_overdue"], found["newly_overdue"], found["no_longer_overdue"]) == (2, 2, [], [])
    result = run(*ASKED, "--compare-with", kept(tmp_path / "review.json", "--task", "review"))
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert "only.tasks: it is cut down to other tasks than this report" in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not valid JSON"),
        ("[]", "it is not the report of a caseload; give the JSON of a report"),
        ('{"as_of": "2026-05-31"}', "from: it is not the report of a caseload: it is missing; give the JSON of a report"),
        ('{"as_of": "2026-02-30"}', "as_of: it is not the report of a caseload: it must be a date, written year-month-day; give"),
    ],
)
def test_what_is_no_earlier_report(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "earlier.json"
    path.write_text(text, encoding="utf-8")
    result = run(*ASKED, "--compare-with", path)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("only", "told"),
    [
        ({"tasks": [["x"]]}, "only.tasks[0]: it is not the report of a caseload: it must be text"),
        ({"tasks": "review"}, "only.tasks: it is not the report of a caseload: it must be a list"),
        ({"roles": [None]}, "only.roles[0]: it is not the report of a caseload: it must be text"),
        ({"children": "two"}, "only.children: it is not the report of a caseload: it must be a whole number"),
        ({"children": 1, "children_digest": None}, "only.children: it does not say which children it is on; make that report again"),
        ({"children": 1, "children_digest": ["x"]}, "only.children_digest: it is not the report of a caseload: it must be text"),
    ],
)
def test_an_earlier_report_whose_limits_are_not_well_formed(only: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = kept(tmp_path / "earlier.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"only": record["only"] | only}), encoding="utf-8")
    result = run(*ASKED, "--compare-with", path)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


def test_a_later_report_is_not_an_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "later.json"
    path.write_text(run(*ASKED, "-f", "json").stdout, encoding="utf-8")
    result = run(EXAMPLE, "-p", "england", "--as-of", "2026-05-31", "--compare-with", path)
    assert result.exit_code == Code.BAD_INPUT
    assert "it is a report as at 2026-06-30, which is after 2026-05-31" in result.stderr


# ---- paper --------------------------------------------------------------------------------------------------


def test_a_page_prints_the_oldest_rows_of_each_list_unless_asked_for_all(written: Callable[..., Path]) -> None:
    """Thirty children with an overdue review each: ten rows on paper, and a line that says how many more there are."""
    path = written(*(record(f"A{number:02}", CAME_IN) for number in range(30)))
    words = (path, "-p", "england", "--as-of", "2026-06-30", "-f", "html")
    for more, rule in (((), "list short"), (("--print-all",), "list")):
        part = run(*words, *more).stdout.split('<section id="overdue">')[1].split("</section>")[0]
        assert f'<table class="{rule}">' in part
        assert part.count('<tr class="screen">') == 30 - PRINTED
        assert ("… and 20 later ones, which are in the page itself" in part) is (not more)


# ---- a record that cannot be right --------------------------------------------------------------------------


def test_a_date_after_the_day_of_the_report_decides_nothing_and_is_told(written: Callable[..., Path]) -> None:
    """One wrong year in one review of a small caseload: all others are judged as without it."""
    children = [record(f"A{number}", CAME_IN, review("2026-02-03")) for number in range(5)]
    words = ("-p", "england", "--as-of", "2026-03-31")
    right = report(written(*children), *words)
    children[2] = record("A2", CAME_IN, review("2026-02-03"), review("2027-08-29"))
    path = written(*children)
    wrong = report(path, *words)
    assert wrong == right
    assert (right["timeliness"]["regulations"]["judged"], right["timeliness"]["regulations"]["in_time"]) == (5, 0)
    result = run(path, *words)
    assert f"{path}:3: events[2].on: review-held: it is dated after the day of the report" in result.stderr
    assert result.exit_code == Code.FINE


def test_a_record_that_starts_after_the_first_day_judged_says_so_first() -> None:
    """With the user's own day the exit code is 0; with a source's it is 2 (`tests/unit/sources/ssda903/test_slips.py`)."""
    result = run(*ASKED, "--reviews-from", "2026-05-01")
    assert result.exit_code == Code.FINE
    assert result.stdout.splitlines()[2].startswith("NOT ALL CAN BE JUDGED: reviews are on record from Fri 1 May 2026 on")
    assert "NOT ALL CAN BE JUDGED" not in run(*ASKED, "--reviews-from", "2026-05-01", "--from", "2026-05-01").stdout


# ---- definitions --------------------------------------------------------------------------------------------


def test_each_figure_has_its_definition_in_the_report_and_on_a_page() -> None:
    page = " ".join((ROOT / "docs" / "reference" / "caseload-figures.md").read_text(encoding="utf-8").split())
    told = " ".join(run(*ASKED).stdout.split())
    for one in DEFINITIONS:
        assert one.text in page
        assert f"`{one.id}`" in page
        assert f"{one.name}: {one.text}" in told


# ---- profiles ------------------------------------------------------------------------------------------------


def test_a_column_of_the_file_of_profiles_that_is_not_read_is_named(tmp_path: Path) -> None:
    """Issue 16, point 6: nothing of what is given goes unsaid. What stands in the column may be of a child, and is not repeated."""
    table = tmp_path / "profiles.csv"
    table.write_text("child,profile,notes\nEX-04,newham,SECRET\n", encoding="utf-8")
    result = run(*ASKED, "--profiles", table, "--child", "EX-04", "-f", "json")
    assert result.exit_code == Code.FINE
    assert f"{table}: row 1, column C: the heading names nothing that is read; leave the column out" in result.stderr
    assert "SECRET" not in result.stderr


def test_children_of_the_file_of_profiles_who_are_nowhere_are_counted(tmp_path: Path) -> None:
    """A profile meant for a child whose identifier is written otherwise is used for nobody."""
    table = tmp_path / "profiles.csv"
    table.write_text("child,profile\nEX-04,newham\nSECRET1,newham\n", encoding="utf-8")
    result = run(*ASKED, "--profiles", table)
    assert "1 child in the file of --profiles is in no history that could be read" in result.stderr
    assert "SECRET" not in result.stdout + result.stderr
