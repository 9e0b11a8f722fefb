"""The parts of a chart: lines, boxes, dots and labels on a canvas, words about it, and its numbers as a table.

Coordinates are pixels from the top left. A mark names classes; what they look like is the theme's, so that day and
night need one drawing. Labels have their room measured, so that nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar, Literal

from markupsafe import Markup

from generator.charts import lettering
from generator.text.templating import Templates

WIDE = 820
NARROW = 360
"""The page shows the narrow drawing on a phone; the letters of both are 12 and 13 px."""
DASH = "5 4"
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points, bent where they bend."""

    shape: ClassVar[str] = "line"
    points: tuple[Point, ...]
    """Where it begins, bends and ends."""
    css: str
    """The class that gives it its colour: "c-grid"."""
    stroke: float = 1.0
    """How thick it is, in pixels."""
    dash: str = ""
    """The lengths of its dashes and gaps, "5 4"; "" for a whole line."""

    @property
    def way(self) -> str:
        """Its path data."""
        return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve(Line):
    """A line from the first to the last of two points that leaves and arrives level."""

    shape: ClassVar[str] = "line"

    @property
    def way(self) -> str:
        """Its path data."""
        (x1, y1), (x2, y2) = self.points
        bend = (x2 - x1) / 2
        ends = [coordinate(n) for n in (x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2)]
        return "M{} {}C{} {} {} {} {} {}".format(*ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A filled outline, such as an arrow's head."""

    shape: ClassVar[str] = "outline"
    points: tuple[Point, ...]
    """Its corners."""
    css: str
    """The class that gives it its colour."""

    @property
    def way(self) -> str:
        """Its path data."""
        return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in self.points) + "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A circle."""

    shape: ClassVar[str] = "dot"
    x: float
    """Its middle, from the left."""
    y: float
    """Its middle, from the top."""
    r: float
    """Half as wide as it is."""
    css: str
    """The class that gives it its colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle."""

    shape: ClassVar[str] = "box"
    x: float
    """Its left side."""
    y: float
    """Its top."""
    w: float
    """How wide it is."""
    h: float
    """How tall it is."""
    css: str
    """The class that gives it its colour."""
    dash: str = ""
    """The lengths of the dashes and gaps around it; "" for a whole line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text."""

    shape: ClassVar[str] = "label"
    x: float
    """Where it begins, or its middle, or its end: as `anchor` says."""
    y: float
    """Its base line."""
    text: str
    """The words."""
    css: str = "c-ink"
    """The class that gives it its colour."""
    anchor: Anchor = "start"
    """The part of the text that lies at `x`."""
    small: bool = False
    """Whether its letters are 12 pixels high, and not 13."""
    bold: bool = False
    """Whether it is bold."""

    @property
    def classes(self) -> str:
        """Its classes: colour, size, weight."""
        return " ".join([self.css, *(["sm"] if self.small else []), *(["b"] if self.bold else [])])

    @property
    def span(self) -> tuple[float, float]:
        """From where to where it reaches."""
        room = lettering.width(self.text, 12 if self.small else 13, self.bold)
        left = self.x - {"start": 0.0, "middle": room / 2, "end": room}[self.anchor]
        return left, left + room


Mark = Line | Outline | Dot | Box | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """One drawing."""

    width: int
    """How wide it is, in pixels."""
    height: float
    """How tall it is."""
    marks: tuple[Mark, ...]
    """Its marks; a later one lies above those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the table under a chart."""

    text: str
    """Its text."""
    href: str = ""
    """Link of the cell; "" if it has none."""
    number: bool = False
    """Whether it is set like numbers, to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing for the desk and one for the phone, with what it shows in words and as a table."""

    id: str
    """Its anchor on the page: "c-amount"."""
    title: str
    """Its title."""
    facts: str
    """All that it shows, in sentences, for those who cannot see it."""
    wide: Canvas
    """The drawing for a desk."""
    narrow: Canvas
    """The drawing for a phone."""
    caption: str
    """How to read it, and of what day it is."""
    head: tuple[Cell, ...]
    """The columns of its table."""
    rows: tuple[tuple[Cell, ...], ...]
    """The table, a cell for each column."""


def svg(templates: Templates, chart: Chart, form: Literal["wide", "narrow"]) -> Markup:
    """One drawing of a chart as an element; its ids are the chart's, so they are unique where the chart's is."""
    canvas = chart.wide if form == "wide" else chart.narrow
    values = {"chart": chart, "canvas": canvas, "form": form, "n": coordinate}
    return Markup(templates.render("charts/chart.svg.j2", values).strip())


def coordinate(value: float) -> str:
    """A number of an attribute, to a tenth of a pixel: "12", "0.5".

    >>> coordinate(12.0), coordinate(-0.04), coordinate(1 / 3)
    ('12', '0', '0.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def arrow(x: float, y: float, css: str, to: Literal["left", "right", "down"] = "right", size: float = 5) -> Outline:
    """A head whose point is at x, y."""
    back = {"left": (size, 0.0), "right": (-size, 0.0), "down": (0.0, -size)}[to]
    half = size * 0.7
    a, b = ((half, 0.0), (-half, 0.0)) if to == "down" else ((0.0, half), (0.0, -half))
    base = (x + back[0] * 1.4, y + back[1] * 1.4)
    return Outline(points=((x, y), (base[0] + a[0], base[1] + a[1]), (base[0] + b[0], base[1] + b[1])), css=css)


def diamond(x: float, y: float, r: float, css: str) -> Outline:
    """A square on its corner."""
    return Outline(points=((x, y - r), (x + r, y), (x, y + r), (x - r, y)), css=css)


def ticks(low: Decimal, high: Decimal, wanted: int = 4) -> tuple[Decimal, ...]:
    """Round numbers from at most `low` to at least `high`, about so many steps apart.

    >>> [int(tick) for tick in ticks(Decimal(0), Decimal(52))]
    [0, 20, 40, 60]
    """
    rough = (high - low) / wanted or Decimal(1)
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= rough)
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return tuple((first + n) * step for n in range(max(int(last - first), 1) + 1))


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places near the wanted ones (in rising order) that keep `gap` between them and stay inside.

    >>> spread([10, 12], 8, 0, 30)
    [10, 18]
    """
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + gap if found else top))
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], bottom if index == len(found) - 1 else found[index + 1] - gap)
    return found
