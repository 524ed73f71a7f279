"""Due dates and schedules: how one stands on a day, the working of a date, and their JSON, CSV and iCalendar.

`csv`, `calendar_feed` and `written` write and read files; the rest computes.
"""
