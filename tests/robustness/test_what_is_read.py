"""Reading a profile, a history or a data return opens the files that are named, and asks for nothing else.

Authority: design.md, "What it does": it never reads a clock, a network, a database or the environment. The interpreter
itself says what was opened (PEP 578), in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.small_profiles import ALONE, head_of

import lacreview_rules

HERE = Path(__file__).parent
TOP = HERE.parents[1]
PACKAGE = Path(lacreview_rules.__file__).parent
SURROUNDINGS = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "ENGLAND": "x"}
SHIPPED = PACKAGE / "data" / "profiles"
FROZEN = PACKAGE / "data" / "frozen_profiles"
ENGLAND = [FROZEN / "england.json", SHIPPED / "england.toml"]
NEWHAM = [FROZEN / "newham.json", SHIPPED / "newham.toml", SHIPPED / "england.toml", FROZEN / "england.json"]
"""What is opened for a shipped profile: its frozen form, and the TOML of each that it extends, to see that it still holds."""
SUGGESTIONS = {PACKAGE / "data" / "said.toml"}
"""What may be opened to suggest a word in the place of one that is not known: what officers say for it."""
LURES = """\
note = "file:///etc/passwd"
title = "@/etc/passwd"
url = "http://127.0.0.1:9/profile.toml"
as_at = "$HOME/.env ${PATH} ~/.profile"
"""
BAIT = (
    ".env",
    "lacreview.toml",
    "england.toml",
    "england",
    "newham.toml",
    "profile.local.toml",
    "pyproject.toml",
    "base.json",
    "ours.toml.bak",
)
"""Files that a program might look for by itself, and a profile of the same name as a shipped one."""


def watch(kind: str, path: Path | str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "watched.py"), kind, str(path)]
    done = subprocess.run(command, cwd=folder, env=SURROUNDINGS, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def asked_for_nothing_else(found: dict[str, Any], *listed: Path) -> None:
    """No folder but these is looked through, and no variable, clock, socket or process asked for."""
    assert sorted(set(found["listed"]) - {str(path) for path in listed}) == []
    assert {key: found[key] for key in ("environment", "clock", "other")} == {"environment": [], "clock": [], "other": []}


def opened(found: dict[str, Any]) -> list[Path]:
    return [Path(name) for name in dict.fromkeys(found["opened"])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in BAIT:
        (tmp_path / name).write_text("this is not to be read", encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["newham", *(pytest.param(name, marks=pytest.mark.slow) for name in ("england", "data-return"))])
def test_a_shipped_profile(name: str, folder: Path) -> None:
    """Its own files and its parent's: not the files of the same name in the folder it is asked for from."""
    found = watch("profile", name, folder)
    assert found["outcome"] == name
    assert opened(found) == (NEWHAM if name == "newham" else [FROZEN / f"{name}.json", SHIPPED / f"{name}.toml"])
    asked_for_nothing_else(found, SHIPPED)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extends", "read"),
    [
        pytest.param("", [], marks=pytest.mark.slow),
        pytest.param('extends = "england"\n', ENGLAND, marks=pytest.mark.slow),
        pytest.param('extends = "newham"\n', NEWHAM, marks=pytest.mark.slow),
        ('extends = "./base.toml"\n', ["base.toml", *ENGLAND]),
    ],
)
def test_a_profile_and_what_it_extends(folder: Path, extends: str, read: list[Path | str]) -> None:
    """Each file once, in that order; its texts are texts, whatever they look like."""
    write(folder, head_of("base", "england"), "base.toml")
    path = write(folder, ALONE + extends + "[source]\n" + LURES)
    found = watch("profile", path, folder)
    assert found["outcome"] == "ours"
    assert opened(found) == [path, *(folder / one for one in read)]
    asked_for_nothing_else(found, SHIPPED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        pytest.param('extends = "englnd"\n', marks=pytest.mark.slow),
        pytest.param('extends = "~/base.toml"\n', marks=pytest.mark.slow),
        pytest.param('extends = "$HOME/base.toml"\n', marks=pytest.mark.slow),
        'extends = "http://127.0.0.1:9/base.toml"\n',
        pytest.param('include = "base.toml"\n', marks=pytest.mark.slow),
        pytest.param("[source]\ntitel = 1\n", marks=pytest.mark.slow),
        pytest.param('[[timescales]]\nid = "x"\ntask = "y"\nlimit = "soon"\nafter = "z"\nwhen = { fct = 1 }\n', marks=pytest.mark.slow),
        pytest.param("not TOML", marks=pytest.mark.slow),
    ],
)
def test_a_profile_that_is_refused(folder: Path, body: str) -> None:
    """What is wrong is told without looking elsewhere; a path is a path from the file, and nothing in it is replaced.

    The profile that was surely meant is one that is shipped: the rest is judged by its words, so that all problems are told at once.
    """
    path = write(folder, ALONE + body)
    found = watch("profile", path, folder)
    assert found["outcome"] in {"ProfileError", "UnknownProfileError"}
    meant = {*ENGLAND} if "englnd" in body else set()
    assert [one for one in opened(found) if one not in SUGGESTIONS | meant] == [path]
    asked_for_nothing_else(found, SHIPPED)


