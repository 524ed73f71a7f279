"""`--workers` of `schedule` and `caseload`: the same bytes as with one process, on both streams, and the same exit code.

Authority: issue 18, 10. That processes die, and how they are replaced, is in test_processes.py of arrow.
"""

from __future__ import annotations

import json
import os
import pickle
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import D
from typer.testing import CliRunner

from lacreview_rules import CalendarRangeError, HistoryError, Problem, ProfileError
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.cli.workers import ManyAsked
from lacreview_rules.processes import GIVEN_UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXAMPLES = Path(__file__).parents[3] / "examples"
CASELOAD = EXAMPLES / "caseload.jsonl"


def run(*arguments: object) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    return result.exit_code, result.stdout_bytes, result.stderr


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred children with everything that can be wrong with a line among them: more than one part, and none in silence."""
    lines = CASELOAD.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    made = []
    for number in range(100):
        one = {**record, "child": f"C{number}"}
        if number % 10 == 3:
            one["events"] = [{"event": "review-held", "on": "2026-01-14"}]  # no care: nothing can be scheduled
        if number == 65:
            one["events"] = [{"event": "became-looked-after", "on": "1850-01-05"}]  # outside the calendar
        if number == 70:
            one["profile"] = "englnd"
        if number == 72:
            one["team"], one["worker"] = "North", 7
        if number == 73:
            one["team"] = "North"
        if number == 71:
            one["events"] = [*record["events"], {"event": "review-held", "on": "2062-01-14"}]
        made.append(json.dumps(one))
    made[5:5] = ["{", made[2], made[2].replace("C2", "C1"), '{"child": "D1", "events": [{"event": "review-held"}]}']
    path = tmp_path_factory.mktemp("workers") / "children.jsonl"
    path.write_text("\n".join(made), encoding="utf-8")
    return path


FORMS = [one.split() for one in ("-f json", "-f csv", "-f json --strict --task review --child C7 --child no")]


@pytest.mark.slow
@pytest.mark.parametrize("more", FORMS)
def test_a_schedule_in_two_processes(more: list[str], troubled: Path) -> None:
    asked = ("schedule", troubled, "-p", "newham", "--as-of", "2026-03-31", *more)
    assert run(*asked, "--workers", 2) == run(*asked)


@pytest.mark.slow
@pytest.mark.parametrize("more", FORMS)
def test_a_schedule_in_three_processes_and_its_remarks_in_files(more: list[str], troubled: Path, tmp_path: Path) -> None:
    asked = ("schedule", troubled, "-p", "newham", "--as-of", "2026-03-31", *more)
    one, two = tmp_path / "one", tmp_path / "two"
    said = [
        run(*asked, "-o", path, "--remarks", tmp_path / f"{path.name}.csv", *how)[0] for path, how in ((one, ()), (two, ("--workers", 3)))
    ]
    assert said[0] == said[1] == Code.BAD_INPUT
    assert one.read_bytes() == two.read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize(
    "more",
    others_slow([(one.split(),) for one in ("-f csv --list overdue", "-f json", "--strict", "-f json --child C7 --role IRO")]),
)
def test_a_caseload_in_two_processes(more: list[str], troubled: Path) -> None:
    asked = ("caseload", troubled, "-p", "newham", "--as-of", "2026-03-31", *more)
    assert run(*asked, "--workers", 2) == run(*asked)


@pytest.mark.slow
def test_fail_overdue_is_heard_of(tmp_path: Path) -> None:
    """Exit code 1 comes of what another process has found."""
    path = tmp_path / "one.jsonl"
    path.write_text('{"child": "A1", "events": [{"event": "became-looked-after", "on": "2026-01-05"}]}\n', encoding="utf-8")
    asked = ("schedule", path, "-p", "england", "-f", "json", "--fail-overdue", "--workers", 2)
    assert run(*asked, "--as-of", "2026-06-01")[0] == Code.OVERDUE
    assert run(*asked, "--as-of", "2026-01-05")[0] == Code.FINE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("schedule", CASELOAD, "-p", "england", "--workers", 2), "several processes write --format json or csv"),
        (("schedule", CASELOAD, "-p", "england", "-f", "json", "--readings", "--workers", 2), "without --readings"),
        (
            ("schedule", EXAMPLES / "events.csv", "-p", "england", "-f", "json", "--input", "events", "--workers", 2),
            "in one process; leave it out",
        ),
        (
            ("caseload", EXAMPLES / "events.csv", "-p", "england", "--as-of", "2026-03-31", "--input", "events", "--workers", 2),
            "leave it out",
        ),
    ],
)
def test_what_is_done_in_one_process_only(arguments: tuple[object, ...], said: str) -> None:
    code, _, stderr = run(*arguments)
    assert code == Code.BAD_INPUT
    assert said in " ".join(stderr.split())


def test_what_is_wrong_can_be_sent_to_another_process() -> None:
    """The errors of a history come back from where they were found, with their problems and their source."""
    problems = [Problem("events[0].on", "it is not a date", "write it so"), Problem("child", "it is missing")]
    for error in (HistoryError(problems, "line 3"), ProfileError(problems)):
        back = pickle.loads(pickle.dumps(error))  # noqa: S301 - of our own
        assert (type(back), back.problems, back.source, str(back)) == (type(error), tuple(problems), error.source, str(error))
    beyond = pickle.loads(pickle.dumps(CalendarRangeError("too late", D("2150-01-01"))))  # noqa: S301 - as above
    assert (str(beyond), beyond.day) == ("too late", D("2150-01-01"))


class Halves:
    """It answers a number with its half, and dies of 7."""

    def ask(self, number: int) -> float:
        if number == 7:
            os._exit(9)
        return number / 2


@pytest.mark.slow
def test_only_the_child_that_a_process_dies_of_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    many: ManyAsked[str] = ManyAsked(Halves(), 2)
    found = dict(many.answers((f"child {number}", None if number == 3 else number) for number in range(150)))
    lost = found.pop("child 7")
    assert isinstance(lost, HistoryError)
    assert "try it alone, with more memory" in str(lost)
    assert found.pop("child 3") is None
    assert found == {f"child {number}": number / 2 for number in range(150) if number not in {3, 7}}
    assert many.given_up == 1
    assert "processes died" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "more"), [("schedule", ("-f", "json")), ("caseload", ("-f", "json"))])
def test_a_child_asked_for_whose_process_died_is_not_said_to_be_unknown(
    command: str, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose record it was nobody knows: it may be the child asked for, so the identifier may well be right."""

    class Dying(ManyAsked[object]):
        def __init__(self, *_: object) -> None:
            self.given_up = 0

        def answers(self, items: Iterable[tuple[object, Any]]) -> Iterator[tuple[object, Any]]:
            for item, _ in islice(items, 1):
                yield item, HistoryError([Problem("", GIVEN_UP)])
            self.given_up = 1

    monkeypatch.setattr("lacreview_rules.cli.workers.ManyAsked", Dying)
    asked = (command, CASELOAD, "-p", "england", "--as-of", "2026-03-31", "--workers", 2, *more)
    code, _, stderr = run(*asked, "--child", "EX-01")
    assert code == Code.FAULT
    assert "a child named with --child is in no history that was worked out, and may be in a record that a process died of" in stderr
    assert "in no history that can be used" not in stderr
    assert "EX-01" not in stderr
