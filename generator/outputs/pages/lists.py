"""The pages that list things: issues, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.analysis.known import KnownDeal
from generator.charts.catalogue import ShownChart
from generator.content.indexes import indexes_of
from generator.content.records import Issue
from generator.outputs.pages.findable import findable
from generator.outputs.pages.flows import flow_figure
from generator.outputs.pages.frame import COPY, Head, feeds, list_page, page, writer_at
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer

FLOW_TOPIC = "capital-flows"
"""The topic that shows the money graph, where a publication has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An issue in a list."""

    id: str
    """The issue's id: "2026-01-30-openai-runde"."""
    title: str
    """Its title, in `lang` if that is set."""
    date: str
    """Its date in words."""
    iso: str
    """Its date for machines: "2026-01-30"."""
    issue: int | None
    """Its number; None for an issue without one."""
    href: str
    """Link to its page, in the language that has it."""
    lang: str | None = None
    """The language of its page where that is another than the list's."""
    note: str = ""
    """The remark on an issue that is only there in another language; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueList:
    """The page of all issues."""

    lines: tuple[Line, ...]
    """Those in this language, newest first, then those that are only there in another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic in the list of them."""

    title: str
    """Its name."""
    href: str
    """Link to its page."""
    text: str
    """Its description as HTML; "" if nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicList:
    """The page of all topics."""

    rows: tuple[TopicRow, ...]
    """The topics in the order of the content."""
    flows_file: str
    """Link to the money graph's Markdown file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """An organisation and in how many deals of a topic it takes part."""

    name: str
    """Its name."""
    href: str
    """Link to its page."""
    n: str
    """The number of deals, as it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """The page of a topic."""

    description: str
    """Its description as HTML."""
    chart: ShownChart | None
    """The money graph's chart, only for the topic that is about it."""
    involved: tuple[Involved, ...]
    """The parties of its deals, those with most of them first."""
    flows_file: str
    """Link to the money graph's Markdown file."""
    cards: tuple[deal_views.Card, ...]
    """Its deals, newest first."""
    lines: tuple[Line, ...]
    """The issues that show one of its deals, newest first."""


def issue_line(edition: Edition, writer: Writer, name: str, issue: Issue) -> Line:
    """An issue in a list of its own language."""
    return Line(
        id=name,
        title=issue.title.any(edition.language),
        date=edition.locale.date(issue.date),
        iso=issue.date.isoformat(),
        issue=issue.number,
        href=writer.href(paths.page("briefings", name)),
    )


def issues(edition: Edition) -> Artifact:
    address = paths.index("briefings")
    writer = writer_at(edition, address)
    lines = [issue_line(edition, writer, name, issue) for name, issue in edition.issues]
    return list_page(edition, "briefings", address, IssueList(lines=(*lines, *foreign_lines(edition, writer))))


def topics(edition: Edition) -> Artifact:
    address = paths.index("topics")
    writer = writer_at(edition, address)
    rows = tuple(
        TopicRow(
            title=writer.name(name),
            href=writer.href(paths.page("topics", name)),
            text=writer.inline(topic.description.any(edition.language)) if topic.description else "",
        )
        for name in public_topics(edition)
        for topic in [edition.archive.topics[name]]
    )
    return list_page(edition, "topics", address, TopicList(rows=rows, flows_file=writer.href(paths.FLOWS, "file")))


def topic(edition: Edition, name: str) -> Artifact:
    address = paths.page("topics", name)
    topic = edition.archive.topics[name]
    writer = writer_at(edition, address)
    deals = _newest_first(edition, indexes_of(edition.archive).topics.get(name, ()))
    description = topic.description.any(edition.language) if topic.description else writer.name(name)
    head = Head(
        title=writer.name(name),
        description=writer.plain(description),
        kind="topic",
        feeds=feeds(edition, address, writer.name(name)),
        scripts=(COPY,),
        search=findable(edition, "topic", writer.name(name), topics=[name]),
    )
    body = TopicPage(
        description=writer.inline(description),
        chart=flow_figure(writer) if name == FLOW_TOPIC else None,
        involved=_involved(writer, deals),
        flows_file=writer.href(paths.FLOWS, "file"),
        cards=tuple(deal_views.card(writer, deal) for deal in deals),
        lines=tuple(
            issue_line(edition, writer, key, issue) for key, issue in edition.issues_of(deal.id for deal in deals)
        ),
    )
    return page(edition, "topic", address, head, body)


def _involved(writer: Writer, deals: list[KnownDeal]) -> tuple[Involved, ...]:
    """The parties of a topic's deals, those with most of them first."""
    count = Counter(org for deal in deals for org in deal.parties)
    return tuple(
        Involved(name=writer.name(org), href=writer.href(writer.address(org)), n=writer.edition.locale.number(n))
        for org, n in sorted(count.items(), key=lambda entry: (-entry[1], writer.name(entry[0]).casefold()))
    )


def public_topics(edition: Edition) -> list[str]:
    """The topics that have a page in this language."""
    return [name for name in edition.archive.topics if edition.has(paths.page("topics", name))]


def public_deals(edition: Edition) -> list[KnownDeal]:
    """The deals that have a page in this language, newest first."""
    return _newest_first(edition, edition.archive.deals)


def _newest_first(edition: Edition, names: Iterable[str]) -> list[KnownDeal]:
    deals = [edition.today.deals[name] for name in names if edition.has(paths.page("deals", name))]
    return sorted(deals, key=lambda deal: (-(deal.newest.toordinal() if deal.newest else 0), deal.id))


def foreign_lines(edition: Edition, writer: Writer) -> list[Line]:
    """Issues that this language lacks, marked as such and linked to the language they are in."""
    return [
        replace(
            issue_line(edition, writer, name, issue),
            title=issue.title.any(language),
            href=paths.relative(f"{edition.language}/{writer.here}", f"{language}/{paths.page('briefings', name)}"),
            lang=language,
            note=edition.locale.t("in_language", language=edition.locale.name_of(language)),
        )
        for name, issue, language in edition.foreign
    ]
