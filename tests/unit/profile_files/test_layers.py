"""A profile laid over another: what stays, what is replaced or dropped, settings, and the digest.

Authority: design.md, "Profiles: contract".
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, head_of

from lacreview_rules import BecameLookedAfter, Fact, History, PlacementMoved, TaskDone, build_schedule, load_profile, shipped_profiles
from lacreview_rules.errors import LacReviewError, ProfileError
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "{id}"\ntask = "{task}"\nafter = "became-looked-after"\nlimit = "{limit}"\n'


def written(folder: Path, body: str = "", *, name: str = "ours", extends: str | None = "england") -> Path:
    """A profile file."""
    path = folder / f"{name}.toml"
    path.write_text(head_of(name, extends) + body, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    """What is wrong with a profile."""
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    return str(error.value).replace(f"{path.parent}/", "")


class TestExtends:
    """Which parent."""

    def test_an_unknown_parent(self, tmp_path: Path) -> None:
        """With the nearest."""
        assert refused(written(tmp_path, extends="englnd")).endswith(
            'extends: no shipped profile is called "englnd"; did you mean "england"?'
        )

    @pytest.mark.parametrize("parent", ["ours", "./ours.toml"])
    def test_itself(self, tmp_path: Path, parent: str) -> None:
        """By its id or by its path."""
        assert "extend" in refused(written(tmp_path, extends=parent))

    def test_a_ring_of_files(self, tmp_path: Path) -> None:
        """Two files that extend each other."""
        written(tmp_path, name="other", extends="./ours.toml")
        assert "the profiles extend one another in a ring; break the ring" in refused(written(tmp_path, extends="./other.toml"))

    def test_a_parent_that_is_not_there(self, tmp_path: Path) -> None:
        """The path is named."""
        with pytest.raises(LacReviewError, match=r"gone\.toml"):
            load_profile(written(tmp_path, extends="./gone.toml"))

    def test_a_chain_keeps_the_regulations_of_every_parent(self, tmp_path: Path) -> None:
        """Design.md: regulation rows of the parent always stay in force."""
        written(tmp_path, ROW.format(id="base/1", task="decisions", limit="3 days"), name="base", extends="newham")
        profile = load_profile(written(tmp_path, extends="./base.toml"))
        assert profile.lineage == ("ours", "base", "newham", "england")
        regulations = {rule.id for rule in load_profile("england").timescales if rule.force == "regulation"}
        assert regulations <= {rule.id for rule in profile.timescales}

    @pytest.mark.parametrize("name", sorted(set(shipped_profiles()) - {"data-return", "england", "wales"}))
    def test_every_shipped_profile_keeps_the_regulations(self, name: str) -> None:
        """So no profile can move a date past the regulations. Of a profile that extends nothing, none are England's."""
        regulations = {rule.id for rule in load_profile("england").timescales if rule.force == "regulation"}
        assert regulations <= {rule.id for rule in load_profile(name).timescales}

    def test_only_the_files_named_are_read(self, tmp_path: Path) -> None:
        """Load_profile: reads no file but those named. Every file opened is listed by the interpreter's own audit."""
        written(tmp_path, name="base")
        written(tmp_path, name="stranger")
        path = written(tmp_path, extends="./base.toml")
        code = (
            "import sys, lacreview_rules as l\n"
            "opened = []\n"
            "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
            f"l.load_profile({str(path)!r})\n"
            "print('\\n'.join(opened))\n"
        )
        opened = [line.replace("\\", "/").rsplit("/", 1)[-1] for line in run(code).splitlines()]
        read = {name for name in opened if name.endswith((".toml", ".json"))}
        assert read == {"ours.toml", "base.toml", "england.toml", "england.json"}  # and what is shipped in both its forms


