"""What each figure of a caseload is, in words: the same on the page of the documentation and in the report."""

from __future__ import annotations

from typing import NamedTuple


class Definition(NamedTuple):
    """What one figure is.

    Attributes:
        id: by which the CSV of the figures knows it.
        name: what people call it.
        text: what is counted, and of how many.
    """

    id: str
    name: str
    text: str


RULE = (
    "A review counts if its calculated date lies within the days judged and the child was still looked after on that date. Whether it "
    "was held makes no difference, so no share gets better because reviews are not held. It is in time if it was held by that date. A "
    "child who left by that date is on neither side. What the record does not allow to be judged is counted apart, with the reason."
)
"""Who is in a denominator."""

DEFINITIONS: tuple[Definition, ...] = (
    Definition("in-time-by-day-due", "Reviews in time, by the month in which they were due", RULE),
    Definition(
        "in-time-by-day-held",
        "Reviews in time, by the month in which they were held",
        "Of the reviews held within the days judged that can be judged, those held by their calculated date. A review that was never "
        "held is not in this share: publish it beside the share by the month due, not in its place.",
    ),
    Definition(
        "reviews-held",
        "Reviews held",
        "Every review held within the days judged, also one that cannot be judged; of an adjourned one, on the day that the settings of "
        "the profile say. First, second, and third or later are counted within one time in care.",
    ),
    Definition(
        "children-all-in-time",
        "Children all of whose reviews were in time",
        "Each child once: of the children with at least one review that counts, those all of whose reviews that count were in time. How "
        "many of them had another review that could not be judged is told beside it.",
    ),
    Definition(
        "reviews-that-were-meetings",
        "Reviews that were meetings",
        "Of the reviews held, all but those of which the record says that they were not held at a meeting. A source that does not record "
        "this, such as a data return, makes every review a meeting.",
    ),
    Definition(
        "visit-in-time",
        "Visits in time",
        "Tasks for which the child has to be seen, by the same rule: due within the days judged, made or not, unless what the visit "
        "belongs to had ended by that date. In time if made by the date; a visit at which the child was not seen is none. Where the "
        "record need not hold a visit and does not, it is counted apart as not recorded, never as late.",
    ),
    Definition(
        "after-review-in-time",
        "Decisions, records and what else follows a review, in time",
        "The same for each task that counts from a review held: decisions issued, the record made and sent out, the plan revised.",
    ),
    Definition(
        "overdue",
        "Overdue now",
        "What had a calculated date before the day of the report, was not done by its end, and can still be done. It has no window: what "
        "has been overdue for years is there too.",
    ),
)
"""Every figure, in the order of the report."""
