"""An output is whole or as it was before (records B4 to B6): two processes with one output, a signal at any moment, a full disk.

What tests/unit/cli/test_files.py says of one file in one process is tried here on commands, in processes of their own.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.others_slow import others_slow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are those of Unix")

HERE = (
    "import sys; import lacreview_rules.__main__ as command; sys.argv = ['lacreview', *sys.argv[1:]]; "
    "print('ready', flush=True); command.main()"
)


def record(child: str) -> dict[str, object]:
    return {"child": child, "date_of_birth": "2014-05-02", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}


def written(file: Path, children: int, name: str) -> Path:
    file.write_text("".join(json.dumps(record(f"{name}{number}")) + "\n" for number in range(children)), encoding="utf-8")
    return file


def parquet(file: Path, children: int) -> Path:
    columns = {
        "child": [f"A{n}" for n in range(children)],
        "event": ["became-looked-after"] * children,
        "on": [date(2025, 12, 19)] * children,
    }
    pq.write_table(pa.table(columns), file)
    return file


def begun(words: list[str]) -> subprocess.Popen[str]:
    """A command that has been loaded, and begins."""
    call = [sys.executable, "-c", HERE, *words]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
def test_of_two_processes_with_one_output_one_is_whole(tmp_path: Path) -> None:
    files = [written(tmp_path / f"{name}.jsonl", 40, name) for name in "AB"]
    output = tmp_path / "out.json"
    for _ in range(30):
        running = [begun(["schedule", str(file), "-p", "england", "-f", "json", "-o", str(output)]) for file in files]
        for process in running:
            assert process.wait() == 0
            process.communicate()
        children = [json.loads(line)["child"] for line in output.read_text(encoding="utf-8").splitlines()]
        assert children in [[f"{name}{number}" for number in range(40)] for name in "AB"]
        assert unfinished(tmp_path) == []


_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.mark.parametrize(("times", "children", "seconds"), others_slow([(2, 100, 1.0), (100, 1_000, 1.6)]))
def test_a_signal_at_any_moment_leaves_nothing_unfinished(times: int, children: int, seconds: float, tmp_path: Path) -> None:
    """With one process and with two at work; the old file stays, or the new one is there and whole.

    The moments lie anywhere from the loading of the command to a little after its end.
    """
    events, output = parquet(tmp_path / "events.parquet", children), tmp_path / "out.parquet"
    moments = random.Random(17)  # noqa: S311 - any moments will do, and the same each time
    old = b"what stood here"
    for number in range(times):
        output.write_bytes(old)
        process = begun(["batches", str(events), "-p", "england", "-o", str(output), "--workers", str(1 + number % 2)])
        time.sleep(moments.uniform(0, seconds))
        sent = _SIGNALS[number % 3]
        process.send_signal(sent)
        _, told = process.communicate()
        assert process.returncode in {0, 128 + sent, -sent}, told
        assert "Traceback" not in told
        assert unfinished(tmp_path) == []
        if output.read_bytes() == old:
            assert process.returncode != 0
        else:  # also where the signal came after it was put in place: every child is in it
            assert len(set(pq.read_table(output, columns=["child"])["child"].to_pylist())) == children


def is_worker(process: str) -> bool:
    """Whether it works, and does not only look after what others leave behind, as one process of Python's own does."""
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_nothing_unfinished(tmp_path: Path) -> None:
    """Its children are worked out by another: the file is whole, and nothing else is left."""
    events, output = parquet(tmp_path / "events.parquet", 200), tmp_path / "out.parquet"
    process = begun(["batches", str(events), "-p", "england", "-o", str(output), "--workers", "2"])
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.communicate()
        pytest.skip("which processes it started is told by Linux alone")
    with suppress(ProcessLookupError):  # it, or its worker, has ended before
        while process.poll() is None and not (workers := [one for one in children.read_text(encoding="ascii").split() if is_worker(one)]):
            time.sleep(0.01)
        if process.poll() is None:
            os.kill(int(workers[-1]), signal.SIGKILL)
    _, told = process.communicate()
    assert "Traceback" not in told
    assert process.returncode in {0, 2, 70}
    assert unfinished(tmp_path) == []
    assert process.returncode != 0 or len(set(pq.read_table(output, columns=["child"])["child"].to_pylist())) == 200


