"""How deep JSON and TOML may go before they are read (RFC 8259 section 9: a reader may set a limit)."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.files.nesting import shallow_toml
from lacreview_rules.nesting import DEEPEST, shallow_json

SIGNS = "\"'\\#\n.,[]{}a= "
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.sampled_from(SIGNS), max_size=8)


def depth(value: object) -> int:
    """How deep what was read goes, told by the standard library's reader having read it."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        '{"a":' * DEEPEST + "1" + "}" * DEEPEST,
        json.dumps([[]] * 5000),  # many, and not deep
        json.dumps(["[" * 5000, '\\"[' * 5000]),  # text
    ],
)
def test_json_that_is_read(text: str) -> None:
    assert shallow_json(text) == json.loads(text)


@pytest.mark.parametrize("text", ["[" * (DEEPEST + 1), '{"a":[' * (DEEPEST // 2) + '"]}]}"' + ",[", '["\\"",' * (DEEPEST + 1)])
def test_json_that_is_too_deep(text: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        shallow_json(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * DEEPEST + "]" * DEEPEST,
        ".".join("a" * (DEEPEST + 1)) + " = 1",
        f"a = [{'1.5, ' * 5000}]",
        "\n".join(f"a{number}.b = {number}.5" for number in range(5000)),
        f"# {'[.' * 5000}\na = 1 # {'[.' * 5000}",
        f"a = \"{'[.' * 5000}\"\nb = '{'[.' * 5000}'",
        f"a = \"\"\"{'[.' * 5000}\"\"\"\nb = '''{'[.' * 5000}'''",
        f'a = [""""a"""", """\\"""", ""\'\', \'\'\'\'a\'\'\'\', "{"[" * 5000}"]'.replace("\"\"'',", '"", "",'),
        "".join(f"[[{'a.' * 20}b]]\n" for _ in range(50)),
    ],
)
def test_toml_that_is_read(text: str) -> None:
    assert shallow_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * (DEEPEST + 1),
        "a = " + "[\n" * (DEEPEST + 1),
        ".".join("a" * (DEEPEST + 2)) + " = 1",
        "a = " + "{a.b = " * (DEEPEST // 2 + 1),
        f"[{'a . ' * (DEEPEST + 1)}b]",
        f"x = '''''a'''''\n{'a.' * (DEEPEST + 1)}b = 1",
        f'x = ["""a"""", {"[" * (DEEPEST + 1)}',
        f'x = "" # "\n{"a." * (DEEPEST + 1)}b = 1',
    ],
)
def test_toml_that_is_too_deep(text: str) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        shallow_toml(text)


@given(value=st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)))
def test_json_is_too_deep_exactly_where_what_is_read_of_it_is(value: object) -> None:
    """Beneath as many lists as may stand over it, it is read; beneath one more, it is not."""
    over = DEEPEST - depth(value)
    within = "[" * over + json.dumps(value) + "]" * over
    assert shallow_json(within) == json.loads(within)
    with pytest.raises(ValueError, match="nested too deeply"):
        shallow_json(f"[{within}]")


@given(value=st.lists(st.text(st.sampled_from(SIGNS), max_size=8), max_size=6))
def test_no_text_in_toml_hides_a_bracket_or_is_one(value: list[str]) -> None:
    """Texts of every sign, written as TOML writes them: JSON's strings are TOML's, with few exceptions that are not among these."""
    over = DEEPEST - 1
    within = f"a = {'[' * over}{json.dumps(value)}{']' * over} # [[["
    assert shallow_toml(within) == tomllib.loads(within)
    with pytest.raises(ValueError, match="nested too deeply"):
        shallow_toml(within.replace("a = ", "a = [", 1))


@pytest.mark.parametrize("piece", ['"', "'", '"""', "'''", "\\", '"\\', "#", '\\"', "[]", '""""'])
def test_a_long_text_of_any_sign_is_gone_through_once(piece: str) -> None:
    """A pattern that began again at each sign would not end."""
    for read in (shallow_json, shallow_toml):
        with pytest.raises(ValueError, match=r"."):
            read("[]" * (DEEPEST + 1) + piece * 200_000)
