"""What a reader should know before relying on a date, in plain English."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Unit
from lacreview_rules.rules.named_days import working_days_of
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.schedules.left_open import can_matter, raised_besides
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.wording import day_text, hours_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.standing import Standing

AMBIGUOUS = "the source is ambiguous: "
"""How the notice begins that a rule can be read in more than one way."""
_HOUR = timedelta(hours=1)
ONLY_IF_MISSED = "only if "
"""How the notice begins that a due date waits for another to be missed."""


def notices_of(due: Standing) -> tuple[str, ...]:
    """What a reader should know before relying on a date, in a fixed order."""
    day = due.due
    return notices_if(due, day, due.last_working_day, due.opens, due.done_on)


def notices_if(due: Standing, day: date | None, last_working_day: date | None, opens: date | None, done: date | None) -> tuple[str, ...]:
    """The same for who has asked for these days already. Most dates need no notice, so each kind is looked for only where it can be."""
    occurrence, doubt = occurrence_of(due), due.doubt
    limit, care = occurrence.limits[0], occurrence.care
    plan, rule = limit.plan, limit.plan.rule
    if day is None:
        if doubt is not None:
            return (doubt.text,)
        return tuple(said for said in (_why_no_day(rule), rule.note) if said)
    found: list[str] = []
    is_review = occurrence.plan.id == care.review_task
    basis = limit.occurrence.basis
    if is_review or limit.end is not None or care.assumed or plan.after_missed or basis == "arranged":
        found += _of_what_it_counts_from(due, day, done)
    elif basis == "projected":  # most that need a notice are so
        found.append(_provisional(limit.occurrence.name, limit.start))
    if care.unseen or (is_review and care.adjournments):
        found += _of_what_was_done(due)
    if last_working_day != day or day > care.calendar.confirmed_until or plan.counted_in is not None:
        found += _of_its_working_days(limit, limit.days_in(care.calendar), day, last_working_day)
    early = opens is not None and done is not None and done < opens
    if plan.in_hours or plan.deemed or early or day < care.began or (care.ends_by is not None and day >= care.ends_by):
        found += _of_its_day(due, day, opens, done)
    if rule.ambiguous and can_matter(occurrence):
        found.append(_ambiguous(rule.ambiguous))
    if rule.in_force:
        found += map(_ambiguous, raised_besides(occurrence))
    if doubt is not None:
        found.append(doubt.text)
    return tuple(found)


@lru_cache(maxsize=256)  # one text for all due dates under a rule
def _ambiguous(text: str) -> str:
    return f"{AMBIGUOUS}{text}"


@lru_cache(maxsize=1024)  # what counts from one assumed review follows at once
def _provisional(name: str, day: date) -> str:
    if name.startswith(MISSED):
        missed = plain(name.removeprefix(MISSED))
        return f"{ONLY_IF_MISSED}{missed} is not done by {day_text(day)}: nothing that is recorded shows that it was missed"
    return f"provisional: it counts from {plain(name)} on {day_text(day)}, which is assumed and has not been recorded"


def _named_since(limit: Limit, calendar: WorkingCalendar) -> date | None:
    """The first of the named days that a limit is counted among, where the count starts before it."""
    named = limit.plan.counted_in
    if named is None or limit.plan.before is not None:
        return None
    first = next(iter(working_days_of(named, calendar)), None)
    return first if first is not None and limit.start < first else None


def _of_what_it_counts_from(due: Standing, day: date, done: date | None) -> Iterator[str]:
    """What is assumed or booked: what the date counts from, and the review itself."""
    occurrence = occurrence_of(due)
    limit = occurrence.limits[0]
    anchor = limit.end if limit.end is not None and limit.occurrence.basis == "actual" else limit.occurrence
    anchored_on = limit.start if anchor is limit.occurrence else anchor.on
    assumed = occurrence.care.assumed
    if assumed and anchor.event is not None and anchor.event in assumed:
        yield (
            f"it counts from {plain(anchor.name)} before the record starts, taken as done on {day_text(anchor.on)}, as late as can be: "
            "it may have been due earlier"
        )
    elif anchor.basis == "projected":
        yield _provisional(anchor.name, anchored_on)
    elif anchor.basis == "arranged":
        yield f"it counts from the date arranged, {day_text(anchored_on)}, and moves if that is rearranged"
    arranged = due.arranged
    if arranged is not None and arranged > day:
        yield f"the review is arranged for {day_text(arranged)}, after its due date"
    booked = arranged or (anchored_on if anchor.basis == "arranged" else None)
    if booked is not None and due.as_of is not None and booked < due.as_of and done is None:
        yield (
            f"the review was arranged for {day_text(booked)}, and is not recorded as held: record it, cancel the booking, or book it again"
        )


def _of_what_was_done(due: Standing) -> Iterator[str]:
    """What was done that does not count, or not yet."""
    for seen in due.unseen_on:
        yield f"the child was not seen on {day_text(seen)}, so that does not count"
    adjournment = due.adjournment
    if adjournment is not None:
        completed = adjournment.completed_on
        rest = f"it was completed on {day_text(completed)}" if completed else "it is not yet completed"
        yield f"the review sat on {day_text(adjournment.sat_on)} and was adjourned; {rest}"


def _of_its_working_days(limit: Limit, calendar: WorkingCalendar, day: date, last_working_day: date | None) -> Iterator[str]:
    """Whether work is done on the day, whether it can move, and whether the days it is counted in reach back far enough."""
    off = calendar.why_not_working(day)
    if off is not None and not limit.plan.rule.deemed:  # a milestone that comes by itself is nobody's work
        yield f"it is not a working day ({off}) and does not move; the last working day before it is {day_text(last_working_day)}"
    if day > calendar.confirmed_until:
        yield f"provisional: bank holidays are confirmed only until {day_text(calendar.confirmed_until)}"
    if (since := _named_since(limit, calendar)) is not None:
        yield (
            f"the days named as {limit.plan.rule.counted_in} begin on {day_text(since)}, after the count does: any before that are not "
            "counted; add those that are missing"
        )


_MOST_IS_COUNTED = "where the record does not say when one began or ended, or where the child moved, the most is counted"


def _of_its_day(due: Standing, day: date, opens: date | None, done: date | None) -> Iterator[str]:
    """What else is to be known of the day itself: whether a time is missing, and what falls around it."""
    occurrence = occurrence_of(due)
    limit, care, gone = occurrence.limits[0], occurrence.care, occurrence.hours_gone_of(occurrence.limits[0])
    if gone is not None:
        doubt = "" if gone.exact else f"; {_MOST_IS_COUNTED}, so it may be later than this"
        whole = limit.plan.period
        how_many = "all" if whole is not None and gone.gone >= whole.count * _HOUR else hours_text(gone.gone)
        yield f"{how_many} of the {whole} had gone in earlier stays within {limit.plan.rule.adds_up_within}{doubt}"
    elif limit.period is not None and limit.period.unit is Unit.HOUR and limit.due_at is None:
        yield f"no time is recorded, so {limit.period} is counted as whole days, rounded up"
    if due.deemed_on is not None:
        yield f"if nothing is recorded by then, it is deemed done on {day_text(day)}"
    if opens is not None and done is not None and done < opens:
        yield f"it was done before it opened on {day_text(opens)}"
    if day < care.began:
        yield f"it falls before the child became looked after on {day_text(care.began)}, and could not have been done in time"
    ends_by = None if occurrence.plan.task.outlives_care else care.ends_by
    of_a_care_leaver = ends_by is not None and occurrence.plan.per == "event" and occurrence.limits[0].start >= ends_by
    if ends_by is not None and day >= ends_by and not of_a_care_leaver:
        yield f"it falls on or after {day_text(ends_by)}, when the child can no longer be looked after"


_ADD = "add those that are missing"


def _why_no_day(rule: Timescale) -> str:
    """Why a rule that gives a date gives none here: the days that the authority has named do not reach so far."""
    if not (rule.limit or rule.before):
        return ""
    short = f"the days named as {rule.counted_in} in the profile do not reach so far"
    if rule.falls_on is None:
        return "" if rule.counted_in is None else f"no date: {short}; {_ADD}"
    if rule.counted_in is not None:
        return f"no date: {short}, or none of those named as {rule.falls_on} is on or before the limit; {_ADD}"
    return f"no date: none of the days named as {rule.falls_on} in the profile is on or before the limit; {_ADD}"
