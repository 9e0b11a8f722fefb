"""Money from investors through the labs to their suppliers, from left to right; on a phone, lab by lab from top to bottom.

Who stands on both sides of a lab gets back orders from what it finances: those lines are thicker and the word stands
at both ends. A line says nothing about how much; the number stands beside it, never on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.circles import Circle
from generator.analysis.flows import CAPITAL, Edge
from generator.charts import lettering, payments
from generator.charts.marks import DASH, NARROW, WIDE, Box, Cell, Chart, Curve, Label, Line, Mark, Sheet, arrow, spread
from generator.views.writer import Writer

LAB = "ai_lab"
_ROW = 25.0
_BOX = 124.0
_LAB = 100.0
_WORDS = 158.0
_TOP = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """All payments of one kind between an organisation and a lab; `circular` if a direct circle holds them."""

    other: str
    lab: str
    edges: tuple[Edge, ...]
    circular: bool

    @property
    def firm(self) -> bool:
        """Whether any of it is signed."""
        return any(edge.firmness == "firm" for edge in self.edges)


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
        wide=_wide(writer, labs, paid, ordered),
        narrow=_narrow(writer, labs, paid, ordered),
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
    return "flows.capital" if stream.edges[0].moves in CAPITAL else "flows.order"


def _wide(writer: Writer, labs: Sequence[str], paid: Sequence[Stream], ordered: Sequence[Stream]) -> Sheet:
    t = writer.edition.locale.t
    left, right = _Side(labs, paid), _Side(labs, ordered)
    height = max(left.height, right.height)
    for side in (left, right):
        side.shift((height - side.height) / 2)
    lab_left, lab_right = (WIDE - _LAB) / 2, (WIDE + _LAB) / 2
    tall = {lab: max(54.0, 16.0 * max(sum(s.lab == lab for s in side) for side in (paid, ordered))) for lab in labs}
    wanted = {lab: sum(ys) / len(ys) for lab in labs if (ys := [*left.of(lab), *right.of(lab)])}
    order = sorted(wanted, key=lambda lab: (wanted[lab], lab))
    gap = max(tall.values()) + 24
    centres = dict(
        zip(order, spread([wanted[lab] for lab in order], gap, _TOP + gap / 2, _TOP + height - gap / 2), strict=True)
    )
    marks: list[Mark] = [
        Label(x=0, y=14, text=t("flows.investors"), css="c-mute", small=True),
        Label(x=WIDE / 2, y=14, text=t("flows.labs"), css="c-mute", small=True, anchor="middle"),
        Label(x=WIDE, y=14, text=t("flows.suppliers"), css="c-mute", small=True, anchor="end"),
    ]
    texts: list[Mark] = []
    for side, start in ((left, True), (right, False)):
        for stream in sorted((s for s in side.rows), key=lambda s: (s.circular, s.other, s.lab)):
            y = side.rows[stream]
            ports = sorted((s for s in side.rows if s.lab == stream.lab), key=lambda s: side.rows[s])
            room = tall[stream.lab] - 12
            port = centres[stream.lab] - room / 2 + room * (ports.index(stream) + 0.5) / len(ports)
            css, stroke = ("c-hots", 3.0) if stream.circular else ("c-flow", 1.5)
            head = "c-hot" if stream.circular else "c-flowf"
            size = 7.0 if stream.circular else 5.0
            dash = "" if stream.firm else DASH
            text = payments.of_edges(writer, stream.edges)
            if start:
                marks.append(
                    Curve(points=((_BOX + _WORDS, y), (lab_left - size, port)), css=css, stroke=stroke, dash=dash)
                )
                marks.append(arrow(lab_left - 1, port, head, "right", size))
                texts += _words(_BOX + 8, y, text, stream.circular)
            else:
                end = WIDE - _BOX - _WORDS
                marks.append(Curve(points=((lab_right, port), (end - size, y)), css=css, stroke=stroke, dash=dash))
                marks.append(arrow(end, y, head, "right", size))
                texts += _words(end + 7, y, text, stream.circular)
        for name, (top, tall_box) in side.boxes.items():
            x = 0 if start else WIDE - _BOX
            circular = any(s.circular for s in side.rows if s.other == name)
            texts += _node(writer, name, x, top, _BOX, tall_box, circular)
    for lab, y in centres.items():
        texts += _node(writer, lab, lab_left, y - tall[lab] / 2, _LAB, tall[lab], False)
    return Sheet(width=WIDE, height=_TOP + height + 4, marks=(*marks, *texts))


def _words(x: float, y: float, text: str, bold: bool) -> list[Mark]:
    """An amount beside its line, in two lines of text where one is too short."""
    lines = lettering.wrap(text, _WORDS - 12, 12, bold, 2)
    first = y + 4 - 6.5 * (len(lines) - 1)
    return [Label(x=x, y=first + 13 * n, text=line, small=True, bold=bold) for n, line in enumerate(lines)]


class _Side:
    """One side of the labs: a row per stream, a box per organisation, near the labs it deals with."""

    def __init__(self, labs: Sequence[str], found: Sequence[Stream]) -> None:
        of: dict[str, list[Stream]] = {}
        for stream in found:
            of.setdefault(stream.other, []).append(stream)
        middle = {name: sum(labs.index(s.lab) for s in own) / len(own) for name, own in of.items()}
        self.rows: dict[Stream, float] = {}
        self.boxes: dict[str, tuple[float, float]] = {}
        y = _TOP
        for name in sorted(of, key=lambda n: (middle[n], not any(s.circular for s in of[n]), n)):
            own = sorted(of[name], key=lambda s: labs.index(s.lab))
            tall = max(_ROW * len(own), 42.0 if any(s.circular for s in own) else 28.0)
            for index, stream in enumerate(own):
                self.rows[stream] = y + tall * (index + 0.5) / len(own)
            self.boxes[name] = (y, tall)
            y += tall + 9
        self.height = y - 9 - _TOP

    def shift(self, by: float) -> None:
        """Moves everything down."""
        self.rows = {stream: y + by for stream, y in self.rows.items()}
        self.boxes = {name: (top + by, tall) for name, (top, tall) in self.boxes.items()}

    def of(self, lab: str) -> list[float]:
        """Where the rows of a lab are."""
        return [y for stream, y in self.rows.items() if stream.lab == lab]


def _node(writer: Writer, name: str, x: float, y: float, w: float, h: float, circular: bool) -> list[Mark]:
    found: list[Mark] = [Box(x=x + 0.5, y=y, w=w - 1, h=h, css="c-node-hot" if circular else "c-node")]
    middle = x + w / 2
    base = y + h / 2 + (-3 if circular else 4.5)
    small = lettering.width(writer.name(name), 13, True) > w - 8
    text = lettering.fit(writer.name(name), w - 8, 12 if small else 13, True)
    found.append(Label(x=middle, y=base, text=text, bold=True, small=small, anchor="middle"))
    if circular:
        text = lettering.fit(writer.edition.locale.t("flows.circular"), w - 6, 12)
        found.append(Label(x=middle, y=base + 16, text=text, css="c-hot", small=True, anchor="middle"))
    return found


def _narrow(writer: Writer, labs: Sequence[str], paid: Sequence[Stream], ordered: Sequence[Stream]) -> Sheet:
    t = writer.edition.locale.t
    end, trunk = 300.0, 336.0
    marks: list[Mark] = []
    lines: list[Mark] = []
    y = 0.0
    for lab in labs:
        sides: Mapping[bool, list[Stream]] = {
            True: [s for s in paid if s.lab == lab],
            False: [s for s in ordered if s.lab == lab],
        }
        box = 0.0
        for capital, own in sides.items():
            if not own:
                continue
            marks.append(
                Label(
                    x=0,
                    y=y + 14,
                    text=t("flows.capital_in" if capital else "flows.orders_out"),
                    css="c-mute",
                    small=True,
                )
            )
            y += 22
            first = y
            at = y
            for stream in sorted(own, key=lambda s: (not s.circular, s.other)):
                tall = 40.0 if stream.circular else 24.0
                at = y + 12
                amounts = lettering.wrap(
                    payments.of_edges(writer, stream.edges), 160, 12, stream.circular, 2 if stream.circular else 1
                )
                marks.append(
                    Label(x=0, y=at + 4.5, text=lettering.fit(writer.name(stream.other), 128, 13, True), bold=True)
                )
                for n, text in enumerate(amounts):
                    marks.append(
                        Label(x=end - 8, y=at + 4.5 + 14 * n, text=text, small=True, bold=stream.circular, anchor="end")
                    )
                if stream.circular:
                    marks.append(Label(x=0, y=at + 20, text=t("flows.circular"), css="c-hot", small=True))
                css, stroke = ("c-hots", 3.0) if stream.circular else ("c-flow", 1.5)
                dash = "" if stream.firm else DASH
                if capital:
                    lines.append(Line(points=((end, at), (trunk, at)), css=css, stroke=stroke, dash=dash))
                else:
                    lines.append(Line(points=((trunk, at), (end + 8, at)), css=css, stroke=stroke, dash=dash))
                    lines.append(arrow(end, at, "c-hot" if stream.circular else "c-flowf", "left", 6))
                y += tall
            if capital:
                lines.append(Line(points=((trunk, first + 12), (trunk, y + 4)), css="c-flow", stroke=1.5))
                lines.append(arrow(trunk, y + 10, "c-flowf", "down", 6))
                box = y + 11
                marks += _node(writer, lab, 0, box, NARROW, 32, False)
                y = box + 32 + 8
            else:
                lines.append(Line(points=((trunk, box + 32), (trunk, at)), css="c-flow", stroke=1.5))
        y += 26
    return Sheet(width=NARROW, height=y - 18, marks=(*lines, *marks))
