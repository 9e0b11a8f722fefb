"""The page of an issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.charts import catalogue
from generator.charts.catalogue import ShownChart
from generator.content.records import Issue
from generator.outputs import comments
from generator.outputs.pages import structured
from generator.outputs.pages.about import About, about
from generator.outputs.pages.entries import Entry
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COMMENTS, COPY, Head, page
from generator.outputs.pages.neighbours import Neighbour
from generator.outputs.pages.sponsors import Sponsor, sponsors
from generator.text import paths
from generator.views import issues as issue_views
from generator.views import modified, reading, social, tiles
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.issues import IssueView
from generator.views.sources import SourceView
from generator.views.tiles import Tile
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class BylineItem:
    """A part of the line under the title."""

    text: str
    """Such as a date or an author's name."""
    href: str | None = None
    """Link of the text; None if it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeroPicture:
    """The issue's picture with the word for what it is: nobody takes a symbol for a document."""

    src: str
    """Link to the file."""
    alt: str
    """A description for those who cannot see it."""
    label: str
    """Its sort, in a word: "Symbolbild"."""
    caption: str
    """The caption; "" if there is none."""
    credit: str
    """Its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """The discussion of an issue."""

    frame: str
    """The address of the frame that a reader may ask for."""
    repository: str
    """The address of the repository whose discussions it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLine:
    """An issue to read with this one."""

    title: str
    """Its title."""
    href: str
    """Link to it."""
    date: str
    """Its date in words."""
    iso: str
    """Its date for machines."""
    note: str
    """The organisations that both speak of, in words; "" if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """The page of an issue."""

    w: Writer
    """Writes its texts."""
    issue: IssueView
    """The issue as every output shows it."""
    newer: Neighbour | None
    """The issue after it; None for the latest."""
    older: Neighbour | None
    """The issue before it; None for the first."""
    chart: ShownChart | None
    """The claims about its lead's amount; None if there is nothing to compare."""
    has_claims: bool
    """Whether a section shows all claims; else the chart stands alone."""
    byline: tuple[BylineItem, ...]
    """Date, number, authors, sources and the time it takes."""
    tiles: tuple[Tile, ...]
    """The figures of its lead in large type."""
    hero: HeroPicture | None
    """Its picture; None if it has none."""
    sponsors: Mapping[str, tuple[Sponsor, ...]]
    """Paid places by where they stand."""
    sources: Mapping[str, Sequence[SourceView]]
    """Its sources by the word for their kind."""
    replies: tuple[Entry, ...]
    """Replies of those concerned."""
    about: About
    """Ways to cite, share and answer it, and how it came about."""
    comments: Discussion | None
    """Its discussion; None where the publication has no comments."""
    related: tuple[RelatedLine, ...]
    """Issues to read with it."""
    forecasts_href: str
    """Link to all forecasts."""
    corrections_href: str
    """Link to all corrections."""
    subscribe_href: str
    """Link to the page on how to subscribe."""
    methodology_href: str
    """Link to the methodology."""


def issue_page(edition: Edition, name: str, newer: str | None, older: str | None) -> Artifact:
    """The issue as its date knew it, with the issues before and after it."""
    shown, writer = issue_views.read(edition, name, web=False)
    body = _body(writer, name, shown, (newer, older))
    return page(edition, "issue", paths.page("briefings", name), _head(writer, name, shown), body)


def _head(writer: Writer, name: str, shown: IssueView) -> Head:
    edition, issue = writer.edition, shown.record
    description, card = writer.plain(shown.summary), social.of_issue(edition, name, issue)
    deals = [deal.record for deal in edition.then[name].deals_of(issue)]
    return Head(
        title=shown.title,
        description=description,
        kind="briefing",
        hide=("navigation",),
        scripts=(COPY, COMMENTS) if edition.archive.publication.comments else (COPY,),
        card=card,
        published=edition.published(issue).isoformat(),
        modified=modified.changed(edition, name, shown.corrections).isoformat(),
        things=tuple(structured.news_article(edition, name, issue, description, card, shown.corrections)),
        search=findable(
            edition,
            "briefing",
            shown.title,
            day=issue.date,
            organisations=(deal.subject for deal in deals),
            topics=(topic for deal in deals for topic in deal.topics),
        ),
    )


