"""Rules about figures and their claims."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.records.base import per_language
from generator.content.records.deal import Deal
from generator.content.records.figure import SCOPES, Claim, Figure
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text import markup
from generator.text.money import UNKNOWN_CURRENCY
from generator.text.problems import Problem, did_you_mean

Way = tuple[str | int, ...]
MOST_WORDS = 20
"""How many words a claim may quote: enough for a number and what it is of."""


@rule("claim-without-id", "duplicate-id", each="deals")
def claims_have_ids(facts: Facts, name: str) -> Iterator[Problem]:
    """Where a figure has several claims, each has an id, and an id stands once in a deal."""
    deal = facts.archive.deals[name]
    seen: set[str] = set()
    for figure, claim, way in _claims(deal):
        if claim.id is None:
            if len(figure.claims) > 1:
                at = facts.archive.at("deals", name, *way)
                message = "expected an id, because there are several claims"
                yield Problem(at, "claim-without-id", message, "write id: some-name")
        elif claim.id in seen:
            at = facts.archive.at("deals", name, *way)
            yield Problem(at, "duplicate-id", f"the claim '{claim.id}' stands twice in this deal")
        else:
            seen.add(claim.id)


@rule("claim-without-source", each="deals")
def claims_have_sources(facts: Facts, name: str) -> Iterator[Problem]:
    """Every claim names its source, or the deal names one for all: a number without a source is not published."""
    deal = facts.archive.deals[name]
    for _, claim, way in _claims(deal):
        if not claim.src and not deal.src:
            yield Problem(
                facts.archive.at("deals", name, *way),
                "claim-without-source",
                f"'{claim.value}' has no source",
                "write src: <source>, here or once for the deal",
            )


@rule("unknown-reference", each="deals")
def chosen_claim_exists(facts: Facts, name: str) -> Iterator[Problem]:
    """`use` names a claim of its figure."""
    deal = facts.archive.deals[name]
    for place in deal.figures():
        names = [claim.id for claim in place.record.claims if claim.id]
        if place.record.use and place.record.use not in names:
            at = facts.archive.at("deals", name, *place.way, "use")
            yield Problem(
                at,
                "unknown-reference",
                f"this figure has no claim '{place.record.use}'",
                did_you_mean(place.record.use, names),
            )


@rule("part-without-name", "unknown-reference", each="deals")
def parts_are_named(facts: Facts, name: str) -> Iterator[Problem]:
    """A part, a previous, recurring or related amount says of what (`what`); the deal's `parts` has words for it."""
    deal = facts.archive.deals[name]
    for _, claim, way in _claims(deal):
        if SCOPES[claim.scope].of_what and claim.what is None:
            yield Problem(
                facts.archive.at("deals", name, *way),
                "part-without-name",
                f"a claim of scope '{claim.scope}' says of what",
                "write what: <key of the deal's parts>",
            )
        elif claim.what and claim.what not in deal.parts:
            at = facts.archive.at("deals", name, *way, "what")
            words = per_language(facts.archive.publication.languages)
            hint = did_you_mean(claim.what, deal.parts) or f"add it: parts: {{{claim.what}: {words}}}"
            yield Problem(at, "unknown-reference", f"the deal's parts have no '{claim.what}'", hint)


@rule("stake-in-itself", each="deals")
def stakes_are_in_somebody_else(facts: Facts, name: str) -> Iterator[Problem]:
    """A participant's stake is in the deal's subject, or in another company that `in` names; never in itself."""
    deal = facts.archive.deals[name]
    for index, part in enumerate(deal.participants):
        if part.in_ == part.org:
            at = facts.archive.at("deals", name, "participants", index, "in")
            message = f"'{part.org}' cannot have a stake in itself"
            hint = "`in` names the company whose shares these are; leave it out for the deal's subject"
            yield Problem(at, "stake-in-itself", message, hint)


@rule("printed-words", each="deals")
def printed_words_are_plain(facts: Facts, name: str) -> Iterator[Problem]:
    """The words that a claim quotes from its page are at most 20, on one line, without marks of Markdown or HTML."""
    deal = facts.archive.deals[name]
    for _, claim, way in _claims(deal):
        words = claim.printed
        if words is None:
            continue
        at = facts.archive.at("deals", name, *way, "printed")
        if len(words.split()) > MOST_WORDS:
            message = f"expected at most {MOST_WORDS} words, found {len(words.split())}"
            yield Problem(at, "printed-words", message, "keep the words around the number: 'up to $50 billion'")
        elif markup.marks_in(words) or "\n" in words.strip():
            message = "expected plain words on one line, as the page prints them"
            yield Problem(at, "printed-words", message, "leave out marks such as ** or [[…]], and tags")


@rule("rate-missing", each="deals")
def rates_are_there(facts: Facts, name: str) -> Iterator[Problem]:
    """A dated claim in another currency can be converted: `rates/ecb.csv` has a rate at most five days older."""
    deal = facts.today.deals[name]
    currency = facts.archive.currency_of(deal.record.subject)
    for figure in deal.figures.values():
        for claim in figure.claims if figure.deal == name else ():
            unit = claim.value.unit
            money = unit is not None and len(unit) == 3 and unit != UNKNOWN_CURRENCY
            if money and unit != currency and claim.known and claim.conversion is None:
                yield Problem(
                    facts.archive.at("deals", name, *claim.way, "value"),
                    "rate-missing",
                    f"no rate from {unit} to {currency} for {claim.known}",
                    "add the European Central Bank's rate to rates/ecb.csv",
                )


@rule("amount-twice", each="deals")
def amount_stands_once(facts: Facts, name: str) -> Iterator[Problem]:
    """A participant's amount is written here or is another deal's (`deal`): not both, and not this deal's own."""
    deal = facts.archive.deals[name]
    for index, part in enumerate(deal.participants):
        if not part.deal:
            continue
        if part.amount:
            at = facts.archive.at("deals", name, "participants", index, "deal")
            yield Problem(
                at, "amount-twice", f"'{part.org}' has an amount and a deal", f"keep the claims in '{part.deal}'"
            )
        if part.deal == name:
            at = facts.archive.at("deals", name, "participants", index, "deal")
            yield Problem(at, "amount-twice", "a participant's deal is another deal than this one")


@rule("duplicate-id", each="deals")
def figures_have_one_place(facts: Facts, name: str) -> Iterator[Problem]:
    """A figure's address stands once in a deal: an organisation has one amount, a subtotal a name of its own."""
    deal = facts.archive.deals[name]
    seen = {"amount", "valuation", "capacity"}
    for place in deal.figures():
        if place.path in seen and len(place.way) == 1:
            continue
        # A subtotal's address is its id, which is where the mistake is.
        way = (*place.way[:-1], "id") if place.way[0] == "subtotals" else place.way
        if place.path in seen:
            at = facts.archive.at("deals", name, *way)
            yield Problem(
                at, "duplicate-id", f"this deal has a figure '{place.path}' already", "put the claims together"
            )
        if place.path is not None:
            seen.add(place.path)


def _claims(deal: Deal) -> Iterator[tuple[Figure, Claim, Way]]:
    """Every claim of a deal, with its figure and the way to it in the deal's file."""
    for place in deal.figures():
        for index, claim in enumerate(place.record.claims):
            yield place.record, claim, (*place.way, "claims", index)
