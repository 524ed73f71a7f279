"""What type checkers are told of the shipped profiles: their ids and those of their tasks, no more and no less.

That mypy and pyright refuse `schedule.of("reviw")` is in `tests/packaging/consumer.py`.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import get_args

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    History,
    Profile,
    Schedule,
    ShippedProfile,
    ShippedTask,
    build_schedule,
    load_profile,
    shipped_profiles,
)


def test_every_shipped_profile_and_every_task_of_one_is_known() -> None:
    assert get_args(ShippedProfile) == shipped_profiles()
    assert set(get_args(ShippedTask)) == {task for name in shipped_profiles() for task in load_profile(name).tasks}
    assert list(get_args(ShippedTask)) == sorted(set(get_args(ShippedTask)))


@pytest.mark.slow
def test_what_a_checker_is_told_costs_no_time_to_start() -> None:
    program = (
        "import sys; from datetime import date; from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile\n"
        "build_schedule(History('A', [BecameLookedAfter(on=date(2026, 1, 5))]), load_profile('newham')).of('review')\n"
        "print('lacreview_rules.profiles.task_ids' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_names_can_be_used_in_annotations_that_are_evaluated() -> None:
    """As pydantic and others do that read annotations."""
    schedule: Schedule[ShippedTask] = build_schedule(History("A1", [BecameLookedAfter(on=date(2026, 1, 5))]), load_profile("england"))
    assert isinstance(schedule, Schedule)
    assert str(Schedule[ShippedTask]).startswith("lacreview_rules.schedules.schedule.Schedule[")
    assert Profile[ShippedTask].__origin__ is Profile  # type: ignore[attr-defined] # an alias at run time
