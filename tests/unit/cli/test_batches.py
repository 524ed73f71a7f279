"""`lacreview batches` as its users meet it. Authority: issue "From one child to a national extract"; dates by SI 2010/959 reg 33(1).

Looked after on Fri 19 Dec 2025: the first review by Wed 21 Jan 2026, 20 working days later.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

pa = pytest.importorskip("pyarrow")
pytest.importorskip("typer")

import pyarrow.parquet as pq  # noqa: E402 - where pyarrow is
from typer.testing import CliRunner  # noqa: E402 - where typer is

from lacreview_rules.arrow import due_dates_schema, events_schema, processes  # noqa: E402 - where pyarrow is
from lacreview_rules.cli import app  # noqa: E402 - where typer is
from lacreview_rules.histories.events import BUILT_IN  # noqa: E402 - after what is needed first

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.arrow.schedules import Answers

CAME, HELD = date(2025, 12, 19), date(2026, 1, 14)
FIRST_REVIEW, SECOND_REVIEW = date(2026, 1, 21), date(2026, 4, 14)
ROWS = [(child, kind, day) for child in "ABC" for kind, day in (("became-looked-after", CAME), ("review-held", HELD))]

Write = "Callable[..., Path]"


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["batches", *(str(argument) for argument in arguments)], prog_name="lacreview")


def table(rows: list[tuple[Any, ...]], **columns: Any) -> Any:
    return pa.table({**dict(zip(("child", "event", "on"), map(list, zip(*rows, strict=True)), strict=True)), **columns})


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(content: Any, name: str = "events.parquet", **more: Any) -> Path:
        path = tmp_path / name
        pq.write_table(content, path, **more)
        return path

    return written


def answers(path: Path, number: int = 1) -> dict[str, date]:
    rows = pq.read_table(path).to_pylist()
    return {row["child"]: row["due"] for row in rows if row["task"] == "review" and row["review"] == number}


class TestFilesInAndOut:
    def test_due_dates(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        result = run(write(table(ROWS)), "-o", out, "-p", "england")
        assert result.exit_code == 0, result.output
        assert answers(out) == dict.fromkeys("ABC", FIRST_REVIEW)
        assert pq.read_schema(out).equals(due_dates_schema())
        assert result.stdout == ""
        # without a date of birth, rules that depend on age may not apply: a problem of each child
        assert "due dates of 3 children; 0 could not be answered, 3 with problems in their events" in result.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["due.parquet", "events.parquet"]

    def test_options(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        more = ("--as-of", "2026-01-20", "--until", "2027-01-01", "--set", "count_back=clear", "--notices")
        assert run(write(table(ROWS)), "-o", out, "-p", "newham", *more).exit_code == 0
        found = pq.read_table(out)
        assert found.schema.equals(due_dates_schema(notices=True))
        assert set(found.column("as_of").to_pylist()) == {date(2026, 1, 20)}
        assert set(found.column("profile").to_pylist()) == {"newham"}

    @pytest.mark.slow
    def test_a_child_in_two_files(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        first, second = write(table(ROWS[:3]), "a.parquet"), write(table(ROWS[3:]), "b.parquet")
        assert run(first, second, "-o", out, "-p", "england").exit_code == 0
        assert answers(out, 2) == dict.fromkeys("ABC", SECOND_REVIEW)

    def test_errors_cite_the_file(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        first, second = write(table(ROWS[:3]), "a.parquet"), write(table([*ROWS[3:4], ("C", "review-held", None)]), "b.parquet")
        result = run(first, second, "-o", out, "-p", "england")
        assert result.exit_code == 2
        assert f"{second}: rows[1].on: it is missing" in result.stderr

    def test_rows_apart_are_sorted(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        result = run(write(table(sorted(ROWS, key=lambda row: row[2]))), "-o", out, "-p", "england")
        assert result.exit_code == 0
        assert "the table is sorted in memory first" in result.stderr
        assert "of 3 children" in result.stderr
        assert answers(out, 2) == dict.fromkeys("ABC", SECOND_REVIEW)

    def test_rows_apart_in_files_of_other_types(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """Record 5 of peers, November 2026: days as dates in one extract and as text in the next, of the same children."""
        texts = [(child, event, str(day)) for child, event, day in ROWS]
        first, second = write(table(ROWS[::2]), "a.parquet"), write(table(texts[1::2]), "b.parquet")
        out = tmp_path / "due.parquet"
        result = run(first, second, "-o", out, "-p", "england")
        assert result.exit_code == 0, result.stderr
        assert answers(out, 2) == dict.fromkeys("ABC", SECOND_REVIEW)

    def test_types_that_do_not_go_together(self, write: Callable[..., Path], tmp_path: Path) -> None:
        first = write(table(ROWS[::2], legal_status=["section-20"] * 3), "a.parquet")
        second = write(table(ROWS[1::2], legal_status=pa.array([None] * 3, pa.list_(pa.string()))), "b.parquet")
        result = run(first, second, "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        assert f'column "legal_status": it is string in {first} and list in {second}; write it as one type in all files' in result.stderr
        assert not (tmp_path / "due.parquet").exists()

    def test_a_folder_of_parts(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """As Spark writes one; record 6 of peers: it was called damaged. What begins with "_" or "." is no part."""
        folder = tmp_path / "events"
        (folder / "area=north").mkdir(parents=True)
        (folder / "_temporary").mkdir()
        write(table(ROWS[:3]), "events/part-0.parquet")
        write(table([*ROWS[3:5], ("C", "review-held", None)]), "events/area=north/part-0.parquet")
        write(table(ROWS[:1]), "events/_temporary/part-0.parquet")
        (folder / "_SUCCESS").touch()
        out = tmp_path / "due.parquet"
        result = run(folder, "-o", out, "-p", "england")
        assert result.exit_code == 2
        assert f"{folder}: file 1 of 2: rows[2].on: it is missing" in result.stderr
        assert answers(out, 2) == dict.fromkeys("AB", SECOND_REVIEW)

    def test_a_folder_that_cannot_be_read(self, write: Callable[..., Path], tmp_path: Path) -> None:
        empty, split = tmp_path / "empty", tmp_path / "split"
        empty.mkdir()
        (split / "child=Anna").mkdir(parents=True)
        write(table(ROWS), "split/child=Anna/part-0.parquet")
        result = run(empty, split, "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        assert f"{empty}: it is a folder without Parquet files" in result.stderr
        assert f'{split}: column "child": it is in the names of folders' in result.stderr
        assert "Anna" not in result.stderr

    def test_what_is_written_is_none_of_a_folder_that_is_read(self, write: Callable[..., Path], tmp_path: Path) -> None:
        (tmp_path / "a" / "b" / "c").mkdir(parents=True)
        inside = write(table(ROWS), "a/b/c/part-0.parquet")
        before = inside.read_bytes()
        result = run(tmp_path / "a", "-o", inside, "-p", "england")
        assert result.exit_code == 2
        assert "is a file that is read" in result.stderr
        assert inside.read_bytes() == before

    def test_a_column_of_profiles(self, write: Callable[..., Path], tmp_path: Path) -> None:
        out = tmp_path / "due.parquet"
        assert run(write(table(ROWS, profile=["newham"] * 6)), "-o", out).exit_code == 0
        assert set(pq.read_table(out).column("profile").to_pylist()) == {"newham"}


class TestBadInput:
    def test_one_bad_child(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """The good are kept, the bad one is told in the file and here, and the exit code says so."""
        out = tmp_path / "due.parquet"
        rows = [(child, kind, str(day)) for child, kind, day in ROWS]
        rows[1] = ("A", "review-held", "14/01/2026")
        result = run(write(table(rows)), "-o", out, "-p", "england")
        assert result.exit_code == 2
        assert 'rows[1].on: it is not a date; write it year-month-day, as in "2026-01-14"' in result.stderr
        assert "1 could not be answered" in result.stderr
        assert answers(out) == dict.fromkeys("BC", FIRST_REVIEW)
        assert [row["child"] for row in pq.read_table(out).to_pylist() if row["error"]] == ["A"]

    def test_many_bad_children_are_not_all_told(self, write: Callable[..., Path], tmp_path: Path) -> None:
        rows = [(f"C{number}", "review-held", None) for number in range(30)] + [("D", "became-looked-after", CAME)]
        result = run(write(table(rows)), "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.stderr.count("it is missing") == 20
        assert "… and 10 more like these; all are in the column error" in result.stderr

    @pytest.mark.parametrize(
        ("content", "what"),
        [(b"child,event,on\n", "it is not Parquet"), (b"", "it is not Parquet"), (b"PAR1" + b"\0" * 40 + b"PAR1", "it is")],
    )
    def test_no_parquet(self, content: bytes, what: str, tmp_path: Path) -> None:
        path, out = tmp_path / "events.parquet", tmp_path / "due.parquet"
        path.write_bytes(content)
        result = run(path, "-o", out, "-p", "england")
        assert result.exit_code == 2
        assert what in result.stderr
        assert [one.name for one in tmp_path.iterdir()] == ["events.parquet"]

    def test_a_file_that_is_damaged_in_its_midst(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """Nothing is left behind: neither half a file nor what was written to make it."""
        path = write(table(ROWS * 1), compression="none", use_dictionary=False)
        content = bytearray(path.read_bytes())
        content[4:60] = b"\xff" * 56
        path.write_bytes(bytes(content))
        result = run(path, "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        assert [one.name for one in tmp_path.iterdir()] == ["events.parquet"]

    def test_every_file_that_cannot_be_used_is_told(self, write: Callable[..., Path], tmp_path: Path) -> None:
        first = write(pa.table({"child": ["A"]}), "a.parquet")
        second = write(table(ROWS, plcement=["x"] * 6), "b.parquet")
        result = run(first, second, tmp_path / "none.parquet", "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        for told in (
            f'{first}: column "event"',
            f'{first}: column "on"',
            f'{second}: column "plcement"',
            "none.parquet: it cannot be read",
        ):
            assert told in result.stderr

    def test_no_events(self, write: Callable[..., Path], tmp_path: Path) -> None:
        result = run(write(table(ROWS).slice(0, 0)), "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        assert "there is no event in it" in result.stderr
        assert not (tmp_path / "due.parquet").exists()

    def test_no_profile(self, write: Callable[..., Path], tmp_path: Path) -> None:
        result = run(write(table(ROWS)), "-o", tmp_path / "due.parquet")
        assert result.exit_code == 2
        assert "give --profile, or a column profile" in result.stderr
        result = run(write(table(ROWS, profile=["newham"] * 6)), "-o", tmp_path / "due.parquet", "--set", "count_back=clear")
        assert (result.exit_code, "give both" in result.stderr) == (2, True)

    def test_a_role_that_no_profile_has(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """Each row names its own profile, which is a shipped one; the role of one that was not given is known."""
        out, events = tmp_path / "due.parquet", write(table(ROWS, profile=["south-gloucestershire"] * 6))
        result = run(events, "-o", out, "--role", "Headmaster")
        assert (result.exit_code, 'no shipped profile has a role "Headmaster"' in result.stderr) == (2, True)
        assert run(events, "-o", out, "-p", "newham", "--role", "QARU manager").exit_code == 0

    @pytest.mark.slow
    def test_the_output(self, write: Callable[..., Path], tmp_path: Path) -> None:
        events = write(table(ROWS))
        for output, what in (
            (tmp_path, "is a folder"),
            (tmp_path / "no" / "due.parquet", "does not exist"),
            (events, "is a file that is read"),
        ):
            result = run(events, "-o", output, "-p", "england")
            assert (result.exit_code, what in result.stderr) == (2, True)
        assert pq.read_table(events).num_rows == 6

    def test_interrupted_it_leaves_what_was_there(
        self, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "due.parquet"
        out.write_text("what was there", encoding="utf-8")

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("lacreview_rules.arrow.histories.History", interrupted)
        assert run(write(table(ROWS)), "-o", out, "-p", "england").exit_code == 130
        assert out.read_text(encoding="utf-8") == "what was there"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["due.parquet", "events.parquet"]

    def test_without_pyarrow(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in [name for name in sys.modules if name.startswith(("lacreview_rules.arrow", "pyarrow"))]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        result = run(tmp_path / "events.parquet", "-o", tmp_path / "due.parquet", "-p", "england")
        assert result.exit_code == 2
        assert 'pip install ".[arrow]"' in result.stderr


class TestPrivacy:
    def test_nothing_of_a_child_is_told(self, write: Callable[..., Path], tmp_path: Path) -> None:
        """A mark in every column of text, for every kind of event and for kinds that are none; on its own, then with a bad day too."""
        mark, out = "Anna Example", tmp_path / "due.parquet"
        texts = [field.name for field in events_schema() if pa.types.is_string(field.type) and field.name not in {"child", "event"}]
        rows: list[dict[str, Any]] = []
        for on in ("2026-01-05", f"{mark} 2026"):
            for kind in (*BUILT_IN, "short-break", mark):
                for columns in ([], *([name] for name in texts), texts):
                    child = f"{mark} {len(rows)}"
                    rows.append({"child": child, "event": "became-looked-after", "on": "2026-01-05"})
                    rows.append({"child": child, "event": kind, "on": on, **dict.fromkeys(columns, f"{mark} told")})
        schema = pa.schema([(name, pa.string()) for name in ("child", "event", "on", *texts)])
        result = run(write(pa.Table.from_pylist(rows, schema)), "-o", out, "-p", "england")
        assert result.exit_code == 2
        assert "could not be answered" in result.stderr
        told = [text for name in ("error", "problem") for text in pq.read_table(out).column(name).drop_null().to_pylist()]
        assert len(told) > len(rows) // 3
        assert [text for text in (*told, result.stderr + result.stdout) if "Anna" in text or "Example" in text] == []


class TestWorkers:
    @pytest.mark.slow
    def test_two_processes_give_the_same_file(self, write: Callable[..., Path], tmp_path: Path) -> None:
        one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
        events = write(table([(child, kind, day if kind != "review-held" or child != "B" else None) for child, kind, day in ROWS]))
        assert [run(events, "-o", one, "-p", "england").exit_code, run(events, "-o", two, "-p", "england", "--workers", 2).exit_code] == [
            2,
            2,
        ]
        assert pq.read_table(one).equals(pq.read_table(two))

    def test_a_process_that_died_of_a_child(self, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the command makes of it; that processes die and how they are replaced is in test_arrow_processes."""

        class OneDied(processes.Processes):
            died, given_up = 2, 1

            def __init__(self, answers: Answers, count: int) -> None:
                super().__init__(answers, count)
                self.answers = answers

            def to_parts(self, parts: Any) -> Any:
                for part in parts:
                    if part.runs[0].child == "A":
                        yield from self.answers.refusal(part.of_children(0, 1), "the process that worked on this child died")
                        yield from self.answers.to_parts([part.of_children(1, 2)])
                    else:
                        yield from self.answers.to_parts([part])

        monkeypatch.setattr(processes, "Processes", OneDied)
        out = tmp_path / "due.parquet"
        result = run(write(table(ROWS)), "-o", out, "-p", "england", "--workers", 2)
        assert result.exit_code == 70
        assert "2 processes died" in result.stderr
        assert "1 child of those could not be worked out" in result.stderr
        assert answers(out) == dict.fromkeys("BC", FIRST_REVIEW)

    def test_where_no_process_can_be_started(self, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def to_parts(*_: object) -> Any:
            raise processes.NoProcessError("no process can be started to work in; leave out --workers")

        monkeypatch.setattr(processes.Processes, "to_parts", to_parts)
        result = run(write(table(ROWS)), "-o", tmp_path / "due.parquet", "-p", "england", "--workers", 2)
        assert (result.exit_code, "leave out --workers" in result.stderr) == (70, True)
        assert not (tmp_path / "due.parquet").exists()
