"""What a profile may say: tasks, timescales, conditions and considerations, as written in a file.

These models are the border: they check the keys and shapes of one TOML or JSON file, and the JSON Schema that
editors use is made from them. Annotations are no text here, which pydantic would have to read at every import.
`profiles.Profile` is what comes of reading a file together with all it extends.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, ValidationError, create_model, field_serializer

from lacreview_rules.errors import Problem, ProfileError, nearest
from lacreview_rules.profiles.conditions import CONDITIONS, ConditionRecord
from lacreview_rules.profiles.conditions import LastBefore as LastBefore  # noqa: PLC0414 - a table of a file, as those here
from lacreview_rules.profiles.conditions import Since as Since  # noqa: PLC0414 - as above
from lacreview_rules.profiles.conditions import TimesDone as TimesDone  # noqa: PLC0414 - as above
from lacreview_rules.profiles.vocabulary import IMPLIES, SAME_AS, EventTerm, FactTerm, NamedDays, RecordedTerm, StatusTerm, Total
from lacreview_rules.profiles.written import Words, Written, listed

Force = Literal["regulation", "guidance", "data-return", "local"]
FORCE_ORDER: tuple[Force, ...] = ("regulation", "guidance", "data-return", "local")
"""Which timescale is named as the one that binds when several fall on the same day."""

Per = Literal["period-of-care", "placement", "review", "event"]
Verified = Literal[True, False, "corroborated"]


class Source(Written):
    """Where the timescales were read."""

    title: str = Field(default="", description="The title of the document the timescales were read in.")
    as_at: str = Field(default="", description='The date of that document, as it prints it: "June 2020".')
    url: str = Field(default="", description="Where the document can be had.")
    note: str = Field(default="", description="What a reader should know about how it was read.")


class ReviewCycle(Written):
    """How reviews are counted."""

    task: str | None = Field(default=None, description="The task that is the review itself. Only a profile that extends nothing says it.")
    completed_by: str | None = Field(default=None, description="The task that completes a review that was adjourned.")
    restarts_on: Words = Field(
        default=(), description='Events after which the next review is a first review again: ["placement-moved"]. Empty: the cycle goes on.'
    )


class Settings(Written):
    """Answers to questions the law leaves open. Each has the default that the documentation argues for."""

    adjourned_review_met_by: Literal["sitting", "completion"] | None = Field(
        default=None, description="Which day tests whether an adjourned review was in time: its first sitting (default) or its completion."
    )
    interval_after_adjournment_from: Literal["completion", "sitting"] | None = Field(
        default=None, description="Which day of an adjourned review the next interval counts from: its completion (default) or its sitting."
    )
    additional_reviews: Literal["count", "stand-apart"] | None = Field(
        default=None,
        description="Whether a review recorded as additional takes its place in the sequence (default, literal reading) or stands apart.",
    )
    count_back: Literal["simple", "clear"] | None = Field(
        default=None,
        description='How "N days before" is counted where the timescale does not say: simple (default), or clear days, one further back.',
    )
    leap_day_birthday: Literal["1 March", "28 February"] | None = Field(
        default=None, description="When a child born on 29 February reaches an age in a common year. Default 1 March."
    )
    care_ends_at_age: int | None = Field(
        default=None,
        ge=1,
        le=30,
        description="The age at which a child can no longer be looked after: due dates from then on carry a notice.",
    )
    review_parts_within: int | None = Field(
        default=None,
        ge=0,
        le=60,
        description="Two reviews no more than this many days apart are remarked on: they may be one review in two parts. 0: never.",
    )


def settings_given(given: Mapping[str, object]) -> dict[str, object]:
    """The settings given, less those that are None, each with a value that it takes.

    Raises:
        ProfileError: there is no setting of that name, or it does not take that value; every one is named.

    Example:
        >>> settings_given({"count_back": "clear", "additional_reviews": None})
        {'count_back': 'clear'}
    """
    try:
        return Settings.model_validate(given).model_dump(exclude_none=True)
    except ValidationError as error:
        raise ProfileError([_wrong(str(one["loc"][0]), one["type"], one["msg"]) for one in error.errors(include_url=False)]) from None


def _wrong(name: str, kind: str, message: str) -> Problem:
    if kind == "extra_forbidden":
        return Problem(name, "there is no such setting", nearest(name, [*Settings.model_fields]))
    return Problem(name, message.replace("Input should", "it should"))


SETTING_DEFAULTS: Mapping[str, object] = {
    "adjourned_review_met_by": "sitting",
    "interval_after_adjournment_from": "completion",
    "additional_reviews": "count",
    "count_back": "simple",
    "leap_day_birthday": "1 March",
    "care_ends_at_age": None,
    "review_parts_within": None,
}


_RECORDS = {record.key: record for record in CONDITIONS}


class _NamedConditions(Written):
    """Named conditions that must all hold. A value may be a list (any of them) or begin with "not "."""

    def named(self) -> list[tuple[ConditionRecord, Any]]:
        """The record and the value of each condition that is named."""
        if len(self.model_fields_set) == 1:  # as most have: asked ten times for each rule whenever a profile is made ready
            [key] = self.model_fields_set
            value = getattr(self, key)
            return [] if value is None else [(_RECORDS[key], value)]
        return [(_RECORDS[key], value) for key, value in self.__dict__.items() if value is not None]


if TYPE_CHECKING:

    class Condition(_NamedConditions):
        """As it is made below."""

        def __init__(self, **named: Any) -> None: ...
        def __getattr__(self, key: str) -> Any: ...

else:
    Condition = create_model(
        "Condition",
        __base__=_NamedConditions,
        __doc__=_NamedConditions.__doc__,
        __module__=__name__,
        **{
            record.key: (record.shape | None, Field(default=None, description=record.description, **(record.bounds or {})))
            for record in CONDITIONS
        },
    )


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(listed)]


class InForce(Written):
    """From and to, both inclusive; either may be missing."""

    from_: date | None = Field(default=None, alias="from", description="The first day on which a count may start under this rule.")
    to: date | None = Field(default=None, description="The last day, inclusive, on which a count may start under this rule.")

    def holds(self, day: date) -> bool:
        """Whether a count that starts on `day` is under this rule."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


