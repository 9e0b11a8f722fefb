"""Valuations that were written down as what was raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.content.records.figure import WHOLE_SCOPES
from generator.rules.comparisons import unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts, deals_of
from generator.rules.wording import named
from generator.rules.worth import is_one, is_worth, number
from generator.text.rates import Rates

ONE_YEAR = timedelta(days=365)
"""A valuation further away than that is a story of its own."""
BOUGHT_WHOLE = ("acquisition", "merger")
"""Who buys a company pays what it is worth; only new money is less than that."""
CLEARLY = Decimal("0.8")
"""Below this share of a price another one is no earlier bid for the same: bids rise by a tenth."""
NEARLY_ALL = 95
"""From this share on, in per cent, a buyer may pay what all of a company is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An amount, and the valuations that it cannot be as much as."""

    claim: KnownClaim
    """A claim about the whole amount, about what one party pays, or about a subtotal, that prints one number."""
    valued: tuple[KnownClaim, ...]
    """Claims that print one number, about what the organisation is worth that gets the money, of this deal and of its
    others. Of a company that is bought: what its buyer, or both together, are worth, and what itself is worth where the
    amount may be less."""
    rates: Rates
    """The exchange rates by day."""


def check(row: Raised) -> Iterator[Finding]:
    """What is raised is less than what the company is worth: an amount that equals its valuation is one of the two. The
    price of a company is its own worth, but not what its buyer or both together are worth.

    The valuation is of the same deal, or of another one within a year if this one has none that is larger. A price that
    is the company's own worth is told if the buyer gets less than all, or if another claim about the price excludes it.
    """
    raised = number(row.claim) or Decimal(0)
    own = [other for other in row.valued if other.deal == row.claim.deal]
    larger = any(_is_twice(other, raised, row.claim) for other in own)
    for other in row.valued:
        close = other.deal == row.claim.deal or (not larger and _within_a_year(row.claim, other))
        if close and _are_one(row.claim, other, row.rates):
            hint = "is it what was paid, or what a company is worth? move the claim, or ignore it with the reason"
            yield at_claim(row.claim, f"is as much as {named(other)}, a valuation in '{other.deal}'", hint)
            return


def _is_twice(valued: KnownClaim, raised: Decimal, claim: KnownClaim) -> bool:
    return valued.value.unit == claim.value.unit and (number(valued) or Decimal(0)) > 2 * raised


def _are_one(claim: KnownClaim, valued: KnownClaim, rates: Rates) -> bool:
    """Whether both print one number, or one the other's worth in another currency."""
    a, b = number(claim) or Decimal(0), number(valued) or Decimal(0)
    return is_one(a, b) if claim.value.unit == valued.value.unit else is_worth(claim, valued, rates)


def _within_a_year(one: KnownClaim, other: KnownClaim) -> bool:
    return bool(one.known and other.known and abs(one.known - other.known) <= ONE_YEAR)


def _rows(facts: Facts, name: str) -> Iterator[Raised]:
    deal = facts.today.deals[name]
    term = facts.archive.vocabulary.deal.get(deal.record.kind)
    if not term or term.moves not in ("equity", "secondary"):
        return
    for path, figure in deal.figures.items():
        if path == "valuation" or path.endswith(".stake") or path == "capacity" or figure.deal != deal.id:
            continue
        for claim in _whole(figure):
            less = any(_is_less(other, claim) for other in _whole(figure))
            against = [o for o in _against(facts, deal, claim, less) if o.deal == deal.id or path == "amount"]
            yield Raised(claim=claim, valued=tuple(against), rates=facts.archive.rates)


def _against(facts: Facts, deal: KnownDeal, claim: KnownClaim, less: bool) -> list[KnownClaim]:
    """The valuations that an amount of the deal cannot be as much as; `less` if others say that it is less."""
    valued = _near(facts, deal.record.subject, claim)
    if deal.record.kind not in BOUGHT_WHOLE:
        return _of_itself(valued)
    here = [one for one in valued if one.deal == deal.id]
    plain = [one for one in here if one.record.scope in WHOLE_SCOPES and one.record.what is None]
    labelled = [one for one in here if one.record.what is not None and one.record.scope != "previous"]
    # What is related may be a rival's worth: it is no price where price or worth of the company are said to be less.
    cheap = less or any(_is_less(one, claim) for one in plain)
    combined = [one for one in labelled if cheap or one.record.scope != "related"]
    buyers = [part.record.org for part in deal.participants if part.record.role == "acquirer"]
    found = [*combined, *(one for buyer in buyers for one in _of_itself(_near(facts, buyer, claim)))]
    partly = any(_is_less_than_all(part.stake) for part in deal.participants if part.stake)
    return [*found, *plain] if less or partly else found


def _is_less(other: KnownClaim, claim: KnownClaim) -> bool:
    """Whether another claim speaks of clearly less money: bids rise by a tenth, parts are smaller."""
    if not other.compared or not claim.compared or other.compared.high is None:
        return False
    return other.compared.high < CLEARLY * claim.compared.low


