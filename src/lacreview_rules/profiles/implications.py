"""Which words of a history imply which others under a profile, however many steps away."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, ProfileError, nearest
from lacreview_rules.histories.events import ADJOURNED_REVIEW_COMPLETED, REVIEW_MEETING_HELD, PlacementMoved
from lacreview_rules.histories.meanings import WORD_KINDS, Implied, Meanings, Word
from lacreview_rules.histories.recorded_words import STANDING_ALONE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lacreview_rules.profiles.models import Task
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.profiles.vocabulary import RecordedTerm

_DENIED = "not "
_MOVED = Word("event", PlacementMoved.kind)
_TABLES = {"event": "events", "fact": "facts", "legal-status": "legal_statuses", "placement": "placements", "task": "tasks"}


def meanings_of(profile: Profile) -> Meanings:
    """What a profile says of the words of a history.

    Raises:
        ProfileError: a word is not known, or words imply one another in a ring.

    Example:
        >>> from lacreview_rules import load_profile
        >>> found = meanings_of(load_profile("england"))
        >>> [implied.word.id for implied in found.implied[Word("legal-status", "placement-order")]]
        ['authorised-for-adoption']
    """
    said = _said(profile)
    _refuse_rings(said)
    implied = {word: every for word in said if (every := _all_of(word, said))}
    return Meanings(
        implied=MappingProxyType(
            {word: tuple(i for i in every if i.word.kind != word.kind or not _is_state(word)) for word, every in implied.items()}
        ),
        placements=MappingProxyType(_of_kind("placement", implied)),
        legal_statuses=MappingProxyType(_of_kind("legal-status", implied)),
        done_by=MappingProxyType(_done_by(profile)),
        meetings=frozenset(task.id for task in profile.tasks.values() if REVIEW_MEETING_HELD in task.done_by),
        completing=frozenset(task.id for task in profile.tasks.values() if ADJOURNED_REVIEW_COMPLETED in task.done_by),
        calling=MappingProxyType(_calling(profile, implied)),
        per_placement=frozenset(
            [*(Word("fact", fact.id) for fact in profile.facts.values() if fact.scope == "placement")]
            + [Word("task", task.id) for task in profile.tasks.values() if task.per == "placement"]
        ),
        in_placements=MappingProxyType({fact.id: fact.in_placements for fact in profile.facts.values() if fact.in_placements}),
        before_placement=MappingProxyType(
            {Word("event", event.id): event.before_placement for event in profile.events.values() if event.before_placement}
            | {Word("fact", fact.id): fact.before_placement for fact in profile.facts.values() if fact.before_placement}
        ),
        ended_by=MappingProxyType({status.id: frozenset(status.ended_by) for status in profile.legal_statuses.values() if status.ended_by}),
        regimes=MappingProxyType({status.id: status.regime for status in profile.legal_statuses.values() if status.regime is not None}),
        ended_as=MappingProxyType(_ended_as(profile)),
        ending=tuple((total, total.ends_regime) for total in profile.totals.values() if total.ends_regime is not None),
        review_parts_within=within if isinstance(within := profile.settings["review_parts_within"], int) else 0,
    )


def read_word(text: str, profile: Profile) -> tuple[Word, bool]:
    """A word as `implies` writes it, and whether it is said to hold ("not X": that it no longer does).

    Raises:
        ValueError: nothing, or more than one thing, has this name; the message says so, and a second argument how to mend it.

    Example:
        >>> from lacreview_rules import load_profile
        >>> read_word("not temporary-approval", load_profile("england"))
        (Word(kind='fact', id='temporary-approval'), False)
    """
    name = text.removeprefix(_DENIED)
    kind, _, rest = name.partition(" ")
    found = [Word(of, rest if of == kind else name) for of in WORD_KINDS if (rest if of == kind else name) in _known(of, profile)]
    if not found:
        every = sorted({word for of in WORD_KINDS for word in _known(of, profile)})
        message = f'"{name}" is no event, fact, legal status, placement or task'
        raise ValueError(message, nearest(name, every))
    if len(found) > 1:
        ways = " or ".join(f'"{word.kind} {word.id}"' for word in found)
        message = f'"{name}" is the name of more than one thing'
        raise ValueError(message, f"write {ways}")
    return found[0], name == text


def _known(kind: str, profile: Profile) -> Collection[str]:
    if kind == "event":
        return {*profile.events, *STANDING_ALONE}
    known: Mapping[str, object] = getattr(profile, _TABLES[kind])
    return known


def terms_of(profile: Profile) -> Iterator[tuple[Word, RecordedTerm | Task]]:
    """Every word of a profile that a history may record, with its entry."""
    for kind in WORD_KINDS:
        for term in getattr(profile, _TABLES[kind]).values():
            yield Word(kind, term.id), term


def _said(profile: Profile) -> dict[Word, list[Implied]]:
    """What the entries say, one step at a time; of what is the same, in both directions."""
    said: dict[Word, list[Implied]] = {}
    for word, term in terms_of(profile):
        for text in term.implies:
            other, so = read_word(text, profile)
            said.setdefault(word, []).append(Implied(other, so))
        for text in getattr(term, "implies_if_placed", ()):
            other, so = read_word(text, profile)
            said.setdefault(word, []).append(Implied(other, so, if_placed=True))
        for text in term.same_as:
            other, so = read_word(text, profile)
            said.setdefault(word, []).append(Implied(other, so, same=so))
            if so:
                said.setdefault(other, []).append(Implied(word, so=True, same=True))
    return said


def _ended_as(profile: Profile) -> dict[str, str]:
    """The facts of which an event is the end, each with that event."""
    return {text.removeprefix(_DENIED): event.id for event in profile.events.values() for text in event.same_as if text.startswith(_DENIED)}


def _refuse_rings(said: dict[Word, list[Implied]]) -> None:
    """Refuse words that imply one another in a ring.

    Raises:
        ProfileError: naming the words of the ring.
    """
    done: set[Word] = set()
    for start in said:
        path: list[Word] = [start]
        steps = [iter(_steps(start, said))]
        while steps and path[0] not in done:
            following = next(steps[-1], None)
            if following is None:
                done.add(path.pop())
                steps.pop()
            elif following in path:
                ring = " -> ".join(word.id for word in [*path[path.index(following) :], following])
                raise ProfileError([Problem("implies", f"words imply one another in a ring: {ring}", "write same_as, or break the ring")])
            elif following not in done:
                path.append(following)
                steps.append(iter(_steps(following, said)))


def _steps(word: Word, said: dict[Word, list[Implied]]) -> list[Word]:
    """What a word, or any that is the same, implies."""
    alike, waiting = {word}, [word]
    while waiting:
        for implied in said.get(waiting.pop(), ()):
            if implied.same and implied.word not in alike:
                alike.add(implied.word)
                waiting.append(implied.word)
    return [implied.word for one in sorted(alike) for implied in said.get(one, ()) if not implied.same and implied.so]


def _all_of(word: Word, said: dict[Word, list[Implied]]) -> tuple[Implied, ...]:
    """All that a word brings with it, the nearest first. What is the same as something implied is only implied."""
    found: dict[Word, Implied] = {}
    waiting = [Implied(word, same=True)]
    while waiting:
        step = waiting.pop(0)
        for implied in said.get(step.word, ()) if step.so else ():
            if implied.word != word and implied.word not in found:
                through = implied._replace(same=implied.same and step.same, if_placed=implied.if_placed or step.if_placed)
                found[implied.word] = through
                waiting.append(through)
    return tuple(found.values())


def _calling(profile: Profile, implied: Mapping[Word, tuple[Implied, ...]]) -> dict[str, frozenset[str]]:
    """The tasks by which the child moves, each with what its timescales count from."""
    moving = {word.id for word, every in implied.items() if word.kind == "task" and any(one.word == _MOVED for one in every)}
    return {task: frozenset(name for rule in profile.timescales if rule.task == task for name in rule.after) for task in sorted(moving)}


def _is_state(word: Word) -> bool:
    return word.kind in {"placement", "legal-status"}


def _of_kind(kind: str, implied: Mapping[Word, tuple[Implied, ...]]) -> dict[str, tuple[str, ...]]:
    """The words of a kind of which others of that kind hold with them."""
    found = {
        word.id: tuple(i.word.id for i in every if i.word.kind == kind and i.so) for word, every in implied.items() if word.kind == kind
    }
    return {word: others for word, others in found.items() if others}


def _done_by(profile: Profile) -> dict[str, str]:
    """The tasks that one kind of built-in event alone completes, and no other task, each with that kind, if a date is all that it needs."""
    completed: dict[str, list[str]] = {}
    for task in profile.tasks.values():
        for kind in task.done_by:
            completed.setdefault(kind, []).append(task.id)
    return {
        task.id: task.done_by[0]
        for task in profile.tasks.values()
        if len(task.done_by) == 1
        and (len(completed[task.done_by[0]]) == 1 or task.id == profile.cycle_task)
        and task.done_by[0]
        in STANDING_ALONE  # an event that a profile declares may say more: a stage that was refused is one that was answered
    }


def problems_of_words(profile: Profile, term: RecordedTerm | Task) -> Iterator[tuple[str, str, str]]:
    """What is wrong with what an entry says of other words: the key, what, and the remedy."""
    for key in ("implies", "implies_if_placed", "same_as"):
        for text in getattr(term, key, ()):
            try:
                word, so = read_word(text, profile)
            except ValueError as error:
                yield key, *error.args
                continue
            if word.id == term.id and term in (entry for other, entry in terms_of(profile) if other == word):
                yield key, "a word does not imply itself", "remove it"
            elif not so and not (word.kind == "fact" if key == "same_as" else word.kind in {"fact", "placement"}):
                yield key, f'"{text}" cannot be said of this', "only a fact or a placement can be said not to hold any longer, by implies"
            elif not so and key == "same_as" and profile.events.get(term.id) != term:
                yield key, f'"{text}" cannot be said of this', "only an event can be the end of a fact"
            elif key == "implies_if_placed" and (word.kind == "placement" or word == _MOVED):
                remedy = "write it under implies, or name what else is so: a fact, an event, a legal status or a task"
                yield key, f'"{text}" is what the placement of that day says itself; it would change nothing', remedy
