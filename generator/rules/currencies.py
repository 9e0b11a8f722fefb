"""Amounts whose digits stand in two currencies, and pages that make a habit of it.

True conversions are rarely round: 60bn USD are 50.3bn EUR. Where the same digits stand in two currencies, somebody
changed the sign and not the number, unless the two are near parity; then nothing can be told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import NEAR_PARITY, KnownClaim, exclude, in_unit
from generator.content.indexes import indexes_of
from generator.rules.comparisons import Compared, ends, every_group, near, weaker
from generator.rules.facts import Facts, deals_naming
from generator.rules.worth import digits, is_conversion, is_one, is_worth, number, rate, shortened
from generator.text.money import CURRENCIES, UNKNOWN_CURRENCY
from generator.text.rates import Rates

HABIT = 2
"""From this many hits on, a page's other amounts are looked at too."""
ALIKE = ({"EUR", "CHF"}, {"USD", "CHF"}, {"USD", "CAD"}, {"CAD", "AUD", "SGD"}, {"NZD", "AUD", "SGD"}, {"NOK", "SEK"})
"""Currencies that were within a few per cent of each other at some time since 2008; without a day's rate equal digits
prove nothing there."""
TO_A_DIGIT = Decimal("0.1")
"""How far rounding to one digit may plausibly move a number, as a share: 3.25 is "about 3", 1.7 is not "about 2"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """The amounts of one deal that look relabelled; the habit of a page shows only in all deals that name it."""

    deal: str
    """The deal's id."""
    direct: tuple[SuspectClaim, ...]
    """Claims whose digits another claim prints in another currency."""
    pages: tuple[SuspectPage, ...]
    """The pages with a habit that print an amount of the deal, in the order in which they are met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectPage:
    """A page that prints other pages' digits in another currency, again and again."""

    source: str
    """The page's id."""
    currency: str
    """The currency in which the others print its digits: "USD"."""
    comparable: tuple[KnownClaim, ...]
    """Its claims that others print in `currency`, whether the digits are the same or not."""
    hits: tuple[SuspectClaim, ...]
    """Those among them that look relabelled."""
    conflicts: int
    """How many claims the comparable ones exclude as they stand."""
    conflicts_if_read: int
    """How many they would exclude if they were read in `currency`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectClaim:
    """A claim whose digits others print in another currency."""

    claim: KnownClaim
    """The likelier mistake; not a proven one."""
    against: tuple[KnownClaim, ...]
    """The claims in the other currency."""
    same_digits: bool
    """Whether the digits are the same; if not, only its page's habit speaks against the claim."""
    factor: Decimal | None
    """What one unit of the claim's currency was worth in theirs; None if no rate is known."""
    page: SuspectPage | None = None
    """The page that prints it, if that has made a habit of it."""


def all_amounts(facts: Facts, name: str) -> Iterator[Amounts]:
    """One row: what looks relabelled in a deal, by its own claims and by its pages' habits."""
    groups = tuple(every_group(facts, name))
    sources = dict.fromkeys(report.source for row in groups for claim in row.claims for report in claim.reports)
    pages = [page for source in sources if (page := facts.once(_page, "sources", source))]
    if len(pages) > 1:
        pages.sort(key=lambda page: _first_met(facts, page))
    yield Amounts(deal=name, direct=facts.once(_direct, "deals", name), pages=tuple(pages))


def suspect_claims(amounts: Amounts) -> tuple[SuspectClaim, ...]:
    """Claims that print digits which another claim of their group prints in another currency, one finding a claim.

    Of a page that does so twice, also the amounts that share one end of a range, or whose conflicts fall if they are
    read in the other currency.
    """
    hits = [(one, page) for page in amounts.pages for one in page.hits if one.claim.deal == amounts.deal]
    found = {one.claim.id: one for one, _ in hits} | {one.claim.id: one for one in amounts.direct}
    page_of = {one.claim.id: page for one, page in hits}
    return tuple(replace(one, page=page_of.get(name)) for name, one in found.items())


def suspect_pages(amounts: Amounts) -> tuple[SuspectPage, ...]:
    """Pages that print other pages' digits in another currency at least twice, the first time in this deal."""
    return tuple(page for page in amounts.pages if page.hits[0].claim.deal == amounts.deal)


