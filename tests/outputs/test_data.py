"""The open data is exact, says the same in every file, and equals what the pages show."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from generator.analysis import totals
from generator.outputs.downloads.tables import text
from generator.text.money import Interval, parse
from generator.views.tables import workbook
from generator.views.tables.cells import Cell
from generator.views.tables.queries import QUERIES
from generator.views.tables.rows import Filled, fill
from generator.views.tables.schema import SCHEMA_VERSION, TABLES, Column, Table
from tests import builders
from tests.publications import GOLDEN, Made, make

FORMULA = re.compile(r"[=+\-@\t\r]")
ESCAPED = re.compile(r"'+[=+\-@\t\r]")


@pytest.fixture(scope="module", params=["golden", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def rows(made: Made, table: str) -> list[dict[str, str]]:
    """A table as an analyst reads it, with nothing but the standard library."""
    raw = made.files[f"site/data/{table}.csv"].decode()
    found = csv.DictReader(io.StringIO(raw, newline=""))
    return [{key: cell[1:] if ESCAPED.match(cell) else cell for key, cell in row.items()} for row in found]


def interval(row: dict[str, str], prefix: str = "") -> Interval | None:
    """What the bounds of a row say."""
    if not row[f"{prefix}low"]:
        return None
    high = row[f"{prefix}high"]
    return Interval(
        Decimal(row[f"{prefix}low"]),
        Decimal(high) if high else None,
        row[f"{prefix}low_open"] == "true",
        row[f"{prefix}high_open"] == "true",
    )


@pytest.fixture
def database(made: Made) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made.files["site/data/deals.sqlite"])
    yield connection
    connection.close()


def test_figures_rebuilt_from_the_csv_alone_give_the_same_intervals(made: Made) -> None:
    claims = defaultdict(list)
    for row in rows(made, "claims"):
        claims[row["figure"]].append(row)
    known = made.checked.today.deals
    counted = 0
    for row in rows(made, "figures"):
        figure = known[row["deal"]].figures[row["figure"]]
        mine = claims[row["id"]]
        assert [row["id"].partition("#")[2] for row in mine] == [claim.id for claim in figure.claims]
        for cell, claim in zip(mine, figure.claims, strict=True):
            counted += 1
            assert parse(cell["value"], row["measure"]) == claim.value  # type: ignore[arg-type]
            disclosed = claim.value.low is not None or claim.value.figures is not None
            assert interval(cell) == (claim.value.interval if disclosed else None)
            assert interval(cell, "compared_") == claim.compared
            assert (cell["shown"] == "true") == (claim is figure.shown)
            assert tuple(filter(None, cell["origins"].split(";"))) == claim.origins
        for group in figure.groups:
            key = tuple(part or "" for part in (group.scope, group.basis, group.what))
            speak = [
                c for c in mine if (c["scope"], c["basis"], c["what"]) == key and c["speaks_for"] and c["compared_low"]
            ]
            met = interval(speak[0], "compared_") if speak else None
            for cell in speak[1:]:
                other = interval(cell, "compared_")
                assert met and other
                met = met.meet(other)
            computed = met if met and len(speak) > 1 and not met.empty else None
            if not group.conflicts:
                assert computed == group.computed, row["id"]
        shown = figure.shown_group
        assert interval(row, "computed_") == (shown.computed if shown else None)
    assert counted == sum(len(f.claims) for d in known.values() for f in d.figures.values() if f.deal == d.id)


def test_sums_in_sql_equal_the_totals_of_the_site(made: Made, database: sqlite3.Connection) -> None:
    books = made.checked.today.books
    query = """SELECT sum(low), CASE WHEN count(low) = count(high) THEN sum(high) END, count(*) FROM totals
               WHERE organisation = ? AND side = ? AND bucket = ? AND instrument = ?"""
    compared = 0
    for org in made.checked.archive.organisations:
        for side in ("raised", "committed"):
            total = (totals.raised if side == "raised" else totals.committed)(books, org)
            for bucket in ("closed", "signed", "announced", "talks"):
                for instrument in ("equity", "debt", "contract", "option"):
                    low, high, count = database.execute(query, (org, side, bucket, instrument)).fetchone()
                    expected = total.sum(bucket, instrument)
                    assert count == len(total.of(bucket, instrument))
                    assert (low is None) == (expected is None)
                    if expected is None:
                        continue
                    compared += 1
                    assert low == pytest.approx(float(expected.low), rel=1e-12)
                    assert (high is None) == (expected.high is None)
                    assert high is None or high == pytest.approx(float(expected.high or 0), rel=1e-12)
    assert compared


def test_the_database_has_clean_keys_and_all_rows(made: Made, database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA user_version").fetchone() == (int(SCHEMA_VERSION.split(".")[0]),)
    for table in TABLES:
        found = rows(made, table.name)
        stored = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
        assert len(stored) == len(found)
        for row, cells in zip(found, stored, strict=True):
            assert row["id"] == cells[0]
    links = database.execute("SELECT claims_id, sources_id FROM claims_sources ORDER BY claims_id, position").fetchall()
    assert links == sorted(
        ((row["id"], source) for row in rows(made, "claims") for source in row["sources"].split(";")),
        key=lambda link: link[0],
    )


def test_every_key_leads_to_a_row(made: Made) -> None:
    ids = {table.name: {row["id"] for row in rows(made, table.name)} for table in TABLES}
    languages = made.checked.archive.publication.languages
    for table in TABLES:
        found = rows(made, table.name)
        assert len(ids[table.name]) == len(found), f"{table.name}: an id stands once"
        for column in table.expanded(languages):
            for row in found:
                cell = row[column.name]
                assert cell or not column.required, (table.name, column.name, row["id"])
                assert not cell or not column.enum or cell in column.enum, (column.name, cell)
                if cell and column.of:
                    assert set(cell.split(";") if column.type == "list" else [cell]) <= ids[column.of], row["id"]


@pytest.mark.parametrize(("key", "sql"), QUERIES, ids=[key for key, _ in QUERIES])
@pytest.mark.parametrize("name", ["story", "real"])
def test_the_questions_on_the_page_have_answers(name: str, key: str, sql: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made.files["site/data/deals.sqlite"])
    answer = connection.execute(sql).fetchall()
    connection.close()
    assert answer or name == "real"
    for language in ("de", "en"):
        page = html.fragment_fromstring(made.text(f"docs/{language}/data/index.md"), create_parent="div")
        asked = made.editions[language].locale.t(f"data.query.{key}")
        (table,) = [table for table in page.xpath("//div[table]") if table.get("aria-label") == asked]
        shown = [["".join(cell.itertext()) for cell in row.xpath("th | td")] for row in table.xpath(".//tbody/tr")]
        assert shown == [["" if cell is None else str(cell) for cell in row] for row in answer[:5]]
        assert sql in page.xpath("//pre/code/text()")


def test_json_holds_the_same_claims_as_csv(made: Made) -> None:
    whole = json.loads(made.files["site/data/deals.json"])
    nested = [claim for deal in whole["deals"] for figure in deal["figures"] for claim in figure["claims"]]
    flat = rows(made, "claims")
    assert [claim["id"] for claim in nested] == [row["id"] for row in flat]
    for claim, row in zip(nested, flat, strict=True):
        for key, cell in claim.items():
            value = text(cell) if not isinstance(cell, list) else ";".join(cell)
            assert value == row[key]


def test_checksums_and_sizes_are_those_of_the_files(made: Made) -> None:
    listed = dict(reversed(line.split("  ")) for line in made.text("site/data/SHA256SUMS").splitlines())
    files = {path.removeprefix("site/data/"): raw for path, raw in made.files.items() if path.startswith("site/data/")}
    assert set(listed) == set(files) - {"SHA256SUMS", "index.html"}, "its page is none of the data"
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in listed.items())
    resources = json.loads(files["datapackage.json"])["resources"]
    assert [resource["path"] for resource in resources if resource.get("type") != "table"] == [
        "deals.json",
        "deals.sqlite",
    ]
    for resource in resources:
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[resource['path']]).hexdigest()}"
        assert resource["bytes"] == len(files[resource["path"]])


def test_the_package_describes_every_column(made: Made) -> None:
    package = json.loads(made.files["site/data/datapackage.json"])
    assert package["version"] == SCHEMA_VERSION
    metadata = {table["url"]: table for table in json.loads(made.files["site/data/csv-metadata.json"])["tables"]}
    for table in TABLES:
        (resource,) = [found for found in package["resources"] if found["name"] == table.name]
        header = made.text(f"site/data/{table.name}.csv").split("\r\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert [column["name"] for column in metadata[f"{table.name}.csv"]["tableSchema"]["columns"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_every_number_says_where_its_unit_stands(made: Made) -> None:
    """An amount is never without its currency, unless nothing but its number of digits is disclosed; a rate, a
    probability and a count are of nothing."""
    package = json.loads(made.files["site/data/datapackage.json"])
    checked = 0
    for resource in package["resources"]:
        fields = {field["name"]: field for field in resource.get("schema", {}).get("fields", ())}
        for name, field in fields.items():
            units = field.get("unitColumns", [])
            assert bool(units) == (field["type"] == "number" and name not in ("rate", "probability"))
            assert set(units) <= set(fields)
            for row in rows(made, resource["name"]) if units else ():
                if row[name]:
                    said = row.get("value") or row.get(name.partition("_")[0]) or ""
                    assert len([unit for unit in units if row[unit]]) == (not said.startswith("undisclosed")), row["id"]
                    checked += 1
    assert checked > 50


def test_claims_of_one_group_are_those_that_are_compared(made: Made) -> None:
    groups = defaultdict(set)
    of_group = defaultdict(list)
    for row in rows(made, "claims"):
        groups[row["compared_group"]].add(row["id"])
        of_group[row["compared_group"]].append(row)
    claims = {row["id"]: of_group[row["compared_group"]] for row in rows(made, "claims")} | {"": []}
    known = made.checked.today.deals
    expected = [
        {f"{deal.id}/{figure.path}#{claim.id}" for claim in group.claims}
        for deal in known.values()
        for figure in deal.figures.values()
        if figure.deal == deal.id
        for group in figure.groups
    ]
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, expected))
    for row in rows(made, "figures"):
        if row["agreement"] not in ("differ", ""):  # nothing is said of the whole where a part is shown
            assert (int(row["voices"] or 0) > 1) == (row["agreement"] == "agree"), (
                "one origin; its relays may still differ"
            )
        spoken = [voice for c in claims[row["shown"]] for voice in c["speaks_for"].split(";") if voice]
        stated = {voice for voice in spoken if voice != "unstated"}
        assert row["voices"] == (str(len(stated) or 1) if spoken else "")


def test_every_word_that_stands_for_something_is_explained_in_every_language(made: Made) -> None:
    """A column of words, whether they are ours or of the publication's vocabulary, has each of them in `words`; what is
    left holds ids, units or other people's words."""
    words = {row["id"]: row for row in rows(made, "words")}
    languages = made.checked.archive.publication.languages
    looked_up = 0
    for table in TABLES:
        for column in table.columns:
            assert not column.enum or column.labels or column.name in ("unit", "moves"), column.name
            for row in rows(made, table.name) if column.labels or column.vocabulary else ():
                place = (
                    "deals.status"
                    if row.get("type") == "step" and column.name == "what"
                    else f"{table.name}.{column.name}"
                )
                if row[column.name]:
                    found = words[f"{place}/{row[column.name]}"]
                    assert all(found[f"text_{language}"] for language in languages)
                    looked_up += 1
    assert looked_up > 50