def _body(writer: Writer, name: str, shown: IssueView, beside: tuple[str | None, str | None]) -> IssuePage:
    edition, issue = writer.edition, shown.record
    main = catalogue.of_issue(writer, name)
    newer, older = beside
    return IssuePage(
        w=writer,
        issue=shown,
        newer=_neighbour(writer, newer) if newer else None,
        older=_neighbour(writer, older) if older else None,
        chart=catalogue.shown(writer, main) if main else None,
        has_claims=any(section.kind == "claims" for section in shown.sections),
        byline=_byline(writer, name, shown),
        tiles=tiles.of_issue(writer, issue),
        hero=_hero(writer, name, issue),
        sponsors=sponsors(writer, shown),
        sources=source_views.by_kind(shown.sources),
        replies=_replies(writer, issue),
        about=about(writer, name, shown),
        comments=_discussion(edition, name),
        related=_related(writer, name),
        forecasts_href=writer.href(paths.index("forecasts")),
        corrections_href=writer.href(paths.index("corrections")),
        subscribe_href=writer.href(paths.static("subscribe")),
        methodology_href=writer.href(paths.static("methodology")),
    )


def _neighbour(writer: Writer, name: str) -> Neighbour:
    title = writer.edition.archive.issues[name].title.any(writer.edition.language)
    return Neighbour(title=title, href=writer.href(paths.page("briefings", name)))


def _byline(writer: Writer, name: str, shown: IssueView) -> tuple[BylineItem, ...]:
    """Date, number, authors, sources and the time it takes, in words and links."""
    edition, issue = writer.edition, shown.record
    locale, people = edition.locale, edition.archive.authors
    spent = reading.minutes(writer, issue_views.texts(edition, name, issue))
    return (
        BylineItem(text=locale.date(issue.date)),
        *([BylineItem(text=locale.t("issue.number", n=issue.number))] if issue.number else []),
        *(
            BylineItem(text=people[author].name.any(edition.language), href=writer.href(paths.page("authors", author)))
            for author in issue.authors
        ),
        BylineItem(text=locale.plural("issue.sources", len(writer.numbers)), href="#sources"),
        BylineItem(text=locale.plural("issue.minutes", spent)),
    )


def _hero(writer: Writer, name: str, issue: Issue) -> HeroPicture | None:
    edition, hero = writer.edition, issue.hero
    if hero is None:
        return None
    address = f"{edition.language}/{paths.page('briefings', name)}"
    return HeroPicture(
        src=paths.relative(address, paths.picture(name, hero.file)),
        alt=hero.alt.any(edition.language),
        label=edition.locale.t(f"hero.{hero.kind}"),
        caption=writer.plain(hero.caption.any(edition.language)) if hero.caption else "",
        credit=hero.credit,
    )


def _replies(writer: Writer, issue: Issue) -> tuple[Entry, ...]:
    edition = writer.edition
    return tuple(
        Entry(
            kind=reply.by,
            date=edition.locale.date(reply.date),
            text=writer.inline(reply.text.any(edition.language)),
        )
        for reply in issue.replies
    )


def _discussion(edition: Edition, name: str) -> Discussion | None:
    found = edition.archive.publication.comments
    if found is None:
        return None
    return Discussion(frame=comments.frame(found, name, edition.language), repository=found.repository)


def _related(writer: Writer, name: str) -> tuple[RelatedLine, ...]:
    edition, locale = writer.edition, writer.edition.locale
    return tuple(
        RelatedLine(
            title=entry.issue.title.any(edition.language),
            href=writer.href(paths.page("briefings", entry.id)),
            date=locale.date(entry.issue.date),
            iso=entry.issue.date.isoformat(),
            note=locale.t("related.shared", names=locale.join(entry.shared[:3])) if entry.shared else "",
        )
        for entry in reading.related(edition, name)
    )