def _direct(facts: Facts, deal: str) -> tuple[SuspectClaim, ...]:
    """The claims of a deal whose digits are the same; valuations are held against each other on any basis."""
    rates = facts.archive.rates
    figures: defaultdict[object, list[Compared]] = defaultdict(list)
    for row in every_group(facts, deal):
        for claim in row.claims[:1]:
            figures[claim.figure, row.group.scope, row.group.what].append(row)
    found: dict[str, SuspectClaim] = {}
    for rows in figures.values():
        claims = [claim for row in rows for claim in row.claims]
        pairs = [pair for pair in combinations(claims, 2) if _is_relabelled(*pair, rates)]
        explained = {claim.id for claim in claims if _is_explained(claim, claims, rates)} if pairs else set()
        for claim, other in _one_currency_first(rows, pairs, explained):
            before = found[claim.id].against if claim.id in found else ()
            factor = rate(claim, other, rates)
            found[claim.id] = SuspectClaim(claim=claim, against=(*before, other), same_digits=True, factor=factor)
    return tuple(found.values())


def _one_currency_first(
    rows: Sequence[Compared], pairs: Sequence[tuple[KnownClaim, KnownClaim]], explained: Container[str]
) -> Iterator[tuple[KnownClaim, KnownClaim]]:
    """The pairs with the likelier mistake first, which is in one currency for all claims of a figure: the one that most
    pairs speak against, the first of those where they are even. Otherwise both sides of one slip would be told.

    A claim whose digits are explained is no mistake; a pair of two such claims proves nothing.
    """
    told = [pair for pair in pairs if any(claim.id not in explained for claim in pair)]
    ranked = []
    for one, other in told:
        if one.id in explained or other.id in explained:
            ranked.append((other, one) if one.id in explained else (one, other))
        else:
            ranked.append(weaker(one, other, next(row.group for row in rows if one in row.claims)))
    votes = Counter((claim.value.unit, other.value.unit) for claim, other in ranked)
    for claim, other in ranked:
        first = _is_against((claim.value.unit, other.value.unit), votes) or other.id in explained
        yield (claim, other) if first else (other, claim)


def _is_against(units: tuple[str | None, str | None], votes: Counter[tuple[str | None, str | None]]) -> bool:
    """Whether more pairs speak against the first currency than against the second."""
    back = units[1], units[0]
    order = list(votes)
    return votes[units] > votes[back] or (votes[units] == votes[back] and order.index(units) < order.index(back))


def _is_explained(claim: KnownClaim, claims: Sequence[KnownClaim], rates: Rates) -> bool:
    """Whether a claim has its digits from elsewhere: it rounds a number in its own currency, or converts one to three
    digits or more."""
    a = number(claim)
    for other in claims:
        b = number(other)
        if not a or not b or other is claim:
            continue
        rounded = a != b and digits(b) > digits(a) and shortened(b, a) == a and near(a, b, TO_A_DIGIT)
        if other.value.unit == claim.value.unit and rounded:
            return True
        if other.value.unit != claim.value.unit and digits(a) > 2 and not near(a, b) and is_worth(claim, other, rates):
            return True
    return False


def _is_relabelled(one: KnownClaim, other: KnownClaim, rates: Rates) -> bool:
    """Whether two claims print one number in two currencies, and neither converted it.

    Without a rate the currencies must not be of those that were near parity at some time. One may have rounded the
    number besides, if the rate is further from parity than rounding reaches.
    """
    a, b = one.value, other.value
    known = {a.unit, b.unit} <= CURRENCIES - {UNKNOWN_CURRENCY}
    if a.low is None or b.low is None or a.unit == b.unit or not known or (a.high is None) != (b.high is None):
        return False
    pairs = ((a.low, b.low), (a.high or a.low, b.high or b.low))
    if not all(is_one(x, y) for x, y in pairs):
        return False
    factor = rate(one, other, rates)
    if not all(near(x, y) for x, y in pairs) and (not factor or _may_be_worth(pairs, factor)):
        return False
    if factor is None:
        return not any({a.unit, b.unit} <= alike for alike in ALIKE)
    rounded = "about" in (a.qualifier, b.qualifier) and is_worth(one, other, rates)
    return abs(factor - 1) >= NEAR_PARITY and not rounded


