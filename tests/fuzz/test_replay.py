"""The fuzz targets without the fuzzer: over the seeds, every crash that was found, and a share of changed inputs.

The hour of coverage-guided fuzzing is a documented command (docs/explanation/robustness.md); this is what CI runs.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz import doors
from tests.fuzz import targets as fuzz_targets
from tests.fuzz.doors import DOORS
from tests.fuzz.mutations import mutated
from tests.fuzz.run import TARGETS as NAMES
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS as READERS
from tests.fuzz.targets import files_in
from tests.fuzz.words import as_dictionary, words

from lacreview_rules import History, england_and_wales, load_profile
from lacreview_rules.assistants.server import answered
from lacreview_rules.assistants.sources import known
from lacreview_rules.assistants.tools import tools
from lacreview_rules.caseload.earlier import read_earlier
from lacreview_rules.caseload.profile_choices import read_profile_choices
from lacreview_rules.caseload.teams import read_teams
from lacreview_rules.counting.calendar_files import lay_over
from lacreview_rules.counting.periods import Period
from lacreview_rules.errors import LacReviewError
from lacreview_rules.histories.json import read_histories
from lacreview_rules.schedules.written import parsed_records_in
from lacreview_rules.schedules.written_schedule import written_schedule
from lacreview_rules.sources.door import Records
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.workbench.requests import Workbench

TARGETS = {**READERS, **DOORS}
CHEAPEST_FIRST = sorted(TARGETS, key=lambda name: name != "history")  # every run asks the first
CRASHES = sorted(path for path in (Path(__file__).parent / "crashes").glob("*/*") if path.is_file())
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
EXAMPLES = settings().max_examples
FEWER = max(1, EXAMPLES // 3)
"""Of what goes on behind the parsers, and so takes longer."""


@cache
def seeds_of(target: str) -> list[bytes]:
    return seeds(target)


@cache
def words_of(target: str) -> list[bytes]:
    return [word.encode() for word in words(target)]


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_crashed_once(path: Path) -> None:
    """Each was found by the fuzzer, or beside it, and failed here before it was mended."""
    TARGETS[path.parent.name](path.read_bytes())


def test_every_crash_belongs_to_a_target() -> None:
    assert {path.parent.name for path in CRASHES} <= set(TARGETS) == set(NAMES)


@pytest.mark.parametrize("step", [13, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("target", CHEAPEST_FIRST)
def test_the_seeds(target: str, step: int) -> None:
    """Each of them in the slow part; one in thirteen whenever the tests are run."""
    for seed in seeds_of(target)[::step]:
        TARGETS[target](seed)


@pytest.mark.parametrize("target", CHEAPEST_FIRST)
@settings(SLOW, max_examples=FEWER)
@given(st.data())
def test_seeds_that_are_changed(target: str, data: st.DataObject) -> None:
    """The fuzzer's own mutator, driven by Hypothesis, which makes what it finds small."""
    seed = data.draw(st.sampled_from(seeds_of(target)))
    chance: Random = data.draw(st.randoms(use_true_random=False))
    TARGETS[target](mutated(seed, words_of(target), seeds_of(target), chance))


@pytest.mark.parametrize("target", CHEAPEST_FIRST)
@settings(SLOW, max_examples=EXAMPLES)
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_anything(target: str, data: bytes) -> None:
    TARGETS[target](data)


# ---- the fuzzer itself: it would find little if it never came past the parsers, or if a crash were taken for a refusal


def _is_read(target: str, data: bytes, folder: Path) -> bool:
    """Whether the whole of an input can be used."""
    try:
        if target == "period":
            Period.parse(data.decode())
        elif target == "profile":
            path = folder / ("p.json" if data.startswith(b"{") else "p.toml")
            path.write_bytes(data)
            load_profile(path)
        elif target == "history":
            (folder / "h.json").write_bytes(data)
            return all(isinstance(found, History) for found in read_histories(folder / "h.json"))
        else:
            for name, content in files_in(data):
                (folder / name).write_bytes(content)
            return bool(list(read_ssda903(folder)))
    except LacReviewError:
        return False
    return True


