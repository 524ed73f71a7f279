"""The same input gives the same bytes: in every time zone, locale and version of Python, whatever the hash seed.

Authority: design.md, "What it does" (the same input gives the same bytes, today and in ten years) and "A child's
history: contract" (order in the file does not matter). What is compared is everything the command prints about the
shipped examples: byte for byte with what this process prints, and with digests that were made once and are part of the
project.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from tests.robustness.other_pythons import prepared
from tests.robustness.outputs import commands
from tests.small_profiles import head_of

import lacreview_rules
from lacreview_rules import History, Profile, build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

TOP = Path(__file__).parents[2]
HERE = Path(__file__).parent
DIGESTS: dict[str, str] = json.loads((HERE / "digests.json").read_text(encoding="utf-8"))
EXAMPLES = sorted((TOP / "examples").glob("*.json"))
PROFILES = ("england", "newham", "south-gloucestershire")


def other_locales() -> list[str]:
    """A few locales of this machine that write numbers, letters or dates otherwise: Turkish before all, where it is there."""
    try:
        listed = subprocess.run(["locale", "-a"], capture_output=True, encoding="utf-8", errors="replace", check=False).stdout.split()
    except OSError:
        return []
    wanted = ("tr_TR", "de_DE", "ar_", "ja_JP", "fr_FR", "lt_LT")
    return [name for start in wanted for name in listed if name.startswith(start)][:6]


SURROUNDINGS: dict[str, dict[str, str]] = {
    "as the law has it": {"TZ": "Europe/London", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    "a day ahead": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "half an hour off": {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4294967295"},
    "a quarter off": {"TZ": "Asia/Kathmandu", "LC_ALL": "en_GB.UTF-8", "PYTHONHASHSEED": "random"},
    "a rule of its own, optimised": {
        "TZ": "XXX-14YYY-13,M3.2.0/0,M11.1.0/0",
        "LC_ALL": "no_SUCH",
        "PYTHONOPTIMIZE": "2",
        "PYTHONHASHSEED": "2",
    },
    "no tables of zones, UTF-8 mode": {"TZ": "", "PYTHONTZPATH": "", "TZDIR": "/nowhere", "PYTHONUTF8": "1", "PYTHONHASHSEED": "random"},
} | {name: {"TZ": "Europe/Istanbul", "LC_ALL": name, "PYTHONHASHSEED": "random"} for name in other_locales()}

OPPOSITE = "a rule of its own, optimised"


def outputs(python: Path, where: dict[str, str], step: int = 1) -> dict[str, dict[str, str]]:
    """What is printed in a process of its own, as digests; by one in so many of the commands with a step."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHONHASH"))}
    done = subprocess.run(
        [str(python), str(HERE / "outputs.py"), str(step)],
        cwd=TOP,
        env={**plain, **where},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@cache
def expected() -> dict[str, dict[str, str]]:
    """What this version of Python prints where nothing is said of zone, locale or seed."""
    return outputs(Path(sys.executable), {})


def different(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The outputs that are not the same."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize(
    "where",
    [pytest.param(where, id=name, marks=pytest.mark.slow) for name, where in SURROUNDINGS.items()],
)
def test_wherever_it_runs(where: dict[str, str]) -> None:
    """Byte for byte, of one command in four, so that each form has its turn.

    `test_what_lasts` asks all of them where everything is otherwise at once.
    """
    found, plain = outputs(Path(sys.executable), where, 4)["exact"], expected()["exact"]
    assert different(found, {name: plain[name] for name in found}) == []
    assert len(found) > 15


@pytest.mark.parametrize("step", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_what_lasts(step: int) -> None:
    """Where everything is otherwise at once: the zone, the locale, the seed of hashes, no assertion and no docstring.

    Each of the commands in the slow part, one in twenty whenever the tests are run.
    If outputs changed on purpose, outputs.py says how the digests are written anew.
    """
    found = outputs(Path(sys.executable), SURROUNDINGS[OPPOSITE], step)["lasting"]
    asked = {command for command in commands()[::step] if command in DIGESTS}
    assert different(found, {command: DIGESTS[command] for command in asked}) == []
    assert len(asked) > 60 / step
    assert step > 1 or asked == DIGESTS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("python", prepared(), ids=str)
def test_whatever_the_version_of_python(python: Path, tmp_path: Path) -> None:
    """On a clean machine this is one version; other_pythons.py makes environments for those that are installed.

    The library is copied, so that each version finds the packages it needs among its own.
    """
    source = Path(lacreview_rules.__file__).parent
    shutil.copytree(source, tmp_path / "lacreview_rules", ignore=shutil.ignore_patterns("__pycache__"))
    found = outputs(python, {"PYTHONPATH": str(tmp_path)})
    assert different(found["exact"], expected()["exact"]) == []
    assert different(found["lasting"], DIGESTS) == []


def test_the_digests_are_of_something() -> None:
    """Each example has its schedule in three forms and its working in one, and no two outputs are the same."""
    assert len(DIGESTS) > 60
    assert len(set(DIGESTS.values())) == len(DIGESTS)


# ---- order


def histories() -> list[History]:
    return [parse_history(json.loads(path.read_text(encoding="utf-8"))) for path in EXAMPLES]


def written(schedule: Schedule) -> str:
    """A schedule as written; a problem without the position that its event has in the file."""
    record: dict[str, Any] = {**schedule.to_dict()}
    record["problems"] = sorted(f"{problem['what']}; {problem['remedy']}" for problem in record["problems"])
    explained = [str(due.explanation) for due in schedule.due_dates]
    return json.dumps([record, explained])


@pytest.mark.parametrize("profile", others_slow(PROFILES))
def test_whatever_the_order_of_the_events(profile: str) -> None:
    """Design.md: order in the file does not matter; the result is the same."""
    loaded = load_profile(profile)
    chance = Random(2026)  # noqa: S311 - no secret
    for history in histories():
        expected = written(build_schedule(history, loaded))
        for _ in range(2):
            events = list(history.events)
            chance.shuffle(events)
            assert written(build_schedule(History(history.child, events, history.date_of_birth, history.records), loaded)) == expected


@pytest.mark.slow
def test_whatever_was_asked_before() -> None:
    """A schedule does not depend on those made before it: what is kept between them is kept by content alone."""
    profiles = [load_profile(name) for name in PROFILES[1:]]  # which have the rules of the first, too
    asked = [(history, profile) for history in histories() for profile in profiles]
    asked.insert(len(asked) // 2, (histories()[0], load_profile(PROFILES[0])))  # one is enough of the regulations by themselves
    forward = [written(build_schedule(history, profile)) for history, profile in asked]
    backward = [written(build_schedule(history, profile)) for history, profile in reversed(asked)]
    assert forward == backward[::-1]


# ---- threads


def fresh(name: str, tmp_path: Path) -> Profile:
    """A profile that no schedule was made with yet: nothing that is worked out once has been."""
    path = tmp_path / f"{name}-fresh.toml"
    path.write_text(head_of("fresh", name, version=tmp_path.name), encoding="utf-8")
    return load_profile(path)


@pytest.mark.parametrize(("name", "count"), others_slow([("data-return", 6), ("south-gloucestershire", 25), ("england", 25)]))
def test_many_threads_share_a_profile(name: str, count: int, tmp_path: Path) -> None:
    """All begin at once, and are switched between some ten thousand times a second."""
    profile = fresh(name, tmp_path)
    children = histories()
    gate = threading.Barrier(count)
    found: dict[int, str] = {}
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            gate.wait()
            found[number] = written(build_schedule(children[number % len(children)], profile))
        except BaseException as error:  # noqa: BLE001 - an error in a thread would else be lost
            failed.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    try:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert failed == []
    alone = [written(build_schedule(history, profile)) for history in children]
    assert found == {number: alone[number % len(children)] for number in range(count)}
