"""The rules that a report names by their ids, each with what it says and where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.tables import Column, Section, Table
from lacreview_rules.profiles.models import Timescale
from lacreview_rules.profiles.words import limit_words, whom_words
from lacreview_rules.wording import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lacreview_rules.profiles.profile import Profile


class NamedRule(NamedTuple):
    """A rule under which something in a report is due.

    Attributes:
        id: by which the lists name it.
        says: by when, in words.
        written: where it is written, and how far that was checked.
    """

    id: str
    says: str
    written: str


def rules_of(found: Mapping[str, Profile]) -> tuple[NamedRule, ...]:
    """The rules with these ids, by their ids.

    Args:
        found: the profile of each.

    Example:
        >>> from lacreview_rules import load_profile
        >>> rules_of({"england/R1": load_profile("england")})[0][1:]
        ('20 working days after became looked after', 'SI 2010/959 reg 33(1); regulation; read in the source')
    """
    return tuple(_named(profile, rule_id) for rule_id, profile in sorted(found.items()))


def _named(profile: Profile, rule_id: str) -> NamedRule:
    rule = profile.rule(rule_id)
    written = "; ".join(part for part in (rule.cite, rule.force, GRADES[rule.verified]) if part)
    if not isinstance(rule, Timescale):
        return NamedRule(rule_id, rule.title, written)
    which = [words for words in whom_words(rule, profile) if words.startswith("if ")]  # the exemptions are in lacreview profile show
    return NamedRule(rule_id, ", ".join([limit_words(rule), *which]), written)


def rules_section(rules: Iterable[NamedRule], tables: Iterable[Table]) -> Section | None:
    """What the rules say that are named in lists; None where none is. On paper stand those of the rows that stand there.

    Args:
        rules: all of the report.
        tables: its lists.
    """
    shown: dict[str, bool] = {}
    for table in tables:
        for rule, printed in zip(table.rules, table.on_paper, strict=True):
            shown[rule] = shown.get(rule, False) or printed
    named = [rule for rule in rules if rule.id in shown]
    if not named:
        return None
    columns = (Column("Rule"), Column("By when"), Column("Where it is written"))
    rows = tuple((rule.id, rule.says, rule.written) for rule in named)
    return Section("rules", "What the rules named here say", tables=(Table(columns, rows, on_paper=[shown[rule.id] for rule in named]),))
