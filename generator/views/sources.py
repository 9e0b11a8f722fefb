"""The numbered sources of a page: the numbers beside a claim, and the list at the page's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from generator.analysis import origins
from generator.analysis.origins import UNSTATED
from generator.content.records.source import Source
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """A page that tells of a claim or a step, as a numbered mark."""

    number: int
    """Its number on this page, from 1."""
    label: str
    """Its title."""
    publisher: str
    """The name of its publisher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source in the list at the end of a page. A mirror is named but not linked."""

    number: int
    """Its number on this page, from 1."""
    label: str
    """Its title, in another language if this one has none."""
    language: str | None
    """Code of the title's language where it is another one than the page's; else None."""
    publisher: str
    """The name of its publisher."""
    kind: str
    """Its kind in words: "Nachrichtenagentur"."""
    date: str
    """The day on which it was published: "29. Januar 2026"; "ohne Datum" if it bears none."""
    href: str | None
    """Its address; None if it has none, or is a mirror."""
    origin: str
    """Whose report it passes on, in words; "" if the report is its own."""
    notes: tuple[str, ...]
    """Remarks, a sentence each: no address, a mirror, a paywall, hidden advertising, an interest, retracted."""

    @property
    def remarks(self) -> str:
        """Its notes in one line, with a space before."""
        return "".join(f" {note}" for note in self.notes)


def source_links(writer: Writer, names: Iterable[str]) -> tuple[SourceLink, ...]:
    """The numbered sources of an entry, by number; those that this page does not list are left out."""
    archive, language = writer.edition.archive, writer.edition.language
    links = [
        SourceLink(
            number=writer.numbers[name],
            label=archive.sources[name].label.any(language),
            publisher=writer.edition.archive_name(archive.sources[name].publisher),
        )
        for name in names
        if name in writer.numbers
    ]
    return tuple(sorted(links, key=lambda link: link.number))


def sources(writer: Writer) -> tuple[SourceView, ...]:
    """The numbered list of sources at the end of a page."""
    return tuple(_source(writer, number, name) for name, number in writer.numbers.items())


def by_kind(found: Iterable[SourceView]) -> dict[str, list[SourceView]]:
    """The sources by the word for their kind, the kinds in the order in which the page quotes them."""
    groups: dict[str, list[SourceView]] = {}
    for view in found:
        groups.setdefault(view.kind, []).append(view)
    return groups


def _source(writer: Writer, number: int, name: str) -> SourceView:
    edition = writer.edition
    source = edition.archive.sources[name]
    label = source.label.get(edition.language)
    return SourceView(
        number=number,
        label=label or source.label.any(edition.language),
        language=None if label else next(iter(source.label.root)),
        publisher=edition.archive_name(source.publisher),
        kind=edition.archive.vocabulary.word("source", source.kind, edition.language),
        date=_published(writer, source),
        href=None if source.kind == "mirror" else source.url,
        origin=_passed_on(writer, source),
        notes=tuple(_notes(writer, source)),
    )


def _notes(writer: Writer, source: Source) -> Iterator[str]:
    """What a reader should know of a page before they rely on it or go there, each in a sentence."""
    t = writer.edition.locale.t
    if source.url is None:
        yield t("source.no_url")
    if source.kind == "mirror":
        yield t("source.mirror")
    if source.is_paid:
        yield t("source.paywall")
    if source.undisclosed_ads:
        yield t("source.undisclosed_ads")
    if source.conflict_of_interest:
        yield t("source.conflict", text=source.conflict_of_interest.rstrip("."))
    if source.retracted:
        yield t("source.retracted")


def _passed_on(writer: Writer, source: Source) -> str:
    """The words for whose report a page passes on; "" if the report is its own."""
    locale, names = writer.edition.locale, origins.passed_on(source)
    if UNSTATED in names:
        return locale.t("source.origin_unstated")
    named = locale.join(writer.edition.archive_name(name) for name in names)
    return locale.t("source.passes_on", origin=named) if names else ""


def _published(writer: Writer, source: Source) -> str:
    locale = writer.edition.locale
    if source.published is None:
        return locale.t("date.none")
    return locale.date(source.published.date() if isinstance(source.published, datetime) else source.published)
