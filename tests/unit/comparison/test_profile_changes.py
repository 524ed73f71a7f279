"""Two versions of a profile, and the due dates that move. Expected dates are worked by hand.

The worked example: looked after Mon 5 Jan 2026, review held Wed 28 Jan, moved Fri 20 Feb; next review due Tue 28 Apr.
Bank holidays on the way: Good Friday 3 Apr, Easter Monday 6 Apr, 4 May and 25 May 2026.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD
from typer.testing import CliRunner

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.comparison.profile_changes import KeyChange, ProfileChanges, profile_changes
from lacreview_rules.comparison.side_by_side import worked_example

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules import Profile

START = f"""\
{HEAD}
[review_cycle]
restarts_on = []

[[tasks]]
id = "invitation-list"
title = "Invitation list sent"
role = "social worker"
per = "review"

[[timescales]]
id = "ours/1"
task = "invitation-list"
limit = "10 working days"
before = "review"
when = {{ review = "not first" }}
cite = "section 5"

[[timescales]]
id = "ours/2"
task = "review-record"
limit = "20 working days"
after = "review"
"""
MORE = '\n[[timescales]]\nid = "ours/3"\ntask = "record-distributed"\nlimit = "25 working days"\nafter = "review"\n'


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A version of the profile with some of its text replaced."""

    def write(*replaced: tuple[str, str], more: str = "", name: str = "new.toml") -> Path:
        text = START
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text + more, encoding="utf-8")
        return path

    return write


@pytest.fixture
def changes(written: Callable[..., Path]) -> Callable[..., ProfileChanges]:
    def made(*replaced: tuple[str, str], more: str = "", histories: tuple[History, ...] = ()) -> ProfileChanges:
        old: Profile = load_profile(written(name="old.toml"))
        return profile_changes(old, load_profile(written(*replaced, more=more)), histories or (worked_example(),))

    return made


def moves(found: ProfileChanges) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(m.task, m.review, str(m.before) if m.before else None, str(m.after) if m.after else None) for m in found.moved]


def test_a_limit_that_changes_moves_the_dates_it_sets(changes: Callable[..., ProfileChanges]) -> None:
    """10 working days before 28 Apr is 14 Apr, 5 are 21 Apr; before the review of 28 Oct, which follows, 14 and 21 Oct."""
    found = changes(("10 working days", "5 working days"))
    [rule] = found.rules
    assert (rule.kind, rule.how, rule.id) == ("timescale", "changed", "ours/1")
    assert rule.keys == (KeyChange("limit", "10 working days", "5 working days"),)
    assert moves(found) == [
        ("invitation-list", 2, "2026-04-14", "2026-04-21"),
        ("invitation-list", 3, "2026-10-14", "2026-10-21"),
    ]
    assert [move.days for move in found.moved] == [7, 7]
    assert {(move.rule_before, move.rule_after) for move in found.moved} == {("ours/1", "ours/1")}
    assert found.stayed > 30


def test_a_condition_that_goes_adds_dates(changes: Callable[..., ProfileChanges]) -> None:
    """10 working days before the first review, of 28 Jan, is 14 Jan."""
    found = changes(('when = { review = "not first" }\n', ""))
    assert found.rules[0].keys == (KeyChange("when", {"review": ["not first"]}, None),)
    assert moves(found) == [("invitation-list", 1, None, "2026-01-14")]
    assert found.moved[0].rule_before == ""
    assert found.moved[0].days is None


def test_a_rule_that_is_taken_out_brings_the_guidance_back(changes: Callable[..., ProfileChanges]) -> None:
    """A local limit for copies of the record replaces the guidance; 25 working days after 28 Jan is 4 Mar, 20 are 25 Feb."""
    found = changes(more=MORE)
    assert [(rule.how, rule.id) for rule in found.rules] == [("added", "ours/3"), ("removed", "england/IRO8")]
    first = found.moved[0]
    assert (first.before, first.after) == (date(2026, 2, 25), date(2026, 3, 4))
    assert (first.rule_before, first.rule_after) == ("england/IRO8", "ours/3")


def test_a_cycle_that_begins_again_is_told_once(changes: Callable[..., ProfileChanges]) -> None:
    found = changes(("restarts_on = []", 'restarts_on = ["placement-moved"]'))
    assert found.keys == (KeyChange("review_cycle.restarts_on", [], ["placement-moved"]),)
    assert found.rules == ()
    assert ("invitation-list", 2, "2026-04-14", None) in moves(found)