def _is_less_than_all(stake: KnownFigure) -> bool:
    """Whether every claim about what the buyer gets is well below all of it."""
    most = [claim.value.interval.high for claim in unflagged(stake.claims)]
    return bool(most) and all(high is not None and high < NEARLY_ALL for high in most)


def _of_itself(valued: Iterable[KnownClaim]) -> list[KnownClaim]:
    """Those of an organisation's valuations that are its own, and not a related one's."""
    return [claim for claim in valued if claim.record.scope != "related"]


def _near(facts: Facts, organisation: str, claim: KnownClaim) -> list[KnownClaim]:
    """The valuations of an organisation that an amount may be held against: those of its deal and of years near it."""
    valued = facts.once(_valued, "organisations", organisation)
    years = range(claim.known.year - 1, claim.known.year + 2) if claim.known else ()
    found = dict(entry for key in (claim.deal, *years) for entry in valued.get(key, ()))
    return [found[place] for place in sorted(found)]


def _valued(facts: Facts, organisation: str) -> Mapping[str | int, Sequence[tuple[int, KnownClaim]]]:
    """The valuations of an organisation in all deals of which it is the subject, each with its place among them, by
    deal and by year."""
    deals = (facts.today.deals[name] for name in facts.index(deals_of).get(organisation, ()))
    figures = (deal.figures.get("valuation") for deal in deals)
    claims = (claim for figure in figures if figure for claim in unflagged(figure.claims) if number(claim))
    found: dict[str | int, list[tuple[int, KnownClaim]]] = {}
    for place, claim in enumerate(claims):
        for key in (claim.deal, *((claim.known.year,) if claim.known else ())):
            found.setdefault(key, []).append((place, claim))
    return found


def _whole(figure: KnownFigure) -> list[KnownClaim]:
    """The claims of a figure about all of it, that print one number."""
    claims = [claim for claim in unflagged(figure.claims) if claim.record.scope in WHOLE_SCOPES]
    return [claim for claim in claims if number(claim) and claim.record.what is None]


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
            says="is it what was paid",
        ),
        Example(
            "what one investor pays is no valuation, in whatever currency",
            """
            amount: {id: a, value: over 2bn USD, src: agency}
            valuation: {id: b, value: 11.9bn USD, src: daily}
            participants: [{org: erfunden-ventures, amount: {id: c, value: over 10bn EUR, src: no-origin}}]
            """,
            told=("{id: c",),
        ),
        Example(
            "what both companies are worth together is no price",
            """
            kind: merger
            amount: {id: a, value: 1.25tn USD, src: daily}
            valuation:
              claims:
                - {id: b, value: 250bn USD, src: agency}
                - {id: c, value: 1250bn USD, src: agency, scope: related, what: together}
            parts: {together: {de: zusammen, en: together}}
            """,
            told=("{id: a",),
        ),
        Example(
            "who buys half of a company pays less than it is worth",
            """
            kind: acquisition
            amount: {id: a, value: 29bn USD, src: daily}
            valuation: {id: b, value: over 29bn USD, src: agency}
            participants: [{org: erfunden-ventures, role: acquirer, stake: 49 %}]
            src: agency
            """,
            told=("{id: a",),
        ),
        Example(
            "who buys a company pays its valuation",
            """
            kind: acquisition
            amount: {id: a, value: 12bn USD, src: agency}
            valuation: {id: b, value: 12bn USD, src: daily}
            """,
        ),
        Example(
            "a rival that is worth as much as was raised",
            """
            amount: {id: a, value: 1.2bn USD, src: agency}
            valuation: {id: b, value: 1.2bn USD, src: daily, scope: related, what: rival}
            parts: {rival: {de: Mitbewerber, en: rival}}
            """,
        ),
        Example(
            "a rival that is worth the price of the company",
            """
            kind: acquisition
            amount: {id: a, value: 1.2bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 1.2bn USD, src: daily}
                - {id: c, value: 1.2bn USD, src: daily, scope: related, what: rival}
            parts: {rival: {de: Mitbewerber, en: rival}}
            """,
        ),
        Example(
            "what is paid is a tenth of what the company is worth, or as much as it was before",
            """
            amount: {id: a, value: 1.2bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 12bn USD, src: daily, basis: post_money}
                - {id: c, value: 3bn USD, src: daily, scope: previous, what: last}
            participants: [{org: erfunden-ventures, amount: {id: d, value: up to 300mn USD, src: agency}}]
            parts: {last: {de: zuletzt, en: before}}
            """,
        ),
        Example(
            "a buyer that is worth ten times the price",
            """
            kind: acquisition
            amount: {id: a, value: 12bn USD, src: agency}
            valuation: {id: b, value: 12bn USD, src: daily}
            participants: [{org: erfunden-ventures, role: acquirer, stake: 100 %}]
            src: agency
            """,
            files={
                "deals/y.yml": "kind: funding_round\nsubject: erfunden-ventures\ntitle: {de: a, en: a}\n"
                "valuation: {id: b, value: 120bn USD, src: daily, said: company}\n"
            },
        ),
    ),
)
