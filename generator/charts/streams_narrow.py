"""The money through the labs for a phone: lab by lab from top to bottom, first who pays it, then whom it pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.charts import lettering
from generator.charts.marks import NARROW, Box, Canvas, Label, Line, Mark, arrow
from generator.charts.stream import Stream, node
from generator.views import payments
from generator.views.writer import Writer

_END = 300.0
"""Where the lines of organisations end."""
_TRUNK = 336.0
"""Where the line is that joins them with their lab."""
_LAB = 32.0
"""How tall the box of a lab is."""


@dataclass(slots=True)
class _Column:
    """The drawing as far as it is done."""

    y: float = 0.0
    """Where the next part begins."""
    lines: list[Mark] = field(default_factory=list)
    """Marks that lie below all texts."""
    texts: list[Mark] = field(default_factory=list)
    """Names, amounts and boxes."""


def canvas(writer: Writer, labs: Sequence[str], paid: Sequence[Stream], ordered: Sequence[Stream]) -> Canvas:
    """The drawing; names and amounts lie above all lines."""
    column = _Column()
    for lab in labs:
        _lab(writer, column, lab, [s for s in paid if s.lab == lab], [s for s in ordered if s.lab == lab])
    return Canvas(width=NARROW, height=column.y - 18, marks=(*column.lines, *column.texts))


def _lab(writer: Writer, column: _Column, lab: str, paid: Sequence[Stream], ordered: Sequence[Stream]) -> None:
    """A lab with who pays it above, and whom it pays below."""
    foot = _LAB
    if paid:
        first, _ = _streams(writer, column, paid, capital=True)
        column.lines.append(Line(points=((_TRUNK, first), (_TRUNK, column.y + 4)), css="c-flow", stroke=1.5))
        column.lines.append(arrow(_TRUNK, column.y + 10, "c-flowf", "down", 6))
        column.texts += node(writer, lab, Box(x=0, y=column.y + 11, w=NARROW, h=_LAB, css=""))
        foot = column.y + 11 + _LAB
        column.y = foot + 8
    if ordered:
        _, last = _streams(writer, column, ordered, capital=False)
        column.lines.append(Line(points=((_TRUNK, foot), (_TRUNK, last)), css="c-flow", stroke=1.5))
    column.y += 26


def _streams(writer: Writer, column: _Column, found: Sequence[Stream], *, capital: bool) -> tuple[float, float]:
    """The streams of one direction below their heading; the heights of the first and of the last line."""
    heading = writer.edition.locale.t("flows.capital_in" if capital else "flows.orders_out")
    column.texts.append(Label(x=0, y=column.y + 14, text=heading, css="c-mute", small=True))
    column.y += 22
    places = []
    for stream in sorted(found, key=lambda s: (not s.circular, s.other)):
        at = column.y + 12
        column.texts += _words(writer, stream, at)
        start, end = (_END, _TRUNK) if capital else (_TRUNK, _END + 8)
        column.lines.append(
            Line(points=((start, at), (end, at)), css=stream.css, stroke=stream.stroke, dash=stream.dash)
        )
        if not capital:
            column.lines.append(arrow(_END, at, stream.head, "left", 6))
        column.y += 40.0 if stream.circular else 24.0
        places.append(at)
    return places[0], places[-1]


def _words(writer: Writer, stream: Stream, at: float) -> list[Mark]:
    """The organisation's name, the amount, and a word where money comes back to it."""
    amount, most = payments.of_edges(writer, stream.edges), 2 if stream.circular else 1
    name = lettering.fit(writer.name(stream.other), 128, 13, True)
    found: list[Mark] = [Label(x=0, y=at + 4.5, text=name, bold=True)]
    for n, text in enumerate(lettering.wrap(amount, 160, 12, stream.circular, most)):
        y = at + 4.5 + 14 * n
        found.append(Label(x=_END - 8, y=y, text=text, small=True, bold=stream.circular, anchor="end"))
    if stream.circular:
        word = writer.edition.locale.t("flows.circular")
        found.append(Label(x=0, y=at + 20, text=word, css="c-hot", small=True))
    return found
