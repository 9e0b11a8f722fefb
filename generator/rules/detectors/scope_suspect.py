"""Numbers of a part, of a total or of another round that stand where another number belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.analysis.figures import KnownClaim, exclude
from generator.analysis.known import KnownDeal
from generator.analysis.origins import UNSTATED, count
from generator.content.indexes import indexes_of
from generator.content.records.figure import WHOLE_SCOPES, Scope
from generator.rules.comparisons import unflagged
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts, deals_of
from generator.rules.part_and_whole import is_far, is_possible
from generator.rules.relayed import SAME_STORY
from generator.rules.wording import named
from generator.rules.worth import digits, is_retold, is_worth, number, rate
from generator.text.rates import Rates

SOME_MORE = Decimal("1.2")
"""Times the new money that a price before it and one after it may be apart: rounds grow a little before they close."""
OTHER_BASIS = Decimal("0.33")
"""New money is seldom more than a third of what a company is worth: valuations further apart, as a share of the larger,
are not the same price before and after it."""
APART: tuple[Scope, ...] = ("previous", "recurring", "related")
"""Scopes of numbers that are no part of this one: that an origin gives the same number for both explains nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Claims about numbers of one kind in one deal: its money, its valuation, a stake, its power."""

    claims: tuple[KnownClaim, ...]
    """Those that the deal's own file holds."""
    others: tuple[KnownClaim, ...]
    """What else a page may have meant: these, and numbers of the same kind in other deals of the same organisation."""
    rates: Rates
    """The exchange rates by day."""
    paid: tuple[KnownClaim, ...] = ()
    """For a valuation: the claims about the new money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A claim that prints the number of something else."""

    claim: KnownClaim
    """The claim."""
    like: KnownClaim
    """The claim about something else with the same number, of another origin."""
    rival: KnownClaim
    """A claim about the same as the first, which excludes it."""


def check(row: Pool) -> Iterator[Finding]:
    """A number is of what its claim says: one that excludes another claim about the same, and is that of a part, of a
    total, of what was sought, of one investor or of another round, is of that.

    Told only if another origin says so, or if its own origin says something else; a number that is older than the one
    which excludes it is history, and one that more origins confirm is no slip.
    """
    found = [suspect for claim in row.claims if (suspect := _suspect(claim, row))]
    for suspect in found:
        mutual = any(other.claim is suspect.like and other.like is suspect.claim for other in found)
        if mutual and _is_stronger(suspect.claim, suspect.like, row):
            continue
        message = f"is as much as {named(suspect.like)}, {_said_of(suspect)}; {named(suspect.rival)} says otherwise"
        hint = (
            "read the page again: if it speaks of that, give the claim its scope and what, or its place; else ignore it"
        )
        yield at_claim(suspect.claim, message, hint)


def _suspect(claim: KnownClaim, row: Pool) -> Suspect | None:
    like = [other for other in row.others if _is_of_something_else(other, claim) and is_retold(claim, other, row.rates)]
    rivals = [other for other in row.claims if _excludes(other, claim, row)]
    for rival in rivals:
        if _support(claim, row) > max(_support(rival, row), 1):
            continue
        itself = bool(_stated(claim) & _stated(rival))
        for other in like:
            both = any(_is_by_one_page(claim, one) for one in like if one.record.scope not in APART)
            explained = (both and not itself) or _is_history(claim, rival, other)
            if not explained and is_possible(claim, other, rival, row.rates):
                return Suspect(claim=claim, like=other, rival=rival)
    return None


def _is_of_something_else(other: KnownClaim, claim: KnownClaim) -> bool:
    """Whether the other claim measures something that could be mistaken for what the claim measures: in its own deal
    anything; elsewhere only for what was agreed and was known by then, for equal numbers are not rare there."""
    if other.deal != claim.deal:
        later = other.known and claim.known and other.known > claim.known
        same = other.figure == claim.figure and claim.record.scope == "headline"
        return same and not later and digits(number(other) or Decimal(1)) > 1
    if other.figure == claim.figure and other.group[::2] == claim.group[::2]:
        return False
    # What is sought differs from day to day, so that a rival proves little there.
    if claim.record.scope == "sought" and other.record.scope in APART:
        return False
    # What was agreed is often just what was sought, and somebody may go on calling it sought.
    return (claim.record.scope, other.record.scope) != ("sought", "headline")