InForces = Annotated[tuple[InForce, ...], BeforeValidator(listed)]


class Task(Written):
    """Something somebody must have done by a date."""

    id: str = Field(
        description="A short name with hyphens that timescales and histories use. Use the parent's where it is the same task. Never reuse one."
    )
    title: str = Field(
        description='What must be done, in plain English. {Ordinal} stands for the review\'s number: "{Ordinal} looked after review".'
    )
    role: str = Field(default="", description="Who must do it.")
    per: Per = Field(
        description="What it is done once for: period-of-care, placement (each), review (each), or event (each one that calls for it)."
    )
    done_by: Words = Field(
        default=(), description='Events that mean it was done, as in ["decisions-issued"]. Recording task-done always does.'
    )
    silence: Literal["not-recorded", "not-done"] = Field(
        default="not-recorded",
        description="What it means when nothing says it was done and its time has gone: unknown (default), or not done.",
    )
    outlives_care: bool = Field(default=False, description="Still owed after the child has ceased to be looked after.")
    goes_on_in: Words = Field(
        default=(),
        description='Kinds of placement, as in ["secure-unit"]: a move from one of a kind to another of it does not close it. For tasks per placement.',
    )
    goes_on_under: Words = Field(
        default=(),
        description='Regimes, as in ["short-breaks"]: no move closes it while one of them applies, since the placements are one; one to another kind of placement does. For tasks per placement.',
    )
    sees_child: bool = Field(
        default=False, description='The child has to be seen: task-done with "seen": false does not count. For visits.'
    )
    seldom_recorded: bool = Field(
        default=False,
        description="Few records hold it: not-recorded instead of overdue, until the record mentions it or lists it in records.",
    )
    implies: Words = IMPLIES
    same_as: Words = SAME_AS
    note: str = Field(default="", description="For the reader.")

    @property
    def goes_on(self) -> bool:
        """Whether a task of a placement may go on through several."""
        return bool(self.goes_on_in or self.goes_on_under)


