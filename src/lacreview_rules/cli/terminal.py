"""Standard output as a terminal or not: width, colour, and text that cannot steer it."""

from __future__ import annotations

import os
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from lacreview_rules.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.style import StyleType
    from rich.text import Text

    from lacreview_rules.cli.layout import Page

PLAIN_WIDTH = 80
_WIDEST = 120  # lines longer than this are hard to read


def shown(text: str, style: StyleType = "") -> Text:
    """Text for a table: no markup is read in it, and nothing in it steers the terminal."""
    from rich.text import Text  # noqa: PLC0415 - only for tables

    return Text(printable(text), style=style)


def wrapped(lines: Iterable[str], width: int) -> list[str]:
    """Lines folded at a width, what is folded standing a little further in than its beginning.

    Example:
        >>> wrapped(["  Skipped: Good Friday"], 16)
        ['  Skipped: Good', '    Friday']
    """
    folded: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        folded += textwrap.wrap(printable(line), width, subsequent_indent=indent, break_on_hyphens=False) or [""]
    return folded


def width_of(stream: TextIO) -> int:
    """How many columns to use: the terminal's, up to 120; 80 where the output goes elsewhere."""
    if not stream.isatty():
        return PLAIN_WIDTH
    from rich.console import Console  # noqa: PLC0415 - only at a terminal, and for tables

    return min(_WIDEST, Console(file=stream, legacy_windows=False).width)


@contextmanager
def printing(stream: TextIO) -> Iterator[Console]:
    """A console for tables, written to the stream when they are complete.

    There is colour only on a terminal without NO_COLOR. The stream is written to here, not by rich, so that a
    reader who has gone away is noticed where every other error is.
    """
    from rich.console import Console  # noqa: PLC0415 - as above

    plain = not stream.isatty() or bool(os.environ.get("NO_COLOR"))
    console = Console(
        file=stream,
        width=width_of(stream),
        color_system=None if plain else "auto",
        force_terminal=False if plain else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    with console.capture() as captured:
        yield console
    text = captured.get()
    stream.write("".join(f"{line.rstrip(' ')}\n" for line in text.splitlines()) if plain else text)


def write_page(page: Page, stream: TextIO) -> None:
    """Write a page where it is wanted: laid out by rich at a terminal, by us anywhere else."""
    if not stream.isatty():
        from lacreview_rules.cli.layout import plain_lines  # noqa: PLC0415 - only for pages

        stream.writelines(f"{line}\n" for line in plain_lines(page, PLAIN_WIDTH))
        return
    from lacreview_rules.cli.rich_layout import print_page  # noqa: PLC0415 - only at a terminal

    with printing(stream) as console:
        print_page(console, page)


def configure_streams(*, machine: bool) -> None:
    """Make standard output fit for what comes: UTF-8 as it is for machines, anything printable for people.

    A character that the terminal does not know becomes a question mark; one that cannot be UTF-8 (half of a
    pair) becomes an escape, which in JSON means the same.
    """
    settle = getattr(sys.stdout, "reconfigure", None)
    if settle is None:
        return
    if machine:
        settle(encoding="utf-8", errors="backslashreplace", newline="")
    else:
        settle(errors="replace")
