"""What is not TOML is told with the line as it has to stand, where that line shows what was meant.

Authority: the record of forty-two procedures written as profiles by hand (`verified = yes` gave "Invalid value" and no more). What is
expected here is valid TOML, which is read back.
"""

from __future__ import annotations

import tomllib

import pytest

from lacreview_rules.errors import ProfileError
from lacreview_rules.files import toml_remedies
from lacreview_rules.profile_files.text import parse_toml
from lacreview_rules.profiles.models import WrittenProfile

HEAD = "schema_version = 1\n"


def told(body: str) -> tuple[str, str]:
    """The place and what is wrong, and the remedy."""
    with pytest.raises(ProfileError) as caught:
        parse_toml(HEAD + body, "ours.toml")
    (problem,) = caught.value.problems
    return problem.what, problem.remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("within = 20 working days", 'within = "20 working days"'),
        ("limit = 5 days  # from the move", 'limit = "5 days"'),
        ("verified = corroborated", 'verified = "corroborated"'),
        ("id = ours/1", 'id = "ours/1"'),
        ("limit = \N{LEFT DOUBLE QUOTATION MARK}5 days\N{RIGHT DOUBLE QUOTATION MARK}", 'limit = "5 days"'),
        ("title = \N{LEFT SINGLE QUOTATION MARK}Visit\N{RIGHT SINGLE QUOTATION MARK}", "title = 'Visit'"),
        ("limit = \N{NO-BREAK SPACE}5 days", "limit =  5 days"),
        ("from = 01/04/2026", "from = 2026-04-01"),
        ("from = 1.4.2026", "from = 2026-04-01"),
        ("from = 1st April 2026", "from = 2026-04-01"),
        ("from = 31 Dec 2026", "from = 2026-12-31"),
        ("from = 2026-4-1", "from = 2026-04-01"),
        ("on = [01/04/2026, 2026-05-01]", "on = [2026-04-01, 2026-05-01]"),
        ("days = 075", "days = 75"),
        ('limit: "5 days"', 'limit = "5 days"'),
        ("limit: 5 days", 'limit = "5 days"'),
        ('decided by = "visits"', 'decided_by = "visits"'),
        ('limit "5 days"', 'limit = "5 days"'),
        ('limit == "5 days"', 'limit = "5 days"'),
        ('limit = "5 days', 'limit = "5 days"'),
        ('title = "The "plan" meeting"', "title = 'The \"plan\" meeting'"),
        ("title = 'the child's plan'", 'title = "the child\'s plan"'),
        (r'title = "in\out"', r"title = 'in\out'"),
        ("restarts_on = [placement-moved, care-ended]", 'restarts_on = ["placement-moved", "care-ended"]'),
        ('limit = ["5 days" "1 week"]', 'limit = ["5 days", "1 week"]'),
        ("when = { review = not first }", 'when = { review = "not first" }'),
        ("when = { emergency = yes, age = under 5 }", 'when = { emergency = true, age = "under 5" }'),
        ('when = { review = "first", }', 'when = { review = "first" }'),
        ('when = [ review = "first" ]', 'when = { review = "first" }'),
    ],
)
def test_the_line_as_it_has_to_stand(written: str, remedy: str) -> None:
    """The parser's own place stays."""
    what, mended = told(written + "\n")
    assert what.startswith("not valid TOML: ")
    assert "at line 2, column" in what
    line = mended.partition(": ")[2]
    assert line == remedy
    if "\N{NO-BREAK SPACE}" not in written:  # of which the next run tells the rest
        tomllib.loads(line)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("verified = yes", "write verified = true, or verified = false"),
        ("from = 2026-02-30", "there is no day 2026-02-30: correct the year, the month or the day"),
        ("in_force = { from = 2026-13-01 }", "there is no day 2026-13-01: correct the year, the month or the day"),
        ("limit = null", "what is not said is left out: remove the line with limit"),
        ("limit = n/a", "what is not said is left out: remove the line with limit"),
        ("deemed = No", "write deemed = false, or deemed = true"),
        ("clear = TRUE", "write clear = true, or clear = false"),
        ('limit = "5 days", after = "review"', 'one key stands on a line; begin a new one with after = "review"'),
        ('limit = "5 days"; after = "review"', 'one key stands on a line; begin a new one with after = "review"'),
        ('limit = "5 days" after = "review"', 'one key stands on a line; begin a new one with after = "review"'),
        ('limit = "5 days",', "nothing stands behind a value: take the comma away"),
        ("limit =", "limit has no value; write one, or remove the key"),
        ('limit = "5 days" (ten)', "only a remark, which begins with #, may stand behind a value"),
        ("Visits to the child", "write key = value, or put # before a remark"),
        ("// visits", "a remark begins with #"),
        ("[[tasks]", "write [[tasks]]"),
        ("[source", "write [source]"),
        ("[[time scales]]", "write [[timescales]]"),
        ("[[legal statuses]]", "write [[legal_statuses]]"),
        ("when = {\n  review = 1 }", "a table in { } stands on one line"),
    ],
)
def test_what_is_meant(written: str, remedy: str) -> None:
    """In a sentence, where there is no line to repeat."""
    assert told(written + "\n")[1] == remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ('[source]\ntitle = "a"\n[source]\n', "it stands on line 2 already; put the keys of both under one"),
        (
            '[tasks]\nid = "a"\n[tasks]\n',
            "it stands on line 2 already; where there may be several, each begins with two brackets: [[tasks]]",
        ),
        (
            '[tasks]\nid = "a"\n[[tasks]]\n',
            "it stands on line 2 already; where there may be several, each begins with two brackets: [[tasks]]",
        ),
        (
            '[[tasks]]\nid = "a"\ntitle = "A"\nid = "b"\n',
            '"id" stands on line 3 already, under the same heading; keep one, or begin a new entry before the second',
        ),
        ('limit = ["5 days",\n"1 week"\nafter = "review"\n', "the list that begins on line 2 is not closed: end it with ]"),
    ],
)
def test_what_stands_twice_or_is_open(written: str, remedy: str) -> None:
    """With the line on which it stands first."""
    assert told(written)[1] == remedy


@pytest.mark.parametrize(
    "body", ["= 3", "a = = 3", "[[]]", "]]", '"', "\x00", "{", "a = [1,,2]", "a = 2026-13-45", "é = 1", "a.b.c.=", "= ", "é"]
)
def test_nonsense_is_to_be_mended(body: str) -> None:
    """Whatever it is, it is refused, with some remedy."""
    assert told(body)[1]


@pytest.mark.parametrize("body", ["name: Anna Example", "name = Anna Example", "born = 01/04/2026"])
def test_nothing_is_repeated_of_what_is_no_profile(body: str) -> None:
    """SECURITY.md: a message cites a position. A child's record, given in place of a profile, is such a file."""
    with pytest.raises(ProfileError) as caught:
        parse_toml(body, "ours.toml")
    assert caught.value.problems[0].remedy == "mend the line named"


def test_the_headings_are_those_of_a_profile() -> None:
    """Of the model: lists of entries, and the tables of which there is one."""
    lists = {
        name for name, field in WrittenProfile.model_fields.items() if field.default == () and name not in {"roles", "drop", "calendar"}
    }
    assert set(toml_remedies._LISTS) == lists
    assert set(toml_remedies._SINGLE) <= WrittenProfile.model_fields.keys()