def test_what_moves_no_date_is_still_told(changes: Callable[..., ProfileChanges]) -> None:
    found = changes(('version = "1"', 'version = "2"'), ("section 5", "section 6"), ('"social worker"', '"team manager"'))
    assert found.moved == ()
    assert found.keys == (KeyChange("version", "1", "2"),)
    assert [(rule.kind, rule.id, rule.keys) for rule in found.rules] == [
        ("task", "invitation-list", (KeyChange("role", "social worker", "team manager"),)),
        ("timescale", "ours/1", (KeyChange("cite", "section 5", "section 6"),)),
    ]


def test_a_setting_that_changes(changes: Callable[..., ProfileChanges]) -> None:
    """Clear days: one further back, from Tue 14 Apr to Mon 13 Apr; and for every other limit that counts back."""
    found = changes(("[review_cycle]", '[settings]\ncount_back = "clear"\n\n[review_cycle]'))
    assert found.keys == (KeyChange("settings.count_back", "simple", "clear"),)
    assert ("invitation-list", 2, "2026-04-14", "2026-04-13") in moves(found)


def test_every_child_is_counted_by_itself(changes: Callable[..., ProfileChanges]) -> None:
    """Review held Wed 14 Jan, the next due Tue 14 Apr; back from it 13, 10, 9, 8 and Tue 7 Apr are five working days.

    Easter Monday and Good Friday do not count: 2 and 1 Apr, 31, 30 and Fri 27 Mar are the next five.
    """
    other = History("B1", [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))], date(2014, 5, 2))
    found = changes(("10 working days", "5 working days"), histories=(worked_example(), other))
    assert found.histories == 2
    assert [(m.history, m.child, str(m.before), str(m.after)) for m in found.moved if m.review == 2] == [
        (1, "worked example", "2026-04-14", "2026-04-21"),
        (2, "B1", "2026-03-27", "2026-04-07"),
    ]


def test_the_same_profile_twice(changes: Callable[..., ProfileChanges]) -> None:
    found = changes()
    assert (found.keys, found.rules, found.moved) == ((), (), ())


def test_the_table(written: Callable[..., Path]) -> None:
    old, new = written(name="old.toml"), written(("10 working days", "5 working days"), ('version = "1"', 'version = "2"'))
    result = run("profile", "diff", old, new)
    assert (result.exit_code, result.stderr) == (Code.FINE, "")
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    text = " ".join(result.stdout.split())
    assert "From ours, version 1, to ours, version 2" in text
    assert 'limit: "10 working days" → "5 working days"' in text
    assert "DUE DATES THAT MOVE (2)" in text
    assert "Tue 14 Apr 2026 Tue 21 Apr 2026 Invitation list sent 7 days later (ours/1, review 2)" in text
    assert "Nothing has changed." in run("profile", "diff", old, old).stdout


def test_the_json_and_many_histories(written: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "children.jsonl"
    events = [{"event": "became-looked-after", "on": "2026-01-05"}, {"event": "review-held", "on": "2026-01-28"}]
    path.write_text("\n".join(json.dumps({"child": child, "events": events}) for child in ("A1", "A2")), encoding="utf-8")
    arguments = ("profile", "diff", written(name="old.toml"), written(("10 working days", "5 working days")), "--history", path)
    record = json.loads(run(*arguments, "--format", "json").stdout)
    assert record["histories"] == 2
    assert [(m["child"], m["before"], m["after"], m["days"]) for m in record["moved"] if m["review"] == 2] == [
        ("A1", "2026-04-14", "2026-04-21", 7),
        ("A2", "2026-04-14", "2026-04-21", 7),
    ]
    assert "child A2" in run(*arguments).stdout


def test_what_is_refused(written: Callable[..., Path], tmp_path: Path) -> None:
    old = written(name="old.toml")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"child": "A1", "events": [{"event": "review-held"}]}\n', encoding="utf-8")
    for arguments, told in (((old, tmp_path / "none.toml"), "none.toml"), ((old, old, "--history", bad), "bad.jsonl")):
        result = run("profile", "diff", *arguments)
        assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
        assert told in result.stderr
