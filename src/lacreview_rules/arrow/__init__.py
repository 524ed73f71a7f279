"""Many children at once, as Arrow tables: care events in, due dates out, by the same engine.

It needs the extra `arrow` (pyarrow). Nothing else in the package imports this room, save the command that reads and
writes Parquet. The columns of both tables are in `events_schema` and `due_dates_schema`.
"""

from __future__ import annotations

try:
    import pyarrow as _pa  # noqa: F401, ICN001 - so that a missing extra is noticed here, once
except ModuleNotFoundError as error:
    if error.name != "pyarrow":
        raise
    from lacreview_rules.errors import extra_needed

    raise ModuleNotFoundError(extra_needed("Arrow tables need", "pyarrow", "arrow"), name="pyarrow") from None

from lacreview_rules.arrow.due_date_columns import due_dates_schema
from lacreview_rules.arrow.event_columns import events_schema
from lacreview_rules.arrow.schedules import schedule_batches
from lacreview_rules.arrow.whole_children import RowsApartError

__all__ = ["RowsApartError", "due_dates_schema", "events_schema", "schedule_batches"]
