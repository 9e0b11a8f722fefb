"""The page of the open data: files, a sample, questions in SQL with their answers, every column, what JSON Feed says of
deals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.outputs.pages.frame import page
from generator.text import paths
from generator.views.edition import Artifact, Edition
from generator.views.tables import database, parquet
from generator.views.tables.queries import QUERIES, Answer, ask
from generator.views.tables.rows import Filled, Row, fill, text
from generator.views.tables.schema import SCHEMA_VERSION, Column

SAMPLE = ("id", "status", "latest", "amount", "amount_low", "amount_high")
SAMPLE_ROWS = 5
ANSWER_ROWS = 5
OPENING = """\
deals = pandas.read_csv("{home}data/deals.csv")
deals <- read.csv("{home}data/deals.csv")
sqlite3 deals.sqlite "SELECT id, amount FROM deals"
datasette deals.sqlite --metadata metadata.json
"""
"""One line each for Python, R, SQLite's shell and Datasette."""
META = (
    ("package", "datapackage.json"),
    ("csvw", "csv-metadata.json"),
    ("dcat", "catalog.jsonld"),
    ("datasette", "metadata.json"),
    ("citation", "CITATION.cff"),
    ("changes", "CHANGELOG.md"),
    ("checksums", "SHA256SUMS"),
)
EXAMPLE = """\
"_deals": {
 "about": "…/data/#json-feed",
 "deals": [{
  "id": "…", "url": "…", "title": "…", "kind": "funding_round", "subject": "…", "status": "closed",
  "figures": [{
   "figure": "amount", "value": "at least 50bn USD", "qualifier": "at least",
   "low": "50000000000", "unit": "USD", "claim": "…", "url": "…"
  }]
 }]
}"""


def data(edition: Edition) -> Artifact:
    """What there is to download and what it means."""
    address, t = paths.index("data"), edition.locale.t
    filled = fill(edition)
    whole = database.write(filled)

    def href(name: str) -> str:
        return paths.from_root(address, paths.data_file(name))

    return page(
        edition,
        "data",
        address,
        {"title": t("data.title"), "description": t("data.description"), "kind": "data"},
        as_of=t("data.as_of", date=edition.locale.date(edition.as_of), version=SCHEMA_VERSION),
        files=[
            {
                "name": f"deals.{suffix}",
                "href": href(f"deals.{suffix}"),
                "rows": "",
                "text": t(f"data.all.{suffix}"),
                "parquet": "",
            }
            for suffix in ("sqlite", "xlsx", "json")
        ]
        + [_file(edition, table, href) for table in filled],
        opening=OPENING.format(home=edition.archive.publication.home),
        programs=[{"name": name, "href": href(name), "text": t(f"data.meta.{key}")} for key, name in META],
        licence_href=href("LICENSE.txt"),
        sample=_sample(filled),
        queries=[
            {"text": t(f"data.query.{key}"), "sql": sql, "answer": _answer(ask(whole, sql))} for key, sql in QUERIES
        ],
        tables=[_table(edition, table) for table in filled],
        example=EXAMPLE,
    )


def _file(edition: Edition, filled: Filled, href: Callable[[str], str]) -> dict[str, str]:
    name = filled.table.name
    return {
        "name": f"{name}.csv",
        "href": href(f"{name}.csv"),
        "rows": edition.locale.plural("data.rows", len(filled.rows)),
        "text": edition.locale.t(f"table.{name}.text"),
        "parquet": href(f"{name}.parquet") if parquet.available() else "",
    }


def _sample(filled: tuple[Filled, ...]) -> dict[str, Any]:
    """The deals that moved last, as the CSV file has them."""
    deals = next(table for table in filled if table.table.name == "deals")
    numbers = {column.name for column in deals.columns if column.type == "number"}

    def newest(row: Row) -> tuple[str, str]:
        return text(row["latest"]), text(row["id"])

    return {
        "columns": [{"name": name, "number": name in numbers} for name in SAMPLE],
        "rows": [
            [text(row[name]) for name in SAMPLE] for row in sorted(deals.rows, key=newest, reverse=True)[:SAMPLE_ROWS]
        ],
    }


def _answer(found: Answer) -> dict[str, Any]:
    """Its first rows as cells; a column of numbers is set like one."""
    rows = found.rows[:ANSWER_ROWS]
    return {
        "columns": [
            {"name": name, "number": all(not isinstance(row[index], str) for row in rows)}
            for index, name in enumerate(found.columns)
        ],
        "rows": [["" if cell is None else str(cell) for cell in row] for row in rows],
        "more": len(found.rows) > ANSWER_ROWS,
    }


def _table(edition: Edition, filled: Filled) -> dict[str, Any]:
    t, name = edition.locale.t, filled.table.name
    return {
        "name": name,
        "title": t(f"table.{name}.title"),
        "text": t(f"table.{name}.text"),
        "columns": [_column(edition, column) for column in filled.columns],
    }


def _column(edition: Edition, column: Column) -> dict[str, Any]:
    t = edition.locale.t
    notes = [t(f"data.type.{column.type}")]
    notes += [t("data.required")] if column.required else []
    return {
        "name": column.name,
        "type": ", ".join(notes),
        "of": column.of,
        "units": column.units,
        "meaning": t(f"column.{column.key}"),
        "words": column.enum,
    }
