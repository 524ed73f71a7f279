"""`--task` and `--role` work out no more than is asked for, and every door answers as the whole schedule does, cut down.

Issue 18, points 5 and 6. What is compared is made by the same command without the option, so that nothing is taken on trust.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules import load_profile
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.cli.only_options import OnlyOptions
from lacreview_rules.rules import plan as plans

EXAMPLES = Path(__file__).parents[3] / "examples"
CASELOAD = EXAMPLES / "caseload.jsonl"
NEWHAM = load_profile("newham")
RETURN = {
    "header.csv": "CHILD,DOB\n1001,02/05/2014\n1002,02/05/2012\n",
    "episodes.csv": "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1001,19/12/2025,S,V2,U6,,\n1002,19/12/2020,S,V2,U6,,\n",
    "reviews.csv": "CHILD,REVIEW\n1001,14/01/2026\n1002,20/02/2026\n",
}


def run(*words: object, code: Code = Code.FINE, given: str = "") -> Any:
    found = CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview", input=given)
    assert found.exit_code == code, found.stderr
    return found


def lines(*words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words).stdout.splitlines()]


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """What plans were cut to: nothing may be asked for by name and worked out whole in silence."""
    seen: list[frozenset[str]] = []
    cut_to = plans.Plan.only

    def only(self: plans.Plan, tasks: frozenset[str]) -> plans.Plan:
        seen.append(tasks)
        return cut_to(self, tasks)

    monkeypatch.setattr(plans.Plan, "only", only)
    return seen


@pytest.mark.parametrize(("option", "key", "value"), [("--task", "task", "visit"), ("--role", "role", "IRO"), ("--task", "task", "review")])
def test_schedules_of_many_children(option: str, key: str, value: str, cut: list[frozenset[str]], tmp_path: Path) -> None:
    children = [json.loads(line) for line in CASELOAD.read_text(encoding="utf-8").splitlines()]
    plain = [{name: child[name] for name in child if name not in {"profile", "reviews_from"}} for child in children]
    file = tmp_path / "children.jsonl"
    file.write_text("".join(f"{json.dumps(child)}\n" for child in plain), encoding="utf-8")
    asked = ("schedule", file, "-p", "newham", "--as-of", "2026-06-30", "-f", "json")
    whole, some = lines(*asked), lines(*asked, option, value)
    for every, one in zip(whole, some, strict=True):
        assert one["due_dates"] == [due for due in every["due_dates"] if due[key] == value]
        assert {json.dumps(problem) for problem in one["problems"]} <= {json.dumps(problem) for problem in every["problems"]}
    assert any(one["due_dates"] for one in some)
    assert cut
    assert all(tasks < set(NEWHAM.tasks) for tasks in cut)


@pytest.mark.parametrize("value", ["review", "visit", "decisions"])
def test_a_caseload_of_one_task(value: str, cut: list[frozenset[str]]) -> None:
    """The lists of that task, and the figures of reviews, which are those of all."""
    asked = ("caseload", CASELOAD, "-p", "newham", "--as-of", "2026-06-30", "-f", "json")
    whole, some = json.loads(run(*asked).stdout), json.loads(run(*asked, "--task", value).stdout)
    for name in ("due", "overdue", "late", "doubtful"):
        assert some[name] == [row for row in whole[name] if row["task"] == value], name
    for name in ("timeliness", "agreement", "out_of_timescale", "not_judged", "reviews_held", "children", "looked_after"):
        assert some[name] == whole[name], name
    assert {frozenset({value, "review"}), frozenset({"review"})} <= set(cut)


@pytest.mark.parametrize(
    ("task", "command"),
    [
        ("decisions", ("what-if", "--event", '{"event": "review-held", "on": "2026-04-25"}')),
        ("review-report", ("diff", "--new-profile", "england")),
    ],
)
def test_changes_of_one_task(task: str, command: tuple[str, ...], cut: list[frozenset[str]]) -> None:
    file = EXAMPLES / "first-year-in-care.json"
    name, *more = command
    asked = (name, file, *([file] if name == "diff" else []), "-p", "newham", *more, "-f", "json")
    whole, some = (json.loads(run(*asked, *option).stdout) for option in ((), ("--task", task)))
    assert some["changes"] == [change for change in whole["changes"] if change["task"] == task] != []
    assert frozenset({task}) in cut


@pytest.mark.parametrize("role", ["IRO", "social worker"])
def test_changes_of_a_role_that_is_another_under_the_new_profile(role: str) -> None:
    """A due date is looked at if its role was asked for on either side: cut down on one side alone, it would seem to be gone."""
    file = EXAMPLES / "first-year-in-care.json"
    asked = ("diff", file, file, "-p", "newham", "--new-profile", "south-gloucestershire", "-f", "json")
    whole, some = (json.loads(run(*asked, *option).stdout)["changes"] for option in ((), ("--role", role)))
    assert some
    assert all(change in whole for change in some)


def test_a_data_return(tmp_path: Path, cut: list[frozenset[str]]) -> None:
    """Also of a child whose care began before the return, so that reviews are taken as held and dates are marked as doubtful."""
    for name, text in RETURN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = ("schedule", tmp_path, "--input", "ssda903", "-p", "england", "-f", "json")
    for task in ("review", "visit", "decisions"):
        whole, some = lines(*asked), lines(*asked, "--task", task)
        assert [one["due_dates"] for one in some] == [[due for due in one["due_dates"] if due["task"] == task] for one in whole]
        assert frozenset({task}) in cut


def test_readings_of_one_task() -> None:
    asked = ("schedule", EXAMPLES / "first-year-in-care.json", "-p", "newham", "--readings", "-f", "json")
    whole, some = (json.loads(run(*asked, *option).stdout) for option in ((), ("--task", "review")))
    assert some["due_dates"] == [due for due in whole["due_dates"] if due["task"] == "review"]


@pytest.mark.parametrize("workers", others_slow([1, 2]))
def test_tables_of_one_task(workers: int, tmp_path: Path) -> None:
    """With one process and with two, and under a profile that does not have the task: then without due dates, and without an error."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [
        {"child": child, "event": "became-looked-after", "on": "2026-01-05", "profile": profile}
        for child, profile in (("A1", "newham"), ("A2", "wales"), ("A3", "england"))
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "events.parquet")
    found = {}
    for name, more in {
        "whole": (),
        "some": ("--task", "looked-after-recorded", "--workers", workers),
    }.items():
        run("batches", tmp_path / "events.parquet", "-o", tmp_path / f"{name}.parquet", *more)
        found[name] = pq.read_table(tmp_path / f"{name}.parquet").to_pylist()
    wanted = [row for row in found["whole"] if row["task"] in {None, "looked-after-recorded"}]
    assert found["some"] == wanted
    assert {row["child"] for row in wanted if row["task"]} == {"A1"}


