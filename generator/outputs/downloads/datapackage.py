"""The description of the files as a Data Package (version 2), with a Table Schema for each table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from generator.outputs.downloads.catalogue import FORMATS, LICENCE, LICENCE_TITLE, LICENCE_URL
from generator.outputs.json_files import JsonObject, written
from generator.views.edition import Edition
from generator.views.tables import database
from generator.views.tables.rows import Filled
from generator.views.tables.schema import DELIMITER, SCHEMA_VERSION, Column

WHOLE = ("deals.json", database.FILE)
"""Files that hold all tables. The same as a workbook and as Parquet are told to catalogues alone: validators take such
a file for a table without a schema, and most cannot read it."""
PROFILE = "https://datapackage.org/profiles/2.0/"


def write(edition: Edition, filled: Iterable[Filled], files: Mapping[str, bytes]) -> bytes:
    """The descriptor, in the words of the default language."""
    publication, t = edition.archive.publication, edition.locale.t
    resources = [_table(edition, table, files[f"{table.table.name}.csv"]) for table in filled]
    resources += [_file(name, raw) for name, raw in files.items() if name in WHOLE]
    package = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": "deals",
        "id": edition.archive.publication.home + "data/datapackage.json",
        "title": t("data.package", site=publication.title),
        "description": t("data.description"),
        "homepage": edition.url("data/"),
        "version": SCHEMA_VERSION,
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": publication.title, "roles": ["publisher"]}],
        "resources": resources,
    }
    return written(package)


def _file(name: str, raw: bytes) -> JsonObject:
    stem, _, suffix = name.rpartition(".")
    return {
        "name": f"{stem}-{suffix}",
        "path": name,
        "format": suffix,
        "mediatype": FORMATS[suffix],
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
    }


def _table(edition: Edition, filled: Filled, raw: bytes) -> JsonObject:
    name, t = filled.table.name, edition.locale.t
    keys = [
        {"fields": [column.name], "reference": {"resource": column.of if column.of != name else "", "fields": ["id"]}}
        for column in filled.columns
        if column.of and column.type != "list"
    ]
    schema: dict[str, object] = {
        "$schema": f"{PROFILE}tableschema.json",
        "fields": [_field(edition, filled, column) for column in filled.columns],
        "missingValues": [""],
        "primaryKey": ["id"],
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": t(f"table.{name}.title"),
        "description": t(f"table.{name}.text"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(edition: Edition, filled: Filled, column: Column) -> JsonObject:
    field: dict[str, object] = {"name": column.name, "type": column.type}
    field["description"] = edition.locale.t(column.described)
    if column.type == "list":
        field |= {"delimiter": DELIMITER, "itemType": "string"}
    if column.units:
        # Table Schema knows no units, but lets a field say more (Data Package 2.0, "Extensions").
        field["unitColumns"] = list(column.units)
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column is filled.columns[0]:
        constraints["unique"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if constraints:
        field["constraints"] = constraints
    return field
