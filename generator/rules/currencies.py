"""Amounts whose digits stand in two currencies, and pages that make a habit of it.

True conversions are rarely round: 60bn USD are 50.3bn EUR. Where the same digits stand in two currencies, somebody
changed the sign and not the number, unless the two are near parity; then nothing can be told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import NEAR_PARITY, KnownClaim, exclude, in_unit
from generator.rules.comparisons import Compared, ends, every_group, near, weaker
from generator.rules.facts import Facts
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
Key = tuple[str, str]
"""A claim by its deal and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """All amounts that are known today; the habit of a page shows only in all of them together."""

    groups: tuple[Compared, ...]
    """Every group of comparable claims."""
    rates: Rates
    """The exchange rates by day."""


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


def all_amounts(facts: Facts) -> Iterator[Amounts]:
    """One row: everything that is known today."""
    yield Amounts(groups=tuple(every_group(facts)), rates=facts.archive.rates)


def suspect_claims(amounts: Amounts) -> tuple[SuspectClaim, ...]:
    """Claims that print digits which another claim of their group prints in another currency, one finding a claim.

    Of a page that does so twice, also the amounts that share one end of a range, or whose conflicts fall if they are
    read in the other currency.
    """
    direct = _direct(amounts)
    pages = _pages(amounts, direct)
    found = {(one.claim.deal, one.claim.id): one for page in pages for one in page.hits} | direct
    page_of = {(one.claim.deal, one.claim.id): page for page in pages for one in page.hits}
    return tuple(replace(one, page=page_of.get(key)) for key, one in found.items())


def suspect_pages(amounts: Amounts) -> tuple[SuspectPage, ...]:
    """Pages that print other pages' digits in another currency at least twice."""
    return _pages(amounts, _direct(amounts))


def _direct(amounts: Amounts) -> dict[Key, SuspectClaim]:
    """The claims whose digits are the same, by deal and id; valuations are held against each other on any basis."""
    figures: defaultdict[object, list[Compared]] = defaultdict(list)
    for row in amounts.groups:
        for claim in row.claims[:1]:
            figures[claim.deal, claim.figure, row.group.scope, row.group.what].append(row)
    found: dict[Key, SuspectClaim] = {}
    for rows in figures.values():
        claims = [claim for row in rows for claim in row.claims]
        explained = {claim.id for claim in claims if _is_explained(claim, claims, amounts.rates)}
        pairs = [pair for pair in combinations(claims, 2) if _is_relabelled(*pair, amounts.rates)]
        for claim, other in _one_currency_first(rows, pairs, explained):
            key = claim.deal, claim.id
            before = found[key].against if key in found else ()
            factor = rate(claim, other, amounts.rates)
            found[key] = SuspectClaim(claim=claim, against=(*before, other), same_digits=True, factor=factor)
    return found


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


def _pages(amounts: Amounts, direct: Mapping[Key, SuspectClaim]) -> tuple[SuspectPage, ...]:
    by_source: defaultdict[str, list[SuspectClaim]] = defaultdict(list)
    for suspect in direct.values():
        for report in suspect.claim.reports:
            by_source[report.source].append(suspect)
    return tuple(_page(amounts, *found) for found in by_source.items() if len(found[1]) >= HABIT)


def _page(amounts: Amounts, source: str, direct: Sequence[SuspectClaim]) -> SuspectPage:
    """The swap test: all of a page's amounts read in the currency in which others print its digits."""
    currency = Counter(other.value.unit or "" for one in direct for other in one.against).most_common(1)[0][0]
    comparable, hits, before, after = [], list(direct), 0, 0
    for row in amounts.groups:
        for claim in row.claims:
            rivals = [other for other in row.claims if other.value.unit == currency]
            factor = _factor(claim, rivals)
            printed = any(report.source == source for report in claim.reports)
            if not printed or factor is None or claim.value.unit in (currency, UNKNOWN_CURRENCY):
                continue
            comparable.append(claim)
            now, then = _conflicts(claim, _swapped(claim, currency, row, amounts.rates), row)
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
