"""The page of the money graph: circles with their evidence, who invests in which lab, how spread out it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from generator.analysis import circles, flows
from generator.analysis.circles import Circle
from generator.analysis.concentration import Concentration, concentration
from generator.analysis.flows import CAPITAL, NOTHING, STEPS, Edge, Raised
from generator.charts import catalogue
from generator.charts.catalogue import ShownChart
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, Head, page, writer_at
from generator.text import paths
from generator.text.money import Interval
from generator.views import payments
from generator.views.edition import Artifact, Edition
from generator.views.payments import Payment
from generator.views.writer import Writer

COLUMNS = 4
"""Labs with a column of their own; a phone shows them as rows."""
ENOUGH = Decimal("0.5")
"""Below this share of money with a name, an index says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleLine:
    """Two organisations between which money goes both ways, in a line."""

    href: str
    """Link to the pair on the page of the money graph."""
    heading: str
    """Both by name: "Nvidia und OpenAI"."""
    text: str
    """The money of both ways, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two organisations between which money goes both ways, with what proves it."""

    id: str
    """Its anchor: "nvidia-openai"."""
    heading: str
    """Both by name."""
    text: str
    """The money of both ways, in a sentence."""
    window: str
    """From when to when, in a sentence."""
    ratio: str
    """How much of the capital comes back as orders, in a sentence; "" if that cannot be told."""
    rows: tuple[Payment, ...]
    """The payments, capital first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An investor's money in a lab, in one of the three steps from signed to talked about."""

    amount: str
    """How much, in words."""
    step: str
    """How firm it is, in a word."""
    lab: str
    """The lab's name where several share a column; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Investor:
    """An investor with its shares in labs."""

    name: str
    """Its name."""
    href: str
    """Link to its page."""
    cells: tuple[tuple[Share, ...], ...]
    """Its shares in the lab of each column, and last in all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """A table of investors and labs."""

    head: tuple[str, ...]
    """The columns: labs by name, and last the word for all others."""
    rows: tuple[Investor, ...]
    """Those in most labs first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How spread out the capital or the orders of a lab are."""

    lab: str
    """The lab's name."""
    what: str
    """Whether it is about capital or orders, in a word."""
    stated: str
    """How many of the counterparts named an amount, in words."""
    coverage: str = ""
    """The share of the money that has a name, as it is printed; "" where no whole is known."""
    index: str
    """The Herfindahl index, as it is printed, or that there is none."""
    note: str = ""
    """How many amounts are open above, in words; "" if none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowsPage:
    """The page of the money graph."""

    charts: Mapping[str, ShownChart]
    """The charts "flows" and "growth", as far as there is something to draw."""
    pairs: tuple[Pair, ...]
    """Circles of two."""
    chains: tuple[str, ...]
    """Longer circles, by the names in them."""
    exposure: Exposure | None
    """Investors and labs; None if nobody invests."""
    concentration: tuple[Spread, ...]
    """How spread out the money of each lab is."""
    methodology_file: str
    """Link to the Markdown file of the methodology."""
    topics_file: str
    """Link to the Markdown file of all topics."""


def flows_page(edition: Edition) -> Artifact:
    """The graph as today knows it."""
    writer = writer_at(edition, paths.FLOWS)
    t = edition.locale.t
    found = catalogue.graph(edition)
    charts = catalogue.of_flows(writer, found)
    chains = (circle for circle in found.rings if not circle.direct)
    head = Head(
        title=t("flows.title"),
        description=t("flows.description"),
        kind="topic",
        scripts=(COPY,),
        search=findable(edition, "page", t("flows.title")),
    )
    body = FlowsPage(
        charts={key: catalogue.shown(writer, drawing) for key, drawing in charts.items()},
        pairs=tuple(_pair(writer, circles.whole(circle, found.paid)) for circle in found.rings if circle.direct),
        chains=tuple(edition.locale.join(writer.name(name) for name in circle.names) for circle in chains),
        exposure=_exposure(writer, found.paid, tuple(found.raised)),
        concentration=_concentration(writer, found.paid, found.raised),
        methodology_file=writer.href(paths.static("methodology"), "file"),
        topics_file=writer.href(paths.index("topics"), "file"),
    )
    return page(edition, "flows", paths.FLOWS, head, body)


def flow_figure(writer: Writer) -> ShownChart | None:
    """The chart of capital and orders for another page; None if no lab has both."""
    drawing = catalogue.of_flows(writer, catalogue.graph(writer.edition)).get("flows")
    return catalogue.shown(writer, drawing) if drawing else None


def circle_lines(writer: Writer) -> tuple[CircleLine, ...]:
    """The circles of two in a line each, for another page."""
    found = catalogue.graph(writer.edition)
    pairs = (_pair(writer, circles.whole(circle, found.paid)) for circle in found.rings if circle.direct)
    return tuple(
        CircleLine(href=f"{writer.href(paths.FLOWS)}#{pair.id}", heading=pair.heading, text=pair.text) for pair in pairs
    )


def _pair(writer: Writer, circle: Circle) -> Pair:
    locale = writer.edition.locale
    out, back = circle.hops
    capital, orders = out.of(capital=True), back.of(capital=False)
    investor, company = writer.name(out.payer), writer.name(out.receiver)
    ratio = circle.ratio
    return Pair(
        id=f"{out.payer}-{out.receiver}",
        heading=locale.t("flows.pair", one=investor, other=company),
        text=locale.t(
            "flows.pair.text",
            investor=investor,
            company=company,
            capital=payments.of_edges(writer, capital),
            orders=payments.of_edges(writer, orders),
        ),
        window=locale.t("flows.circles.window", first=locale.date(circle.first), last=locale.date(circle.last)),
        ratio=locale.t("flows.ratio", ratio=_number(writer, ratio)) if ratio else "",
        rows=tuple(payments.payment(writer, edge) for edge in (*capital, *orders)),
    )


def _exposure(writer: Writer, paid: Sequence[Edge], labs: Sequence[str]) -> Exposure | None:
    """Investors by lab; None if there is none. The labs with most of these investors have a column, the others share
    one."""
    of: dict[str, list[flows.Exposure]] = {}
    for entry in flows.exposures(paid, labs):
        of.setdefault(entry.investor, []).append(entry)
    shown = {
        name: own for name, own in of.items() if len(own) > 1 or any(e.amount for entry in own for e in entry.edges)
    }
    if not shown:
        return None
    count = {lab: sum(entry.receiver == lab for own in shown.values() for entry in own) for lab in labs}
    columns = sorted((lab for lab in labs if count[lab]), key=lambda lab: (-count[lab], lab))[:COLUMNS]
    order = sorted(shown, key=lambda n: (-len(shown[n]), writer.name(n).casefold()))
    return Exposure(
        head=(*map(writer.name, columns), writer.edition.locale.t("flows.also")),
        rows=tuple(_investor(writer, name, shown[name], columns) for name in order),
    )


def _investor(writer: Writer, name: str, found: Sequence[flows.Exposure], columns: Sequence[str]) -> Investor:
    """An investor's row: a cell for each column, and one for all other labs, which are named there."""
    own = {entry.receiver: entry for entry in found}
    cells = [_shares(writer, own[lab]) if lab in own else () for lab in columns]
    others = sorted(lab for lab in own if lab not in columns)
    rest = tuple(part for lab in others for part in _shares(writer, own[lab], writer.name(lab)))
    return Investor(name=writer.name(name), href=writer.href(writer.address(name)), cells=(*cells, rest))


