"""The bill of materials of a built workbench, in the form of CycloneDX: what the folder holds, which version, under which licence.

    python examples/workbench/bill.py build/workbench > workbench.cdx.json

It is read off the folder's own `licences.html`, and refused if a pinned package is missing from that. Nothing is fetched, and the
same folder gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


class _Licences(HTMLParser):
    """Name and licence of each section of `licences.html`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._tag = ""
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._tag = tag
        if tag == "h2":
            self._name = ""
        if tag == "p":
            self.found.append((self._name, ""))

    def handle_data(self, data: str) -> None:
        if self._tag == "h2":
            self._name += data
        elif self._tag == "p":
            name, licence = self.found[-1]
            self.found[-1] = (name, licence + data)

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._tag = ""


def pinned() -> dict[str, str]:
    """Each package that must be in the folder, by its kind and name, with its version."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    npm = {place.rpartition("node_modules/")[2]: one for place, one in lock.items() if place}
    wanted = {f"npm/{name}": one["version"] for name, one in npm.items() if not one.get("dev") and not one.get("optional")}
    for line in (HERE / "wheels.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([\w.-]+)==([\w.]+)", line):
            wanted[f"pypi/{found[1]}"] = found[2]
    return wanted


def bill(folder: Path) -> dict[str, Any]:
    """The bill of a built folder.

    Raises:
        OSError: it is no built folder.
        ValueError: a pinned package is not among the licences of the folder, or in another version.
    """
    reader = _Licences()
    reader.feed((folder / "licences.html").read_text(encoding="utf-8"))
    python = json.loads((folder / "runtime" / "no-packages.json").read_text(encoding="utf-8"))["info"]["python"]
    wanted = pinned()
    kinds = {_plain(key.partition("/")[2]): key.partition("/")[0] for key in wanted}
    address = f"pkg:generic/python@{python}"  # within Pyodide: the interpreter, and its library beside it
    parts: list[dict[str, Any]] = [
        {"type": "library", "bom-ref": address, "name": "Python", "version": python, "purl": address, "licenses": [_licence("PSF-2.0")]}
    ]
    seen = set()
    for heading, licence in reader.found:
        name, _, version = heading.rpartition(" ")
        kind = kinds.get(_plain(name), "pypi")
        seen.add((kind, _plain(name), version))
        address = f"pkg:{kind}/{name.replace('@', '%40') if kind == 'npm' else _plain(name)}@{version}"
        stated = [_licence(licence.strip())] if licence.strip() else []
        parts.append({"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address, "licenses": stated})
    missing = [f"{key}@{version}" for key, version in wanted.items() if (*_split(key), version) not in seen]
    if missing:
        message = f"pinned, and not among the licences of {folder}: {', '.join(missing)}; build the folder again"
        raise ValueError(message)
    about = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": about["name"], "name": about["name"], "version": about["version"]}},
        "components": sorted(parts, key=lambda part: str(part["bom-ref"])),
    }


def _licence(name: str) -> dict[str, Any]:
    return {"license": {"name": name}}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _split(key: str) -> tuple[str, str]:
    kind, _, name = key.partition("/")
    return kind, _plain(name)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the folder
        sys.exit("name the built folder: python examples/workbench/bill.py build/workbench")
    try:
        sys.stdout.write(json.dumps(bill(Path(sys.argv[1])), indent=2, ensure_ascii=False) + "\n")
    except (OSError, ValueError) as error:
        sys.exit(f"{error}")
