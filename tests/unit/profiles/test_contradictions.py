"""A profile that says what cannot be so is refused, each contradiction at its place (design.md: errors for the person who must fix it)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError

if TYPE_CHECKING:
    from pathlib import Path

ROW = '\n[[timescales]]\nid = "ours/{n}"\ntask = "{task}"\nlimit = "{limit}"\n{more}\n'


def row(n: int, more: str, task: str = "decisions", limit: str = "5 working days") -> str:
    return ROW.format(n=n, task=task, limit=limit, more=more)


def problems(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(ProfileError) as raised:
        load_profile(path)
    return [str(problem).removeprefix(f"{path}:") for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('after = "review"\nopens = "10 working days"', "it opens after it is due: 10 working days against 5 working days"),
        ('before = "review"\nopens = "2 working days"', "it opens after it is due: 2 working days against 5 working days"),
        ('after = "review"\naim = "4 weeks"', "the aim is later than the limit: 4 weeks against 5 working days"),
        ('after = "review"\nwhen = { cycle = "restarted" }', "no event restarts the cycle"),
        ('after = "review"\nwhen = { review = "none" }', "asks that there was none"),
        ('after = "review"\nwhen = { review = "first" }\nunless = { review = "first" }', "exempt exactly when it applies"),
        ('after = "review"\nwhen = { age = "under 16", first_after_age = 16 }', "no child is of both ages"),
    ],
)
def test_a_contradiction_is_refused(tmp_path: Path, more: str, said: str) -> None:
    """One contradiction, one problem, with the line and the rule."""
    (told,) = problems(tmp_path, row(1, more, task="review-report" if "before" in more else "decisions"))
    assert said in told
    assert "ours/1." in told


def test_a_window_that_shuts_after_it_opens_is_fine(tmp_path: Path) -> None:
    """Rule pattern 1: sent 5 to 10 days before the review."""
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + row(1, 'before = "review"\nopens = "10 days"', task="review-report", limit="5 days"), encoding="utf-8")
    assert load_profile(path).rule("ours/1").id == "ours/1"


def test_two_versions_on_one_day_are_refused(tmp_path: Path) -> None:
    """Rule pattern 30: changed on a date; both versions hold on 1 April."""
    body = row(1, 'after = "review"\nin_force = { to = 2026-04-01 }') + row(
        2, 'after = "review"\nin_force = { from = 2026-04-01 }', limit="3 working days"
    )
    (told,) = problems(tmp_path, body)
    assert told == (
        '19: ours/2.in_force: it is in force on days on which "ours/1", another version of the same rule, is too; '
        "let one end on the day before the other begins"
    )


def test_all_at_once(tmp_path: Path) -> None:
    """Three rules, three contradictions."""
    body = "".join(
        row(n, more)
        for n, more in enumerate(
            (
                'after = "review"\naim = "4 weeks"',
                'after = "review"\nwhen = { cycle = "restarted" }',
                'after = "review"\nopens = "3 weeks"',
            ),
            1,
        )
    )
    expected = (
        "12: ours/1.aim: the aim is later than the limit: 4 weeks against 5 working days",
        "19: ours/2.when: no event restarts the cycle",
        "26: ours/3.opens: it opens after it is due: 3 weeks against 5 working days",
    )
    for told, said in zip(problems(tmp_path, body), expected, strict=True):
        assert told.startswith(said)


def test_a_role_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    """Profile format, `roles`: a role used but not declared; the nearest is suggested."""
    body = '\n[[tasks]]\nid = "x"\ntitle = "X"\nper = "review"\nrole = "socail worker"\n'
    (told,) = problems(tmp_path, body)
    assert told == '11: x.role: "socail worker" is not a role that is declared; did you mean "social worker"? Or add it to roles'


def test_a_role_may_be_declared(tmp_path: Path) -> None:
    """An authority's own."""
    path = tmp_path / "ours.toml"
    path.write_text(
        HEAD + 'roles = ["team leader"]\n\n[[tasks]]\nid = "x"\ntitle = "X"\nper = "review"\nrole = "team leader"\n', encoding="utf-8"
    )
    assert load_profile(path).tasks["x"].role == "team leader"


def test_every_version_that_clashes_is_told_whatever_their_order(tmp_path: Path) -> None:
    """Rule pattern 30. Of four versions the second to the fourth clash with another; equal spans are no versions."""
    spans = ("to = 2026-04-01", "from = 2025-01-01, to = 2025-06-30", "from = 2026-04-01", "from = 2026-01-01")
    body = "".join(row(n, f'after = "review"\nin_force = {{ {span} }}', limit=f"{n} working days") for n, span in enumerate(spans, 1))
    told = problems(tmp_path, body)
    assert [line.split(": ")[1] for line in told] == ["ours/2.in_force", "ours/3.in_force", "ours/4.in_force"]
    same = "".join(row(n, 'after = "review"\nin_force = { to = 2026-04-01 }', limit=f"{n} working days") for n in (1, 2))
    path = tmp_path / "same.toml"
    path.write_text(HEAD + same, encoding="utf-8")
    own = [rule.id for rule in load_profile(path).timescales if rule.id.startswith("ours/")]
    assert own == ["ours/1", "ours/2"]


def test_versions_that_follow_one_another_are_fine(tmp_path: Path) -> None:
    """Rule pattern 30: twelve versions, each with a span inside and one after a gap, none on a day of another."""
    spans = [f"{{ from = 20{n}-01-01, to = 20{n}-05-31 }}, {{ from = 20{n}-06-02, to = 20{n}-12-31 }}" for n in range(22, 10, -1)]
    rows = [row(n, f'after = "review"\nin_force = [{both}]') for n, both in enumerate(spans, 1)]
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    own = [rule.id for rule in load_profile(path).timescales if rule.id.startswith("ours/")]
    assert own == [f"ours/{n}" for n in range(1, 13)]


@pytest.mark.parametrize("within", ["0 days", "48 hours", "20 working days"])
def test_a_total_is_added_up_within_days(tmp_path: Path, within: str) -> None:
    """Profile format, `within`. In no days nothing adds up; hours and working days are not what a stay is counted in."""
    body = f'[[events]]\nid = "stay"\n[[totals]]\nid = "t"\nevent = "stay"\ndays = 17\nwithin = "{within}"\n'
    (told,) = problems(tmp_path, body)
    assert told == f"12: t.within: days cannot be added up within {within}; write it in days, weeks, months or years, one at least"