class _Rule(Written):
    id: str = Field(description='Profile id, slash, row: "newham/NH8". Never reused.')
    cite: str = Field(default="", description="Where it is written: regulation, paragraph or section.")
    force: Force = Field(
        default="local", description="What stands behind it: regulation, guidance (statutory), data-return, or local (yours; the default)."
    )
    verified: Verified = Field(
        default=False,
        description='true: somebody read these words in the document. "corroborated": another document says the same, and note names it. false (default): not checked.',
    )
    note: str = Field(default="", description="What a reader of the date should know; a short quotation does well.")
    when: Condition | None = Field(default=None, description="Must hold on the day the count starts. All that are named must hold.")
    unless: Conditions = Field(
        default=(), description="It does not apply where all conditions of this table hold; of a list of tables, where all of any one hold."
    )
    in_force: InForces = Field(
        default=(), description="From and to, both inclusive: counts that start on these days are under this rule. Absent: always."
    )
    restarts_on: Words | None = Field(
        default=None,
        description="Only where it differs from review_cycle.restarts_on: events after which this rule's next review is a first one again.",
    )

    @property
    def asked(self) -> tuple[Condition, ...]:
        """Every table of conditions that it has."""
        return (*((self.when,) if self.when is not None else ()), *self.unless)


class Timescale(_Rule):
    """One rule: this task, this limit, after or before that anchor."""

    task: str = Field(
        description='The id of the task this limits: one of yours, or one of the profile you extend ("lacreview profile show england" lists them).'
    )
    limit: Words = Field(
        default=(),
        description='By when: a whole number and "working days", "days" (calendar), "weeks", "months", "years" or "hours". "0 days" is the same day; "midway", with after and before, the middle day. Of a list, the earliest binds. Absent with before: no later than that day; with after: no date can be calculated.',
    )
    in_force_by: Literal["start", "limit"] = Field(
        default="start",
        description="When a rule changes on a date, which day says whether the old or the new one applies: the day the count starts "
        "(default), or the day of the limit.",
    )
    limit_from: str | None = Field(
        default=None, description='Instead of limit: the field of the event counted from that holds the date, as in "review_by".'
    )
    after: Words = Field(
        default=(),
        description='What it counts from: an event ("became-looked-after"), the completion of a task ("review"), or an age ("age 16 years"). Of a list, the latest. If it names the timescale\'s own task, it recurs.',
    )
    before: str | None = Field(
        default=None, description='What it counts back from, as in "review". Without a limit: due no later than that day.'
    )
    nth: int = Field(
        default=1,
        ge=1,
        le=12,
        description="Which completion after the anchor it limits: 1 (default) the next, 2 the one after that, as in a second review.",
    )
    decided_by: str | None = Field(
        default=None,
        description="The id of a fact ([[facts]]) with a period or a date as its value: from the day it is recorded, it takes the place of limit.",
    )
    decided_for: Literal["every", "next"] = Field(
        default="every",
        description='What a period under decided_by is for: "every" occasion from then on (default), or the "next" only. A date is for the next.',
    )
    counted_in: str | None = Field(
        default=None, description="The id of named days ([[days]]), such as school terms: the limit is counted on these working days only."
    )
    falls_on: str | None = Field(
        default=None,
        description="The id of named days, such as panel dates: the limit, or the day it counts back from, moves back to the last of them on or before it.",
    )
    role: str = Field(default="", description="Who must do it under this timescale, where that differs from the task's.")
    aim: str | None = Field(
        default=None, description='A softer, earlier target: a period counted from the same day in the same way, as in "7 working days".'
    )
    opens: str | None = Field(
        default=None, description="The first day on which it should be done: a period counted from the same day in the same way."
    )
    opens_strict: bool = Field(
        default=False, description="true: what is done before the day on which it opens does not count. Default: it counts, with a notice."
    )
    unless_throughout: bool = Field(
        default=False,
        description="true: what unless names has to hold still on the day of the limit; where it has ended by then, the rule applies.",
    )
    adds_up: bool = Field(
        default=False,
        description="true: the time of earlier periods of care counts too, as far as it lies after the ages in after; of those to which the "
        "rule's conditions apply. The limit is in days or weeks.",
    )
    adds_up_within: str | None = Field(
        default=None,
        description='For a limit in hours: those of earlier events of the kind counted from count too, within so long before, as in "28 days". '
        "Each lasts until the task was done or the child moved, but not to another placement of the kind that the event says; without "
        "times whole days count.",
    )
    until: str | None = Field(
        default=None, description="An event or task that ends a recurring timescale: limits that fall after it lapse."
    )
    while_: Conditions = Field(
        default=(),
        alias="while",
        description="Must still hold on the day of the limit; otherwise the limit lapses. Of a list of tables, all of any one must.",
    )
    comes_back: bool = Field(
        default=False,
        description="true: a limit that lapsed under while comes back on the first later day on which that holds again, if it was not done "
        "meanwhile.",
    )
    clear: bool | None = Field(
        default=None, description='true: "N days before" leaves N whole days between, one day further back. Absent: the setting count_back.'
    )
    inclusive: bool = Field(default=False, description="true: the day counted from is itself day one. Default: it is day nought.")
    deemed: bool = Field(default=False, description="true: if nobody answers by the due date, it counts as done that day.")
    may_precede: bool | str = Field(
        default=False,
        description='true: completing it before the count starts is in time. A period ("3 months"): only within that time before.',
    )
    exempt_like: Words = Field(
        default=(),
        description='Ids of rows of the profile you extend, as in ["england/R1"]: whom these leave out by unless, by while or by the kind of '
        "placement, the legal status or a fact that they ask for, this timescale leaves out too.",
    )
    ambiguous: str = Field(default="", description="What the document does not say, and which reading this is.")

    @property
    def asked(self) -> tuple[Condition, ...]:
        """Every table of conditions that it has."""
        return (*super().asked, *self.while_)

    @property
    def held(self) -> Condition | None:
        """What must still hold on the day of the limit, where it is one table; None where any of several will do."""
        return self.while_[0] if len(self.while_) == 1 else None

    @field_serializer("while_", mode="wrap")
    def _one_alone(self, value: object, handler: SerializerFunctionWrapHandler) -> object:
        """One table as it stands in a file: alone."""
        written = handler(value)
        return written[0] if len(written) == 1 else written


