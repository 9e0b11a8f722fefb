"""Subjects of mails about a deal: who does what with whom, then the sum, as long as a phone's list of mails shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.known import KnownDeal
from generator.analysis.lead_figure import LeadFigure
from generator.views import differences, titles
from generator.views.writer import Writer

SHORT, LONGEST = 60, 78
"""Characters: what a phone's list of mails shows, and what a longer name may need; the sum stands last and is cut."""


def of_deal(writer: Writer, deal: KnownDeal, figure: LeadFigure | None) -> str:
    """The subject: "Amazon verhandelt über Einstieg bei OpenAI: bis zu 50 Mrd. $"; "" where the deal makes no sentence.

    `figure` gives the sum (`analysis.lead_figure`), with its label if it is only of a part; None or that of another
    deal leaves it out.
    Of several parties it names two, else one. Where even that is too long beside the sum, it names the company alone,
    else it leaves the sum out.
    """
    edition, knowledge = writer.edition, writer.knowledge
    own = figure if figure and figure.deal.id == deal.id else None
    two, one, none = (titles.news(edition, knowledge, deal.id, named=named) for named in (titles.NAMED, 1, 0))
    told = [text for text in (two, one) if text]
    with_sum, alone = list(_with_sum(writer, own, told)), list(_with_sum(writer, own, [none] if none else []))
    fitting = [text for room in (SHORT, LONGEST) for text in with_sum if len(text) <= room]
    return next((text for text in (*fitting, *alone, *told) if len(text) <= LONGEST), "")


def _with_sum(writer: Writer, figure: LeadFigure | None, sentences: Sequence[str]) -> Iterator[str]:
    """The sentences with the sum, where one is disclosed."""
    if figure is None or figure.claim.value.low is None:
        return
    amount, key = writer.amount(figure.claim), "valuation" if figure.path == "valuation" else "amount"
    if figure.claim.record.scope == "part":
        amount = f"{amount} ({differences.part_name(writer, figure.claim)})"
    yield from (writer.edition.locale.t(f"email.subject.{key}", title=text, amount=amount) for text in sentences)
