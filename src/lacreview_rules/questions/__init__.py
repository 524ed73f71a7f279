"""What the law leaves open, computed: the date of each due date under each reading, and the earliest of them.

What the questions are, and what puts a reading into effect, is data: `data/questions.toml`. A reading is a change of the
profile, the history or the calendar, and the whole schedule is built again under it, one reading at a time (`effects`,
`building`). Due dates are matched by their ids, those of reviews by the number of the review (`matching`). Nothing here is done
unless it is asked for, and the engine knows nothing of it.
"""

from __future__ import annotations

from lacreview_rules.questions.building import readings, readings_beside
from lacreview_rules.questions.of_child import ChildReadings, DueDateReadings, NotComputed, OnlyUnder
from lacreview_rules.questions.reading import Reading
from lacreview_rules.questions.written import OpenQuestion, open_questions

__all__ = [
    "ChildReadings",
    "DueDateReadings",
    "NotComputed",
    "OnlyUnder",
    "OpenQuestion",
    "Reading",
    "open_questions",
    "readings",
    "readings_beside",
]
