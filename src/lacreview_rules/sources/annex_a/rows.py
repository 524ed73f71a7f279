"""One row of List 8 turned into care events: what it says, and what in it could not be used."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.child_ids import ROUNDED_REMEDY, as_id, is_no_id, is_rounded, told_rounded
from lacreview_rules.files.typed_days import Unread, why_unread
from lacreview_rules.files.workbooks import NoValue
from lacreview_rules.histories import events as ev
from lacreview_rules.sources.annex_a.meanings import codes_in, no_review, visit_task
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.starts import StartWithReviewsUnread

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.files.typed_days import DayReader
    from lacreview_rules.files.workbooks import Cell
    from lacreview_rules.sources.ssda903.codes import Code

REVIEW_NOT_READ = "List 8 does not say in a form that can be read when a review was held."
"""The note to a start of care of which the list does not show the latest review."""
_DAYS = ("born", "started", "status_from", "review", "visit", "ceased", "placed")


class ListRow(NamedTuple):
    """A row as it was read.

    Attributes:
        number: the number of the row.
        child: the identifier.
        days: the days in it, by column; None where the cell is empty.
        unread: the columns with a cell that is filled and cannot be read, and why.
        texts: its other texts, by column.
    """

    number: int
    child: str
    days: dict[str, date | None]
    unread: dict[str, Unread]
    texts: dict[str, str]


class Told(NamedTuple):
    """What a row tells.

    Attributes:
        events: the care events, without a review before care or one that cannot be read.
        review: the day of the latest review, if it was held in this period of care.
    """

    events: list[ev.Event]
    review: date | None


def read_row(number: int, cells: list[Cell], found: Headed, days: DayReader) -> ListRow:
    """One row as it stands."""
    row = ListRow(number, "", dict.fromkeys(_DAYS), {}, {})
    texts: dict[str, str] = {}
    for name, place in found.columns.at.items():
        value = cells[place] if place < len(cells) else ""
        if isinstance(value, NoValue):
            row.unread[name] = Unread(value.why, "type the value")
        elif name in _DAYS:
            text = _filled(found.table.day_text(value))
            if name == "review" and text.casefold().rstrip(".") in no_review():
                continue
            moment = days.moment(text, partial(found.place, number, name)) if text else None  # a time of day says nothing here
            row.days[name] = None if moment is None else moment.day
            if text and row.days[name] is None:
                row.unread[name] = why_unread(text)
        else:
            text = found.table.text(value)
            if name == "child" and is_rounded(text):
                row.unread[name] = Unread(told_rounded(), ROUNDED_REMEDY)
                continue
            texts[name] = text if name == "child" and not is_no_id(text) else _filled(text)
    return row._replace(child=as_id(texts.pop("child", "")), texts=texts)


def each_once(rows: list[ListRow], place: Callable[[int], str], remarks: list[Remark]) -> list[ListRow]:
    """The rows of a child, one that stands twice once, which is told."""
    first: dict[str, ListRow] = {}
    for row in rows:
        same = first.setdefault(str(row[1:]), row)
        if same is not row:
            problem = Problem(place(row.number), f"the same row stands at row {same.number}", "remove one; it counted once")
            remarks.append(Remark("row-repeated", problem, used=False))
    return list(first.values())


def _filled(text: str) -> str:
    return "" if is_blank(text) else text


def events_of(row: ListRow, started: date, place: Callable[[str], str], as_of: date | None, remarks: list[Remark]) -> Told:
    """The care events of a row whose start of care is known.

    Args:
        row: the row.
        started: the day on which care began.
        place: the place of a column's cell in this row.
        as_of: the day asked about: nothing dated later can have happened.
        remarks: where to put what is doubtful or was not used.
    """

    def remark(kind: str, name: str, what: str, remedy: str, effect: str, *, used: bool) -> None:
        remarks.append(Remark(kind, Problem(place(name), what, remedy), used, effect))

    for name, why in row.unread.items():
        if name in _EFFECTS and name != "started":
            remark("cell-unreadable", name, why.what, why.remedy, _EFFECTS[name], used=False)
    held = {name: _in_care(row, name, started, as_of, remark) for name in ("review", "visit")}
    status, placement = _status(row, remark), _placement(row, remark)
    status_from, placed = row.days["status_from"], row.days["placed"]
    if status and status_from is not None and status_from < started:
        what = "the legal status began before care did; it was taken to hold from the start of care"
        remark("status-before-care", "status_from", what, "check the two dates", "the legal status holds from the start of care", used=True)
    if placement is not None and placed is not None and placed < started:
        what = "the placement began before care did; it was taken to be the first placement"
        remark("placement-before-care", "placed", what, "check the two dates", "the placement counts from the start of care", used=True)
    if placement is not None and placed is None:
        what = "it is not said when the placement began; it was taken to be the first placement"
        remark("placement-undated", "placed", what, "fill it in", "dates that count from the placement count from the start", used=True)
    at_start = status_from is None or status_from <= started
    first_placement = placed is None or placed <= started
    first = placement.word if placement is not None and first_placement else None
    status_then = status if status and at_start else None
    events: list[ev.Event] = [
        StartWithReviewsUnread(on=started, placement=first, legal_status=status_then, note=REVIEW_NOT_READ)
        if "review" in row.unread or (row.days["review"] is not None and held["review"] == "later")
        else ev.BecameLookedAfter(on=started, placement=first, legal_status=status_then)
    ]
    if status and not at_start and status_from is not None:
        events.append(ev.LegalStatusChanged(on=status_from, legal_status=status))
    if not first_placement and placed is not None:
        moved = ev.PlacedForAdoption if placement is not None and placement.adoptive else ev.PlacementMoved
        events.append(moved(on=placed, placement=None if placement is None else placement.word))
    if placement is not None and placement.long_term:
        events.append(ev.Fact(on=started if first_placement or placed is None else placed, fact=_LONG_TERM))
    review, visit, ceased = row.days["review"], row.days["visit"], row.days["ceased"]
    if review is not None and held["review"] == "held":
        events.append(ev.ReviewHeld(on=review))
    if visit is not None and held["visit"] == "held":
        events.append(ev.TaskDone(on=visit, task=visit_task()))
    if ceased is not None and ceased >= started:
        events.append(ev.CeasedToBeLookedAfter(on=ceased, reason=row.texts.get("reason") or None))
    elif ceased is not None:
        what = "care ceased before it started"
        remark("ceased-before-start", "ceased", what, "check the two dates; it was not used", "care is taken to go on", used=False)
    return Told(sorted(events, key=lambda event: event.on), review if held["review"] == "held" else None)


_LONG_TERM = "long-term-foster-placement"
_EFFECTS = {
    "born": "it is not known from here when the child was born",
    "status_from": "the legal status is taken to hold from the start of care",
    "status": "no legal status is known",
    "review": "no date of a review is relied on",
    "visit": "no visit is known",
    "ceased": "care is taken to go on",
    "placed": "the placement is taken to be the first",
    "placement": "no placement is known",
}


def _in_care(row: ListRow, name: str, started: date, as_of: date | None, remark: Callable[..., None]) -> str:
    """Whether what is dated happened in this period of care: "held", "before", "later" than can be, or "blank"."""
    day = row.days[name]
    if day is None:
        return "blank"
    if as_of is not None and day > as_of:
        what = f"the latest {name} is dated after the day asked about"
        remark(f"{name}-later", name, what, "correct the date; it was not used", _EFFECTS[name], used=False)
        return "later"
    if day < started:
        what = f"the latest {name} is before care started, so it belongs to an earlier period of care"
        effect = "the first review is taken as still to be held" if name == "review" else "no visit is known"
        remark(f"{name}-before-care", name, what, "check the two dates; it was not used", effect, used=False)
        return "before"
    ceased = row.days["ceased"]
    if ceased is not None and started <= ceased < day:
        what = f"the latest {name} is after care ceased"
        remark(f"{name}-after-care", name, what, "check the two dates; it was not used", _EFFECTS[name], used=False)
        return "later"
    return "held"


def _status(row: ListRow, remark: Callable[..., None]) -> str | tuple[str, ...] | None:
    text = row.texts.get("status", "")
    found = codes_in("LS", text)
    if text and not found:
        what = "it holds no legal status that is known"
        remark(
            "status-unknown", "status", what, 'write its code, as in "C2: FCO"; the row was used without it', _EFFECTS["status"], used=True
        )
    words = tuple(dict.fromkeys(code.word for code in found if code.word is not None))
    return words[0] if len(words) == 1 else words or None


def _placement(row: ListRow, remark: Callable[..., None]) -> Code | None:
    text = row.texts.get("placement", "")
    found = codes_in("PLACE", text)
    if text and not found:
        what = "it holds no placement that is known"
        remedy = 'write its code, as in "U6: Foster placement"; the row was used without it'
        remark("placement-unknown", "placement", what, remedy, _EFFECTS["placement"], used=True)
    if len(found) > 1:
        what = "it holds more than one code; the first was used"
        remark("placement-twice", "placement", what, "leave one", "the placement may be of another kind", used=True)
    return found[0] if found else None
