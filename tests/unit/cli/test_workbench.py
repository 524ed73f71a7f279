"""``lacreview workbench``: a folder, served to this machine only."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("typer")

from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks built."""
    (tmp_path / "index.html").write_text("<title>Workbench</title>")
    (tmp_path / "offline.js").write_text("// kept")
    (tmp_path / "engine.wasm").write_bytes(b"\0asm")
    (tmp_path / "more").mkdir()
    return tmp_path


def test_its_files_are_served_and_nothing_else(folder: Path) -> None:
    command = [sys.executable, "-m", "lacreview_rules", "workbench", str(folder), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        assert address.startswith("http://localhost:")
        with urllib.request.urlopen(address) as page:  # noqa: S310 - this machine's own
            assert b"Workbench" in page.read()
            assert page.headers["X-Content-Type-Options"] == "nosniff"
        with urllib.request.urlopen(f"{address}engine.wasm") as page:  # noqa: S310 - as above
            assert page.headers["Content-Type"] == "application/wasm"
        for gone in ("more/", "../pyproject.toml", "no-such.js"):
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(f"{address}{gone}")  # noqa: S310 - as above
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert running.returncode == 130  # interrupted, as documented
    assert "Traceback" not in told


def test_a_folder_that_is_no_workbench_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["workbench", str(tmp_path)])
    assert (done.exit_code, "is no built workbench" in done.stderr) == (2, True)


def test_a_port_in_use_is_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(app, ["workbench", str(folder), "--no-open", "--port", str(taken.getsockname()[1])])
    assert (done.exit_code, "leave --port out" in done.stderr) == (2, True)
