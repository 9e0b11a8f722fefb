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
from generator.rules.relayed import SAME_STORY
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
    parts: tuple[tuple[KnownClaim, ...], ...]
    """Of each part its claims, at least one; some of the parts are always enough."""


def check(row: Whole) -> Iterator[Finding]:
    """Disjoint parts are together at most the whole, even if every claim is read as kindly as it can be.

    Disjoint are the organisations that pay, the parts of one figure, and a subtotal's members. A part of parts is left
    out where others add up to it. Some of the parts together may always be less than the whole. If the kindest claims
    fit, a claim about a part is told that fits to nothing that is said of the others and the whole; and a smaller claim
    about the whole, unless it is older.
    """
    wholes, unit = _wholes(row)
    if not wholes:
        return
    largest = max(wholes, key=_high)
    parts = [min(claims, key=_low) for claims in row.parts]
    total = sum((_low(part) for part in parts), Decimal(0))
    if _is_more(total, largest):
        yield _too_small(largest, parts, total, unit)
        return
    for claims, kindest in zip(row.parts, parts, strict=True):
        for claim in claims:
            if _is_more(total - _low(kindest) + _low(claim), largest) and not _is_later(claim, largest):
                beside = [part for part in parts if part is not kindest]
                others = f" with {', '.join(named(part) for part in beside)}" if beside else ""
                hint = "is it of the whole, of another scope, or a slip of the pen?"
                yield at_claim(claim, f"is a part{others}, but the whole is {named(largest)}", hint)
    for whole in wholes:
        if _is_more(total, whole) and not any(_is_later(part, whole) for part in parts):
            yield _too_small(whole, parts, total, unit)


def _too_small(whole: KnownClaim, parts: Sequence[KnownClaim], total: Decimal, unit: str | None) -> Finding:
    come_to = exactly(total, unit or whole.value.unit)
    message = f"is less than its parts, which come to at least {come_to}: {', '.join(named(part) for part in parts)}"
    return at_claim(whole, message, "is a part counted twice, of another scope, or the whole out of date?")


def _is_more(total: Decimal, whole: KnownClaim) -> bool:
    return total > _high(whole) * (1 + ROUNDED)


def _is_later(part: KnownClaim, whole: KnownClaim) -> bool:
    """Whether the part became known when the claim about the whole was history."""
    return bool(part.known and whole.known and part.known - whole.known > SAME_STORY)


def _wholes(row: Whole) -> tuple[list[KnownClaim], str | None]:
    """The claims for the whole and the unit of comparison; none if they do not compare, or if one has no upper end."""
    whole = [
        claim
        for claim in unflagged(row.figure.claims)
        if claim.record.scope == row.scope and claim.record.what is None and claim.compared
    ]
    units = {row.figure.group_of(claim).unit for claim in whole}
    if not row.parts or any(claim.compared and claim.compared.high is None for claim in whole) or len(units) != 1:
        return [], None
    named_in = {claim.value.unit for claim in (*(claim for part in row.parts for claim in part), *whole)}
    return ([], None) if None in units and len(named_in) > 1 else (whole, units.pop())


def _rows(facts: Facts) -> Iterator[Whole]:
    for deal in facts.today.deals.values():
        payers = _payers(deal, facts.archive)
        for scope in WHOLE_SCOPES:
            yield from _of_payers(deal, payers, scope)
    for figure in every_figure(facts):
        found = [unflagged(group.claims) for group in figure.groups if group.scope == "part" and group.basis is None]
        parts = _without_sums([claims for claims in found if claims])
        yield Whole(figure=figure, scope="headline", parts=tuple(parts))


def _of_payers(deal: KnownDeal, payers: Mapping[str, KnownFigure], scope: Scope) -> Iterator[Whole]:
    """The amount against all who pay, each subtotal against its members, and the amount against each subtotal."""
    amount = deal.figures.get("amount")
    if amount:
        yield Whole(figure=amount, scope=scope, parts=_claims(payers.values(), scope))
    for subtotal in deal.record.subtotals:
        figure = deal.figures.get(subtotal.id)
        if not figure:
            continue
        members = [payers[name] for name in subtotal.of if name in payers]
        yield Whole(figure=figure, scope=scope, parts=_claims(members, scope))
        if amount:
            yield Whole(figure=amount, scope=scope, parts=_claims([figure], scope))


def _payers(deal: KnownDeal, archive: Archive) -> Mapping[str, KnownFigure]:
    """What each organisation pays; a company whose parent pays too is left out, for the parent's may include it."""
    paying = {
        part.record.org: part.amount
        for part in deal.participants
        if part.amount and (term := archive.vocabulary.role.get(part.record.role)) and term.pays
    }
    return {name: figure for name, figure in paying.items() if archive.organisations[name].parent not in paying}


def _claims(found: Iterable[KnownFigure], scope: Scope) -> tuple[tuple[KnownClaim, ...], ...]:
    """Of each figure the claims of the scope, without figures that have none."""
    of_scope = (
        tuple(claim for claim in unflagged(figure.claims) if claim.record.scope == scope and claim.compared)
        for figure in found
    )
    return tuple(claims for claims in of_scope if claims)


def _without_sums(parts: Sequence[tuple[KnownClaim, ...]]) -> list[tuple[KnownClaim, ...]]:
    """Without parts that others add up to: the two payments of a first step are that step again."""
    lowest = [min(_low(claim) for claim in claims) for claims in parts]

    def is_sum(index: int) -> bool:
        others = [low for other, low in enumerate(lowest) if other != index]
        sums = (sum(some) for size in range(2, min(len(others), 5) + 1) for some in combinations(others, size))
        return any(near(Decimal(total), lowest[index]) for total in sums)

    return [claims for index, claims in enumerate(parts) if not is_sum(index)]


def _high(claim: KnownClaim) -> Decimal:
    return (claim.compared.high if claim.compared else None) or Decimal(0)


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
            "one of two claims about an investor is more than the round",
            """
            amount: {id: a, value: 5mn USD, src: agency}
            participants:
              - org: beispiel-labs
                amount: {claims: [{id: b, value: 2mn USD, src: agency}, {id: d, value: 7mn USD, src: daily}]}
              - {org: erfunden-ventures, amount: {id: c, value: 1mn USD, src: agency}}
            """,
            told=("{id: d",),
            says="is a part with 'c' (1mn USD), but the whole is 'a' (5mn USD)",
        ),
        Example(
            "one of two claims about the round is less than its investors pay",
            """
            amount: {claims: [{id: a, value: 5mn USD, src: agency}, {id: d, value: 2mn USD, src: daily}]}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 3mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: 1mn USD, src: agency}}
            """,
            told=("{id: d",),
        ),
        Example(
            "an earlier number of a round that grew",
            """
            amount:
              claims:
                - {id: a, value: 5mn USD, src: agency}
                - {id: d, value: 2mn USD, src: daily, as_of: 2025-12-01}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 3mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: 1mn USD, src: agency}}
            """,
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
