"""All tables as one workbook for spreadsheets, in which each cell says what it is.

A CSV file that is opened by a click loses its umlauts in some programs, and in a German one columns and decimals too.
A text is a text whatever it begins with, so nothing is run and nothing needs an apostrophe. A spreadsheet keeps 15
digits of a number; CSV and JSON have them all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from generator.views.tables.cells import Cell, text
from generator.views.tables.rows import Filled

FILE = "deals.xlsx"
LONGEST = 32_767
"""How many characters a cell may hold (ECMA-376, part 1, 18.3.1.53, as Excel keeps to it)."""
WIDEST = 60
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the format bears no zone; not the time of the build
Rows = Sequence[Sequence[Cell]]


def write(filled: Iterable[Filled], columns: Rows) -> bytes:
    """A worksheet per table; the first holds `columns`, which explain the others. Each begins with a line of names."""
    from xlsxwriter import Workbook

    packed = io.BytesIO()
    with Workbook(packed, {"in_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"created": _MADE})
        styles = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        _worksheet(book.add_worksheet("columns"), columns, styles)
        for table in filled:
            head = [column.name for column in table.columns]
            _worksheet(
                book.add_worksheet(table.table.name), [head, *(tuple(row.values()) for row in table.rows)], styles
            )
    return _unpacked(packed)


def _worksheet(sheet: Any, rows: Rows, styles: Mapping[str, Any]) -> None:
    """One worksheet. The line of names stays in sight and can be filtered by; columns are as wide as their texts,
    within reason."""
    for place, name in enumerate(rows[0]):
        sheet.set_column(place, place, min(max(len(text(row[place])) for row in rows) + 2, WIDEST))
        sheet.write_string(0, place, text(name), styles["head"])
    for number, row in enumerate(rows[1:], start=1):
        for place, cell in enumerate(row):
            _cell(sheet, number, place, cell, styles)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)


def _cell(sheet: Any, number: int, place: int, cell: Cell, styles: Mapping[str, Any]) -> None:
    """The cell as what it is; an empty one is left out."""
    match cell:
        case None | ():
            return
        case bool():
            sheet.write_boolean(number, place, cell)
        case int() | Decimal():
            sheet.write_number(number, place, cell)
        case datetime():
            sheet.write_datetime(number, place, cell.astimezone(UTC), styles["moment"])
        case date():
            sheet.write_datetime(number, place, cell, styles["day"])
        case _:
            sheet.write_string(number, place, text(cell)[:LONGEST])


def _unpacked(packed: io.BytesIO) -> bytes:
    """The same without compression, whose bytes differ from one version of zlib to the next."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name))
    return out.getvalue()
