"""The page of the Standard Safeguarding Dataset lists what the data of the reader does: every table, column, other name and task."""

from __future__ import annotations

import re

from tests.docs.pages import DOCS

from lacreview_rules.sources.ssd.layout import number, tables, words

PAGE = (DOCS / "reference" / "ssd.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_on_it() -> None:
    """With what is needed in bold, and the tasks that are recorded in the last cell; and nothing else."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \**`ssd_", line)]
    listed = {re.findall(r"`(\w+)`", row[0])[0]: row for row in rows}
    assert listed.keys() == tables().keys()
    for name, table in tables().items():
        first, columns, _, *records = listed[name]
        assert re.findall(r"`(\w+)`", first) == [name, *table.others]
        assert first.startswith("**") == table.needed
        shown = {column.name for column in table.columns.values()} | {other for column in table.columns.values() for other in column.others}
        assert set(re.findall(r"`(\w+)`", columns)) == shown, name
        needed = {column.name for column in table.columns.values() if column.needed}
        assert set(re.findall(r"\*\*`(\w+)`\*\*", columns)) == needed, name
        assert tuple(re.findall(r"`([\w-]+)`", records[0] if records else "")) == table.records, name


def test_the_words_are_those_that_are_read() -> None:
    """What counts as an assessment of health, and what as a year that holds reviews."""
    assert all(f"*{word}*" in PAGE for word in words("health_assessment"))
    assert number("share_of_fullest_year") == 100
    assert "fewer than one review for each hundred of the fullest year" in PAGE
