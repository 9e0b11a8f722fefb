"""The page of an issue."""

from __future__ import annotations

from typing import Any

from generator.charts import catalogue
from generator.content.records import Issue
from generator.content.records.issue import SponsorSlot
from generator.outputs import comments
from generator.outputs.pages import structured
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COMMENTS, COPY, page
from generator.text import paths
from generator.views import issues as issue_views
from generator.views import modified, reading, social
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.issues import IssueView
from generator.views.tiles import tiles
from generator.views.writer import Writer

FIRST, LAST = "top", "end"
"""Where a sponsor stands: after the key points, or before the sources; "after_<section>" names a section instead."""


def issue_page(edition: Edition, name: str) -> Artifact:
    """The issue as its date knew it, with the issues before and after it."""
    shown, writer = issue_views.read(edition, name, web=False)
    issue, t = shown.record, edition.locale.t
    lead = edition.then[name].lead_of(issue)
    order = [key for key, _ in edition.issues]
    place = order.index(name)
    main = catalogue.of_issue(writer, name)

    def neighbour(index: int) -> dict[str, str] | None:
        if not 0 <= index < len(order):
            return None
        title = edition.archive.issues[order[index]].title.any(edition.language)
        return {"title": title, "href": writer.href(paths.page("briefings", order[index]))}

    record, description = shown.record, writer.plain(shown.summary)
    card = social.of_issue(edition, name, record)
    deals = [deal.record for deal in edition.then[name].deals_of(record)]
    meta = {
        "title": shown.title,
        "description": description,
        "kind": "briefing",
        "hide": ["navigation"],
        "scripts": [COPY, *([COMMENTS] if edition.archive.publication.comments else [])],
        "card": card,
        "published": edition.published(record).isoformat(),
        "modified": modified.changed(edition, name, shown.corrections).isoformat(),
        "things": structured.news_article(edition, name, record, description, card, shown.corrections),
        "search": findable(
            edition,
            "briefing",
            shown.title,
            day=record.date,
            organisations=(deal.subject for deal in deals),
            topics=(topic for deal in deals for topic in deal.topics),
        ),
    }
    cite = t("cite", title=shown.title, site=edition.archive.publication.title, date=shown.date, url=shown.url)
    return page(
        edition,
        "issue",
        paths.page("briefings", name),
        meta,
        w=writer,
        issue=shown,
        newer=neighbour(place - 1),
        older=neighbour(place + 1),
        chart=catalogue.shown(writer, main) if main else None,
        has_claims=any(section.kind == "claims" for section in shown.sections),
        byline=_byline(writer, name, shown),
        tiles=tiles(writer, lead) if lead else (),
        hero=_hero(writer, name, issue),
        sponsors=_sponsors(writer, shown),
        sources=source_views.by_kind(shown.sources),
        replies=[
            {
                "kind": reply.by,
                "date": edition.locale.date(reply.date),
                "text": writer.inline(reply.text.any(edition.language)),
                "sources": (),
            }
            for reply in issue.replies
        ],
        about=_about(writer, name, shown, cite),
        comments=_comments(edition, name),
        related=_related(writer, name),
        forecasts_href=writer.href(paths.index("forecasts")),
        corrections_href=writer.href(paths.index("corrections")),
        subscribe_href=writer.href(paths.static("subscribe")),
        methodology_href=writer.href(paths.static("methodology")),
    )


def _byline(writer: Writer, name: str, shown: IssueView) -> list[dict[str, Any]]:
    """Date, number, authors, sources and the time it takes, in words and links."""
    edition, issue = writer.edition, shown.record
    locale = edition.locale
    texts = [locale.date(issue.date)]
    if issue.number:
        texts.append(locale.t("issue.number", n=issue.number))
    spent = reading.minutes(writer, issue_views.texts(edition, name, issue))
    return [
        *({"text": text, "href": None} for text in texts),
        *(
            {
                "text": edition.archive.authors[author].name.any(edition.language),
                "href": writer.href(paths.page("authors", author)),
            }
            for author in issue.authors
        ),
        {"text": locale.plural("issue.sources", len(writer.numbers)), "href": "#sources"},
        {"text": locale.plural("issue.minutes", spent), "href": None},
    ]


