"""Where in a file something stands, as its reader would find it: file, line, entry and key (`lacreview_rules.errors`, "where")."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.profiles.vocabulary import Term

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
schema_version = 1
id = "ours"
"name" = "Ours"

[source]
title = "T"
id = "no entry"

[ settings ]
count_back = "clear"

[[tasks]]
id = "visit"
title = "T = V"

[[ tasks ]]
"per" = "review"
id = "minutes"

[[timescales]]
id = "ours/1"
limit = [
  "5 days", # = five
]
limit = "again"
[[timescales.when]]
age = "under 5"

[ review_cycle ]  # = a plain table after entries
per = "no key of an entry"
restarts_on = ["a", 1]
"X" = 1

[X.Y]
X = 2
"""
PLACES = FilePlaces(TEXT, "ours.toml")
CONTENT = {
    "tasks": [{"id": "visit"}, {"id": "minutes"}],
    "timescales": ({"id": "ours/1"}, {"id": 7}),
    "events": [Term(id="e")],
    "source": {"id": "no entry"},
}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ([], "ours.toml"),
        (["id"], "ours.toml:2: id"),
        (["name"], "ours.toml:3: name"),  # written in quotes
        (["source"], "ours.toml:5: source"),
        (["source", "title"], "ours.toml:6: source.title"),
        (["source", "id"], "ours.toml:7: source.id"),
        (["settings"], "ours.toml:9: settings"),  # with spaces in its heading
        (["settings", "count_back"], "ours.toml:10: settings.count_back"),
        (["tasks", 0], "ours.toml:12: visit"),
        (["tasks", 0, "id"], "ours.toml:13: visit.id"),
        (["tasks", 0, "title"], "ours.toml:14: visit.title"),
        (["tasks", 0, "per"], "ours.toml:12: visit.per"),  # not said there: the heading
        (["tasks", 1], "ours.toml:16: minutes"),
        (["tasks", 1, "per"], "ours.toml:17: minutes.per"),
        (["tasks", 1, "id"], "ours.toml:18: minutes.id"),
        (["timescales", 0, "limit"], "ours.toml:22: ours/1.limit"),  # the first of two
        (["timescales", 0, "limit", 3], "ours.toml:22: ours/1.limit.3"),
        (["timescales", 0, "when", "age"], "ours.toml:27: ours/1.when.age"),  # below a heading of its own
        (["timescales", 0, "when", "sex"], "ours.toml:26: ours/1.when.sex"),
        (["timescales", 1, "id"], "ours.toml: timescales[1].id"),  # an id that is no text, and no such heading
        (["timescales", 2, "id"], "ours.toml: timescales[2].id"),
        (["events", 0, "id"], "ours.toml: e.id"),  # an entry that has been read
        (["events", 1, "id"], "ours.toml: events[1].id"),
        (["placements", 0, "id"], "ours.toml: placements[0].id"),
        (["drop"], "ours.toml: drop"),
        (["review_cycle"], "ours.toml:29: review_cycle"),
        (["review_cycle", "restarts_on", 1], "ours.toml:31: review_cycle.restarts_on.1"),
        (["review_cycle", "X"], "ours.toml:32: review_cycle.X"),
        (["X.Y"], "ours.toml:34: X.Y"),
        (["X", "Y", "X"], "ours.toml:35: X.Y.X"),
        (["timescales", 0, "per"], "ours.toml:20: ours/1.per"),  # said in a plain table further on
        (["source", "url"], "ours.toml: source.url"),
        (["tasks"], "ours.toml:12: tasks"),
    ],
)
def test_a_place(path: list[int | str], place: str) -> None:
    """The line where it is known, then the entry by its id, then the key."""
    assert place == PLACES.of(path, CONTENT)


@pytest.mark.parametrize("entries", [None, "text", {"id": "x"}, 3])
def test_entries_that_are_none(entries: Any) -> None:
    """A table written as something else is called by its number."""
    assert "ours.toml:13: tasks[0].id" == PLACES.of(["tasks", 0, "id"], {"tasks": entries})


