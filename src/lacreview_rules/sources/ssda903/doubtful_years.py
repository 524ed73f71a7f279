"""Years of a return in which next to nothing is dated: a date there may be a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.sources.ssda903.years import year_of_return

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.sources.ssda903.files import ExtractFile, Row
    from lacreview_rules.sources.ssda903.rows import Episode, Findings

LATER = "is dated after all that the return tells of"


class DoubtfulYears(NamedTuple):
    """The years of the returns (each from 1 April to 31 March, by the year in which it ends) in which a date is in doubt.

    Attributes:
        mistaken: of each file, by its name, the years that are slips of the pen.
        thin: those with next to no review.
        too_late: those with next to no episode, after all that the returns tell of.
    """

    mistaken: Mapping[str, frozenset[int]]
    thin: set[int]
    too_late: set[int]

    def is_too_late(self, day: date, file: ExtractFile) -> bool:
        """Whether a day in a year that is a slip of the pen lies after what the file tells of."""
        mistaken = self.mistaken[file.name]
        if not mistaken:
            return False
        year = year_of_return(day)
        return year in mistaken and year > max(file.years.keys() - mistaken, default=year)

    def doubt_episodes(self, file: ExtractFile, episodes: list[Episode], findings: Findings) -> None:
        """Tell the episodes that begin or end in a year after all that the returns tell of."""
        doubtful = self.mistaken[file.name] | self.too_late
        if not doubtful:
            return
        for episode in episodes:
            for column, day in (("DECOM", episode.began), ("DEC", episode.ended)):
                if day is not None and year_of_return(day) in doubtful:
                    findings.doubt(episode.where, f"{column} {LATER}", "check the year", kind="date-too-late")

    def doubt_review(self, row: Row, day: date, file: ExtractFile, findings: Findings) -> None:
        """Tell a review in a year that next to no other speaks for."""
        if not self.thin and not self.mistaken[file.name]:
            return
        year = year_of_return(day)
        if year in self.mistaken[file.name]:
            what = "the review is dated years before all others of the file"
            findings.doubt(row.where, what, "check the year", kind="review-too-early")
        elif year in self.thin:
            what = "almost no other review is in this year (1 April to 31 March), so its reviews are not taken to be on record"
            findings.doubt(row.where, what, "check the year; the review was counted", kind="year-alone")
