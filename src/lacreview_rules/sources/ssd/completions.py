"""What was done for one child: reviews, visits, plans, health assessments, returns from missing, steps to adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.files.typed_days import Moment, typed_moment
from lacreview_rules.histories import events as ev
from lacreview_rules.sources.ssd import layout
from lacreview_rules.sources.ssd.days import begins_a_word, read_day, says_yes
from lacreview_rules.sources.ssd.findings import NOT_A_DATE
from lacreview_rules.sources.ssda903.meanings import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.sources.ssd.care import Care
    from lacreview_rules.sources.ssd.findings import SsdFindings
    from lacreview_rules.sources.ssd.rows import Row
    from lacreview_rules.sources.ssd.tables_found import FoundTable
    from lacreview_rules.sources.ssda903.episodes import Spell

_NOT_IN_CARE = "correct the date, or add the episodes; the row was not used"
_ADOPTION_ORDER = "placement-order"


class _Dated(NamedTuple):
    row: Row
    on: date


class Completions:
    """Goes through the other tables of a child whose care is known, and makes the events they tell of.

    Args:
        care: of the child.
        found: the tables of the source.
        findings: takes up what is wrong.
        checks: whether a health check is an assessment, for the source calls nothing else so.
    """

    def __init__(self, care: Care, found: Mapping[str, FoundTable], findings: SsdFindings, *, checks: bool = True) -> None:
        self._care = care
        self._checks = checks
        self._found = found
        self._findings = findings

    def events(self, tables: Mapping[str, Sequence[Row]]) -> list[ev.Event]:
        """Every event that the tables tell of, beside those of care."""
        return [
            *self._reviews(tables.get(layout.REVIEWS, ())),
            *self._visits(tables.get(layout.VISITS, ())),
            *self._once(layout.CARE_PLAN, tables.get(layout.CARE_PLAN, ()), "made"),
            *self._health(tables.get(layout.HEALTH, ())),
            *self._every(layout.QUESTIONNAIRES, tables.get(layout.QUESTIONNAIRES, ()), "completed"),
            *self._once(
                layout.INVOLVEMENTS, [row for row in tables.get(layout.INVOLVEMENTS, ()) if is_officer(row.cells["role"])], "began"
            ),
            *self._returns(tables.get(layout.MISSING, ())),
            *self._adoption(tables.get(layout.PERMANENCE, ())),
        ]

    def _dated(self, table: str, rows: Sequence[Row], key: str) -> Iterator[_Dated]:
        """The rows that hold a day; one with none says that it has not been done."""
        for row in rows:
            cell = row.cells[key]
            if not cell:
                continue
            on = read_day(cell)
            if on is None:
                self._findings.refuse(row.where, f"{self._found[table].called(key)} {NOT_A_DATE}", kind="date-unreadable")
            else:
                yield _Dated(row, on)

    def _in_care(self, day: date) -> bool:
        return any(spell.holds(day) for spell in self._care.spells)

    def _reviews(self, rows: Sequence[Row]) -> Iterator[ev.Event]:
        found = self._found.get(layout.REVIEWS)
        held: set[date] = set()
        for row, on in self._dated(layout.REVIEWS, rows, "held"):
            cancelled = row.cells["cancelled"]
            says = says_yes(cancelled, "cancelled", "held")
            if cancelled and found is not None and says is None:
                what = f"{found.called('cancelled')} says neither yes nor no; the review was taken as not held"
                self._findings.refuse(row.where, what, "write Y or N", kind="yes-or-no-unreadable")
                continue
            if says:
                continue
            span = self._care.periods.get(row.cells["period"])
            if not self._in_care(on) or (span is not None and not span.holds(on)):
                what = "the review is outside its period of care"
                self._findings.refuse(row.where, what, _NOT_IN_CARE, kind="review-outside-care")
            elif on in held:
                self._findings.refuse(
                    row.where, "another review of the child was held on this day", "remove one; it counted once", kind="row-repeated"
                )
            else:
                held.add(on)
                yield ev.ReviewHeld(on=on)

    def _visits(self, rows: Sequence[Row]) -> Iterator[ev.Event]:
        found = self._found.get(layout.VISITS)
        seen: dict[date, bool] = {}
        for row, on in self._dated(layout.VISITS, rows, "visited"):
            cell = row.cells["seen"]
            says = says_yes(cell, "seen", "not_seen", sooner=False) if cell else True
            if says is None and found is not None:
                what = f"{found.called('seen')} says neither yes nor no; the child was taken as not seen"
                self._findings.doubt(row.where, what, "write Y or N", kind="yes-or-no-unreadable")
            if not self._in_care(on):
                self._findings.refuse(row.where, "the visit is outside periods of care", _NOT_IN_CARE, kind="visit-outside-care")
            else:
                seen[on] = seen.get(on, False) or bool(says)
        for on, was_seen in seen.items():
            yield ev.TaskDone(on=on, task=self._task(layout.VISITS), seen=was_seen)

    def _health(self, rows: Sequence[Row]) -> Iterator[ev.Event]:
        found = self._found.get(layout.HEALTH)
        done: list[Row] = []
        for row in rows:
            if not is_assessment(row.cells["type"], checks=self._checks):
                continue
            says = says_yes(row.cells["status"], "done", "not_done", sooner=False) if row.cells["status"] else True
            if says is None and found is not None and row.cells["checked"]:
                what = f"{found.called('status')} does not say whether it was done; it was taken as not done"
                self._findings.refuse(row.where, what, "write Completed, if it was", kind="check-unknown")
            elif says:
                done.append(row)
        return self._every(layout.HEALTH, done, "checked")

    def _every(self, table: str, rows: Sequence[Row], key: str) -> Iterator[ev.Event]:
        """A task done on each day that a table holds; two rows of one day count once."""
        for on in dict.fromkeys(one.on for one in self._dated(table, rows, key)):
            yield ev.TaskDone(on=on, task=self._task(table))

    def _once(self, table: str, rows: Sequence[Row], key: str) -> Iterator[ev.Event]:
        """A task done once in each period of care: on the first day that the table holds since the period before."""
        days = sorted({one.on for one in self._dated(table, rows, key)})
        since: date | None = None
        for spell in self._care.spells:
            first = next((on for on in days if (since is None or on > since) and (spell.end is None or on <= spell.end)), None)
            if first is not None:
                yield ev.TaskDone(on=first, task=self._task(table))
            since = spell.end

    def _returns(self, rows: Sequence[Row]) -> Iterator[ev.Event]:
        found = self._found.get(layout.MISSING)
        told: set[Moment] = set()
        for row in rows:
            kind = row.cells["type"]
            away = _is_kind(kind, "away")
            if not row.cells["returned"] or (away and not begins_a_word(kind, "may_be_missing")):
                continue
            moment = typed_moment(row.cells["returned"])
            if moment is None and found is not None:
                self._findings.refuse(row.where, f"{found.called('returned')} {NOT_A_DATE}", kind="date-unreadable")
            elif moment is not None and self._in_care(moment.day) and moment not in told:
                if kind and found is not None and not _is_kind(kind, "missing"):
                    says = "may say missing or away" if away else "says neither missing nor away"
                    what = f"{found.called('type')} {says}; the child was taken to be missing"
                    self._findings.doubt(row.where, what, "write Missing or Away", kind="absence-unknown")
                told.add(moment)
                yield ev.OtherEvent(event="returned-from-missing", on=moment.day, at=moment.at)

    def _adoption(self, rows: Sequence[Row]) -> Iterator[ev.Event]:
        """Authority to place, and placements for adoption, that neither legal statuses nor episodes tell of."""
        for _, on in self._dated(layout.PERMANENCE, rows, "placement_order"):
            spell = self._spell(on)
            if spell is not None and not self._has_order(spell):
                yield ev.AuthorisedForAdoption(on=on)
        for _, on in self._dated(layout.PERMANENCE, rows, "placed"):
            spell = self._spell(on)
            if spell is not None and not any(spell.holds(one.on) and is_adoptive(one) for one in self._care.events):
                yield ev.PlacedForAdoption(on=on)

    def _spell(self, day: date) -> Spell | None:
        return next((spell for spell in self._care.spells if spell.holds(day)), None)

    def _has_order(self, spell: Spell) -> bool:
        changes = [one for one in self._care.events if isinstance(one, (ev.BecameLookedAfter, ev.LegalStatusChanged))]
        return any(spell.holds(one.on) and _ADOPTION_ORDER in ev.statuses_of(one) for one in changes)

    def _task(self, table: str) -> str:
        return layout.tables()[table].records[0]


def is_adoptive(event: ev.Event) -> bool:
    """Whether an event begins a placement for adoption.

    Example:
        >>> from datetime import date
        >>> is_adoptive(ev.PlacedForAdoption(on=date(2026, 1, 5))), is_adoptive(ev.PlacementMoved(on=date(2026, 1, 5)))
        (True, False)
    """
    return getattr(event, "placement", None) == "adoptive"


def is_assessment(type_: str, *, checks: bool = True) -> bool:
    """Whether a type of health check is an assessment of health.

    Args:
        type_: the type.
        checks: whether what is only called a health check is one.

    Example:
        >>> is_assessment("Review Health Assessment"), is_assessment("Dental Check"), is_assessment("Health Check", checks=False)
        (True, False, False)
    """
    return begins_a_word(type_, "health_assessment") or (checks and begins_a_word(type_, "health_check"))


def is_officer(role: str) -> bool:
    """Whether a role is that of the independent reviewing officer.

    Example:
        >>> is_officer("IRO"), is_officer("Independent Reviewing Officer (LAC)"), is_officer("Environment")
        (True, True, False)
    """
    return begins_a_word(role, "reviewing_officer")


def _is_kind(type_: str, key: str) -> bool:
    """Whether the type of an absence is one of some, perhaps with more behind it."""
    words = f"{in_words(type_)} "
    return any(words.startswith(f"{word} ") for word in layout.words(key))
