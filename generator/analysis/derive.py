"""Derived values of a deal: implied stakes, pre-money prices, step-ups, stakes after a round, yearly values, the
unallocated rest.

Every derived value carries the claims it came from, its formula and its caveats, or the reason why it cannot be
computed; it is never 0 for want of data. Inputs are agreed claims of the deal itself (`rounds`), taken as they were
said: "about 830" is 830 here, "up to 50" is anything from 0 to 50. Results are intervals, [low of a / high of b, high
of a / low of b].

Formulas: post-money = pre-money + new primary money; the share of new money = amount / post-money; a holder after a
round has s · (1 - new / post) + own / post; a step-up is pre-money / post-money of the round before. Post-money prices
ignore preferences and unexercised options, so they are not fair values (Gornall and Strebulaev, Journal of Financial
Economics 135, 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.analysis import rounds
from generator.analysis.books import Books
from generator.analysis.known import KnownDeal, round_of
from generator.analysis.rounds import Amount, Price
from generator.analysis.values import TIMES, Caveat, Derived, Reason, as_said
from generator.text.money import Interval
from generator.text.reads import Made

STAKES: Mapping[str, str] = {
    "stated": "implied_stake.post",
    "paired": "implied_stake.post",
    "reckoned": "implied_stake.pre",
    "both": "implied_stake.unstated",
}
"""The formula of an implied stake by how the price after the round is known."""
BEFORE: Mapping[str, str] = {
    "reckoned": "implied_pre",
    "both": "implied_pre.unstated",
    "paired": "implied_pre.paired",
}
"""The formula of the price before the round by how it is known; one that was stated is not computed."""


def derive(books: Books) -> Mapping[str, Mapping[str, Derived]]:
    """Every derived value of every deal, by deal and address, found when a deal is first asked for.

    Values that cannot be computed carry the reason.
    """
    return Made(books.deals, lambda name: {found.path: found for found in _of(books, books.deals[name])})


def _of(books: Books, deal: KnownDeal) -> Iterator[Derived]:
    moves = _moves(books, deal)
    if moves == "equity" and deal.record.kind not in ("acquisition", "merger"):
        for part in deal.participants:
            org, role = part.record.org, books.vocabulary.role.get(part.record.role)
            if f"{org}.amount" in deal.figures and role and role.pays:
                yield _implied_stake(books, deal, f"{org}.implied_stake", f"{org}.amount")
            if f"{org}.stake" in deal.figures:
                yield from _stake_after(books, deal, org)
        if deal.record.kind == "stake" and "amount" in deal.figures:
            yield _implied_stake(books, deal, "implied_stake", "amount")
        if "valuation" in deal.figures:
            yield _implied_pre(books, deal)
            if rounds.is_round(books, deal):
                yield _step_up(books, deal)
        if len(deal.participants) > 1:
            yield from _unallocated(books, deal)
    if moves == "purchase" and "amount" in deal.figures:
        yield _annual_value(books, deal)


def _implied_stake(books: Books, deal: KnownDeal, path: str, address: str) -> Derived:
    def fail(reason: Reason) -> Derived:
        return _no(deal, path, "%", "implied_stake", reason)

    if deal.record.share_type == "secondary":
        return fail("existing_shares")
    own = rounds.amount(books, deal, address)
    if not isinstance(own, Amount):
        return fail(own)
    price = rounds.after(books, deal)
    if not isinstance(price, Price):
        return fail(price)
    share = own.value.over(price.value)
    if share is None:
        return fail("open_ended")
    return Derived(
        of=deal.id,
        path=path,
        value=share.times(Decimal(100)),
        unit="%",
        formula=STAKES[price.reading],
        inputs=(own.claim, *price.inputs),
        caveats=_once(price.caveats, own.caveats, _draw(deal)),
    )


def _implied_pre(books: Books, deal: KnownDeal) -> Derived:
    unit = books.currency(deal.record.subject)
    price = rounds.before(books, deal)
    if not isinstance(price, Price):
        return _no(deal, "implied_pre", unit, "implied_pre", price)
    if price.reading == "stated":
        return _no(deal, "implied_pre", unit, "implied_pre", "stated")
    return Derived(
        of=deal.id,
        path="implied_pre",
        value=price.value,
        unit=unit,
        formula=BEFORE[price.reading],
        inputs=price.inputs,
        caveats=price.caveats,
    )


def _step_up(books: Books, deal: KnownDeal) -> Derived:
    """This round's pre-money price divided by the post-money price of the last round.

    Both are read as they were said, else reckoned with the money of their own round; where a source does not say which
    price it gives, the result spans both readings.
    """

    def fail(reason: Reason) -> Derived:
        return _no(deal, "step_up", TIMES, "step_up", reason)

    if deal.record.share_type == "secondary":
        return fail("existing_shares")
    new = rounds.before(books, deal)
    if not isinstance(new, Price):
        return fail(new)
    earlier = rounds.previous(books, deal)
    if not isinstance(earlier, KnownDeal):
        return fail(earlier)
    old = rounds.after(books, earlier)
    value = new.value.over(old.value) if isinstance(old, Price) else None
    if not isinstance(old, Price) or value is None:
        return fail("open_ended" if isinstance(old, Price) else old)
    return Derived(
        of=deal.id,
        path="step_up",
        value=value,
        unit=TIMES,
        formula="step_up",
        inputs=(*new.inputs, *old.inputs),
        caveats=_once(new.caveats, old.caveats),
    )


def _stake_after(books: Books, deal: KnownDeal, org: str) -> Iterator[Derived]:
    """A holder's share after the round, from the share before it and its part in the round."""
    figure = deal.figures[f"{org}.stake"]
    held = next((claim for claim in figure.claims if claim.record.scope == "previous"), None)
    if held is None or held.value.low is None:
        return
    path = f"{org}.stake_after"

    def fail(reason: Reason) -> Derived:
        return _no(deal, path, "%", "stake_after", reason)

    own = rounds.amount(books, deal, f"{org}.amount")
    if not isinstance(own, Amount) and deal.record.kind == "stake":
        # A deal about one investor's money has its part as the whole.
        own = rounds.amount(books, deal)
    new = rounds.amount(books, round_of(books.deals, deal) or deal)
    price = rounds.after(books, deal)
    if not isinstance(own, Amount):
        yield fail(own)
    elif not isinstance(price, Price):
        yield fail(price)
    elif not isinstance(new, Amount):
        yield fail("no_whole")
    else:
        diluted, bought = new.value.over(price.value), own.value.over(price.value)
        if diluted is None or bought is None or diluted.high is None:
            yield fail("open_ended")
            return
        kept = Interval(Decimal(1), Decimal(1)).minus(diluted)
        share = as_said(held)
        high = None if share.high is None or kept.high is None else share.high * kept.high
        yield Derived(
            of=deal.id,
            path=path,
            value=Interval(share.low * kept.low, high).plus(bought.times(Decimal(100))),
            unit="%",
            formula="stake_after",
            inputs=(held, own.claim, new.claim, *price.inputs),
            caveats=_once(rounds.about(held), own.caveats, new.caveats, price.caveats, _draw(deal)),
        )


