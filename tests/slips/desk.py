"""The desk at which a slip is planted: what the claims of a deal say, and new pages and claims beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from generator.analysis import origins
from generator.content.records import Deal, Publisher, Source
from generator.content.records.figure import Claim, Figure
from generator.text.money import Qualifier, Quantity
from generator.text.rates import Rates
from tests.slips.bench import Bench, Spot, Way, documented, today

PRESS = {
    "tidende": "Tidende am Sund",
    "harbour-post": "The Harbour Post",
    "courrier-du-lac": "Courrier du Lac",
    "wochenspiegel": "Wochenspiegel für Handel",
    "ledger-wire": "Ledger Wire",
}
"""Publishers that exist on the bench alone: what is planted never speaks for a real one."""
CLOSE = Decimal("0.05")
"""Two numbers nearer than this share of the larger are no two numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim of the deal, with what the bench must know of it."""

    path: str
    """The address of its figure: "amazon.amount"."""
    figure: Way
    """The way to its figure in the record."""
    index: int
    """Its place among the figure's claims."""
    claim: Claim
    """The claim."""
    src: tuple[str, ...]
    """The pages that print it."""
    day: date | None
    """The day on which it became known; None if nobody says."""
    origin: str
    """Whose report it is, by its first page."""
    hops: int
    """How far its first page is from that origin."""

    @property
    def way(self) -> Way:
        """The way to the claim in the record."""
        return (*self.figure, "claims", self.index)

    @property
    def value(self) -> Quantity:
        """Its number."""
        return self.claim.value

    @property
    def number(self) -> Decimal:
        """Its number alone, the lower one of a range."""
        return self.value.low or Decimal(0)

    @property
    def group(self) -> tuple[object, ...]:
        """What its number measures."""
        return self.path, self.claim.scope, self.claim.basis, self.claim.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An archive and the deal in it that is worked on."""

    archive: Bench
    """The records."""
    deal: str
    """The deal's id."""

    @property
    def record(self) -> Deal:
        """The deal."""
        return self.archive.deals[self.deal]

    def spot(self, *way: str | int) -> Spot:
        """A field of the deal."""
        return Spot(record=f"deals/{self.deal}", way=way)

    def claims(self) -> tuple[Told, ...]:
        """Every claim of the deal, tranches left out."""
        found = []
        for place in self.record.figures():
            if place.path is None:
                continue
            for index, claim in enumerate(place.record.claims):
                src = claim.src or self.record.src
                if src:
                    found.append(self._told(place.path, place.way, index, claim, src))
        return tuple(found)

    def _told(self, path: str, figure: Way, index: int, claim: Claim, src: tuple[str, ...]) -> Told:
        days = [day for name in src if (day := self.archive.sources[name].day)]
        report = origins.report(claim, src[0], self.archive.sources[src[0]])
        return Told(
            path=path,
            figure=figure,
            index=index,
            claim=claim,
            src=src,
            day=claim.as_of.last if claim.as_of else min(days, default=None),
            origin=report.origins[0],
            hops=report.hops,
        )

    def factor(self, source: str | None, target: str | None, day: date | None) -> Decimal | None:
        """Units of `target` for one of `source` on a day; None without a rate."""
        if source == target:
            return Decimal(1)
        if source is None or target is None or day is None:
            return None
        found = self.archive.rates.conversion(source, target, day)
        return found.factor if found else None

    def undisputed(self, *keys: str) -> list[Told]:
        """The claims with a number and a day that no other one of the same thing contradicts by more than 5 %.

        Only those of the figures named: "amount" and "valuation" are the deal's, "share" any stake, "money" any sum.
        In an order that depends on the deal's id alone, so that not always the first claim is taken.
        """
        every = self.claims()
        found = [one for one in every if self._is(one, keys) and self._stands(one, every)]
        return sorted(found, key=lambda one: dice(self.deal, one.path, one.claim.id or ""))

    def _is(self, one: Told, keys: Iterable[str]) -> bool:
        unit = one.value.unit
        kinds = {one.path, "share" if unit == "%" else "power" if unit in ("GW", "MW") else "money"}
        return not kinds.isdisjoint(keys)

    def _stands(self, one: Told, every: Sequence[Told]) -> bool:
        if one.claim.flag or one.value.low is None or one.day is None:
            return False
        rivals = [other for other in every if other.group == one.group and not other.claim.flag and other is not one]
        return not any(self.apart(one.value, other.value, other.day or one.day) for other in rivals)

    def apart(self, one: Quantity, other: Quantity, day: date) -> bool:
        """Whether two numbers exclude each other by more than 5 %, or cannot be compared."""
        if one.low is None or other.low is None:
            return False
        factor = self.factor(other.unit, one.unit, day)
        if factor is None:
            return True
        a, b = one.interval, other.interval.times(factor)
        met = a.widen(a.low * CLOSE).meet(b.widen(b.low * CLOSE))
        return met.empty

    def amount(self) -> Told | None:
        """An undisputed exact amount of the whole deal in money; None if there is none."""
        found = [one for one in self.undisputed("amount") if one.claim.scope == "headline"]
        return next((one for one in found if one.value.qualifier in ("exact", "about")), None)

    # What is planted.

    def with_page(self, name: str, publisher: str, **given: Any) -> Desk:
        """The desk with another page; `given` are its fields as an editor writes them."""
        fields = {"publisher": publisher, "label": "Report on the deal", "kind": "original", "language": "en", **given}
        written = {key: value for key, value in fields.items() if value is not None}
        source = Source.model_validate({key: _text(value) for key, value in written.items()})
        publishers = dict(self.archive.publishers)
        for key, title in PRESS.items():
            domain = f"{key}.example"
            publishers[key] = Publisher.model_validate({"name": title, "kind": "newspaper", "domain": domain})
        archive = replace(self.archive, sources={**self.archive.sources, name: source}, publishers=publishers)
        return replace(self, archive=documented(archive))

    def with_source(self, name: str, **changes: Any) -> Desk:
        """The desk with some fields of a page changed, as typed values."""
        source = self.archive.sources[name].model_copy(update=changes)
        return replace(self, archive=replace(self.archive, sources={**self.archive.sources, name: source}))

    def with_deal(self, **changes: Any) -> Desk:
        """The desk with some fields of the deal changed, as typed values."""
        deal = self.record.model_copy(update=changes)
        return replace(self, archive=replace(self.archive, deals={**self.archive.deals, self.deal: deal}))

    def at(self, way: Way, value: object) -> Desk:
        """The desk with one field of the deal changed, wherever it stands."""
        return self.with_deal(**{str(way[0]): _put(getattr(self.record, str(way[0])), way[1:], value)})

    def with_claim(self, figure: Way, **given: Any) -> tuple[Desk, Spot]:
        """The desk with a further claim of a figure, and its place; `given` are its fields as an editor writes them."""
        before = self.figure(figure)
        kind: type[Claim] = type(before.claims[0])
        claim = kind.model_validate({key: _text(value) for key, value in given.items() if value is not None})
        after = before.model_copy(update={"claims": (*before.claims, claim)})
        return self.at(figure, after), self.spot(*figure, "claims", len(before.claims))

    def with_part(self, key: str) -> Desk:
        """The desk with words for a part of the deal that claims may name."""
        words = {language: "Teil" for language in self.archive.publication.languages}
        shape = Deal.model_validate({"kind": self.record.kind, "subject": self.record.subject, "parts": {key: words}})
        return self.with_deal(parts={**self.record.parts, **shape.parts})

    def without_rates(self, currency: str) -> Desk:
        """The desk without any rate of a currency."""
        table = {key: rate for key, rate in self.archive.rates.table.items() if key[0] != currency}
        return replace(self, archive=replace(self.archive, rates=Rates(table)))

    def changed(self, one: Told, **changes: Any) -> Desk:
        """The desk with some fields of a claim changed, as typed values."""
        return self.at(one.way, one.claim.model_copy(update=changes))

    def figure(self, way: Way) -> Figure:
        """The figure at a place."""
        found: Any = self.record
        for step in way:
            found = found[step] if isinstance(step, int) else getattr(found, step)
        assert isinstance(found, Figure), way
        return found

    def moved(self, days: int) -> Desk:
        """The desk on a later day of checking, so many days after the deal's last step, claim or page."""
        known = [one.day for one in self.claims() if one.day]
        known += [day for one in self.claims() for name in one.src if (day := self.archive.sources[name].day)]
        steps = [step.date.last for step in self.record.status if step.date]
        last = max([*known, *steps], default=today(self.archive))
        publication = self.archive.publication.model_copy(update={"as_of": last + timedelta(days=days)})
        return replace(self, archive=replace(self.archive, publication=publication))

    @property
    def today(self) -> date:
        """The day of the check."""
        return today(self.archive)


