"""Tables of events, good and bad, as Arrow. Authority: docs/reference/arrow.md and history-format.md; dates by SI 2010/959 reg 33(1).

Looked after on Fri 19 Dec 2025: the first review by Wed 21 Jan 2026, 20 working days later, over Christmas and New Year.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, england_and_wales, load_profile
from lacreview_rules.counting.calendars import BankHoliday
from lacreview_rules.errors import InputError

pa = pytest.importorskip("pyarrow")

from lacreview_rules.arrow import RowsApartError, due_dates_schema, events_schema, schedule_batches  # noqa: E402 - where pyarrow is
from lacreview_rules.arrow.schedules import Answers  # noqa: E402 - as above
from lacreview_rules.arrow.whole_children import Part, Rows, Run  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLAND = load_profile("england")
CAME, HELD = date(2025, 12, 19), date(2026, 1, 14)
FIRST_REVIEW = date(2026, 1, 21)


def events(*rows: tuple[Any, ...], **columns: list[Any]) -> Any:
    """A table of (child, event, day), and other columns beside."""
    child, event, on = (list(values) for values in zip(*rows, strict=True))
    return pa.table({"child": child, "event": event, "on": on, **columns})


def two_children() -> Any:
    return events(*((child, kind, day) for child in "AB" for kind, day in (("became-looked-after", CAME), ("review-held", HELD))))


def ask(table: Any, **more: Any) -> list[dict[str, Any]]:
    return [row for batch in schedule_batches(table, more.pop("profile", ENGLAND), **more) for row in batch.to_pylist()]


def reviews(rows: Iterable[dict[str, Any]], number: int = 1) -> dict[str, date]:
    return {row["child"]: row["due"] for row in rows if row["task"] == "review" and row["review"] == number}


def errors(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {row["child"]: row["error"] for row in rows if row["error"] is not None}


def changed(column: str, values: Any, base: Any = None) -> Any:
    table = two_children() if base is None else base
    place = table.schema.get_field_index(column)
    return table.set_column(place, column, values) if place >= 0 else table.append_column(column, values)


class TestGoodTables:
    def test_the_first_review(self) -> None:
        rows = ask(two_children())
        assert reviews(rows) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}
        assert errors(rows) == {}

    def test_a_day_gives_the_statuses(self) -> None:
        """On Thu 22 Jan, one day after it was due and not held, it is a day late."""
        rows = ask(events(("A", "became-looked-after", CAME)), as_of=date(2026, 1, 22))
        [review] = [row for row in rows if row["task"] == "review" and row["review"] == 1]
        assert (review["as_of"], review["status"], review["days_late"]) == (date(2026, 1, 22), "overdue", 1)

    def test_tasks_in_sequence_are_carried_on(self) -> None:
        """Reg 33(1)(c): every six months after the second; to the end of 2028 there are more than one round ahead."""
        count = [sum(row["task"] == "review" for row in ask(two_children(), until=until)) for until in (None, date(2028, 12, 31))]
        assert count[0] < count[1]

    def test_limits_in_hours_have_a_moment(self) -> None:
        """Review standards RS1: 24 hours after coming into care at 14:30 in summer time is 13:30 of the next day in UTC."""
        table = events(("A", "became-looked-after", date(2026, 7, 1)), at=[time(14, 30)])
        moments = {row["rule"]: row["due_at"] for row in ask(table, profile=load_profile("review-standards")) if row["due_at"] is not None}
        assert moments == {"review-standards/RS1": datetime(2026, 7, 2, 13, 30, tzinfo=UTC)}

    def test_batches_are_bounded(self) -> None:
        sizes = [len(batch) for batch in schedule_batches(two_children(), ENGLAND, most_rows=10)]
        assert max(sizes) == 10
        assert sum(sizes) == len(ask(two_children()))
        with pytest.raises(ValueError, match="at least one row"):
            schedule_batches(two_children(), ENGLAND, most_rows=0)

    def test_each_child_under_a_profile_of_its_own(self) -> None:
        """Newham asks for later reviews 91 days on; the regulations for three months from 14 Jan: 14 Apr, a day earlier than 15 Apr."""
        table = changed("profile", pa.array(["newham", None, "west-sussex-residential", "west-sussex-residential"]))
        rows = ask(table)
        assert {row["child"]: row["profile"] for row in rows} == {"A": "newham", "B": "west-sussex-residential"}
        assert {row["profile"] for row in ask(table, profile=None)} == {"newham", "west-sussex-residential"}
        assert {row["profile"] for row in ask(two_children())} == {"england"}

    def test_a_profile_of_ones_own_by_its_name(self) -> None:
        own = ENGLAND.with_settings(count_back="clear")
        rows = ask(changed("profile", pa.array(["ours"] * 4)), profile=None, profiles={"ours": own})
        assert reviews(rows) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    def test_no_rows_give_no_batches(self) -> None:
        assert list(schedule_batches(events_schema().empty_table(), ENGLAND)) == []
        assert list(schedule_batches([], ENGLAND)) == []

    def test_what_it_takes(self) -> None:
        """A table, one batch, batches, a reader, and whatever else gives an Arrow stream."""

        class Frame:
            def __arrow_c_stream__(self, requested_schema: object = None) -> object:
                return two_children().__arrow_c_stream__(requested_schema)

        table = two_children()
        for given in (table, table.to_batches()[0], table.to_batches(), iter(table.to_batches()), table.to_reader(), Frame()):
            assert reviews(ask(given)) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    def test_days_on_which_the_authority_is_closed(self) -> None:
        """They are off for an authority's own rules, and for those alone: the last working day says so."""
        closed = [BankHoliday(date(2026, 1, 5) + timedelta(n), "Closed") for n in range(400) if n % 7 != 3]
        calendar, profile = england_and_wales().with_closures(*closed), load_profile("newham")
        came, held = BecameLookedAfter(on=CAME), ReviewHeld(on=HELD)
        schedule = build_schedule(History("A", [came, held]), profile, calendar)
        rows = [row for row in ask(two_children(), profile=profile, calendar=calendar) if row["child"] == "A" and row["task"]]
        assert [row["last_working_day"] for row in rows] == [due.last_working_day for due in schedule.due_dates]
        dated = [row for row in rows if row["due"]]
        moved = {row["force"] for row in dated if row["last_working_day"] != calendar.last_working_day_on_or_before(row["due"])}
        assert moved == {"local"}