def test_the_shown_number_of_a_deal_says_what_it_is_of(made: Made) -> None:
    claims = {row["id"]: row for row in rows(made, "claims")}
    shown = {row["id"]: claims[row["shown"]] for row in rows(made, "figures") if row["shown"]}
    for row in rows(made, "deals"):
        for path in ("amount", "valuation"):
            claim = shown.get(f"{row['id']}/{path}")
            assert row[f"{path}_scope"] == (claim["scope"] if claim else "")
        valued = shown.get(f"{row['id']}/valuation")
        assert row["valuation_basis"] == (valued["basis"] if valued else "")


def test_datasette_finds_every_table_and_column_that_its_metadata_speaks_of(
    made: Made, database: sqlite3.Connection
) -> None:
    metadata = json.loads(made.files["site/data/metadata.json"])
    assert metadata["license_url"].startswith("https://creativecommons.org/") and metadata["source_url"]
    described = metadata["databases"]["deals"]
    stored = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(described["tables"]) == stored
    for name, table in described["tables"].items():
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        assert table["title"] and table["description"]
        if not re.search("_(sources|deals)$", name):
            assert list(table["columns"]) == columns and all(table["columns"].values())
        assert {*table.get("facets", ()), *filter(None, [table.get("label_column"), table.get("sort_desc")])} <= {
            *columns
        }
    assert {key: query["sql"] for key, query in described["queries"].items()} == dict(QUERIES)
    for query in described["queries"].values():
        assert query["title"].endswith(("?", "."))
        database.execute(query["sql"])


