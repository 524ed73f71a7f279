"""The boundary cases are what the scripts of this folder give, byte for byte, with nothing but the standard library."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from lacreview_rules import load_profile, shipped_profiles

ROOT = Path(__file__).parents[2]
COMMITTED = {
    entry.name: entry.read_bytes()
    for entry in (files("lacreview_rules") / "data" / "cases").iterdir()
    if entry.name.startswith("boundary-") and entry.name.endswith(".json")
}
LISTED = {
    date.fromisoformat(line[:10]): line[11:].strip()
    for line in (Path(__file__).parent / "bank_holidays.py").read_text(encoding="utf-8").splitlines()
    if line[:2] == "20"
}


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Write the families into a folder; no installed package and no variable of the environment can be seen."""
    command = [sys.executable, "-E", "-S", "-m", "tests.corpus_working", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The families, written anew."""
    folder = tmp_path_factory.mktemp("families")
    done = run(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_rerunning_gives_the_committed_files(written: Path) -> None:
    assert sorted(COMMITTED) == sorted(path.name for path in written.iterdir())
    assert [name for name, content in COMMITTED.items() if (written / name).read_bytes() != content] == []


@pytest.mark.slow
def test_no_id_is_given_to_another_case(written: Path) -> None:
    """A case that is there already keeps its id and its title, or nothing is written."""
    path = written / "boundary-holidays.json"
    before = path.read_bytes()
    changed: dict[str, Any] = json.loads(before)
    changed["cases"][0]["title"] = "Something else"
    path.write_text(json.dumps(changed), encoding="utf-8")
    refused = run(written)
    assert refused.returncode == 1
    assert "ids are never reused" in refused.stderr
    assert "bank-holiday-0001" in refused.stderr
    path.write_bytes(before)
    assert run(written).returncode == 0


def test_the_provisions_are_those_the_profiles_cite() -> None:
    listed = tomllib.loads((Path(__file__).parent / "provisions.toml").read_text(encoding="utf-8"))
    profiles = [load_profile(name) for name in shipped_profiles()]
    cited = {rule.id: rule.cite for profile in profiles for rule in (*profile.timescales, *profile.considerations, *profile.replaced)}
    assert listed == cited


def test_the_typed_bank_holidays_obey_the_schedule_of_the_act() -> None:
    """Banking and Financial Dealings Act 1971 Schedule 1, and the usual proclamations; the exceptions are named."""
    moved = {"2012-06-04", "2020-05-08", "2022-06-02"}
    once = {"2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08"}
    for day, name in LISTED.items():
        assert day.weekday() < 5, f"{day} is at a weekend"
        if str(day) in moved:
            assert name.endswith("(moved)")
        elif str(day) in once:
            assert name.endswith("bank holiday")
        elif name.startswith(("Early May", "Spring", "Summer")):
            month, last = {"Ea": (5, False), "Sp": (5, True), "Su": (8, True)}[name[:2]]
            assert (day.weekday(), day.month) == (0, month)
            assert (day + timedelta(days=7)).month != month if last else day.day <= 7
        elif name == "Good Friday":
            assert day.weekday() == 4
            assert LISTED[day + timedelta(days=3)] == "Easter Monday"
            assert day + timedelta(days=2) == easter(day.year)
        else:
            fixed = {"New Year's Day": (1, 1), "Christmas Day": (12, 25), "Boxing Day": (12, 26)}
            known = name == "Easter Monday" or name.removesuffix(" (substitute day)") in fixed
            assert known, name
            assert name not in fixed or (day.month, day.day) == fixed[name]
    assert {str(day) for day in LISTED if LISTED[day].endswith(("(moved)",))} == moved
    for year in range(2010, 2029):
        assert sum(day.year == year for day in LISTED) == 8 + sum(day[:4] == str(year) for day in once)


def easter(year: int) -> date:
    """Easter Sunday, by the rule of Butcher (1877)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
