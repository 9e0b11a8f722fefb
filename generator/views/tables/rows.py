"""What stands in the tables: everything that is known on the edition's date, with numbers exact and nothing rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from generator.analysis import forecasts as forecasting
from generator.analysis import origins, totals
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.content.records.base import Words
from generator.text import paths
from generator.text.locales import NBSP
from generator.text.money import Interval
from generator.views import modified
from generator.views.edition import Edition
from generator.views.tables.schema import DELIMITER, TABLES, Column, Table
from generator.views.writer import Writer, deal_title

Cell = str | int | bool | Decimal | date | datetime | tuple[str, ...] | None
Row = Mapping[str, Cell]
CURRENCIES_ASIDE = ("%", "GW", "MW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A table with its rows, each with a cell for every column, in the order of the content."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def fill(edition: Edition) -> tuple[Filled, ...]:
    """Every table; texts are in all languages of the publication."""
    makers = {
        "organisations": _organisations,
        "publishers": _publishers,
        "sources": _sources,
        "deals": _deals,
        "figures": _figures,
        "claims": _claims,
        "participants": _participants,
        "events": _events,
        "briefings": _issues,
        "forecasts": _forecasts,
        "totals": _totals,
        "words": _explained,
    }
    languages = edition.archive.publication.languages
    filled = []
    for table in TABLES:
        columns = table.expanded(languages)
        rows = tuple(_whole(columns, row) for row in makers[table.name](edition))
        filled.append(Filled(table=table, columns=columns, rows=rows))
    return tuple(filled)


def text(cell: Cell) -> str:
    """The cell in full: no exponent, no rounding.

    >>> text(Decimal("5.0E+10")), text(True), text(None), text(("a", "b"))
    ('50000000000', 'true', '', 'a;b')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return cell.isoformat()
        case tuple():
            return DELIMITER.join(cell)
        case _:
            return str(cell)


def _whole(columns: Iterable[Column], row: Row) -> Row:
    """The row with its cells in the order of the columns, absent ones empty."""
    names = [column.name for column in columns]
    stray = row.keys() - set(names)
    assert not stray, stray
    return {name: row.get(name) for name in names}


def _known(edition: Edition) -> list[KnownDeal]:
    """The deals of which anything is known, by id."""
    return [edition.today.deals[name] for name in sorted(edition.today.deals) if edition.today.deals[name].is_known]


def _own_figures(deal: KnownDeal) -> Iterator[KnownFigure]:
    """The figures that are the deal's; one that belongs to another deal stands there."""
    for figure in deal.figures.values():
        if figure.deal == deal.id and figure.claims:
            yield figure


def _organisations(edition: Edition) -> Iterator[Row]:
    for name, record in sorted(edition.archive.organisations.items()):
        ids = record.ids
        yield {
            "id": name,
            **_words(edition, "name", record.name, whole=True),
            "legal_name": record.legal_name,
            "kind": record.kind,
            "country": record.country,
            "reporting_currency": record.reporting_currency,
            "founded": _partial(record.founded),
            "website": record.website,
            "ticker": record.ticker,
            "parent": record.parent,
            "wikidata": ids.wikidata if ids else None,
            "lei": ids.lei if ids else None,
            "cik": ids.cik if ids else None,
            "url": edition.url(paths.page("organisations", name)),
        }


def _publishers(edition: Edition) -> Iterator[Row]:
    for name, record in sorted(edition.archive.publishers.items()):
        yield {
            "id": name,
            **_words(edition, "name", record.name, whole=True),
            "kind": record.kind,
            "domain": record.domain,
            "country": record.country,
            "owner": record.owner,
        }


def _sources(edition: Edition) -> Iterator[Row]:
    """The sources that something known on the date quotes; a mirror is named, its address is not spread."""
    used = {name for deal in _known(edition) for name in _quoted(deal)}
    for name in sorted(used):
        record = edition.archive.sources[name]
        published = record.published
        yield {
            "id": name,
            "publisher": record.publisher,
            **_words(edition, "label", record.label),
            "url": None if record.kind == "mirror" else record.url,
            "archive_url": None if record.kind == "mirror" else record.archive_url,
            "language": record.language,
            "published": str(published.date()) if isinstance(published, datetime) else _partial(published),
            "kind": record.kind,
            "via": record.via,
            "origins": record.origins,
            "undisclosed_ads": record.undisclosed_ads,
            "retracted": record.retracted,
        }


