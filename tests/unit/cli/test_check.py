"""``lacreview check`` as its users meet it. The dates are those of the unit tests of the check itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "became-looked-after"\nlimit = "28 days"\ncite = "section 2"\n'


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + ROW, encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_breach_comes_first_with_its_place_and_both_dates(ours: Path) -> None:
    """SI 2010/959 reg 33(1): 28 days is later than 20 working days on 17.2% of start dates in 2024 to 2027."""
    result = run("check", ours, "--from", "2024-01-01", "--to", "2027-12-31")
    assert result.exit_code == 4
    lines = result.stdout.splitlines()
    assert lines[0] == "Ours (profile ours, version 1)"
    assert lines[1].startswith("VERDICT: By itself it can be LATER THAN THE REGULATIONS")
    assert "ours/1, section 2 (line 7 of ours.toml)" in lines
    assert "Later on 17.2%" in result.stdout
    assert "28 days after Sat 6 Jan 2024: Sat 3 Feb 2024" in result.stdout
    assert "20 working days after Sat 6 Jan 2024" in result.stdout
    assert lines.index("LATER THAN THE REGULATIONS (1)") < lines.index("TRAPS IN THE WORDING (3)")
    assert max(map(len, lines)) <= 80
    assert result.stderr == ""


@pytest.mark.slow
def test_a_special_case_says_which_it_is_and_every_row_that_it_is_earlier_than(tmp_path: Path) -> None:
    """CPR 2010 reg 28(4): weekly with temporary approval until the first review. Two rows of one limit were named as one."""
    ours = tmp_path / "ours.toml"
    row = '[[timescales]]\nid = "ours/{}"\ntask = "visit"\nafter = "visit"\nlimit = "6 weeks"\nwhen = {{ placement_lasted = "{}" }}\n'
    row += 'exempt_like = ["england/V2"]\n'
    ours.write_text(HEAD + row.format(1, "under 1 year") + row.format(2, "1 year or over"), encoding="utf-8")
    said = " ".join(run("check", ours, "--from", "2026-01-01", "--to", "2026-03-31").stdout.split())
    case = "if it is recorded that the carer is a connected person with temporary approval, england/V7a says 1 week after visit"
    assert f"{case}: earlier than ours/1, ours/2" in said
    throughout = "Whoever is exempt where the count starts"  # of england/V3 and england/V4, and the row is named once
    assert f"ours/1 (line 7 of ours.toml): {throughout}" in said or f"ours/2 (line 14 of ours.toml): {throughout}" in said
    assert not re.search(r"(ours/\d \(line \d+ of ours.toml\)), \1", said)


@pytest.mark.slow
def test_advice_is_not_said_to_count_from_another_thing(tmp_path: Path) -> None:
    """F12: "as soon as possible" after the review counts from what the handbook's 20 working days count from; it has no date."""
    ours = tmp_path / "ours.toml"
    rows = [("record-distributed", 'after = "review"'), ("pathway-assessment", 'limit = "3 months"\nafter = "school-started"')]
    tables = [f'[[timescales]]\nid = "ours/{place}"\ntask = "{task}"\n{row}\n' for place, (task, row) in enumerate(rows, start=1)]
    ours.write_text(HEAD + "".join(tables), encoding="utf-8")
    said = " ".join(run("check", ours, "--from", "2026-01-01", "--to", "2026-03-31").stdout.split())
    assert "COULD NOT BE COMPARED (2) 1: It has no limit, so there is no date to compare." in said
    assert re.search(r"2: No history was found on which it and england/T\S+.* limit one occasion: they count from another thing", said)


@pytest.mark.slow
def test_nothing_later_is_exit_code_0() -> None:
    result = run("check", "newham", "--from", "2026-01-01")
    assert result.exit_code == Code.FINE
    assert "No timescale of it is later than the regulation" in " ".join(result.stdout.split())
    assert "  NH1 and england/R1: always the same day" in result.stdout


def test_looser_than_guidance_is_a_warning_only() -> None:
    result = run("check", "review-standards", "--from", "2026-01-01")
    assert result.exit_code == Code.FINE
    assert "WARNING: LATER THAN STATUTORY GUIDANCE (2)" in result.stdout


def test_the_regulations_themselves_have_nothing_to_be_compared_with() -> None:
    result = run("check", "england")
    assert result.exit_code == Code.FINE
    assert "nothing to compare" in result.stdout


def test_every_structural_problem_is_listed(tmp_path: Path) -> None:
    """Each with file, line, key and remedy."""
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + ROW.replace("after", "aftr").replace("28 days", "28 dais"), encoding="utf-8")
    result = run("check", path)
    assert result.exit_code == Code.BAD_INPUT
    assert result.stdout == ""
    assert f'{path}:9: ours/1.aftr: there is no key "aftr"; did you mean "after"?' in result.stderr
    assert f"{path}:10: ours/1.limit:" in result.stderr


@pytest.mark.slow
def test_json_has_the_line_of_each_rule(ours: Path) -> None:
    result = run("check", ours, "--from", "2024-01-01", "--to", "2024-12-31", "--format", "json")
    assert result.exit_code == Code.LATER_THAN_REGULATIONS
    record = json.loads(result.stdout)
    assert record["findings"][0]["line"] == 7
    assert record["findings"][0]["days"][0] == "only days that are not working days"
    assert (record["from"], record["to"]) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("newham", "--from", "01/02/2026"), 2, "write 2026-02-01"),
        (("newham", "--from", "2026-02-01", "--to", "2026-01-01"), 2, "put the earlier day first"),
        pytest.param(("newham", "--from", "1980-01-01"), 3, "outside calendar", marks=pytest.mark.slow),
        (("newhm",), 2, 'did you mean "newham"?'),
    ],
)
def test_what_cannot_be_done_says_so(arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == code
    assert message in " ".join(result.stderr.split())
