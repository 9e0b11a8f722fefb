"""The deals of a date with all that adding up and deriving need: families, rates, vocabulary, currency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis import known
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.content.indexes import indexes_of
from generator.content.records import Deal, Organisation, Vocabulary
from generator.text.once import Once
from generator.text.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The deals of one date with all that their money is counted by."""

    archive: Archive
    """Everything that was written."""
    deals: Mapping[str, KnownDeal]
    """Every deal by id, known on the date or not."""
    once: Once
    """What was found of these deals and is wanted in several places."""

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """Every organisation by id."""
        return self.archive.organisations

    @property
    def vocabulary(self) -> Vocabulary:
        """What kinds and roles mean for money: who pays, who receives, what moves."""
        return self.archive.vocabulary

    @property
    def rates(self) -> Rates:
        """Exchange rates by day."""
        return self.archive.rates

    def currency(self, org: str) -> str:
        """The currency of an organisation's totals: the one it reports in, else the publication's."""
        return self.archive.currency_of(org)

    def stands(self, deal: str) -> bool:
        """Whether a deal's money may be counted, by `known.stands`."""
        return self.once.get(("stands", deal), lambda: known.stands(self.archive, self.deals, deal))

    def family(self, org: str) -> frozenset[str]:
        """Ids of the organisation and of all below it."""
        found, todo = {org}, [org]
        while todo:
            below = [child for child in indexes_of(self.archive).children.get(todo.pop(), ()) if child not in found]
            found.update(below)
            todo += below
        return frozenset(found)

    def naming(self, family: Iterable[str]) -> tuple[str, ...]:
        """Ids of the deals that name any of some organisations, known on the date or not, in the order of files."""
        indexes = indexes_of(self.archive)
        return indexes.sorted(name for org in family for name in indexes.deals.get(org, ()))

    def deals_of(self, family: Iterable[str]) -> tuple[KnownDeal, ...]:
        """The deals in which any of some organisations takes part, in the order of files, each once."""
        family = frozenset(family)
        found = (self.deals[name] for name in self.naming(family))
        return tuple(deal for deal in found if not family.isdisjoint(deal.parties))

    def about(self, subject: str, wanted: Callable[[Deal], bool]) -> Iterator[KnownDeal]:
        """The deals that a company is the subject of and whose record is `wanted`, in the order of files.

        Each is found when it is asked for: a company that is in the news for years has hundreds.
        """
        for name in self.naming([subject]):
            record = self.archive.deals[name]
            if record.subject == subject and wanted(record):
                yield self.deals[name]


def open_books(archive: Archive, deals: Mapping[str, KnownDeal]) -> Books:
    """The books of one date, from what it knew of every deal."""
    return Books(archive=archive, deals=deals, once=Once())
