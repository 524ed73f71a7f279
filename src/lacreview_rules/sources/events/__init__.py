"""A spreadsheet of events: a row an event, as CSV, as a workbook or as Parquet. `reading` is the way in, `template` the way to begin."""

from __future__ import annotations

from lacreview_rules.sources.events.reading import open_source

__all__ = ["open_source"]
