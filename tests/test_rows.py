"""The limit of each row, typed from the document, is the limit that the profile counts with.

Authority: `tests/rows`, one table for each document (its header says how a row was checked). A row says its limit in the
document's own words: "20 wd", "three months (91 days)", "same day". What is read out of the words is compared with the
timescales that carry the row, so that a number cannot change in a profile unseen (Newham's NH17, once 12 days for 15).
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
Rules = dict[str, dict[str, Any]]

TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["rows"] for path in sorted((Path(__file__).parent / "rows").glob("*.toml"))
}
_AMOUNT = re.compile(r"(\d+|three|six) (working days?|wd|cd|d|days?|weeks?|months?|years?|hours?)\b")
_NUMBERS = {"three": "3", "six": "6"}
_UNITS = {"wd": "working day", "cd": "day", "d": "day"}
_WORDS = {
    "same day": "0 day",
    "next day": "1 day",
    "the day before": "1 day",
    "monthly": "1 month",
    "weekly": "1 week",
    "midpoint": "midway",
}


def amounts(words: str) -> set[str]:
    """Every amount that is said, each in one spelling."""
    said = {
        f"{_NUMBERS.get(number, number)} {_UNITS.get(unit, unit.removesuffix('s'))}"
        for number, unit in (found.groups() for found in _AMOUNT.finditer(words))
    }
    return said | {amount for word, amount in _WORDS.items() if word in words}


def written(value: object) -> set[str]:
    """What a key of a timescale says: one phrase, several of which the earliest binds, or nothing."""
    phrases = value if isinstance(value, list) else [value]
    return {amount for phrase in phrases if isinstance(phrase, str) for amount in (amounts(phrase) or {phrase})}


def faults(row: Row, rules: Rules) -> list[str]:
    """Where a row and the rules that carry it do not say the same."""
    key, besides = row.get("limit_is", "limit"), row.get("besides", {})
    carried = {rule: written(rules[rule].get(key)) for rule in row["rules"]}
    own = set().union(*(said for rule, said in carried.items() if rule not in besides))
    aims = set().union(*(written(rules[rule].get("aim")) for rule in row["rules"])) - {"0 day"}  # before what it counts from
    found = []
    if own != (expected := amounts(row["limit"]) - amounts(row.get("not_taken", ""))):
        found.append(f"{row['id']}: {sorted(own)} in the profile, {sorted(expected)} in the document")
    if aims != amounts(row.get("aim", "")):
        found.append(f"{row['id']}: the aim is {sorted(aims)} in the profile, {row.get('aim')} in the document")
    found += [
        f"{row['id']}: {rule} has {sorted(carried[rule])}, not {said}" for rule, said in besides.items() if carried[rule] != amounts(said)
    ]
    return found


def rules_as_written() -> Rules:
    """Every timescale and consideration of the shipped profiles, as its file has it."""
    found: Rules = {}
    for entry in (files("lacreview_rules") / "data" / "profiles").iterdir():
        content = tomllib.loads(entry.read_text(encoding="utf-8"))
        found |= {rule["id"]: rule for rule in (*content.get("timescales", ()), *content.get("considerations", ()))}
    return found


RULES = rules_as_written()


@pytest.mark.parametrize("name", TABLES)
def test_the_limit_of_each_row_is_that_of_its_rules(name: str) -> None:
    assert [fault for row in TABLES[name] for fault in faults(row, RULES)] == []


@pytest.mark.parametrize(
    ("table", "row", "rule", "key", "changed"),
    [
        ("newham", "NH17", "newham/NH17", "limit", "12 working days"),
        ("newham", "NH17", "newham/NH17", "limit", "15 days"),
        ("newham", "NH3", "newham/NH3", "limit", "6 months"),
        ("newham", "NH4", "newham/NH4", "limit", "5 days"),
        ("newham", "NH19", "newham/NH19", "aim", "8 working days"),
        ("england", "R1", "england/R1-1991", "limit", "5 weeks"),
        ("england", "V6", "england/V6b", "limit", None),
        ("england", "H2", "england/H5", "may_precede", "2 months"),
        ("south-gloucestershire", "SG19", "south-gloucestershire/SG19", "limit", "3 months"),
    ],
)
def test_a_change_is_seen(table: str, row: str, rule: str, key: str, changed: str | None) -> None:
    """Of an amount, of its unit, of one of two, of one where there was none, of an aim, of an old version."""
    [one] = [found for found in TABLES[table] if found["id"] == row]
    assert [fault.partition(":")[0] for fault in faults(one, RULES | {rule: {**RULES[rule], key: changed}})] == [row]


def test_every_key_of_a_row_is_one_that_is_read() -> None:
    """A misspelt `besides` would leave its rule without a comparison."""
    known = {"id", "rules", "what", "where", "limit", "limit_is", "besides", "not_taken", "aim", "anchor", "who", "confidence", "note"}
    assert {key for rows in TABLES.values() for row in rows for key in row} <= known
