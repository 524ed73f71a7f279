"""The texts of a Parquet file of events as people type them: what each stands for in the history format."""

from __future__ import annotations

from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.child_ids import as_id, is_no_id, is_rounded
from lacreview_rules.files.typed_days import DayReader
from lacreview_rules.sources.events.cells import NONE_IS_A_WORD, OF_PROFILE, words_of
from lacreview_rules.sources.events.columns import event_columns


class TypedTexts:
    """Reads texts, and notices whether the days among them are written month first.

    Attributes:
        days: reads the days.
    """

    def __init__(self) -> None:
        self.days = DayReader()

    def meant(self, column: str, text: str) -> str | None:
        """What a text in a column stands for; what cannot be read is left as it is, for the history format to refuse.

        Example:
            >>> texts = TypedTexts()
            >>> texts.meant("on", "1/5/2025"), texts.meant("event", "Review held"), texts.meant("placement", "NULL")
            ('2025-05-01', 'review-held', None)
            >>> texts.meant("legal_status", "Care order; remand"), texts.meant("on", "soon"), texts.meant("child", "12.0")
            ('care-order; remand', 'soon', '12')
        """
        if column == "child":
            return None if is_no_id(text.strip()) or is_rounded(text.strip()) else as_id(text)
        if column not in NONE_IS_A_WORD and is_blank(text.strip()):
            return None
        if event_columns()[column].kind == "day":
            moment = self.days.moment(text, lambda: f'column "{column}"')
            return text if moment is None or moment.at is not None else moment.day.isoformat()
        return "; ".join(words_of(text)) if column in OF_PROFILE else text