def _hero(writer: Writer, name: str, issue: Issue) -> dict[str, str] | None:
    """The issue's picture with the word for what it is: nobody takes a symbol for a document."""
    edition, hero = writer.edition, issue.hero
    if hero is None:
        return None
    address = f"{edition.language}/{paths.page('briefings', name)}"
    return {
        "src": paths.relative(address, paths.picture(name, hero.file)),
        "alt": hero.alt.any(edition.language),
        "label": edition.locale.t(f"hero.{hero.kind}"),
        "caption": writer.plain(hero.caption.any(edition.language)) if hero.caption else "",
        "credit": hero.credit,
    }


def _sponsors(writer: Writer, shown: IssueView) -> dict[str, list[dict[str, str]]]:
    """Paid places by where they stand; outside its days a sponsor has none."""
    found: dict[str, list[dict[str, str]]] = {}
    sections = {name: section.id for section in shown.sections for name in (section.kind, section.id)}
    for slot in shown.record.sponsors:
        if _runs(slot, writer.edition):
            after = sections.get(slot.slot.removeprefix("after_"), LAST)
            sponsor = writer.edition.archive.sponsors[slot.sponsor]
            found.setdefault(FIRST if slot.slot == FIRST else after, []).append(
                {
                    "name": sponsor.name.any(writer.edition.language),
                    "text": writer.plain(slot.body.any(writer.edition.language)),
                    "href": slot.url,
                }
            )
    return found


def _runs(slot: SponsorSlot, edition: Edition) -> bool:
    return (slot.from_ is None or slot.from_ <= edition.as_of) and (slot.until is None or edition.as_of <= slot.until)


def _about(writer: Writer, name: str, shown: IssueView, cite: str) -> dict[str, Any]:
    """What a reader may want to do with the issue, and how it came about."""
    edition, issue = writer.edition, shown.record
    locale, editor = edition.locale, edition.archive.publication.editor
    names = [edition.archive.authors[author].name.any(edition.language) for author in issue.reviewed_by]
    reviewed = locale.join(names)
    if names and issue.reviewed_at:
        reviewed = f"{reviewed}, {locale.date(issue.reviewed_at)}"
    if not names and issue.ai_use.level != "none":
        reviewed = locale.t("about.unreviewed")
    return {
        "cite": cite,
        "address": shown.url,
        "by_mail": paths.mail("", shown.title, f"{shown.title}\n{shown.url}"),
        "share": paths.share(shown.title, shown.url),
        "reply": paths.mail(editor.email, locale.t("mail.reply", id=name)),
        "report": paths.mail(editor.email, locale.t("mail.report", id=name)),
        "machines": _machines(edition, issue),
        "reviewed": reviewed,
        "disclosures": [writer.inline(text) for text in shown.disclosures],
    }


def _comments(edition: Edition, name: str) -> dict[str, str] | None:
    """Where the issue is discussed; None where the publication has no comments."""
    found = edition.archive.publication.comments
    if found is None:
        return None
    return {"frame": comments.frame(found, name, edition.language), "repository": found.repository}


def _machines(edition: Edition, issue: Issue) -> str:
    """How far machines had a hand in it; "" if the editor says they had none."""
    use, locale = issue.ai_use, edition.locale
    if use.level == "none":
        return ""
    parts = [locale.words.get(f"ai.what.{part}", part) for part in use.what or ("text",)]
    return locale.t(f"ai.{use.level}", what=locale.join(parts))


def _related(writer: Writer, name: str) -> list[dict[str, Any]]:
    edition = writer.edition
    return [
        {
            "title": entry.issue.title.any(edition.language),
            "href": writer.href(paths.page("briefings", entry.id)),
            "date": edition.locale.date(entry.issue.date),
            "iso": entry.issue.date.isoformat(),
            "note": edition.locale.t("related.shared", names=edition.locale.join(entry.shared[:3]))
            if entry.shared
            else "",
        }
        for entry in reading.related(edition, name)
    ]
