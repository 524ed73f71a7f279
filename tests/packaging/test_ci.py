"""The scripts of `.ci` answer with the code of what they ran: what they tidy at the end neither hides a failure nor is one.

Authority: a run in which every part had passed answered 2, because ending nothing that still ran beside is an error of `kill`.
"""

import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[2] / ".ci").iterdir())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
@pytest.mark.parametrize("beside", ["", "sleep 60 &"])
@pytest.mark.parametrize(("last", "code"), [("true", 0), ("false", 1), ("exit 3", 3)])
def test_a_script_answers_what_it_ran_and_tidies(script: Path, beside: str, last: str, code: int, tmp_path: Path) -> None:
    [trap] = [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("trap ")]
    work = tmp_path / "work"
    work.mkdir()
    lines = ["set -euo pipefail", f"work={work}", trap, f"{beside}", last]
    assert subprocess.run(["bash", "-c", "\n".join(lines)], check=False).returncode == code
    assert not work.exists()
