"""Profiles side by side. Expected dates are worked by hand on the calendar of England and Wales.

The worked example: looked after Mon 5 Jan 2026, review held Wed 28 Jan, moved Fri 20 Feb. The first review was due on
the 20th working day, Mon 2 Feb. Three months after 28 Jan is Tue 28 Apr; 91 days after it is Wed 29 Apr; 20 days after
the move is Thu 12 Mar.
"""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import head_of

from lacreview_rules import BecameLookedAfter, History, load_profile
from lacreview_rules.comparison.html import comparison_html
from lacreview_rules.comparison.markdown import comparison_markdown
from lacreview_rules.comparison.side_by_side import DIFFERENCES, ComparedTask, Comparison, Reading, compare_profiles, worked_example

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules import Profile


@pytest.fixture(scope="module")
def three() -> Comparison:
    return compare_profiles([load_profile(name) for name in ("newham", "south-gloucestershire", "portsmouth")])


def of(comparison: Comparison, task: str) -> ComparedTask:
    return next(found for found in comparison.tasks if found.task == task)


def days(reading: Reading) -> list[str | None]:
    return [None if day is None else str(day.due) for day in reading.dates]


def local(folder: Path, name: str, body: str) -> Profile:
    path = folder / f"{name}.toml"
    path.write_text(head_of(name, "england") + body, encoding="utf-8")
    return load_profile(path)


def timescale(name: str, task: str, limit: str, more: str = "") -> str:
    return f'\n[[timescales]]\nid = "{name}"\ntask = "{task}"\nlimit = "{limit}"\nafter = "review"\n{more}\n'


def test_the_worked_example_under_three_profiles(three: Comparison) -> None:
    review = of(three, "review")
    assert review.difference == "timescales-and-dates"
    assert review.occurrences == ("review 1", "review 2")
    assert [days(reading) for reading in review.readings] == [
        ["2026-02-02", "2026-04-28"],
        ["2026-02-02", "2026-03-12"],
        ["2026-02-02", "2026-04-28"],
    ]
    assert review.readings[1].dates[1] is not None
    assert review.readings[1].dates[1].rule == "south-gloucestershire/SG4"


def test_a_step_before_the_next_review(three: Comparison) -> None:
    """Newham 5 working days before 28 Apr: 21 Apr. Portsmouth 3: 23 Apr. South Gloucestershire 2 before 12 Mar: 10 Mar."""
    report = of(three, "review-report")
    assert [days(reading)[1] for reading in report.readings] == ["2026-04-21", "2026-03-10", "2026-04-23"]
    assert [reading.timescales[-1].words for reading in report.readings] == [
        "5 working days before review",
        "5 working days before review",
        "3 working days before review",
    ]
    assert all(reading.dates[1] is not None and reading.dates[1].basis == "projected" for reading in report.readings)


def test_what_differs_most_comes_first_and_the_review_before_all(three: Comparison) -> None:
    ranks = [DIFFERENCES.index(task.difference) for task in three.tasks]
    assert ranks == sorted(ranks)
    assert three.tasks[0].task == "review"
    assert {*three.differing, *three.same} == {*three.tasks}
    assert len(three.tasks) == len({task.task for task in three.tasks})


def test_one_timescale_under_different_names_is_no_difference(three: Comparison) -> None:
    """Ten working days after the review in all three; the dates differ with the reviews: 10 after 12 Mar is 26 Mar."""
    updated = of(three, "care-plan-updated")
    assert {rule.rule for reading in updated.readings for rule in reading.timescales} == {
        "newham/NH13",
        "south-gloucestershire/SG33",
        "portsmouth/PM11",
    }
    assert updated.difference == "dates"
    assert [days(reading)[1] for reading in updated.readings] == ["2026-05-13", "2026-03-26", "2026-05-13"]


def test_a_task_that_only_one_profile_has(three: Comparison) -> None:
    """Ten working days before 28 Jan is 14 Jan."""
    invitations = of(three, "invitation-list")
    assert invitations.difference == "not-in-all"
    assert invitations.title == "Invitation list sent to the Social Work Improvement Service"
    assert [reading.title for reading in invitations.readings][1:] == ["", ""]
    assert [days(reading)[0] for reading in invitations.readings] == ["2026-01-14", None, None]


def test_what_all_have_in_common_is_said_once(three: Comparison) -> None:
    review = of(three, "review")
    shared = {rule.rule for rule in review.shared}
    assert {"england/R1", "england/R2", "england/R3"} <= shared
    assert not shared & {rule.rule for reading in review.readings for rule in reading.timescales}
    placement_plan = of(three, "placement-plan")
    assert placement_plan.difference == "none"
    assert all(reading.timescales == () for reading in placement_plan.readings)
    assert {tuple(days(reading)) for reading in placement_plan.readings} == {("2026-01-12", "2026-02-27")}


def test_only_what_is_in_force_in_the_example_is_compared() -> None:
    england, newham = load_profile("england"), load_profile("newham")
    made = compare_profiles([england, newham])
    assert of(made, "iro-appointed").difference == "none"
    everything = {rule.rule for task in made.tasks for reading in task.readings for rule in (*task.shared, *reading.timescales)}
    ended = {rule.id for rule in england.timescales if rule.in_force and all(span.to and span.to.year < 2026 for span in rule.in_force)}
    assert ended
    assert not everything & ended


def test_a_profile_beside_itself_differs_in_nothing() -> None:
    newham = load_profile("newham")
    made = compare_profiles([newham, newham])
    assert made.differing == ()
    assert made.labels == ("newham 2020-06 (1)", "newham 2020-06 (2)")


