"""`exempt_like`: a local timescale leaves out the children whom the law leaves out, without saying it again (design.md, New keys).

CPR 2010 reg 48: a child in short breaks has a first review within three months, not 20 working days; 28 days after Mon 5 January 2026
are Mon 2 February (F5a). AAR 2005 reg 36: a child placed for adoption has reviews of another kind.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import HEAD, D, came, limits, moved, profile_of, rules_of, schedule_of

from lacreview_rules import LegalStatusChanged, ProfileError
from lacreview_rules.profiles.exemptions import with_exemptions
from lacreview_rules.profiles.models import Condition, Timescale
from lacreview_rules.profiles.words import terms_words

ROW = 'limit = "28 days"\nafter = "became-looked-after"\n'
LIKE = ROW + 'exempt_like = ["england/R1"]\n'


def test_a_child_in_short_breaks() -> None:
    """Without the key the row dates a review on 2 February, with it england/S1 alone does: three months after 5 January is 5 April."""
    born = came(status="short-break")
    (first, *_) = schedule_of(rules_of("review", ROW), came_in=born).of("review")
    assert limits(first)[0] == ("ours/1", "2026-02-02")
    (first, *_) = schedule_of(rules_of("review", LIKE), came_in=born).of("review")
    assert limits(first) == [("england/S1", "2026-04-05")]


def test_a_child_in_foster_care_is_not_left_out() -> None:
    """20 working days and 28 days after Mon 5 January 2026 are both Mon 2 February."""
    (first, *_) = schedule_of(rules_of("review", LIKE)).of("review")
    assert limits(first) == [("england/R1", "2026-02-02"), ("ours/1", "2026-02-02")]


def test_what_must_hold_on_the_day_of_the_limit() -> None:
    """england/R1 lapses for a child who is then placed for adoption, and so does the row like it."""
    (first, *_) = schedule_of(rules_of("review", LIKE), moved("2026-01-20", "adoptive")).of("review")
    assert "ours/1" not in dict(limits(first))


PLAN = 'limit = "8 working days"\nafter = "became-looked-after"\nexempt_like = ["england/P1"]\n'


def test_an_exemption_that_has_to_last() -> None:
    """P1 leaves out a child on remand alone, and no longer once a care order joins it.

    Working days after Mon 5 January 2026, with no bank holiday among them: five for a child on remand alone (reg 47B), until Mon 12;
    the row's eight, until Thu 15; reg 4(2)'s ten, until Mon 19. The order joins on the 12th, on which only the first was owed.
    """
    joined = LegalStatusChanged(on=D("2026-01-12"), legal_status=("remand", "interim-care-order"))
    (plan,) = schedule_of(rules_of("care-plan", PLAN), joined, came_in=came(status="remand"), head=HEAD).of("care-plan")
    assert dict(limits(plan)) == {"england/P1": "2026-01-19", "ours/1": "2026-01-15", "england/D1": "2026-01-12"}
    (plan,) = schedule_of(rules_of("care-plan", PLAN), came_in=came(status="remand"), head=HEAD).of("care-plan")
    assert dict(limits(plan)) == {"england/D1": "2026-01-12"}


def test_it_has_to_last_for_ones_own_exemptions_too() -> None:
    """One key for all of a row: the stricter."""
    rule = with_exemptions(
        Timescale(id="ours/1", task="t", after="a", limit="8 days", unless=[Condition(fact="mine")]),
        [Timescale(id="law/1", task="t", after="a", limit="8 days", unless=[Condition(fact="its")], unless_throughout=True)],
    )
    assert rule.unless_throughout
    assert [one.fact for one in rule.unless] == [("mine",), ("its",)]


@pytest.mark.parametrize("limit", ["midway", None])
def test_what_has_no_limit_to_last_until(limit: str | None) -> None:
    """Advice, and the middle day between two things: what is exempt where the count starts is exempt."""
    rule = Timescale(id="ours/1", task="t", after="a", **({} if limit is None else {"limit": limit, "before": "b"}))
    other = Timescale(id="law/1", task="t", after="a", limit="8 days", unless=[Condition(fact="its")], unless_throughout=True)
    assert not with_exemptions(rule, [other]).unless_throughout


def test_profile_show_says_it() -> None:
    """The key, and each exemption in words: what england.toml says of reg 33(1) under `unless`, `while` and `comes_back`."""
    profile = profile_of(rules_of("review", LIKE))
    rule = profile.rule("ours/1")
    assert isinstance(rule, Timescale)
    assert [*terms_words(rule, profile)] == [
        "unless the legal status is short break",
        "as long as the placement is not adoptive",
        "where that holds again only after the day of the limit, due on the day from which it does",
        "leaves out whom england/R1 leaves out",
    ]


@pytest.mark.parametrize(
    ("mine", "its", "both"),
    [
        ({"placement": "not hospital"}, {"placement": "not adoptive"}, {"placement": ("not hospital", "not adoptive")}),
        ({"placement": ["parent", "hospital"]}, {"placement": ["adoptive", "parent"]}, {"placement": ("parent",)}),
        ({"placement": "parent"}, {"placement": "not adoptive"}, {"placement": ("parent", "not adoptive")}),
        ({"fact": "a"}, {"fact": ["b", "not c"]}, {"fact": ("a", "b", "not c")}),
        ({"emergency": True}, {"emergency": True}, {"emergency": True}),
        ({"review": "first"}, {"review": "later"}, {"review": ("first",)}),  # which review it is, each says itself
        ({"review": "first"}, {"review": "later", "fact": "a"}, {"review": ("first",), "fact": ("a",)}),
    ],
)
def test_conditions_of_two_rules(mine: dict[str, object], its: dict[str, object], both: dict[str, object]) -> None:
    """All that either asks of the child."""
    rule, other = (Timescale(id=f"ours/{n}", task="t", after="a", when=Condition(**said)) for n, said in ((1, mine), (2, its)))
    when = with_exemptions(rule, [other]).when
    assert when is not None
    assert {record.key: value for record, value in when.named()} == both


def refused(row: str) -> list[str]:
    with pytest.raises(ProfileError) as error:
        profile_of(rules_of("review", row))
    return [f"{problem.where.partition(':')[2]}: {problem.what}; {problem.remedy}" for problem in error.value.problems]


def test_what_cannot_be() -> None:
    """A row that there is not; one that no child has in common with this."""
    [unknown] = refused(ROW + 'exempt_like = ["england/R11111"]\n')
    assert '"england/R11111" is not a row of england; did you mean' in unknown
    [never] = refused('limit = "28 days"\nafter = "placement-started"\nwhen = { placement = "parent" }\nexempt_like = ["england/A3"]\n')
    assert never.endswith("no child is left to whom both apply; correct when, or exempt_like")
    rule, other = (Timescale(id=f"ours/{n}", task="t", after="a", when=Condition(emergency=said)) for n, said in ((1, True), (2, False)))
    with pytest.raises(ValueError, match="no child is left to whom both apply"):
        with_exemptions(rule, [other])
