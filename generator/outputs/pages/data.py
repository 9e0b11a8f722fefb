"""The page of the open data: files, a sample, questions in SQL with their answers, every column, what JSON Feed says of
deals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.outputs.pages.frame import Head, page
from generator.text import paths
from generator.views.edition import Artifact, Edition
from generator.views.tables import database, parquet
from generator.views.tables.cells import Row, text
from generator.views.tables.queries import QUERIES, Answer, ask
from generator.views.tables.rows import Filled, fill
from generator.views.tables.schema import SCHEMA_VERSION, Column

SAMPLE = ("id", "status", "latest", "amount", "amount_low", "amount_high")
"""The columns of the deals' table that the page shows."""
SAMPLE_ROWS = 5
ANSWER_ROWS = 5
OPENING = """\
deals = pandas.read_csv("{home}data/deals.csv")
deals <- read.csv("{home}data/deals.csv")
sqlite3 deals.sqlite "SELECT id, amount FROM deals"
datasette deals.sqlite --metadata metadata.json
"""
"""One line each for Python, R, SQLite's shell and Datasette."""
PROGRAMS = (
    ("package", "datapackage.json"),
    ("csvw", "csv-metadata.json"),
    ("dcat", "catalog.jsonld"),
    ("datasette", "metadata.json"),
    ("citation", "CITATION.cff"),
    ("changes", "CHANGELOG.md"),
    ("checksums", "SHA256SUMS"),
)
"""The files for programs: the key of the words that explain each, and its name."""
EXAMPLE = """\
"_deals": {
 "about": "…/data/#json-feed",
 "deals": [{
  "id": "…", "url": "…", "title": "…", "kind": "funding_round", "subject": "…", "status": "closed",
  "figures": [{
   "figure": "amount", "value": "at least 50bn USD", "qualifier": "at least",
   "low": "50000000000", "unit": "USD", "scope": "headline", "claim": "…", "url": "…"
  }]
 }]
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file to download."""

    name: str
    """Its name: "deals.csv"."""
    href: str
    """Link to it."""
    text: str
    """Its content, in a sentence."""
    rows: str = ""
    """How many rows it has, in words; "" for a file with several tables."""
    parquet: str = ""
    """Link to the same as Parquet; "" if that is not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellColumn:
    """A column of a table that is shown as cells."""

    name: str
    """Its name in the data."""
    number: bool
    """Whether it is set like numbers, to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Rows of a table, as a file has them."""

    columns: tuple[CellColumn, ...]
    """Its columns from left to right."""
    rows: tuple[tuple[str, ...], ...]
    """A cell for each column, "" where there is nothing."""
    more: bool = False
    """Whether there are rows beside these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question in SQL with its answer."""

    text: str
    """The question in words."""
    sql: str
    """The question in SQL."""
    answer: Cells
    """The first rows of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """The meaning of a column."""

    name: str
    """Its name."""
    type: str
    """Its type in words, and whether it is always there."""
    of: str | None
    """The table whose ids it holds; None if it holds none."""
    units: tuple[str, ...]
    """The columns that hold its unit, or the unit itself."""
    meaning: str
    """Its meaning, in a sentence."""
    words: tuple[str, ...]
    """The words it may hold, if only some are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """The meaning of a table."""

    name: str
    """Its name: "claims"."""
    title: str
    """Its name for readers."""
    text: str
    """The meaning of a row, in a sentence."""
    columns: tuple[ColumnRow, ...]
    """Its columns in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """The page of the open data."""

    as_of: str
    """The day of the data and the version of its schema, in words."""
    files: tuple[DataFile, ...]
    """The files with everything, then one for each table."""
    opening: str
    """How programs open the files, a line each."""
    programs: tuple[DataFile, ...]
    """Descriptions of the data for programs."""
    licence_href: str
    """Link to the licence."""
    sample: Cells
    """The deals that moved last."""
    queries: tuple[Query, ...]
    """Questions that the database answers."""
    tables: tuple[TableSchema, ...]
    """The meaning of every column."""
    example: str
    """An example of a deal in JSON Feed."""