def test_the_workbook_has_every_cell_as_what_it_is(made: Made) -> None:
    """A number is a number, a day a day, and a text is a text, so that no spreadsheet guesses and none runs it."""
    book = load_workbook(io.BytesIO(made.files["site/data/deals.xlsx"]))
    assert book.sheetnames == ["columns", *(table.name for table in TABLES)]
    filled = {one.table.name: one for one in fill(made.editions["de"])}
    compared = 0
    for name, one in filled.items():
        head, *lines = book[name].iter_rows(values_only=True)
        assert list(head) == [column.name for column in one.columns]
        for line, row in zip(lines, one.rows, strict=True):
            for held, cell in zip(line, row.values(), strict=True):
                assert held == _in_a_spreadsheet(cell), (name, cell)
                compared += 1
        kinds = {cell.data_type for row in book[name].iter_rows() for cell in row if cell.value is not None}
        assert "f" not in kinds, "nothing is a formula"
    assert compared > 500
    assert book["columns"].max_row == 1 + sum(len(one.columns) for one in filled.values())


def _in_a_spreadsheet(cell: Cell) -> object:
    """15 digits of a number, moments in UTC to the minute's fraction that a spreadsheet keeps, lists as one text."""
    match cell:
        case None | () | "":
            return None
        case bool() | int():
            return cell
        case Decimal():
            return pytest.approx(float(cell), rel=1e-14)
        case datetime():
            return cell.astimezone(UTC).replace(tzinfo=None)
        case date():
            return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  # as the format has it
        case _:
            return text(cell)


