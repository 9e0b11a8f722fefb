"""Derived values of a deal: implied stakes, pre-money prices, step-ups, stakes after a round, yearly values, the
unallocated rest.

Every derived value carries the claims it came from, its formula and its caveats, or the reason why it cannot be
computed; it is never 0 for want of data. Inputs are the shown claims, taken as they were said: "about 830" is 830 here,
"up to 50" is anything from 0 to 50. Results are intervals, [low of a / high of b, high of a / low of b].

Formulas: post-money = pre-money + new primary money; the share of new money = amount / post-money; a holder after a
round has s · (1 - new / post) + own / post. Post-money prices ignore preferences and unexercised options, so they are
not fair values (Gornall and Strebulaev, Journal of Financial Economics 135, 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.books import Books
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal, round_of
from generator.analysis.values import TIMES, Caveat, Derived, Reason, amount_in, as_said
from generator.content.records.figure import WHOLE_SCOPES, Basis
from generator.text.money import Interval


@dataclass(frozen=True, slots=True)
class _Price:
    """A deal's valuation after the round, as said or computed."""

    post: Interval
    """The valuation after the round, in the currency of the deal's subject."""
    inputs: tuple[KnownClaim, ...]
    """The claims it comes from, in the order in which the formula names them."""
    formula: str
    """The formula for a stake at this price, a key of the catalogues: "implied_stake.pre"."""
    caveats: tuple[Caveat, ...]
    """Reservations that every value computed with this price inherits."""


def derive(books: Books) -> Mapping[str, Mapping[str, Derived]]:
    """Every derived value of every deal, by deal and address; values that cannot be computed carry the reason."""
    return {name: {found.path: found for found in _of(books, deal)} for name, deal in books.deals.items()}


def _of(books: Books, deal: KnownDeal) -> Iterator[Derived]:
    moves = _moves(books, deal)
    if moves == "equity" and deal.record.kind not in ("acquisition", "merger"):
        for part in deal.participants:
            org = part.record.org
            if f"{org}.amount" in deal.figures:
                yield _implied_stake(books, deal, f"{org}.implied_stake", deal.figures[f"{org}.amount"])
            if f"{org}.stake" in deal.figures:
                yield from _stake_after(books, deal, org)
        if deal.record.kind == "stake" and "amount" in deal.figures:
            yield _implied_stake(books, deal, "implied_stake", deal.figures["amount"])
        if "valuation" in deal.figures:
            yield _implied_pre(books, deal)
            yield _step_up(books, deal)
        if len(deal.participants) > 1 and _shown(deal, "amount"):
            yield from _unallocated(books, deal)
    if moves == "purchase" and "amount" in deal.figures:
        yield _annual_value(books, deal)


def _implied_stake(books: Books, deal: KnownDeal, path: str, figure: KnownFigure) -> Derived:
    def fail(reason: Reason) -> Derived:
        return _no(deal, path, "%", "implied_stake", reason)

    if deal.record.share_type == "secondary":
        return fail("existing_shares")
    amount = figure.shown
    own = _amount(books, deal, amount)
    if amount is None or own is None:
        return fail("no_amount")
    price = _price(books, deal)
    if price is None:
        return fail("no_valuation")
    share = own.over(price.post)
    if share is None:
        return fail("open_ended")
    return Derived(
        of=deal.id,
        path=path,
        value=share.times(Decimal(100)),
        unit="%",
        formula=price.formula,
        inputs=(amount, *price.inputs),
        caveats=(*price.caveats, *_draw(deal)),
    )


def _implied_pre(books: Books, deal: KnownDeal) -> Derived:
    unit = books.currency(deal.record.subject)
    if _valuation(deal, "pre_money"):
        return _no(deal, "implied_pre", unit, "implied_pre", "stated")
    claim = _valuation(deal, "post_money") or _valuation(deal, "unstated")
    whole = _shown(deal, "amount")
    post, new = _amount(books, deal, claim), _amount(books, deal, whole)
    if claim is None or post is None:
        return _no(deal, "implied_pre", unit, "implied_pre", "no_valuation")
    if whole is None or new is None:
        return _no(deal, "implied_pre", unit, "implied_pre", "no_whole")
    if deal.record.share_type == "secondary":
        return _no(deal, "implied_pre", unit, "implied_pre", "existing_shares")
    caveats: tuple[Caveat, ...] = ("basis_unstated",) if claim.record.basis == "unstated" else ()
    return Derived(
        of=deal.id,
        path="implied_pre",
        value=post.minus(new),
        unit=unit,
        formula="implied_pre",
        inputs=(claim, whole),
        caveats=caveats,
    )


