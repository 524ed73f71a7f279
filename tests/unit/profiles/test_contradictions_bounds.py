"""Just this side and just that side of each contradiction (profile format: what makes no sense is refused, and nothing else is).

The lengths were worked by hand: a month has 28 to 31 days, a year 365 or 366, and five working days over Christmas take twelve days.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError
from lacreview_rules.profiles.contradictions import contradictions_of
from lacreview_rules.profiles.models import Timescale, WrittenProfile

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "ours/1"\ntask = "decisions"\n'  # lines 6 to 8
FIRST = date(2026, 1, 1)


def told(folder: Path, body: str) -> list[str]:
    path = folder / "ours.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    try:
        load_profile(path)
    except ProfileError as error:
        return [str(problem).removeprefix(f"{path}:") for problem in error.problems]
    return []


class TestWindows:
    """What opens after it is due, and aims later than the limit."""

    @pytest.mark.parametrize(
        ("later", "sooner", "fine"),
        [
            ("6 working days", "5 working days", "6 working days"),
            ("15 days", "2 weeks", "15 days"),
            ("2 weeks", "13 days", "14 days"),
            ("1 month", "27 days", "28 days"),  # as in February
            ("32 days", "1 month", "32 days"),
            ("1 year", "364 days", "365 days"),
            ("367 days", "1 year", "367 days"),
            ("49 hours", "2 days", "49 hours"),
            ("3 days", "71 hours", "72 hours"),
            ("5 working days", "4 days", "5 days"),
            ("17 days", "5 working days", "6 working days"),  # not even over Christmas do five take so long
            ("2 months", "6 weeks", "8 weeks"),
            ("13 months", "51 weeks", "52 weeks"),  # 13 months of 28 days
        ],
    )
    def test_later_than_the_limit(self, tmp_path: Path, later: str, sooner: str, fine: str) -> None:
        """After an event a longer period is later, from whatever day it is counted; counting back, sooner."""
        remedy = "swap the two, or correct one of them"
        after = ROW + 'after = "review"\nlimit = "{}"\n{} = "{}"\n'
        assert told(tmp_path, after.format(sooner, "opens", later)) == [
            f"11: ours/1.opens: it opens after it is due: {later} against {sooner}; {remedy}"
        ]
        assert told(tmp_path, after.format(sooner, "aim", later)) == [
            f"11: ours/1.aim: the aim is later than the limit: {later} against {sooner}; {remedy}"
        ]
        assert told(tmp_path, after.format(fine, "aim", later)) == []
        before = after.replace("after", "before").replace("decisions", "review-report")
        assert told(tmp_path, before.format(later, "opens", sooner)) == [
            f"11: ours/1.opens: it opens after it is due: {sooner} against {later}; {remedy}"
        ]
        assert told(tmp_path, before.format(later, "aim", sooner)) == [
            f"11: ours/1.aim: the aim is later than the limit: {sooner} against {later}; {remedy}"
        ]
        assert told(tmp_path, before.format(sooner, "opens", later)) == []

    def test_ten_years_of_working_days_are_longer_than_ten_years(self, tmp_path: Path) -> None:
        """A year has 254 working days at most, so 2,600 take more than 3,660 days."""
        assert told(tmp_path, ROW + 'after = "review"\nlimit = "2600 working days"\nopens = "3660 days"\n') == []

    def test_each_limit_of_a_list(self, tmp_path: Path) -> None:
        """The aim has to stand before each."""
        found = told(tmp_path, ROW + 'after = "review"\nlimit = ["5 days", "3 weeks", "1 week"]\naim = "8 days"\nopens = "6 days"\n')
        assert [line.split(": ", 1)[1].split(";")[0] for line in found] == [
            "ours/1.opens: it opens after it is due: 6 days against 5 days",
            "ours/1.aim: the aim is later than the limit: 8 days against 5 days",
            "ours/1.aim: the aim is later than the limit: 8 days against 1 week",
        ]

    def test_midway_is_compared_with_nothing(self, tmp_path: Path) -> None:
        """It is no period."""
        assert told(tmp_path, ROW + 'after = "review"\nbefore = "placement-ended"\nlimit = "midway"\naim = "3 weeks"\n') == []

    def test_what_cannot_be_read_is_told_once(self, tmp_path: Path) -> None:
        """By the check of the phrases."""
        found = told(tmp_path, ROW + 'after = "review"\nlimit = "5 dys"\naim = "3 weeks"\n')
        assert [line.split(": ")[1] for line in found] == ["ours/1.limit"]


class TestConditions:
    """Conditions that never hold."""

    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            (
                'after = "review"\nlimit = "3 days"\nwhen = { age = "under 5" }\nunless = [{ type = "x" }, { age = "under 5" }]\n',
                ["12: ours/1.unless: it is exempt exactly when it applies, so it never does; correct when or unless"],
            ),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = "under 5" }\nunless = [{ age = "under 6" }]\n', []),
            ('after = "review"\nlimit = "3 days"\nunless = [{ age = "under 5" }]\n', []),
            (
                'after = "review"\nlimit = "3 days"\nwhen = { review = "none" }\n',
                ["11: ours/1.when: it counts from a review and asks that there was none, so it never applies; correct when or after"],
            ),
            ('after = "became-looked-after"\nlimit = "3 days"\nwhen = { review = "none" }\n', []),
            ('after = "review"\nlimit = "3 days"\nwhen = { review = ["none", "first"] }\n', []),
            (
                'after = "review"\nlimit = "3 days"\nwhen = { age = "under 16", first_after_age = 16 }\n',
                ["11: ours/1.when: no child is of both ages; write the ages as one list, or correct one of them"],
            ),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = ["under 5", "under 16"], first_after_age = 16 }\n', None),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = ["under 5", "under 17"], first_after_age = 16 }\n', []),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = ["under 16", "5 or over"], first_after_age = 16 }\n', []),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = "not under 16", first_after_age = 16 }\n', []),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = ["under 16", "not 5 or over"], first_after_age = 16 }\n', None),
            ('after = "review"\nlimit = "3 days"\nwhen = { first_after_age = 16 }\n', []),
            ('after = "review"\nlimit = "3 days"\nwhen = { age = "under 16" }\n', []),
        ],
    )
    def test_each(self, tmp_path: Path, body: str, problems: list[str] | None) -> None:
        """Refused, or not; `None` stands for the same problem as above it."""
        clash = ["11: ours/1.when: no child is of both ages; write the ages as one list, or correct one of them"]
        assert told(tmp_path, ROW + body) == (clash if problems is None else problems)

    def test_an_age_that_cannot_be_read_is_told_once(self, tmp_path: Path) -> None:
        """By the check of the conditions."""
        body = 'after = "review"\nlimit = "3 days"\nwhen = { age = "young", first_after_age = 16 }\n'
        assert told(tmp_path, ROW + body) == ['11: ours/1.when: "young" is not an age; write "under 5" or "5 or over"']

    RESTARTED = 'after = "review"\nlimit = "3 days"\nwhen = { cycle = "restarted" }\n'

    @pytest.mark.parametrize(
        ("body", "refused"),
        [
            (ROW + RESTARTED, True),
            (ROW + RESTARTED + "restarts_on = []\n", True),
            (ROW + RESTARTED + 'restarts_on = ["placement-moved"]\n', False),
            ('[review_cycle]\nrestarts_on = ["placement-moved"]\n' + ROW + RESTARTED, False),
            ('[review_cycle]\nrestarts_on = ["placement-moved"]\n' + ROW + RESTARTED + "restarts_on = []\n", True),
            (ROW + RESTARTED.replace('"restarted"', '"first"'), False),
            (ROW + RESTARTED.replace('"restarted"', '["first", "restarted"]'), False),
        ],
    )
    def test_a_cycle_that_nothing_restarts(self, tmp_path: Path, body: str, refused: bool) -> None:
        """The rule's own word about that goes before the profile's."""
        found = [line.split(": ", 1)[1] for line in told(tmp_path, body)]
        remedy = 'add [review_cycle] restarts_on = ["placement-moved"]'
        assert found == ([f"ours/1.when: no event restarts the cycle, so it is never restarted; {remedy}"] if refused else [])


class TestVersions:
    """Rule pattern 30: two versions of a rule in force on one day."""

    @pytest.mark.parametrize(
        "other",
        [
            'task = "review-record"\n',
            'after = "placement-ended"\n',
            'after = ["review", "placement-ended"]\n',
            'when = { age = "under 5" }\n',
            'unless = [{ age = "under 5" }]\n',
            'while = { placement = "hospital" }\n',
            'until = "ceased-to-be-looked-after"\n',
            'opens = "1 day"\n',
            'aim = "2 days"\n',
            "deemed = true\n",
            'force = "guidance"\n',
        ],
    )
    def test_rules_that_differ_are_no_versions(self, tmp_path: Path, other: str) -> None:
        """What lets both apply side by side. Without the difference they clash."""
        plain = 'task = "decisions"\nafter = "review"\nlimit = "{}"\nin_force = {{ {} }}\n'
        key = other.split(" ", maxsplit=1)[0]
        second = "".join(line for line in plain.format("4 days", "from = 2026-04-01").splitlines(keepends=True) if not line.startswith(key))
        first = '[[timescales]]\nid = "ours/1"\n' + plain.format("3 days", "to = 2026-04-01")
        assert told(tmp_path, first + '[[timescales]]\nid = "ours/2"\n' + second + other) == []
        clash = '[[timescales]]\nid = "ours/2"\n' + plain.format("4 days", "from = 2026-04-01")
        assert [line.split(";")[0] for line in told(tmp_path, first + clash)] == [
            '17: ours/2.in_force: it is in force on days on which "ours/1", another version of the same rule, is too'
        ]

    def test_counting_back_from_another_thing(self, tmp_path: Path) -> None:
        """`before` too."""
        row = '[[timescales]]\nid = "ours/{}"\ntask = "review-report"\nbefore = "{}"\nlimit = "{} days"\nin_force = {{ {} }}\n'
        first = row.format(1, "review", 3, "to = 2026-04-01")
        assert told(tmp_path, first + row.format(2, "placement-ended", 4, "from = 2026-04-01")) == []
        assert [line.split(";")[0] for line in told(tmp_path, first + row.format(2, "review", 4, "from = 2026-04-01"))] == [
            '17: ours/2.in_force: it is in force on days on which "ours/1", another version of the same rule, is too'
        ]

    @pytest.mark.parametrize(("most", "sets"), others_slow([(3, 60), (6, 60), (3, 300), (6, 300)], quick=2))
    def test_against_a_look_at_every_day(self, most: int, sets: int) -> None:
        """Sixty or three hundred sets of versions with one to three spans in a fortnight: which clash, found by looking at each day.

        Whatever is told is so; of two versions the clash is told, and of several at least one, if there is any. Rules in force at the same
        times are no versions of one another.
        """
        england = load_profile("england")
        chance = random.Random(30)  # noqa: S311 - the same each time
        for _ in range(sets):
            times = [[span(chance) for _ in range(chance.randint(1, 3))] for _ in range(most - 1)]
            rules = [
                Timescale.model_validate({"id": str(n), "task": "t", "after": "e", "in_force": chance.choice(times)})
                for n in range(chance.randint(2, most))
            ]
            written = WrittenProfile(schema_version=1, id="ours", name="Ours", version="1", timescales=tuple(rules))
            told = contradictions_of(england, written, lambda _table, index, _key: str(index))
            problems = [problem for problem in told if "another version" in problem.what]
            found = {int(problem.where): int(problem.what.split('"')[1]) for problem in problems}
            clashing = {
                (earlier, later)
                for later in range(len(rules))
                for earlier in range(later)
                if rules[earlier].in_force != rules[later].in_force and days(rules[earlier]) & days(rules[later])
            }
            assert {(other, index) for index, other in found.items()} <= clashing
            assert bool(found) == bool(clashing)
            assert [problem.where for problem in problems] == sorted(problem.where for problem in problems)


def span(chance: random.Random) -> dict[str, Any]:
    """A few days of the fortnight, perhaps open at an end."""
    first, last = sorted((chance.randint(0, 13), chance.randint(0, 13)))
    said = {"from": FIRST + timedelta(first), "to": FIRST + timedelta(last)}
    return {key: day for key, day in said.items() if chance.random() > 0.1}


def days(rule: Timescale) -> set[int]:
    """The days of the fortnight, and one before and one after, on which a rule is in force."""
    return {n for n in range(-1, 15) if any(one.holds(FIRST + timedelta(n)) for one in rule.in_force)}
