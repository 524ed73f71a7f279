"""Where the children of a caseload come from: files, a data return, and which child has which profile.

Dates: SI 2010/959 reg 33(1) (R1), twenty working days after Monday 5 January 2026 is Monday 2 February.
"""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import BecameLookedAfter, History
from lacreview_rules.caseload.profile_choices import read_profile_choices
from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce, SameAgain
from lacreview_rules.errors import HistoryError, InputError
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.record import recorded_days, unknown_starts

if TYPE_CHECKING:
    from pathlib import Path

CAME_IN = {"event": "became-looked-after", "on": "2026-01-05"}
HELD = {"event": "review-held", "on": "2026-01-28"}


def record(child: str = "A1", *events: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"child": child, "events": list(events or (CAME_IN,)), **more}


def lines(*records: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in records).encode()


def read(*records: object) -> list[Any]:
    return list(ChildrenOnce().from_lines("one", io.BytesIO(lines(*records))))


# ---- children ----------------------------------------------------------------------------------------------


def test_a_record_may_name_its_profile_and_where_its_reviews_begin() -> None:
    [found] = read(record(profile="newham", reviews_from="2025-10-01"))
    assert (found.where, found.profile, found.reviews_from) == ("one:1", "newham", date(2025, 10, 1))
    assert found.history == History("A1", [BecameLookedAfter(on=date(2026, 1, 5))])


@pytest.mark.parametrize(("key", "value"), [("profile", 7), ("profile", " "), ("reviews_from", "1 May"), ("reviews_from", 20250501)])
def test_keys_that_make_no_sense(key: str, value: object) -> None:
    [found] = read({**record(), key: value})
    assert isinstance(found, HistoryError)
    assert [problem.where for problem in found.problems] == [key]


def test_every_problem_of_a_record_is_told_at_once() -> None:
    [found] = read({"child": "A1", "profile": 7, "events": [{"event": "review-held", "on": "soon"}]})
    assert [problem.where for problem in found.problems] == ["profile", "events[0].on"]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "children.jsonl"
    path.write_bytes(lines(record("A1"), "{", record("A2"), '{"child": "A3"}', "", record("A4")))
    found = list(ChildrenOnce().from_path(path))
    assert [one.history.child if isinstance(one, ChildRecord) else getattr(one, "source", "") for one in found] == [
        "A1",
        f"{path}:2",
        "A2",
        f"{path}:4",
        "A4",
    ]


def test_the_same_record_twice_counts_once() -> None:
    """In another order, and in another file: it says the same."""
    once = ChildrenOnce()
    [first] = once.from_lines("one", io.BytesIO(lines(record("A1", CAME_IN, HELD))))
    [second] = once.from_lines("two", io.BytesIO(lines(record("A1", HELD, CAME_IN))))
    assert isinstance(first, ChildRecord)
    assert second == SameAgain("two:1", "one:1")


def test_several_events_of_one_kind_and_day_are_told_apart_too() -> None:
    """Two tasks done on one day, in another order: the same. One of them another task: not the same."""
    done = [{"event": "task-done", "on": "2026-02-02", "task": task} for task in ("visit", "care-plan", "visit-report")]
    first, second, third = read(
        record("A1", CAME_IN, done[0], done[1]), record("A1", done[1], CAME_IN, done[0]), record("A1", CAME_IN, done[0], done[2])
    )
    assert isinstance(first, ChildRecord)
    assert second == SameAgain("one:2", "one:1")
    assert isinstance(third, HistoryError)


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    """Each of its children was counted twice: the place of the second was that of the first."""
    path = tmp_path / "children.jsonl"
    path.write_bytes(lines(record("A1"), record("A2")))
    once = ChildrenOnce()
    assert all(isinstance(one, ChildRecord) for one in once.from_path(path))
    assert list(once.from_path(path)) == [SameAgain(f"{path}:{line}", f"{path}:{line}") for line in (1, 2)]


@pytest.mark.parametrize("other", [record("A1", CAME_IN), record("A1", CAME_IN, HELD, profile="newham")])
def test_two_records_of_one_child_that_differ_are_never_mixed(other: dict[str, Any]) -> None:
    """The second is refused, by its place and the first's; no child's id is printed."""
    first, second = read(record("A1", CAME_IN, HELD), other)
    assert [event.kind for event in first.history.events] == ["became-looked-after", "review-held"]
    assert isinstance(second, HistoryError)
    assert "one:2" in str(second)
    assert "one:1" in str(second)
    assert "A1" not in str(second)


