"""How firm an organisation's money is: one bar for each way it goes, in the three steps from signed to talked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.flows import CAPITAL, ORDERS, STEPS, Edge, Firmness, Raised, total
from generator.charts import lettering
from generator.charts.marks import DASH, NARROW, WIDE, Box, Canvas, Cell, Chart, Label, Mark
from generator.text.money import Interval
from generator.views import payments
from generator.views.writer import Writer

Bars = Mapping[str, Mapping[Firmness, Interval]]
LOOKS: Mapping[Firmness, tuple[str, str]] = {
    "firm": ("c-a", ""),
    "announced": ("c-tint", ""),
    "talked": ("c-talk", DASH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Money:
    """The money of one deal that goes one way."""

    deal: str
    """Id of the deal."""
    step: Firmness
    """How far it has come."""
    amount: Interval | None
    """How much; None if it is not disclosed."""


def chart(writer: Writer, name: str, found: Sequence[Edge], raised: Sequence[Raised]) -> Chart | None:
    """The bars of an organisation; None if no amount of its is known."""
    ways = _ways(name, found, raised)
    bars = _bars(ways)
    if not bars:
        return None
    t, locale = writer.edition.locale.t, writer.edition.locale
    words = {way: _word(writer, way, ways[way]) for way in bars}
    rows = [(words[way], step, amount) for way, parts in bars.items() for step, amount in parts.items()]
    return Chart(
        id="c-firm",
        title=t("chart.firm", name=writer.name(name)),
        facts=". ".join(
            f"{way}, {t(f'firmness.{step}')}: {payments.in_words(writer, amount)}" for way, step, amount in rows
        )
        + ".",
        wide=_canvas(writer, bars, words, WIDE),
        narrow=_canvas(writer, bars, words, NARROW),
        caption=t("chart.firm.caption", date=locale.date(writer.edition.as_of)),
        head=(Cell(text=t("flows.way")), Cell(text=t("deals.state")), Cell(text=t("figure.amount"), number=True)),
        rows=tuple(
            (
                Cell(text=way),
                Cell(text=t(f"firmness.{step}")),
                Cell(text=payments.in_words(writer, amount), number=True),
            )
            for way, step, amount in rows
        ),
    )


def _ways(name: str, found: Sequence[Edge], raised: Sequence[Raised]) -> Mapping[str, Sequence[_Money]]:
    """An organisation's money by the way it goes, each deal's, without an amount too."""

    def paid(edges: Iterable[Edge]) -> list[_Money]:
        return [_Money(deal=e.deal, step=e.firmness, amount=e.amount) for e in edges]

    return {
        "capital_in": [_Money(deal=r.deal, step=r.firmness, amount=r.whole) for r in raised],
        "capital_out": paid(e for e in found if e.payer == name and e.moves in CAPITAL),
        "orders_in": paid(e for e in found if e.receiver == name and e.moves in ORDERS),
        "orders_out": paid(e for e in found if e.payer == name and e.moves in ORDERS),
    }


def _word(writer: Writer, way: str, money: Sequence[_Money]) -> str:
    """The way, and of how many of its deals an amount is known: "Aufträge erhalten (1 von 7 beziffert)"."""
    t, locale = writer.edition.locale.t, writer.edition.locale
    every, stated = {one.deal for one in money}, {one.deal for one in money if one.amount}
    word = t(f"flows.way.{way}")
    if len(every) < 2:
        return word
    count = t("concentration.of", stated=locale.number(len(stated)), named=locale.number(len(every)))
    return t("flows.way.counted", way=word, count=count)


def _bars(ways: Mapping[str, Sequence[_Money]]) -> Bars:
    """Stated amounts by way and step; ways and steps without any are left out."""
    bars: dict[str, dict[Firmness, Interval]] = {}
    for way, money in ways.items():
        for step in STEPS:
            whole = total(one.amount for one in money if one.step == step and one.amount)
            if whole and _said(whole):
                bars.setdefault(way, {})[step] = whole
    return bars


def _said(amount: Interval) -> Decimal:
    """The length of a bar: the upper end, or the number of an "at least"."""
    return amount.low if amount.high is None else amount.high


def _canvas(writer: Writer, bars: Bars, words: Mapping[str, str], width: int) -> Canvas:
    t = writer.edition.locale.t
    longest = max(sum(map(_said, parts.values()), Decimal(0)) for parts in bars.values())
    marks: list[Mark] = []
    y = 0.0
    for way, parts in bars.items():
        marks.append(Label(x=0, y=y + 13, text=lettering.fit(words[way], width, 13, True), bold=True))
        y += 21
        x = 0.5
        for step, amount in parts.items():
            css, dash = LOOKS[step]
            long = max(2.0, (width - 1) * float(_said(amount) / longest))
            marks.append(Box(x=x, y=y, w=long, h=20, css=css, dash=dash))
            x += long
        y += 37
        x = 0.0
        for step, amount in parts.items():
            css, dash = LOOKS[step]
            text = f"{t(f'firmness.{step}')}: {payments.in_words(writer, amount)}"
            room = 16 + lettering.width(text, 12)
            if x and x + room > width:
                x = 0.0
                y += 19
            marks.append(Box(x=x + 0.5, y=y - 9, w=9, h=9, css=css, dash="2 2" if dash else ""))
            marks.append(Label(x=x + 16, y=y, text=lettering.fit(text, width - x - 16, 12), css="c-mute", small=True))
            x += room + 22
        y += 24
    return Canvas(width=width, height=y - 10, marks=tuple(marks))
