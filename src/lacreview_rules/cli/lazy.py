"""Commands that are imported when they are asked for: nobody waits for the modules of another command."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator


class LazyCommands(TyperGroup):
    """A group whose commands are written down by where they are.

    Attributes:
        where: the module and the function of each command, in the order of ``--help``: "child.schedule:schedule".
    """

    where: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Imported(self.where, self.commands)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, none of which is imported for it."""
        del ctx
        return list(self.commands)


class _Imported(Mapping[str, Any]):
    """Commands by name, each imported the first time it is looked up; `others` are there already."""

    def __init__(self, where: Mapping[str, str], others: Mapping[str, Any]) -> None:
        self._where = where
        self._found = dict(others)
        self._names = [*where, *others]

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = _command(name, self._where[name])
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _command(name: str, where: str) -> Any:
    """The command that a function is, made by typer as if it stood alone."""
    module, _, function = where.partition(":")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name)(getattr(import_module(f"lacreview_rules.cli.{module}"), function))
    return typer.main.get_command(alone)
