"""The chart of a figure: every claim about a figure as a dot or a range on one scale.

Filled is a page's own report, hollow one that is passed on; round is the figure's own currency, a diamond is
converted; an arrow is an open end; the claim that the page shows has a ground of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.analysis.origins import UNSTATED
from generator.charts import lettering
from generator.charts.marks import (
    NARROW,
    WIDE,
    Anchor,
    Box,
    Canvas,
    Cell,
    Chart,
    Dot,
    Label,
    Line,
    Mark,
    arrow,
    coordinate,
    diamond,
    ticks,
)
from generator.content.records.figure import SHOWN_SCOPES
from generator.text.money import Quantity
from generator.views import deals as deal_views
from generator.views import differences
from generator.views.writer import Writer

SCOPES = ("headline", "sought", "part")
"""Claims of one deal's own money; what came before or goes with it has another scale."""
MOST = 16
"""How many claims are drawn; a figure with more shows those of its first groups."""
_TOP = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A claim in words, and where its ends lie."""

    heading: str
    """The meaning of this and the next claims, on the first of a group; else ""."""
    name: str
    """The publisher's name."""
    note: str
    """When, and whose report is passed on."""
    amount: str
    """The number as it was said."""
    converted: str
    """The same in the figure's own currency; "" if it was said in that."""
    low: Decimal
    """The lower end, in the figure's currency."""
    high: Decimal | None
    """The upper end; None if it is open above."""
    left_open: bool
    """Whether it is open below."""
    css: str
    """The class of its dots: filled for a page's own report, hollow for one that is passed on."""
    other: bool
    """Whether it was said in another currency."""
    shown: bool
    """Whether it is the claim that pages show."""


def chart(writer: Writer, path: str, known: KnownFigure, title: str, name: str = "") -> Chart | None:
    """The chart of a figure, None if fewer than two of its claims can be compared; `name` tells it from others."""
    claims = _claims(known)
    unit = _unit_of(known, claims)
    if len(claims) < 2 or unit is None:
        return None
    rows = _rows(writer, known, claims)
    t, locale = writer.edition.locale.t, writer.edition.locale
    facts = ". ".join(f"{row.name}: {row.amount}{f' ({row.converted})' if row.converted else ''}" for row in rows)
    return Chart(
        id=name or f"c-{path.replace('.', '-')}",
        title=t("chart.ranges", title=title),
        facts=f"{facts}.",
        wide=_wide(writer, rows, unit),
        narrow=_narrow(writer, rows, unit),
        caption=t(
            "chart.ranges.caption",
            unit=_unit(writer, unit),
            date=locale.date(writer.knowledge.as_of),
            site=writer.edition.archive.publication.title,
        ),
        head=tuple(
            Cell(text=t(key), number=key == "claims.amount")
            for key in ("claims.source", "claims.amount", "chart.converted", "claims.meaning", "claims.date")
        ),
        rows=tuple(_cells(writer, claim, known.shown) for claim in claims),
    )


def main(writer: Writer, deal: KnownDeal) -> Chart | None:
    """An issue's chart: of its lead the figure with the most pairs of claims that differ, the first of several."""
    drawn = [(path, known) for path, known in deal.figures.items() if len(_claims(known)) > 1]
    path, known = max(drawn, key=lambda f: sum(len(group.differing) for group in f[1].groups), default=("", None))
    return chart(writer, path, known, deal_views.figure_label(writer, path, known), "c-main") if known else None


def _claims(known: KnownFigure) -> tuple[KnownClaim, ...]:
    """The claims to draw: the shown group first, then by group, each in the order in which it became known."""
    groups = sorted(known.groups, key=lambda g: (known.shown not in g.claims, g.scope not in SHOWN_SCOPES))
    kept = [g for g in groups if g.scope in SCOPES or known.shown in g.claims]
    found = [
        claim for g in kept for claim in sorted(g.claims, key=_age) if claim.compared and claim.value.unit != "XXX"
    ]
    unit = _unit_of(known, found)
    return tuple(claim for claim in found if (known.group_of(claim).unit or claim.value.unit) == unit)[:MOST]


def _unit_of(known: KnownFigure, claims: Sequence[KnownClaim]) -> str | None:
    """The unit that the first claim is compared in; power is compared as it was said, so another unit is left out."""
    return next((known.group_of(claim).unit or claim.value.unit for claim in claims), None)


def _age(claim: KnownClaim) -> tuple[bool, int, str]:
    return claim.known is None, claim.known.toordinal() if claim.known else 0, claim.id


