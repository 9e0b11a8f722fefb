"""Edition: everything that an output may read. Artifact: a file that an output makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from generator.analysis.knowledge import Knowledge
from generator.analysis.public import is_translated
from generator.content.archive import Archive
from generator.content.indexes import indexes_of
from generator.content.records import Issue
from generator.content.records.base import Words
from generator.text import paths
from generator.text.locales import Locale
from generator.text.once import Once
from generator.text.problems import Problem
from generator.text.templating import Templates


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of a build."""

    path: str
    """Its path below the build folder, with forward slashes: "site/de/feed.xml"."""
    content: bytes
    """Its bytes."""
    problems: tuple[Problem, ...] = ()
    """What an output found wrong with it; an error among them stops the build."""
    scale: float | None = None
    """Where the content is a drawing (SVG) that is still to be painted: pixels for each of the drawing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a build that is made or left as a whole: a page, a mail, a feed, a chart."""

    key: str
    """Its name among the units of its output and language: "deals/openai-round-2026"."""
    make: Callable[[], Iterable[Artifact]]
    """Makes its files."""
    given: tuple[object, ...] = ()
    """What its files depend on beside what is read as they are made: plain values, such as the neighbours in a list."""

    @classmethod
    def of(cls, key: str, make: Callable[..., Artifact], edition: Edition, *given: object) -> Unit:
        """A unit that is one file: what `make` gives for the edition and for plain values."""
        return cls(key, lambda: (make(edition, *given),), given)


class Rows(Protocol):
    """Where rows are kept: small values that many files print."""

    def row(self, name: str, language: str, key: str) -> Any:
        """The value of a row, noted for whoever takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language of the publication on one date."""

    archive: Archive
    """All content, by id."""
    locales: Mapping[str, Locale]
    """Words and formats of every language of the publication, by code."""
    language: str
    """Code of the language of this edition: "de"."""
    templates: Templates
    """The templates that outputs fill."""
    as_of: date
    """The date of the edition, by which issues are public and deals are known."""
    today: Knowledge
    """The knowledge of `as_of`, which deal pages show."""
    then: Mapping[str, Knowledge]
    """For each public issue by id, the oldest first, the knowledge of its own date."""
    addresses: Set[str]
    """Addresses of the pages of this language."""
    others: Mapping[str, Set[str]]
    """Addresses of the pages of each other language, by code."""
    rows: Rows | None = field(default=None, compare=False, repr=False)
    """Where rows are kept; None keeps them for this edition alone."""
    once: Once = field(init=False, default_factory=Once, repr=False)
    """What is made once for this edition."""

    @property
    def locale(self) -> Locale:
        """Words and formats of this language."""
        return self.locales[self.language]

    def in_language(self, language: str) -> Locale:
        """Words and formats of another language of the publication."""
        return self.locales[language]

    def translated(self, language: str) -> Edition:
        """The same publication on the same date in another of its languages."""
        if language == self.language:
            return self
        pages = {self.language: self.addresses, **self.others}
        others = {name: found for name, found in pages.items() if name != language}
        return replace(self, language=language, addresses=pages[language], others=others)

    def text(self, words: Words) -> str:
        """A short text in the language of the edition; in one without references this is all there is to write out."""
        return self.locale.unbroken(words.any(self.language))

    def page_title(self, name: str) -> str:
        """The title of a hand-written page, or the interface's word for it."""
        page = self.archive.pages.get(name)
        return page.title.any(self.language) if page else self.locale.t(f"page.{name}")

    @property
    def issues(self) -> tuple[tuple[str, Issue], ...]:
        """The published issues that can be read in this language, newest first."""
        archive, language, public = self.archive, self.language, tuple(self.then)

        def found() -> tuple[tuple[str, Issue], ...]:
            issues = ((name, archive.issues[name]) for name in reversed(public))
            return tuple((name, issue) for name, issue in issues if is_translated(issue, archive, name, language))

        return archive.once.get(("issues", language, public), found)

    def issues_of(self, deals: Iterable[str]) -> tuple[tuple[str, Issue], ...]:
        """Those of `issues` that list any of some deals of which their date had heard, newest first."""
        wanted = frozenset(deals)
        names = (name for name in indexes_of(self.archive).telling(*wanted) if name in self.then)
        found = [(name, self.archive.issues[name]) for name in names]
        return tuple(
            (name, issue)
            for name, issue in reversed(found)
            if any(deal.id in wanted for deal in self.then[name].deals_of(issue))
            and is_translated(issue, self.archive, name, self.language)
        )

    @property
    def foreign(self) -> tuple[tuple[str, Issue, str], ...]:
        """Published issues that lack this language, each with a language that it has, newest first."""
        here = {name for name, _ in self.issues}
        return tuple(
            (name, self.archive.issues[name], language)
            for name in reversed(list(self.then))
            if name not in here
            for language in self.archive.publication.languages
            if is_translated(self.archive.issues[name], self.archive, name, language)
        )

    def own_feeds(self, kind: Literal["topics", "organisations"]) -> tuple[tuple[str, str], ...]:
        """The topics or organisations that have feeds of their own in this language, with their names, by id."""
        language, pages = self.language, self.addresses
        if kind == "topics":
            found = {name: topic.title.any(language) for name, topic in self.archive.topics.items()}
        else:
            organisations = self.archive.organisations.items()
            found = {name: org.name.any(language) for name, org in organisations if org.kind != "placeholder"}
        return tuple((name, found[name]) for name in sorted(found) if paths.page(kind, name) in pages)

    def has(self, address: str) -> bool:
        """True if this language has a page there."""
        return address in self.addresses

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which something happened, newest first."""
        return tuple(sorted((int(a.split("/")[1]) for a in self.addresses if _YEAR.fullmatch(a)), reverse=True))

    def archive_name(self, name: str) -> str:
        """The name of a publisher or an organisation."""
        record = self.archive.publishers.get(name) or self.archive.organisations[name]
        return record.name.any(self.language)

    def elsewhere(self, address: str) -> str | None:
        """The code of the language whose page must serve; None if this one has the page, or if none has it."""
        page = address.partition("#")[0]
        if page in self.addresses:
            return None
        return next((language for language, pages in self.others.items() if page in pages), None)

    def url(self, address: str, language: str | None = None) -> str:
        """The whole address of a page, in this language unless another is named."""
        return paths.absolute(self.archive.publication.home, language or self.language, address)

    @property
    def host(self) -> str:
        """The host in ids, which outlive addresses: `id_host` of the publication, else the host of its home."""
        publication = self.archive.publication
        return publication.id_host or urlsplit(publication.home).hostname or "localhost"

    def midnight(self, day: date) -> datetime:
        """The beginning of a day in the publication's zone."""
        return datetime.combine(day, time(), self.archive.publication.zone)

    def morning(self, day: date) -> datetime:
        """07:00 of a day in the publication's zone, when things without an hour of their own appear."""
        return datetime.combine(day, time(7), self.archive.publication.zone)

    def published(self, issue: Issue) -> datetime:
        """The moment when an issue appeared: as written, else in the morning of its date; in the publication's zone."""
        return (issue.publish_at or self.morning(issue.date)).astimezone(self.archive.publication.zone)


_YEAR = re.compile(r"archive/\d{4}/")

Output = Callable[[Edition], Iterable[Unit]]
"""Divides what it makes out of an edition into units."""


def every_file(units: Iterable[Unit]) -> Iterator[Artifact]:
    """The files of all units, made one after the other."""
    for unit in units:
        yield from unit.make()
