"""A limit that lapsed and comes back (`comes_back`) where what it depends on holds again: on which day, and not once it was ended.

Looked after on Mon 5 January 2026, in foster care. Dates are counted by hand.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, D, done, dues, letter_of, moved, profile_of, review, rules_of, schedule_of, task_of

from lacreview_rules import BecameLookedAfter, History, SignificantEvent, build_schedule

NOT_WITH_PARENTS = 'while = { placement = "not parent" }\ncomes_back = true\n'
AWAY = [moved("2026-01-07", "parent"), moved("2026-03-10", "foster-care")]
"""With the parents on the day of the limit, and back with foster carers on Tue 10 March."""


@pytest.mark.parametrize(("told", "expected"), [("2026-02-02", []), ("2026-03-10", ["2026-03-10"]), ("2026-03-11", ["2026-03-10"])])
def test_not_after_what_ends_it(told: str, expected: list[str]) -> None:
    """`until`: letters end with a significant event; one before the return ends the limit that would come back with it."""
    rule = 'limit = "10 days"\nafter = "letter"\nuntil = "significant-event"\n'
    found = schedule_of(letter_of(rule + NOT_WITH_PARENTS, "period-of-care"), done("2026-01-05"), *AWAY, SignificantEvent(on=D(told)))
    assert [due for due in dues(found) if due <= "2026-03-10"] == expected


def test_not_into_a_cycle_that_was_restarted() -> None:
    """The move back restarts the cycle: four weeks from Tue 10 March are Tue 7 April, and nothing of the cycle before is due."""
    tables = '[review_cycle]\ntask = "review"\nrestarts_on = ["placement-moved"]\n'
    tables += "".join(f'[[placements]]\nid = "{kind}"\ntitle = "{kind}"\n' for kind in ("foster-care", "parent"))
    first = 'limit = "4 weeks"\nafter = "became-looked-after"\n' + NOT_WITH_PARENTS
    tables += task_of("review") + rules_of("review", first, 'limit = "4 weeks"\nafter = "placement-moved"\nwhen = { review = "none" }')
    came_in = BecameLookedAfter(on=D("2026-01-05"), placement="parent")
    found = build_schedule(History("A1", [came_in, AWAY[-1]]), profile_of(tables, ALONE))
    assert (str(review(found, 1).due), review(found, 1).rule) == ("2026-04-07", "ours/2")
