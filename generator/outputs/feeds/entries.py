"""The entries of feeds in every format: issues whole, and corrections.

An entry's id is made of an id that never changes. `published` never moves; `updated` moves when a correction tells
readers of a change. As readers do not bring back what was read, a correction of substance is an entry of its own too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.charts.catalogue import of_issue
from generator.charts.png import MARGIN
from generator.content.records import Issue
from generator.content.records.issue import Hero
from generator.text import paths
from generator.text.pictures import shape
from generator.views import issues as issue_views
from generator.views import modified, social
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition
from generator.views.issues import IssueView
from generator.views.rows import row
from generator.views.titles import deal_title
from generator.views.writer import Writer

_BROKEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An issue's picture, with what clients must know before they load it."""

    url: str
    """Its whole address."""
    alt: str
    """A description for those who cannot see it."""
    caption: str
    """The text below it; "" if there is none."""
    type: str
    """Its media type: "image/png"."""
    width: int
    """How wide it is, in pixels."""
    height: int
    """How tall it is, in pixels."""
    bytes: int | None = None
    """How large its file is; None for one that is made beside the feed. Such a picture is shown and not attached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A topic."""

    term: str
    """Its id, which stays."""
    label: str
    """The word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure as the entry prints it."""

    figure: str
    """The figure's path in the deal: "amount"."""
    value: str
    """The number as it was said: "up to 50bn USD"."""
    qualifier: str
    """The word beside the number: "up to", "exact"."""
    low: Decimal | None
    """The least that the words allow; None if it was not disclosed."""
    high: Decimal | None
    """The most that the words allow; None if it has no end or was not disclosed."""
    unit: str | None
    """The currency or another unit; None if it was not disclosed."""
    scope: str
    """What of the deal it is of: "headline", "sought", "part", …"""
    what: str | None
    """The key of the part that it is of; None if it is of none."""
    claim: str
    """The id of the claim that is shown."""
    url: str
    """The whole address of the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealMark:
    """A deal of an entry for machines."""

    id: str
    """Its id."""
    url: str
    """The whole address of its page."""
    title: str
    """Its title as the entry's date knew it."""
    kind: str
    """The id of its kind: "funding_round"."""
    subject: str
    """The id of the company that it is about."""
    status: str | None
    """How far it has come: "closed"; None if nobody said."""
    figures: tuple[Number, ...]
    """The figures that somebody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed."""

    id: str
    """A tag: URI that never changes."""
    url: str
    """The whole address of its page."""
    title: str
    """Its title as plain text."""
    summary: str
    """Its summary as plain text."""
    html: str
    """All of it, with whole addresses only."""
    published: datetime
    """When it appeared; never moves."""
    updated: datetime
    """When it last changed for readers."""
    authors: tuple[str, ...]
    """Its authors by name; the editor if nobody is named."""
    categories: tuple[Category, ...]
    """Its topics."""
    picture: Picture | None
    """The picture of the entry in a list: the issue's own, else its card."""
    deals: tuple[DealMark, ...]
    """Its deals for machines."""
    topics: tuple[str, ...]
    """The ids of the topics in whose feeds it stands."""
    organisations: tuple[str, ...]
    """The ids of the organisations in whose feeds it stands."""

    @property
    def is_changed(self) -> bool:
        """Whether it was corrected after it appeared."""
        return self.updated > self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """In which feeds an entry stands, and where."""

    id: str
    """The entry's id."""
    published: datetime
    """When it appeared."""
    topics: tuple[str, ...]
    """The ids of its topics."""
    organisations: tuple[str, ...]
    """The ids of its organisations."""


@row
def standing(edition: Edition, name: str) -> Standing:
    """Where an issue's entry stands: all that a feed without it needs to know of it."""
    entry = issue(edition, name)
    return Standing(id=entry.id, published=entry.published, topics=entry.topics, organisations=entry.organisations)


@row
def corrected(edition: Edition, name: str) -> datetime | None:
    """When an issue was last corrected; None if it never was."""
    days = [entry.record.date for entry in modified.corrections(edition) if name in entry.concerns]
    return edition.midnight(max(days)) if days else None


@row
def issue(edition: Edition, name: str) -> Entry:
    """A public issue of the language."""
    record = edition.archive.issues[name]
    shown, writer = issue_views.read(edition, name, web=True)
    then = edition.then[name]
    deals = then.deals_of(record)
    topics = tuple(dict.fromkeys(topic for deal in deals for topic in deal.record.topics))
    picture = _picture(edition, name, record.hero)
    body = edition.templates.render(
        "feed/entry.html.j2",
        {
            "t": edition.locale.t,
            "issue": shown,
            "w": writer,
            "locale": edition.locale,
            "picture": picture,
            "chart": _chart(writer, name),
        },
    )
    published = edition.published(record)
    return Entry(
        id=entry_id(edition, record.date.year, f"briefings/{name}"),
        url=shown.url,
        title=clean(shown.title),
        summary=clean(writer.plain(shown.summary)),
        html=clean(body),
        published=published,
        updated=max(published, corrected(edition, name) or published),
        authors=_authors(edition, shown),
        categories=_categories(edition, writer, topics),
        picture=picture or _card(edition, name, record),
        deals=tuple(_deal(edition, then, deal) for deal in deals),
        topics=topics,
        organisations=tuple(dict.fromkeys(org for deal in deals for org in deal.parties)),
    )


