"""The page of a deal: every figure with all its claims, how far it has come, what is still expected."""

from __future__ import annotations

from typing import Any

from generator.analysis.known import KnownDeal, KnownParticipant
from generator.charts import catalogue
from generator.outputs.pages import structured
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, page, writer_at
from generator.text import paths
from generator.views import agenda, derived, social
from generator.views import changes as change_views
from generator.views import deals as deal_views
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer, deal_title, number_sources


def deal_page(edition: Edition, deal: KnownDeal) -> Artifact:
    """The deal as today knows it, undated claims included."""
    address = paths.page("deals", deal.id)
    record, locale, archive = deal.record, edition.locale, edition.archive
    claims = [claim for figure in deal.figures.values() for claim in figure.claims]
    texts = [words.get(edition.language) or "" for words in (record.summary, record.why) if words and deal.complete]
    others = [entry.src for key in ("status", "conditions", "expected", "statements") for entry in getattr(deal, key)]
    numbers = number_sources(edition.today, texts, claims)
    for name in (name for src in others for name in src):
        numbers.setdefault(name, len(numbers) + 1)
    writer = writer_at(edition, address, numbers=numbers)
    title = deal_title(edition, edition.today, deal.id)
    card = deal_views.card(writer, deal)

    def entries(key: str, kind: str) -> list[dict[str, Any]]:
        group: Any = {"conditions": "condition", "expected": "event"}[key]
        return [
            {
                "kind": archive.vocabulary.word(group, getattr(entry, kind), edition.language),
                "text": edition.text(entry.text) if entry.text else "",
                "date": agenda.when(locale, entry) if key == "expected" else "",
                "sources": source_views.source_links(writer, entry.src),
            }
            for entry in getattr(deal, key)
        ]

    mentions = [
        {
            "title": issue.title.any(edition.language),
            "href": writer.href(paths.page("briefings", name)),
            "date": locale.date(issue.date),
        }
        for name, issue in edition.issues
        if any(deal.id == shown.id for shown in edition.then[name].deals_of(issue))
    ]
    description = card.why or f"{title}: {card.amount or card.state_word}"
    shared = social.of_deal(edition, deal)
    return page(
        edition,
        "deal",
        address,
        {
            "title": title,
            "description": description,
            "kind": "deal",
            "hide": ["navigation"],
            "card": shared,
            "scripts": [COPY],
            "things": structured.deal_page(writer, deal, title, description, shared),
            "search": findable(
                edition,
                "deal",
                title,
                topics=record.topics,
                day=deal.since or deal.latest,
                organisations=deal.parties,
            ),
        },
        card=card,
        w=writer,
        summary=record.summary.any(edition.language) if record.summary and deal.complete else None,
        why=record.why.any(edition.language) if record.why and deal.complete else None,
        facts=facts(writer, deal),
        participants=[_participant(writer, part) for part in deal.participants],
        figures=[deal_views.figure(writer, path, figure) for path, figure in deal.figures.items() if figure.claims],
        derived=derived.derived(writer, deal),
        charts={key: catalogue.shown(writer, drawing) for key, drawing in catalogue.of_deal(writer, deal).items()},
        steps=deal_views.steps(writer, deal),
        conditions=entries("conditions", "kind"),
        expected=entries("expected", "event"),
        statements=[
            {
                "by": archive.publishers[s.by].name.any(edition.language)
                if s.by in archive.publishers
                else writer.name(s.by),
                "stance": locale.t(f"stance.{s.stance}"),
                "text": edition.text(s.text) if s.text else deal_views.about(writer, deal, s.about),
                "sources": source_views.source_links(writer, s.src),
            }
            for s in deal.statements
        ],
        relations=[
            {
                "type": locale.t(f"relation.{r.type}"),
                "title": writer.name(r.deal),
                "href": writer.href(paths.page("deals", r.deal)),
            }
            for r in deal.relations
        ],
        shown=change_views.in_issues(writer, deal.id),
        corrections=change_views.corrections_of_deal(writer, deal.id),
        corrections_href=writer.href(paths.index("corrections")),
        mentions=mentions,
        sources=source_views.by_kind(source_views.sources(writer)),
        as_of=locale.date(edition.as_of),
        methodology_file=writer.href(paths.static("methodology"), "file"),
        report=paths.mail(archive.publication.editor.email, locale.t("mail.report", id=deal.id)),
        deals_file=writer.href(paths.index("deals"), "file"),
    )


def facts(writer: Writer, deal: KnownDeal) -> list[dict[str, Any]]:
    """The panel at the top of a deal: what it is, in words and links."""
    edition, record = writer.edition, deal.record
    t, word = edition.locale.t, edition.archive.vocabulary.word
    rows: list[dict[str, Any]] = [
        {
            "label": t("fact.subject"),
            "text": writer.name(record.subject),
            "href": writer.href(writer.address(record.subject)),
        },
        {"label": t("fact.kind"), "text": word("deal", record.kind, edition.language), "href": None},
    ]
    if record.stage:
        rows.append({"label": t("fact.stage"), "text": record.stage.any(edition.language), "href": None})
    if record.money_type:
        rows.append({"label": t("fact.money_type"), "text": t(f"money_type.{record.money_type}"), "href": None})
    if record.share_type != "unknown":
        rows.append({"label": t("fact.share_type"), "text": t(f"share_type.{record.share_type}"), "href": None})
    if record.duration_months:
        rows.append(
            {"label": t("fact.duration"), "text": edition.locale.plural("months", record.duration_months), "href": None}
        )
    rows += [
        {"label": t("fact.topic"), "text": writer.name(topic), "href": writer.href(paths.page("topics", topic))}
        for topic in record.topics
    ]
    return rows


def _participant(writer: Writer, part: KnownParticipant) -> dict[str, Any]:
    edition, record = writer.edition, part.record
    figure = part.amount
    amount = figure.shown if figure else None
    stake = part.stake.shown if part.stake else None
    return {
        "name": writer.name(record.org),
        "href": writer.href(writer.address(record.org)),
        "role": edition.archive.vocabulary.word("role", record.role, edition.language),
        "amount": writer.amount(amount) if amount else "",
        "amount_href": writer.href(paths.figure(figure.deal, figure.path)) if figure and amount else "",
        "speaker": deal_views.speaker(writer, amount) if amount else "",
        "stake": writer.amount(stake) if stake else "",
        "deal": writer.name(record.deal) if record.deal else "",
        "deal_href": writer.href(paths.page("deals", record.deal)) if record.deal else "",
    }
