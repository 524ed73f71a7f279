"""Exit codes, and how an error becomes one: its message on standard error, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TextIO, cast

import typer
from typer.core import TyperGroup

from lacreview_rules.errors import CalendarRangeError, LacReviewError
from lacreview_rules.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


class Code(IntEnum):
    """What the command's exit code says. Of several, a command gives the first that holds: 2, 3, 4, 5, 1, 0."""

    FINE = 0
    OVERDUE = 1
    BAD_INPUT = 2
    OUTSIDE_CALENDAR = 3
    LATER_THAN_REGULATIONS = 4
    DISAGREES = 5
    FAULT = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141

    def or_worse(self, other: Code) -> Code:
        """The worse of two codes that histories which cannot be used call for.

        Example:
            >>> Code.BAD_INPUT.or_worse(Code.OUTSIDE_CALENDAR).name, Code.FINE.or_worse(Code.OUTSIDE_CALENDAR).name
            ('BAD_INPUT', 'OUTSIDE_CALENDAR')
        """
        return max(self, other, key=(Code.FINE, Code.OUTSIDE_CALENDAR, Code.BAD_INPUT).index)


EXIT_CODES = (
    "Exit codes: 0 fine; 1 something is overdue (only with --fail-overdue); 2 bad input; 3 outside the calendar; "
    "4 the profile can be later than the regulations (only check); "
    "5 an answer disagrees with a case, or there is none (only cases run); "
    "70 a fault in lacreview itself; 130 interrupted (Ctrl-C); 141 whoever read the output has gone, as with | head; "
    "129 and 143 asked to end (SIGHUP, SIGTERM). Data goes to standard output, everything else to standard error."
)


def say(message: str) -> None:
    """One message on standard error, without passwords or anything that would steer a terminal; lost, if it cannot be written there."""
    from lacreview_rules.sources.addresses import without_passwords  # noqa: PLC0415 - only where there is something to say

    try:
        typer.echo("\n".join(printable(line) for line in without_passwords(message).splitlines()), err=True)
    except OSError:
        stop_writing(sys.stderr)  # the exit code says what there is to say


def refuse(message: str, code: Code = Code.BAD_INPUT) -> typer.Exit:
    """Say what is wrong; the caller raises what this returns."""
    say(f"lacreview: {message}")
    return typer.Exit(int(code))


def code_of(error: LacReviewError) -> Code:
    """The exit code of an error the library raised on purpose."""
    return Code.OUTSIDE_CALENDAR if isinstance(error, CalendarRangeError) else Code.BAD_INPUT


def told(error: LacReviewError) -> str:
    """The message of an error, with a remedy that can be followed on the command line."""
    message, cut, _ = str(error).partition("; build a longer one")
    return f"{message}; check the year" if cut else message


class Commands(TyperGroup):
    """The top of the command line, where every error ends."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run the command line, and end with the exit code of what went wrong, whatever can still be said of it."""
        settle_streams()
        try:
            return super().main(*args, **settings)
        except OSError:  # the command line makes no sense, and standard error takes no word of it
            stop_writing(sys.stderr)
            sys.exit(int(Code.BAD_INPUT))

    def make_context(self, *args: Any, **settings: Any) -> Any:
        """Read the command line; ``--help`` and ``--version`` are answered here."""
        with _ended():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for.

        Raises:
            typer.Exit: with the code that belongs to what went wrong.
        """
        with _ended():
            return super().invoke(ctx)


@contextmanager
def _ended() -> Iterator[None]:
    """Let every error end as an exit code; what was written is written out, so that a full disk is noticed here.

    Raises:
        typer.Exit: with the code that belongs to what went wrong.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        raise typer.Exit(int(Code.INTERRUPTED)) from None
    except Exception as error:  # noqa: BLE001 - each ends as an exit code
        if (asked := _asked_to_end(error)) is not None:
            raise typer.Exit(asked) from None
        raise _ending(error) from None


def _ending(error: Exception) -> Exception:
    """What an error ends with: its exit code, when what it says has been said."""
    if isinstance(error, LacReviewError):
        return refuse(told(error), code_of(error))
    if isinstance(error, OSError):
        stop_writing(sys.stdout)
        return typer.Exit(int(Code.PIPE_CLOSED)) if isinstance(error, BrokenPipeError) else refuse(os_message(error))
    if type(error).__module__.partition(".")[0] in {"typer", "click"}:
        return error  # an exit or a usage error, which is no fault
    return refuse(_fault(error), Code.FAULT)


def _asked_to_end(error: BaseException) -> int | None:
    """The exit code of the request to end that an error was made of, if it was.

    Python makes a RuntimeError of whatever happens while a class is being made, and libraries are loaded when they are needed; a reader
    may then take that for a file that is damaged.
    """
    origin = error.__cause__ or error.__context__
    while origin is not None:
        if isinstance(origin, KeyboardInterrupt):
            return int(Code.INTERRUPTED)
        if isinstance(origin, SystemExit):  # SIGTERM, SIGHUP
            return origin.code if isinstance(origin.code, int) else int(Code.FAULT)
        origin = origin.__cause__ or origin.__context__
    return None


def os_message(error: OSError) -> str:
    """What the operating system refused, naming the file."""
    reason = error.strerror or f"the system does not say why ({type(error).__name__})"  # the words of a library may repeat what it read
    in_place = isinstance(error, (PermissionError, FileNotFoundError, NotADirectoryError)) or error.errno == errno.EROFS
    remedy = "; check the path and its permissions, or name another place" if in_place else ""
    unnamed = "a file" if error.errno is None else "standard output"
    return f"{error.filename or unnamed} cannot be read or written: {reason}{remedy}"


def _fault(error: Exception) -> str:
    """A fault in this program, with where it is but without its message, which may hold a child's details."""
    import traceback  # noqa: PLC0415 - only where there is a fault

    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119 - a name, no file
    return f"a fault in lacreview itself ({type(error).__name__}{at}); please report it with the command and lacreview --version"


def settle_streams() -> None:
    """Put a stream in the place of each that was closed, where Python has None: to use it is an error as with any file.

    Its number is taken too, or the next file to be opened would get it, and all that is written to number 1 or 2.
    """
    if sys.stdin is None:
        sys.stdin = _stream(0, "r", os.O_WRONLY)
    if sys.stdout is None:
        sys.stdout = _stream(1, "w", os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = _stream(2, "w", os.O_WRONLY)  # what is said there goes nowhere, as whoever closed it wants


def _stream(number: int, mode: str, opened: int) -> TextIO:
    """A stream of a number, opened in a way that may not be the one it is used in."""
    nowhere = os.open(os.devnull, opened)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)
    return cast("TextIO", open(number, mode, encoding="utf-8", closefd=False))


def stop_writing(stream: TextIO) -> None:
    """Let nothing more be written, not even on the way out: the reader has gone (as with ``| head``), or the disk is full."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def version_wanted(value: bool) -> None:
    """Print the version and stop, if it was asked for."""
    if not value:
        return
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to import, and seldom asked for

    try:
        number = version("lacreview_rules")
    except PackageNotFoundError:
        number = "not installed"
    typer.echo(f"lacreview {number}")
    raise typer.Exit