def test_timescales_may_differ_where_the_dates_of_the_example_do_not(tmp_path: Path) -> None:
    """20 working days after Wed 28 Jan 2026 and four weeks after it are both Wed 25 Feb.

    After Tue 28 Apr they are not: four weeks is Tue 26 May; with 4 and 25 May off, the 20th working day is Thu 28 May.
    After Mon 2 Feb, where the first review is assumed, both are Mon 2 Mar.
    """
    working = local(tmp_path, "one", timescale("one/1", "review-record", "20 working days"))
    weeks = local(tmp_path, "two", timescale("two/1", "review-record", "4 weeks"))
    record = of(compare_profiles([working, weeks]), "review-record")
    assert [days(reading) for reading in record.readings] == [["2026-02-25", "2026-05-28"], ["2026-02-25", "2026-05-26"]]
    assert record.difference == "timescales-and-dates"
    sooner = History("A123", [BecameLookedAfter(on=date(2026, 1, 5))], date(2014, 5, 2))
    record = of(compare_profiles([working, weeks], sooner), "review-record")
    assert [days(reading) for reading in record.readings] == [["2026-03-02"], ["2026-03-02"]]
    assert record.difference == "timescales"


def test_a_history_without_events_still_compares_the_timescales() -> None:
    made = compare_profiles([load_profile("newham"), load_profile("portsmouth")], History("A123"))
    record = of(made, "review-record")
    assert record.occurrences == ()
    assert record.difference == "timescales"


def test_what_cannot_be_used_of_the_history_is_told_for_each_profile() -> None:
    history = History("A123", [BecameLookedAfter(on=date(2026, 1, 5), placement="castle")])
    made = compare_profiles([load_profile("newham"), load_profile("portsmouth")], history)
    assert {label for label, problem in made.problems if "placement" in problem.where} == {"newham", "portsmouth"}


def test_the_json_says_what_the_table_says(three: Comparison) -> None:
    record = json.loads(three.to_json())
    assert [profile["id"] for profile in record["profiles"]] == ["newham", "south-gloucestershire", "portsmouth"]
    assert record["history"]["events"][2] == {"event": "placement-moved", "on": "2026-02-20", "placement": "foster-care"}
    review = record["tasks"][0]
    assert review["readings"][1]["dates"][1] == {"due": "2026-03-12", "rule": "south-gloucestershire/SG4", "basis": "actual"}
    assert worked_example().child == record["history"]["child"]


# ---- pages -------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page loads, and whether its elements close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.loads: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.loads += [str(value) for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def hostile(tmp_path: Path) -> Comparison:
    name = "<script>alert(1)</script> & | `x` [y](https://z)"
    task = f'roles = ["<b>"]\n\n[[tasks]]\nid = "record"\ntitle = "{name}"\nrole = "<b>"\nper = "review"\n'
    more = f'cite = "{name}"\nambiguous = "{name}"'
    bodies = [task + timescale(f"{profile}/1", "record", limit, more) for profile, limit in (("one", "3 days"), ("three", "5 days"))]
    return compare_profiles([local(tmp_path, "one", bodies[0]), local(tmp_path, "three", bodies[1])])


def test_the_page_is_whole_and_loads_nothing(three: Comparison) -> None:
    text = comparison_html(three)
    page = Page(text)
    assert page.open == []
    assert all(target.startswith("#") for target in page.loads)
    assert not {"script", "link", "img", "iframe"} & {*page.tags}
    assert "url(" not in text
    assert "@import" not in text
    words = " ".join(page.words)
    for shown in (
        "Thu 12 Mar 2026",
        "Tue 28 Apr 2026",
        "20 days after placement moved",
        "not in this profile",
        "The same in every profile",
    ):
        assert shown in words


def test_nothing_in_a_profile_becomes_part_of_the_page(hostile: Comparison) -> None:
    page = Page(comparison_html(hostile))
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert "<script>alert(1)</script>" in "".join(page.words)
    markdown = comparison_markdown(hostile)
    assert "<script>" not in markdown
    assert "[y](" not in markdown
    rows = [line for line in markdown.splitlines() if line.startswith("| by when")]
    assert all(line.replace("\\|", "").count("|") == 4 for line in rows)


def test_what_agrees_can_be_left_out(three: Comparison) -> None:
    for made in (comparison_html, comparison_markdown):
        assert "Placement plan made" in made(three)
        assert "Placement plan made" not in made(three, only_differing=True)


def test_the_markdown_has_a_table_for_each_task(three: Comparison) -> None:
    lines = comparison_markdown(three).splitlines()
    start = lines.index("### Looked after review")
    assert lines[start + 2 : start + 6] == [
        "|  | newham | south-gloucestershire | portsmouth |",
        "| --- | --- | --- | --- |",
        "| review 1 | Mon 2 Feb 2026 | Mon 2 Feb 2026 | Mon 2 Feb 2026 |",
        "| **review 2** | Tue 28 Apr 2026 | Thu 12 Mar 2026 | Tue 28 Apr 2026 |",
    ]


def test_profiles_under_different_laws_are_said_to_be(three: Comparison) -> None:
    """Wales is another nation: what its regulations say later is no fault of theirs (issue of the forty-two procedures)."""
    nations = compare_profiles([load_profile("england"), load_profile("wales")])
    said = "They stand under different laws: england under that of England and wales under that of Wales."
    assert said in comparison_markdown(nations)
    assert said in comparison_html(nations)
    assert [profile["law"] for profile in nations.to_dict()["profiles"]] == ["England", "Wales"]
    assert "different laws" not in comparison_markdown(three)
