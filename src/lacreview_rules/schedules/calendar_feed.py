"""Due dates as an iCalendar feed (RFC 5545): an all-day entry each, which a later feed moves instead of doubling.

Needs the extra ``icalendar``. Nothing here reads a clock: entries are stamped with the day on which the statuses are
given, or with the moment the caller names.

An entry is known by its UID, made of the child's identifier and of what the due date is (`Identity`): neither its
date, nor its rule, nor its status. Both are put through HMAC-SHA-256 with the caller's key, so that the identifier is
not in the feed, and nobody without the key can find out whose entries they are by trying identifiers one by one.
Keep the key: under another, every entry is another.
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.errors import InputError, MissingExtraError, Problem, extra_needed
from lacreview_rules.schedules.identities import identified
from lacreview_rules.schedules.schedule import Schedule
from lacreview_rules.schedules.standing import OUTSTANDING
from lacreview_rules.wording import GRADES, day_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from types import ModuleType

    from icalendar import Calendar, Event

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.identities import Identity

PRODID = "-//lacreview_rules//calculated dates//EN"
_CASE, _KEY = "X-LACREVIEW-CASE", "X-LACREVIEW-KEY"
_STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
_FIRST_DAY = date(2000, 1, 1)  # SEQUENCE counts days from here, so that a later feed has the higher number
_MORNING = timedelta(hours=9)
_EARLIEST_ALARM = 366
_HEADS = {
    "overdue": "Overdue",
    "met": "Done",
    "met-late": "Done late",
    "not-recorded": "Not recorded",
    "cancelled": "No longer due",
}
_CERTAIN = {"actual": "CONFIRMED", "arranged": "TENTATIVE", "projected": "TENTATIVE"}


class _Options(NamedTuple):
    key: bytes
    show_child: bool
    since: date | None
    alarms: tuple[int, ...]
    made_at: datetime | None


def calendar_feed(
    schedules: Iterable[Schedule],
    *,
    key: str | bytes = "",
    show_child: bool = False,
    since: date | None = None,
    alarms: Iterable[int] = (),
    previous: bytes | None = None,
    made_at: datetime | None = None,
    name: str = "Calculated dates",
) -> bytes:
    r"""The due dates of some children as one iCalendar object, lines ended by CR LF.

    Every due date with a date has an all-day entry: what is done, overdue or cancelled says so, and what counts from
    a day that is only assumed or arranged is tentative.

    Args:
        schedules: one for each child, as at the day wanted (`Schedule.on`).
        key: a secret of the caller's, the same for every feed. Without one, whoever holds a list of identifiers can
            work out whose entries they are.
        show_child: put the identifier into the summary instead of a code made from it.
        since: leave out what was due before this day, unless it is still to be done or is in `previous`.
        alarms: how many days before a due date to remind of what is still to come, at nine in the morning.
        previous: the feed made before. What did not change then keeps its stamps, and what is no longer there is
            cancelled. Entries of children who are not among `schedules` are left as they are, and are not repeated.
        made_at: the moment to stamp entries with, in UTC; unless given, the start of the day of the schedule.
        name: what a calendar program calls the feed.

    Raises:
        InputError: two schedules of one child; an alarm that is not between 0 and 366 days before; a moment without a time zone;
            `previous` is no feed of ours, or was made with another key.
        ArgumentError: something is of another type than it should be.
        MissingExtraError: the package ``icalendar`` is not installed.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
        >>> feed = calendar_feed([schedule], key="a secret of ours").decode()
        >>> "A123" in feed, "SUMMARY:Calculated date: First looked after review" in feed
        (False, True)
    """
    check_type("key", key, str, bytes)
    check_type("show_child", show_child, bool)
    check_type("previous", previous, bytes, None)
    check_type("name", name, str)
    check_type("made_at", made_at, datetime, None)
    if since is not None:
        check_day("since", since)
    icalendar = _icalendar()
    options = _Options(_key_bytes(key), show_child, since, _days_before(alarms), _in_utc(made_at))
    old = _previous_entries(icalendar, previous, options.key)
    feed = icalendar.Calendar()
    feed.add("prodid", PRODID)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("name", _clean(name))
    feed.add("x-wr-calname", _clean(name))
    feed.add(_KEY, _key_mark(options.key))
    seen: set[str] = set()
    for number, schedule in enumerate(check_each("schedules", schedules, Schedule, remedy="give a list of schedules"), 1):
        code = case_code(schedule.child, options.key)
        if code in seen:
            raise InputError([Problem(f"schedule {number}", "its child has one before it already", "give one schedule for each child")])
        seen.add(code)
        for entry in _entries(icalendar, schedule, code, options, old):
            feed.add_component(entry)
    text: bytes = feed.to_ical()
    return text


def case_code(child: str, key: str | bytes = "") -> str:
    """The code that stands for a child in a feed made with this key: twelve characters.

    Example:
        >>> case_code("A123", "a secret of ours") == case_code("A123", "a secret of ours") != case_code("A123", "another")
        True
    """
    return hmac.digest(_key_bytes(key), _content("case", child), "sha256").hex()[:12]


def entry_uid(child: str, identity: Identity, key: str | bytes = "") -> str:
    """The UID of a due date in every feed made with this key: a UUID, as RFC 7986 section 5.3 asks for.

    Example:
        >>> from lacreview_rules.schedules.identities import Identity
        >>> uid = entry_uid("A123", Identity(1, "review", 2, 0, True, 1), "a secret of ours")
        >>> len(uid), "A123" in uid
        (36, False)
    """
    return str(UUID(bytes=hmac.digest(_key_bytes(key), _content("due date", child, *identity), "sha256")[:16], version=5))


def _content(*parts: object) -> bytes:
    return json.dumps(parts).encode()  # each part apart from the next, whatever characters are in it


def _key_bytes(key: str | bytes) -> bytes:
    return key if isinstance(key, bytes) else key.encode("utf-8", "surrogatepass")


def _key_mark(key: bytes) -> str:
    return hmac.digest(key, _content("key"), "sha256").hex()[:8]


def _icalendar() -> ModuleType:
    try:
        import icalendar  # noqa: PLC0415 - an extra, loaded when asked for
    except ModuleNotFoundError as error:
        if error.name != "icalendar":
            raise
        raise MissingExtraError(extra_needed("a calendar feed needs the package", "icalendar", "icalendar")) from None
    return icalendar


def _days_before(alarms: Iterable[int]) -> tuple[int, ...]:
    days = tuple(sorted(set(check_each("alarms", alarms, int)), reverse=True))
    if any(not 0 <= day <= _EARLIEST_ALARM for day in days):
        raise InputError([Problem("alarms", f"an alarm is from 0 to {_EARLIEST_ALARM} days before the date", "correct the number")])
    return days


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise InputError([Problem("made_at", "it says no time zone", "give a moment in UTC: datetime(2026, 2, 10, 9, tzinfo=UTC)")])
    return moment.astimezone(UTC).replace(microsecond=0)


def _previous_entries(icalendar: ModuleType, previous: bytes | None, key: bytes) -> dict[str, Event]:
    """The entries of the feed made before, by UID."""
    if previous is None:
        return {}
    no_calendar = InputError([Problem("the previous feed", "it is not an iCalendar file", "give the file that was made before")])
    try:
        feed: Calendar = icalendar.Calendar.from_ical(previous)
    except (ValueError, LookupError, TypeError, AttributeError):  # whatever the library makes of what it cannot read
        raise no_calendar from None
    if feed.name != "VCALENDAR":  # it reads any component
        raise no_calendar
    if str(feed.get("PRODID", "")) != PRODID:
        what, remedy = "it was not made by lacreview", "give the feed that was made before, not a calendar it was imported into"
        raise InputError([Problem("the previous feed", what, remedy)])
    if str(feed.get(_KEY, "")) != _key_mark(key):
        what, remedy = "it was made with another key, so every entry would be doubled", "use the key it was made with"
        raise InputError([Problem("the previous feed", what, remedy)])
    return {str(entry["UID"]): entry for entry in feed.events if "UID" in entry}


def _entries(icalendar: ModuleType, schedule: Schedule, code: str, options: _Options, old: dict[str, Event]) -> Iterator[Event]:
    """The entries of one child: those of the schedule, then those that are no longer there, cancelled."""
    if schedule.as_of is None:
        return
    sequence = max(0, (schedule.as_of - _FIRST_DAY).days)
    stamp = options.made_at or datetime.combine(schedule.as_of, time(), UTC)
    shown = {due.id for due in schedule.due_dates}
    given: set[str] = set()
    for identity, due in identified(schedule).items():
        if due.id not in shown or due.due is None:
            continue
        uid = entry_uid(schedule.child, identity, options.key)
        if options.since is not None and due.due < options.since and uid not in old and due.status not in OUTSTANDING:
            continue
        given.add(uid)
        entry = _entry(icalendar, due, uid, code, schedule.child if options.show_child else f"case {code}", options.alarms)
        yield _stamped(entry, old.get(uid), sequence, stamp)
    for uid, entry in old.items():
        if uid not in given and str(entry.get(_CASE, "")) == code:
            yield _cancelled(icalendar, entry, sequence, stamp)


def _entry(icalendar: ModuleType, due: DueDate, uid: str, code: str, whose: str, alarms: Collection[int]) -> Event:
    day, status = due.due, due.status
    if day is None:  # advice has no entry
        raise ValueError(due.task)
    entry: Event = icalendar.Event()
    entry.add("uid", uid)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    summary = _clean(f"{_HEADS.get(status, 'Calculated date')}: {due.title} ({whose})")
    entry.add("summary", summary.replace("\n", " "))
    entry.add("description", _clean("\n".join(_told(due))))
    entry.add("status", "CANCELLED" if status == "cancelled" else _CERTAIN[due.basis])
    entry.add("transp", "TRANSPARENT")  # a due date takes up nobody's day
    if due.role:
        entry.add("categories", [_clean(due.role)])
    entry.add(_CASE, code)
    for days in alarms if status in {"upcoming", "due-today"} else ():
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", _MORNING - timedelta(days=days))
        entry.add_component(alarm)
    return entry


def _told(due: DueDate) -> Iterator[str]:
    at = f", {due.due_at[11:16]}" if due.due_at is not None else ""
    yield f"Calculated date: {day_text(due.due)}{at}. Status: {due.status}{f', {day_text(due.done_on)}' if due.done_on else ''}."
    yield f"Rule: {', '.join(part for part in (due.rule, due.cite) if part)}; {due.force}; {GRADES[due.verified]}."
    for limit in due.also:
        yield f"Also: {limit.rule} ({limit.force}), {day_text(limit.due)}."
    for notice in due.notices:
        yield f"Take note: {notice.rstrip('.')}."


def _stamped(entry: Event, before: Event | None, sequence: int, stamp: datetime) -> Event:
    if before is not None:
        if _unstamped(entry) == _unstamped(before):
            return before
        sequence = max(sequence, _sequence(before) + 1)
    entry.add("sequence", sequence)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    return entry


def _cancelled(icalendar: ModuleType, before: Event, sequence: int, stamp: datetime) -> Event:
    """An entry that is no longer there, as it was, and cancelled."""
    if str(before.get("STATUS", "")) == "CANCELLED":
        return before
    entry: Event = icalendar.Event()
    for name, value in before.items():
        if name not in {*_STAMPS, "STATUS", "SUMMARY"}:
            entry[name] = value
    _, _, title = str(before.get("SUMMARY", "")).partition(": ")
    entry.add("summary", f"{_HEADS['cancelled']}: {title}")
    entry.add("status", "CANCELLED")
    return _stamped(entry, before, sequence, stamp)


def _sequence(entry: Event) -> int:
    try:
        return int(entry.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _unstamped(entry: Event) -> bytes:
    """The lines of an entry without those that say when it was made."""
    lines = entry.to_ical().split(b"\r\n")
    return b"\r\n".join(sorted(line for line in lines if not line.startswith(tuple(f"{name}:".encode() for name in _STAMPS))))


def _clean(text: str) -> str:
    """Text that RFC 5545 allows: no control character but the end of a line, and no half of a pair."""
    kept = []
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        kind = unicodedata.category(char)
        kept.append(char if char == "\n" or kind not in {"Cc", "Cs", "Zl", "Zp"} else "\ufffd" if kind == "Cs" else " ")
    return "".join(kept)
