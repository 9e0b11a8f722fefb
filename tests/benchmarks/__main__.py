"""Accepts the text of the tables: `python -m tests.benchmarks`."""

from benchmarks import tables
from tests.benchmarks.test_table import EXPECTED, LARGE, SMALL

EXPECTED.write_text(tables.whole([SMALL, LARGE]) + "\n" + tables.serving([SMALL, LARGE]), "utf-8")
