"""Shares in one company that come to more than all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.figures import KnownClaim
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.rules.comparisons import unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.wording import named

ALL = Decimal(101)
"""All of a company in per cent, and one more: each of several shares may be rounded up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What several hold of one company after a deal."""

    holders: tuple[tuple[KnownClaim, ...], ...]
    """Of each holder the claims about its share; at least one each."""


def check(row: Held) -> Iterator[Finding]:
    """What different holders have of a company after a deal is together at most all of it.

    If that does not fit even where the least is true that is claimed of each, the largest share is told; else every
    claim that fits to nothing that is claimed of the others.
    """
    least = [min(claims, key=_low) for claims in row.holders]
    total = sum((_low(claim) for claim in least), Decimal(0))
    if total > ALL:
        largest = max(least, key=_low)
        yield _finding(largest, [claim for claim in least if claim is not largest])
        return
    for claims, kindest in zip(row.holders, least, strict=True):
        others = [claim for claim in least if claim is not kindest]
        yield from (_finding(claim, others) for claim in claims if total - _low(kindest) + _low(claim) > ALL)


def _finding(claim: KnownClaim, others: Sequence[KnownClaim]) -> Finding:
    total = _low(claim) + sum((_low(other) for other in others), Decimal(0))
    beside = f" with {', '.join(named(other) for other in others)}" if others else ""
    hint = "is a share from before the deal (scope: previous), in another company (in), or of what somebody else holds?"
    return at_claim(claim, f"comes to at least {total.normalize():f} %{beside}", hint)


def _low(claim: KnownClaim) -> Decimal:
    value = claim.value
    return value.low if value.low and value.qualifier in ("exact", "at least", "over", "range") else value.interval.low


def _rows(facts: Facts, name: str) -> Iterator[Held]:
    deal = facts.today.deals[name]
    companies = {part.record.in_ or deal.record.subject for part in deal.participants if part.stake}
    for company in sorted(companies):
        holders = _holders(deal, company, facts.archive)
        yield Held(holders=tuple(claims for claims in holders.values() if claims))


def _holders(deal: KnownDeal, company: str, archive: Archive) -> Mapping[str, tuple[KnownClaim, ...]]:
    """What each holder has of the company after the deal; whoever sells is left out, and so is a company whose parent
    is named too, for the parent's share may include it."""
    found: dict[str, tuple[KnownClaim, ...]] = {}
    for part in deal.participants:
        term = archive.vocabulary.role.get(part.record.role)
        if not part.stake or (part.record.in_ or deal.record.subject) != company or (term and term.receives):
            continue
        claims = [claim for claim in unflagged(part.stake.claims) if claim.record.scope in ("headline", "holding")]
        found[part.record.org] = tuple(claim for claim in claims if claim.record.what is None)
    return {name: claims for name, claims in found.items() if archive.organisations[name].parent not in found}


DETECTOR = Detector(
    code="stakes-exceed",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "two holders of more than all",
            """
            participants:
              - {org: beispiel-labs, stake: {id: a, value: 90 %, src: agency}}
              - {org: erfunden-ventures, stake: {id: b, value: 20 %, src: agency, scope: holding}}
            """,
            told=("{id: a",),
            says="comes to at least 110 % with 'b' (20 %)",
        ),
        Example(
            "one of two claims fits to nothing",
            """
            participants:
              - org: beispiel-labs
                stake: {claims: [{id: a, value: 9 %, src: agency}, {id: c, value: about 88 %, src: daily}]}
              - {org: erfunden-ventures, stake: {id: b, value: 20 %, src: agency}}
            """,
            told=("{id: c",),
        ),
        Example(
            "rounded shares that come to a little more than all",
            """
            participants:
              - {org: beispiel-labs, stake: {id: a, value: 67 %, src: agency}}
              - {org: erfunden-ventures, stake: {id: b, value: 33.5 %, src: agency}}
            """,
        ),
        Example(
            "what the seller had, the buyer has",
            """
            participants:
              - {org: beispiel-labs, role: acquirer, stake: {id: a, value: 90 %, src: agency}}
              - {org: erfunden-ventures, role: seller, stake: {id: b, value: 90 %, src: agency}}
            """,
        ),
        Example(
            "shares in two companies, and one from before the deal",
            """
            participants:
              - {org: beispiel-labs, stake: {id: a, value: 90 %, src: agency}, in: erfunden-ventures}
              - {org: erfunden-ventures, stake: {id: b, value: 20 %, src: agency}}
              - {org: studio, stake: {id: c, value: 95 %, src: agency, scope: previous, what: before}}
            parts: {before: {de: zuvor, en: before}}
            """,
            files={"organisations/studio.yml": "name: Studio\nkind: investor\n"},
        ),
        Example(
            "bounds that leave room",
            """
            participants:
              - {org: beispiel-labs, stake: {id: a, value: up to 90 %, src: agency}}
              - {org: erfunden-ventures, stake: {id: b, value: at least 20 %, src: agency}}
            """,
        ),
    ),
)
