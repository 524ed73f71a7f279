"""What crashed once is refused, at its place and with a remedy; tests/fuzz/crashes holds the inputs themselves.

Authority: errors.py (what, where, why, remedy; never a child's details) and the formats in docs/reference.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_profiles import ALONE, head_of

from lacreview_rules import OtherEvent, load_profile
from lacreview_rules.counting.periods import Period
from lacreview_rules.errors import HistoryError, LacReviewError, PeriodError, ProfileError, close_to
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.histories.json import parse_history
from lacreview_rules.histories.totals import passed_on
from lacreview_rules.profiles.vocabulary import Total

if TYPE_CHECKING:
    from pathlib import Path

JSON = {"schema_version": 1, "id": "ours", "name": "Ours", "version": "1"}
ROW = (
    '[[tasks]]\nid = "t"\ntitle = "T"\nper = "event"\n[[timescales]]\nid = "ours/1"\ntask = "t"\nlimit = "3 days"\nafter = "review-held"\n'
)


def refused(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    return [str(problem).removeprefix(str(path)) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("x = " + "9" * 5000, ": not valid TOML: a number is too long, or tables are nested too deeply; mend it"),
        ("x = " + "[" * 50_000, ": not valid TOML: a number is too long, or tables are nested too deeply; mend it"),
        ('extends = "\\u0000.toml"', ":5: extends: no file can have this name; write the path of a .toml or .json file"),
    ],
)
def test_toml_that_cannot_be_held(tmp_path: Path, body: str, told: str) -> None:
    assert refused(tmp_path / "ours.toml", f"{ALONE}{body}\n") == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            json.dumps(JSON)[:-1] + ', "x": ' + "9" * 5000 + "}",
            [": not valid JSON: a number is too long, or tables are nested too deeply; mend it"],
        ),
        (json.dumps({**JSON, "name": "\ud800"}), [": name: it holds characters that are no text; write it again"]),
        (json.dumps({**JSON, "source": {"\ud800": 1}}), [": source: a key in it holds characters that are no text; write it again"]),
        (
            json.dumps({**JSON, "roles": ["a", "\udfff"], "tasks": [{"id": "t", "title": "\ud800"}]}),
            [
                ": roles[1]: it holds characters that are no text; write it again",
                ": t.title: it holds characters that are no text; write it again",
            ],
        ),
        (
            json.dumps(JSON)[:-1] + ', "name": "Theirs", "drop": [], "drop": []}',
            [f': the key "{key}" stands twice in one object; leave one' for key in ("name", "drop")],
        ),
    ],
)
def test_json_that_cannot_be_held(tmp_path: Path, text: str, told: list[str]) -> None:
    """Of two equal keys `json` keeps the last and says nothing: half of a profile would be lost."""
    assert refused(tmp_path / "ours.json", text) == told


@pytest.mark.parametrize("key", ["in[force", "function-before", "0", ""])
def test_an_unknown_key_is_told_whatever_it_is(tmp_path: Path, key: str) -> None:
    """Some look like the words that pydantic puts into a place."""
    (told,) = refused(tmp_path / "ours.toml", f'{ALONE}{ROW}"{key}" = 1\n')
    assert f': ours/1.{key}: there is no key "{key}"' in told


def test_unknown_keys_side_by_side_are_all_told(tmp_path: Path) -> None:
    """Two exceptions that hold nothing else, and one that does; what else is wrong is told as well."""
    body = f'{ALONE}{ROW}unless = [{{ ag = "x" }}, {{ plcement = "y" }}, {{ age = "5 or ovr", fct = "z" }}]\n'
    told = refused(tmp_path / "ours.toml", body)
    assert [line.split(": ")[1] for line in told] == [f"ours/1.unless.{place}" for place in ("0.ag", "1.plcement", "2.fct")] + [
        "ours/1.unless"
    ]


def test_a_value_of_two_kinds_is_told_by_its_key(tmp_path: Path) -> None:
    """`may_precede` is true, false or a period; what pydantic calls the kinds is no part of the place."""
    told = refused(tmp_path / "ours.toml", f"{ALONE}{ROW}may_precede = 3.5\n")
    assert {line.split(": ")[1] for line in told} == {"ours/1.may_precede"}


def test_profiles_in_a_long_row(tmp_path: Path) -> None:
    """Each extends the next."""
    for number in range(40):
        head = ALONE.replace("ours", f"p{number}")
        (tmp_path / f"p{number}.toml").write_text(f'{head}extends = "./p{number + 1}.toml"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match="more than 20 profiles extend one another; put some of them together"):
        load_profile(tmp_path / "p0.toml")


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_a_ring_of_links(tmp_path: Path) -> None:
    """Which error the system gives, depends on the version of Python."""
    (tmp_path / "one.toml").symlink_to(tmp_path / "two.toml")
    (tmp_path / "two.toml").symlink_to(tmp_path / "one.toml")
    path = tmp_path / "ours.toml"
    path.write_text(head_of(extends="./one.toml"), encoding="utf-8")
    with pytest.raises(LacReviewError, match=r"no file can have this name|no profile can be read"):
        load_profile(path)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"records": ["review", []]}, "records[1]: it is not text; write it in quotation marks"),
        ({"records": [""]}, "records[0]: it is empty; fill it in, or leave the key out"),
        ({"records": "review"}, "records: it is not a list; write it between [ and ]"),
        (
            {"events": [{"event": "fact", "on": "2026-01-14", "fact": "f", "value": []}]},
            'events[0].value: it is neither true, nor false, nor text; write true, false, a period such as "4 weeks", or a date',
        ),
    ],
)
def test_a_place_in_a_history(record: dict[str, Any], told: str) -> None:
    """One problem, at the key: not at an event of the same number, and not once for each kind of value."""
    with pytest.raises(HistoryError) as error:
        parse_history({"child": "A1", "events": [], **record})
    assert [str(problem) for problem in error.value.problems] == [told]


def test_a_message_can_be_written_down_and_is_not_endless() -> None:
    """Half of a pair of characters stands in it as an escape."""
    with pytest.raises(PeriodError) as error:
        Period.parse("\ud800 days")
    assert "\\ud800 days" in str(error.value)
    with pytest.raises(PeriodError) as error:
        Period.parse("9" * 100_000)
    assert len(str(error.value)) < 200


def test_what_is_a_misspelling() -> None:
    """A letter or two; a word with a name beside it is none, and is not repeated."""
    known = ["foster-care", "visit", "parent"]
    assert [close_to(word, known) for word in ("foster-car", "fosster-care", "Visit", "visits")] == [
        "foster-care",
        "foster-care",
        "visit",
        "visit",
    ]
    assert [close_to(word, known) for word in ("foster-care Ann", "Ann foster-care", "visit-Jo", "Ann", "")] == [None] * 5


def test_places_are_found_in_one_pass() -> None:
    """Lines of entries, of keys in plain tables and at the top; the heading where the key has no line there."""
    text = 'id = "a"\r\n[source]\ntitle = "x"\n[[ tasks ]]\nid = "t"\n"title" = "T"\n[[tasks]]\n[[days]]\nid="d"\n[days.more]\non = []\n'
    places, content = FilePlaces(text, "f"), {"tasks": [{"id": "t"}, {}], "days": [{"id": "d"}]}
    asked: list[list[int | str]] = [
        ["id"],
        ["source"],
        ["source", "title"],
        ["tasks", 0, "title"],
        ["tasks", 1, "id"],
        ["days", 0, "on", 2],
        ["gone"],
        [],
    ]
    assert [places.of(path, content) for path in asked] == [
        "f:1: id",
        "f:2: source",
        "f:3: source.title",
        "f:6: t.title",
        "f:7: tasks[1].id",
        "f:8: d.on.2",
        "f: gone",
        "f",
    ]


_STAYS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 30)), max_size=8)


@given(_STAYS, st.integers(1, 40), st.sampled_from(["4 weeks", "30 days"]))
def test_days_of_stays_that_overlap_count_once(stays: list[tuple[int, int]], most: int, within: str) -> None:
    """CPR 2010 reg 48: days, not stays, are added up. Counted here day by day, over the window that ends on each."""
    first = date(2026, 1, 1)
    away = {start + day for start, length in stays for day in range(length + 1)}
    window = 28 if within == "4 weeks" else 30
    passed = [day for day in sorted(away) if sum(day - window < other <= day for other in away) > most]
    events = [OtherEvent(event="stay", on=first + timedelta(start), ends_on=first + timedelta(start + length)) for start, length in stays]
    expected = first + timedelta(passed[0]) if passed else None
    assert passed_on(Total(id="t", event="stay", days=most, within=within), events) == expected


@pytest.mark.slow
def test_stays_without_end_that_overlap_are_added_up_at_once() -> None:
    """Ten thousand stays of three hundred years each: their days are those of one."""
    events = [OtherEvent(event="stay", on=date(1900, 1, 1) + timedelta(n % 7), ends_on=date(2200, 12, 31)) for n in range(10_000)]
    assert passed_on(Total(id="t", event="stay", days=3660, within="10 years"), events) is None
    assert passed_on(Total(id="t", event="stay", days=3651, within="10 years"), events) == date(1900, 1, 1) + timedelta(3651)
