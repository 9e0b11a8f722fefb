"""The money through the labs for a desk: investors at the left, labs in the middle, suppliers at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.charts import lettering
from generator.charts.marks import WIDE, Box, Canvas, Curve, Label, Mark, arrow, spread
from generator.charts.stream import Stream, node
from generator.views import payments
from generator.views.writer import Writer

_ROW = 25.0
_BOX = 124.0
"""How wide the box of an organisation is."""
_LAB = 100.0
"""How wide the box of a lab is."""
_WORDS = 158.0
"""The room of an amount beside its line."""
_TOP = 30.0
_LAB_LEFT, _LAB_RIGHT = (WIDE - _LAB) / 2, (WIDE + _LAB) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of the labs: a row per stream, a box per organisation, near the labs it deals with."""

    pays: bool
    """Whether these are the investors, at the left; else the suppliers, at the right."""
    rows: Mapping[Stream, float]
    """The height of each stream's line at this side."""
    boxes: Mapping[str, tuple[float, float]]
    """The top of each organisation's box, and how tall it is."""
    height: float
    """How tall all boxes are with the gaps between them."""

    def of(self, lab: str) -> list[float]:
        """Where the rows of a lab are."""
        return [y for stream, y in self.rows.items() if stream.lab == lab]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Middle:
    """The labs."""

    tall: Mapping[str, float]
    """How tall the box of each lab is."""
    centres: Mapping[str, float]
    """The height of each box's middle, from top to bottom."""

    def port(self, side: _Side, stream: Stream) -> float:
        """Where a stream meets its lab: they meet it in the order in which they come."""
        ports = sorted((s for s in side.rows if s.lab == stream.lab), key=lambda s: side.rows[s])
        room = self.tall[stream.lab] - 12
        return self.centres[stream.lab] - room / 2 + room * (ports.index(stream) + 0.5) / len(ports)


def canvas(writer: Writer, labs: Sequence[str], paid: Sequence[Stream], ordered: Sequence[Stream]) -> Canvas:
    """The drawing; names and amounts lie above all lines."""
    t = writer.edition.locale.t
    sides = (_side(labs, paid, pays=True), _side(labs, ordered, pays=False))
    height = max(side.height for side in sides)
    left, right = (_moved(side, (height - side.height) / 2) for side in sides)
    middle = _middle(labs, left, right, height)
    marks: list[Mark] = [
        Label(x=0, y=14, text=t("flows.investors"), css="c-mute", small=True),
        Label(x=WIDE / 2, y=14, text=t("flows.labs"), css="c-mute", small=True, anchor="middle"),
        Label(x=WIDE, y=14, text=t("flows.suppliers"), css="c-mute", small=True, anchor="end"),
        *_lines(left, middle),
        *_lines(right, middle),
        *_texts(writer, left),
        *_texts(writer, right),
    ]
    for lab, y in middle.centres.items():
        tall = middle.tall[lab]
        marks += node(writer, lab, Box(x=_LAB_LEFT, y=y - tall / 2, w=_LAB, h=tall, css=""))
    return Canvas(width=WIDE, height=_TOP + height + 4, marks=tuple(marks))


def _side(labs: Sequence[str], found: Sequence[Stream], *, pays: bool) -> _Side:
    """The organisations of one side from top to bottom, each as near to its labs as their order allows."""
    of: dict[str, list[Stream]] = {}
    for stream in found:
        of.setdefault(stream.other, []).append(stream)
    middle = {name: sum(labs.index(s.lab) for s in own) / len(own) for name, own in of.items()}
    rows: dict[Stream, float] = {}
    boxes: dict[str, tuple[float, float]] = {}
    y = _TOP
    for name in sorted(of, key=lambda n: (middle[n], not any(s.circular for s in of[n]), n)):
        own = sorted(of[name], key=lambda s: labs.index(s.lab))
        tall = max(_ROW * len(own), 42.0 if any(s.circular for s in own) else 28.0)
        for index, stream in enumerate(own):
            rows[stream] = y + tall * (index + 0.5) / len(own)
        boxes[name] = (y, tall)
        y += tall + 9
    return _Side(pays=pays, rows=rows, boxes=boxes, height=y - 9 - _TOP)


def _moved(side: _Side, by: float) -> _Side:
    """The side so much further down."""
    return replace(
        side,
        rows={stream: y + by for stream, y in side.rows.items()},
        boxes={name: (top + by, tall) for name, (top, tall) in side.boxes.items()},
    )


def _middle(labs: Sequence[str], left: _Side, right: _Side, height: float) -> _Middle:
    """Each lab as near to the middle of its lines as the others allow, with room for all of them to meet it."""
    tall = {lab: max(54.0, 16.0 * max(len(left.of(lab)), len(right.of(lab)))) for lab in labs}
    wanted = {lab: sum(ys) / len(ys) for lab in labs if (ys := [*left.of(lab), *right.of(lab)])}
    order = sorted(wanted, key=lambda lab: (wanted[lab], lab))
    gap = max(tall.values()) + 24
    places = spread([wanted[lab] for lab in order], gap, _TOP + gap / 2, _TOP + height - gap / 2)
    return _Middle(tall=tall, centres=dict(zip(order, places, strict=True)))


def _ordered(side: _Side) -> list[Stream]:
    """The streams as they are drawn: those of circles lie above the others."""
    return sorted(side.rows, key=lambda s: (s.circular, s.other, s.lab))


def _lines(side: _Side, middle: _Middle) -> list[Mark]:
    """A line for each stream, with a head where the money arrives."""
    found: list[Mark] = []
    for stream in _ordered(side):
        outer, port = side.rows[stream], middle.port(side, stream)
        size = 7.0 if stream.circular else 5.0
        if side.pays:
            start, end, tip = (_BOX + _WORDS, outer), (_LAB_LEFT - size, port), _LAB_LEFT - 1
        else:
            tip = WIDE - _BOX - _WORDS
            start, end = (_LAB_RIGHT, port), (tip - size, outer)
        found.append(Curve(points=(start, end), css=stream.css, stroke=stream.stroke, dash=stream.dash))
        found.append(arrow(tip, end[1], stream.head, "right", size))
    return found


def _texts(writer: Writer, side: _Side) -> list[Mark]:
    """The amounts beside the lines, and the organisations at their ends."""
    found: list[Mark] = []
    for stream in _ordered(side):
        x = _BOX + 8 if side.pays else WIDE - _BOX - _WORDS + 7
        found += _amount(x, side.rows[stream], payments.of_edges(writer, stream.edges), bold=stream.circular)
    for name, (top, tall) in side.boxes.items():
        box = Box(x=0 if side.pays else WIDE - _BOX, y=top, w=_BOX, h=tall, css="")
        found += node(writer, name, box, circular=any(s.circular for s in side.rows if s.other == name))
    return found


def _amount(x: float, y: float, text: str, *, bold: bool) -> list[Mark]:
    """An amount beside its line, in two lines of text where one is too short."""
    lines = lettering.wrap(text, _WORDS - 12, 12, bold, 2)
    first = y + 4 - 6.5 * (len(lines) - 1)
    return [Label(x=x, y=first + 13 * n, text=line, small=True, bold=bold) for n, line in enumerate(lines)]