class TestTypes:
    @pytest.mark.parametrize(
        "kind",
        [
            pa.string(),
            pa.large_string(),
            pa.string_view(),
            pa.dictionary(pa.int32(), pa.string()),
            pa.date64(),
            pa.timestamp("ns"),
            pa.timestamp("s"),
        ],
        ids=str,
    )
    def test_days_of_another_type(self, kind: Any) -> None:
        text = pa.array([str(CAME), str(HELD)] * 2)
        on = text.dictionary_encode() if pa.types.is_dictionary(kind) else two_children().column("on").cast(kind)
        assert reviews(ask(changed("on", on))) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    @pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.large_string())], ids=str)
    @pytest.mark.parametrize("column", ["child", "event"])
    def test_text_of_another_type(self, column: str, kind: Any) -> None:
        array = two_children().column(column).combine_chunks()
        array = array.cast(pa.large_string()).dictionary_encode() if pa.types.is_dictionary(kind) else array.cast(kind)
        assert reviews(ask(changed(column, array))) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    def test_run_ends(self) -> None:
        import pyarrow.compute as pc

        child = pc.run_end_encode(two_children().column("child").combine_chunks())
        assert reviews(ask(changed("child", child))) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    def test_children_by_number(self) -> None:
        assert reviews(ask(changed("child", pa.array([7, 7, 10, 10])))) == {"7": FIRST_REVIEW, "10": FIRST_REVIEW}

    @pytest.mark.parametrize(
        ("column", "values", "what"),
        [
            ("on", pa.array([1.0] * 4), "holds no days"),
            ("on", pa.array([20260114] * 4), "holds no days"),
            ("on", pa.array([datetime(2026, 1, 14, tzinfo=UTC)] * 4), "a moment in a time zone is no day"),
            ("child", pa.array([1001.0] * 4), "holds no text"),
            ("review", pa.array(["1"] * 4), "holds no whole numbers"),
            ("emergency", pa.array(["true"] * 4), "does not hold true and false"),
            ("at", pa.array([930] * 4), "holds no times of day"),
        ],
    )
    def test_a_type_that_is_not_read_is_refused_at_once(self, column: str, values: Any, what: str) -> None:
        with pytest.raises(InputError, match=what) as caught:
            schedule_batches(changed(column, values), ENGLAND)
        assert [problem.where for problem in caught.value.problems] == [f'column "{column}"']

    def test_columns_of_nothing(self) -> None:
        table = two_children()
        for name in ("at", "review", "placement", "emergency", "value", "review_on", "date_of_birth", "profile"):
            table = table.append_column(name, pa.nulls(4))
        assert reviews(ask(table)) == {"A": FIRST_REVIEW, "B": FIRST_REVIEW}

    def test_a_flag_that_says_nothing_may_stand_anywhere(self) -> None:
        """A column of true and false without nulls: false is what an event is taken for that has no such key."""
        assert errors(ask(changed("emergency", pa.array([False] * 4)))) == {}
        assert set(errors(ask(changed("emergency", pa.array([True, True, False, False]))))) == {"A"}


