"""Money, stake and valuation that do not fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal, KnownParticipant, round_of
from generator.content.records.figure import WHOLE_SCOPES, Scope
from generator.rules.comparisons import unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts, deals_of
from generator.rules.wording import exactly, named
from generator.text.money import Interval

MARGIN = Decimal("1.25")
"""How many times a share may be what its money buys by the valuation: options and preferences count for some and not
for others, and existing shares are sold at up to a fifth less than new ones."""
HELD_BEFORE = Decimal(3)
"""How many times the share that its money buys a party may hold in all, if nothing is known of earlier shares."""
UNKNOWN_ROUND = Decimal(2)
"""How many times the valuation before the money the one after it may be, if nobody says how much money came in all."""
AFTER: tuple[Scope, ...] = ("headline", "holding")
"""The scopes of a share that somebody has after the deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What one party pays for its share, and what all of the company is worth."""

    paid: tuple[KnownClaim, ...]
    """Claims about the money."""
    stakes: tuple[KnownClaim, ...]
    """Claims about the share after the deal."""
    valued: tuple[KnownClaim, ...]
    """Claims about the valuation."""
    whole: tuple[KnownClaim, ...]
    """Claims about all the new money of the round; () if there is none or none is known."""
    unit: str
    """The currency in which money and valuation are compared."""
    keeps: bool
    """Whether the party may have had shares before, so that it may hold more than it pays for."""
    held_before: bool
    """Whether the archive knows of such shares: of an earlier deal of the two, or of a share before this one."""
    is_new: bool
    """Whether the company gets the money, so that it is worth more afterwards."""


def check(row: Bought) -> Iterator[Finding]:
    """A share costs what it is of the valuation: 600 million for 40 % is a company worth 1.5 billion, not 18.

    Bounds are read as kindly as they can be, a valuation that does not say so as before or after the money. A claim is
    told if no claims about the other two fit to it.
    """
    fits = [trio for trio in product(row.paid, row.stakes, row.valued) if _fits(*trio, row)]
    if not row.paid or not row.valued:
        return
    doubted = row.stakes if not fits else (*row.stakes, *row.paid)
    for claim in doubted:
        if claim.record.scope in AFTER and not any(claim in trio for trio in fits):
            yield _finding(claim, row)


def _fits(paid: KnownClaim, stake: KnownClaim, valued: KnownClaim, row: Bought) -> bool:
    worth = _after(valued, paid, row)
    bought = paid.compared.over(worth) if paid.compared and worth else None
    if bought is None:
        return True
    held = (
        stake.value.interval if stake.value.qualifier != "exact" else stake.value.interval.widen(stake.value.step / 2)
    )
    least, most = bought.low * 100, None if bought.high is None else bought.high * 100
    too_small = held.high is not None and least > held.high * MARGIN
    too_large = most is not None and held.low > most * MARGIN
    if too_large and row.keeps and stake.record.scope == "holding":
        # Shares from before are added to what is bought now; how many, only the archive could say.
        too_large = not row.held_before and most is not None and held.low > most * HELD_BEFORE
    return not too_small and not too_large


def _after(valued: KnownClaim, paid: KnownClaim, row: Bought) -> Interval | None:
    """What the company may be worth after the deal; None if that cannot be compared."""
    worth = valued.compared
    if worth is None or not row.is_new or valued.record.basis == "post_money":
        return worth
    known = [claim.compared for claim in row.whole if claim.compared and claim.record.scope == paid.record.scope]
    high: Decimal | None = None
    if worth.high is not None and known and None not in [amount.high for amount in known]:
        high = worth.high + max(amount.high or Decimal(0) for amount in known)
    elif worth.high is not None:
        high = worth.high * UNKNOWN_ROUND
    least = (
        min((amount.low for amount in known), default=Decimal(0)) if valued.record.basis == "pre_money" else Decimal(0)
    )
    return Interval(worth.low + least, high)


def _finding(claim: KnownClaim, row: Bought) -> Finding:
    stakes = claim.value.unit == "%"
    paid, stake = (row.paid[0], claim) if stakes else (claim, row.stakes[0])
    valued = row.valued[0]
    share = stake.value.low or Decimal(1)
    amount = (paid.compared.low or paid.compared.high or Decimal(0)) if paid.compared else Decimal(0)
    worth = exactly(amount * 100 / share, row.unit)
    other = named(paid if stakes else stake)
    message = f"and {other} would make the company worth {worth}, but {named(valued)} is its valuation"
    hint = "read the pages again: is one of the three of another deal, another scope, or the share held in all?"
    return at_claim(claim, message, hint)


def _rows(facts: Facts, name: str) -> Iterator[Bought]:
    deals = facts.today.deals
    deal = deals[name]
    term = facts.archive.vocabulary.deal.get(deal.record.kind)
    if not term or term.moves not in ("equity", "secondary") or deal.record.kind == "merger":
        return
    priced = deal if _whole(deal.figures.get("valuation")) else round_of(deals, deal) or deal
    is_new = deal.record.share_type != "secondary" and term.moves == "equity" and deal.record.kind != "acquisition"
    for part in deal.participants:
        if not part.stake or part.record.in_ not in (None, deal.record.subject):
            continue
        stakes = [claim for claim in unflagged(part.stake.claims) if claim.record.what is None]
        yield Bought(
            paid=_whole(part.amount or _alone(deal, part, facts)),
            stakes=tuple(claim for claim in stakes if claim.record.scope in (*AFTER, *WHOLE_SCOPES)),
            valued=_whole(priced.figures.get("valuation")),
            whole=_whole(priced.figures.get("amount")),
            unit=facts.archive.currency_of(deal.record.subject),
            keeps=not part.record.new and part.record.role != "acquirer",
            held_before=part.record.role == "existing" or _held_before(facts, deal, part),
            is_new=is_new,
        )


def _held_before(facts: Facts, deal: KnownDeal, part: KnownParticipant) -> bool:
    """Whether the party takes part in another deal of the company, or has a share there that is of before this one."""
    before = part.stake is not None and any(claim.record.scope == "previous" for claim in part.stake.claims)
    return before or bool(
        facts.once(_parties, "organisations", deal.record.subject).get(part.record.org, frozenset()) - {deal.id}
    )


def _parties(facts: Facts, company: str) -> Mapping[str, frozenset[str]]:
    """The deals of a company in which each party takes part."""
    found: dict[str, set[str]] = {}
    for name in facts.index(deals_of).get(company, ()):
        for part in facts.today.deals[name].participants:
            found.setdefault(part.record.org, set()).add(name)
    return {org: frozenset(deals) for org, deals in found.items()}


def _alone(deal: KnownDeal, part: KnownParticipant, facts: Facts) -> KnownFigure | None:
    """The deal's amount, if the party is the only one that pays."""
    roles = facts.archive.vocabulary.role
    paying = [other for other in deal.participants if (term := roles.get(other.record.role)) and term.pays]
    return deal.figures.get("amount") if paying == [part] else None


