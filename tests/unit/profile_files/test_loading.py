"""Reading a profile with all it extends: what it inherits, what it may say again, and what is told where it cannot be read.

Authority: the profile format (docs/reference/profile-format.md); `lacreview_rules.errors` for how a problem is told.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import head_of

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.errors import ProfileError, UnknownProfileError

if TYPE_CHECKING:
    from lacreview_rules.profiles.profile import Profile

GOOD = '[[timescales]]\nid = "{id}/1"\ntask = "decisions"\nafter = "review"\nlimit = "3 days"\n'


def write(folder: Path, body: str = "", *, name: str = "ours", extends: str | None = "england") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(head_of(name, extends) + body, encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in error.value.problems]


def unknown(profile: str | Path) -> str:
    with pytest.raises(UnknownProfileError) as error:
        load_profile(profile)
    return str(error.value)


class TestNames:
    """Which profile is meant."""

    def test_the_shipped_ones(self) -> None:
        """As the README lists them."""
        assert shipped_profiles() == (
            "data-return",
            "england",
            "newham",
            "portsmouth",
            "review-standards",
            "south-gloucestershire",
            "wales",
            "west-sussex-residential",
        )

    def test_a_shipped_one_is_read_once(self) -> None:
        """And is the same object ever after, also as a parent."""
        assert load_profile("newham") is load_profile("newham")

    @pytest.mark.parametrize("suffix", ["toml", "json"])
    def test_a_name_with_a_suffix_is_a_path(self, suffix: str) -> None:
        """Not a misspelt id."""
        said = unknown(f"gone.{suffix}")
        assert said == f'no profile can be read at "gone.{suffix}": No such file or directory; give the id of a shipped profile or a path'

    def test_a_path_without_a_suffix(self, tmp_path: Path) -> None:
        """A file that is there is read as TOML."""
        path = write(tmp_path)
        path.rename(tmp_path / "ours")
        assert load_profile(tmp_path / "ours").id == "ours"
        assert load_profile(str(tmp_path / "ours")).id == "ours"

    def test_a_path_is_never_a_shipped_one(self) -> None:
        """`Path("england")` is a file of that name."""
        assert unknown(Path("england")).startswith('no profile is called "england"; did you mean "england"?')

    def test_a_name_that_nothing_has(self) -> None:
        """The nearest, and what else can be given; a long name is cut."""
        assert unknown("newhm") == 'no profile is called "newhm"; did you mean "newham"? Or give the path of a .toml or .json file'
        listed = ", ".join(shipped_profiles())
        assert unknown("x" * 101) == (
            f'no profile is called "{"x" * 100}"; use one of: {listed}; or give the path of a .toml or .json file'
        )

    def test_a_path_that_no_file_can_have(self) -> None:
        """A null character; it is shown, cut after a hundred characters."""
        assert unknown("a\0.toml").endswith(": no file can have this name; give the id of a shipped profile or a path")
        said = unknown("y" * 300 + ".toml")
        assert said == f'no profile can be read at "{"y" * 100}": File name too long; give the id of a shipped profile or a path'
        assert unknown("y" * 300).startswith('no profile is called "yyy')
        assert unknown("a\0").startswith('no profile is called "a')

    def test_a_folder(self, tmp_path: Path) -> None:
        """It is there, and is no file."""
        assert (
            unknown(tmp_path)
            == f'no profile can be read at "{str(tmp_path)[:100]}": Is a directory; give the id of a shipped profile or a path'
        )


class TestText:
    """What a file may hold."""

    @pytest.mark.parametrize(("size", "large"), [(5_000_000, False), (5_000_001, True)])
    def test_a_file_that_is_too_large(self, tmp_path: Path, size: int, large: bool) -> None:
        """Five million bytes are read; a profile of 2,000 rules has less than one million."""
        path = write(tmp_path)
        path.write_text(path.read_text() + "#" * (size - path.stat().st_size))
        if large:
            assert refused(path) == ["ours.toml: the file is too large to be a profile; check that it is the right file"]
        else:
            assert load_profile(path).id == "ours"

    def test_another_encoding(self, tmp_path: Path) -> None:
        """The first byte that is not UTF-8 is named."""
        path = tmp_path / "ours.toml"
        path.write_bytes(b'id = "caf\xe9"')
        assert refused(path) == ["ours.toml: byte 9 is not UTF-8 text; save the file as UTF-8"]

    def test_json_that_is_none(self, tmp_path: Path) -> None:
        """The file is named."""
        path = tmp_path / "ours.json"
        path.write_text('{"id": }')
        assert refused(path) == ["ours.json: not valid JSON: Expecting value: line 1 column 8 (char 7); mend the place named"]

    def test_json(self, tmp_path: Path) -> None:
        """The same keys, and places by entry and key."""
        path = tmp_path / "ours.json"
        row = {"id": "ours/1", "task": "decsions", "after": "review", "limit": "3 days"}
        path.write_text(
            json.dumps({"schema_version": 1, "id": "ours", "name": "N", "version": "1", "extends": "england", "timescales": [row]})
        )
        assert refused(path) == ['ours.json: ours/1.task: "decsions" is not a task; did you mean "decisions"?']


class TestKeys:
    """Keys that there are not, each with the nearest that there is in that table."""

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ('naem = "x"\n', '6: naem: there is no key "naem"; did you mean "name"?'),
            ('[source]\ntitel = "x"\n', '7: source.titel: there is no key "titel"; did you mean "title"?'),
            ("[review_cycle]\nrestart_on = []\n", '7: review_cycle.restart_on: there is no key "restart_on"; did you mean "restarts_on"?'),
            ('[settings]\ncount_bak = "clear"\n', '7: settings.count_bak: there is no key "count_bak"; did you mean "count_back"?'),
            ('[[events]]\nid = "e"\ntitel = "E"\n', '8: e.titel: there is no key "titel"; did you mean "title"?'),
            ('[[facts]]\nid = "f"\nscop = "child"\n', '8: f.scop: there is no key "scop"; did you mean "scope"?'),
            (
                '[[days]]\nid = "d"\nweekdys = "Monday"\non = [2026-01-05]\n',
                '8: d.weekdys: there is no key "weekdys"; did you mean "weekdays"?',
            ),
            (
                '[[days]]\nid = "d"\nspans = [{ frm = 2026-01-05, to = 2026-01-09 }]\n',
                '8: d.spans.0.frm: there is no key "frm"; did you mean "from"?',
            ),
            (
                '[[events]]\nid = "e"\n[[totals]]\nid = "t"\nevent = "e"\ndays = 3\nwihin = "1 week"\n',
                '12: t.wihin: there is no key "wihin"; did you mean "within"?',
            ),
            ('[[placements]]\nid = "p"\ntitel = "P"\n', '8: p.titel: there is no key "titel"; did you mean "title"?'),
            ('[[legal_statuses]]\nid = "l"\ntitel = "L"\n', '8: l.titel: there is no key "titel"; did you mean "title"?'),
            (
                '[[tasks]]\nid = "t"\ntitle = "T"\nper = "event"\noutlives_car = true\n',
                '10: t.outlives_car: there is no key "outlives_car"; did you mean "outlives_care"?',
            ),
            (GOOD.format(id="ours") + 'decidd_by = "x"\n', '11: ours/1.decidd_by: there is no key "decidd_by"; did you mean "decided_by"?'),
            (
                '[[considerations]]\nid = "ours/c"\ntitle = "C"\nverifed = true\n',
                '9: ours/c.verifed: there is no key "verifed"; did you mean "verified"?',
            ),
            *(
                (
                    GOOD.format(id="ours") + f'{key} = {{ age = "under 5", plcement = "foster-care" }}\n',
                    f'11: ours/1.{key}.plcement: there is no key "plcement"; did you mean "placement"?',
                )
                for key in ("when", "unless", "while")
            ),
            (
                GOOD.format(id="ours") + "when = { last_before_age = { age = 18, reviws = 2 } }\n",
                '11: ours/1.when.last_before_age.reviws: there is no key "reviws"; did you mean "reviews"?',
            ),
            (
                GOOD.format(id="ours") + "in_force = [{ from = 2026-01-01, too = 2026-02-01 }]\n",
                '11: ours/1.in_force.0.too: there is no key "too"; did you mean "to"?',
            ),
        ],
    )
    def test_in_each_table(self, tmp_path: Path, body: str, problem: str) -> None:
        """On its line."""
        assert refused(write(tmp_path, body)) == [f"ours.toml:{problem}"]

    def test_the_rest_is_checked_without_them(self, tmp_path: Path) -> None:
        """So that all problems are told at once: each unknown key, and what else is wrong."""
        body = (
            'naem = "x"\n[settings]\ncount_bak = "clear"\n'
            + GOOD.format(id="ours").replace("decisions", "decsions")
            + 'limt = "1 day"\nin_force = [{ frm = 2026-01-01 }, { from = 2026-01-01, to = 2025-01-01 }]\nwhen = { ag = "under 5" }\n'
        )
        assert sorted(problem.split(": ")[1] for problem in refused(write(tmp_path, body))) == [
            "naem",
            "ours/1.in_force",
            "ours/1.in_force.0.frm",
            "ours/1.limt",
            "ours/1.task",
            "ours/1.when.ag",
            "settings.count_bak",
        ]

    def test_a_condition_of_unknown_keys_alone_is_no_condition_at_all(self, tmp_path: Path) -> None:
        """One problem and not a second one, that it names no condition; but an empty one by the author's hand is told."""
        both = GOOD.format(id="ours") + 'when = { ag = "under 5" }\nunless = [{ plcement = "x" }, {}]\n'
        assert [problem.split(": ", 1)[1].split(";")[0] for problem in refused(write(tmp_path, both))] == [
            'ours/1.when.ag: there is no key "ag"',
            'ours/1.unless.0.plcement: there is no key "plcement"',
            "ours/1.unless: it names no condition, so it would always hold",
        ]

    def test_where_nothing_is_left_the_keys_are_told_alone(self, tmp_path: Path) -> None:
        """An entry that held nothing else cannot be read without them."""
        body = GOOD.format(id="ours") + "when = { last_before_age = { ages = 18 } }\n"
        assert next(problem.split(": ")[1] for problem in refused(write(tmp_path, body))) == "ours/1.when.last_before_age.age"

    def test_a_key_that_is_missing_and_a_value_that_is_wrong(self, tmp_path: Path) -> None:
        """In the words of what reads them, with a remedy."""
        body = '[[timescales]]\nid = "ours/1"\nnth = 13\nclear = "maybe"\nforce = "law"\n'
        assert refused(write(tmp_path, body)) == [
            'ours.toml:10: ours/1.force: "law" is not a value of force; use one of: data-return, guidance, local, regulation',
            'ours.toml:6: ours/1.task: the key "task" is missing; add it',
            "ours.toml:8: ours/1.nth: it is more than 12, which is the most it can be; correct the number",
            "ours.toml:9: ours/1.clear: it is neither true nor false; write true or false, without quotation marks",
        ]

    def test_a_value_that_is_wrong_leads_to_no_second_problem(self, tmp_path: Path) -> None:
        """Without `after` it would count from nothing; but something is said there."""
        (problem,) = refused(write(tmp_path, GOOD.format(id="ours").replace('"review"', "5")))
        assert problem == "ours.toml:9: ours/1.after: it is neither text nor a list of text; write it in quotation marks"

    def test_a_value_of_neither_kind(self, tmp_path: Path) -> None:
        """Yes, no or a period: told at the key, with no words of what reads it."""
        told = refused(write(tmp_path, GOOD.format(id="ours") + "may_precede = 3\n"))
        assert [problem.split(": ")[0:2] for problem in told] == [["ours.toml:11", "ours/1.may_precede"]] * 2

    def test_a_table_that_is_none(self, tmp_path: Path) -> None:
        """A word where entries should be."""
        (problem,) = refused(write(tmp_path, 'tasks = "visit"\n'))
        assert problem.startswith("ours.toml:6: tasks: it is neither a table with keys nor a list of them; write [[tasks]]")
        (problem,) = refused(write(tmp_path, 'tasks = ["visit"]\n'))
        assert problem.startswith("ours.toml: tasks[0]: it is not a table with keys")


