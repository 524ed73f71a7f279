"""What became of the children and the rows of a data return: every one is accounted for."""

from __future__ import annotations

from typing import NamedTuple

from lacreview_rules.wording import count_text


class Counts(NamedTuple):
    """What became of an extract.

    `histories`, `without_episodes` and `without_usable_episodes` together are `children`; `rows_used` and
    `rows_not_used` together are `rows_read`.

    Attributes:
        children: the children in any of the files.
        histories: those with an episode that could be used.
        rows_repeated: how many of the rows used say no more than another, of another file or YEAR or as the episode ended; they count once.
        without_episodes: children who are in no Episodes file.
        without_usable_episodes: children with episodes, of which none could be used.
    """

    children: int
    histories: int
    rows_read: int
    rows_used: int
    rows_not_used: int
    rows_repeated: int = 0
    without_episodes: int = 0
    without_usable_episodes: int = 0

    def __str__(self) -> str:
        """The numbers in words.

        Example:
            >>> str(Counts(3, 2, 9, 8, 1, without_episodes=1))
            '3 children, 2 with a history, 1 not in the Episodes file; 9 rows read, 8 used, 1 not used'
        """
        parts = [f"{count_text(self.children, 'child', 'children')}, {self.histories:,} with a history"]
        if self.without_episodes:
            parts.append(f"{self.without_episodes:,} not in the Episodes file")
        if self.without_usable_episodes:
            parts.append(f"{self.without_usable_episodes:,} with no episode that can be used")
        rows = f"{count_text(self.rows_read, 'row')} read, {self.rows_used:,} used"
        if self.rows_repeated:
            rows += f" ({self.rows_repeated:,} of them {'repeats' if self.rows_repeated == 1 else 'repeat'} another row)"
        return f"{', '.join(parts)}; {rows}, {self.rows_not_used:,} not used"
