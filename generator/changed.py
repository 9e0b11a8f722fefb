"""When something last changed, as its content says: for feeds, calendars and the sitemap. The clock is never asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from generator import history, paths
from generator.analyse.known import KnownDeal
from generator.edition import Edition
from generator.history import CorrectionView
from generator.writer import Writer


def corrections(edition: Edition) -> tuple[CorrectionView, ...]:
    """Every correction with whole addresses, newest first."""
    here = paths.index("corrections")
    return history.corrections(Writer(edition=edition, knowledge=edition.today, here=here, numbers={}, web=True))


def issue(edition: Edition, name: str, told: Iterable[CorrectionView]) -> datetime:
    """When an issue appeared, or the day of the last correction of what it showed."""
    days = [edition.midnight(entry.record.date) for entry in told if name in entry.concerns]
    return max([edition.published(edition.archive.briefings[name]), *days])


def deal(edition: Edition, known: KnownDeal) -> date | None:
    """The last day on which anything about a deal became known or was corrected; None if nothing has a date."""
    claims = [claim.known for figure in known.figures.values() for claim in figure.claims if claim.known]
    steps = [entry.date.last for entry in known.status if entry.date]
    told = [entry.date for entry in known.record.corrections]
    return max((day for day in [*claims, *steps, *told] if day <= edition.as_of), default=None)


def anything(edition: Edition) -> date | None:
    """The last day on which anything in the publication changed."""
    days = [day for known in edition.today.deals.values() if (day := deal(edition, known))]
    days += [edition.archive.briefings[name].date for name in edition.then]
    days += [entry.date for name in edition.then for entry in edition.archive.briefings[name].corrections]
    return max((day for day in days if day <= edition.as_of), default=None)


def pages(edition: Edition) -> dict[str, date]:
    """The last change of every page of the language that has one; hand-written pages say nothing of theirs."""
    archive = edition.archive
    last = anything(edition)
    if last is None:
        return {}
    told = corrections(edition)
    lists = {paths.HOME, *(address for address in edition.addresses if address.count("/") == 1)}
    found = {
        address: last
        for address in lists - {paths.static(name) for name in archive.pages}
        if address in edition.addresses
    }
    found = {address: day for address, day in found.items() if address not in _WITHOUT}
    for name, _ in edition.briefings:
        found[paths.page("briefings", name)] = issue(edition, name, told).date()
    for known in edition.today.deals.values():
        day = deal(edition, known)
        if day is None:
            continue
        parties = [known.record.subject, *(part.record.org for part in known.participants)]
        addresses = [paths.page("deals", known.id), *(paths.page("organisations", org) for org in parties)]
        addresses += [paths.page("topics", topic) for topic in known.record.topics]
        years = {known.since.year} if known.since else set()
        addresses += [paths.page("archive", str(year)) for year in years]
        for address in addresses:
            found[address] = max(day, found.get(address, day))
    for _, briefing in edition.briefings:
        address = paths.page("archive", str(briefing.date.year))
        found[address] = max(briefing.date, found.get(address, briefing.date))
    return {address: day for address, day in found.items() if address in edition.addresses}


_WITHOUT = frozenset(paths.static(name) for name in ("methodology", "subscribe", "imprint", "privacy"))
