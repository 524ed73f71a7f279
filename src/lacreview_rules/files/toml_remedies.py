"""How to mend what is not TOML, where the line shows what was meant: a word without quotation marks, a day in British order.

`tomllib` says where it stopped and what it expected. Most of whoever writes a profile, or a file of bank holidays, knows what it is to
say and not what TOML is, so the remedy repeats the line as it has to stand. It repeats nothing of any other file: that may hold a
child's details.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable

_UNKNOWN = "mend the line named"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_KEY = r"[A-Za-z0-9_-]+"
_STATEMENT = re.compile(rf"\s*(?:(?:\{{|,)\s*)?({_KEY})\s*=\s*(.*?)\s*$")
_NOTHING = ("null", "none", "nil", "n/a", "undefined", "tbc", "?", "-")
_YES, _NO = ("yes", "on", "true", "y"), ("no", "off", "false", "n")
_SMART = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"') | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
)  # as a word processor writes quotation marks
_SPACES = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_NUMBERED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_SHORT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", re.ASCII)
_AS_A_DAY = "write a day as year, month, day, without quotation marks"
_IN_MARKS = "words stand in quotation marks, with a comma between two of them"
_MOST_SHOWN = 80
_LONGEST = 1000  # characters of a line that is looked at
_OURS = re.compile(r"^\s*(?:(?:schema_version|extends)\s*[=:]|\[+\s*(?:timescales|tasks|added|removed|closed)\b)", re.MULTILINE)
_SINGLE = ("source", "settings", "review_cycle")
_LISTS = ("events", "facts", "placements", "legal_statuses", "days", "totals", "tasks", "timescales", "considerations")


class _Line(NamedTuple):
    """Where the text stopped being TOML.

    Attributes:
        text: the line; number: which; column: where in it, from nought.
        above: the lines before it.
        what: what was expected there.
    """

    text: str
    number: int
    column: int
    above: list[str]
    what: str


def remedy_of(text: str, error: str) -> str:
    r"""How to mend the line at which a text stops being TOML.

    Args:
        text: the text of the file.
        error: what the parser said, with the place at its end.

    Returns:
        The line as it has to stand, where it shows what was meant; otherwise, that the line is to be mended.

    Example:
        >>> remedy_of("schema_version = 1\nverified = yes", "Invalid value (at line 2, column 12)")
        'write verified = true, or verified = false'
    """
    if not _OURS.search(text):
        return _UNKNOWN
    lines = text.split("\n")
    at = _AT.search(error)
    if at is not None:
        number, column = int(at[1]), int(at[2]) - 1
    else:  # at the end of the document: the last line that says anything
        number = max((place for place, line in enumerate(lines, start=1) if line.strip()), default=1)
        column = len(lines[number - 1])
    if not 1 <= number <= len(lines):
        return _UNKNOWN
    if len(lines[number - 1]) > _LONGEST:
        return _UNKNOWN
    line = _Line(lines[number - 1].rstrip("\r"), number, column, lines[: number - 1], error)
    return next((found for look in _LOOKS if (found := look(line)) is not None), _UNKNOWN)


def _other_characters(line: _Line) -> str | None:
    """Quotation marks and spaces of a word processor, outside texts."""
    bare = _without_texts(line.text)
    if any(ord(char) in _SMART for char in bare) and (mended := line.text.translate(_SMART)) != line.text:
        return f"write straight quotation marks, not those of a word processor: {_shown(mended)}"
    if _SPACES.search(bare):
        return f"a space that a word processor made stands in it; type a plain one: {_shown(_SPACES.sub(' ', line.text))}"
    return None


def _remarks(line: _Line) -> str | None:
    """A remark in another language's form, and a line of a list in prose."""
    begun = line.text.strip()
    if begun.startswith(("//", "/*", ";", "--", "<!--")) or (
        "=" not in begun and begun[:1] in ("-", "*", "\u2022", "\u00b7", "\u2013", "\u2014")
    ):
        return "a remark begins with #"
    return None


def _heading(line: _Line) -> str | None:
    """A heading whose brackets do not match, that stands twice, or that holds a space."""
    begun = line.text.strip()
    named = re.match(r"\[+\s*([^\[\]=]*?)\s*\]*\s*(?:#.*)?$", begun)
    if not begun.startswith("[") or named is None or not named[1]:
        return None
    name = named[1].strip("\"'")
    if "Cannot" not in line.what:
        plain = {known.replace("_", ""): known for known in (*_SINGLE, *_LISTS)}.get(re.sub(r"[\s_-]", "", name), name)
        return f"write [{plain}]" if plain in _SINGLE else f"write [[{plain}]]"
    before = next((number for number, text in enumerate(line.above, start=1) if re.match(rf"\s*\[+\s*{re.escape(name)}\s*\]", text)), None)
    if before is None:
        return f'"{name}" has its value already; leave one of the two'
    if name in _SINGLE:
        return f"it stands on line {before} already; put the keys of both under one"
    return f"it stands on line {before} already; where there may be several, each begins with two brackets: [[{name}]]"


