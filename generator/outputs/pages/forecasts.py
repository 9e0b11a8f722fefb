"""The page of all forecasts: how they stand, how they came out, and what that says about those who made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generator.analysis.forecasts import Score, Standing, score, standing
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import page, writer_at
from generator.text import paths
from generator.views import issues as issue_views
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


def forecasts(edition: Edition) -> Artifact:
    """Open, due and resolved forecasts, their scores, and apart from them the worked examples, which have none."""
    address = paths.index("forecasts")
    t = edition.locale.t
    items = standing(edition.archive, edition.then, edition.as_of)
    quoted = dict.fromkeys(name for item in items if item.resolution for name in item.resolution.src)
    writer = writer_at(edition, address, numbers={name: number for number, name in enumerate(quoted, start=1)})
    real = [item for item in items if not item.example]

    def group(state: str, of: Iterable[Standing]) -> dict[str, Any]:
        return {
            "id": state,
            "heading": t(f"forecasts.{state}"),
            "none": t(f"forecasts.{state}.none"),
            "entries": [entry(writer, item) for item in of],
        }

    return page(
        edition,
        "forecasts",
        address,
        {
            "title": t("forecasts.title"),
            "description": t("forecasts.description"),
            "kind": "list",
            "search": findable(edition, "page", t("forecasts.title")),
        },
        w=writer,
        as_of=edition.locale.date(edition.as_of),
        groups=[
            group("open", (item for item in real if item.state == "open")),
            group("due", (item for item in real if item.state == "due")),
            group("resolved", (item for item in real if item.state == "resolved")),
        ],
        examples=[entry(writer, item) for item in items if item.example],
        score=score_words(edition, score(real)),
        void=sum(item.state == "resolved" and not item.scored for item in real),
        authors=[
            {
                "name": edition.archive.authors[author].name.any(edition.language),
                "made": len(own),
                "score": score_words(edition, score(own)),
            }
            for author in dict.fromkeys(author for item in real for author in item.authors)
            for own in [[item for item in real if author in item.authors]]
        ],
        sources=source_views.by_kind(source_views.sources(writer)),
    )


def entry(writer: Writer, item: Standing) -> dict[str, Any]:
    """A forecast in a list, its texts still to be written with its own writer."""
    edition = writer.edition
    issue = edition.archive.issues[item.issue]
    address = paths.page("briefings", item.issue)
    # The texts are the issue's, so their figures are those that its date knew.
    then = replace(writer, knowledge=edition.then[item.issue])
    return {
        "forecast": issue_views.forecast_view(writer, item.record),
        "w": then,
        "state": item.state,
        "state_word": edition.locale.t(f"forecast.state.{item.state}"),
        "issue": issue.title.any(edition.language),
        "issue_href": writer.href(address) if edition.has(address) else "",
        "date": edition.locale.date(issue.date),
        "authors": edition.locale.join(edition.archive.authors[a].name.any(edition.language) for a in item.authors),
        "sources": source_views.source_links(writer, item.resolution.src) if item.resolution else (),
        "example": item.example,
        "unscored": not item.example and item.state == "resolved" and not item.scored,
    }


def score_words(edition: Edition, found: Score | None) -> dict[str, str] | None:
    """The score and its n as words."""
    if found is None:
        return None
    return {"value": edition.locale.number(found.value), "n": edition.locale.number(found.n)}