class TestReplacing:
    """A local timescale replaces guidance for its task, never a regulation."""

    def test_guidance_for_the_task_gives_way(self, tmp_path: Path) -> None:
        """IRO5 and IRO6 are guidance on two tasks: only the first gives way; it goes where the row counts from the same review."""
        row = ROW.format(id="ours/1", task="decisions", limit="10 days")
        profile = load_profile(written(tmp_path, row))
        ids = {rule.id for rule in profile.timescales}
        assert {"england/IRO5", "england/IRO6", "ours/1"} <= ids
        assert (profile.replaced, dict(profile.yields)) == ((), {"england/IRO5": ("ours/1",)})
        profile = load_profile(written(tmp_path, row.replace("became-looked-after", "review")))
        assert "england/IRO5" not in {rule.id for rule in profile.timescales}
        assert ([rule.id for rule in profile.replaced], dict(profile.yields)) == (["england/IRO5"], {})

    def test_a_regulation_for_the_task_stays_and_binds(self, tmp_path: Path) -> None:
        """P1: 10 working days after 5 January 2026 are 19 January; a local year cannot put that off."""
        profile = load_profile(written(tmp_path, ROW.format(id="ours/1", task="care-plan", limit="1 year")))
        (due,) = build_schedule(History("A1", [BecameLookedAfter(on=D("2026-01-05"))]), profile).of("care-plan")
        assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] == [
            ("england/P1", "2026-01-19"),
            ("ours/1", "2027-01-05"),
        ]

    def test_guidance_may_be_dropped(self, tmp_path: Path) -> None:
        """By its id."""
        profile = load_profile(written(tmp_path, 'drop = ["england/IRO2"]\n'))
        assert "england/IRO2" not in {rule.id for rule in profile.timescales}
        assert "england/IRO3" in {rule.id for rule in profile.timescales}

    @pytest.mark.parametrize(
        ("extends", "dropped", "problem"),
        [
            ("england", "england/R1", '"england/R1" is a regulation, and no profile can drop one; take it out of drop'),
            ("newham", "england/R1", '"england/R1" is a regulation'),
            ("england", "england/IRO99", '"england/IRO99" is not a row of england; did you mean "england/IRO9"?'),
            (None, "england/IRO2", "there is no parent to drop rows of; remove it"),
        ],
    )
    def test_what_cannot_be_dropped(self, tmp_path: Path, extends: str | None, dropped: str, problem: str) -> None:
        """Design.md: `drop` removes a guidance row by id."""
        assert problem in refused(written(tmp_path, f'drop = ["{dropped}"]\n', extends=extends))

    def test_no_redeclared_fact_moves_a_date_past_the_regulations(self, tmp_path: Path) -> None:
        """Design.md: no profile can move a date past the regulations. V4: 6 weeks after 1 July 2025, 12 August."""
        facts = ("long-term-foster-placement", "child-agrees-to-fewer-visits")
        path = written(tmp_path, "".join(f'[[facts]]\nid = "{fact}"\nscope = "child"\n' for fact in facts))
        events = [
            BecameLookedAfter(on=D("2024-01-08")),
            *(Fact(on=D("2024-02-01"), fact=fact) for fact in facts),
            PlacementMoved(on=D("2024-06-03")),
            TaskDone(on=D("2025-07-01"), task="visit"),
        ]
        try:
            profile = load_profile(path)
        except ProfileError:
            return  # refusing it is an answer too
        schedule = build_schedule(History("A1", events, D("2012-01-01")), profile)
        assert min(due.due for due in schedule.of("visit") if due.due and due.status == "upcoming") == D("2025-08-12")

    def test_the_review_is_the_parents_to_name(self, tmp_path: Path) -> None:
        """ReviewCycle.task: "Only a profile that extends nothing says it"."""
        refused(written(tmp_path, '[review_cycle]\ntask = "visit"\n'))

    def test_what_does_a_regulations_task_is_the_parents_to_say(self, tmp_path: Path) -> None:
        """A task may be declared again with another title or role; a move does not do a health assessment."""
        refused(
            written(tmp_path, '[[tasks]]\nid = "health-assessment"\ntitle = "H"\nper = "period-of-care"\ndone_by = ["placement-moved"]\n')
        )