class Consideration(_Rule):
    """Something a review must consider: it marks the review and dates no task."""

    title: str = Field(description="What is to be considered, in plain English.")
    role: str = Field(default="", description="Who sees to it.")
    at: str = Field(default="review", description="The task it marks; leave it out for the review.")


class WrittenProfile(Written):
    """One profile file."""

    schema_version: Annotated[int, Field(strict=True, ge=1, le=1)] = Field(description="The version of this format: 1.")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Short name: lower case, digits and hyphens.")
    name: str = Field(description="The authority's, or the profile's, full name.")
    extends: str | None = Field(
        default=None,
        description='The profile it builds on: "england", another shipped profile, or a path from this file ("./our-base.toml").',
    )
    law: str | None = Field(
        default=None,
        pattern=r"\S",
        description='The law that these timescales stand under: "England", "Wales". Absent: that of the profile it extends. No profile is '
        "compared with the regulations of another law.",
    )
    calendar: Words = Field(
        default=(),
        description='Files of bank holidays, by their paths from this file, as in ["./bank-holidays.toml"]: they always lie over those of '
        "England and Wales, whether or not --calendar is given.",
    )
    version: str = Field(description='The version of these timescales, often the date of the document: "2020-06".')
    source: Source = Field(default=Source.model_construct(), description="The document the timescales were read in.")
    review_cycle: ReviewCycle = Field(
        default=ReviewCycle.model_construct(), description="How reviews are counted, and what starts the count again."
    )
    settings: Settings = Field(
        default=Settings.model_construct(), description="Your answers to questions the law leaves open; leave out those you do not answer."
    )
    roles: Words = Field(
        default=(), description="Who does things here, besides those of the profile it extends. A role that is used has to be among them."
    )
    drop: Words = Field(
        default=(), description='Ids of guidance rows, as in ["england/IRO3"], that do not apply here. A regulation cannot be dropped.'
    )
    events: tuple[EventTerm, ...] = Field(
        default=(), description="Kinds of event that this profile adds to those of the profile it extends."
    )
    facts: tuple[FactTerm, ...] = Field(default=(), description="Facts that this profile adds to those of the profile it extends.")
    days: tuple[NamedDays, ...] = Field(default=(), description="Days that the authority names: terms, panels.")
    totals: tuple[Total, ...] = Field(default=(), description="Totals of days that matter when they are passed.")
    placements: tuple[RecordedTerm, ...] = Field(
        default=(), description="Kinds of placement that this profile adds to those of the profile it extends."
    )
    legal_statuses: tuple[StatusTerm, ...] = Field(
        default=(), description="Legal statuses that this profile adds to those of the profile it extends."
    )
    tasks: tuple[Task, ...] = Field(default=(), description="Tasks that are new, or have another title or role.")
    timescales: tuple[Timescale, ...] = Field(default=(), description="One for each sentence of your procedure that says by when.")
    considerations: tuple[Consideration, ...] = Field(default=(), description="What a review must consider.")
