"""A child's dates: the schedule with its workings and its timeline, what would move, and what can be saved."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from lacreview_rules.changes.supposed_later import told_of_later
from lacreview_rules.changes.what_if import what_if as supposed
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.histories.json import history_record, parse_history
from lacreview_rules.schedules.beside import next_review, next_review_words, remarks_beside, uncertainty
from lacreview_rules.schedules.calendar_feed import calendar_feed
from lacreview_rules.schedules.csv import write_csv
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled, refuse_nothing_scheduled
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.timelines.lanes import lanes_of
from lacreview_rules.timelines.looks import LOOKS
from lacreview_rules.wording import day_text
from lacreview_rules.workbench.arguments import day_of, file_of, history_of, positions_of, profile_of
from lacreview_rules.workbench.problems import placed, problem_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lacreview_rules.histories.history import History
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

_FORMS = {"csv": "due-dates.csv", "calendar": "due-dates.ics", "json": "schedule.json", "history": "history.json"}
_MOST_CHILDREN = 5_000


def schedule(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """One child's schedule as on a day: every due date with its working, and the lanes of the timeline.

    Raises:
        LacReviewError: what was given cannot be used.
    """
    history, made = _schedule(asked, folder)
    strictly = partial(build_schedule, history, profile_of(asked, folder), strict=True)
    record: dict[str, Any] = dict(made.to_dict())
    review = next_review(made)
    workings = {due.id: str(due.explanation).splitlines() for due in made.due_dates}
    return {
        "schedule": record,
        "workings": workings,
        "lanes": _lanes(made, history),
        "looks": {name: look._asdict() for name, look in LOOKS.items()},
        "beside": {due.id: _beside(due) for due in made.due_dates},
        "next_review": None if review is None else {"id": review.id, "words": "".join(next_review_words(review))},
        "problems": [problem_record(problem) for problem in made.problems],
        "nothing_scheduled": is_nothing_scheduled(made, strictly),
    }


def _beside(due: DueDate) -> list[str]:
    """What the table of the command says beside a date: how sure it is, when it was closed, and what else is to be known of it."""
    ahead = due.status in {"due-today", "upcoming"}
    closed = [f"closed on {day_text(due.closed_on)}"] if due.closed_on is not None and due.status in {"not-recorded", "cancelled"} else []
    return [*filter(None, [uncertainty(due) if ahead else ""]), *closed, *remarks_beside(due)]


def what_if(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What would be added, removed or moved if events happened (`suppose`) or had not happened (`without`, their positions).

    Raises:
        LacReviewError: what was given cannot be used, or nothing is supposed.
    """
    without = positions_of(asked, "without")
    events = asked.get("suppose") or []
    if not events and not without:
        raise InputError([Problem("suppose", "nothing is supposed", "give an event, or leave one out")])
    events = parse_history({"child": "supposed", "events": events}, "suppose").events
    found = supposed(
        history_of(asked), profile_of(asked, folder), events=events, without=without, as_of=day_of(asked, "as_of", required=True)
    )
    record = found.to_dict()
    return {
        "changes": record["changes"],
        "stayed": record["stayed"],
        "later": told_of_later(found, events),
        "problems": [problem_record(one) for one in found.problems],
    }


def save(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What can be downloaded of one child: due dates as CSV, calendar or JSON, and the history itself.

    Raises:
        LacReviewError: what was given cannot be used or gives nothing because of a problem, or there is no such form.
    """
    form = str(asked.get("form"))
    if form not in _FORMS:
        raise InputError([Problem("form", "there is no such form", f"one of: {', '.join(_FORMS)}")])
    if form == "history":
        text = json.dumps(history_record(history_of(asked)), indent=2, ensure_ascii=False)
        return {"name": _FORMS[form], "text": f"{text}\n"}
    history, made = _schedule(asked, folder)
    refuse_nothing_scheduled(made, partial(build_schedule, history, profile_of(asked, folder), strict=True))
    if form == "csv":
        out = io.StringIO(newline="")
        write_csv([made], out)
        return {"name": _FORMS[form], "text": out.getvalue()}
    if form == "calendar":
        return {"name": _FORMS[form], "text": calendar_feed([made]).decode()}
    return {"name": _FORMS[form], "text": f"{made.to_json(indent=2)}\n"}


def children(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The histories in a file that the user opened: JSON, JSON Lines, or a spreadsheet of events.

    Raises:
        LacReviewError: nothing in it can be read.
    """
    path = file_of(asked.get("file"), folder)
    source = "history" if path.suffix.lower() in {".json", ".jsonl"} else "events"
    records = open_named(source, [str(path)], SourceOptions())
    found: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for one in records:
        if isinstance(one, HistoryError):
            problems += [problem_record(placed(problem, one.source, folder)) for problem in one.problems]
        elif len(found) < _MOST_CHILDREN:
            found.append(history_record(one))
        else:
            what = f"it holds more than {_MOST_CHILDREN:,} children"
            problems.append(problem_record(Problem(path.name, what, "open it as a caseload")))
            break
    problems += [problem_record(placed(remark.problem, "", folder)) for remark in records.remarks]
    return {"histories": found, "problems": problems}


def _schedule(asked: Mapping[str, Any], folder: Path) -> tuple[History, Schedule]:
    history, profile = history_of(asked), profile_of(asked, folder)
    made = build_schedule(history, profile, until=day_of(asked, "until"))
    as_of = day_of(asked, "as_of")
    return history, made if as_of is None else made.on(as_of)


def _lanes(made: Schedule, history: History) -> list[dict[str, Any]]:
    return [
        {
            "group": lane.group,
            "title": lane.title,
            "marks": [
                {
                    "id": mark.id,
                    "look": mark.look,
                    "on": mark.on.isoformat(),
                    "told": mark.told,
                    "label": mark.label,
                    "guide": mark.guide,
                    "spans": [
                        {"kind": span.kind, "first": span.first.isoformat(), "last": span.last.isoformat(), "words": span.words}
                        for span in mark.spans
                    ],
                }
                for mark in lane.marks
            ],
        }
        for lane in lanes_of(made, history)
    ]
