"""Mutation testing: `python -m tests.mutation.run periods calendars`, or a group (`arithmetic`), or `all`.

Every mutant of a module (see `mutants.py`) meets the tests that `targets.toml` names. One that no test notices has survived; it must
be listed in `survivors.toml` with the reason why it may live. The command fails if one is not listed, or if one that is listed is
killed by now. The run works on a copy, so that the tree can be edited meanwhile.

  --toml    print what is not listed as entries for `survivors.toml`, to which only the reason has to be added
  --again   only those that survived when the module was last run here; the others are still killed, if tests were only added
  --near    only the tests in files named after the module, or beside it, which are quickly watched; --again puts what is left to all
  --write   set down the score in `scores.json`, and write the page docs/explanation/mutation.md
  --most N  of a module that has more mutants than this, a sample: always the same ones, whatever else changes in the module
  --jobs N  how many at a time (as many as there are processors)

With `--second-method N` no test is run. Each survivor that is listed is put to N random histories instead, see `second_method.py`; the
command fails if one of them comes out otherwise, as the reason why it may live is refuted then. `--seed` draws others, `--whole` asks
each under every profile, and `--write` sets down what was tried.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.mutation.measured import HERE, SCORES, SECOND, digest_of, source_of
from tests.mutation.mutants import mutants_of
from tests.mutation.page import TOP, key_of, listed, write_page

LAST = Path(tempfile.gettempdir(), "lacreview-mutation")  # what the last run of each module found, for --again
COPIED = ("src", "tests", "docs", "examples", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")


def main() -> int:
    """Runs the modules named and says what is new."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", metavar="MODULE")
    parser.add_argument("--toml", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--near", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--most", type=int, default=sys.maxsize)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--second-method", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    targets = tomllib.loads((HERE / "targets.toml").read_text(encoding="utf-8"))
    modules = {module: group["tests"] for group in targets.values() for module in group.get("modules", ())}
    chosen = [module for name in asked.names for module in (modules if name == "all" else targets.get(name, {}).get("modules", [name]))]
    if asked.write and asked.most < sys.maxsize:
        parser.error("the score of a sample is not set down: leave out --most or --write")
    unknown = [name for name in chosen if name not in modules]
    if unknown:
        parser.error(f"not a module that is mutated: {', '.join(unknown)}")
    if asked.second_method:
        return 0 if put_to_histories(list(dict.fromkeys(chosen)), asked) else 1
    LAST.mkdir(exist_ok=True)
    right = True
    for module in dict.fromkeys(chosen):
        right &= run(module, modules[module], targets["besides"].get(module, []), [*modules], asked)
    return 0 if right else 1


