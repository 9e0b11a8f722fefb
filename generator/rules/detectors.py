"""Rules that tell an editor where claims do not fit. All are warnings: an editor decides, by a flag or an `ignore`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal

from generator.analysis import findings, lookup
from generator.analysis.figures import KnownClaim
from generator.analysis.findings import BoundTurned, CurrencySuspect, Finding, Overdue, SourceSuspect
from generator.rules.facts import Facts
from generator.text import markup
from generator.text.money import Quantity
from generator.text.problems import Problem


def currencies_are_likely(facts: Facts) -> Iterator[Problem]:
    """A number stands in one currency: the same digits in two are a sign that was changed without converting.

    Near parity nothing can be told, and nothing is said. A page that does it twice is named as well, with what becomes
    of its conflicts if its amounts are read in the other currency.
    """
    for found in findings.suspect_claims(facts.today, facts.archive.rates):
        hint = "if you agree: flag: currency_suspect, and confirmed: {by: <author>, date: <day>} to tell readers"
        yield _at_claim(facts, "currency-suspect", found, _currency_message(found), hint)
    for page in findings.suspect_sources(facts.today, facts.archive.rates):
        at = facts.archive.at("sources", page.source)
        hint = f"look at the page again; if it means {page.currency}, flag its claims with currency_suspect"
        yield Problem(at, "currency-suspect", _page_message(page), hint, "warning")


def numbers_are_as_reported(facts: Facts) -> Iterator[Problem]:
    """A page that converts an amount repeats it and adds nothing: the number in its first currency is the report."""
    for found in findings.converted_numbers(facts.today):
        original = found.against[0]
        worth = _about(found.worth, original.value.unit)
        message = f"is {worth} at the day's rate, that is {_named(original)} of the same origin, converted"
        hint = f"quote '{original.id}'; leave this claim out, or ignore it with the reason"
        yield _at_claim(facts, "converted-by-relay", found, message, hint)


def bounds_are_not_turned(facts: Facts) -> Iterator[Problem]:
    """A page that passes on "up to 50" does not say "at least 50"."""
    hint = "read both pages again; if you agree: flag: bound_flipped, and confirmed: {by: <author>, date: <day>}"
    for found in findings.turned_bounds(facts.today):
        yield _at_claim(facts, "bound-flipped", found, _bound_message(found, "the bound is turned round"), hint)


def bounds_are_not_hardened(facts: Facts) -> Iterator[Problem]:
    """A page that passes on "under 10" does not say "10"."""
    hint = "read both pages again; correct the value, or ignore it with the reason if the page does print it so"
    for found in findings.hardened_bounds(facts.today):
        yield _at_claim(facts, "bound-hardened", found, _bound_message(found, "the bound is lost"), hint)


def parts_fit_the_whole(facts: Facts) -> Iterator[Problem]:
    """Disjoint parts are together at most the whole, even if every claim is read as kindly as it can be.

    Passes: 60 for three of the investors and 100 for the round. Fails: 50, 30 and 40 in a round of 100.
    """
    for found in findings.exceeding_parts(facts.today, facts.archive):
        parts = ", ".join(_named(part) for part in found.against)
        message = f"is less than its parts, which come to at least {_exactly(found.parts, found.unit)}: {parts}"
        hint = "is a part counted twice, of another scope, or the whole out of date?"
        yield _at_claim(facts, "scope-contradiction", found, message, hint)


def valuations_have_their_basis(facts: Facts) -> Iterator[Problem]:
    """Where two valuations of a deal are apart by its amount, the smaller is before the money and the larger after it."""
    pages = findings.suspect_sources(facts.today, facts.archive.rates)
    mistrusted = [one.claim for page in pages for one in page.hits]
    for found in findings.basis_mismatches(facts.today, facts.archive, mistrusted):
        other, new = found.against
        if found.wrong:
            label = found.claim.record.basis
            message = f"is labelled {label}, but differs from {_named(other)} by the new money, {_named(new)}"
            hint = f"read the page again; it looks like basis: {found.expected}"
        else:
            message = f"and {_named(other)} are apart by the new money, {_named(new)}, and neither says on which basis"
            hint = f"if a page says so: basis: pre_money for '{found.claim.id}', basis: post_money for '{other.id}'"
        yield _at_claim(facts, "basis-mismatch", found, message, hint)


def scales_agree(facts: Facts) -> Iterator[Problem]:
    """The same digits a thousand times larger are a slip of "Mio.", "Mrd.", "billion" or "Billion"."""
    for found in findings.scale_slips(facts.today):
        message = f"has the digits of {_named(found.against[0])}, {found.times:f} times apart"
        yield _at_claim(facts, "scale-slip", found, message, "correct it, or if the page prints it so: flag: typo")


def amounts_are_not_valuations(facts: Facts) -> Iterator[Problem]:
    """What is raised is less than what the company is worth: an amount that equals its valuation is one of the two."""
    for found in findings.valuations_as_raise(facts.today, facts.archive):
        other = found.against[0]
        message = f"is as much as {_named(other)}, a valuation in '{other.deal}'"
        hint = "is it what was raised, or what the company is worth? move the claim, or ignore it with the reason"
        yield _at_claim(facts, "valuation-as-raise", found, message, hint)


def issues_have_two_origins(facts: Facts) -> Iterator[Problem]:
    """An amount or valuation of 100 million or more that an issue prints as agreed has two origins, or a party's word.

    Deals that nobody has announced are left out: talks are told by one source more often than not.
    """
    for found in findings.single_origins(facts.today, facts.archive, set(_printed(facts))):
        stated = [origin for origin in found.claim.origins if origin != "unstated"]
        rests = f"one origin, '{stated[0]}'" if stated else "pages that do not state their origin"
        hint = "find a second report or the party's own word; or say in the text who says it, and ignore this"
        yield _at_claim(facts, "single-origin", found, f"is printed in an issue and rests on {rests}", hint)


def figures_have_more_than_mirrors(facts: Facts) -> Iterator[Problem]:
    """A figure rests on at least one page that is not a copy."""
    for found in findings.mirrors_only(facts.today, facts.archive):
        pages = ", ".join(f"'{report.source}'" for report in found.claim.reports)
        hint = "add the page it copies, or another that prints the number"
        yield _at_claim(facts, "mirror-only", found, f"is known from mirror sites alone: {pages}", hint)


def relays_are_younger(facts: Facts) -> Iterator[Problem]:
    """A page cannot pass on what its origin had not yet printed."""
    for found in findings.early_relays(facts.today, facts.archive):
        relay, first = found.relay, found.first
        message = f"stands on {relay.day} in '{relay.source}', which cites '{relay.origins[-1]}', whose page '{first.source}' is of {first.day}"
        hint = "correct a date or the via, or add the earlier page of the origin"
        yield _at_claim(facts, "relay-older-than-origin", found, message, hint)


def citations_do_not_circle(facts: Facts) -> Iterator[Problem]:
    """Somebody said it first: pages that cite each other in a circle are no origin."""
    for found in findings.citation_loops(facts.today, facts.archive):
        circle = " cites ".join(f"'{name}'" for name in (*found.publishers, found.publishers[0]))
        hint = "correct the via of one of the sources; if all are right, the number has no origin"
        yield _at_claim(facts, "relay-loop", found, f"goes round in a circle: {circle}", hint)


def deals_have_news(facts: Facts) -> Iterator[Problem]:
    """A deal in talks has news within 90 days, and what was expected by a day has happened by then or not."""
    for found in findings.stale_talks(facts.today):
        message = f"'in_talks' is {found.days} days old, the last news is of {found.since}"
        yield _overdue(facts, found, message, "did it come about? add a status: signed, lapsed, cancelled, …")
    for found in findings.overdue_expectations(facts.today):
        message = f"'{found.what}' was expected by {found.since}, {found.days} days ago, and the deal is still '{found.state or 'without a status'}'"
        yield _overdue(facts, found, message, "did it happen? add the status, or the new date that is expected")


def organisations_stand_once(facts: Facts) -> Iterator[Problem]:
    """An organisation has one record: the same name but for legal form and case, domain or register number is one."""
    for found in findings.organisation_twins(facts.archive.organisations):
        at = facts.archive.at("organisations", found.organisation)
        message = f"'{found.organisation}' may be '{found.like}': the {found.shared} '{found.value}' is the same"
        yield Problem(at, "near-duplicate", message, "keep one, with the other name under aliases", "warning")


def deals_stand_once(facts: Facts) -> Iterator[Problem]:
    """A deal has one record: two of one subject and kind within 30 days and of similar size are one, or are related."""
    for found in findings.deal_twins(facts.today):
        at = facts.archive.at("deals", found.deal)
        sizes = " and ".join(str(claim.value) for claim in reversed(found.amounts))
        message = f"'{found.deal}' may be '{found.like}': same subject and kind, within 30 days, {sizes}"
        yield Problem(at, "duplicate-deal", message, "merge them, or add the relation between them", "warning")


def sources_stand_once(facts: Facts) -> Iterator[Problem]:
    """A page is one source: the same address but for trackers, a slash, www or a fragment is one."""
    for found in findings.source_twins(facts.archive.sources):
        at = facts.archive.at("sources", found.source, "url")
        message = f"'{found.source}' is '{found.like}': both are {found.address}"
        yield Problem(at, "same-source-twice", message, f"use '{found.like}' and delete this one", "warning")


def _printed(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Deal, figure and claim of every number that an issue's texts print, and of the amount of its lead."""
    for text in facts.texts():
        for reference in markup.references(text.prose.text) if text.issue else ():
            found = lookup.find(facts.knowledge(text), reference)
            if isinstance(found, lookup.Found):
                yield found.claim.deal, found.claim.figure, found.claim.id
    for name, issue in facts.archive.issues.items():
        figure = facts.then[name].figure(issue.lead, "amount") if issue.lead else None
        if figure and figure.shown:
            yield figure.deal, figure.path, figure.shown.id


