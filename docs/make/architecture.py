"""The part of the architecture page that lists the rooms, made from the docstrings of the rooms and of their modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from make.tree import files, modules_of, rooms, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from make.tree import Room

_BEGIN = "<!-- made by docs/make_pages.py from the docstrings: do not write here -->\n"
_END = "<!-- made as far as here -->\n"


def architecture_page(page: str) -> str:
    """The page with its list of rooms as they are now.

    Args:
        page: the page as it stands.
    """
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return "".join([before, _BEGIN, "\n", *_rooms(), _END, after])


def _rooms() -> Iterator[str]:
    for number, room in enumerate(rooms(), 1):
        folder = files()[room.name].name == "__init__.py"
        yield f"### {number}. `{room.name}{'/' if folder else '.py'}`\n\n{says(room.name)}\n\n"
        if folder:
            yield "| module | what it is |\n|---|---|\n"
            for module in modules_of(room.name):
                yield f"| {_name(module, room)} | {_cell(says(module))} |\n"
            yield "\n"


def _name(module: str, room: Room) -> str:
    inner = module.removeprefix(f"{room.name}.")
    return f"**`{inner}`**" if inner in room.public else f"`{inner}`"


def _cell(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")
