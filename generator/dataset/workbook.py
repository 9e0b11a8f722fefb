"""All tables as one workbook for spreadsheets (Office Open XML, ECMA-376): a CSV file that is opened by a click loses its
umlauts in some of them, and in a German one its columns and decimals too. Here each cell says what it is.

A text is a text whatever it begins with, so nothing is run and nothing needs an apostrophe. A spreadsheet keeps 15 digits
of a number; CSV and JSON have them all. Nothing is compressed, so that the bytes follow from the rows and from no library.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from generator.dataset.rows import Cell, Filled, text

FILE = "deals.xlsx"
LONGEST = 32_767
"""Signs that a cell may hold (ECMA-376, part 1, 18.3.1.53, as Excel keeps to it)."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where a text looks like an escaped sign (ST_Xstring, 22.9.2.19), the underscore is escaped itself."""
_BOLD, _DAY, _MOMENT = 1, 2, 3
"""The styles of `_STYLES`, by their number there."""
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
"""Day 0 of a spreadsheet's calendar, from March 1900 on."""
_STYLES = f"""\
<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>\
<xf numFmtId="165" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
Sheet = tuple[str, tuple[tuple[Cell, ...], ...]]


def write(filled: Iterable[Filled], columns: tuple[tuple[Cell, ...], ...]) -> bytes:
    """A sheet per table; the first one holds `columns`, which explain the others. Each begins with a line of names."""
    sheets: list[Sheet] = [("columns", columns)]
    for table in filled:
        head = tuple(column.name for column in table.columns)
        sheets.append((table.table.name, (head, *(tuple(row.values()) for row in table.rows))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, part in _parts(sheets):
            package.writestr(zipfile.ZipInfo(name), _HEAD + part)
    return out.getvalue()


def _parts(sheets: list[Sheet]) -> Iterator[tuple[str, str]]:
    numbered = list(enumerate(sheets, start=1))
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
            for number, _ in numbered
        )
        + "</Types>",
    )
    yield "_rels/.rels", _related([("rId1", "officeDocument", "xl/workbook.xml")])
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, (name, _) in numbered
        )
        + "</sheets></workbook>",
    )
    targets = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered]
    yield "xl/_rels/workbook.xml.rels", _related([*targets, (f"rId{len(sheets) + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for number, (_, rows) in numbered:
        yield f"xl/worksheets/sheet{number}.xml", _sheet(rows)


def _related(targets: Iterable[tuple[str, str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{path}"/>' for name, kind, path in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _sheet(rows: tuple[tuple[Cell, ...], ...]) -> str:
    """The line of names stays in sight and can be filtered by; columns are as wide as what stands in them, within reason."""
    widths = [min(max(len(text(row[index])) for row in rows) + 2, 60) for index in range(len(rows[0]))]
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>' for index, width in enumerate(widths, 1)
    )
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(cell, bold=number == 1, at=f"{_letters(place)}{number}") for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f'<sheetData>{lines}</sheetData><autoFilter ref="A1:{_letters(len(rows[0]) - 1)}{len(rows)}"/></worksheet>'
    )


def _cell(cell: Cell, *, bold: bool, at: str) -> str:
    """The cell as what it is; an empty one is left out.

    >>> _cell(Decimal("5.0E+10"), bold=False, at="B2"), _cell("=1", bold=False, at="B2")
    ('<c r="B2"><v>50000000000</v></c>', '<c r="B2" t="inlineStr"><is><t xml:space="preserve">=1</t></is></c>')
    """
    match cell:
        case None | ():
            return ""
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case int() | Decimal():
            return f'<c r="{at}"><v>{text(cell)}</v></c>'
        case datetime():
            return f'<c r="{at}" s="{_MOMENT}"><v>{_days(cell)}</v></c>'
        case date():
            return f'<c r="{at}" s="{_DAY}"><v>{_days(datetime(cell.year, cell.month, cell.day, tzinfo=UTC))}</v></c>'
        case _:
            words = escape(_ESCAPE.sub("_x005F_", text(cell)[:LONGEST]))
            style = f' s="{_BOLD}"' if bold else ""
            return f'<c r="{at}"{style} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _days(moment: datetime) -> str:
    """Days since the epoch, with as many places as a minute needs; whole days are whole numbers."""
    days = Decimal(int((moment - _EPOCH).total_seconds())) / 86_400
    return f"{days:.6f}".rstrip("0").rstrip(".")


def _letters(place: int) -> str:
    """The letters of a column, from 0.

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(65 + last)
