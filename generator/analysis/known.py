"""Every deal as of a date: the one place that decides what an issue may say.

A claim counts from its known date, a status from its own date, anything else from the first publication of its sources.
What bears no date at all is as new as the newest thing in its deal: it is shown only where all of the deal is known. So
an issue cannot print tomorrow's title, and the deal's own page loses nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.analysis import agreement, figures
from generator.analysis.figures import Inputs, KnownClaim, KnownFigure
from generator.analysis.texts import DealTexts, texts
from generator.content.archive import Archive
from generator.content.indexes import indexes_of
from generator.content.records.deal import (
    STATUS_ORDER,
    Condition,
    Deal,
    Expectation,
    Participant,
    Relation,
    Statement,
    Status,
    StatusEntry,
    Tranche,
)
from generator.text.dates import PartialDate
from generator.text.reads import Made

DEAL_FIGURES = ("amount", "valuation", "capacity")
"""Addresses of the figures that a deal as a whole can have."""
AGREED: tuple[Status, ...] = STATUS_ORDER[STATUS_ORDER.index("announced") :]
"""Steps at which a deal has been announced."""
PART_OF = ("part_of", "tranche_of")
"""Relations of a part to its whole."""
OPEN_TO_MANY = ("funding_round", "secondary_sale", "debt", "grant", "ipo")
"""Kinds of deal that are spoken of before anybody who gives the money is named, and that others join later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTranche:
    """A part of a participant's amount, as far as somebody had said how large it is."""

    record: Tranche
    """What the editor wrote: by when it is due, on what it depends, how far it has come."""
    shown: KnownClaim
    """The claim to print of its amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParticipant:
    """An organisation's part in a deal, as of a date."""

    record: Participant
    """The participant as it was written."""
    amount: KnownFigure | None
    """Its amount, its own or another deal's; the deal has it under `<org>.amount`. None if it has none."""
    stake: KnownFigure | None
    """Its stake; the deal has it under `<org>.stake`. None if it has none."""
    tranches: tuple[KnownTranche, ...] = ()
    """The parts of its amount; () if none was known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDeal:
    """A deal as of a date."""

    id: str
    """Id of the deal: "openai-round-2026"."""
    record: Deal
    """The deal as it was written, later knowledge included; of its texts only those in `texts` may be shown."""
    as_of: date
    """The date whose knowledge this is."""
    complete: bool
    """True if nothing in the record is newer than the date."""
    texts: DealTexts
    """The editor's headline, summary and reason, as far as the date may print them."""
    status: tuple[StatusEntry, ...]
    """Its steps by the date, in the order of the file."""
    figures: Mapping[str, KnownFigure]
    """Every figure by its address in the deal: "amount", "amazon.amount", "trio". A participant whose amount is another
    deal's is found under its own address here and keeps the other deal's claims."""
    participants: tuple[KnownParticipant, ...]
    """Participants that the date knew of."""
    expected: tuple[Expectation, ...]
    """Expected events that the date knew of, settled ones too."""
    conditions: tuple[Condition, ...]
    """Conditions that the date knew of."""
    statements: tuple[Statement, ...]
    """Statements of parties by the date."""
    relations: tuple[Relation, ...]
    """Relations to deals that the date knew of."""

    @property
    def state(self) -> Status | None:
        """The last known step: how far the deal has come; None if no step is known."""
        return self.status[-1].to if self.status else None

    @property
    def reached(self) -> PartialDate | None:
        """The date of the last known step, as exactly as it was told.

        None if no step is known or the last one bears no date; an earlier step's date is never taken instead.
        """
        return self.status[-1].date if self.status else None

    @property
    def part_of(self) -> tuple[str, ...]:
        """Ids of the deals that it is a part or a tranche of."""
        return tuple(relation.deal for relation in self.relations if relation.type in PART_OF)

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of the known parties, each once: the deal's subject, then its participants."""
        return tuple(dict.fromkeys([self.record.subject, *(part.record.org for part in self.participants)]))

    @property
    def since(self) -> date | None:
        """The first day on which anything happened in it, None if no day is known."""
        return min((entry.date.last for entry in self.status if entry.date), default=None)

    @property
    def latest(self) -> date | None:
        """The last day on which its status changed, None if no day is known."""
        return max((entry.date.last for entry in self.status if entry.date), default=None)

    @property
    def newest(self) -> date | None:
        """The first day that its newest step can mean, by which lists are ordered; None if no day is known.

        What happened on some day of half a year is not news of its last day.
        """
        return max((entry.date.first for entry in self.status if entry.date), default=None)

    @property
    def is_known(self) -> bool:
        """True if a step or a claim of the deal was known on `as_of`."""
        return bool(self.status or any(figure.claims for figure in self.figures.values()))


