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
    complete: bool = False
    """Whether the parts are all that the whole has, so that it is no more than they are."""


def check(row: Whole) -> Iterator[Finding]:
    """Disjoint parts are together at most the whole, even if every claim is read as kindly as it can be.

    Disjoint are the organisations that pay, the parts of one figure, a subtotal's members, and the tranches of what one
    pays. A part of parts is left out where others add up to it. Some of the parts together may always be less than the
    whole, but a subtotal is no more than all of its members. If the kindest claims fit, a claim about a part is told
    that fits to nothing that is said of the others and the whole; and a smaller claim about the whole, unless it is
    older.
    """
    wholes, unit = _wholes(row)
    parts = [min(claims, key=_low) for claims in row.parts]
    total = sum((_low(part) for part in parts), Decimal(0))
    if row.complete:
        yield from _too_large(row, wholes, unit)
    if not wholes or any(whole.compared and whole.compared.high is None for whole in wholes):
        return
    largest = max(wholes, key=_high)
    if _is_more(total, largest):
        yield _too_small(largest, parts, total, unit)
        return
    yield from _misfits(row, parts, largest)
    for whole in wholes:
        if _is_more(total, whole) and not any(_is_later(part, whole) for part in parts):
            yield _too_small(whole, parts, total, unit)


def _misfits(row: Whole, parts: Sequence[KnownClaim], largest: KnownClaim) -> Iterator[Finding]:
    """The claims about one part that are too much beside the kindest ones about the others."""
    total = sum((_low(part) for part in parts), Decimal(0))
    for claims, kindest in zip(row.parts, parts, strict=True):
        for claim in claims:
            if _is_more(total - _low(kindest) + _low(claim), largest) and not _is_later(claim, largest):
                beside = [part for part in parts if part is not kindest]
                others = f" with {', '.join(named(part) for part in beside)}" if beside else ""
                hint = "is it of the whole, of another scope, or a slip of the pen?"
                yield at_claim(claim, f"is a part{others}, but the whole is {named(largest)}", hint)


def _too_large(row: Whole, wholes: Sequence[KnownClaim], unit: str | None) -> Iterator[Finding]:
    """The claims about a whole that are more than all of its parts, unless they are of a later day."""
    if any(claim.compared is None or claim.compared.high is None for claims in row.parts for claim in claims):
        return
    parts = [max(claims, key=_high) for claims in row.parts]
    total = sum((_high(part) for part in parts), Decimal(0))
    for whole in wholes:
        if total * (1 + ROUNDED) < _low(whole) and not any(_is_later(whole, part) for part in parts):
            come_to = exactly(total, unit or whole.value.unit)
            members = ", ".join(named(part) for part in parts)
            message = f"is more than all of its members, which come to at most {come_to}: {members}"
            yield at_claim(whole, message, "is somebody missing in its of, or is one of the numbers of another scope?")


def _too_small(whole: KnownClaim, parts: Sequence[KnownClaim], total: Decimal, unit: str | None) -> Finding:
    come_to = exactly(total, unit or whole.value.unit)
    message = f"is less than its parts, which come to at least {come_to}: {', '.join(named(part) for part in parts)}"
    return at_claim(whole, message, "is a part counted twice, of another scope, or the whole out of date?")


def _is_more(total: Decimal, whole: KnownClaim) -> bool:
    return total > _high(whole) * (1 + ROUNDED)


def _is_later(part: KnownClaim, whole: KnownClaim) -> bool:
    """Whether the first became known when the second was history."""
    return bool(part.known and whole.known and part.known - whole.known > SAME_STORY)


def _wholes(row: Whole) -> tuple[list[KnownClaim], str | None]:
    """The claims for the whole and the unit of comparison; none if they do not compare."""
    whole = [
        claim
        for claim in unflagged(row.figure.claims)
        if claim.record.scope == row.scope and claim.record.what is None and claim.compared
    ]
    units = {row.figure.group_of(claim).unit for claim in whole}
    if not row.parts or len(units) != 1:
        return [], None
    named_in = {claim.value.unit for claim in (*(claim for part in row.parts for claim in part), *whole)}
    return ([], None) if None in units and len(named_in) > 1 else (whole, units.pop())


def _rows(facts: Facts, name: str) -> Iterator[Whole]:
    deal = facts.today.deals[name]
    payers = _payers(deal, facts.archive)
    for scope in WHOLE_SCOPES:
        yield from _of_payers(deal, payers, scope)
        yield from _of_tranches(deal, scope)
    for figure in every_figure(facts, name):
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
        members = _claims([payers[name] for name in subtotal.of if name in payers], scope)
        yield Whole(figure=figure, scope=scope, parts=members, complete=len(members) == len(set(subtotal.of)))
        if amount:
            yield Whole(figure=amount, scope=scope, parts=_claims([figure], scope))


def _of_tranches(deal: KnownDeal, scope: Scope) -> Iterator[Whole]:
    """What one pays against its tranches; where nobody says how much that is, the amount against them."""
    for part in deal.participants:
        figure = part.amount or deal.figures.get("amount")
        claims = [tranche.shown for tranche in part.tranches]
        parts = tuple((one,) for one in unflagged(claims) if one.record.scope in (scope, "part") and one.compared)
        if figure:
            yield Whole(figure=figure, scope=scope, parts=parts)


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
            "a subtotal that is more than its members pay",
            """
            amount: {id: a, value: 9mn USD, src: agency}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: about 1mn USD, src: agency}}
            subtotals:
              - {id: both, of: [beispiel-labs, erfunden-ventures], amount: {id: d, value: 7mn USD, src: agency}}
            """,
            told=("{id: d",),
            says="is more than all of its members, which come to at most",
        ),
        Example(
            "tranches that are more than what is paid",
            """
            amount: {id: a, value: 90mn USD, src: agency}
            participants:
              - org: erfunden-ventures
                amount: {id: b, value: 40mn USD, src: agency}
                tranches:
                  - {amount: {id: c, value: 30mn USD, src: agency}}
                  - {amount: {id: d, value: at least 20mn USD, src: agency}}
            """,
            told=("{id: b",),
        ),
        Example(
            "another page leaves room above what the round is said to be",
            """
            amount: {claims: [{id: a, value: 5mn USD, src: agency}, {id: d, value: at least 5mn USD, src: daily}]}
            participants:
              - {org: beispiel-labs, amount: {id: b, value: 4mn USD, src: agency}}
              - {org: erfunden-ventures, amount: {id: c, value: 2mn USD, src: agency}}
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
