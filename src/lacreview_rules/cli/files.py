"""Where output goes: checked before anything is calculated, and a file only once it is complete."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.cli.endings import ended_in_order
from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.terminal import configure_streams
from lacreview_rules.profile_files.loading import profile_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED = ".lacreview-"


def check_output(output: Path | None, *read: Path | str | None, named: str = "--output ", instead: str = "name a file") -> None:
    """Refuse what could not be written afterwards.

    Args:
        output: the file to write; None for standard output.
        read: everything that is read, none of which it may be, under whatever name: a file; a folder, for the files in it
            and in its folders; the name of a profile, for its file and those it extends; None for what is not given.
        named: the option that names it, and a space.
        instead: the remedy if it is a folder.

    Raises:
        typer.Exit: it is a folder, in a folder that does not exist, may not be written, or is a file that is read.
    """
    if output is None:
        return
    target = Path(os.path.realpath(output))  # where it is written: the system follows no missing/../file, and this does
    folder = target.parent
    if target.is_dir():
        message = f"{named}{output} is a folder; {instead}"
        raise refuse(message)
    if not folder.is_dir():
        message = f"{named}{output}: the folder {output.parent} does not exist; make it first"
        raise refuse(message)
    check_writable(target if target.exists() else folder, f"{named}{output}")
    if target.exists() and any(_is_same(target, file) for one in read if one is not None for file in _files_of(one)):
        message = f"{named}{output} is a file that is read; name another"
        raise refuse(message)


def _files_of(read: Path | str) -> Iterator[Path]:
    if isinstance(read, str):
        yield from profile_paths(read)
    elif read.is_dir():
        yield from read.rglob("*")  # a folder for each return; parts in folders of folders
    else:
        yield read


def _is_same(output: Path, file: Path) -> bool:
    try:
        return output.samefile(file)
    except (OSError, ValueError):
        return False


def check_writable(path: Path, named: str) -> None:
    """Refuse what this user may not write to."""
    if not os.access(path, os.W_OK):
        message = f"{named}: {path} may not be written to; choose another place, or change its permissions"
        raise refuse(message)


def put_out(text: str, output: Path | None, *, machine: bool) -> None:
    """Write text to a file, or where there is none, to standard output.

    Raises:
        typer.Exit: the file cannot be one.
    """
    if output is None:
        configure_streams(machine=machine)
        sys.stdout.write(text)
    else:
        write_whole(output, text)


def write_whole(output: Path, text: str) -> None:
    """Write a file, complete or not at all.

    Raises:
        typer.Exit: it cannot be one; see `check_output`.
    """
    check_output(output, named="")
    put_in_place(output, text.encode("utf-8", "backslashreplace"))


def put_in_place(output: Path, content: bytes) -> None:
    """Write a file, complete or not at all.

    Raises:
        OSError: it could not be written; it names the target, which is as it was before.
    """
    with complete_or_not_at_all(output) as part:
        part.write_bytes(content)


@contextmanager
def complete_or_not_at_all(output: Path) -> Iterator[Path]:
    """Where to write a file, beside its place, which it takes once it is whole; a device or a pipe is written to, not replaced.

    What is unfinished can be read by its owner only, and is removed on SIGTERM and SIGHUP too. A file that is replaced
    keeps its mode and its owner; where the place is a symbolic link, the file that it points to is written.

    Raises:
        OSError: it could not be written; it names the target, which is as it was before.
    """
    if output.exists() and not output.is_file():
        with _blamed_on(output):
            yield output
        return
    target = Path(os.path.realpath(output))
    with ended_in_order(), _blamed_on(output, target.parent):
        number, name = tempfile.mkstemp(prefix=_UNFINISHED, suffix=".part", dir=target.parent)
        os.close(number)
        part = Path(name)
        try:
            yield part
            with part.open("rb+") as written:
                os.fsync(written.fileno())  # some disks tell only now that they are full
            _make_like(part, target)
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


@contextmanager
def _blamed_on(output: Path, folder: Path | None = None) -> Iterator[None]:
    """Let what goes wrong with an unfinished file in a folder, or with a file that is not named, be told of the output."""
    try:
        yield
    except OSError as error:
        named = None if error.filename is None else Path(os.fsdecode(error.filename))
        if named is None or (named.parent == folder and named.name.startswith(_UNFINISHED)):
            error.filename, error.filename2 = str(output), None
        raise


def _make_like(part: Path, target: Path) -> None:
    """Give a file the mode and the owner of the one that it replaces; a new file has the mode that any new file has."""
    if not target.exists():
        mask = os.umask(0o077)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        return
    old, new = target.stat(), part.stat()
    mode = stat.S_IMODE(old.st_mode)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.chown(part, old.st_uid, old.st_gid)
        except OSError:
            mode &= ~stat.S_IRWXG  # it cannot be given away: what its group might do, another group must not
    part.chmod(mode)
