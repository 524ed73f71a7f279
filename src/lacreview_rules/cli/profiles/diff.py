"""``lacreview profile diff``: what a new version of a profile changes, and which due dates move."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations of this file
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lacreview_rules.cli.exits import Code, say
from lacreview_rules.cli.nothing_scheduled import nothing_scheduled_text
from lacreview_rules.cli.options import Layout, Strict
from lacreview_rules.cli.profiles.example_histories import histories_of, refuse_impossible, tell
from lacreview_rules.cli.terminal import configure_streams, printing, shown
from lacreview_rules.comparison.profile_changes import KINDS, ProfileChanges, profile_changes
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.wording import count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from lacreview_rules.comparison.profile_changes import Changed, KeyChange, MovedDate
    from lacreview_rules.histories.history import History


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The profile as it was.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new version of the profile.", show_default=False)],
    *,
    history: Annotated[
        list[Path] | None,
        typer.Option(
            "--history",
            metavar="FILE",
            help="Show which dates move for these children; may be given several times. Without it: a worked example.",
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="table, or json for other systems.")] = Layout.TABLE,
) -> None:
    """What a new version of a profile changes, rule by rule and key by key, and exactly which due dates move."""
    before, after = load_profile(old), load_profile(new)
    places: list[str] = []

    def children() -> Iterator[History]:
        for place, child in histories_of(history or ()):
            places.append(place)
            if strict:
                refuse_impossible(place, child, (before, after))
            yield child

    changes = profile_changes(before, after, children())
    configure_streams(machine=layout is Layout.JSON)
    if layout is Layout.JSON:
        typer.echo(changes.to_json())
    else:
        with printing(sys.stdout) as console:
            _print(console, changes)
    tell(f"{places[number - 1]}: {problem}" for number, problem in changes.problems)
    for number in changes.nothing_scheduled:
        say(nothing_scheduled_text(places[number - 1]))
    if changes.nothing_scheduled:
        raise typer.Exit(int(Code.BAD_INPUT))


def _print(console: Console, changes: ProfileChanges) -> None:
    old, new = changes.old, changes.new
    console.print(shown(f"From {old.id}, version {old.version}, to {new.id}, version {new.version}", "bold"))
    if old.digest == new.digest and not changes.keys:
        console.print(shown("Nothing has changed."))
        return
    if changes.keys:
        _heading(console, "The profile")
        for key in changes.keys:
            _print_key(console, key, 2)
    for kind in KINDS:
        for how in ("added", "removed", "changed"):
            found = [item for item in changes.rules if item.kind == kind and item.how == how]
            if found:
                _heading(console, f"{kind} {how} ({len(found)})")
                for item in found:
                    _print_changed(console, item)
    _print_moves(console, changes)


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(shown(text.upper(), "bold"))


def _print_changed(console: Console, item: Changed) -> None:
    console.print(Padding(Text.assemble(shown(item.id, "bold"), shown(f"  {item.words}")), (0, 0, 0, 2)))
    for key in item.keys:
        _print_key(console, key, 4)


def _print_key(console: Console, key: KeyChange, indent: int) -> None:
    console.print(Padding(shown(f"{key.key}: {_value(key.before)} → {_value(key.after)}"), (0, 0, 0, indent)))


def _value(value: Any) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def _print_moves(console: Console, changes: ProfileChanges) -> None:
    many = changes.histories > 1
    children = f"{changes.histories:,} children" if many else "one child"
    _heading(console, f"Due dates that move ({len(changes.moved):,})")
    console.print(Padding(shown(f"of {children}; {changes.stayed:,} stay where they are", "dim"), (0, 0, 1, 2)))
    if not changes.moved:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("From", width=15)
    table.add_column("To", width=15)
    table.add_column("What, and under which rule", ratio=1)
    for move in changes.moved:
        table.add_row(_from(move), _to(move), _what(move, many=many))
    console.print(Padding(table, (0, 0, 0, 2)))


def _from(move: MovedDate) -> Text:
    return shown(day_text(move.before) if move.rule_before else "not there")


def _to(move: MovedDate) -> Text:
    if not move.rule_after:
        return shown("no longer there", "bold")
    line = shown(day_text(move.after), "bold")
    if move.days is None:
        return line
    days = count_text(abs(move.days), "day")
    return Text.assemble(line, "\n", shown(f"{days} {'earlier' if move.days < 0 else 'later'}", "dim"))


def _what(move: MovedDate, *, many: bool) -> Text:
    rules = [rule for rule in dict.fromkeys((move.rule_before, move.rule_after)) if rule]
    told = [" → ".join(rules)]
    if move.review is not None:
        told.append(f"review {move.review}")
    if many:
        told.append(f"child {move.child}")
    return Text.assemble(shown(move.title), "\n", shown(f"({', '.join(told)})", "dim"))
