"""All deals in one JSON file, each with its figures, their claims, its parties and its dates.

    {"schema_version": …, "as_of": …, "licence": …, "deals": [{"id": …, …, "figures": [{…, "claims": […]}],
     "participants": […], "events": […]}]}

The members are those of the CSV files, numbers in full as texts, so that no parser rounds them; lists are lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from generator.outputs.downloads.catalogue import LICENCE
from generator.outputs.json_files import JsonObject, written
from generator.views.edition import Edition
from generator.views.tables.cells import Cell, Row, text
from generator.views.tables.rows import Filled
from generator.views.tables.schema import SCHEMA_VERSION


def write(edition: Edition, filled: Iterable[Filled]) -> bytes:
    """The file."""
    rows = {table.table.name: table.rows for table in filled}
    claims = _by(rows["claims"], "figure")
    figures, participants, events = (_by(rows[name], "deal") for name in ("figures", "participants", "events"))
    deals = [
        {
            **_plain(deal),
            "figures": [{**figure, "claims": claims[str(figure["id"])]} for figure in figures[str(deal["id"])]],
            "participants": participants[str(deal["id"])],
            "events": events[str(deal["id"])],
        }
        for deal in rows["deals"]
    ]
    whole = {
        "schema_version": SCHEMA_VERSION,
        "as_of": edition.as_of.isoformat(),
        "licence": LICENCE,
        "home": edition.archive.publication.home,
        "deals": deals,
    }
    return written(whole)


def _by(rows: Iterable[Row], name: str) -> defaultdict[str, list[JsonObject]]:
    found: defaultdict[str, list[JsonObject]] = defaultdict(list)
    for row in rows:
        found[str(row[name])].append(_plain(row))
    return found


def _plain(row: Row) -> JsonObject:
    return {name: _value(cell) for name, cell in row.items()}


def _value(cell: Cell) -> Any:
    if cell is None or isinstance(cell, (bool, int)):
        return cell
    return list(cell) if isinstance(cell, tuple) else text(cell)
