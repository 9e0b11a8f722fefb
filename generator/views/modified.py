"""When content last changed, as it says itself: for feeds, calendars and the sitemap. The clock is never asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from generator.analysis.known import KnownDeal
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition
from generator.views.writer import Writer


def corrections(edition: Edition) -> tuple[CorrectionView, ...]:
    """Every correction with whole addresses, newest first."""
    here = paths.index("corrections")
    return correction_views.every(Writer(edition=edition, knowledge=edition.today, here=here, numbers={}, web=True))


def changed(edition: Edition, name: str, told: Iterable[CorrectionView]) -> datetime:
    """When what an issue showed last changed: the day of its last correction, else the moment it appeared."""
    days = [edition.midnight(entry.record.date) for entry in told if name in entry.concerns]
    return max([edition.published(edition.archive.issues[name]), *days])


def deal(edition: Edition, known: KnownDeal) -> date | None:
    """The last day on which anything about a deal became known or was corrected; None if nothing has a date."""
    claims = [claim.known for figure in known.figures.values() for claim in figure.claims if claim.known]
    steps = [entry.date.last for entry in known.status if entry.date]
    told = [entry.date for entry in known.record.corrections]
    return max((day for day in [*claims, *steps, *told] if day <= edition.as_of), default=None)


def anything(edition: Edition) -> date | None:
    """The last day on which anything in the publication changed, None if nothing has a date."""
    days = [day for known in edition.today.deals.values() if (day := deal(edition, known))]
    days += [edition.archive.issues[name].date for name in edition.then]
    days += [entry.date for name in edition.then for entry in edition.archive.issues[name].corrections]
    return max((day for day in days if day <= edition.as_of), default=None)


def pages(edition: Edition) -> dict[str, date]:
    """The last change of every page of the language that has one; hand-written pages are left out, their files bear no
    date."""
    archive = edition.archive
    last = anything(edition)
    if last is None:
        return {}
    found: dict[str, date] = {}

    def note(day: date, *addresses: str) -> None:
        for address in addresses:
            found[address] = max(day, found.get(address, day))

    kinds: tuple[paths.Kind, ...] = ("briefings", "deals", "organisations", "topics", "archive", *paths.REFERENCE_PAGES)
    note(last, paths.HOME, *(paths.index(kind) for kind in kinds))
    told = corrections(edition)
    for name, issue in edition.issues:
        note(changed(edition, name, told).date(), paths.page("briefings", name))
        note(issue.date, paths.page("archive", str(issue.date.year)))
    for known in edition.today.deals.values():
        day = deal(edition, known)
        if day is None:
            continue
        note(day, paths.page("deals", known.id), *(paths.page("organisations", org) for org in known.parties))
        note(day, *(paths.page("topics", topic) for topic in known.record.topics))
        if known.since:
            note(day, paths.page("archive", str(known.since.year)))
    written = {paths.static(name) for name in archive.pages}
    return {address: day for address, day in found.items() if address in edition.addresses - written}
