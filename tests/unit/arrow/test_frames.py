"""Tables as those write them who have the data: pandas, Polars, DuckDB, Spark, ClickHouse. Records 3 to 7 of peers, November 2026.

Read rightly, or refused with the column, its type and what to do. Looked after on Fri 19 December 2025: the first review is due
twenty working days later, Wed 21 January 2026 (CPR 2010 reg 33(1)); held on 14 January, the second three months after, 14 April
(reg 33(2)).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lacreview_rules import load_profile
from lacreview_rules.arrow import schedule_batches
from lacreview_rules.arrow.one_table import one_table
from lacreview_rules.arrow.parquet import EventFiles
from lacreview_rules.arrow.schedules import parts_of
from lacreview_rules.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

ENGLAND = load_profile("england")
CAME, HELD = date(2025, 12, 19), date(2026, 1, 14)
SECOND = date(2026, 4, 14)
KINDS = ["became-looked-after", "review-held"]
ANNA = UUID("9a3b1c70-0000-4000-8000-00000000002a")


def seconds(events: Any) -> dict[str, date]:
    """The second review of each child; nobody may have an error."""
    rows = [row for batch in schedule_batches(events, ENGLAND) for row in batch.to_pylist()]
    assert [row["error"] for row in rows if row["error"]] == []
    return {row["child"]: row["due"] for row in rows if row["task"] == "review" and row["review"] == 2}


def refused(events: Any) -> str:
    with pytest.raises(InputError) as caught:
        list(schedule_batches(events, ENGLAND))
    return str(caught.value)


def table(**columns: Any) -> pa.Table:
    return pa.table({"child": ["B", "B"], "event": KINDS, "on": [CAME, HELD], **columns})


class TestPandas:
    @pytest.fixture
    def frame(self) -> Any:
        pd = pytest.importorskip("pandas")
        rows = {"child": ["B", "B", "A", "A"], "event": KINDS * 2, "on": pd.to_datetime(["2025-12-19", "2026-01-14"] * 2)}
        return pd.DataFrame(rows)

    def test_a_sorted_frame(self, frame: Any, tmp_path: Path) -> None:
        """The pages say to sort by child; pandas then writes the row labels as a column, of which the user knows nothing."""
        ordered = frame.sort_values("child")
        ordered.to_parquet(tmp_path / "e.parquet")
        assert "__index_level_0__" in pq.read_schema(tmp_path / "e.parquet").names
        for events in (ordered, pa.Table.from_pandas(ordered), pq.read_table(tmp_path / "e.parquet")):
            assert seconds(events) == {"A": SECOND, "B": SECOND}
        assert EventFiles([tmp_path / "e.parquet"]).rows == 4

    def test_an_index_with_a_name(self, frame: Any) -> None:
        """An index that is a column of events is one; another is left out, unless it may be a column misspelt."""
        assert seconds(frame.set_index("child")) == {"A": SECOND, "B": SECOND}
        assert seconds(frame.assign(line=[7, 8, 9, 10]).set_index("line")) == {"A": SECOND, "B": SECOND}
        assert 'did you mean "placement"?' in refused(frame.assign(placment=["x", None] * 2).set_index("placment"))

    def test_gaps_and_columns_of_nothing(self, frame: Any, tmp_path: Path) -> None:
        """From a file of text, pandas makes a column with gaps one of floating-point numbers, and one that is empty too."""
        pd = pytest.importorskip("pandas")
        filled = frame.assign(review=[None, 1, None, 1], legal_status=None, review_on=None, emergency=None, at=None)
        filled.to_csv(tmp_path / "e.csv", index=False)
        read = pd.read_csv(tmp_path / "e.csv")
        assert {str(read[name].dtype) for name in ("review", "legal_status", "review_on", "emergency", "at")} == {"float64"}
        read.to_parquet(tmp_path / "e.parquet")
        for events in (read, pa.Table.from_pandas(read), [pa.Table.from_pandas(read).to_batches()[0]]):
            assert seconds(events) == {"A": SECOND, "B": SECOND}
        assert seconds(one_table([pq.read_table(tmp_path / "e.parquet")], ["e"])) == {"A": SECOND, "B": SECOND}
        files = EventFiles([tmp_path / "e.parquet"])
        assert seconds(files.table()) == seconds(files.batches()) == {"A": SECOND, "B": SECOND}

    def test_categories(self, frame: Any) -> None:
        assert seconds(frame.astype({"child": "category", "event": "category"})) == {"A": SECOND, "B": SECOND}
        assert seconds(frame.assign(placement=[None] * 4).astype({"placement": "category"})) == {"A": SECOND, "B": SECOND}

    def test_identifiers_with_gaps(self, frame: Any) -> None:
        told = refused(frame.assign(child=[1.0, 1.0, 2.0, None]))
        assert told.startswith('column "child": a column of type double holds no text; make it text; in pandas, convert_dtypes() first')
        assert seconds(frame.assign(child=[1.0, 1.0, 2.0, 2.0]).convert_dtypes()) == {"1": SECOND, "2": SECOND}

    def test_an_optional_column_of_numbers_is_refused(self, frame: Any) -> None:
        """Also in a stream, where it can be seen only as its rows come."""
        for events in (frame.assign(ref=[None, 7, None, 8]), pa.Table.from_pandas(frame.assign(ref=[None, 7, None, 8])).to_batches()):
            assert 'column "ref": a column of type double holds no text' in refused(events)


class TestNumbers:
    @pytest.mark.parametrize("kind", [pa.float32(), pa.float64(), pa.decimal128(10, 0), pa.decimal128(38, 0), pa.int8()], ids=str)
    def test_a_whole_number_of_any_type(self, kind: Any) -> None:
        assert seconds(table(review=pa.array([None, 1], pa.int8()).cast(kind))) == {"B": SECOND}

    @pytest.mark.parametrize("number", [1.5, float("nan"), float("inf"), -1.0, 1e30])
    def test_no_number_of_a_review(self, number: float) -> None:
        [row] = [row for batch in schedule_batches(table(review=[None, number]), ENGLAND) for row in batch.to_pylist()]
        assert row["error"].startswith("rows[1].review: ")
        assert str(number) not in row["error"]

    def test_a_decimal_with_places_is_refused(self) -> None:
        assert "holds no whole numbers; make it an integer" in refused(table(review=[None, Decimal("1.0")]))


class TestIdentifiers:
    """Record 7: as databases hold them."""

    @pytest.mark.parametrize("kind", [pa.decimal128(10, 0), pa.decimal256(60, 0)], ids=str)
    def test_a_number_of_oracle(self, kind: Any) -> None:
        assert seconds(table(child=pa.array([Decimal(1001)] * 2, kind))) == {"1001": SECOND}
        told = refused(table(child=pa.array([Decimal("1001.5")] * 2)))
        assert told.startswith('column "child": a column of type decimal128(5, 1) holds no text')

    def test_a_uuid(self) -> None:
        child = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([ANNA.bytes] * 2, pa.binary(16)))
        assert seconds(table(child=child)) == {str(ANNA): SECOND}
        assert seconds(table(ref=child)) == {"B": SECOND}

    @pytest.mark.parametrize("kind", [pa.binary(12), pa.binary(), pa.large_binary(), pa.binary_view()], ids=str)
    def test_text_that_stands_as_bytes(self, kind: Any) -> None:
        """ClickHouse fills a FixedString with zeros."""
        size = kind.byte_width if pa.types.is_fixed_size_binary(kind) else 0
        child = pa.array(["Bé".encode().ljust(size, b"\0")] * 2, kind)
        assert seconds(table(child=child)) == {"Bé": SECOND}
        assert seconds(table(child=child).to_batches()) == {"Bé": SECOND}
        assert seconds(table(note=child)) == {"B": SECOND}

    @pytest.mark.parametrize("value", [ANNA.bytes, b"\xff" * 16, b"B\0B".ljust(12, b"\0"), b"A\x03", (65).to_bytes(16, "little")])
    @pytest.mark.parametrize("column", ["child", "note"])
    def test_bytes_that_are_no_text(self, value: bytes, column: str) -> None:
        """The last is the number 65 as ClickHouse writes an Int128, and must not be child "A"."""
        events = table(**{column: pa.array([value] * 2, pa.binary(len(value)))})
        for form in (events, events.to_batches()):
            assert refused(form) == f'column "{column}": it holds bytes that are no text; make it text'


class TestPolars:
    def test_categories_and_words(self) -> None:
        pl = pytest.importorskip("polars")
        frame = pl.DataFrame({"child": ["B", "B"], "event": KINDS, "on": [CAME, HELD]})
        for kind in (pl.Categorical, pl.Enum(["B", *KINDS])):
            assert seconds(frame.with_columns(pl.col("child", "event").cast(kind))) == {"B": SECOND}
        assert seconds(frame.with_columns(pl.lit(None).alias("placement"), pl.lit(None, pl.Float64).alias("ref"))) == {"B": SECOND}
        assert seconds(frame.with_columns(pl.col("on").cast(pl.Datetime("ms")))) == {"B": SECOND}

    @pytest.mark.parametrize("kind", ["String", "Categorical"])
    def test_rows_that_stand_apart(self, kind: str) -> None:
        """Polars' texts are of type string_view, of which Arrow moves no rows: this ended in ArrowNotImplementedError."""
        pl = pytest.importorskip("polars")
        words = {"child": ["A", "B", "A", "B"], "event": [KINDS[0]] * 2 + [KINDS[1]] * 2, "note": ["x", None, "y", "z"]}
        frame = pl.DataFrame({**words, "on": [CAME] * 2 + [HELD] * 2, "records": [["review"], ["review"], None, None]})
        frame = frame.with_columns(pl.col(*words).cast(getattr(pl, kind)))
        for events in (pa.table(frame), pa.concat_tables([pa.table(frame)[:1], pa.table(frame)[1:]]), frame.sort("child")):
            assert seconds(events) == {"A": SECOND, "B": SECOND}

    def test_a_file_that_pandas_wrote(self, tmp_path: Path) -> None:
        """Row labels under the name that pandas gave them, and nothing that says so."""
        pl = pytest.importorskip("polars")
        pytest.importorskip("pandas")
        table().to_pandas().sort_values("on").to_parquet(tmp_path / "e.parquet", index=True)
        assert seconds(pl.read_parquet(tmp_path / "e.parquet").with_columns(__index_level_0__=1)) == {"B": SECOND}


