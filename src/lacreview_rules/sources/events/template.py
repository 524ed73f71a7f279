"""The spreadsheet to begin with: headings, an invented child, and in a workbook lists to choose from and a sheet that explains.

The same profile gives the same bytes: no day and no time stands in the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import MissingExtraError, extra_needed
from lacreview_rules.files.tables import BYTE_ORDER_MARK, write_table
from lacreview_rules.files.workbook_parts import column_letters
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.sources.events.columns import NEEDED, OF_THE_CHILD, event_columns, sheet_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.sources.events.columns import Column

_LAST_ROW = 2_000
"""As far down as the lists to choose from and the form of days go; rows below are read as well."""
_WIDTH, _WIDE = 16, 110
_DAY_FORMAT = "dd/mm/yyyy"
_LONGEST_PROMPT = 250
_TIME_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def _columns() -> list[Column]:
    """The columns of the sheet of events."""
    every = event_columns()
    return [every["child"], *(column for name, column in every.items() if name not in OF_THE_CHILD)]


def _columns_of_children() -> list[Column]:
    return [event_columns()[name] for name in OF_THE_CHILD if name != "profile"]


def events_csv(profile: Profile) -> str:
    """The spreadsheet as CSV: every column and the invented child, whose date of birth stands in its rows.

    Example:
        >>> from lacreview_rules import load_profile
        >>> events_csv(load_profile("england")).splitlines()[0][1:41]
        'child,date_of_birth,record_starts,review'
    """
    del profile  # a CSV file has no lists to choose from
    columns = [*_columns_of_children(), *(column for column in _columns() if column.name != "child")]
    born = {row["child"]: row for row in sheet_data()["example_children"]}
    out = io.StringIO(newline="")
    names = [column.name for column in columns]
    whole = ({**born.get(row["child"], {}), **row} for row in sheet_data()["example"])
    write_table(out, names, ({name: _as_text(row.get(name)) for name in names} for row in whole))
    return BYTE_ORDER_MARK + out.getvalue()


def _as_text(value: object) -> str:
    return "" if value is None else value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def events_workbook(profile: Profile) -> bytes:
    """The spreadsheet as a workbook (.xlsx).

    Args:
        profile: whose words the lists to choose from hold.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, loaded when asked for
    except ModuleNotFoundError:
        raise MissingExtraError(extra_needed("writing workbooks needs", "openpyxl", "workbooks")) from None
    book: Any = Workbook()
    events = book.active
    events.title = "events"
    children, explained, lists = (book.create_sheet(name) for name in ("children", "read me", "lists"))
    choices = _choices(profile)
    _write_lists(lists, choices)
    _write_table(events, _columns(), sheet_data()["example"], choices)
    _write_table(children, _columns_of_children(), sheet_data()["example_children"], choices)
    _explain(explained)
    packed = io.BytesIO()
    book.save(packed)
    return _without_times(packed.getvalue())


def _choices(profile: Profile) -> dict[str, list[str]]:
    """The words to choose from, by column."""
    return {
        "event": [*BUILT_IN, *sorted(set(profile.events) - set(BUILT_IN))],
        "placement": sorted(profile.placements),
        "legal_status": sorted(profile.legal_statuses),
        "task": sorted(profile.tasks),
        "fact": sorted(profile.facts),
        "yes or no": ["yes", "no"],
    }


def _write_lists(sheet: Any, choices: dict[str, list[str]]) -> None:
    for place, (name, words) in enumerate(choices.items(), 1):
        sheet.cell(1, place, name)
        for row, word in enumerate(words, 2):
            sheet.cell(row, place, word)
        sheet.column_dimensions[column_letters(place)].width = 2 * _WIDTH
    sheet.freeze_panes = "A2"


def _write_table(sheet: Any, columns: Sequence[Column], example: list[dict[str, Any]], choices: dict[str, list[str]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - an extra

    for place, column in enumerate(columns, 1):
        heading = sheet.cell(1, place, column.name)
        heading.font = Font(bold=True, italic=column.name not in NEEDED)
        letters = column_letters(place)
        sheet.column_dimensions[letters].width = _WIDTH
        _guide(sheet, column, f"{letters}2:{letters}{_LAST_ROW}", choices)
        if column.kind == "day":
            for row in range(2, _LAST_ROW + 1):
                sheet.cell(row, place).number_format = _DAY_FORMAT
        for row, values in enumerate(example, 2):
            if column.name in values:
                sheet.cell(row, place, values[column.name])
    sheet.freeze_panes = "B2"


def _guide(sheet: Any, column: Column, cells: str, choices: dict[str, list[str]]) -> None:
    """The list to choose from, and what the column means while one types in it."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - an extra

    name = "yes or no" if column.kind == "truth" else column.name
    if name in choices:
        place = [*choices].index(name) + 1
        letters = column_letters(place)
        guide = DataValidation(type="list", formula1=f"lists!${letters}$2:${letters}${len(choices[name]) + 1}", allow_blank=True)
        guide.showErrorMessage = name == "yes or no"  # a profile may know more words, and a cell may hold several
    else:
        guide = DataValidation(allow_blank=True)
    guide.promptTitle, guide.prompt, guide.showInputMessage = column.name, column.meaning[:_LONGEST_PROMPT], True
    guide.add(cells)
    sheet.add_data_validation(guide)


def _explain(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - an extra

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 2 * _WIDTH, _WIDE
    lines = sheet_data()["explained"]["lines"]
    for row, line in enumerate(lines, 1):
        sheet.cell(row, 1, line)
    columns = [*_columns(), *(column for column in _columns_of_children() if column.name != "child")]
    for row, column in enumerate(columns, len(lines) + 2):
        sheet.cell(row, 1, f"{column.name}{' (needed)' if column.name in NEEDED else ''}").font = Font(bold=True)
        sheet.cell(row, 2, column.meaning).alignment = Alignment(wrap_text=True, vertical="top")


def _without_times(packed: bytes) -> bytes:
    """The same workbook without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            written.writestr(zipfile.ZipInfo(part.filename, _TIME_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