def know(archive: Archive, as_of: date, *, undated: bool) -> Mapping[str, KnownDeal]:
    """All deals as of a date, by id; `undated` includes what bears no date, as deal pages do and issues do not.

    Each is found when it is first asked for, and once for all dates between two days on which it changes.
    """
    return Made(archive.deals, partial(_known, archive, as_of, undated))


def _known(archive: Archive, as_of: date, undated: bool, name: str) -> KnownDeal:
    since = _since(_days(archive, name), as_of)
    found = archive.once.get(("known", name, since, undated), lambda: _find(archive, since, undated, name))
    return found if found.as_of == as_of else replace(found, as_of=as_of)


def _find(archive: Archive, as_of: date, undated: bool, name: str) -> KnownDeal:
    """What a date knew of a deal, computed."""
    deal, inputs = archive.deals[name], _inputs(archive, as_of, undated, name)
    linked = dict(_figures_of(archive, as_of, undated, name))
    for part in deal.participants:
        if part.deal and (amount := _figures_of(archive, as_of, undated, part.deal).get("amount")):
            linked[f"{part.org}.amount"] = amount
    tranches = {index: _tranches(archive, inputs, name, index) for index in range(len(deal.participants))}
    relations = tuple(r for r in deal.relations if _is_known(archive, as_of, undated, r.deal))
    return replace(_deal(inputs, name, deal, linked, tranches), relations=relations)


def _is_known(archive: Archive, as_of: date, undated: bool, name: str) -> bool:
    """What `KnownDeal.is_known` says of a deal, found without all else that is known of it."""
    if name not in archive.deals:
        return False
    deal, inputs = archive.deals[name], _inputs(archive, as_of, undated, name)
    if any(_happened(inputs, entry) for entry in deal.status):
        return True
    amounts = (_figures_of(archive, as_of, undated, part.deal).get("amount") for part in deal.participants if part.deal)
    figures = (*_figures_of(archive, as_of, undated, name).values(), *amounts)
    return any(figure.claims for figure in figures if figure)


def _figures_of(archive: Archive, as_of: date, undated: bool, name: str) -> Mapping[str, KnownFigure]:
    """The figures of a deal's own file, once for all dates between two days on which they change."""
    since = _since(_own_days(archive, name), as_of)
    inputs = _inputs(archive, since, undated, name)
    return archive.once.get(
        ("figures", name, since, undated), lambda: _figures(archive, inputs, name, archive.deals[name])
    )


def _since(days: tuple[date, ...], as_of: date) -> date:
    """The last of some days that is not later than a date; `date.min` before the first."""
    place = bisect_right(days, as_of)
    return days[place - 1] if place else date.min


def _days(archive: Archive, name: str) -> tuple[date, ...]:
    """Every day on which anything about a deal may change, sorted: its own, and those of the deals that it names, which
    may become known and whose amounts may be its participants'."""

    def found() -> tuple[date, ...]:
        deal = archive.deals[name]
        others = {name, *(relation.deal for relation in deal.relations)} & archive.deals.keys()
        parts = (part.deal for other in others for part in archive.deals[other].participants if part.deal)
        return tuple(sorted({day for other in {*others, *parts} for day in _own_days(archive, other)}))

    return archive.once.get(("days", name), found)


def _own_days(archive: Archive, name: str) -> tuple[date, ...]:
    """Every day on which what a deal's own file tells may change, sorted."""
    return archive.once.get(("own days", name), lambda: tuple(sorted(set(_told_on(archive, archive.deals[name])))))


