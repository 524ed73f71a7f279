"""Files of bank holidays: GOV.UK's list and an authority's own days, read, refused, and laid over the calendar.

The lists for 2026 and 2027 are typed as GOV.UK publishes them; what they do to a count is counted by hand.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from tests.small_profiles import D

from lacreview_rules import england_and_wales
from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
from lacreview_rules.counting.calendar_files import lay_over, layer_schema, read_layer
from lacreview_rules.counting.layer_differences import differences
from lacreview_rules.errors import CalendarError, CalendarFileError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = england_and_wales()
PAGE = Path(__file__).parents[3] / "docs/how-to/add-a-bank-holiday.md"

GOV_UK = """
2026-01-01 New Year's Day          | 2027-01-01 New Year's Day
2026-04-03 Good Friday             | 2027-03-26 Good Friday
2026-04-06 Easter Monday           | 2027-03-29 Easter Monday
2026-05-04 Early May bank holiday  | 2027-05-03 Early May bank holiday
2026-05-25 Spring bank holiday     | 2027-05-31 Spring bank holiday
2026-08-31 Summer bank holiday     | 2027-08-30 Summer bank holiday
2026-12-25 Christmas Day           | 2027-12-27 Christmas Day *
2026-12-28 Boxing Day *            | 2027-12-28 Boxing Day *
"""


def gov_uk() -> dict[str, Any]:
    """The list for two years; an asterisk marks a substitute day."""
    cells = sorted(cell.strip() for line in GOV_UK.strip().splitlines() for cell in line.split("|"))
    events = [
        {
            "title": cell[11:].removesuffix(" *").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
            "date": cell[:10],
            "notes": "Substitute day" if cell.endswith("*") else "",
            "bunting": True,
        }
        for cell in cells
    ]
    return {
        "england-and-wales": {"division": "england-and-wales", "events": events},
        "scotland": {"division": "scotland", "events": [{"title": "2nd January", "date": "2026-01-02", "notes": "", "bunting": True}]},
    }


def events(content: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content["england-and-wales"]["events"]
    return found


HEAD = 'schema_version = 1\nid = "jubilee"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
ADDED = '[[added]]\non = 2026-07-06\nname = "Jubilee"\n'


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: object, name: str = "") -> Path:
        path = tmp_path / (name or ("days.toml" if isinstance(content, str) else "bank-holidays.json"))
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def problems(path: Path) -> list[str]:
    with pytest.raises(CalendarFileError) as caught:
        lay_over(BASE, path)
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, CalendarError)
    return [str(problem).removeprefix(str(path)) for problem in caught.value.problems]


# ---- GOV.UK


def test_the_official_list_is_the_calendar_built_in(file: Callable[..., Path]) -> None:
    """Not a day differs; weekends, and which day a substitute stands for, do not matter."""
    path = file(gov_uk())
    layered = lay_over(BASE, path)
    days = [date(2025, 12, 1).fromordinal(n) for n in range(date(2025, 12, 1).toordinal(), date(2028, 2, 1).toordinal())]
    assert [BASE.is_working_day(day) for day in days] == [layered.is_working_day(day) for day in days]
    assert differences(read_layer(path), BASE) == ()
    assert layered.confirmed_until == D("2028-12-31")


def test_the_title_says_nothing_about_the_day(file: Callable[..., Path]) -> None:
    """GOV.UK calls Mon 27 December 2027 "Christmas Day"; the 25th, a Saturday, is not in the list."""
    layer = read_layer(file(gov_uk()))
    assert BankHoliday(D("2027-12-27"), "Christmas Day (substitute day)") in layer.added
    assert D("2027-12-25") not in {holiday.on for holiday in layer.added}
    assert lay_over(BASE, file(gov_uk())).why_not_working(D("2027-12-25")) == "Saturday"


def test_what_the_list_adds_and_what_it_leaves_out(file: Callable[..., Path]) -> None:
    """The early May day moved from 4 to 8 May, and a day proclaimed, in the years the list covers; 2028 stays."""
    content = gov_uk()
    moved = next(event for event in events(content) if event["date"] == "2026-05-04")
    moved["date"] = "2026-05-08"
    events(content).append({"title": "Jubilee", "date": "2027-06-14", "notes": "Extra bank holiday", "bunting": True})
    path = file(content)
    layered = lay_over(BASE, path)
    assert layered.is_working_day(D("2026-05-04"))
    assert layered.why_not_working(D("2026-05-08")) == "Early May bank holiday"
    assert layered.why_not_working(D("2027-06-14")) == "Jubilee"
    assert layered.why_not_working(D("2028-05-01")) == "Early May bank holiday"
    told = [(str(one.on), one.kind) for one in differences(read_layer(path), BASE) if one.kind != "name"]
    assert told == [("2026-05-04", "missing"), ("2026-05-08", "added"), ("2027-06-14", "added")]
    assert layered.add_working_days(D("2026-05-01"), 1) == D("2026-05-04")


def test_other_names_are_told_and_move_nothing(file: Callable[..., Path]) -> None:
    content = gov_uk()
    events(content)[3]["title"] = "Early May bank holiday (VE day)"
    [one] = [one for one in differences(read_layer(file(content)), BASE) if one.on.year == 2026]
    assert one == (D("2026-05-04"), "name", "Early May bank holiday (VE day)", "Early May bank holiday")


def test_one_division_alone_and_keys_to_come(file: Callable[..., Path]) -> None:
    """GOV.UK publishes each division by itself too, and may add keys one day."""
    alone = gov_uk()["england-and-wales"] | {"updated": "2026-01-01"}
    alone["events"][0]["colour"] = "red"
    published = sorted(D(cell.strip()[:10]) for line in GOV_UK.strip().splitlines() for cell in line.split("|"))
    assert sorted(holiday.on for holiday in read_layer(file(alone)).added) == published


def test_a_later_year_becomes_official(file: Callable[..., Path]) -> None:
    """A list that goes on to 2028 confirms 2028."""
    content = gov_uk()
    for day in ("01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"):
        events(content).append({"title": "Bank holiday", "date": f"2028-{day}", "notes": ""})
    assert lay_over(BASE, file(content)).is_confirmed(D("2028-12-31"))


def test_everything_wrong_with_an_official_list_is_told_at_once(file: Callable[..., Path]) -> None:
    content = gov_uk()
    events(content)[0]["date"] = "01/01/2026"
    events(content)[1]["date"] = "2026-02-30"
    events(content)[2]["date"] = "2026-04-06T00:00"
    events(content)[3]["title"] = " "
    del events(content)[4]["date"]
    content["england-and-wales"]["events"][5] = "Summer"
    told = problems(file(content))
    assert told[0] == ": england-and-wales.events[0].date: it is not a date; write it year-month-day, as in 2026-07-06"
    assert told[1] == ": england-and-wales.events[1].date: there is no such date; correct the day, the month or the year"
    assert told[2] == ": england-and-wales.events[2].date: it holds a time of day; write the day alone, as in 2026-07-06"
    assert told[3].startswith(": england-and-wales.events[3].title: it is empty; ")
    assert told[4].startswith(': england-and-wales.events[4].date: the key "date" is missing; ')
    assert told[5].startswith(": england-and-wales.events[5]: it is not a table with keys")
    assert len(told) == 6


def test_days_twice_and_years_with_holes(file: Callable[..., Path]) -> None:
    """Half of a list would make ordinary days of Christmas and Easter without a word."""
    content = gov_uk()
    events(content).append(events(content)[0])
    content["england-and-wales"]["events"] = [event for event in events(content) if event["date"] != "2027-12-28"]
    assert problems(file(content)) == [
        ": england-and-wales.events[15].date: 2026-01-01 stands 2 times; leave one",
        (
            ": england-and-wales.events: 2027 has 7 bank holidays, and there are never fewer than 8; "
            "download https://www.gov.uk/bank-holidays.json again, or write single days as TOML"
        ),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"scotland": {"division": "scotland", "events": []}}, ': there is no division "england-and-wales" in it, but scotland; '),
        ({}, ': there is no division "england-and-wales" in it, but nothing; '),
        ({"division": "scotland", "events": [{"title": "x", "date": "2026-01-02"}]}, ': division: it is of the division "scotland"; '),
        ({"england-and-wales": {"events": []}}, ": england-and-wales.events: there is no bank holiday in it; "),
        ({"england-and-wales": []}, ": england-and-wales: it is not a table with keys"),
        (b'{"england-and-wales": {"events": [], "events": []}}', ': the key "events" stands twice in one object; leave one'),
        (b"[1, 2]", ": a list of bank holidays is one object with keys; "),
        (b'{"england-and-wales": ', ": not valid JSON: Expecting value (line 1, column 23); "),
        (b"[" * 100_000, ": not usable JSON: "),
    ],
)  # fmt: skip
def test_json_that_is_no_such_list(file: Callable[..., Path], content: object, told: str) -> None:
    [problem] = problems(file(content, "bank-holidays.json"))
    assert problem.startswith(told)


# ---- an authority's own days


def test_a_layer_of_ones_own(file: Callable[..., Path]) -> None:
    text = HEAD + ADDED + '[[removed]]\non = 2026-05-04\nname = "Early May"\n[[closed]]\non = 2026-12-29\nname = "Offices closed"\n'
    path = file(text)
    expected = Layer(
        (BankHoliday(D("2026-07-06"), "Jubilee"),),
        (D("2026-05-04"),),
        "The Gazette",
        D("2026-05-02"),
        closed=(BankHoliday(D("2026-12-29"), "Offices closed"),),
        id="jubilee",
    )
    assert read_layer(path) == expected
    layered = lay_over(BASE, path)
    assert (layered.is_working_day(D("2026-05-04")), layered.is_working_day(D("2026-07-06"))) == (True, False)
    assert (layered.is_working_day(D("2026-12-29")), layered.local.is_working_day(D("2026-12-29"))) == (True, False)
    assert layered.local.is_working_day(D("2026-07-06")) is False
    told = [(str(one.on), one.kind) for one in differences(expected, BASE)]
    assert told == [("2026-05-04", "removed"), ("2026-07-06", "added"), ("2026-12-29", "closed")]


def test_dates_as_text_and_the_same_keys_as_json(file: Callable[..., Path]) -> None:
    written = {"schema_version": 1, "id": "jubilee", "source": "The Gazette", "retrieved": "2026-05-02"}
    days = {"added": [{"on": "2026-07-06", "name": "Jubilee"}]}
    assert read_layer(file(written | days, "days.json")) == read_layer(file(HEAD + ADDED.replace("2026-07-06", '"2026-07-06"')))


def test_layers_one_over_another(file: Callable[..., Path]) -> None:
    """A later file may take out what an earlier one put in."""
    first = lay_over(BASE, file(HEAD + ADDED, "one.toml"))
    second = lay_over(first, file(HEAD + "[[removed]]\non = 2026-07-06\n", "two.toml"))
    assert (first.is_working_day(D("2026-07-06")), second.is_working_day(D("2026-07-06"))) == (False, True)
    assert second.digest == BASE.digest


def test_everything_wrong_with_a_layer_is_told_at_once(file: Callable[..., Path]) -> None:
    """Each with the line on which it stands, dates that do not exist among them."""
    text = (
        'schema_version = 2\nid = "The Jubilee"\nsource = ""\nretreived = 2026-05-02\n'
        '[[added]]\non = 2026-02-30\nnam = "Jubilee"\n'
        "[[removed]]\non = 06/07/2026\n[[closed]]\non = 2026-12-29T09:00:00\nname = 7\n"
    )
    assert problems(file(text)) == [
        ":1: schema_version: it is not a version of this format that is known here; write schema_version = 1",
        ':2: id: an id is small letters, figures and hyphens; write it as in "our-closure-days"',
        ":3: source: it is empty; fill it in",
        ': retrieved: the key "retrieved" is missing; add it',
        ":6: added[0].on: there is no such date; correct the day, the month or the year",
        ':5: added[0].name: the key "name" is missing; add it',
        ':7: added[0].nam: there is no key "nam"; did you mean "name"?',
        ":9: removed[0].on: it is not a date; write it year-month-day, as in 2026-07-06",
        ":11: closed[0].on: it holds a time of day; write the day alone, as in 2026-07-06",
        ":12: closed[0].name: it is not text; write it in quotation marks",
        ':4: retreived: there is no key "retreived"; did you mean "retrieved"?',
    ]


def test_removing_a_day_that_nobody_added(file: Callable[..., Path]) -> None:
    text = HEAD + "[[removed]]\non = 2026-05-05\n[[removed]]\non = 2026-10-14\n[[added]]\non = 2071-07-06\nname = 'Far off'\n"
    assert problems(file(text)) == [
        (
            ":10: added[0].on: 2071-07-06 is outside calendar england-and-wales, which runs from 1990-01-01 to 2060-12-31; "
            "correct the year, or take the day out"
        ),
        (
            ":6: removed[0].on: 2026-05-05 cannot be removed: it is no holiday in calendar england-and-wales; "
            "did you mean 2026-05-04, Early May bank holiday?"
        ),
        ":8: removed[1].on: 2026-10-14 cannot be removed: it is no holiday in calendar england-and-wales; take the day out",
    ]


def test_days_that_stand_twice(file: Callable[..., Path]) -> None:
    closed = ADDED.replace("added", "closed")
    assert problems(file(HEAD + ADDED + ADDED + closed + "[[removed]]\non = 2026-07-06\n")) == [
        ":9: added[1].on: 2026-07-06 stands in added already; leave one",
        ":15: removed[0].on: 2026-07-06 is removed, and added too; leave one",
        ":12: closed[0].on: 2026-07-06 is a bank holiday for everybody by added; leave one",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ": the file is empty; "),
        (b"\xef\xbb\xbf \n", ": the file is empty; "),
        (b'id = "caf\xe9"', ": byte 9 is not UTF-8 text; save the file as UTF-8"),
        (b"PK\x03\x04\0\0", ": the file is not text; "),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", ": the file is a calendar for a diary (iCalendar); download "),
        (b"date,name\n2026-07-06,Jubilee\n", ": not valid TOML: "),
        (b"on = 2026-02-30\nid = \n", ": not valid TOML: "),
        (b"#" * 2_000_001, ": the file is too large"),
        (HEAD.encode(), ": it adds, removes and closes no day; "),
        (HEAD.encode() + b"added = 3\n", ":5: added: it is not a list; "),
        (HEAD.replace("2026-05-02", "1826-05-02").encode(), ":4: retrieved: the date is not between the years 1900 and 2200; "),
    ],
)  # fmt: skip
def test_files_that_are_no_layer(file: Callable[..., Path], content: bytes, told: str) -> None:
    [problem] = problems(file(content, "days.toml"))
    assert problem.startswith(told)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("on = 29/12/2026\nname = Offices closed\n", "write a day as year, month, day, without quotation marks: on = 2026-12-29; or "),
        ("on = 2026-12-29\nname = Offices closed\n", 'a text stands in quotation marks: name = "Offices closed"; or '),
        ("on = 2026-12-29\nname: Offices closed\n", 'write an equals sign for the colon: name = "Offices closed"; or '),
        ("on = 2026-12-29\nname = null\n", "what is not said is left out: remove the line with name; or "),
    ],
)
def test_what_is_not_toml_is_told_as_in_a_profile(file: Callable[..., Path], day: str, told: str) -> None:
    """Who writes a file of closure days writes TOML for the first time, too."""
    [problem] = problems(file(HEAD + "[[closed]]\n" + day, "days.toml"))
    assert problem.partition("); ")[2].startswith(told)


def test_keys_in_the_wrong_place_and_several_days_at_once(file: Callable[..., Path]) -> None:
    body = "[[closed]]\nfrom = 2026-12-29\nto = 2026-12-31\non = 2026-12-29\nname = 'Closed'\nconfirmed_until = 2027-12-31\n"
    one_each = "write one [[closed]] for each day, with on = and name ="
    assert [problem.partition("]")[2] for problem in problems(file(HEAD + body, "days.toml"))] == [
        f'.from: there is no key "from"; {one_each}',
        f'.to: there is no key "to"; {one_each}',
        '.confirmed_until: "confirmed_until" is said of the whole file; write it at the top, above the first line in brackets',
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.toml") == [": the file cannot be read: No such file or directory; check the path"]
    assert problems(tmp_path)[0].startswith(": the file cannot be read: ")


def test_the_schema_says_the_same(file: Callable[..., Path]) -> None:
    schema = layer_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    [good] = schema["examples"]
    assert list(validator.iter_errors(good)) == []
    assert [{"on": str(day.on), "name": day.name} for day in read_layer(file(good, "days.json")).added] == good["added"]
    for wrong in ({"id": "A b"}, {"colour": "red"}, {"added": [{"on": "6 July", "name": "x"}]}, {"schema_version": 2}, {"source": " "}):
        assert list(validator.iter_errors(good | wrong)) != []
        assert problems(file(good | wrong, "days.json")) != []


def test_the_files_on_the_page_can_be_laid_over(file: Callable[..., Path]) -> None:
    written = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [len(lay_over(BASE, file(text)).layers) for text in written] == [1, 1]
