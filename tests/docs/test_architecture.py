"""The tree is what the page of the architecture says: the order of the rooms, and what may import what.

Authority: docs/explanation/architecture.md, and docs/make/rooms.toml for the order. The modules looked at are those of the
package that is installed.
"""

from __future__ import annotations

import re
from graphlib import TopologicalSorter

import pytest
from tests.docs.pages import DOCS, TOP

from make.tree import FRONT, ROOT, Room, files, imports_of, lines_of, modules_of, room_of, rooms, says

PAGE = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
ORDER = [room.name for room in rooms()]
MODULES = [name for name in files() if name not in FRONT]
CORE = {"counting", "histories", "profiles", "rules", "schedules", "remarks", "engine"}
INSIDE = {"errors", "arguments", "wording", "data_tables", "nesting", "files"}
READ_OR_WRITE = {"files", "profile_files", "corpus", "sources", "pictures", "arrow", "assistants", "workbench", "cli"}
LIBRARIES = {"csv", "html", "icalendar", "io", "jinja2", "matplotlib", "pathlib", "pyarrow", "pydantic", "rich", "tomllib", "typer"}
SHIPPED = {
    "profiles.models",
    "profiles.vocabulary",
    "profiles.written",
    "profiles.conditions.reviews",
    "profiles.conditions.time_and_number",
    "data_tables",
    "questions.written",
}
"""What these take is part of the package: see the page."""
BEGUN_BY_THE_CALLER = {"os", "shutil", "subprocess", "sys", "tempfile", "socket", "urllib", "http", "time", "random", "secrets", "locale"}
"""The environment, other processes, the network, the clock and chance."""


def reads_or_writes(module: str) -> bool:
    libraries = {name.partition(".")[0] for name in imports_of(module).libraries}
    with_files = any(room_of(other) == "files" for other in imports_of(module).modules)
    is_border = room_of(module) in READ_OR_WRITE or with_files or module.endswith(".schema")
    return module not in SHIPPED and (is_border or not libraries.isdisjoint(LIBRARIES))


def computing() -> list[str]:
    return [module for module in MODULES if not reads_or_writes(module)]


def test_every_module_is_in_a_room_and_stands_on_the_page_once() -> None:
    assert sorted(ORDER) == sorted({room_of(module) for module in MODULES})
    for room in ORDER:
        [part] = re.findall(rf"^### \d+\. `{room}(?:/|\.py)`\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
        inner = [module.removeprefix(f"{room}.") for module in modules_of(room) if module != room]
        assert re.findall(r"^\| \**`([\w.]+)`\** \|", part, re.MULTILINE) == inner, "run: python docs/make_pages.py"


def test_every_module_and_room_says_what_it_is() -> None:
    assert [module for module in MODULES if not says(module)] == []


def test_arrows_point_inward() -> None:
    """A module imports from its own room and from those before it; and nothing takes the public names from the front."""
    place = {name: ORDER.index(room_of(name)) for name in MODULES}
    assert len(MODULES) > len(ORDER)
    taken = [(module, other) for module in MODULES for other in imports_of(module).modules]
    assert [(module, other) for module, other in taken if other in FRONT or place[other] > place[module]] == []


def test_no_import_goes_in_a_circle() -> None:
    """A folder's own `__init__` may export what its modules hold: it is one more module."""
    TopologicalSorter({module: imports_of(module).modules - {module} for module in MODULES}).prepare()


def test_a_circle_would_be_noticed() -> None:
    with pytest.raises(ValueError, match="cycle"):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_nothing_that_computes_imports_what_reads_or_writes() -> None:
    found = {(module, other) for module in computing() for other in imports_of(module).modules if reads_or_writes(other)}
    assert found == set()


def test_what_computes_and_what_reads_are_told_apart() -> None:
    """Typed by hand: some of each kind, so that the rule above is not empty."""
    assert {"engine.walk", "counting.periods", "caseload.report", "changes.what_if", "schedules.standing"} <= set(computing())
    assert all(map(reads_or_writes, ("caseload.csv", "caseload.records", "histories.json", "schedules.calendar_feed", "schedules.written")))


def test_the_core_rooms_are_readable_without_the_rest() -> None:
    outside = {
        (module, other)
        for module in MODULES
        if room_of(module) in CORE
        for other in imports_of(module).modules
        if room_of(other) not in CORE | INSIDE
    }
    assert outside == set()


def test_the_core_knows_no_clock_environment_network_or_chance() -> None:
    taken = {(module, name) for module in MODULES if room_of(module) in CORE for name in imports_of(module).libraries}
    assert {(module, name) for module, name in taken if name.partition(".")[0] in BEGUN_BY_THE_CALLER} == set()


def test_the_public_modules_are_those_of_the_reference() -> None:
    """A new one is a decision, written in rooms.toml."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (DOCS / "reference" / "api").glob("*.md"))
    shown = set(re.findall(r"^\.\. auto\w+:: lacreview_rules\.([\w.]+)\.\w+$", pages, re.MULTILINE))
    listed = {name if name == room.name else f"{room.name}.{name}" for room in rooms() for name in room.public}
    assert shown == listed
    assert listed <= set(files())


@pytest.mark.parametrize("room", rooms(), ids=ORDER)
def test_a_room_keeps_within_its_lines(room: Room) -> None:
    assert lines_of(room.name) <= room.most_lines, "shorten the room, or decide that it may grow: python docs/make_pages.py --budgets"


def test_the_folders_named_are_there() -> None:
    for folder in re.findall(r"`((?:tests|examples|src|docs)(?:/\w+)*)`", PAGE):
        inside = folder.removeprefix("src/lacreview_rules/").removeprefix("src/lacreview_rules")
        assert (TOP / folder).is_dir() or (ROOT / inside).is_dir()


def test_the_modules_named_are_there() -> None:
    """By a dotted name of a room, or as a file: what was renamed or split does not live on in the page."""
    by_hand = PAGE.partition("<!-- made by")[0]
    dotted = [name for name in re.findall(r"`(\w+(?:\.\w+)+)`", by_hand) if room_of(name) in ORDER and not name.endswith((".py", ".toml"))]
    inside = {module for room in ORDER for module in modules_of(room)}
    in_files = re.findall(r"`((?:\w+/)+\w+\.(?:py|toml))`", by_hand)
    assert [name for name in dotted if name not in files() and name.rpartition(".")[0] not in inside] == []
    assert [name for name in in_files if not (ROOT / name).is_file() and not (TOP / name).is_file()] == []
    assert "engine.walk" in dotted
    assert "schedules/csv.py" in in_files


def test_the_functions_named_are_there() -> None:
    """Of each row on where a change of meaning goes: the functions stand in the files that it names."""
    section = PAGE.partition("## Where a change of what the rules mean goes")[2].partition("\n## ")[0]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 6
    for row in rows:
        text = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in re.findall(r"`((?:\w+/)+\w+\.py)`", row))
        for name in re.findall(r"`(\w+(?:\.\w+)?)`", row):
            owner, _, function = name.rpartition(".")
            assert not owner or f"class {owner}" in text, name
            assert re.search(rf"^ *(?:def )?{function}\b[(:]", text, re.MULTILINE), name