@pytest.mark.parametrize(("target", "least"), [("profile", 1.0), ("history", 1.0), ("extract", 1.0), ("period", 0.75)])
def test_the_seeds_are_good(target: str, least: float, tmp_path: Path) -> None:
    """Fuzzing starts behind the parsers. Of the phrases some are wrong on purpose."""
    good = []
    for number, seed in enumerate(seeds_of(target)):
        folder = tmp_path / str(number)
        folder.mkdir()
        good.append(_is_read(target, seed, folder))
    assert sum(good) >= least * len(good) > 8


@pytest.mark.parametrize("target", ["profile", "history"])
def test_changed_seeds_are_often_good(target: str, tmp_path: Path) -> None:
    chance = Random(5)  # noqa: S311 - no secret
    changed = [mutated(chance.choice(seeds_of(target)), words_of(target), seeds_of(target), chance) for _ in range(60)]
    good = sum(_is_read(target, data, tmp_path) for data in changed)
    assert 9 <= good <= 54


@pytest.mark.parametrize("target", ["profile", "history", "extract"])
def test_a_crash_beyond_reading_is_one(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("on")

    monkeypatch.setattr(fuzz_targets, "build_schedule", broken)
    with pytest.raises(KeyError):
        TARGETS[target](seeds_of(target)[-1])


@pytest.mark.parametrize("target", ["xml", "workbook", "ssd", "annex-a", "events", "lines"])
def test_every_seed_of_a_source_comes_to_a_schedule(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what goes wrong there is a crash. A seed that is refused would try the parser only."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("on")

    monkeypatch.setattr(Records, "schedule_of", broken)
    monkeypatch.setattr(doors, "build_schedule", broken)
    for seed in seeds_of(target):
        with pytest.raises(KeyError):
            TARGETS[target](seed)


def test_every_seed_of_the_other_doors_is_read(tmp_path: Path) -> None:
    """Profiles of children give profiles, and calendars lay something over ours."""
    for number, seed in enumerate(seeds_of("profiles")):
        path = tmp_path / (f"{number}.toml" if b"[profiles]" in seed else f"{number}.csv")
        path.write_bytes(seed)
        assert read_profile_choices(path)
    for number, seed in enumerate(seeds_of("calendar")):
        path = tmp_path / f"days-{number}"
        path.write_bytes(seed)
        assert lay_over(england_and_wales(), path) != england_and_wales()
    for seed in seeds_of("teams"):
        assert read_teams(seed, "teams.csv")[0]
    for seed in seeds_of("earlier"):
        assert read_earlier(seed, "earlier.json").source
    for seed in seeds_of("written"):
        assert [written_schedule(record).child for _, record in parsed_records_in(seed, "schedule.json")] == ["A1"]
    for seed in seeds_of("feed"):
        assert b"BEGIN:VEVENT" in seed


@pytest.mark.slow
def test_each_call_of_an_assistant_is_answered_and_not_refused() -> None:
    by_name = {tool.name: tool for tool in tools()}
    calls = [json.loads(seed) for seed in seeds_of("assistant")]
    assert {call["name"] for call in calls} == set(by_name)
    told = [answered(by_name[call["name"]], known(england_and_wales(), []), call["arguments"]) for call in calls]
    assert [answer.content for answer in told if answer.is_error] == []


def test_a_fault_behind_an_assistants_call_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server answers it with its kind, so that the assistant goes on; the fuzzer does not."""

    def broken(*_: object) -> dict[str, Any]:
        raise KeyError("on")

    wrong = [tool._replace(answer=broken) for tool in tools()]
    monkeypatch.setattr(doors, "tools", lambda: wrong)
    with pytest.raises(AssertionError, match="KeyError"):
        TARGETS["assistant"](seeds_of("assistant")[0])


def test_a_fault_behind_the_page_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its engine would end, also where the fault is a ValueError, which is what no JSON gives."""

    def broken(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(Workbench, "_answered", broken)
    with pytest.raises(AssertionError, match="schedule"):
        TARGETS["workbench"](seeds_of("workbench")[0])


def test_the_dictionary_is_one_that_libfuzzer_reads() -> None:
    """One entry a line, in quotation marks, of printable characters."""
    for target in TARGETS:
        lines = as_dictionary(words(target)).splitlines()
        assert len(lines) > 50
        assert all(line.isascii() and line.isprintable() and line[0] == line[-1] == '"' and len(line) > 2 for line in lines)