class TestExtends:
    """A profile over its parent."""

    def test_itself_by_id(self, tmp_path: Path) -> None:
        """Or by a shipped profile's id that is its own."""
        remedy = 'extend "england", and give this profile an id of its own'
        assert refused(write(tmp_path, extends="ours")) == [f"ours.toml:5: extends: a profile cannot extend itself; {remedy}"]

    def test_a_ring(self, tmp_path: Path) -> None:
        """Of one file, or of two."""
        write(tmp_path, name="other", extends="./ours.toml")
        path = write(tmp_path, extends="./other.toml")
        assert refused(path) == ["other.toml:5: extends: the profiles extend one another in a ring; break the ring"]
        assert refused(write(tmp_path, extends="./ours.toml")) == [
            "ours.toml:5: extends: the profiles extend one another in a ring; break the ring"
        ]

    def test_a_ring_further_down(self, tmp_path: Path) -> None:
        """Of a parent and its parent."""
        write(tmp_path, name="a", extends="./b.toml")
        write(tmp_path, name="b", extends="./a.toml")
        assert refused(write(tmp_path, extends="./a.toml")) == [
            "b.toml:5: extends: the profiles extend one another in a ring; break the ring"
        ]

    def test_a_misspelt_parent(self, tmp_path: Path) -> None:
        """The nearest shipped one."""
        assert refused(write(tmp_path, extends="englnd")) == [
            'ours.toml:5: extends: no shipped profile is called "englnd"; did you mean "england"?'
        ]

    def test_a_parent_that_no_file_can_be(self, tmp_path: Path) -> None:
        """A null character in its path."""
        assert refused(write(tmp_path, extends="./a\\u0000.toml")) == [
            "ours.toml:5: extends: no file can have this name; write the path of a .toml or .json file"
        ]

    @pytest.mark.parametrize(("parents", "many"), [(20, False), (21, True)])
    def test_a_long_chain(self, tmp_path: Path, parents: int, many: bool) -> None:
        """Twenty files one upon another, england beneath."""
        for number in range(1, parents):
            write(tmp_path, name=f"p{number}", extends=f"./p{number + 1}.toml")
        write(tmp_path, name=f"p{parents}")
        top = tmp_path / "p1.toml"
        if many:
            assert refused(top) == ["p20.toml:5: extends: more than 20 profiles extend one another; put some of them together"]
        else:
            assert load_profile(top).lineage == (*(f"p{number}" for number in range(1, 21)), "england")

    def test_a_parent_in_another_folder(self, tmp_path: Path) -> None:
        """The path is relative to the file, not to where one stands; JSON may extend TOML and the other way round."""
        (tmp_path / "base").mkdir()
        (tmp_path / "base" / "base.json").write_text(
            json.dumps({"schema_version": 1, "id": "base", "name": "B", "version": "1", "extends": "newham"})
        )
        assert load_profile(write(tmp_path, extends="base/base.json")).lineage == ("ours", "base", "newham", "england")

    def test_a_shipped_profile_may_be_extended_by_several(self, tmp_path: Path) -> None:
        """Newham extends england, and a base over newham may itself be extended."""
        write(tmp_path, name="base", extends="newham")
        assert load_profile(write(tmp_path, extends="./base.toml")).lineage == ("ours", "base", "newham", "england")


