"""The description of the CSV files as W3C's metadata for tables on the web (CSVW), in every language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.outputs.downloads.catalogue import LICENCE_URL
from generator.outputs.json_files import JsonObject, written
from generator.views.edition import Edition
from generator.views.tables.rows import Filled
from generator.views.tables.schema import DELIMITER, Column


def write(edition: Edition, filled: Iterable[Filled]) -> bytes:
    """The metadata of all tables, as one group."""
    publication = edition.archive.publication
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": publication.default_language}],
        "dc:title": _all(edition, "data.package", site=publication.title),
        "dc:license": {"@id": LICENCE_URL},
        "dc:publisher": publication.title,
        "tables": [_table(edition, table) for table in filled],
    }
    return written(group)


def _all(edition: Edition, key: str, **values: str) -> dict[str, str] | list[dict[str, str]]:
    """A sentence in every language."""
    found = [
        {"@value": edition.in_language(language).t(key, **values), "@language": language}
        for language in edition.archive.publication.languages
    ]
    return found[0] if len(found) == 1 else found


def _table(edition: Edition, filled: Filled) -> JsonObject:
    name = filled.table.name
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.of}.csv", "columnReference": "id"},
        }
        for column in filled.columns
        # A reference that may be empty is no foreign key to CSVW's validators; the package and the database have those.
        if column.of and column.type != "list" and column.required
    ]
    schema: dict[str, object] = {"columns": [_column(edition, c) for c in filled.columns], "primaryKey": "id"}
    if keys:
        schema["foreignKeys"] = keys
    return {"url": f"{name}.csv", "dc:description": _all(edition, f"table.{name}.text"), "tableSchema": schema}


def _column(edition: Edition, column: Column) -> JsonObject:
    found: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "datatype": _datatype(column),
        "required": column.required,
        "dc:description": _all(edition, column.described),
    }
    if column.type == "list":
        found["separator"] = DELIMITER
    return found


def _datatype(column: Column) -> Any:
    if column.enum or column.pattern:
        # CSVW knows no list of allowed words; a regular expression says the same.
        words = "|".join(column.enum)
        return {"base": "string", "format": column.pattern or f"({words})"}
    return {"number": "decimal", "datetime": "dateTime", "list": "string"}.get(column.type, column.type)
