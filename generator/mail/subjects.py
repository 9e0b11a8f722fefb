"""Subjects of mails about a deal: who does what with whom, then the sum, as long as a phone's list of mails shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.analysis.known import KnownDeal
from generator.views import titles
from generator.views.writer import Writer

SHORT, LONGEST = 60, 78
"""Characters: what a phone's list of mails shows, and what a longer name may need; the sum stands last and is cut."""


def of_deal(writer: Writer, deal: KnownDeal) -> str:
    """The subject: "Amazon verhandelt über Einstieg bei OpenAI: bis zu 50 Mrd. $"; "" where the deal makes no sentence.

    Of several parties it names two, else one. Where even that is too long beside the sum, it names the company alone,
    else it leaves the sum out.
    """
    edition, knowledge = writer.edition, writer.knowledge
    two, one, none = (titles.news(edition, knowledge, deal.id, named=named) for named in (titles.NAMED, 1, 0))
    told = [text for text in (two, one) if text]
    with_sum, alone = list(_with_sum(writer, deal, told)), list(_with_sum(writer, deal, [none] if none else []))
    fitting = [text for room in (SHORT, LONGEST) for text in with_sum if len(text) <= room]
    return next((text for text in (*fitting, *alone, *told) if len(text) <= LONGEST), "")


def _with_sum(writer: Writer, deal: KnownDeal, sentences: Sequence[str]) -> Iterator[str]:
    """The sentences with the deal's amount, or with its valuation where it has no amount."""
    t = writer.edition.locale.t
    for path in ("amount", "valuation"):
        claim = figure.shown if (figure := deal.figures.get(path)) else None
        if claim and claim.value.low is not None:
            yield from (t(f"email.subject.{path}", title=text, amount=writer.amount(claim)) for text in sentences)
            return
