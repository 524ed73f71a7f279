"""What the fuzzer does at the doors that came later: data returns as XML and workbook, SSD, List 8, tables of events, JSON Lines.

Each is opened as the commands open it, by its name; the histories are scheduled, and what is said of the source is written down. A
workbook is told part by part, so that what changes is the XML in it and not the archive around it. Beside the sources stand the table
of `--profiles`, calendars laid over ours, and what an assistant asks.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.fuzz.read_back import BACK
from tests.fuzz.targets import DIVIDER, files_in, refused

from lacreview_rules import Profile, build_schedule, england_and_wales, load_profile, shipped_profiles
from lacreview_rules.assistants.server import answered
from lacreview_rules.assistants.sources import Known, known
from lacreview_rules.assistants.tools import tools
from lacreview_rules.caseload.profile_choices import read_profile_choices
from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce
from lacreview_rules.counting.calendar_files import lay_over
from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PART_NAME = re.compile(rb"[A-Za-z0-9_\[\]][A-Za-z0-9_./\[\]-]{0,80}")
_BEGINS_A_WORKBOOK = DIVIDER + b"["


@contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield path


@contextmanager
def _sheet(data: bytes, name: str) -> Iterator[Path]:
    """A workbook of the parts told, where the first line tells of one, and else a CSV file."""
    if not data.startswith(_BEGINS_A_WORKBOOK):
        with _file(data, f"{name}.csv") as path:
            yield path
        return
    with TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder, f"{name}.xlsx")
        with zipfile.ZipFile(path, "w") as packed:
            for part, content in dict(parts_in(data)).items():
                packed.writestr(part, content)
        yield path


def parts_in(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a workbook, each after a line with its name."""
    parts: list[tuple[str, list[bytes]]] = []
    for line in data.splitlines(keepends=True):
        if line.startswith(DIVIDER):
            name = line.removeprefix(DIVIDER).strip()
            parts.append((name.decode() if _PART_NAME.fullmatch(name) else "other.xml", []))
        elif parts:
            parts[-1][1].append(line)
    return [(name, b"".join(lines)) for name, lines in parts]


def _through(name: str, path: Path, data: bytes) -> None:
    """Open a source, schedule the children in it, and write down what is said of it."""
    profile = _profile(data)
    with refused():
        records = open_named(name, [str(path)], SourceOptions())
        for found in records:
            if isinstance(found, HistoryError):
                str(found).encode("utf-8")
                continue
            with refused(CalendarRangeError):
                schedule = records.schedule_of(found, profile)
                json.dumps(schedule.to_dict()).encode("utf-8")
                for due in schedule.due_dates[:3]:
                    str(due.explanation).encode("utf-8")
            records.gaps_of(found)
        for remark in records.remarks:
            str(remark).encode("utf-8")


def _profile(data: bytes) -> Profile:
    names = shipped_profiles()
    return _loaded(names[zlib.crc32(data) % len(names)])


@cache
def _loaded(name: str) -> Profile:
    return load_profile(name)


def xml_return(data: bytes) -> None:
    """A data return as one XML file."""
    with _file(data, "return.xml") as path:
        _through("ssda903", path, data)


def workbook_return(data: bytes) -> None:
    """A data return as one workbook."""
    with _sheet(data, "return") as path:
        _through("ssda903", path, data)


def ssd_rows(data: bytes) -> None:
    """An SSD as a folder of CSV files."""
    with TemporaryDirectory(prefix="fuzz-") as folder:
        for name, content in files_in(data):
            Path(folder, name).write_bytes(content)
        _through("ssd", Path(folder), data)


def annex_a(data: bytes) -> None:
    """List 8 of Annex A, as CSV or workbook."""
    with _sheet(data, "list-8") as path:
        _through("annex-a", path, data)


def event_sheet(data: bytes) -> None:
    """A table of events, as CSV or workbook."""
    with _sheet(data, "events") as path:
        _through("events", path, data)


def json_lines(data: bytes) -> None:
    """Histories, one a line: as a source, and as the records of a caseload, which have keys more."""
    with _file(data, "histories.jsonl") as path:
        _through("history", path, data)
        profile = _profile(data)
        with refused():
            for found in ChildrenOnce().from_path(path):
                if not isinstance(found, ChildRecord):
                    str(found).encode("utf-8")
                    continue
                with refused(CalendarRangeError):
                    build_schedule(found.history, profile).to_dict()


def profile_choices(data: bytes) -> None:
    """The table of `--profiles`, as TOML if it has a heading of TOML and else as CSV."""
    with _file(data, "choices.toml" if b"[profiles]" in data else "choices.csv") as path, refused():
        read_profile_choices(path, _loaded)


def calendar_layer(data: bytes) -> None:
    """Days laid over the calendar, as GOV.UK's JSON or our TOML."""
    with _file(data, "days.toml") as path, refused():
        calendar = lay_over(england_and_wales(), path)
        for holiday in calendar.holidays[:5]:
            str(calendar.why_not_working(holiday.on)).encode("utf-8")


@cache
def _known() -> Known:
    return known(england_and_wales(), [])


def assistant(data: bytes) -> None:
    """A call of a tool, as an assistant makes it: the name and the arguments. A fault of ours is answered, and is a crash here."""
    try:
        call: Any = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(call, dict) or not isinstance(call.get("arguments"), dict):
        return
    for tool in tools():
        if tool.name == call.get("name"):
            answer = answered(tool, _known(), call["arguments"]).model_dump_json()
            answer.encode("utf-8")
            assert "a fault in lacreview itself" not in answer, answer


DOORS: dict[str, Callable[[bytes], None]] = {
    "xml": xml_return,
    "workbook": workbook_return,
    "ssd": ssd_rows,
    "annex-a": annex_a,
    "events": event_sheet,
    "lines": json_lines,
    "profiles": profile_choices,
    "calendar": calendar_layer,
    "assistant": assistant,
    **BACK,
}
