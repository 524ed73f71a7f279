"""Guidance gives way to a local timescale where that limits an occurrence, and to nothing where it does not (design.md, Profiles).

Published procedures (F4, 7): a row for later reviews took the first review's three working days away (IRO Handbook), and one for
PEPs every six months the first PEP. Looked after Mon 5 January 2026, reviewed Fri 30 January; the next review is due three months
later (CPR 2010 reg 33(2)), Thu 30 April.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.small_profiles import (
    CAME_IN,
    HEAD,
    D,
    asked,
    done,
    head_of,
    letter_of,
    limits,
    moved,
    profile_of,
    reviewed,
    rules_of,
    schedule_of,
    task_of,
)

from lacreview_rules import Fact, History, build_schedule, load_profile
from lacreview_rules.schedules.standing import occurrence_of

LATER_REVIEWS = 'limit = "5 working days"\nbefore = "review"\nwhen = { review = "not first" }'


def test_a_row_for_later_reviews_leaves_the_first_its_guidance() -> None:
    """Three working days before 30 January are Tue 27 January; five before 30 April Thu 23 April, where guidance is set aside."""
    first, second, *_ = schedule_of(rules_of("review-report", LATER_REVIEWS), *reviewed("2026-01-30"), head=HEAD).of("review-report")
    assert limits(first) == [("england/IRO4", "2026-01-27")]
    assert limits(second) == [("ours/1", "2026-04-23")]
    [aside] = occurrence_of(second).set_aside
    assert (aside.limit.rule_id, str(aside.limit.due)) == ("england/IRO4", "2026-04-27")
    assert "Set aside: england/IRO4, Mon 27 Apr 2026: ours/1 takes its place (Thu 23 Apr 2026)" in str(second.explanation)


def test_a_row_that_is_later_replaces_guidance_all_the_same() -> None:
    """One working day before the review: guidance is not law, and the authority says otherwise."""
    row = LATER_REVIEWS.replace("5 working days", "1 working day")
    second = schedule_of(rules_of("review-report", row), *reviewed("2026-01-30"), head=HEAD).of("review-report")[1]
    assert limits(second) == [("ours/1", "2026-04-29")]


def test_pep_every_six_months_leaves_the_first_pep_its_date() -> None:
    """Statutory guidance: ten working days after Mon 5 January are Mon 19 January. Six months after 15 January are 15 July."""
    row = 'limit = "6 months"\nafter = "personal-education-plan"'
    (first,) = schedule_of(rules_of("personal-education-plan", row), head=HEAD).of("personal-education-plan")[:1]
    assert ("england/E1", "2026-01-19") in limits(first)
    made = schedule_of(rules_of("personal-education-plan", row), done("2026-01-15", "personal-education-plan"), head=HEAD)
    assert limits(made.of("personal-education-plan")[1])[0] == ("ours/1", "2026-07-15")


def test_advice_takes_no_date_away() -> None:
    """'As soon as possible' limits nothing: the handbook's 20 working days after 30 January stay, Fri 27 February."""
    found = schedule_of(
        rules_of("record-distributed", 'after = "review"\nnote = "as soon as possible"'), *reviewed("2026-01-30"), head=HEAD
    )
    assert [limits(due) for due in found.of("record-distributed") if due.due == D("2026-02-27")] == [[("england/IRO8", "2026-02-27")]]
    assert {due.rule for due in found.of("record-distributed") if due.due is None} == {"ours/1"}


def test_a_limit_that_lapses_takes_no_date_away() -> None:
    """A local row that stops with the care plan leaves the guidance from then on."""
    row = 'limit = "5 working days"\nbefore = "review"\nwhen = { review = "any" }\nuntil = "care-plan"'
    found = schedule_of(rules_of("review-report", row), done("2026-01-06", "care-plan"), *reviewed("2026-01-30"), head=HEAD).of(
        "review-report"
    )
    assert limits(found[0]) == [("england/IRO4", "2026-01-27")]


def test_a_row_that_asks_for_nothing_replaces_guidance_altogether() -> None:
    """It limits every occurrence; what it replaces is named among what is replaced, and fires nowhere."""
    profile = profile_of(rules_of("review-report", 'limit = "5 working days"\nbefore = "review"'), head=HEAD)
    assert "england/IRO4" in {rule.id for rule in profile.replaced}
    assert profile_of(rules_of("review-report", LATER_REVIEWS), head=HEAD).yields["england/IRO4"] == ("ours/1",)
    assert pickle.loads(pickle.dumps(profile)) == profile  # noqa: S301 - made a line above