class TestRunEnds:
    @pytest.mark.parametrize(
        "values", [pa.array(["B", "C"], pa.string_view()), pa.array(["B", "C"]).dictionary_encode(), pa.array(["B", "C"])], ids=str
    )
    def test_of_any_text(self, values: pa.Array) -> None:
        """Arrow decodes run ends of some types only; a slice has its own beginning."""
        child = pa.RunEndEncodedArray.from_arrays(pa.array([3, 5], pa.int32()), values)
        events = pa.table({"child": child, "event": ["review-held", *KINDS, *KINDS], "on": [CAME, CAME, HELD, CAME, HELD]})
        assert seconds(events.slice(1)) == {"B": SECOND, "C": SECOND}


class TestDuckDB:
    @staticmethod
    def rows(child: str, kind: str = "varchar") -> str:
        first, second = (f"('{event}'::{kind}, date '{on}')" for event, on in zip(KINDS, (CAME, HELD), strict=True))
        return f'select {child} as child, * from (values {first}, {second}) as rows(event, "on")'  # noqa: S608 - words of this file

    @pytest.mark.parametrize("child", [f"uuid '{ANNA}'", "1001::decimal(10,0)", "'B'::blob", "1001::uinteger"])
    def test_identifiers(self, child: str, tmp_path: Path) -> None:
        duckdb = pytest.importorskip("duckdb")
        source = duckdb.connect()
        rows = self.rows(child)
        named = {"u": str(ANNA), "1": "1001", "'": "B"}[child[0]]
        source.sql(f"copy ({rows}) to '{tmp_path}/e.parquet' (format parquet)")
        files = EventFiles([tmp_path / "e.parquet"])
        for events in (source.sql(rows), files.table(), files.batches()):
            found = seconds(events)
            assert found == {named: SECOND}

    def test_a_huge_integer(self, tmp_path: Path) -> None:
        """What `sum` gives. In a stream it is a decimal; DuckDB writes it to Parquet as a floating-point number, which is refused."""
        duckdb = pytest.importorskip("duckdb")
        source = duckdb.connect()
        rows = self.rows("1001::hugeint")
        assert seconds(source.sql(rows)) == {"1001": SECOND}
        source.sql(f"copy ({rows}) to '{tmp_path}/e.parquet' (format parquet)")
        with pytest.raises(InputError, match=r'column "child": a column of type double holds no text'):
            EventFiles([tmp_path / "e.parquet"])

    def test_an_enum(self) -> None:
        duckdb = pytest.importorskip("duckdb")
        source = duckdb.connect()
        source.sql(f"create type kinds as enum {tuple(KINDS)}")
        assert seconds(source.sql(self.rows("'B'", "kinds"))) == {"B": SECOND}


