"""The pages that list things: issues, topics."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from generator.analysis.known import KnownDeal
from generator.content.records import Issue
from generator.outputs.pages.findable import findable
from generator.outputs.pages.flows import flow_figure
from generator.outputs.pages.frame import COPY, feeds, list_page, page, writer_at
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer

FLOW_TOPIC = "capital-flows"
"""The topic that shows the money graph, where a publication has it."""


def issue_line(edition: Edition, writer: Writer, name: str, issue: Issue) -> dict[str, Any]:
    """An issue in a list."""
    then = replace(writer, knowledge=edition.then[name], numbers={})
    return {
        "id": name,
        "title": issue.title.any(edition.language),
        "summary": then.plain(issue.summary.any(edition.language)),
        "date": edition.locale.date(issue.date),
        "iso": issue.date.isoformat(),
        "issue": issue.number,
        "href": writer.href(paths.page("briefings", name)),
        "lang": None,
        "note": "",
    }


def issues(edition: Edition) -> Artifact:
    address = paths.index("briefings")
    writer = writer_at(edition, address)
    lines = [issue_line(edition, writer, name, issue) for name, issue in edition.issues]
    return list_page(edition, "briefings", address, lines=lines + foreign_lines(edition, writer))


def topics(edition: Edition) -> Artifact:
    address = paths.index("topics")
    writer = writer_at(edition, address)
    rows = [
        {
            "title": writer.name(name),
            "href": writer.href(paths.page("topics", name)),
            "text": writer.inline(topic.description.any(edition.language)) if topic.description else "",
        }
        for name in public_topics(edition)
        for topic in [edition.archive.topics[name]]
    ]
    return list_page(edition, "topics", address, rows=rows, flows_file=writer.href(paths.FLOWS, "file"))


def topic(edition: Edition, name: str) -> Artifact:
    address = paths.page("topics", name)
    topic = edition.archive.topics[name]
    writer = writer_at(edition, address)
    deals = [deal for deal in public_deals(edition) if name in deal.record.topics]
    ids = {deal.id for deal in deals}
    description = topic.description.any(edition.language) if topic.description else writer.name(name)
    return page(
        edition,
        "topic",
        address,
        {
            "title": writer.name(name),
            "description": writer.plain(description),
            "kind": "topic",
            "feeds": feeds(edition, address, writer.name(name)),
            "scripts": [COPY],
            "search": findable(edition, "topic", writer.name(name), topics=[name]),
        },
        description=writer.inline(description),
        chart=flow_figure(writer) if name == FLOW_TOPIC else None,
        involved=_involved(writer, deals),
        flows_file=writer.href(paths.FLOWS, "file"),
        cards=[deal_views.card(writer, deal) for deal in deals],
        lines=[
            issue_line(edition, writer, key, issue)
            for key, issue in edition.issues
            if ids & {deal.id for deal in edition.then[key].deals_of(issue)}
        ],
    )


def _involved(writer: Writer, deals: list[KnownDeal]) -> list[dict[str, Any]]:
    """Who takes part in the deals of a topic, those with most of them first."""
    count = Counter(org for deal in deals for org in deal.parties)
    return [
        {"name": writer.name(org), "href": writer.href(writer.address(org)), "n": writer.edition.locale.number(n)}
        for org, n in sorted(count.items(), key=lambda entry: (-entry[1], writer.name(entry[0]).casefold()))
    ]


def public_topics(edition: Edition) -> list[str]:
    """The topics that have a page in this language."""
    return [name for name in edition.archive.topics if edition.has(paths.page("topics", name))]


def public_deals(edition: Edition) -> list[KnownDeal]:
    """The deals that have a page in this language, newest first."""
    deals = [edition.today.deals[name] for name in edition.archive.deals if edition.has(paths.page("deals", name))]
    return sorted(deals, key=lambda deal: (-(deal.latest.toordinal() if deal.latest else 0), deal.id))


def foreign_lines(edition: Edition, writer: Writer) -> list[dict[str, Any]]:
    """Issues that this language lacks, marked as such and linked to the language they are in."""
    return [
        {
            **issue_line(edition, writer, name, issue),
            "title": issue.title.any(language),
            "summary": issue.summary.any(language),
            "href": paths.relative(f"{edition.language}/{writer.here}", f"{language}/{paths.page('briefings', name)}"),
            "lang": language,
            "note": edition.locale.t(f"in_language.{language}"),
        }
        for name, issue, language in edition.foreign
    ]
