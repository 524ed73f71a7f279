"""The public corpus of cases: one child's events each, and the due dates that were worked out for them by hand.

The cases are data in plain JSON (``data/cases``), for any system that calculates these dates, in any language. Their
ids are never reused: a case whose question changes is another case. `agreement` compares an answer with one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
from lacreview_rules.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Case", "Family", "find_case", "load_cases", "load_families"]


@dataclass(frozen=True, slots=True)
class Case:
    """One child's events, what is asked about them, and the answer that was worked out without any program.

    Read it, and do not change what it holds: `history` and the expectations are as the JSON has them.

    Attributes:
        id: never reused, and never given to another question.
        title: what the case is about, in one line.
        family: the file it stands in, such as "newham".
        provision: what is tested: a regulation, a paragraph of guidance or a section of a procedure.
        rules: the ids of the rules that make the answer.
        profile: the id of the shipped profile the dates are worked out under.
        calendar: days laid over the bank holidays of England and Wales; None for those as they are.
        settings: answers to questions that the law leaves open, where not the profile's own.
        history: the child's events, as `formats.histories.parse_history` reads them.
        as_of: the day on which the statuses are given.
        until: how far recurring tasks are carried; None for one round ahead.
        expect: what must be in the answer; each entry names the keys that are compared.
        absent: what must not be in it.
        worked: how the expected dates were reached.
        added: the day on which the case joined the corpus.
    """

    id: str
    title: str
    family: str
    provision: str
    rules: tuple[str, ...]
    profile: str
    calendar: Layer | None
    settings: Mapping[str, object]
    history: Mapping[str, Any]
    as_of: date
    until: date | None
    expect: tuple[Mapping[str, Any], ...]
    absent: tuple[Mapping[str, Any], ...]
    worked: str
    added: date

    def __hash__(self) -> int:
        """Of its id, which no other has: what it holds are records, as the JSON has them."""
        return hash(self.id)

    @property
    def question(self) -> dict[str, Any]:
        """All that a system must know to answer, and nothing of the answer.

        Example:
            >>> list(find_case("newham-0001").question)
            ['id', 'profile', 'calendar', 'settings', 'history', 'as_of', 'until']
        """
        return {
            "id": self.id,
            "profile": self.profile,
            "calendar": _calendar_record(self.calendar),
            "settings": dict(self.settings),
            "history": dict(self.history),
            "as_of": self.as_of.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
        }

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits of the question without its id: two cases that ask the same have the same."""
        asked = {key: value for key, value in self.question.items() if key != "id"}
        canonical = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    @property
    def statuses(self) -> frozenset[str]:
        """Every status that it expects of some due date."""
        return frozenset(entry["status"] for entry in self.expect if "status" in entry)

    def to_dict(self) -> dict[str, Any]:
        """The case as its file has it."""
        asked = self.question
        return {
            "id": asked.pop("id"),
            "title": self.title,
            "provision": self.provision,
            "rules": list(self.rules),
            **asked,
            "expect": [dict(entry) for entry in self.expect],
            "absent": [dict(entry) for entry in self.absent],
            "worked": self.worked,
            "added": self.added.isoformat(),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """The cases of one file, which are about the same thing.

    Attributes:
        name: what the file is called.
        about: what its cases have in common, in a sentence or two.
    """

    name: str
    about: str
    cases: tuple[Case, ...]


def load_families() -> tuple[Family, ...]:
    """Every family of the corpus, in the order of their names.

    Example:
        >>> [family.name for family in load_families() if family.name == "newham"]
        ['newham']
    """
    return tuple(sorted(_families(), key=lambda family: family.name))


def load_cases() -> tuple[Case, ...]:
    """Every case of the corpus, family by family.

    Example:
        >>> "england-0001" in {case.id for case in load_cases()}
        True
    """
    return tuple(case for family in load_families() for case in family.cases)


def find_case(case_id: str, cases: Iterable[Case] | None = None) -> Case:
    """The case with an id.

    Args:
        case_id: as in "england-0001".
        cases: where to look; the whole corpus unless given.

    Raises:
        LookupError: there is none; says which id is spelt most like it.

    Example:
        >>> find_case("england-0001").provision.partition(";")[0]
        'SI 2010/959 reg 33(1)'
    """
    by_id = {case.id: case for case in (load_cases() if cases is None else cases)}
    if case_id not in by_id:
        message = f'there is no case "{case_id}"; {nearest(case_id, list(by_id))}'
        raise LookupError(message)
    return by_id[case_id]


def _families() -> Iterator[Family]:
    folder = files("lacreview_rules") / "data" / "cases"
    for file in [entry for entry in folder.iterdir() if entry.name.endswith(".json")]:
        record = json.loads(file.read_text(encoding="utf-8"))
        cases = tuple(_case(written, record["family"]) for written in record["cases"])
        yield Family(record["family"], record["about"], cases)


def _case(record: dict[str, Any], family: str) -> Case:
    return Case(
        id=record["id"],
        title=record["title"],
        family=family,
        provision=record["provision"],
        rules=tuple(record["rules"]),
        profile=record["profile"],
        calendar=_layer(record["calendar"], f"case {record['id']}"),
        settings=record["settings"],
        history=record["history"],
        as_of=date.fromisoformat(record["as_of"]),
        until=None if record["until"] is None else date.fromisoformat(record["until"]),
        expect=tuple(record["expect"]),
        absent=tuple(record["absent"]),
        worked=record["worked"],
        added=date.fromisoformat(record["added"]),
    )


def _layer(record: dict[str, Any] | None, source: str) -> Layer | None:
    if record is None:
        return None
    added, closed = (
        tuple(BankHoliday(date.fromisoformat(day["date"]), day["name"]) for day in record.get(key, ())) for key in ("added", "closed")
    )
    return Layer(added, tuple(date.fromisoformat(day) for day in record.get("removed", ())), source, closed=closed, id="case")


def _calendar_record(layer: Layer | None) -> dict[str, Any] | None:
    if layer is None:
        return None
    record: dict[str, Any] = {
        "added": [{"date": day.on.isoformat(), "name": day.name} for day in layer.added],
        "removed": [day.isoformat() for day in layer.removed],
    }
    if layer.closed:
        record["closed"] = [{"date": day.on.isoformat(), "name": day.name} for day in layer.closed]
    return record