FULL = """
import json, pathlib, resource, signal, sys
from typer.testing import CliRunner
from lacreview_rules.cli import app
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
words, output = json.loads(sys.argv[1]), pathlib.Path(sys.argv[2])

def files():
    return {str(path): path.read_bytes() for path in output.parent.rglob("*") if path.is_file()}

def run(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    result = CliRunner().invoke(app, words, prog_name="lacreview")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return result

whole = run(most)
assert whole.exit_code == 0, whole.output
new = {path: content for path, content in files().items() if path.startswith(str(output))}
largest = max(map(len, new.values()))
for path in new:
    pathlib.Path(path).write_bytes(b"old")
few, many = {0, 100, largest // 2}, {1, 2, 1_000, 4_095, 4_096, 8_192, largest - 1}
for limit in sorted(few if sys.argv[3] == "few" else few | many):
    if limit >= largest:
        continue
    result = run(limit)
    assert result.exit_code == 2, (limit, result.exit_code, result.output)
    assert "too large" in result.stderr.lower(), result.stderr
    assert [path for path in files() if "/." in path.removeprefix(str(output.parent))] == []
    for path, content in new.items():
        assert pathlib.Path(path).read_bytes() in ((b"old",) if len(content) > limit else (b"old", content)), (limit, path)
        pathlib.Path(path).write_bytes(b"old")
print(len(new), largest)
"""
WRITERS = {
    "schedule": ["schedule", "{h}", "-p", "england", "-o", "{out}"],
    "schedule json": ["schedule", "{h}", "-p", "england", "-f", "json", "-o", "{out}"],
    "schedule csv": ["schedule", "{h}", "-p", "england", "-f", "csv", "-o", "{out}"],
    "caseload": ["caseload", "{h}", "-p", "england", "--as-of", "2026-02-10", "-f", "json", "-o", "{out}"],
    "caseload, a folder": ["caseload", "{h}", "-p", "england", "--as-of", "2026-02-10", "--output-dir", "{out}"],
    "batches": ["batches", "{e}", "-p", "england", "-o", "{out}"],
    "convert": ["convert", "{h}", "-o", "{out}.jsonl"],
    "calendar-feed": ["calendar-feed", "{h}", "-p", "england", "-o", "{out}"],
    "picture": ["picture", "{one}", "-p", "england", "-f", "svg", "-o", "{out}"],
    "compare": ["compare", "england", "newham", "-f", "html", "-o", "{out}"],
    "diff": ["diff", "{one}", "{one}", "-p", "england", "--new-profile", "newham", "-f", "json", "-o", "{out}"],
    "remarks": ["schedule", "{h}", "-p", "england", "--remarks", "{out}.csv"],
}
FEW_WRITERS = ("batches", "schedule csv", "caseload, a folder")
"""A file that a library writes, one of text, and a folder: the first in every run."""


@pytest.mark.parametrize(("name", "children"), others_slow([*((few, 8) for few in FEW_WRITERS), *((name, 30) for name in WRITERS)]))
def test_a_disk_that_is_full_at_any_write(name: str, children: int, tmp_path: Path) -> None:
    """A limit on the size of files refuses the write at whichever byte it stands, as a full disk does."""
    folder = tmp_path / "there"
    folder.mkdir()
    given = {
        "h": written(tmp_path / "h.jsonl", children, "A"),
        "one": written(tmp_path / "one.json", 1, "A"),
        "e": parquet(tmp_path / "e.parquet", 6 * children),
    }
    words = [word.format(out=folder / "out", **given) for word in WRITERS[name]]
    command = [sys.executable, "-c", FULL, json.dumps(words), str(folder / "out"), "few" if children < 30 else "many"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 40