def _twice(line: _Line) -> str | None:
    """A key that stands twice under one heading: the parser says so at the end of the second."""
    if "overwrite" not in line.what and "Duplicate" not in line.what:
        return None
    of_text = [*line.above, line.text]
    for number in range(len(of_text), 0, -1):
        key = _key(of_text[number - 1])
        if key is None:
            continue
        for earlier in range(number - 1, 0, -1):
            above = of_text[earlier - 1]
            if above.lstrip().startswith("["):
                break
            if _key(above) == key:
                return f'"{key}" stands on line {earlier} already, under the same heading; keep one, or begin a new entry before the second'
        return None
    return None


def _key(text: str) -> str | None:
    found = _STATEMENT.match(text)
    return None if found is None or text.lstrip().startswith(("{", ",")) else found[1]


def _no_equals(line: _Line) -> str | None:
    """A key without its equals sign: a colon, two words, no sign at all."""
    if "Expected '='" not in line.what and "Invalid statement" not in line.what:
        return None
    begun = line.text.strip()
    colon = re.match(rf"({_KEY}(?:[ \t]+{_KEY})*)\s*:\s*(.*)$", begun)
    if colon is not None and colon[2]:
        return f"write an equals sign for the colon: {_shown(_statement(colon[1], colon[2]))}"
    inner = re.search(rf"({_KEY})\s*:\s*([^,}}]+)", begun)
    if inner is not None and "=" in begun:
        return f"write an equals sign for the colon: {_shown(_statement(inner[1], inner[2]))}"
    words = re.match(rf"({_KEY}(?:[ \t]+{_KEY})+)\s*=\s*(.+)$", begun)
    if words is not None:
        return f"a key is one word: {_shown(_statement(words[1], words[2]))}"
    without = re.match(rf"({_KEY})\s*([\"'\[{{].*)$", begun)
    if without is not None:
        return f"an equals sign is missing: {_shown(_statement(without[1], without[2]))}"
    return "write key = value, or put # before a remark" if "=" not in begun else None


def _statement(key: str, value: str) -> str:
    one_word = re.sub(r"[ \t]+", "_", key.strip())
    return f"{one_word} = {_as_value(value.strip()) or value.strip()}"


def _several_on_a_line(line: _Line) -> str | None:
    """A second key on one line, or a comma or a semicolon at its end."""
    if "newline" not in line.what:
        return None
    rest = line.text[line.column :].strip()
    if not rest.startswith((",", ";")) and _STATEMENT.match(rest) is None:
        return None
    after = rest.lstrip(",; ")
    if not after:
        return "nothing stands behind a value: take the comma away" if rest[0] == "," else "take the semicolon away"
    return f"one key stands on a line; begin a new one with {_shown(after)}"


def _no_such_day(line: _Line) -> str | None:
    """A day that the calendar does not have."""
    for found in _ISO.finditer(_without_texts(line.text)):
        try:
            date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return f"there is no day {found[0]}: correct the year, the month or the day"
    return None


def _value(line: _Line) -> str | None:
    """A value without its quotation marks, or with some that do not match."""
    found = _STATEMENT.match(line.text)
    if found is None:
        return None
    key, value = found[1], found[2]
    if value[:1] in ("=", ">"):
        return f"write one equals sign: {_shown(f'{key} = ' + value.lstrip('=> '))}"
    if value.startswith(("{", "[")):
        return _inner(key, value)
    if not value or value.startswith("#"):
        return f"{key} has no value; write one, or remove the key"
    if value[0] in "\"'":
        return _unmatched(line, key, value)
    said = re.sub(r"\s+#.*$", "", value.lstrip("=>").strip())
    if said.casefold() in _NOTHING:
        return f"what is not said is left out: remove the line with {key}"
    if said.casefold() in (*_YES, *_NO):
        true, other = ("true", "false") if said.casefold() in _YES else ("false", "true")
        return f"write {key} = {true}, or {key} = {other}"
    mended = _as_value(said)
    return None if mended is None else f"{_why(mended)}: {_shown(f'{key} = {mended}')}"


def _why(mended: str) -> str:
    if mended[:1] != '"':
        return _AS_A_DAY if "-" in mended else "write the number without a nought before it"
    return "a text stands in quotation marks"