class TestSettings:
    """Design.md and statute.md 11: answers to open questions."""

    def test_a_profile_overrides_its_parent(self, tmp_path: Path) -> None:
        """And leaves the other answers alone."""
        settings = load_profile(written(tmp_path, '[settings]\ncount_back = "clear"\n')).settings
        assert (settings["count_back"], settings["adjourned_review_met_by"], settings["care_ends_at_age"]) == ("clear", "sitting", 18)

    def test_a_caller_overrides_the_profile(self) -> None:
        """The profile that was loaded does not change."""
        england = load_profile("england")
        clear = england.with_settings(count_back="clear")
        assert (clear.settings["count_back"], england.settings["count_back"]) == ("clear", "simple")
        assert clear.digest != england.digest
        assert clear.with_settings(count_back="simple").digest == england.digest

    @pytest.mark.parametrize("setting", [{"count_bak": "clear"}, {"count_back": "sideways"}])
    def test_a_setting_that_is_none(self, setting: dict[str, str]) -> None:
        """By name or by value."""
        with pytest.raises(ProfileError):
            load_profile("england").with_settings(**setting)

    def test_settings_do_not_change(self) -> None:
        """Design.md: core values are immutable."""
        settings = load_profile("portsmouth").settings
        with pytest.raises(TypeError):
            settings["leap_day_birthday"] = settings["leap_day_birthday"]  # type: ignore[index]


class TestDigest:
    """A digest says which text a schedule was made under."""

    def test_it_changes_with_the_content(self, tmp_path: Path) -> None:
        """A limit, a condition, a title."""
        bodies = [
            ROW.format(id="ours/1", task="care-plan", limit="5 days"),
            ROW.format(id="ours/1", task="care-plan", limit="6 days"),
            ROW.format(id="ours/1", task="care-plan", limit="5 days") + "when = { emergency = true }\n",
            ROW.format(id="ours/1", task="care-plan", limit="5 days")
            + '[[tasks]]\nid = "care-plan"\ntitle = "Plan"\nper = "period-of-care"\n',
        ]
        assert len({load_profile(written(tmp_path, body)).digest for body in bodies}) == len(bodies)

    def test_it_does_not_change_with_the_place(self, tmp_path: Path) -> None:
        """The same content in another folder is the same profile."""
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        body = ROW.format(id="ours/1", task="care-plan", limit="5 days")
        assert load_profile(written(tmp_path / "a", body)) == load_profile(written(tmp_path / "b", body))

    @pytest.mark.slow
    def test_it_is_the_same_in_every_process(self) -> None:
        """Whatever the hash seed, the time zone and the locale; so are the bytes of a schedule."""
        code = (
            "import hashlib, json\n"
            "from datetime import date\n"
            "from lacreview_rules import *\n"
            "events = [BecameLookedAfter(on=date(2026, 1, 5)), ReviewHeld(on=date(2026, 1, 28)), PlacementMoved(on=date(2026, 2, 20))]\n"
            "found = {}\n"
            "for name in shipped_profiles():\n"
            "    profile = load_profile(name)\n"
            "    text = build_schedule(History('A1', events, date(2010, 3, 10)), profile).to_json()\n"
            "    found[name] = [profile.digest, hashlib.sha256(text.encode()).hexdigest()]\n"
            "print(json.dumps(found))\n"
        )
        answers = {
            run(code, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale)
            for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Auckland", "C.UTF-8"), ("2", "America/New_York", "C"))
        }
        assert len(answers) == 1
        found = json.loads(answers.pop())
        assert {name: load_profile(name).digest for name in shipped_profiles()} == {name: digest for name, (digest, _) in found.items()}


def run(code: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    result = subprocess.run([sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return result.stdout
