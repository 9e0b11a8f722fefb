"""Structured data in a page's head: schema.org's words for issues, deals, organisations and amounts.

One block of JSON-LD a page, nothing in it that the page does not say. schema.org has no word for a deal: its page is
*about* the organisations and the amount, with the bounds that were claimed and nothing rounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.analysis.figures import KnownFigure
from generator.analysis.known import KnownDeal
from generator.content.records import Issue, Organisation
from generator.text import paths
from generator.text.money import UNKNOWN_CURRENCY
from generator.views import deals as deal_views
from generator.views import differences, modified
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition
from generator.views.social import Card
from generator.views.writer import Writer

Thing = Mapping[str, object]
"""Something in the words of https://schema.org, which are its keys."""


def block(things: Sequence[Thing]) -> str:
    """The JSON-LD of a page, harmless inside a script element: no `<` can close it."""
    graph = {"@context": "https://schema.org", "@graph": things}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def breadcrumbs(edition: Edition, address: str, title: str) -> list[Thing]:
    """The way from the home page; none for the home page itself."""
    if address == paths.HOME:
        return []
    steps = [(edition.locale.t("home.nav"), paths.HOME)]
    kind, _, rest = address.rstrip("/").partition("/")
    if rest and edition.has(f"{kind}/"):
        steps.append((edition.locale.t(f"{kind}.title"), f"{kind}/"))
    steps.append((title, address))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": {"@type": "WebPage", "@id": edition.url(way)}}
        for place, (name, way) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def website(edition: Edition) -> list[Thing]:
    """The publication, on its home page."""
    publication = edition.archive.publication
    site = {
        "@type": "WebSite",
        "@id": f"{publication.home}#website",
        "name": publication.title,
        "description": publication.tagline.any(edition.language),
        "url": edition.url(paths.HOME),
        "inLanguage": edition.language,
        "publisher": {"@id": _publisher_id(edition)},
    }
    return [publisher(edition), site]


def publisher(edition: Edition) -> Thing:
    """The publisher, with the pages on how they work and correct themselves."""
    publication = edition.archive.publication
    return {
        "@type": "NewsMediaOrganization",
        "@id": _publisher_id(edition),
        "name": publication.title,
        "url": publication.home,
        "email": publication.editor.email,
        "correctionsPolicy": edition.url(paths.index("corrections")),
        "publishingPrinciples": edition.url(paths.static("methodology")),
    }


def news_article(
    edition: Edition, name: str, issue: Issue, description: str, card: Card, corrections: Iterable[CorrectionView]
) -> list[Thing]:
    """An issue with the organisations and amounts of its deals as its date knew them, and its corrections."""
    told = tuple(corrections)
    address = paths.page("briefings", name)
    then = edition.then[name]
    writer = Writer(edition=edition, knowledge=then, here=address, numbers={})
    authors = [edition.archive.authors[author].name.any(edition.language) for author in issue.authors]
    published = edition.published(issue)
    article: dict[str, object] = {
        "@type": "NewsArticle",
        "@id": edition.url(address),
        "url": edition.url(address),
        "mainEntityOfPage": edition.url(address),
        "headline": issue.title.any(edition.language),
        "description": description,
        "inLanguage": edition.language,
        "datePublished": published.isoformat(),
        "dateModified": modified.changed(edition, name, told).isoformat(),
        "image": {"@type": "ImageObject", "url": edition.url(card.path)},
        "isAccessibleForFree": True,
        "publisher": {"@id": _publisher_id(edition)},
        "author": [{"@type": "Person", "name": author} for author in authors] or {"@id": _publisher_id(edition)},
        "about": _once(thing for deal in then.deals_of(issue) for thing in _about(writer, deal)),
    }
    if told:
        article["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": " ".join((f"{entry.label or entry.title}: {entry.was} → {entry.now}.", entry.reason)),
                "datePublished": entry.record.date.isoformat(),
                "url": edition.url(paths.correction(entry.id)),
            }
            for entry in told
        ]
    return [article, publisher(edition)]


