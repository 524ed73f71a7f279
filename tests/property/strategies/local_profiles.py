"""Profiles of authorities that do not exist: any valid rows beside the regulations, read from a file as theirs would be."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st
from tests.small_profiles import HEAD

from lacreview_rules import Profile, load_profile
from lacreview_rules.errors import ProfileError

Row = dict[str, str]
"""One table of a file: each key with its value as TOML writes it."""

OWN_WORDS = """
[[events]]
id = "our-meeting"
[[facts]]
id = "our-decision"
[[tasks]]
id = "our-form"
title = "Form sent before the review"
per = "review"
[[tasks]]
id = "our-note"
title = "Note of the review written"
per = "review"
[[tasks]]
id = "our-call"
title = "Call made to the placement"
per = "placement"
[[tasks]]
id = "our-answer"
title = "Meeting answered"
per = "event"
[[tasks]]
id = "our-summary"
title = "Summary written"
per = "period-of-care"
"""
"""Tasks of every scope, an event and a fact."""


def _quoted(text: str) -> str:
    return f'"{text}"'


_MOST = {"working days": 60, "days": 90, "weeks": 30, "months": 12, "hours": 72}
_lengths = st.sampled_from([*_MOST, "working days"]).flatmap(
    lambda unit: st.builds("{} {}".format, st.integers(1, _MOST[unit]), st.just(unit))
)
limits = st.one_of(_lengths.map(_quoted), st.lists(_lengths, min_size=2, max_size=2).map(lambda several: str(several).replace("'", '"')))

_conditions: st.SearchStrategy[Row] = st.sampled_from(
    [
        {},
        {},
        {"when": '{ review = "first" }'},
        {"when": '{ review = "later" }'},
        {"when": '{ review = "every second" }'},
        {"when": '{ review = "not first", placement = "not adoptive" }'},
        {"when": '{ placement = "parent" }'},
        {"when": '{ cycle = "restarted" }'},
        {"when": '{ age = "under 5" }'},
        {"when": '{ task_done = "care-plan" }'},
        {"when": "{ emergency = true }"},
        {"unless": '{ legal_status = "remand" }'},
        {"unless": '[{ legal_status = "short-break" }, { fact = "temporary-approval" }]'},
        {"while": '{ placement = "not adoptive" }'},
        {"in_force": "{ from = 2025-06-01 }"},
        {"in_force": "{ to = 2025-12-31 }"},
        {"in_force": "{ from = 2025-03-01, to = 2025-12-31 }", "in_force_by": '"limit"'},
        {"restarts_on": '["placement-started"]'},
    ]
)

_FROM_EVENTS = ["became-looked-after", "placement-started", "placement-moved", "legal-status-changed", "age 16 years"]
_RECURRING = ["review", "visit", "health-assessment"]
_OF_REGULATIONS = ["review", "visit", "care-plan", "placement-plan", "health-assessment", "iro-appointed", "pathway-assessment"]


@st.composite
def _strict_rows(draw: st.DrawFn) -> Row:
    """A timescale of a task that a regulation limits too, counted from what it may be counted from."""
    task = draw(st.sampled_from(_OF_REGULATIONS))
    anchors = [*_FROM_EVENTS, *([task] if task in _RECURRING else ["review"] if task == "iro-appointed" else [])]
    row = {"task": _quoted(task), "after": _quoted(draw(st.sampled_from(anchors))), "limit": draw(limits), **draw(_conditions)}
    if draw(st.booleans()):
        row["may_precede"] = draw(st.sampled_from(["true", '"3 weeks"']))
    if draw(st.integers(0, 5)) == 0:
        row["inclusive"] = "true"
    return row


@st.composite
def _own_rows(draw: st.DrawFn) -> Row:
    """A timescale of one of the authority's own tasks, in the forms that the keys make together."""
    form = draw(
        st.sampled_from(["before", "before no number", "after review", "midway", "placement", "event", "recurs", "chained", "deemed"])
    )
    limit = draw(limits)
    if form == "before":
        return {"task": '"our-form"', "before": '"review"', "limit": limit, "clear": draw(st.sampled_from(["true", "false"]))}
    if form == "before no number":
        return {"task": '"our-form"', "before": '"review"', **draw(st.sampled_from([{}, {"when": '{ review = "second" }'}]))}
    if form == "after review":
        return {"task": '"our-note"', "after": '"review"', "limit": limit, **draw(_conditions)}
    if form == "midway":
        return {"task": '"our-note"', "after": '"review"', "before": '"review"', "limit": '"midway"'}
    if form == "placement":
        return {"task": '"our-call"', "after": '"placement-started"', "limit": limit, "may_precede": '"1 week"'}
    if form == "event":
        return {"task": '"our-answer"', "after": '"our-meeting"', "limit": limit, "decided_by": '"our-decision"'}
    if form == "recurs":
        return {"task": '"our-summary"', "after": draw(st.sampled_from(['"our-summary"', '"became-looked-after"'])), "limit": limit}
    if form == "chained":
        return {"task": '"our-note"', "after": '"our-form"', "limit": limit}
    return {"task": '"our-note"', "after": '"decisions"', "limit": limit, "deemed": "true"}


