"""Places in a file as its reader would find them: file, line, entry and key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GOES_ON = ('"""', "'''", "[", "{")
"""Without one of these a value ends with its line."""
_TOKEN = re.compile(
    r'''
    """ (?: [^"\\] | \\. | "(?!"") )* "{3,5}  # up to two quotes may stand before the three that end it
    | \'{3} .*? \'{3,5}
    | (?: [\w-]+ | "(?: [^"\\\n] | \\. )*" | \'[^\'\n]*\' ) (?P<named> [ \t]*[.=] )?
    | \#[^\n]*
    | [\[\]{}\n,]
    ''',
    re.VERBOSE | re.DOTALL,
)


class FilePlaces:
    r"""Where in a file tables and keys stand. The text is gone over once, when a place is asked for first.

    Lines are known in TOML: of headings, of keys that begin a line, and of rows that are written as inline tables in a
    list. In JSON a place is the entry and the key alone.

    Example:
        >>> places = FilePlaces('id = "a"\n[[tasks]]\nid = "visit"\n', "ours.toml")
        >>> places.of(["tasks", 0, "id"], {"tasks": [{"id": "visit"}]})
        'ours.toml:3: visit.id'
    """

    __slots__ = ("_entries", "_keys", "_tables", "_text", "where")

    def __init__(self, text: str, where: str) -> None:
        """Keep a text, in case a place is asked for.

        Args:
            text: what the file holds.
            where: what the file is called in a message.
        """
        self.where = where
        self._entries: dict[str, list[tuple[int, dict[str, int]]]] = {}  # the line of each heading, and of the keys below it
        self._tables: dict[str, int] = {}
        self._keys: dict[tuple[str, str], int] = {}  # at the top, and in plain tables
        self._text = "" if text.lstrip().startswith("{") else text

    def _go_over(self, text: str) -> None:
        """Note the line of each heading and of each key, statement by statement."""
        table, entry, within = "", dict[str, int](), ""
        start, number = 0, 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            line = text[start:end].strip()
            if line.startswith("["):
                table = line.lstrip("[").partition("]")[0].strip()
                self._tables.setdefault(table, number)
                parent, _, child = table.rpartition(".")
                if self._entries.get(parent):  # a table of an entry: [timescales.when]
                    _, entry = self._entries[parent][-1]
                    within = f"{child}."
                    entry.setdefault(child, number)
                else:
                    entry, within = {}, ""
                self._entries.setdefault(table, []).append((number, entry))
            elif "=" in line and not line.startswith("#"):
                name, _, value = line.partition("=")
                key = name.strip().strip('"')
                entry.setdefault(within + key, number)
                self._keys.setdefault((table, key), number)
                if any(sign in value for sign in _GOES_ON):
                    end = self._end_of_value(
                        text, text.index("=", start) + 1, number, self._entries.setdefault(key, []) if not table else []
                    )
            number += text.count("\n", start, end) + 1
            start = end + 1

    @staticmethod
    def _end_of_value(text: str, start: int, number: int, rows: list[tuple[int, dict[str, int]]]) -> int:
        """Where the line ends on which a value ends; the rows of a list of inline tables are noted on the way.

        Args:
            text: the text.
            start: where the value begins.
            number: on which line that is.
            rows: where to note them.
        """
        is_open = ""  # the brackets that are
        before = ""
        for token in _TOKEN.finditer(text, start):
            sign = token[0]
            if sign == "\n" and not is_open:
                return token.start()
            if sign in {"[", "{"}:
                is_open += sign
                if is_open == "[{":
                    rows.append((number, {}))
            elif sign in {"]", "}"}:
                is_open = is_open[:-1]
            elif token["named"] and is_open == "[{" and before in {"{", ","}:
                rows[-1][1].setdefault(sign[: -len(token["named"])].strip("\"'"), number)
            number += sign.count("\n")
            if sign != "\n" and not sign.startswith("#"):
                before = sign
        return len(text)

    def of(self, path: Sequence[int | str], content: Mapping[str, object]) -> str:
        """The place of a path in the content: keys, and numbers of entries.

        Args:
            path: as in ``["timescales", 3, "limit"]``; empty for the file as a whole.
            content: what the file holds, so that an entry can be called by its id.
        """
        text, self._text = self._text, ""
        self._go_over(text)
        names = [str(part) for part in path]
        line: int | None
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            names[:2] = [_name_of(content.get(path[0]), path[1]) or f"{path[0]}[{path[1]}]"]
            line = self._line_in_entry(path[0], path[1], [part for part in path[2:] if isinstance(part, str)])
        else:
            line = self._line_at_top([part for part in path if isinstance(part, str)])
        return f"{self.where}{f':{line}' if line else ''}: {'.'.join(names)}" if names else self.where

    def _line_in_entry(self, table: str, index: int, path: list[str]) -> int | None:
        """The line of the key, or of the nearest thing round it that has one."""
        entries = self._entries.get(table, [])
        if index >= len(entries):
            return None
        heading, keys = entries[index]
        around = (keys.get(".".join(path[:length])) for length in range(len(path), 0, -1))
        return next((line for line in around if line is not None), heading)

    def _line_at_top(self, path: list[str]) -> int | None:
        if not path:
            return None
        return self._tables.get(path[0]) if len(path) == 1 and path[0] in self._tables else self._keys.get((".".join(path[:-1]), path[-1]))


def _name_of(entries: object, index: int) -> str | None:
    entry = entries[index] if isinstance(entries, (list, tuple)) and index < len(entries) else None
    named = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
    return named if isinstance(named, str) else None