class TestWhatIsMissing:
    def test_every_problem_of_the_columns_at_once(self) -> None:
        table = pa.table({"child": ["A"], "evnt": ["review-held"], "Anna": [1], "on": [1.5]})
        with pytest.raises(InputError) as caught:
            schedule_batches(table, ENGLAND)
        told = str(caught.value)
        assert 'column "event": it is missing' in told
        assert 'column "evnt": there is no such column in a table of events; did you mean "event"?' in told
        assert "columns[2]: there is no such column" in told
        assert 'column "on": a column of type double holds no days' in told
        assert "Anna" not in told

    def test_a_column_twice(self) -> None:
        table = pa.Table.from_arrays([pa.array(["A"])] * 2 + [pa.array(["x"]), pa.array([CAME])], names=["child", "child", "event", "on"])
        with pytest.raises(InputError, match="it is there twice"):
            schedule_batches(table, ENGLAND)

    def test_a_batch_with_other_columns_in_mid_stream(self) -> None:
        good, bad = two_children().to_batches()[0], pa.record_batch({"child": ["C"], "on": [CAME]})
        with pytest.raises(InputError, match='column "event": it is missing'):
            list(schedule_batches([good, bad], ENGLAND))

    def test_no_profile(self) -> None:
        rows = ask(two_children(), profile=None)
        assert [row["child"] for row in rows] == ["A", "B"]
        assert [row["error"].partition(" for ")[0] for row in rows] == [f"rows[{at}].profile: no profile is given" for at in (0, 2)]

    def test_an_unknown_profile(self) -> None:
        rows = ask(changed("profile", pa.array(["newam", None, None, None])))
        assert errors(rows) == {"A": 'rows[0].profile: no profile that is shipped or given has this id; did you mean "newham"?'}
        assert reviews(rows) == {"B": FIRST_REVIEW}

    def test_a_profile_is_never_a_path(self, tmp_path: Any) -> None:
        """A cell of a table opens no file."""
        path = tmp_path / "own.toml"
        path.write_text("no profile", encoding="utf-8")
        assert set(errors(ask(changed("profile", pa.array([str(path)] * 2 + [None] * 2))))) == {"A"}