_settings: st.SearchStrategy[Row] = st.fixed_dictionaries(
    {},
    optional={
        "adjourned_review_met_by": st.sampled_from(['"sitting"', '"completion"']),
        "interval_after_adjournment_from": st.sampled_from(['"sitting"', '"completion"']),
        "additional_reviews": st.sampled_from(['"count"', '"stand-apart"']),
        "count_back": st.sampled_from(['"simple"', '"clear"']),
        "leap_day_birthday": st.sampled_from(['"1 March"', '"28 February"']),
    },
)

_drops = st.lists(st.sampled_from(["england/IRO3", "england/IRO7", "england/H5", "england/A8"]), max_size=2, unique=True)


class Local(NamedTuple):
    """A profile as its file would hold it: short enough to be printed when an example fails."""

    text: str

    @property
    def profile(self) -> Profile:
        """What comes of reading the file."""
        found = _read(self.text)
        assert found is not None
        return found

    @property
    def is_valid(self) -> bool:
        """Whether its rows do not contradict each other."""
        return _read(self.text) is not None


@lru_cache(maxsize=1_000)
def _read(text: str) -> Profile | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.toml"
        path.write_text(text, encoding="utf-8")
        try:
            return load_profile(path)
        except ProfileError:
            return None


def _written(rows: list[Row], cycle: str, settings: Row, drop: list[str]) -> str:
    text = HEAD + f"drop = {drop}\n".replace("'", '"') + f"[review_cycle]\nrestarts_on = {cycle}\n"
    text += "[settings]\n" + "".join(f"{key} = {value}\n" for key, value in settings.items()) + OWN_WORDS
    for number, row in enumerate(rows, 1):
        text += f'[[timescales]]\nid = "ours/{number}"\n' + "".join(f"{key} = {value}\n" for key, value in row.items())
    return text


_CYCLES = ["[]", '["placement-moved"]', '["placement-started"]', '["legal-status-changed"]']


def _texts(*, own: bool, settings: bool) -> st.SearchStrategy[str]:
    rows: st.SearchStrategy[Any] = st.one_of(_strict_rows(), _own_rows()) if own else _strict_rows()
    return st.builds(
        _written,
        st.lists(rows, min_size=1, max_size=6),
        st.sampled_from(_CYCLES),
        _settings if settings else st.just({}),
        _drops if own else st.just([]),
    )


def local_profiles(*, own: bool = True, settings: bool = True) -> st.SearchStrategy[Local]:
    """Valid local profiles that extend the regulations.

    Args:
        own: with tasks of the authority's own, and guidance rows dropped; otherwise only rows on tasks that regulations limit.
        settings: with other answers to the questions that the law leaves open.
    """
    return _texts(own=own, settings=settings).map(Local).filter(lambda local: local.is_valid)