def test_a_broken_record_does_not_shut_out_a_good_one() -> None:
    broken, good = read(record("A1", {"event": "review-held", "on": "never"}), record("A1"))
    assert isinstance(broken, HistoryError)
    assert isinstance(good, ChildRecord)


@pytest.mark.parametrize("suffix", [".json", ".txt"])
def test_files_of_other_names(tmp_path: Path, suffix: str) -> None:
    """One history, a list of them, or one a line."""
    path = tmp_path / f"children{suffix}"
    for content, places in (
        (json.dumps(record("A1"), indent=1).encode(), [str(path)]),
        (json.dumps([record("A1"), record("A2")]).encode(), [f"{path}[0]", f"{path}[1]"]),
        (lines(record("A1"), record("A2")), [f"{path}:1", f"{path}:2"]),
    ):
        path.write_bytes(content)
        assert [one.where for one in ChildrenOnce().from_path(path) if isinstance(one, ChildRecord)] == places


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("\ufeff{}".encode("utf-16"), "not UTF-8 text"),
        (b'{"child": "\xff"}', "not UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"child": "A1", "child": "A2", "events": []}', "the key stands twice"),
        (b"[1]", "a history is an object"),
    ],
)
def test_lines_that_hold_no_history(content: bytes, words: str) -> None:
    [found] = ChildrenOnce().from_lines("one", io.BytesIO(content))
    assert isinstance(found, HistoryError)
    assert words in str(found)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    [found] = ChildrenOnce().from_path(tmp_path / "none.jsonl")
    assert isinstance(found, HistoryError)
    assert "cannot be read" in str(found)


# ---- a data return -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviews", "episodes", "since", "until"),
    [
        ({2018: 2}, {}, date(2017, 4, 1), date(2018, 3, 31)),
        ({2018: 2, 2019: 3}, {2019: 1}, date(2017, 4, 1), date(2019, 3, 31)),
        ({2016: 90, 2018: 80, 2019: 85}, {2019: 9}, date(2017, 4, 1), date(2019, 3, 31)),  # the return to March 2017 is missing
        ({2018: 500, 2062: 2}, {2018: 90}, date(2017, 4, 1), date(2018, 3, 31)),  # two slips of the pen
        ({2018: 9}, {2019: 1}, date(2017, 4, 1), date(2019, 3, 31)),
        ({}, {2015: 1, 2019: 1}, date(2018, 4, 1), date(2019, 3, 31)),  # a file of reviews without a row
        ({}, {}, None, None),
    ],
)
def test_the_days_over_which_reviews_are_on_record(
    reviews: dict[int, int], episodes: dict[int, int], since: date | None, until: date | None
) -> None:
    """A return runs from 1 April to 31 March; reviews are judged only over years that follow one another."""
    assert recorded_days(reviews, episodes, has_reviews=True) == (since, until, True)
    assert recorded_days(reviews, episodes, has_reviews=False) == (None, until, False)


def test_a_start_that_the_return_does_not_say(tmp_path: Path) -> None:
    """RNE S begins care; a first row with RNE L continues something that the file does not have."""
    rows = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,05/01/2026,S,V2,U6,,\nA2,06/01/2026,L,C2,U6,,\n"
    (tmp_path / "episodes.csv").write_text(rows, encoding="utf-8")
    assert [unknown_starts(history) for history in read_ssda903(tmp_path)] == [frozenset(), {date(2026, 1, 6)}]


# ---- profiles ----------------------------------------------------------------------------------------------


def choices(path: Path, content: str) -> dict[str, str]:
    path.write_text(content, encoding="utf-8")
    return {child: profile.id for child, profile in read_profile_choices(path).items()}


def test_profiles_of_children_as_csv(tmp_path: Path) -> None:
    """With other columns, in any order, with the mark that spreadsheets write, and a line twice."""
    content = "\ufeffTeam;Profile;Child\nEast;newham;A1\n;england;A2\n\nEast;newham;A1\n"
    assert choices(tmp_path / "p.csv", content) == {"A1": "newham", "A2": "england"}


