"""The alert about a deal: its figure, who said it, and what it means in the editor's words, as its day knew it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import lead_figure
from generator.analysis.figures import KnownFigure
from generator.analysis.knowledge import know
from generator.analysis.known import DEAL_FIGURES, KnownDeal
from generator.mail import compose, subjects
from generator.mail.ahead import Day, ahead
from generator.mail.frame import Deals, Envelope
from generator.mail.mail import Mail
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views import sources as source_views
from generator.views.deals import Card, FigureView
from generator.views.edition import Edition
from generator.views.issues import Notice
from generator.views.sources import SourceView
from generator.views.writer import Writer, number_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertContent:
    """The names that the `alert` templates print beside the frame."""

    card: Card
    """The deal."""
    notices: tuple[Notice, ...]
    """The notices of the alert about itself, such as that it was written later."""
    day: str
    """Its day in words."""
    meaning: str
    """The meaning of the news, in the editor's words."""
    figures: tuple[FigureView, ...]
    """The deal's own number with its claims; empty if there is none."""
    ahead: tuple[Day, ...]
    """The dates ahead, the nearest first."""
    sources: tuple[SourceView, ...]
    """The sources of those claims."""
    rest: str
    """The words of the button that leads to the page."""


def alerted(edition: Edition) -> Iterator[str]:
    """The deals for which an editor asked for an alert by `as_of`, in this language; newest first."""
    asked = [
        (deal.alert.date, name)
        for name, deal in edition.archive.deals.items()
        if deal.alert and deal.alert.date <= edition.as_of and deal.alert.text.get(edition.language)
    ]
    return (name for _, name in sorted(asked, reverse=True))


def alert_mail(edition: Edition, name: str) -> Mail:
    """The mail about one deal. `rules` see to it that its day knew of the deal; `alerted` that it has an alert."""
    record = edition.archive.deals[name].alert
    assert record is not None
    t, knowledge = edition.locale.t, know(edition.archive, record.date, undated=False)
    deal = knowledge.deals[name]
    own = _own_figure(deal)
    claims = sorted(own[1].claims, key=lambda claim: claim is not own[1].shown) if own else []
    numbers = number_sources(knowledge, (), claims)
    writer = Writer(edition=edition, knowledge=knowledge, here=paths.page("deals", name), numbers=numbers, web=True)
    card, meaning = deal_views.card(writer, deal), edition.text(record.text)
    content = AlertContent(
        card=card,
        notices=issue_views.notices(edition, record),
        day=edition.locale.date(record.date),
        meaning=meaning,
        figures=(deal_views.figure(writer, *own),) if own else (),
        ahead=ahead(writer, record.date, (card,)),
        sources=source_views.sources(writer),
        rest=t("alert.rest"),
    )
    said = f"{card.amount}, {card.speaker}" if card.amount else card.standing
    envelope = Envelope(
        kind="alert",
        about=name,
        list="alerts" if "alerts" in edition.archive.publication.newsletter.lists else "",
        subject=subjects.of_deal(writer, deal, lead_figure.of_deal(deal))
        or t("alert.subject", title=card.title, said=card.amount or card.state_word),
        preview=t("alert.preheader", said=said, meaning=meaning),
        url=writer.href(paths.page("deals", name)),
        date=edition.morning(record.date),
    )
    return compose.write(edition, envelope, content, Deals(lead=card))


def _own_figure(deal: KnownDeal) -> tuple[str, KnownFigure] | None:
    """The deal's own number with its path, None if none is known; those of its parts stand on the page."""
    figures = {path: figure for path, figure in deal.figures.items() if figure.claims}
    return next(((path, figures[path]) for path in (*DEAL_FIGURES, *figures) if path in figures), None)