def run(module: str, tests: list[str], besides: list[str], modules: list[str], asked: argparse.Namespace) -> bool:
    """Runs one module, prints its survivors, and says whether they are those listed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        root = Path(folder, "tree")
        copy_tree(root)
        path = f"src/lacreview_rules/{module.replace('.', '/')}.py"
        source = (root / path).read_bytes()
        everything = [mutant._asdict() for mutant in mutants_of(module, source)]
        mutants = sample(everything, asked.most)
        last = LAST / f"{module}-{hashlib.sha256(source).hexdigest()[:12]}.json"
        before = {}
        if asked.again and last.exists():  # the same source: what was killed before stays killed, as tests are only added
            chosen = {key_of(mutant) for mutant in mutants}
            last_time = {key_of(mutant): mutant for mutant in json.loads(last.read_text()) if mutant["outcome"] != "survived"}
            before = {key: mutant for key, mutant in last_time.items() if key in chosen}
            mutants = [mutant for mutant in mutants if key_of(mutant) not in before]
        named = files_of(root, [f"tests/unit/{'/test_'.join(module.rsplit('.', 1))}*.py"])
        if asked.near:
            tests, besides = [], [] if named else besides
        own = list(dict.fromkeys(named + files_of(root, besides)))
        plan = {
            "root": str(root), "module": module, "path": path, "scratch": str(Path(folder, "scratch")), "mutants": mutants,
            "tests": list(dict.fromkeys(own + files_of(root, tests))), "named": named, "own": own, "state": state_of(root),
            "kept": str(LAST), "jobs": asked.jobs, "modules": modules,
        }  # fmt: skip
        Path(folder, "scratch").mkdir()
        Path(folder, "plan.json").write_text(json.dumps(plan))
        environment = {
            **os.environ,
            "PYTHONPATH": str(root / "src"),
            "PYTHONHASHSEED": "0",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        command = [sys.executable, str(HERE / "forks.py"), str(Path(folder, "plan.json")), str(Path(folder, "outcome.json"))]
        done = subprocess.run(command, env=environment, check=False)
        if done.returncode:
            print(f"{module}: not run to its end ({done.returncode})")
            return False
        mutants = [*before.values(), *json.loads(Path(folder, "outcome.json").read_text())]
    last.write_text(json.dumps(mutants))
    return report(module, mutants, len(everything), time.monotonic() - began, asked, digest_of(source.decode()))


def put_to_histories(modules: list[str], asked: argparse.Namespace) -> bool:
    """Puts the survivors of some modules to random histories, and says whether every reason stands."""
    survivors = [survivor for module in modules for survivor in listed() if survivor["module"] == module]
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        root, plan, outcome = Path(folder, "tree"), Path(folder, "plan.json"), Path(folder, "outcome.json")
        copy_tree(root)
        what = {"root": str(root), "survivors": survivors, "histories": asked.second_method, "seed": asked.seed, "whole": asked.whole}
        plan.write_text(json.dumps(what))
        environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "tests.mutation.second_method", str(plan), str(outcome)]
        done = subprocess.run(command, env=environment, cwd=root, check=False)
        if done.returncode:
            print(f"not run to its end ({done.returncode})")
        if not outcome.exists():
            return False
        found = json.loads(outcome.read_text())
        sources = {module: source_of(module, root / "src" / "lacreview_rules") for module in found["modules"]}
    if asked.write:
        on = datetime.now(UTC).date().isoformat()
        known = json.loads(SECOND.read_text(encoding="utf-8")) if SECOND.exists() else {}
        for module, counts in found["modules"].items():
            source = sources[module]
            digest = "" if source is None else digest_of(source)
            known[module] = {
                **counts,
                "histories": asked.second_method,
                "schedules": found["schedules"],
                "seed": asked.seed,
                "on": on,
                "source": digest,
            }
        SECOND.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n", encoding="utf-8")
        write_page()
    return done.returncode == 0 and not any(counts["different"] or counts["for ever"] for counts in found["modules"].values())


def sample(mutants: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """As many as are asked for: by a digest of what each changes, so that nobody chooses them."""
    chosen = sorted(mutants, key=lambda mutant: hashlib.sha256(repr(key_of(mutant)).encode()).digest())[:most]
    return sorted(chosen, key=lambda mutant: (mutant["start"], mutant["end"]))


def copy_tree(root: Path) -> None:
    root.mkdir()
    for name in COPIED:
        if (TOP / name).is_dir():
            shutil.copytree(TOP / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif (TOP / name).exists():
            shutil.copy2(TOP / name, root / name)


def state_of(root: Path) -> str:
    """A digest of the library and of what tests read: as long as it stays, each test runs the same lines."""
    files = (
        path
        for folder in ("src", "tests")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and "test_" not in path.name and (path.parent.name != "mutation" or path.name == "some_cases.py")
    )
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def files_of(root: Path, patterns: list[str]) -> list[str]:
    return [str(path.relative_to(root)) for pattern in patterns for path in sorted(root.glob(pattern))]


def report(module: str, mutants: list[dict[str, Any]], of: int, seconds: float, asked: argparse.Namespace, source: str) -> bool:
    """Prints what was found; with --write, sets it down with the digest of the source that was mutated."""
    survived = {key_of(mutant): mutant for mutant in mutants if mutant["outcome"] == "survived"}
    explained = {key_of(survivor) for survivor in listed() if survivor["module"] == module}
    new = [mutant for key, mutant in survived.items() if key not in explained]
    gone = explained - survived.keys()
    for mutant in new:
        print(
            as_entry(mutant)
            if asked.toml
            else f"{module}.py:{mutant['lines'][0]} {mutant['where']}\n  - {mutant['was']}\n  + {mutant['became']}"
        )
    for key in sorted(gone):
        print(f"listed, but killed or not made any more: {key}")
    killed = len(mutants) - len(survived)
    outcomes = {name: sum(mutant["outcome"] == name for mutant in mutants) for name in ("killed", "broken", "out of time", "survived")}
    share = 100 * killed / max(1, len(mutants))
    print(f"{module}: {killed} of {len(mutants)} killed, {share:.1f} %, in {seconds:.0f} s; {outcomes}; {of} in all")
    print(f"  {len(survived)} survived, of which {len(new)} are not listed; {len(gone)} listed that did not survive")
    if asked.write:
        scores = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
        scores[module] = {"mutants": len(mutants), "killed": killed, "on": datetime.now(UTC).date().isoformat(), "source": source}
        SCORES.write_text(json.dumps(dict(sorted(scores.items())), indent=2) + "\n", encoding="utf-8")
        write_page()
    return not new and not gone


def as_entry(mutant: dict[str, Any]) -> str:
    """A survivor as `survivors.toml` lists it."""
    shown = {key: mutant[key] for key in ("module", "where", "was", "became")} | ({"nth": mutant["nth"]} if mutant["nth"] > 1 else {})
    return "\n".join(
        ["[[survivor]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items()), 'why = ""', ""]
    )


if __name__ == "__main__":
    sys.exit(main())
