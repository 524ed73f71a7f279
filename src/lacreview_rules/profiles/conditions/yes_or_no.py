"""Conditions that are so or not: how the placement was made, and whether there is authority to place for adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.profiles.conditions.record import ConditionRecord, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary
    from lacreview_rules.profiles.conditions.record import Thing

_AUTHORITY = "authorised-for-adoption"
_AUTHORISED = f"event={_AUTHORITY}"


def _said(yes: str, no: str) -> Callable[[bool, Vocabulary], Iterator[str]]:
    def words(value: bool, _: Vocabulary) -> Iterator[str]:
        yield yes if value else no

    return words


def _open_to(key: str) -> Callable[[bool, frozenset[str]], Iterator[tuple[Thing, frozenset[Any]]]]:
    def leaves_open(value: bool, _: frozenset[str]) -> Iterator[tuple[Thing, frozenset[Any]]]:
        yield (key, ""), frozenset({value})

    return leaves_open


def _recorded_of_the_event(key: str) -> Callable[[bool, Vocabulary], Named]:
    """What the event that is counted from says of itself; where it says nothing, the one that the placement began with."""

    def compiled(value: bool, _: Vocabulary) -> Named:
        def test(m: Context) -> bool:
            event = m.occurrence.event if m.occurrence is not None else None
            if event is None or not hasattr(event, key):
                event = m.placement.began_with
            return getattr(event, key, False) == value

        return Named(test, key, None) if value else Named(test, None, key)

    return compiled


def _if_any_event_says_so(key: str) -> Callable[[PeriodOfCare], tuple[str, ...]]:
    def words_of(period: PeriodOfCare) -> tuple[str, ...]:
        return (key,) if any(getattr(event, key) for event in period.placing) else ()

    return words_of


EMERGENCY = ConditionRecord(
    key="emergency",
    shape=bool,
    description="Whether the placement was made in an emergency.",
    holds_when="the placement was made in an emergency",
    takes="`true`, `false`",
    compile=_recorded_of_the_event("emergency"),
    words=_said("the placement was made in an emergency", "the placement was not made in an emergency"),
    leaves_open=_open_to("emergency"),
    words_of=_if_any_event_says_so("emergency"),
    is_special=True,
)
OUT_OF_HOURS = ConditionRecord(
    key="out_of_hours",
    shape=bool,
    description="Whether it happened out of office hours.",
    holds_when="it happened out of office hours",
    takes="`true`, `false`",
    compile=_recorded_of_the_event("out_of_hours"),
    words=_said("it happened out of office hours", "it happened in office hours"),
    leaves_open=_open_to("out_of_hours"),
    words_of=_if_any_event_says_so("out_of_hours"),
    is_special=True,
)


def _compile_authorised(value: bool, _: Vocabulary) -> Named:
    def test(m: Context) -> bool:
        return (m.period.authorised_on is not None and m.period.authorised_on <= m.on) == value

    return Named(test, _AUTHORISED, None) if value else Named(test, None, _AUTHORISED)


def _authorities(period: PeriodOfCare) -> tuple[str, ...]:
    return (_AUTHORISED,) if any(event.kind == _AUTHORITY for event in period.events) else ()


AUTHORISED_FOR_ADOPTION = ConditionRecord(
    key="authorised_for_adoption",
    shape=bool,
    description="Whether there is authority to place the child for adoption.",
    holds_when="there is authority to place the child for adoption",
    takes="`true`, `false`",
    compile=_compile_authorised,
    words=_said("there is authority to place the child for adoption", "there is no authority to place the child for adoption"),
    leaves_open=_open_to("authorised_for_adoption"),
    words_of=_authorities,
    is_special=True,
)
