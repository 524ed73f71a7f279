"""One child's events in Python; what is outstanding on a day, and how the next review's date was worked out.

The child is invented. Run it from anywhere: python examples/one_child.py
"""

from datetime import date, timedelta

from lacreview_rules import (
    BecameLookedAfter,
    DecisionsIssued,
    History,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)

AS_OF = date(2026, 2, 10)
HORIZON = AS_OF + timedelta(weeks=4)

history = History(
    child="A123",
    date_of_birth=date(2014, 5, 2),
    events=[
        BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care", legal_status="section-20"),
        TaskDone(on=date(2025, 12, 23), task="visit"),
        TaskDone(on=date(2025, 12, 29), task="placement-plan"),
        ReviewHeld(on=date(2026, 1, 14)),
        DecisionsIssued(on=date(2026, 1, 20)),
        PlacementMoved(on=date(2026, 2, 3), placement="childrens-home"),
    ],
)

schedule = build_schedule(history, load_profile("newham")).on(AS_OF)

print(f"Outstanding on {AS_OF}, due within four weeks:")
for due in schedule.outstanding:
    if due.due is not None and due.due <= HORIZON:
        print(f"  {due.due}  {due.status:9}  {due.title} ({due.role})")

print()
next_review = next(due for due in schedule.of("review") if due.status == "upcoming")
print(next_review.explanation)
