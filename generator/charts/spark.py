"""All of an organisation's deals on one line of time, higher where more money is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.analysis.known import KnownDeal
from generator.charts import cells
from generator.charts.marks import NARROW, WIDE, Box, Canvas, Cell, Chart, Dot, Label, Line, Mark
from generator.charts.years import Time
from generator.views import organisations
from generator.views.writer import Writer

_BASE, _TOP = 70.0, 24.0
"""The height of the line, and of the top of the highest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A deal with a day."""

    day: date
    """Since when it is what it is."""
    deal: str
    """Its id."""
    amount: str
    """Its amount as somebody said it; a word for none if nobody did."""
    size: Decimal
    """The amount's upper end in its own currency, the lower one if it is open above; 0 if there is none."""


def chart(writer: Writer, org: str, deals: Sequence[KnownDeal]) -> Chart | None:
    """The chart of an organisation's deals; None for fewer than three days."""
    rows, name = _rows(writer, org, deals), writer.name(org)
    if len({row.day for row in rows}) < 3:
        return None
    t, locale = writer.edition.locale.t, writer.edition.locale
    facts = (f"{locale.short_date(row.day)}: {writer.name(row.deal)}, {row.amount}" for row in rows)
    return Chart(
        id="c-deals",
        title=t("chart.spark", name=name),
        facts=". ".join(facts) + ".",
        wide=_canvas(writer, rows, WIDE),
        narrow=_canvas(writer, rows, NARROW),
        caption=t("chart.spark.caption", n=locale.number(len(rows)), date=locale.date(writer.edition.as_of)),
        head=(Cell(text=t("deals.deal")), Cell(text=t("claims.date")), Cell(text=t("figure.amount"), number=True)),
        rows=tuple(
            (
                cells.deal(writer, row.deal),
                Cell(text=locale.short_date(row.day)),
                Cell(text=row.amount, number=True),
            )
            for row in rows
        ),
    )


def _rows(writer: Writer, org: str, deals: Sequence[KnownDeal]) -> list[_Row]:
    """The deals that have a day, by day, each with the organisation's own part or with what the amount is of."""
    found = []
    for deal in deals:
        claim, measure = organisations.measured(writer.edition, deal, org)
        said = (writer.amount(claim), f"({measure})" if measure else "") if claim else ()
        amount = " ".join(filter(None, said)) or writer.edition.locale.t("amount.none")
        size = Decimal(claim.value.high or claim.value.low or 0) if claim else Decimal(0)
        if deal.since:
            found.append(_Row(day=deal.since, deal=deal.id, amount=amount, size=size))
    return sorted(found, key=lambda row: (row.day, row.deal))


def _canvas(writer: Writer, rows: Sequence[_Row], width: int) -> Canvas:
    """Heights are logarithms: a bar that is one step higher stands for ten times as much."""
    locale, as_of = writer.edition.locale, writer.edition.as_of
    time = Time(start=rows[0].day, end=as_of, left=0, right=width)
    marks: list[Mark] = [*time.grid(_TOP, _BASE), Line(points=((0, _BASE), (width, _BASE)), css="c-inks")]
    most = max((row.size.adjusted() for row in rows if row.size), default=9) + 1
    # Ten million is the foot of a bar, less where all deals are smaller.
    least = min(7, most - 1)
    for row in rows:
        x = time.x(row.day)
        if row.size:
            height = 8 + (_BASE - _TOP - 8) * max(0.0, float(row.size.log10()) - least) / (most - least)
            marks.append(Box(x=x - 2, y=_BASE - height, w=4, h=height, css="c-a"))
        else:
            marks.append(Dot(x=x, y=_BASE - 6, r=3.5, css="c-hollow"))
    first, last = locale.short_date(rows[0].day), locale.short_date(as_of)
    marks.append(Label(x=0, y=_BASE + 16, text=first, css="c-mute", small=True))
    marks.append(Label(x=width, y=_BASE + 16, text=last, css="c-mute", small=True, anchor="end"))
    return Canvas(width=width, height=_BASE + 22, marks=tuple(marks))
