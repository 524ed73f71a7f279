"""The records of a file of schedules, each with its place; what is no JSON is told by its line.

Authority: docs/reference/schedule-format.md: one schedule, a list of them, or one on each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lacreview_rules.errors import InputError
from lacreview_rules.schedules.written import parsed_records, parsed_records_in

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = {"child": "A1"}, {"child": "B2"}


def test_one_a_list_or_one_on_each_line(tmp_path: Path) -> None:
    path = tmp_path / "schedules.json"
    path.write_text('{\n  "child": "A1"\n}\n', encoding="utf-8")
    assert parsed_records(path) == [(str(path), ONE)]
    path.write_text('[{"child": "A1"}, {"child": "B2"}]', encoding="utf-8")
    assert parsed_records(path) == [(f"{path}[0]", ONE), (f"{path}[1]", OTHER)]
    path.write_text('{"child": "A1"}\n\n{"child": "B2"}\n', encoding="utf-8")
    assert parsed_records(path) == [(f"{path}:1", ONE), (f"{path}:3", OTHER)]


def test_bytes_are_called_what_they_are_said_to_be() -> None:
    assert parsed_records_in(b'[{"child": "A1"}]', "standard input") == [("standard input[0]", ONE)]
    assert parsed_records_in(b'{"child": "A1"}\n{"child": "B2"}', "standard input") == [
        ("standard input:1", ONE),
        ("standard input:2", OTHER),
    ]


def test_every_line_that_is_no_json_is_told_and_no_record_is_given(tmp_path: Path) -> None:
    """The place of the file stands before the lines, once; that it has a colon in it is no matter."""
    folder = tmp_path / "week:7"
    folder.mkdir()
    path = folder / "schedules.jsonl"
    path.write_text('{"child": "A1"}\n{"child": \n{"child": "B2"}\nnone\n', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        parsed_records(path)
    assert refused.value.source == str(path)
    assert [problem.where for problem in refused.value.problems] == ["line 2", "line 4"]
    assert str(refused.value).startswith(f"{path}: 2 problems\n  line 2: ")


def test_a_line_of_bytes_that_is_no_json_is_told_too() -> None:
    with pytest.raises(InputError) as refused:
        parsed_records_in(b'{"child": "A1"}\nnone\n{"child": "B2"}', "standard input")
    assert refused.value.source == "standard input"
    assert [problem.where for problem in refused.value.problems] == ["line 2"]
