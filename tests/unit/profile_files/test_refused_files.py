"""Profile files that cannot be used: every problem, with its file, line, rule and key, and how to mend it.

Authority: design.md, "Profiles: contract" (unknown keys are errors; regulation rows always stay), and the
profile format it describes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import LacReviewError, ProfileError, UnknownProfileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

ROW = '[[timescales]]\nid = "ours/1"\ntask = "care-plan"\nafter = "became-looked-after"\nlimit = "5 days"\n'
"""A good row; its lines are 6 to 10 after `HEAD`."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a profile file and gives its path."""

    def written(body: str | bytes, *, head: str = HEAD, name: str = "ours.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(body if isinstance(body, bytes) else (head + body).encode())
        return path

    return written


def refused(path: Path) -> list[str]:
    """What is wrong with a profile, each problem without the folder it lies in."""
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in error.value.problems]


class TestKeys:
    """Unknown, misspelt, missing and mistyped keys."""

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ('naem = "x"\n', 'naem: there is no key "naem"; did you mean "name"?'),
            ('[source]\ntitel = "x"\n', 'source.titel: there is no key "titel"; did you mean "title"?'),
            ('[settings]\ncount_bak = "clear"\n', 'settings.count_bak: there is no key "count_bak"; did you mean "count_back"?'),
            ("[review_cycle]\nrestart_on = []\n", 'review_cycle.restart_on: there is no key "restart_on"; did you mean "restarts_on"?'),
        ],
    )
    def test_at_the_top(self, write: Write, body: str, problem: str) -> None:
        """With the nearest key that there is."""
        assert [told.split(": ", 1)[1] for told in refused(write(body))] == [problem]

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('limt = "3 days"\n', 'ours.toml:11: ours/1.limt: there is no key "limt"; did you mean "limit"?'),
            (
                'when = { plcement = "foster-care" }\n',
                'ours.toml:11: ours/1.when.plcement: there is no key "plcement"; did you mean "placement"?',
            ),
            ("in_force = { form = 2026-01-01 }\n", 'ours.toml:11: ours/1.in_force.form: there is no key "form"; did you mean "from"?'),
            (
                "when = { last_before_age = { age = 18, review = 2 } }\n",
                "ours.toml:11: ours/1.when.last_before_age.review: there is no key",
            ),
            ('unless = [{ ag = "under 5" }]\n', 'ours.toml:11: ours/1.unless.0.ag: there is no key "ag"; did you mean "age"?'),
            ('clear = "maybe"\n', "ours.toml:11: ours/1.clear: it is neither true nor false"),
            (
                'force = "law"\n',
                'ours.toml:11: ours/1.force: "law" is not a value of force; use one of: data-return, guidance, local, regulation',
            ),
            (
                'verified = "maybe"\n',
                'ours.toml:11: ours/1.verified: "maybe" is not a value of verified; use one of: corroborated, false, true',
            ),
            ('in_force = { from = "soon" }\n', "ours.toml:11: ours/1.in_force.from: it is not a date"),
        ],
    )
    def test_in_a_timescale(self, write: Write, line: str, problem: str) -> None:
        """File, line, rule and key."""
        (told,) = refused(write(ROW + line))
        assert told.startswith(problem)
        assert "; " in told  # the remedy

    @pytest.mark.parametrize(
        ("table", "problem"),
        [
            (
                '[[tasks]]\nid = "t"\ntitle = "T"\nper = "review"\nroel = "x"\n',
                'ours.toml:10: t.roel: there is no key "roel"; did you mean "role"?',
            ),
            (
                '[[tasks]]\nid = "t"\ntitle = "T"\nper = "child"\n',
                'ours.toml:9: t.per: "child" is not a value of per; use one of: event, period-of-care, placement, review',
            ),
            ('[[tasks]]\nid = "t"\nper = "review"\n', 'ours.toml:6: t.title: the key "title" is missing; add it'),
            ('[[facts]]\nid = "f"\nscop = "child"\n', 'ours.toml:8: f.scop: there is no key "scop"; did you mean "scope"?'),
            ('[[events]]\nid = "e"\ntitel = "E"\n', 'ours.toml:8: e.titel: there is no key "titel"; did you mean "title"?'),
            (
                '[[considerations]]\nid = "ours/c"\ntitle = "C"\nrol = "IRO"\n',
                'ours.toml:9: ours/c.rol: there is no key "rol"; did you mean "role"?',
            ),
        ],
    )
    def test_in_other_tables(self, write: Write, table: str, problem: str) -> None:
        """Tasks, words and considerations alike."""
        (told,) = refused(write(table))
        assert told.startswith(problem)

    @pytest.mark.parametrize("key", ["schema_version", "id", "name", "version"])
    def test_what_every_profile_needs(self, write: Write, key: str) -> None:
        """Missing required keys are named."""
        head = "".join(line for line in HEAD.splitlines(keepends=True) if not line.startswith(key))
        assert refused(write(ROW, head=head)) == [f'ours.toml: {key}: the key "{key}" is missing; add it']

    @pytest.mark.parametrize("key", ["id", "task"])
    def test_what_every_timescale_needs(self, write: Write, key: str) -> None:
        """An id and a task."""
        row = "".join(line for line in ROW.splitlines(keepends=True) if not line.startswith(key))
        (told,) = refused(write(row))
        assert told.endswith(f'{key}: the key "{key}" is missing; add it')

    @pytest.mark.parametrize("body", ['naem = "x"\n', '[settings]\ncount_bak = "clear"\n', 'drop = ["england/IRO99"]\n'])
    def test_the_line_is_named_at_the_top_too(self, write: Write, body: str) -> None:
        """Errors.py: a problem cites the place."""
        assert refused(write(body))[0].startswith(f"ours.toml:{5 + body.count(chr(10))}: ")


