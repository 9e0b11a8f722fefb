"""JSON Feed 1.1, with the deals of each item for machines under `_deals`.

    "_deals": {"about": "https://…/de/data/#json-feed", "deals": [
      {"id": …, "url": …, "title": …, "kind": …, "subject": …, "status": …, "figures": [
        {"figure": "amount", "value": "up to 50bn USD", "qualifier": "up to", "low": "0", "high": "50000000000",
         "unit": "USD", "claim": …, "url": …}]}]}

Numbers are texts, so that no parser rounds them. What is absent is left out: the format knows no null.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from generator.outputs.feeds.channel import Channel, Document
from generator.outputs.feeds.entries import DealMark, Entry, Number
from generator.outputs.json_files import JsonObject, present, written
from generator.text import paths
from generator.views.edition import Edition

VERSION = "https://jsonfeed.org/version/1.1"
DEALS_ANCHOR = "json-feed"


def write(edition: Edition, channel: Channel, document: Document, name: str) -> bytes:
    """The document as JSON; `next_url` leads to the next older archive."""
    publication = edition.archive.publication
    older = document.older
    hub = publication.websub if document.year is None else None
    feed = {
        "version": VERSION,
        "title": channel.title if document.year is None else f"{channel.title} {document.year}",
        "home_page_url": edition.url(channel.address),
        "feed_url": edition.url(name),
        "description": channel.description,
        "next_url": edition.url(paths.feed(channel.address, "json", older)) if older else None,
        "authors": [{"name": publication.editor.name}],
        "language": edition.language,
        "hubs": [{"type": "WebSub", "url": hub}] if hub else None,
        "items": [_item(edition, entry) for entry in document.entries],
    }
    return written(present(feed))


def _item(edition: Edition, entry: Entry) -> JsonObject:
    picture = entry.picture
    about = f"{edition.url(paths.static('data'))}#{DEALS_ANCHOR}"
    return present(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": picture.url if picture else None,
            "date_published": _moment(entry.published),
            "date_modified": _moment(entry.updated),
            "authors": [{"name": author} for author in entry.authors],
            "tags": [category.label for category in entry.categories] or None,
            "language": edition.language,
            "attachments": (
                [{"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.bytes}]
                if picture and picture.bytes is not None
                else None
            ),
            "_deals": {"about": about, "deals": [_deal(deal) for deal in entry.deals]} if entry.deals else None,
        }
    )


def _deal(deal: DealMark) -> JsonObject:
    return present(
        {
            "id": deal.id,
            "url": deal.url,
            "title": deal.title,
            "kind": deal.kind,
            "subject": deal.subject,
            "status": deal.status,
            "figures": [_number(number) for number in deal.figures] or None,
        }
    )


def _number(number: Number) -> JsonObject:
    return present(
        {
            "figure": number.figure,
            "value": number.value,
            "qualifier": number.qualifier,
            "low": _digits(number.low),
            "high": _digits(number.high),
            "unit": number.unit,
            "scope": number.scope,
            "what": number.what,
            "claim": number.claim,
            "url": number.url,
        }
    )


def _moment(moment: datetime) -> str:
    return moment.isoformat()


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