@pytest.mark.slow
def test_a_history_and_its_schedule(folder: Path) -> None:
    """The file alone. A schedule opens nothing of its own but what the installed packages hold: the bank holidays."""
    path = TOP / "examples" / "first-year-in-care.json"
    found = watch("history", path, folder)
    assert (found["outcome"], opened(found)) == ("1", [path])
    asked_for_nothing_else(found)
    found = watch("schedule", path, folder)
    installed = (PACKAGE, *map(Path, sys.path[1:]))
    elsewhere = [
        one for one in opened(found) if one != path and not any(one.is_relative_to(place) for place in installed if place != Path())
    ]
    assert elsewhere == []
    assert [name for name in found["environment"] if not name.startswith("PYTHON")] == []
    assert not any(
        event.startswith(("socket", "subprocess", "os.system", "os.exec", "os.posix_spawn", "urllib")) for event in found["other"]
    )


@pytest.mark.slow
def test_a_data_return(folder: Path) -> None:
    """Of a folder, what may be a table (.csv, .txt): the first line of each says whether it is of the return. Others are left shut."""
    files = {"header.csv": "CHILD,DOB\n1,02/05/2014\n", "reviews.csv": "CHILD,REVIEW\n1,14/01/2026\n"}
    files |= {"episodes.csv": "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1,19/12/2025,S,V2,U6,,\n"}
    files |= {"oc2.csv": "CHILD\n1\n", "missing.csv": "CHILD\n1\n"}
    for name, text in {**files, "notes.txt": "1", "pages.xlsx": "1"}.items():
        write(folder, text, name)
    found = watch("extract", folder, folder)
    assert found["outcome"] == "1"
    codes = SHIPPED.parent / "ssda903.toml"
    assert sorted(set(opened(found)) - {codes}) == sorted(folder / name for name in [*files, "notes.txt"])
    asked_for_nothing_else(found, folder)


@pytest.mark.slow
def test_the_watch_sees_what_there_is_to_see(folder: Path) -> None:
    """A reader that did look around would be found out."""
    spy = folder / "spy.py"
    spy.write_text(
        "import os, socket, sys, time\n"
        f"sys.path.insert(0, {str(HERE)!r})\n"
        "import watched\n"
        "def prying(kind, path):\n"
        "    open(os.path.join(path, '.env')).close()\n"
        "    os.listdir(path); os.environ.get('ENGLAND'); time.time(); socket.socket().close()\n"
        "    return 'pried'\n"
        "watched._read = prying\n"
        "import json; print(json.dumps(watched.watched('profile', sys.argv[1])))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, spy, folder], env=SURROUNDINGS, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    assert found["opened"] == [str(folder / ".env")]
    assert found["listed"] == [str(folder)]
    assert found["environment"] == ["ENGLAND"]
    assert found["clock"] == ["time"]
    assert any(event.startswith("socket") for event in found["other"])
