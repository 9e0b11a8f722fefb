"""The list of all sources that anything on the site rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.analysis.known import KnownDeal
from generator.outputs.pages.deals import by_word
from generator.outputs.pages.frame import TABLE, list_page, option, writer_at
from generator.text import paths
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


def sources(edition: Edition) -> Artifact:
    """Each source with its kind, its origin and how many claims were read there, the latest first."""
    address = paths.index("sources")
    claims, deals = used(edition)
    archive, t = edition.archive, edition.locale.t
    names = sorted(deals, key=lambda name: (-_day(edition, name), name))
    writer = writer_at(edition, address, numbers={name: number for number, name in enumerate(names, start=1)})
    rows = [
        _row(writer, view, name, claims[name], deals[name])
        for name, view in zip(names, source_views.sources(writer), strict=True)
    ]
    word = archive.vocabulary.word
    kinds = {archive.sources[name].kind for name in names}
    publishers = {archive.sources[name].publisher for name in names}
    years = sorted({row["year"] for row in rows if row["year"]}, reverse=True)
    return list_page(
        edition,
        "sources",
        address,
        scripts=[TABLE],
        rows=rows,
        report=paths.mail(archive.publication.editor.email, t("mail.report", id="sources")),
        fields=[
            {"name": "year", "label": t("sift.year"), "options": [option(year, year) for year in years]},
            {
                "name": "kind",
                "label": t("fact.kind"),
                "options": by_word(option(kind, word("source", kind, edition.language)) for kind in kinds),
            },
            {
                "name": "publisher",
                "label": t("source.publisher"),
                "options": by_word(option(name, edition.archive_name(name)) for name in publishers),
            },
        ],
        orders=[
            option("", t("sift.newest"), "-date"),
            option("date", t("sift.oldest")),
            option("-claims", t("sources.most")),
            option("name", t("sift.a_z")),
            option("-name", t("sift.z_a")),
        ],
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


def _row(writer: Writer, view: source_views.SourceView, name: str, claims: int, deals: int) -> dict[str, Any]:
    locale = writer.edition.locale
    source = writer.edition.archive.sources[name]
    return {
        "id": name,
        "view": view,
        "kind": source.kind,
        "publisher": source.publisher,
        "year": str(source.day.year) if source.day else "",
        "date": source.day.isoformat() if source.day else "",
        "claims": claims,
        "claims_word": locale.number(claims),
        "deals": locale.number(deals),
    }
