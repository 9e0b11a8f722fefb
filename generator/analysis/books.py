"""What adding up and deriving need to know: the deals of a date, who belongs to whom, rates and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.analysis.known import KnownDeal
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
        """The organisation and everything below it."""
        found = {org}
        while more := {name for name, o in self.organisations.items() if o.parent in found} - found:
            found |= more
        return frozenset(found)