def deal_page(writer: Writer, deal: KnownDeal, title: str, description: str, card: Card) -> list[Thing]:
    """A deal's page and what it is about."""
    edition = writer.edition
    address = edition.url(paths.page("deals", deal.id))
    page: dict[str, object] = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": edition.language,
        "primaryImageOfPage": {"@type": "ImageObject", "url": edition.url(card.path)},
        "publisher": {"@id": _publisher_id(edition)},
        "about": _once(_about(writer, deal)),
    }
    changed = modified.deal(edition, deal)
    if changed:
        page["dateModified"] = changed.isoformat()
    return [page, publisher(edition)]


def organisation(edition: Edition, name: str, record: Organisation, description: str) -> list[Thing]:
    """An organisation; an unnamed group is none."""
    if record.kind == "placeholder":
        return []
    organisations = edition.archive.organisations
    thing: dict[str, object] = {
        "@type": "Organization",
        "@id": f"{edition.url(paths.page('organisations', name))}#organisation",
        "name": record.name.any(edition.language),
        "description": description,
    }
    known: dict[str, object] = {
        "legalName": record.legal_name,
        "alternateName": list(record.aliases),
        "url": record.website,
        "foundingDate": str(record.founded) if record.founded else None,
        "leiCode": record.ids.lei if record.ids else None,
        "sameAs": f"https://www.wikidata.org/wiki/{record.ids.wikidata}"
        if record.ids and record.ids.wikidata
        else None,
        "parentOrganization": _organisation(edition, record.parent)
        if record.parent and organisations[record.parent].kind != "placeholder"
        else None,
    }
    return [thing | {key: value for key, value in known.items() if value}]


def _about(writer: Writer, deal: KnownDeal) -> list[Thing]:
    """The organisations of a deal and its amount."""
    edition = writer.edition
    found = [
        _organisation(edition, name)
        for name in deal.parties
        if edition.archive.organisations[name].kind != "placeholder"
    ]
    return found + [
        thing for path in ("amount", "valuation") for thing in _amount(writer, path, deal.figures.get(path))
    ]


def _organisation(edition: Edition, name: str) -> Thing:
    return {
        "@type": "Organization",
        "@id": f"{edition.url(paths.page('organisations', name))}#organisation",
        "name": edition.archive.organisations[name].name.any(edition.language),
    }


def _amount(writer: Writer, path: str, figure: KnownFigure | None) -> list[Thing]:
    """The claim that the page shows, with the bounds it gave; nothing where it named no number or no currency."""
    claim = figure.shown if figure else None
    if figure is None or claim is None or claim.value.low is None or claim.value.unit in (None, UNKNOWN_CURRENCY):
        return []
    label = deal_views.figure_label(writer, path, figure)
    label = f"{label} ({differences.part_name(writer, claim)})" if claim.record.scope == "part" else label
    thing: dict[str, object] = {
        "@type": "MonetaryAmount",
        "name": f"{label}: {writer.amount(claim)}",
        "description": deal_views.attribution(writer, claim),
        "currency": claim.value.unit,
    }
    number = _number(claim.value.low)
    match claim.value.qualifier:
        case "range":
            bounds = {"minValue": number, "maxValue": _number(claim.value.high or claim.value.low)}
        case "at least" | "over":
            bounds = {"minValue": number}
        case "up to" | "under":
            bounds = {"maxValue": number}
        case _:
            bounds = {"value": number}
    return [{**thing, **bounds}]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _once(things: Iterable[Thing]) -> list[Thing]:
    """Each organisation and amount once, however many deals it takes part in."""
    seen: dict[object, Thing] = {}
    for thing in things:
        seen.setdefault(thing.get("@id") or (thing["name"], thing["description"]), thing)
    return list(seen.values())


def _publisher_id(edition: Edition) -> str:
    return f"{edition.archive.publication.home}#publisher"