def _step_up(books: Books, deal: KnownDeal) -> Derived:
    """This round's pre-money price divided by the post-money price of the last round.

    Not computed if the earlier deal sold existing shares: such a sale sets no price that a round can be compared with.
    """

    def fail(reason: Reason) -> Derived:
        return _no(deal, "step_up", TIMES, "step_up", reason)

    earlier = _earlier(books, deal)
    if earlier is None:
        return fail("no_earlier_price")
    if earlier.record.share_type == "secondary" or _moves(books, earlier) == "secondary":
        return fail("earlier_secondary")
    old = _valuation(earlier, "post_money")
    new = _valuation(deal, "pre_money")
    before, after = _amount(books, earlier, old), _amount(books, deal, new)
    if old is None or before is None:
        return fail("no_earlier_price")
    if new is None or after is None:
        return fail("no_valuation")
    value = after.over(before)
    if value is None:
        return fail("open_ended")
    return Derived(of=deal.id, path="step_up", value=value, unit=TIMES, formula="step_up", inputs=(new, old))


def _stake_after(books: Books, deal: KnownDeal, org: str) -> Iterator[Derived]:
    """A holder's share after the round, from the share before it and its part in the round."""
    figure = deal.figures[f"{org}.stake"]
    before = next((claim for claim in figure.claims if claim.record.scope == "previous"), None)
    if before is None or before.value.low is None:
        return
    path = f"{org}.stake_after"
    own_claim = _shown(deal, f"{org}.amount") or _shown(deal, "amount")
    whole_deal = round_of(books.deals, deal) or deal
    whole = _shown(whole_deal, "amount")
    price = _price(books, deal)
    own, new = _amount(books, deal, own_claim), _amount(books, whole_deal, whole)
    if own_claim is None or own is None:
        yield _no(deal, path, "%", "stake_after", "no_amount")
        return
    if price is None:
        yield _no(deal, path, "%", "stake_after", "no_valuation")
        return
    diluted, bought = new.over(price.post) if new else None, own.over(price.post)
    if whole is None or diluted is None or bought is None or diluted.high is None:
        yield _no(deal, path, "%", "stake_after", "no_whole")
        return
    one = Interval(Decimal(1), Decimal(1))
    held = as_said(before)
    kept = one.minus(diluted)
    value = Interval(held.low * kept.low, None if held.high is None or kept.high is None else held.high * kept.high)
    yield Derived(
        of=deal.id,
        path=path,
        value=value.plus(bought.times(Decimal(100))),
        unit="%",
        formula="stake_after",
        inputs=(before, own_claim, whole, *price.inputs),
        caveats=(*price.caveats, *_draw(deal)),
    )


def _annual_value(books: Books, deal: KnownDeal) -> Derived:
    unit = books.currency(deal.record.subject)
    claim = _shown(deal, "amount")
    amount = _amount(books, deal, claim)
    if claim is None or amount is None:
        return _no(deal, "annual_value", unit, "annual_value", "no_amount")
    months = deal.record.duration_months
    if months is None or not deal.complete:
        return _no(deal, "annual_value", unit, "annual_value", "no_duration")
    return Derived(
        of=deal.id,
        path="annual_value",
        value=amount.times(Decimal(12) / months),
        unit=unit,
        formula="annual_value",
        inputs=(claim,),
        caveats=("even",),
    )


def _unallocated(books: Books, deal: KnownDeal) -> Iterator[Derived]:
    """The rest of the amount once the shown amount of every named participant is taken off, never below 0."""
    whole = _shown(deal, "amount")
    left = _amount(books, deal, whole)
    parts = [_shown(deal, f"{part.record.org}.amount") for part in deal.participants]
    named = [claim for claim in dict.fromkeys(parts) if claim and whole and claim.record.scope == whole.record.scope]
    silent = [claim for claim in named if claim.value.low is None]
    named = [claim for claim in named if claim.value.low is not None]
    if whole is None or left is None or not named:
        return
    for claim in named:
        amount = _amount(books, deal, claim)
        left = left.minus(amount) if amount else left
    unit = books.currency(deal.record.subject)
    yield Derived(
        of=deal.id,
        path="unallocated",
        value=left,
        unit=unit,
        formula="unallocated",
        inputs=(whole, *named),
        caveats=("undisclosed",) if silent else (),
    )


