"""The Standard Safeguarding Dataset (SSD): the tables that authorities keep for the Department's data flow.

It holds what a data return lacks: visits, cancelled reviews, plans, health assessments. It is read from CSV or Parquet
files, a DuckDB or SQLite file, or a database. The tables and columns are data: ``data/ssd.toml``.
Rows become events in `care` (episodes, placements, legal statuses) and `completions` (reviews, visits and what else was done).
"""
