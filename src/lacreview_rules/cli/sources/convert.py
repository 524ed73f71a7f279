"""``lacreview convert``: the histories of any source, written once as JSON Lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.files import check_output, complete_or_not_at_all
from lacreview_rules.cli.input_options import Address, ReadOptions
from lacreview_rules.cli.options import profile_with
from lacreview_rules.cli.progress import with_progress
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.sources.what_cannot_be import cannot_be
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.histories.care import NO_PERIOD
from lacreview_rules.histories.events import BecameLookedAfter, CeasedToBeLookedAfter
from lacreview_rules.histories.json import history_record, parse_history
from lacreview_rules.sources.door import Remark
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.sources.door import Records

_ENDINGS = (".jsonl", ".ndjson")


class _Line(NamedTuple):
    """One history as it is written."""

    text: str
    problems: tuple[Problem, ...]


@with_options
def convert(
    files: Annotated[
        list[Address], typer.Argument(parser=Address, metavar="FILE...", help="What the source named by --input takes.", show_default=False)
    ],
    *,
    given: ReadOptions,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="PROFILE",
            help="Name the words that this profile does not know: a shipped profile, or the path of a file. Without it: those that no "
            "shipped profile knows.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="Write to this file (.jsonl), complete or not at all.", show_default=False),
    ],
) -> None:
    """Write the histories of a source to a file, one on each line, which every command reads without --input.

    Each history is read back, to be sure that it is the same. Standard error says, by kind, what the source holds and a history
    cannot, and what in a history cannot be right, such as a misspelt word. The history is written all the same, unless --strict is given.
    """
    first, *others = files
    check_output(output, profile, *(one.path for one in files))
    if output.suffix.lower() not in _ENDINGS:
        message = f"--output {output}: histories are written one on each line; end its name in .jsonl"
        raise refuse(message)
    words_of = None if profile is None else profile_with(profile, ())
    reading = Reading(first, given, others=others, beside=(profile, output))
    written = 0

    def lines() -> Iterator[str]:
        nonlocal written
        for line in with_progress("Children", reading.answers(lambda history: _line(history, reading, words_of, strict=given.strict))):
            written += 1
            yield f"{line.text}\n"

    found = lines()
    one = next(found, None)
    if one is not None:
        with complete_or_not_at_all(output) as part, part.open("w", encoding="utf-8", newline="") as stream:
            stream.write(one)
            stream.writelines(found)
    reading.tell()
    if written:
        say(f"{output}: {count_text(written, 'history', 'histories')} written")
    until = reading.records.recorded_until
    if until is not None:
        say(f"{output}: a history has no place for the last day on record, {until}: ask about no later day (--as-of {until})")
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _line(history: History, reading: Reading, profile: Profile | None, *, strict: bool) -> _Line:
    """A history as a line of JSON.

    Raises:
        HistoryError: it would not be read back as it is; or `strict`, and it cannot be.
    """
    records = reading.records
    problems = cannot_be(history, profile)
    if strict and any(problem != NO_PERIOD for problem in problems):
        raise records.located_error(HistoryError(problems), history)
    gaps = records.gaps_of(history)
    if history.record_starts is None and _in_care_on(history, gaps.reviews_from):
        history = replace(history, record_starts=gaps.reviews_from)
    record = history_record(history)
    text = json.dumps(record, ensure_ascii=False)
    if parse_history(json.loads(text)) != history:
        what = "the history cannot be written so that it is read back the same"
        raise HistoryError([Problem("", what, "tell those who ship the source")])
    reading.note(*_not_carried(history, records))
    return _Line(text, tuple(records.located(problem, history.child) for problem in problems))


def _in_care_on(history: History, day: date | None) -> bool:
    """Whether care that began before a day went on after it."""
    if day is None:
        return False
    turns = [event for event in history.events if isinstance(event, BecameLookedAfter | CeasedToBeLookedAfter) and event.on < day]
    return bool(turns) and isinstance(max(turns, key=lambda event: event.on), BecameLookedAfter)


def _not_carried(history: History, records: Records) -> Iterator[Remark]:
    """What the source tells of a child, and its history cannot hold."""
    gaps = records.gaps_of(history)
    if gaps.unknown_starts:
        what = "the source does not say when care began; in the history it begins on the first day told"
        yield _remark("start-not-carried", what, "dates that count from the start of care are given as if it were sure")
    if gaps.unreviewed_starts:
        what = "the source holds no reviews of this care; the history does not say so"
        yield _remark("reviews-not-carried", what, "reviews that may have been held are called overdue or late")
    for task in sorted(gaps.only_latest):
        what = f"of the task {task} the source tells the latest time only; the history does not say that there may have been earlier ones"
        yield _remark("earlier-not-carried", what, "earlier ones that were done are called late")
    if records.is_lost(history.child):
        what = f"nothing is known of the child after {records.known_until(history.child)}; the history does not say so"
        yield _remark("loss-not-carried", what, "the child counts as looked after, and dates are called overdue")


def _remark(kind: str, what: str, effect: str) -> Remark:
    return Remark(kind, Problem("", what, "for dates to rely on, read the source itself with --input"), used=True, effect=effect)