def _may_be_worth(pairs: Iterable[tuple[Decimal, Decimal]], factor: Decimal) -> bool:
    return abs(factor - 1) < 2 * NEAR_PARITY or any(is_conversion(x, y, factor) for x, y in pairs)


def _first_met(facts: Facts, page: SuspectPage) -> tuple[tuple[str, ...], int, int]:
    """Where a page's habit is met first: the place of the deal, of the claim among the deal's, of the page's report."""
    first = page.hits[0].claim
    claims = [one.claim.id for one in facts.once(_direct, "deals", first.deal)]
    pages = [report.source for report in first.reports]
    return indexes_of(facts.archive).order[first.deal], claims.index(first.id), pages.index(page.source)


def _page(facts: Facts, source: str) -> SuspectPage | None:
    """A page with a habit, if it has one."""
    deals = facts.index(deals_naming).get(source, ())
    direct = [
        suspect
        for deal in deals
        for suspect in facts.once(_direct, "deals", deal)
        for report in suspect.claim.reports
        if report.source == source
    ]
    groups = [row for deal in deals for row in every_group(facts, deal)] if len(direct) >= HABIT else []
    return _swap_test(source, direct, groups, facts.archive.rates) if groups else None


def _swap_test(source: str, direct: Sequence[SuspectClaim], groups: Sequence[Compared], rates: Rates) -> SuspectPage:
    """All of a page's amounts read in the currency in which others print its digits."""
    currency = Counter(other.value.unit or "" for one in direct for other in one.against).most_common(1)[0][0]
    comparable, hits, before, after = [], list(direct), 0, 0
    for row in groups:
        for claim in row.claims:
            rivals = [other for other in row.claims if other.value.unit == currency]
            factor = _factor(claim, rivals)
            printed = any(report.source == source for report in claim.reports)
            if not printed or factor is None or claim.value.unit in (currency, UNKNOWN_CURRENCY):
                continue
            comparable.append(claim)
            now, then = _conflicts(claim, _swapped(claim, currency, row, rates), row)
            before, after = before + len(now), after + len(then)
            healed = [other for other in now if other not in then]
            against = [other for other in rivals if other in healed or _shares_an_end(claim, other)]
            if against and not any(one.claim is claim for one in direct):
                hits.append(SuspectClaim(claim=claim, against=tuple(against), same_digits=False, factor=factor))
    return SuspectPage(
        source=source,
        currency=currency,
        comparable=tuple(comparable),
        hits=tuple(hits),
        conflicts=before,
        conflicts_if_read=after,
    )


def _swapped(claim: KnownClaim, currency: str, row: Compared, rates: Rates) -> KnownClaim:
    """The claim as if its page had meant `currency`."""
    value = replace(claim.value, unit=currency)
    compared, conversion = in_unit(value, row.group.unit, claim.known, rates)
    record = claim.record.model_copy(update={"value": value})
    return replace(claim, record=record, compared=compared, conversion=conversion)


def _conflicts(claim: KnownClaim, swapped: KnownClaim, row: Compared) -> tuple[list[KnownClaim], list[KnownClaim]]:
    """The claims of the group that exclude the claim as it stands, and those that exclude it swapped."""
    others = [other for other in row.claims if other is not claim]
    now, then = ([other for other in others if exclude(one, other)] for one in (claim, swapped))
    return now, then


def _shares_an_end(claim: KnownClaim, other: KnownClaim) -> bool:
    """Whether a range has one of its ends in common with the other's number."""
    return claim.value.qualifier == "range" and any(near(x, y) for x in ends(claim.value) for y in ends(other.value))


def _factor(claim: KnownClaim, others: Sequence[KnownClaim]) -> Decimal | None:
    """What one unit of the claim's currency was worth in the others'; None without a rate, and near parity."""
    for other in others:
        if claim.conversion and claim.conversion.target == other.value.unit:
            factor = claim.conversion.factor
        elif other.conversion and other.conversion.target == claim.value.unit:
            factor = 1 / other.conversion.factor
        elif claim.conversion and other.conversion:
            factor = claim.conversion.factor / other.conversion.factor
        else:
            continue
        if abs(factor - 1) >= NEAR_PARITY:
            return factor
    return None
