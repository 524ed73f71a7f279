"""What a report is cut down to, and whether two reports can be compared for it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.wording import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_SAME_CHILDREN = "make both reports with the same --child, or both without it"
_SAME_TASKS = "give the same --task and --role, or compare with a whole report"


class Only(NamedTuple):
    """What a report is cut down to: these tasks, these roles, the children that were named; all where nothing is.

    Attributes:
        tasks: the tasks that were named.
        roles: the roles, as they were written.
        children: how many children were named.
        children_digest: SHA-256 of their identifiers, by which the same children are known again and none is told; None where
            none was named, and in a report that does not say.
    """

    tasks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    children: int = 0
    children_digest: str | None = None

    @classmethod
    def these(cls, tasks: Collection[str], roles: Collection[str], children: Collection[str]) -> Only:
        """What was named, in whatever order and however often.

        Example:
            >>> Only.these(["visit"], [], ["B2", "A1", "B2"]) == Only.these(["visit", "visit"], [], ["A1", "B2"])
            True
            >>> Only.these([], [], ["A1"]).children
            1
        """
        named = sorted(set(children))
        digest = sha256(json.dumps(named).encode()).hexdigest() if named else None
        return cls(tuple(sorted(set(tasks))), tuple(sorted(set(roles))), len(named), digest)


def not_comparable(earlier: Only, now: Only) -> Iterator[Problem]:
    """Why a report cannot be compared with an earlier one. Of tasks and roles that one may hold more, but not of children.

    The figures of reviews are those of all tasks and roles, and of the children alone that were named.

    Example:
        >>> [problem.where for problem in not_comparable(Only.these([], ["IRO"], ["A1"]), Only.these([], ["iro"], ["B2"]))]
        ['only.children']
    """
    if earlier.children and earlier.children_digest is None:
        yield Problem("only.children", "it does not say which children it is on", "make that report again, and give the same --child")
    elif earlier.children_digest != now.children_digest:
        if not earlier.children:
            what = "it is a report on all children, and this is one on children that were named"
        elif not now.children:
            what = "it is a report on children that were named, and this is one on all"
        else:
            what = "it is a report on other children than this one"
        yield Problem("only.children", what, _SAME_CHILDREN)
    if earlier.tasks and set(earlier.tasks) != set(now.tasks):
        yield Problem("only.tasks", "it is cut down to other tasks than this report", _SAME_TASKS)
    if earlier.roles and set(map(folded, earlier.roles)) != set(map(folded, now.roles)):
        yield Problem("only.roles", "it is cut down to other roles than this report", _SAME_TASKS)
