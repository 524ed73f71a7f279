"""The working of a date with its readings: the date under each, the earliest of them, and whether the source is ambiguous here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.questions.written import open_questions
from lacreview_rules.schedules.explanation import Step
from lacreview_rules.schedules.notices import AMBIGUOUS
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.questions.reading import Reading
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.explanation import Explanation


def notices_with(due: DueDate, *, is_settled: bool) -> tuple[str, ...]:
    """What a reader should know before relying on a date; not that its source is ambiguous, where that makes no difference here."""
    return tuple(notice for notice in due.notices if not (is_settled and notice.startswith(AMBIGUOUS)))


def explanation_with(due: DueDate, readings: Sequence[Reading], earliest: date | None, *, is_settled: bool) -> Explanation:
    """The working of a date, with the date under each reading before what is to be noted."""
    plain = due.explanation
    titles = {question.id: question.title for question in open_questions()}
    told = [Step("reading", {**reading.to_dict(), "title": titles[reading.question]}) for reading in readings]
    if readings:
        told.append(Step("earliest", {"due": iso(earliest)}))
    kept = [step for step in plain.steps if not (is_settled and step.kind == "notice" and step.facts["notice"].startswith(AMBIGUOUS))]
    place = next((place for place, step in enumerate(kept) if step.kind == "notice"), len(kept))
    return replace(plain, steps=(*kept[:place], *told, *kept[place:]))
