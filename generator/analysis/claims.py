"""A claim as of a date: a number that somebody said of a deal, the pages that print it, and whose report it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.analysis.origins import UNSTATED, Report
from generator.content.records.figure import Basis, Claim, Scope
from generator.text.money import Interval, Quantity
from generator.text.rates import Conversion


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClaim:
    """A claim as of a date."""

    id: str
    """Its id, written by an editor ("amz-wsj"), else made of its place ("amazon-amount-1")."""
    deal: str
    """Id of the deal that it is about."""
    figure: str
    """Address of its figure in the deal: "amazon.amount"."""
    record: Claim
    """The claim as it was written."""
    reports: tuple[Report, ...]
    """The pages that had printed it by the date, the quoted one first; at least one."""
    origins: tuple[str, ...]
    """Ids of all whose report it is, each once."""
    known: date | None
    """The day on which it became known; None if nothing about it bears a date."""
    compared: Interval | None
    """Its interval in the unit in which the figure's claims are compared. None if it cannot be compared: no known date,
    no rate, an unknown currency."""
    conversion: Conversion | None
    """The rate by which `compared` was converted; None if it was not."""
    way: tuple[str | int, ...]
    """The way to it in the deal's file: ("amount", "claims", 0)."""
    own: bool = False
    """Whether a party to the deal says it: in a filing or a release, by an executive, or as the report's origin."""

    @property
    def value(self) -> Quantity:
        """The number as it was said."""
        return self.record.value

    @property
    def source(self) -> str:
        """Id of the page to quote."""
        return self.reports[0].source

    @property
    def group(self) -> tuple[Scope, Basis | None, str | None]:
        """Scope, basis and part of its number; only claims that share all three speak of the same thing."""
        return self.record.scope, self.record.basis, self.record.what

    @property
    def stated(self) -> bool:
        """Whether any page says whose report it is."""
        return any(origin != UNSTATED for origin in self.origins)
