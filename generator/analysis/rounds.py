"""The prices of a round: what was agreed of its amount and its valuation, before and after the money, and the round
before it.

Only what was agreed in the round itself is reckoned with. Money that is still sought or talked about, running totals
and holdings, the value of another day or the price of a share on the market are no price that this money was paid at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

from generator.analysis.books import Books
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal, round_of
from generator.analysis.values import Caveat, Reason, amount_in
from generator.content.records.deal import STATUS_ORDER, Deal
from generator.content.records.figure import Basis
from generator.text.money import Interval

TALKS = STATUS_ORDER[: STATUS_ORDER.index("announced")]
"""Steps of a deal whose money is not agreed."""
UNPRICED = ("acquisition", "merger", "ipo", "stake", "joint_venture", "spinoff")
"""Kinds that move shares and are no round: their price is a whole company's, the market's, or one investor's."""
SAME_ROUND = timedelta(days=92)
"""How far a valuation's own day may lie outside a round's steps: a quarter."""
NEAR = Decimal("0.02")
"""How exactly two valuations must lie the new money apart, as a share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a company is worth by a round, before or after its money."""

    value: Interval
    """The price in the currency of the deal's subject."""
    inputs: tuple[KnownClaim, ...]
    """The claims it comes from, in the order in which the formula names them."""
    reading: str
    """How it follows from them: "stated", "reckoned" with the new money, "paired" with another valuation that lies the
    new money apart, or "both" readings of an unstated basis."""
    caveats: tuple[Caveat, ...]
    """Reservations that every value computed with it inherits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Agreed money of a deal."""

    value: Interval
    """How much, in the currency of the deal's subject."""
    claim: KnownClaim
    """The claim that says so."""
    caveats: tuple[Caveat, ...]
    """Reservations: the number is rough, or is the part that was agreed so far."""


def obstacle(deal: KnownDeal) -> Reason | None:
    """Why nothing is reckoned with the money of a deal: it is only talked about, or came to nothing; else None."""
    if deal.state is None or deal.state in TALKS:
        return "talks"
    return None if deal.state in STATUS_ORDER else "ended"


def amount(books: Books, deal: KnownDeal, path: str = "amount") -> Amount | Reason:
    """What was agreed of an amount: all of it, else the part that is shown as it; else the reason why nothing is."""
    figure = deal.figures.get(path)
    if figure is None or not figure.claims:
        return "no_amount"
    if blocked := obstacle(deal):
        return blocked
    claim = _agreed(figure)
    if claim is None:
        scopes = {one.record.scope for one in figure.claims}
        return "talks" if scopes == {"sought"} else ("other_scope" if figure.shown else "no_amount")
    if blocked := obstacle(books.deals[claim.deal]):
        return blocked
    value = amount_in(claim, books.currency(deal.record.subject), books.rates)
    if value is None:
        return "no_amount"
    part: tuple[Caveat, ...] = ("part",) if claim.record.scope == "part" else ()
    return Amount(value=value, claim=claim, caveats=(*part, *about(claim)))


def after(books: Books, deal: KnownDeal) -> Price | Reason:
    """The valuation after the round, as said, else before it plus the new money.

    If no source says which of the two a valuation is, the result spans both. A deal without a valuation of its own
    takes that of its round.
    """
    deal = _priced(books, deal)
    if blocked := obstacle(deal):
        return blocked
    new = amount(books, deal)
    money = new if isinstance(new, Amount) else None
    if post := _valuation(books, deal, "post_money", money):
        return Price(value=post.value, inputs=(post.claim,), reading="stated", caveats=post.caveats)
    if (pre := _valuation(books, deal, "pre_money", money)) and money:
        return _with(pre, money, pre.value.plus(money.value), "reckoned")
    if pair := _pair(books, deal, money):
        return _paired(pair[1], pair[0], money)
    bare = _valuation(books, deal, "unstated", money)
    if bare is None:
        return _no_valuation(deal)
    if _is_market_value(books, deal):
        return "market_value"
    if money:
        return _with(bare, money, _hull(bare.value, bare.value.plus(money.value)), "both", "basis_unstated")
    caveats: tuple[Caveat, ...] = ("basis_unstated", "whole_unknown", *bare.caveats)
    return Price(value=bare.value, inputs=(bare.claim,), reading="stated", caveats=caveats)


