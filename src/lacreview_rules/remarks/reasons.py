"""Why care ended, written almost as a rule of the profile asks for it: the rule does not know it, and what it leaves out is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, nearest
from lacreview_rules.histories.events import CeasedToBeLookedAfter
from lacreview_rules.profiles.conditions.circumstances import as_compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan

_A_CODE = 4
"""So many letters and figures may be a code of a data return ("E4A"), which is like others and means something else."""


def reasons_misspelt(history: History, plan: Plan) -> Iterator[Problem]:
    """A problem for every reason that is like one that a rule asks for, and is none; what is like none may be any other reason."""
    known = plan.reads.reasons
    for index, event in enumerate(history.events) if known else ():
        if not isinstance(event, CeasedToBeLookedAfter) or event.reason is None:
            continue
        written = as_compared(event.reason)
        if written in {as_compared(word) for word in known} or any(letter.isdigit() for letter in written[:_A_CODE]):
            continue
        meant = nearest(written, [word for word in known if not any(letter.isdigit() for letter in word[:_A_CODE])])
        if meant.startswith("did you mean"):
            what = f"no rule of {plan.profile.id} asks for this reason, and what depends on why care ended is owed"
            yield Problem(f"events[{index}].reason", what, meant)
