"""The page of an issue."""

from __future__ import annotations

from generator import cards, issue, paths
from generator.charts import ranges
from generator.charts.marks import figure
from generator.edition import Artifact, Edition
from generator.outputs.pages import structured
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page


def briefing_page(edition: Edition, name: str) -> Artifact:
    """The issue as its date knew it, with the issues before and after it."""
    shown, writer = issue.read(edition, name, web=False)
    order = [key for key, _ in edition.briefings]
    place = order.index(name)
    lead = edition.then[name].deals.get(shown.record.lead) if shown.record.lead else None
    main = ranges.main(writer, lead) if lead else None

    def neighbour(index: int) -> dict[str, str] | None:
        if not 0 <= index < len(order):
            return None
        title = edition.archive.briefings[order[index]].title.any(edition.language)
        return {"title": title, "href": writer.href(paths.page("briefings", order[index]))}

    record, description = shown.record, writer.plain(shown.summary)
    card = cards.of_issue(edition, name, record)
    deals = [edition.archive.deals[deal] for deal in dict.fromkeys([*filter(None, [record.lead]), *record.deals])]
    meta = {
        "title": shown.title,
        "description": description,
        "kind": "briefing",
        "hide": ["navigation"],
        "card": card,
        "published": edition.published(record).isoformat(),
        "modified": structured.modified(edition, record, shown.corrections),
        "things": structured.news_article(edition, name, record, description, card, shown.corrections),
        "search": findable(
            edition, "briefing", shown.title, day=record.date, organisations=(deal.subject for deal in deals),
            topics=(topic for deal in deals for topic in deal.topics),
        ),
    }  # fmt: skip
    return page(
        edition, "briefing", paths.page("briefings", name), meta,
        w=writer, issue=shown, newer=neighbour(place - 1), older=neighbour(place + 1),
        chart=figure(edition.templates, main[1]) if main else None,
        has_claims=any(section.kind == "claims" for section in shown.sections),
        cite=edition.locale.t("cite", title=shown.title, site=edition.archive.publication.title, date=shown.date, url=shown.url),
        forecasts_href=writer.href(paths.index("forecasts")), corrections_href=writer.href(paths.index("corrections")),
        subscribe_href=writer.href(paths.static("subscribe")),
        methodology_href=writer.href(paths.static("methodology")),
    )  # fmt: skip
