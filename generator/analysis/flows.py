"""Money between organisations as of a date: who pays whom, for what, how much, and by which claim.

An edge runs the way the money goes. An investor pays the company that issues the shares, a customer its supplier, an
acquirer the owners of what it buys. Nothing is added here that nobody said: where a report gives only the whole of a
deal, its single payments have no amount and carry the whole beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.analysis.books import Books
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal, KnownParticipant, round_of
from generator.analysis.totals import NOT_RAISED
from generator.analysis.values import amount_in
from generator.content.archive import Archive
from generator.content.indexes import indexes_of
from generator.content.records.deal import Status
from generator.content.records.figure import WHOLE_SCOPES
from generator.text.dates import PartialDate
from generator.text.money import Interval

Moves = Literal["equity", "secondary", "debt", "purchase", "grant"]
Firmness = Literal["firm", "announced", "talked"]
FIRMNESS: Mapping[Status | None, Firmness] = {
    "closed": "firm",
    "partially_closed": "firm",
    "approved": "firm",
    "signed": "firm",
    "announced": "announced",
    "term_sheet": "talked",
    "in_talks": "talked",
    "rumoured": "talked",
    None: "talked",
}
"""How far money has come, in three steps; a deal that ended in nothing is in none of them."""
STEPS: tuple[Firmness, ...] = ("firm", "announced", "talked")
"""The steps of `FIRMNESS`, the firmest first."""
CAPITAL: frozenset[Moves] = frozenset(("equity", "debt"))
"""What counts as capital: money that an organisation gets for shares or as a loan."""
ORDERS: frozenset[Moves] = frozenset(("purchase",))
"""What counts as an order: money for goods and services."""
NOTHING = Interval(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One payment of one deal."""

    payer: str
    """Id of the organisation that pays, at the top of its family."""
    receiver: str
    """Id of the organisation that is paid, at the top of its family; never the payer."""
    moves: Moves
    """What the money is for: "equity", "secondary" (existing shares), "debt", "purchase" or "grant"."""
    amount: Interval | None
    """The payment in the publication's currency; None if it is not disclosed or cannot be converted."""
    claim: KnownClaim | None
    """The claim that gives the payment; None if nobody gave it alone."""
    whole: KnownClaim | None
    """The claim about all payments of the deal together, where `claim` is None; None if there is none either."""
    status: Status | None
    """The deal's last known step; None if no step is known."""
    day: date | None
    """Where it stands in time, by `_day`; None if nothing about it bears a date."""
    deal: str
    """Id of the deal."""
    reached: PartialDate | None = None
    """When the deal took that step, as exactly as it was told; None if nobody says."""

    @property
    def firmness(self) -> Firmness:
        """How far the money has come: "firm", "announced" or "talked"."""
        return FIRMNESS[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The new money of one deal for one organisation."""

    deal: str
    """Id of the deal."""
    day: date | None
    """As in `Edge`: the day of its last step, else of the claim; None if nothing about it bears a date."""
    status: Status | None
    """The deal's last known step; None if no step is known."""
    reached: PartialDate | None
    """When the deal took that step, as exactly as it was told; None if nobody says."""
    claim: KnownClaim | None
    """The claim that gives the whole amount; None if none does."""
    whole: Interval | None
    """The whole amount in the publication's currency; None if it is undisclosed."""
    open: Interval | None
    """How much of the whole no payer is known for; None if the whole is undisclosed."""

    @property
    def firmness(self) -> Firmness:
        """How far the money has come: "firm", "announced" or "talked"."""
        return FIRMNESS[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """The capital that one organisation gave or promised another."""

    investor: str
    """Id of the organisation that pays."""
    receiver: str
    """Id of the organisation that is paid."""
    edges: tuple[Edge, ...]
    """Its payments of equity and debt, at least one."""

    def of(self, firmness: Firmness) -> tuple[Edge, ...]:
        """The payments that have come this far."""
        return tuple(edge for edge in self.edges if edge.firmness == firmness)


def edges(archive: Archive, knowledge: Knowledge) -> tuple[Edge, ...]:
    """Every payment between two named organisations, subsidiaries taken for their parents, in a fixed order.

    Left out are unnamed groups, deals that ended or were superseded, and in a round what one of its parts already
    says: money is counted once.
    """
    books = knowledge.books
    return books.once.get("edges", lambda: _in_order(edge for name in archive.deals for edge in _payments(books, name)))


def edges_of(knowledge: Knowledge, name: str) -> tuple[Edge, ...]:
    """Those of `edges` that an organisation pays or gets."""
    books = knowledge.books
    found = (edge for deal in books.naming(books.family(name)) for edge in _payments(books, deal))
    return _in_order(edge for edge in found if name in (edge.payer, edge.receiver))


def among(knowledge: Knowledge, names: Iterable[str]) -> tuple[Edge, ...]:
    """Those of `edges` between any two of some organisations."""
    books, ends = knowledge.books, frozenset(names)
    deals = books.naming({org for name in ends for org in books.family(name)})
    found = (edge for deal in deals for edge in _payments(books, deal))
    return _in_order(edge for edge in found if edge.payer in ends and edge.receiver in ends)


def _in_order(found: Iterable[Edge]) -> tuple[Edge, ...]:
    return tuple(sorted(found, key=lambda e: (e.day or date.max, e.deal, e.payer, e.receiver, e.moves)))


def root(archive: Archive, name: str) -> str:
    """The organisation at the top: its parent's parent, and so on; a ring of parents ends where it began."""
    seen = {name}
    while (parent := archive.organisations[name].parent) and parent not in seen:
        seen.add(parent)
        name = parent
    return name


def raised(archive: Archive, knowledge: Knowledge, receiver: str, paid: Iterable[Edge]) -> tuple[Raised, ...]:
    """The new capital of an organisation, deal by deal, a round and its parts once; oldest first, undated last.

    `paid` are the payments of `edges`. The open part of a deal is the whole less the stated payments, see `less`.
    """
    books = knowledge.books
    payments: dict[str, list[Edge]] = {}
    for edge in paid:
        if edge.receiver == receiver and edge.moves in CAPITAL:
            payments.setdefault(edge.deal, []).append(edge)
    found = []
    for deal in books.deals_of(books.family(receiver)):
        name = deal.id
        if not books.stands(name) or root(archive, deal.record.subject) != receiver:
            continue
        if _moves(archive, deal) not in CAPITAL or deal.record.kind in NOT_RAISED or _is_inside(books, deal):
            continue
        own = dict.fromkeys((name, *_parts(books, name)))
        stated = [edge.amount for edge in _in_order(e for part in own for e in payments.get(part, ())) if edge.amount]
        claim = _flowing(deal.figures.get("amount"))
        whole = amount_in(claim, archive.publication.currency, archive.rates)
        sum_of = total(stated)
        found.append(
            Raised(
                deal=name,
                day=_day(deal, claim),
                status=deal.state,
                reached=deal.reached,
                claim=claim,
                whole=whole,
                open=less(whole, sum_of) if whole and sum_of else whole,
            )
        )
    return tuple(sorted(found, key=lambda r: (r.day or date.max, r.deal)))


def exposures(found: Iterable[Edge], receivers: Iterable[str]) -> tuple[Exposure, ...]:
    """Capital from each investor to each of the receivers, in the order of their names."""
    wanted = set(receivers)
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in found:
        if edge.moves in CAPITAL and edge.receiver in wanted:
            pairs.setdefault((edge.payer, edge.receiver), []).append(edge)
    return tuple(
        Exposure(investor=payer, receiver=receiver, edges=tuple(pairs[payer, receiver]))
        for payer, receiver in sorted(pairs)
    )


def between(found: Iterable[Edge], payer: str, receiver: str, *, capital: bool) -> tuple[Edge, ...]:
    """Every payment from one organisation to another, of capital or of orders: what any place that sums them sums."""
    kinds = CAPITAL if capital else ORDERS
    return tuple(e for e in found if (e.payer, e.receiver) == (payer, receiver) and e.moves in kinds)


def counted(found: Sequence[Edge]) -> tuple[Edge, ...]:
    """The payments that stand for several in one number: those that are more than talk, where any is.

    Money that is talked about is never added to money that was promised.
    """
    agreed = tuple(edge for edge in found if edge.firmness != "talked")
    return agreed or tuple(found)


def is_firm(found: Sequence[Edge]) -> bool:
    """Whether all the money that their number counts is signed: of payments without a number, whether all are."""
    agreed = counted(found)
    stated = [edge for edge in agreed if edge.amount]
    return all(edge.firmness == "firm" for edge in stated or agreed)


def total(amounts: Iterable[Interval | None]) -> Interval | None:
    """The sum; an amount that is not disclosed opens it upwards. None if no amount is disclosed.

    >>> total([Interval(Decimal(8), Decimal(8)), None])
    Interval(low=Decimal('8'), high=None, low_open=False, high_open=False)
    """
    known = list(amounts)
    stated = [amount for amount in known if amount]
    if not stated:
        return None
    found = NOTHING
    for amount in stated:
        found = found.plus(amount)
    return found if len(stated) == len(known) else Interval(found.low, None, found.low_open)


def less(whole: Interval, part: Interval) -> Interval:
    """The rest of a whole without a part of it, [wl - pu, wu - pl], never below zero.

    Of an "up to" the tops are compared, [0, wu - pu]: the whole and its parts then promise the same money.

    >>> less(Interval(Decimal(0), Decimal(15)), Interval(Decimal(0), Decimal(15))).high
    Decimal('0')
    """
    if whole.low == 0 and whole.high is not None:
        return Interval(Decimal(0), Decimal(0) if part.high is None else max(Decimal(0), whole.high - part.high))
    return whole.minus(part)


def _payments(books: Books, name: str) -> tuple[Edge, ...]:
    """The payments that count of one deal: of one that stands, those that none of its parts says already."""

    def own(deal: str) -> tuple[Edge, ...]:
        return books.once.get(("payments", deal), lambda: _counted(books, deal))

    told = {(edge.payer, edge.receiver, edge.moves) for part in _parts(books, name) for edge in own(part)}
    return tuple(edge for edge in own(name) if (edge.payer, edge.receiver, edge.moves) not in told)


def _counted(books: Books, name: str) -> tuple[Edge, ...]:
    return tuple(_of_deal(books.archive, books.deals[name])) if books.stands(name) else ()


def _parts(books: Books, name: str) -> tuple[str, ...]:
    """The deals that stand and are a part or a tranche of another one."""
    naming = indexes_of(books.archive).naming.get(name, ())
    return tuple(part for part in naming if name in books.deals[part].part_of and books.stands(part))


def _is_inside(books: Books, deal: KnownDeal) -> bool:
    """Whether a deal is a part of a round that stands."""
    return round_of({name: books.deals[name] for name in deal.part_of if books.stands(name)}, deal) is not None


def _of_deal(archive: Archive, deal: KnownDeal) -> Iterator[Edge]:
    """The payments of one deal; a participant whose part is a deal of its own pays there."""
    here = [part for part in deal.participants if not part.record.deal]
    pairs: dict[tuple[str, str, Moves], KnownFigure | None] = {}
    for part in here:
        moves = _moves(archive, deal, part)
        term = archive.vocabulary.role.get(part.record.role)
        if term is None or moves is None or not (term.pays or term.receives):
            continue
        others = [
            p
            for p in here
            if p.record.org != part.record.org and _moves(archive, deal, p) == moves and _faces(archive, part, p)
        ]
        names = [p.record.org for p in others] or [
            (part.record.in_ if moves == "equity" else None) or deal.record.subject
        ]
        figures = {p.record.org: p.amount for p in others}
        for name in names:
            ends = (part.record.org, name) if term.pays else (name, part.record.org)
            payer, receiver = (root(archive, end) for end in ends)
            named = all(archive.organisations[end].kind != "placeholder" for end in (payer, receiver))
            if payer != receiver and named:
                pairs.setdefault((payer, receiver, moves), part.amount or figures.get(name))
    whole = _flowing(deal.figures.get("amount"))
    sole = sum(moves == _moves(archive, deal) for _, _, moves in pairs) == 1 and len(here) == len(deal.participants)
    for (payer, receiver, moves), figure in pairs.items():
        main = whole if moves == _moves(archive, deal) else None
        claim = _flowing(figure) or (main if sole else None)
        yield Edge(
            payer=payer,
            receiver=receiver,
            moves=moves,
            amount=amount_in(claim, archive.publication.currency, archive.rates),
            claim=claim,
            whole=None if claim else main,
            status=deal.state,
            day=_day(deal, claim or main),
            deal=deal.id,
            reached=deal.reached,
        )


def _faces(archive: Archive, one: KnownParticipant, other: KnownParticipant) -> bool:
    """True if one of two participants pays and the other receives."""
    roles = archive.vocabulary.role
    a, b = roles.get(one.record.role), roles.get(other.record.role)
    return bool(a and b and ((a.pays and b.receives) or (a.receives and b.pays)))


def _moves(archive: Archive, deal: KnownDeal, part: KnownParticipant | None = None) -> Moves | None:
    """The kind of money that a participant's role moves, else the deal's kind; None if neither says.

    Equity becomes "secondary" where the shares exist already: they are bought from their owners.
    """
    kind, role = (
        archive.vocabulary.deal.get(deal.record.kind),
        archive.vocabulary.role.get(part.record.role) if part else None,
    )
    moves = (role and role.moves) or (kind and kind.moves) or None
    used = deal.record.share_type == "secondary" or bool(kind and kind.moves == "secondary")
    return "secondary" if moves == "equity" and used else moves


def _flowing(figure: KnownFigure | None) -> KnownClaim | None:
    """The claim that gives what is paid, None if no claim does."""
    if figure is None:
        return None
    if figure.shown and figure.shown.record.scope in WHOLE_SCOPES:
        return figure.shown
    return figure.narrowed(lambda claim: claim.record.scope in WHOLE_SCOPES).shown


def _day(deal: KnownDeal, claim: KnownClaim | None) -> date | None:
    """The day of the deal's last step, so that a round stands where it closed and not where talk of it began.

    Where that step bears no date, the day on which the amount was known, else the last dated step, else the first
    claim.
    """
    if deal.reached:
        return deal.reached.last
    if claim and claim.known:
        return claim.known
    claims = [claim.known for figure in deal.figures.values() for claim in figure.claims if claim.known]
    return deal.latest or min(claims, default=None)
