"""The deals of a date with all that adding up and deriving need: families, rates, vocabulary, currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.analysis.known import KnownDeal, standing
from generator.content.archive import Archive
from generator.content.records import Organisation, Vocabulary
from generator.text.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The deals of one date with all that their money is counted by."""

    deals: Mapping[str, KnownDeal]
    """Every deal by id, known on the date or not."""
    standing: Mapping[str, KnownDeal]
    """Those whose money may be counted, by `known.standing`."""
    organisations: Mapping[str, Organisation]
    """Every organisation by id."""
    order: tuple[str, ...]
    """The ids of `deals` in their order."""
    places_by_party: Mapping[str, tuple[int, ...]]
    """The places in `order` of the deals that an organisation takes part in; nobody is here who takes part in none."""
    children: Mapping[str, tuple[str, ...]]
    """The ids of the organisations directly below another one."""
    vocabulary: Vocabulary
    """What kinds and roles mean for money: who pays, who receives, what moves."""
    rates: Rates
    """Exchange rates by day."""
    default_currency: str
    """The publication's currency, "USD": what is counted in where an organisation reports in none."""

    def currency(self, org: str) -> str:
        """The currency of an organisation's totals: the one it reports in, else the publication's."""
        return self.organisations[org].reporting_currency or self.default_currency

    def family(self, org: str) -> frozenset[str]:
        """Ids of the organisation and of all below it."""
        found, todo = {org}, [org]
        while todo:
            below = [child for child in self.children.get(todo.pop(), ()) if child not in found]
            found.update(below)
            todo += below
        return frozenset(found)

    def deals_of(self, family: Iterable[str]) -> tuple[KnownDeal, ...]:
        """The deals in which any of some organisations takes part, in the order of `deals`, each once."""
        places = {place for org in family for place in self.places_by_party.get(org, ())}
        return tuple(self.deals[self.order[place]] for place in sorted(places))


def open_books(archive: Archive, deals: Mapping[str, KnownDeal]) -> Books:
    """The books of one date, from what it knew of every deal."""
    places: dict[str, list[int]] = {}
    for place, deal in enumerate(deals.values()):
        for org in deal.parties:
            places.setdefault(org, []).append(place)
    children: dict[str, list[str]] = {}
    for name, organisation in archive.organisations.items():
        if organisation.parent:
            children.setdefault(organisation.parent, []).append(name)
    return Books(
        deals=deals,
        standing=standing(deals),
        order=tuple(deals),
        places_by_party={org: tuple(found) for org, found in places.items()},
        organisations=archive.organisations,
        children={parent: tuple(found) for parent, found in children.items()},
        vocabulary=archive.vocabulary,
        rates=archive.rates,
        default_currency=archive.publication.currency,
    )
