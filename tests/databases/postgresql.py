"""A PostgreSQL server for tests, started and stopped by `postgresql.sh`; where none is installed, the tests are skipped and say so."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRIPT = Path(__file__).with_name("postgresql.sh")
_NOT_INSTALLED = 3


class Server:
    """A server that runs.

    Attributes:
        address: of its database, as SQLAlchemy takes it, for a user who may do anything.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        started = subprocess.run([_SCRIPT, "start", folder], capture_output=True, text=True, check=False)
        if started.returncode == _NOT_INSTALLED:
            pytest.skip("no PostgreSQL server is installed here, so nothing was asked of one")
        assert started.returncode == 0, started.stderr
        self.address = started.stdout.strip()

    def of(self, user: str, password: str = "") -> str:
        """The address for another user."""
        return self.address.replace("tests@", f"{user}:{password}@" if password else f"{user}@")

    def stop(self) -> None:
        """Stop it at once, in the middle of whatever it does."""
        subprocess.run([_SCRIPT, "stop", self._folder], capture_output=True, check=False)


@contextmanager
def server() -> Iterator[Server]:
    """A server, and its end. The folder is where everybody may go: the server is another user where tests are run by root."""
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        running = Server(Path(folder))
        try:
            yield running
        finally:
            running.stop()
