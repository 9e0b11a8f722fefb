"""The tables of the open data with their rows: everything that is known on the edition's date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.views.edition import Edition
from generator.views.tables import deal_rows, record_rows
from generator.views.tables.cells import Row
from generator.views.tables.schema import TABLES, Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A table with its rows, in the order of the content."""

    table: Table
    """Its name and meaning."""
    columns: tuple[Column, ...]
    """Its columns as files have them: translated ones once per language."""
    rows: tuple[Row, ...]
    """Its rows, whose cells are in the order of the columns."""


def fill(edition: Edition) -> tuple[Filled, ...]:
    """Every table; texts are in all languages of the publication."""
    # The page of the data and its files want the same.
    return edition.once.get("tables", lambda: _fill(edition))


def _fill(edition: Edition) -> tuple[Filled, ...]:
    makers = {
        "organisations": record_rows.organisations,
        "publishers": record_rows.publishers,
        "sources": record_rows.sources,
        "deals": deal_rows.deals,
        "figures": deal_rows.figures,
        "claims": deal_rows.claims,
        "participants": deal_rows.participants,
        "events": deal_rows.events,
        "briefings": record_rows.issues,
        "forecasts": record_rows.forecasts,
        "totals": deal_rows.sums,
        "words": record_rows.explained,
    }
    languages = edition.archive.publication.languages
    filled = []
    for table in TABLES:
        columns = table.expanded(languages)
        rows = tuple(_whole(columns, row) for row in makers[table.name](edition))
        filled.append(Filled(table=table, columns=columns, rows=rows))
    return tuple(filled)


def _whole(columns: Iterable[Column], row: Row) -> Row:
    """The row with its cells in the order of the columns, absent ones empty."""
    names = [column.name for column in columns]
    stray = row.keys() - set(names)
    assert not stray, stray
    return {name: row.get(name) for name in names}
