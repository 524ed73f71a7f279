"""The tutorial, run in an environment that has nothing but the wheel.

To run it: python tests/packaging/tutorial.py

Its Python must print what the page shows, and what needs an extra must say which. With `--commands` its command lines
are run too, as they stand: that takes the extra `cli`.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "tutorial" / "first-schedule.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHILD = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^```text\n(Child ID,.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^\$ (lacreview .*)$", re.MULTILINE)


def run_python() -> None:
    """Every block of Python, one after another, in one program."""
    names: dict[str, object] = {}
    found = PYTHON.findall(PAGE)
    assert len(found) > 1
    for code, shown in found:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "first.py", "exec"), names)  # noqa: S102 - our own page
        assert out.getvalue() == shown, out.getvalue()


def run_commands() -> None:
    """Every command, as a process, in a folder with `child.json` and `children.csv`."""
    found = COMMANDS.findall(PAGE)
    assert len(found) > 1
    [child] = CHILD.findall(PAGE)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "child.json").write_text(child, encoding="utf-8")
        (Path(folder) / "children.csv").write_text(TABLE.findall(PAGE)[0], encoding="utf-8")
        for line in found:
            subprocess.run(line, shell=True, check=True, cwd=folder, env={**os.environ, "PATH": path}, stdout=subprocess.DEVNULL)  # noqa: S602 - our own page


def run_without_the_extra() -> None:
    """The command says what to install."""
    done = subprocess.run([sys.executable, "-m", "lacreview_rules"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert 'pip install ".[cli]"' in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


if __name__ == "__main__":
    run_python()
    if "--commands" in sys.argv:
        run_commands()
    else:
        run_without_the_extra()
    sys.stdout.write("the tutorial does what it says\n")
