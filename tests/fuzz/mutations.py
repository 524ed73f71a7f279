"""Changes to an input that keep most of it readable: the fuzzer's own mutator, and the one of the tests.

Bytes changed at random seldom leave JSON or TOML behind, so most of what libFuzzer tries by itself dies in the parser.
Here a word takes the place of a word, a value that of another under the same key, and tables, rows and lines are moved,
repeated, left out and taken from another input.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|[A-Za-z0-9_./:+-]+|[^\sA-Za-z0-9]')
_QUOTED = re.compile(rb'"((?:[^"\\\n]|\\.)*)"')
_PAIR = re.compile(rb"^([A-Za-z_]+) = (.*)$", re.MULTILINE)
_HOW_MANY = (1, 1, 1, 2, 2, 3, 5)


def mutated(data: bytes, words: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    """The input with one change, or a few.

    Args:
        data: the input.
        words: what may take the place of a word.
        others: inputs from which something may be taken.
        chance: decides.
    """
    for _ in range(chance.choice(_HOW_MANY)):
        if data.lstrip().startswith((b"{", b"[")) and chance.random() < 0.8:
            data = _in_tree(data, words, others, chance)
        else:
            data = chance.choice(_IN_TEXT)(data, words, others, chance)
    return data


# ---- text: TOML, rows of cells, phrases, and JSON that need not stay what it is


def _word(data: bytes, words: Sequence[bytes], _: Sequence[bytes], chance: Random) -> bytes:
    """A text in quotation marks becomes another, of the dictionary or of the input itself; without any, a word does."""
    found = list(_QUOTED.finditer(data))
    if not found:
        return _bare_word(data, words, _, chance)
    old = chance.choice(found)
    new = chance.choice(found)[1] if chance.random() < 0.5 else json.dumps(chance.choice(words).decode())[1:-1].encode()
    return data[: old.start(1)] + new + data[old.end(1) :]


def _bare_word(data: bytes, words: Sequence[bytes], _: Sequence[bytes], chance: Random) -> bytes:
    """A word, number or sign becomes another, of the dictionary or of the input itself, or goes."""
    found = list(_TOKEN.finditer(data))
    if not found:
        return chance.choice(words)
    old = chance.choice(found)
    new = chance.choice((chance.choice(words), chance.choice(found)[0], b""))
    return data[: old.start()] + new + data[old.end() :]


def _number(data: bytes, _: Sequence[bytes], __: Sequence[bytes], chance: Random) -> bytes:
    """A number becomes another, as a rule of the same length."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    old = chance.choice(found)
    number = int(old[0][:9]) + chance.choice((-1, 1, 10, -10, 100, chance.randint(-5000, 5000)))
    return data[: old.start()] + str(abs(number)).zfill(len(old[0])).encode() + data[old.end() :]


def _value(data: bytes, _: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    """What stands after a key becomes what stands after the same key elsewhere."""
    found = list(_PAIR.finditer(data))
    if not found:
        return data
    old = chance.choice(found)
    elsewhere = [pair[2] for pair in _PAIR.finditer(chance.choice(others) + b"\n" + data) if pair[1] == old[1]]
    return data[: old.start(2)] + chance.choice(elsewhere) + data[old.end(2) :]


def _drop(data: bytes, _: Sequence[bytes], __: Sequence[bytes], chance: Random) -> bytes:
    pieces, first, last = _stretch(data, chance)
    return b"".join(pieces[:first] + pieces[last:])


def _repeat(data: bytes, _: Sequence[bytes], __: Sequence[bytes], chance: Random) -> bytes:
    pieces, first, last = _stretch(data, chance)
    place = chance.randint(0, len(pieces))
    return b"".join(pieces[:place] + pieces[first:last] + pieces[place:])


def _borrow(data: bytes, _: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    theirs, first, last = _stretch(chance.choice(others), chance)
    mine, place, _end = _stretch(data, chance)
    return b"".join(mine[:place] + theirs[first:last] + mine[place:])


_IN_TEXT: tuple[Callable[[bytes, Sequence[bytes], Sequence[bytes], Random], bytes], ...] = (
    _word,
    _word,
    _bare_word,
    _number,
    _value,
    _value,
    _drop,
    _repeat,
    _borrow,
)


def _stretch(data: bytes, chance: Random) -> tuple[list[bytes], int, int]:
    """The input in pieces, lines or whole tables, and a few of them."""
    tables = b"\n[" in data and chance.random() < 0.5
    pieces = re.split(rb"(?m)^(?=\[)", data) if tables else data.splitlines(keepends=True)
    first = chance.randint(0, max(0, len(pieces) - 1))
    return pieces, first, min(len(pieces), first + chance.choice((1, 1, 1, 2, 4)))


# ---- JSON


def _in_tree(data: bytes, words: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    """One place in what the JSON holds is changed; JSON Lines have one line changed."""
    lines = data.split(b"\n")
    whole = len(lines) == 1 or not lines[1].startswith(b"{")
    place = 0 if whole else chance.randrange(len(lines))
    try:
        tree = json.loads(data if whole else lines[place])
    except (ValueError, RecursionError):
        return _bare_word(data, words, others, chance)
    slots = list(_slots(tree))
    if not slots:
        return data
    holder, key = chance.choice(slots)
    _change(holder, key, words, others, chance)
    written = json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return written if whole else b"\n".join([*lines[:place], written, *lines[place + 1 :]])


def _slots(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree: what holds it, and the key or index there."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield tree, key
        yield from _slots(value)


def _change(holder: Any, key: Any, words: Sequence[bytes], others: Sequence[bytes], chance: Random) -> None:
    old, what = holder[key], chance.random()
    if what < 0.1:
        del holder[key]
    elif what < 0.2 and isinstance(holder, list):
        holder.insert(chance.randint(0, len(holder)), json.loads(json.dumps(old)))
    elif what < 0.25 and isinstance(holder, dict):
        holder[chance.choice(words).decode()] = old
    elif what < 0.55:
        _take_elsewhere(holder, key, others, chance)
    elif isinstance(old, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", old):
        holder[key] = _number(old.encode(), words, others, chance).decode()
    elif isinstance(old, (bool, int, float)) and what < 0.8:
        holder[key] = chance.choice((not old, old + 1, -1, 0, 10**9, 1e300, None))
    else:
        holder[key] = chance.choice((chance.choice(words).decode(), chance.choice(words).decode(), None, True, 1, [], [old], {}))


def _take_elsewhere(holder: Any, key: Any, others: Sequence[bytes], chance: Random) -> None:
    """Into a place goes what stands under the same key in another input; into a list, a further entry."""
    try:
        slots = list(_slots(json.loads(chance.choice(others))))
    except ValueError:
        return
    if isinstance(holder, list):
        found = [there[name] for there, name in slots if isinstance(there, list) and type(there[name]) is type(holder[key])]
        if found:
            holder.append(chance.choice(found))
        return
    chosen = chance.choice(list(holder)) if chance.random() < 0.5 else key
    found = [there[name] for there, name in slots if name == chosen]
    new = [
        (name, there[name])
        for there, name in slots
        if isinstance(there, dict) and name not in holder and len(there.keys() & holder.keys()) > 1
    ]
    if new and chance.random() < 0.5:
        name, value = chance.choice(new)
        holder[name] = value
    elif found:
        holder[chosen] = chance.choice(found)
