"""The tools that an assistant may call: what each is for, what it takes, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.assistants import about_a_child, about_profiles, schemas
from lacreview_rules.assistants.profile_records import CHECK_SCHEMA, COMPARISON_SCHEMA, PROFILES_SCHEMA
from lacreview_rules.assistants.records import DATE_SCHEMA, EXPLANATION_SCHEMA, SCHEDULE_SCHEMA, WHAT_IF_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.assistants.sources import Known


class Tool(NamedTuple):
    """One tool.

    Attributes:
        name: what it is called.
        about: what it does and when to call it.
        takes: the JSON Schema of its arguments.
        gives: the JSON Schema of its answer.
        answer: what answers a call.
    """

    name: str
    about: str
    takes: dict[str, Any]
    gives: dict[str, Any]
    answer: Callable[[Known, dict[str, Any]], dict[str, Any]]


def tools() -> tuple[Tool, ...]:
    """All the tools, in the order in which they are listed.

    Example:
        >>> [tool.name for tool in tools()]
        ['date', 'schedule', 'explain', 'what-if', 'profiles', 'check', 'compare']
    """
    day = {"profile": schemas.PROFILE, "as_of": schemas.AS_OF, "until": schemas.UNTIL}
    return (
        Tool(
            "date",
            "Work out one date by counting from a day: working days in England, days, weeks, months, years or hours. Needs no child.",
            schemas.tool_schema(about_profiles.DATE_ARGUMENTS, ["period", "way", "day"]),
            DATE_SCHEMA,
            about_profiles.one_date,
        ),
        Tool(
            "schedule",
            "What is due for one looked after child, by when, from whom, under which rule, with its citation, how far its wording was "
            "checked (verified) and what to know before relying on it (notices). Dates are calculated dates.",
            schemas.tool_schema({**day, "tasks": schemas.TASKS}, ["events", "profile", "as_of"], history=True),
            SCHEDULE_SCHEMA,
            about_a_child.schedule,
        ),
        Tool(
            "explain",
            "How each date of one task was worked out for a child: what it counts from, under which rule, which days were skipped.",
            schemas.tool_schema(
                {**day, "task": schemas.TASK, "review": schemas.REVIEW}, ["events", "profile", "as_of", "task"], history=True
            ),
            EXPLANATION_SCHEMA,
            about_a_child.explain,
        ),
        Tool(
            "what-if",
            "Which dates of a child would be added, removed or moved if events happened (suppose), had not happened (without), or under "
            "another profile (new_profile), and which of these would cause it.",
            schemas.tool_schema(
                {
                    **day,
                    "tasks": schemas.TASKS,
                    "without": {"type": "array", "items": {"type": "integer", "minimum": 0}, "description": "Positions in events, from 0."},
                    "new_profile": {**schemas.PROFILE, "description": "The profile supposed instead."},
                },
                ["events", "profile", "as_of"],
                history=True,
                suppose=True,
            ),
            WHAT_IF_SCHEMA,
            about_a_child.what_if,
        ),
        Tool(
            "profiles",
            "The profiles of timescales there are, or the tasks of one, with their ids.",
            schemas.tool_schema({"profile": {**schemas.PROFILE, "description": "Whose tasks to list. Left out: lists the profiles."}}, []),
            PROFILES_SCHEMA,
            about_profiles.profiles,
        ),
        Tool(
            "check",
            "Can the timescales of a profile ever be later than the regulations or the statutory guidance, on which dates, by how much?",
            schemas.tool_schema(about_profiles.CHECK_ARGUMENTS, ["profile", "from", "to"]),
            CHECK_SCHEMA,
            about_profiles.check,
        ),
        Tool(
            "compare",
            "What several profiles say of each task, side by side, and the dates that makes for one child: the child of events, or a "
            "worked example where none are given.",
            schemas.tool_schema({"profiles": schemas.PROFILES, "tasks": schemas.TASKS}, ["profiles"], history=True),
            COMPARISON_SCHEMA,
            about_a_child.compare,
        ),
    )