class TestInheritance:
    """What stays of the parent, and what is laid over it."""

    BODY = """
roles = ["team leader", "IRO"]
[source]
title = "The handbook"
[review_cycle]
restarts_on = ["placement-moved"]
[settings]
count_back = "clear"
[[events]]
id = "stay"
[[facts]]
id = "agreed"
[[days]]
id = "panel"
on = [2026-01-05]
[[totals]]
id = "long"
event = "stay"
days = 17
[[placements]]
id = "home"
[[legal_statuses]]
id = "order"
[[tasks]]
id = "visit"
title = "Another title"
per = "placement"
[[tasks]]
id = "call"
title = "A call"
per = "review"
[[timescales]]
id = "base/1"
task = "call"
after = "review"
limit = "3 days"
[[timescales]]
id = "base/2"
task = "call"
after = "review"
limit = "4 days"
restarts_on = []
[[considerations]]
id = "base/3"
title = "C"
[[considerations]]
id = "base/4"
title = "C"
restarts_on = []
"""

    @pytest.fixture
    def base(self, tmp_path: Path) -> Profile:
        return load_profile(write(tmp_path, self.BODY, name="base"))

    @pytest.fixture
    def ours(self, tmp_path: Path) -> Profile:
        write(tmp_path, self.BODY, name="base")
        return load_profile(write(tmp_path, '[settings]\nleap_day_birthday = "28 February"\n', extends="./base.toml"))

    def test_everything_is_inherited(self, base: Profile, ours: Profile) -> None:
        """Through a parent to a child that says next to nothing."""
        for profile in (base, ours):
            assert "stay" in profile.events
            assert {"agreed", "temporary-approval"} <= profile.facts.keys()
            assert "panel" in profile.days
            assert "long" in profile.totals
            assert {"home", "foster-care"} <= profile.placements.keys()
            assert {"order", "section-20"} <= profile.legal_statuses.keys()
            assert {"call", "visit", "review"} <= profile.tasks.keys()
            assert (profile.cycle_task, profile.completed_by) == (load_profile("england").cycle_task, load_profile("england").completed_by)
            assert {"base/1", "england/R1"} <= {rule.id for rule in profile.timescales}
            assert {"base/3"} | {mark.id for mark in load_profile("england").considerations} <= {mark.id for mark in profile.considerations}
        assert (ours.id, ours.name, ours.version) == ("ours", "Ours", "1")
        assert (base.source.title, ours.source.title) == ("The handbook", "")
        assert ours.timescales == base.timescales

    def test_the_parents_come_first(self, base: Profile) -> None:
        """Its rules, marks and roles, then one's own; each role once."""
        assert [rule.id for rule in base.timescales[-2:]] == ["base/1", "base/2"]
        assert [mark.id for mark in base.considerations[-2:]] == ["base/3", "base/4"]
        england = load_profile("england").roles
        assert base.roles == (*england, "team leader")

    def test_settings(self, base: Profile, ours: Profile) -> None:
        """The defaults, the parent's, one's own."""
        assert (base.settings["count_back"], base.settings["leap_day_birthday"]) == ("clear", "1 March")
        assert (ours.settings["count_back"], ours.settings["leap_day_birthday"]) == ("clear", "28 February")
        assert base.settings["additional_reviews"] == "count"

    def test_what_restarts_the_cycle(self, base: Profile) -> None:
        """The profile's word for all of its own rules and marks, unless one has a word of its own; never for the parent's."""
        assert {rule.id: rule.restarts_on for rule in base.timescales[-2:]} == {"base/1": ("placement-moved",), "base/2": ()}
        assert {mark.id: mark.restarts_on for mark in base.considerations[-2:]} == {"base/3": ("placement-moved",), "base/4": ()}
        assert base.timescales[:-2] == load_profile("england").timescales

    def test_a_task_that_is_declared_again_keeps_what_it_does_not_say(self, base: Profile) -> None:
        """Another title; role and all else stay as they were."""
        before, after = load_profile("england").tasks["visit"], base.tasks["visit"]
        assert (after.title, after.role, after.done_by) == ("Another title", before.role, before.done_by)
        assert before.role

    def test_nothing_of_it_can_be_changed(self, base: Profile) -> None:
        """Every table is a view."""
        tables: list[Any] = [
            base.settings,
            base.events,
            base.facts,
            base.days,
            base.totals,
            base.placements,
            base.legal_statuses,
            base.tasks,
        ]
        assert all(isinstance(table, MappingProxyType) for table in tables)

    def test_a_term_that_is_declared_again(self, tmp_path: Path) -> None:
        """With another title: the last word counts."""
        profile = load_profile(write(tmp_path, '[[placements]]\nid = "foster-care"\ntitle = "Ours"\n'))
        assert profile.placements["foster-care"].title == "Ours"

    def test_a_profile_of_its_own(self, tmp_path: Path) -> None:
        """Without a parent nothing is inherited but the defaults of the settings."""
        profile = load_profile(write(tmp_path, '[[events]]\nid = "e"\n', extends=None))
        assert profile.lineage == ("ours",)
        assert (profile.cycle_task, profile.completed_by, profile.roles, profile.timescales) == (None, None, (), ())
        assert (profile.considerations, profile.replaced, dict(profile.tasks), list(profile.events)) == ((), (), {}, ["e"])
        assert profile.settings["count_back"] == "simple"


