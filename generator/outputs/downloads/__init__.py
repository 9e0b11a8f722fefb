"""The open data: tables as CSV, all of it as JSON, SQLite and a workbook, with descriptions, licence and checksums.

The files are the same for all languages, so the default one makes them. Every file follows from the rows alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial

from generator.outputs.downloads import catalogue, csvw, datapackage, datasette, nested, tables
from generator.views.edition import Artifact, Edition, Unit
from generator.views.tables import database, parquet, workbook
from generator.views.tables.cells import Cell
from generator.views.tables.rows import Filled, fill
from generator.views.tables.schema import SCHEMA_VERSION


def downloads(edition: Edition) -> Iterator[Unit]:
    """Everything below `data/`, one unit."""
    if edition.language == edition.archive.publication.default_language:
        yield Unit("all", partial(_files, edition))


def _files(edition: Edition) -> Iterator[Artifact]:
    filled = fill(edition)
    files = {f"{table.table.name}.csv": tables.write(table) for table in filled}
    files["deals.json"] = nested.write(edition, filled)
    files[database.FILE] = database.write(filled)
    files[workbook.FILE] = workbook.write(filled, _columns(edition, filled))
    files |= dict(parquet.write(filled))
    data = dict(files)
    files["datapackage.json"] = datapackage.write(edition, filled, data)
    files["csv-metadata.json"] = csvw.write(edition, filled)
    files[datasette.NAME] = datasette.write(edition, filled)
    files["catalog.jsonld"] = catalogue.write(edition, data)
    files["CITATION.cff"] = catalogue.citation(edition)
    values = {"site": edition.archive.publication.title, "home": edition.archive.publication.home}
    files["LICENSE.txt"] = edition.templates.render("data/LICENSE.txt.j2", values).encode()
    files["CHANGELOG.md"] = edition.templates.render("data/CHANGELOG.txt.j2", {"version": SCHEMA_VERSION}).encode()
    files["SHA256SUMS"] = _checksums(files)
    for name in sorted(files):
        yield Artifact(f"site/data/{name}", files[name])


def _columns(edition: Edition, filled: Iterable[Filled]) -> tuple[tuple[Cell, ...], ...]:
    """The meaning of every column of every table, as rows below a line of names."""
    t = edition.locale.t
    return (
        ("table", "column", "type", "meaning"),
        *(
            (table.table.name, column.name, column.type, t(column.described))
            for table in filled
            for column in table.columns
        ),
    )


def _checksums(files: dict[str, bytes]) -> bytes:
    """One line a file, as `sha256sum --check` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
