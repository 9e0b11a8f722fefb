"""The home page: the latest issue with its figures, what comes next, the latest deals, where money turns in circles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.outputs.pages import structured
from generator.outputs.pages.agenda import Row, ahead
from generator.outputs.pages.flows import CircleLine, circle_lines
from generator.outputs.pages.frame import Head, page, writer_at
from generator.outputs.pages.lists import Line, issue_line, public_deals
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views import tiles
from generator.views.edition import Artifact, Edition
from generator.views.issues import Notice
from generator.views.since import Since, since
from generator.views.tiles import Tile
from generator.views.writer import Writer

DEALS, ISSUES, DATES, CIRCLES = 6, 6, 5, 4
"""How many of each the page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The latest issue at the top of the page, as its own date knew it."""

    title: str
    """Its title."""
    date: str
    """Its date in words."""
    file: str
    """Link to its Markdown file."""
    summary: str
    """Its summary, as HTML."""
    points: tuple[str, ...]
    """Its key points, as HTML."""
    notices: tuple[Notice, ...]
    """Its notices: written later, made by a machine."""
    tiles: tuple[Tile, ...]
    """The figures of its main deal; () if its date knew of none."""
    since: Since | None
    """What changed in its deals since an issue treated them last; None if nothing did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The home page."""

    tagline: str
    """The publication in a sentence; printed where there is no issue yet."""
    lead: Lead | None
    """The latest issue; None before the first."""
    others: tuple[Line, ...]
    """The issues before it, newest first."""
    dates: tuple[Row, ...]
    """The next days of the calendar, the nearest first."""
    circles: tuple[CircleLine, ...]
    """Pairs between which money goes both ways."""
    cards: tuple[deal_views.Card, ...]
    """The latest deals."""
    deals_file: str
    """Link to the Markdown file of the list of deals; so are the next two."""
    archive_file: str
    """Link to the archive."""
    flows_file: str
    """Link to the money graph."""
    calendar_href: str
    """Link to the calendar."""
    subscribe_href: str
    """Link to the page on how to subscribe."""


def home(edition: Edition) -> Artifact:
    """The home page: the latest issue as its own date knew it, all else as of today."""
    writer = writer_at(edition, paths.HOME)
    publication = edition.archive.publication
    tagline = publication.tagline.any(edition.language)
    head = Head(title=publication.title, description=tagline, kind="home", things=tuple(structured.website(edition)))
    body = HomePage(
        tagline=tagline,
        lead=_lead(writer) if edition.issues else None,
        others=tuple(issue_line(edition, writer, name, issue) for name, issue in edition.issues[1:ISSUES]),
        dates=tuple(ahead(writer)[:DATES]),
        circles=circle_lines(writer)[:CIRCLES],
        cards=tuple(deal_views.card(writer, deal) for deal in public_deals(edition)[:DEALS]),
        deals_file=writer.href(paths.index("deals"), "file"),
        archive_file=writer.href(paths.index("archive"), "file"),
        flows_file=writer.href(paths.FLOWS, "file"),
        calendar_href=writer.href(paths.index("calendar")),
        subscribe_href=writer.href(paths.static("subscribe")),
    )
    return page(edition, "home", paths.HOME, head, body)


def _lead(writer: Writer) -> Lead:
    """The latest issue: its points and the figures of its main deal."""
    edition = writer.edition
    name, issue = edition.issues[0]
    then = replace(writer, knowledge=edition.then[name])
    changed = since(then, name)
    return Lead(
        title=issue.title.any(edition.language),
        date=edition.locale.date(issue.date),
        file=writer.href(paths.page("briefings", name), "file"),
        points=tuple(then.inline(point) for point in issue_views.points(edition, issue)),
        summary=then.inline(issue.summary.any(edition.language)),
        notices=issue_views.notices(edition, issue),
        tiles=tiles.of_issue(then, issue),
        since=changed if changed and changed.deals else None,
    )