def _excludes(other: KnownClaim, claim: KnownClaim, row: Pool) -> bool:
    """Whether the other claim is about the same and says clearly something else; two valuations that are apart by no
    more than the new money may be one price before and after it."""
    if other is claim or other.figure != claim.figure or other.group[::2] != claim.group[::2]:
        return False
    misses = exclude(claim, other) or is_far(claim, other, row.rates)
    if not misses or is_worth(claim, other, row.rates):
        return False
    if claim.figure != "valuation":
        return True
    a, b, factor = number(claim), number(other), rate(claim, other, row.rates)
    if not a or not b or not factor:
        return other.record.basis == claim.record.basis
    apart = abs(a * factor - b)
    most = max(a * factor, b)
    known = (
        paid.value.high or paid.value.low or Decimal(0) for paid in row.paid if paid.value.unit == other.value.unit
    )
    return apart > max((SOME_MORE * amount for amount in known), default=OTHER_BASIS * most)


def _support(claim: KnownClaim, row: Pool) -> int:
    """How many stated origins say as much about the same."""
    same = [
        other
        for other in row.claims
        if other.figure == claim.figure
        and other.group[::2] == claim.group[::2]
        and (other is claim or is_retold(claim, other, row.rates))
    ]
    return count(origin for other in same for origin in _stated(other))


def _is_stronger(claim: KnownClaim, other: KnownClaim, row: Pool) -> bool:
    """Whether of two claims that are suspected of each other, this one is the better founded."""
    whole, parts = (one.record.scope == "headline" and one.figure == "amount" for one in (claim, other))
    return (_support(claim, row), parts) > (_support(other, row), whole)


def _is_by_one_page(claim: KnownClaim, other: KnownClaim) -> bool:
    """Whether a page that says whose report it is prints both; what another page makes of that report explains
    nothing."""
    pages = {report.source for report in other.reports}
    return bool(_stated(claim) & _stated(other)) and any(report.source in pages for report in claim.reports)


def _stated(claim: KnownClaim) -> set[str]:
    return set(claim.origins) - {UNSTATED}


def _is_history(claim: KnownClaim, rival: KnownClaim, like: KnownClaim) -> bool:
    """Whether the claim was right in its time: a round that was to bring 30 brought 30 first, and 35 in the end."""
    if not claim.known or not rival.known:
        return False
    soon = timedelta(0) if like.record.scope == "sought" else SAME_STORY
    return rival.known - claim.known > soon


def _said_of(suspect: Suspect) -> str:
    """What the number is that the claim may have printed by mistake."""
    like, claim = suspect.like, suspect.claim
    if like.deal != claim.deal:
        return f"which '{like.deal}' has for '{like.figure}'"
    what = like.record.scope + (f" {like.record.what}" if like.record.what else "")
    return f"which is of '{like.figure}' ({what})" if like.figure != claim.figure else f"which is {what}"


def _rows(facts: Facts, name: str) -> Iterator[Pool]:
    deals = facts.today.deals
    rates = facts.archive.rates
    deal = deals[name]
    money = tuple(_claims(deal, own=True))
    here = [*_claims(deal, own=False), *(t.shown for part in deal.participants for t in part.tranches)]
    yield Pool(claims=money, others=(*here, *_elsewhere(facts, deal, "amount")), rates=rates)
    for path, figure in deal.figures.items():
        if path == "valuation" or path == "capacity" or path.endswith(".stake"):
            claims = unflagged(figure.claims)
            more = _elsewhere(facts, deal, path) if path == "valuation" else []
            paid = money if path == "valuation" else ()
            yield Pool(claims=claims, others=(*claims, *more), rates=rates, paid=paid)


