"""The digest of a week or a quarter: its issues, the deals in which something happened, corrections, dates ahead.

It knows what was known on the last day of its period and appears on the morning after. A period without an issue in
this language has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.analysis.knowledge import know
from generator.analysis.known import KnownDeal
from generator.analysis.public import is_translated
from generator.content.indexes import indexes_of
from generator.mail import compose, issues
from generator.mail.ahead import ahead
from generator.mail.frame import Deals, Envelope
from generator.mail.mail import Mail
from generator.mail.overview import Listed, Overview
from generator.mail.text import listed, shortened
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views.changes import Link
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition
from generator.views.writer import Writer

Length = Literal["weekly", "quarterly"]
SUBJECT = 60
"""Characters of a subject that a phone's list of mails shows; lint warns of more."""
LENGTHS: tuple[Length, ...] = ("weekly", "quarterly")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A week from Monday to Sunday (ISO 8601) or a quarter; ordered by the last day."""

    last: date
    """Its last day; a digest knows what was known then."""
    first: date
    """Its first day."""
    length: Length
    """Whether it is a week or a quarter."""
    year: int
    """The year that it counts to; a week may count to another than its days."""
    number: int
    """Which week or quarter of the year it is, from 1."""

    @property
    def id(self) -> str:
        """The name of its mail: "2026-w25", "2026-q2"."""
        return f"{self.year}-w{self.number:02}" if self.length == "weekly" else f"{self.year}-q{self.number}"

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, the first one first."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; an unknown day does not."""
        return day is not None and self.first <= day <= self.last


def period(length: Length, day: date) -> Period:
    """The week or the quarter that a day lies in.

    >>> period("weekly", date(2027, 1, 1)).id, period("quarterly", date(2026, 6, 30)).first
    ('2026-w53', datetime.date(2026, 4, 1))
    """
    if length == "weekly":
        year, number, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(last=first + timedelta(days=6), first=first, length=length, year=year, number=number)
    number = (day.month + 2) // 3
    first = date(day.year, 3 * number - 2, 1)
    after = date(day.year + number // 4, 3 * number % 12 + 1, 1)
    return Period(last=after - timedelta(days=1), first=first, length=length, year=day.year, number=number)


def periods(edition: Edition) -> tuple[Period, ...]:
    """The periods that the publication has a list for, that are over, and that had an issue; newest first."""
    lists = edition.archive.publication.newsletter.lists
    days = [_day(edition, name) for name, _ in edition.issues]
    found = {period(length, day) for length in LENGTHS if length in lists for day in days}
    return tuple(sorted((one for one in found if one.last < edition.as_of), reverse=True))


def digest_mail(edition: Edition, over: Period) -> Mail:
    """The mail of a period, folded to its budget."""
    t, locale, morning = edition.locale.t, edition.locale, over.last + timedelta(days=1)
    writer = compose.bare(edition, know(edition.archive, over.last, undated=False))
    entries = tuple(_entries(edition, over))
    moved = _moved(edition, writer, over)
    cards = deal_views.distinct(tuple(deal_views.card(writer, deal) for deal in moved))
    name = t(f"digest.{over.length}", n=over.number, year=over.year)
    headline = t("digest.subject", name=name, headline=entries[0].subject)
    beside = [*(entry.title for entry in entries[1:]), *(card.title for card in cards)]
    counted = [locale.plural("digest.issues", len(entries)), locale.plural("digest.deals", len(cards))]
    span = t("digest.span", first=locale.date(over.first), last=locale.date(over.last))
    content = Overview(
        title=name,
        byline=(span, *counted),
        entries=entries,
        news={deal.id: _news(writer, deal, over) for deal in moved},
        corrections=_corrections(writer, over),
        ahead=ahead(writer, morning, cards),
        deals_url=edition.url(paths.index("deals")),
        rest=Link(text=t("digest.rest"), href=edition.url(paths.index("briefings"))),
    )
    envelope = Envelope(
        kind="digest",
        about=over.id,
        list=over.length,
        subject=shortened(headline, SUBJECT),
        preview=listed(locale.join(counted), beside),
        url=edition.url(paths.digest(over.id)),
        date=edition.morning(morning),
    )
    return compose.write(edition, envelope, content, Deals(cards=cards))


def _day(edition: Edition, name: str) -> date:
    """The day on which readers could first see an issue."""
    return edition.archive.issues[name].appeared(edition.archive.publication.zone)


def _entries(edition: Edition, over: Period) -> Iterator[Listed]:
    """The issues of a period, newest first."""
    for name in _issues(edition, over):
        shown, writer = issue_views.read(edition, name, web=True)
        byline = (shown.date, *(notice.label for notice in shown.notices))
        yield Listed(
            title=shown.title,
            subject=issues.subject(edition, shown),
            href=shown.url,
            byline=byline,
            summary=writer.plain(shown.summary),
        )


def _issues(edition: Edition, over: Period) -> tuple[str, ...]:
    """The issues of the language that appeared in a period, newest first."""
    appeared = indexes_of(edition.archive).appeared
    names = {name for day in over.days for name in appeared.get(day, ()) if name in edition.then}
    archive, language = edition.archive, edition.language
    found = (name for name in names if is_translated(archive.issues[name], archive, name, language))
    return tuple(sorted(found, reverse=True))


def _moved(edition: Edition, writer: Writer, over: Period) -> tuple[KnownDeal, ...]:
    """The deals in which something happened: those of the period's issues in their order, then by their last step."""
    listed = [deal for name in _issues(edition, over) for deal in edition.archive.issues[name].listed]
    rank = {deal: place for place, deal in enumerate(dict.fromkeys(listed))}
    indexes = indexes_of(edition.archive)
    names = indexes.sorted(name for day in over.days for name in indexes.on.get(day, ()))
    found = [deal for name in names if any(_happened(deal := writer.knowledge.deals[name], over))]

    def order(deal: KnownDeal) -> tuple[int, int, str]:
        return rank.get(deal.id, len(rank)), -(deal.latest or date.min).toordinal(), deal.id

    return tuple(sorted(found, key=order))


def _happened(deal: KnownDeal, over: Period) -> tuple[int, int]:
    """How many of a deal's steps were taken and how many of its own claims became known in a period."""
    steps = sum(over.holds(step.date.last if step.date else None) for step in deal.status)
    claims = sum(
        over.holds(claim.known) for figure in deal.figures.values() if figure.deal == deal.id for claim in figure.claims
    )
    return steps, claims


def _news(writer: Writer, deal: KnownDeal, over: Period) -> str:
    """ "Neu: angekündigt (27. Februar 2026); 3 Angaben"; of a step that several reports date, the last date."""
    t, locale = writer.edition.locale.t, writer.edition.locale
    last = {step.to: step.date for step in deal.status if step.date and over.holds(step.date.last)}
    steps = [t("digest.step", state=t(f"status.{state}"), date=locale.date(day)) for state, day in last.items()]
    _, claims = _happened(deal, over)
    counted = [locale.plural("digest.claims", claims)] if claims else []
    return t("digest.new", news="; ".join([*steps, *counted]))


def _corrections(writer: Writer, over: Period) -> tuple[CorrectionView, ...]:
    """The corrections of the period, typing errors left out."""
    return tuple(
        view for view in correction_views.between(writer, over.first, over.last) if view.record.severity != "typo"
    )
