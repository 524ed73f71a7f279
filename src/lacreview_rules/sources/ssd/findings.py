"""What is found wrong or doubtful in the rows of an SSD, told by the place of the row and never by what it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, close_to
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssd.kinds import EFFECTS
from lacreview_rules.sources.ssda903.codes import Code, code_in, codes
from lacreview_rules.sources.ssda903.rows import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_A_DATE = "is not a date between 1900 and 2200"
_LEFT_OUT = "correct the row; it was not used"
_CHECK = "check the row; it was used as far as it makes sense"
_LONGEST_CODE = 8


class SsdFindings(Findings):
    """Remarks on the rows of one child, as they are found; each of a kind that is one of `kinds.EFFECTS`.

    Attributes:
        remarks: those found so far.
    """

    def __init__(self, names: Mapping[str, str], child: int) -> None:
        """No remarks yet.

        Args:
            names: what a source calls the columns that a data return has under short names (RNE, LS …): the walk through
                episodes speaks of those.
            child: the number of the child in the order of the source.
        """
        super().__init__(child=child)
        self._names = dict(names)
        self._named = re.compile(rf"\b({'|'.join(names)})\b")

    def refuse(self, where: str, what: str, remedy: str = _LEFT_OUT, *, kind: str) -> None:
        """Put down a row that is not used."""
        self.remarks.append(
            Remark(kind, Problem(where, self._in_columns(what), remedy), used=False, effect=EFFECTS[kind], child=self.child)
        )

    def doubt(self, where: str, what: str, remedy: str = _CHECK, *, kind: str) -> None:
        """Put down what is doubtful about a row that is used."""
        self.remarks.append(Remark(kind, Problem(where, self._in_columns(what), remedy), used=True, effect=EFFECTS[kind], child=self.child))

    def _in_columns(self, what: str) -> str:
        return self._named.sub(lambda found: self._names[found[1]], what)

    def code(self, where: str, column: str, kind: str, cell: str) -> Code:
        """The code that a cell holds, alone or before its meaning; what is not known is told.

        Args:
            where: the place of the row.
            column: what the source calls the column.
            kind: the list of codes, as a data return names it.
            cell: what stands there; an empty one is told by the caller.
        """
        found = code_in(kind, cell)
        if not found.known and cell:
            near = close_to(found.code, list(codes()[kind])) if len(found.code) <= _LONGEST_CODE else None
            remedy = f'did you mean "{near}"?' if near else "correct it, or check whether the code is newer than this library"
            self.doubt(where, f"{column} does not hold a known code", f"{remedy}; the row was used without it", kind="code-unknown")
        return found
