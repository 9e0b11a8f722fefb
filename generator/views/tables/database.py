"""All tables in one SQLite file, with keys, checks and indices.

A list whose entries are ids of another table is a table of its own too:
`claims_sources(claims_id, position, sources_id)`.
A number that is not whole is a binary fraction here; the CSV and JSON files have it exactly. The bytes follow from the
rows and the library's way to lay out pages: what the header says of the library and of the number of changes is set.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.views.tables.cells import Cell, text
from generator.views.tables.rows import Filled
from generator.views.tables.schema import SCHEMA_VERSION, Column

FILE = "deals.sqlite"
_TYPES = {"integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
_APPLICATION = 0x4B425246
_CHANGES = (24, 92)
"""Where the header counts changes, and where it says at which count the next number was written."""
_LIBRARY = 96


def write(filled: Iterable[Filled]) -> bytes:
    """The database file."""
    tables = tuple(filled)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {int(SCHEMA_VERSION.partition('.')[0])}")
        connection.execute("BEGIN")
        for table in tables:
            for statement in _create(table):
                connection.execute(statement)
        for table in tables:
            _insert(connection, table)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return _settled(connection.serialize())
    finally:
        connection.close()


def _create(filled: Filled) -> Iterator[str]:
    name = filled.table.name
    columns = [_column(column, first=index == 0) for index, column in enumerate(filled.columns)]
    yield f'CREATE TABLE "{name}" (\n  ' + ",\n  ".join(columns) + "\n)"
    for column in filled.columns:
        if column.of and column.type != "list":
            yield f'CREATE INDEX "{name}_{column.name}" ON "{name}" ("{column.name}")'
        elif column.of:
            link = f"{name}_{column.name}"
            yield (
                f'CREATE TABLE "{link}" (\n  "{name}_id" TEXT NOT NULL REFERENCES "{name}" ("id"),\n'
                f'  "position" INTEGER NOT NULL,\n  "{column.of}_id" TEXT NOT NULL REFERENCES "{column.of}" ("id"),\n'
                f'  PRIMARY KEY ("{name}_id", "position")\n) WITHOUT ROWID'
            )
            yield f'CREATE INDEX "{link}_{column.of}" ON "{link}" ("{column.of}_id")'


def _column(column: Column, *, first: bool) -> str:
    parts = [f'"{column.name}"', _TYPES.get(column.type, "TEXT")]
    if first:
        parts.append("PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if column.of and column.type != "list":
        parts.append(f'REFERENCES "{column.of}" ("id")')
    if column.type == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    if column.enum:
        words = ", ".join(f"'{word}'" for word in column.enum)
        parts.append(f'CHECK ("{column.name}" IN ({words}))')
    return " ".join(parts)


def _insert(connection: sqlite3.Connection, filled: Filled) -> None:
    name = filled.table.name
    marks = ", ".join("?" * len(filled.columns))
    connection.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})', ([_value(cell) for cell in row.values()] for row in filled.rows)
    )
    for column in filled.columns:
        if column.of and column.type == "list":
            connection.executemany(
                f'INSERT INTO "{name}_{column.name}" VALUES (?, ?, ?)',
                (
                    (row["id"], position, target)
                    for row in filled.rows
                    for position, target in enumerate(_entries(row[column.name]), start=1)
                ),
            )


def _entries(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else ()


def _value(cell: Cell) -> str | int | float | None:
    if cell is None or isinstance(cell, (int, str)):
        return cell
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return text(cell)


def _settled(raw: bytes) -> bytes:
    """The file as if one change had made it, by no library in particular (sqlite.org/fileformat.html, section 1.3)."""
    found = bytearray(raw)
    for place in _CHANGES:
        found[place : place + 4] = (1).to_bytes(4, "big")
    found[_LIBRARY : _LIBRARY + 4] = (3_037_000).to_bytes(4, "big")
    return bytes(found)
