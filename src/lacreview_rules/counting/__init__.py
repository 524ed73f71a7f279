"""What "20 working days after" and "three months" mean: periods, ages, the working calendar, bank holidays.

No child and no rule is known here. `periods` counts days, weeks, months and hours, `calendars` working days; `calculations`
puts one count into words. `calendar_files` reads files of bank holidays; the rest computes.
"""

from __future__ import annotations

from lacreview_rules.counting.ages import reaches
from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
from lacreview_rules.counting.calendars import WorkingCalendar, england_and_wales
from lacreview_rules.counting.periods import Period, Unit, add_days, add_months, hours_after, hours_before, midway

__all__ = [
    "BankHoliday",
    "Layer",
    "Period",
    "Unit",
    "WorkingCalendar",
    "add_days",
    "add_months",
    "england_and_wales",
    "hours_after",
    "hours_before",
    "midway",
    "reaches",
]
