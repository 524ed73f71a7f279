"""The address of a source as it may be shown: a path as it is, the address of a database without its password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_database(address: str) -> bool:
    """Whether an address is that of a database, and no path.

    Example:
        >>> is_database("postgresql://reader@host/ssd"), is_database("returns/2025"), is_database("C:/returns")
        (True, False, False)
    """
    return _SCHEME.match(address) is not None


def shown_address(address: str) -> str:
    """An address without what nobody else may read: the password, and all that follows a question mark, which may hold one.

    Example:
        >>> shown_address("mssql+pyodbc://reader:secr@et@host/ssd?driver=ODBC")
        'mssql+pyodbc://reader:***@host/ssd?...'
        >>> shown_address("returns/2025")
        'returns/2025'
    """
    found = _SCHEME.match(address)
    if found is None:
        return address
    rest, asked, _ = address[found.end() :].partition("?")
    user, at, place = rest.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{found[0]}{name}{':***' if colon else ''}{at}{place}{'?...' if asked else ''}"


def refuse_databases(addresses: Sequence[str], source: str) -> None:
    """Refuse the address of a database for a source that reads files.

    Args:
        addresses: as the source was given them.
        source: its name.

    Raises:
        InputError: one is that of a database; it is shown without its password.
    """
    problems = [
        Problem("", f"--input {source} reads files, and {shown_address(one)} is the address of a database", "name the source that reads it")
        for one in addresses
        if is_database(one)
    ]
    if problems:
        raise InputError(problems)


def refuse_folder(address: str, source: str) -> None:
    """Refuse a folder for a source that reads one file.

    Args:
        address: as the source was given it.
        source: its name.

    Raises:
        InputError: it is a folder.
    """
    if Path(address).is_dir():
        what = f"--input {source} reads a file, and {address} is a folder"
        remedy = "name a file in it; a folder is read by --input ssda903 (a data return) and --input ssd"
        raise InputError([Problem("", what, remedy)])
