"""What a shared link shows of an issue or a deal: its card's words, and the same words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.records import Issue
from generator.text import paths
from generator.views import deals as deal_views
from generator.views.edition import Edition
from generator.views.writer import Writer

SITE = "site"
WIDTH, HEIGHT = 1200, 630
"""Of every card, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where the image lies below the language's root, and what stands on it; `amount` and `speaker` may be ""."""

    path: str
    kicker: str
    title: str
    amount: str = ""
    speaker: str = ""

    @property
    def alt(self) -> str:
        """All that the image says, in a sentence."""
        return ". ".join(part for part in (self.kicker, self.title, f"{self.amount} {self.speaker}".strip()) if part)


def all_cards(edition: Edition) -> Iterator[Card]:
    """Every card of a language."""
    yield of_site(edition)
    for name, issue in edition.issues:
        yield of_issue(edition, name, issue)
    for deal in edition.today.deals.values():
        if edition.has(paths.page("deals", deal.id)):
            yield of_deal(edition, deal)


def of_site(edition: Edition) -> Card:
    """The card of every page that has none of its own."""
    publication = edition.archive.publication
    tagline = publication.tagline.any(edition.language)
    return Card(path=paths.card(SITE), kicker="", title=publication.title, amount=tagline)


def of_issue(edition: Edition, name: str, issue: Issue) -> Card:
    """The issue's title and the amount of its lead deal, as its own date knew it."""
    locale = edition.locale
    number = locale.t("issue.number", n=issue.number) if issue.number else ""
    then = edition.then[name]
    lead = then.lead_of(issue)
    amount, speaker = _amount(edition, then, lead) if lead else ("", "")
    return Card(
        path=paths.card(name, "briefings"),
        kicker=" · ".join(part for part in (number, locale.date(issue.date)) if part),
        title=issue.title.any(edition.language),
        amount=amount,
        speaker=speaker,
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


def _amount(edition: Edition, knowledge: Knowledge, deal: KnownDeal) -> tuple[str, str]:
    shown = deal_views.card(Writer(edition=edition, knowledge=knowledge, here=paths.HOME, numbers={}), deal)
    return shown.amount or "", shown.speaker or ""
