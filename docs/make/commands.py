"""The page of the documentation that lists every command: made from the same words as ``--help``."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# Commands

`lacreview COMMAND --help` prints what stands here. This page is made from it; a test keeps the two the same.

P, or PROFILE, is the id of a shipped profile or the path of a file. A FILE of histories holds one history (JSON) or one
a line (JSON Lines), as the [history format](history-format.md) says.
"""


def commands_page(app: typer.Typer) -> str:
    """Every command with its arguments and options, as Markdown.

    Example:
        >>> from lacreview_rules.cli import app
        >>> [line for line in commands_page(app).splitlines() if line.startswith("## ")][0]
        '## `lacreview schedule`'
    """
    top: Any = typer.main.get_command(app)
    parts = [_HEAD]
    for words, command, context in _commands(top, ("lacreview",), None):
        parts.append(f"## `{' '.join(words)}`\n")
        parts.append(f"```text\n{_usage(command, context)}\n```\n")
        parts.append(f"{_paragraphs(command.help or '')}\n")
        rows = [f"| `{_cell(_name(param))}` | {_cell(_meaning(param))} |" for param in command.params]
        if rows:
            parts.append("\n".join(["| | |", "|---|---|", *rows]) + "\n")
    parts.append(f"## Exit codes\n\n{_paragraphs(top.epilog or '')}\n")
    return "\n".join(parts)


def _commands(command: Any, words: tuple[str, ...], parent: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    context = command.context_class(command, parent=parent, info_name=words[-1])
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words, command, context
        return
    for name, one in inner.items():
        yield from _commands(one, (*words, name), context)


def _usage(command: Any, context: Any) -> str:
    arguments = [_name(param) for param in command.params if param.param_type_name == "argument"]
    needed = [f"{param.opts[0]} {_value(param)}" for param in command.params if param.param_type_name == "option" and param.required]
    return " ".join([context.command_path, *arguments, *needed, "[OPTIONS]"])


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return " ".join(part for part in (", ".join(param.opts), _value(param)) if part)


def _value(param: Any) -> str:
    """What an option takes, as the page says it."""
    if param.is_flag:
        return ""
    if isinstance(param.default, Enum):
        return "|".join(str(choice.value) for choice in type(param.default))
    return str(param.metavar or param.name.upper())


def _meaning(param: Any) -> str:
    default = getattr(param.default, "value", param.default)
    told = f" Without it: {default}." if isinstance(default, str) and param.param_type_name == "option" and not param.required else ""
    return f"{param.help or ''}{told}"


def _paragraphs(text: str) -> str:
    return "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    """One paragraph on one line; commands to try as they are typed, each on its own line."""
    as_typed = text.startswith("\b")  # the help does not run these lines together
    lines = [line.strip() for line in text.splitlines()[1:]] if as_typed else [" ".join(text.split())]
    return "\n".join(["```text", *lines, "```"]) if lines[0].startswith("lacreview ") else lines[0]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
