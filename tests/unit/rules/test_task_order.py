"""Tasks are worked out each after what it counts from, and a ring of them is refused with the whole ring told."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, HEAD

from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile, shipped_profiles
from lacreview_rules.errors import ProfileError
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.rules.task_order import task_order

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile


def made(path: Path, needs: dict[str, str], *, extends: bool = False) -> Profile:
    """A profile in which each task is due a day after what it needs."""
    tables = "".join(f'[[tasks]]\nid = "{task}"\ntitle = "T"\nper = "period-of-care"\n' for task in needs)
    tables += "".join(
        f'[[timescales]]\nid = "ours/{task}"\ntask = "{task}"\nlimit = "1 day"\nafter = "{need}"\n' for task, need in needs.items()
    )
    file = path / "ours.toml"
    file.write_text((HEAD if extends else ALONE) + tables, encoding="utf-8")
    return load_profile(file)


@pytest.mark.parametrize("names", list(permutations("abc")))
def test_each_after_what_it_counts_from(tmp_path: Path, names: tuple[str, str, str]) -> None:
    """Whatever the tasks are called and in whatever order they stand: a day, two and three after care began."""
    first, second, third = names
    profile = made(tmp_path, {third: second, first: "became-looked-after", second: first})
    assert task_order(profile) == [first, second, third]
    schedule = build_schedule(History("A1", [BecameLookedAfter(on=date(2026, 1, 5))]), profile)
    assert [(due.task, str(due.due)) for due in schedule.due_dates] == [
        (first, "2026-01-06"),
        (second, "2026-01-07"),
        (third, "2026-01-08"),
    ]


@pytest.mark.parametrize(
    ("needs", "ring"),
    [
        ({"a": "b", "b": "a"}, "a → b → a"),
        ({"a": "b", "b": "c", "c": "a"}, "a → b → c → a"),
        ({"a": "b", "b": "c", "c": "b"}, "b → c → b"),  # what only leads to the ring is left out
        ({"a": "missed b", "b": "a"}, "a → b → a"),
    ],
)
def test_a_ring(tmp_path: Path, needs: dict[str, str], ring: str) -> None:
    with pytest.raises(ProfileError) as told:
        made(tmp_path, needs)
    assert f": timescales: tasks count from each other in a ring: {ring}; break the ring: count one of them from an event" in str(
        told.value
    )


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_shipped_profiles(name: str) -> None:
    """Every task once; each after those it needs; of the rest the review comes first, as conditions ask about it."""
    profile = load_profile(name)
    order = task_order(profile)
    assert sorted(order) == sorted(profile.tasks)
    place = {task: number for number, task in enumerate(order)}
    before_the_review = {profile.cycle_task, profile.completed_by}
    if profile.completed_by is not None and profile.cycle_task is not None:
        assert place[profile.completed_by] < place[profile.cycle_task]
    for rule in profile.timescales:
        for anchor in (*rule.after, rule.before, rule.until):
            need = (anchor or "").removeprefix(MISSED)
            if need in profile.tasks and need != rule.task:
                assert place[need] < place[rule.task], rule.id
    if profile.cycle_task is not None and profile.cycle_task in place:
        earlier = {task for task in order if place[task] < place[profile.cycle_task]}
        needed = {
            n for rule in profile.timescales if rule.task in earlier | before_the_review for n in (*rule.after, rule.before, rule.until)
        }
        assert earlier <= {(name or "").removeprefix(MISSED) for name in needed} | before_the_review


def test_a_cycle_without_a_task_that_completes_it(tmp_path: Path) -> None:
    """The review counts from the start of care, and comes before what it does not need; or it counts from that."""
    file = tmp_path / "ours.toml"
    tables = "".join(
        f'[[tasks]]\nid = "{task}"\ntitle = "T"\nper = "{per}"\n' for task, per in (("a", "period-of-care"), ("panel", "period-of-care"))
    )
    tables += "".join(
        f'[[timescales]]\nid = "ours/{task}"\ntask = "{task}"\nlimit = "1 day"\nafter = "became-looked-after"\n' for task in ("a", "panel")
    )
    file.write_text(f'{ALONE}[review_cycle]\ntask = "panel"\n{tables}', encoding="utf-8")
    assert task_order(load_profile(file)) == ["panel", "a"]
    more = '[[timescales]]\nid = "ours/panel-a"\ntask = "panel"\nlimit = "2 days"\nafter = "a"\n'
    file.write_text(f'{ALONE}[review_cycle]\ntask = "panel"\n{tables}{more}', encoding="utf-8")
    assert task_order(load_profile(file)) == ["a", "panel"]


def test_what_the_review_needs_by_two_ways(tmp_path: Path) -> None:
    """The review counts from two tasks that both count from a third: that comes before all of them, the rest after the review."""
    needs = {"a": "became-looked-after", "b": "a", "c": "a", "z": "became-looked-after", "d": "became-looked-after"}
    profile = made(tmp_path, needs, extends=True)
    file = tmp_path / "ours.toml"
    more = "".join(
        f'[[timescales]]\nid = "ours/review-{task}"\ntask = "review"\nlimit = "5 weeks"\nafter = "{task}"\nforce = "local"\n'
        for task in "bc"
    )
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    order = task_order(load_profile(file))
    assert sorted(order) == sorted(profile.tasks)
    assert order.index("a") < order.index("b") < order.index("review")
    assert order.index("a") < order.index("c") < order.index("review")
    assert order.index("review") < min(order.index("d"), order.index("z"))


@pytest.mark.parametrize("between", ["", "answer"])
def test_reviews_that_would_count_from_a_task_of_reviews(tmp_path: Path, between: str) -> None:
    """The letter about a review could be known only when the reviews are: each of its kind is told, however far off it stands."""
    tables = '[[tasks]]\nid = "letter"\ntitle = "T"\nper = "review"\n[[tasks]]\nid = "answer"\ntitle = "T"\nper = "event"\n'
    for number, (task, need) in enumerate(
        {"letter": "significant-event", "answer": "letter", "review": between or "letter"}.items(), start=1
    ):
        tables += f'[[timescales]]\nid = "ours/{number}"\ntask = "{task}"\nlimit = "1 day"\nafter = "{need}"\n'
    file = tmp_path / "ours.toml"
    file.write_text(HEAD + tables, encoding="utf-8")
    with pytest.raises(ProfileError) as told:
        load_profile(file)
    (problem,) = told.value.problems
    assert problem.where.endswith("ours.toml: timescales")
    assert problem.what == 'reviews count from "letter", of which each review has one: it could not be known before the reviews are'
    assert problem.remedy == "count reviews from something else, or let the task belong to an event or to the period of care"


def test_a_task_that_asks_whether_it_was_done_itself_is_no_ring(tmp_path: Path) -> None:
    """Deemed done by its due date, a week after Mon 5 January: what asks about itself waits for nothing else."""
    made(tmp_path, {"a": "became-looked-after"})
    file = tmp_path / "ours.toml"
    tables = file.read_text(encoding="utf-8").replace('"1 day"', '"1 week"')
    file.write_text(tables + 'deemed = true\nwhile = { task_done = "not a" }\n', encoding="utf-8")
    profile = load_profile(file)
    assert task_order(profile) == ["a"]
    [due] = build_schedule(History("A1", [BecameLookedAfter(on=date(2026, 1, 5))]), profile).due_dates
    assert due.due == date(2026, 1, 12)
