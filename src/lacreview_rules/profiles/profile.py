"""A profile as the engine runs it: a file together with all it extends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic

from lacreview_rules.arguments import check_type
from lacreview_rules.errors import UnknownRuleError, nearest
from lacreview_rules.profiles.models import settings_given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import TypeVar

    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.profiles.models import Consideration, Source, Task, Timescale
    from lacreview_rules.profiles.vocabulary import EventTerm, FactTerm, NamedDays, RecordedTerm, StatusTerm, Total
    from lacreview_rules.profiles.written import Written

    TaskId = TypeVar("TaskId", bound=str, default=Any)
else:  # Python 3.11 knows no default, which only a type checker looks at
    from typing import TypeVar

    TaskId = TypeVar("TaskId", bound=str)


@dataclass(frozen=True, slots=True, eq=False)
class Profile(Generic[TaskId]):
    """A profile together with all it extends: what the engine runs.

    Regulation rows of every parent are always among `timescales`; guidance rows of a parent are there unless the profile
    drops them or replaces them altogether. Where the profile has a timescale of its own for the same task, they apply to
    the occurrences that it does not limit.

    A type checker knows which tasks a shipped one has (`Profile[ShippedTask]`), and takes any text for a task of another.

    Attributes:
        lineage: the ids of the profile and its parents, itself first.
        law: the law it stands under, if it says.
        calendar: layers of bank holidays that always lie over the calendar it is used with.
        settings: every setting, answered.
        replaced: guidance rows of a parent that never apply here.
        yields: of each guidance row of a parent that applies to some occurrences only, the timescales of the profile that take
            its place for the occurrences that they limit.
        inherited: the ids of the rules of the profile that it extends, those that never apply here among them.
        digest: SHA-256 of the content, so that a schedule can say which text it was made under.
    """

    id: str
    name: str
    version: str
    source: Source
    lineage: tuple[str, ...]
    cycle_task: str | None
    completed_by: str | None
    settings: Mapping[str, object]
    roles: tuple[str, ...]
    events: Mapping[str, EventTerm]
    facts: Mapping[str, FactTerm]
    days: Mapping[str, NamedDays]
    totals: Mapping[str, Total]
    placements: Mapping[str, RecordedTerm]
    legal_statuses: Mapping[str, StatusTerm]
    tasks: Mapping[str, Task]
    timescales: tuple[Timescale, ...]
    considerations: tuple[Consideration, ...]
    replaced: tuple[Timescale, ...] = ()
    yields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    law: str | None = None
    calendar: tuple[Layer, ...] = ()
    inherited: frozenset[str] = frozenset()
    digest: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Profile) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Profile {self.id} {self.version}: {len(self.timescales)} timescales, digest {self.digest[:12]}>"

    def __reduce__(self) -> tuple[Callable[..., Profile], tuple[dict[str, object]]]:
        plain = {known.name: getattr(self, known.name) for known in fields(self)}
        return _restored, ({name: dict(value) if isinstance(value, Mapping) else value for name, value in plain.items()},)

    @property
    def every_role(self) -> tuple[str, ...]:
        """The roles that it declares, and those that a task, a timescale or a consideration names."""
        named = [one.role for some in (self.tasks.values(), self.timescales, self.considerations) for one in some]
        return tuple(dict.fromkeys(role for role in (*self.roles, *named) if role))

    def rule(self, rule_id: str) -> Timescale | Consideration:
        """The timescale or consideration with this id.

        Raises:
            UnknownRuleError: the profile holds no such rule. It is a KeyError too.
        """
        check_type("rule_id", rule_id, str)
        rules: tuple[Timescale | Consideration, ...] = (*self.timescales, *self.considerations)
        for rule in rules:
            if rule.id == rule_id:
                return rule
        raise UnknownRuleError(f'rule_id: {self.id} has no rule "{rule_id}"; {nearest(rule_id, [rule.id for rule in rules])}')

    def says(self, rule_id: str) -> bool:
        """Whether a rule stands in the profile's own file, whatever its id begins with, and not in one that it extends.

        Example:
            >>> from lacreview_rules import load_profile
            >>> newham = load_profile("newham")
            >>> newham.says("newham/NH8"), newham.says("england/R1")
            (True, False)

        Raises:
            UnknownRuleError: the profile holds no such rule. It is a KeyError too.
        """
        return self.rule(rule_id).id not in self.inherited

    def with_settings(self, **settings: object) -> Profile[TaskId]:
        """The same profile with other answers to the questions the law leaves open.

        Example:
            >>> from lacreview_rules import load_profile
            >>> load_profile("newham").with_settings(leap_day_birthday="28 February").settings["leap_day_birthday"]
            '28 February'

        Raises:
            ProfileError: a setting of another name, or a value it does not take.
        """
        answers = {**self.settings, **settings_given(settings)}
        return self if answers == self.settings else with_digest(replace(self, settings=MappingProxyType(answers)))


def _restored(content: dict[str, Any]) -> Profile:
    """A profile that has been sent to another process."""
    frozen: dict[str, Any] = {name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in content.items()}
    return Profile(**frozen)


def _layer(layer: Layer) -> list[object]:
    """What of a layer of bank holidays can change a date."""
    named = [[[day.on.isoformat(), day.name] for day in days] for days in (layer.added, layer.closed)]
    plain = [None if day is None else day.isoformat() for day in (*layer.removed, layer.confirmed_until, *(layer.whole or ()))]
    return [*named, plain]


class _Row:
    """One row of a profile, as itself and not as what it says: most rows of a profile are those of the profile that it extends."""

    __slots__ = ("row",)

    def __init__(self, row: Written) -> None:
        self.row = row

    def __hash__(self) -> int:
        return id(self.row)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self.row is other.row


@lru_cache(maxsize=2_048)  # the rows of the shipped profiles, and as many again
def _row_text(row: _Row) -> str:
    return _text(row.row.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _text(content: object) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def with_digest(profile: Profile[TaskId]) -> Profile[TaskId]:
    """The profile with the digest of its content: of its text as JSON, keys in order, nothing between."""
    content = {
        "id": profile.id,
        "name": profile.name,
        "version": profile.version,
        "cycle": [profile.cycle_task, profile.completed_by],
        "settings": dict(profile.settings),
        "roles": list(profile.roles),
        **({"calendar": [_layer(layer) for layer in profile.calendar]} if profile.calendar else {}),
        **({"yields": {name: list(ids) for name, ids in profile.yields.items()}} if profile.yields else {}),
    }
    rows: dict[str, Iterable[Written]] = {
        "events": profile.events.values(),
        "facts": profile.facts.values(),
        "days": profile.days.values(),
        "totals": profile.totals.values(),
        "placements": profile.placements.values(),
        "legal_statuses": profile.legal_statuses.values(),
        "tasks": profile.tasks.values(),
        "timescales": profile.timescales,
        "considerations": profile.considerations,
    }
    texts = {key: _text(value) for key, value in content.items()}
    texts |= {key: f"[{','.join(_row_text(_Row(row)) for row in every)}]" for key, every in rows.items()}
    canonical = f"{{{','.join(f'{_text(key)}:{text}' for key, text in sorted(texts.items()))}}}"
    return replace(profile, digest=hashlib.sha256(canonical.encode()).hexdigest())
