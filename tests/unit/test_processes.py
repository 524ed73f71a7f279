"""Processes that are copies of this one, and such as are started anew: the same answers, and none is left behind.

Authority: issue 18, 10 (the same bytes as with one process). Processes that die are in tests/unit/arrow/test_processes.py.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.others_slow import others_slow

from lacreview_rules.processes import Processes, _Process

WAITS = """
import sys, time
from lacreview_rules.processes import Processes, _can_be_copied

class Nothing:
    def answer(self, part):
        return b""

if __name__ == "__main__":
    copied = _can_be_copied()
    found = Processes(Nothing(), 3).to_parts(range(9))
    next(found)
    print(copied, flush=True)
    time.sleep(600)
"""


class Twice:
    """It answers a number with its double, and with the process that worked it out."""

    def answer(self, part: int) -> bytes:
        return f"{2 * part} {os.getpid()} {signal.getsignal(signal.SIGTERM) == signal.SIG_DFL}".encode()

    def refusal(self, part: int) -> bytes:
        return f"{part}".encode()

    def halves(self, part: int) -> tuple[int, ...]:
        del part
        return ()


@pytest.mark.parametrize("copied", others_slow([True, False]))
def test_copies_and_such_as_are_started_anew_answer_alike(*, copied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the parts, elsewhere; a request to end is heard there as in any process, whatever is done with it here."""
    if copied and sys.platform != "linux":
        pytest.skip("processes are copied on Linux alone")
    monkeypatch.setattr("lacreview_rules.processes._can_be_copied", lambda: copied)
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        found = [answer.decode().split() for answer in Processes(Twice(), 2).to_parts(range(7))]
    finally:
        signal.signal(signal.SIGTERM, before)
    assert [int(double) for double, _, _ in found] == [0, 2, 4, 6, 8, 10, 12]
    assert {ends for _, _, ends in found} == {"True"}
    assert str(os.getpid()) not in {process for _, process, _ in found}


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal tells processes of Ctrl-C otherwise there")
@pytest.mark.parametrize("copied", [True, False])
def test_ctrl_c_is_not_for_a_process_that_is_half_begun(*, copied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Record B5: a terminal sends it to all of them; one that is still being loaded told of it with a traceback, and died."""
    if copied and sys.platform != "linux":
        pytest.skip("processes are copied on Linux alone")
    monkeypatch.setattr("lacreview_rules.processes._can_be_copied", lambda: copied)
    process = _Process(Twice())
    try:
        assert process._process.pid is not None
        os.kill(process._process.pid, signal.SIGINT)
        process.begun()
        process.connection.send(4)
        assert process.connection.recv_bytes().startswith(b"8 ")
    finally:
        process.end()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())  # and this process hears it as before


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="which processes it started is told by Linux alone")
@pytest.mark.parametrize("threads", others_slow([False, True]))
def test_none_is_left_behind_by_a_process_that_is_killed(*, threads: bool, tmp_path: Path) -> None:
    """Each notices that the one that started it has ended, also where a later one has copies of its ends of the pipes."""
    script = tmp_path / "waits.py"
    begun = "    import threading; threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n" if threads else ""
    script.write_text(WAITS.replace("    copied", f"{begun}    copied", 1), encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == str(not threads)  # with a thread beside, it is not copied
        started = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        assert len(started) >= 3
        process.kill()
    while any(_is_alive(one) for one in started):
        time.sleep(0.01)


def _is_alive(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
