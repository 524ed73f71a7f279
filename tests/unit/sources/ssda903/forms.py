"""One return written in its three forms for a test: CSV files, XML, a workbook."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

COLUMNS = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC"),
    "episodes": ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC", "PL_POST"),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}
OTHERS = {
    "uasc": ("CHILD", "SEX", "DOB", "DUC"),
    "ad1": ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
    "placed_adoption": ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    "prev_perm": ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"),
    "missing": ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
}
"""Tables of a return that hold no episode and no review; in XML they stand within HEADER, under these names."""
_ELEMENTS = {"uasc": "UASC", "ad1": "AD1", "placed_adoption": "AD_PLACED", "prev_perm": "PERMANENCE", "missing": "AMISSING"}
_DAYS = {"DOB", "DECOM", "DEC", "REVIEW"}
_IN_XML = {"CHILD": "CHILDID", "PLACE": "PL"}


class Return(NamedTuple):
    """The rows of a return, by table, each in the order of `COLUMNS`; a child's rows begin with its header."""

    header: Sequence[tuple[str, ...]] = ()
    episodes: Sequence[tuple[str, ...]] = ()
    reviews: Sequence[tuple[str, ...]] = ()
    others: Mapping[str, Sequence[tuple[str, ...]]] = MappingProxyType({})

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]]:
        """Each table with its columns and rows."""
        yield from ((name, columns, getattr(self, name)) for name, columns in COLUMNS.items())
        yield from ((name, OTHERS[name], rows) for name, rows in self.others.items())

    def write_csv(self, folder: Path) -> Path:
        """A folder with the three CSV files."""
        for name, columns, rows in self.tables():
            lines = [",".join(row) for row in (columns, *rows)]
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    def write_xml(self, path: Path, *, apart: str = "\n") -> Path:
        """One XML file."""
        children = []
        for row in self.header:
            child = row[0]
            head = dict(zip(COLUMNS["header"], row, strict=True))
            held = [dict(zip(COLUMNS["reviews"], one, strict=True)) for one in self.reviews if one[0] == child]
            lived = [dict(zip(COLUMNS["episodes"], one, strict=True)) for one in self.episodes if one[0] == child]
            areviews = "".join(f"<AREVIEW>{_cells(one, leave='CHILD')}</AREVIEW>{apart}" for one in held)
            areviews += "".join(
                f"<{_ELEMENTS[name]}>{_cells(dict(zip(OTHERS[name], one, strict=True)), leave='CHILD')}</{_ELEMENTS[name]}>{apart}"
                for name, rows in self.others.items()
                for one in rows
                if one[0] == child
            )
            episodes = "".join(f"<EPISODE>{_cells(one, leave='CHILD')}</EPISODE>{apart}" for one in lived)
            children.append(f"<CHILD>{apart}<HEADER>{_cells(head)}{areviews}</HEADER>{apart}{episodes}</CHILD>{apart}")
        path.write_text(f"<EXPSSDA903>{apart}{''.join(children)}</EXPSSDA903>", encoding="utf-8")
        return path

    def write_workbook(self, path: Path, *, true_dates: bool = True) -> Path:
        """A workbook with a sheet for each table; identifiers of digits alone are numbers in it."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, columns, rows in self.tables():
            sheet = book.create_sheet(name)
            sheet.append(columns)
            for row in rows:
                sheet.append([_value(column, cell, true_dates=true_dates) for column, cell in zip(columns, row, strict=True)])
        book.save(path)
        book.close()
        return path


def _cells(row: dict[str, str], leave: str = "") -> str:
    return "".join(
        f"<{_IN_XML.get(name, name)}>{escape(cell)}</{_IN_XML.get(name, name)}>" for name, cell in row.items() if name not in leave.split()
    )


def _value(column: str, cell: str, *, true_dates: bool) -> object:
    if column in _DAYS and true_dates:
        try:
            return datetime.strptime(cell, "%d/%m/%Y")
        except ValueError:
            return cell or None
    return int(cell) if cell.isdecimal() and not cell.startswith("0") else cell or None
