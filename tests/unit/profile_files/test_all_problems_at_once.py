"""Every problem of a file at once: one wrong value hides no other; and suggestions are what a person meant.

From profiles that people wrote with nothing but the documentation (friction 8; part 2, friction): one wrong `per` hid thirteen other
problems; "foster" was answered with "other", "placement" with "placement-plan", "first review" with "missed review".
"""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, HEAD, profile_of, rule_of, rules_of, task_of

from lacreview_rules import ProfileError

LETTER = task_of()
FROM_CARE = 'limit = "1 week"\nafter = "became-looked-after"\n'


def refused(tables: str, head: str = HEAD) -> list[str]:
    with pytest.raises(ProfileError) as error:
        profile_of(tables, head)
    return [f"ours.toml{problem.where.partition('ours.toml')[2]}: {problem.what}; {problem.remedy}" for problem in error.value.problems]


def test_a_wrong_per_hides_nothing() -> None:
    """It is told in words of this format, and so is what is wrong with the timescales."""
    rows = rules_of("letter", 'limit = "1 weak"\nafter = "became-looked-after"', 'limit = "1 week"\nafter = "became-looked-aftr"')
    per, unit, anchor = refused(task_of(per="child") + rows)
    assert per == ('ours.toml:9: letter.per: "child" is not a value of per; use one of: event, period-of-care, placement, review')
    assert unit.startswith("ours.toml:13: ours/1.limit:")
    assert anchor.startswith('ours.toml:19: ours/2.after: "became-looked-aftr" is not an event or a task')


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (task_of().replace('per = "period-of-care"', ""), 'the key "per" is missing'),
        (task_of(keys='silence = "unknown"\n'), '"unknown" is not a value of silence'),
        (task_of(keys="outlives_care = 3\n"), "outlives_care"),
        (LETTER + '[[timescales]]\nid = "ours/9"\nlimit = "1 week"\nafter = "became-looked-after"\n', 'the key "task" is missing'),
        (LETTER + rule_of(9, "letter", FROM_CARE + "nth = 0\n"), "nth"),
        (LETTER + rule_of(9, "letter", FROM_CARE + "when = { first_after_age = 99 }\n"), "first_after_age"),
        (LETTER + rule_of(9, "letter", FROM_CARE + 'colour = "red"\n'), 'there is no key "colour"'),
        (LETTER + '[settings]\ncount_back = "twice"\n', '"twice" is not a value of count_back'),
    ],
)
def test_neither_does_any_other_wrong_value(wrong: str, said: str) -> None:
    """Each beside a misspelt event in another row: both are told, and nothing that only follows from the first."""
    [first, second] = refused(wrong + rule_of(1, "letter", 'limit = "1 week"\nafter = "became-looked-aftr"'))
    assert said in first
    assert "became-looked-aftr" in second


def test_a_key_that_the_whole_file_needs_is_missing() -> None:
    """No version: told with the rest."""
    head = ALONE.replace('version = "1"\n', "")
    version, anchor = refused(LETTER + rule_of(1, "letter", 'limit = "1 week"\nafter = "became-looked-aftr"'), head)
    assert 'the key "version" is missing' in version
    assert "became-looked-aftr" in anchor


def test_what_was_taken_out_is_not_missed() -> None:
    """A rule whose anchor is a number counts from nothing only because that was taken out: it is said once."""
    [found] = refused(LETTER + rule_of(1, "letter", 'limit = "1 week"\nafter = 3\n'))
    assert "ours/1.after" in found


def test_a_misspelt_key_is_not_missed() -> None:
    """A rule counts from nothing only because its `after` is misspelt: that is said once, with whatever else stands in it."""
    row = 'limit = "1 weak"\naftr = "became-looked-after"\nuntil = "placement-startd"\n'
    found = refused(LETTER + rule_of(1, "letter", row))
    assert [one.partition(": ")[0] for one in found] == ["ours.toml:14", "ours.toml:15", "ours.toml:13"]
    assert 'did you mean "after"?' in found[0]


