"""Rules about what reports tell differently and what is no number."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.archive import Archive
from generator.content.records.base import read_date
from generator.content.records.deal import Deal
from generator.content.records.dispute import Dispute, DisputeClaim
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Problem, did_you_mean


@rule("bad-dispute", "claim-without-source", "duplicate-id", each="deals")
def disputes_have_sides(facts: Facts, name: str) -> Iterator[Problem]:
    """A dispute has two sides that differ, each with its source and with a value of the field that it is about."""
    archive = facts.archive
    deal = archive.deals[name]
    seen = {claim.id for place in deal.figures() for claim in place.record.claims}
    for index, dispute in enumerate(deal.disputes):
        at = archive.at("deals", name, "disputes", index)
        if len({(claim.value, str(claim.text)) for claim in dispute.claims}) < 2:
            hint = "add the claim that differs, or leave the dispute out"
            yield Problem(at, "bad-dispute", f"a dispute about '{dispute.field}' needs two sides that differ", hint)
        for number, claim in enumerate(dispute.claims):
            at = archive.at("deals", name, "disputes", index, "claims", number)
            for code, message, hint in _faults(archive, deal, dispute, claim):
                yield Problem(at, code, message, hint)
            if claim.id in seen:
                yield Problem(at, "duplicate-id", f"the claim '{claim.id}' stands twice in this deal")
            seen.add(claim.id)


def _faults(archive: Archive, deal: Deal, dispute: Dispute, claim: DisputeClaim) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one side: code, message, hint."""
    if not claim.src and not deal.src:
        yield "claim-without-source", f"'{claim.id}' has no source", "write src: <source>, here or once for the deal"
    if claim.value is None:
        if claim.text is None:
            yield "bad-dispute", f"'{claim.id}' says nothing", "write value, or text in each language"
        return
    if dispute.field == "date":
        if read_date(claim.value) is None:
            yield "bad-dispute", f"expected a date such as 2026-01-30, found '{claim.value}'", ""
        return
    known = archive.vocabulary.deal if dispute.field == "kind" else archive.organisations
    if claim.value not in known:
        what = "deal kind" if dispute.field == "kind" else "organisation"
        hint = did_you_mean(claim.value, known) or "what is no id is written as text: {…}"
        yield "bad-dispute", f"there is no {what} '{claim.value}'", hint