def _as_value(said: str) -> str | None:
    """What was meant by a bare value: a day, a number, yes or no, a text; None where it is none of them."""
    if not said or said[0] in "\"'[{":
        return None
    if (day := _day(said)) is not None:
        return day
    if said.casefold() in (*_YES, *_NO):
        return "true" if said.casefold() in _YES else "false"
    if re.fullmatch(r"0\d+", said):
        return said.lstrip("0") or "0"
    return None if '"' in said else f'"{said}"'


def _day(said: str) -> str | None:
    """A day as TOML writes it, of one in British order, with the month's name, or with single figures."""
    if (of_numbers := _NUMBERED.match(said)) is not None:
        day, month, year = (int(part) for part in of_numbers.groups())
    elif (of_name := _NAMED.match(said)) is not None:
        months = [number for number, name in enumerate(MONTHS, start=1) if name.casefold().startswith(of_name[2].casefold())]
        if len(months) != 1:
            return None
        day, month, year = int(of_name[1]), months[0], int(of_name[3])
    elif (short := _SHORT.match(said)) is not None:
        year, month, day = (int(part) for part in short.groups())
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None  # noqa: PLR2004


def _unmatched(line: _Line, key: str, value: str) -> str | None:
    """A text whose quotation mark is missing at the end, or stands inside it."""
    mark = value[0]
    inside = value[1:]
    if mark not in inside:
        closed = value.rstrip("\"'") + mark
        return f"the quotation mark at its end is missing: {_shown(f'{key} = {closed}')}"
    if "\\" in line.what:
        single = "'" + value.strip(mark) + "'"
        return f"between single quotation marks the sign \\ is a plain one: {_shown(f'{key} = {single}')}"
    if value.count(mark) > 2 and value.endswith(mark):  # noqa: PLR2004
        other = "'" if mark == '"' else '"'
        if other not in value:
            return f"the text holds the mark that ends it; use the other: {_shown(f'{key} = {other}{value[1:-1]}{other}')}"
    if inside.rstrip().endswith(")") or not inside.endswith(mark):
        return "only a remark, which begins with #, may stand behind a value"
    return None


def _inner(key: str, value: str) -> str | None:
    """What is wrong inside brackets: words without quotation marks, no comma between them, a table over several lines."""
    if value.startswith("{"):
        if "}" not in value:
            return "a table in { } stands on one line"
        if re.search(r",\s*\}", value):
            mended = re.sub(r",\s*\}", " }", value)
            return f"no comma stands before the bracket that closes: {_shown(f'{key} = {mended}')}"
    if re.match(rf"\[\s*{_KEY}\s*=", value):
        inner = value.strip("[] ")
        return f"keys stand in braces: {_shown(f'{key} = {{ {inner} }}')}"
    if "]" not in value and value.startswith("["):
        return None
    mended = _TOKEN.sub(lambda token: token[0] if token["whole"] else (_as_value(token[0]) or token[0]), value)
    mended = re.sub(r'(["\'])\s+(?=["\'])', r"\1, ", mended)
    if mended == value:
        return None
    days = re.search(r"\d{4}-\d\d-\d\d", mended) and not re.search(r"\d{4}-\d\d-\d\d", value)
    why = _AS_A_DAY if days else _IN_MARKS
    return f"{why}: {_shown(f'{key} = {mended}')}"


_TOKEN = re.compile(
    r"""
    (?P<whole> "[^"]*" | '[^']*' | [\[\]{},=\s]+ | \#.*$ | [A-Za-z0-9_-]+(?=\s*=) | (?:true|false|[1-9]\d*|0|\d{4}-\d\d-\d\d)(?=\s*[,\]}]) )
    | [^\[\]{},="'\#\s][^\[\]{},="'\#]*[^\[\]{},="'\#\s] | [^\[\]{},="'\#\s]
    """,
    re.VERBOSE,
)


def _open_list(line: _Line) -> str | None:
    """A list that an earlier line opens and none closes."""
    if "Unclosed array" not in line.what and "Invalid value" not in line.what:
        return None
    for number in range(line.number - 1, 0, -1):
        found = _STATEMENT.match(line.above[number - 1])
        if found is not None:
            value = _without_texts(found[2])
            return f"the list that begins on line {number} is not closed: end it with ]" if value.count("[") > value.count("]") else None
    return None


def _without_texts(line: str) -> str:
    """A line without what stands in straight quotation marks, and without a remark."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*$", "", line)


def _shown(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"


_LOOKS: tuple[Callable[[_Line], str | None], ...] = (
    _other_characters,
    _remarks,
    _twice,
    _heading,
    _several_on_a_line,
    _no_equals,
    _no_such_day,
    _value,
    _open_list,
)
