"""The alert about a deal: its figure, who said it, and what it means in the editor's words, as its day knew it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.knowledge import know
from generator.analysis.known import DEAL_FIGURES
from generator.mail import compose
from generator.mail.compose import Envelope
from generator.mail.mail import Mail
from generator.text import paths
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views import sources as source_views
from generator.views.edition import Edition
from generator.views.writer import Writer, number_sources


def alerted(edition: Edition) -> Iterator[str]:
    """The deals for which an editor asked for an alert by `as_of`, in this language; newest first."""
    asked = [
        (deal.alert.date, name)
        for name, deal in edition.archive.deals.items()
        if deal.alert and deal.alert.date <= edition.as_of and deal.alert.text.get(edition.language)
    ]
    return (name for _, name in sorted(asked, reverse=True))


def alert_mail(edition: Edition, name: str) -> Mail:
    """The mail about one deal. Its record has an alert in this language, and its day knew of the deal (`rules` see to it)."""
    record = edition.archive.deals[name].alert
    assert record is not None
    t, locale = edition.locale.t, edition.locale
    knowledge = know(edition.archive, record.date, undated=False)
    deal = knowledge.deals[name]
    figures = {path: figure for path, figure in deal.figures.items() if figure.claims}
    # The deal's own number; whoever wants those of its parts goes on to the page.
    path = next((path for path in (*DEAL_FIGURES, *figures) if path in figures), None)
    figure = figures[path] if path else None
    claims = sorted(figure.claims, key=lambda claim: claim is not figure.shown) if figure else []
    numbers = number_sources(knowledge, (), claims)
    writer = Writer(edition=edition, knowledge=knowledge, here=paths.page("deals", name), numbers=numbers, web=True)
    card = deal_views.card(writer, deal)
    sources = source_views.sources(writer)
    values = {
        "card": card,
        "notices": issue_views.notices(edition, record),
        "day": locale.date(record.date),
        "meaning": edition.text(record.text),
        "figures": (deal_views.figure(writer, path, figure),) if path and figure else (),
        "ahead": compose.ahead(writer, record.date, (card,)),
        "sources": sources,
        "rest": t("alert.rest"),
    }
    said = f"{card.amount}, {card.speaker}" if card.amount else card.standing
    envelope = Envelope(
        kind="alert",
        about=name,
        list="alerts" if "alerts" in edition.archive.publication.newsletter.lists else "",
        subject=t("alert.subject", title=card.title, said=card.amount or card.state_word),
        preview=t("alert.preheader", said=said, meaning=values["meaning"]),
        url=writer.href(paths.page("deals", name)),
        date=edition.morning(record.date),
    )
    return compose.write(edition, envelope, values, lead=card)
