"""Whether what a rule leaves open can make a difference to the date in hand, as far as that is known without computing readings.

The answer is never "no" where a reading gives another date: `questions` computes the readings, and a property compares the two.
Which question a rule raises, and where alone it matters, is data (`data/questions.toml`). One that says nothing always matters.
"""

from __future__ import annotations

from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.counting.periods import add_months
from lacreview_rules.data_tables import table_of
from lacreview_rules.histories.events import BecameLookedAfter, statuses_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

    Test = Callable[[TaskOccurrence], bool]


def can_matter(found: TaskOccurrence) -> bool:
    """Whether any question that the binding rule raises can give this due date another day, or another reading."""
    for test in _tests_of(found.limits[0].rule_id):  # noqa: SIM110 - asked of every other due date: a generator takes longer than it asks
        if test(found):
            return True
    return False


def raised_besides(found: TaskOccurrence) -> tuple[str, ...]:
    """What is open of the day on which the count starts, and stands in no rule: whether another text was still in force then."""
    limit = found.limits[0]
    edges = _edges().get(limit.start, ())
    return tuple([said for edge, said in edges if _says_more(limit.plan, edge)]) if edges else ()


def is_among(rule_id: str, names: Sequence[str]) -> bool:
    """Whether a rule is one of those named; a star stands for any letters.

    Example:
        >>> is_among("england/R3-2020", ["england/R1", "england/*-2020"]), is_among("england/R10", ["england/R1"])
        (True, False)
    """
    return rule_id in names or any("*" in name and fnmatchcase(rule_id, name) for name in names)  # most are names, quickly compared


class _Edge(NamedTuple):
    """The first day of a text that a reading takes for the last of another, and the last day of that one."""

    from_: date
    to: frozenset[date]


@lru_cache(maxsize=1024)
def _says_more(plan: RulePlan, edge: _Edge) -> bool:
    """Whether a rule begins on a day on which, under the other reading, another limit of its task still stood."""
    rule = plan.rule
    if all(span.from_ != edge.from_ for span in rule.in_force):
        return False
    alike = (rule.task, rule.after, rule.when)
    others = (one for one in plan.profile.timescales if (one.task, one.after, one.when) == alike and one is not rule)
    return any(other.limit != rule.limit and any(span.to in edge.to for span in other.in_force) for other in others)


@cache
def questions_file() -> Mapping[str, Any]:
    """What `data/questions.toml` says, as it stands there."""
    return table_of("questions")


@cache
def _edges() -> Mapping[date, list[tuple[_Edge, str]]]:
    """By the first days of texts that a question reads as others: what is said of a count that starts then."""
    found: dict[date, list[tuple[_Edge, str]]] = {}
    for question in questions_file()["questions"]:
        edges = [
            edge for reading in question.get("readings", ()) for change in reading.get("changes", ()) for edge in change.get("edges", ())
        ]
        last = frozenset(edge["to"] for edge in edges if "to" in edge)
        for edge in edges:
            if "from" in edge and "said" in question:
                found.setdefault(edge["from"], []).append((_Edge(edge["from"], last), str(question["said"])))
    return found


@lru_cache(maxsize=1024)
def _tests_of(rule_id: str) -> tuple[Test, ...]:
    """The tests of what a rule leaves open, any of which is enough; without any question it is of its own wording, which stands."""
    written = questions_file()
    found = [_test_of(question) for question in written["questions"] if is_among(rule_id, question.get("raised_by", ()))]
    if rule_id in written["also_open"]:
        where = written["also_open_where"].get(rule_id)
        found.append(_always if where is None else _WHERE[where])
    return (_always,) if _always in found else tuple(found) or (_always,)


def _always(_: TaskOccurrence) -> bool:
    return True


def _test_of(question: Mapping[str, Any]) -> Test:
    """What must be so for a question to give another date: what it says itself, or what its readings change of days."""
    if "matters_where" in question:
        return _WHERE[question["matters_where"]]
    tests = [test for reading in question.get("readings", ()) for test in _tests_of_reading(reading)]
    return (lambda found: any(test(found) for test in tests)) if tests else _always


def _tests_of_reading(reading: Mapping[str, Any]) -> list[Test]:
    """Of a reading that moves events or edges: whether it can touch the start of the count; nothing of one that changes nothing."""
    tests = [_moved(move) for move in reading.get("moves", ())]
    tests += [_on_an_edge(change["edges"]) if "edges" in change else _always for change in reading.get("changes", ())]
    if any(key in reading for key in ("settings", "closures", "reviews_from", "due")):
        tests.append(_always)
    return tests


def _moved(move: Mapping[str, Any]) -> Test:
    """Of a count that starts with an event of these kinds: whether it is one whose day can be read as another."""
    kinds, statuses = frozenset(move["events"]), frozenset(move.get("legal_status", ()))

    def test(found: TaskOccurrence) -> bool:
        event = found.limits[0].occurrence.event
        if event is None or event.kind not in kinds or not isinstance(event, BecameLookedAfter):
            return True
        if statuses and statuses.isdisjoint(statuses_of(event) or ("",)):
            return False
        return move["to"] != "1 day" or _counted_a_day_later(found.limits[0], found.care.calendar) != found.limits[0].due

    return test


def _counted_a_day_later(limit: Limit, calendar: WorkingCalendar) -> date | None:
    return _counted(limit, calendar, timedelta(days=1))


def _counted(limit: Limit, calendar: WorkingCalendar, later: timedelta = timedelta(0)) -> date | None:
    return None if limit.plan.count is None else limit.plan.count(limit.start + later, calendar)


def _on_an_edge(edges: Iterable[Mapping[str, Any]]) -> Test:
    """Whether the count starts on a day that is of another text under the reading, or is assumed and may."""
    days = frozenset(edge["instead"] for edge in edges)
    return lambda found: found.limits[0].start in days or not _is_certain(found)


def _is_certain(found: TaskOccurrence) -> bool:
    return found.limits[0].occurrence.basis == "actual"


def _over_a_year(found: TaskOccurrence) -> bool:
    """Whether the gap, or one that is assumed before it, runs over the end of the first year of the placement."""
    limit, anniversary = found.limits[0], add_months(found.scope.first, 12)
    return limit.due is None or (anniversary <= limit.due and (anniversary > limit.start or not _is_certain(found)))


def _after_a_review(found: TaskOccurrence) -> bool:
    return found.care.reviews > 0 or bool(found.care.assumed)


def _beyond_its_text(found: TaskOccurrence) -> bool:
    limit = found.limits[0]
    return limit.due is None or limit.due > limit.plan.last_day


_WHERE: Mapping[str, Test] = {
    "a review was adjourned": lambda found: bool(found.care.adjournments),
    "an additional review was held": lambda found: found.care.has_additional,
    "the gap ends after the first year of the placement": _over_a_year,
    "a review was held": _after_a_review,
    "it is due after the last day of its text": _beyond_its_text,
    "it is not done, and the child moved": lambda found: found.completion is None and found.scope.first > found.care.began,
    "the placement ended with care": lambda found: getattr(found.limits[0].occurrence.event, "kind", None) == "ceased-to-be-looked-after",
    "the child was in care before": lambda found: found.care.number > 1,
    "it came back with the child": lambda found: found.limits[0].due != _counted(found.limits[0], found.care.calendar),
    "it counts from an age": lambda found: found.limits[0].occurrence.name.startswith("age "),
}
"""What `matters_where` of a question, and `also_open_where` of a rule, can say."""