class TestBadCells:
    """One child has a bad cell, the other has not: one row says why, and the other child has its dates."""

    @pytest.mark.parametrize(
        ("column", "values", "what"),
        [
            ("on", pa.array([str(CAME), "14/01/2026", str(CAME), str(HELD)]), "rows[1].on: it is not a date"),
            ("on", pa.array([str(CAME), "2026-02-30", str(CAME), str(HELD)]), "rows[1].on: there is no such date"),
            ("on", pa.array([CAME, None, CAME, HELD]), "rows[1].on: it is missing"),
            ("on", pa.array([CAME, date(2260, 1, 1), CAME, HELD]), "rows[1].on: the date is not between the years 1900 and 2200"),
            ("on", pa.array([CAME, date(1899, 12, 31), CAME, HELD]), "rows[1].on: the date is not between the years 1900 and 2200"),
            ("on", pa.array([20441, 2**31 - 1, 20441, 20467], pa.int32()).cast(pa.date32()), "rows[1].on: the date is not between"),
            ("on", pa.array([20441, -(2**31), 20441, 20467], pa.int32()).cast(pa.date32()), "rows[1].on: the date is not between"),
            (
                "on",
                pa.array([datetime(2025, 12, 19), datetime(2026, 1, 14, 0, 0, 1), datetime(2025, 12, 19), datetime(2026, 1, 14)]),
                "rows[1].on: it holds a time of day; if it is a moment, make it a date in the zone in which it was recorded",
            ),
            ("event", pa.array(["became-looked-after", "reviw-held ", "became-looked-after", "review-held"]), "rows[1].event: "),
            ("event", pa.array(["became-looked-after", None, "became-looked-after", "review-held"]), "rows[1].event: it is missing"),
            ("event", pa.array(["became-looked-after", "task-done", "became-looked-after", "review-held"]), "rows[1].task: it is missing"),
            ("placement", pa.array([None, "foster-care", None, None]), 'rows[1].placement: there is no key "placement" here'),
            ("placement", pa.array([" ", None, None, None]), "rows[0].placement: it is empty"),
            ("review", pa.array([None, 0, None, None], pa.int64()), "rows[1].review: it is less than 1"),
            ("at", pa.array([None, "half past two", None, None]), "rows[1].at: it is not a time of day"),
            ("date_of_birth", pa.array(["02/05/2014", None, None, None]), "rows[0].date_of_birth: it is not a date"),
            (
                "date_of_birth",
                pa.array([date(2014, 5, 2), date(2014, 2, 5), None, None]),
                "rows[1].date_of_birth: it is not the same as at rows[0], in a row of the same child",
            ),
            ("profile", pa.array(["newham", "england", None, None]), "rows[1].profile: it is not the same as at rows[0]"),
        ],
    )
    def test_the_other_child_has_its_dates(self, column: str, values: Any, what: str) -> None:
        rows = ask(changed(column, values))
        assert list(errors(rows)) == ["A"]
        assert errors(rows)["A"].startswith(what)
        assert [row["task"] for row in rows if row["child"] == "A"] == [None]
        assert reviews(rows) == {"B": FIRST_REVIEW}

    @pytest.mark.parametrize(
        ("born", "told"),
        [
            (["2014-05-02", "02/05/2014"], ["rows[1].date_of_birth: it is not a date"]),
            (["02/05/2014", "2014-05-02"], ["rows[0].date_of_birth: it is not a date"]),
            (
                ["1800-01-01", "02/05/2014"],
                ["rows[0].date_of_birth: the date is not between the years 1900 and 2200", "rows[1].date_of_birth: it is not a date"],
            ),
            (["02/05/2014", "02/05/2014"], ["rows[0].date_of_birth: it is not a date"]),
        ],
    )
    def test_no_date_of_birth_of_a_child_is_passed_over(self, born: list[str], told: list[str]) -> None:
        """In silence nothing: one that can be read in another row does not hide one that cannot."""
        rows = ask(changed("date_of_birth", pa.array([*born, None, None])))
        assert [line.partition(";")[0] for line in errors(rows)["A"].split("\n")] == told

    def test_every_problem_of_a_child_in_one_row(self) -> None:
        rows = ask(events(("A", "became-looked-after", "soon"), ("A", "review-held", "later"), ("A", "", str(HELD))))
        assert [line.partition(":")[0] for line in errors(rows)["A"].split("\n")] == ["rows[0].on", "rows[1].on", "rows[2].event"]

    def test_rows_without_a_child(self) -> None:
        rows = ask(changed("child", pa.array(["A", None, None, "B"])))
        assert [(row["child"], row["error"]) for row in rows if row["error"] and row["child"] is None] == [
            (None, "rows[1].child: it is missing; it is so in 2 rows; fill it in")
        ]

    def test_a_child_of_spaces(self) -> None:
        assert errors(ask(changed("child", pa.array(["  ", "  ", "B", "B"]))))["  "].startswith("rows[0].child: it is empty")

    def test_outside_the_calendar(self) -> None:
        rows = ask(two_children(), calendar=england_and_wales(2026, 2030))
        assert errors(rows)["A"].startswith("rows[0]: ")
        assert "is outside calendar" in errors(rows)["A"]

    def test_a_date_outside_the_calendar_costs_only_its_child(self) -> None:
        """The child before and the child after keep all of their rows."""
        late = date(2030, 12, 20)
        table = events(("A", "became-looked-after", CAME), ("B", "became-looked-after", late), ("C", "became-looked-after", CAME))
        rows = ask(table, calendar=england_and_wales(2020, 2030))
        assert list(errors(rows)) == ["B"]
        counts = [sum(row["child"] == child for row in rows) for child in "ABC"]
        assert counts[1] == 1
        assert counts[0] == counts[2] > 1

    def test_what_cannot_be_is_a_problem_and_the_rest_counts(self) -> None:
        """A review before care began: left out, as `build_schedule` does, and told in a row of its own."""
        table = events(("A", "review-held", date(2025, 12, 1)), ("A", "became-looked-after", CAME))
        rows = ask(table)
        told = [row for row in rows if row["problem"] is not None]
        assert [row["task"] for row in told] == [None]
        assert told[0]["problem"].startswith("rows[0]: review-held: the child was not looked after")
        assert reviews(rows) == {"A": FIRST_REVIEW}
        strict = ask(table, strict=True)
        assert [(row["child"], row["task"]) for row in strict] == [("A", None)]
        assert strict[0]["error"].startswith("rows[0]: review-held: the child was not looked after")

    def test_no_details_of_a_child_in_an_error(self) -> None:
        name = "Anna Example"
        table = events((name, "became-looked-after", "2014-05-xx"), (name, name, "2026-01-14"), note=[name, name], by=[None, name])
        rows = ask(table)
        assert [(row["child"], row["task"]) for row in rows] == [(name, None)]
        assert name not in rows[0]["error"]
        assert "2014" not in rows[0]["error"]


