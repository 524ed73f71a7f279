"""The kinds of remark that a data return calls for, and what each does to dates, in a few words.

A remark is counted and summed up by its kind; a kind that is not here is refused when the remark is made, so that none is
without its effect.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lacreview_rules.files.child_ids import ALIKE, ALIKE_EFFECT, ROUNDED, ROUNDED_EFFECT
from lacreview_rules.sources.hidden_sheets import HIDDEN, HIDDEN_EFFECT, ROWS_HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = ""
NOT_READ = "sheet-not-read"
"""The kind of what is said of a sheet that is passed over for another of its kind."""
UNUSABLE = "no-usable-episode"
"""The kind of a remark on a child with episodes of which none can be used."""
NAMELESS = "child-missing"
"""The kind of a remark on a row that does not say whose it is."""
_ROW_LOST = "what the row says is in no date"
_REVIEW_LOST = "the review is not counted, so a later one may seem late or first"
_BIRTH_LOST = "dates that count from a birthday are not given, unless another row has a date of birth that can be"
_END_UNKNOWN = "the child counts as looked after, so reviews may be called due that are not"

EFFECTS: Mapping[str, str] = MappingProxyType(
    {
        # rows that were not used
        "row-unreadable": _ROW_LOST,
        NAMELESS: _ROW_LOST,
        ROUNDED: ROUNDED_EFFECT,
        "child-too-large": "the child has no dates at all",
        HIDDEN: HIDDEN_EFFECT,
        ROWS_HIDDEN: HIDDEN_EFFECT,
        "sheet-unreadable": "what stands in it is in no date",
        "file-breaks-off": "the children who follow have no dates at all",
        "start-unreadable": "the episode is left out: care, moves and legal statuses in it are not known",
        "start-before-birth": "the episode is left out: care, moves and legal statuses in it are not known",
        "review-unreadable": _REVIEW_LOST,
        "review-too-late": _REVIEW_LOST,
        "review-before-first-episode": _REVIEW_LOST,
        "review-outside-care": _REVIEW_LOST,
        "birth-unreadable": _BIRTH_LOST,
        "birth-disagrees": _BIRTH_LOST,
        "child-without-episodes": "the child has no dates at all",
        UNUSABLE: "the child has no dates at all",
        "row-repeated": NONE,
        "episodes-on-one-day": "the placement and legal status of the other episode count",
        "episode-open-and-ended": "the episode that has ended counts",
        "episode-without-length": "the episode is left out",
        "episode-within-another": "the episode is left out",
        "returns-contradict": "the later return counts",
        "episode-withdrawn": "the episode is left out, as in the next return",
        # rows that were used in spite of a doubt
        "code-unknown": "the placement, legal status or reason is not known, and no rule that asks for it applies",
        "end-unreadable": _END_UNKNOWN,
        "end-before-start": _END_UNKNOWN,
        "end-missing": _END_UNKNOWN,
        "end-reason-missing": _END_UNKNOWN,
        "next-episode-missing": _END_UNKNOWN,
        "end-on-first-day": "care ends on that day",
        "start-not-recorded": "dates that count from the start of care are not given",
        "episodes-overlap": "the change counts from the later episode's first day",
        "gap-in-care": "care goes on over the gap",
        "start-while-in-care": "no new period of care begins, so reviews go on as before",
        "start-without-end": "a new period of care begins, and its first review is due from that day",
        "short-breaks-turned": "a new period of care begins, with the timescales of the other kind of care",
        "short-breaks-separate": "each break begins a period of care, with a first review of its own",
        "status-disagrees": "the legal status of LS counts",
        "placement-disagrees": "visits and decisions of a new placement may be missing, or counted from another day",
        "temporary-too-long": "the child counts as moved on that day, and again on the return, unless placed for adoption",
        "child-lost": "nothing of the child is called due, overdue or late after that return",
        "date-too-late": "dates that count from it may be years too late",
        "review-too-early": "the review is counted, years before all others",
        "year-alone": "the year does not count as one on record: nothing is called late for it",
        "year-column": "the row counts as one of the latest return that the child's other rows name",
        ALIKE: ALIKE_EFFECT,
        "file-missing": "what the file holds is not known, and nothing is called late for it",
        NOT_READ: "what only that sheet holds is in no date",
        "file-not-read": "what only that file holds is in no date",
        "birth-not-recorded": "dates that count from a birthday are not given",
        "birth-elsewhere": "dates that count from a birthday follow that row",
        "births-differ": "dates that count from a birthday follow the date of birth that was used",
        "month-first": "dates with day and month exchanged move everything that counts from them",
    }
)
"""By kind, what it does to dates; empty where it does nothing to them."""

NO_HISTORY = frozenset({ROUNDED, NAMELESS, "child-too-large", "file-breaks-off", "sheet-unreadable"})
"""The kinds that say that a record, a whole child, a sheet or the rest of a file could not be read: an error at the door of sources."""
