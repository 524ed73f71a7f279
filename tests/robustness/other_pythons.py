"""Virtual environments for the other versions of Python on this machine, in which the outputs must be the same.

Run from the top of the project: ``python tests/robustness/other_pythons.py``. It looks for interpreters on PATH and
under ``~/.pyenv/versions``, makes an environment for the newest of each version from 3.11 on in ``build/pythons``, and
installs there what the library needs. ``tests/robustness/test_determinism.py`` then runs each of them; the variable
LACREVIEW_PYTHONS names others, as PATH does, that have it installed already.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

TOP = Path(__file__).parents[2]
FOLDER = TOP / "build" / "pythons"
OLDEST = (3, 11)


def interpreters() -> dict[tuple[int, int], Path]:
    """The newest interpreter of each version from 3.11 on, by version, this one's apart."""
    named = (f"python3.{minor}" for minor in range(OLDEST[1], OLDEST[1] + 20))
    on_path = [Path(found) for name in named if (found := shutil.which(name))]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    installed = [*on_path, *pyenv.glob("versions/*/bin/python")]
    newest: dict[tuple[int, int], tuple[tuple[int, ...], Path]] = {}
    for path in installed:
        version = _version_of(path)
        if OLDEST <= version[:2] != sys.version_info[:2]:
            newest[version[0], version[1]] = max(newest.get((version[0], version[1]), ((), path)), (version, path))
    return {version: path for version, (_, path) in sorted(newest.items())}


def prepared() -> list[Path]:
    """The interpreters that can run the library: this one, those made here, and those that LACREVIEW_PYTHONS names."""
    made = sorted(FOLDER.glob("*/bin/python")) + sorted(FOLDER.glob("*/Scripts/python.exe"))
    named = [Path(path) for path in os.environ.get("LACREVIEW_PYTHONS", "").split(os.pathsep) if path]
    return [Path(sys.executable), *made, *named]


def _version_of(path: Path) -> tuple[int, ...]:
    """The version an interpreter says it has; none if it does not run."""
    done = subprocess.run([path, "-c", "import sys; print(sys.version)"], capture_output=True, encoding="utf-8", check=False)
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else (0, 0, 0)


def main() -> None:
    """Make the environments that are not there yet."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["cli"]]
    for version, path in interpreters().items():
        folder = FOLDER / ".".join(map(str, version))
        if not folder.exists():
            subprocess.run([path, "-m", "venv", folder], check=True)
        own = next(found for found in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if found.exists())
        subprocess.run([own, "-m", "pip", "install", "-q", "--disable-pip-version-check", *needed], check=True)
        print(f"{'.'.join(map(str, _version_of(own)))}: {own}")  # noqa: T201 - what a script is asked for


if __name__ == "__main__":
    main()
