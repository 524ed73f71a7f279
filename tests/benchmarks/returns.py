"""Data returns and sheets of events: the three forms of one return side by side, beside an earlier version, and what they hold in memory.

Run from the top of the project, with the extra `workbooks`:

    PYTHONPATH=. python tests/benchmarks/returns.py
    PYTHONPATH=. python tests/benchmarks/returns.py --old OLD/bin/python
    PYTHONPATH=. python tests/benchmarks/returns.py --extract FOLDER --memory

Without `--extract` the children are invented, every time the same. With it the rows of a folder of CSV files are taken as they are, and as
often as `--copies` says, under another number each time. Processor time is taken, each way in turn in one run, and the least of
the rounds is told; the earlier version reads the same CSV files in a process of its own that stays. Going over the rows is told apart
from making the histories: a source is opened by the one, and iterated over by the other. `--memory` tells what one reading holds at
most, of few children and of fifty times as many, and of an XML file of 200 megabytes; it looks at /proc, so it needs Linux.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

import openpyxl

from lacreview_rules import History, history_record
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

COLUMNS = {
    "header": ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
    "episodes": [
        "CHILD",
        "DECOM",
        "RNE",
        "LS",
        "CIN",
        "PLACE",
        "PLACE_PROVIDER",
        "DEC",
        "REC",
        "REASON_PLACE_CHANGE",
        "HOME_POST",
        "PL_POST",
        "URN",
    ],
    "reviews": ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
}
EVENTS = ["Child ID", "What happened", "Date", "Date of birth", "Placement"]
CHILDREN, ROUNDS, COPIES, MEGABYTES = 2_000, 5, 50, 200
_IN_SHEET = {"became-looked-after", "placement-moved", "review-held", "ceased-to-be-looked-after"}
_IN_XML = {"CHILD": "CHILDID", "PLACE": "PL"}

OLD = """
import gc, sys, time
try:
    from lacreview_rules.sources.ssda903.reading import read_ssda903
except ModuleNotFoundError:
    from lacreview_rules.formats.ssda903 import read_ssda903
for line in sys.stdin:
    gc.collect()
    begun = time.process_time()
    extract = read_ssda903(line.strip())
    between = time.process_time()
    found = sum(1 for _ in extract)
    print(between - begun, time.process_time() - begun, found, flush=True)
"""
"""What a version does with a folder, round by round: the seconds until it is opened, those until it is read, and the histories."""

HELD = """
import sys
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions
def held(name):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))
open_named(sys.argv[1], [sys.argv[2]], SourceOptions())
before = held("VmRSS")
read = sum(1 for _ in open_named(sys.argv[1], [sys.argv[3]], SourceOptions()))
print(read, (held("VmHWM") - before) / 1024)
"""
"""What one reading holds at most, beside what is held once a small one of its form has been opened, in megabytes."""


class Child(NamedTuple):
    """The rows of one child, by table; the first cell of each is the child's."""

    header: list[list[str]]
    episodes: list[list[str]]
    reviews: list[list[str]]


