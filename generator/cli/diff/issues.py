"""An issue in plain words: its texts by section, and its deals as its own date knew them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.cli.diff.deals import figures
from generator.cli.diff.page_text import PageText, Passage, page_text, prose
from generator.views import issues as issue_views
from generator.views.edition import Edition
from generator.views.issues import IssueView
from generator.views.sections import SectionView
from generator.views.writer import Writer


def issue_text(edition: Edition, name: str) -> PageText:
    """The issue as its page shows it."""
    shown, writer = issue_views.read(edition, name, web=True)
    return page_text("briefings", shown.title, writer.plain(shown.summary), _passages(writer, shown))


def _passages(writer: Writer, shown: IssueView) -> Iterator[Passage]:
    edition, record, language = writer.edition, shown.record, writer.edition.language
    t = edition.locale.t
    yield prose("title", t("diff.title"), shown.title)
    yield prose("summary", t("diff.summary"), shown.summary, writer)
    for point in shown.points:
        yield prose("point", t("issue.points"), point, writer)
    # How many sources there are, the last of the line, follows from what is cited.
    yield Passage(key="byline", label=t("diff.byline"), text=", ".join(shown.byline[:-1]))
    for notice in shown.notices:
        yield Passage(key=f"notice/{notice.kind}", label=t("diff.notice"), text=notice.text)
    for section in shown.sections:
        yield from _section(writer, section)
    for card in shown.cards:
        said = [card.state_word, card.since, card.amount, card.speaker, card.agreement_word]
        yield Passage(key=f"deal/{card.id}", label=card.title, text=", ".join(part for part in said if part))
        yield prose(f"deal/{card.id}/words", t("deals.deal"), f"{card.title}. {card.why or ''}".strip())
    lead = writer.knowledge.lead_of(record)
    if lead:
        yield from figures(writer, lead)
    for text in shown.disclosures:
        yield prose("disclosure", t("issue.disclosure"), text)
    if record.hero:
        told = [record.hero.file, t(f"hero.{record.hero.kind}"), record.hero.alt.any(language), record.hero.credit]
        yield prose("picture", t("diff.picture"), ", ".join(told))
    for reply in record.replies:
        text = writer.plain(reply.text.any(language))
        yield Passage(key="reply", label=f"{t('issue.replies')}, {reply.by}", text=text, nature="addition")
    for slot in record.sponsors:
        label = f"{t('sponsor.label')}, {edition.archive.sponsors[slot.sponsor].name.any(language)}"
        text = writer.plain(slot.body.any(language))
        yield Passage(key=f"sponsor/{slot.sponsor}", label=label, text=text, nature="addition")


def _section(writer: Writer, section: SectionView) -> Iterator[Passage]:
    yield prose(f"heading/{section.id}", writer.edition.locale.t("diff.section"), section.heading)
    yield prose(f"section/{section.id}", section.heading, section.body, writer)
    for verdict in (*section.winners, *section.losers):
        label = f"{section.heading}, {verdict.name}"
        yield prose(f"section/{section.id}/{verdict.href}", label, verdict.why, writer)
    for forecast in section.forecasts:
        claim = writer.plain(forecast.claim)
        words = f"{forecast.claim} {forecast.probability}, {forecast.by}. {forecast.criteria}"
        yield prose(f"forecast/{forecast.id}", section.heading, words, writer)
        label = f"{section.heading}, {claim}"
        yield Passage(key=f"outcome/{forecast.id}", label=label, text=forecast.addendum, nature="addition")
    yield from _made(section)


def _made(section: SectionView) -> Iterator[Passage]:
    """What a section made from the data says; figures of other sections are told with their deals."""
    for deal in section.numbers:
        for tile in deal.tiles:
            key, text = f"section/{section.id}/{deal.href}/{tile.key}", f"{tile.label}: {tile.value}, {tile.note}"
            yield Passage(key=key, label=f"{section.heading}, {deal.title}", text=text)
    for row in section.payments:
        key = f"section/{section.id}/{row.payer}/{row.receiver}/{row.kind}/{row.deal}"
        text = ", ".join(filter(None, (row.amount, row.state_word, row.date, row.speaker)))
        yield Passage(key=key, label=f"{section.heading}, {row.payer}, {row.receiver}", text=text)
    for entry in section.scorecard.resolved if section.scorecard else ():
        text = f"{entry.forecast.probability}, {entry.outcome}"
        yield Passage(key=f"section/{section.id}/{entry.forecast.id}", label=section.heading, text=text)
