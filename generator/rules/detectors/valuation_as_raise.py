"""Valuations that were written down as what was raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.content.records.figure import WHOLE_SCOPES
from generator.rules.comparisons import near, point, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.wording import named

ONE_YEAR = timedelta(days=365)
"""A valuation further away than that is a story of its own."""
BOUGHT_WHOLE = ("acquisition", "merger")
"""Who buys a company pays what it is worth; only new money is less than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An amount of new money, and what the organisation that gets it was said to be worth."""

    claim: KnownClaim
    """A claim about the whole amount that names a number."""
    valued: tuple[KnownClaim, ...]
    """Claims about a valuation of the same organisation that name a number, of this deal and of all its others."""


def check(row: Raised) -> Iterator[Finding]:
    """What is raised is less than what the company is worth: an amount that equals its valuation is one of the two.

    The valuation is of the same deal, or of another one within a year if this one has none that is larger.
    """
    raised = _number(row.claim)
    own = [other for other in row.valued if other.deal == row.claim.deal]
    larger = any(_number(other) > 2 * raised for other in own)
    for other in row.valued:
        close = other.deal == row.claim.deal or (not larger and _within_a_year(row.claim, other))
        if close and near(raised, _number(other)):
            hint = "is it what was raised, or what the company is worth? move the claim, or ignore it with the reason"
            yield at_claim(row.claim, f"is as much as {named(other)}, a valuation in '{other.deal}'", hint)
            return


def _rows(facts: Facts) -> Iterator[Raised]:
    deals = facts.today.deals.values()
    valued: dict[str, list[KnownClaim]] = {}
    for deal in deals:
        valued.setdefault(deal.record.subject, []).extend(_points(deal.figures.get("valuation")))
    for deal in deals:
        term = facts.archive.vocabulary.deal.get(deal.record.kind)
        if not term or term.moves != "equity" or deal.record.kind in BOUGHT_WHOLE:
            continue
        for claim in _points(deal.figures.get("amount")):
            if claim.record.scope in WHOLE_SCOPES:
                yield Raised(claim=claim, valued=tuple(valued[deal.record.subject]))


def _points(figure: KnownFigure | None) -> list[KnownClaim]:
    return [claim for claim in unflagged(figure.claims) if point(claim)] if figure else []


def _number(claim: KnownClaim) -> Decimal:
    return point(claim) or Decimal(0)


def _within_a_year(one: KnownClaim, other: KnownClaim) -> bool:
    return bool(one.known and other.known and abs(one.known - other.known) <= ONE_YEAR)


DETECTOR = Detector(
    code="valuation-as-raise",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "an amount that is the valuation",
            """
            amount: {id: a, value: 12bn USD, src: agency}
            valuation: {id: b, value: 12bn USD, src: daily}
            """,
            told=("{id: a",),
            says="is it what was raised",
        ),
        Example(
            "who buys a company pays its valuation",
            """
            kind: acquisition
            amount: {id: a, value: 12bn USD, src: agency}
            valuation: {id: b, value: 12bn USD, src: daily}
            """,
        ),
    ),
)