def _told_on(archive: Archive, deal: Deal) -> Iterator[date]:
    """The days that anything in a deal's file bears, and those of the pages that it quotes."""
    claims = [claim for place in deal.figures() for claim in place.record.claims]
    told = [entry.date for entry in deal.status] + [entry.date for entry in deal.statements]
    yield from (day.last for day in (*told, *(claim.as_of for claim in claims)) if day)
    yield from (entry.date for entry in deal.texts)
    quoted = [claim.src for claim in claims] + [part.src for part in deal.participants]
    quoted += [entry.src for entry in deal.expected] + [entry.src for entry in deal.conditions]
    quoted += [entry.src for entry in deal.statements]
    for source in {*deal.src, *(source for sources in quoted for source in sources)}:
        if day := archive.sources[source].day:
            yield day


def stands(archive: Archive, deals: Mapping[str, KnownDeal], name: str) -> bool:
    """Whether a deal's money may be counted: known, not ended, not superseded by another one, no running total."""
    deal = deals[name]
    return (
        deal.is_known
        and (deal.state is None or deal.state in STATUS_ORDER)
        and not deal.record.cumulative
        and not any(
            relation.type == "supersedes" and relation.deal == name
            for other in indexes_of(archive).naming.get(name, ())
            if deals[other].is_known
            for relation in deals[other].relations
        )
    )


def whole_of(deals: Mapping[str, KnownDeal], deal: KnownDeal) -> KnownDeal | None:
    """The deal among `deals` that this one is a part or a tranche of, the first that it names; None if it is none."""
    return next((deals[name] for name in deal.part_of if name in deals), None)


def round_of(deals: Mapping[str, KnownDeal], deal: KnownDeal) -> KnownDeal | None:
    """The round of the same company that a deal is a part of; None for a deal that stands alone.

    Money that one investor puts into a round, told as a deal of its own, belongs to the round. A contract that is part
    of another company's deal does not.
    """
    return next((d for n in deal.part_of if (d := deals.get(n)) and d.record.subject == deal.record.subject), None)


def figure_paths(deal: Deal) -> tuple[str, ...]:
    """The address of every figure a deal can have, whatever is known of it."""
    own = [place.path for place in deal.figures() if place.path is not None]
    elsewhere = [f"{part.org}.amount" for part in deal.participants if part.deal]
    return tuple(dict.fromkeys([*own, *elsewhere]))


def _inputs(archive: Archive, as_of: date, undated: bool, name: str) -> Inputs:
    """The inputs of a deal's figures: its parties with their parents and subsidiaries, whose word is a party's own, and
    since when it had been announced.

    A deal that ends stays announced; one that steps back is open again.
    """
    deal = archive.deals[name]
    orgs = [deal.subject, *(part.org for part in deal.participants)]
    inputs = Inputs(
        sources=archive.sources,
        organisations=archive.organisations,
        rates=archive.rates,
        as_of=as_of,
        undated=undated,
        parties=frozenset(one for org in orgs for one in (org, *indexes_of(archive).kin.get(org, ()))),
    )
    steps = [entry for entry in deal.status if entry.to in STATUS_ORDER and _happened(inputs, entry)]
    agreed = [entry.date.last if entry.date else date.min for entry in steps if entry.to in AGREED]
    stands = bool(steps and steps[-1].to in AGREED)
    return replace(inputs, agreed=min(agreed) if stands else None)


def _happened(inputs: Inputs, entry: StatusEntry) -> bool:
    """Whether the date knew of a step."""
    return inputs.undated if entry.date is None else entry.date.last <= inputs.as_of


def _figures(archive: Archive, inputs: Inputs, name: str, deal: Deal) -> dict[str, KnownFigure]:
    currency = archive.currency_of(deal.subject)
    found: dict[str, KnownFigure] = {}

    for place in deal.figures():
        if place.path is not None and place.path not in found:
            unit = currency if place.is_money else None
            found[place.path] = figures.compute(inputs, place.record, name, place.path, unit, deal.src, place.way)
    if "amount" in found and "valuation" in found and _brings_money(archive, deal):
        pairs = agreement.both_labels(found["valuation"].claims, found["amount"].claims)
        found["valuation"] = replace(found["valuation"], labels=pairs)
    return found


def _brings_money(archive: Archive, deal: Deal) -> bool:
    """Whether the company gets money for new shares, so that its value is another one before than after."""
    term = archive.vocabulary.deal.get(deal.kind)
    return bool(term and term.moves == "equity" and deal.share_type != "secondary")


