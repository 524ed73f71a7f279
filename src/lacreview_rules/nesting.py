"""How deep a text of JSON or TOML goes, told before it is read: the readers of Python would go as deep as it does.

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
TOO_DEEP = "tables or lists are nested too deeply"
_OPENS, _CLOSES = frozenset("[{"), frozenset("]}")

# What stands before a sign that counts, and the sign, or the end; in strings and comments there are none. A string that never ends
# is no JSON, so nothing after it is read.
_JSON_SIGN = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]|\\.)*+"?)*+([\[\]{}]?)', re.DOTALL)


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
    if text.count("[") + text.count("{") > DEEPEST and is_deep(text, _JSON_SIGN):
        raise ValueError(TOO_DEEP)
    return json.loads(text, object_pairs_hook=hook)


def is_deep(text: str, sign: re.Pattern[str]) -> bool:
    r"""Whether a text goes deeper than it may: by brackets, and in TOML by dots, since ``a.b = 1`` is a table in a table.

    Args:
        text: the text.
        sign: finds what stands before a sign that counts, and the sign, in strings and comments none.

    Example:
        >>> is_deep("[" * 100, re.compile(r"([\[\]])")), is_deep("[" * 101, re.compile(r"([\[\]])"))
        (False, True)
    """
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