def _elsewhere(facts: Facts, deal: KnownDeal, path: str) -> list[KnownClaim]:
    """What pages may print of another deal instead: the number of the one before, of the round or of a part of it, and
    the organisation's running total.

    What another deal calls the previous round may be this one.
    """
    before = {relation.deal for relation in deal.relations if relation.type == "follows"} | set(deal.part_of)
    parts = {
        name for name in indexes_of(facts.archive).naming.get(deal.id, ()) if deal.id in facts.today.deals[name].part_of
    }
    totals = facts.once(_totals, "organisations", deal.record.subject).get((deal.record.kind, path), {})
    found: list[KnownClaim] = []
    for name in indexes_of(facts.archive).sorted({*before, *parts, *totals} - {deal.id}):
        total = totals.get(name, ())
        other = facts.today.deals[name] if name in before or name in parts else None
        if other and other.record.subject == deal.record.subject and path in other.figures:
            whole = unflagged(other.figures[path].claims)
            found += [claim for claim in whole if claim.record.scope in WHOLE_SCOPES or claim in total]
        else:
            found += total
    return found


def _totals(facts: Facts, organisation: str) -> Mapping[tuple[str, str], Mapping[str, tuple[KnownClaim, ...]]]:
    """The running totals that an organisation's deals tell: by kind of deal and figure, and by deal."""
    found: dict[tuple[str, str], dict[str, tuple[KnownClaim, ...]]] = {}
    for name in facts.index(deals_of).get(organisation, ()):
        deal = facts.today.deals[name]
        for path in ("amount", "valuation"):
            claims = unflagged(deal.figures[path].claims) if path in deal.figures else ()
            totals = tuple(claim for claim in claims if claim.record.scope == "cumulative")
            if totals:
                found.setdefault((deal.record.kind, path), {})[name] = totals
    return found


def _claims(deal: KnownDeal, own: bool) -> Sequence[KnownClaim]:
    """The claims about a deal's money; its `own` are without those of a participant whose amount is another deal's."""
    return [
        claim
        for path, figure in deal.figures.items()
        if path not in ("valuation", "capacity") and not path.endswith(".stake")
        if not own or figure.deal == deal.id
        for claim in unflagged(figure.claims)
    ]


