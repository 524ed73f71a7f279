"""What a child's timeline shows and how its marks look, whoever draws it: the pictures, or a page in the browser."""

from __future__ import annotations

from lacreview_rules.timelines.lanes import Lane, Mark, Span, lanes_of
from lacreview_rules.timelines.looks import LOOKS, Look

__all__ = ["LOOKS", "Lane", "Look", "Mark", "Span", "lanes_of"]
