"""A file that a command writes: refused beforehand if it cannot be one, and there only once it is complete."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.files import check_output, complete_or_not_at_all, put_in_place

EXAMPLE = Path(__file__).parents[3] / "examples" / "first-year-in-care.json"
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


posix = pytest.mark.skipif(os.name == "nt", reason="modes, owners and signals are those of POSIX")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    """Record B4: what was private stays so."""
    output = tmp_path / "due.csv"
    output.write_text("what stood here", encoding="utf-8")
    output.chmod(mode)
    assert CliRunner().invoke(app, [*SCHEDULE, str(output)]).exit_code == 0
    assert stat.S_IMODE(output.stat().st_mode) == mode
    assert "what stood here" not in output.read_text(encoding="utf-8-sig")


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_that_is_replaced_keeps_its_owner(tmp_path: Path) -> None:
    output = tmp_path / "due.csv"
    output.touch(0o600)
    os.chown(output, 65534, 65533)
    put_in_place(output, b"text")
    found = output.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (65534, 65533, 0o600)


@posix
def test_a_file_that_cannot_be_given_to_its_owner_is_not_opened_to_another_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    output = tmp_path / "due.csv"
    output.touch()
    output.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(output, 65534, 65533)
    else:
        pytest.skip("only root can make a file of somebody else")
    monkeypatch.setattr(os, "chown", refused)
    put_in_place(output, b"text")
    assert stat.S_IMODE(output.stat().st_mode) == 0o600


@posix
def test_a_new_file_has_the_mode_of_any_new_file_and_an_unfinished_one_is_private(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with complete_or_not_at_all(tmp_path / "out") as part:
            assert stat.S_IMODE(part.stat().st_mode) == 0o600
            part.write_text("text", encoding="utf-8")
            assert stat.S_IMODE(part.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("there", [True, False])
def test_what_a_symbolic_link_points_to_is_written(tmp_path: Path, *, there: bool) -> None:
    """Also where nothing is there yet."""
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.csv", tmp_path / "link.csv"
    if there:
        real.write_text("before", encoding="utf-8")
    link.symlink_to(real)
    assert CliRunner().invoke(app, [*SCHEDULE, str(link)]).exit_code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8-sig").startswith("child,")
    assert [file.name for file in real.parent.iterdir()] == ["real.csv"]


def test_the_name_of_an_unfinished_file_cannot_be_foretold(tmp_path: Path) -> None:
    """Record B6: two containers have the same process number; a number is no name of one's own."""
    with complete_or_not_at_all(tmp_path / "out") as one, complete_or_not_at_all(tmp_path / "out") as two:
        assert one != two
        assert one.parent == two.parent == tmp_path
        one.write_text("one", encoding="utf-8")
        two.write_text("two", encoding="utf-8")
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [("out", "one")]


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    output = tmp_path / ("n" * 251 + ".csv")
    assert CliRunner().invoke(app, [*SCHEDULE, str(output)]).exit_code == 0
    assert output.is_file()


ENDED = """
import os, pathlib, sys, time
from lacreview_rules.cli.files import complete_or_not_at_all
with complete_or_not_at_all(pathlib.Path(sys.argv[1])) as part:
    part.write_text("half")
    print("ready", flush=True)
    time.sleep(600)
"""


@posix
@pytest.mark.parametrize("name", others_slow(["SIGTERM", "SIGHUP", "SIGINT"]))
def test_nothing_unfinished_stays_when_a_command_is_ended(tmp_path: Path, name: str) -> None:
    """Record B5: SECURITY.md promises that nothing is kept, and no temporary copy."""
    command = [sys.executable, "-c", ENDED, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert [part.read_text(encoding="utf-8") for part in tmp_path.iterdir()] == ["half"]
        process.send_signal(getattr(signal, name))
        code = process.wait()
    assert code == {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": -2}[name]
    assert list(tmp_path.iterdir()) == []
