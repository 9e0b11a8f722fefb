"""The data as Parquet, which needs an extra: with it every cell is there, without it nothing is missing."""

from __future__ import annotations

import importlib
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from generator.views.tables import parquet
from generator.views.tables.cells import Cell
from generator.views.tables.rows import fill
from tests.publications import GOLDEN, Made, make


@pytest.fixture(scope="module")
def made() -> Made:
    """The small publication with Parquet; skipped aloud without pyarrow."""
    if not parquet.available():
        pytest.skip("NO PARQUET TEST RAN: pip install 'kapitalbrief[parquet]'")
    return make(GOLDEN, with_parquet=True)


def read(raw: bytes) -> Any:
    return importlib.import_module("pyarrow.parquet").read_table(io.BytesIO(raw))


def plain(cell: Cell) -> Any:
    """A cell as pyarrow gives it back."""
    if isinstance(cell, Decimal):
        return round(cell, 12)
    return list(cell) if isinstance(cell, tuple) else cell


def test_every_cell_comes_back(made: Made) -> None:
    compared = 0
    for filled in fill(made.editions["de"]):
        table = read(made.files[f"site/data/{filled.table.name}.parquet"])
        assert table.column_names == [column.name for column in filled.columns]
        for row, found in zip(filled.rows, table.to_pylist(), strict=True):
            for name, cell in row.items():
                assert found[name] == plain(cell), (filled.table.name, name)
                compared += isinstance(cell, Decimal)
    assert compared, "numbers are among them"


def test_the_files_are_described_and_the_same_each_time(made: Made) -> None:
    again = make(GOLDEN, with_parquet=True)
    described = {resource["path"] for resource in json.loads(made.files["site/data/datapackage.json"])["resources"]}
    for filled in fill(made.editions["de"]):
        name = f"{filled.table.name}.parquet"
        assert made.files[f"site/data/{name}"] == again.files[f"site/data/{name}"]
        assert name not in described, "a validator without pyarrow would find fault with it"
        assert f"  {name}\n" in made.text("site/data/SHA256SUMS")
        assert f"data/{name}" in made.text("site/data/catalog.jsonld")
        assert f'data/{name}" download' in made.text("docs/en/data/index.md")


def test_without_the_extra_there_is_none_and_nobody_speaks_of_it(golden: Made) -> None:
    assert [path for path, raw in golden.files.items() if path.endswith(".parquet") or b".parquet" in raw] == []
