"""`lacreview cases`: the corpus listed, shown and run against this library.

What is expected stands in docs/reference/corpus.md and docs/reference/commands.md.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.cases import results as cases_results
from lacreview_rules.cli.cases.words import case_lines
from lacreview_rules.cli.exits import Code
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import Case, find_case, load_cases, load_families
from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
from lacreview_rules.errors import LacReviewError


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["cases", *map(str, arguments)], prog_name="lacreview")


# ---- list


@pytest.mark.slow
def test_the_list_names_every_case_under_its_family() -> None:
    result = run("list")
    assert result.exit_code == Code.FINE
    lines = result.stdout.splitlines()
    for family in load_families():
        assert f"{family.name} ({len(family.cases)})" in lines
        for case in family.cases:
            assert any(line.startswith(f"  {case.id}  ") for line in lines)
    assert lines[-1] == f"{len(load_cases()):,} cases in {len(load_families())} families"
    assert max(map(len, lines)) <= 80


def test_the_list_for_machines() -> None:
    listed = json.loads(run("list", "-f", "json").stdout)
    assert [one["family"] for one in listed] == [family.name for family in load_families()]
    assert sum(one["count"] for one in listed) == len(load_cases())
    first = next(one for one in listed if one["family"] == "newham")["cases"][0]
    assert first == {
        "id": "newham-0001",
        "title": "first review over Christmas and New Year",
        "provision": "section 2.1",
        "rules": ["newham/NH1"],
        "profile": "newham",
    }


@pytest.mark.parametrize(
    ("options", "fits"),
    [
        (["--profile", "portsmouth"], lambda case: case.profile == "portsmouth"),
        (["--family", "newham"], lambda case: case.family == "newham"),
        (["--status", "cancelled"], lambda case: any(entry.get("status") == "cancelled" for entry in case.expect)),
        (["--rule", "england/A3"], lambda case: "england/A3" in {*case.rules, *(entry.get("rule") for entry in case.expect)}),
        (
            ["--profile", "newham", "--status", "met-late"],
            lambda case: case.profile == "newham" and any(entry.get("status") == "met-late" for entry in case.expect),
        ),
    ],
)
def test_the_list_is_narrowed(options: list[str], fits: Any) -> None:
    listed = json.loads(run("list", "-f", "json", *options).stdout)
    expected = [case.id for case in load_cases() if fits(case)]
    assert expected != []
    assert [case["id"] for one in listed for case in one["cases"]] == expected


def test_a_rule_that_is_a_consideration_narrows_it_too() -> None:
    rule = next(entry["consideration"] for case in load_cases() for entry in case.expect if "consideration" in entry)
    assert run("list", "--rule", rule).exit_code == Code.FINE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--profile", "newam"], '--profile "newam": no case has it; did you mean "newham"?'),
        (["--rule", "england/R99"], '--rule "england/R99": no case has it; did you mean'),
        (["--family", "englnd"], '--family "englnd": no case has it; did you mean "england"?'),
        (["--status", "late"], '--status "late": no case has it; '),
        (["--profile", "newham", "--family", "portsmouth"], "no case is all of that"),
    ],
)
def test_what_no_case_has_is_refused(options: list[str], said: str) -> None:
    for command in ("list", "run"):
        result = run(command, *options)
        assert result.exit_code == Code.BAD_INPUT
        assert said in result.stderr
        assert result.stdout == ""


# ---- show


def test_a_case_is_shown_in_full() -> None:
    out = run("show", "newham-0041").stdout
    assert out.startswith("newham-0041: done on the last day (care-plan-updated)\n")
    for line in (
        "  Tested: section 6",
        "  Fri 24 Apr 2026  became-looked-after, placement foster-care, legal_status",
        "EXPECTED on Fri 5 Jun 2026",
        "  care-plan-updated (review 1, rule newham/NH13): due 2026-06-05, status met,",
        "HOW IT WAS WORKED",
    ):
        assert line in out.splitlines()
    assert "Calendar:" not in out
    assert "Settings:" not in out


def test_every_case_can_be_shown() -> None:
    for case in load_cases():
        lines = list(case_lines(case))
        assert lines[0] == f"{case.id}: {case.title}"
        assert sum(line.startswith("  not: ") for line in lines) == len(case.absent)


def test_what_a_case_may_have_besides() -> None:
    """Days laid over the calendar, settings, a horizon, what a source records, and no date of birth."""
    layer = Layer((BankHoliday(date(2026, 1, 12), "Jubilee"),), (date(2026, 1, 1),), "x", closed=(BankHoliday(date(2026, 1, 13), "Move"),))
    case = find_case("newham-0041")
    history = {"child": "X", "records": ["review"], "events": [{"event": "fact", "on": "2026-01-05", "fact": "x", "value": False}]}
    text = "\n".join(case_lines(replace(case, calendar=layer, settings={"count_back": "clear"}, until=date(2027, 1, 1), history=history)))
    assert "  Settings: count_back = clear\n" in text
    assert (
        "  Calendar: Mon 12 Jan 2026 is a bank holiday (Jubilee); Thu 1 Jan 2026 is no bank holiday; closed on Tue 13 Jan 2026 (Move)\n"
        in text
    )
    assert "HISTORY (no date of birth)\n  Records only: review\n  Mon 5 Jan 2026  fact, fact x, value false\n" in text
    assert "EXPECTED on Fri 5 Jun 2026, carried on to Fri 1 Jan 2027\n" in text
    assert "Records only: nothing" in "\n".join(case_lines(replace(case, history={**history, "records": []})))


def test_a_case_for_machines_is_as_its_file_has_it() -> None:
    shown = json.loads(run("show", "england-0021", "-f", "json").stdout)
    assert shown == {"family": "england", **find_case("england-0021").to_dict()}


def test_an_id_that_no_case_has() -> None:
    result = run("show", "newham-41")
    assert result.exit_code == Code.BAD_INPUT
    assert 'there is no case "newham-41"; did you mean "newham-' in result.stderr


# ---- run against this library


def test_the_cases_of_a_profile_agree_with_this_library() -> None:
    """One file of the corpus through the command; the whole is judged in tests/test_cases.py."""
    ids = [case.id for case in load_cases() if case.id.startswith("review-standards-")]
    result = run("run", *ids)
    assert result.exit_code == Code.FINE
    assert result.stdout.splitlines()[-1] == f"{len(ids)} cases against this library: all agree"


@pytest.mark.slow
def test_all_cases_agree_with_this_library() -> None:
    result = run("run")
    assert result.exit_code == Code.FINE
    assert result.stdout.splitlines()[-1] == f"{len(load_cases()):,} cases against this library: all agree"
    assert "Disagree" in result.stdout
    assert "Failed" not in result.stdout


def test_some_cases_are_run() -> None:
    assert run("run", "newham-0001").stdout.splitlines()[-1] == "1 case against this library: it agrees"
    record = json.loads(run("run", "newham-0001", "england-0021", "--format", "json").stdout)
    assert record["counts"] == {"cases": 2, "agrees": 2, "disagrees": 0, "failed": 0, "not-compared": 0}
    assert record["against"] is None
    assert record["keys"] is None
    assert [one["id"] for one in record["results"]] == ["england-0021", "newham-0001"]
    assert {one["result"] for one in record["results"]} == {"agrees"}


def test_every_id_that_no_case_has_is_named() -> None:
    result = run("run", "newham-0001", "newham-1", "england-1")
    assert result.exit_code == Code.BAD_INPUT
    assert result.stderr.count("there is no case") == 2


def test_a_disagreement_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """First review held on Sun 30 Nov 2025: 91 days end on 1 March 2026, three months on 28 February."""
    monkeypatch.setattr(cases_results, "answer_to", lambda case: answer_to(case, "data-return"))
    result = run("run", "england-0021", "newham-0001", "--keys", "review,due")
    assert result.exit_code == Code.DISAGREES
    lines = result.stdout.splitlines()
    assert lines[0] == "DISAGREES england-0021: First review held Sun 30 Nov 2025: second in three"
    assert "  Expected: review (review 2): due 2026-02-28" in lines
    assert "  Came: due 2026-03-01" in lines
    assert any(line.startswith("  How it was worked: ") for line in lines)
    assert lines[-1] == "2 cases against this library: 1 agree, 1 disagree"
    record = json.loads(run("run", "england-0021", "--keys", "review,due", "-f", "json").stdout)
    assert record["keys"] == ["due", "review"]
    [one] = record["results"]
    assert one["result"] == "disagrees"
    assert one["worked"] == find_case("england-0021").worked
    assert {"expected": {"task": "review", "review": 2, "due": "2026-02-28"}, "differs": ["due"]}.items() <= one["missing"][0].items()
    assert one["missing"][0]["nearest"]["due"] == "2026-03-01"


def test_what_must_not_be_there_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(case for case in load_cases() if case.absent and "task" in case.absent[0])

    def with_it(_: Case) -> Any:
        whole: dict[str, Any] = {**answer_to(case).to_dict()}
        whole["due_dates"].append({"task": "x", "due": "2026-01-01", "status": "met", **case.absent[0]})
        return _Written(whole)

    monkeypatch.setattr(cases_results, "answer_to", with_it)
    result = run("run", case.id)
    assert result.exit_code == Code.DISAGREES
    assert f"  Not expected: {case.absent[0]['task']}" in result.stdout
    assert "\n  Came: " in result.stdout


def test_an_answer_that_says_too_little_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases_results, "answer_to", lambda _: _Written({"due_dates": [{"task": "review"}], "as_of": "2000-01-01"}))
    out = " ".join(run("run", "--rule", "newham/NH1", "--status", "upcoming").stdout.split())
    assert "Came: it does not say" in out
    assert "Take note: the answer says it is as at 2000-01-01; the case asks for" in out
    silent = next(
        case for case in load_cases() if any(set(entry) == {"task", "rule"} and entry["task"] == "review" for entry in case.absent)
    )
    assert "it does not say rule, so it cannot be told" in " ".join(run("run", silent.id).stdout.split())
    marked = next(case for case in load_cases() if any("consideration" in entry for entry in case.absent))
    assert "it does not say considerations, so it cannot be told" in " ".join(run("run", marked.id).stdout.split())
    expected = next(case for case in load_cases() if any("consideration" in entry for entry in case.expect))
    assert "Came: nothing for that consideration" in " ".join(run("run", expected.id).stdout.split())
    other = next(case for case in load_cases() if case.expect and all(entry.get("task", "review") != "review" for entry in case.expect))
    assert "Came: nothing for that task" in " ".join(run("run", other.id).stdout.split())


@pytest.mark.parametrize(
    ("error", "reason"),
    [(LacReviewError("outside the calendar"), "outside the calendar"), (RuntimeError("x"), "a fault in lacreview itself (RuntimeError)")],
)
def test_a_case_that_cannot_be_answered_does_not_stop_the_rest(error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(case: Case) -> Any:
        if case.id == "newham-0001":
            raise error
        return answer_to(case)

    monkeypatch.setattr(cases_results, "answer_to", answer)
    result = run("run", "newham-0001", "newham-0002")
    assert result.exit_code == Code.DISAGREES
    assert f"NO ANSWER (1)\n  newham-0001: {reason}\n" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 cases against this library: 1 agree, 1 failed"


def test_what_cannot_be_compared_is_neither_right_nor_wrong() -> None:
    marked = next(
        case for case in load_cases() if case.expect and all("consideration" in entry for entry in case.expect) and not case.absent
    )
    result = run("run", marked.id, "newham-0001", "--keys", "due")
    assert result.exit_code == Code.FINE
    assert result.stdout.splitlines()[-1] == "2 cases against this library: 1 agree, 1 not compared"
    alone = run("run", marked.id, "--keys", "due")
    assert alone.exit_code == Code.DISAGREES
    assert alone.stdout.splitlines()[-1] == "1 case against this library: 1 not compared"


@pytest.mark.parametrize(
    ("keys", "said"),
    [("due,stats", '--keys "stats": no case names it; did you mean "status"?'), (" , ", "--keys is empty"), ("also", '--keys "also"')],
)
def test_keys_that_no_case_names(keys: str, said: str) -> None:
    result = run("run", "newham-0001", "--keys", keys)
    assert result.exit_code == Code.BAD_INPUT
    assert said in result.stderr


class _Written:
    """An answer that is written as it is given."""

    def __init__(self, record: dict[str, Any]) -> None:
        self._record = record

    def to_json(self) -> str:
        return json.dumps(self._record)


def test_only_the_tasks_that_a_system_knows() -> None:
    """docs/reference/corpus.md, `--tasks`: newham-0001 says nothing of visits, and so is not compared."""
    record = json.loads(run("run", "england-0021", "newham-0001", "--tasks", "visit, care-plan", "-f", "json").stdout)
    assert record["tasks"] == ["care-plan", "visit"]
    assert record["counts"] == {"cases": 2, "agrees": 0, "disagrees": 0, "failed": 0, "not-compared": 2}
    assert json.loads(run("run", "england-0021", "--tasks", "review", "-f", "json").stdout)["counts"]["agrees"] == 1


@pytest.mark.parametrize(
    ("tasks", "said"), [("review,vist", '--tasks "vist": no case names it; did you mean "visit"?'), (",", "--tasks is empty")]
)
def test_tasks_that_no_case_names(tasks: str, said: str) -> None:
    result = run("run", "newham-0001", "--tasks", tasks)
    assert result.exit_code == Code.BAD_INPUT
    assert said in " ".join(result.stderr.split())
