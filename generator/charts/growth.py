"""How an organisation's capital adds up: a line that steps at each round, the names at its end, no legend.

The line is what is said at least; a thin dashed one is what is said at most, where "up to" makes that more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.flows import NOTHING, Raised, total
from generator.charts import cells, lettering
from generator.charts.marks import DASH, NARROW, WIDE, Canvas, Cell, Chart, Dot, Label, Line, Mark, Point, spread, ticks
from generator.text.money import Interval, Quantity
from generator.views import payments
from generator.views.writer import Writer

MOST = 4
"""How many organisations are drawn: more lines could not be told apart."""
_TOP = 22.0
_INKS = (("c-as", "c-a"), ("c-inks", "c-ink"), ("c-hots", "c-hot"), ("c-flow", "c-mute"))
"""The classes of each organisation's line and of its name, those with most money first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """The sums of one organisation after each of its deals, oldest first."""

    name: str
    """The organisation's id."""
    deals: tuple[Raised, ...]
    """Its deals with a day and an amount that are more than talk, oldest first."""
    sums: tuple[Interval, ...]
    """Their sum after each of them: at least, and at most."""

    @property
    def high(self) -> Decimal:
        """The most that it may have raised by now."""
        return self.sums[-1].high or self.sums[-1].low


def chart(writer: Writer, raised: Mapping[str, Sequence[Raised]]) -> Chart | None:
    """The chart of the organisations with two or more dated amounts that are more than talk; None if there is none."""
    t, locale = writer.edition.locale.t, writer.edition.locale
    courses = sorted(
        filter(None, (_course(name, found) for name, found in raised.items())), key=lambda c: (-c.high, c.name)
    )[:MOST]
    if not courses:
        return None
    rows = [
        (
            Cell(text=writer.name(course.name)),
            cells.deal(writer, deal.deal),
            Cell(text=f"{payments.state(writer, deal)}, {payments.since(writer, deal)}"),
            Cell(text=payments.in_words(writer, deal.whole), number=True),
            Cell(text=payments.in_words(writer, so_far), number=True),
        )
        for course in courses
        for deal, so_far in zip(course.deals, course.sums, strict=True)
        if deal.day
    ]
    return Chart(
        id="c-growth",
        title=t("chart.growth"),
        facts=". ".join(
            f"{writer.name(course.name)}: {payments.in_words(writer, course.sums[-1])}" for course in courses
        )
        + ".",
        wide=_canvas(writer, courses, WIDE),
        narrow=_canvas(writer, courses, NARROW),
        caption=t("chart.growth.caption", date=locale.date(writer.edition.as_of)),
        head=(
            Cell(text=t("participants.name")),
            Cell(text=t("deals.deal")),
            Cell(text=t("deals.state")),
            Cell(text=t("figure.amount"), number=True),
            Cell(text=t("chart.so_far"), number=True),
        ),
        rows=tuple(rows),
    )


