"""The data return as one XML file: EXPSSDA903, and in it a CHILD with its HEADER, its reviews (AREVIEW) and each EPISODE.

The file is read once, a piece at a time, and no more than one child is held. Nothing in it is obeyed: a document with a
DOCTYPE is refused as soon as it begins, so that no entity is ever declared, inside or outside. What is larger than the
limits is told and left out; where a file breaks off, the children before that place are answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.sources.ssda903.forms import BIRTHS, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules.sources.ssda903.finding import Place
    from lacreview_rules.sources.ssda903.kept_rows import KeptRows

_PIECE = 1 << 16
_BROKEN_OFF = frozenset({expat.errors.codes[text] for text in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN)})
_SAVE = "have the case system write the file again"


class Limits(NamedTuple):
    """How large the parts of a return may be.

    Attributes:
        child: the bytes of one child's element.
        text: the characters of one cell.
        token: the bytes of one tag or comment.
        depth: how many elements may stand in one another.
    """

    child: int = 4 << 20
    text: int = 10_000
    token: int = 1 << 20
    depth: int = 100


LIMITS = Limits()


class _Node(NamedTuple):
    """An element that is known at its place.

    Attributes:
        inside: the elements that are known in it.
        row: the table of which it is a row.
        column: the cell that its text is.
    """

    inside: Mapping[str, _Node]
    row: str = ""
    column: str = ""


_OTHER = _Node({})
_LOST = _Node({})
"""An element that is told to be lost, and what is in it."""


def _row(kind: str, cells: Mapping[str, str], **inside: _Node) -> _Node:
    return _Node({tag: _Node({}, column=column) for tag, column in cells.items()} | inside, row=kind)


_EPISODE = _row(
    "episode", {name: name for name in ("DECOM", "RNE", "LS", "DEC", "REC", "PL_POST", "DOB")} | {"PL": "PLACE", "PLACE": "PLACE"}
)
_REVIEW = _row("review", {"REVIEW": "REVIEW", "REVIEW_CODE": "REVIEW_CODE", "DOB": "DOB"})
_OTHERS = dict.fromkeys(("UASC", "OC2", "OC3", "AD1", "AD_PLACED", "PERMANENCE", "AMISSING"), _row(BIRTHS, {"DOB": "DOB"}))
_HEADER = _row("header", {"CHILDID": "CHILD", "CHILD": "CHILD", "DOB": "DOB"}, AREVIEW=_REVIEW, EPISODE=_EPISODE, **_OTHERS)
_CHILD = _Node({"HEADER": _HEADER, "AREVIEW": _REVIEW, "EPISODE": _EPISODE, **_OTHERS})
_STANDS_IN = {"REVIEW": "AREVIEW", "AREVIEW": "HEADER", "DECOM": "EPISODE", "EPISODE": "CHILD", "HEADER": "CHILD", "CHILD": ROOT}
"""Elements without which a row is lost, and where each stands; columns of one name there may be in other tables too."""
_DOCUMENT = _Node({ROOT: _Node({"CHILD": _CHILD})})
TAGS = {"header": "HEADER", "episode": "EPISODE", "review": "AREVIEW"}
"""The element that is a row of each table."""


class _OpenRow:
    """A row that is being read.

    Attributes:
        kind: its table.
        where: its place.
        cells: what it holds so far.
        twice: an element that stands in it twice.
    """

    __slots__ = ("cells", "kind", "twice", "where")

    def __init__(self, kind: str, where: str) -> None:
        self.kind, self.where = kind, where
        self.cells: dict[str, str] = {}
        self.twice = ""


class _Stop(Exception):  # noqa: N818 - it ends the reading, and is not told as it is
    """The file cannot be read on."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class _Reading:
    """One reading of a file.

    Attributes:
        children: how many children were begun.
    """

    def __init__(self, place: Place, tables: Mapping[str, KeptRows], limits: Limits) -> None:
        self._name, self._tables, self._limits = place.name, tables, limits
        self._path = place.path
        self.children = 0
        self._child_where = ""
        self._child_begins = 0
        self._too_large = ""
        self._rows: list[_OpenRow] = []
        self._numbers = dict.fromkeys(tables, 0)
        self._nodes = [_DOCUMENT]
        self._open: list[_OpenRow] = []
        self._text: list[str] | None = None
        self._length = 0
        parser = self._parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def read(self) -> None:
        """Read the file to its end.

        Raises:
            ExtractError: it is no return, or nothing in it can be read.
        """
        try:
            with self._path.open("rb") as file:
                fed = 0
                while piece := file.read(min(_PIECE, self._limits.token)):
                    fed += len(piece)
                    self._parser.Parse(piece, False)  # noqa: FBT003 - takes no keywords
                    self._check_token(fed)
                if not fed:
                    raise self._refused("the file is empty", _SAVE)
                self._parser.Parse(b"", True)  # noqa: FBT003 - takes no keywords
        except OSError as error:
            raise self._refused(f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the file") from None
        except expat.ExpatError as error:
            what = "the file breaks off" if error.code in _BROKEN_OFF else f"it is not well-formed XML ({expat.ErrorString(error.code)})"
            self._stopped(what, _SAVE)
        except ExtractError:
            raise
        except (LookupError, ValueError):
            if self._nodes != [_DOCUMENT]:  # of the parser, these come at the declaration only
                raise
            self._stopped("the file says that it is written in an encoding that cannot be read", f"{_SAVE}, as UTF-8")
        except _Stop as stop:
            self._stopped(stop.what, stop.remedy)
        if not self.children:
            raise self._refused("there is no CHILD element in it", f"a return has one in {ROOT} for each child")

    def _check_token(self, fed: int) -> None:
        """What is fed and not yet given back is one tag or comment, of which the parser holds the whole."""
        if fed - self._parser.CurrentByteIndex > self._limits.token:
            raise _Stop(f"a tag or comment is longer than {self._limits.token:,} bytes", _SAVE)

    def _refused(self, what: str, remedy: str, line: int = 0) -> ExtractError:
        return ExtractError([Problem(f"{self._name}: line {line}" if line else self._name, what, remedy)])

    def _stopped(self, what: str, remedy: str) -> None:
        """Tell that the file was not read on; the children before are answered."""
        line = self._parser.CurrentLineNumber
        if not self.children:
            raise self._refused(what, remedy, line)
        what = f"{what}; the child here, if it is in one, and all that follow were not read"
        self._tables["episode"].refuse("file-breaks-off", Problem(f"{self._name}: line {line}", what, remedy))

    def _doctype(self, *_: object) -> None:
        what = "the document has a DOCTYPE, which a return does not have and which can harm the reader"
        raise self._refused(what, "ask where the file comes from; remove the DOCTYPE if you trust it", self._parser.CurrentLineNumber)

    def _start(self, name: str, _: Any) -> None:
        nodes = self._nodes
        inside = nodes[-1].inside
        node = inside.get(name)
        if node is None:
            node = self._otherwise(name, inside)
        if self._too_large:
            node = _OTHER
        nodes.append(node)
        if node.column:
            self._text, self._length = [], 0
        elif node.row:
            self._check_size()
            self._numbers[node.row] += 1
            line = self._parser.CurrentLineNumber
            where = f"{self._name}: line {line}, child {self.children}, {TAGS.get(node.row) or name.upper()} {self._numbers[node.row]}"
            self._open.append(_OpenRow(node.row, where))
        elif node is _CHILD:
            self.children += 1
            self._child_where = f"{self._name}: line {self._parser.CurrentLineNumber}, child {self.children}"
            self._child_begins = self._parser.CurrentByteIndex
            self._numbers = dict.fromkeys(self._tables, 0)

    def _otherwise(self, name: str, inside: Mapping[str, _Node]) -> _Node:
        """An element that has a prefix, or is not known where it stands."""
        if len(self._nodes) > self._limits.depth:
            raise _Stop(f"more than {self._limits.depth} elements stand in one another", _SAVE)
        local = name.rpartition(":")[2].upper()
        node = inside.get(local, _OTHER)
        is_lost = local in _STANDS_IN and not (local == "CHILD" and self._child_where)  # within a child it may be an identifier
        if self._nodes[-1] is _LOST:
            return _LOST
        if node is _OTHER and is_lost and len(self._nodes) > 1 and not self._too_large:
            line = self._parser.CurrentLineNumber
            what = f"{local} stands outside {_STANDS_IN[local]}, and is not read there"
            child = f", child {self.children}" if self._child_where else ""
            problem = Problem(f"{self._name}: line {line}{child}", what, f"put it into {_STANDS_IN[local]}")
            self._tables["episode"].refuse("row-unreadable", problem)
            return _LOST
        if node is _OTHER and len(self._nodes) == 1:
            raise self._refused(f"the root element is not {ROOT}", "give the XML file of an SSDA903 return", self._parser.CurrentLineNumber)
        return node

    def _check_size(self) -> None:
        """Leave out a child that is too large: looked at for each row, because nothing else of it is held."""
        if not self._too_large and self._parser.CurrentByteIndex - self._child_begins > self._limits.child:
            self._leave_out(f"the element of the child is longer than {self._limits.child:,} bytes")

    def _leave_out(self, what: str) -> None:
        self._too_large = what
        self._rows.clear()

    def _characters(self, text: str) -> None:
        if self._text is None:
            return
        self._length += len(text)
        if self._length <= self._limits.text:
            self._text.append(text)
        else:
            self._leave_out(f"{self._open[-1].where.rpartition(', ')[2]} holds a text longer than {self._limits.text:,} characters")
            self._text = None

    def _end(self, _: str) -> None:
        node = self._nodes.pop()
        if node.column:
            row, text = self._open[-1], self._text
            self._text = None
            if node.column in row.cells:
                row.twice = node.column
            elif text is not None:
                row.cells[node.column] = "".join(text).strip()
        elif node.row:
            row = self._open.pop()
            # An AREVIEW of which nothing is filled in is how a child without reviews may be written.
            if not self._too_large and (row.kind not in {"review", BIRTHS} or any(row.cells.values())):
                self._rows.append(row)
        elif node is _CHILD:
            self._check_size()
            self._finish_child()

    def _finish_child(self) -> None:
        """Give the rows of the child to the tables."""
        where, self._child_where = self._child_where, ""
        rows, self._rows = self._rows, []
        what, self._too_large = self._too_large, ""
        if what:
            problem = Problem(where, f"{what}; nothing of the child was read", "correct it in the case system and write the file again")
            self._tables["episode"].refuse("child-too-large", problem)
            return
        names = {row.cells["CHILD"] for row in rows if row.cells.get("CHILD")}
        for row in rows:
            table = self._tables[row.kind]
            if len(names) > 1:
                what = "the CHILD element holds more than one CHILDID"
                table.refuse("row-unreadable", Problem(row.where, what, "give each child a CHILD element of its own; the row was not used"))
            elif row.twice:
                what = f"two elements in it are {next(tag for tag, column in _tags(row.kind) if column == row.twice)}"
                table.refuse("row-unreadable", Problem(row.where, what, "leave one; it was not used"))
            else:
                table.add(row.where, row.cells | {"CHILD": next(iter(names), "")}, "the CHILDID of the child")


def _tags(kind: str) -> list[tuple[str, str]]:
    node = _OTHERS["UASC"] if kind == BIRTHS else _CHILD.inside[TAGS[kind]]
    return [(tag, inner.column) for tag, inner in node.inside.items()]


def read_xml(place: Place, tables: Mapping[str, KeptRows], limits: Limits = LIMITS) -> None:
    """Read the return in an XML file into its tables.

    Args:
        place: the file.
        tables: where the rows go, by what they are: "header", "episode", "review", and "births" for other dates of birth.
        limits: how large its parts may be.

    Raises:
        ExtractError: it is no return, it has a DOCTYPE, or not one child in it can be read.
    """
    _Reading(place, tables, limits).read()
