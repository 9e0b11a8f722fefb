"""Those who write: what they wrote, what they forecast, and how that came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.analysis.forecasts import Standing, score, standing
from generator.outputs.pages.forecasts import Group, group
from generator.outputs.pages.frame import Head, list_page, page, writer_at
from generator.outputs.pages.lists import Line, foreign_lines, issue_line
from generator.text import paths
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.forecasts import score_words
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorRow:
    """Somebody in the list of those who write."""

    title: str
    """The name."""
    href: str
    """Link to the page."""
    role: str
    """Their role; "" if nothing was written."""
    issues: str
    """How many issues they wrote, in words: "3 Ausgaben"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorList:
    """The page of all who write."""

    rows: tuple[AuthorRow, ...]
    """By name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorPage:
    """The page of somebody who writes."""

    role: str
    """Their role; "" if nothing was written."""
    bio: str
    """Their biography as HTML; "" if nothing was written."""
    email: str | None
    """Their address; None if it is not to be shown."""
    lines: tuple[Line, ...]
    """The issues they wrote, those of other languages last."""
    checked: tuple[Line, ...]
    """The issues they checked, in the same order."""
    score: str
    """How their forecasts came out, in a sentence; "" if none is decided."""
    groups: tuple[Group, ...]
    """Their forecasts: open, due, resolved, and worked examples."""
    sources: Mapping[str, Sequence[source_views.SourceView]]
    """The sources that say how forecasts came out, by the word for their kind."""
    forecasts_file: str
    """Link to the Markdown file of all forecasts."""


def authors(edition: Edition) -> Artifact:
    """Everybody who wrote or checked a published issue, by name."""
    address = paths.index("authors")
    writer = writer_at(edition, address)
    rows = []
    for name in named(edition):
        author = edition.archive.authors[name]
        own = sum(name in edition.archive.issues[key].authors for key in edition.then)
        rows.append(
            AuthorRow(
                title=author.name.any(edition.language),
                href=writer.href(paths.page("authors", name)),
                role=author.role.any(edition.language) if author.role else "",
                issues=edition.locale.plural("author.issues", own),
            )
        )
    body = AuthorList(rows=tuple(sorted(rows, key=lambda row: row.title.casefold())))
    return list_page(edition, "authors", address, body)


def author_page(edition: Edition, name: str) -> Artifact:
    """One of them, with the issues of every language and all forecasts."""
    address = paths.page("authors", name)
    author, t = edition.archive.authors[name], edition.locale.t
    items = [item for item in standing(edition.archive, edition.then, edition.as_of) if name in item.authors]
    quoted = dict.fromkeys(source for item in items if item.resolution for source in item.resolution.src)
    writer = writer_at(edition, address, numbers={source: number for number, source in enumerate(quoted, start=1)})
    title = author.name.any(edition.language)
    bio = author.bio.any(edition.language) if author.bio else ""
    found = score_words(edition, score([item for item in items if not item.example]))
    body = AuthorPage(
        role=author.role.any(edition.language) if author.role else "",
        bio=writer.inline(bio) if bio else "",
        email=author.email,
        lines=_lines(edition, name, "authors"),
        checked=_lines(edition, name, "reviewed_by"),
        score=t("author.score", value=found.value, n=found.n) if found else "",
        groups=tuple(group for group in _groups(writer, items) if group.entries),
        sources=source_views.by_kind(source_views.sources(writer)),
        forecasts_file=writer.href(paths.index("forecasts"), "file"),
    )
    head = Head(title=title, description=t("author.description", name=title), kind="author")
    return page(edition, "author", address, head, body)


def _groups(writer: Writer, items: Sequence[Standing]) -> Iterator[Group]:
    """Their forecasts by how they stand, the worked examples last."""
    for state in ("open", "due", "resolved"):
        yield group(writer, state, (item for item in items if item.state == state and not item.example))
    yield group(writer, "examples", (item for item in items if item.example))


def named(edition: Edition) -> tuple[str, ...]:
    """The authors of whom this language has a page."""
    return tuple(name for name in edition.archive.authors if edition.has(paths.page("authors", name)))


def _lines(edition: Edition, name: str, part: Literal["authors", "reviewed_by"]) -> tuple[Line, ...]:
    """Their issues, those of the other languages after them."""
    writer = writer_at(edition, paths.page("authors", name))
    here = [issue_line(edition, writer, key, issue) for key, issue in edition.issues if name in getattr(issue, part)]
    theirs = {key for key, issue, _ in edition.foreign if name in getattr(issue, part)}
    return (*here, *(line for line in foreign_lines(edition, writer) if line.id in theirs))
