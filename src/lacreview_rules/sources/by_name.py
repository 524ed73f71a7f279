"""Sources by name: those that are shipped, and those that another package names under the entry points of the door.

A shipped source is found without looking at what is installed, which takes as long as many a command; only another name,
and the list of all, look there. A module is imported when its source is opened.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from lacreview_rules.errors import InputError, Problem, SourceError, UnknownSourceError, nearest
from lacreview_rules.sources.door import ENTRY_POINTS, Records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.metadata import EntryPoint

    from lacreview_rules.sources.door import OpenSource, SourceOptions

OWN = "lacreview_rules"
"""The distribution of this library."""


class Extra(NamedTuple):
    """An extra that some inputs of a source need.

    Attributes:
        name: of the extra.
        module: what is imported of it.
        what: what needs it, in a few words.
    """

    name: str
    module: str
    what: str

    @property
    def installed(self) -> bool:
        """Whether it is installed."""
        return find_spec(self.module) is not None


class Source(NamedTuple):
    """A source.

    Attributes:
        name: by which it is asked for.
        title: what it is, in a line.
        takes: what its addresses are, in a line.
        opens: its function, as an entry point names it: "module:function".
        extras: what some of its inputs need.
        distribution: the package that ships it, and its version where it is known.
        fault: why it cannot be loaded; empty if it can, or is shipped.
    """

    name: str
    title: str
    takes: str
    opens: str
    extras: tuple[Extra, ...] = ()
    distribution: str = OWN
    fault: str = ""


SHIPPED: dict[str, Source] = {
    one.name: one
    for one in (
        Source(
            "history",
            "Care events as JSON: the history format.",
            "Files: one history or a list of them (.json), or one on each line (.jsonl).",
            "lacreview_rules.sources.history_files:open_source",
        ),
        Source(
            "annex-a",
            "List 8 of Ofsted's Annex A: when each child's next review is due at the latest.",
            "One workbook (.xlsx) or CSV file.",
            "lacreview_rules.sources.annex_a.reading:open_source",
            (Extra("workbooks", "python_calamine", "workbooks"),),
        ),
        Source(
            "events",
            "A spreadsheet of events, a row for each event: lacreview new-events writes one to begin with.",
            "One CSV file, workbook (.xlsx) or Parquet file.",
            "lacreview_rules.sources.events.reading:open_source",
            (Extra("workbooks", "python_calamine", "workbooks"), Extra("arrow", "pyarrow", "Parquet")),
        ),
        Source(
            "ssda903",
            "The SSDA903 data return, of one year or of several.",
            "Folders with the Header, Episodes and Reviews files as CSV, the XML file of a return, or a workbook (.xlsx).",
            "lacreview_rules.sources.ssda903.source:open_source",
            (Extra("workbooks", "python_calamine", "workbooks"),),
        ),
        Source(
            "ssd",
            "The Standard Safeguarding Dataset.",
            "A folder of CSV or Parquet files, a DuckDB or SQLite file, or the address of a database (SQLAlchemy).",
            "lacreview_rules.sources.ssd.opening:open_source",
            (Extra("sql", "sqlalchemy", "all of them"), Extra("sql", "duckdb", "Parquet and DuckDB")),
        ),
    )
}
"""The sources of this library; the same as its entry points, so that none is looked for."""


def open_named(name: str, addresses: Sequence[str], options: SourceOptions) -> Records:
    """Open a source by its name.

    Args:
        name: of the source.
        addresses: where to read: paths, or the address of a database.
        options: how to read.

    Raises:
        UnknownSourceError: no package has it, or two have.
        SourceError: it cannot be loaded, or what it gives back is no `Records`.
        InputError: nothing can be read there.
    """
    shipped = SHIPPED.get(name)
    if shipped is not None:
        records = _function(shipped.opens)(addresses, options)
    else:
        found = _entry_point(name)
        records = _loaded(found)(addresses, options)
        if not isinstance(records, Records):
            kind = type(records).__name__
            message = f'the source "{name}" of {_distribution(found)} gave back a {kind}, and must give a Records; tell those who ship it'
            raise SourceError(message)
    return records


def every_source() -> Iterator[Source]:
    """All that can be asked for, the shipped ones first. A source that cannot be loaded is there with the reason."""
    version = next((_distribution(point) for point in _entry_points() if _is_own(point)), OWN)
    yield from (source._replace(distribution=version) for source in SHIPPED.values())
    for point in sorted(_entry_points(), key=lambda point: (point.name, _distribution(point))):
        if _is_own(point):
            continue
        fault, takes = "", ""
        try:
            takes = (_loaded(point).__doc__ or "").strip().partition("\n")[0]
        except SourceError as error:
            fault = str(error)
        if point.name in SHIPPED:
            fault = f'"{point.name}" is the name of a source of this library, which comes first; it must be renamed'
        yield Source(point.name, _summary(point), takes, point.value, distribution=_distribution(point), fault=fault)


def source_names() -> list[str]:
    """The names of all sources; nothing is loaded."""
    return list(dict.fromkeys([*SHIPPED, *sorted(point.name for point in _entry_points())]))


def check_settings(options: SourceOptions, known: Sequence[str], source: str) -> None:
    """Refuse a setting that a source does not have: one that is misspelt would do nothing, in silence.

    Args:
        options: as the source was given them.
        known: the names of its settings.
        source: its name.

    Raises:
        InputError: there is no such setting; names the nearest.
    """
    problems = [
        Problem(f"--input-option {name}", f'the source "{source}" has no such option', nearest(name, known) or "leave it out")
        for name in options.settings
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def owner_of(name: str) -> str | None:
    """The package that ships a source, if it is not this one; for what goes wrong in it."""
    return None if name in SHIPPED else _distribution(_entry_point(name))


def _function(value: str) -> OpenSource:
    module, _, function = value.partition(":")
    found: OpenSource = getattr(import_module(module), function)
    return found


def _entry_points() -> list[EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - it looks at everything that is installed

    # One package that is on the path twice (installed, and where it is written) is one source.
    return list({(point.name, point.value, _distribution(point)): point for point in entry_points(group=ENTRY_POINTS)}.values())


def _entry_point(name: str) -> EntryPoint:
    found = [point for point in _entry_points() if point.name == name]
    if not found:
        names = source_names()
        message = f'there is no source "{name}"; {nearest(name, names)}'
        if "did you mean" in message:
            message += f" The sources are: {', '.join(names)}"
        raise UnknownSourceError(f"{message} (more of each: lacreview sources)")
    if len(found) > 1:
        message = f'several packages have a source "{name}": {", ".join(map(_distribution, found))}; uninstall all but one'
        raise UnknownSourceError(message)
    return found[0]


def _loaded(point: EntryPoint) -> OpenSource:
    try:
        found: Any = point.load()
    except Exception as error:  # noqa: BLE001 - whatever another package does when it is imported
        why = f"{type(error).__name__}: {error}"
        named = f'the source "{point.name}" of {_distribution(point)}'
        message = f"{named} cannot be loaded ({why}); install what it needs, or tell those who ship it"
        raise SourceError(message) from None
    if not callable(found):
        message = f'the source "{point.name}" of {_distribution(point)} names {point.value}, which is no function; tell those who ship it'
        raise SourceError(message)
    return cast("OpenSource", found)


def _is_own(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name.replace("-", "_") == OWN


def _distribution(point: EntryPoint) -> str:
    return "an unknown package" if point.dist is None else f"{point.dist.name} {point.dist.version}"


def _summary(point: EntryPoint) -> str:
    metadata: Any = {} if point.dist is None else point.dist.metadata
    return str(metadata.get("Summary") or "")
