"""The command of another system: its words, and what each case puts in the place of the names in braces.

There is no shell. A word that is nothing but a name in braces stands once for each value the case has for it, together
with the option before it; where the case has none, both are left out. So ``--until {until}`` is said only where a case
has one, and ``--set {settings}`` once for each setting.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.corpus.answers import layer_text
from lacreview_rules.errors import close_to

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.corpus.cases import Case

PLACEHOLDERS = ("id", "profile", "as_of", "until", "settings", "history", "calendar")
"""What may stand in braces. `history` and `calendar` are the paths of files; the rest are texts."""
_IN_BRACES = re.compile(r"\{([A-Za-z_]+)\}")
_ALONE = re.compile(r"(?P<option>--?[\w-]+=)?\{(?P<name>[A-Za-z_]+)\}")


class CommandError(ValueError):
    """A command that cannot be one."""


def words_of(command: str) -> tuple[str, ...]:
    r"""The words of a command, parted as a shell does it, quotes and all. On Windows a backslash is a letter.

    Raises:
        CommandError: there is no word in it, a quotation mark is missing, or a name in braces is misspelt.

    Example:
        >>> words_of("our-engine --json '--as-of={as_of}'")
        ('our-engine', '--json', '--as-of={as_of}')
    """
    lexer = shlex.shlex(command, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if os.name == "nt":
        lexer.escape = ""
    try:
        words = tuple(lexer)
    except ValueError:
        message = "a quotation mark in it has no partner; add the one that is missing"
        raise CommandError(message) from None
    if not words:
        message = "it is empty; give the command that reads a history and prints a schedule"
        raise CommandError(message)
    for word in words:
        for name in _IN_BRACES.findall(word):
            meant = close_to(name.lower(), PLACEHOLDERS)
            if name not in PLACEHOLDERS and meant is not None:
                message = f'"{{{name}}}" is no name that a case fills in; did you mean "{{{meant}}}"?'
                raise CommandError(message)
    return words


class Filled(NamedTuple):
    """What a case puts in the place of each name: its values, none of them if the case has nothing to say there."""

    values: dict[str, tuple[str, ...]]

    def words(self, command: tuple[str, ...]) -> list[str]:
        """The words of a command for this case.

        Example:
            >>> filled = Filled({"profile": ("newham",), "until": (), "settings": ("a=1", "b=2")})
            >>> filled.words(("engine", "-p", "{profile}", "--until", "{until}", "--set", "{settings}"))
            ['engine', '-p', 'newham', '--set', 'a=1', '--set', 'b=2']
        """
        said: list[str] = []
        before = ""
        for word in command:
            alone = _ALONE.fullmatch(word)
            values = None if alone is None else self.values.get(alone["name"])
            if alone is None or values is None:
                said.append(_IN_BRACES.sub(self._within, word))
            elif alone["option"]:
                said += [alone["option"] + value for value in values]
            elif _is_option(before):
                del said[-1]
                said += [part for value in values for part in (before, value)]
            else:
                said += values
            before = word
        return said

    def _within(self, found: re.Match[str]) -> str:
        """The values inside a longer word, with spaces between; braces of another meaning stay as they are."""
        return " ".join(self.values[found[1]]) if found[1] in self.values else found[0]


def _is_option(word: str) -> bool:
    return word.startswith("-") and word.strip("-") != "" and "=" not in word and "{" not in word


def filled_in(case: Case, folder: Path) -> Filled:
    """What a case fills in, with its history, and its calendar if it has one, as files in a folder."""
    history = folder / "history.json"
    history.write_text(json.dumps(case.question["history"]), encoding="utf-8")
    calendar: tuple[str, ...] = ()
    if case.calendar is not None:
        file = folder / "calendar.toml"
        file.write_text(layer_text(case.calendar, case.added.isoformat()), encoding="utf-8")
        calendar = (str(file),)
    return Filled(
        {
            "id": (case.id,),
            "profile": (case.profile,),
            "as_of": (case.as_of.isoformat(),),
            "until": () if case.until is None else (case.until.isoformat(),),
            "settings": tuple(f"{name}={value}" for name, value in case.settings.items()),
            "history": (str(history),),
            "calendar": calendar,
        }
    )
