"""The tables as Parquet, if pyarrow is installed (the optional extra `parquet`).

Numbers are decimals of 38 digits, 12 of them after the point; only a converted amount can have more, and CSV and JSON
have those.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from generator.views.tables.cells import Cell
from generator.views.tables.rows import Filled

_PLACES = 12


def available() -> bool:
    """Whether pyarrow is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def write(filled: Iterable[Filled]) -> Iterator[tuple[str, bytes]]:
    """A file per table; none without pyarrow."""
    if not available():
        return
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    types: dict[str, Any] = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.decimal128(38, _PLACES),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "datetime": arrow.timestamp("s", tz="UTC"),
        "list": arrow.list_(arrow.string()),
    }
    for table in filled:
        schema = arrow.schema([(column.name, types[column.type]) for column in table.columns])
        columns = [[_value(row[column.name]) for row in table.rows] for column in table.columns]
        out = io.BytesIO()
        parquet.write_table(arrow.table(columns, schema=schema), out, compression="zstd", store_schema=False)
        yield f"{table.table.name}.parquet", out.getvalue()


def _value(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return cell.quantize(Decimal(1).scaleb(-_PLACES))
    return list(cell) if isinstance(cell, tuple) else cell
