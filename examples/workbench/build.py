"""Build the workbench: one folder of static files, with everything in it, that any web server can serve.

    python examples/workbench/build.py build/workbench

It needs Python 3.11 with pip and `build`, Node 20 with npm, and once, to fetch pinned packages, PyPI and npm. The folder then
needs neither: it is served over HTTPS or from localhost, with a network or without.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import Parser
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
PLATFORM = "pyemscripten_2026_0_wasm32"
CHOSEN = ("--only-binary=:all:", "--platform", PLATFORM, "--python-version", "3.14", "--implementation", "cp", "--abi", "cp314")
PURE = "markupsafe==3.0.4"  # has no wheel for this platform; without a compiler its source builds the pure one, which is enough


def run(*command: str, **more: str) -> None:
    """Run a command in the workbench's folder."""
    subprocess.run(command, cwd=HERE, check=True, env={**os.environ, **more})  # noqa: S603 - commands of this file


def wheels(folder: Path, own: str) -> None:
    """The wheels that the page runs: the library's own (a wheel, or the project it is built from), and the pinned ones."""
    pip = (sys.executable, "-m", "pip")
    run(*pip, "download", "-q", "--no-deps", "--require-hashes", *CHOSEN, "-d", str(folder), "-r", "wheels.txt")
    run(*pip, "wheel", "-q", "--no-deps", "--no-binary", "markupsafe", "-w", str(folder), PURE, CC="false")
    run(*pip, "wheel", "-q", "--no-deps", "-w", str(folder), own)


def python_licences(folder: Path) -> list[tuple[str, str, str]]:
    """Name with version, licence, and its text, of each wheel."""
    found = []
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            names = wheel.namelist()
            metadata = Parser().parsestr(wheel.read(next(name for name in names if name.endswith(".dist-info/METADATA"))).decode())
            texts = [wheel.read(name).decode("utf-8", "replace") for name in names if ".dist-info/" in name and "licen" in name.lower()]
        classified = (line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", []) if line.startswith("License :: "))
        stated = metadata.get("License-Expression") or "; ".join(classified) or metadata.get("License") or ""
        found.append((f"{metadata['Name']} {metadata['Version']}", stated.partition("\n")[0], "\n\n".join(texts)))
    return found


def npm_licences() -> list[tuple[str, str, str]]:
    """The same of each package of npm that is in the page."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    found = []
    for place, package in sorted(lock["packages"].items()):
        if not place or package.get("dev") or package.get("optional"):
            continue
        folder = HERE / place
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("LICEN*")) if path.is_file()]
        found.append((f"{about['name']} {about['version']}", str(about.get("license", "")), "\n\n".join(texts)))
    return found


def licences(folder: Path) -> str:
    """One page that lists what is in the folder and under which licence."""
    rows = [*python_licences(folder), *npm_licences()]
    shown = "\n".join(
        f"<section><h2>{html.escape(name)}</h2><p>{html.escape(licence)}</p><pre>{html.escape(text)}</pre></section>"
        for name, licence, text in rows
    )
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Licences</title></head>'
        f"<body><h1>What this folder holds, and under which licences</h1>\n{shown}\n</body></html>\n"
    )


def build(out: Path, own: str = str(PROJECT)) -> None:
    """Build the folder anew."""
    run("npm", "ci", "--no-audit", "--no-fund", "--silent")
    run("npm", "run", "--silent", "build")
    built = HERE / "built"
    runtime = built / "runtime"
    runtime.mkdir()
    pyodide = HERE / "node_modules" / "pyodide"
    for name in RUNTIME:
        shutil.copy2(pyodide / name, runtime / name)
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    (runtime / "no-packages.json").write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")  # nothing from elsewhere
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        given = folder / "given"
        given.mkdir()
        shutil.copy2(pyodide / "python_stdlib.zip", given)
        wheels(given, own)
        run("node", "pack.mjs", made)
        for name in ("python_stdlib.zip", "library.zip"):
            shutil.copy2(folder / name, runtime / name)
        compiled = sorted(path.name for path in given.glob(f"*{PLATFORM}.whl"))
        for name in compiled:
            shutil.copy2(given / name, runtime / name)
        with zipfile.ZipFile(next(given.glob("pydantic_core-*.whl"))) as core:
            (runtime / "core.so").write_bytes(core.read(next(name for name in core.namelist() if name.endswith(".so"))))
        (built / "licences.html").write_text(licences(given), encoding="utf-8")
    (runtime / "wheels.json").write_text(json.dumps(compiled), encoding="utf-8")
    run("node", "image.mjs", str(runtime))
    offline = built / "offline.js"
    digest = hashlib.sha256()
    files = {path.relative_to(built).as_posix(): path for path in sorted(built.rglob("*")) if path.is_file() and path != offline}
    for name, path in files.items():
        digest.update(name.encode() + path.read_bytes())
    (built / "files.json").write_text(json.dumps(list(files)), encoding="utf-8")
    offline.write_text(offline.read_text(encoding="utf-8").replace("BUILD", digest.hexdigest()[:16]), encoding="utf-8")
    if out.exists():
        shutil.rmtree(out)
    shutil.copytree(built, out)


def main() -> None:
    """Build to the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="the folder to build; what is in it is replaced")
    parser.add_argument("--wheel", default=str(PROJECT), help="the wheel of the library, where it is built already")
    given = parser.parse_args()
    out: Path = given.out
    if out.exists() and not (out / "offline.js").exists() and any(out.iterdir()):
        parser.error(f"{out} holds other files; name a new folder")
    build(out, given.wheel)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    sys.stdout.write(f"{out}: {size / 1_000_000:.1f} MB; serve it over HTTPS or from localhost\n")


if __name__ == "__main__":
    main()
