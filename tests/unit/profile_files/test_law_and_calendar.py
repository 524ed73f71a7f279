"""The law that a profile stands under, and bank holidays of its own: issue 15, "a calendar and a law of the profile" (A13, B22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, CAME_IN, HEAD, D, head_of
from typer.testing import CliRunner

from lacreview_rules import BankHoliday, History, build_schedule, england_and_wales, load_profile
from lacreview_rules.assurance.judgement import check_profile
from lacreview_rules.changes.differences import Inputs
from lacreview_rules.cli import app
from lacreview_rules.errors import ProfileError
from lacreview_rules.profile_files.loading import profile_paths
from lacreview_rules.questions.building import readings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from lacreview_rules import Profile
    from lacreview_rules.assurance.answer import Assurance

LIBERATION = """\
schema_version = 1
id = "liberation"
source = "an island's list of public holidays"
retrieved = 2026-01-02
[[added]]
on = 2026-01-09
name = "Liberation Day"
"""
RULE = """
[[tasks]]
id = "letter"
title = "Letter"
per = "period-of-care"
[[timescales]]
id = "ours/1"
task = "letter"
limit = "5 working days"
after = "became-looked-after"
"""
# Looked after on Mon 5 January 2026: working days are Tue 6, Wed 7, Thu 8, Fri 9, Mon 12; without Fri 9, Tue 13 is the fifth.


def island(folder: Path, keys: str = 'calendar = "holidays.toml"\n', *, head: str = ALONE, name: str = "ours") -> Path:
    (folder / "holidays.toml").write_text(LIBERATION, encoding="utf-8")
    path = folder / f"{name}.toml"
    path.write_text(head + keys + RULE, encoding="utf-8")
    return path


def due(profile: Profile) -> date | None:
    return build_schedule(History("x", [CAME_IN]), profile).of("letter")[0].due


def test_bank_holidays_of_a_profile_are_counted_without_being_asked_for(tmp_path: Path) -> None:
    assert due(load_profile(island(tmp_path, ""))) == D("2026-01-12")
    assert due(load_profile(island(tmp_path))) == D("2026-01-13")


def test_they_lie_over_a_calendar_that_is_given_and_are_not_laid_twice(tmp_path: Path) -> None:
    profile = load_profile(island(tmp_path))
    closed = england_and_wales().with_closures(BankHoliday(D("2026-01-12"), "Closed"))
    schedule = build_schedule(History("x", [CAME_IN]), profile, closed)
    assert schedule.of("letter")[0].due == D("2026-01-14")  # a local rule, and the offices are closed on Mon 12
    again = build_schedule(History("x", [CAME_IN]), profile, schedule.calendar)
    assert again.calendar == schedule.calendar
    assert [layer.id for layer in again.calendar.layers] == ["liberation"]


def test_every_other_way_to_a_date_counts_them_too(tmp_path: Path) -> None:
    profile = load_profile(island(tmp_path))
    history = History("x", [CAME_IN])
    assert not Inputs(history, profile).working_days.is_working_day(D("2026-01-09"))
    assert [one.due_date.due for one in readings(history, profile)] == [D("2026-01-13")]
    child = tmp_path / "child.json"
    child.write_text('{"child": "x", "events": [{"event": "became-looked-after", "on": "2026-01-05"}]}', encoding="utf-8")
    told = CliRunner().invoke(app, ["explain", str(child), "letter", "-p", str(tmp_path / "ours.toml")])
    assert "Liberation Day" in told.stdout
    assert "Tue 13 Jan 2026" in told.stdout


def test_who_extends_it_inherits_them_and_the_digest_tells_them(tmp_path: Path) -> None:
    island(tmp_path, name="base", head=head_of("base"))
    child = tmp_path / "child.toml"
    child.write_text(head_of(extends="./base.toml"), encoding="utf-8")
    # The base's rule is ours/1, which belongs to whoever wrote it.
    assert due(load_profile(child)) == D("2026-01-13")
    without = load_profile(island(tmp_path, ""))
    assert without.digest != load_profile(island(tmp_path)).digest
    assert {path.name for path in profile_paths(child)} == {"child.toml", "base.toml", "holidays.toml"}


def test_those_of_a_child_lie_over_those_of_its_parent(tmp_path: Path) -> None:
    """Liberation Day, Fri 9 January, is the parent's, and Mon 12 the child's own: five working days after Mon 5 January are Wed 14."""
    island(tmp_path, name="base", head=head_of("base"))
    own = LIBERATION.replace('"liberation"', '"own"').replace("2026-01-09", "2026-01-12").replace("Liberation Day", "Day of our own")
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    child = tmp_path / "child.toml"
    child.write_text(head_of(extends="./base.toml") + 'calendar = "own.toml"\n', encoding="utf-8")
    assert due(load_profile(child)) == D("2026-01-14")


def test_a_file_that_is_not_there_is_the_last_that_is_read(tmp_path: Path) -> None:
    """So an output is not written over it either; what is wrong with it is told where it is loaded."""
    child = tmp_path / "child.toml"
    child.write_text(head_of(extends="./none.toml"), encoding="utf-8")
    assert [path.name for path in profile_paths(child)] == ["child.toml", "none.toml"]


def test_a_file_that_cannot_be_used_is_told_beside_everything_else(tmp_path: Path) -> None:
    path = island(tmp_path, 'calendar = ["none.toml", "guernsey"]\ndrop = ["x"]\n')
    with pytest.raises(ProfileError) as refused:
        load_profile(path)
    told = [str(problem) for problem in refused.value.problems]
    assert [line for line in told if "ours.toml:5: calendar" in line and "cannot be read" in line]
    assert [line for line in told if '"guernsey" is not the path of a file' in line]
    assert [line for line in told if "there is no parent to drop rows of" in line]


def test_a_day_that_does_not_fit_is_told_with_its_place(tmp_path: Path) -> None:
    path = island(tmp_path)
    (tmp_path / "holidays.toml").write_text(LIBERATION + "[[removed]]\non = 2026-05-05\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"2026-05-05 cannot be removed: it is no holiday .*did you mean 2026-05-04"):
        load_profile(path)


LATE = RULE.replace("letter", "review").replace("5 working", "40 working")


def of_law(folder: Path, law: str) -> Assurance:
    """What is found of a profile under some law, whose reviews are later than the 20 working days of R1."""
    path = folder / "ours.toml"
    path.write_text(f'{ALONE}{law}[review_cycle]\ntask = "review"\n{LATE}', encoding="utf-8")
    return check_profile(load_profile(path), first=D("2026-01-01"), last=D("2026-01-31"), against=load_profile("england"))


def test_a_profile_of_another_law_is_not_compared_and_says_so(tmp_path: Path) -> None:
    found = of_law(tmp_path, 'law = "Guernsey"\n')
    assert (found.against, found.not_against, found.breaches) == (None, "england", ())
    assert "It stands under the law of Guernsey, and england under another, so they were not compared." in found.verdict


@pytest.mark.slow
@pytest.mark.parametrize("law", ["", 'law = "England"\n'])
def test_a_profile_of_no_law_and_of_the_same_is_compared(law: str, tmp_path: Path) -> None:
    assert of_law(tmp_path, law).breaches


def test_nobody_extends_a_profile_of_another_law(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + 'law = "Wales"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"england, which it extends, stands under the law of England, and this under that of \"Wales\""):
        load_profile(path)
    path.write_text(HEAD, encoding="utf-8")
    assert load_profile(path).law == "England"
