"""What is written of a due date is what its properties say, and the text on one line is what `json` makes of the record.

Authority: docs/reference/schedule-format.md and csv.md; issue 18, 8: the same bytes, in a third of the time.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, done, rule_of, schedule_of, seen, task_of

from lacreview_rules import Doubt, build_schedule, load_profile, read_histories
from lacreview_rules.files.tables import safe_cell
from lacreview_rules.schedules.csv import COLUMNS, write_csv
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from lacreview_rules import Schedule
    from lacreview_rules.schedules.due_dates import DueDate

EXAMPLES = sorted(Path(__file__).parents[3].joinpath("examples").glob("*.json"))
DAYS = (None, D("2025-12-20"), D("2026-03-02"), D("2031-01-01"))


def by_its_properties(due: DueDate) -> dict[str, object]:
    """The record as the format's page describes it, each key from the property of that name."""
    record: dict[str, object] = {
        name: iso(value) if name in {"due", "last_working_day", "aim", "opens", "done_on"} else value
        for name in COLUMNS
        if name not in {"child", "as_of", "also", "notices", "profile", "profile_version", "scope"}
        for value in [getattr(due, name)]
    }
    also = [{"rule": limit.rule, "due": iso(limit.due), "force": limit.force} for limit in due.also]
    scope = {**due.scope._asdict(), "first": iso(due.scope.first), "last": iso(due.scope.last)}
    del scope["closing_cancels"]
    return {**record, "also": also, "notices": list(due.notices), "scope": scope}


def cells(due: DueDate, schedule: Schedule) -> list[str]:
    """Its line of the table, each cell made safe by itself."""
    also = "; ".join(f"{limit.rule} {limit.due or 'no date'}" for limit in due.also)
    more = {"child": schedule.child, "as_of": schedule.as_of, "also": also, "notices": "; ".join(due.notices), "scope": due.scope}
    more |= {"profile": schedule.profile.id, "profile_version": schedule.profile.version}
    return [safe_cell(more[name] if name in more else getattr(due, name)) for name in COLUMNS]


def check(schedule: Schedule) -> None:
    """All three forms of a schedule against its properties."""
    record = schedule.to_dict()
    assert record["due_dates"] == [by_its_properties(due) for due in schedule.due_dates]
    assert schedule.to_json() == json.dumps(record, ensure_ascii=False)
    out = io.StringIO(newline="")
    write_csv([schedule], out)
    assert list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:] == [cells(due, schedule) for due in schedule.due_dates]


def every_example() -> list[Any]:
    """Each example under each of three profiles; whenever the tests are run, under one of them in turn."""
    pairs = [
        (number + turn, path, name) for number, path in enumerate(EXAMPLES) for turn, name in enumerate(("england", "newham", "wales"))
    ]
    return [pytest.param(path, name, id=f"{path.stem}-{name}", marks=pytest.mark.slow if turn % 3 else ()) for turn, path, name in pairs]


@pytest.mark.parametrize(("path", "profile"), every_example())
def test_every_example_in_every_form(path: Path, profile: str) -> None:
    for history in read_histories(path):
        assert not isinstance(history, Exception)
        schedule = build_schedule(history, load_profile(profile))
        for day in DAYS:
            check(schedule if day is None else schedule.on(day))


def test_words_that_json_and_spreadsheets_read_as_their_own() -> None:
    """Titles and citations are an authority's own text: quotation marks, a line end, a formula, letters beyond ASCII."""
    schedule = schedule_of(
        task_of(title='=Say \\"hello\\"; -1\\nŵ 漢')
        + rule_of(1, "letter", 'after = "became-looked-after"\nlimit = "1 week"\ncite = "@1; =\\u2028"\naim = "2 days"\n')
        + rule_of(2, "letter", 'after = "became-looked-after"\nlimit = "2 weeks"\nopens = "3 days"\n'),
        done("2026-01-06"),
        seen("2026-01-09"),
    )
    found = schedule.of("letter")[0]
    assert (found.title, found.cite) == ('=Say "hello"; -1\nŵ 漢', "@1; =\u2028")
    assert (found.aim, found.opens, [limit.rule for limit in found.also]) == (D("2026-01-07"), D("2026-01-08"), ["ours/2"])
    check(schedule)


@pytest.mark.parametrize("date_known", [True, False])
@pytest.mark.parametrize("number_known", [True, False])
def test_what_a_source_cannot_show(*, date_known: bool, number_known: bool) -> None:
    """A doubt takes the date, the moment, the aim and the other limits away, and an unknown number the title's."""
    for history in read_histories(EXAMPLES[0]):
        assert not isinstance(history, Exception)
        for due in build_schedule(history, load_profile("newham")).on(D("2026-03-02")).due_dates:
            doubted = due.doubted(Doubt("before-record", 'it "counts"; =from', date_known), number_known=number_known)
            assert doubted.to_dict() == by_its_properties(doubted)


def test_the_words_of_a_rule_are_those_of_its_own_profile() -> None:
    """Two profiles may have a rule of one id with other words; neither takes the other's."""
    rule = 'after = "became-looked-after"\nlimit = "1 week"\n'
    for title in ("One", "Another"):
        (found,) = schedule_of(task_of(title=title) + rule_of(1, "letter", rule)).of("letter")
        assert found.to_dict()["title"] == title