def before(books: Books, deal: KnownDeal) -> Price | Reason:
    """The valuation before the round, as said, else after it less the new money; both readings if no source says which
    of the two a valuation is."""
    if blocked := obstacle(deal):
        return blocked
    new = amount(books, deal)
    money = new if isinstance(new, Amount) else None
    if pre := _valuation(books, deal, "pre_money", money):
        return Price(value=pre.value, inputs=(pre.claim,), reading="stated", caveats=pre.caveats)
    post, bare = _valuation(books, deal, "post_money", money), _valuation(books, deal, "unstated", money)
    if post is None and bare is None:
        return _no_valuation(deal)
    if deal.record.share_type in ("secondary", "mixed"):
        return "existing_shares"
    if money is None:
        return "no_whole"
    if post:
        return _with(post, money, post.value.minus(money.value), "reckoned")
    if pair := _pair(books, deal, money):
        return _paired(pair[0], pair[1], money)
    if bare is None or _is_market_value(books, deal):
        return "market_value"
    return _with(bare, money, _hull(bare.value.minus(money.value), bare.value), "both", "basis_unstated")


def is_round(books: Books, deal: KnownDeal) -> bool:
    """Whether a deal sells new shares at a price of its own."""
    return _is_round(books, deal.record)


def previous(books: Books, deal: KnownDeal) -> KnownDeal | Reason:
    """The last round of the same company before this one that has a price: the one that the deal follows, directly or
    through others; where nothing is said to come before it, the latest by date.

    A sale of existing shares sets no price that a round can be compared with, so the way leads past it.
    """
    if any(relation.type == "follows" for relation in deal.relations):
        chain = list(_followed(books, deal))
    else:
        own = _began(deal)
        rounds = books.about(deal.record.subject, lambda one: _is_round(books, one) or _sells_shares(books, one))
        others = (other for other in rounds if other.id != deal.id)
        dated = [(day, other) for other in others if (day := _began(other)) and own and day < own]
        chain = [other for _, other in sorted(dated, key=lambda pair: (pair[0], pair[1].id), reverse=True)]
    skipped = False
    for other in chain:
        if other.record.subject != deal.record.subject or obstacle(other):
            continue
        existing = _sells_shares(books, other.record)
        if not existing and is_round(books, other) and isinstance(after(books, other), Price):
            return other
        skipped = skipped or (existing and "valuation" in other.figures)
    return "earlier_secondary" if skipped else "no_earlier_price"


def about(*claims: KnownClaim) -> tuple[Caveat, ...]:
    """The reservation that a rough number is taken as an exact one."""
    return ("about",) if any(claim.value.qualifier == "about" for claim in claims) else ()


def _followed(books: Books, deal: KnownDeal) -> Iterator[KnownDeal]:
    """The deals that one follows, the nearest first."""
    seen, names = {deal.id}, [r.deal for r in deal.relations if r.type == "follows"]
    while names:
        name = names.pop(0)
        if name not in seen:
            seen.add(name)
            yield books.deals[name]
            names += [r.deal for r in books.deals[name].relations if r.type == "follows"]


def _agreed(figure: KnownFigure) -> KnownClaim | None:
    """The claim of what was agreed: the shown one if it is of the whole, or of the only part that is told; else the
    best of the whole."""
    parts = {claim.record.what for claim in figure.claims if claim.record.scope == "part"}
    shown = figure.shown
    if shown and (shown.record.scope == "headline" or (shown.record.scope == "part" and len(parts) == 1)):
        return shown
    return figure.narrowed(lambda claim: claim.record.scope == "headline").shown


def _valuation(books: Books, deal: KnownDeal, basis: Basis, money: Amount | None) -> Amount | None:
    """The valuation of this round on one basis; where only a part of the money was agreed, that part's before others.

    A value of another day, a former or a combined one is none of this round.
    """
    figure = deal.figures.get("valuation")
    if figure is None:
        return None
    step = money.claim.record.what if money and money.claim.record.scope == "part" else None
    wanted = [("part", step)] if step else []
    for scope, what in (*wanted, ("headline", None)):
        fit = [c for c in figure.claims if _is_of(c, scope, what, basis) and _of_its_day(deal, c)]
        # The claim that the page shows, where it is one of them: a second number beside it would puzzle.
        chosen = figure.narrowed(fit.__contains__).shown
        claim = figure.shown if figure.shown in fit else chosen
        value = amount_in(claim, books.currency(deal.record.subject), books.rates)
        if claim and value:
            return Amount(value=value, claim=claim, caveats=about(claim))
    return None