class TestWords:
    """Words that nothing declares, and phrases that cannot be read."""

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("care-plan", "care-pln", 'ours.toml:8: ours/1.task: "care-pln" is not a task; did you mean "care-plan"?'),
            (
                "became-looked-after",
                "became-looked-afer",
                'ours.toml:9: ours/1.after: "became-looked-afer" is not an event or a task; did you mean "became-looked-after"?',
            ),
            ("became-looked-after", "age sixteen", 'ours.toml:9: ours/1.after: "age sixteen" is not an age; write "age 16 years"'),
            (
                "5 days",
                "15 workng days",
                'ours.toml:10: ours/1.limit: "15 workng days" is not a period: "workng days" is not a unit of time; did',
            ),
            ("5 days", "1.5 months", "say it in weeks or days"),
            ("5 days", "-3 days", "a period has no sign"),
            ("5 days", "99999 days", "the most that can be asked for is 3,660 days"),
            ("5 days", "midway", "ours.toml:10: ours/1.limit: midway needs both ends; say after and before what"),
            ('after = "became-looked-after"\n', "", "ours.toml:7: ours/1.id: it counts from nothing; say after or before what it counts"),
        ],
    )
    def test_in_a_timescale(self, write: Write, old: str, new: str, problem: str) -> None:
        """The nearest word, or the way to write it."""
        (told,) = refused(write(ROW.replace(old, new)))
        assert problem in told

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('before = "review"\n', "before: it counts both after and before; keep one"),
            ('until = "revew"\n', 'until: "revew" is not an event or a task; did you mean "review"?'),
            (
                'restarts_on = ["placement-movd"]\n',
                'restarts_on: "placement-movd" is not an event or a task; did you mean "placement-moved"?',
            ),
            ('aim = "soon"\n', "aim: "),
            ('opens = "a while"\n', "opens: "),
            ('may_precede = "long ago"\n', "may_precede: "),
            (
                'when = { fact = "temporary-aproval" }\n',
                'when: "temporary-aproval" is not a fact that this profile declares; did you mean "temporary-approval"?',
            ),
            (
                'when = { placement = ["foster-care", "not hosptal"] }\n',
                'when: "hosptal" is not a kind of placement; did you mean "hospital"?',
            ),
            ('unless = { legal_status = "care order" }\n', 'unless: "care order" is not a legal status; did you mean "care-order"?'),
            ('while = { task_done = "vist" }\n', 'while: "vist" is not a task; did you mean "visit"?'),
            ('when = { review = "sixth" }\n', 'when: "sixth" is not a review; use one of: none, any, later, first'),
            ('when = { cycle = "second" }\n', 'when: "second" is not a cycle; use "first" or "restarted"'),
            ('when = { age = "5+" }\n', 'when: "5+" is not an age; write "5 or over"'),
            (
                'when = { placement_lasted = "long" }\n',
                'when: "long" is not a length of placement; write "under 1 year" or "1 year or over"',
            ),
            ('when = { placement_lasted = "under 10 days" }\n', "say it in weeks, months or years"),
            ("when = { first_after_age = 99 }\n", "when.first_after_age: "),
        ],
    )
    def test_in_conditions_and_options(self, write: Write, line: str, problem: str) -> None:
        """On the line of the key."""
        (told,) = refused(write(ROW + line))
        assert told.startswith("ours.toml:11: ours/1.")
        assert problem in told

    def test_what_does_a_task_must_be_known(self, write: Write) -> None:
        """`done_by` names kinds of event."""
        (told,) = refused(write('[[tasks]]\nid = "t"\ntitle = "T"\nper = "review"\ndone_by = ["review-hld"]\n'))
        assert told == 'ours.toml:10: t.done_by: "review-hld" is not an event; did you mean "review-held"?'

    def test_everything_at_once(self, write: Write) -> None:
        """Design.md: all problems of a file at once, each with its place."""
        row = ROW.replace("care-plan", "care-pln").replace("5 days", "5 dys").replace("became-looked-after", "became-loked-after")
        second = '[[timescales]]\nid = "ours/2"\ntask = "visit"\nafter = "visit"\nlimit = "0 weeks"\nwhen = { fact = "x" }\n'
        told = refused(write(row + second))
        assert [problem.split(": ")[0] for problem in told] == [f"ours.toml:{line}" for line in (8, 9, 10, 15, 16)]

    def test_every_phrase_of_a_condition_at_once(self, write: Write) -> None:
        """Design.md: all problems of a file at once."""
        told = refused(write(ROW + 'when = { review = "sixth", age = "5+", cycle = "third" }\n'))
        assert sorted(problem.partition(";")[0] for problem in told) == [
            'ours.toml:11: ours/1.when: "5+" is not an age',
            'ours.toml:11: ours/1.when: "sixth" is not a review',
            'ours.toml:11: ours/1.when: "third" is not a cycle',
        ]

    def test_keys_and_words_at_once(self, write: Write) -> None:
        """Design.md: all problems of a file at once."""
        assert sorted(refused(write(ROW.replace("care-plan", "care-pln") + 'limt = "3 days"\n'))) == [
            'ours.toml:11: ours/1.limt: there is no key "limt"; did you mean "limit"?',
            'ours.toml:8: ours/1.task: "care-pln" is not a task; did you mean "care-plan"?',
        ]

    @pytest.mark.parametrize("field", ["reviw_by", "note"])
    def test_a_date_that_no_event_names(self, write: Write, field: str) -> None:
        """`limit_from` names a field of the event: misspelt, the limit is silently lost; text makes the engine fail."""
        body = f'[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "review-requested"\nlimit_from = "{field}"\n'
        (told,) = refused(write(body))
        assert told.startswith(f'ours.toml:10: ours/1.limit_from: "{field}" is not a date that this event names')

    def test_an_exception_without_a_condition(self, write: Write) -> None:
        """`unless = {}` switches a timescale off without a word."""
        (told,) = refused(write(ROW + "unless = {}\n"))
        assert told.startswith("ours.toml:11: ours/1.unless: it names no condition, so it would always hold")


