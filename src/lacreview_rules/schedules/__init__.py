"""Due dates and schedules: how one stands on a day, the working of a date, and their JSON, CSV and iCalendar.

`explanation_text` holds the sentences of a working, `notices` what is said beside a date. The id of a due date is made where the
due date is found (`engine.sequences`, `engine.single`, `engine.event_tasks`). `csv` says which columns a table of due dates has;
`csv`, `calendar_feed` and `written` write and read files; the rest computes.
"""

from __future__ import annotations

from lacreview_rules.schedules.due_dates import DueDate
from lacreview_rules.schedules.explanation import Explanation, Step
from lacreview_rules.schedules.schedule import MarkedReview, Schedule
from lacreview_rules.schedules.standing import Status

__all__ = ["DueDate", "Explanation", "MarkedReview", "Schedule", "Status", "Step"]