def test_profiles_of_children_as_toml(tmp_path: Path) -> None:
    assert choices(tmp_path / "p.toml", '[profiles]\n"A1" = "newham"\n2 = "portsmouth"\n') == {"A1": "newham", "2": "portsmouth"}


def test_a_profile_file_beside_the_table(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(HEAD, encoding="utf-8")
    assert choices(tmp_path / "p.csv", "child,profile\nA1,ours.toml\n") == {"A1": "ours"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("p.csv", "child,profile\nSECRET,newhm\nSECRET,\n", ["row 2: ", '"newham"', "row 3: profile is empty"]),
        ("p.csv", "child,profile\nSECRET,newham\nSECRET,england\n", ["row 3: the child has another profile at row 2"]),
        ("p.csv", "SECRET,newham\n", ["no row names the columns child and profile; name them in the first row"]),
        ("p.csv", "", ["the file is empty"]),
        ("p.csv", "child,profile,profile\nSECRET,newham,england\n", ["row 1, column C: the heading means profile, or may"]),
        ("p.csv", "child,profile,profiles\nSECRET,newham,england\n", ["row 1, column C: the heading means profile, or may"]),
        ("p.csv", "child,profiles\nSECRET,newham\n", ["row 1, column B (profile): the heading is misspelt; correct it"]),
        ("p.csv", "child,profile\nSECRET,newham,england\n", ["row 2: it has more cells than the 2 headings"]),
        ("p.csv", "child,profile\n,newham\n", ["row 2, column A (child): it is empty"]),
        ("p.csv", "child,profile\nSECRET,gone.toml\n", ["row 2: this is not a shipped profile, nor a file that can be read"]),
        ("p.toml", "[profiles]\nSECRET = 1\n", ["entry 1 of [profiles]: its value is not"]),
        ("p.toml", 'SECRET = "newham"\n', ["there is something beside", "there is no table [profiles]"]),
        ("p.toml", "[profiles\n", ["not valid TOML"]),
    ],
)
def test_tables_that_cannot_be_used(tmp_path: Path, name: str, content: str, told: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        choices(tmp_path / name, content)
    for words in told:
        assert words in str(caught.value)
    assert "SECRET" not in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("a.toml", "[profiles]\n[profiles.ZQCHILD]\n[profiles.ZQCHILD]\n", ["line 3, column 18"]),
        ("a.toml", '[profiles]\n"X" = {"ZQCHILD" = 1, "ZQCHILD" = 2}\n', ["line 2, column "]),
        ("a.toml", '[profiles]\nZQCHILD = "newham"\nZQCHILD = "newham"\n', ["line 3, column "]),
        ("a.toml", '[profiles]\nengland = "ZQCHILD"\n', ["entry 1 of [profiles]"]),
        ("a.toml", '[profiles]\nenglish = "ZQCHILD\n', ["line 2, column "]),
        ("a.csv", "child,profile\nengland,ZQCHILD\n", ["row 2"]),
        ("a.csv", "child,profile\nengland,ZQCHILD/born 2014\n", ["row 2"]),
        ("a.csv", "child,profile\nengland,ZQCHILD.toml\n", ["row 2"]),
        ("a.csv", "child,profile\nengland,ZQCHILD\0.toml\n", ["row 2"]),
        ("a.csv", "ZQCHILD;profile\nA;newham\n", [""]),
        ("a.csv", f"child,profile\nA,newham\nB,{'ZQCHILD' * 20_000}\n", ["row 3"]),
        ("a.toml", f"[profiles]\nZQCHILD = {'9' * 5_000}\n", [""]),
        ("a.toml", f"[profiles]\nZQCHILD = {'[' * 100_000}\n", [""]),
    ],
)
def test_no_identifier_is_in_an_error_of_the_profiles_of_children(tmp_path: Path, name: str, content: str, places: list[str]) -> None:
    """SECURITY.md: errors cite the place, and never an identifier (record B2); also where the two columns are exchanged."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_profile_choices(path)
    assert "ZQCHILD" not in str(caught.value)
    assert "2014" not in str(caught.value)
    assert [problem.where[: len(place)] for problem, place in zip(caught.value.problems, places, strict=True)] == places
    assert all(problem.remedy for problem in caught.value.problems)
