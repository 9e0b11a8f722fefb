"""Cells of a chart's table that name things."""

from __future__ import annotations

from generator.charts.marks import Cell
from generator.views.writer import Writer


def deal(writer: Writer, name: str) -> Cell:
    """A deal's name, and the way to its page where this language has one."""
    address = writer.address(name)
    return Cell(text=writer.name(name), href=writer.href(address) if writer.edition.has(address) else "")
