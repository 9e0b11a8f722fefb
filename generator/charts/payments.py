"""Amounts of the money graph in words: what was said where it was said, a sum where several were."""

from __future__ import annotations

from collections.abc import Sequence

from generator.analysis.flows import Edge, total
from generator.charts.marks import Cell
from generator.text.money import Interval
from generator.views.writer import Writer


def of_edge(writer: Writer, edge: Edge) -> str:
    """ "50 Mrd. $", "Teil von 122 Mrd. $", "nicht genannt"."""
    t = writer.edition.locale.t
    if edge.claim and edge.claim.value.low is not None:
        return writer.amount(edge.claim)
    if edge.whole and edge.whole.value.low is not None:
        return t("chart.part_of", amount=writer.amount(edge.whole))
    return t("amount.undisclosed")


def of_edges(writer: Writer, edges: Sequence[Edge]) -> str:
    """One payment as it was said, several as their sum in the publication's currency."""
    if len(edges) == 1:
        return of_edge(writer, edges[0])
    stated = [edge for edge in edges if edge.amount]
    if not stated:
        return writer.edition.locale.join(dict.fromkeys(of_edge(writer, edge) for edge in edges))
    if len(stated) < len(edges) and not any(edge.amount.low for edge in stated if edge.amount):
        # "At least 0" would hide the "up to" that somebody did say.
        return writer.edition.locale.t("chart.and_more", amount=in_words(writer, total(edge.amount for edge in stated)))
    return in_words(writer, total(edge.amount for edge in edges))


def in_words(writer: Writer, amount: Interval | None) -> str:
    """A computed amount in the publication's currency."""
    if amount is None:
        return writer.edition.locale.t("amount.undisclosed")
    return writer.edition.locale.interval(amount, writer.edition.archive.publication.currency)


def deal(writer: Writer, name: str) -> Cell:
    """A deal's name, and the way to its page where this language has one."""
    address = writer.address(name)
    return Cell(text=writer.name(name), href=writer.href(address) if writer.edition.has(address) else "")
