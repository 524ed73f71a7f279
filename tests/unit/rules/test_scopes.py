"""What a due date belongs to, in words and as it is written: docs/reference/schedule-format.md, "Ids and scopes"."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.small_profiles import D

from lacreview_rules.rules.scopes import Scope, ScopeKind


@pytest.mark.parametrize(
    ("scope", "words", "written"),
    [
        (
            Scope("event", None, D("2026-02-03")),
            "event: 2026-02-03",
            {"kind": "event", "number": None, "first": "2026-02-03", "last": None, "closed_by": None},
        ),
        (
            Scope("placement", 2, D("2026-02-03"), D("2026-03-02"), "placement-moved"),
            "placement 2: 2026-02-03 to 2026-03-02 (placement-moved)",
            {"kind": "placement", "number": 2, "first": "2026-02-03", "last": "2026-03-02", "closed_by": "placement-moved"},
        ),
        (
            Scope("review", 1, D("2026-02-03"), D("2026-03-02")),
            "review 1: 2026-02-03 to 2026-03-02",
            {"kind": "review", "number": 1, "first": "2026-02-03", "last": "2026-03-02", "closed_by": None},
        ),
    ],
)
def test_in_words_and_as_it_is_written(scope: Scope, words: str, written: dict[str, object]) -> None:
    assert (str(scope), scope.to_dict()) == (words, written)


def test_what_ends_ends_what_is_not_yet_due_unless_it_is_said() -> None:
    """It goes on, nothing closed it, and once something does, what was open is no longer owed."""
    scope = Scope("placement", 1, D("2026-02-03"))
    assert (scope.last, scope.closed_by, scope.closing_cancels) == (None, None, True)


def test_the_kinds_are_those_that_a_task_declares() -> None:
    """`per` of a task, docs/reference/profile-format.md; and what was written with another kind is refused when it is read back."""
    assert get_args(ScopeKind) == ("period-of-care", "placement", "review", "event")
