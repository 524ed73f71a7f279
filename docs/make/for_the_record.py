"""The page of the documentation on what is used of a history: the list of what may change nothing is printed from the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.for_the_record import EVENTS, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.histories.for_the_record import ForTheRecord

_HEAD = """\
# Nothing in silence

You want to know what the library did with something in a child's record. There are three possibilities. It changes the schedule. Or a
rule asks about it, and the answer is no. Or it is named in the schedule's `problems`, with its place, why it changes nothing, and what to
do. The tables at the end list all exceptions: what is recorded only so that the record is complete.

## What is named

| place | why |
|---|---|
| `events[3]` | no rule of the profile uses this kind of event, this task or this fact |
| `events[3]` | a task recorded as done that had been done already, was not owed, or could not be done so early; nothing counts from it |
| `events[3]` | a review, in a period of care in which none was due |
| `events[3]` | a fact about a placement for which no rule asks; after the next move a rule does ask for it |
| `events[3].review` | the number of a review, but no rule asks which review the event belongs to |
| `events[3].ends_on` | the last day of an event, but no total adds up its days |
| `records[0]` | a task that the profile does not know |

The [history format](history-format.md#what-cannot-be-true) describes what is impossible, and what happens to unknown words. Each is
named once. `build_schedule(…, strict=True)` does not refuse a history because something in it changes nothing, since that is not
impossible.

Whether a rule asks about something is taken from the profile. A fact is asked about if any rule of the profile names it, even a
rule that applies only when the placement has lasted a year. So a complete record gives no remarks, and no remark goes away just
because time passes. For something recorded while the child was not looked after this is not enough. It is named unless it meets a due
date, a due date counts from it, or a due date may end with it.

## In a profile

`lacreview check` warns of a key that changes no schedule:

- a `when` that always holds where the rule counts from, an `unless` that never holds if `when` does, a `while` that can never end;
- a `may_precede` or a `restarts_on` that nothing asks about;
- an `until`, a `while` or an `nth` without a limit;
- an `nth` of 2 or more for a task that each review has once;
- `inclusive` or `falls_on` with a limit in hours.

A key that can do nothing because of the other keys is refused when the profile is read: `aim` or `opens` without a date; `falls_on`,
`counted_in`, `inclusive` or `clear` without a count; `clear` counting forwards; `inclusive` or `opens_strict` counting back; `in_force_by`
without `in_force`.

## How this is tested

One test takes each event, and each key of an event, out of random histories and out of one case of each kind in the corpus. It checks what
that changes. Another does the same with each key of each rule in the shipped profiles. To run them yourself:

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