class TestSense:
    """Files that can be read and make no sense."""

    def test_an_id_is_used_once(self, write: Write) -> None:
        """Design.md: rule ids are never reused, not the parent's either."""
        assert refused(write(ROW + ROW)) == [
            'ours.toml:12: ours/1.id: the id "ours/1" is already used above; give each rule an id of its own'
        ]
        (told,) = refused(write(ROW.replace("ours/1", "england/IRO5")))
        assert 'the id "england/IRO5" is already used in england' in told

    @pytest.mark.parametrize("limit", ["0 days", "0 weeks", "0 hours", "0 working days", "same day"])
    def test_nothing_recurs_at_once(self, write: Write, limit: str) -> None:
        """It would recur for ever."""
        (told,) = refused(write(f'[[timescales]]\nid = "ours/1"\ntask = "visit"\nafter = "visit"\nlimit = "{limit}"\n'))
        assert "it would recur at once and for ever" in told

    def test_tasks_in_a_ring(self, write: Write) -> None:
        """The ring is spelt out."""
        tasks = "".join(f'[[tasks]]\nid = "{t}"\ntitle = "T"\nper = "period-of-care"\n' for t in "ab")
        rows = "".join(f'[[timescales]]\nid = "ours/{t}"\ntask = "{t}"\nafter = "{other}"\nlimit = "1 day"\n' for t, other in ("ab", "ba"))
        (told,) = refused(write(tasks + rows))
        assert "tasks count from each other in a ring: a → b → a; break the ring" in told

    def test_what_a_task_belongs_to_cannot_change(self, write: Write) -> None:
        """The parent's rules rely on it."""
        (told,) = refused(write('[[tasks]]\nid = "visit"\ntitle = "T"\nper = "review"\n'))
        assert told.startswith('ours.toml:9: visit.per: "visit" is per placement in england')
        assert 'write per = "placement"' in told

    def test_a_word_is_declared_once(self, write: Write) -> None:
        """Events, facts, placements, legal statuses, tasks."""
        (told,) = refused(write('[[events]]\nid = "e"\n[[events]]\nid = "e"\n'))
        assert told == 'ours.toml:9: e.id: "e" is declared twice; remove one'

    def test_a_consideration_is_of_a_review(self, write: Write) -> None:
        """`at` names the review."""
        (told,) = refused(write('[[considerations]]\nid = "ours/c"\ntitle = "C"\nat = "visit"\n'))
        assert 'write at = "review"' in told


