"""The metadata that Datasette shows: titles, meanings of columns, filters, example questions, the licence.

    datasette deals.sqlite --metadata metadata.json

Datasette 1.0 reads questions from its configuration only; there the same file is given as `--config` too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.outputs.downloads.catalogue import LICENCE_TITLE, LICENCE_URL
from generator.outputs.json_files import JsonObject, written
from generator.views.edition import Edition
from generator.views.tables.database import FILE
from generator.views.tables.queries import QUERIES
from generator.views.tables.rows import Filled
from generator.views.tables.schema import Column

NAME = "metadata.json"
"""Also the name that Datasette looks for beside a database."""


def write(edition: Edition, filled: Iterable[Filled]) -> bytes:
    """The file, in the words of the default language."""
    t, site = edition.locale.t, edition.archive.publication.title
    tables: dict[str, object] = {}
    for table in filled:
        tables[table.table.name] = _table(edition, table)
        tables |= _links(edition, table)
    whole = {
        "title": t("data.package", site=site),
        "description": t("data.description"),
        "license": LICENCE_TITLE,
        "license_url": LICENCE_URL,
        "source": site,
        "source_url": edition.url("data/"),
        "databases": {
            FILE.partition(".")[0]: {
                "description": t("data.datasette", date=edition.locale.date(edition.as_of)),
                "queries": {key: {"title": t(f"data.query.{key}"), "sql": sql} for key, sql in QUERIES},
                "tables": tables,
            }
        },
    }
    return written(whole)


def _table(edition: Edition, filled: Filled) -> JsonObject:
    t, table = edition.locale.t, filled.table
    found: dict[str, object] = {
        "title": t(f"table.{table.name}.title"),
        "description": t(f"table.{table.name}.text"),
        "columns": {column.name: _meaning(edition, column) for column in filled.columns},
    }
    if table.label:
        found["label_column"] = next(column.name for column in filled.columns if _is(column, table.label, edition))
    if table.facets:
        found["facets"] = list(table.facets)
    if table.newest:
        found["sort_desc"] = table.newest
    return found


def _is(column: Column, name: str, edition: Edition) -> bool:
    """Whether a column is the one of a name, or its text in this language."""
    return column.name in (name, f"{name}_{edition.language}")


def _meaning(edition: Edition, column: Column) -> str:
    """The column's meaning, and the columns of its unit: Datasette's own units are one for all rows."""
    t = edition.locale.t
    unit = f" ({t('data.unit')} {', '.join(column.units)})" if column.units else ""
    return t(column.described) + unit


def _links(edition: Edition, filled: Filled) -> Iterator[tuple[str, JsonObject]]:
    """The tables that the database makes of lists."""
    t = edition.locale.t
    for column in filled.columns:
        if column.of and column.type == "list":
            own, other = t(f"table.{filled.table.name}.title"), t(f"table.{column.of}.title")
            text = t("data.datasette.list", list=f"{filled.table.name}.{column.name}")
            yield f"{filled.table.name}_{column.name}", {"title": f"{own}: {other}", "description": text}
