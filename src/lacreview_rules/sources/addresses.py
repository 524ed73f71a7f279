"""The address of a source as it may be shown: a path as it is, the address of a database without its password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCHEME = re.compile(r"(?:[A-Za-z0-9+.-]+:)*[A-Za-z][A-Za-z0-9+.-]*://")
_WITH_A_PASSWORD = re.compile(r"((?:[A-Za-z][\w+.-]{1,40}:/{1,2})?[^\s:/@]{0,100}):(?![/\\])\S{1,500}@")
"""What may be an address with a password in it, with or without what begins it; ``C:\\folder`` and ``C:/folder`` are none."""
_AS_A_DRIVER_TAKES_IT = re.compile(r"(?i)\b(password|pwd)\s*=\s*[^\s;&]+")


def is_database(address: str) -> bool:
    """Whether an address is that of a database, and no path.

    Example:
        >>> is_database("postgresql://reader@host/ssd"), is_database("returns/2025"), is_database("C:/returns")
        (True, False, False)
        >>> is_database("jdbc:postgresql://host/ssd")
        True
    """
    return _SCHEME.match(address) is not None


def shown_address(address: str) -> str:
    """An address without what nobody else may read: the password, and all that follows a question mark, which may hold one.

    Example:
        >>> shown_address("mssql+pyodbc://reader:secr@et@host/ssd?driver=ODBC")
        'mssql+pyodbc://reader:***@host/ssd?...'
        >>> shown_address("returns/2025"), shown_address("mysql://reader:secr?et@host/ssd")
        ('returns/2025', 'mysql://***')
    """
    found = _SCHEME.match(address)
    if found is None:
        return without_passwords(address)
    rest, asked, options = address[found.end() :].partition("?")
    if "@" in options:  # perhaps the password goes on behind the question mark
        return f"{found[0]}***"
    user, at, place = rest.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{found[0]}{name}{':***' if colon else ''}{at}{place}{'?...' if asked else ''}"


def without_passwords(message: str) -> str:
    """A message without the passwords of addresses that were typed amiss, and so are taken for the path of a file.

    Example:
        >>> without_passwords("postgresql:/reader:secret@host/ssd: the file cannot be read")
        'postgresql:/reader:***@host/ssd: the file cannot be read'
        >>> without_passwords("Server=host;Pwd=secret: the file cannot be read")
        'Server=host;Pwd=*** the file cannot be read'
    """
    return _AS_A_DRIVER_TAKES_IT.sub(r"\1=***", _WITH_A_PASSWORD.sub(r"\1:***@", message))


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
