"""TOML read if it is not nested too deeply: see `nesting`."""

from __future__ import annotations

import re
from typing import Any

from lacreview_rules.nesting import TOO_DEEP, is_deep

# As in JSON: a string that never ends is no TOML, so nothing after it is read.
_TOML_SIGN = (
    r"(?:[^\"'#\[\]{}.,\n]++"
    r'|"""(?:[^"\\]|\\.|"(?!""))*+"{0,5}|\'\'\'(?:[^\']|\'(?!\'\'))*+\'{0,5}'
    r'|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?'
    r"|\#[^\n]*+)*+([\[\]{}.,\n]?)"
)


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

    if is_deep(text, re.compile(_TOML_SIGN, re.DOTALL)):
        raise ValueError(TOO_DEEP)
    return tomllib.loads(text)
