"""The rows about all else: organisations, publishers, sources, issues, forecasts, and what words in columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.analysis import forecasts as forecasting
from generator.content.records.base import Words
from generator.text import paths
from generator.text.locales import NBSP
from generator.views import modified
from generator.views.edition import Edition
from generator.views.tables.cells import Cell, Row, partial, url, words
from generator.views.tables.deal_rows import known, quoted
from generator.views.tables.schema import TABLES
from generator.views.writer import Writer


def organisations(edition: Edition) -> Iterator[Row]:
    """One row an organisation."""
    for name, record in sorted(edition.archive.organisations.items()):
        ids = record.ids
        yield {
            "id": name,
            **words(edition, "name", record.name, whole=True),
            "legal_name": record.legal_name,
            "kind": record.kind,
            "country": record.country,
            "reporting_currency": record.reporting_currency,
            "founded": partial(record.founded),
            "website": record.website,
            "ticker": record.ticker,
            "parent": record.parent,
            "wikidata": ids.wikidata if ids else None,
            "lei": ids.lei if ids else None,
            "cik": ids.cik if ids else None,
            "url": edition.url(paths.page("organisations", name)),
        }


def publishers(edition: Edition) -> Iterator[Row]:
    """One row a publisher."""
    for name, record in sorted(edition.archive.publishers.items()):
        yield {
            "id": name,
            **words(edition, "name", record.name, whole=True),
            "kind": record.kind,
            "domain": record.domain,
            "country": record.country,
            "owner": record.owner,
        }


def sources(edition: Edition) -> Iterator[Row]:
    """The sources that something known on the date quotes; a mirror is named, its address is not spread."""
    used = {name for deal in known(edition) for name in quoted(deal)}
    for name in sorted(used):
        record = edition.archive.sources[name]
        published = record.published
        yield {
            "id": name,
            "publisher": record.publisher,
            **words(edition, "label", record.label),
            "url": None if record.kind == "mirror" else record.url,
            "archive_url": None if record.kind == "mirror" else record.archive_url,
            "language": record.language,
            "published": str(published.date()) if isinstance(published, datetime) else partial(published),
            "kind": record.kind,
            "via": record.via,
            "origins": record.origins,
            "undisclosed_ads": record.undisclosed_ads,
            "retracted": record.retracted,
        }


def issues(edition: Edition) -> Iterator[Row]:
    """One row a public issue."""
    told = modified.corrections(edition)
    for name in edition.then:
        record = edition.archive.issues[name]
        yield {
            "id": name,
            "date": record.date,
            "published": edition.published(record),
            "updated": modified.changed(edition, name, told),
            "issue": record.number,
            **words(edition, "title", record.title),
            "deals": tuple(deal.id for deal in edition.then[name].deals_of(record)),
            "reconstructed": record.reconstructed is not None,
            "url": url(edition, paths.page("briefings", name)),
        }


def forecasts(edition: Edition) -> Iterator[Row]:
    """One row a forecast, worked examples included."""
    found = forecasting.standing(edition.archive, edition.then, edition.as_of)
    ids = {item.record.id for item in found}
    for item in sorted(found, key=lambda item: item.record.id):
        record, resolution = item.record, item.resolution
        yield {
            "id": record.id,
            "briefing": item.issue,
            **_prose(edition, "claim", record.claim, item.issue),
            **_prose(edition, "criteria", record.criteria, item.issue),
            "probability": record.probability,
            "made": record.made,
            "resolves_by": record.resolves_by,
            "conditional_on": record.conditional_on if record.conditional_on in ids else None,
            "state": item.state,
            "outcome": resolution.outcome if resolution else None,
            "resolved": resolution.date if resolution else None,
            "example": item.example,
            "scored": item.scored,
            "url": edition.url(paths.forecast(record.id)),
        }


def explained(edition: Edition) -> Iterator[Row]:
    """Every word that stands in a column for something else, by column in the order of the tables."""
    languages, vocabulary = edition.archive.publication.languages, edition.archive.vocabulary
    for table in TABLES:
        for column in table.columns:
            place = {"table_name": table.name, "column_name": column.name}
            for word in column.enum if column.labels else ():
                key = column.labels.format(word.replace(" ", "_"))
                yield {
                    "id": f"{table.name}.{column.name}/{word}",
                    **place,
                    "word": word,
                    **{f"text_{language}": edition.in_language(language).t(key) for language in languages},
                }
            group = column.vocabulary
            if group is None:
                continue
            for word, term in vocabulary.group(group).items():
                money = group == "role"
                yield {
                    "id": f"{table.name}.{column.name}/{word}",
                    **place,
                    "word": word,
                    **{f"text_{name}": vocabulary.word(group, word, name) for name in languages},
                    "pays": term.pays if money else None,
                    "receives": term.receives if money else None,
                    "moves": term.moves,
                }


def _prose(edition: Edition, name: str, words: Words, issue: str) -> dict[str, Cell]:
    """An issue's text in every language that has it, its references written out as its date knew them."""
    found: dict[str, Cell] = {}
    for language, text in ((language, words.get(language)) for language in edition.archive.publication.languages):
        writer = Writer(
            edition=edition.translated(language),
            knowledge=edition.then[issue],
            here=paths.HOME,
            numbers={},
            web=True,
        )
        # A no-break space is for readers; whoever searches a table types a plain one.
        found[f"{name}_{language}"] = writer.plain(text).replace(NBSP, " ") if text else None
    return found