def test_tables_in_python() -> None:
    pa = pytest.importorskip("pyarrow")
    from lacreview_rules import ArgumentError, UnknownTaskError
    from lacreview_rules.arrow import schedule_batches

    events = pa.table({"child": ["A1"], "event": ["became-looked-after"], "on": ["2026-01-05"]})
    whole, some = (
        [row for batch in schedule_batches(events, NEWHAM, tasks=tasks) for row in batch.to_pylist()] for tasks in (None, ["review"])
    )
    assert [row for row in some if row["task"]] == [row for row in whole if row["task"] == "review"] != []
    with pytest.raises(UnknownTaskError, match='newham has no task "reviews"; did you mean "review"'):
        next(schedule_batches(events, NEWHAM, tasks=["reviews"]))
    with pytest.raises(ArgumentError, match="it is text"):
        next(schedule_batches(events, NEWHAM, tasks="review"))


def test_a_history_of_which_nothing_of_a_task_is_due_is_not_taken_for_one_that_is_wrong() -> None:
    """Something is wrong with it, and nothing of that task is due: but of other tasks, so that it could be scheduled."""
    history = json.dumps(
        {
            "child": "A1",
            "events": [
                {"event": "became-looked-after", "on": "2026-01-05"},
                {"event": "fact", "fact": "no-such", "value": True, "on": "2026-01-06"},
            ],
        }
    )
    found = run("schedule", "-", "-p", "england", "--task", "return-interview", "-f", "json", given=history)
    assert json.loads(found.stdout)["due_dates"] == []
    assert "nothing could be scheduled" not in found.stderr


def test_a_history_of_which_nothing_at_all_is_due_is_one_that_is_wrong() -> None:
    history = json.dumps({"child": "A1", "events": [{"event": "became-lookedafter", "on": "2026-01-05"}]})
    found = run("schedule", "-", "-p", "england", "--task", "review", "-f", "json", given=history, code=Code.BAD_INPUT)
    assert "became-looked-after" in found.stderr


def test_what_may_be_wanted_of_a_role() -> None:
    """Whose task it is may be said by the rule that binds; where a task and a role exclude one another, nothing is cut."""
    asked = OnlyOptions(roles=["iro"]).asked(NEWHAM)
    assert asked is not None
    assert "iro-consultation" in asked
    assert asked < set(NEWHAM.tasks)
    assert OnlyOptions(tasks=["review"]).asked(NEWHAM) == frozenset({"review"})
    assert OnlyOptions().asked(NEWHAM) is None
    assert OnlyOptions(tasks=["visit"], roles=["IRO"]).asked(NEWHAM) is None
