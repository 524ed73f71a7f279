"""Our bank holidays against other published lists: every difference is known, and every known difference is still there."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import england_and_wales

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "explanation" / "bank-holiday-sources.md"


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The comparison, which is a command too."""
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module("tests.oracles.holiday_sources")


@pytest.mark.parametrize("package", ["govuk-bank-holidays", "workalendar", "holidays"])
def test_a_published_list_differs_by_its_known_faults_only(sources: ModuleType, package: str) -> None:
    """A new difference is somebody's mistake: find out whose. A fault that is gone comes off the list and the page."""
    source = next(source for source in sources.TESTED if source.package == package)
    missing, extra = sources.differences(source)
    assert set(source.missing) == missing
    assert set(source.extra) == extra


def test_every_list_installed_with_the_tests_is_compared(sources: ModuleType) -> None:
    """At least two that are not the one our own is built on."""
    assert [source.package for source in sources.TESTED] == ["govuk-bank-holidays", "workalendar", "holidays"]


def test_lists_are_compared_over_all_the_years_they_have(sources: ModuleType) -> None:
    """GOV.UK's list as it grows, and the others as far as our calendar reaches."""
    govuk, *others = [source.years() for source in sources.TESTED]
    assert govuk[0] == 2012
    assert govuk[-1] >= 2028
    assert [(1990, 2060)] * 2 == [(years[0], years[-1]) for years in others]


def test_no_year_is_called_official_that_govuk_does_not_list(sources: ModuleType) -> None:
    """`confirmed_until` is the end of a year on GOV.UK's list."""
    listed = {day.year for day in sources.govuk()}
    assert england_and_wales().confirmed_until.year in listed


@pytest.mark.parametrize(
    ("moved", "instead_of"), [("1995-05-08", "1995-05-01"), ("2023-05-08", None)], ids=["VE Day at fifty", "coronation"]
)
def test_where_lists_differ_ours_is_the_proclaimed_one(moved: str, instead_of: str | None) -> None:
    """The day in 1995 was moved under section 1(2) of the 1971 Act; the coronation's was proclaimed under section 1(3)."""
    calendar = england_and_wales()
    assert not calendar.is_working_day(date.fromisoformat(moved))
    assert instead_of is None or calendar.is_working_day(date.fromisoformat(instead_of))


def test_the_page_names_every_source_and_every_fault(sources: ModuleType) -> None:
    """`docs/explanation/bank-holiday-sources.md` is true to what is compared."""
    page = PAGE.read_text(encoding="utf-8")
    named = [source.package for source in sources.TESTED + sources.OTHERS]
    faults = [day for source in sources.TESTED + sources.OTHERS for day in {**source.missing, **source.extra}]
    assert [] == [word for word in named + faults if word not in page]


def test_the_command_says_when_something_differs(
    sources: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its exit code is 0 only while every difference is known."""
    monkeypatch.setattr(sources, "OTHERS", [])
    assert 0 == sources.main()
    monkeypatch.setattr(sources, "TESTED", [sources.Source("workalendar", sources.workalendar)])
    assert 1 == sources.main()
    assert "lacks 1995-05-08, 2023-05-08; has 1995-05-01 beside; NOT as known" in capsys.readouterr().out
