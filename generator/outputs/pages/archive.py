"""The archive: every issue with what it was the first to report, and the deals, by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.analysis.reported import Reported, reported
from generator.outputs.pages.frame import list_page, page, writer_at
from generator.outputs.pages.lists import foreign_lines, issue_line, public_deals
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import derived
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


def archive(edition: Edition) -> Iterator[Artifact]:
    """All years on one page, and one page a year."""
    years, told = edition.years, reported(edition.archive, edition.then)
    index, t = paths.index("archive"), edition.locale.t
    writer = writer_at(edition, index)
    yield list_page(
        edition,
        "archive",
        index,
        more=[
            {"title": t(f"{kind}.title"), "href": writer.href(paths.index(kind)), "text": t(f"{kind}.description")}
            for kind in paths.RECORDS
        ],
        years=[
            {"year": str(year), "href": writer.href(paths.page("archive", str(year))), **_of_year(writer, told, year)}
            for year in years
        ],
    )
    for year in years:
        address = paths.page("archive", str(year))
        here = writer_at(edition, address)
        yield page(
            edition,
            "year",
            address,
            {"title": t("year.title", year=year), "description": t("year.description", year=year), "kind": "list"},
            index_href=here.href(index),
            **_of_year(here, told, year),
        )


def _of_year(writer: Writer, told: Mapping[str, Reported], year: int) -> dict[str, Any]:
    edition = writer.edition
    own = [issue_line(edition, writer, name, b) for name, b in edition.issues]
    lines = [line for line in (*own, *foreign_lines(edition, writer)) if line["iso"].startswith(f"{year}-")]
    lines.sort(key=lambda line: line["iso"], reverse=True)
    cards = [deal_views.card(writer, deal) for deal in public_deals(edition) if deal.since and deal.since.year == year]
    return {"lines": [{**line, **_figures(writer, told[line["id"]])} for line in lines], "cards": cards}


def _figures(writer: Writer, issue: Reported) -> dict[str, Any]:
    """How many deals an issue lists, how many of them are new, and the money that it was the first to report."""
    locale, new = writer.edition.locale, len(issue.new)
    if new in (0, len(issue.deals)):
        told = locale.t("archive.new.all" if new else "archive.new.none")
    else:
        told = locale.plural("archive.new", new)
    return {"deals": locale.number(len(issue.deals)), "new": told, "sums": derived.sums(writer, issue.money)}
