"""What the tools answer about profiles: the list of them, the check of one, and several side by side."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lacreview_rules.assistants.records import (
    CutRecord,
    model_schema,
)
from lacreview_rules.assurance.findings import (  # noqa: TC001 - what makes models from these needs them at run time
    Kind,
    Severity,
)
from lacreview_rules.comparison.side_by_side import Difference  # noqa: TC001 - as above
from lacreview_rules.profiles.models import Force, Verified  # noqa: TC001 - as above
from lacreview_rules.rules.occurrences import Basis  # noqa: TC001 - as above
from lacreview_rules.schedules.records import (
    AtLeast,
    Day,
    ProfileUsed,
)


class ListedProfile(TypedDict):
    """A profile that can be asked for."""

    id: Annotated[str, "Its id."]
    name: Annotated[str, "What it is called."]
    version: Annotated[str, "Its version."]
    extends: Annotated[list[str], "The ids of the profiles that stand beside it, the nearest first."]


class ListedTask(TypedDict):
    """A task of a profile."""

    task: Annotated[str, "Its id."]
    title: Annotated[str, "What must be done, in plain English."]
    role: Annotated[str, "Who must do it; may be empty."]


class ProfilesAnswer(TypedDict):
    """The profiles there are, or the one that was named with its tasks."""

    profiles: Annotated[list[ListedProfile], "All of them, or the one that was named."]
    tasks: Annotated[list[ListedTask], "The tasks of the one that was named; empty if none was."]
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


class SharesRecord(TypedDict):
    """On how many of the dates compared the local date is earlier than the other, the same, or later."""

    earlier: Annotated[int, AtLeast(0), "Earlier."]
    same: Annotated[int, AtLeast(0), "The same."]
    later: Annotated[int, AtLeast(0), "Later."]
    total: Annotated[int, AtLeast(0), "All that were compared."]
    later_percent: Annotated[float, "The share that is later, in percent."]


class ExampleRecord(TypedDict):
    """One start date, or one invented child, with both dates worked."""

    story: Annotated[str, "What happened, in words."]
    start: Annotated[Day, "The day of the first event."]
    local: Annotated[Day, "The date of the profile that was checked."]
    other: Annotated[Day, "The date of the regulation or guidance."]
    working: Annotated[str, "How the local date was counted."]
    other_working: Annotated[str, "How the other was."]
    days_later: Annotated[int, "By how many days the local date is later."]


class FindingRecord(TypedDict):
    """One thing that the check found about one timescale."""

    severity: Annotated[
        Severity,
        "breach (later than a regulation), looser (later than guidance), trap (wording that can mislead), not-judged (why it could not be "
        "compared, or tried), or fine.",
    ]
    kind: Annotated[Kind, "How it was found."]
    rule: Annotated[str, "The id of the timescale."]
    cite: Annotated[str, "Where it is written."]
    task: Annotated[str, "The id of its task."]
    words: Annotated[str, "What was found, in a sentence or two."]
    counterpart: Annotated[str | None, "The id of the regulation or guidance it was compared with."]
    force: Annotated[Force | None, "Which of the two that is."]
    shares: Annotated[SharesRecord | None, "Of the dates compared."]
    days: Annotated[list[str], "On which start dates it is later, by name."]
    first: Annotated[ExampleRecord | None, "The first example."]
    worst: Annotated[ExampleRecord | None, "The worst."]
    witness: Annotated[ExampleRecord | None, "A whole invented history on which the profile by itself is later."]


CheckAnswer = TypedDict(
    "CheckAnswer",
    {
        "schema_version": Annotated[Literal[1], "The version of this record: 1."],
        "profile": ProfileUsed,
        "against": Annotated[str | None, "What it was compared with; null if with nothing."],
        "not_compared_with": Annotated[str | None, "What it was to be compared with and was not, as that stands under another law."],
        "law": Annotated[str | None, "The law it stands under."],
        "stands_alone": Annotated[bool, "It extends nothing, so no regulations stand beside it in a schedule."],
        "from": Annotated[Day, "The first start date compared."],
        "to": Annotated[Day, "The last."],
        "timescales_checked": Annotated[list[str], "The ids of its own timescales."],
        "without_counterpart": Annotated[list[str], "Those that nothing in the regulations or guidance corresponds to."],
        "not_comparable": Annotated[
            list[str],
            "Those that were compared with nothing, though there is law about the task: not-judged says why.",
        ],
        "verdict": Annotated[str, "The answer in a sentence or two."],
        "can_be_later_than_the_regulations": Annotated[bool, "Whether there is a breach at all, whatever severities were asked for."],
        "findings": Annotated[list[FindingRecord], "The gravest first."],
        "cut": Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."],
    },
)
"""What a check found."""


class ComparedProfile(TypedDict):
    """One of the profiles compared."""

    label: Annotated[str, "What it is called in the readings: its id, with the version where two have the same."]
    id: Annotated[str, "Its id."]
    name: Annotated[str, "What it is called."]
    version: Annotated[str, "Its version."]
    digest: Annotated[str, "SHA-256 of its content."]
    law: Annotated[str | None, "The law that it stands under, if it says."]


class RuleInWords(TypedDict):
    """One timescale in words."""

    rule: Annotated[str, "Its id."]
    words: Annotated[str, "By when."]
    more: Annotated[list[str], "On what conditions."]
    cite: Annotated[str, "Where it is written."]
    force: Annotated[Force, "What stands behind it."]
    verified: Annotated[Verified, "How far its wording was checked."]
    ambiguous: Annotated[str, "What its wording leaves open; may be empty."]


class ComparedDate(TypedDict):
    """The date that a profile gives one occurrence of a task."""

    due: Annotated[Day | None, "The date; null for advice."]
    rule: Annotated[str, "The id of the rule that binds."]
    basis: Annotated[Basis, "What it counts from."]


class ProfileReading(TypedDict):
    """What one profile says of one task."""

    profile: Annotated[str, "The label of the profile."]
    title: Annotated[str, "What must be done; empty if the profile has no such task."]
    role: Annotated[str, "Who must do it; may be empty."]
    timescales: Annotated[list[RuleInWords], "Its own, less those that all the profiles have."]
    dates: Annotated[list[ComparedDate | None], "One for each of occurrences; null where the profile calls for none."]


class ComparedTaskRecord(TypedDict):
    """One task as the profiles read it."""

    task: Annotated[str, "The id of the task."]
    title: Annotated[str, "What must be done, in plain English."]
    difference: Annotated[Difference, "What differs between the profiles."]
    shared: Annotated[list[RuleInWords], "The timescales that all the profiles have."]
    occurrences: Annotated[list[str], "What the dates belong to, as in review 2; empty text for a task that comes once."]
    readings: Annotated[list[ProfileReading], "One for each profile."]


class DependentTask(TypedDict):
    """A task whose dates depend on the day of birth, so that an age does not decide them."""

    task: Annotated[str, "Its id."]
    title: Annotated[str, "What must be done, in plain English."]
    earliest: Annotated[None, "Always null: ask the tool schedule for the range of its dates."]
    latest: Annotated[None, "Likewise."]
    for_all: Annotated[bool, "Whether it is compared whatever the day of birth."]


class ComparisonProblem(TypedDict):
    """Something in the events that one of the profiles could not use."""

    profile: Annotated[str, "The label of the profile."]
    where: Annotated[str, "The place in the history."]
    what: Annotated[str, "What is wrong there."]
    remedy: Annotated[str, "How to mend it; may be empty."]


class ComparisonAnswer(TypedDict):
    """Several profiles side by side."""

    profiles: Annotated[list[ComparedProfile], "In the order in which they were named."]
    child: Annotated[str, "Whose dates are compared: the child as told, or a worked example."]
    tasks: Annotated[list[ComparedTaskRecord], "Those on which they differ most first."]
    depends_on_birth: Annotated[list[DependentTask], "The tasks of which the age given does not decide the dates."]
    problems: Annotated[list[ComparisonProblem], "What in the events could not be used, or is in doubt."]
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


PROFILES_SCHEMA = model_schema(ProfilesAnswer)
CHECK_SCHEMA = model_schema(CheckAnswer, {"from": "since"})
COMPARISON_SCHEMA = model_schema(ComparisonAnswer)
