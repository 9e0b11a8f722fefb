"""How an organisation's capital adds up: a line that steps at each round, the names at its end, no legend.

The line is what is said at least; a thin dashed one is what is said at most, where "up to" makes that more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.flows import NOTHING, Raised, total
from generator.charts import lettering, payments
from generator.charts.marks import DASH, NARROW, WIDE, Cell, Chart, Dot, Label, Line, Mark, Point, Sheet, spread, ticks
from generator.text.money import Interval, Quantity
from generator.views.writer import Writer

MOST = 4
_TOP = 22.0
_INKS = (("c-as", "c-a"), ("c-inks", "c-ink"), ("c-hots", "c-hot"), ("c-flow", "c-mute"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """The sums of one organisation after each of its deals, oldest first."""

    name: str
    deals: tuple[Raised, ...]
    sums: tuple[Interval, ...]

    @property
    def high(self) -> Decimal:
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
            payments.deal(writer, deal.deal),
            Cell(text=locale.short_date(deal.day)),
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
        wide=_sheet(writer, courses, WIDE),
        narrow=_sheet(writer, courses, NARROW),
        caption=t("chart.growth.caption", date=locale.date(writer.edition.as_of)),
        head=(
            Cell(text=t("participants.name")),
            Cell(text=t("deals.deal")),
            Cell(text=t("claims.date")),
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


def _sheet(writer: Writer, courses: Sequence[_Course], width: int) -> Sheet:
    locale = writer.edition.locale
    wide = width == WIDE
    words, tall = (176.0, 320.0) if wide else (112.0, 280.0)
    left, right, bottom = 0.0, width - words, _TOP + tall
    first = min(course.deals[0].day or date.max for course in courses)
    first, last = date(first.year, 1, 1), writer.edition.as_of
    steps = ticks(Decimal(0), max(course.high for course in courses), 4)
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return left + (right - left - 8) * (day - first).days / days

    def y(value: Decimal) -> float:
        return bottom - tall * float(value / steps[-1])

    marks: list[Mark] = []
    for step in steps:
        marks.append(Line(points=((left, y(step)), (right - 8, y(step))), css="c-grid"))
    for year in range(first.year, last.year + 1):
        if wide or (year - first.year) % 2 == 0:
            at = x(date(year, 1, 1))
            if at + 30 < right:
                marks.append(Line(points=((at, bottom), (at, bottom + 4)), css="c-grid"))
                marks.append(Label(x=at, y=bottom + 18, text=str(year), css="c-mute", small=True))
    for course, (stroke, fill) in zip(courses, _INKS, strict=False):
        for top, dash, thick in ((True, DASH, 1.2), (False, "", 2.5)):
            if top and course.sums[-1].high == course.sums[-1].low:
                continue
            way: list[Point] = []
            at = y(Decimal(0))
            for deal, so_far in zip(course.deals, course.sums, strict=True):
                day = x(deal.day or first)
                way.append((day, at))
                at = y((so_far.high or so_far.low) if top else so_far.low)
                way.append((day, at))
                if not top:
                    marks.append(Dot(x=day, y=at, r=3, css=fill))
            way.append((right - 8, at))
            marks.append(Line(points=tuple(way), css=stroke, stroke=thick, dash=dash))
    for step in steps[1:]:
        text = locale.quantity(Quantity("exact", step, None, writer.edition.archive.publication.currency))
        marks.append(Label(x=left, y=y(step) - 4, text=text, css="c-mute halo", small=True))
    marks += _ends(writer, courses, right, words, y, bottom)
    return Sheet(width=width, height=bottom + 26, marks=tuple(marks))


def _ends(writer: Writer, courses: Sequence[_Course], x: float, words: float, y: object, bottom: float) -> list[Mark]:
    """The names at the lines' ends, moved apart where the ends are near each other."""
    assert callable(y)
    blocks = []
    for course, (_, fill) in zip(courses, _INKS, strict=False):
        lines = lettering.wrap(payments.in_words(writer, course.sums[-1]), words - 4, 12, lines=2)
        blocks.append((float(y(course.sums[-1].low)), course, fill, lines))
    blocks.sort(key=lambda block: (block[0], block[1].name))
    gap = 18 + 15 * max(len(lines) for _, _, _, lines in blocks)
    places = spread([block[0] for block in blocks], gap, _TOP + 4, bottom - gap + 22)
    found: list[Mark] = []
    for place, (_, course, fill, lines) in zip(places, blocks, strict=True):
        found.append(
            Label(
                x=x, y=place + 4, text=lettering.fit(writer.name(course.name), words - 4, 13, True), css=fill, bold=True
            )
        )
        found += [
            Label(x=x, y=place + 20 + 15 * n, text=line, css="c-mute", small=True) for n, line in enumerate(lines)
        ]
    return found
