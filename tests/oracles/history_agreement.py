"""Whether the library and the straight-line calculator say the same of a history, to the last column."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracles.random_histories import history
from tests.oracles.review_cycle import Answers, Row, rows

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.oracles.care import History

    from lacreview_rules import Profile

TASKS = ("review", "review-completed")
ANSWERS = [Answers()] * 6 + [
    Answers(adjourned_review_met_by="completion"),
    Answers(interval_after_adjournment_from="sitting"),
    Answers(additional_reviews="stand-apart"),
    Answers("completion", "sitting", "stand-apart"),
]
"""Six times in ten the documented answers; otherwise one of them changed, or all."""


class Question(NamedTuple):
    """A history, the day on which it is looked at, and the answers to open questions of law."""

    history: History
    as_of: date
    answers: Answers


def question(seed: int, number: int) -> Question:
    """One of the endless sequence that belongs to a seed; looked at on any day, half the time beside one that matters."""
    name = f"{seed}/{number}"
    random = Random(f"{name}/asked")  # noqa: S311 - reproducible on purpose
    made, answers = history(name), random.choice(ANSWERS)
    days = [date.fromisoformat(event["on"]) for event in made["events"]]
    days += [row.due for row in rows(made, days[0], answers)]
    if random.randrange(2):
        as_of = random.choice(days) + timedelta(random.choice([-1, 0, 1]))
    else:
        as_of = min(days) + timedelta(random.randrange((max(days) - min(days)).days + 400))
    return Question(made, as_of, answers)


@cache
def profile(answers: Answers) -> Profile:
    """The regulations, with these answers."""
    return load_profile("england").with_settings(**answers._asdict())


def library(asked: Question) -> list[Row]:
    """What the library says of reviews. Advice has no date, and is not compared."""
    schedule = build_schedule(parse_history(asked.history), profile(asked.answers)).on(asked.as_of)
    return [as_row(due.to_dict()) for due in schedule.due_dates if due.task in TASKS and due.due]


def as_row(due: Mapping[str, Any]) -> Row:
    """A due date of the schedule format."""
    done = due["done_on"]
    return Row(
        due["task"],
        due["period_of_care"],
        due["review"],
        date.fromisoformat(due["due"]),
        date.fromisoformat(due["last_working_day"]),
        due["status"],
        date.fromisoformat(done) if done else None,
        due["days_late"],
        due["basis"],
    )


class Answer(NamedTuple):
    """What the oracle says, and in what the two differ.

    Attributes:
        said: the oracle's rows.
        only_library, only_oracle: the rows of one that the other does not have.
    """

    said: list[Row]
    only_library: list[Row]
    only_oracle: list[Row]

    @property
    def agreed(self) -> bool:
        """Whether there is no difference."""
        return not self.only_library and not self.only_oracle


def compare(asked: Question) -> Answer:
    """Ask both. Equal rows count as often as they occur."""
    said = rows(*asked)
    ours, theirs = Counter(library(asked)), Counter(said)
    return Answer(said, list((ours - theirs).elements()), list((theirs - ours).elements()))
