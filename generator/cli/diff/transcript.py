"""A transcript: every page of one language of a publication, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.cli.diff.deals import deal_text
from generator.cli.diff.issues import issue_text
from generator.cli.diff.page_text import PageText, Passage, page_text, plain_writer, prose
from generator.content.records.base import Words
from generator.outputs.pages.authors import named
from generator.outputs.pages.lists import public_deals, public_topics
from generator.text import paths
from generator.views import corrections as correction_views
from generator.views import facts
from generator.views import sources as source_views
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All that one language tells its readers."""

    edition: Edition
    """The edition that it is made of."""
    pages: Mapping[str, PageText]
    """Its pages by address, in the order in which they are read."""
    corrections: tuple[CorrectionView, ...]
    """Its corrections, newest first."""


def read(edition: Edition) -> Transcript:
    """The transcript of a language. Pages that only list or count what others say are left out."""
    archive = edition.archive
    pages = {paths.HOME: _home(edition)}
    pages |= {paths.page("briefings", name): issue_text(edition, name) for name, _ in edition.issues}
    pages |= {paths.page("deals", deal.id): deal_text(edition, deal) for deal in public_deals(edition)}
    pages |= {paths.page("organisations", name): _organisation(edition, name) for name in archive.organisations}
    pages |= {paths.page("topics", name): _topic(edition, name) for name in public_topics(edition)}
    pages |= {paths.page("authors", name): _author(edition, name) for name in named(edition)}
    pages |= {paths.static(name): _page(edition, name) for name in archive.pages}
    pages[paths.index("sources")] = _sources(edition)
    return Transcript(edition=edition, pages=pages, corrections=correction_views.every(plain_writer(edition)))


def _home(edition: Edition) -> PageText:
    publication, t = edition.archive.publication, edition.locale.t
    imprint = "; ".join(text for _, text in publication.legal if text)
    passages = [
        Passage(key="title", label=t("diff.title"), text=publication.title),
        prose("tagline", t("diff.tagline"), publication.tagline.get(edition.language)),
        Passage(key="address", label=t("diff.address"), text=publication.home),
        Passage(key="languages", label=t("diff.languages"), text=", ".join(publication.languages)),
        Passage(key="imprint", label=edition.page_title("imprint"), text=imprint),
        Passage(key="newsletter", label=t("diff.newsletter"), text=publication.newsletter.provider),
    ]
    return page_text("home", publication.title, "", passages)


def _organisation(edition: Edition, name: str) -> PageText:
    record, writer = edition.archive.organisations[name], plain_writer(edition)
    panel = facts.of_organisation(writer, name)
    passages = [
        Passage(key="name", label=edition.locale.t("diff.title"), text=writer.name(name)),
        prose("description", edition.locale.t("diff.summary"), _words(edition, record.description), writer),
        *(Passage(key=f"fact/{fact.label}", label=fact.label, text=fact.text) for fact in panel),
    ]
    return page_text("organisations", writer.name(name), panel[0].text, passages)


def _topic(edition: Edition, name: str) -> PageText:
    record, t = edition.archive.topics[name], edition.locale.t
    title, writer = record.title.any(edition.language), plain_writer(edition)
    passages = [
        prose("title", t("diff.title"), title),
        prose("description", t("diff.summary"), _words(edition, record.description), writer),
    ]
    return page_text("topics", title, "", passages)


def _author(edition: Edition, name: str) -> PageText:
    record, t = edition.archive.authors[name], edition.locale.t
    role, title = _words(edition, record.role), record.name.any(edition.language)
    passages = [
        Passage(key="name", label=t("diff.title"), text=title),
        prose("role", t("participants.role"), role),
        prose("bio", t("diff.summary"), _words(edition, record.bio), plain_writer(edition)),
        Passage(key="email", label=t("diff.email"), text=record.email or ""),
    ]
    return page_text("authors", title, role, passages)


def _page(edition: Edition, name: str) -> PageText:
    record, t = edition.archive.pages[name], edition.locale.t
    beside = edition.archive.prose.get(("pages", name, name, edition.language))
    body = beside.text if beside else _words(edition, record.body)
    passages = [
        prose("title", t("diff.title"), edition.page_title(name)),
        prose("summary", t("diff.summary"), _words(edition, record.summary), plain_writer(edition)),
        prose("body", t("diff.body"), body, plain_writer(edition)),
    ]
    return page_text("page", edition.page_title(name), "", passages)


def _sources(edition: Edition) -> PageText:
    names = edition.archive.sources
    writer = replace(plain_writer(edition), numbers={name: n for n, name in enumerate(names)})
    passages = [
        Passage(
            key=name,
            label=f"{edition.locale.t('sources.source')}, {view.publisher}",
            text=", ".join(filter(None, [view.label, view.kind, view.date, view.origin, view.href, *view.notes])),
        )
        for name, view in zip(names, source_views.sources(writer), strict=True)
    ]
    return page_text("sources", edition.locale.t("sources.title"), "", passages)


def _words(edition: Edition, words: Words | None) -> str:
    """The words in this language, "" if nothing was written in it."""
    return (words.get(edition.language) or "") if words else ""
