"""One child's history walked through a plan. The engine knows no rule, task or number of days.

There is one mechanism, whatever a task belongs to:

1. **Occurrence.** Something countable that has a date: an event, a task completed, an age reached. It happened (`actual`), is
   booked (`arranged`), or is assumed on its own due date (`projected`). A review that was adjourned is two occurrences with
   one number: it sat, and it was completed. `timeline` holds those of a period of care.
2. **Scope.** What a due date belongs to: a period of care, a placement, a review, the event that caused it; with a first and a
   last day, and what closed it. `scopes` is the only place where the four differ.
3. **Completions are assigned by one rule in order**, each to one occurrence (`completions`): a completion meets what it names, a
   review or a reference; or what it lies within; or, done early, what began no longer after it than a rule allows. In a period
   of care, a placement or a review that is settled before the rules of the task fire; a placement takes an early completion only
   if the placement before it did not use it. For events it is settled once firing has shown which events cause the task.
4. **Firing.** A rule fires for each occurrence of its anchor at which its conditions hold, and sets a limit on one occurrence of
   its task (`walk.fire`).
5. **Binding.** All limits on the same occurrence meet. Those that lapse are set aside, with the reason; the earliest of the
   others binds, the rest are kept beside it (`walk.applicable_limits`).
6. **Projection.** A task in a scope is worked through in order: completed, then open, then assumed (`sequences`). What is open is
   assumed done on its due date, so that what counts from it has a date too. A task that no rule makes recur ends after its
   first; tasks of one review have one occurrence only (`single`), and so have most of one event (`event_tasks`). `reviews` adds
   what only reviews have: numbers, bookings, adjournments.
7. **Closing.** When a scope ends, what is still open in it is no longer owed if it was not yet due; else it stays as it was.
8. **What is left.** What the history records that nothing used and no rule asked about is named, and so is what leaves doubt:
   the room `remarks`, which `problems` asks.

`build_schedule` is the way in. A child came into care on 19 December 2025 (occurrence), which fires the rule "20 working days"
for the first review (limit); nobody has held it, so it is open, and assumed held on its due date (projection), from which the
rule "3 months" counts the second:

    >>> from datetime import date
    >>> from lacreview_rules import BecameLookedAfter, History, load_profile
    >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
    >>> for due in schedule.of("review"):
    ...     print(due.id, due.due, due.basis, due.scope)
    review/2025-12-19 2026-01-21 actual period-of-care 1: 2025-12-19
    review/2025-12-19+1 2026-04-21 projected period-of-care 1: 2025-12-19
"""

from __future__ import annotations

from lacreview_rules.engine.build import build_schedule

__all__ = ["build_schedule"]
