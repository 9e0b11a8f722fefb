"""Cards of shared links: the words on the image of an issue, a deal or the site, and the same words as its
description."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.analysis import lead_figure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.records import Issue
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Edition
from generator.views.writer import Writer

SITE = "site"
"""Name of the card of all pages that have none of their own."""
WIDTH, HEIGHT = 1200, 630
"""The size of every card, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The image of a shared link, as words."""

    path: str
    """Its file below the language's root: "cards/deals-x.png"."""
    kicker: str
    """The small line above the title: "Nr. 3 · 30. Januar 2026"; "" for none."""
    title: str
    """The title."""
    amount: str = ""
    """The number in large type; on the site's own card the tagline; "" for none."""
    speaker: str = ""
    """Who says so, and when; "" for none."""

    @property
    def alt(self) -> str:
        """The description of the image: all that stands on it, in a sentence."""
        return ". ".join(part for part in (self.kicker, self.title, f"{self.amount} {self.speaker}".strip()) if part)


def all_cards(edition: Edition) -> Iterator[tuple[str, Callable[[], Card]]]:
    """Every card of a language: what it is of, and what makes it."""
    yield "site", lambda: of_site(edition)
    for name, _ in edition.issues:
        yield f"issues/{name}", partial(_of_named_issue, edition, name)
    for name in edition.archive.deals:
        if edition.has(paths.page("deals", name)):
            yield f"deals/{name}", partial(_of_named_deal, edition, name)


def _of_named_issue(edition: Edition, name: str) -> Card:
    return of_issue(edition, name, edition.archive.issues[name])


def _of_named_deal(edition: Edition, name: str) -> Card:
    return of_deal(edition, edition.today.deals[name])


def of_site(edition: Edition) -> Card:
    """The card of every page that has none of its own."""
    publication = edition.archive.publication
    tagline = publication.tagline.any(edition.language)
    return Card(path=paths.card(SITE), kicker="", title=publication.title, amount=tagline)


def of_issue(edition: Edition, name: str, issue: Issue) -> Card:
    """The issue's title and the amount of its lead deal, as its own date knew it."""
    locale = edition.locale
    number = locale.t("issue.number", n=issue.number) if issue.number else ""
    shown = _figure(edition, edition.then[name], issue)
    return Card(
        path=paths.card(name, "briefings"),
        kicker=" · ".join(part for part in (number, locale.date(issue.date)) if part),
        title=issue.title.any(edition.language),
        amount=(shown.amount or "") if shown else "",
        speaker=(shown.speaker or "") if shown else "",
    )


def of_deal(edition: Edition, deal: KnownDeal) -> Card:
    """The deal as it stands today."""
    shown = deal_views.card(Writer(edition=edition, knowledge=edition.today, here=paths.HOME, numbers={}), deal)
    return Card(
        path=paths.card(deal.id, "deals"),
        kicker=" · ".join((shown.kind, shown.state_word, shown.since)),
        title=shown.title,
        amount=shown.amount or "",
        speaker=shown.speaker or "",
    )


def _figure(edition: Edition, then: Knowledge, issue: Issue) -> deal_views.Card | None:
    """The issue's figure as the card of its deal has it; None if nothing of it is shown."""
    found = lead_figure.of_issue(then, issue)
    writer = Writer(edition=edition, knowledge=then, here=paths.HOME, numbers={})
    return deal_views.card(writer, found.deal, found) if found else None