class TestDropping:
    """`drop` takes guidance out by its id; one's own timescale takes out guidance for its task."""

    def test_what_is_dropped_and_what_is_replaced(self, tmp_path: Path) -> None:
        """england/IRO2 by name, england/IRO5 for the decisions; both are remembered, the others stay in order."""
        profile = load_profile(write(tmp_path, 'drop = ["england/IRO2"]\n' + GOOD.format(id="ours")))
        england = [rule.id for rule in load_profile("england").timescales]
        assert [rule.id for rule in profile.replaced] == [name for name in england if name in {"england/IRO2", "england/IRO5"}]
        assert [rule.id for rule in profile.timescales] == [name for name in england if name not in {"england/IRO2", "england/IRO5"}] + [
            "ours/1"
        ]

    def test_local_rules_of_a_parent(self, tmp_path: Path) -> None:
        """They can be dropped by name; a rule for the same task does not take their place."""
        assert load_profile("newham").rule("newham/NH11").force == "local"
        kept = load_profile(write(tmp_path, GOOD.format(id="ours"), extends="newham"))
        assert "newham/NH11" in {rule.id for rule in kept.timescales}
        gone = load_profile(write(tmp_path, 'drop = ["newham/NH11"]\n', extends="newham"))
        assert "newham/NH11" not in {rule.id for rule in gone.timescales}
        assert "newham/NH11" in {rule.id for rule in gone.replaced}

    def test_what_cannot_be(self, tmp_path: Path) -> None:
        """Every wrong name, with why."""
        assert refused(write(tmp_path, 'drop = ["england/IRO99", "england/R1"]\n')) == [
            'ours.toml:6: drop: "england/IRO99" is not a row of england; did you mean "england/IRO9"?',
            'ours.toml:6: drop: "england/R1" is a regulation, and no profile can drop one; take it out of drop',
        ]
        assert refused(write(tmp_path, 'drop = ["england/IRO2"]\n', extends=None)) == [
            "ours.toml:5: drop: there is no parent to drop rows of; remove it"
        ]
