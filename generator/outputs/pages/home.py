"""The home page: the latest issue with its figures, what comes next, the latest deals, where money turns in circles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.outputs.pages import structured
from generator.outputs.pages.agenda import ahead
from generator.outputs.pages.flows import circle_lines
from generator.outputs.pages.frame import page, writer_at
from generator.outputs.pages.lists import issue_line, public_deals
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views.edition import Artifact, Edition
from generator.views.tiles import tiles
from generator.views.writer import Writer

DEALS, ISSUES, DATES, CIRCLES = 6, 6, 5, 4
"""How many of each the page shows."""


def home(edition: Edition) -> Artifact:
    """What a reader wants to know first; the latest issue as its own date knew it, all else as of today."""
    writer = writer_at(edition, paths.HOME)
    publication = edition.archive.publication
    tagline = publication.tagline.any(edition.language)
    issues = [issue_line(edition, writer, name, issue) for name, issue in edition.issues]
    return page(
        edition,
        "home",
        paths.HOME,
        {"title": publication.title, "description": tagline, "kind": "home", "things": structured.website(edition)},
        tagline=tagline,
        lead={**issues[0], **_lead(writer)} if issues else None,
        others=issues[1:ISSUES],
        dates=ahead(writer)[:DATES],
        circles=circle_lines(writer)[:CIRCLES],
        cards=[deal_views.card(writer, deal) for deal in public_deals(edition)[:DEALS]],
        deals_file=writer.href(paths.index("deals"), "file"),
        archive_file=writer.href(paths.index("archive"), "file"),
        flows_file=writer.href(paths.FLOWS, "file"),
        calendar_href=writer.href(paths.index("calendar")),
        subscribe_href=writer.href(paths.static("subscribe")),
    )


def _lead(writer: Writer) -> dict[str, Any]:
    """The latest issue: its points and the figures of its main deal."""
    edition = writer.edition
    name, issue = edition.issues[0]
    then = replace(writer, knowledge=edition.then[name])
    deal = then.knowledge.lead_of(issue)
    return {
        "file": writer.href(paths.page("briefings", name), "file"),
        "points": [then.inline(point) for point in issue_views.points(edition, issue)],
        "summary": then.inline(issue.summary.any(edition.language)),
        "notices": issue_views.notices(edition, issue),
        "tiles": tiles(then, deal) if deal else (),
    }
