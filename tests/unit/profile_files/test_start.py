"""The starting file for an authority's own timescales."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.errors import ProfileError
from lacreview_rules.profile_files.schema import SCHEMA_FILE, profile_schema
from lacreview_rules.profile_files.start import starting_file

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_a_profile_as_it_is(here: Path) -> None:
    result = run("profile", "new", "our-authority")
    assert (result.exit_code, result.stdout) == (Code.FINE, "")
    assert "our-authority.toml written" in result.stderr
    made = load_profile(here / "our-authority.toml")
    assert (made.id, made.name, made.lineage) == ("our-authority", "Our Authority", ("our-authority", "england"))
    assert made.timescales == load_profile("england").timescales


def test_every_example_in_it_can_be_turned_on(tmp_path: Path) -> None:
    text = starting_file("our-authority")
    path = tmp_path / "our-authority.toml"
    path.write_text(re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    made = load_profile(path)
    own = [rule.id for rule in made.timescales if rule.id.startswith("our-authority/")]
    assert own == ["our-authority/1", "our-authority/2", "our-authority/3"]
    assert made.tasks["invitation-list"].role == "social worker"
    assert made.considerations[-1].id == "our-authority/C1"


def test_the_first_line_names_the_schema_that_can_stand_beside_it(here: Path) -> None:
    assert run("profile", "new", "ours", "--schema").exit_code == Code.FINE
    assert (here / "ours.toml").read_text(encoding="utf-8").splitlines()[0] == f"#:schema ./{SCHEMA_FILE}"
    written = (here / SCHEMA_FILE).read_text(encoding="utf-8")
    assert json.loads(written) == profile_schema()
    assert written == run("schema", "profile").stdout


def test_a_second_profile_shares_the_schema(here: Path) -> None:
    run("profile", "new", "ours", "--schema")
    assert run("profile", "new", "theirs", "--schema").exit_code == Code.FINE
    assert (here / "theirs.toml").is_file()


@pytest.mark.parametrize("taken", ["ours.toml", SCHEMA_FILE])
def test_nothing_is_overwritten_unless_told_to(here: Path, taken: str) -> None:
    (here / taken).write_text("mine", encoding="utf-8")
    result = run("profile", "new", "ours", "--schema")
    assert result.exit_code == Code.BAD_INPUT
    assert f"{taken} is there already; nothing was written; --force writes over" in result.stderr
    assert [(entry.name, entry.read_text(encoding="utf-8")) for entry in here.iterdir()] == [(taken, "mine")]
    assert run("profile", "new", "ours", "--schema", "--force").exit_code == Code.FINE
    assert (here / taken).read_text(encoding="utf-8") != "mine"


def test_it_can_be_printed(here: Path) -> None:
    result = run("profile", "new", "ours", "--output", "-")
    assert result.stdout == starting_file("ours")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ['The "Royal" Borough of Kingston \\ Thames', "Ynys Môn", "$name [x] # y", "'''"])
def test_any_name_is_written_so_that_it_reads_back(here: Path, name: str) -> None:
    assert run("profile", "new", "ours", "--name", name).exit_code == Code.FINE
    assert load_profile(here / "ours.toml").name == name


def test_it_can_build_on_a_file(here: Path) -> None:
    run("profile", "new", "region")
    (here / "sub").mkdir()
    assert run("profile", "new", "ours", "--extends", "../region.toml", "--output", "sub/ours.toml").exit_code == Code.FINE
    assert load_profile(here / "sub" / "ours.toml").lineage == ("ours", "region", "england")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Our Authority"], "lower case letters, digits and hyphens"),
        (["../ours"], "lower case letters, digits and hyphens"),
        (["newham"], "the id of a profile that comes with lacreview; choose another"),
        (["ours", "--extends", "engand"], 'did you mean "england"?'),
        (["ours", "--extends", "./nowhere.toml"], "no profile can be read"),
        (["ours", "--name", " "], "the name is empty"),
        (["ours", "--name", "a\x1b[31m"], "cannot be printed"),
        (["ours", "--output", "nowhere/ours.toml"], "make it first"),
    ],
)
def test_what_is_refused(here: Path, arguments: list[str], told: str) -> None:
    result = run("profile", "new", *arguments)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr
    assert list(here.iterdir()) == []


def test_the_library_refuses_in_the_same_words() -> None:
    with pytest.raises(ProfileError, match="lower case"):
        starting_file("Ours")


class TestFromNothing:
    """A profile that extends nothing: another nation's, or a basis of an authority's own (A13, B22)."""

    def test_it_is_a_profile_as_it_is(self, here: Path) -> None:
        assert run("profile", "new", "our-island", "--extends", "nothing").exit_code == Code.FINE
        made = load_profile(here / "our-island.toml")
        assert (made.lineage, made.cycle_task, made.timescales, made.law) == (("our-island",), "review", (), None)

    def test_every_example_in_it_can_be_turned_on(self, tmp_path: Path) -> None:
        path = tmp_path / "our-island.toml"
        text = re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", starting_file("our-island", extends=None), flags=re.MULTILINE)
        (tmp_path / "bank-holidays.toml").write_text(
            'schema_version = 1\nid = "liberation"\nsource = "a list"\nretrieved = 2026-01-02\n'
            '[[added]]\non = 2026-01-08\nname = "Liberation"\n',
            encoding="utf-8",
        )
        path.write_text(text, encoding="utf-8")
        made = load_profile(path)
        assert [rule.id for rule in made.timescales] == [f"our-island/{number}" for number in (1, 2, 3, 4)]
        assert (made.law, [layer.id for layer in made.calendar]) == ("Guernsey", ["liberation"])
        history = History("x", [BecameLookedAfter(on=date(2026, 1, 5), placement="foster-care", legal_status="accommodated")])
        # 20 working days after Mon 5 Jan 2026 without Thu 8: Mon 12 is 4, Mon 19 9, Mon 26 14, Mon 2 Feb 19, Tue 3 Feb 20.
        assert build_schedule(history, made).of("review")[0].due == date(2026, 2, 3)
        assert build_schedule(history, made).problems == ()

    def test_it_reads_no_parent_and_can_be_printed(self, here: Path) -> None:
        result = run("profile", "new", "ours", "--extends", "nothing", "-o", "-")
        assert result.stdout == starting_file("ours", extends=None)
        assert list(here.iterdir()) == []
