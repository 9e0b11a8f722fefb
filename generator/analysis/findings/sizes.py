"""Numbers that do not add up: parts above the whole, before and after the money, a thousandfold, the wrong figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, product

from generator.analysis.figures import WHOLE_SCOPES, KnownClaim, KnownFigure
from generator.analysis.findings.finding import Finding, figures, groups, near, point, unflagged, weaker
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.archive import Archive
from generator.content.records.figure import Basis, Scope

ROUNDED = Decimal("0.01")
CONVERTED = Decimal("0.02")
"""Pages round before they convert, so that a step between two currencies fits less well."""
SLIPS = (Decimal(1000), Decimal(1000000))
"""German "Billion" is 10¹², English "billion" 10⁹; "Mrd." and "Mio." are one letter apart."""
ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsExceed(Finding):
    """The most that is claimed for a whole, `claim`, is less than what its parts, `against`, come to at least."""

    parts: Decimal
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisMismatch(Finding):
    """`claim` plus the new money, the second of `against`, is the first of `against`: a valuation before the money and one after it.
    Its labels say otherwise, or neither has one."""

    expected: Basis
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSlip(Finding):
    """The same digits, `times` larger or smaller."""

    times: Decimal


def exceeding_parts(knowledge: Knowledge, archive: Archive) -> Iterator[PartsExceed]:
    """Wholes whose disjoint parts are larger, even if every claim is read as kindly as possible.

    Disjoint are the organisations that pay, the parts of one figure, and a subtotal's members. A part of parts is
    left out where others add up to it. Some of the parts together may always be less than the whole.
    """
    for deal in knowledge.deals.values():
        for scope in WHOLE_SCOPES:
            payers = _payers(deal, archive)
            yield from _exceeding(deal.figures.get("amount"), _lowest(payers.values(), scope), scope)
            for subtotal in deal.record.subtotals:
                figure = deal.figures.get(subtotal.id)
                members = [payers[name] for name in subtotal.of if name in payers]
                yield from _exceeding(figure, _lowest(members, scope), scope)
                yield from _exceeding(deal.figures.get("amount"), _lowest([figure] if figure else [], scope), scope)
    for figure in figures(knowledge):
        parts = [
            min(unflagged(group.claims), key=_low, default=None)
            for group in figure.groups
            if group.scope == "part" and group.basis is None
        ]
        yield from _exceeding(figure, _without_sums([part for part in parts if part]), "headline")


def basis_mismatches(
    knowledge: Knowledge, archive: Archive, mistrusted: Collection[KnownClaim] = ()
) -> Iterator[BasisMismatch]:
    """Two valuations of a deal that are apart by its amount and are not labelled pre-money and post-money.

    Reported if a label is wrong, or if neither has one and no other claim labels both numbers. Only new shares count:
    a secondary sale or a loan leaves the valuation as it is. What is `mistrusted` proves nothing.
    """
    for deal in knowledge.deals.values():
        term = archive.vocabulary.deal.get(deal.record.kind)
        figure, amount = deal.figures.get("valuation"), deal.figures.get("amount")
        if not figure or not amount or not term or term.moves != "equity" or deal.record.share_type == "secondary":
            continue
        valued, paid = (
            [c for c in _points(one) if c.record.scope in (*WHOLE_SCOPES, "part") and c not in mistrusted]
            for one in (figure, amount)
        )
        for before in valued:
            fitting = [(after, new) for after, new in product(valued, paid) if _fits(before, after, new)]
            ranked = sorted(fitting, key=lambda pair: _doubt(before, *pair))
            found = next((one for pair in ranked if (one := _mislabelled(before, *pair, valued))), None)
            if found:
                yield found


def scale_slips(knowledge: Knowledge) -> Iterator[ScaleSlip]:
    """Claims that print another claim's digits a thousand or a million times larger or smaller."""
    for group, claims in groups(knowledge):
        for pair in combinations(claims, 2):
            claim, other = weaker(*pair, group)
            if claim.value.low and other.value.low and claim.value.unit == other.value.unit:
                larger, smaller = sorted((claim.value.low, other.value.low), reverse=True)
                times = next((slip for slip in SLIPS if near(larger, smaller * slip)), None)
                if times:
                    yield ScaleSlip(claim=claim, against=(other,), times=times)


def valuations_as_raise(knowledge: Knowledge, archive: Archive) -> Iterator[Finding]:
    """Amounts raised that are a valuation of the same organisation.

    In the same deal, or in another one within a year if this one has no valuation of its own that is larger.
    """
    valued: dict[str, list[KnownClaim]] = {}
    for deal in knowledge.deals.values():
        figure = deal.figures.get("valuation")
        valued.setdefault(deal.record.subject, []).extend(_points(figure) if figure else ())
    for deal in knowledge.deals.values():
        term = archive.vocabulary.deal.get(deal.record.kind)
        figure = deal.figures.get("amount")
        # Who buys a company pays what it is worth; only new money is less than that.
        if not figure or not term or term.moves != "equity" or deal.record.kind in ("acquisition", "merger"):
            continue
        for claim in _points(figure):
            if claim.record.scope not in WHOLE_SCOPES:
                continue
            own = [other for other in valued[deal.record.subject] if other.deal == deal.id]
            larger = any((point(other) or 0) > 2 * (point(claim) or 0) for other in own)
            for other in valued[deal.record.subject]:
                close = other.deal == deal.id or (not larger and _within_a_year(claim, other))
                if close and near(point(claim) or Decimal(0), point(other) or Decimal(0)):
                    yield Finding(claim=claim, against=(other,))
                    break


