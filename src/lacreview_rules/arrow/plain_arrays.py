"""A column as some engine wrote it, as an array of a plain type that holds the same.

An identifier comes as a decimal without places (Oracle's NUMBER), a UUID (SQL Server, DuckDB), bytes of a fixed length
(ClickHouse) or a category (pandas, Polars). Each has one text. What has none, such as bytes that are no text, is refused.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pyarrow as pa
import pyarrow.compute

if TYPE_CHECKING:
    from collections.abc import Callable

pc: Any = pyarrow.compute  # its functions are made when it is loaded, where no type checker sees them
_INDEX = re.compile(r"__index_level_[0-9]+__|__null_dask_index__")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_UUID_BYTES = 16
_NUMBER_BYTES = (16, 32)
"""So many bytes may be a large number (ClickHouse's Int128 and Int256), of which a small one is zeros after a few bytes: 65 is no "A"."""


def plain(array: Any) -> Any:
    """The array without chunks, a dictionary or a run-end encoding, and as text what is text in another form.

    Raises:
        TypeError: it holds bytes that are no text; says what to do.
    """
    if isinstance(array, pa.ChunkedArray):
        chunks = [plain(chunk) for chunk in array.chunks] or [plain(pa.nulls(0, array.type))]
        return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks)
    kind = array.type
    if pa.types.is_dictionary(kind):  # each value once; Arrow itself decodes none of a string_view, as Polars gives
        return plain(array.dictionary).take(array.indices)
    if pa.types.is_run_end_encoded(kind):
        return _without_runs(array)
    if pa.types.is_string_view(kind):
        return pc.cast(array, pa.string())
    if is_list(kind) and pa.types.is_string_view(kind.value_type):
        return pc.cast(array, pa.large_list(pa.string()))
    if is_uuid(kind):
        return _by_value(array.storage, lambda value: str(UUID(bytes=value)))
    if is_bytes(kind):
        may_be_filled = pa.types.is_fixed_size_binary(kind) and kind.byte_width not in _NUMBER_BYTES
        return _by_value(array, partial(_text_of, may_be_filled=may_be_filled))
    return array


def _without_runs(array: Any) -> Any:
    values = plain(array.values)
    kind = pa.run_end_encoded(array.type.run_end_type, values.type)
    return pc.run_end_decode(
        pa.Array.from_buffers(kind, len(array), [None], null_count=0, offset=array.offset, children=[array.run_ends, values])
    )


def as_text(array: Any) -> Any:
    """A plain array; if it holds whole numbers, their digits. What else there is stays as it is."""
    whole = pa.types.is_integer(array.type) or is_whole_decimal(array.type)
    return pc.cast(array, pa.string()) if whole else array


def is_list(kind: Any) -> bool:
    """Whether a type is of lists of any length."""
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def is_uuid(kind: Any) -> bool:
    """Whether a type is that of universally unique identifiers."""
    return getattr(kind, "extension_name", None) == "arrow.uuid" and kind.storage_type.byte_width == _UUID_BYTES


def is_bytes(kind: Any) -> bool:
    """Whether a type is of bytes, which may be text."""
    types = pa.types
    return bool(types.is_fixed_size_binary(kind) or types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind))


def is_whole_decimal(kind: Any) -> bool:
    """Whether a type is of decimals without places."""
    return bool(pa.types.is_decimal(kind) and kind.scale == 0)


def is_index(name: str) -> bool:
    """Whether a column has a name that pandas or Dask gives to row labels without one.

    Example:
        >>> is_index("__index_level_0__"), is_index("index")
        (True, False)
    """
    return _INDEX.fullmatch(name) is not None


def _by_value(array: Any, text_of: Callable[[bytes], str]) -> Any:
    """Each different value made text once."""
    if pa.types.is_binary_view(array.type):
        array = pc.cast(array, pa.binary())
    coded = array.dictionary_encode()
    texts = pa.array([None if value is None else text_of(value) for value in coded.dictionary.to_pylist()], pa.string())
    return texts.take(coded.indices)


def _text_of(value: bytes, *, may_be_filled: bool) -> str:
    """The text in some bytes; where their number is fixed, zeros may fill the rest."""
    try:
        text = (value.rstrip(b"\0") if may_be_filled else value).decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if _CONTROL.search(text):
        raise TypeError("it holds bytes that are no text", "make it text")
    return text