DETECTOR = Detector(
    code="scope-suspect",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a part given as the whole",
            """
            amount:
              claims:
                - {id: a, value: over 110bn USD, src: agency}
                - {id: b, value: 35bn USD, src: agency, scope: part, what: later}
                - {id: c, value: 35bn USD, src: daily}
            parts: {later: {de: später, en: later}}
            """,
            told=("{id: c",),
            says="which is part later; 'a' (over 110bn USD) says otherwise",
        ),
        Example(
            "what one investor pays given as the round, by a page that quotes the report of both",
            """
            amount:
              claims:
                - {id: a, value: 5bn USD, src: agency}
                - {id: b, value: 2bn USD, src: via-agency}
            participants: [{org: erfunden-ventures, amount: {id: c, value: up to 2bn USD, src: agency}}]
            """,
            told=("{id: b",),
            says="which is of 'erfunden-ventures.amount' (headline)",
        ),
        Example(
            "what was sought, and the round before, given as agreed",
            """
            amount:
              claims:
                - {id: a, value: 122bn USD, src: agency}
                - {id: b, value: up to 100bn USD, src: agency, scope: sought}
                - {id: c, value: up to 100bn USD, src: no-origin}
                - {id: d, value: 5.6bn EUR, src: daily}
            relations: [{type: follows, deal: y}]
            """,
            told=("{id: c", "{id: d"),
            says="which 'y' has for 'amount'",
            files={
                "deals/y.yml": "kind: funding_round\nsubject: labs\ntitle: {de: a, en: a}\n"
                "amount: {id: z, value: 6.64bn USD, src: release}\n"
            },
        ),
        Example(
            "an earlier price given as the new one",
            """
            valuation:
              claims:
                - {id: a, value: 852bn USD, src: agency, basis: post_money}
                - {id: b, value: 500bn USD, src: agency, scope: previous, what: last}
                - {id: c, value: 500bn USD, src: daily, basis: unstated}
            parts: {last: {de: zuletzt, en: last}}
            """,
            told=("{id: c",),
        ),
        Example(
            "one origin says that the part is the whole",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: agency}
                - {id: b, value: 35bn USD, src: daily, scope: part, what: later}
                - {id: c, value: 35bn USD, src: daily}
            parts: {later: {de: später, en: later}}
            """,
        ),
        Example(
            "a page that passes on the report of a part as the whole, rounded",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: daily}
                - {id: b, value: 34.7bn USD, src: agency, scope: part, what: later}
                - {id: c, value: about 35bn USD, src: via-agency}
            parts: {later: {de: später, en: later}}
            """,
            told=("{id: c",),
        ),
        Example(
            "a page that passes it on, and converts it",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: daily}
                - {id: b, value: 34.7bn USD, src: agency, scope: part, what: later}
                - {id: c, value: 29.3bn EUR, src: via-agency}
            parts: {later: {de: später, en: later}}
            """,
            told=("{id: c",),
        ),
        Example(
            "more than a part, and up to what was sought, given as the whole",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: agency}
                - {id: b, value: 35bn USD, src: agency, scope: part, what: later}
                - {id: c, value: over 35bn USD, src: daily}
                - {id: d, value: 150bn USD, src: agency, scope: sought}
                - {id: e, value: up to 150bn USD, src: no-origin}
            parts: {later: {de: später, en: later}}
            """,
            told=("{id: c", "{id: e"),
        ),
        Example(
            "what one investor pays in a deal of its own, given as the round",
            """
            amount: {claims: [{id: a, value: 110bn USD, src: agency}, {id: c, value: 35bn USD, src: daily}]}
            """,
            told=("{id: c",),
            says="which 'y' has for 'amount'",
            files={
                "deals/y.yml": "kind: funding_round\nsubject: labs\ntitle: {de: a, en: a}\n"
                "amount: {id: z, value: 35bn USD, src: agency}\nrelations: [{type: part_of, deal: x}]\n"
            },
        ),
        Example(
            "a range around a part",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: agency}
                - {id: b, value: 35bn USD, src: daily, scope: part, what: later}
                - {id: c, value: 30bn to 40bn USD, src: no-origin}
            parts: {later: {de: später, en: later}}
            """,
            told=("{id: c",),
        ),
        Example(
            "a round that grew beyond what was sought",
            """
            amount:
              claims:
                - {id: a, value: 35bn USD, src: agency}
                - {id: b, value: 30bn USD, src: agency, scope: sought, as_of: 2025-12-01}
                - {id: c, value: 30bn USD, src: daily, as_of: 2026-01-10}
            """,
        ),
        Example(
            "one investor pays the whole round, which nobody contradicts",
            """
            amount: {id: a, value: about 35bn USD, src: agency}
            participants: [{org: erfunden-ventures, amount: {id: c, value: 35bn USD, src: daily}}]
            """,
        ),
        Example(
            "a rounded number, and something else with the same digits",
            """
            amount:
              claims:
                - {id: a, value: 35.2bn USD, src: agency}
                - {id: b, value: about 35bn USD, src: daily}
                - {id: c, value: 35bn USD, src: no-origin, scope: related, what: debt}
            parts: {debt: {de: Kredit, en: debt}}
            """,
        ),
        Example(
            "two others confirm it",
            """
            amount:
              claims:
                - {id: a, value: 110bn USD, src: agency}
                - {id: b, value: 35bn USD, src: agency, scope: part, what: later}
                - {id: c, value: 35bn USD, src: daily}
                - {id: d, value: 35bn USD, src: release}
            parts: {later: {de: später, en: later}}
            """,
        ),
    ),
)