def invented(count: int) -> Iterator[Child]:
    """So many children as a return has them: moves, changes of status, temporary stays, ends, reviews; every time the same."""
    draw = random.Random(1989)  # noqa: S311 - not for secrets
    for number in range(1, count + 1):
        born = date(2007, 1, 1) + timedelta(draw.randrange(6_000))
        day = max(born, date(2019, 1, 1)) + timedelta(draw.randrange(1_800))
        episodes: list[list[str]] = []
        more = draw.choice((1, 1, 2, 3, 5, 8))
        status, place = draw.choice(("C1", "C2", "V2")), draw.choice(("U6", "K2", "U1", "R1"))
        for which in range(more):
            last, change = which == more - 1, "S" if which == 0 else draw.choice("PLB")
            if change in "LB":
                status = {"V2": "C1", "C1": "C2", "C2": "V2"}[status]
            if change in "PB":
                place = {"U6": "K2", "K2": "U1", "U1": "R1", "R1": "U6"}[place]
            ended = None if last and draw.random() < 0.7 else day + timedelta(draw.randrange(10, 300))
            end = ("", "") if ended is None else (f"{ended:%d/%m/%Y}", draw.choice(("E4A", "E11")) if last else "X1")
            codes = (change, status, "N1", place, "PR1", *end)
            episodes.append([str(number), f"{day:%d/%m/%Y}", *codes, "PLAN", "AB1 2CD", f"AB{which} 4EF", "SC123456"])
            if ended is not None:
                day = ended
        begun = date.fromisoformat("-".join(reversed(episodes[0][1].split("/"))))
        held = [begun + timedelta(gap + draw.randrange(15)) for gap in (20, 110, 290, 470)[: draw.randrange(5)]]
        reviews = [[str(number), f"{born:%d/%m/%Y}", f"{review:%d/%m/%Y}", "PN1"] for review in held]
        yield Child([[str(number), "1", f"{born:%d/%m/%Y}", "WBRI", "", "", ""]], episodes, reviews)


def of_extract(folder: Path) -> list[Child]:
    """The children of a folder with header.csv, episodes.csv and reviews.csv, as it has them."""
    children: dict[str, Child] = {}
    for place, (name, columns) in enumerate(COLUMNS.items()):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restval=""):
                of_child = children.setdefault(row["CHILD"], Child([], [], []))
                of_child[place].append([row.get(column) or "" for column in columns])
    return list(children.values())


def copied(children: Sequence[Child], copies: int) -> Iterator[Child]:
    """Each child so many times, each time as another."""
    for copy in range(copies):
        for child in children:
            yield Child(*([[f"{row[0]}{copy:02}", *row[1:]] for row in rows] for rows in child))


