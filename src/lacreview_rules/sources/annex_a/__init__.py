"""Annex A, list 8: a row for each child, with the latest review and the latest visit. `reading` is the way in."""