def test_rows_as_inline_tables_have_lines() -> None:
    """The fourth line below the head of five."""
    first, second = '{ id = "ours/1", task = "visit", limit = "1 week", after = "visit" }', '{ id = "ours/2", task = "visits" }'
    rows = f"timescales = [\n  {first},\n\n  {second},\n]\n"
    found = refused(rows)
    assert all(problem.startswith("ours.toml:9: ours/2.") for problem in found)
    assert 'did you mean "visit"?' in found[0]


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ('after = "placement"', 'did you mean "placement-started"?'),
        ('after = "review-meeting-hold"', 'did you mean "review-meeting-held"?'),
        ('after = "care plan"', 'did you mean "care-plan"?'),
        ('after = "first review"', 'write "review", and when = { review = "first" }'),
        ('after = "review"\nwhen = { placement = "foster" }', 'did you mean "foster-care"?'),
        ('after = "review"\nwhen = { placement = "secure" }', 'did you mean "secure-unit"?'),
        ('after = "review"\nwhen = { legal_status = "interim" }', 'did you mean "interim-care-order"?'),
    ],
)
def test_what_was_meant(row: str, remedy: str) -> None:
    """The first word of a name stands for it; which review it is, is a condition."""
    [found] = refused(LETTER + rule_of(1, "letter", f'limit = "1 week"\n{row}\n'))
    assert found.endswith(f"; {remedy}")


@pytest.mark.parametrize(
    ("days", "remedy"),
    [
        ('weekdays = "Thursday"\n', 'write falls_on = "panel", or count from an event'),
        ("spans = { from = 2026-01-05, to = 2026-02-13 }\n", 'write "panel starts" or "panel ends"'),
    ],
)
def test_named_days_from_which_nothing_is_counted(days: str, remedy: str) -> None:
    """They are declared: the reason is told, not that there is no such name."""
    tables = LETTER + f'[[days]]\nid = "panel"\n{days}' + rule_of(1, "letter", 'limit = "1 week"\nafter = "panel"\n')
    [found] = refused(tables)
    assert '"panel" names many days, and nothing says from which of them it counts' in found
    assert found.endswith(f"; {remedy}")


def test_roles_as_tables() -> None:
    """Tasks and events are tables, so somebody writes roles so: what is wanted is shown, and the role it names counts as declared."""
    tables = '[[roles]]\nid = "virtual head"\ntitle = "Virtual school head"\n' + task_of(keys='role = "virtual head"\n')
    [found] = refused(tables + rule_of(1, "letter", FROM_CARE))
    assert found.endswith(
        'it is a table with keys, and must be text; write the names as a list of text, above the first table: roles = ["virtual head"]'
    )


def test_one_word_stands_for_a_list_of_one() -> None:
    """Wherever words are listed, and not for most keys only."""
    head = HEAD + 'roles = "clerk"\ndrop = "england/IRO4"\n[review_cycle]\nrestarts_on = "placement-moved"\n'
    profile = profile_of(task_of(keys='role = "clerk"\ndone_by = "visit-requested"\n') + rule_of(1, "letter", FROM_CARE), head)
    assert (profile.tasks["letter"].done_by, profile.rule("ours/1").restarts_on) == (("visit-requested",), ("placement-moved",))


@pytest.mark.parametrize(("row", "meant"), [("IRO4", "england/IRO4"), ("england/IR04", "england/IRO4"), ("england/iro8", "england/IRO8")])
def test_a_row_to_drop_that_was_meant(row: str, meant: str) -> None:
    [found] = refused(LETTER + rule_of(1, "letter", FROM_CARE), f'{HEAD}drop = ["{row}"]\n')
    assert found.endswith(f'"{row}" is not a row of england; did you mean "{meant}"?')


def test_a_wrong_value_hides_no_unknown_word_of_its_own_row() -> None:
    """A misspelt task and an age without its unit stand beside the number that should be words: all are told."""
    row = '[[timescales]]\nid = "ours/1"\ntask = "vist"\nlimit = "1 week"\nafter = "age 16"\nwhen = { age = 16 }\n'
    total = '[[totals]]\nid = "long"\nevent = "stay"\ndays = 75\nwithin = 12\n'
    found = refused(total + row)
    for said in (
        "long.within: it is not text",
        "ours/1.when.age:",
        '"vist" is not a task',
        '"age 16" is not an age',
        '"stay" is not an event',
    ):
        assert sum(said in one for one in found) == 1, said
    assert len(found) == 5


def test_a_key_of_the_whole_file_under_a_heading() -> None:
    """What it says is meant wherever it stands, so that nothing of `england` is told to be unknown."""
    rows = rules_of("visit", 'limit = "1 week"\nafter = "visit"')
    assert refused('[source]\ntitle = "T"\nextends = "england"\n' + rows, ALONE) == [
        'ours.toml:7: source.extends: "extends" is said of the whole file; write it at the top, above the first line in brackets'
    ]


WRONG_VALUES = ("verified = 3\n", 'force = "law"\n', "nth = 0\n", 'when = { revew = "first" }\n')
WRONG_WORDS = {
    "in_force = { from = 2026-05-01, to = 2026-04-01 }\n": "it ends before it begins",
    'before = "review"\n': "it counts both after and before",
    'until = "placement-startd"\n': 'did you mean "placement-started"?',
    'opens = "2 weeks"\n': "it opens after it is due",
    'aim = "2 weeks"\n': "the aim is later than the limit",
}


