"""Histories as JSON: what a record says, what is wrong with it, and files of one or of many."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lacreview_rules import (
    ArgumentError,
    BecameLookedAfter,
    DecisionsIssued,
    Fact,
    History,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.json import history_record, parse_history, read_histories
from lacreview_rules.profile_files.history_schema import history_schema

if TYPE_CHECKING:
    from pathlib import Path

CHILD = "Zebedee-77"
START = {"event": "became-looked-after", "on": "2025-12-19"}


def one(*events: object, **rest: object) -> dict[str, Any]:
    """A record of one child."""
    return {"child": CHILD, **rest, "events": list(events)}


def problems(record: object) -> list[Problem]:
    """What is wrong with a record."""
    with pytest.raises(HistoryError) as caught:
        parse_history(record)
    return list(caught.value.problems)


def the_problem(record: object) -> Problem:
    """The one thing that is wrong with a record."""
    (problem,) = problems(record)
    return problem


class TestParse:
    """A record in, a history out."""

    def test_contract(self) -> None:
        record = {
            "child": "A123",
            "date_of_birth": "2014-05-02",
            "events": [
                {
                    "event": "became-looked-after",
                    "on": "2025-12-19",
                    "at": "14:00",
                    "placement": "foster-care",
                    "legal_status": "section-20",
                },
                {"event": "review-held", "on": "2026-01-14"},
                {"event": "decisions-issued", "on": "2026-01-20"},
                {"event": "placement-moved", "on": "2026-02-03", "placement": "childrens-home"},
                {"event": "review-arranged", "on": "2026-01-14", "review_on": "2026-04-09"},
                {"event": "task-done", "task": "care-plan", "on": "2025-12-30"},
            ],
        }
        expected = History(
            "A123",
            [
                BecameLookedAfter(on=date(2025, 12, 19), at=time(14, 0), placement="foster-care", legal_status="section-20"),
                ReviewHeld(on=date(2026, 1, 14)),
                DecisionsIssued(on=date(2026, 1, 20)),
                PlacementMoved(on=date(2026, 2, 3), placement="childrens-home"),
                ReviewArranged(on=date(2026, 1, 14), review_on=date(2026, 4, 9)),
                TaskDone(on=date(2025, 12, 30), task="care-plan"),
            ],
            date(2014, 5, 2),
        )
        assert parse_history(record) == expected
        assert history_record(expected) == record

    def test_a_kind_that_is_not_built_in(self) -> None:
        record = one({"event": "care-plan-filed", "on": "2026-01-05", "type": "court", "ref": "7"})
        assert parse_history(record).events == (OtherEvent(on=date(2026, 1, 5), event="care-plan-filed", type="court", ref="7"),)
        assert history_record(parse_history(record)) == record

    def test_a_misspelt_kind_is_for_the_profile_to_know(self) -> None:
        history = parse_history(one(START, {"event": "reviw-held", "on": "2026-01-14"}))
        said = [str(problem) for problem in build_schedule(history, load_profile("england")).problems if "reviw" in str(problem)]
        assert said == ['events[1].event: "reviw-held" is not a kind of event that england knows; did you mean "review-held"?']

    def test_null_stands_for_nothing_where_nothing_is_allowed(self) -> None:
        record = one({**START, "at": None, "placement": None, "note": None, "review": None}, date_of_birth=None)
        assert parse_history(record) == History(CHILD, [BecameLookedAfter(on=date(2025, 12, 19))])

    def test_an_adoptive_placement_of_no_kind_survives(self) -> None:
        history = History(CHILD, [PlacedForAdoption(on=date(2026, 1, 1), placement=None)])
        assert history_record(history)["events"] == [{"event": "placed-for-adoption", "on": "2026-01-01", "placement": None}]
        assert parse_history(history_record(history)) == history

    def test_seconds_survive(self) -> None:
        history = History(CHILD, [ReviewHeld(on=date(2026, 1, 1), at=time(9, 30, 15))])
        assert history_record(history)["events"][0]["at"] == "09:30:15"
        assert parse_history(history_record(history)) == history

    def test_python_dates_will_do(self) -> None:
        assert parse_history(one({**START, "on": date(2025, 12, 19), "at": time(9)})).events[0].at == time(9)

    def test_an_empty_note_is_no_fault(self) -> None:
        assert parse_history(one({**START, "note": ""})).events[0].note == ""

    @pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31", "2024-02-29"])
    def test_first_and_last_days(self, day: str) -> None:
        assert parse_history(one({**START, "on": day})).events[0].on == date.fromisoformat(day)


class TestWrong:
    """Everything that is wrong, where it is, and how to mend it."""

    @pytest.mark.parametrize("value", ["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
    def test_dates_that_do_not_exist(self, value: str) -> None:
        problem = the_problem(one({**START, "on": value}))
        assert problem.where == "events[0].on"
        assert problem.what == "there is no such date"
        assert value not in str(problem)

    @pytest.mark.parametrize("value", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31"])
    def test_dates_out_of_range(self, value: str) -> None:
        assert the_problem(one({**START, "on": value})).what == "the date is not between the years 1900 and 2200"

    @pytest.mark.parametrize("value", ["2026-01-14T10:00:00", "2026-01-14T00:00:00Z", "2026-01-14 10:00"])
    def test_datetimes(self, value: str) -> None:
        assert the_problem(one({**START, "on": value})).what == "it holds a time of day"

    @pytest.mark.parametrize(
        "value",
        [
            "14/01/2026",
            "20260114",
            "2026-W03-3",
            "2026-1-4",
            "",
            " 2026-01-14",
            "2026-01-14\n",
            "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0661\u0664",
            "1768348800",
        ],
    )
    def test_other_text(self, value: str) -> None:
        assert (
            str(the_problem(one({**START, "on": value}))) == 'events[0].on: it is not a date; write it year-month-day, as in "2026-01-14"'
        )

    @pytest.mark.parametrize("value", [20260114, 1768348800, 1.5, True, None, [], {}])
    def test_other_types(self, value: object) -> None:
        assert the_problem(one({**START, "on": value})).what == "it is not a date"

    def test_other_dates(self) -> None:
        arranged = {"event": "review-arranged", "on": "2026-01-14", "review_on": "2026-02-30"}
        requested = {"event": "review-requested", "on": "2026-01-14", "review_by": "14 January"}
        found = problems(one(START, arranged, requested, date_of_birth="2014-06-31"))
        assert [str(problem) for problem in found] == [
            "date_of_birth: there is no such date; correct the day, the month or the year",
            "events[1].review_on: there is no such date; correct the day, the month or the year",
            'events[2].review_by: it is not a date; write it year-month-day, as in "2026-01-14"',
        ]

    @pytest.mark.parametrize(("value", "what"), [("25:00", "there is no such time of day"), ("14:61", "there is no such time of day")])
    def test_times_that_do_not_exist(self, value: str, what: str) -> None:
        assert the_problem(one({**START, "at": value})).what == what

    @pytest.mark.parametrize("value", ["2pm", "14:00Z", "14:00+01:00", "14", 14, "", "2026-01-14T14:00"])
    def test_times(self, value: object) -> None:
        problem = the_problem(one({**START, "at": value}))
        assert (problem.where, problem.what) == ("events[0].at", "it is not a time of day")

    @pytest.mark.parametrize(
        ("event", "expected"),
        [
            ({**START, "emergency": "yes"}, "events[0].emergency: it is neither true nor false"),
            ({**START, "emergency": 1}, "events[0].emergency: it is neither true nor false"),
            ({**START, "emergency": None}, "events[0].emergency: it is neither true nor false"),
            ({**START, "review": "1"}, "events[0].review: it is not a whole number"),
            ({**START, "review": True}, "events[0].review: it is not a whole number"),
            ({**START, "review": 1.0}, "events[0].review: it is not a whole number"),
            ({**START, "review": 0}, "events[0].review: it is less than 1"),
            ({"event": "task-done", "on": "2026-01-14", "task": "visit", "seen": "no"}, "events[0].seen: it is neither true nor false"),
            ({"event": "review-arrangement-cancelled", "on": "2026-01-14", "review_on": "soon"}, "events[0].review_on: it is not a date"),
            ({**START, "review": 10**9}, "events[0].review: it is too large a number"),
            ({**START, "placement": 7}, "events[0].placement: it is not text"),
            ({**START, "placement": " "}, "events[0].placement: it is empty"),
            ({**START, "note": ["x"]}, "events[0].note: it is not text"),
            ({**START, "note": "\ud800"}, "events[0].note: it holds characters that are no text"),
            ({"event": "task-done", "on": "2026-01-14"}, "events[0].task: it is missing"),
            ({"event": "review-arranged", "on": "2026-01-14"}, "events[0].review_on: it is missing"),
            ({"event": "fact", "fact": "", "on": "2026-01-14"}, "events[0].fact: it is empty"),
            ({"event": "review-held"}, "events[0].on: it is missing"),
            ({"on": "2026-01-14"}, "events[0].event: it is missing"),
            ("review-held", "events[0]: an event is an object with keys"),
            (None, "events[0]: an event is an object with keys"),
        ],
    )
    def test_values(self, event: object, expected: str) -> None:
        assert str(the_problem(one(event))).startswith(f"{expected}; ")

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            (None, "a history is an object with keys"),
            ([], "a history is an object with keys"),
            ("x", "a history is an object with keys"),
            ({"events": []}, "child: it is missing"),
            ({"child": "A"}, "events: it is missing"),
            ({"child": 123, "events": []}, "child: it is not text"),
            ({"child": " ", "events": []}, "child: it is empty"),
            ({"child": None, "events": []}, "child: it is not text"),
            ({"child": "A", "events": {}}, "events: it is not a list"),
            ({"child": "A", "events": None}, "events: it is not a list"),
        ],
    )
    def test_records(self, record: object, expected: str) -> None:
        assert str(the_problem(record)).startswith(f"{expected}; ")

    def test_misspelt_keys(self) -> None:
        found = problems({"child": "A", "date_of_brith": "2014-05-02", "events": [{**START, "legal_stauts": "x", "review_on": "x"}]})
        assert [str(problem) for problem in found] == [
            'events[0].legal_stauts: there is no key "legal_stauts" here; did you mean "legal_status"?',
            (
                'events[0].review_on: there is no key "review_on" here; '
                "it is a key of review-arranged, review-arrangement-cancelled: record it there, or leave it out"
            ),
            'date_of_brith: there is no key "date_of_brith" here; did you mean "date_of_birth"?',
        ]

    def test_a_key_that_is_like_no_other_is_not_repeated(self) -> None:
        problem = the_problem(one({**START, "Tomasz Nowak": 1}))
        assert str(problem) == (
            "events[0]: key number 3 is not a known one; "
            "use one of: at, emergency, event, legal_status, note, on, out_of_hours, placement, ref, review"
        )

    def test_keys_that_are_no_text(self) -> None:
        assert [problem.where for problem in problems({"child": "A", "events": [], 7: 1})] == [""]

    @pytest.mark.parametrize("kind", ["Review Held", "review_held", "REVIEW-HELD", "review-held "])
    def test_kinds_written_otherwise(self, kind: str) -> None:
        problem = the_problem(one({"event": kind, "on": "2026-01-14"}))
        assert (problem.where, problem.remedy) == ("events[0].event", 'did you mean "review-held"?')

    @pytest.mark.parametrize("kind", ["Tomasz Nowak", "", 7, None, ["x"], {"x": 1}])
    def test_kinds_like_no_other(self, kind: object) -> None:
        problem = the_problem(one({"event": kind, "on": "2026-01-14"}))
        assert problem.where == "events[0].event"
        assert problem.what == "this is not how a kind of event is written"

    def test_a_misspelt_kind_with_keys_of_its_own(self) -> None:
        assert str(the_problem(one({"event": "review-aranged", "on": "2026-01-14", "review_on": "2026-04-09"}))) == (
            'events[0].event: "review-aranged" is not a built-in kind of event, and a kind that a profile declares has no key '
            '"review_on"; did you mean "review-arranged"?'
        )

    def test_every_problem_at_once(self) -> None:
        with pytest.raises(HistoryError) as caught:
            parse_history(one({"event": "review-held"}, START, {**START, "on": 5}, date_of_birth=7), "file.json:3")
        assert [problem.where for problem in caught.value.problems] == ["date_of_birth", "events[0].on", "events[2].on"]
        assert str(caught.value).startswith("file.json:3: 3 problems\n")
        assert isinstance(caught.value, InputError)

    def test_no_detail_is_repeated(self) -> None:
        secrets = ["Zebedee-77", "2014-02-31", "Grandmother", "Elm Street", "Foxglove"]
        record = {
            "child": [secrets[0]],
            "date_of_birth": secrets[1],
            "Foxglove": "Foxglove",
            "events": [
                {"event": "Foxglove", "on": "Foxglove", "note": {"Foxglove": 1}},
                {"event": "review-requested", "on": "Elm Street", "by": ["Grandmother"], "review_by": "Foxglove", "at": "Foxglove"},
                {"event": "fact", "on": "2026-01-01", "fact": ["Foxglove"], "value": "Foxglove", "ref": 5, "Elm Street": 1},
                ["Foxglove"],
            ],
        }
        text = "\n".join(map(str, problems(record)))
        assert len(text.splitlines()) >= 13
        assert not [secret for secret in secrets if secret in text]


class TestABeginningInTheMiddle:
    """Design, "New keys": `record_starts`, and `reviews_before` with it."""

    RECORD = {"child": "A123", "record_starts": "2026-04-01", "reviews_before": 3, "events": []}  # noqa: RUF012 - never changed

    def test_there_and_back(self) -> None:
        history = parse_history(self.RECORD)
        assert (history.record_starts, history.reviews_before) == (date(2026, 4, 1), 3)
        assert history_record(history) == self.RECORD
        none_before = {**self.RECORD, "reviews_before": 0}
        assert history_record(parse_history(none_before)) == none_before

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"reviews_before": -1}, "reviews_before: it is less than 0; write 0, 1, 2, 3 …, or leave it out"),
            ({"reviews_before": True}, "reviews_before: it is not a whole number; write 1, 2, 3 …"),
            ({"reviews_before": 1.5}, "reviews_before: it is not a whole number; write 1, 2, 3 …"),
            (
                {"record_starts": None},
                "reviews_before: it does not say which day those reviews were held before; add record_starts, or leave it out",
            ),
            ({"record_starts": "1 April"}, 'record_starts: it is not a date; write it year-month-day, as in "2026-01-14"'),
        ],
    )
    def test_what_it_cannot_be(self, more: dict[str, object], told: str) -> None:
        with pytest.raises(HistoryError) as refused:
            parse_history(self.RECORD | more)
        assert [str(problem) for problem in refused.value.problems] == [told]

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"reviews_before": 1}, "reviews_before: it is given without record_starts"),
            ({"record_starts": date(2026, 4, 1), "reviews_before": -1}, "reviews_before: it is less than 0"),
            ({"record_starts": date(2026, 4, 1), "reviews_before": True}, "reviews_before: it is of type bool"),
            ({"record_starts": date(2026, 4, 1), "reviews_before": "3"}, "reviews_before: it is of type str"),
            ({"record_starts": "2026-04-01"}, "record_starts: it is text"),
        ],
    )
    def test_in_python_too(self, given: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError, match=told):
            History("A123", [], **given)


class TestSchema:
    """The JSON Schema says the same as the reader."""

    SCHEMA = history_schema()
    VALIDATOR = Draft202012Validator(SCHEMA)

    def test_it_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(self.SCHEMA)
        assert self.SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert self.SCHEMA["$id"] == "urn:lacreview-rules:history:1"
        assert self.SCHEMA["title"] == "The history of one child"
        json.dumps(self.SCHEMA)

    def test_its_own_example(self) -> None:
        (example,) = self.SCHEMA["examples"]
        self.VALIDATOR.validate(example)
        assert history_record(parse_history(example)) == example

    def test_everything_is_described(self) -> None:
        assert set(self.SCHEMA["$defs"]) == {kind.__name__ for kind in (*BUILT_IN.values(), OtherEvent)}
        for definition in self.SCHEMA["$defs"].values():
            assert definition["description"]
            assert all(field["description"] for field in definition["properties"].values())
        assert all(field["description"] for field in self.SCHEMA["properties"].values())

    def test_words_of_england_are_examples(self) -> None:
        assert "foster-care" in self.SCHEMA["$defs"]["PlacementMoved"]["properties"]["placement"]["examples"]
        assert "care-plan" in self.SCHEMA["$defs"]["TaskDone"]["properties"]["task"]["examples"]

    @pytest.mark.parametrize(
        "record",
        [
            one(START),
            one({"event": "review-held", "on": "2026-01-14", "meeting": False}),
            one({"event": "care-plan-filed", "on": "2026-01-05", "type": None}),
            one({**START, "at": "14:00:05"}, date_of_birth=None),
        ],
    )
    def test_good(self, record: dict[str, Any]) -> None:
        self.VALIDATOR.validate(record)
        parse_history(record)

    @pytest.mark.parametrize(
        "record",
        [
            one({"event": "review-held", "on": "14/01/2026"}),
            one({"event": "review-held", "on": "2026-01-14", "review_on": "2026-01-14"}),
            one({"event": "Review Held", "on": "2026-01-14"}),
            one({"event": "task-done", "on": "2026-01-14"}),
            one({**START, "emergency": "yes"}),
            one({**START, "review": 0}),
            one({**START, "at": "2pm"}),
            one({**START, "placement": ""}),
            {"child": "A"},
            {"child": "A", "events": [], "notes": ""},
        ],
    )
    def test_bad(self, record: dict[str, Any]) -> None:
        assert not self.VALIDATOR.is_valid(record)
        assert problems(record)


def line(child: str, *events: object) -> str:
    """One line of JSON Lines."""
    return json.dumps({"child": child, "events": list(events)})


class TestFiles:
    """Files of one history, of a list, and of one a line."""

    @staticmethod
    def write(folder: Path, content: str | bytes, name: str = "children.jsonl") -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    @staticmethod
    def told(path: Path) -> list[str]:
        """Each child, or each error's text, with the folder left out."""
        return [
            found.child if isinstance(found, History) else str(found).replace(str(path.parent), "").strip("/\\")
            for found in read_histories(path)
        ]

    @staticmethod
    def refused(path: Path) -> str:
        with pytest.raises(HistoryError) as caught:
            list(read_histories(path))
        assert caught.value.source == str(path)
        return str(caught.value).removeprefix(f"{path}: ")

    @pytest.mark.parametrize("name", ["a.json", "a.jsonl", "A.JSON", "a.txt", "a"])
    @pytest.mark.parametrize("indent", [None, 2])
    def test_one(self, tmp_path: Path, name: str, indent: int | None) -> None:
        path = self.write(tmp_path, json.dumps(one(START), indent=indent), name)
        assert list(read_histories(str(path))) == [History(CHILD, [BecameLookedAfter(on=date(2025, 12, 19))])]

    def test_one_with_its_events_line_by_line(self, tmp_path: Path) -> None:
        text = '{"child": "A", "events": [\n{"event": "review-held", "on": "2026-01-14"}\n]}\n'
        assert self.told(self.write(tmp_path, text, "a.json")) == ["A"]

    @pytest.mark.parametrize("indent", [None, 2])
    def test_a_list(self, tmp_path: Path, indent: int | None) -> None:
        records = [{"child": "A", "events": []}, {"child": "B", "events": [{"event": "review-held"}]}, {"child": "C", "events": []}]
        path = self.write(tmp_path, json.dumps(records, indent=indent), "a.json")
        assert self.told(path) == ["A", "a.json[1]: events[0].on: it is missing; add it", "C"]

    def test_an_empty_list_holds_nobody(self, tmp_path: Path) -> None:
        assert self.told(self.write(tmp_path, "[]", "a.json")) == []

    @pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.NDJSON", "a.json", "a"])
    def test_one_a_line(self, tmp_path: Path, name: str) -> None:
        path = self.write(tmp_path, line("A", START) + "\n\n" + line("B") + "\r\n" + line("C"), name)
        assert self.told(path) == ["A", "B", "C"]

    def test_a_broken_line_does_not_stop_the_others(self, tmp_path: Path) -> None:
        lines = [line("A"), '{"child": "B", "events": [', line("C", {"event": "review-held", "on": "2026-02-30"}), "[1]", line("E")]
        assert self.told(self.write(tmp_path, "\n".join(lines))) == [
            "A",
            "children.jsonl:2: not valid JSON: Expecting value (column 27); mend the line; one line is about one child",
            "children.jsonl:3: events[0].on: there is no such date; correct the day, the month or the year",
            "children.jsonl:4: a history is an object with keys; write it between { and }",
            "E",
        ]

    def test_a_first_line_that_is_broken(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, '{"child": "A", "events": [}\n' + line("B"), "a.json")
        assert [isinstance(found, History) for found in read_histories(path)] == [False, True]

    def test_errors_say_where(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, line("A") + "\n{}\n")
        _, error = read_histories(path)
        assert isinstance(error, HistoryError)
        assert error.source == f"{path}:2"
        assert [problem.where for problem in error.problems] == ["child", "events"]

    def test_a_child_who_was_there_before(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, "\n".join([line(CHILD), line("B"), line(CHILD, START)]))
        told = self.told(path)
        assert told[:2] == [CHILD, "B"]
        assert told[2].startswith("children.jsonl:3: child: the same child was at ")
        assert told[2].endswith("children.jsonl:1 already; put all events of a child into one history")
        assert CHILD not in told[2]

    def test_keys_that_stand_twice(self, tmp_path: Path) -> None:
        text = (
            '{"child": "A", "child": "A", "events": [{"event": "review-held", "on": "2026-01-14", "on": "2026-01-15", "Jo": 1, "Jo": 1}]}'
        )
        (error,) = read_histories(self.write(tmp_path, text))
        assert isinstance(error, HistoryError)
        assert [str(problem) for problem in error.problems[:3]] == [
            "child: the key stands twice; leave one",
            "events[0].on: the key stands twice; leave one",
            "events[0]: the key stands twice; leave one",
        ]
        assert "Jo" not in str(error)

    def test_a_byte_order_mark(self, tmp_path: Path) -> None:
        text = line("A") + "\n" + line("B")
        assert self.told(self.write(tmp_path, b"\xef\xbb\xbf" + text.encode())) == ["A", "B"]
        assert self.told(self.write(tmp_path, b"\xef\xbb\xbf" + json.dumps([one()]).encode(), "a.json")) == [CHILD]

    @pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\n"])
    @pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
    def test_empty(self, tmp_path: Path, content: bytes, name: str) -> None:
        assert self.refused(self.write(tmp_path, content, name)) == "the file is empty; check that it is the right file"

    @pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", "{}".encode("utf-16"), "{}".encode("utf-32-le")])
    @pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
    def test_binary(self, tmp_path: Path, content: bytes, name: str) -> None:
        assert self.refused(self.write(tmp_path, content, name)) == "the file is not UTF-8 text; save it as JSON, in UTF-8"

    def test_invalid_utf_8(self, tmp_path: Path) -> None:
        bad = '{\n"child": "José", "events": []}'.encode("cp1252")
        assert self.refused(self.write(tmp_path, bad, "a.json")) == "byte 15 is not UTF-8 text; save the file as UTF-8"
        path = self.write(tmp_path, (line("A") + "\n").encode() + b'{"child": "\xe9"}\n' + line("B").encode())
        assert self.told(path) == ["A", "children.jsonl:2: byte 11 is not UTF-8 text; save the file as UTF-8", "B"]

    @pytest.mark.parametrize("text", ["CHILD,DOB\n1,2\n", "{", "{]", '[{"child"', "[" * 100_000, "[" + "9" * 5000 + "]"])
    def test_no_json(self, tmp_path: Path, text: str) -> None:
        path = self.write(tmp_path, text, "a.json")
        assert "JSON" in self.refused(path)

    @pytest.mark.parametrize("text", ["null", "7", '"A"'])
    def test_json_of_another_kind(self, tmp_path: Path, text: str) -> None:
        path = self.write(tmp_path, text, "a.json")
        assert self.told(path) == ["a.json: a history is an object with keys; write it between { and }"]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert self.refused(tmp_path / "none.json").startswith("the file cannot be read: ")
        assert self.refused(tmp_path).startswith("the file cannot be read: ")

    def test_the_file_is_looked_at_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(HistoryError):
            read_histories(tmp_path / "none.json")

    def test_a_hundred_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        with path.open("wb") as file:
            file.write(b'{"child": "A",\n "events": [' + b" " * 70_000)
            file.seek(100_000_000)
            file.write(b"]}")
        assert self.refused(path) == "the file is larger than 32,000,000 bytes; write one child a line, in a file named .jsonl"

    @pytest.mark.slow
    def test_a_line_of_a_hundred_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("wb") as file:
            file.write(line("A").encode() + b'\n{"child": "B", "events": [')
            for _ in range(100):
                file.write(b" " * 1_000_000)
            file.write(b"]}\n" + line("C").encode())
        tracemalloc.start()
        told = self.told(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert told == ["A", "a.jsonl:2: the line is too long to be about one child; write one child a line", "C"]
        assert peak < 40_000_000

    @pytest.mark.slow
    def test_memory_stays_flat(self, tmp_path: Path) -> None:
        event = {"event": "review-held", "on": "2026-01-14", "note": "x" * 500}
        path = tmp_path / "a.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(line(f"{number:05}", *[event] * 5) + "\n" for number in range(2_000))
        list(read_histories(self.write(tmp_path, line("A"), "warm.jsonl")))
        tracemalloc.start()
        count = sum(isinstance(found, History) for found in read_histories(path))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 2_000
        assert path.stat().st_size > 5_000_000
        assert peak < 1_500_000


def test_a_fact_that_stopped() -> None:
    record = one({"event": "fact", "on": "2026-01-14", "fact": "long-term-foster-placement", "value": False})
    assert parse_history(record).events == (Fact(on=date(2026, 1, 14), fact="long-term-foster-placement", value=False),)
    assert history_record(parse_history(record)) == record
