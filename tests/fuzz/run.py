"""Coverage-guided fuzzing of the readers with Atheris; see docs/explanation/robustness.md.

Run from the top of the project: ``pip install atheris``, then ``python -m tests.fuzz.run --minutes 15 history``.
The targets are those of `targets.py`, `doors.py` and `read_back.py`; "all" runs one after the other, "doors" all but the first. What is
found is left in the folder of findings; a mended crash goes to ``tests/fuzz/crashes``, which the tests replay.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import gettempdir
from time import process_time
from traceback import extract_tb
from typing import Any

DOORS = (
    "xml",
    "workbook",
    "ssd",
    "annex-a",
    "events",
    "lines",
    "profiles",
    "calendar",
    "assistant",
    "teams",
    "earlier",
    "written",
    "feed",
    "workbench",
)
"""The targets of `doors.py` and `read_back.py`; the four others are those of `targets.py`."""
TARGETS = ("profile", "history", "extract", "period", *DOORS)
_LONGEST = {
    "profile": 12_000,
    "extract": 6_000,
    "period": 200,
    "workbook": 16_000,
    "annex-a": 16_000,
    "events": 16_000,
    "assistant": 4_000,
    "earlier": 16_000,
}
"""The longest input that is tried, in bytes."""
_LONGEST_OF_OTHERS = 8_000
_MEMORY = 2_048
"""Megabytes; a process that takes more has no bound."""
_CHANGED_AGAIN = 0.05
"""The share of plain inputs that others are made from."""
_HANG = 120
"""Seconds for one input. The slowest seed takes a tenth of one, so only a hang is a hang, on a busy machine too."""


def main() -> int:
    """Fuzz as asked; the exit code says whether anything was found."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("target", choices=[*TARGETS, "all", "doors"])
    arguments.add_argument("--minutes", type=float, default=15, help="how long, for each target")
    arguments.add_argument("--seed", type=int, default=0, help="of the random numbers; 0: another each time")
    arguments.add_argument("--work", type=Path, default=Path(gettempdir(), "lacreview-fuzz"), help="where the corpus and findings are kept")
    arguments.add_argument("--plain", action="store_true", help="without Atheris: the mutator alone; minutes are of the processor")
    arguments.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    chosen = {"all": TARGETS, "doors": DOORS}.get(asked.target, (asked.target,))
    if asked.plain:
        return int(sum(_plain(target, asked.work, asked.minutes, asked.seed) for target in chosen) > 0)
    if asked.child:
        return _fuzz(asked.target, asked.work, asked.minutes, asked.seed)
    found = 0
    for target in chosen:
        # Each in a process of its own: libFuzzer ends the process it runs in.
        options = ["--minutes", str(asked.minutes), "--seed", str(asked.seed), "--work", str(asked.work)]
        found |= subprocess.run([sys.executable, "-m", "tests.fuzz.run", "--child", *options, target], check=False).returncode
    return int(bool(found))


def _plain(target: str, work: Path, minutes: float, seed: int) -> int:
    """Changed seeds, one after another, of which some are changed again; how many kinds of crash came out."""
    from tests.fuzz.doors import DOORS as AT_DOORS
    from tests.fuzz.mutations import mutated
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS as FUNCTIONS
    from tests.fuzz.words import words

    act, starting, known = {**FUNCTIONS, **AT_DOORS}[target], seeds(target), [word.encode() for word in words(target)]
    chance, inputs = Random(f"{target} {seed}"), list(starting)  # noqa: S311 - no secret
    findings = work / target / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    tried, slowest, crashes = 0, 0.0, set[str]()
    until = process_time() + 60 * minutes
    while process_time() < until:
        data = mutated(chance.choice(inputs), known, starting, chance)[: _LONGEST.get(target, _LONGEST_OF_OTHERS)]
        if chance.random() < _CHANGED_AGAIN:
            inputs.append(data)
        began = process_time()
        try:
            act(data)
        except Exception as error:  # noqa: BLE001 - whatever comes out is a crash
            at = extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(at.filename).stem}-{at.lineno}"
            if name not in crashes:
                (findings / name).write_bytes(data)
            crashes.add(name)
        tried, slowest = tried + 1, max(slowest, process_time() - began)
    sys.stdout.write(f"{target}: {tried:,} inputs of seed {seed}, the slowest {slowest:.1f} s, crashes: {', '.join(crashes) or 'none'}\n")
    sys.stdout.flush()
    return len(crashes)


def _fuzz(target: str, work: Path, minutes: float, seed: int) -> int:
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["lacreview_rules", "tomllib", "json"]):
        import json  # noqa: F401 - imported here so that it is instrumented
        import tomllib  # noqa: F401 - as above

        from tests.fuzz.doors import DOORS as AT_DOORS
        from tests.fuzz.targets import TARGETS as FUNCTIONS
    from tests.fuzz.mutations import mutated
    from tests.fuzz.seeds import seeds
    from tests.fuzz.words import as_dictionary, words

    corpus, findings, dictionary = work / target / "corpus", work / target / "findings", work / target / "words.txt"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    starting = seeds(target)
    for number, content in enumerate(starting):
        (corpus / f"seed-{number:03}").write_bytes(content)
    known = words(target)
    dictionary.write_text(as_dictionary(known), encoding="ascii")
    encoded = [word.encode() for word in known]

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = Random(number)  # noqa: S311 - no secret
        if chance.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, encoded, starting, chance)[:most]

    options = [
        f"-max_total_time={int(minutes * 60)}",
        f"-max_len={_LONGEST.get(target, _LONGEST_OF_OTHERS)}",
        f"-rss_limit_mb={_MEMORY}",
        f"-timeout={_HANG}",
        f"-dict={dictionary}",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
        *([f"-seed={seed}"] if seed else []),
    ]
    atheris.Setup([f"fuzz-{target}", *options, str(corpus)], {**FUNCTIONS, **AT_DOORS}[target], custom_mutator=mutate)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
