"""Compile Python's own library and the wheels to two archives that start sooner; run by `pack.mjs`, in the Python of the page.

A module is compiled once, here, instead of each time the page is opened. The archives are imported from as they are:
nothing is unpacked. What a page never reads is left out: the cases by which other programs are judged.
"""

from __future__ import annotations

import importlib.util
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]  # the form is told nowhere else
from pathlib import Path

LEFT_OUT = "lacreview_rules/data/cases/"
AS_A_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # of no day, so that the same input gives the same bytes


def compiled(source: bytes, name: str) -> bytes:
    """A module as Python imports it, which it does not compare with a source."""
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def pack(archives: list[Path], out: Path) -> None:
    """One archive of several, its modules compiled."""
    with zipfile.ZipFile(out, "w") as packed:
        for archive in archives:
            with zipfile.ZipFile(archive) as opened:
                for name in opened.namelist():
                    if name.endswith("/") or name.startswith(LEFT_OUT):
                        continue
                    is_module = name.endswith(".py")
                    content = compiled(opened.read(name), name) if is_module else opened.read(name)
                    about = zipfile.ZipInfo(f"{name}c" if is_module else name, AS_A_ZIP_BEGINS)
                    packed.writestr(about, content, zipfile.ZIP_DEFLATED, 9)


folder = Path("/packing")
pack([folder / "given" / "python_stdlib.zip"], folder / "python_stdlib.zip")
pack(sorted((folder / "given").glob("*-none-any.whl")), folder / "library.zip")