def test_a_file_without_lines() -> None:
    """In JSON a place is the entry and the key."""
    places = FilePlaces("", "ours.json")
    assert "ours.json: visit.id" == places.of(["tasks", 0, "id"], CONTENT)
    assert "ours.json: id" == places.of(["id"], CONTENT)
    assert "ours.json" == places.of([], CONTENT)


def test_lines_end_with_a_line_feed_only() -> None:
    """A form feed or a separator within a text is no new line to an editor."""
    places = FilePlaces('note = "a\x0cb\u2028c"\r\nid = "x"\r\n', "ours.toml")
    assert "ours.toml:2: id" == places.of(["id"], {})


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_what_stands_in_a_text_of_several_lines_is_no_heading_and_no_key(quotes: str, tmp_path: Path) -> None:
    """Review of November 2026, 4.3: the message named line 10, where the note speaks of a row, and not the row."""
    note = f'[source]\nnote = {quotes}\nA row begins with\n[[timescales]]\ntask = none\n"quoted" ends {quotes}\n'
    text = f'{HEAD}\n{note}\n[[timescales]]\nid = "ours/1"\n'
    path = tmp_path / "ours.toml"
    path.write_text(f'{text}task = "reviw"\nafter = "review"\nlimit = "5 days"\ncite = "1"\n', encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        load_profile(path)
    assert f"{path}:16: ours/1.task" in [problem.where for problem in refused.value.problems]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param('"""a\n[b]\nc = 1"""', id="quotes"),
        pytest.param('"""a \\""" b\n[b]\nc = 1\n"""', id="quotes behind a backslash"),
        pytest.param('"""a\n[b]\n"two""""', id="five quotes at the end"),
        pytest.param("'''a \\\n[b]\nc = 1\\'''", id="apostrophes, in which a backslash is a letter"),
        pytest.param('[\n"a", # [not a heading] c = 1\n[1, 2],\n"c = 1 ]", \'] [\',\n]', id="a list"),
        pytest.param('[\n"""\n]\n""",\n]', id="a list with a text of several lines"),
        pytest.param('{ c = """\n[b]\nd = 1\n""" }', id="an inline table"),
        pytest.param('"a # b" # """ [', id="a comment that opens nothing"),
    ],
)
def test_a_value_over_several_lines_is_passed_over(value: str) -> None:
    """Each is TOML, and the key behind it has the line that an editor shows."""
    text = f"first = {value}\nc = 2\n[b]\nd = 3\n"
    content = tomllib.loads(text)
    places = FilePlaces(text, "f")
    line = 2 + value.count("\n")
    assert [places.of(path, content) for path in (["first"], ["c"], ["b"], ["b", "d"])] == [
        "f:1: first",
        f"f:{line}: c",
        f"f:{line + 1}: b",
        f"f:{line + 2}: b.d",
    ]


def test_rows_written_as_inline_tables_have_lines() -> None:
    """A list of rows, a row or more a line; a list within a row is none."""
    text = '''id = "ours"
timescales = [ # rows
  { id = "ours/1", task = "a = b", "limit" = ["1 day", { no = "row" }] },

  { id = "ours/2", note = """
{ id = 1 }""", task = "t" }, { id = "ours/3" },
]
drop = []
'''
    content = tomllib.loads(text)
    places = FilePlaces(text, "f")
    asked: list[tuple[int, str]] = [(0, "task"), (0, "limit"), (0, "no"), (1, "id"), (1, "task"), (2, "id"), (2, "task")]
    assert [places.of(["timescales", index, key], content) for index, key in asked] == [
        "f:3: ours/1.task",
        "f:3: ours/1.limit",
        "f:3: ours/1.no",
        "f:5: ours/2.id",
        "f:6: ours/2.task",
        "f:6: ours/3.id",
        "f:6: ours/3.task",
    ]
    assert places.of(["drop"], content) == "f:8: drop"


def test_json_has_no_lines() -> None:
    """What looks like a key of TOML in it is none."""
    text = '{"tasks": [\n{"id": "visit",\n"title": "a = b"}]}'
    assert FilePlaces(text, "f").of(["tasks", 0, "title"], json.loads(text)) == "f: visit.title"
