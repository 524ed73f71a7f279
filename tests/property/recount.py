"""A checker that knows nothing of the library: it reads the steps of an explanation and counts for itself.

It is given what `json.loads` gives. It knows weekdays, months, and when clocks change in London; which other days are
off it learns only from the days that the steps say were skipped.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

WEEKEND = {5: "Saturday", 6: "Sunday"}
ONE_DAY = timedelta(1)


class Recounted(NamedTuple):
    """What a working comes to: the day and, for hours, the moment; None for advice."""

    due: date | None
    due_at: str | None = None


def recount(explanation: dict[str, Any]) -> Recounted:
    """The due date, from the steps of its explanation alone; fails where the steps do not hang together."""
    steps: dict[str, list[dict[str, Any]]] = {}
    for step in explanation["steps"]:
        steps.setdefault(step["step"], []).append(step)
    (counts_from,) = steps["counts-from"]
    assert len(steps["rule"]) == len(steps["standing"]) == 1
    if "count" not in steps:
        assert "limit" not in steps
        return Recounted(None)
    (count,), (limit,) = steps["count"], steps["limit"]
    assert count["start"] == counts_from["on"]
    found = _counted(count, counts_from["at"])
    if count["period"] is None:  # nothing to count again: a moment, too, is told as it is
        found = found._replace(due_at=limit["due_at"])
    _check_skipped(count)
    others = steps.get("other-limit", [])
    assert limit["binds_over"] == len(others)
    for other in others:
        _check_other(other, found)
    _check_day_off(limit)
    _check_standing(steps["standing"][0], found.due)
    return found


def _counted(step: dict[str, Any], at: str | None) -> Recounted:
    start = date.fromisoformat(step["start"])
    if step["direction"] == "midway":
        other = date.fromisoformat(step["other_end"])
        return Recounted(start + (other - start) // 2)
    if step["period"] is None:  # a day that the event names, or the day of the event itself
        return Recounted(start if step["direction"] == "before" else date.fromisoformat(step["end"]))
    number, unit = step["period"].split(" ", 1)
    count, sign = int(number), 1 if step["direction"] == "after" else -1
    if unit.startswith("working day"):
        return Recounted(_working_days(step, start, count, sign))
    if unit.startswith("hour") and at is not None:
        moment = _elapsed(datetime.fromisoformat(f"{step['start']}T{at}"), sign * count)
        return Recounted(moment.date(), moment.isoformat(timespec="seconds"))
    included = 1 if step["inclusive"] and count and sign > 0 else 0
    if unit.startswith(("month", "year")):
        end = _months(start, sign * count * (12 if unit.startswith("year") else 1))
        return Recounted(end - timedelta((included if end.day == start.day else 0) + step["clear"]))
    days = {"day": count, "days": count, "week": 7 * count, "weeks": 7 * count}.get(unit, -(-count // 24))
    return Recounted(start + timedelta(sign * (days + step["clear"]) - included))


def _working_days(step: dict[str, Any], start: date, count: int, sign: int) -> date:
    """Every day counts that is neither at a weekend nor said to have been skipped."""
    named = {date.fromisoformat(off["on"]) for off in step["skipped"]}

    def is_off(day: date) -> bool:
        return day.weekday() in WEEKEND or day in named

    day, left = start, count + step["clear"]
    if step["inclusive"] and sign > 0 and left and not is_off(start):
        left -= 1
    first = start if left < count and sign > 0 else None
    while left:
        day += timedelta(sign)
        left -= not is_off(day)
        if first is None and not is_off(day):
            first = day
    if first is not None and "day_one" in step:
        assert step["day_one"] == first.isoformat()
    return day


def _months(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1)
    return last - timedelta((last.weekday() + 1) % 7)


def _is_summer(utc: datetime) -> bool:
    """Summer time, from the last Sunday of March to that of October, at 01:00 UTC (Summer Time Order 2002)."""
    return _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)


def _elapsed(local: datetime, hours: int) -> datetime:
    """So many hours on in London: of a time that comes twice the first, a time that is skipped read the earlier way, as summer time."""
    summer = local - timedelta(hours=1)
    utc = (summer if _is_summer(summer) or _is_summer(local) else local) + timedelta(hours=hours)
    ahead = timedelta(hours=1) if _is_summer(utc) else timedelta(0)
    return datetime.fromisoformat(f"{(utc + ahead).isoformat()}+0{ahead // timedelta(hours=1)}:00")


def _check_skipped(step: dict[str, Any]) -> None:
    """Skipped days are in order, between start and end, and named as weekends exactly where they are."""
    skipped = [date.fromisoformat(off["on"]) for off in step["skipped"]]
    assert skipped == sorted(set(skipped))
    low, high = sorted((step["start"], step["end"]))
    for off, day in zip(step["skipped"], skipped, strict=True):
        assert low <= off["on"] <= high
        assert (off["why"] in WEEKEND.values()) is (day.weekday() in WEEKEND)
        assert WEEKEND.get(day.weekday(), off["why"]) == off["why"]


def _check_other(other: dict[str, Any], found: Recounted) -> None:
    """Another limit is no earlier; unless it counts working days, whose skipped days are not given, it recounts too."""
    if other["due"] is None:
        return
    assert found.due is not None
    assert other["due"] >= found.due.isoformat()
    if other["direction"] != "midway" and "working" not in (other["period"] or ""):
        again = _counted({**other, "start": other["on"], "end": other["due"], "skipped": []}, other["at"])
        assert again.due is not None
        assert other["due"] == again.due.isoformat()


def _check_day_off(limit: dict[str, Any]) -> None:
    """The last working day is the due date itself, unless there is a reason why that is none."""
    due, last = date.fromisoformat(limit["due"]), date.fromisoformat(limit["last_working_day"])
    assert last.weekday() not in WEEKEND
    assert (last == due) is (limit["why_not_working"] is None)
    assert last <= due
    if due.weekday() in WEEKEND:
        assert limit["why_not_working"] == WEEKEND[due.weekday()]


def _check_standing(standing: dict[str, Any], due: date | None) -> None:
    """Late by as many days as lie between the due date and the completion, or the day asked about."""
    if standing["days_late"] is not None:
        assert due is not None
        until = standing["done_on"] if standing["status"] == "met-late" else standing["as_of"]
        assert standing["status"] in ("met-late", "overdue")
        assert (date.fromisoformat(until) - due).days == standing["days_late"]
    if standing["status"] == "met" and due is not None:
        assert standing["done_on"] <= due.isoformat()
