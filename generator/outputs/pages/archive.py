"""The archive: every issue with what it was the first to report, and the deals, by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.reported import Reported, reported
from generator.outputs.pages.frame import Head, list_page, page, writer_at
from generator.outputs.pages.lists import Line, foreign_lines, issue_line, public_deals
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import derived
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An issue in the archive with what it was the first to report."""

    line: Line
    """The issue as every list has it."""
    deals: str
    """How many deals it lists, as it is printed."""
    new: str
    """How many of them are new, in words: "alle neu", "2 neu", "keiner neu"."""
    sums: tuple[tuple[str, str], ...]
    """The money that it was the first to report: sums and what they are of; "" for a sum that was not disclosed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year on the page of all years."""

    year: str
    """The year: "2026"."""
    href: str
    """Link to its page."""
    weeks: tuple[Week, ...]
    """Its issues, newest first."""
    cards: tuple[deal_views.Card, ...]
    """The deals that began in it, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """A page that keeps account of something, such as forecasts or corrections."""

    title: str
    """Its title."""
    href: str
    """Link to it."""
    text: str
    """Its content, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """The page of all years."""

    more: tuple[ReferencePage, ...]
    """Other pages that keep account of what was published."""
    years: tuple[Year, ...]
    """The latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """The page of a year."""

    weeks: tuple[Week, ...]
    """Its issues, newest first."""
    cards: tuple[deal_views.Card, ...]
    """The deals that began in it, newest first."""


def archive(edition: Edition) -> Iterator[Artifact]:
    """All years on one page, and one page a year."""
    years, told = edition.years, reported(edition.archive, edition.then)
    index, t = paths.index("archive"), edition.locale.t
    writer = writer_at(edition, index)
    body = ArchivePage(
        more=tuple(
            ReferencePage(title=t(f"{kind}.title"), href=writer.href(paths.index(kind)), text=t(f"{kind}.description"))
            for kind in paths.REFERENCE_PAGES
        ),
        years=tuple(
            Year(
                year=str(year),
                href=writer.href(paths.page("archive", str(year))),
                weeks=_weeks(writer, told, year),
                cards=_cards(writer, year),
            )
            for year in years
        ),
    )
    yield list_page(edition, "archive", index, body)
    for year in years:
        address = paths.page("archive", str(year))
        here = writer_at(edition, address)
        head = Head(title=t("year.title", year=year), description=t("year.description", year=year), kind="list")
        yield page(edition, "year", address, head, YearPage(weeks=_weeks(here, told, year), cards=_cards(here, year)))


def _weeks(writer: Writer, told: Mapping[str, Reported], year: int) -> tuple[Week, ...]:
    """The issues of a year, newest first."""
    edition = writer.edition
    own = [issue_line(edition, writer, name, issue) for name, issue in edition.issues if issue.date.year == year]
    lines = [line for line in (*own, *foreign_lines(edition, writer)) if line.iso.startswith(f"{year}-")]
    return tuple(_week(writer, line, told[line.id]) for line in sorted(lines, key=lambda line: line.iso, reverse=True))


def _cards(writer: Writer, year: int) -> tuple[deal_views.Card, ...]:
    """The deals that began in a year, newest first."""
    found = (deal for deal in public_deals(writer.edition) if deal.since and deal.since.year == year)
    return tuple(deal_views.card(writer, deal) for deal in found)


def _week(writer: Writer, line: Line, issue: Reported) -> Week:
    locale, new = writer.edition.locale, len(issue.new)
    if new in (0, len(issue.deals)):
        told = locale.t("archive.new.all" if new else "archive.new.none")
    else:
        told = locale.plural("archive.new", new)
    return Week(line=line, deals=locale.number(len(issue.deals)), new=told, sums=derived.sums(writer, issue.money))
