"""The page of the money graph: circles with their evidence, who invests in which lab, how spread out it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from generator.analysis import flows
from generator.analysis.circles import Circle
from generator.analysis.concentration import Concentration, concentration
from generator.analysis.flows import CAPITAL, NOTHING, STEPS, Edge, Raised
from generator.charts import catalogue, payments
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, page, writer_at
from generator.text import paths
from generator.text.money import Interval
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer

COLUMNS = 4
"""Labs with a column of their own; a phone shows them as rows."""
ENOUGH = Decimal("0.5")
"""Below this share of money with a name, an index says nothing."""


def flows_page(edition: Edition) -> Artifact:
    """The graph as today knows it."""
    writer = writer_at(edition, paths.FLOWS)
    t = edition.locale.t
    found = catalogue.graph(edition)
    charts = catalogue.of_flows(writer, found)
    description = t("flows.description")
    return page(
        edition,
        "flows",
        paths.FLOWS,
        {
            "title": t("flows.title"),
            "description": description,
            "kind": "topic",
            "scripts": [COPY],
            "search": findable(edition, "page", t("flows.title")),
        },
        description=description,
        charts={key: catalogue.shown(writer, drawing) for key, drawing in charts.items()},
        pairs=[_pair(writer, circle) for circle in found.rings if circle.direct],
        chains=[
            edition.locale.join(writer.name(name) for name in circle.names)
            for circle in found.rings
            if not circle.direct
        ],
        exposure=_exposure(writer, found.paid, tuple(found.raised)),
        concentration=_concentration(writer, found.paid, found.raised),
        methodology_file=writer.href(paths.static("methodology"), "file"),
        topics_file=writer.href(paths.index("topics"), "file"),
    )


def flow_figure(writer: Writer) -> dict[str, object] | None:
    """The chart of capital and orders for another page; None if no lab has both."""
    drawing = catalogue.of_flows(writer, catalogue.graph(writer.edition)).get("flows")
    return catalogue.shown(writer, drawing) if drawing else None


def circle_lines(writer: Writer) -> list[dict[str, str]]:
    """The circles of two in a line each, for another page."""
    return [
        {"href": f"{writer.href(paths.FLOWS)}#{pair['id']}", "heading": pair["heading"], "text": pair["text"]}
        for circle in catalogue.graph(writer.edition).rings
        if circle.direct
        for pair in [_pair(writer, circle)]
    ]


def _pair(writer: Writer, circle: Circle) -> dict[str, Any]:
    t = writer.edition.locale.t
    out, back = circle.hops
    capital, orders = out.of(capital=True), back.of(capital=False)
    investor, company = writer.name(out.payer), writer.name(out.receiver)
    ratio = circle.ratio
    return {
        "id": f"{out.payer}-{out.receiver}",
        "heading": t("flows.pair", one=investor, other=company),
        "text": t(
            "flows.pair.text",
            investor=investor,
            company=company,
            capital=payments.of_edges(writer, capital),
            orders=payments.of_edges(writer, orders),
        ),
        "window": t(
            "flows.circles.window",
            first=writer.edition.locale.date(circle.first),
            last=writer.edition.locale.date(circle.last),
        ),
        "ratio": t("flows.ratio", ratio=_number(writer, ratio)) if ratio else "",
        "rows": [_evidence(writer, edge) for edge in (*capital, *orders)],
    }


def _evidence(writer: Writer, edge: Edge) -> dict[str, Any]:
    """A payment with the claim it rests on."""
    locale = writer.edition.locale
    claim = edge.claim or edge.whole
    cell = payments.deal(writer, edge.deal)
    return {
        "from": writer.name(edge.payer),
        "to": writer.name(edge.receiver),
        "kind": locale.t("flows.capital" if edge.moves in CAPITAL else "flows.order"),
        "deal": cell.text,
        "href": cell.href,
        "amount": payments.of_edge(writer, edge),
        "amount_href": writer.href(paths.figure(claim.deal, claim.figure)) if claim and cell.href else "",
        "speaker": deal_views.speaker(writer, claim) if claim else "",
        "state": edge.status,
        "state_word": locale.t(f"status.{edge.status}") if edge.status else locale.t("status.unknown"),
        "date": locale.short_date(edge.day) if edge.day else locale.t("date.none"),
    }


def _exposure(writer: Writer, paid: Sequence[Edge], labs: Sequence[str]) -> dict[str, Any] | None:
    """Investors by lab; None if there is none. The labs with most of these investors have a column, the others share one."""
    found = flows.exposures(paid, labs)
    of: dict[str, list[flows.Exposure]] = {}
    for entry in found:
        of.setdefault(entry.investor, []).append(entry)
    shown = {
        name: own for name, own in of.items() if len(own) > 1 or any(e.amount for entry in own for e in entry.edges)
    }
    if not shown:
        return None
    count = {lab: sum(entry.receiver == lab for own in shown.values() for entry in own) for lab in labs}
    columns = sorted((lab for lab in labs if count[lab]), key=lambda lab: (-count[lab], lab))[:COLUMNS]

    def parts(entry: flows.Exposure, name: str = "") -> list[dict[str, str]]:
        steps = [(step, own) for step in STEPS if (own := entry.of(step))]
        return [
            {"amount": payments.of_edges(writer, own), "step": writer.edition.locale.t(f"firmness.{step}"), "lab": name}
            for step, own in steps
        ]

    rows = []
    for name in sorted(shown, key=lambda n: (-len(shown[n]), writer.name(n).casefold())):
        own = {entry.receiver: entry for entry in shown[name]}
        cells = [parts(own[lab]) if lab in own else [] for lab in columns]
        rest = [part for lab in sorted(own) if lab not in columns for part in parts(own[lab], writer.name(lab))]
        rows.append({"name": writer.name(name), "href": writer.href(writer.address(name)), "cells": [*cells, rest]})
    return {"head": [*map(writer.name, columns), writer.edition.locale.t("flows.also")], "rows": rows}


def _concentration(
    writer: Writer, paid: Sequence[Edge], raised: Mapping[str, tuple[Raised, ...]]
) -> list[dict[str, str]]:
    """The index of capital and of orders for each lab with at least two stated amounts."""
    rows = []
    for lab, rounds in raised.items():
        rest = flows.total(r.open for r in rounds if r.open and r.firmness != "talked") or NOTHING
        for key, of in (("capital", _by_name(paid, lab, capital=True)), ("orders", _by_name(paid, lab, capital=False))):
            if sum(amount is not None for amount in of.values()) < 2:
                continue
            found = concentration(of, rest if key == "capital" else NOTHING)
            rows.append({"lab": writer.name(lab), **_index(writer, found, key, of)})
    return rows


def _by_name(paid: Sequence[Edge], lab: str, *, capital: bool) -> dict[str, Interval | None]:
    """What is stated for each counterpart; None where nothing is. Talk is left out."""
    of: dict[str, list[Interval]] = {}
    for edge in paid:
        other, fits = (
            (edge.payer, edge.receiver == lab and edge.moves in CAPITAL)
            if capital
            else (edge.receiver, edge.payer == lab and edge.moves == "purchase")
        )
        if fits and edge.firmness != "talked":
            of.setdefault(other, []).extend([edge.amount] if edge.amount else [])
    return {name: flows.total(amounts) for name, amounts in of.items()}


def _index(writer: Writer, found: Concentration | None, key: str, of: dict[str, Interval | None]) -> dict[str, str]:
    locale = writer.edition.locale
    stated = sum(amount is not None for amount in of.values())
    row = {
        "what": locale.t(f"concentration.{key}"),
        "stated": locale.t("concentration.of", stated=locale.number(stated), named=locale.number(len(of))),
        "coverage": "",
        "index": locale.t("concentration.none"),
        "note": "",
    }
    if found is None:
        return row
    # Of orders no whole is known, so there is no share of it either.
    row["coverage"] = locale.percent(found.coverage.quantize(Decimal("0.01"))) if key == "capital" else ""
    if found.coverage < ENOUGH:
        return row
    low, high = (locale.number(bound.quantize(Decimal(1), ROUND_HALF_EVEN)) for bound in (found.low, found.high))
    row["index"] = low if low == high else locale.t("range", low=low, high=high)
    row["note"] = locale.plural("concentration.open", found.open_ended) if found.open_ended else ""
    return row


def _number(writer: Writer, ratio: Interval) -> str:
    """ "2,8", "mindestens 3", "1,2 bis 4": to two digits, as rough as what it is made of."""
    locale = writer.edition.locale

    def digits(value: Decimal) -> str:
        step = Decimal(1).scaleb(value.adjusted() - 1) if value else Decimal(1)
        return locale.number(value.quantize(step, ROUND_HALF_EVEN).normalize() + 0)

    if ratio.high is None:
        return locale.t("bound.at_least", amount=digits(ratio.low))
    low, high = digits(ratio.low), digits(ratio.high)
    return low if low == high else locale.t("range", low=low, high=high)