def _quoted(deal: KnownDeal) -> Iterator[str]:
    for figure in _own_figures(deal):
        for claim in figure.claims:
            yield from (report.source for report in claim.reports)
    for step in deal.status:
        yield from step.src
    for entry in deal.expected:
        yield from entry.src


def _deals(edition: Edition) -> Iterator[Row]:
    for deal in _known(edition):
        record = deal.record
        yield {
            "id": deal.id,
            "kind": record.kind,
            "subject": record.subject,
            **_titles(edition, deal),
            "status": deal.state,
            "since": deal.since,
            "latest": deal.latest,
            "money_type": record.money_type,
            "share_type": record.share_type,
            "duration_months": record.duration_months,
            "cumulative": record.cumulative,
            **_shown(deal, "amount"),
            **_shown(deal, "valuation"),
            "topics": record.topics,
            "url": _url(edition, paths.page("deals", deal.id)),
        }


def _titles(edition: Edition, deal: KnownDeal) -> dict[str, Cell]:
    """The headline in each language that has one, else what the deal is and who takes part, as its page says it."""
    return {
        f"title_{language}": deal_title(edition.translated(language), edition.today, deal.id)
        for language in edition.archive.publication.languages
        if not (deal.complete and deal.record.title) or deal.record.title.get(language)
    }


def _shown(deal: KnownDeal, path: str) -> Row:
    """The number that the deal's page shows, if it is the deal's own."""
    figure = deal.figures.get(path)
    claim = figure.shown if figure else None
    if claim is None:
        return {}
    bounds = _interval(claim)
    return {
        path: str(claim.value),
        f"{path}_currency": claim.value.unit,
        f"{path}_low": bounds.low if bounds else None,
        f"{path}_high": bounds.high if bounds else None,
        f"{path}_scope": claim.record.scope,
        **({"valuation_basis": claim.record.basis} if path == "valuation" else {}),
    }


def _figures(edition: Edition) -> Iterator[Row]:
    for deal in _known(edition):
        for figure in _own_figures(deal):
            group = figure.shown_group
            computed = group.computed if group else None
            yield {
                "id": _figure_id(figure),
                "deal": deal.id,
                "figure": figure.path,
                "measure": _measure(figure.path),
                "shown": _claim_id(figure, figure.shown) if figure.shown else None,
                "chosen": figure.chosen,
                "agreement": group.agreement if group else None,
                "voices": origins.count(voice.origin for voice in group.voices) if group else None,
                "computed_unit": (group.unit or figure.claims[0].value.unit) if group and computed else None,
                **_bounds("computed_", computed),
                "url": _url(edition, paths.figure(deal.id, figure.path)),
            }


def _claims(edition: Edition) -> Iterator[Row]:
    for deal in _known(edition):
        for figure in _own_figures(deal):
            for claim in figure.claims:
                yield _claim(edition, figure, claim)


def _claim(edition: Edition, figure: KnownFigure, claim: KnownClaim) -> Row:
    group, record, value, conversion = figure.group_of(claim), claim.record, claim.value, claim.conversion
    return {
        "id": _claim_id(figure, claim),
        "deal": claim.deal,
        "figure": _figure_id(figure),
        "value": str(value),
        "qualifier": value.qualifier,
        "currency": value.unit if value.unit not in CURRENCIES_ASIDE else None,
        "unit": value.unit if value.unit in CURRENCIES_ASIDE else None,
        **_bounds("", _interval(claim)),
        "digits": value.figures,
        "scope": record.scope,
        "basis": record.basis,
        "what": record.what,
        "known": claim.known,
        "said": record.said,
        "origins": claim.origins,
        "speaks_for": tuple(voice.origin for voice in group.voices if voice.speaker is claim),
        "sources": tuple(report.source for report in claim.reports),
        "shown": claim is figure.shown,
        "flag": record.flag if record.confirmed else None,
        "compared_group": _group_id(figure, claim),
        "compared_unit": (group.unit or value.unit) if claim.compared else None,
        **_bounds("compared_", claim.compared),
        "rate": conversion.factor if conversion else None,
        "rate_date": conversion.day if conversion else None,
        "url": _url(edition, paths.figure(claim.deal, figure.path)),
    }


