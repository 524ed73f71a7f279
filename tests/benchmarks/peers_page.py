"""The page `docs/explanation/benchmarks.md`, made from what was measured; nothing on it is typed from memory but the prose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peers_verdicts import Holidays, Verdict

OURS = "lacreview_rules"
PROSE = Path(__file__).with_name("peers_page.md")
CLEARLY = 0.95
"""Less than this share of our time, and a package is ahead; what lies between is noise."""

ABOUT = {
    OURS: "bank holidays come from `holidays`, with corrections laid over; refuses a date outside its calendar; no batch for dates",
    "holidays": "no months; no batch",
    "workalendar": "the United Kingdom only; a missing day can be given as `extra_holidays`; no months; no batch",
    "numpy": "the bank holidays and the recipe for months are the caller's (`m` is the day's month, `day.astype('M8[M]')`); whole columns",
    "pandas": "the bank holidays are the caller's; months of whole columns; working days of a column one by one inside, of which it warns",
    "QuantLib": "a date type of its own; `advance` by months moves the date off a weekend unless told not to; no batch in Python",
    "lexdays": "England and Wales from 2019 on only, and it says so; made for court rules; says why; no batch",
}
"""What to know of each package before using it for these counts."""


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        task: what was asked for.
        package: whose way it is.
        how: the call, in Markdown.
        nanoseconds: the median time of one date, or one child.
        ours: the time of ours for the same.
        right: how it did.
        verdict: the same, of a count of dates.
    """

    task: str
    package: str
    how: str
    nanoseconds: float
    ours: float
    right: str
    verdict: Verdict | None = None

    @property
    def times_ours(self) -> float:
        """How many times our time it takes."""
        return self.nanoseconds / self.ours


@dataclass(frozen=True)
class Measured:
    """All that the page says.

    Attributes:
        when: the day, the machine and the versions, a line each.
        rows: the table.
        traps: the package, the call, why somebody might write it, and how it did.
        saturday: what each way says of a count from a Saturday, for the packages that were asked.
        holidays: what each package knows of the days off.
        starts: how many starts there were.
    """

    when: Sequence[str]
    rows: Sequence[Row]
    traps: Sequence[tuple[str, str, str, Verdict]]
    saturday: Mapping[str, str]
    holidays: Mapping[str, Holidays]
    starts: int


def duration(nanoseconds: float) -> str:
    """A time in the unit that fits it."""
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            value = nanoseconds / size
            return f"{value:,.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
    return f"{nanoseconds:,.0f} ns"


def ratio(value: float) -> str:
    """So many times, to two figures or so."""
    return f"{value:.2g}" if value < 1 else f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def lines_of_table(head: Sequence[str], rows: Iterable[Sequence[str]], right_aligned: Sequence[int] = ()) -> list[str]:
    """A table in Markdown; a bar inside a cell would end it."""
    rule = ["--:" if place in right_aligned else "---" for place in range(len(head))]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, rule, *rows)]


def ahead(rows: Sequence[Row]) -> list[str]:
    """The lines in which another package is faster."""
    faster = [row for row in rows if not row.package.startswith(OURS) and row.times_ours < CLEARLY]
    return [f"- {row.task}: **{row.package}**, {row.how}, is {ratio(1 / row.times_ours)} times as fast as ours." for row in faster]


def wrong(measured: Measured) -> list[str]:
    """The lines in which another package is wrong or refuses, used as its documentation says."""
    said = [
        f"- {package}, days off: {known}."
        for package, known in measured.holidays.items()
        if known.missing or known.invented or known.refused
    ]
    faulty = [row for row in measured.rows if row.verdict is not None and (row.verdict.wrong or row.verdict.refused)]
    return [*said, *(f"- {row.task}: {row.package}, {row.how}: right on {row.right}." for row in faulty)]


def page(measured: Measured) -> str:
    """The whole page: the prose is in `peers_page.md`, and what was measured is put into it."""
    traps = [(package, f"`{how}`", why, str(found)) for package, how, why, found in measured.traps]
    about = [
        (name, measured.saturday.get(name, "-"), str(measured.holidays.get(name, "none of its own")), note) for name, note in ABOUT.items()
    ]
    found = {
        "when": [f"- {line}" for line in measured.when],
        "table": lines_of_table(
            ("what", "with", "how", "each", "times ours", "right"),
            [(row.task, row.package, row.how, duration(row.nanoseconds), ratio(row.times_ours), row.right) for row in measured.rows],
            right_aligned=(3, 4),
        ),
        "ahead": ahead(measured.rows) or ["- Nowhere in this run."],
        "wrong": wrong(measured) or ["- Nowhere in this run."],
        "traps": lines_of_table(("with", "how", "why it is not the law's count", "right"), traps),
        "about": lines_of_table(
            ("package", "20 working days after Sat 16 Mar 2024", "days off in England and Wales, 2011 to 2027", "note"), about
        ),
    }
    prose = Template(PROSE.read_text(encoding="utf-8"))
    return prose.substitute({name: "\n".join(lines) for name, lines in found.items()}, starts=f"{measured.starts:,}")
