"""Valuations before and after the money that are not labelled so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.content.records.figure import WHOLE_SCOPES, Basis, Scope
from generator.rules.comparisons import near, point, unflagged
from generator.rules.currencies import all_amounts, suspect_pages
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.wording import named

ROUNDED = Decimal("0.01")
"""By how much, as a share of the new money, a step may miss it only because somebody rounded."""
CONVERTED = Decimal("0.02")
"""Pages round before they convert, so that a step between two currencies fits less well."""
SCOPES: tuple[Scope, ...] = (*WHOLE_SCOPES, "part")
"""The scopes that new money and the valuation around it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The valuations of a deal that brings the company new money, and the amounts that it brings."""

    valued: tuple[KnownClaim, ...]
    """Claims about the valuation that name a number."""
    paid: tuple[KnownClaim, ...]
    """Claims about the amount that name a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two valuations that are apart by the new money."""

    before: KnownClaim
    """The smaller valuation."""
    after: KnownClaim
    """The larger valuation."""
    new: KnownClaim
    """The amount that fits between them."""

    @property
    def miss(self) -> Decimal:
        """By how much the step is not the new money."""
        v1, v2, amount = (_number(claim) for claim in (self.before, self.after, self.new))
        return abs(v2 - v1 - amount)

    @property
    def doubt(self) -> tuple[int, Decimal]:
        """Exact numbers prove more than rounded ones, numbers as printed more than converted ones; then the nearest."""
        rounded = sum(claim.value.qualifier == "about" for claim in (self.after, self.new))
        return rounded + sum(claim.conversion is not None for claim in (self.after, self.new)), self.miss


def check(row: Round) -> Iterator[Finding]:
    """Where two valuations of a deal are apart by its amount, the smaller is before the money and the larger after it.

    Told if a label is wrong, or if neither has one and no other claim labels both numbers. Only new shares count: a
    secondary sale or a loan leaves the valuation as it is.
    """
    for before in row.valued:
        steps = [Step(before=before, after=after, new=new) for after, new in product(row.valued, row.paid)]
        fitting = sorted((step for step in steps if _fits(step)), key=lambda step: step.doubt)
        found = next((one for step in fitting if (one := _mislabelled(step, row.valued))), None)
        if found:
            yield found


def _fits(step: Step) -> bool:
    """Whether the step is the new money, but for rounding."""
    scopes = {(claim.record.scope, claim.record.what) for claim in (step.before, step.after)}
    sought = {scope == "sought" for scope, _ in (*scopes, (step.new.record.scope, None))}
    if len(sought) > 1 or (step.new.record.scope, step.new.record.what) not in scopes:
        return False
    converted = step.before.conversion or step.after.conversion
    return step.miss <= (CONVERTED if converted else ROUNDED) * _number(step.new)


def _mislabelled(step: Step, valued: Sequence[KnownClaim]) -> Finding | None:
    """What is to be asked about the labels of a step; None if they say what the numbers say."""
    before, after = step.before, step.after
    if before.record.basis == "post_money":
        return _wrong(before, after, step.new, "pre_money")
    if after.record.basis == "pre_money":
        return _wrong(after, before, step.new, "post_money")
    unlabelled = {before.record.basis, after.record.basis} <= {None, "unstated"}
    if not unlabelled or (_labelled(before, "pre_money", valued) and _labelled(after, "post_money", valued)):
        return None
    message = f"and {named(after)} are apart by the new money, {named(step.new)}, and neither says on which basis"
    hint = f"if a page says so: basis: pre_money for '{before.id}', basis: post_money for '{after.id}'"
    return at_claim(before, message, hint)


def _wrong(claim: KnownClaim, other: KnownClaim, new: KnownClaim, expected: Basis) -> Finding:
    label = claim.record.basis
    message = f"is labelled {label}, but differs from {named(other)} by the new money, {named(new)}"
    return at_claim(claim, message, f"read the page again; it looks like basis: {expected}")


def _labelled(claim: KnownClaim, basis: Basis, valued: Sequence[KnownClaim]) -> bool:
    """Whether any claim gives the same number with this label."""
    return any(other.record.basis == basis and near(_number(other), _number(claim)) for other in valued)


def _rows(facts: Facts) -> Iterator[Round]:
    """Deals that bring new money; what pages say that change currencies is left out, for it proves nothing."""
    pages = [page for amounts in all_amounts(facts) for page in suspect_pages(amounts)]
    mistrusted = [one.claim for page in pages for one in page.hits]
    for deal in facts.today.deals.values():
        term = facts.archive.vocabulary.deal.get(deal.record.kind)
        figure, amount = deal.figures.get("valuation"), deal.figures.get("amount")
        if not figure or not amount or not term or term.moves != "equity" or deal.record.share_type == "secondary":
            continue
        yield Round(valued=_points(figure, mistrusted), paid=_points(amount, mistrusted))


def _points(figure: KnownFigure, mistrusted: Sequence[KnownClaim]) -> tuple[KnownClaim, ...]:
    claims = [claim for claim in unflagged(figure.claims) if point(claim) and claim.record.scope in SCOPES]
    return tuple(claim for claim in claims if claim not in mistrusted)


def _number(claim: KnownClaim) -> Decimal:
    return point(claim) or Decimal(0)


DETECTOR = Detector(
    code="basis-mismatch",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a valuation after the money that is labelled as before it",
            """
            amount: {id: a, value: 110bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 730bn USD, src: agency, basis: pre_money}
                - {id: c, value: 840bn USD, src: daily, basis: pre_money}
            """,
            told=("{id: c",),
            says="it looks like basis: post_money",
        ),
        Example(
            "two valuations that nobody labelled and that are apart by the money",
            """
            amount: {id: a, value: 30bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 350bn USD, src: agency}
                - {id: c, value: 380bn USD, src: daily}
            """,
            told=("{id: b",),
            says="basis: pre_money for 'b'",
        ),
        Example(
            "valuations labelled as they should be",
            """
            amount: {id: a, value: 110bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 730bn USD, src: agency, basis: pre_money}
                - {id: c, value: 840bn USD, src: daily, basis: post_money}
                - {id: d, value: 840bn USD, src: agency, basis: unstated}
                - {id: e, value: 730bn USD, src: agency, basis: unstated}
            """,
        ),
        Example(
            "a secondary sale brings no new money",
            """
            kind: secondary_sale
            amount: {id: a, value: 30bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 350bn USD, src: agency}
                - {id: c, value: 380bn USD, src: daily}
            """,
        ),
    ),
)