class TestFiles:
    """Paths, formats and what cannot be read."""

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", 'the key "schema_version" is missing'),
            (bytes(range(256)), "byte 128 is not UTF-8 text; save the file as UTF-8"),
            (b'id = "caf\xe9"', "byte 9 is not UTF-8 text; save the file as UTF-8"),
            (b"schema_version = 1\nid = = 3\n", "not valid TOML: Invalid value (at line 2, column 6); write one equals sign: id = 3"),
            (b"a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value (at line 2"),
            (b"a = " + b"[" * 5000, "not valid TOML"),
        ],
    )
    def test_not_a_profile(self, write: Write, content: bytes, problem: str) -> None:
        """Empty, binary, another encoding, broken."""
        told = refused(write(content))
        assert problem in told[0]
        assert told[0].startswith("ours.toml: ")

    def test_a_byte_order_mark_does_no_harm(self, write: Write) -> None:
        """Some editors write one."""
        assert load_profile(write(b"\xef\xbb\xbf" + (HEAD + ROW).encode())).id == "ours"

    def test_json_with_the_same_keys(self, write: Write) -> None:
        """Design.md: JSON is accepted, and means the same."""
        row = {"id": "ours/1", "task": "care-plan", "after": "became-looked-after", "limit": "5 days"}
        content = {"schema_version": 1, "id": "ours", "name": "Ours", "version": "1", "extends": "england", "timescales": [row]}
        from_json = load_profile(write(json.dumps(content).encode(), name="ours.json"))
        assert from_json.digest == load_profile(write(ROW)).digest

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b'{\n"id": }', "not valid JSON: Expecting value: line 2 column 7"),
            (b"[]", "begin the file with {"),
            (b"[" * 99999, "not valid JSON"),
        ],
    )
    def test_json_that_is_none(self, write: Write, content: bytes, problem: str) -> None:
        """The line is named."""
        (told,) = refused(write(content, name="ours.json"))
        assert problem in told

    @pytest.mark.parametrize(
        ("name", "nearest"), [("newhm", "newham"), ("South-Gloucestershire", "south-gloucestershire"), ("englnd", "england")]
    )
    def test_no_profile_of_that_name(self, name: str, nearest: str) -> None:
        """The nearest is suggested."""
        with pytest.raises(UnknownProfileError, match=f'did you mean "{nearest}"'):
            load_profile(name)

    def test_no_file_there(self, tmp_path: Path) -> None:
        """A path that does not exist, and a folder."""
        with pytest.raises(UnknownProfileError, match=r"gone\.toml.*No such file"):
            load_profile(tmp_path / "gone.toml")
        with pytest.raises(UnknownProfileError, match="directory"):
            load_profile(tmp_path)

    @pytest.mark.parametrize("name", ["x" * 5000, "a\0.toml"])
    def test_a_name_that_no_file_can_have(self, name: str) -> None:
        """Errors.py: LacReviewError is the root of every error."""
        with pytest.raises(LacReviewError):
            load_profile(name)
