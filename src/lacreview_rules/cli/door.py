"""The door of sources, as the command line opens it: by the name that `--input` gives, with what is wrong told of the right one."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, TypeVar, cast

from lacreview_rules.cli.exits import Code, os_message, refuse
from lacreview_rules.errors import HistoryError, InputError, LacReviewError, Problem
from lacreview_rules.histories.history import History
from lacreview_rules.sources.by_name import SHIPPED, open_named, owner_of
from lacreview_rules.sources.door import STOPPED, SourceOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    import typer

    from lacreview_rules.cli.input_options import Address, ReadOptions
    from lacreview_rules.sources.door import Records

_Read = TypeVar("_Read")
_OF_CONTENT = frozenset(
    {
        "_csv.Error",
        "json.decoder.JSONDecodeError",
        "sqlite3.DatabaseError",
        "tomllib.TOMLDecodeError",
        "xml.etree.ElementTree.ParseError",
        "xml.parsers.expat.ExpatError",
        "zipfile.BadZipFile",
        "zlib.error",
    }
)
"""What libraries of Python raise for the content of a file, and never for a fault of whoever calls them."""


def open_records(
    addresses: Sequence[Address], given: ReadOptions, *, as_of: date | None = None, reviews_from: date | None = None
) -> Records:
    """Open the source that `--input` names.

    Raises:
        LacReviewError: there is no such source, or nothing can be read.
        typer.Exit: the source is of another package, and has a fault.
    """
    if any(one.is_standard_input for one in addresses):
        from lacreview_rules.cli.standard_input import histories_on  # noqa: PLC0415 - only where it is asked for

        records = histories_on(addresses, given.source)
        if records is not None:
            return records
    options = SourceOptions(
        recorded_to=given.recorded_to,
        as_of=as_of,
        reviews_from=reviews_from,
        strict=given.strict,
        same_carer_moves=given.same_carer_moves.value,
        temporary_moves=given.temporary_moves.value,
        short_breaks=given.short_breaks.value,
        settings=given.source_settings(),
    )
    try:
        return open_named(given.source, [one.text for one in addresses], options)
    except (LacReviewError, OSError):
        raise
    except Exception as error:
        raise _unreadable(given.source, error, ", ".join(map(str, addresses))) or _fault_of(given.source, error) from error


def histories_of(records: Iterable[_Read], source: str, address: str) -> Iterator[_Read | HistoryError]:
    """What a source gives back, one child after another, each child once.

    A source that stops halfway (a database that answers no more) has its last child followed by the error that says so: what
    was read is answered.

    Args:
        records: the source, or its records as they are sent to other processes.
        source: its name.
        address: where it was opened, as messages name it.

    Raises:
        InputError: nothing at all can be read.
        typer.Exit: the source is of another package, and has a fault.
    """
    found = iter(records)
    seen: dict[str, int] = {}
    number = 0
    while True:
        try:
            item = next(found, None)
        except (InputError, OSError) as error:
            if not number or isinstance(error, BrokenPipeError):
                raise
            yield _stopped(error if isinstance(error, InputError) else InputError([Problem("", os_message(error))], address))
            return
        except LacReviewError:
            raise
        except Exception as error:
            unreadable = _unreadable(source, error, address)
            if unreadable is None:
                raise _fault_of(source, error) from error
            if not number:
                raise unreadable from None
            yield _stopped(unreadable)
            return
        if item is None:
            return
        number += 1
        yield item if source in SHIPPED else cast("_Read | HistoryError", _checked(item, source, number, seen))


def _stopped(error: InputError) -> HistoryError:
    """What follows the last child of a source that cannot be read to its end."""
    return HistoryError([*error.problems, Problem("", STOPPED, "mend this, and ask again")], error.source)


def _unreadable(source: str, error: Exception, address: str) -> InputError | None:
    """What a library said of the content of a file, where a source of another package let it through; None: it is a fault.

    Its message is not repeated: it may hold what stands in the file.
    """
    owner = owner_of(source)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if owner is None or not (isinstance(error, (UnicodeError, EOFError)) or name in _OF_CONTENT):
        return None
    what = f"the source {source} of {owner} cannot read what is there ({type(error).__name__}{_at(error)})"
    why = "the file is damaged, in another encoding or of another kind than the source takes"
    return InputError([Problem("", f"{what}: {why}", "lacreview sources says what it takes; save the file so, and ask again")], address)


def _checked(item: object, source: str, number: int, seen: dict[str, int]) -> History | HistoryError:
    """What a source of another package gave back, if it is what a source may."""
    if isinstance(item, HistoryError):
        return item
    if not isinstance(item, History):
        message = (
            f'the source "{source}" of {owner_of(source)} gave a {type(item).__name__}, and must give histories; tell those who ship it'
        )
        raise refuse(message, Code.FAULT)
    first = seen.setdefault(item.child, number)
    if first != number:
        what = f"the same child was history {first} already"
        return HistoryError([Problem(f"history {number}", what, "the source must give all events of a child in one history")])
    return item


def _fault_of(source: str, error: Exception) -> typer.Exit | Exception:
    """A fault in a source of another package, told of it, and without its message, which may hold a child's details."""
    owner = owner_of(source)
    if owner is None or type(error).__module__.partition(".")[0] in {"typer", "click"}:
        return error
    return refuse(f'a fault in the source "{source}" of {owner} ({type(error).__name__}{_at(error)}); tell those who ship it', Code.FAULT)


def _at(error: Exception) -> str:
    """The last line outside Python itself that an error came through."""
    library = os.path.dirname(os.__file__)  # noqa: PTH120 - as below
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _is_of_python(frame.filename, library)]
    return f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119 - a name, no file


def _is_of_python(filename: str, library: str) -> bool:
    """Whether a file is of Python itself: whoever ships a source is helped by the line of theirs that called it."""
    return filename.startswith("<frozen") or (filename.startswith(library) and "-packages" not in filename)
