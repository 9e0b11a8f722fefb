"""A deal's page in plain words: its figures with every claim, where they agree, its steps, parties and conditions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.figures import KnownFigure
from generator.analysis.known import KnownDeal
from generator.cli.diff.page_text import PageText, Passage, page_text, plain_writer, prose
from generator.views import deals as deal_views
from generator.views import derived, differences, facts, timing
from generator.views.edition import Edition
from generator.views.writer import Writer


def deal_text(edition: Edition, deal: KnownDeal) -> PageText:
    """The deal as today knows it."""
    writer = plain_writer(edition)
    card = deal_views.card(writer, deal)
    line = [card.kind, card.state_word, card.amount, card.speaker]
    return page_text("deals", card.title, ", ".join(part for part in line if part), _passages(writer, deal))


def figures(writer: Writer, deal: KnownDeal) -> Iterator[Passage]:
    """Every figure: what is shown and who says it, what all voices allow, where reports differ, each claim."""
    for path, known in deal.figures.items():
        label = deal_views.figure_label(writer, path, known)
        if known.shown:
            text = f"{writer.amount(known.shown)}, {deal_views.attribution(writer, known.shown)}"
            yield Passage(key=path, label=label, text=text)
        yield from _comparison(writer, path, label, known)
        for claim in known.claims:
            text = f"{writer.amount(claim)}, {deal_views.attribution(writer, claim)}"
            of = deal.record.parts.get(claim.record.what or "")
            about = writer.edition.locale.t("diff.claim", figure=label)
            about = f"{about}, {of.any(writer.edition.language)}" if of else about
            yield Passage(key=f"{path}#{claim.id}", label=about, text=text)


def _comparison(writer: Writer, path: str, label: str, known: KnownFigure) -> Iterator[Passage]:
    t = writer.edition.locale.t
    if known.shown_group:
        text = differences.computed(writer, known.shown_group) or ""
        yield Passage(key=f"{path}~computed", label=label, text=text)
    told = "; ".join(difference.sentence for difference in differences.differences(writer, known))
    if known.agreement:
        yield Passage(key=f"{path}~", label=label, text=told or t(f"agreement.{known.agreement}"))


def _passages(writer: Writer, deal: KnownDeal) -> Iterator[Passage]:
    edition, language = writer.edition, writer.edition.language
    t, word = edition.locale.t, edition.archive.vocabulary.word
    for key in ("title", "summary", "why"):
        words = getattr(deal.texts, key)
        if words:
            yield prose(key, t(f"diff.{key}"), words.get(language), writer)
    for fact in facts.of_deal(writer, deal):
        yield Passage(key=f"fact/{fact.label}", label=fact.label, text=fact.text)
    for step in deal_views.steps(writer, deal):
        yield Passage(key=f"step/{step.state}", label=t("deals.state"), text=f"{step.word}, {step.date}")
    yield from figures(writer, deal)
    for value in derived.derived(writer, deal):
        yield Passage(key=f"derived/{value.anchor}", label=value.label, text=value.value or value.reason)
    for part in deal.participants:
        role = word("role", part.record.role, language)
        yield Passage(key=f"party/{part.record.org}", label=writer.name(part.record.org), text=role)
    for condition in deal.conditions:
        label = word("condition", condition.kind, language)
        yield prose(f"condition/{condition.kind}", label, condition.text.any(language))
    for entry in deal.expected:
        event = word("event", entry.event, language)
        yield Passage(key=f"expected/{entry.event}", label=event, text=timing.when(edition.locale, entry))
        yield prose(f"expectation/{entry.event}", event, entry.text.any(language) if entry.text else None)
    for statement in deal.statements:
        by = statement.by
        name = edition.archive_name(by)
        said = statement.text.any(language) if statement.text else deal_views.about(writer, deal, statement.about)
        yield prose(f"statement/{by}", f"{name}, {t(f'stance.{statement.stance}')}", said)
    for relation in deal.relations:
        of = f"relation/{relation.type}/{relation.deal}"
        yield Passage(key=of, label=t(f"relation.{relation.type}"), text=writer.name(relation.deal))