def write_csv(children: Iterable[Child], folder: Path) -> int:
    """A folder with the three files; returns the number of their rows."""
    folder.mkdir(parents=True)
    files = [(folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in COLUMNS]
    rows = 0
    try:
        for file, columns in zip(files, COLUMNS.values(), strict=True):
            file.write(",".join(columns) + "\n")
        for child in children:
            for file, of_child in zip(files, child, strict=True):
                file.writelines(",".join(row) + "\n" for row in of_child)
                rows += len(of_child)
    finally:
        for file in files:
            file.close()
    return rows


def _element(name: str, columns: list[str], row: list[str], inner: str = "", leave: int = 1) -> str:
    cells = "".join(
        f"<{_IN_XML.get(column, column)}>{escape(cell)}</{_IN_XML.get(column, column)}>"
        for column, cell in list(zip(columns, row, strict=True))[leave:]
    )
    return f"<{name}>{cells}{inner}</{name}>\n"


def xml_of(child: Child) -> str:
    """One child as the XML of a return has it."""
    reviews = "".join(_element("AREVIEW", COLUMNS["reviews"], row, leave=2) for row in child.reviews)
    header = child.header[0] if child.header else [child.episodes[0][0] if child.episodes else child.reviews[0][0], *[""] * 6]
    episodes = "".join(_element("EPISODE", COLUMNS["episodes"], row) for row in child.episodes)
    return f"<CHILD>\n{_element('HEADER', COLUMNS['header'], header, reviews, leave=0)}{episodes}</CHILD>\n"


def write_xml(children: Iterable[Child], path: Path, *, at_least: int = 0) -> Path:
    """One XML file; with `at_least`, the children again and again, as others, until it holds so many bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.write("<EXPSSDA903>\n")
        some = list(children)
        written = copy = 0
        while copy == 0 or written < at_least:
            for child in (
                copied(some, 1)
                if copy == 0
                else (Child(*([[f"{row[0]}x{copy}", *row[1:]] for row in rows] for rows in one)) for one in some)
            ):
                written += file.write(xml_of(child))
            copy += 1
        file.write("</EXPSSDA903>\n")
    return path


def write_workbook(children: Sequence[Child], path: Path) -> Path:
    """One workbook with a sheet for each table, days as true dates."""
    book = openpyxl.Workbook(write_only=True)
    for place, (name, columns) in enumerate(COLUMNS.items()):
        days = {columns.index(column) for column in columns if column in {"DOB", "DECOM", "DEC", "REVIEW", "MC_DOB"}}
        sheet = book.create_sheet(name.capitalize())
        sheet.append(columns)
        for child in children:
            for row in child[place]:
                sheet.append([_as_day(cell) if at in days else cell for at, cell in enumerate(row)])
    book.save(path)
    return path


def _as_day(cell: str) -> date | str:
    try:
        day, month, year = (int(part) for part in cell.split("/"))
        return date(year, month, day)
    except ValueError:
        return cell


def write_events(folder: Path, path: Path) -> int:
    """The histories of a return as a sheet of events; returns the number of its rows."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(EVENTS)
        for history in read_ssda903(folder):
            for event, record in zip(history.events, history_record(history)["events"], strict=True):
                if record["event"] in _IN_SHEET:
                    born = history.date_of_birth
                    cells = [record["event"], f"{event.on:%d/%m/%Y}", "" if born is None else f"{born:%d/%m/%Y}"]
                    writer.writerow([history.child, *cells, record.get("placement", "")])
                    rows += 1
    return rows


def histories(source: str, path: Path) -> int:
    """How many histories a source gives."""
    return sum(isinstance(one, History) for one in open_named(source, [str(path)], SourceOptions()))


class Round(NamedTuple):
    """One reading: the seconds of processor time until the source is opened, and until it is read, and the histories."""

    opened: float
    read: float
    found: int


class Way(NamedTuple):
    """One way in: what it is called, how many rows it has, and one reading of it."""

    name: str
    rows: int
    run: Callable[[], Round]


class Taken(NamedTuple):
    """The least that a way took, in seconds: for all, for going over its rows, and for making the histories; and how many of both."""

    seconds: float
    opened: float
    made: float
    rows: int
    found: int


def _timed(source: str, path: Path) -> Round:
    gc.collect()
    begun = time.process_time()
    records = open_named(source, [str(path)], SourceOptions())
    between = time.process_time()
    found = sum(isinstance(one, History) for one in records)
    return Round(between - begun, time.process_time() - begun, found)


def _of_process(process: subprocess.Popen[str], folder: Path) -> Round:
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    process.stdin.write(f"{folder}\n")
    process.stdin.flush()
    line = process.stdout.readline().split()
    if not line:
        message = "the earlier version stopped: see above"
        raise SystemExit(message)
    return Round(float(line[0]), float(line[1]), int(line[2]))


def side_by_side(children: Sequence[Child], folder: Path, rounds: int, old: Sequence[str] = ()) -> dict[str, Taken]:
    """By the name of the way: what it took.

    Raises:
        SystemExit: the forms of the return do not give the same number of histories.
    """
    rows = write_csv(children, folder / "csv")
    xml, book = write_xml(children, folder / "return.xml"), write_workbook(children, folder / "return.xlsx")
    events, event_rows = folder / "events.csv", write_events(folder / "csv", folder / "events.csv")
    ways = [
        Way("CSV", rows, lambda: _timed("ssda903", folder / "csv")),
        Way("XML", rows, lambda: _timed("ssda903", xml)),
        Way("workbook", rows, lambda: _timed("ssda903", book)),
        Way("events, CSV", event_rows, lambda: _timed("events", events)),
    ]
    process = None
    if old:
        environment = {**os.environ, **({"PYTHONPATH": old[1]} if old[1:] else {})}
        process = subprocess.Popen([old[0], "-c", OLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        earlier = process
        ways.insert(1, Way("CSV, the earlier version", rows, lambda: _of_process(earlier, folder / "csv")))
    taken: dict[str, list[Round]] = {way.name: [] for way in ways}
    try:
        for turn in range(rounds + 1):  # the first, in which what is read once is read, does not count
            for way in ways:
                one = way.run()
                if turn:
                    taken[way.name].append(one)
    finally:
        if process is not None:
            process.communicate()
    found = {name: of_way[0].found for name, of_way in taken.items()}
    if len({found[name] for name in ("CSV", "XML", "workbook")}) > 1:
        message = f"the forms of one return give different numbers of histories: {found}"
        raise SystemExit(message)
    return {
        way.name: Taken(
            min(one.read for one in taken[way.name]),
            min(one.opened for one in taken[way.name]),
            min(one.read - one.opened for one in taken[way.name]),
            way.rows,
            found[way.name],
        )
        for way in ways
    }


def held(source: str, small: Path, path: Path) -> tuple[int, float]:
    """How many histories one reading gives, and what it holds at most, in megabytes: measured in a process of its own."""
    done = subprocess.run([sys.executable, "-c", HELD, source, str(small), str(path)], capture_output=True, text=True, check=True)
    read, megabytes = done.stdout.split()
    return int(read), float(megabytes)


def memory(children: Sequence[Child], folder: Path, copies: int, megabytes: int) -> Iterator[tuple[str, int, float]]:
    """By what is read: the histories in it and what its reading holds at most, in megabytes."""
    write_csv(children, folder / "small")
    yield ("CSV", *held("ssda903", folder / "small", folder / "small"))
    write_csv(copied(children, copies), folder / "large")
    yield (f"CSV, {copies} times as much", *held("ssda903", folder / "small", folder / "large"))
    small = write_xml(children, folder / "small.xml")
    yield ("XML", *held("ssda903", small, small))
    large = write_xml(children, folder / "large.xml", at_least=megabytes << 20)
    yield (f"XML of {large.stat().st_size >> 20} megabytes", *held("ssda903", small, large))


def main() -> None:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Time the forms of a data return, and a sheet of events.")
    parser.add_argument("--children", type=int, default=CHILDREN, help=f"how many, where they are invented ({CHILDREN:,})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each way is timed ({ROUNDS})")
    parser.add_argument("--extract", type=Path, help="a folder with header.csv, episodes.csv and reviews.csv to take the rows from")
    parser.add_argument("--copies", type=int, default=COPIES, help=f"how many times as much is read for --memory ({COPIES})")
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help=f"the size of the large XML file for --memory ({MEGABYTES})")
    parser.add_argument("--old", help="the Python of an environment in which an earlier version is installed")
    parser.add_argument("--path", help="a folder of the source of that version, if it is not installed there")
    parser.add_argument("--memory", action="store_true", help="what a reading holds in memory, and no times")
    asked = parser.parse_args()
    children = list(invented(asked.children)) if asked.extract is None else of_extract(asked.extract)
    with TemporaryDirectory() as folder:
        if asked.memory:
            for name, found, megabytes in memory(children, Path(folder), asked.copies, asked.megabytes):
                print(f"  {name:<28}{found:>9,} histories{megabytes:>8.1f} megabytes more at most", flush=True)
            return
        old = [asked.old, *([asked.path] if asked.path else [])] if asked.old else ()
        times = side_by_side(children, Path(folder), asked.rounds, old)
    print(f"{len(children):,} children; processor time, least of {asked.rounds} rounds; load {os.getloadavg()[0]:.1f}\n")
    for name, way in times.items():
        each = f"{way.opened / way.rows * 1e6:>7.1f} us a row and{way.made / max(way.found, 1) * 1e6:>7.1f} us a history"
        print(f"  {name:<26}{each};{len(children) / way.seconds:>8,.0f} children a second{way.seconds / times['CSV'].seconds:>7.2f} of CSV")


if __name__ == "__main__":
    main()
