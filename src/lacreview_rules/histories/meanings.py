"""What a profile says of the words of a history: which words a word brings with it, and to which regime a legal status belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.histories.events import PLACING_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules.histories.totals import Total

WordKind = Literal["event", "fact", "legal-status", "placement", "task"]
WORD_KINDS: tuple[WordKind, ...] = ("event", "fact", "legal-status", "placement", "task")


class Word(NamedTuple):
    """A word that a history may record, and what it names: one and the same text may name a placement and a legal status."""

    kind: WordKind
    id: str


_AUTHORITY = Word("event", "authorised-for-adoption")


class Implied(NamedTuple):
    """What recording a word records too.

    Attributes:
        word: the other word.
        so: false where it is recorded that the other no longer holds ("not X").
        same: whether both words name one and the same thing, so that each records the other.
        if_placed: whether it does so only where a placement begins on the day.
    """

    word: Word
    so: bool = True
    same: bool = False
    if_placed: bool = False


_RECORDED_IN: Mapping[WordKind, tuple[str, ...]] = {
    "task": ("task-done",),
    "fact": ("fact",),
    "placement": PLACING_KINDS,
    "legal-status": ("became-looked-after", "legal-status-changed"),
}
"""In which kinds of event a word of a kind stands; an event is its own word."""


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Meanings:
    """What a profile says of the words that a history records.

    Attributes:
        implied: of each word, all that recording it records too, however many steps away.
        placements, legal_statuses: of a kind of placement or a legal status, the other words of its kind that hold with it.
        done_by: of a task that one kind of event alone completes, that kind: recording either is recording the event.
        meetings: the tasks that are done by holding a review as a meeting; completing: those done by completing one that was adjourned.
        calling: of a task by which the child moves, the events that call for it.
        per_placement: the words of which each placement has its own: facts that last with it, tasks that belong to it.
        in_placements: of a fact that can be about placements of some kinds only, those kinds.
        before_placement: of an event or a fact that may be about a placement which begins after it, within how many days.
        ended_by: of a legal status that is also authority to place for adoption, the others that show that the authority has ended.
        ended_as: of a fact, the event that is its end: recording either is recording the other.
        regimes: the legal statuses under which another regime applies than the ordinary one, each with the name of its regime.
        ending: the totals with which a regime ends, each with the name of the regime.
        review_parts_within: how many days apart two records of a review may be those of one.
        bringing: by kind, the words that bring any other with them.
        kinds: the kinds of event in which such a word can stand.
        ending_facts: the events and tasks that say of a fact that it holds no more.
        placing: the events by which a child is placed that a kind of placement says too: such a placement has two words.
        authorities: the legal statuses that are also the authority to place the child for adoption.
        facts_before_placement: of `before_placement`, the facts alone, by their ids.
    """

    implied: Mapping[Word, tuple[Implied, ...]] = field(default_factory=_nothing)
    placements: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    legal_statuses: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    done_by: Mapping[str, str] = field(default_factory=_nothing)
    meetings: frozenset[str] = frozenset()
    completing: frozenset[str] = frozenset()
    calling: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    per_placement: frozenset[Word] = frozenset()
    in_placements: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    before_placement: Mapping[Word, int] = field(default_factory=_nothing)
    ended_by: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    ended_as: Mapping[str, str] = field(default_factory=_nothing)
    regimes: Mapping[str, str] = field(default_factory=_nothing)
    ending: tuple[tuple[Total, str], ...] = ()
    review_parts_within: int = 0
    bringing: Mapping[str, frozenset[str]] = field(init=False)
    kinds: frozenset[str] = field(init=False)
    placing: frozenset[Word] = field(init=False)
    authorities: frozenset[str] = field(init=False)
    facts_before_placement: Mapping[str, int] = field(init=False)
    ending_facts: frozenset[Word] = field(init=False)

    def __post_init__(self) -> None:
        found = {kind: frozenset(word.id for word in self.implied if word.kind == kind) for kind in WORD_KINDS}
        found["task"] = found["task"].union(self.done_by)
        object.__setattr__(self, "bringing", MappingProxyType(found))
        kinds = found["event"].union(*(_RECORDED_IN[kind] for kind in _RECORDED_IN if found[kind]))
        object.__setattr__(self, "kinds", kinds)
        of_placements = (implied for word, every in self.implied.items() if word.kind == "placement" for implied in every if implied.so)
        placing = frozenset(one.word for one in of_placements if one.word.kind == "event" and one.word.id in PLACING_KINDS)
        object.__setattr__(self, "placing", placing)
        statuses = ((word.id, one) for word, every in self.implied.items() if word.kind == "legal-status" for one in every if one.so)
        object.__setattr__(self, "authorities", frozenset(status for status, one in statuses if one.word == _AUTHORITY))
        facts = {word.id: days for word, days in self.before_placement.items() if word.kind == "fact"}
        object.__setattr__(self, "facts_before_placement", MappingProxyType(facts))
        recorded_as = ((word, one) for word, every in self.implied.items() if word.kind in ("event", "task") for one in every)
        ending = frozenset(word for word, one in recorded_as if one.word.kind == "fact" and not one.so)
        object.__setattr__(self, "ending_facts", ending)

    def places_in(self, event: str) -> frozenset[str]:
        """The kinds of placement that an event of a kind says the child is in."""
        every = self.implied.get(Word("event", event), ())
        return frozenset(one.word.id for one in every if one.so and not one.if_placed and one.word.kind == "placement")

    def keeps_in(self, event: str, placement: str | None) -> bool:
        """Whether a child whom an event says to be in a placement of some kind is in one still after a move to a placement.

        A move to nobody says where may have been to another of that kind.

        Example:
            >>> secured = Implied(Word("placement", "secure-unit"))
            >>> meanings = Meanings(implied={Word("event", "secured"): (secured,)}, placements={"ours": ("secure-unit",)})
            >>> [meanings.keeps_in("secured", to) for to in ("secure-unit", "ours", None, "foster-care")]
            [True, True, True, False]
        """
        kinds = self.places_in(event)
        return bool(kinds) and (placement is None or kinds <= {placement, *self.placements.get(placement, ())})

    def is_planned(self, event: str) -> bool:
        """Whether an event of a kind says what is to be so where a placement begins on its day."""
        return any(one.if_placed for one in self.implied.get(Word("event", event), ()))

    def about(self, event: str) -> frozenset[str]:
        """The kinds of placement that an event of a kind can be about, by the facts that it says are so; nothing if that may be any."""
        every = self.implied.get(Word("event", event), ())
        facts = (one.word.id for one in every if one.so and not one.if_placed and one.word.kind == "fact")
        return frozenset(kind for fact in facts for kind in self.in_placements.get(fact, ()))

    def regime_of(self, statuses: tuple[str, ...]) -> str | None:
        """The regime under which legal statuses put a child: none but the ordinary one unless all of them belong to another.

        Example:
            >>> meanings = Meanings(regimes={"short-break": "short-breaks"})
            >>> meanings.regime_of(("short-break",)), meanings.regime_of(("section-20", "short-break")), meanings.regime_of(())
            ('short-breaks', None, None)
        """
        found = {self.regimes.get(status) for status in statuses}
        return found.pop() if len(found) == 1 else None

    def standing(self, recorded: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
        """The legal statuses that stand where some are recorded, with those that hold with them; and the regime, if not the ordinary one.

        Example:
            >>> meanings = Meanings(legal_statuses={"interim": ("order",)}, regimes={"short-break": "short-breaks"})
            >>> meanings.standing(("interim", "short-break"))
            (('interim', 'order'), None)
        """
        also, regimes = self.legal_statuses, self.regimes
        statuses = recorded
        if not also.keys().isdisjoint(recorded):
            statuses = tuple(dict.fromkeys([*recorded, *(word for status in recorded for word in also.get(status, ()))]))
        if not regimes:
            return statuses, None
        regime = self.regime_of(statuses)
        if len(statuses) > 1 and regime is None:
            statuses = tuple(status for status in statuses if status not in regimes)  # the ordinary one goes before
        return statuses, regime


NO_MEANINGS = Meanings()
"""Of a history that is read without a profile: each word stands for itself."""