class TestClickHouse:
    """Where the engine is installed (`pip install chdb`, half a gigabyte); it was with chdb 4.4 on 29 November 2026."""

    @pytest.mark.parametrize("form", ["Parquet", "Arrow"])
    @pytest.mark.parametrize(
        ("child", "named"),
        [("toFixedString('B1', 8)", "B1"), (f"toUUID('{ANNA}')", str(ANNA)), ("toDecimal64(1001, 0)", "1001"), ("toInt128(65)", None)],
    )
    def test_identifiers(self, child: str, named: str | None, form: str, tmp_path: Path) -> None:
        chdb = pytest.importorskip("chdb")
        each = [f"select {child} as child, '{kind}' as event, toDate('{day}') as on" for kind, day in zip(KINDS, (CAME, HELD), strict=True)]
        rows = " union all ".join(each)
        path = tmp_path / "e"
        path.write_bytes(chdb.query(rows, form).bytes())
        events = pq.read_table(path) if form == "Parquet" else pa.ipc.open_file(path).read_all()
        if named is None:
            assert "it holds bytes that are no text" in refused(events)
        else:
            assert seconds(events) == {named: SECOND}


class TestMoments:
    """Record 4: midnight of 31 July in England is 23:00 of 30 July in universal time, and Spark writes that, without the zone."""

    def test_int96_is_refused_for_the_file(self, tmp_path: Path) -> None:
        events = table(on=[datetime(2025, 12, 19), datetime(2026, 7, 30, 23)])
        pq.write_table(events, tmp_path / "e.parquet", use_deprecated_int96_timestamps=True)
        with pytest.raises(InputError) as caught:
            EventFiles([tmp_path / "e.parquet"])
        told = str(caught.value)
        assert 'e.parquet: column "on": timestamps in the form INT96, as Spark writes them, are moments, not days' in told
        assert told.endswith("make it a date in the zone in which it was recorded")

    def test_also_in_winter_when_no_time_gives_it_away(self, tmp_path: Path) -> None:
        pq.write_table(
            table(on=[datetime(2025, 12, 19), datetime(2026, 1, 14)]), tmp_path / "e.parquet", use_deprecated_int96_timestamps=True
        )
        with pytest.raises(InputError, match="INT96"):
            EventFiles([tmp_path / "e.parquet"])

    def test_a_column_that_is_not_read_may_be_what_it_is(self, tmp_path: Path) -> None:
        events = table().append_column("__index_level_0__", pa.array([datetime(2026, 7, 30, 23)] * 2))
        pq.write_table(events, tmp_path / "e.parquet", use_deprecated_int96_timestamps=True)
        assert seconds(EventFiles([tmp_path / "e.parquet"]).batches()) == {"B": SECOND}

    def test_in_a_stream_the_remedy_is_not_the_day_before(self) -> None:
        """What comes from another reader is a timestamp like any other; only the hour tells."""
        rows = [row for batch in schedule_batches(table(on=[datetime(2025, 7, 30, 23)] * 2), ENGLAND) for row in batch.to_pylist()]
        told = rows[0]["error"].split("\n")
        assert [line.partition(": ")[0] for line in told] == ["rows[0].on", "rows[1].on"]
        for line in told:
            assert "it holds a time of day; if it is a moment, make it a date in the zone in which it was recorded" in line


