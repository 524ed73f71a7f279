"""The due dates of a looked after child as an OpenFisca country package: what an OpenFisca user would write.

One person entity, the child. What happened is an input, a date that does not change over time; what is due is a
variable with a formula, worked out for all children at once; the numbers of the law are parameters. OpenFisca
counts neither working days nor months from a day, so the formulas do it with NumPy, as its users do.

It gives every dated due date of the profile `england` for the children it knows: care began on or after 25 September
2020 and goes on, the child was under 16 then, no short break, remand, adoption or placement with a parent, one move
at most, reviews not adjourned and not brought forward by a request, and no task recorded but visits and decisions.
It gives dates only: no status, rule, working or notice, and no other limits beside the one that binds.

Two things do not come naturally to it. A history has as many reviews as it has, and an entity a fixed set of
variables: so the variables are numbered, as many as the children need. And a parameter is looked up for the period of
the simulation, not for each child's own day: so a change of the law (1991 to 2011, the months of 2020) would be
a `where` by hand in every formula it touches, and is left out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.model_api import ETERNITY, Variable, where
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]
    Formula = Callable[..., Any]  # what it is given and gives comes from OpenFisca, which has no types

PERIOD = "2026-01"  # the law of that month; what is asked for does not change over time
REVIEW_TASKS = {
    "child-discussion": -20,
    "iro-consultation": -15,
    "review-report": -3,
    "decisions": 5,
    "care-plan-updated": 10,
    "review-record": 15,
    "record-distributed": 20,
}
"""Working days before (less than nought) or after a review."""

PARAMETERS = {
    "working_days": {
        "first_review": {"2011-04-01": 20},
        "iro_appointed": {"2011-04-01": 5},
        "care_plan": {"2011-04-01": 10},
        "personal_education_plan": {"2018-01-01": 10},
        "health_assessment": {"2015-03-01": 20},
        "placement_plan": {"2011-04-01": 5},
        "emergency_placement_notice": {"2011-04-01": 5},
        "placement_end_notice": {"2011-04-01": 10},
        "manager_response": {"2011-04-01": 5},
        **{task.replace("-", "_"): {"2011-04-01": count} for task, count in REVIEW_TASKS.items()},
    },
    "months": {
        "second_review": {"2011-04-01": 3},
        "later_review": {"2011-04-01": 6},
        "health_assessment_under_five": {"2011-04-01": 6},
        "health_assessment_five_or_over": {"2011-04-01": 12},
        "strengths_and_difficulties": {"2015-03-17": 12},
        "pathway_assessment": {"2011-04-01": 3},
    },
    "days": {
        "first_visit": {"2011-04-01": 7},
        "later_visit": {"2011-04-01": 42},
        "eligible_child": {"2011-04-01": 91},
    },
}

Child = build_entity(key="child", plural="children", label="A looked after child", is_person=True)


def months_after(days: Days, months: int) -> Days:
    """The corresponding date, or the last day of a month that has none."""
    month = days.astype("datetime64[M]")
    same_day: Days = (month + months).astype("datetime64[D]") + (days - month)
    last_day: Days = (month + months + 1).astype("datetime64[D]") - 1
    due: Days = np.minimum(same_day, last_day)
    return due


def birthday(born: Days, years: int) -> Days:
    """The day an age is reached; of a 29 February, 1 March in a common year."""
    month = born.astype("datetime64[M]")
    reached: Days = (month + 12 * years).astype("datetime64[D]") + (born - month)
    return reached


def variable(name: str, formula: Formula | None = None, value_type: type = date) -> type[Variable]:
    """A variable of the child that does not change over time; without a formula it is an input."""
    attributes = {"value_type": value_type, "entity": Child, "definition_period": ETERNITY, "label": name.replace("_", " ")}
    return type(name, (Variable,), attributes | ({} if formula is None else {"formula": formula}))


class LookedAfterSystem(TaxBenefitSystem):  # type: ignore[misc] # OpenFisca has no types
    """The country package, with as many numbered variables as the children need.

    Attributes:
        due_dates: the variables to ask for, and the task of the profile `england` that each is about.
    """

    def __init__(self, bank_holidays: Iterable[date], reviews: int = 2, visits: tuple[int, int] = (1, 0)) -> None:
        """For children with so many reviews held at most, and visits in the first placement and the second."""
        super().__init__([Child])
        self.parameters = ParameterNode("", data=PARAMETERS)
        self.working_days = np.busdaycalendar(holidays=np.array(sorted(bank_holidays), dtype="datetime64[D]"))
        self.due_dates: dict[str, str] = {}
        for name in ("date_of_birth", "became_looked_after", "moved", "next_review_booked"):
            self.add_variable(variable(name))
        self._about_reviews(reviews)
        self._about_care()
        for placement, most in enumerate(visits, 1):
            self._about_placement(placement, most)

    def after(self, days: Days, count: int) -> Days:
        """Working days later, or earlier if less than nought; the day itself is not counted, working day or not."""
        return np.busday_offset(days, count, roll="backward" if count > 0 else "forward", busdaycal=self.working_days)

    def due(self, name: str, task: str, formula: Formula) -> None:
        """Add a variable to ask for."""
        self.add_variable(variable(name, formula))
        self.due_dates[name] = task

    def _about_reviews(self, most: int) -> None:
        """Each review held, the open one and the one after it, and what surrounds each."""

        def reviews_held(child: Any, period: Any) -> Any:
            return sum(~np.isnat(child(f"review_{number}_held", period)) for number in range(1, most + 1))

        self.add_variable(variable("reviews_held", reviews_held, int))
        for number in range(1, most + 3):
            if number <= most:
                self.add_variable(variable(f"review_{number}_held"))
                self.add_variable(variable(f"decisions_{number}_issued"))
            self.due(f"review_{number}_due", "review", self._review_due(number))
            self.add_variable(variable(f"review_{number}_day", _review_day(number, held_at_most=most)))
            for task in REVIEW_TASKS:
                self.due(f"{task.replace('-', '_')}_{number}_due", task, self._around_review(task, number))
            self.due(f"manager_response_{number}_due", "manager-response", self._manager_response(number, recorded=number <= most))

    def _review_due(self, number: int) -> Formula:
        def first(child: Any, period: Any, parameters: Any) -> Any:
            return self.after(child("became_looked_after", period), parameters(period).working_days.first_review)

        def later(child: Any, period: Any, parameters: Any) -> Any:
            months = parameters(period).months
            due = months_after(child(f"review_{number - 1}_day", period), months.second_review if number == 2 else months.later_review)
            return where(child("reviews_held", period) < number - 2, np.datetime64("NaT"), due)

        return first if number == 1 else later

    def _around_review(self, task: str, number: int) -> Formula:
        def formula(child: Any, period: Any, parameters: Any) -> Any:
            return self.after(child(f"review_{number}_day", period), parameters(period).working_days[task.replace("-", "_")])

        return formula

    def _manager_response(self, number: int, *, recorded: bool) -> Formula:
        def formula(child: Any, period: Any, parameters: Any) -> Any:
            decided = child(f"decisions_{number}_due", period)
            if recorded:
                issued = child(f"decisions_{number}_issued", period)
                decided = where(np.isnat(issued), decided, issued)
            return self.after(decided, parameters(period).working_days.manager_response)

        return formula

    def _about_care(self) -> None:
        """What belongs to the whole period of care."""

        def from_start(task: str) -> Formula:
            return lambda child, period, parameters: self.after(child("became_looked_after", period), parameters(period).working_days[task])

        def by_first_review(task: str) -> Formula:
            in_time = from_start(task)
            return lambda child, period, parameters: np.minimum(in_time(child, period, parameters), child("review_1_day", period))

        def second_health_assessment(child: Any, period: Any, parameters: Any) -> Any:
            first, months = child("health_assessment_1_due", period), parameters(period).months
            under_five = first < birthday(child("date_of_birth", period), 5)
            return where(
                under_five,
                months_after(first, months.health_assessment_under_five),
                months_after(first, months.health_assessment_five_or_over),
            )

        def first_questionnaire(child: Any, period: Any, parameters: Any) -> Any:
            start = np.maximum(child("became_looked_after", period), birthday(child("date_of_birth", period), 4))
            return months_after(start, parameters(period).months.strengths_and_difficulties)

        def second_questionnaire(child: Any, period: Any, parameters: Any) -> Any:
            due = months_after(child("questionnaire_1_due", period), parameters(period).months.strengths_and_difficulties)
            return where(due < birthday(child("date_of_birth", period), 17), due, np.datetime64("NaT"))

        def education_plan(child: Any, period: Any, parameters: Any) -> Any:
            came, review, three = (
                child("became_looked_after", period),
                child("review_1_day", period),
                birthday(child("date_of_birth", period), 3),
            )
            in_time = where(came < three, np.datetime64("NaT"), from_start("personal_education_plan")(child, period, parameters))
            return np.fmin(in_time, where(review < three, np.datetime64("NaT"), review))  # of one that is missing, the other

        def thirteen_weeks(child: Any, period: Any, parameters: Any) -> Any:
            start = np.maximum(child("became_looked_after", period), birthday(child("date_of_birth", period), 14))
            return start + parameters(period).days.eligible_child

        def eligible(child: Any, period: Any) -> Any:
            return np.maximum(child("thirteen_weeks_due", period), birthday(child("date_of_birth", period), 16))

        def pathway(child: Any, period: Any, parameters: Any) -> Any:
            return months_after(child("eligible_child_due", period), parameters(period).months.pathway_assessment)

        self.due("care_plan_due", "care-plan", from_start("care_plan"))
        self.due("iro_appointed_due", "iro-appointed", by_first_review("iro_appointed"))
        self.due("personal_education_plan_due", "personal-education-plan", education_plan)
        self.due("health_assessment_1_due", "health-assessment", by_first_review("health_assessment"))
        self.due("health_assessment_2_due", "health-assessment", second_health_assessment)
        self.due("questionnaire_1_due", "strengths-and-difficulties", first_questionnaire)
        self.due("questionnaire_2_due", "strengths-and-difficulties", second_questionnaire)
        self.due("permanence_plan_due", "permanence-plan", lambda child, period: child("review_2_day", period))
        self.due("thirteen_weeks_due", "thirteen-weeks-since-fourteen", thirteen_weeks)
        self.due("eligible_child_due", "eligible-child", eligible)
        self.due("pathway_assessment_due", "pathway-assessment", pathway)

    def _about_placement(self, placement: int, most_visits: int) -> None:
        """The plan, the notices and the visits of the first placement, or of the second."""
        started = "became_looked_after" if placement == 1 else "moved"

        def plan(child: Any, period: Any, parameters: Any) -> Any:
            return self.after(child(started, period), parameters(period).working_days.placement_plan)

        def notice(child: Any, period: Any, parameters: Any) -> Any:
            start = child(started, period)
            later = self.after(start, parameters(period).working_days.emergency_placement_notice)
            return where(child(f"placement_{placement}_emergency", period), later, start)

        def end_notice(child: Any, period: Any, parameters: Any) -> Any:
            return self.after(child("moved", period), parameters(period).working_days.placement_end_notice)

        def visits_made(child: Any, period: Any) -> Any:
            made = (~np.isnat(child(f"visit_{placement}_{number}", period)) for number in range(1, most_visits + 1))
            return sum(made)

        self.add_variable(variable(f"placement_{placement}_emergency", value_type=bool))
        self.due(f"placement_{placement}_plan_due", "placement-plan", plan)
        self.due(f"placement_{placement}_notice_due", "placement-notice", notice)
        if placement == 1:
            self.due("placement_1_end_notice_due", "placement-end-notice", end_notice)
        self.add_variable(variable(f"visits_made_{placement}", visits_made, int))
        for number in range(1, most_visits + 3):
            if number <= most_visits:
                self.add_variable(variable(f"visit_{placement}_{number}"))
            self.due(f"visit_{placement}_{number}_due", "visit", _visit_due(placement, number, started, most_visits))


def _review_day(number: int, *, held_at_most: int) -> Formula:
    """The day a review was held; of the open one the day booked, and otherwise the day it is due."""

    def formula(child: Any, period: Any) -> Any:
        due, booked = child(f"review_{number}_due", period), child("next_review_booked", period)
        is_open = child("reviews_held", period) == number - 1
        day = where(is_open & ~np.isnat(booked), booked, due)
        if number > held_at_most:
            return day
        held = child(f"review_{number}_held", period)
        return where(np.isnat(held), day, held)

    return formula


def _visit_due(placement: int, number: int, started: str, most: int) -> Formula:
    """Visits made, the open one, and where the child still lives there, the one after it."""

    def first(child: Any, period: Any, parameters: Any) -> Any:
        return child(started, period) + parameters(period).days.first_visit

    def later(child: Any, period: Any, parameters: Any) -> Any:
        before, made = child(f"visit_{placement}_{number - 1}_due", period), child(f"visits_made_{placement}", period)
        if number - 1 <= most:
            visited = child(f"visit_{placement}_{number - 1}", period)
            before = where(np.isnat(visited), before, visited)
        moved_away = ~np.isnat(child("moved", period)) if placement == 1 else False
        ahead = where(moved_away, 1, 2)
        return where(number <= made + ahead, before + parameters(period).days.later_visit, np.datetime64("NaT"))

    return first if number == 1 else later


def due_dates(system: LookedAfterSystem, inputs: Mapping[str, NDArray[Any]]) -> dict[str, Days]:
    """Every due date of every child, a column a variable; NaT where there is none."""
    simulation = SimulationBuilder().build_default_simulation(system, count=len(inputs["became_looked_after"]))
    for name, values in inputs.items():
        simulation.set_input(name, PERIOD, values)
    return {name: simulation.calculate(name, PERIOD) for name in system.due_dates}
