"""Python 3.14, the newest there is, as Pyodide from npm: the regulations' cases and the tests of counting agree there too.

A part, as far as some minutes go; the whole corpus and all unit tests of the core are run by
`python -m tests.robustness.newest.whole`, which `.ci/more` does. Authority: what the corpus and the unit tests name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.robustness.newest.whole import LEFT_OUT, TOP, outcome, prepare

if TYPE_CHECKING:
    from pathlib import Path

WHEEL = os.environ.get("WHEEL")
PART = ("tests/unit/counting/test_periods.py", "tests/unit/counting/test_ages.py", "tests/unit/rules/test_limits.py", "tests/test_cases.py")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None or shutil.which("node") is None, reason="needs Node and npm")
@pytest.mark.skipif(WHEEL is None and not (TOP / "src").exists(), reason="needs the source, or a wheel in the variable WHEEL")
def test_a_part_in_python_3_14(tmp_path: Path) -> None:
    """Nothing fails, and of each file most tests are run."""
    if subprocess.run(["npm", "ping"], capture_output=True, check=False).returncode != 0:
        pytest.skip("the registry of npm cannot be reached from here, so Pyodide cannot be had")
    prepare(tmp_path, WHEEL or str(TOP))
    found = outcome(tmp_path, "-k", "periods or ages or limits or worked_cases and (england or newham)", *PART)
    assert found["python"].startswith("3.14.")
    assert "site-packages" in found["library"]
    assert found["failed"] == {}
    assert found["skipped"] == {}
    assert {name: count > 9 for name, count in found["passed"].items() if name != "tests/test_cases.py"} == dict.fromkeys(PART[:3], True)
    assert found["passed"]["tests/test_cases.py"] >= 2


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_there(name: str) -> None:
    """A test that is renamed would be run again, or would be left out for nothing."""
    file, _, test = name.partition("::")
    assert (TOP / file).exists()
    function = test.rpartition("::")[2].partition("[")[0]
    assert f"def {function}(" in (TOP / file).read_text(encoding="utf-8") if function else True