def _course(name: str, found: Sequence[Raised]) -> _Course | None:
    deals = tuple(r for r in found if r.day and r.whole and r.firmness != "talked")
    if len({deal.day for deal in deals}) < 2:
        return None
    # "At least" steps by the number that was said; no line leads to infinity.
    wholes = [Interval(r.whole.low, r.whole.low if r.whole.high is None else r.whole.high) for r in deals if r.whole]
    return _Course(name=name, deals=deals, sums=tuple(total(wholes[: n + 1]) or NOTHING for n in range(len(wholes))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """From days and sums to pixels."""

    width: int
    """Of the whole drawing."""
    words: float
    """The room for names at the right."""
    tall: float
    """From the lowest line to the highest."""
    first: date
    """The day at the left: the first of January before the first deal."""
    last: date
    """The day at the right."""
    steps: tuple[Decimal, ...]
    """The sums that have a line across, from 0 up."""

    @property
    def right(self) -> float:
        """Where the names begin."""
        return self.width - self.words

    @property
    def bottom(self) -> float:
        """The height of the line of 0."""
        return _TOP + self.tall

    def x(self, day: date) -> float:
        """Where a day lies."""
        return (self.right - 8) * (day - self.first).days / max((self.last - self.first).days, 1)

    def y(self, value: Decimal) -> float:
        """Where a sum lies."""
        return self.bottom - self.tall * float(value / self.steps[-1])


def _canvas(writer: Writer, courses: Sequence[_Course], width: int) -> Canvas:
    locale = writer.edition.locale
    words, tall = (176.0, 320.0) if width == WIDE else (112.0, 280.0)
    frame = _Frame(
        width=width,
        words=words,
        tall=tall,
        first=date(min(course.deals[0].day or date.max for course in courses).year, 1, 1),
        last=writer.edition.as_of,
        steps=ticks(Decimal(0), max(course.high for course in courses), 4),
    )
    marks = _grid(frame)
    for course, (stroke, fill) in zip(courses, _INKS, strict=False):
        if course.sums[-1].high != course.sums[-1].low:
            most = _way(frame, course, [so_far.high or so_far.low for so_far in course.sums])
            marks.append(Line(points=most, css=stroke, stroke=1.2, dash=DASH))
        least = _way(frame, course, [so_far.low for so_far in course.sums])
        # Each step is two points of the line; the second is where it arrives.
        marks += [Dot(x=x, y=y, r=3, css=fill) for x, y in least[1:-1:2]]
        marks.append(Line(points=least, css=stroke, stroke=2.5))
    for step in frame.steps[1:]:
        text = locale.quantity(Quantity("exact", step, None, writer.edition.archive.publication.currency))
        marks.append(Label(x=0.0, y=frame.y(step) - 4, text=text, css="c-mute halo", small=True))
    marks += _ends(writer, courses, frame)
    return Canvas(width=width, height=frame.bottom + 26, marks=tuple(marks))


def _grid(frame: _Frame) -> list[Mark]:
    """A line for each sum, and the years below; a phone has room for every second."""
    found: list[Mark] = [
        Line(points=((0.0, frame.y(step)), (frame.right - 8, frame.y(step))), css="c-grid") for step in frame.steps
    ]
    for year in range(frame.first.year, frame.last.year + 1, 1 if frame.width == WIDE else 2):
        at = frame.x(date(year, 1, 1))
        if at + 30 < frame.right:
            found.append(Line(points=((at, frame.bottom), (at, frame.bottom + 4)), css="c-grid"))
            found.append(Label(x=at, y=frame.bottom + 18, text=str(year), css="c-mute", small=True))
    return found


def _way(frame: _Frame, course: _Course, sums: Sequence[Decimal]) -> tuple[Point, ...]:
    """The line through the sums after each deal: level until the day of the next, then up."""
    way: list[Point] = []
    at = frame.y(Decimal(0))
    for deal, so_far in zip(course.deals, sums, strict=True):
        day = frame.x(deal.day or frame.first)
        way += [(day, at), (day, frame.y(so_far))]
        at = frame.y(so_far)
    return (*way, (frame.right - 8, at))


def _ends(writer: Writer, courses: Sequence[_Course], frame: _Frame) -> list[Mark]:
    """The names at the lines' ends, moved apart where the ends are near each other."""
    room, blocks = frame.words - 4, []
    for course, (_, fill) in zip(courses, _INKS, strict=False):
        lines = lettering.wrap(payments.in_words(writer, course.sums[-1]), room, 12, lines=2)
        blocks.append((frame.y(course.sums[-1].low), course, fill, lines))
    blocks.sort(key=lambda block: (block[0], block[1].name))
    gap = 18 + 15 * max(len(lines) for _, _, _, lines in blocks)
    places = spread([block[0] for block in blocks], gap, _TOP + 4, frame.bottom - gap + 22)
    found: list[Mark] = []
    for place, (_, course, fill, lines) in zip(places, blocks, strict=True):
        name = lettering.fit(writer.name(course.name), room, 13, True)
        found.append(Label(x=frame.right, y=place + 4, text=name, css=fill, bold=True))
        for n, line in enumerate(lines):
            found.append(Label(x=frame.right, y=place + 20 + 15 * n, text=line, css="c-mute", small=True))
    return found
