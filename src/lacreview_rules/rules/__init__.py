"""A profile made ready to run: conditions become tests, phrases become counts, tasks get an order.

Nothing here depends on one child. `plan_for` makes the plan of a profile; `context` is what a condition is asked about, and
`engine.walk` asks it.
"""

from __future__ import annotations

from lacreview_rules.rules.limits import Limit, SetAside
from lacreview_rules.rules.occurrences import Basis, Occurrence
from lacreview_rules.rules.plan import Plan, plan_for
from lacreview_rules.rules.rule_plan import RulePlan
from lacreview_rules.rules.task_plan import TaskPlan

__all__ = ["Basis", "Limit", "Occurrence", "Plan", "RulePlan", "SetAside", "TaskPlan", "plan_for"]