def data(edition: Edition) -> Artifact:
    """The page of the open data: files, a sample, questions with answers, every column."""
    t = edition.locale.t
    filled = fill(edition)
    whole = database.write(filled)
    body = DataPage(
        as_of=t("data.as_of", date=edition.locale.date(edition.as_of), version=SCHEMA_VERSION),
        files=tuple(_files(edition, filled)),
        opening=OPENING.format(home=edition.archive.publication.home),
        programs=tuple(DataFile(name=name, href=_href(name), text=t(f"data.meta.{key}")) for key, name in PROGRAMS),
        licence_href=_href("LICENSE.txt"),
        sample=_sample(filled),
        queries=tuple(
            Query(text=t(f"data.query.{key}"), sql=sql, answer=_answer(ask(whole, sql))) for key, sql in QUERIES
        ),
        tables=tuple(_table(edition, table) for table in filled),
        example=EXAMPLE,
    )
    head = Head(title=t("data.title"), description=t("data.description"), kind="data")
    return page(edition, "data", paths.index("data"), head, body)


def _href(name: str) -> str:
    """The way from the page to a file of the data."""
    return paths.to_root(paths.index("data"), paths.data_file(name))


def _files(edition: Edition, filled: tuple[Filled, ...]) -> Iterator[DataFile]:
    """The files with everything, then one for each table."""
    t = edition.locale.t
    for suffix in ("sqlite", "xlsx", "json"):
        yield DataFile(name=f"deals.{suffix}", href=_href(f"deals.{suffix}"), text=t(f"data.all.{suffix}"))
    for table in filled:
        name = table.table.name
        yield DataFile(
            name=f"{name}.csv",
            href=_href(f"{name}.csv"),
            rows=edition.locale.plural("data.rows", len(table.rows)),
            text=t(f"table.{name}.text"),
            parquet=_href(f"{name}.parquet") if parquet.available() else "",
        )


def _sample(filled: tuple[Filled, ...]) -> Cells:
    """The deals that moved last, as the CSV file has them."""
    deals = next(table for table in filled if table.table.name == "deals")
    numbers = {column.name for column in deals.columns if column.type == "number"}

    def newest(row: Row) -> tuple[str, str]:
        return text(row["latest"]), text(row["id"])

    return Cells(
        columns=tuple(CellColumn(name=name, number=name in numbers) for name in SAMPLE),
        rows=tuple(
            tuple(text(row[name]) for name in SAMPLE)
            for row in sorted(deals.rows, key=newest, reverse=True)[:SAMPLE_ROWS]
        ),
    )


def _answer(found: Answer) -> Cells:
    """Its first rows as cells; a column of numbers is set like one."""
    rows = found.rows[:ANSWER_ROWS]
    return Cells(
        columns=tuple(
            CellColumn(name=name, number=all(not isinstance(row[index], str) for row in rows))
            for index, name in enumerate(found.columns)
        ),
        rows=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
        more=len(found.rows) > ANSWER_ROWS,
    )


def _table(edition: Edition, filled: Filled) -> TableSchema:
    t, name = edition.locale.t, filled.table.name
    return TableSchema(
        name=name,
        title=t(f"table.{name}.title"),
        text=t(f"table.{name}.text"),
        columns=tuple(_column(edition, column) for column in filled.columns),
    )


def _column(edition: Edition, column: Column) -> ColumnRow:
    t = edition.locale.t
    notes = [t(f"data.type.{column.type}")]
    notes += [t("data.required")] if column.required else []
    return ColumnRow(
        name=column.name,
        type=", ".join(notes),
        of=column.of,
        units=column.units,
        meaning=t(column.described),
        words=column.enum,
    )
