"""What the documentation shows is so: scripts and blocks run, tables are complete, worked dates are what comes out.

Expected dates were worked by hand, as the pages show.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest

from lacreview_rules import load_profile, profile_models, shipped_profiles
from lacreview_rules.calendars import BankHoliday, Layer, england_and_wales
from lacreview_rules.due_dates import Status
from lacreview_rules.engine import build_schedule
from lacreview_rules.events import BUILT_IN, DERIVED
from lacreview_rules.formats.calendar_files import lay_over
from lacreview_rules.formats.histories import parse_history
from lacreview_rules.formats.schedule_schema import ConsiderationRecord, DueDateRecord, ScheduleRecord
from lacreview_rules.notices import day_text

TOP = Path(__file__).parents[2]
PAGES = sorted([TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "CHANGELOG.md", *(TOP / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(TOP)) for page in PAGES]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADER = 'schema_version = 1\nid = "our-authority"\nname = "Our Authority"\nextends = "england"\nversion = "1"\n'


class Block(NamedTuple):
    """A fenced block of a page, and the text block that follows it with nothing between, if one does."""

    language: str
    text: str
    shown: str | None


def blocks(page: Path, language: str) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    result = []
    for here, then in zip_longest(found, found[1:]):
        follows = then is not None and then[1] in {"text", "console"} and not text[here.end() : then.start()].strip()
        result.append(Block(here[1], here[2], then[2] if follows and then is not None else None))
    return [block for block in result if block.language == language]


def script(name: str) -> str:
    command = [sys.executable, str(TOP / "examples" / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


# ---- scripts


def test_one_child() -> None:
    """Placement plan: 5 working days after Tue 3 Feb 2026 is Tue 10 Feb. Second review: three months after 14 Jan."""
    out = script("one_child.py")
    assert "2026-02-10  due-today  Placement plan made (social worker)" in out
    assert "2026-02-10  due-today  Visit to the child (social worker)" in out
    assert "2026-02-17  upcoming   Written notice that the placement has ended given (responsible authority)" in out
    assert "Second looked after review: due Tue 14 Apr 2026" in out
    assert "91 days after Wed 14 Jan 2026: Wed 15 Apr 2026" in out


def test_compare_profiles() -> None:
    """Review held 10 Mar 2026: six months, 183 days, 91 days and three months later."""
    rows = {line.split()[0]: line.split()[1:3] for line in script("compare_profiles.py").splitlines() if line.startswith("  ")}
    assert rows == {
        "england": ["2026-09-10", "england/R3"],
        "newham": ["2026-09-09", "newham/NH3"],
        "south-gloucestershire": ["2026-06-09", "south-gloucestershire/SG5"],
        "west-sussex-residential": ["2026-06-10", "west-sussex-residential/WS2"],
        "data-return": ["2026-09-09", "data-return/SSD3"],
    }


def test_whole_extract() -> None:
    """20 working days after Mon 5 Jan 2026 are up on Mon 2 Feb, after Mon 2 Feb on Mon 2 Mar; 29 days later is 31 Mar."""
    assert script("whole_extract.py").splitlines() == [
        "1001  First looked after review: due 2026-01-21, met",
        "1001  Second looked after review: due 2026-04-14, upcoming",
        "1002  First looked after review: due 2026-02-02, met-late, 2 days late",
        "1002  Second looked after review: due 2026-05-04, upcoming",
        "1003  First looked after review: due 2026-03-02, overdue, 29 days late",
        "",
        "Reviews: 1 met, 1 met-late, 1 overdue, 2 upcoming",
        "Rows not used:",
        "  Reviews.csv:4: REVIEW is not a date between 1900 and 2200, written DD/MM/YYYY; correct the row; it was not used",
    ]


# ---- blocks of code


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_python_blocks_run_and_print_what_is_shown(page: Path) -> None:
    names: dict[str, Any] = {}
    for block in blocks(page, "python"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block.text, page.name, "exec"), names)  # noqa: S102 - our own page
        if block.shown is not None:
            assert out.getvalue() == block.shown


def test_the_readme_shows_python() -> None:
    [block] = blocks(TOP / "README.md", "python")
    assert block.shown is not None


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_toml_blocks_make_a_profile(page: Path, tmp_path: Path) -> None:
    """The blocks of a page, one after another, are a profile that loads."""
    written = [block.text for block in blocks(page, "toml")]
    if not written:
        return
    path = tmp_path / "profile.toml"
    if page.name == "add-a-bank-holiday.md":  # each block is a calendar file of its own
        for text in written:
            path.write_text(text, encoding="utf-8")
            assert lay_over(england_and_wales(), path).layers[-1].source
        return
    whole = "\n".join(written if "schema_version" in written[0] else [HEADER, *written])
    path.write_text(whole, encoding="utf-8")
    assert load_profile(path).lineage == ("our-authority", "england")


def test_the_history_shown_can_be() -> None:
    [block] = blocks(TOP / "docs/reference/history-format.md", "json")
    assert build_schedule(parse_history(json.loads(block.text)), load_profile("england"), strict=True).problems == ()


def test_the_schedule_shown_is_what_is_written() -> None:
    [block] = blocks(TOP / "docs/reference/schedule-format.md", "json")
    shown = json.loads(block.text)
    history = {
        "child": "A123",
        "date_of_birth": "2014-05-02",
        "events": [{"event": "became-looked-after", "on": "2025-12-19"}, {"event": "review-held", "on": "2026-01-14"}],
    }
    written = build_schedule(parse_history(history), load_profile("newham")).on(date(2026, 2, 10)).to_dict()
    [first] = [due for due in written["due_dates"] if (due["task"], due["review"]) == ("review", 1)]
    written["due_dates"] = [{**first, "notices": []}]
    written["considerations"] = []
    written["profile"]["digest"] = "…"
    assert shown == written
    assert list(shown) == list(written)
    assert list(shown["due_dates"][0]) == list(first)


def test_the_command_in_the_readme_runs() -> None:
    """The line a newcomer pastes, from its own folder on."""
    pytest.importorskip("typer")
    line = next(block.text for block in blocks(TOP / "README.md", "console") if "lacreview schedule" in block.text)
    arguments = shlex.split(line.split(".venv/bin/lacreview ")[1])
    command = [sys.executable, "-m", "lacreview_rules", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=TOP)
    assert done.returncode == 0
    assert "Next review: by Thu 30 Apr 2026" in done.stdout  # six months after the review of 30 Oct 2025


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert target.startswith("https://") or (page.parent / target).exists(), target


# ---- tables of the reference


def described(page: str) -> set[str]:
    """Every word that stands in code in the first column of a table."""
    text = (TOP / "docs/reference" / page).read_text(encoding="utf-8")
    return {word for line in text.splitlines() if line.startswith("| `") for word in re.findall(r"`([^`]+)`", line.split("|")[1])}


def test_every_key_of_a_profile_is_described() -> None:
    models = (
        profile_models.WrittenProfile,
        profile_models.ReviewCycle,
        profile_models.Settings,
        profile_models.Task,
        profile_models.Timescale,
    )
    keys = {
        field.alias or name
        for model in (*models, profile_models.Condition, profile_models.Consideration)
        for name, field in model.model_fields.items()
    }
    assert keys - described("profile-format.md") == set()
    text = (TOP / "docs/reference/profile-format.md").read_text(encoding="utf-8")
    small = (profile_models.Source, profile_models.Term, profile_models.FactTerm, profile_models.InForce, profile_models.LastBefore)
    keys = {field.alias or name for model in small for name, field in model.model_fields.items()}
    assert [key for key in keys if f"`{key}`" not in text and f"{key} = " not in text] == []
    assert [name for name in DERIVED if f"`{name}`" not in text] == []


def test_every_event_and_its_keys_are_described() -> None:
    rows = {}
    for line in (TOP / "docs/reference/history-format.md").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if line.startswith("| `") and len(cells) == 5:
            rows[cells[1].strip(" `")] = set(re.findall(r"`([^`]+)`", cells[2]))
    everyone = {"on", "at", "ref", "review", "note"}
    assert rows == {kind: {field.name for field in fields(cls)} - everyone for kind, cls in BUILT_IN.items()}
    assert everyone <= described("history-format.md")


def test_every_key_of_a_schedule_is_described() -> None:
    keys = {name for model in (ScheduleRecord, DueDateRecord, ConsiderationRecord) for name in model.model_fields}
    assert keys - described("schedule-format.md") == set()
    assert {*get_args(Status)} - described("schedule-format.md") == set()


def test_the_words_of_england_are_listed() -> None:
    england, text = load_profile("england"), (TOP / "docs/reference/history-format.md").read_text(encoding="utf-8")
    words = {*england.placements, *england.legal_statuses, *england.facts}
    assert [word for word in words if f"`{word}`" not in text] == []


# ---- what was checked


def test_the_grades_of_england() -> None:
    """Counts, and which rows are listed under which grade."""
    rules = load_profile("england").timescales
    text = (TOP / "docs/explanation/verification.md").read_text(encoding="utf-8")
    for label, forces in (("regulation", {"regulation"}), ("guidance", {"guidance"}), ("all", {"regulation", "guidance"})):
        counts = [sum(1 for rule in rules if rule.force in forces and rule.verified == grade) for grade in (True, "corroborated", False)]
        assert f"| {label} | {' | '.join(map(str, counts))} |" in text
    assert f"It has {len(rules)} timescales" in text
    assert f"Of the {len(rules)} rules in the profile `england`, {sum(rule.verified is True for rule in rules)} were read" in " ".join(
        (TOP / "README.md").read_text(encoding="utf-8").split()
    )
    unread, _, rest = text.partition("### Rows corroborated")
    for part, grade in ((unread, False), (rest, "corroborated")):
        listed = re.findall(r"`(england/[\w-]+)`", part)
        assert sorted(listed) == sorted(rule.id for rule in rules if rule.verified == grade)


def test_the_other_profiles_were_read() -> None:
    for name in set(shipped_profiles()) - {"england"}:
        own = [rule for rule in load_profile(name).timescales if rule.id.startswith(f"{name}/")]
        assert all(rule.verified is True for rule in own)


# ---- the ambiguities


def event(kind: str, on: str, **keys: object) -> dict[str, object]:
    return {"event": kind, "on": on, **keys}


def care(on: str, **keys: object) -> dict[str, object]:
    return event("became-looked-after", on, **keys)


def held(*days: str) -> list[dict[str, object]]:
    return [event("review-held", day) for day in days]


def done(task: str, on: str) -> dict[str, object]:
    return event("task-done", on, task=task)


class Worked(NamedTuple):
    """One date of the page: where it stands, the facts, and what is expected of one due date."""

    section: int
    events: list[dict[str, object]]
    expect: dict[str, object]
    profile: str = "england"
    settings: dict[str, str] = {}  # noqa: RUF012 - never changed
    born: str = "2014-05-02"


def review(number: int, due: str, **more: object) -> dict[str, object]:
    return {"task": "review", "review": number, "due": due, **more}


FIVE_JAN = [care("2026-01-05")]
ADJOURNED = [care("2026-03-04"), event("review-adjourned", "2026-03-30"), *held("2026-04-27")]
EXTRA = [*FIVE_JAN, *held("2026-01-28"), event("review-held", "2026-03-10", additional=True)]
MOVED = [*FIVE_JAN, *held("2026-01-28"), event("placement-moved", "2026-02-20")]
LONG_TERM = [
    care("2024-01-08"),
    event("placement-moved", "2024-05-01", placement="foster-care"),
    event("fact", "2024-05-01", fact="long-term-foster-placement"),
    *held("2024-02-01", "2024-04-30", "2024-10-28", "2025-04-28", "2025-10-27", "2026-01-14"),
    done("visit", "2026-01-20"),
]
AUTHORITY = [care("2025-10-01"), *held("2025-10-28"), event("authorised-for-adoption", "2026-01-12")]
PLACED = [*AUTHORITY, *held("2026-01-27"), event("placed-for-adoption", "2026-04-20")]
BOOKED = [*FIVE_JAN, *held("2026-01-28"), event("review-arranged", "2026-01-28", review_on="2026-04-08")]
WITH_PARENT = [
    care("2026-01-05", placement="foster-care", legal_status="care-order"),
    *held("2026-01-28"),
    event("placement-moved", "2026-02-20", placement="parent"),
    done("visit", "2026-02-27"),
]
LEAP = [care("2025-01-06"), done("health-assessment", "2025-02-28")]
BACK = [care("2025-01-06"), *held("2025-01-30", "2025-04-28"), event("ceased-to-be-looked-after", "2025-08-01"), care("2025-11-03")]

WORKED = [
    Worked(1, [*FIVE_JAN, *held("2026-01-14")], review(2, "2026-04-14")),
    Worked(1, [*FIVE_JAN, *held("2026-01-14")], review(2, "2026-04-15"), "data-return"),
    Worked(1, [care("2026-02-16"), *held("2026-03-10")], review(2, "2026-06-10")),
    Worked(1, [care("2026-02-16"), *held("2026-03-10")], review(2, "2026-06-09"), "data-return"),
    Worked(2, [care("2025-12-19")], review(1, "2026-01-21")),
    Worked(3, [care("2026-01-05", at="15:00")], review(1, "2026-02-02")),
    Worked(3, [care("2026-01-06", at="15:00")], review(1, "2026-02-03")),
    Worked(4, FIVE_JAN, review(1, "2026-02-02")),
    *(Worked(5, [care(f"2024-03-{day}")], review(1, "2024-04-16")) for day in (15, 16, 17)),
    Worked(5, [*FIVE_JAN, *held("2026-01-31")], review(2, "2026-04-30")),
    Worked(6, [care("2026-01-20"), *held("2026-02-17")], review(2, "2026-05-17", last_working_day="2026-05-15")),
    Worked(7, [care("2025-07-07"), *held("2025-08-01", "2025-10-31")], review(3, "2026-04-30")),
    Worked(7, [care("2025-07-07"), *held("2025-08-01", "2025-10-31", "2026-04-30")], review(4, "2026-10-30")),
    Worked(8, [*FIVE_JAN, *held("2026-01-28")], review(1, "2026-02-02", status="met")),
    Worked(8, [*FIVE_JAN, *held("2026-01-28")], review(2, "2026-04-28", basis="actual")),
    Worked(9, ADJOURNED, review(1, "2026-04-01", status="met", done_on="2026-03-30")),
    Worked(9, ADJOURNED, {"task": "review-completed", "due": "2026-04-29", "status": "met"}),
    Worked(9, ADJOURNED, review(2, "2026-07-27")),
    Worked(9, ADJOURNED, review(1, "2026-04-01", days_late=26), settings={"adjourned_review_met_by": "completion"}),
    Worked(9, ADJOURNED, review(2, "2026-06-30"), settings={"interval_after_adjournment_from": "sitting"}),
    Worked(10, EXTRA, review(3, "2026-09-10")),
    Worked(10, EXTRA, review(3, "2026-04-28"), settings={"additional_reviews": "stand-apart"}),
    Worked(11, MOVED, review(2, "2026-04-28")),
    Worked(11, MOVED, {"task": "visit", "due": "2026-02-27"}),
    Worked(11, MOVED, review(2, "2026-03-12"), "south-gloucestershire"),
    Worked(
        12,
        [*FIVE_JAN, event("fact", "2026-01-05", fact="placement-to-last-to-18"), done("visit", "2026-12-22")],
        {"task": "visit", "due": "2027-02-02", "rule": "england/V2"},
    ),
    Worked(13, WITH_PARENT, {"task": "visit", "due": "2026-03-06", "rule": "england/V6a"}),
    Worked(
        14,
        [care("2026-01-19"), done("health-assessment", "2026-02-12")],
        {"task": "health-assessment", "due": "2026-08-12"},
        born="2021-05-01",
    ),
    Worked(15, LONG_TERM, review(7, "2026-07-14")),
    Worked(15, LONG_TERM, {"task": "review-meeting", "due": "2027-01-14"}),
    Worked(15, LONG_TERM, {"task": "visit", "due": "2026-03-03"}),
    Worked(15, [*LONG_TERM, event("fact", "2026-01-14", fact="child-agrees-to-fewer-visits")], {"task": "visit", "due": "2026-07-20"}),
    Worked(16, [*MOVED[:2], event("ceased-to-be-looked-after", "2026-04-13")], review(2, "2026-04-28", status="cancelled")),
    Worked(
        16,
        [*MOVED[:2], event("ceased-to-be-looked-after", "2026-04-13")],
        {"task": "placement-end-notice", "due": "2026-04-27", "status": "upcoming"},
    ),
    Worked(16, [*MOVED[:2], event("ceased-to-be-looked-after", "2026-05-05")], review(2, "2026-04-28", status="overdue")),
    Worked(17, BACK, review(1, "2025-12-01", period_of_care=2)),
    Worked(17, BACK, review(3, "2025-10-28", period_of_care=1, status="cancelled")),
    Worked(18, AUTHORITY, review(2, "2026-01-28", also=[{"rule": "england/A1", "due": "2026-04-12", "force": "regulation"}])),
    Worked(18, PLACED, review(3, "2026-05-18", rule="england/A3", also=[])),
    Worked(19, BOOKED, {"task": "review-report", "review": 2, "due": "2026-04-01", "basis": "arranged"}),
    Worked(19, BOOKED, {"task": "review-report", "review": 2, "due": "2026-03-31"}, settings={"count_back": "clear"}),
    Worked(20, [care("2025-12-19")], {"task": "care-plan", "due": "2026-01-07", "aim": "2025-12-19"}),
    Worked(21, LEAP, {"task": "health-assessment", "due": "2025-08-28"}, born="2020-02-29"),
    Worked(21, LEAP, {"task": "health-assessment", "due": "2026-02-28"}, settings={"leap_day_birthday": "28 February"}, born="2020-02-29"),
    Worked(22, [care("2025-12-05")], review(1, "2026-01-07")),
    Worked(23, [care("2020-04-23")], {"task": "placement-plan", "due": "2020-04-30"}),
    Worked(23, [care("2020-04-24")], {"task": "placement-plan", "due": None, "status": "advisory"}),
    Worked(
        23, [care("2020-04-24"), event("temporary-approval-given", "2020-04-24")], {"task": "temporary-approval-end", "due": "2020-10-09"}
    ),
]


def sections() -> dict[int, str]:
    pages = sorted((TOP / "docs/explanation/ambiguities").glob("*.md"))
    return {int(page.name[:2]): " ".join(page.read_text(encoding="utf-8").split()) for page in pages}


def test_each_question_is_listed_with_its_page() -> None:
    listed = (TOP / "docs/explanation/ambiguities.md").read_text(encoding="utf-8")
    for page in (TOP / "docs/explanation/ambiguities").glob("*.md"):
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").partition(". ")[2]
        assert f"[{title}](ambiguities/{page.name})" in listed


@pytest.mark.parametrize("worked", WORKED, ids=[f"{w.section}-{w.profile}-{w.expect['due']}" for w in WORKED])
def test_ambiguity(worked: Worked) -> None:
    """The library gives the date, and the page prints it."""
    history = parse_history({"child": "A123", "date_of_birth": worked.born, "events": worked.events})
    schedule = build_schedule(history, load_profile(worked.profile).with_settings(**worked.settings), strict=True)
    same_task = [due.to_dict() for due in schedule.of(str(worked.expect["task"]))]
    assert [due for due in same_task if worked.expect.items() <= due.items()]
    due = worked.expect["due"]
    if isinstance(due, str):
        assert day_text(due).rpartition(" ")[0] in sections()[worked.section]


def test_all_23_ambiguities_have_a_default_a_switch_and_a_date() -> None:
    found = sections()
    assert list(found) == list(range(1, 24))
    for part in found.values():
        assert part.count("**We take**") == part.count("**What decides otherwise:**") == part.count("**Worked.**") == 1
    assert {worked.section for worked in WORKED} == set(found)


def test_offices_closed_are_a_layer() -> None:
    """Section 22: without four days on which offices were closed, the twentieth working day is 13 Jan 2026."""
    days = ("2025-12-29", "2025-12-30", "2025-12-31", "2026-01-02")
    layer = Layer(tuple(BankHoliday(date.fromisoformat(day), "Offices closed") for day in days), (), "the authority")
    history = parse_history({"child": "A123", "events": [care("2025-12-05")]})
    schedule = build_schedule(history, load_profile("england"), england_and_wales().with_layer(layer))
    assert schedule.of("review")[0].due == date(2026, 1, 13)
    assert "13 Jan" in sections()[22]
