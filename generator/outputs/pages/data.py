"""The page of the open data: files, a sample, questions in SQL, every column, what JSON Feed says of deals."""

from __future__ import annotations

from typing import Any

from generator import paths
from generator.dataset.queries import QUERIES
from generator.dataset.rows import Filled, Row, fill, text
from generator.dataset.schema import SCHEMA_VERSION, Column
from generator.edition import Artifact, Edition
from generator.outputs.pages.frame import page

SAMPLE = ("id", "status", "latest", "amount", "amount_low", "amount_high")
SAMPLE_ROWS = 5
META = (
    ("package", "datapackage.json"),
    ("csvw", "csv-metadata.json"),
    ("dcat", "catalog.jsonld"),
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

    def href(name: str) -> str:
        return paths.from_root(address, paths.data_file(name))

    return page(
        edition, "data", address, {"title": t("data.title"), "description": t("data.description"), "kind": "data"},
        as_of=t("data.as_of", date=edition.locale.date(edition.as_of), version=SCHEMA_VERSION),
        files=[_file(edition, table, href(f"{table.table.name}.csv")) for table in filled]
        + [
            {"name": f"deals.{suffix}", "href": href(f"deals.{suffix}"), "rows": "", "text": t(f"data.all.{suffix}")}
            for suffix in ("json", "sqlite")
        ],
        programs=[{"name": name, "href": href(name), "text": t(f"data.meta.{key}")} for key, name in META],
        licence_href=href("LICENSE.txt"),
        sample={"columns": SAMPLE, "rows": _sample(filled)},
        queries=[{"text": t(f"data.query.{key}"), "sql": sql} for key, sql in QUERIES],
        tables=[_table(edition, table) for table in filled],
        example=EXAMPLE,
    )  # fmt: skip


def _file(edition: Edition, filled: Filled, href: str) -> dict[str, str]:
    name = filled.table.name
    rows = edition.locale.plural("data.rows", len(filled.rows))
    return {"name": f"{name}.csv", "href": href, "rows": rows, "text": edition.locale.t(f"table.{name}.text")}


def _sample(filled: tuple[Filled, ...]) -> list[list[str]]:
    """The deals that moved last, as the CSV file has them."""
    deals = next(table.rows for table in filled if table.table.name == "deals")

    def newest(row: Row) -> tuple[str, str]:
        return text(row["latest"]), text(row["id"])

    return [[text(row[name]) for name in SAMPLE] for row in sorted(deals, key=newest, reverse=True)[:SAMPLE_ROWS]]


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
        "meaning": t(f"column.{column.key}"),
        "words": column.enum,
    }