def named(archive: Bench) -> Bench:
    """The archive with an id for every claim that can do without as long as it is alone."""
    deals = {}
    for name, deal in archive.deals.items():
        desk = Desk(archive=replace(archive, deals={name: deal}), deal=name)
        for one in desk.claims():
            if one.claim.id is None:
                desk = desk.changed(one, id=f"{one.path.replace('.', '-')}-{one.index + 1}")
        deals[name] = desk.record
    return replace(archive, deals=deals)


def dice(*words: str) -> int:
    """A number that is as good as chance, and the same for the same words on every machine.

    >>> dice("openai-round-2026") % 2, dice("mistral-asml-2025") % 2
    (1, 1)
    """
    return int(hashlib.sha256("/".join(words).encode()).hexdigest()[:12], 16)


def quantity(number: Decimal, unit: str | None, qualifier: Qualifier = "exact") -> Quantity:
    """A number with its bound and its unit."""
    return Quantity(qualifier, number, None, unit)


def spell(number: Decimal, digits: int) -> Decimal:
    """A number with so many significant digits; the last one given is the last one meant.

    >>> str(spell(Decimal("122300000000"), 3)), str(spell(Decimal("5E+10"), 2))
    ('1.22E+11', '5.0E+10')
    """
    return Decimal(f"{number:.{digits - 1}e}")


def digits(number: Decimal) -> int:
    """How many significant digits a number needs.

    >>> digits(Decimal("1.20E+10")), digits(Decimal("852000000000"))
    (2, 3)
    """
    return len(number.normalize().as_tuple().digits)


def _put(record: Any, way: Way, value: object) -> Any:
    if not way:
        return value
    first, rest = way[0], way[1:]
    if isinstance(first, int):
        return (*record[:first], _put(record[first], rest, value), *record[first + 1 :])
    assert isinstance(record, BaseModel)
    return record.model_copy(update={first: _put(getattr(record, first), rest, value)})


def _text(value: Any) -> Any:
    """As YAML would give it: text, lists and mappings."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return [_text(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _text(each) for key, each in value.items()}
    return written(value) if isinstance(value, Quantity) else str(value)


def written(value: Quantity) -> str:
    """A number as an editor writes it.

    >>> written(quantity(Decimal("4.0E+1"), "%")), written(quantity(Decimal("5.0E+7"), "USD"))
    ('40 %', '50mn USD')
    """
    return str(_plain(value) if value.unit in ("%", "GW", "MW") else value)


def _plain(value: Quantity) -> Quantity:
    """A share or a power is written without an exponent."""
    low, high = (None if end is None else Decimal(f"{end:f}") for end in (value.low, value.high))
    return replace(value, low=low, high=high)