def _rows(writer: Writer, known: KnownFigure, claims: tuple[KnownClaim, ...]) -> list[_Row]:
    locale, t = writer.edition.locale, writer.edition.locale.t
    several = len({claim.group for claim in claims}) > 1
    found: list[_Row] = []
    for index, claim in enumerate(claims):
        first = several and (index == 0 or claims[index - 1].group != claim.group)
        report = claim.reports[0]
        own = report.hops == 0 and UNSTATED not in report.origins
        source = writer.edition.archive.sources[claim.source]
        passed = deal_views.origin_names(writer, report.origins[:1])
        more = "chart.passed_on.more" if len(report.origins) > 1 else "chart.passed_on"
        passing = passed if UNSTATED in report.origins else t(more, origin=passed)
        day = locale.short_date(claim.record.as_of or claim.known) if claim.known else t("date.none")
        span = claim.compared
        assert span is not None
        exact = claim.value.qualifier in ("exact", "about")
        middle = (claim.value.low or Decimal(0)) * (claim.conversion.factor if claim.conversion else 1)
        found.append(
            _Row(
                heading=differences.meaning(writer, claim) if first else "",
                name=writer.edition.archive_name(source.publisher),
                note=" · ".join([day, *([] if own else [passing])]),
                amount=writer.amount(claim),
                converted=locale.converted(claim.value, claim.conversion) if claim.conversion else "",
                low=middle if exact else span.low,
                high=middle if exact else span.high,
                left_open=claim.value.qualifier in ("up to", "under"),
                css="c-a" if own else "c-hollow",
                other=claim.conversion is not None,
                shown=claim is known.shown,
            )
        )
    return found


def _wide(writer: Writer, rows: list[_Row], unit: str) -> Canvas:
    words = 172.0
    left, right = 318.0, WIDE - words - 18
    scale = _Scale(rows, left, right)
    shown = writer.edition.locale.t("claims.shown")
    marks: list[Mark] = []
    y = float(_TOP)
    for row in rows:
        above, y = _heading(row, WIDE, y)
        marks += above
        tall = 40.0
        if row.shown:
            marks.append(Box(x=0, y=y, w=WIDE, h=tall, css="c-band"))
        marks.append(Label(x=8, y=y + 17, text=lettering.fit(row.name, left - 32, 13, row.shown), bold=row.shown))
        marks.append(Label(x=8, y=y + 32, text=lettering.fit(row.note, left - 32, 12), css="c-mute", small=True))
        below = " · ".join([*([f"({row.converted})"] if row.converted else []), *([shown] if row.shown else [])])
        at = y + 17 if below else y + 24.5
        marks.append(
            Label(x=WIDE - words, y=at, text=lettering.fit(row.amount, words - 8, 13, row.shown), bold=row.shown)
        )
        if below:
            marks.append(
                Label(x=WIDE - words, y=y + 32, text=lettering.fit(below, words - 8, 12), css="c-mute", small=True)
            )
        marks += scale.marks(row, y + tall / 2)
        y += tall
    key, height = _key(writer, rows, WIDE, y + 14)
    return Canvas(width=WIDE, height=height, marks=(*scale.grid(writer, unit, y), *marks, *key))


def _narrow(writer: Writer, rows: list[_Row], unit: str) -> Canvas:
    scale = _Scale(rows, 12.0, NARROW - 12.0)
    shown = writer.edition.locale.t("claims.shown")
    marks: list[Mark] = []
    y = float(_TOP)
    for row in rows:
        above, y = _heading(row, NARROW, y)
        marks += above
        tall = 74.0
        amount = f"{row.amount} ({row.converted})" if row.converted else row.amount
        if row.shown:
            marks.append(Box(x=0, y=y, w=NARROW, h=tall, css="c-band"))
        halo = "" if row.shown else " halo"
        marks.append(
            Label(x=8, y=y + 17, text=lettering.fit(amount, NARROW - 16, 13, True), css=f"c-ink{halo}", bold=True)
        )
        marks.append(Label(x=8, y=y + 33, text=lettering.fit(row.name, NARROW - 16, 13), css=f"c-ink{halo}"))
        note = f"{shown} · {row.note}" if row.shown else row.note
        marks.append(Label(x=8, y=y + 48, text=lettering.fit(note, NARROW - 16, 12), css=f"c-mute{halo}", small=True))
        marks += scale.marks(row, y + 61)
        y += tall
    key, height = _key(writer, rows, NARROW, y + 14)
    return Canvas(width=NARROW, height=height, marks=(*scale.grid(writer, unit, y), *marks, *key))


def _heading(row: _Row, room: float, y: float) -> tuple[list[Label], float]:
    """The meaning of the next claims, where it is another than before; and the height at which the row begins."""
    if not row.heading:
        return [], y
    y += 8 if y > _TOP else 0
    lines = lettering.wrap(row.heading, room, 12, lines=2)
    labels = [
        Label(x=0, y=y + 14 + 15 * number, text=line, css="c-mute halo", small=True)
        for number, line in enumerate(lines)
    ]
    return labels, y + 15 * len(lines) + 7


