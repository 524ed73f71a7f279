"""What the fuzzer does with some bytes: one plain function for each reader, and what lies beyond reading.

A function returns for every input that is read, and for every input that is refused with an error of `errors.py` whose
message can be written down. Anything else that comes out is a crash. Reading is not the end: a history that reads is
scheduled, and a profile that reads is used, because it is there that a value let in by mistake does its harm.
"""

from __future__ import annotations

import re
import zlib
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    Profile,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    build_schedule,
    england_and_wales,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.counting.ages import read_age_anchor, read_age_range
from lacreview_rules.counting.periods import Period, Unit, hours_after, hours_before
from lacreview_rules.errors import CalendarRangeError, HistoryError, LacReviewError, PeriodError
from lacreview_rules.histories.json import history_record, parse_history, read_histories
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DIVIDER = b"== "
"""Begins the line before each file of an extract; the rest of that line is the file's name."""

_FILE_NAME = re.compile(rb"[A-Za-z0-9 _-][A-Za-z0-9 ._-]{0,60}")
_DAYS = (date.min, date(1990, 1, 1), date(2024, 2, 29), date(2025, 12, 19), date(2060, 12, 31), date.max)
_LONGEST_MESSAGE = 1000
_MOST_EXPLAINED = 8
_SIMPLE: tuple[Event, ...] = (BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care", legal_status="section-20"),)


@contextmanager
def refused(kind: type[LacReviewError] = LacReviewError) -> Iterator[None]:
    """Takes an error of this kind for a refusal; its message must be one that can be written down."""
    try:
        yield
    except kind as error:
        str(error).encode("utf-8")


def period_parser(data: bytes) -> None:
    """The text form of periods and ages: what is read is written, read again and counted."""
    text = data.decode("utf-8", "surrogateescape")
    with refused(PeriodError):
        read_age_range(text)
    months = read_age_anchor(text)
    assert months is None or 0 <= months < 100 * 12 + 100
    try:
        period = Period.parse(text)
    except PeriodError as error:
        told = str(error)
    else:
        _count(period)
        return
    told.encode("utf-8")
    assert len(told) < _LONGEST_MESSAGE, "the message repeats too much of what was written"


def _count(period: Period) -> None:
    """A period is written and read again, and counted from days near and far."""
    assert Period.parse(str(period)) == period
    assert Period.parse(f"  {str(period).upper()}\n") == period
    calendar = england_and_wales()
    for day in _DAYS:
        for flag in (False, True):
            with refused(CalendarRangeError):
                assert period.after(day, calendar, inclusive=flag) >= day or flag
            with refused(CalendarRangeError):
                assert period.before(day, calendar, clear=flag) <= day
        if period.unit is Unit.HOUR:
            for move in (hours_after, hours_before):
                with refused(CalendarRangeError):
                    move(datetime.combine(day, datetime.min.time()), period.count)


def history_reader(data: bytes) -> None:
    """One file, read as JSON and as JSON Lines; what can be read is scheduled, once."""
    seen: list[History] = []
    with TemporaryDirectory(prefix="fuzz-") as folder:
        for name in ("history.json", "histories.jsonl"):
            path = Path(folder, name)
            path.write_bytes(data)
            with refused(HistoryError):
                for found in read_histories(path):
                    if not isinstance(found, History):
                        str(found).encode("utf-8")
                    elif found not in seen:
                        seen.append(found)
                        _go_on(found, data)


def extract_reader(data: bytes) -> None:
    """A folder of files, read as a data return; the histories in it are scheduled."""
    chosen = zlib.crc32(data)
    moves: tuple[Literal["continue", "restart"], ...] = ("continue", "restart")
    with TemporaryDirectory(prefix="fuzz-") as folder:
        for name, content in files_in(data):
            Path(folder, name).write_bytes(content)
        with refused():
            extract = read_ssda903(folder, same_carer_moves=moves[chosen & 1], temporary_moves=moves[chosen >> 1 & 1])
            for history in extract:
                _go_on(history, data)
            counts = extract.counts
            assert counts.rows_used + counts.rows_not_used == counts.rows_read
            assert 0 <= counts.rows_used
            assert counts.histories <= counts.children


def profile_reader(data: bytes) -> None:
    """One file, as JSON if it begins like it and as TOML otherwise; a profile that reads dates what is due to two children."""
    kind = "json" if data.lstrip().startswith(b"{") else "toml"
    with TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder, f"profile.{kind}")
        path.write_bytes(data)
        with refused():
            profile = load_profile(path)
            with refused(CalendarRangeError):
                _schedule(History("A1", _SIMPLE), profile)
            with refused(CalendarRangeError):
                _schedule(_crowded(profile), profile)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "profile": profile_reader,
    "history": history_reader,
    "extract": extract_reader,
    "period": period_parser,
}


