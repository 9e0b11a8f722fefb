"""Money from investors through the labs to their suppliers: what is drawn, and the chart around the drawings.

An organisation that finances a lab and also sells to it is drawn on both sides, with thicker lines and a word at both
ends. A line says nothing about how much; the number stands beside it, never on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.analysis.circles import Circle
from generator.analysis.flows import CAPITAL, Edge
from generator.charts import streams_narrow, streams_wide
from generator.charts.marks import Cell, Chart
from generator.charts.stream import Stream
from generator.views import payments
from generator.views.writer import Writer

LAB = "ai_lab"
"""The kind of organisation in the middle."""


def streams(found: Iterable[Edge], circles: Iterable[Circle], labs: Sequence[str], capital: bool) -> tuple[Stream, ...]:
    """The capital into the labs, or their orders: of capital what has an amount or is part of a circle."""
    rings = {(hop.payer, hop.receiver) for circle in circles if circle.direct for hop in circle.hops}
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in found:
        lab, other = (edge.receiver, edge.payer) if capital else (edge.payer, edge.receiver)
        wanted = edge.moves in CAPITAL if capital else edge.moves == "purchase"
        if wanted and lab in labs and other not in labs:
            pairs.setdefault((other, lab), []).append(edge)
    return tuple(
        Stream(other=other, lab=lab, edges=tuple(edges), circular=((other, lab) if capital else (lab, other)) in rings)
        for (other, lab), edges in sorted(pairs.items())
        if not capital or (other, lab) in rings or any(edge.amount for edge in edges)
    )


def labs_of(writer: Writer, found: Iterable[Edge]) -> tuple[str, ...]:
    """The labs that both take capital and order, the one with most payments first."""
    kinds = {name: record.kind for name, record in writer.edition.archive.organisations.items()}
    taking = [e.receiver for e in found if e.moves in CAPITAL and kinds[e.receiver] == LAB]
    ordering = [e.payer for e in found if e.moves == "purchase" and kinds[e.payer] == LAB]
    both = set(taking) & set(ordering)
    return tuple(sorted(both, key=lambda lab: (-taking.count(lab) - ordering.count(lab), lab)))


def chart(writer: Writer, found: Sequence[Edge], circles: Sequence[Circle]) -> Chart | None:
    """The chart of capital and orders; None if no lab has both."""
    labs = labs_of(writer, found)
    paid, ordered = (streams(found, circles, labs, capital) for capital in (True, False))
    if not paid or not ordered:
        return None
    t, locale = writer.edition.locale.t, writer.edition.locale
    lines = [(s, writer.name(s.other), writer.name(s.lab)) for s in paid] + [
        (s, writer.name(s.lab), writer.name(s.other)) for s in ordered
    ]
    words = [
        t("chart.flow", payer=payer, receiver=receiver, amount=payments.of_edges(writer, s.edges))
        for s, payer, receiver in lines
    ]
    return Chart(
        id="c-flows",
        title=t("chart.flows"),
        facts=". ".join(
            f"{word} ({t('flows.circular')})" if s.circular else word
            for word, (s, _, _) in zip(words, lines, strict=True)
        )
        + ".",
        wide=streams_wide.canvas(writer, labs, paid, ordered),
        narrow=streams_narrow.canvas(writer, labs, paid, ordered),
        caption=t("chart.flows.caption", date=locale.date(writer.edition.as_of)),
        head=(
            Cell(text=t("flows.payer")),
            Cell(text=t("flows.receiver")),
            Cell(text=t("fact.kind")),
            Cell(text=t("figure.amount"), number=True),
            Cell(text=t("flows.deals")),
        ),
        rows=tuple(
            (
                Cell(text=payer),
                Cell(text=receiver),
                Cell(text=f"{t(_kind(s))}, {t('flows.circular')}" if s.circular else t(_kind(s))),
                Cell(text=payments.of_edges(writer, s.edges), number=True),
                Cell(text=", ".join(dict.fromkeys(writer.name(edge.deal) for edge in s.edges))),
            )
            for s, payer, receiver in lines
        ),
    )


def _kind(stream: Stream) -> str:
    """The key of the word for what is paid."""
    return "flows.capital" if stream.edges[0].moves in CAPITAL else "flows.order"
