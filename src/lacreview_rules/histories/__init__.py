"""One child's history: events, the periods of care they make, and what stood on a day.

`json` reads and writes a history, `models` says what may stand in one; the rest computes.
"""