def _annual_value(books: Books, deal: KnownDeal) -> Derived:
    unit = books.currency(deal.record.subject)
    whole = rounds.amount(books, deal)
    if not isinstance(whole, Amount):
        return _no(deal, "annual_value", unit, "annual_value", whole)
    if whole.claim.record.scope != "headline":
        return _no(deal, "annual_value", unit, "annual_value", "other_scope")
    months = deal.record.duration_months
    if months is None or not deal.complete:
        return _no(deal, "annual_value", unit, "annual_value", "no_duration")
    return Derived(
        of=deal.id,
        path="annual_value",
        value=whole.value.times(Decimal(12) / months),
        unit=unit,
        formula="annual_value",
        inputs=(whole.claim,),
        caveats=("even", *whole.caveats),
    )


def _unallocated(books: Books, deal: KnownDeal) -> Iterator[Derived]:
    """The rest of the amount once the agreed amount of every named participant is taken off, never below 0."""
    whole = rounds.amount(books, deal)
    if not isinstance(whole, Amount):
        return
    found = {name: rounds.amount(books, deal, f"{name}.amount") for name in deal.parties}
    named = [one for one in found.values() if isinstance(one, Amount) and one.claim.group == whole.claim.group]
    claims = [figure.shown for name in deal.parties if (figure := deal.figures.get(f"{name}.amount"))]
    silent = any(claim and claim.value.low is None for claim in claims)
    if not named:
        return
    left = whole.value
    for part in named:
        left = left.minus(part.value)
    caveats: tuple[Caveat, ...] = ("undisclosed",) if silent else ()
    yield Derived(
        of=deal.id,
        path="unallocated",
        value=left,
        unit=books.currency(deal.record.subject),
        formula="unallocated",
        inputs=(whole.claim, *(part.claim for part in named)),
        caveats=_once(caveats, whole.caveats, *(part.caveats for part in named)),
    )


def _once(*caveats: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
    """All reservations, each once."""
    return tuple(dict.fromkeys(caveat for some in caveats for caveat in some))


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
