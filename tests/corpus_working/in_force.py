"""Every day, but those of 2020, on which a rule of the regulations or guidance begins or ends."""

from __future__ import annotations

from . import in_force_again as again
from . import in_force_others as others
from . import in_force_reviews as reviews
from . import in_force_visits as visits
from .casebook import Family


def family() -> Family:
    """Rules that begin and end."""
    book = Family(
        "in-force",
        "in-force",
        "The days on which rules begin and end (2005, 2011, 2013, 2014, 2015, 2018): the day before, the day itself and the day after.",
    )
    reviews.care_begins(book)
    reviews.reviews_2011(book)
    reviews.around_reviews_2011(book)
    reviews.events_2011(book)
    book.withdrawn(6)  # placed with a parent, but not in the care of the authority
    visits.visits_2011(book)
    visits.orders_2011(book)
    visits.visits_2015(book)
    others.health_2011(book)
    others.leaving_care_2011(book)
    others.remand(book)
    others.later_additions(book)
    book.withdrawn(6)  # the education guidance, taken from 1 January 2018 and for every age
    others.authorised(book)
    others.placed_for_adoption(book)
    again.looked_up_again(book)
    return book
