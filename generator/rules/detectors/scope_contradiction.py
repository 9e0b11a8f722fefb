"""Parts that come to more than their whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.content.records.figure import WHOLE_SCOPES, Scope
from generator.rules.comparisons import every_figure, near, unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.wording import exactly, named

ROUNDED = Decimal("0.01")
"""How much larger, as a share, the parts may be only because somebody rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A figure, and claims that are disjoint parts of it."""

    figure: KnownFigure
    """The figure of the whole."""
    scope: Scope
    """Which of its claims speak of the whole."""
    parts: tuple[KnownClaim, ...]
    """Of each part the claim that says least; some of the parts are always enough."""


def check(row: Whole) -> Iterator[Finding]:
    """Disjoint parts are together at most the whole, even if every claim is read as kindly as it can be.

    Disjoint are the organisations that pay, the parts of one figure, and a subtotal's members. A part of parts is left
    out where others add up to it. Some of the parts together may always be less than the whole.
    """
    largest, unit = _largest(row)
    total = sum((_low(part) for part in row.parts), Decimal(0))
    high = largest.compared.high if largest and largest.compared else None
    if largest and high is not None and total > high * (1 + ROUNDED):
        parts = ", ".join(named(part) for part in row.parts)
        come_to = exactly(total, unit or largest.value.unit)
        message = f"is less than its parts, which come to at least {come_to}: {parts}"
        yield at_claim(largest, message, "is a part counted twice, of another scope, or the whole out of date?")


def _largest(row: Whole) -> tuple[KnownClaim | None, str | None]:
    """The most that is claimed for the whole and the unit of comparison; no claim if parts and whole do not compare."""
    whole = [
        claim
        for claim in unflagged(row.figure.claims)
        if claim.record.scope == row.scope and claim.record.what is None and claim.compared
    ]
    highs = [claim.compared.high for claim in whole if claim.compared]
    units = {row.figure.group_of(claim).unit for claim in whole}
    if not row.parts or not whole or None in highs or len(units) != 1:
        return None, None
    if None in units and len({claim.value.unit for claim in (*row.parts, *whole)}) > 1:
        return None, None
    return max(whole, key=lambda claim: claim.compared.high or 0 if claim.compared else 0), units.pop()


def _rows(facts: Facts) -> Iterator[Whole]:
    for deal in facts.today.deals.values():
        payers = _payers(deal, facts.archive)
        for scope in WHOLE_SCOPES:
            yield from _of_payers(deal, payers, scope)
    for figure in every_figure(facts):
        lowest = [
            min(unflagged(group.claims), key=_low, default=None)
            for group in figure.groups
            if group.scope == "part" and group.basis is None
        ]
        parts = _without_sums([part for part in lowest if part])
        yield Whole(figure=figure, scope="headline", parts=tuple(parts))


def _of_payers(deal: KnownDeal, payers: Mapping[str, KnownFigure], scope: Scope) -> Iterator[Whole]:
    """The amount against all who pay, each subtotal against its members, and the amount against each subtotal."""
    amount = deal.figures.get("amount")
    if amount:
        yield Whole(figure=amount, scope=scope, parts=_lowest(payers.values(), scope))
    for subtotal in deal.record.subtotals:
        figure = deal.figures.get(subtotal.id)
        if not figure:
            continue
        members = [payers[name] for name in subtotal.of if name in payers]
        yield Whole(figure=figure, scope=scope, parts=_lowest(members, scope))
        if amount:
            yield Whole(figure=amount, scope=scope, parts=_lowest([figure], scope))


def _payers(deal: KnownDeal, archive: Archive) -> Mapping[str, KnownFigure]:
    """What each organisation pays; a company whose parent pays too is left out, for the parent's may include it."""
    paying = {
        part.record.org: part.amount
        for part in deal.participants
        if part.amount and (term := archive.vocabulary.role.get(part.record.role)) and term.pays
    }
    return {name: figure for name, figure in paying.items() if archive.organisations[name].parent not in paying}


def _lowest(found: Iterable[KnownFigure], scope: Scope) -> tuple[KnownClaim, ...]:
    """Of each figure the claim that says least."""
    return tuple(
        min(claims, key=_low)
        for figure in found
        if (claims := [c for c in unflagged(figure.claims) if c.record.scope == scope and c.compared])
    )


def _without_sums(parts: Sequence[KnownClaim]) -> list[KnownClaim]:
    """Without parts that others add up to: the two payments of a first step are that step again."""

    def is_sum(part: KnownClaim) -> bool:
        others = [_low(other) for other in parts if other is not part]
        sums = (sum(some) for size in range(2, min(len(others), 5) + 1) for some in combinations(others, size))
        return any(near(Decimal(total), _low(part)) for total in sums)

    return [part for part in parts if not is_sum(part)]


def _low(claim: KnownClaim) -> Decimal:
    return claim.compared.low if claim.compared else Decimal(0)


DETECTOR = Detector(
    code="scope-contradiction",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "parts that are larger than the whole",
            """
            amount:
              claims:
                - {id: a, value: 40bn USD, src: agency}
                - {id: b, value: 30bn USD, src: agency, scope: part, what: one}
                - {id: c, value: at least 15bn USD, src: agency, scope: part, what: two}
            parts: {one: {de: eins, en: one}, two: {de: zwei, en: two}}
            """,
            told=("{id: a",),
            says="come to at least 45bn USD",
        ),
        Example(
            "investors who pay more than the round",
            """
            amount: {id: a, value: up to 5mn USD, src: agency}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: over 2mn USD, src: agency}}
            """,
            told=("{id: a",),
        ),
        Example(
            "one investor, and several who are together less than him",
            """
            amount: {id: a, value: 9mn USD, src: agency}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: 1mn USD, src: agency}}
            subtotals:
              - {id: both, of: [beispiel-labs, erfunden-ventures], amount: {id: d, value: 3mn USD, src: agency}}
            """,
            told=("{id: d",),
        ),
        Example(
            "some of the investors are less than the round",
            """
            amount: {id: a, value: 100mn USD, src: agency}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: up to 60mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: up to 60mn USD, src: agency}}
            """,
        ),
        Example(
            "what a seller receives is not paid on top",
            """
            amount: {id: a, value: 4mn USD, src: agency}
            participants:
              - {org: beispiel-labs, role: acquirer, amount: {id: b, value: 4mn USD, src: agency}}
              - {org: erfunden-ventures, role: seller, amount: {id: c, value: 4mn USD, src: agency}}
            """,
        ),
        Example(
            "the payments of a first step are that step again",
            """
            amount:
              claims:
                - {id: a, value: 8bn USD, src: agency}
                - {id: b, value: 4bn USD, src: agency, scope: part, what: first}
                - {id: c, value: 1.25bn USD, src: agency, scope: part, what: one}
                - {id: d, value: 2.75bn USD, src: agency, scope: part, what: two}
                - {id: e, value: 3bn USD, src: agency, scope: part, what: second}
            parts: {first: {de: a, en: a}, one: {de: a, en: a}, two: {de: a, en: a}, second: {de: a, en: a}}
            """,
        ),
    ),
)
