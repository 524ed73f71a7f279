"""One reader of JSON files of records (`lacreview_rules.files.json_records`), for histories, caseloads and schedules.

What is expected stands in docs/reference/history-format.md and in the docstring of the reader.
"""

from __future__ import annotations

import io
import os
import threading
from typing import TYPE_CHECKING

import pytest

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files import json_records as module
from lacreview_rules.files.json_records import json_lines, json_records

if TYPE_CHECKING:
    from pathlib import Path

A, B = '{"child": "A"}', '{"child": "B"}'


def children(path: Path, text: str) -> list[tuple[str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(where.removeprefix(str(path)), record["child"]) for where, record in json_records(path)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("one.json", '{"child":\n"A"}', [("", "A")]),
        ("one.json", A, [(":1", "A")]),  # one line of one
        ("one.json", f"\ufeff{A}\n", [(":1", "A")]),
        ("one.jsonl", '{\n"child": "A"\n}', [("", "A")]),  # its name is wrong
        ("list.json", f"[{A},\n{B}]", [("[0]", "A"), ("[1]", "B")]),
        ("lines.json", f"{A}\n\n{B}\n", [(":1", "A"), (":3", "B")]),
        ("lines.ndjson", f"\ufeff{A}\r\n{B}", [(":1", "A"), (":2", "B")]),
    ],
)
def test_one_or_a_list_or_one_a_line(name: str, text: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    assert children(tmp_path / name, text) == found


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b"\xff\xfe{\0", "the file is not UTF-8 text"),
        (b"{\0}", "the file is not UTF-8 text"),
        (b"[1, \xff]", "byte 4 is not UTF-8 text"),
        (b"[1,", "not valid JSON: Expecting value (line 1, column 4)"),
        (b"[" * 100_000, "not usable JSON: a number is too long, or objects are nested too deeply"),
        (b"[" + b" " * 200 + b"]", "the file is larger than 100 bytes"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole(raw: bytes, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "larger" in what:
        monkeypatch.setattr(module, "_MOST_BYTES", 100)
    path = tmp_path / "x.json"
    path.write_bytes(raw)
    with pytest.raises(InputError) as refused:
        json_records(path)
    [problem] = refused.value.problems
    assert (problem.what, refused.value.source) == (what, str(path))
    assert problem.remedy


def test_a_line_that_is_broken_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f"{A}\n{{\n{B}\n", encoding="utf-8")
    [first, second, third] = [found for _, found in json_records(path)]
    assert (first["child"], third["child"]) == ("A", "B")
    assert isinstance(second, Problem)
    assert second.what == "not valid JSON: Expecting property name enclosed in double quotes (column 2)"


def test_a_line_too_long_is_skipped_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST_LINE", 20)
    read = list(json_lines("-", io.BytesIO(f'{{"child": "{"x" * 50}"}}\n{A}\n'.encode())))
    assert [where for where, _ in read] == ["-:1", "-:2"]
    assert isinstance(read[0][1], Problem)
    assert read[1][1] == {"child": "A"}


def test_what_is_no_text_ends_a_stream() -> None:
    read = list(json_lines("-", io.BytesIO(f"{A}\n\0\n{B}\n".encode())))
    assert [where for where, _ in read] == ["-:1", "-:2"]
    assert read[0][1] == {"child": "A"}
    assert read[1][1].what == "this is not UTF-8 text; the rest was not read"


def test_keys_that_stand_twice_are_marked() -> None:
    [(_, record)] = json_lines("-", io.BytesIO(b'{"child": "A", "child": "B"}'))
    assert record.keys_twice == ("child",)


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are those of POSIX")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """As a shell gives one in place of a file: <(command)."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(f"{A}\n{B}\n",))
    writer.start()
    assert [record["child"] for _, record in json_records(path)] == ["A", "B"]
    writer.join()


@pytest.mark.parametrize("name", ["events.csv", "EVENTS.XLSX", "ssd.parquet", "ssd.duckdb"])
def test_a_table_is_not_to_be_mended_as_json(tmp_path: Path, name: str) -> None:
    """Whoever forgot to name the source is told of that; a file of another name is to be mended as before."""
    for content in (b"child,event,on\n", b"PK\x03\x04\x00"):
        (path := tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="name the source that reads it, as in --input events; lacreview sources lists them"):
            json_records(path)
        (other := tmp_path / "events.json").write_bytes(content)
        with pytest.raises(InputError, match=r"mend that place|save it as JSON"):
            json_records(other)
