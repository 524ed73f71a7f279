"""A caseload as JSON text, written piece by piece."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from lacreview_rules.caseload.report_record import RecordsOf, caseload_sections
from lacreview_rules.schedules.rows import json_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lacreview_rules.caseload.report import Caseload


def caseload_json(caseload: Caseload) -> str:
    """A caseload as JSON text, two spaces a level.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_json(summarise([], window_at(date(2026, 3, 31)))).splitlines()[1]
        '  "schema_version": 1,'
    """
    return "".join(caseload_json_pieces(caseload))


def caseload_json_pieces(caseload: Caseload) -> Iterator[str]:
    """The same text piece by piece, each of some rows, so that the whole is never in memory.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> next(caseload_json_pieces(summarise([], window_at(date(2026, 3, 31)))))
        '{'
    """
    yield from _pieces(caseload_sections(caseload), "\n")
    yield "\n"


def _pieces(value: Any, line: str) -> Iterator[str]:
    """What `json.dumps(value, indent=2)` writes; `line` is the end of a line with the spaces that begin the next."""
    inner = f"{line}  "
    if isinstance(value, RecordsOf):
        before = "["
        for record in value:
            yield f"{before}{inner}{_object(record, inner)}"
            before = ","
        yield f"{line}]" if before == "," else "[]"
    elif isinstance(value, dict) and any(isinstance(one, (RecordsOf, dict)) for one in value.values()):
        before = "{"
        for key, one in value.items():
            yield before
            yield f'{inner}"{key}": '
            yield from _pieces(one, inner)
            before = ","
        yield f"{line}}}"
    else:
        yield json.dumps(value, ensure_ascii=False, indent=2).replace("\n", line)


def _object(record: Mapping[str, Any], line: str) -> str:
    """A record, whose values are no lists: the C encoder writes it, as with `indent` it would not."""
    inner = f"{line}  "
    if dict not in map(type, record.values()):
        return f"{{{inner}{_flat(inner)(record)[1:-1]}{line}}}"
    written = (f'"{key}": {_object(value, inner) if type(value) is dict else json_of(value)}' for key, value in record.items())
    return f"{{{inner}{f',{inner}'.join(written)}{line}}}"


@cache
def _flat(line: str) -> Callable[[Mapping[str, Any]], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=(f",{line}", ": ")).encode
