"""The comparison with other packages: what is right is right, ours is right, and the page says what was found. No timings.

What needs a package of the extra `peers` runs where that is installed; the rest runs everywhere.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lacreview_rules import History, england_and_wales, load_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "benchmarks.md"
STARTS = 6209  # 17 years of 365 days and the leap days of 2012, 2016, 2020 and 2024


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """A module of the benchmarks, which find each other beside themselves, as scripts do."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module


class TestRightDates:
    """What the packages are measured against: SI 2010/959 reg 33(1) and (2), worked by hand."""

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            (date(2011, 4, 4), date(2011, 5, 6)),  # Good Friday, Easter Monday, the royal wedding and early May
            (date(2012, 5, 14), date(2012, 6, 13)),  # spring moved from 28 May to 4 June, and 5 June
            (date(2015, 12, 7), date(2016, 1, 7)),  # Boxing Day on a Saturday
            (date(2020, 4, 20), date(2020, 5, 19)),  # early May moved from 4 to 8 May
            (date(2021, 12, 6), date(2022, 1, 6)),  # Christmas Day on a Saturday, New Year's Day on a Saturday
            (date(2022, 5, 16), date(2022, 6, 15)),  # spring moved to 2 June, and 3 June
            (date(2022, 9, 5), date(2022, 10, 4)),  # the state funeral
            (date(2023, 4, 24), date(2023, 5, 24)),  # early May and the coronation
            (date(2024, 3, 15), date(2024, 4, 16)),
            (date(2024, 3, 16), date(2024, 4, 16)),  # a Saturday: day one is the Monday
            (date(2024, 3, 17), date(2024, 4, 16)),
            (date(2024, 12, 2), date(2025, 1, 2)),
        ],
    )
    def test_20_working_days_after(self, module: Callable[[str], ModuleType], start: date, due: date) -> None:
        assert module("peers_right_dates").working_days_from(start, 20) == due

    @pytest.mark.parametrize(
        ("review", "due"),
        [(date(2026, 4, 7), date(2026, 3, 27)), (date(2026, 4, 4), date(2026, 3, 27)), (date(2023, 5, 9), date(2023, 4, 28))],
    )
    def test_5_working_days_before(self, module: Callable[[str], ModuleType], review: date, due: date) -> None:
        assert module("peers_right_dates").working_days_from(review, -5) == due

    @pytest.mark.parametrize(
        ("held", "due"),
        [
            (date(2025, 11, 30), date(2026, 2, 28)),
            (date(2023, 11, 30), date(2024, 2, 29)),
            (date(2025, 8, 31), date(2025, 11, 30)),
            (date(2024, 2, 29), date(2024, 5, 29)),
            (date(2025, 1, 31), date(2025, 4, 30)),
            (date(2025, 9, 15), date(2025, 12, 15)),
        ],
    )
    def test_3_months_after(self, module: Callable[[str], ModuleType], held: date, due: date) -> None:
        assert module("peers_right_dates").months_after(held, 3) == due