def _price(books: Books, deal: KnownDeal) -> _Price | None:
    """The valuation after the round: post-money as said, else pre-money plus the new money.

    If no source says which of the two a valuation is, the result spans both. A deal without a valuation of its own
    takes that of its round. None if no valuation is known.
    """
    whole_deal = (
        deal
        if "valuation" in deal.figures and deal.figures["valuation"].claims
        else round_of(books.deals, deal) or deal
    )
    post, pre, bare = (_valuation(whole_deal, basis) for basis in ("post_money", "pre_money", "unstated"))
    whole = _shown(whole_deal, "amount")
    new = _amount(books, whole_deal, whole)
    after, before, either = (_amount(books, whole_deal, claim) for claim in (post, pre, bare))
    if post and after:
        return _Price(after, (post,), "implied_stake.post", _about(post))
    if pre and before and whole and new:
        return _Price(before.plus(new), (pre, whole), "implied_stake.pre", _about(pre, whole))
    if bare and either and whole and new:
        both = either.hull(either.plus(new))
        return _Price(both, (bare, whole), "implied_stake.unstated", ("basis_unstated", *_about(bare, whole)))
    if bare and either:
        return _Price(either, (bare,), "implied_stake.post", ("basis_unstated", "whole_unknown", *_about(bare)))
    return None


def _earlier(books: Books, deal: KnownDeal) -> KnownDeal | None:
    """The nearest deal with a valuation that this one follows, directly or through others; None if there is none."""
    seen = {deal.id}
    names = [r.deal for r in deal.relations if r.type == "follows"]
    while names:
        name = names.pop(0)
        earlier = books.deals[name]
        if name in seen or earlier.record.subject != deal.record.subject:
            continue
        seen.add(name)
        if "valuation" in earlier.figures and earlier.figures["valuation"].claims:
            return earlier
        names += [r.deal for r in earlier.relations if r.type == "follows"]
    return None


def _valuation(deal: KnownDeal, basis: Basis) -> KnownClaim | None:
    """The claim of the valuation on one basis: of what was agreed, else of what is sought; parts never count."""
    figure = deal.figures.get("valuation")
    if figure is None:
        return None
    for scope in WHOLE_SCOPES:
        claim = figure.narrowed(
            lambda claim, scope=scope: (
                claim.record.basis == basis
                and claim.record.scope == scope  # type: ignore[misc]
                and claim.record.what is None
            )
        ).shown
        if claim is not None:
            return claim
    return None


def _shown(deal: KnownDeal, path: str) -> KnownClaim | None:
    """The shown claim of a figure, None if it is not of the whole deal."""
    figure = deal.figures.get(path)
    claim = figure.shown if figure else None
    return claim if claim and claim.record.scope in WHOLE_SCOPES else None


def _amount(books: Books, deal: KnownDeal, claim: KnownClaim | None) -> Interval | None:
    """A claim about a deal in the currency of the deal's subject."""
    return amount_in(claim, books.currency(deal.record.subject), books.rates)


def _about(*claims: KnownClaim) -> tuple[Caveat, ...]:
    return ("about",) if any(claim.value.qualifier == "about" for claim in claims) else ()


def _draw(deal: KnownDeal) -> tuple[Caveat, ...]:
    """Conditions and open tranches: the stake holds only once everything is paid in."""
    return ("full_draw",) if deal.conditions or deal.record.money_type in ("commitment", "option") else ()


def _moves(books: Books, deal: KnownDeal) -> str | None:
    """The kind of money that the deal moves, by the vocabulary: "equity", "purchase"; None if the vocabulary names
    none."""
    term = books.vocabulary.deal.get(deal.record.kind)
    return term.moves if term else None


def _no(deal: KnownDeal, path: str, unit: str, formula: str, reason: Reason) -> Derived:
    """A value that cannot be computed, with the reason."""
    return Derived(of=deal.id, path=path, value=None, unit=unit, formula=formula, inputs=(), reason=reason)