TEXT_DAYS = [str(CAME), str(HELD)]


class TestOneChildInFilesOfOtherTypes:
    """Record 5: last year's extract and this year's. Each by itself is read, and so both must be read together."""

    @pytest.mark.parametrize(
        ("column", "first", "second"),
        [
            ("on", pa.array([CAME, HELD]), pa.array(TEXT_DAYS)),
            ("on", pa.array([CAME, HELD]), pa.array([datetime(2025, 12, 19), datetime(2026, 1, 14)])),
            ("on", pa.array([datetime(2025, 12, 19), datetime(2026, 1, 14)], pa.timestamp("ns")), pa.array(TEXT_DAYS).dictionary_encode()),
            ("on", pa.array([CAME, HELD], pa.date64()), pa.array(TEXT_DAYS, pa.large_string())),
            ("event", pa.array(KINDS).dictionary_encode(), pa.array(KINDS, pa.string_view())),
            ("child", pa.array([7, 7]), pa.array(["7", "7"])),
            ("child", pa.array([7, 7], pa.decimal128(9, 0)), pa.array(["7", "7"]).dictionary_encode()),
            ("child", pa.array([7, 7], pa.uint64()), pa.array([b"7\0", b"7\0"], pa.binary(2))),
            ("review", pa.array([None, 1], pa.int64()), pa.array([None, 1.0])),
            ("review", pa.array([None, 1], pa.decimal128(3, 0)), pa.array([None, 1], pa.int8())),
            ("review", pa.nulls(2), pa.array([None, 1], pa.int8())),
            ("placement", pa.array(["foster-care", None]), pa.array([None, None], pa.float64())),
        ],
    )
    def test_read_as_each_by_itself(self, column: str, first: pa.Array, second: pa.Array, tmp_path: Path) -> None:
        tables = [table(**{column: first}), table(**{column: second})]
        # Half of the record in each file, either way round: the child stands apart, as it does in two extracts.
        for before, after in (tables, tables[::-1]):
            pq.write_table(before.slice(0, 1), tmp_path / "a.parquet")
            pq.write_table(after.slice(1, 1), tmp_path / "b.parquet")
            files = EventFiles([tmp_path / "a.parquet", tmp_path / "b.parquet"])
            assert list(seconds(files.table()).values()) == [SECOND]
            assert seconds(files.batches()) == seconds(files.table())

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (pa.array([datetime(2025, 12, 19), datetime(2026, 1, 14, 9)]), pa.array(TEXT_DAYS)),
            (pa.array([datetime(2025, 12, 19), datetime(2026, 1, 14, 9)]), pa.array([CAME, HELD])),
        ],
    )
    def test_a_time_of_day_is_not_lost(self, first: pa.Array, second: pa.Array) -> None:
        """What is an error of its child by itself is one here."""
        whole = one_table([table(on=first), table(child=["C", "C"], on=second)], ["a", "b"])
        rows = [row for batch in schedule_batches(whole, ENGLAND) for row in batch.to_pylist()]
        assert [row["error"].partition(";")[0] for row in rows if row["error"]] == ["rows[1].on: it holds a time of day"]

    def test_times_and_truths(self) -> None:
        at = pa.array(["09:30", None]), pa.array([datetime(2026, 1, 1, 9, 30).time(), None], pa.time64("us"))
        whole = one_table([table(at=one) for one in at], ["a", "b"])
        assert whole.column("at").to_pylist() == ["09:30", None, "09:30:00", None]
        value = pa.array([True, None]), pa.array(["4 weeks", None])
        assert one_table([table(value=one) for one in value], ["a", "b"]).column("value").to_pylist() == ["true", None, "4 weeks", None]

    def test_what_does_not_go_together_is_told_with_both_types(self) -> None:
        lists = pa.array([["section-20"], None]), pa.array(["section-20", None])
        with pytest.raises(InputError) as caught:
            one_table([table(), *(table(legal_status=one) for one in lists)], ["a", "b", "c"])
        assert str(caught.value) == 'column "legal_status": it is list in b and string in c; write it as one type in all files'

    def test_a_table_in_memory(self) -> None:
        assert [run.child for part in parts_of(table(child=[7, 7])) for run in part.runs] == ["7"]