def test_a_text_in_the_workbook_stays_what_it_is() -> None:
    wild = ["=1+1", "+49 30", "-5", "@SUM(A1)", "'=1", "a_x0041_ <b> ", "https://x.example", "{=1}", "007", "ä\tß"]
    column = Column(name="id")
    filled = Filled(
        table=Table(name="odd", columns=(column,)), columns=(column,), rows=tuple({"id": one} for one in wild)
    )
    sheet = load_workbook(io.BytesIO(workbook.write([filled], (("table",),))))["odd"]
    found = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in found] == wild
    assert {cell.data_type for cell in found} == {"s"}
    assert [cell.hyperlink for cell in found] == [None] * len(wild)


def test_the_schema_s_version_is_told_in_its_changelog(golden: Made) -> None:
    assert f"## {SCHEMA_VERSION}\n" in golden.text("site/data/CHANGELOG.md")


def test_the_licence_is_there_in_full(golden: Made) -> None:
    text = golden.text("site/data/LICENSE.txt")
    assert golden.checked.archive.publication.home in text.split("Attribution 4.0 International\n")[0]
    assert [f"Section {number} -- " in text for number in range(1, 9)] == [True] * 8
    assert text.endswith("Creative Commons may be contacted at creativecommons.org.\n")


def test_no_cell_is_a_formula_and_every_text_can_be_had_back(tmp_path: Path) -> None:
    wild = ["=1+1", "+49 30", "-5", "@SUM(A1)", "'=1", "''+1", "'quoted'", 'a "quote", and\ttab']
    files: dict[str, str | bytes | None] = {
        f"organisations/wild-{number}.yml": f"name: {json.dumps(name)}\nkind: investor\n"
        for number, name in enumerate(wild)
    }
    made = make(builders.publication(tmp_path, **files), as_of=builders.TODAY)
    raw = made.files["site/data/organisations.csv"].decode()
    for row in csv.reader(io.StringIO(raw, newline="")):
        assert [cell for cell in row if FORMULA.match(cell)] == []
    names = {row["id"]: row["name_de"] for row in rows(made, "organisations")}
    assert [names[f"wild-{number}"] for number in range(len(wild))] == wild
    for table in TABLES:
        for row in rows(made, table.name):
            assert None not in row, f"{table.name} has a cell too many"


def test_no_cell_of_any_publication_is_a_formula(made: Made) -> None:
    for path, raw in made.files.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(raw.decode(), newline="")):
                assert [cell for cell in row if FORMULA.match(cell)] == [], path


def test_the_same_content_gives_the_same_bytes(golden: Made) -> None:
    again = make(GOLDEN)
    assert [path for path in golden.files if golden.files[path] != again.files[path]] == []


def test_the_database_names_no_library(golden: Made) -> None:
    raw = golden.files["site/data/deals.sqlite"]
    assert raw[24:28] == raw[92:96] == b"\0\0\0\1" and raw[96:100] == (3_037_000).to_bytes(4, "big")


def test_what_is_not_public_is_in_no_table(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN, content)
    folder = content / "briefings" / "2026-02-01-geheim"
    folder.mkdir()
    (folder / "briefing.yml").write_text(
        "date: 2026-02-01\nstatus: draft\ntitle: {de: Geheimnis, en: Secret}\nsummary: {de: Geheimnis, en: Secret}\n"
        "lead: nordlicht-runde-2026\nsections: []\n",
        "utf-8",
    )
    made = make(content)
    assert [p for p, raw in made.files.items() if b"geheim" in raw.lower() or b"Secret" in raw] == []