def test_rows_that_limit_every_review_between_them_replace_it_altogether() -> None:
    """One for the first review and one for the others, as Newham has; with one for the second only, the third keeps its guidance."""
    first = 'limit = "4 working days"\nbefore = "review"\nwhen = { review = "first" }'
    assert dict(profile_of(rules_of("review-report", first, LATER_REVIEWS), head=HEAD).yields) == {}
    second = LATER_REVIEWS.replace("not first", "second")
    assert profile_of(rules_of("review-report", first, second), head=HEAD).yields["england/IRO4"] == ("ours/1", "ours/2")


ASSESSMENT = (
    'limit = "15 working days"\nafter = "became-looked-after"\nunless = { legal_status = "short-break" }\nmay_precede = "3 months"\n'
    'while = { placement = "not adoptive" }\n'
)


def test_guidance_that_comes_back_stays_beside_a_row_that_does_not() -> None:
    """England/H5 lapses on 20 January with the placement for adoption, and is due on the day of the return, Mon 9 March."""
    moves = [moved("2026-01-20", "adoptive"), moved("2026-03-09")]
    (due,) = schedule_of(rules_of("health-assessment", ASSESSMENT), *moves, head=HEAD).of("health-assessment")[:1]
    assert ("england/H5", "2026-03-09") in limits(due)
    again = rules_of("health-assessment", ASSESSMENT + "comes_back = true\n")
    assert "england/H5" not in {rule.id for rule in profile_of(again, head=HEAD).timescales}
    (due,) = schedule_of(again, *moves, head=HEAD).of("health-assessment")[:1]
    assert ("ours/1", "2026-03-09") in limits(due)


def test_guidance_from_which_exemptions_end_stays_beside_a_row_from_which_they_do_not() -> None:
    """Where the row's own exemption goes on though the guidance's has ended, the guidance has the date."""
    law = head_of("law") + (
        '[[facts]]\nid = "abroad"\ntitle = "Abroad"\n' + task_of() + '[[timescales]]\nid = "law/1"\ntask = "letter"\nforce = "guidance"\n'
        'limit = "10 days"\nafter = "became-looked-after"\nunless = { fact = "abroad" }\nunless_throughout = true\n'
    )
    mine = '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "8 days"\nafter = "became-looked-after"\nunless = { fact = "abroad" }\n'
    with TemporaryDirectory() as folder:
        Path(folder, "law.toml").write_text(law, encoding="utf-8")
        for key, left in (("", {"law/1", "ours/1"}), ("unless_throughout = true\n", {"ours/1"})):
            ours = Path(folder, "ours.toml")
            ours.write_text(head_of(extends="./law.toml") + mine + key, encoding="utf-8")
            assert {rule.id for rule in load_profile(ours).timescales} == left


def test_guidance_that_sets_no_day_this_time_is_not_told_beside_the_row_that_takes_its_place() -> None:
    """It takes the day asked for, and none was: the row's week after Mon 12 January stands alone; where the row is not for, the advice."""
    law = head_of("law") + '[[facts]]\nid = "abroad"\ntitle = "Abroad"\n'
    law += letter_of('after = "review-requested"\nlimit_from = "review_by"\nforce = "guidance"').replace("ours/1", "law/1")
    mine = rules_of("letter", 'limit = "1 week"\nafter = "review-requested"\nwhen = { fact = "abroad" }')
    with TemporaryDirectory() as folder:
        Path(folder, "law.toml").write_text(law, encoding="utf-8")
        ours = Path(folder, "ours.toml")
        ours.write_text(head_of(extends="./law.toml") + mine, encoding="utf-8")
        profile = load_profile(ours)
    events = [CAME_IN, asked("2026-01-08"), Fact(on=D("2026-01-09"), fact="abroad"), asked("2026-01-12")]
    found = build_schedule(History("A1", events), profile).of("letter")
    assert [limits(due) for due in found] == [[("ours/1", "2026-01-19")], [("law/1", "None")]]
    assert occurrence_of(found[0]).set_aside == ()