def _whole(figure: KnownFigure | None) -> tuple[KnownClaim, ...]:
    claims: Iterable[KnownClaim] = figure.claims if figure else ()
    whole = [claim for claim in unflagged(claims) if claim.record.scope in WHOLE_SCOPES and claim.compared]
    return tuple(claim for claim in whole if claim.record.what is None)


DETECTOR = Detector(
    code="price-and-stake",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "too little money for such a share",
            """
            valuation: {id: v, value: 18bn USD, src: agency}
            participants:
              - org: erfunden-ventures
                amount: {id: a, value: 600mn USD, src: agency}
                stake: {id: b, value: 40 %, src: daily}
            """,
            told=("{id: b",),
            says="would make the company worth 1.5bn USD",
        ),
        Example(
            "too much money for what is held after it",
            """
            kind: acquisition
            amount: {id: a, value: 14.3bn USD, src: agency}
            valuation: {id: v, value: about 29bn USD, src: agency}
            participants:
              - org: erfunden-ventures
                role: acquirer
                stake: {id: b, value: 4.9 %, src: daily, scope: holding}
            """,
            told=("{id: b",),
        ),
        Example(
            "one of two amounts fits to nothing",
            """
            amount: {id: w, value: 2bn USD, src: agency}
            valuation: {id: v, value: 10bn USD, src: agency, basis: pre_money}
            participants:
              - org: erfunden-ventures
                amount: {claims: [{id: a, value: 1.2bn USD, src: agency}, {id: c, value: 170mn USD, src: no-origin}]}
                stake: {id: b, value: 10 %, src: daily}
            """,
            told=("{id: c",),
        ),
        Example(
            "before or after the money, rounded, and about",
            """
            amount: {id: w, value: 2bn USD, src: agency}
            valuation: {id: v, value: about 10bn USD, src: agency, basis: unstated}
            participants:
              - org: erfunden-ventures
                amount: {id: a, value: over 1bn USD, src: agency}
                stake: {id: b, value: 9 %, src: daily}
            """,
        ),
        Example(
            "who held shares before holds more than it pays for now",
            """
            valuation: {id: v, value: 18bn USD, src: agency}
            participants:
              - org: erfunden-ventures
                amount: {id: a, value: 600mn USD, src: agency}
                stake:
                  claims:
                    - {id: b, value: 40 %, src: daily, scope: holding}
                    - {id: c, value: 38 %, src: daily, scope: previous, what: before}
            parts: {before: {de: zuvor, en: before}}
            """,
        ),
        Example(
            "the share is in another company",
            """
            valuation: {id: v, value: 18bn USD, src: agency}
            participants:
              - org: labs
                amount: {id: a, value: 600mn USD, src: agency}
                stake: {id: b, value: 40 %, src: daily}
                in: erfunden-ventures
            """,
        ),
        Example(
            "existing shares at a discount",
            """
            kind: secondary_sale
            share_type: secondary
            amount: {id: a, value: 1bn USD, src: agency}
            valuation: {id: v, value: 10bn USD, src: agency}
            participants: [{org: erfunden-ventures, stake: {id: b, value: about 12 %, src: daily}}]
            """,
        ),
    ),
)
