"""Where a caseload goes: standard output, one file, or a folder of files, each complete or not there at all."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from lacreview_rules.cli.exits import Code, os_message, refuse, say, stop_writing
from lacreview_rules.cli.files import check_output, check_writable, complete_or_not_at_all
from lacreview_rules.cli.terminal import configure_streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path


_BLOCK = 65_536  # characters: a flush for each line would take more time than the lines


def check_outputs(output: Path | None, folder: Path | None, inputs: Sequence[Path | str | None], names: Iterable[str] = ()) -> None:
    """Refuse, before anything is calculated, what could not be written afterwards; make the folder if there is none.

    Args:
        output: the file asked for.
        folder: the folder asked for.
        inputs: everything that is read; see `check_output`.
        names: the files that will stand in the folder.

    Raises:
        typer.Exit: the path cannot be written.
    """
    if output is not None and folder is not None:
        message = "give --output or --output-dir, not both"
        raise refuse(message)
    check_output(output, *inputs, instead="name a file, or use --output-dir")
    if folder is not None:
        if folder.exists() and not folder.is_dir():
            message = f"--output-dir {folder} is a file; name a folder"
            raise refuse(message)
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            message = f"--output-dir {folder} cannot be made: {error.strerror}"
            raise refuse(message) from None
        check_writable(folder, f"--output-dir {folder}")
        for name in names:
            check_output(folder / name, *inputs, named="--output-dir: ")


def write_folder(folder: Path, named: Iterable[tuple[str, Callable[[TextIO], None]]]) -> None:
    """Write files into a folder, and say at the end which; those written before one fails are whole, and stay.

    Args:
        folder: where to.
        named: the name of each file, and what writes its text.

    Raises:
        typer.Exit: one could not be written.
    """
    done: list[str] = []
    for name, write in named:
        try:
            with whole_file(folder / name) as stream:
                write(stream)
        except OSError as error:
            kept = f"; complete: {', '.join(done)}" if done else "; nothing was written"
            message = f"{os_message(error)}{kept}"
            raise refuse(message, Code.BAD_INPUT) from None
        done.append(name)
    say(f"{folder}: {', '.join(done)}")


@contextmanager
def whole_file(output: Path) -> Iterator[TextIO]:
    """A file to write text to, complete or not at all, its ends of lines as they are given.

    Raises:
        OSError: it could not be written; it names the target, which is as it was before.
    """
    with complete_or_not_at_all(output) as part, part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        yield stream


@contextmanager
def standard_output(*, machine: bool) -> Iterator[TextIO]:
    """Standard output, written out at the end, so that a full disk is noticed here.

    Raises:
        typer.Exit: it could not be written.
        BrokenPipeError: the reader has gone.
    """
    configure_streams(machine=machine)
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        stop_writing(sys.stdout)
        error.filename = "standard output"
        raise refuse(os_message(error)) from None


def write_lines(stream: TextIO, text: Iterable[str]) -> None:
    """Write text in blocks of many lines, each passed on when it is full: what is cut off ends with a whole line.

    Where a disk fills in the middle of a line, what was written of that line is taken away again.

    Args:
        stream: where to.
        text: in pieces, which may begin and end anywhere.

    Raises:
        OSError: it could not be written.
    """
    file = _regular_file(stream)
    for block in _blocks(text):
        begun = 0 if file is None else os.lseek(file, 0, os.SEEK_CUR)
        try:
            stream.write(block)
            stream.flush()
        except BaseException:
            if file is not None:
                with suppress(OSError):
                    written = block.encode(stream.encoding, stream.errors or "strict")[: os.lseek(file, 0, os.SEEK_CUR) - begun]
                    os.ftruncate(file, begun + written.rfind(b"\n") + 1)
            raise


def _blocks(text: Iterable[str]) -> Iterator[str]:
    """The same text in blocks that end with a line, the last apart."""
    held: list[str] = []
    size = 0
    for piece in text:
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            whole, end, rest = "".join(held).rpartition("\n")
            held, size = [rest], len(rest)
            if end:
                yield whole + end
    yield "".join(held)


def _regular_file(stream: TextIO) -> int | None:
    """The file that a stream writes to, if it is one that can be shortened."""
    try:
        number = stream.fileno()
        return number if stat.S_ISREG(os.fstat(number).st_mode) else None
    except (OSError, ValueError):
        return None
