"""Conditions that are true or false: how the placement was made, and whether there is authority to place for adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.record import ConditionRecord, Named, as_recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary

_AUTHORITY = "authorised-for-adoption"
_AUTHORISED = f"event={_AUTHORITY}"
EVENT_OF = {"authorised_for_adoption": _AUTHORITY}
"""The event that begins what a condition asks about, where the condition does not name it."""


def _recorded_of_the_event(key: str) -> Callable[[bool, Vocabulary], Named]:
    """What the event that is counted from says of itself; where it says nothing, the one that the placement began with."""

    def compiled(value: bool, _: Vocabulary) -> Named:
        def test(m: Context) -> bool:
            event = m.occurrence.event if m.occurrence is not None else None
            if event is None or not hasattr(event, key):
                event = m.placement.began_with
            return getattr(event, key, False) == value

        return Named(test, frozenset({key})) if value else Named(test, always_without=key)

    return compiled


EMERGENCY = ConditionRecord(
    key="emergency",
    about="placements",
    shape=bool,
    description="Whether the placement was made in an emergency.",
    holds_when="the placement was made in an emergency",
    takes="`true`, `false`",
    compile=_recorded_of_the_event("emergency"),
    words=lambda so, _: ("the placement was made in an emergency" if so else "the placement was not made in an emergency",),
    leaves_open=lambda value, _: ((("emergency", ""), frozenset({value})),),
    words_of=lambda period: ("emergency",) if any(event.emergency for event in period.placing) else (),
    is_special=True,
    changes_on=as_recorded,
)
OUT_OF_HOURS = ConditionRecord(
    key="out_of_hours",
    about="placements",
    shape=bool,
    description="Whether it happened out of office hours.",
    holds_when="it happened out of office hours",
    takes="`true`, `false`",
    compile=_recorded_of_the_event("out_of_hours"),
    words=lambda so, _: ("it happened out of office hours" if so else "it happened in office hours",),
    leaves_open=lambda value, _: ((("out_of_hours", ""), frozenset({value})),),
    words_of=lambda period: ("out_of_hours",) if any(event.out_of_hours for event in period.placing) else (),
    is_special=True,
    changes_on=as_recorded,
)


def _compile_authorised(value: bool, _: Vocabulary) -> Named:
    def test(m: Context) -> bool:
        return m.period.is_authorised_on(m.on) == value

    return Named(test, frozenset({_AUTHORISED})) if value else Named(test, always_without=_AUTHORISED)


AUTHORISED_FOR_ADOPTION = ConditionRecord(
    key="authorised_for_adoption",
    shape=bool,
    description="Whether there is authority to place the child for adoption.",
    holds_when="there is authority to place the child for adoption",
    takes="`true`, `false`",
    compile=_compile_authorised,
    words=lambda so, _: (
        "there is authority to place the child for adoption" if so else "there is no authority to place the child for adoption",
    ),
    leaves_open=lambda value, _: ((("authorised_for_adoption", ""), frozenset({value})),),
    words_of=lambda period: (_AUTHORISED,) if period.authority else (),
    is_special=True,
    changes_on=as_recorded,
)
