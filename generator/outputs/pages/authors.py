"""Those who write: what they wrote, what they forecast, and how that came out."""

from __future__ import annotations

from typing import Any

from generator.analysis.forecasts import score, standing
from generator.outputs.pages.forecasts import entry, score_words
from generator.outputs.pages.frame import list_page, page, writer_at
from generator.outputs.pages.lists import foreign_lines, issue_line
from generator.text import paths
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition


def authors(edition: Edition) -> Artifact:
    """Everybody who wrote or checked a published issue, by name."""
    address = paths.index("authors")
    writer = writer_at(edition, address)
    rows = []
    for name in named(edition):
        author = edition.archive.authors[name]
        own = sum(name in edition.archive.issues[key].authors for key in edition.then)
        rows.append(
            {
                "title": author.name.any(edition.language),
                "href": writer.href(paths.page("authors", name)),
                "role": author.role.any(edition.language) if author.role else "",
                "issues": edition.locale.plural("author.issues", own),
            }
        )
    return list_page(edition, "authors", address, rows=sorted(rows, key=lambda row: row["title"].casefold()))


def author_page(edition: Edition, name: str) -> Artifact:
    """One of them, with the issues of every language and all forecasts."""
    address = paths.page("authors", name)
    author, t = edition.archive.authors[name], edition.locale.t
    items = [item for item in standing(edition.archive, edition.then, edition.as_of) if name in item.authors]
    quoted = dict.fromkeys(source for item in items if item.resolution for source in item.resolution.src)
    writer = writer_at(edition, address, numbers={source: number for number, source in enumerate(quoted, start=1)})
    title = author.name.any(edition.language)
    real = [item for item in items if not item.example]
    bio = author.bio.any(edition.language) if author.bio else ""
    found = score(real)
    return page(
        edition,
        "author",
        address,
        {"title": title, "description": t("author.description", name=title), "kind": "author"},
        role=author.role.any(edition.language) if author.role else "",
        bio=writer.inline(bio) if bio else "",
        email=author.email,
        w=writer,
        lines=[line for line in _lines(edition, name, "authors")],
        checked=[line for line in _lines(edition, name, "reviewed_by")],
        score=t("author.score", value=locale_score["value"], n=locale_score["n"])
        if (locale_score := score_words(edition, found))
        else "",
        groups=[
            {"id": key, "heading": t(f"forecasts.{key}"), "entries": entries}
            for key, entries in (
                *(
                    (state, [entry(writer, item) for item in real if item.state == state])
                    for state in ("open", "due", "resolved")
                ),
                ("examples", [entry(writer, item) for item in items if item.example]),
            )
            if entries
        ],
        sources=source_views.by_kind(source_views.sources(writer)),
        forecasts_file=writer.href(paths.index("forecasts"), "file"),
    )


def named(edition: Edition) -> tuple[str, ...]:
    """The authors of whom this language has a page."""
    return tuple(name for name in edition.archive.authors if edition.has(paths.page("authors", name)))


def _lines(edition: Edition, name: str, part: str) -> list[dict[str, Any]]:
    """Their issues, those of the other languages after them."""
    writer = writer_at(edition, paths.page("authors", name))
    here = [issue_line(edition, writer, key, issue) for key, issue in edition.issues if name in getattr(issue, part)]
    titles = {issue.title.any(language) for _, issue, language in edition.foreign if name in getattr(issue, part)}
    return here + [line for line in foreign_lines(edition, writer) if line["title"] in titles]
