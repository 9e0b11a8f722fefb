"""A table as CSV by RFC 4180: UTF-8, CRLF, a header line, an empty cell where there is nothing.

A spreadsheet takes a text that begins with = + - @, a tab or a carriage return for a formula, and runs it. Such a text
gets an apostrophe in front; so does one that has apostrophes before such a sign, so that taking one away gives the text
back in every case. Numbers, dates and truth values are never texts and stay as they are.
"""

from __future__ import annotations

import csv
import io
import re

from generator.views.tables.cells import text
from generator.views.tables.rows import Filled

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(filled: Filled) -> bytes:
    """The table, rows in their own order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in filled.columns)
    for row in filled.rows:
        writer.writerow(_safe(text(cell)) if isinstance(cell, (str, tuple)) else text(cell) for cell in row.values())
    return out.getvalue().encode()


def _safe(cell: str) -> str:
    """No formula.

    >>> _safe("=1+1"), _safe("'=1"), _safe("1=1")
    ("'=1+1", "''=1", '1=1')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell
