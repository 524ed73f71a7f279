"""Another system, asked: one process for each case, given the case on standard input, and what it printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.cli.cases.command import filled_in

if TYPE_CHECKING:
    from lacreview_rules.corpus.cases import Case

_MOST_BYTES = 16_000_000  # a schedule is some tens of thousands
_MOST_TOLD = 200  # characters of what it said on standard error
_GRACE = 1.0  # seconds for the last of the output, once the process has ended


class NoAnswer(Exception):  # noqa: N818 - what it is, said to a person
    """Why there is nothing to compare."""


class _Ended(NamedTuple):
    """How a process ended, and what it printed."""

    code: int
    out: bytes
    err: bytes


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
        self._live: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def answer(self, case: Case) -> Any:
        """What it printed for a case, read as JSON.

        Raises:
            NoAnswer: it could not be run, took too long, ended with an error, or printed no JSON; says which.
        """
        with tempfile.TemporaryDirectory(prefix="lacreview-case-") as name:
            folder = Path(name)
            words = filled_in(case, folder).words(self.words)
            asked = folder / "asked.json"
            question = case.question
            asked.write_text(json.dumps(question if self.whole_case else question["history"]), encoding="utf-8")
            ended = self._run(words, asked)
        if ended.code != 0:
            raise NoAnswer(f"{_how_it_ended(ended.code)}{_told(ended.err)}")
        return _parsed(ended)

    def stop(self) -> None:
        """End what is running, and run nothing more."""
        with self._lock:
            self._stopped = True
            running = list(self._live)
        for process in running:
            _end(process)

    def _run(self, words: list[str], asked: Path) -> _Ended:
        with asked.open("rb") as stdin:
            process = self._started(words, stdin)
        try:
            out = _Listener(process, process.stdout, most=_MOST_BYTES)
            err = _Listener(process, process.stderr, most=None)
            try:
                process.wait(timeout=self.timeout)
            except subprocess.TimeoutExpired:
                _end(process)
                process.wait()
                said = "part of an answer" if out.heard else "nothing"
                raise NoAnswer(f"no answer within {self.timeout:g} seconds; it had printed {said}") from None
            finally:
                for listener in (out, err):
                    listener.finish(process)
            if out.too_much:
                raise NoAnswer(f"it printed more than {_MOST_BYTES:,} bytes, which is no schedule of one child")
            return _Ended(process.returncode, bytes(out.heard), bytes(err.heard))
        finally:
            with self._lock:
                self._live.discard(process)

    def _started(self, words: list[str], stdin: IO[bytes]) -> subprocess.Popen[bytes]:
        """The process, in a session of its own so that whatever it starts can be ended with it."""
        with self._lock:
            if self._stopped:
                raise NoAnswer("stopped")
            try:
                process = subprocess.Popen(  # noqa: S603 - the command is the user's own, and no shell reads it
                    words, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
                )
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or "no command can be written so"
                raise NoAnswer(f"{words[0]} cannot be run: {why}") from None
            self._live.add(process)
            return process


class _Listener(threading.Thread):
    """What a process prints on one stream, kept up to a limit. Who prints more is ended."""

    def __init__(self, process: subprocess.Popen[bytes], stream: IO[bytes] | None, *, most: int | None) -> None:
        super().__init__(daemon=True)
        self.heard = bytearray()
        self.too_much = False
        self._process = process
        self._stream = stream
        self._most = most
        self.start()

    def run(self) -> None:
        """Read until there is no more."""
        if self._stream is None:
            return
        with suppress(OSError, ValueError):
            while chunk := os.read(self._stream.fileno(), 65_536):
                if self._most is None:  # errors: the beginning is enough, and the rest is let go by
                    self.heard += chunk[: max(0, 65_536 - len(self.heard))]
                elif len(self.heard) + len(chunk) > self._most:
                    self.too_much = True
                    _end(self._process)
                    return
                else:
                    self.heard += chunk

    def finish(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the last of it. Something that was left running and holds the stream open is ended."""
        self.join(_GRACE)
        if self.is_alive():
            _end(process)
            self.join(_GRACE)
        if not self.is_alive() and self._stream is not None:
            self._stream.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


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


def _parsed(ended: _Ended) -> Any:
    try:
        text = ended.out.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoAnswer(f"what it printed is not UTF-8 text (byte {error.start})") from None
    if not text.strip():
        raise NoAnswer(f"it printed nothing{_told(ended.err)}")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise NoAnswer(f"what it printed breaks off after {len(text.rstrip()):,} characters: the JSON is not complete") from None
        what = "more than one JSON value" if error.msg == "Extra data" else f"not JSON: {error.msg}"
        raise NoAnswer(f"what it printed is {what} (line {error.lineno}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise NoAnswer("what it printed is not usable JSON: a number is too long, or objects are nested too deeply") from None
