"""The page of the documentation on what is used of a history: the list of what may change nothing is printed from the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.for_the_record import EVENTS, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.histories.for_the_record import ForTheRecord

_HEAD = """\
# Nothing in silence

Everything that a history records does one of three things. It changes the schedule. Or a rule asks about it, and the answer is
no. Or it is named in the schedule's `problems`, with its place, why it changes nothing, and what to do. The tables at the end list
all exceptions: what is recorded only so that the record is complete. They are made from the package (`histories.for_the_record`).

## What is named

| place | why |
|---|---|
| `events[3]` | no rule of the profile counts from such an event or asks for it; none is about the task; none asks for the fact |
| `events[3]` | a completion met nothing: the task had been done, was not owed, or could not be done so early; nothing counts from it |
| `events[3]` | a review, in a period of care in which none was due |
| `events[3]` | a fact about a placement, recorded in one where no rule asks for it, before the move to one where a rule does |
| `events[3].review` | the number of a review, where no rule asks which review the event belongs to |
| `events[3].ends_on` | the last day of an event, where no total adds up its days |
| `records[0]` | a task that the profile does not know |

The [history format](history-format.md#what-cannot-be) describes what is impossible, and what happens to unknown words. These are
named once. `build_schedule(…, strict=True)` does not refuse a history because something in it changes nothing, since that is not
impossible.

Whether a rule asks about something is taken from the profile. A fact is asked about if any rule of the profile names it, even a
rule that applies only when the placement has lasted a year. So a complete record gives no remarks, and no remark goes away just
because time passes.
Outside care this is not enough: there a record is named unless a due date is met by it, counts from it or may end with it.

## In a profile

`lacreview check` names, among the traps, a key that changes no schedule: a `when` that always holds where the rule counts from, an
`unless` that never holds where `when` does, a `while` that can never end, a `may_precede` or a `restarts_on` that nothing
asks about; an `until`, a `while` or an `nth` where there is no limit; a second of what each review has once; `inclusive` or `falls_on`
of hours. What could do nothing beside the other keys is refused when the profile is read: a target or an opening without a date,
`falls_on`, `counted_in`, `inclusive` or `clear` without a count, `clear` counting on, `inclusive` counting back, `in_force_by` without
`in_force`, `opens_strict` counting back.

## How it is tried

One test takes each event, and each key of an event, out of random histories and of one case of each kind in the corpus. It checks what
that changes. Another takes each key of each rule out of the shipped profiles. Both run as commands:

```text
python -m tests.oracles.relevance --histories 100000
python -m tests.oracles.profile_keys
```

They count events outside care separately.
"""


def for_the_record_page() -> str:
    """The page, as Markdown.

    Example:
        >>> for_the_record_page().splitlines()[0]
        '# Nothing in silence'
    """
    return "\n".join([_HEAD, *_table("Keys of an event", "key", KEYS), "", *_table("Kinds of event", "event", EVENTS), ""])


def _table(title: str, name: str, listed: Iterable[ForTheRecord]) -> list[str]:
    rows = [f"| `{one.name}` | {one.changes_nothing} | {one.why} |" for one in listed]
    return [f"## {title}", "", f"| {name} | changes nothing | why nothing is said |", "|---|---|---|", *rows]
