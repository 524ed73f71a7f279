"""The kinds of remark that an SSD calls for beside those of a data return, and what each does to dates, in a few words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lacreview_rules.sources.ssda903.kinds import EFFECTS as OF_DATA_RETURNS

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROW_LOST = "what the row says is in no date"

EFFECTS: Mapping[str, str] = MappingProxyType(
    {
        **OF_DATA_RETURNS,
        "row-too-long": _ROW_LOST,
        "row-of-no-child": _ROW_LOST,
        "date-unreadable": _ROW_LOST,
        "placement-unknown": "the kind of placement is not known, and no rule that asks for it applies",
        "placement-without-episode": "a move may be missing, with the visits and plans that it calls for",
        "first-episodes-missing": "the first placement is not known; reviews count from the start of care all the same",
        "status-unreadable": "the legal status is left out",
        "status-without-length": "the legal status is left out",
        "status-unknown": "the legal status is left out, and no rule that asks for it applies",
        "status-missing": "no rule that asks for the legal status applies on that day",
        "status-not-of-care": "",
        "yes-or-no-unreadable": "what may be a review held, or a visit at which the child was seen, does not count: the next is due sooner",
        "visit-outside-care": "the visit is not counted",
        "checks-of-two-kinds": "the checks that are no assessments are in no date",
        "check-unknown": "what may be a health assessment does not count: the next is due sooner",
        "absence-unknown": "what follows a return from missing is due",
        "birth-contradicts": "dates that count from a birthday follow the first row",
        "table-missing": "what the table holds is not known, and nothing is called late for it",
        "table-not-used": "what the table holds is not known, and nothing is called late for it",
        "table-left-alone": "what only it holds is in no date",
        "table-empty": "what the table holds is not known, and nothing is called late for it",
        "column-missing": "what the column holds is not known",
        "not-of-one-time": "a child may be shown half before and half after a change",
        "old-extract": "what was done since may be called overdue",
    }
)
"""By kind, what it does to dates; empty where it does nothing to them."""
