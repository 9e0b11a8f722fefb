"""Everything as of a date: what was known of the deals, and what follows from it. Computed once per date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.analyse import derive, known, totals
from generator.analyse.known import Knowledge
from generator.archive import Archive


def know(archive: Archive, as_of: date, *, undated: bool) -> Knowledge:
    """The whole picture; `undated` includes what bears no date, as deal pages do and issues do not."""
    found = known.know(archive, as_of, undated=undated)

    def currency(org: str) -> str:
        return archive.organisations[org].reporting_currency or archive.publication.currency

    books = totals.Books(
        deals=found.deals, organisations=archive.organisations, vocabulary=archive.vocabulary, rates=archive.rates,
        currency=currency,
    )  # fmt: skip
    return replace(found, derived=derive.derive(found.deals, archive.vocabulary, currency), books=books)