class TestWaysToCount:
    @pytest.mark.slow
    def test_over_every_start_ours_is_right_and_so_are_those_the_library_is_tested_with(self, module: Callable[[str], ModuleType]) -> None:
        arithmetic, verdicts = module("peers_arithmetic"), module("peers_verdicts")
        ways = [*arithmetic.ours(), *arithmetic.of_dateutil(), *arithmetic.of_holidays(), *arithmetic.of_numpy()]
        found = {(way.package, way.how): str(verdicts.verdict(way)) for way in ways if not way.trap}
        assert Counter(package for package, _ in found) == {"lacreview_rules": 7, "python-dateutil": 1, "holidays": 2, "numpy": 6}
        assert set(found.values()) == {f"all {STARTS:,}"}

    def test_a_trap_is_wrong_where_it_says(self, module: Callable[[str], ModuleType]) -> None:
        arithmetic, verdicts = module("peers_arithmetic"), module("peers_verdicts")
        plain, forward, overflowing = (verdicts.verdict(way) for way in arithmetic.of_numpy() if way.trap)
        starts, calendar = module("peers_right_dates").STARTS, england_and_wales()
        days_off = [day for day in starts if not calendar.is_working_day(day)]
        assert list(plain.refused) == days_off
        assert not plain.wrong
        assert [start for start, _, _ in forward.wrong] == days_off
        assert all(said > right for _, said, right in forward.wrong)
        short = [day for day in starts if day.day > monthrange(day.year + (day.month > 9), (day.month + 2) % 12 + 1)[1]]
        assert [start for start, _, _ in overflowing.wrong] == short

    def test_ours_is_never_excused(self, module: Callable[[str], ModuleType]) -> None:
        way = module("peers_arithmetic").Way("3 months after", "lacreview_rules", "", lambda _: int("no date"))
        with pytest.raises(ValueError, match="no date"):
            way.days([date(2026, 1, 1)])

    def test_a_day_off_that_is_not_known_is_named(self, module: Callable[[str], ModuleType]) -> None:
        calendar, verdicts = england_and_wales(), module("peers_verdicts")
        coronation, tuesday = date(2023, 5, 8), date(2023, 5, 9)

        def says(day: date) -> bool:
            if day.year < 2012:
                msg = "not before 2012"
                raise ValueError(msg)
            return (calendar.is_working_day(day) or day == coronation) and day != tuesday

        known = verdicts.known_holidays(says)
        assert (known.missing, known.invented, len(known.refused)) == ((coronation,), (tuesday,), 365)
        assert "lacks 8 May 2023" in str(known)
        assert str(verdicts.known_holidays(calendar.is_working_day)) == "all 141"  # 8 a year, and the five that were added

    def test_each_round_runs_each_job(self, module: Callable[[str], ModuleType]) -> None:
        timing, order = module("peers_timing"), []
        long = timing.LONG_ENOUGH / 1e9

        def slow(name: str) -> Callable[[], object]:
            def run() -> None:
                order.append(name)
                until = timing.time.process_time() + long
                while timing.time.process_time() < until:
                    pass

            return run

        times = timing.median_nanoseconds([timing.Job(slow("a"), 1), timing.Job(slow("b"), 4)], 2)
        assert order == ["a", "b"] * 4  # to set things up, to see how long it takes, and two rounds
        assert times[0] >= timing.LONG_ENOUGH
        assert times[1] >= timing.LONG_ENOUGH / 4


