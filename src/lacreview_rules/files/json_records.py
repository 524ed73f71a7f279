"""Records of a JSON file, one for each child: one object, a list of objects, or one object on each line.

No message holds a value from the file, because any of them may be a child's detail.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.nesting import shallow_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

ONE_A_LINE = frozenset({".jsonl", ".ndjson"})
"""How names of files end that hold one record on each line."""
_TABLES = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xml", ".parquet", ".pq", ".db", ".sqlite", ".duckdb"}
_NAME_THE_SOURCE = "name the source that reads it, as in --input events; lacreview sources lists them"
_MOST_BYTES = 32_000_000  # a file that does not hold one record on each line is read whole: this is some 30,000 histories
_LONGEST_LINE = 8_000_000  # bytes in one record
_HEAD = 65_536
_BOM = b"\xef\xbb\xbf"


class TwiceNamed(dict[str, Any]):
    """An object of a file in which some keys stand twice."""

    keys_twice: tuple[str, ...] = ()


def json_records(path: Path) -> Iterator[tuple[str, Any]]:
    r"""The records of a file, one after another, each with its place: the file, a place in a list, or a line.

    A ``.jsonl`` or ``.ndjson`` file holds one record on each line, and is read a line at a time whatever its size. Any other file
    may do the same, or hold one record, or a list of them; such a file is read whole, up to 32 MB.

    Yields:
        A place and what is there: what JSON has, or the `Problem` with it. Objects with a key that stands twice are
        `TwiceNamed`.

    Raises:
        InputError: the file as a whole cannot be read: it is missing, empty, no text, too large, not JSON.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "children.json"
        ...     _ = file.write_text('{"child": "A123"}\n{"child": "B456"}')
        ...     [record["child"] for _, record in json_records(file)]
        ['A123', 'B456']
    """
    return _each_read(unread_records(path))


def unread_records(path: Path) -> Iterator[tuple[str, Any]]:
    r"""The same with each line still as bytes, for who reads it elsewhere: see `read_content`.

    Raises:
        InputError: as `json_records`.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "children.jsonl"
        ...     _ = file.write_text('{"child": "A123"}\n{"child": "B456"}')
        ...     [content for _, content in unread_records(file)]
        [b'{"child": "A123"}', b'{"child": "B456"}']
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            by_line = _has_lines(head, path.suffix.lower())
            if not (by_line and file.seekable()):  # a pipe is read once, so it is read whole
                head += file.read(max(0, _MOST_BYTES + 1 - len(head)))
                return _of_whole(path, head, by_line=by_line)
    except OSError as error:
        raise _refused(path, f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the path") from None
    return _of_file(path)


def json_records_in(content: bytes, name: str) -> Iterator[tuple[str, Any]]:
    """The records in some bytes, as `json_records` those of a file; one on each line is read whatever their size.

    Args:
        content: one record, a list of them, or one on each line.
        name: what the content is called in a place.

    Raises:
        InputError: the content as a whole cannot be read.

    Example:
        >>> [record["child"] for _, record in json_records_in(b'[{"child": "A123"}, {"child": "B456"}]', "standard input")]
        ['A123', 'B456']
    """
    if _has_lines(content[:_HEAD], ""):
        return json_lines(name, io.BytesIO(content))
    return _each_read(_of_whole(Path(name), content, by_line=False))


def json_lines(name: str, stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """The records of a stream that holds one on each line, each with its place; what is no text ends it.

    Args:
        name: what the stream is called in a place.
        stream: where they are read from.

    Yields:
        As `json_records`.

    Example:
        >>> import io
        >>> list(json_lines("-", io.BytesIO(b'{"child": "A123"}')))
        [('-:1', {'child': 'A123'})]
    """
    return _each_read(unread_lines(name, stream))


def unread_lines(name: str, stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """The same with each line still as bytes, for who reads it elsewhere: see `read_content`.

    Example:
        >>> import io
        >>> list(unread_lines("-", io.BytesIO(b'{"child": "A123"}')))
        [('-:1', b'{"child": "A123"}')]
    """
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        where = f"{name}:{number}"
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield where, Problem("", "the line is too long to be about one child", "write one child a line")
        elif b"\0" in line or line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield where, Problem("", "this is not UTF-8 text; the rest was not read", "save it as JSON Lines, in UTF-8")
            return
        elif line.removeprefix(_BOM).strip():
            yield where, line.strip()


def read_content(content: Any) -> Any:
    """What stands in a record that may still be the bytes of its line; no JSON holds bytes.

    Example:
        >>> read_content(b'{"child": "A123"}'), read_content({"child": "A123"})
        ({'child': 'A123'}, {'child': 'A123'})
    """
    return parsed_json(content, one_line=True) if isinstance(content, bytes) else content


def _each_read(records: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    return ((where, read_content(content)) for where, content in records)


def parsed_json(raw: bytes, *, one_line: bool = False) -> Any:
    """The JSON in some bytes, or the problem with it.

    Args:
        raw: the bytes.
        one_line: whether they are one line of a file.

    Example:
        >>> parsed_json(b'{"child": ').what
        'not valid JSON: Expecting value (line 1, column 11)'
    """
    try:
        return shallow_json(raw.decode("utf-8-sig"), as_object)
    except UnicodeDecodeError as error:
        return Problem("", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")
    except json.JSONDecodeError as error:
        if one_line:
            return Problem("", f"not valid JSON: {error.msg} (column {error.colno})", "mend the line; one line is about one child")
        remedy = "mend that place; a file with one child a line needs a name that ends in .jsonl"
        return Problem("", f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})", remedy)
    except ValueError:
        return Problem("", "not usable JSON: a number is too long, or objects are nested too deeply", "mend it")


def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a file: `json` would keep the last of two equal keys and say nothing."""
    content = dict(pairs)
    if len(content) == len(pairs):
        return content
    marked = TwiceNamed(content)
    counted = Counter(name for name, _ in pairs)
    marked.keys_twice = tuple(name for name, times in counted.items() if times > 1)
    return marked


def _has_lines(head: bytes, suffix: str) -> bool:
    """Whether a file holds one record on each line, by its first lines and its name."""
    if not _is_text(head):
        return False
    lines = [line.strip() for line in head.removeprefix(_BOM).splitlines() if line.strip()]
    if suffix in ONE_A_LINE:
        return lines[0] not in {b"{", b"["}
    if lines[0].startswith(b"["):
        return False
    try:
        return isinstance(shallow_json(lines[0].decode()), dict)
    except ValueError:
        return len(lines) > 1 and all(line.startswith(b'{"') and line.endswith(b"}") for line in lines[:2])


def _is_text(head: bytes) -> bool:
    return bool(head.removeprefix(_BOM).strip()) and b"\0" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _of_file(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open("rb") as file:
        yield from unread_lines(str(path), file)


def _of_whole(path: Path, raw: bytes, *, by_line: bool) -> Iterator[tuple[str, Any]]:
    if not raw.removeprefix(_BOM).strip():
        raise _refused(path, "the file is empty", "check that it is the right file")
    if not _is_text(raw[:_HEAD]):
        raise _refused(path, "the file is not UTF-8 text", _of_a_table(path) or "save it as JSON, in UTF-8")
    if len(raw) > _MOST_BYTES:
        raise _refused(path, f"the file is larger than {_MOST_BYTES:,} bytes", "write one child a line, in a file named .jsonl")
    if by_line:
        return unread_lines(str(path), io.BytesIO(raw))
    content = parsed_json(raw)
    if isinstance(content, Problem):
        raise _refused(path, content.what, _of_a_table(path) or content.remedy)
    if isinstance(content, list):
        return ((f"{path}[{index}]", record) for index, record in enumerate(content))
    return iter([(str(path), content)])


def _of_a_table(path: Path) -> str:
    """The remedy for a file that is no JSON, where its name is that of a table or a database."""
    return _NAME_THE_SOURCE if path.suffix.lower() in _TABLES else ""


def _refused(path: Path, what: str, remedy: str) -> InputError:
    return InputError([Problem("", what, remedy)], str(path))