def _is_of(claim: KnownClaim, scope: str, what: str | None, basis: Basis) -> bool:
    record = claim.record
    return (record.scope, record.what, record.basis or "unstated", record.flag) == (scope, what, basis, None)


def _pair(books: Books, deal: KnownDeal, money: Amount | None) -> tuple[Amount, Amount] | None:
    """Two valuations that lie exactly the new money apart, which no source labels: the smaller is the one before it."""
    figure, unit = deal.figures.get("valuation"), books.currency(deal.record.subject)
    if figure is None or money is None or money.value.high != money.value.low or _is_market_value(books, deal):
        return None
    fit = [c for c in figure.claims if _is_of(c, "headline", None, "unstated") and _of_its_day(deal, c)]
    sized = [
        Amount(value=value, claim=claim, caveats=about(claim))
        for claim in fit
        if (value := amount_in(claim, unit, books.rates)) and value.high == value.low
    ]
    for small, large in permutations(sized, 2):
        if abs(large.value.low - small.value.low - money.value.low) <= money.value.low * NEAR:
            return small, large
    return None


def _paired(price: Amount, other: Amount, money: Amount | None) -> Price:
    claims = (price.claim, other.claim, *([money.claim] if money else []))
    return Price(value=price.value, inputs=claims, reading="paired", caveats=("paired", *price.caveats))


def _of_its_day(deal: KnownDeal, claim: KnownClaim) -> bool:
    """False if a claim speaks of a day that lies well outside the deal's own steps."""
    day = claim.record.as_of
    if day is None or deal.since is None or deal.latest is None:
        return True
    return deal.since - SAME_ROUND <= day.last and day.first <= deal.latest + SAME_ROUND


def _priced(books: Books, deal: KnownDeal) -> KnownDeal:
    figure = deal.figures.get("valuation")
    return deal if figure and figure.claims else round_of(books.deals, deal) or deal


def _no_valuation(deal: KnownDeal) -> Reason:
    figure = deal.figures.get("valuation")
    return "other_scope" if figure and figure.claims else "no_valuation"


def _is_market_value(books: Books, deal: KnownDeal) -> bool:
    """Whether an unlabelled valuation is what the market pays: of a listing, or of a company listed by then."""
    if deal.record.kind == "ipo":
        return True
    if is_round(books, deal) or books.organisations[deal.record.subject].ticker is None:
        return False
    listings = [d for d in books.about(deal.record.subject, lambda one: one.kind == "ipo") if d.state == "closed"]
    days, own = [day for d in listings if (day := d.latest)], _began(deal)
    return not days or (own is not None and own >= min(days))


def _began(deal: KnownDeal) -> date | None:
    """The first day of a deal, else the first on which a claim of it was known."""
    claims: Iterable[date] = (c.known for figure in deal.figures.values() for c in figure.claims if c.known)
    return deal.since or min(claims, default=None)


def _is_round(books: Books, record: Deal) -> bool:
    return _moves(books, record) == "equity" and record.kind not in UNPRICED


def _sells_shares(books: Books, record: Deal) -> bool:
    """Whether the shares of a deal exist already."""
    return record.share_type == "secondary" or _moves(books, record) == "secondary"


def _moves(books: Books, record: Deal) -> str | None:
    term = books.vocabulary.deal.get(record.kind)
    return term.moves if term else None


def _with(price: Amount, money: Amount, value: Interval, reading: str, *more: Caveat) -> Price:
    """A price that comes from a valuation and the new money."""
    caveats = dict.fromkeys((*more, *price.caveats, *money.caveats))
    return Price(value=value, inputs=(price.claim, money.claim), reading=reading, caveats=tuple(caveats))


def _hull(one: Interval, other: Interval) -> Interval:
    found = one.hull(other)
    return Interval(max(found.low, Decimal(0)), found.high, found.low_open, found.high_open)