@row
def corrections(edition: Edition, weight: str) -> tuple[Entry, ...]:
    """Every correction, newest first: what was said, what is said now, and why; those of substance alone if `weight` is
    "material"."""
    told = modified.corrections(edition)
    return tuple(_corrections(edition, (one for one in told if one.record.is_material or weight != "material")))


def _corrections(edition: Edition, told: Iterable[CorrectionView]) -> Iterator[Entry]:
    writer = Writer(edition=edition, knowledge=edition.today, here=paths.index("corrections"), numbers={}, web=True)
    for entry in told:
        deal = edition.today.deals.get(entry.deal)
        topics = deal.record.topics if deal else ()
        moment = edition.midnight(entry.record.date)
        body = edition.templates.render("feed/correction.html.j2", {"t": edition.locale.t, "correction": entry})
        yield Entry(
            id=entry_id(edition, entry.record.date.year, f"corrections/{entry.id}"),
            url=edition.url(paths.correction(entry.id)),
            title=clean(edition.locale.t("correction.title", word=entry.word, title=entry.title)),
            summary=clean(edition.locale.t("correction.change", was=entry.was, now=entry.now)),
            html=clean(body),
            published=moment,
            updated=moment,
            authors=(clean(edition.archive.publication.editor.name),),
            categories=_categories(edition, writer, topics),
            picture=None,
            deals=(_deal(edition, edition.today, deal),) if deal else (),
            topics=tuple(topics),
            organisations=tuple(deal.parties) if deal else (),
        )


def entry_id(edition: Edition, year: int, thing: str) -> str:
    """A tag: URI (RFC 4151) of a thing whose id never changes: "tag:host,2026:de/briefings/2026-01-30-runde"."""
    return f"tag:{edition.host},{year}:{edition.language}/{thing}"


def clean(text: str) -> str:
    """Without the characters that XML cannot hold, and with simple line ends."""
    return _BROKEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _authors(edition: Edition, shown: IssueView) -> tuple[str, ...]:
    """The issue's authors, else the editor: readers inherit no author from the feed."""
    names = [edition.archive.authors[author].name.any(edition.language) for author in shown.record.authors]
    return tuple(clean(name) for name in names or [edition.archive.publication.editor.name])


def _categories(edition: Edition, writer: Writer, topics: Iterable[str]) -> tuple[Category, ...]:
    return tuple(Category(term=topic, label=clean(writer.name(topic))) for topic in topics)


def _deal(edition: Edition, then: Knowledge, deal: KnownDeal) -> DealMark:
    return DealMark(
        id=deal.id,
        url=edition.url(paths.page("deals", deal.id), edition.elsewhere(paths.page("deals", deal.id))),
        title=clean(deal_title(edition, then, deal.id)),
        kind=deal.record.kind,
        subject=deal.record.subject,
        status=deal.state,
        figures=tuple(_numbers(edition, deal)),
    )


def _numbers(edition: Edition, deal: KnownDeal) -> Iterator[Number]:
    for path, figure in deal.figures.items():
        claim = figure.shown
        if claim is None:
            continue
        bounds, disclosed = claim.value.interval, claim.value.low is not None
        home = paths.page("deals", figure.deal)
        yield Number(
            figure=path,
            value=str(claim.value),
            qualifier=claim.value.qualifier,
            low=bounds.low if disclosed else None,
            high=bounds.high if disclosed else None,
            unit=claim.value.unit,
            scope=claim.record.scope,
            what=claim.record.what,
            claim=claim.id,
            url=edition.url(paths.figure(figure.deal, figure.path), edition.elsewhere(home)),
        )


def _picture(edition: Edition, name: str, hero: Hero | None) -> Picture | None:
    """The picture, if its size can be read; a client cannot lay out what it knows nothing of."""
    raw = edition.archive.images.get((name, hero.file)) if hero else None
    found = shape(raw) if raw else None
    if hero is None or raw is None or found is None:
        return None
    t = edition.locale.t
    parts = [hero.caption.any(edition.language)] if hero.caption else []
    parts += [t(f"hero.{hero.kind}"), t("hero.credit", credit=hero.credit)]
    return Picture(
        url=edition.archive.publication.home + paths.picture(name, hero.file),
        alt=clean(hero.alt.any(edition.language)),
        caption=clean(" · ".join(parts)),
        type=found.type,
        width=found.width,
        height=found.height,
        bytes=len(raw),
    )


def _chart(writer: Writer, name: str) -> Picture | None:
    """The chart of the lead's claims, as the issue's mail shows it; None if there is nothing to draw."""
    drawing = of_issue(writer, name)
    if drawing is None:
        return None
    canvas = drawing.chart.narrow
    return Picture(
        url=writer.edition.url(paths.chart_file(drawing.narrow, "png")),
        alt=clean(drawing.chart.facts),
        caption=clean(drawing.chart.title),
        type="image/png",
        width=canvas.width + 2 * MARGIN,
        height=math.ceil(canvas.height) + 2 * MARGIN,
    )


def _card(edition: Edition, name: str, issue: Issue) -> Picture:
    """The card of an issue that has no picture of its own."""
    card = social.of_issue(edition, name, issue)
    return Picture(
        url=edition.url(card.path),
        alt=clean(card.alt),
        caption="",
        type="image/png",
        width=social.WIDTH,
        height=social.HEIGHT,
    )
