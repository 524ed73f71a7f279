"""Another system, asked: one process for each case, given the case on standard input, and what it printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacreview_rules.cli.cases.command import filled_in
from lacreview_rules.nesting import shallow_json

if TYPE_CHECKING:
    from lacreview_rules.corpus.cases import Case

_MOST_BYTES = 16_000_000  # a schedule is some tens of thousands
_MOST_LOGGED = 500_000_000  # bytes on standard error, which nobody reads but for its last line
_MOST_TOLD = 200  # characters of what it said on standard error
_MOST_HEARD = 65_536  # bytes of standard error in which its last line is looked for
_STEP = 0.1  # seconds between two looks at whether a process may go on


class NoAnswer(Exception):  # noqa: N818 - what it is, said to a person
    """Why there is nothing to compare."""


class OtherSystem:
    """A command that reads one history, or one case, on standard input and prints a schedule.

    Attributes:
        words: the command, parted into words.
        whole_case: whether it is given the whole question, and not the history alone.
        timeout: how many seconds it may take for one case.
    """

    def __init__(self, words: tuple[str, ...], *, whole_case: bool, timeout: float) -> None:
        self.words = words
        self.whole_case = whole_case
        self.timeout = timeout
        self._stopped = threading.Event()

    def answer(self, case: Case) -> Any:
        """What it printed for a case, read as JSON.

        Raises:
            NoAnswer: it could not be run, took too long, ended with an error, or printed no JSON; says which.
        """
        with tempfile.TemporaryDirectory(prefix="lacreview-case-") as name:
            folder = Path(name)
            words = filled_in(case, folder).words(self.words)
            question = case.question
            (folder / "stdin").write_text(json.dumps(question if self.whole_case else question["history"]), encoding="utf-8")
            code = self._run(words, folder)
            err = _end_of(folder / "stderr")
            if code != 0:
                raise NoAnswer(f"{_how_it_ended(code)}{_told(err)}")
            return _parsed((folder / "stdout").read_bytes(), err)

    def stop(self) -> None:
        """End what is running, and run nothing more."""
        self._stopped.set()

    def _run(self, words: list[str], folder: Path) -> int:
        """Run it in a folder that holds its standard input, and gets its two outputs; returns its exit code.

        The outputs are files and no pipes, so that nothing has to be read while it runs, and what it leaves running cannot
        hold its answer back. It has a session of its own (on POSIX), so that what it started is ended with it.
        """
        if self._stopped.is_set():
            raise NoAnswer("stopped")
        out = folder / "stdout"
        with (folder / "stdin").open("rb") as stdin, out.open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
            try:
                process = subprocess.Popen(  # noqa: S603 - the command is the user's own, and no shell reads it
                    words, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True
                )
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or "no command can be written so"
                raise NoAnswer(f"{words[0]} cannot be run: {why}") from None
        with process:
            try:
                return self._waited_for(process, out, folder / "stderr")
            finally:
                _end(process)

    def _waited_for(self, process: subprocess.Popen[bytes], out: Path, err: Path) -> int:
        last = time.monotonic() + self.timeout
        code = None
        while code is None:
            left = last - time.monotonic()
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(max(0, min(_STEP, left)))
            if out.stat().st_size > _MOST_BYTES:
                raise NoAnswer(f"it printed more than {_MOST_BYTES:,} bytes, which is no schedule of one child")
            if err.stat().st_size > _MOST_LOGGED:
                raise NoAnswer(f"it wrote more than {_MOST_LOGGED:,} bytes to standard error")
            if code is None and self._stopped.is_set():
                raise NoAnswer("stopped")
            if code is None and left <= 0:
                said = "part of an answer" if out.stat().st_size else "nothing"
                raise NoAnswer(f"no answer within {self.timeout:g} seconds; it had printed {said}")
        return code


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started, if anything of it still runs."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _end_of(file: Path) -> bytes:
    """The last bytes of a file, which may be long."""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _MOST_HEARD))
        return stream.read(_MOST_HEARD)


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"it ended with exit code {code}"
    with suppress(ValueError):
        return f"it was ended by {signal.Signals(-code).name}"
    return f"it was ended by signal {-code}"


def _told(err: bytes) -> str:
    """The last line it wrote on standard error, which is where most programs say what went wrong."""
    lines = [line.strip() for line in err.decode("utf-8", "replace").splitlines() if line.strip()]
    return f": {lines[-1][:_MOST_TOLD]}" if lines else ""


def _parsed(out: bytes, err: bytes) -> Any:
    try:
        text = out.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoAnswer(f"what it printed is not UTF-8 text (byte {error.start})") from None
    if not text.strip():
        raise NoAnswer(f"it printed nothing{_told(err)}")
    try:
        return shallow_json(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise NoAnswer(f"what it printed breaks off after {len(text.rstrip()):,} characters: the JSON is not complete") from None
        what = "more than one JSON value" if error.msg == "Extra data" else f"not JSON: {error.msg}"
        raise NoAnswer(f"what it printed is {what} (line {error.lineno}, column {error.colno})") from None
    except ValueError:
        raise NoAnswer("what it printed is not usable JSON: a number is too long, or objects are nested too deeply") from None