class TestWhereRowsStand:
    @pytest.mark.parametrize("cut", range(9))
    def test_a_child_cut_in_two_by_a_batch(self, cut: int) -> None:
        """A review held 14 Jan makes the second due by 14 Apr (three months); without it there is none on that day."""
        rows = [(child, kind, day) for child in "ABCD" for kind, day in (("became-looked-after", CAME), ("review-held", HELD))]
        table = events(*rows)
        answers = ask([*table.slice(0, cut).to_batches(), *table.slice(cut).to_batches()])
        assert reviews(answers, 2) == dict.fromkeys("ABCD", date(2026, 4, 14))
        assert answers == ask(table)

    def test_children_taken_out_of_a_part(self) -> None:
        """As when a process died: any children of a part, with their rows from several batches and their places."""
        table = pa.concat_tables([two_children(), events(("C", "became-looked-after", None))], promote_options="default").combine_chunks()
        pieces = tuple(table.slice(start, count).to_batches()[0] for start, count in ((0, 1), (1, 2), (3, 2)))
        part = Part(pieces, Rows(), (Run("A", 0, 2), Run("B", 2, 4), Run("C", 4, 5)))
        for first, stop, children in ((0, 1, "A"), (1, 2, "B"), (0, 2, "AB"), (1, 3, "BC"), (2, 3, "C")):
            some = part.of_children(first, stop)
            assert sum(map(len, some.pieces)) == some.runs[-1].stop
            rows = [row for batch in Answers(ENGLAND).to_parts([some]) for row in batch.to_pylist()]
            assert reviews(rows, 2) == dict.fromkeys(set(children) - {"C"}, date(2026, 4, 14))
            assert errors(rows) == ({"C": "rows[4].on: it is missing; add it"} if "C" in children else {})

    def test_a_row_a_batch(self) -> None:
        table = two_children()
        assert ask([table.slice(row, 1).to_batches()[0] for row in range(4)]) == ask(table)

    def test_a_child_cut_between_batches_of_other_columns(self) -> None:
        """As between files of which only one has the column."""
        first = pa.record_batch({"child": ["A"], "event": ["became-looked-after"], "on": [CAME], "placement": ["foster-care"]})
        second = pa.record_batch({"child": ["A", "B"], "event": ["review-held", "became-looked-after"], "on": [str(HELD), str(CAME)]})
        rows = ask([first, second])
        assert errors(rows) == {}
        assert reviews(rows, 2)["A"] == date(2026, 4, 14)

    def test_in_a_table_rows_may_stand_anywhere(self) -> None:
        table = two_children().take([0, 2, 3, 1])
        rows = ask(table)
        assert reviews(rows, 2) == {"A": date(2026, 4, 14), "B": date(2026, 4, 14)}
        assert [row["child"] for row, after in pairwise(rows) if row["child"] != after["child"]] == ["A"]

    def test_and_errors_cite_where_they_stood(self) -> None:
        table = changed("on", pa.array([str(CAME), "bad", str(CAME), str(HELD)])).take([0, 2, 3, 1])
        assert errors(ask(table))["A"].startswith("rows[3].on: ")

    @pytest.mark.parametrize("order", [[0, 2, 3, 1], [2, 0, 1, 3]], ids=["rising", "falling"])
    def test_in_a_stream_rows_apart_are_refused(self, order: list[int]) -> None:
        """What was given of the first part of the child must not be relied on, so it is no row but an exception."""
        stream = two_children().take(order).to_batches()
        with pytest.raises(RowsApartError, match=r"rows\[3\]: a child who was answered before comes again"):
            ask(iter(stream))

    def test_rows_apart_are_seen_across_batches_and_parts(self) -> None:
        table = two_children()
        stream = [table.slice(2, 2), table.slice(0, 1), table.slice(2, 1)]
        with pytest.raises(RowsApartError, match=r"rows\[3\]"):
            ask(batch for one in stream for batch in one.to_batches())

    def test_many_children_in_no_order(self) -> None:
        """Whole children in any order are no error."""
        table = pa.concat_tables([events((child, "became-looked-after", CAME)) for child in "CADB"])
        assert list(reviews(ask(iter(table.to_batches())))) == ["C", "A", "D", "B"]


class TestSchemas:
    def test_they_are_fixed(self) -> None:
        assert [field.name for field in events_schema() if not field.nullable] == ["child", "event", "on"]
        for notices in (False, True):
            schema = due_dates_schema(notices=notices)
            assert all(batch.schema.equals(schema) for batch in schedule_batches(two_children(), ENGLAND, notices=notices))

    def test_pyarrow_is_loaded_only_when_used(self) -> None:
        """Issue: `pyarrow` only when used."""
        code = "import sys, lacreview_rules, lacreview_rules.cli; print('pyarrow' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"

    def test_without_pyarrow_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.startswith(("lacreview_rules.arrow", "pyarrow"))]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(ModuleNotFoundError, match=r"pip install \"\.\[arrow\]\""):
            __import__("lacreview_rules.arrow")
