"""Where in a file something stands, as its reader would find it: file, line, entry and key (`lacreview_rules.errors`, "where")."""

from __future__ import annotations

from typing import Any

import pytest

from lacreview_rules.files.places import FilePlaces
from lacreview_rules.profiles.models import Term

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
        (["timescales", 0, "when", "age"], "ours.toml:20: ours/1.when.age"),
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
