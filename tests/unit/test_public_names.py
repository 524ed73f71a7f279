"""What the package offers by name, and what it imports before it is asked for (issue: imports only what is used)."""

from __future__ import annotations

import subprocess
import sys

import pytest

import lacreview_rules

SELDOM = [
    "assurance",
    "changes",
    "comparison",
    "corpus",
    "caseload",
    "sources",
    "pictures",
    "questions",
    "schedules.csv",
    "schedules.calendar_feed",
]


def test_every_name_that_is_offered_is_there() -> None:
    for name in lacreview_rules.__all__:
        assert getattr(getattr(lacreview_rules, name), "__name__", name) in {name, "Literal"}, name
        assert name in dir(lacreview_rules), name


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="module 'lacreview_rules' has no attribute 'build_schedul'"):
        lacreview_rules.build_schedul  # noqa: B018 - the looking up is what is tested


def test_what_is_seldom_used_is_imported_when_it_is() -> None:
    """A program that makes schedules loads nothing that compares, checks or tries profiles out."""
    script = (
        "import sys, lacreview_rules as l\n"
        "l.build_schedule(l.History('A1', []), l.load_profile('england'))\n"
        f"print([name for name in {SELDOM} if f'lacreview_rules.{{name}}' in sys.modules])\n"
        "l.check_profile\n"
        "print('lacreview_rules.assurance.judgement' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "True"]