class _Scale:
    """From amounts to pixels. It begins at 0 unless all numbers lie in its upper half."""

    def __init__(self, rows: list[_Row], left: float, right: float) -> None:
        ends = [
            end
            for row in rows
            for end in ([] if row.left_open else [row.low]) + ([row.high] if row.high is not None else [])
        ]
        low, high = min(ends), max(ends)
        self.ticks = ticks(
            low - (high - low) / 4 if low * 2 > high and high > low else Decimal(0),
            high * Decimal("1.02"),
            3 if right - left < 340 else 4,
        )
        self.left, self.right = left, right

    def x(self, value: Decimal) -> float:
        first, last = self.ticks[0], self.ticks[-1]
        return self.left + (self.right - self.left) * float((value - first) / (last - first))

    def grid(self, writer: Writer, unit: str, bottom: float) -> list[Mark]:
        """The lines of the scale, with numbers where there is room for them."""
        found: list[Mark] = []
        taken = float("-inf")
        inside = self.left < 40
        for index, tick in enumerate(self.ticks):
            x = self.x(tick)
            found.append(Line(points=((x, _TOP - 6), (x, bottom)), css="c-grid"))
            text = writer.edition.locale.quantity(Quantity("exact", tick, None, unit)) if tick else "0"
            at = x
            anchor: Anchor = "middle"
            if inside and index == 0:
                at, anchor = x - 8, "start"
            elif inside and index == len(self.ticks) - 1:
                at, anchor = x + 8, "end"
            label = Label(x=at, y=12, text=text, css="c-mute", small=True, anchor=anchor)
            if label.span[0] > taken + 8:
                found.append(label)
                taken = label.span[1]
        return found

    def marks(self, row: _Row, y: float) -> list[Mark]:
        """The claim at a height: its range, its open ends, its numbers."""
        found: list[Mark] = []
        start = self.left if row.left_open else self.x(row.low)
        end = self.right if row.high is None else self.x(row.high)
        if end > start:
            found.append(Line(points=((start, y), (end, y)), css="c-as", stroke=2))
        if row.left_open:
            found.append(arrow(start, y, "c-a", "left"))
        if row.high is None:
            found.append(arrow(end, y, "c-a", "right"))
        ends = {coordinate(x): x for x, has in ((start, not row.left_open), (end, row.high is not None)) if has}
        r = 5.5 if row.shown else 4.5
        for x in ends.values():
            found.append(diamond(x, y, r + 1, row.css) if row.other else Dot(x=x, y=y, r=r, css=row.css))
        return found


def _key(writer: Writer, rows: list[_Row], room: float, y: float) -> tuple[list[Mark], float]:
    """The meaning of the symbols that occur; and the height at which the key ends."""
    t = writer.edition.locale.t
    entries: list[tuple[str, str]] = []
    if any(row.css == "c-a" for row in rows):
        entries.append(("own", t("chart.key.own")))
    if any(row.css == "c-hollow" for row in rows):
        entries.append(("relay", t("chart.key.relay")))
    if any(row.other for row in rows):
        entries.append(("other", t("chart.key.converted")))
    if any(row.left_open or row.high is None for row in rows):
        entries.append(("open", t("chart.key.open")))
    found: list[Mark] = []
    x, base = 6.0, y + 8
    for symbol, text in entries:
        wide = 18 + lettering.width(text, 12)
        if x + wide > room and x > 6:
            x, base = 6.0, base + 20
        match symbol:
            case "own":
                found.append(Dot(x=x + 2, y=base - 4, r=4, css="c-a"))
            case "relay":
                found.append(Dot(x=x + 2, y=base - 4, r=4, css="c-hollow"))
            case "other":
                found.append(diamond(x + 2, base - 4, 5, "c-a"))
            case _:
                found.append(Line(points=((x - 6, base - 4), (x + 4, base - 4)), css="c-as", stroke=2))
                found.append(arrow(x + 8, base - 4, "c-a", "right", 4))
        found.append(Label(x=x + 14, y=base, text=text, css="c-mute", small=True))
        x += wide + 22
    return found, base + 8


def _unit(writer: Writer, unit: str) -> str:
    words = {"USD": "unit.usd", "EUR": "unit.eur", "GBP": "unit.gbp"}
    return writer.edition.locale.t(words[unit]) if unit in words else unit


def _cells(writer: Writer, claim: KnownClaim, shown: KnownClaim | None) -> tuple[Cell, ...]:
    view = deal_views.claim_view(writer, claim, shown)
    source = writer.edition.archive_name(writer.edition.archive.sources[claim.source].publisher)
    relay = f" ({view.relay})" if view.relay else ""
    return (
        Cell(text=f"{source}{relay}"),
        Cell(text=view.amount, number=True),
        Cell(text=view.converted or ""),
        Cell(text=f"{view.meaning}, {writer.edition.locale.t('claims.shown')}" if view.shown else view.meaning),
        Cell(text=view.date),
    )