def _payers(deal: KnownDeal, archive: Archive) -> Mapping[str, KnownFigure]:
    """What each organisation pays; a company whose parent pays too is left out, for the parent's may include it."""
    paying = {
        part.record.org: part.amount
        for part in deal.participants
        if part.amount and (term := archive.vocabulary.role.get(part.record.role)) and term.pays
    }
    return {name: figure for name, figure in paying.items() if archive.organisations[name].parent not in paying}


def _lowest(found: Iterable[KnownFigure], scope: Scope) -> list[KnownClaim]:
    """Of each figure the claim that says least."""
    return [
        min(claims, key=_low)
        for figure in found
        if (claims := [c for c in unflagged(figure.claims) if c.record.scope == scope and c.compared])
    ]


def _exceeding(figure: KnownFigure | None, parts: Sequence[KnownClaim], scope: Scope) -> Iterator[PartsExceed]:
    whole = [
        claim
        for claim in (unflagged(figure.claims) if figure else ())
        if claim.record.scope == scope and claim.record.what is None and claim.compared
    ]
    highs = [claim.compared.high for claim in whole if claim.compared]
    units = {group.unit for claim in whole if figure for group in (figure.group_of(claim),)}
    if not parts or not whole or None in highs or len(units) != 1:
        return
    if None in units and len({claim.value.unit for claim in (*parts, *whole)}) > 1:
        return
    total = sum((_low(part) for part in parts), Decimal(0))
    largest = max(whole, key=lambda claim: claim.compared.high or 0 if claim.compared else 0)
    high = largest.compared.high if largest.compared else None
    if high is not None and total > high * (1 + ROUNDED):
        yield PartsExceed(claim=largest, against=tuple(parts), parts=total, unit=units.pop() or largest.value.unit)


def _without_sums(parts: Sequence[KnownClaim]) -> list[KnownClaim]:
    """Without parts that others add up to: the two payments of a first step are that step again."""

    def is_sum(part: KnownClaim) -> bool:
        others = [_low(other) for other in parts if other is not part]
        sums = (sum(some) for size in range(2, min(len(others), 5) + 1) for some in combinations(others, size))
        return any(near(Decimal(total), _low(part)) for total in sums)

    return [part for part in parts if not is_sum(part)]


def _low(claim: KnownClaim) -> Decimal:
    return claim.compared.low if claim.compared else Decimal(0)


def _points(figure: KnownFigure) -> list[KnownClaim]:
    return [claim for claim in unflagged(figure.claims) if point(claim)]


def _fits(before: KnownClaim, after: KnownClaim, new: KnownClaim) -> bool:
    """Whether the step is the new money, but for rounding."""
    scopes = {(claim.record.scope, claim.record.what) for claim in (before, after)}
    sought = {scope == "sought" for scope, _ in (*scopes, (new.record.scope, None))}
    if len(sought) > 1 or (new.record.scope, new.record.what) not in scopes:
        return False
    converted = before.conversion or after.conversion
    return _miss(before, after, new) <= (CONVERTED if converted else ROUNDED) * (point(new) or 0)


def _doubt(before: KnownClaim, after: KnownClaim, new: KnownClaim) -> tuple[int, Decimal]:
    """Exact numbers prove more than rounded ones, numbers as printed more than converted ones; then the nearest."""
    rounded = sum(claim.value.qualifier == "about" for claim in (after, new))
    return rounded + sum(claim.conversion is not None for claim in (after, new)), _miss(before, after, new)


def _miss(before: KnownClaim, after: KnownClaim, new: KnownClaim) -> Decimal:
    v1, v2, amount = (point(claim) or Decimal(0) for claim in (before, after, new))
    return abs(v2 - v1 - amount)


def _mislabelled(
    before: KnownClaim, after: KnownClaim, new: KnownClaim, valued: Sequence[KnownClaim]
) -> BasisMismatch | None:
    def labelled(claim: KnownClaim, basis: Basis) -> bool:
        return any(
            other.record.basis == basis and near(point(other) or Decimal(0), point(claim) or Decimal(0))
            for other in valued
        )

    if before.record.basis == "post_money":
        return BasisMismatch(claim=before, against=(after, new), expected="pre_money", wrong=True)
    if after.record.basis == "pre_money":
        return BasisMismatch(claim=after, against=(before, new), expected="post_money", wrong=True)
    unlabelled = {before.record.basis, after.record.basis} <= {None, "unstated"}
    if unlabelled and not (labelled(before, "pre_money") and labelled(after, "post_money")):
        return BasisMismatch(claim=before, against=(after, new), expected="pre_money", wrong=False)
    return None


def _within_a_year(one: KnownClaim, other: KnownClaim) -> bool:
    return bool(one.known and other.known and abs(one.known - other.known) <= ONE_YEAR)