def _tranches(archive: Archive, inputs: Inputs, name: str, index: int) -> tuple[KnownTranche, ...]:
    """The tranches of a deal's participant whose amount was known."""
    deal = archive.deals[name]
    part, currency = deal.participants[index], archive.currency_of(deal.subject)
    found = []
    for number, tranche in enumerate(part.tranches):
        way = ("participants", index, "tranches", number, "amount")
        known = figures.compute(inputs, tranche.amount, name, f"{part.org}.amount", currency, deal.src, way)
        if known.shown:
            found.append(KnownTranche(record=tranche, shown=known.shown))
    return tuple(found)


def _deal(
    inputs: Inputs,
    name: str,
    deal: Deal,
    found: Mapping[str, KnownFigure],
    tranches: Mapping[int, tuple[KnownTranche, ...]],
) -> KnownDeal:
    complete = _complete(inputs, deal)

    def visible(day: date | None, src: Iterable[str]) -> bool:
        """By its own day, else by its sources; without either, only where the whole deal is known."""
        if day is None:
            day = _first_published(inputs, src)
        return complete if day is None else day <= inputs.as_of

    def own(entry: StatusEntry | Statement) -> date | None:
        return entry.date.last if entry.date else None

    named = _names_everybody(inputs, deal)
    participants = tuple(
        KnownParticipant(
            record=part,
            amount=found.get(f"{part.org}.amount") if part.amount or part.deal else None,
            stake=found.get(f"{part.org}.stake") if part.stake else None,
            tranches=tranches[index],
        )
        for index, part in enumerate(deal.participants)
        if visible(None, part.src) or _claimed(found, part) or (named and not part.src)
    )
    return KnownDeal(
        id=name,
        record=deal,
        as_of=inputs.as_of,
        complete=complete,
        texts=texts(deal, inputs.as_of, complete=complete, undated=inputs.undated),
        status=tuple(entry for entry in deal.status if _happened(inputs, entry)),
        figures=found,
        participants=participants,
        expected=tuple(e for e in deal.expected if visible(None, e.src)),
        conditions=tuple(c for c in deal.conditions if visible(None, c.src)),
        statements=tuple(s for s in deal.statements if visible(own(s), s.src)),
        relations=deal.relations,
    )


def _names_everybody(inputs: Inputs, deal: Deal) -> bool:
    """True if the date knows the participants that bear no date of their own.

    It does once it knows the deal's last step. A purchase, a stake or a contract is nothing without its other side:
    that is known from the first step if it is one party, and from the announcement if it is several.
    """
    days = [(entry.to, entry.date.last) for entry in deal.status if entry.date]
    if days and deal.status[-1].date and all(day <= inputs.as_of for _, day in days):
        return True
    others = {part.org for part in deal.participants} - {deal.subject}
    first = "rumoured" if len(others) == 1 else "announced"
    told = [to for to, day in days if day <= inputs.as_of and to in STATUS_ORDER]
    return deal.kind not in OPEN_TO_MANY and any(STATUS_ORDER.index(to) >= STATUS_ORDER.index(first) for to in told)


def _claimed(found: Mapping[str, KnownFigure], part: Participant) -> bool:
    keys = [key for key, has in (("amount", part.amount or part.deal), ("stake", part.stake)) if has]
    return any(found[f"{part.org}.{key}"].claims for key in keys if f"{part.org}.{key}" in found)


def _complete(inputs: Inputs, deal: Deal) -> bool:
    """True if nothing in the deal is newer than the date."""
    days = [entry.date.last for entry in deal.status if entry.date]
    undated_step = any(entry.date is None for entry in deal.status)
    # What a tranche was said to be is printed on the deal's own page alone, so it makes nothing newer.
    claims = [claim for place in deal.figures() if place.path is not None for claim in place.record.claims]
    known = [c.known_on(inputs.sources[s].day for s in c.src or deal.src) for c in claims]
    if not inputs.undated and (undated_step or None in known):
        return False
    return all(day <= inputs.as_of for day in [*days, *known] if day is not None)


def _first_published(inputs: Inputs, src: Iterable[str]) -> date | None:
    return min((day for s in src if (day := inputs.sources[s].day)), default=None)
