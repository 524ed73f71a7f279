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
    "was held makes no difference, so no share gets better because reviews are not held. A review is in time if it was held by that "
    "date. If the child left by that date, the review is not counted at all. What the record does not allow to be judged is counted "
    "separately, with the reason."
)
"""Who is in a denominator."""

DEFINITIONS: tuple[Definition, ...] = (
    Definition("in-time-by-day-due", "Reviews in time, by the month in which they were due", RULE),
    Definition(
        "in-time-by-day-held",
        "Reviews in time, by the month in which they were held",
        "Of the reviews that were held within the days judged and can be judged: those that were held by their calculated date. A review "
        "that was never held is not in this share, so publish it beside the share by the month due, and not instead of it.",
    ),
    Definition(
        "reviews-held",
        "Reviews held",
        "Every review held within the days judged, even if it cannot be judged. An adjourned review counts on the day that the settings "
        "of the profile say. First, second, and third or later reviews are counted within one period of care.",
    ),
    Definition(
        "children-all-in-time",
        "Children all of whose reviews were in time",
        "Each child counts once. Of the children with at least one review that counts: those whose reviews that count were all in time. "
        "The number of them who had another review that could not be judged is given as well.",
    ),
    Definition(
        "reviews-that-were-meetings",
        "Reviews that were meetings",
        "All reviews held, except those that the record says were not held at a meeting. If a source does not record this, as a data "
        "return does not, every review counts as a meeting.",
    ),
    Definition(
        "visit-in-time",
        "Visits in time",
        "Tasks for which the child has to be seen, by the same rule. A visit counts if it was due within the days judged, whether or not "
        "it was made, unless what it belongs to had ended by that date. It is in time if it was made by the date. A visit at which the "
        "child was not seen does not count as made. If the record need not hold a visit, and does not, the visit is counted separately "
        "as not recorded, and never as late.",
    ),
    Definition(
        "after-review-in-time",
        "Decisions, records and what else follows a review, in time",
        "The same for each task that counts from a review held: decisions issued, the record made and sent out, the plan revised.",
    ),
    Definition(
        "overdue",
        "Overdue now",
        "What had a calculated date before the day of the report, was not done by the end of that day, and can still be done. This is "
        "not limited to the days judged: what has been overdue for years is included.",
    ),
)
"""Every figure, in the order of the report."""