class TestPage:
    def rows(self, module: Callable[[str], ModuleType]) -> list[Any]:
        page, verdicts = module("peers_page"), module("peers_verdicts")
        wrong = verdicts.Verdict(5, ((date(2023, 4, 5), date(2023, 5, 8), date(2023, 5, 9)),), ())
        right = verdicts.Verdict(6, (), ())
        return [
            page.Row("a count", "lacreview_rules", "`ours`", 100.0, 100.0, str(right), right),
            page.Row("a count", "quick", "`quick|ly`", 40.0, 100.0, str(right), right),
            page.Row("a count", "slow", "`slowly`", 2500.0, 100.0, str(wrong), wrong),
        ]

    def test_it_says_who_is_ahead_and_who_is_wrong(self, module: Callable[[str], ModuleType]) -> None:
        page, verdicts = module("peers_page"), module("peers_verdicts")
        lexdays = verdicts.Holidays((), (), (date(2011, 1, 1),))
        measured = page.Measured(["Run on 1 Jan 2026."], self.rows(module), [], {"numpy": "16 Apr 2024"}, {"lexdays": lexdays}, STARTS)
        text = page.page(measured)
        assert "- a count: **quick**, `quick|ly`, is 2.5 times as fast as ours." in text
        assert "- a count: slow, `slowly`: right on 5; **wrong on 1**, first from 5 Apr 2023: 8 May 2023, not 9 May 2023." in text
        assert "- lexdays, days off: all it answers for; refuses 1 days, 1 Jan 2011 to 1 Jan 2011." in text
        assert "| a count | quick | `quick\\|ly` | 40 ns | 0.4 | all 6 |" in text
        assert "| a count | slow | `slowly` | 2.5 µs | 25 |" in text
        assert "**slow**" not in text
        assert "$" not in text

    def test_the_page_in_the_docs_has_every_way_and_every_package(self, module: Callable[[str], ModuleType]) -> None:
        text, arithmetic = PAGE.read_text(encoding="utf-8"), module("peers_arithmetic")
        for way in (*arithmetic.ours(), *arithmetic.of_dateutil(), *arithmetic.of_holidays(), *arithmetic.of_numpy()):
            assert f"| {way.package} | `{way.how}` |" in text
        for package in (*arithmetic.PEERS, "OpenFisca-Core", "the obvious stack"):
            assert f"| {package} |" in text
        for line in module("peers_page").PROSE.read_text(encoding="utf-8").splitlines():
            assert "$" in line or line in text

    def test_it_says_of_which_source_it_is(self, module: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
        """A version by what was installed once was that of the release before, and told nobody which source was timed."""
        peers, project = module("peers"), (PAGE.parents[2] / "pyproject.toml").read_text(encoding="utf-8")
        number = tomllib.loads(project)["project"]["version"]
        assert re.search(r"; lacreview_rules [\d.]+ \(commit [0-9a-f]{7,} of \d+ \w{3} \d{4}\); ", PAGE.read_text(encoding="utf-8"))
        said = {"log": "commit 0123abc of 1 Jan 2026", "status": ""}
        monkeypatch.setattr(peers, "_git", lambda command, *_: said[command])
        assert peers.source() == f"lacreview_rules {number} (commit 0123abc of 1 Jan 2026)"
        said["status"] = " M src/lacreview_rules/__init__.py"
        assert peers.source() == f"lacreview_rules {number} (commit 0123abc of 1 Jan 2026, changed since)"
        said["log"] = ""
        assert peers.source() == f"lacreview_rules {number} (of no known commit)"

    def test_what_is_not_installed_is_named(self, module: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
        peers = module("peers")

        def version(name: str) -> str:
            if name in {"workalendar", "QuantLib"}:
                raise PackageNotFoundError(name)
            return "1.0"

        monkeypatch.setattr(peers, "version", version)
        with pytest.raises(SystemExit, match=r"not installed: workalendar, QuantLib; .*\[peers\]"):
            peers.versions()


class TestMadeUpChildren:
    def test_a_history_and_the_table_of_events_are_the_same(self, module: Callable[[str], ModuleType]) -> None:
        made_up = module("openfisca_children")
        those = made_up.children(20, seed=3)
        table, names = made_up.event_table(those), {code: kind for kind, code in made_up.CODES.items()}
        assert made_up.children(20, seed=3).on.tolist() == those.on.tolist() != made_up.children(20, seed=4).on.tolist()
        for place, history in enumerate(made_up.histories(those)):
            rows = table.child == place
            assert [event.on for event in history.events] == sorted(table.on[rows].tolist())
            kinds = [getattr(event, "task", None) or event.kind for event in history.events]
            assert kinds == [names[code] for code in table.kind[rows].tolist()]
            assert history.date_of_birth == those.born.tolist()[place]

    def test_events_become_numbered_inputs(self, module: Callable[[str], ModuleType]) -> None:
        """Two children: one moved on 1 March, after the first of two reviews; the other had a review and nothing else."""
        made_up = module("openfisca_children")
        rows = [
            (0, "became-looked-after", "2026-01-05", "NaT"),
            (0, "visit", "2026-01-08", "NaT"),
            (0, "review-held", "2026-01-28", "NaT"),
            (0, "placement-moved", "2026-03-01", "NaT"),
            (0, "visit", "2026-03-01", "NaT"),
            (0, "review-held", "2026-04-20", "NaT"),
            (0, "decisions-issued", "2026-04-24", "NaT"),
            (0, "review-arranged", "2026-04-24", "2026-10-01"),
            (1, "became-looked-after", "2026-02-02", "NaT"),
            (1, "review-held", "2026-02-20", "NaT"),
            (1, "decisions-issued", "2026-02-20", "NaT"),
        ]
        child, kinds, on, booked = zip(*rows, strict=True)
        days = (np.array(column, dtype="datetime64[D]") for column in (on, booked))
        events = made_up.Events(np.array(child), np.array([made_up.CODES[kind] for kind in kinds]), *days)
        born = np.array(["2014-05-02", "2020-01-01"], dtype="datetime64[D]")
        inputs = made_up.inputs_from_events(events, born, reviews=2, visits=(1, 1))
        assert {name: values.astype(str).tolist() for name, values in inputs.items()} == {
            "date_of_birth": ["2014-05-02", "2020-01-01"],
            "became_looked_after": ["2026-01-05", "2026-02-02"],
            "moved": ["2026-03-01", "NaT"],
            "next_review_booked": ["2026-10-01", "NaT"],
            "review_1_held": ["2026-01-28", "2026-02-20"],
            "review_2_held": ["2026-04-20", "NaT"],
            "decisions_1_issued": ["NaT", "2026-02-20"],
            "decisions_2_issued": ["2026-04-24", "NaT"],
            "placement_1_emergency": ["False", "False"],
            "placement_2_emergency": ["False", "False"],
            "visit_1_1": ["2026-01-08", "NaT"],
            "visit_2_1": ["2026-03-01", "NaT"],
        }


def test_every_task_of_the_ten_events_is_one_of_the_country_package(module: Callable[[str], ModuleType]) -> None:
    """Also where OpenFisca is not installed: a task that `england` gained stopped the whole comparison, and nobody was told."""
    written = (BENCHMARKS / "openfisca_reviews.py").read_text(encoding="utf-8")
    dated = module("peers_schedule").our_dates(module("schedule").HISTORY, load_profile("england"))
    assert {"review", "visit", "care-plan", "health-assessment"} <= {task for task, _ in dated}
    assert [task for task, _ in dated if f'"{task}"' not in written] == []


class TestOpenFisca:
    """The country package gives the due dates of `england`, so that it is the same thing that is timed."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("openfisca_core")

    def test_of_the_ten_events_worked_by_hand(self, module: Callable[[str], ModuleType]) -> None:
        """England R1 to R3, V1, V2, P1, P3, H1, H4, H6 and H7: in care from Mon 1 Sep 2025, reviews 25 Sep and 18 Dec, 11 June booked."""
        schedules = module("peers_schedule")
        (found,) = schedules.openfisca_dates(schedules.ten_events())
        due = {task: sorted(day for name, day in found.elements() if name == task) for task, _ in found}
        assert due["review"] == [date(2025, 9, 29), date(2025, 12, 25), date(2026, 6, 18), date(2026, 12, 11)]
        assert due["visit"] == [date(2025, 9, 8), date(2025, 10, 17), date(2025, 11, 17), date(2025, 12, 29)]
        assert due["care-plan"] == [date(2025, 9, 15)]
        assert due["placement-plan"] == [date(2025, 9, 8), date(2025, 11, 17)]
        assert due["health-assessment"] == [date(2025, 9, 25), date(2026, 9, 25)]
        assert due["strengths-and-difficulties"] == [date(2026, 9, 1), date(2027, 9, 1)]
        # T1 and T2: born 2 May 2014; 13 weeks after the fourteenth birthday, the sixteenth, and three months after that
        assert due["thirteen-weeks-since-fourteen"] == [date(2028, 8, 1)]
        assert due["eligible-child"] == [date(2030, 5, 2)]
        assert due["pathway-assessment"] == [date(2030, 8, 2)]
        assert found.total() == 56

    def test_it_agrees_with_the_library_and_the_obvious_stack(self, module: Callable[[str], ModuleType]) -> None:
        assert module("peers_schedule").disagreements(module("openfisca_children").children(60, seed=11)) == []

    def test_it_would_tell(self, module: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(module("openfisca_reviews").PARAMETERS["working_days"], "first_review", {"2011-04-01": 21})
        different = module("peers_schedule").disagreements(module("openfisca_children").children(2))
        assert any(line.startswith("child 0: only OpenFisca-Core: review 2025-09-30") for line in different)

    @pytest.mark.parametrize(
        "left_out",
        [
            {"placement-moved"},
            {"review-arranged"},
            {"visit", "decisions-issued"},
            {"review-held", "decisions-issued", "review-arranged"},
            {"review-held", "decisions-issued", "review-arranged", "placement-moved", "visit"},
        ],
    )
    def test_it_agrees_where_less_is_recorded(self, module: Callable[[str], ModuleType], left_out: set[str]) -> None:
        made_up, schedules, package = module("openfisca_children"), module("peers_schedule"), module("openfisca_reviews")
        those = made_up.children(20, seed=7)
        table = made_up.event_table(those)
        kept = ~np.isin(table.kind, [made_up.CODES[kind] for kind in left_out])
        events = made_up.Events(table.child[kept], table.kind[kept], table.on[kept], table.review_on[kept])
        system = schedules.openfisca_system()
        due = package.due_dates(system, made_up.inputs_from_events(events, those.born))
        child, column, day = made_up.rows_of(due)
        tasks = np.array([system.due_dates[name] for name in due])[column]
        profile = schedules.load_profile("england")
        for place, history in enumerate(made_up.histories(those)):
            told = [event for event in history.events if (getattr(event, "task", None) or event.kind) not in left_out]
            mine = schedules.our_dates(History(history.child, told, history.date_of_birth), profile)
            here = child == place
            assert sorted(mine.elements()) == sorted(zip(tasks[here].tolist(), day[here].tolist(), strict=True))


def test_the_whole_comparison_runs() -> None:
    for package in ("workalendar", "pandas", "QuantLib", "lexdays", "openfisca_core"):
        pytest.importorskip(package)
    ran = subprocess.run([sys.executable, BENCHMARKS / "peers.py", "--rounds", "1"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "workalendar, days off: **lacks 8 May 2023**" in ran.stdout
    assert (
        f"lexdays, days off: all it answers for; refuses {(date(2019, 1, 1) - date(2011, 1, 1)) // timedelta(days=1):,} days" in ran.stdout
    )


class TestReviewsAlone:
    def test_by_hand_they_are_the_library_s(self, module: Callable[[str], ModuleType]) -> None:
        """Or it would be no peer: 20 working days, three months, six months, and one beyond what is booked."""
        assert module("peers_reviews").disagreements(40) == []

    def test_by_hand(self, module: Callable[[str], ModuleType]) -> None:
        """The child of `schedule.py`: in care Mon 1 Sep 2025, reviewed 25 Sep and 18 Dec, the next booked for 11 Jun 2026.

        20 working days after 1 Sep: Mon 29 Sep, no bank holiday between. Three months after 25 Sep, six after 18 Dec, six after 11 Jun.
        """
        found = module("peers_reviews").by_hand()(module("schedule").HISTORY)
        assert found == [date(2025, 9, 29), date(2025, 12, 25), date(2026, 6, 18), date(2026, 12, 11)]

    @pytest.mark.slow
    def test_a_folder_without_a_compiled_wheel_is_refused(self, module: Callable[[str], ModuleType], tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match="no compiled wheel of this library is installed there"):
            module("peers_compiled").Compiled(tmp_path)


class TestRecipes:
    """What `clusters.py` runs is what the page shows."""

    @pytest.mark.slow
    def test_the_blocks_of_the_page(self) -> None:
        pytest.importorskip("duckdb")
        code = "import sys; sys.path.insert(0, sys.argv[1]); from clusters import recipe; print(recipe('Dask') + recipe('Spark'))"
        shown = subprocess.run([sys.executable, "-c", code, str(BENCHMARKS)], capture_output=True, text=True, check=True).stdout
        assert "scheduler='synchronous'" in shown
        assert "repartition('child').sortWithinPartitions('child').mapInArrow(due_dates, schema)" in shown
        assert "print(" not in shown
