"""What a built workbench is made of: every pinned package with its licence, or no bill at all.

Authority: the contract of CycloneDX 1.6 (its own validator was run on a built folder), and the pins of `examples/workbench`.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.packaging.licences import faults_of

TOP = Path(__file__).parents[2]
SCRIPT = TOP / "examples" / "workbench" / "bill.py"


def script() -> Any:
    spec = importlib.util.spec_from_file_location("workbench_bill", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folder(path: Path, *, without: str = "") -> Path:
    """As `build.py` writes it, of the pins."""
    rows = [f"{key.partition('/')[2]} {version}" for key, version in script().pinned().items() if key != without]
    sections = "".join(f"<section><h2>{row}</h2><p>MIT</p><pre>Copyright</pre></section>" for row in [*rows, "lacreview_rules 0.2.0"])
    (path / "runtime").mkdir(parents=True)
    (path / "licences.html").write_text(f"<!doctype html><body><h1>Licences</h1>{sections}</body>", encoding="utf-8")
    (path / "runtime" / "no-packages.json").write_text(json.dumps({"info": {"python": "3.14.2"}}), encoding="utf-8")
    return path


def test_every_pinned_package_is_in_the_bill_with_its_licence(tmp_path: Path) -> None:
    made = script().bill(folder(tmp_path / "built"))
    names = {part["purl"] for part in made["components"]}
    assert {"pkg:generic/python@3.14.2", "pkg:pypi/lacreview-rules@0.2.0", "pkg:npm/%40codemirror/lint@6.9.2"} <= names
    assert len(names) == len(script().pinned()) + 2
    assert not any("vite" in name or "playwright" in name for name in names)  # tools, which are not in the folder
    assert faults_of(made) == []


def test_one_that_is_missing_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    built = folder(tmp_path / "built", without="npm/pyodide")
    done = subprocess.run([sys.executable, SCRIPT, built], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "npm/pyodide@" in done.stderr
    assert "build the folder again" in done.stderr


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "licences.html" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"name": "a", "version": "1", "licenses": [{"license": {"id": "AGPL-3.0-only"}}]}, "a: AGPL-3.0-only: read it"),
        ({"name": "a", "version": "1", "licenses": []}, "a: no licence"),
        ({"name": "a", "licenses": [{"expression": "MIT OR Apache-2.0"}]}, "a: no version"),
    ],
)
def test_what_is_wrong_with_a_bill_is_found(part: dict[str, Any], told: str) -> None:
    [fault] = faults_of({"components": [part]})
    assert fault.startswith(told)
    assert faults_of({}) == ["it names no part"]
