"""``lacreview profiles`` and ``lacreview profile show``: what timescales there are, and what one profile says."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from lacreview_rules.cli.options import Layout
from lacreview_rules.cli.profiles.table import print_profile
from lacreview_rules.cli.terminal import configure_streams, printing, shown
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.profiles.profile import Profile  # noqa: TC001 - typer reads the annotations of this file

Format = Annotated[Layout, typer.Option("--format", "-f", help="table, or json for other systems.")]


def profiles(*, layout: Format = Layout.TABLE) -> None:
    """List the profiles that come with lacreview."""
    configure_streams(machine=layout is Layout.JSON)
    found = [load_profile(name) for name in shipped_profiles()]
    if layout is Layout.JSON:
        typer.echo(json.dumps([_summary(profile) for profile in found], indent=2, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim", expand=True)
    table.add_column("Profile", no_wrap=True)
    table.add_column("Name, and where it was read", ratio=1)
    table.add_column("Version", no_wrap=True)
    table.add_column("Rules", justify="right", no_wrap=True)
    for profile in found:
        source = ", ".join(part for part in (profile.source.title, profile.source.as_at) if part)
        name = Text.assemble(shown(profile.name), "\n", shown(source, "dim"))
        table.add_row(shown(profile.id, "bold"), name, shown(profile.version), shown(str(len(profile.timescales))))
    with printing(sys.stdout) as console:
        console.print(table)
        console.print(shown("lacreview profile show PROFILE prints one in full. Rules include those of the profile it extends."))


def show(
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="A shipped profile, or the path of a file.", show_default=False)],
    *,
    layout: Format = Layout.TABLE,
) -> None:
    """Print one profile in full: every task, who does it, by when, and where that is written."""
    loaded = load_profile(profile)
    configure_streams(machine=layout is Layout.JSON)
    if layout is Layout.JSON:
        typer.echo(json.dumps(profile_record(loaded), indent=2, ensure_ascii=False))
    else:
        with printing(sys.stdout) as console:
            print_profile(console, loaded)


def _summary(profile: Profile) -> dict[str, Any]:
    return {
        "id": profile.id,
        "name": profile.name,
        "version": profile.version,
        "digest": profile.digest,
        "extends": list(profile.lineage[1:]),
        "source": profile.source.model_dump(mode="json"),
        "rules": len(profile.timescales),
    }


def profile_record(profile: Profile) -> dict[str, Any]:
    """A profile with all it extends, as JSON-ready data; keys that a rule leaves at their default are left out."""
    return {
        **_summary(profile),
        "settings": dict(profile.settings),
        "tasks": [_written(task) for task in profile.tasks.values()],
        "timescales": [_written(rule) for rule in profile.timescales],
        "considerations": [_written(mark) for mark in profile.considerations],
        "replaced": [_written(rule) for rule in profile.replaced],
    }


def _written(item: Any) -> Any:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