def _shares(writer: Writer, entry: flows.Exposure, lab: str = "") -> tuple[Share, ...]:
    """An investor's shares in a lab, the firmest first."""
    steps = [(step, own) for step in STEPS if (own := entry.of(step))]
    t = writer.edition.locale.t
    return tuple(
        Share(amount=payments.of_edges(writer, own), step=t(f"firmness.{step}"), lab=lab) for step, own in steps
    )


def _concentration(
    writer: Writer, paid: Sequence[Edge], raised: Mapping[str, tuple[Raised, ...]]
) -> tuple[Spread, ...]:
    """The index of capital and of orders for each lab with at least two stated amounts."""
    rows = []
    for lab, rounds in raised.items():
        rest = flows.total(r.open for r in rounds if r.open and r.firmness != "talked") or NOTHING
        for capital in (True, False):
            of = _by_name(paid, lab, capital=capital)
            if sum(amount is not None for amount in of.values()) >= 2:
                found = concentration(of, rest if capital else NOTHING)
                rows.append(_spread(writer, lab, found, of, capital=capital))
    return tuple(rows)


def _by_name(paid: Sequence[Edge], lab: str, *, capital: bool) -> dict[str, Interval | None]:
    """The stated amount of each counterpart; None where nothing is stated. Talk is left out."""
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


def _spread(
    writer: Writer, lab: str, found: Concentration | None, of: Mapping[str, Interval | None], *, capital: bool
) -> Spread:
    locale = writer.edition.locale
    stated = sum(amount is not None for amount in of.values())
    row = Spread(
        lab=writer.name(lab),
        what=locale.t("concentration.capital" if capital else "concentration.orders"),
        stated=locale.t("concentration.of", stated=locale.number(stated), named=locale.number(len(of))),
        index=locale.t("concentration.none"),
    )
    if found is None:
        return row
    if capital:
        # Of orders no whole is known, so there is no share of it either.
        row = replace(row, coverage=locale.percent(found.coverage.quantize(Decimal("0.01"))))
    if found.coverage < ENOUGH:
        return row
    low, high = (locale.number(bound.quantize(Decimal(1), ROUND_HALF_EVEN)) for bound in (found.low, found.high))
    return replace(
        row,
        index=low if low == high else locale.t("range", low=low, high=high),
        note=locale.plural("concentration.open", found.open_ended) if found.open_ended else "",
    )


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
