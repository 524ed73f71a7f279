"""A file that a command writes: refused beforehand if it cannot be one, and there only once it is complete."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.files import check_output, complete_or_not_at_all, put_in_place

EXAMPLE = Path(__file__).parents[2] / "examples" / "first-year-in-care.json"
SCHEDULE = ["schedule", str(EXAMPLE), "-p", "newham", "-f", "csv", "-o"]


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_at_last_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some disks tell it only when what was written is to be kept: the message names the file asked for, and nothing is half."""
    output = tmp_path / "due.csv"
    output.write_text("before\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    result = CliRunner().invoke(app, [*SCHEDULE, str(output)])
    assert result.exit_code == 2
    assert f"{output}" in result.stderr
    assert "No space left on device" in result.stderr
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [("due.csv", "before\n")]


def test_what_may_not_be_written_is_refused_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    result = CliRunner().invoke(app, [*SCHEDULE, str(tmp_path / "due.csv")])
    assert result.exit_code == 2
    assert "may not be written to; choose another place, or change its permissions" in result.stderr


def test_what_goes_wrong_with_another_file_is_told_of_that_file(tmp_path: Path) -> None:
    """A file that is read while the output is written: the output is not to blame."""

    def copy() -> None:
        with complete_or_not_at_all(tmp_path / "out") as part:
            part.write_text("half", encoding="utf-8")
            (tmp_path / "read").read_text(encoding="utf-8")

    with pytest.raises(FileNotFoundError) as caught:
        copy()
    assert caught.value.filename == str(tmp_path / "read")
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_with_the_output_is_told_of_the_output(tmp_path: Path) -> None:
    output = tmp_path / "none" / "out"
    with pytest.raises(FileNotFoundError) as caught:
        put_in_place(output, b"text")
    assert caught.value.filename == str(output)


@pytest.mark.skipif(os.name == "nt", reason="there is no such path")
def test_a_device_is_written_to_and_not_replaced() -> None:
    put_in_place(Path(os.devnull), b"text")
    assert not Path(os.devnull).is_file()


def test_standard_output_is_never_refused() -> None:
    check_output(None, EXAMPLE)