@pytest.mark.parametrize("value", WRONG_VALUES)
def test_a_wrong_value_hides_nothing_else_that_stands_in_its_row(value: str) -> None:
    """Whatever follows from words that are there is told beside it; that the id is taken, too."""
    for words, said in WRONG_WORDS.items():
        rows = rule_of(1, "letter", FROM_CARE) + rule_of(1, "letter", FROM_CARE + value + words)
        found = refused(LETTER + LETTER + rows)
        assert sum(said in one for one in found) == 1, found
        assert sum('the id "ours/1" is already used above' in one for one in found) == 1, found
        assert sum('"letter" is declared twice' in one for one in found) == 1, found
        assert len(found) == 4


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('task_done_for_review = "letter"', 'a review has no "letter" of its own'),
        ('since = { time = "under 1 year" }', "it names neither an event nor a task"),
        ('review = "thrid"', '"thrid" is not a review; did you mean "third"?'),
        ('times_done = { task = "letter", number = "secnd" }', '"secnd" is not how often; did you mean "second"?'),
    ],
)
def test_a_wrong_condition_is_told_in_whatever_words(condition: str, said: str) -> None:
    """Beside a misspelt key of the same row: what a condition says stands by itself."""
    [key, when] = refused(LETTER + rule_of(1, "letter", f'limt = "1 week"\nafter = "became-looked-after"\nwhen = {{ {condition} }}'))
    assert 'did you mean "limit"?' in key
    assert said in when


@pytest.mark.parametrize(
    "condition", ['times_done = { task = "letter" }', "last_before_age = { reviews = 2 }", 'since = { task = "letter" }']
)
def test_of_a_condition_that_lacks_a_key_nothing_else_is_told(condition: str) -> None:
    """What stands for the key that is missing is no word of the file."""
    [missing] = refused(LETTER + rule_of(1, "letter", FROM_CARE + f"when = {{ {condition} }}"))
    assert "is missing; add it" in missing


@pytest.mark.parametrize(
    ("extends", "remedy"), [("englnd", 'did you mean "england"?'), ("England", 'did you mean "england"?'), ("./gone.toml", "No such file")]
)
def test_a_wrong_parent_hides_nothing(extends: str, remedy: str) -> None:
    """The rest is read by the words of the profile that was meant; where nobody knows which, what is no word is told all the same."""
    rows = rule_of(1, "letter", 'limit = "1 week"\nafter = "became-looked-aftr"') + rule_of(2, "letter", FROM_CARE + "nth = 0\n")
    found = refused(LETTER + rows, HEAD.replace('"england"', f'"{extends}"'))
    assert found[0].startswith("ours.toml:5: extends: ")
    assert remedy in found[0]
    assert any("nth: it is less than 1" in one for one in found)
    assert sum("became-looked-aftr" in one for one in found) == (not extends.endswith("toml"))
    assert len(found) == 2 + (not extends.endswith("toml"))


def test_the_id_of_a_profile() -> None:
    """In words, and no pattern of signs; a law that is empty is no law."""
    head = HEAD.replace('id = "ours"', 'id = "Our Town"') + 'law = ""\n'
    assert refused("", head) == [
        'ours.toml:2: id: "Our Town" cannot be the id of a profile; use lower case letters, digits and hyphens, as in our-authority',
        "ours.toml:6: law: it is empty; write it, or leave the key out",
    ]


@pytest.mark.parametrize(
    ("tables", "remedy"),
    [
        (task_of(keys='limit = "1 week"\n'), "write it in [[timescales]], of which it is a key"),
        (LETTER + rule_of(1, "letter", FROM_CARE + 'done_by = "review-held"\n'), "write it in [[tasks]], of which it is a key"),
        (LETTER + rule_of(1, "letter", FROM_CARE + 'placement = "hospital"\n'), "write it as a condition: when = { placement = ... }"),
        ('[[considerations]]\nid = "ours/c"\ntitle = "C"\nage = "under 5"\n', "write it as a condition: when = { age = ... }"),
        (LETTER + rule_of(1, "letter", FROM_CARE + 'when = { limit = "hospital" }\n'), "use one of: "),
    ],
)
def test_a_key_in_the_wrong_table(tables: str, remedy: str) -> None:
    """Where it belongs is told, and no other key that is spelt alike."""
    [found] = refused(tables)
    assert f"; {remedy}" in found