def _participants(edition: Edition) -> Iterator[Row]:
    for deal in _known(edition):
        for index, part in enumerate(deal.participants, start=1):
            yield {
                "id": f"{deal.id}/{part.record.org}/{index}",
                "deal": deal.id,
                "organisation": part.record.org,
                "role": part.record.role,
                "new": part.record.new,
                "amount": _figure_id(part.amount) if part.amount and part.amount.claims else None,
                "stake": _figure_id(part.stake) if part.stake and part.stake.claims else None,
            }


def _events(edition: Edition) -> Iterator[Row]:
    for deal in _known(edition):
        for index, step in enumerate(deal.status, start=1):
            yield {
                "id": f"{deal.id}/step-{index}",
                "deal": deal.id,
                "type": "step",
                "what": step.to,
                "date": _partial(step.date),
                "sources": step.src,
            }
        for index, entry in enumerate(deal.expected, start=1):
            yield {
                "id": f"{deal.id}/expected-{index}",
                "deal": deal.id,
                "type": "expected",
                "what": entry.event,
                "date": _partial(entry.due),
                "from": _partial(entry.from_),
                **_words(edition, "text", entry.text),
                "sources": entry.src,
            }


def _issues(edition: Edition) -> Iterator[Row]:
    told = modified.corrections(edition)
    for name in edition.then:
        record = edition.archive.issues[name]
        yield {
            "id": name,
            "date": record.date,
            "published": edition.published(record),
            "updated": modified.changed(edition, name, told),
            "issue": record.number,
            **_words(edition, "title", record.title),
            "deals": tuple(deal.id for deal in edition.then[name].deals_of(record)),
            "reconstructed": record.reconstructed is not None,
            "url": _url(edition, paths.page("briefings", name)),
        }


def _forecasts(edition: Edition) -> Iterator[Row]:
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


def _totals(edition: Edition) -> Iterator[Row]:
    books = edition.today.books
    sides: tuple[tuple[totals.Side, totals.Total], ...]
    for org in sorted(edition.archive.organisations):
        sides = (("raised", totals.raised(books, org)), ("committed", totals.committed(books, org)))
        for side, total in sides:
            for index, entry in enumerate(total.entries, start=1):
                claim = entry.claim
                yield {
                    "id": f"{org}/{side}/{index}",
                    "organisation": org,
                    "side": side,
                    "deal": entry.deal,
                    "bucket": entry.bucket,
                    "instrument": entry.instrument,
                    "claim": f"{claim.deal}/{claim.figure}#{claim.id}" if claim else None,
                    "currency": total.currency,
                    **_bounds("", entry.amount),
                }


def _explained(edition: Edition) -> Iterator[Row]:
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


def _figure_id(figure: KnownFigure) -> str:
    return f"{figure.deal}/{figure.path}"


def _claim_id(figure: KnownFigure, claim: KnownClaim) -> str:
    return f"{_figure_id(figure)}#{claim.id}"


def _group_id(figure: KnownFigure, claim: KnownClaim) -> str:
    """What the claim speaks of: "openai-round-2026/valuation:headline/post_money", with "#part" where it is of a part."""
    scope, basis, what = claim.group
    return f"{_figure_id(figure)}:{scope}" + (f"/{basis}" if basis else "") + (f"#{what}" if what else "")


def _measure(path: str) -> str:
    return "share" if path.endswith(".stake") else "power" if path == "capacity" else "money"


def _interval(claim: KnownClaim) -> Interval | None:
    """What the words allow; None if nothing was disclosed, not even the number of digits."""
    return claim.value.interval if claim.value.low is not None or claim.value.figures is not None else None


def _bounds(prefix: str, interval: Interval | None) -> Row:
    if interval is None:
        return {}
    return {
        f"{prefix}low": interval.low,
        f"{prefix}high": interval.high,
        f"{prefix}low_open": interval.low_open,
        f"{prefix}high_open": interval.high_open,
    }


def _words(edition: Edition, name: str, words: Words | None, *, whole: bool = False) -> dict[str, Cell]:
    """A text in every language that has it; `whole` fills gaps from another language, as names do."""
    languages = edition.archive.publication.languages
    return {
        f"{name}_{language}": (words.any if whole else words.get)(language) if words else None for language in languages
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


def _url(edition: Edition, address: str) -> str | None:
    """The page in the edition's language, else in another that has it; None if none has."""
    page = address.partition("#")[0]
    if edition.has(page):
        return edition.url(address)
    foreign = edition.elsewhere(address)
    return edition.url(address, foreign) if foreign else None


def _partial(value: object) -> str | None:
    return None if value is None else str(value)
