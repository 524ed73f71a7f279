"""The days of the `holidays` package, under GOV.UK's names: what the library's own list is made from, and compared with.

`python -m tests.oracles.listed_bank_holidays` writes `data/calendars/england-and-wales.csv` anew: after a newer package,
a proclamation, or a change of the names in `england-and-wales.toml`. The library reads the file and never the package,
so that a date depends on nothing but the version of the library, and nothing of some hundred other countries is loaded.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from holidays import country_holidays

import lacreview_rules
from lacreview_rules.counting.bank_holidays import FEWEST_IN_A_YEAR, SUBSTITUTE, known_facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FILE = Path(lacreview_rules.__file__).parent / "data" / "calendars" / "england-and-wales.csv"
"""In the package that is installed; of a tree that is worked on, install it in place to write the file."""


def from_package(first_year: int, last_year: int) -> dict[date, str]:
    """The days of the package, under its own names, as a plain dict: its own object fills itself on being asked."""
    years = range(first_year, last_year + 1)
    return dict(country_holidays("GB", subdiv="ENG", years=years, language="en_GB").items())


def file_text(found: Mapping[date, str], first_year: int, last_year: int) -> str:
    """The text of the file.

    Raises:
        ValueError: a year has fewer days than any year had, or a name would have to be quoted.
    """
    counted = Counter(day.year for day in found)
    names = known_facts()["names"]
    lines = ["on,name"]
    for year in range(first_year, last_year + 1):
        if counted[year] < FEWEST_IN_A_YEAR:
            message = f"the package lists {counted[year]} bank holidays in {year}, and there are never fewer than {FEWEST_IN_A_YEAR}"
            raise ValueError(message)
    for day in sorted(found):
        name = official_name(found[day], names)
        if "," in name or '"' in name:
            message = f"{day}: the name {name} has a comma or a quotation mark; give it another in england-and-wales.toml"
            raise ValueError(message)
        lines.append(f"{day},{name}")
    return "\n".join(lines) + "\n"


def official_name(name: str, official: Mapping[str, str]) -> str:
    """GOV.UK's name for the package's: "Boxing Day (observed)" is a substitute day."""
    plain, observed, _ = name.partition(" (observed)")
    return official.get(plain, plain) + (SUBSTITUTE if observed else "")


def expected_text() -> str:
    """What the installed package makes of the whole computable range."""
    years = known_facts()["first_possible_year"], known_facts()["last_possible_year"]
    return file_text(from_package(*years), *years)


if __name__ == "__main__":
    FILE.write_text(expected_text(), encoding="utf-8", newline="\n")
