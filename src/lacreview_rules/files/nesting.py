"""JSON and TOML read if they are not nested too deeply: the readers of Python would go as deep as a text does.

How deep they can go depends on the machine and the Python, and where the stack is short (a page in the browser) they end the
program instead of saying so. So the depth is told from the text before it is read, and is the same everywhere.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 100
"""How many objects, lists or tables may stand in one another; what anybody has written has some ten."""

# What stands before a sign that counts, and the sign, or the end; in strings and comments there are none. A string that never ends
# is no JSON or TOML, so nothing after it is read.
_JSON_SIGN = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]|\\.)*+"?)*+([\[\]{}]?)', re.DOTALL)
_TOML_SIGN = (
    r"(?:[^\"'#\[\]{}.,\n]++"
    r'|"""(?:[^"\\]|\\.|"(?!""))*+"{0,5}|\'\'\'(?:[^\']|\'(?!\'\'))*+\'{0,5}'
    r'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?'
    r"|\#[^\n]*+)*+([\[\]{}.,\n]?)"
)


def shallow_json(text: str, hook: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """What stands in a JSON text.

    Args:
        text: the text.
        hook: makes an object from its keys and values, as ``object_pairs_hook`` of `json`.

    Raises:
        json.JSONDecodeError: it is not JSON.
        ValueError: it is nested too deeply, or holds a number that is too long.

    Example:
        >>> shallow_json('{"child": "A123"}')
        {'child': 'A123'}
    """
    if text.count("[") + text.count("{") > DEEPEST and _is_deep(text, _JSON_SIGN):
        raise ValueError(_TOO_DEEP)
    return json.loads(text, object_pairs_hook=hook)


def shallow_toml(text: str) -> dict[str, Any]:
    """What stands in a TOML text.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
        ValueError: it is nested too deeply, or holds a number that is too long.

    Example:
        >>> shallow_toml('id = "ours"')
        {'id': 'ours'}
    """
    import tomllib  # noqa: PLC0415 - most that is read is JSON

    if _is_deep(text, re.compile(_TOML_SIGN, re.DOTALL)):
        raise ValueError(_TOO_DEEP)
    return tomllib.loads(text)


_TOO_DEEP = "tables or lists are nested too deeply"
_OPENS, _CLOSES = frozenset("[{"), frozenset("]}")


def _is_deep(text: str, sign: re.Pattern[str]) -> bool:
    """Whether a text goes deeper than it may: by brackets, and in TOML by dots, since ``a.b = 1`` is a table in a table."""
    dots = [0]  # in the key that is open, at the top and in each bracket
    deep = 0
    for found in sign.finditer(text):
        what = found[1]
        if what == ".":
            dots[-1] += 1
            deep += 1
        elif what in _OPENS:
            dots.append(0)
            deep += 1
        elif what in _CLOSES:
            if len(dots) > 1:
                deep -= dots.pop() + 1
        elif what == "," or len(dots) == 1:  # the next key, or the next line outside all brackets
            deep -= dots[-1]
            dots[-1] = 0
        if deep > DEEPEST:
            return True
    return False
