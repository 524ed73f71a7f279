"""The reviews of one child in its returns: which rows can be used, and which of them tell the same review."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.histories.events import ReviewHeld
from lacreview_rules.sources.ssda903.doubtful_years import LATER
from lacreview_rules.sources.ssda903.rows import not_a_date

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.sources.ssda903.doubtful_years import DoubtfulYears
    from lacreview_rules.sources.ssda903.episodes import Spell
    from lacreview_rules.sources.ssda903.files import ExtractFile, Row
    from lacreview_rules.sources.ssda903.rows import Findings

NO_EPISODE = "the child has no episode that can be used"
ADD_EPISODES = "add the child's episodes; the row was not used"
CORRECT_EPISODES = "correct the child's episodes"


def reviews_held(
    rows: list[tuple[ExtractFile, Row, date | None]], spells: list[Spell], doubtful: DoubtfulYears, findings: Findings
) -> list[ReviewHeld]:
    """The reviews of one child, of several on one day one; every row that cannot be used is refused, with the reason."""
    held: dict[date, tuple[Row, str]] = {}
    for file, row, day in rows:
        if day is None:
            findings.refuse(row.where, *not_a_date("REVIEW", row.cell("REVIEW")), kind="review-unreadable")
        elif doubtful.is_too_late(day, file):
            findings.refuse(row.where, f"the review {LATER}", "correct the year; the row was not used", kind="review-too-late")
        elif day in held:
            same, of_file = held[day]
            if of_file == file.name and same.cell("YEAR") == row.cell("YEAR"):
                findings.refuse(row.where, f"the same review stands at {same.where}", "remove one; it counted once", kind="row-repeated")
            else:
                findings.repeated += 1
        elif not spells:
            findings.refuse(row.where, NO_EPISODE, ADD_EPISODES, kind="child-without-episodes")
        elif not any(spell.holds(day) for spell in spells):
            before = not spells[0].start_known and day < spells[0].start
            what = "the review is before the first episode of its period of care" if before else "the review is outside periods of care"
            kind = "review-before-first-episode" if before else "review-outside-care"
            findings.refuse(row.where, what, "correct the date, or add the episodes; the row was not used", kind=kind)
        else:
            held[day] = (row, file.name)
            doubtful.doubt_review(row, day, file, findings)
    return [_review_on(day) for day in held]


@lru_cache(maxsize=1 << 13)  # children are reviewed on the same days, and an event cannot change
def _review_on(day: date) -> ReviewHeld:
    return ReviewHeld(on=day)
