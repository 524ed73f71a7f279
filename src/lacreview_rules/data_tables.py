"""Tables of ``data/`` that are written as TOML, in the form in which they are at hand: the same content as JSON.

To read TOML, for which its reader has to be loaded first, takes longer than to work out a child's schedule. So what a table says
is shipped beside it, made by ``docs/make_pages.py``, and a test compares the two. It holds for the very text that it was made from
and no other: where a table has been changed since, the table is read.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pkgutil import get_data  # importlib.resources would take longer to import than all else here
from typing import Any

AT_HAND = ("questions", "calendars/england-and-wales")
"""The tables that are shipped as JSON too, by their places in ``data/``: those that most commands ask."""


def table_of(name: str) -> dict[str, Any]:
    """What one of the tables `AT_HAND` says.

    Example:
        >>> table_of("calendars/england-and-wales")["id"]
        'england-and-wales'
    """
    text = data_bytes(f"{name}.toml")
    record: dict[str, Any] = json.loads(data_bytes(frozen_place(name)), object_hook=_day_or_table)
    table: dict[str, Any] = record["table"] if record["made_from"] == _sum(text) else read_table(text)
    return table


def frozen_place(name: str) -> str:
    """Where in ``data/`` a table is as JSON."""
    return f"frozen_tables/{name.rpartition('/')[2]}.json"


def frozen_table(name: str) -> str:
    """The text of a table as JSON, a day as an object with the key ``day`` alone."""
    text = data_bytes(f"{name}.toml")
    record = {"made_from": _sum(text), "table": read_table(text)}
    return json.dumps(record, indent=1, ensure_ascii=False, default=lambda day: {"day": day.isoformat()}) + "\n"


def read_table(text: bytes) -> dict[str, Any]:
    """What the text of a table says."""
    import tomllib  # noqa: PLC0415 - only where a table has been changed

    return tomllib.loads(str(text, "utf-8"))


def data_bytes(place: str) -> bytes:
    """A file of ``data/``."""
    data = get_data("lacreview_rules", f"data/{place}")
    if data is None:
        message = f"the files of the library cannot be read where it is installed: data/{place}"
        raise FileNotFoundError(message)
    return data


def _day_or_table(content: dict[str, Any]) -> date | dict[str, Any]:
    return date.fromisoformat(content["day"]) if content.keys() == {"day"} else content


def _sum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