def _go_on(history: History, data: bytes) -> None:
    """Write a history and read it again; schedule it under the regulations and one other profile."""
    assert parse_history(history_record(history)) == history
    others = [name for name in shipped_profiles() if name != "england"]
    for name in ("england", others[zlib.crc32(data) % len(others)]):
        with refused(CalendarRangeError):
            _schedule(history, _shipped(name))


@cache
def _shipped(name: str) -> Profile:
    return load_profile(name)


def _schedule(history: History, profile: Profile) -> None:
    """Make a schedule, and ask for all that is made of it only when asked."""
    schedule = build_schedule(history, profile)
    schedule.to_dict()
    if schedule.as_of is not None:
        schedule.on(schedule.as_of + timedelta(40)).to_dict()
    for due in schedule.due_dates[:_MOST_EXPLAINED]:
        str(due.explanation)


def _crowded(profile: Profile) -> History:
    """A history in which nearly everything that a profile can name has happened."""
    start = date(2024, 1, 1)
    days = iter(start + timedelta(n) for n in range(1, 700, 5))
    events: list[Event] = [BecameLookedAfter(on=start, emergency=True, out_of_hours=True)]
    for words, made in (
        (profile.placements, lambda word, day: PlacementMoved(on=day, placement=word)),
        (profile.legal_statuses, lambda word, day: LegalStatusChanged(on=day, legal_status=word)),
        (profile.facts, lambda word, day: Fact(on=day, fact=word, value="4 weeks")),
        (profile.facts, lambda word, day: Fact(on=day, fact=word)),
        (profile.events, lambda word, day: OtherEvent(on=day, event=word, ends_on=day + timedelta(30), ref="r")),
        (profile.tasks, lambda word, day: TaskDone(on=day, task=word, ref="r")),
    ):
        events += [made(word, day) for word, day in zip(_few(words), days, strict=False)]
        day = next(days)
        events += [ReviewHeld(on=day), DecisionsIssued(on=day + timedelta(3)), SignificantEvent(on=day)]
    last = next(days)
    events += [ReviewRequested(on=last, review_by=last + timedelta(30)), ReviewArranged(on=last, review_on=last + timedelta(60))]
    events += [ReviewAdjourned(on=last + timedelta(60)), CeasedToBeLookedAfter(on=last + timedelta(300))]
    return History("A2", events, date(2009, 2, 28))


def _few(words: Iterable[str]) -> list[str]:
    return list(words)[:8]


def files_in(data: bytes) -> list[tuple[str, bytes]]:
    """The files of an extract, each after a line with its name; a name that no folder can hold is taken for another."""
    files: list[tuple[str, list[bytes]]] = [("before.csv", [])]
    for line in data.splitlines(keepends=True):
        if line.startswith(DIVIDER):
            name = line.removeprefix(DIVIDER).strip()
            files.append((name.decode() if _FILE_NAME.fullmatch(name) else "other.csv", []))
        else:
            files[-1][1].append(line)
    return [(name, b"".join(lines)) for name, lines in files if lines or name != "before.csv"]
