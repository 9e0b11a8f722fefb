"""Numbers in the wrong currency, and numbers that a page converted itself.

True conversions are rarely round: 60bn USD are 50.3bn EUR. Where the same digits stand in two currencies, somebody
changed the sign and not the number, unless the two are near parity; then nothing can be told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from generator.analysis.figures import NEAR_PARITY, KnownClaim, exclude, in_unit, same_digits
from generator.analysis.findings.finding import Finding, ends, groups, near, point, weaker
from generator.analysis.knowledge import Knowledge
from generator.analysis.origins import UNSTATED
from generator.text.money import UNKNOWN_CURRENCY
from generator.text.rates import Rates

CONVERTED = Decimal("0.015")
"""Pages round what they convert, and take the rate of another day."""
HABIT = 2
"""From this many hits on, a page's other amounts are looked at too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSuspect:
    """A page of whose `comparable` amounts `hits` print digits that others give in `currency`. Read in that currency,
    the `conflicts` of its amounts become `conflicts_if_read`."""

    source: str
    currency: str
    comparable: tuple[KnownClaim, ...]
    hits: tuple[CurrencySuspect, ...]
    conflicts: int
    conflicts_if_read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencySuspect(Finding):
    """A claim whose digits `against` print in another currency; `factor` is what one unit of the claim's currency was worth in theirs.

    `same_digits` False: only its page's habit speaks against it, `page` tells of that.
    """

    same_digits: bool
    factor: Decimal
    page: SourceSuspect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted(Finding):
    """A number that is another claim's, converted at the day's rate; `worth` is what it comes to in that one's currency."""

    worth: Decimal


def suspect_claims(knowledge: Knowledge, rates: Rates) -> tuple[CurrencySuspect, ...]:
    """Claims that print digits which another claim of their group prints in another currency, one finding a claim.

    Of a page that does so twice, also the amounts that share one end of a range, or whose conflicts fall if they are
    read in the other currency.
    """
    direct = _direct(knowledge)
    pages = _pages(knowledge, rates, direct)
    found = {(one.claim.deal, one.claim.id): one for page in pages for one in page.hits} | direct
    page_of = {(one.claim.deal, one.claim.id): page for page in pages for one in page.hits}
    return tuple(replace(one, page=page_of.get(key)) for key, one in found.items())


def suspect_sources(knowledge: Knowledge, rates: Rates) -> tuple[SourceSuspect, ...]:
    """Pages that print other pages' digits in another currency at least twice."""
    return _pages(knowledge, rates, _direct(knowledge))


def converted_numbers(knowledge: Knowledge) -> Iterator[Converted]:
    """Claims in a currency that the subject does not report in, whose worth is that of a claim of the same origin.

    A number that was known before the other one is no conversion of it.
    """
    for group, claims in groups(knowledge):
        foreign = [claim for claim in claims if claim.conversion and point(claim) is not None]
        for claim in foreign:
            worth = point(claim)
            for original in claims:
                number = point(original)
                shared = set(claim.origins) & set(original.origins) - {UNSTATED}
                earlier = claim.known and original.known and claim.known < original.known
                if original.value.unit != group.unit or worth is None or number is None or not shared or earlier:
                    continue
                if near(worth, number, CONVERTED) and not same_digits(claim, original):
                    yield Converted(claim=claim, against=(original,), worth=worth)
                    break


def _direct(knowledge: Knowledge) -> dict[tuple[str, str], CurrencySuspect]:
    found: dict[tuple[str, str], CurrencySuspect] = {}
    for group, claims in groups(knowledge):
        for pair in combinations(claims, 2):
            if not same_digits(*pair):
                continue
            claim, other = weaker(*pair, group)
            key = claim.deal, claim.id
            before = found[key].against if key in found else ()
            factor = _factor(claim, [other])
            assert factor is not None  # same_digits compared by it
            found[key] = CurrencySuspect(claim=claim, against=(*before, other), same_digits=True, factor=factor)
    return found


def _pages(
    knowledge: Knowledge, rates: Rates, direct: Mapping[tuple[str, str], CurrencySuspect]
) -> tuple[SourceSuspect, ...]:
    by_source: defaultdict[str, list[CurrencySuspect]] = defaultdict(list)
    for suspect in direct.values():
        for report in suspect.claim.reports:
            by_source[report.source].append(suspect)
    return tuple(_page(knowledge, rates, *found) for found in by_source.items() if len(found[1]) >= HABIT)


def _page(knowledge: Knowledge, rates: Rates, source: str, direct: Sequence[CurrencySuspect]) -> SourceSuspect:
    """The swap test: all of a page's amounts read in the currency in which others print its digits."""
    currency = Counter(other.value.unit or "" for one in direct for other in one.against).most_common(1)[0][0]
    comparable, hits, before, after = [], list(direct), 0, 0
    for group, claims in groups(knowledge):
        for claim in claims:
            rivals = [other for other in claims if other.value.unit == currency]
            factor = _factor(claim, rivals)
            printed = any(report.source == source for report in claim.reports)
            if not printed or factor is None or claim.value.unit in (currency, UNKNOWN_CURRENCY):
                continue
            comparable.append(claim)
            compared, conversion = in_unit(replace(claim.value, unit=currency), group.unit, claim.known, rates)
            swapped = replace(claim, compared=compared, conversion=conversion)
            others = [other for other in claims if other is not claim]
            now, then = ([other for other in others if exclude(one, other)] for one in (claim, swapped))
            before, after = before + len(now), after + len(then)
            healed = [other for other in now if other not in then]
            against = [other for other in rivals if other in healed or _shares_an_end(claim, other)]
            if against and not any(one.claim is claim for one in direct):
                hits.append(CurrencySuspect(claim=claim, against=tuple(against), same_digits=False, factor=factor))
    return SourceSuspect(
        source=source,
        currency=currency,
        comparable=tuple(comparable),
        hits=tuple(hits),
        conflicts=before,
        conflicts_if_read=after,
    )


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
