"""Make anew all that the documentation and the package hold of what is made from the source: python docs/make_pages.py.

These are pages of the reference, the page on the shortcut, the list of rooms on the architecture page, the ids of the
tasks of the shipped profiles for type checkers, those profiles and two tables in their frozen form, and the JSON
Schemas. Run it in a tree whose package is installed in editable form. A test fails while anything differs.

With ``--budgets`` it also sets down how many lines each room of the package may have: as many as it has now, rounded up
to the next fifty.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.cli import app
from lacreview_rules.cli.profiles.schema import Shape, schema_text
from lacreview_rules.data_tables import AT_HAND, frozen_place, frozen_table
from make.architecture import architecture_page
from make.commands import commands_page
from make.for_the_record import for_the_record_page
from make.frozen_profiles import frozen_profile
from make.profile_keys import profile_keys_page
from make.profile_words import profile_words_page
from make.readings import readings_page
from make.rule_pages import rule_index, rule_page
from make.shortcut import shortcut_page
from make.task_ids import task_ids_module
from make.tree import ROOMS_FILE, ROOT, lines_of, rooms

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent
_STEP = 50


def made() -> dict[Path, Callable[[], str]]:
    """Every file that is made, and what makes its text."""
    reference, explanation = DOCS / "reference", DOCS / "explanation"
    architecture, readings = explanation / "architecture.md", reference / "readings.md"
    return {
        architecture: lambda: architecture_page(architecture.read_text(encoding="utf-8")),
        explanation / "shortcut.md": shortcut_page,
        reference / "commands.md": lambda: commands_page(app),
        reference / "nothing-in-silence.md": for_the_record_page,
        reference / "profile-keys.md": profile_keys_page,
        reference / "words.md": profile_words_page,
        readings: lambda: readings_page(readings.read_text(encoding="utf-8")),
        reference / "rules.md": rule_index,
        ROOT / "profiles" / "task_ids.py": task_ids_module,
        **{reference / "rules" / f"{name}.md": _rules_of(name) for name in shipped_profiles()},
        **{ROOT / "data" / "frozen_profiles" / f"{name}.json": _frozen(name) for name in shipped_profiles()},
        **{ROOT / "data" / frozen_place(name): _frozen_table(name) for name in AT_HAND},
        **{ROOT / "data" / "schemas" / f"{shape.value}-v1.json": _schema_of(shape) for shape in Shape},
    }


def _rules_of(name: str) -> Callable[[], str]:
    return lambda: rule_page(load_profile(name))


def _frozen(name: str) -> Callable[[], str]:
    return lambda: frozen_profile(name)


def _frozen_table(name: str) -> Callable[[], str]:
    return lambda: frozen_table(name)


def _schema_of(shape: Shape) -> Callable[[], str]:
    return lambda: schema_text(shape)


def differing() -> list[Path]:
    """The files that are not what would be made now; a page of rules that no profile has is one."""
    pages = made()
    wrong = [path for path, make in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != make()]
    return wrong + [path for path in (DOCS / "reference" / "rules").glob("*.md") if path not in pages]


def write() -> None:
    """Write what differs, and remove what is left over."""
    if DOCS.parent not in ROOT.parents:
        sys.exit(f"the package that is installed is not this tree's: {ROOT}")
    for path in differing():
        make = made().get(path)
        if make is None:
            path.unlink()
        else:
            path.write_text(make(), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(DOCS.parent)}\n")


def write_budgets() -> None:
    """Set down the lines of each room as they are."""
    text = ROOMS_FILE.read_text(encoding="utf-8")
    for room in rooms():
        lines = -(-lines_of(room.name) // _STEP) * _STEP
        text = re.sub(rf"(^\[{room.name}\]\nmost_lines = )\d+", rf"\g<1>{lines}", text, flags=re.MULTILINE)
    ROOMS_FILE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if "--budgets" in sys.argv[1:]:
        write_budgets()
    write()
