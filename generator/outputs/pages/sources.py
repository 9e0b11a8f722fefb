"""The list of all sources that anything on the site rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.known import KnownDeal
from generator.outputs.pages.frame import TABLE, list_page, writer_at
from generator.outputs.pages.sift import Filter, Option, by_word, option
from generator.text import paths
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source in the list; beside its view what it is filtered and sorted by."""

    id: str
    """Its id, which is its anchor."""
    view: source_views.SourceView
    """Its finished words and links."""
    kind: str
    """The id of its kind: "newspaper"."""
    publisher: str
    """The id of its publisher."""
    year: str
    """The year in which it appeared; "" if that is not known."""
    date: str
    """The day on which it appeared: "2026-01-29"; "" if that is not known."""
    claims: int
    """How many claims were read there."""
    claims_word: str
    """The same as it is printed."""
    deals: str
    """How many deals rest on it, as it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList:
    """The page of all sources."""

    rows: tuple[Row, ...]
    """The latest first."""
    report: str
    """How to tell the editor of a mistake: a mailto: address."""
    fields: tuple[Filter, ...]
    """The filters above the list."""
    orders: tuple[Option, ...]
    """The orders to choose from, the list's own first."""


def sources(edition: Edition) -> Artifact:
    """Each source with its kind, its origin and how many claims were read there, the latest first."""
    address = paths.index("sources")
    claims, deals = used(edition)
    t = edition.locale.t
    names = sorted(deals, key=lambda name: (-_day(edition, name), name))
    writer = writer_at(edition, address, numbers={name: number for number, name in enumerate(names, start=1)})
    rows = tuple(
        _row(writer, view, name, claims[name], deals[name])
        for name, view in zip(names, source_views.sources(writer), strict=True)
    )
    body = SourceList(
        rows=rows,
        report=paths.mail(edition.archive.publication.editor.email, t("mail.report", id="sources")),
        fields=_filters(edition, rows),
        orders=(
            option("", t("sift.newest"), "-date"),
            option("date", t("sift.oldest")),
            option("-claims", t("sources.most")),
            option("name", t("sift.a_z")),
            option("-name", t("sift.z_a")),
        ),
    )
    return list_page(edition, "sources", address, body, scripts=(TABLE,))


def _filters(edition: Edition, rows: Sequence[Row]) -> tuple[Filter, ...]:
    """Only choices that some source of the list answers."""
    t, word = edition.locale.t, edition.archive.vocabulary.word
    years = sorted({row.year for row in rows if row.year}, reverse=True)
    kinds = (option(kind, word("source", kind, edition.language)) for kind in {row.kind for row in rows})
    publishers = (option(name, edition.archive_name(name)) for name in {row.publisher for row in rows})
    return (
        Filter(name="year", label=t("sift.year"), options=tuple(option(year, year) for year in years)),
        Filter(name="kind", label=t("fact.kind"), options=by_word(kinds)),
        Filter(name="publisher", label=t("source.publisher"), options=by_word(publishers)),
    )


def used(edition: Edition) -> tuple[Counter[str], Counter[str]]:
    """How many claims, and how many deals, rest on each source that today's pages quote."""
    claims: Counter[str] = Counter()
    deals: Counter[str] = Counter()
    for deal in edition.today.deals.values():
        if not edition.has(paths.page("deals", deal.id)):
            continue
        own = {claim for figure in deal.figures.values() for claim in figure.claims if claim.deal == deal.id}
        claims.update(report.source for claim in own for report in claim.reports)
        deals.update({*(report.source for claim in own for report in claim.reports), *_told(deal)})
    return claims, deals


def _told(deal: KnownDeal) -> Iterator[str]:
    for key in ("status", "conditions", "expected", "statements"):
        for entry in getattr(deal, key):
            yield from entry.src


def _day(edition: Edition, name: str) -> int:
    day = edition.archive.sources[name].day
    return day.toordinal() if day else 0


def _row(writer: Writer, view: source_views.SourceView, name: str, claims: int, deals: int) -> Row:
    locale = writer.edition.locale
    source = writer.edition.archive.sources[name]
    return Row(
        id=name,
        view=view,
        kind=source.kind,
        publisher=source.publisher,
        year=str(source.day.year) if source.day else "",
        date=source.day.isoformat() if source.day else "",
        claims=claims,
        claims_word=locale.number(claims),
        deals=locale.number(deals),
    )
