"""A word that nothing declares is answered with what an officer means by it, not with what happens to be spelt alike.

Authority: the record of forty-two procedures written as profiles ("placement" was answered with "placement-plan"); the words are those of
children's services.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError
from lacreview_rules.profile_files.meant import key_meant
from lacreview_rules.profiles.models import Condition, Task, Timescale
from lacreview_rules.profiles.vocabulary import Span
from lacreview_rules.rules.plan import known_anchors

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "ours/1"\ntask = "{task}"\nlimit = "{limit}"\nafter = "{after}"\n{more}'


def told(tmp_path: Path, *, task: str = "visit", after: str = "review", limit: str = "1 week", more: str = "", before: str = "") -> str:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + before + ROW.format(task=task, after=after, limit=limit, more=more), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("care-ceased", "ceased-to-be-looked-after"),
        ("left care", "ceased-to-be-looked-after"),
        ("discharge-from-care", "ceased-to-be-looked-after"),
        ("came-into-care", "became-looked-after"),
        ("admission", "became-looked-after"),
        ("became-lac", "became-looked-after"),
        ("placement-change", "placement-moved"),
        ("moved", "placement-moved"),
        ("new-placement", "placement-started"),
        ("placement-breakdown", "placement-ended"),
        ("disruption", "placement-ended"),
        ("went-missing", "returned-from-missing"),
        ("order-made", "legal-status-changed"),
        ("serious-incident", "significant-event"),
        ("pep", "personal-education-plan"),
        ("review-minutes", "review-record"),
        ("statutory-visit", "visit"),
        ("birthday", "age 16 years"),
        ("date of birth", "age 16 years"),
        ("placement-strted", "placement-started"),
    ],
)
def test_what_a_timescale_counts_from(tmp_path: Path, written: str, meant: str) -> None:
    """Also where the letters are few that the two share; a slip of the pen is one still."""
    assert told(tmp_path, after=written) == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("placement", "kinship", "connected-person"),
        ("placement", "residential", "childrens-home"),
        ("placement", "foster-home", "foster-care"),
        ("placement", "supported-lodgings", "semi-independent"),
        ("legal_status", "s20", "section-20"),
        ("legal_status", "ICO", "interim-care-order"),
        ("legal_status", "voluntary", "section-20"),
        ("legal_status", "respite", "short-break"),
        ("fact", "permanent", "placement-to-last-to-18"),
        ("fact", "out-of-county", "out-of-area-placement"),
    ],
)
def test_what_a_condition_asks_for(tmp_path: Path, key: str, written: str, meant: str) -> None:
    """Kinds of placement, legal statuses, facts."""
    assert told(tmp_path, more=f'when = {{ {key} = "{written}" }}\n') == f'did you mean "{meant}"?'


def test_a_word_of_ones_own_that_is_spelt_alike_is_meant(tmp_path: Path) -> None:
    """Before what is commonly called so."""
    own = '[[events]]\nid = "allegation-made"\ntitle = "An allegation was made"\n'
    assert told(tmp_path, after="allegation", before=own) == 'did you mean "allegation-made"?'


@pytest.mark.parametrize(("key", "table"), [("task", "tasks"), ("after", "events")])
def test_what_nobody_has_is_to_be_declared(tmp_path: Path, key: str, table: str) -> None:
    """A list of words that have nothing to do with it is no remedy by itself."""
    assert told(tmp_path, **{key: "life-story"}).endswith(f"declare it under [[{table}]]")


def test_every_word_that_can_be_meant_is_one() -> None:
    """The file of what people say names words of `england`, and an age."""
    england = load_profile("england")
    said = tomllib.loads((files("lacreview_rules") / "data" / "said.toml").read_text(encoding="utf-8"))
    assert set(said.pop("anchors")) <= {*known_anchors(england), "age 16 years"}
    keys = {
        *Timescale.model_fields,
        *(field.alias for field in Timescale.model_fields.values()),
        *Condition.model_fields,
        *Task.model_fields,
        *(field.alias or name for name, field in Span.model_fields.items()),
    }
    assert set(said.pop("keys")) <= keys
    assert set(said.pop("reviews")) <= {"first", "second", "third", "fourth", "later", "any", "every second"}
    for table, words in said.items():
        assert set(words) <= set(getattr(england, table))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5 wd", "5 working days"),
        ("6 wk", "6 weeks"),
        ("3 mths", "3 months"),
        ("1 yr", "1 year"),
        ("five working days", "5 working days"),
        ("10 workdays", "10 working days"),
        ("up to 10 days working", "10 working days"),
        ("2 fortnights", "4 weeks"),
        ("24h", "24 hours"),
        ("6 weekly", "6 weeks"),
        ("every 6 weeks", "6 weeks"),
        ("quarterly", "3 months"),
        ("next working day", "1 working day"),
    ],
)
def test_a_period_said_in_another_way(tmp_path: Path, written: str, meant: str) -> None:
    """What is said with a number is answered with that number, and not with an example of another."""
    assert told(tmp_path, limit=written) == f'write "{meant}"'


@pytest.mark.parametrize(
    ("key", "written", "remedy"),
    [
        ("age", "16+", 'write "16 or over"'),
        ("age", "over 16", 'write "16 or over"'),
        ("age", "below 16", 'write "under 16"'),
        ("placement_lasted", "more than 12 months", 'write "12 months or over"'),
        ("review", "1st", 'did you mean "first"?'),
        ("review", "subsequent", 'did you mean "later"?'),
        ("review", "every other", 'did you mean "every second"?'),
    ],
)
def test_an_age_or_a_review_said_in_another_way(tmp_path: Path, key: str, written: str, remedy: str) -> None:
    assert told(tmp_path, more=f'when = {{ {key} = "{written}" }}\n').endswith(remedy)


@pytest.mark.parametrize(
    ("written", "meant"), [("16 years", "age 16 years"), ("18th birthday", "age 18 years"), ("LAC", "became-looked-after")]
)
def test_a_birthday_by_its_number(tmp_path: Path, written: str, meant: str) -> None:
    assert told(tmp_path, after=written) == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("deadline", "limit"),
        ("within", "limit"),
        ("who", "role"),
        ("from", "after"),
        ("section", "cite"),
        ("target", "aim"),
        ("not_before", "opens"),
        ("except", "unless"),
        ("if", "when"),
        ("stop", "until"),
    ],
)
def test_what_people_call_a_key(tmp_path: Path, key: str, meant: str) -> None:
    """`not_before` was answered with `before`, which is its opposite."""
    assert told(tmp_path, more=f'{key} = "5 days"\n') == f'did you mean "{meant}"?'


def test_a_task_of_ones_own_is_to_be_declared(tmp_path: Path) -> None:
    """What the IRO does is no statutory visit, though it ends alike; a slip of the pen is one."""
    assert told(tmp_path, task="health-plan").endswith("Or declare it under [[tasks]]")
    assert told(tmp_path, task="decsions") == 'did you mean "decisions"?'


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("5\N{EN DASH}10 days", 'write limit = "10 days", and aim = "5 days", if only the longer is a breach'),
        ("10 business days", 'write "10 working days"'),
        ("5 days after", 'write "5 days"'),
        ("a fortnight", 'write "2 weeks"'),
        ("half a year", 'write "6 months"'),
        ("as soon as possible", "leave limit out: after by itself is advice, which has no date"),
        ("5 school days", 'write "5 working days", and counted_in = the school days, which are declared under [[days]]'),
    ],
)
def test_periods_as_procedures_say_them(tmp_path: Path, said: str, meant: str) -> None:
    assert told(tmp_path, limit=said) == meant


@pytest.mark.parametrize(("said", "meant"), [("frist", "first"), ("all", "any"), ("2nd and later", "later"), ("the first", "first")])
def test_reviews_as_procedures_say_them(tmp_path: Path, said: str, meant: str) -> None:
    assert told(tmp_path, more=f'when = {{ review = "{said}" }}\n') == f'did you mean "{meant}"?'


def test_the_ends_of_a_span_by_other_names() -> None:
    """When it is in force until is when it is in force to."""
    assert [key_meant(word, ["from", "to"]) for word in ("until", "start")] == ['did you mean "to"?', 'did you mean "from"?']
    assert key_meant("ends", ["limit", "until"]) == 'did you mean "until"?'
