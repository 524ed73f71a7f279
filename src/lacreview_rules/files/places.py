"""Places in a file as its reader would find them: file, line, entry and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FilePlaces:
    r"""Where in a file tables and keys stand. The text is gone over once, however many places are asked for.

    Lines are known in TOML, where a table has its heading and a key a line of its own. In JSON a place is the entry
    and the key alone.

    Example:
        >>> places = FilePlaces('id = "a"\n[[tasks]]\nid = "visit"\n', "ours.toml")
        >>> places.of(["tasks", 0, "id"], {"tasks": [{"id": "visit"}]})
        'ours.toml:3: visit.id'
    """

    __slots__ = ("_entries", "_keys", "_tables", "where")

    def __init__(self, text: str, where: str) -> None:
        """Go over a text.

        Args:
            text: what the file holds.
            where: what the file is called in a message.
        """
        self.where = where
        self._entries: dict[str, list[tuple[int, dict[str, int]]]] = {}  # the line of each heading, and of the keys below it
        self._tables: dict[str, int] = {}
        self._keys: dict[tuple[str, str], int] = {}  # at the top, and in plain tables
        table = ""
        entry: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            stripped = line.strip()
            if stripped.startswith("["):
                table = stripped.lstrip("[").partition("]")[0].strip()
                entry = {}
                self._tables.setdefault(table, number)
                self._entries.setdefault(table, []).append((number, entry))
            elif "=" in stripped:
                key = stripped.partition("=")[0].strip().strip('"')
                entry.setdefault(key, number)
                self._keys.setdefault((table, key), number)

    def of(self, path: Sequence[int | str], content: Mapping[str, object]) -> str:
        """The place of a path in the content: keys, and numbers of entries.

        Args:
            path: as in ``["timescales", 3, "limit"]``; empty for the file as a whole.
            content: what the file holds, so that an entry can be called by its id.
        """
        names = [str(part) for part in path]
        line: int | None
        if len(path) > 1 and isinstance(path[0], str) and isinstance(path[1], int):
            names[:2] = [_name_of(content.get(path[0]), path[1]) or f"{path[0]}[{path[1]}]"]
            line = self._line_in_entry(path[0], path[1], names[1] if len(names) > 1 else "")
        else:
            line = self._line_at_top([part for part in path if isinstance(part, str)])
        return f"{self.where}{f':{line}' if line else ''}: {'.'.join(names)}" if names else self.where

    def _line_in_entry(self, table: str, index: int, key: str) -> int | None:
        entries = self._entries.get(table, [])
        if index >= len(entries):
            return None
        heading, keys = entries[index]
        return keys.get(key, heading)

    def _line_at_top(self, path: list[str]) -> int | None:
        if not path:
            return None
        return self._tables.get(path[0]) if len(path) == 1 and path[0] in self._tables else self._keys.get((".".join(path[:-1]), path[-1]))


def _name_of(entries: object, index: int) -> str | None:
    entry = entries[index] if isinstance(entries, (list, tuple)) and index < len(entries) else None
    named = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
    return named if isinstance(named, str) else None