def _at_claim(facts: Facts, code: str, found: Finding, message: str, hint: str) -> Problem:
    at = facts.archive.at("deals", found.claim.deal, *found.claim.way)
    return Problem(at, code, f"{_named(found.claim)} {message}", hint, "warning")


def _overdue(facts: Facts, found: Overdue, message: str, hint: str) -> Problem:
    return Problem(facts.archive.at("deals", found.deal, *found.way), "stale-status", message, hint, "warning")


def _currency_message(found: CurrencySuspect) -> str:
    others = _some(found.against)
    rate = f"1 {found.claim.value.unit} was {_short(found.factor)} {found.against[0].value.unit}"
    own = f"prints the digits of {others}" if found.same_digits else f"fits {others} only without converting"
    return f"{own}, but {rate}" + (f"; {_page_message(found.page)}" if found.page else "")


def _page_message(page: SourceSuspect) -> str:
    hits = f"{len(page.hits)} of {len(page.comparable)} comparable amounts of '{page.source}'"
    swap = f"read in {page.currency}, their conflicts go from {page.conflicts} to {page.conflicts_if_read}"
    return f"{hits} look like {page.currency} with another sign; {swap}"


def _bound_message(found: BoundTurned, what: str) -> str:
    nearer = found.against[0]
    return f"goes back to '{found.origin}', which '{nearer.source}' gives as {_named(nearer)}: {what}"


def _named(claim: KnownClaim) -> str:
    return f"'{claim.id}' ({claim.value})"


def _some(claims: Iterable[KnownClaim]) -> str:
    names = [_named(claim) for claim in claims]
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _about(number: Decimal, unit: str | None) -> str:
    return str(Quantity("about", Context(prec=3).create_decimal(number), None, unit))


def _exactly(number: Decimal, unit: str | None) -> str:
    return str(Quantity("exact", Context(prec=4).create_decimal(number).normalize(), None, unit))


def _short(factor: Decimal) -> str:
    return f"{Context(prec=4).create_decimal(factor):f}"
