"""The list of bank holidays that the library carries is what the `holidays` package says, and nothing of that package is loaded.

Authorities: Banking and Financial Dealings Act 1971 Schedule 1 for the days of the examples; design: `holidays` is the
source and the check, and a date depends on the version of the library alone.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lacreview_rules.counting.bank_holidays import known_facts, listed_holidays

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]
D = date.fromisoformat


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """What writes the list, which is a command too."""
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module("tests.oracles.listed_bank_holidays")


def test_the_list_is_what_the_installed_package_says(maker: ModuleType) -> None:
    """For every year that can be asked for; a difference is a newer package, to be read before it is taken over."""
    assert maker.FILE.read_text(encoding="utf-8") == maker.expected_text(), "run: python -m tests.oracles.listed_bank_holidays"


def test_the_list_is_read_as_it_is_written(maker: ModuleType) -> None:
    """Each line a holiday: what is counted with is what is compared."""
    lines = [f"{holiday.on},{holiday.name}" for holiday in listed_holidays(1978, 2100, known_facts())]
    assert ["on,name", *lines] == maker.FILE.read_text(encoding="utf-8").splitlines()


def test_the_names_are_english_whatever_language_the_machine_speaks(maker: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package translates: on a machine set to Thai, Good Friday would be called something else."""
    monkeypatch.setenv("LANGUAGE", "th")
    assert "Good Friday" == maker.from_package(2020, 2020)[D("2020-04-10")]


@pytest.mark.parametrize(("days", "refused"), [(8, False), (7, True)])
def test_fewer_than_eight_in_a_year_are_not_believed(maker: ModuleType, days: int, refused: bool) -> None:
    """1 January, Good Friday, Easter Monday, three in summer, two at Christmas."""
    found = {date(2026, month, 1): "A day" for month in range(1, days + 1)}
    if not refused:
        assert maker.file_text(found, 2026, 2026).count("A day") == 8
        return
    with pytest.raises(ValueError, match="the package lists 7 bank holidays in 2026, and there are never fewer than 8"):
        maker.file_text(found, 2026, 2026)


def test_the_last_year_is_looked_at_too(maker: ModuleType) -> None:
    """A package that ends in the summer of the last year asked for is found out."""
    found = {date(year, month, 1): "A day" for year, months in ((2026, 9), (2027, 5)) for month in range(1, months)}
    with pytest.raises(ValueError, match="lists 4 bank holidays in 2027"):
        maker.file_text(found, 2026, 2027)


@pytest.mark.parametrize("name", ["Spring, late", '"Spring"'])
def test_a_name_that_would_have_to_be_quoted_is_refused(maker: ModuleType, name: str) -> None:
    """The library reads a line up to its first comma."""
    found = {date(2026, month, 1): name for month in range(1, 9)}
    with pytest.raises(ValueError, match=r"2026-01-01: the name .* has a comma or a quotation mark"):
        maker.file_text(found, 2026, 2026)


def test_substitutes_and_names(maker: ModuleType) -> None:
    """Boxing Day 2026 is a Saturday: the Monday after is its substitute, by the name that GOV.UK gives such a day."""
    assert "Boxing Day (substitute day)" == maker.official_name("Boxing Day (observed)", {})
    assert "Early May bank holiday" == maker.official_name("May Day", {"May Day": "Early May bank holiday"})


@pytest.mark.slow
def test_no_module_of_the_package_is_loaded() -> None:
    """Nor by a schedule, a calendar of every year, or a file laid over one; counted in a process that has just begun."""
    script = (
        "import sys, lacreview_rules as l\n"
        "l.build_schedule(l.History('A1', []), l.load_profile('england'), l.england_and_wales(1978, 2100))\n"
        "import lacreview_rules.counting.calendar_files\n"
        "print(sum(name.partition('.')[0] == 'holidays' for name in sys.modules))\n"
        "print(l.england_and_wales().holidays[0].name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "0\nNew Year's Day\n" == done.stdout
