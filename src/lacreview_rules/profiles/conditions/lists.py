"""Conditions whose value is a list of words, some with "not " before: how they are tested, what they mean, and what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lacreview_rules.profiles.conditions.asking import Context, Titled
    from lacreview_rules.profiles.conditions.record import Test, Thing

_Asked = TypeVar("_Asked")


def split(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plain values, and those that are denied, without their "not ".

    Example:
        >>> split(["first", "not third"])
        (('first',), ('third',))
    """
    wanted: list[str] = []
    denied: list[str] = []
    for value in values:
        if value.startswith("not "):
            denied.append(value[4:])
        else:
            wanted.append(value)
    return tuple(wanted), tuple(denied)


def any_of(values: tuple[str, ...], make: Callable[[str], Callable[[_Asked], bool]]) -> Callable[[_Asked], bool]:
    """Any of the plain values, and none of the denied ones."""
    wanted, unwanted = split(values)
    good, bad = [make(v) for v in wanted], [make(v) for v in unwanted]
    if len(good) == 1 and not bad:
        return good[0]
    return lambda m: (not good or any(t(m) for t in good)) and not any(t(m) for t in bad)


def any_word(values: tuple[str, ...], held: Callable[[Context], Iterable[str | None]]) -> Test:
    """Whether any of the plain values, and none of the denied ones, is among the words `held` then: looked up, not tried in turn."""
    good, bad = (frozenset(words) for words in split(values))
    if not good:
        return lambda m: bad.isdisjoint(held(m))
    if not bad:
        return lambda m: not good.isdisjoint(held(m))
    return lambda m: not good.isdisjoint(held(m)) and bad.isdisjoint(held(m))


def all_of(values: tuple[str, ...], make: Callable[[str], Test]) -> Test:
    """All of the plain values, and none of the denied ones."""
    wanted, unwanted = split(values)
    good, bad = [make(v) for v in wanted], [make(v) for v in unwanted]
    return lambda m: all(t(m) for t in good) and not any(t(m) for t in bad)


def deciding_word(key: str, values: tuple[str, ...]) -> tuple[frozenset[str], str | None]:
    """The word of a history that must occur, and the one without which the condition always holds; a list of several has neither."""
    return deciding_words(key, values) if len(values) == 1 else (frozenset(), None)


def deciding_words(key: str, values: tuple[str, ...]) -> tuple[frozenset[str], str | None]:
    """The same of a list of which all must hold: each of its plain words must occur.

    Example:
        >>> sorted(deciding_words("fact", ("long-term", "agreed", "not disputed"))[0])
        ['fact=agreed', 'fact=long-term']
    """
    plain, denied = split(values)
    return frozenset(f"{key}={word}" for word in plain), f"{key}={denied[0]}" if len(denied) == 1 and not plain else None


def said_of_any(values: tuple[str, ...], say: Callable[[str, bool], str]) -> Iterator[str]:
    """Any of the plain values, and none of the denied ones, in words: several as "either … or …", which stay together beside an "and"."""
    plain, denied = split(values)
    if plain:
        either = "either " if len(plain) > 1 else ""
        yield either + " or ".join(say(value, False) for value in plain)  # noqa: FBT003 - not denied
    for value in denied:
        yield say(value, True)  # noqa: FBT003 - denied


def said_after(head: str, values: tuple[str, ...]) -> Iterator[str]:
    """The same where the words follow on one beginning: "the placement is foster care or hospital"."""
    plain, denied = split(values)
    if plain:
        yield f"{head} {' or '.join(map(word_text, plain))}"
    if denied:
        yield f"{head} not {' or '.join(map(word_text, denied))}"


def title_of(known: Mapping[str, Titled], name: str) -> str:
    """The title of a word of the profile, or the word itself as people write it."""
    term = known.get(name)
    return term.title if term is not None and term.title else word_text(name)


def word_text(name: str) -> str:
    """A word of a profile or of a history, as people write it.

    Example:
        >>> word_text("foster-care")
        'foster care'
    """
    return name.replace("-", " ").replace("_", " ")


def chosen(values: Iterable[str], meaning: Mapping[str, Iterable[Any]], everything: Iterable[Any]) -> frozenset[Any]:
    """What any of the plain values means, less what the denied ones mean; a word without a meaning here rules nothing out."""
    wanted, unwanted = split(values)
    every = frozenset(everything)
    found = frozenset().union(*(meaning.get(word, every) for word in wanted)) if wanted else every
    return found.difference(*(meaning.get(word, ()) for word in unwanted))


def open_words(key: str) -> Callable[[tuple[str, ...], frozenset[str]], Iterator[tuple[Thing, frozenset[str]]]]:
    """What is left open of a thing that is one word at a time, among the words that anybody uses of it."""

    def leaves_open(values: tuple[str, ...], used: frozenset[str]) -> Iterator[tuple[Thing, frozenset[str]]]:
        wanted, unwanted = split(values)
        yield (key, ""), frozenset(wanted or used).difference(unwanted)

    return leaves_open


def open_each(key: str) -> Callable[[tuple[str, ...], frozenset[str]], Iterator[tuple[Thing, frozenset[bool]]]]:
    """What is left open of things each of which is so or not, where all of the list must hold."""

    def leaves_open(values: tuple[str, ...], _: frozenset[str]) -> Iterator[tuple[Thing, frozenset[bool]]]:
        wanted, unwanted = split(values)
        for word in {*wanted, *unwanted}:
            yield (key, word), frozenset({word in wanted} if (word in wanted) is not (word in unwanted) else ())

    return leaves_open
