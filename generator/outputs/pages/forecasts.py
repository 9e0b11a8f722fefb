"""The page of all forecasts: how they stand, how they came out, and what that says about those who made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.analysis.forecasts import Standing, State, score, standing
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import Head, page, writer_at
from generator.text import paths
from generator.views import sources as source_views
from generator.views.edition import Artifact, Edition
from generator.views.forecasts import ForecastView, ScoreView, forecast_view, score_words
from generator.views.sources import SourceLink, SourceView
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorScore:
    """How well somebody's forecasts did."""

    name: str
    """The author's name."""
    made: int
    """How many forecasts they made, decided or not."""
    score: ScoreView | None
    """How well the decided ones did; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A forecast in a list, its texts still to be written with its own writer."""

    forecast: ForecastView
    """The forecast and its outcome."""
    w: Writer
    """Writes its texts with the figures that its issue's date knew."""
    state: State
    """Whether it is open, due or resolved."""
    state_word: str
    """The same in a word."""
    issue: str
    """The title of the issue that made it."""
    issue_href: str
    """Link to that issue; "" if it lacks this language."""
    date: str
    """The issue's date in words."""
    authors: str
    """The forecasters, by name."""
    sources: tuple[SourceLink, ...]
    """The sources that say how it came out."""
    example: bool
    """Whether it is a worked example and no forecast of ours."""
    unscored: bool
    """Whether it is resolved and yet in no score, because its outcome is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Forecasts that stand alike."""

    id: str
    """Its anchor: "open"."""
    heading: str
    """Its heading."""
    entries: tuple[Entry, ...]
    """Its forecasts, in the order of the content."""
    none: str = ""
    """The sentence that is printed where there is none; "" on pages that leave such a group out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastsPage:
    """The page of all forecasts."""

    groups: tuple[Group, ...]
    """Those that are open, due and resolved."""
    examples: tuple[Entry, ...]
    """The worked examples, which are in no score."""
    score: ScoreView | None
    """How well all decided ones did; None if there is none."""
    void: int
    """How many are resolved and yet in no score."""
    authors: tuple[AuthorScore, ...]
    """Everybody who made one."""
    sources: Mapping[str, Sequence[SourceView]]
    """The sources that say how they came out, by the word for their kind."""


def forecasts(edition: Edition) -> Artifact:
    """Open, due and resolved forecasts, their scores, and apart from them the worked examples, which have none."""
    address = paths.index("forecasts")
    t = edition.locale.t
    items = standing(edition.archive, edition.then, edition.as_of)
    quoted = dict.fromkeys(name for item in items if item.resolution for name in item.resolution.src)
    writer = writer_at(edition, address, numbers={name: number for number, name in enumerate(quoted, start=1)})
    real = [item for item in items if not item.example]
    head = Head(
        title=t("forecasts.title"),
        description=t("forecasts.description"),
        kind="list",
        search=findable(edition, "page", t("forecasts.title")),
    )
    body = ForecastsPage(
        groups=tuple(
            group(writer, state, (item for item in real if item.state == state), t(f"forecasts.{state}.none"))
            for state in ("open", "due", "resolved")
        ),
        examples=tuple(entry(writer, item) for item in items if item.example),
        score=score_words(edition, score(real)),
        void=sum(item.state == "resolved" and not item.scored for item in real),
        authors=_authors(edition, real),
        sources=source_views.by_kind(source_views.sources(writer)),
    )
    return page(edition, "forecasts", address, head, body)


def group(writer: Writer, name: str, of: Iterable[Standing], none: str = "") -> Group:
    """Forecasts under a heading; `name` is their state, or "examples"."""
    heading = writer.edition.locale.t(f"forecasts.{name}")
    return Group(id=name, heading=heading, entries=tuple(entry(writer, item) for item in of), none=none)


def entry(writer: Writer, item: Standing) -> Entry:
    """A forecast in a list."""
    edition = writer.edition
    issue = edition.archive.issues[item.issue]
    address = paths.page("briefings", item.issue)
    return Entry(
        forecast=forecast_view(writer, item.record),
        w=replace(writer, knowledge=edition.then[item.issue]),
        state=item.state,
        state_word=edition.locale.t(f"forecast.state.{item.state}"),
        issue=issue.title.any(edition.language),
        issue_href=writer.href(address) if edition.has(address) else "",
        date=edition.locale.date(issue.date),
        authors=edition.locale.join(edition.archive.authors[a].name.any(edition.language) for a in item.authors),
        sources=source_views.source_links(writer, item.resolution.src) if item.resolution else (),
        example=item.example,
        unscored=not item.example and item.state == "resolved" and not item.scored,
    )


def _authors(edition: Edition, items: Sequence[Standing]) -> tuple[AuthorScore, ...]:
    """Everybody who made one of these, in the order of their first."""
    found = []
    for author in dict.fromkeys(author for item in items for author in item.authors):
        own = [item for item in items if author in item.authors]
        name = edition.archive.authors[author].name.any(edition.language)
        found.append(AuthorScore(name=name, made=len(own), score=score_words(edition, score(own))))
    return tuple(found)
