"""The schedule as other systems receive it: the models its JSON Schema is made from.

The library writes schedules with `Schedule.to_dict`; these models say what that promises, and check it.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - pydantic needs them at run time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lacreview_rules.profiles.models import Force, Verified  # noqa: TC001 - pydantic needs them at run time
from lacreview_rules.rules.occurrences import Basis  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.schedules.standing import Status  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.wording import GRADES


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProfileUsed(_Record):
    """The profile a schedule was made under."""

    id: str = Field(description="Its id.")
    version: str = Field(description="Its version.")
    digest: str = Field(description="SHA-256 of its content: two schedules with one digest were made under the same words.")


class CalendarUsed(_Record):
    """The calendar a schedule was made with."""

    id: str = Field(description="Its id.")
    confirmed_until: date = Field(description="The last day that the official list of bank holidays covers; later dates are provisional.")


class OtherLimit(_Record):
    """A limit on the same task that does not bind because another is earlier or equal."""

    rule: str = Field(description="The id of the rule that sets it.")
    due: date | None = Field(description="Its date; null for advice.")
    force: Force = Field(description="What stands behind that rule.")


class DueDateRecord(_Record):
    """One occurrence of a task with the date by which it is due."""

    task: str = Field(description="The id of the task.")
    title: str = Field(description="What must be done, in plain English.")
    role: str = Field(description="Who must do it; may be empty.")
    period_of_care: int = Field(ge=1, description="The number of the period of care.")
    review: int | None = Field(
        ge=1, description="The number, in its period of care, of the review it is, prepares or follows; otherwise null."
    )
    due: date | None = Field(description="The last day on which it is in time; null for advice.")
    due_at: datetime | None = Field(description="The moment, for limits in hours only, with its offset from UTC.")
    last_working_day: date | None = Field(description="The last working day on or before the due date, which itself does not move.")
    aim: date | None = Field(description="A softer, earlier target.")
    opens: date | None = Field(description="The first day on which it should be done.")
    status: Status = Field(
        description="How it stands on as_of. not-recorded: what it belongs to has ended and nothing says it was done. "
        "cancelled: that ended before it was due. advisory: no date can be calculated."
    )
    done_on: date | None = Field(description="When it was done, as known on as_of.")
    days_late: int | None = Field(ge=0, description="Days late, done or so far; null if it is not late.")
    basis: Basis = Field(
        description="What it counts from: actual (it happened), arranged (a date is booked), projected (assumed done on its own due date)."
    )
    rule: str = Field(description="The id of the rule that binds.")
    force: Force = Field(description="What stands behind that rule.")
    cite: str = Field(description="Where that rule is written.")
    verified: Verified = Field(description=f"How far its wording was checked: true ({GRADES[True]}), corroborated, or false.")
    also: list[OtherLimit] = Field(description="The other limits on it.")
    notices: list[str] = Field(description="What a reader should know before relying on the date.")


class ConsiderationRecord(_Record):
    """Something that one review must consider."""

    rule: str = Field(description="The id of the rule.")
    title: str = Field(description="What is to be considered.")
    role: str = Field(description="Who sees to it; may be empty.")
    period_of_care: int = Field(ge=1, description="The number of the period of care.")
    review: int = Field(ge=1, description="The number of the review.")
    on: date = Field(description="The day of the review, held, arranged or expected.")
    basis: Basis = Field(description="Whether that review was held, is arranged, or is assumed.")
    force: Force = Field(description="What stands behind the rule.")
    cite: str = Field(description="Where the rule is written.")
    verified: Verified = Field(description="How far its wording was checked.")


class ProblemRecord(_Record):
    """Something in the history that could not be used."""

    where: str = Field(description="The place in the history.")
    what: str = Field(description="What is wrong there.")
    remedy: str = Field(description="How to mend it; may be empty.")


class ScheduleRecord(_Record):
    """All due dates of one child under one profile."""

    schema_version: Literal[1] = Field(description="The version of this format: 1.")
    child: str = Field(description="The identifier the history gave.")
    as_of: date | None = Field(description="The day on which the statuses are given; null for a history without events.")
    profile: ProfileUsed
    calendar: CalendarUsed
    due_dates: list[DueDateRecord] = Field(description="Sorted by due date, then task, then rule; advice comes last.")
    considerations: list[ConsiderationRecord] = Field(description="What particular reviews must consider.")
    problems: list[ProblemRecord] = Field(description="What in the history could not be used.")


def schedule_schema() -> dict[str, Any]:
    """The JSON Schema of one schedule: one object, or one line of JSON Lines.

    Example:
        >>> schedule_schema()["title"]
        'The schedule of one child'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview_rules:schedule:1",
        **ScheduleRecord.model_json_schema(by_alias=True),
        "title": "The schedule of one child",
    }
