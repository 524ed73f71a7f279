"""A profile made ready to run: conditions become tests, phrases become counts, tasks get an order.

Nothing here depends on one child. `plan_for` makes the plan of a profile; `context` is what a condition is asked about.
"""
