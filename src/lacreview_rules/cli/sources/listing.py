"""``lacreview sources``: what can be read, by name, and what other packages add."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.options import Layout
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.sources.by_name import every_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.sources.by_name import Source


def sources(form: Annotated[Layout, typer.Option("--format", "-f", help="table, or json for other systems.")] = Layout.TABLE) -> None:
    """List the sources that --input can name: what each takes, what it needs, and which package it comes from.

    A package adds a source by an entry point. One that cannot be loaded is listed with the reason.
    """
    configure_streams(machine=form is Layout.JSON)
    found = list(every_source())
    if form is Layout.JSON:
        typer.echo(json.dumps([_record(source) for source in found], ensure_ascii=False, indent=2))
        return
    width = width_of(sys.stdout)
    typer.echo("\n".join(line for source in found for line in wrapped(_lines(source), width)))


def _lines(source: Source) -> Iterator[str]:
    yield f"--input {source.name}"
    if source.title:
        yield f"  {source.title}"
    if source.takes:
        yield f"  {source.takes}"
    for extra in source.extras:
        state = "installed" if extra.installed else f'not installed; in the folder of lacreview_rules: pip install ".[{extra.name}]"'
        yield f"  {extra.what}: the extra {extra.name} ({state})"
    yield f"  From {source.distribution}"
    if source.fault:
        yield f"  CANNOT BE USED: {source.fault}"


def _record(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "title": source.title,
        "takes": source.takes,
        "extras": [{"extra": one.name, "for": one.what, "installed": one.installed} for one in source.extras],
        "distribution": source.distribution,
        "usable": not source.fault,
        "fault": source.fault or None,
    }
