"""The due dates of a child's reviews alone: the library, and `holidays` and `relativedelta` by hand.

By hand is what one writes for an extract: 20 working days after care begins, three months after the first review, six after each later
one; the open review is taken as held on the day booked for it or else when it is due, and one more is counted from it. It knows no
other rule, no status and no reason, and does not ask whether care ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from holidays import country_holidays
from openfisca_children import children, histories
from peers_timing import each

from lacreview_rules import BecameLookedAfter, ReviewArranged, ReviewHeld, build_schedule, load_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lacreview_rules import History, Profile

PROFILE = "england"
FEW = 50
BY_HAND = "holidays, relativedelta"


def whole(history: History, profile: Profile) -> list[date | None]:
    """From the whole schedule."""
    return [due.due for due in build_schedule(history, profile).of("review")]


def asked(history: History, profile: Profile) -> list[date | None]:
    """From a schedule of the reviews alone."""
    return [due.due for due in build_schedule(history, profile, tasks={"review"}).of("review")]


def by_hand() -> Callable[[History], list[date | None]]:
    """A way to count them with what was made beforehand: the bank holidays of England."""
    england = country_holidays("GB", subdiv="ENG", years=range(2019, 2031))
    first_after, later_after = relativedelta(months=3), relativedelta(months=6)

    def count(history: History) -> list[date | None]:
        came = next(event.on for event in history.events if isinstance(event, BecameLookedAfter))
        held = [event.on for event in history.events if isinstance(event, ReviewHeld)]
        booked = [event.review_on for event in history.events if isinstance(event, ReviewArranged)]
        due: list[date | None] = [england.get_nth_working_day(came, 20)]
        due += [day + (later_after if number else first_after) for number, day in enumerate(held)]
        open_on = booked[-1] if booked else due[-1]
        if open_on is not None:
            due.append(open_on + (later_after if held else first_after))
        return due

    return count


def disagreements(count: int) -> list[str]:
    """The children for whom the ways differ."""
    profile, count_by_hand = load_profile(PROFILE), by_hand()
    wrong = []
    for number, history in enumerate(histories(children(count))):
        ours = whole(history, profile)
        if ours != count_by_hand(history):
            wrong.append(f"child {number}: reviews: {ours} here, {count_by_hand(history)} by hand")
        if ours != asked(history, profile):
            wrong.append(f"child {number}: reviews: {asked(history, profile)} where they alone are asked for")
    return wrong


def ours(few: list[History]) -> Iterator[tuple[str, Callable[[], object]]]:
    """How ours is called, and what does it for some children."""
    profile = load_profile(PROFILE)
    yield '`build_schedule(history, profile, tasks={"review"})`', lambda: each(lambda history: asked(history, profile), few)
    yield '`build_schedule(history, profile).of("review")`', lambda: each(lambda history: whole(history, profile), few)
