"""A bill of materials (CycloneDX): each part is named with its licence, and none of the licences binds who uses the library.

To run it: python tests/packaging/licences.py lacreview_rules.cdx.json
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

FREE = re.compile(r"\b(?:MIT|ISC|BSD|Apache|PSF|Python Software Foundation|0BSD|Unlicense|MPL-2\.0)\b", re.IGNORECASE)
"""Licences that ask for no more than their text, or (MPL) for changes of their own files."""


def licences_of(component: dict[str, Any]) -> list[str]:
    """The licences of one part, as ids, names or expressions."""
    return [
        entry.get("expression") or entry["license"].get("id") or entry["license"].get("name", "") for entry in component.get("licenses", [])
    ]


def faults_of(bill: dict[str, Any]) -> list[str]:
    """What is wrong with a bill of materials: a part without a version or a licence, or with one that is not known to be free.

    Example:
        >>> faults_of({"components": [{"name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]}, {"name": "b"}]})
        ['b: no version', 'b: no licence']
    """
    if not bill.get("components"):
        return ["it names no part"]
    faults = []
    for part in bill["components"]:
        name, licences = part["name"], licences_of(part)
        if not part.get("version"):
            faults.append(f"{name}: no version")
        if not licences:
            faults.append(f"{name}: no licence")
        elif not any(FREE.search(licence) for licence in licences):
            faults.append(f"{name}: {', '.join(licences)}: read it, and say in FREE or here why it may be used")
    return faults


if __name__ == "__main__":
    wrong = [f"{file}: {fault}" for file in sys.argv[1:] for fault in faults_of(json.loads(Path(file).read_text(encoding="utf-8")))]
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "every part has a version and a free licence\n")
    sys.exit(1 if wrong or not sys.argv[1:] else 0)
