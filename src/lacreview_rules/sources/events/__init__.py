"""A spreadsheet of events: a row for each event, as CSV, as a workbook or as Parquet. `reading` is the way in, `template` writes one."""
