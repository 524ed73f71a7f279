"""How a calendar would change under a layer: 4 May and 25 May 2026 are bank holidays, Monday 6 July is an ordinary day."""

from __future__ import annotations

from tests.small_profiles import D

from lacreview_rules.counting.calendars import BankHoliday, Layer, england_and_wales
from lacreview_rules.counting.layer_differences import Difference, differences

CALENDAR = england_and_wales(2026, 2026)


def test_each_kind_in_the_order_of_the_days() -> None:
    """Added, closed, removed, missing, and another name."""
    layer = Layer(
        added=(
            BankHoliday(D("2026-07-06"), "Proclaimed"),
            BankHoliday(D("2026-05-25"), "Whit Monday"),
            BankHoliday(D("2026-04-06"), "Easter  monday"),
        ),
        removed=(D("2026-05-04"),),
        source="a list",
        closed=(BankHoliday(D("2026-07-03"), "Training"), BankHoliday(D("2026-05-25"), "Closed too")),
        whole=(D("2026-08-01"), D("2026-08-31")),
    )
    assert differences(layer, CALENDAR) == (
        Difference(D("2026-05-04"), "removed", "Early May bank holiday"),
        Difference(D("2026-05-25"), "name", "Whit Monday", "Spring bank holiday"),
        Difference(D("2026-07-03"), "closed", "Training"),
        Difference(D("2026-07-06"), "added", "Proclaimed"),
        Difference(D("2026-08-31"), "missing", "Summer bank holiday"),
    )


def test_weekends_and_substitutes() -> None:
    """Nobody works at a weekend; a substitute day is one by any name. 28 December 2026 is Boxing Day's."""
    layer = Layer((BankHoliday(D("2026-07-04"), "A Saturday"), BankHoliday(D("2026-12-28"), "Boxing Day")), (), "a list")
    assert differences(layer, CALENDAR) == ()


def test_a_day_to_remove_that_is_none() -> None:
    """It has no name here; that it does not fit is said elsewhere."""
    assert differences(Layer((), (D("2026-05-05"),), "a list"), CALENDAR) == (Difference(D("2026-05-05"), "removed", ""),)
