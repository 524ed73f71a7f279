"""The working days of a profile: a calendar with the profile's own layers over it, each laid once.

Authority: docs/reference/profile-format.md, the calendar of a profile.
"""

from __future__ import annotations

from dataclasses import replace

from tests.small_profiles import D

from lacreview_rules import BankHoliday, england_and_wales, load_profile
from lacreview_rules.counting.bank_holidays import Layer
from lacreview_rules.rules import working_days
from lacreview_rules.rules.working_days import working_days_of

ENGLAND = load_profile("england")
ONE = Layer((BankHoliday(D("2026-07-06"), "Proclaimed"),), (), "The Gazette")
OTHER = Layer((BankHoliday(D("2026-07-07"), "Proclaimed too"),), (), "The Gazette again")


def test_without_layers_it_is_the_calendar_that_was_given() -> None:
    own = england_and_wales().with_closures(BankHoliday(D("2026-07-08"), "Closed"))
    assert working_days_of(ENGLAND) is england_and_wales()
    assert working_days_of(ENGLAND, own) is own


def test_without_layers_nothing_is_kept_of_it() -> None:
    """Every schedule asks: of a profile that lays nothing over, no calendar takes the place of one that was made with layers."""
    kept = working_days._laid.cache_info()
    working_days_of(ENGLAND)
    assert working_days._laid.cache_info() == kept


def test_the_layers_of_the_profile_lie_over_it() -> None:
    """Both proclaimed days are off, and the calendar below keeps them."""
    profile = replace(ENGLAND, calendar=(ONE, OTHER))
    found = working_days_of(profile)
    assert found.layers == (ONE, OTHER)
    assert [found.is_working_day(D(day)) for day in ("2026-07-06", "2026-07-07", "2026-07-08")] == [False, False, True]
    assert england_and_wales().is_working_day(D("2026-07-06"))


def test_a_layer_that_lies_there_already_is_not_laid_twice() -> None:
    """Laid again, a day that a layer takes away would be no bank holiday any more, and be refused."""
    taken = Layer((), (D("2026-05-04"),), "The Gazette")
    below = england_and_wales().with_layer(taken)
    found = working_days_of(replace(ENGLAND, calendar=(taken, ONE)), below)
    assert found.layers == (taken, ONE)
    assert (found.is_working_day(D("2026-05-04")), found.is_working_day(D("2026-07-06"))) == (True, False)
