"""Totals of what an organisation raised and what it committed, each amount counted once.

Only leaf deals count: a part of a round is left to the round if the round's amount is known; a participant whose amount
is another deal's is left to that deal. Running totals (`cumulative`), existing shares, what was cancelled or
superseded, and unnamed groups stay out. The sums are intervals: "up to 30" adds 0 to 30, never 30. Talks,
announcements, signatures and closings are never added together, nor equity, debt, contracts and options.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.analysis.books import Books
from generator.analysis.figures import KnownClaim
from generator.analysis.known import KnownDeal, KnownParticipant, whole_of
from generator.analysis.values import amount_in
from generator.content.records.figure import WHOLE_SCOPES
from generator.text.money import Interval

Bucket = Literal["closed", "signed", "announced", "talks"]
Instrument = Literal["equity", "debt", "contract", "option"]
Side = Literal["raised", "committed"]
BUCKETS: Mapping[str, Bucket] = {
    "closed": "closed",
    "partially_closed": "closed",
    "signed": "signed",
    "approved": "signed",
    "announced": "announced",
    "term_sheet": "talks",
    "in_talks": "talks",
    "rumoured": "talks",
}
"""How firm a deal is, by its status; cancelled, lapsed, blocked and superseded deals are in no bucket."""
INSTRUMENTS: Mapping[str, Instrument] = {"equity": "equity", "debt": "debt", "purchase": "contract"}
"""The instrument by which a deal is counted, by what its kind moves; what moves anything else is not counted."""
NOT_RAISED = ("acquisition", "merger")
"""Kinds that move shares but bring the company no new money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deal's part in a total."""

    deal: str
    """Id of the deal."""
    bucket: Bucket
    """How firm it is: "closed", "signed", "announced" or "talks"."""
    instrument: Instrument
    """What the money buys: "equity", "debt", a "contract" or an "option"."""
    claim: KnownClaim | None
    """The claim that gives the amount; None if none does."""
    amount: Interval | None
    """The amount in the total's currency; None if it was not disclosed or cannot be converted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """All that an organisation raised or committed, or that some deals move, in one currency."""

    currency: str
    """Code of the currency of all amounts: "USD"."""
    entries: tuple[Entry, ...]
    """The deals, each once for each payer that counts; those with an undisclosed amount too."""

    def of(self, bucket: Bucket, instrument: Instrument) -> tuple[Entry, ...]:
        """The entries of one cell of the table."""
        return tuple(e for e in self.entries if e.bucket == bucket and e.instrument == instrument)

    def sum(self, bucket: Bucket, instrument: Instrument) -> Interval | None:
        """The sum of one cell, None if no amount in it is known."""
        known = [entry.amount for entry in self.of(bucket, instrument) if entry.amount is not None]
        if not known:
            return None
        total = Interval(Decimal(0), Decimal(0))
        for amount in known:
            total = total.plus(amount)
        return total


def raised(books: Books, org: str) -> Total:
    """The new money that came to an organisation and those below it, as the subject of the deals."""
    family, currency = books.family(org), books.currency(org)
    entries = []
    for deal in books.deals_of(family):
        if deal.record.subject not in family or not _counts(books, deal) or deal.record.kind in NOT_RAISED:
            continue
        instrument = _instrument(books, deal)
        if instrument in (None, "contract") or _covered(books, deal, family):
            continue
        claim = _of(deal, "amount")
        entries.append(_entry(books, deal, instrument, claim, currency))
    return Total(currency=currency, entries=tuple(entry for entry in entries if entry))


def committed(books: Books, org: str) -> Total:
    """The money that an organisation and those below it gave or promised, as the paying side of the deals."""
    if books.organisations[org].kind == "placeholder":
        return Total(currency=books.currency(org), entries=())
    family, currency = books.family(org), books.currency(org)
    entries = []
    for deal in books.deals_of(family):
        instrument = _instrument(books, deal)
        if instrument is None or not _counts(books, deal):
            continue
        mine = [part for part in _payers(books, deal) if part.record.org in family and not part.record.deal]
        own = [part for part in mine if part.amount]
        # Who is customer and lender in one deal has not given its amount twice.
        for part in own or mine[:1]:
            entries.append(_entry(books, deal, instrument, _own_part(books, deal, part), currency))
    return Total(currency=currency, entries=tuple(entry for entry in entries if entry))


def of_deals(books: Books, names: Sequence[str], currency: str, beside: Collection[str] = ()) -> Total:
    """The total of some deals, an issue's for example, each deal once.

    A part is left to its whole if the whole has an amount and is among the deals or among those counted `beside` them.
    """
    chosen = {*names, *beside}
    entries = []
    for name in dict.fromkeys(names):
        deal = books.deals[name]
        instrument = _instrument(books, deal)
        whole = whole_of(books.deals, deal)
        if instrument is None or not _counts(books, deal) or (whole and whole.id in chosen and _of(whole, "amount")):
            continue
        entries.append(_entry(books, deal, instrument, _of(deal, "amount"), currency))
    return Total(currency=currency, entries=tuple(entry for entry in entries if entry))


def _counts(books: Books, deal: KnownDeal) -> bool:
    """True if the deal stands, its status is known, and it moves new money."""
    return books.stands(deal.id) and deal.state is not None and deal.record.share_type != "secondary"


def _instrument(books: Books, deal: KnownDeal) -> Instrument | None:
    if deal.record.money_type == "option":
        return "option"
    term = books.vocabulary.deal.get(deal.record.kind)
    return INSTRUMENTS.get(term.moves or "") if term else None


def _covered(books: Books, deal: KnownDeal, family: frozenset[str]) -> bool:
    """True if the round that the deal is part of has an amount of its own, which then stands for both."""
    whole = whole_of(books.deals, deal)
    return bool(whole and whole.record.subject in family and _counts(books, whole) and _of(whole, "amount"))


def _payers(books: Books, deal: KnownDeal) -> Iterator[KnownParticipant]:
    for part in deal.participants:
        term = books.vocabulary.role.get(part.record.role)
        if term and term.pays:
            yield part


def _own_part(books: Books, deal: KnownDeal, part: KnownParticipant) -> KnownClaim | None:
    """The participant's own amount, or the deal's if nobody else pays."""
    if part.amount:
        return _of(deal, f"{part.record.org}.amount")
    alone = len({other.record.org for other in _payers(books, deal)}) == 1
    return _of(deal, "amount") if alone else None


def _of(deal: KnownDeal, path: str) -> KnownClaim | None:
    """The shown claim of a figure, None if it is not of the whole deal."""
    figure = deal.figures.get(path)
    claim = figure.shown if figure else None
    return claim if claim and claim.record.scope in WHOLE_SCOPES else None


def _entry(
    books: Books, deal: KnownDeal, instrument: Instrument | None, claim: KnownClaim | None, currency: str
) -> Entry | None:
    state = deal.state
    if instrument is None or state is None:
        return None
    return Entry(
        deal=deal.id,
        bucket=BUCKETS[state],
        instrument=instrument,
        claim=claim,
        amount=amount_in(claim, currency, books.rates),
    )
