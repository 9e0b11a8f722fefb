"""Valuations before and after the money that are not labelled so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import product

from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.analysis.origins import UNSTATED, count
from generator.content.records.figure import WHOLE_SCOPES, Basis, Scope
from generator.rules.comparisons import near, point, unflagged
from generator.rules.currencies import all_amounts
from generator.rules.detector import Detector, Example, Finding, at_claim
from generator.rules.facts import Facts
from generator.rules.relayed import SAME_STORY
from generator.rules.wording import named
from generator.rules.worth import digits, number, shortened
from generator.text.money import ABOUT

ROUNDED = Decimal("0.01")
"""By how much, as a share of the new money, a step may miss it only because somebody rounded."""
CONVERTED = Decimal("0.02")
"""Pages round before they convert, so that a step between two currencies fits less well."""
BOUGHT_WHOLE = ("acquisition", "merger", "spinoff")
"""Deals that bring the company itself no money."""
SAME_PRICE = timedelta(days=45)
"""Valuations known further apart may be of two prices: a round is priced within weeks."""
ROOM = Decimal("0.02")
"""So much money, as a share of the valuation, two rounded valuations may have between them and still be equal."""
EXACT = 3
"""From so many digits on, "about" no longer means 5 % to either side: who says about 61.5 does not mean 64."""
ONE_DIGIT = Decimal("0.1")
"""How far a number of one digit may be, as a share, from what it was rounded from: 10 is short for 10.5, not for 12."""
SCOPES: tuple[Scope, ...] = (*WHOLE_SCOPES, "part")
"""The scopes that new money and the valuation around it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The valuations of a deal that brings the company new money, and the amounts that it brings."""

    valued: tuple[KnownClaim, ...]
    """Claims about the valuation that name a number."""
    labelled: tuple[KnownClaim, ...]
    """Claims about any valuation that print one number, bounds included, and say on which basis."""
    paid: tuple[KnownClaim, ...]
    """Claims about the amount that name a number."""
    moved: tuple[KnownClaim, ...]
    """Every claim about the whole amount that is disclosed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Two valuations that are apart by the new money."""

    before: KnownClaim
    """The smaller valuation."""
    after: KnownClaim
    """The larger valuation."""
    new: KnownClaim
    """The amount that fits between them."""

    @property
    def is_plain(self) -> bool:
        """Whether all three are printed in one currency, so that no rate stands between them."""
        return len({claim.value.unit for claim in (self.before, self.after, self.new)}) == 1

    @property
    def miss(self) -> Decimal:
        """By how much the step is not the new money, in the currency of all three or in that of comparison."""
        claims = self.before, self.after, self.new
        v1, v2, amount = ((claim.value.low or Decimal(0)) if self.is_plain else _number(claim) for claim in claims)
        return abs(v2 - v1 - amount)

    @property
    def doubt(self) -> tuple[int, Decimal]:
        """Exact numbers prove more than rounded ones, numbers as printed more than converted ones; then the nearest."""
        rounded = sum(claim.value.qualifier == "about" for claim in (self.after, self.new))
        return rounded + sum(claim.conversion is not None for claim in (self.after, self.new)), self.miss


def check(row: Round) -> Iterator[Finding]:
    """Where two valuations of a deal are apart by its amount, the smaller is before the money and the larger after it;
    and one number is not both.

    Told if a label is wrong, or if neither has one and no other claim labels both numbers; and if a valuation before
    the money is as large as one after it although the money is more than rounding hides. Only new shares count: a
    secondary sale or a loan leaves the valuation as it is.
    """
    told: set[str] = set()
    for before in row.valued:
        steps = [Step(before=before, after=after, new=new) for after, new in product(row.valued, row.paid)]
        fitting = sorted((step for step in steps if _fits(step)), key=lambda step: step.doubt)
        found = next((one for step in fitting if (one := _mislabelled(step, row.valued))), None)
        if found:
            told.add(found.about)
            yield found
    for before, after in product(row.labelled, row.labelled):
        if not told & {before.id, after.id} and _has_no_room(before, after, row):
            told |= {before.id, after.id}
            yield _both(before, after, row)


def _has_no_room(before: KnownClaim, after: KnownClaim, row: Round) -> bool:
    """Whether one is labelled as before the money and the other as after it, and the second is not larger.

    Both may be rounded: so much money as their last digits, or as 2 % of them, or 5 % where one says "about" with two
    digits or fewer, has room between two equal numbers. What is sought may fall from day to day, so that only equal
    numbers are told of it; and an extension weeks later may begin at the price at which the round ended.
    """
    labels = before.record.basis, after.record.basis
    if (
        labels != ("pre_money", "post_money")
        or before.group[::2] != after.group[::2]
        or _is_later(before, after, SAME_STORY)
    ):
        return False
    v1, v2 = _most(before), _most(after)
    vague = [one for one in (before, after) if one.value.qualifier == "about" and digits(number(one) or v1) < EXACT]
    rounded = max(before.value.step, after.value.step, v1 * (ABOUT if vague else ROOM))
    of_it = [claim for claim in row.moved if claim.record.scope == before.record.scope] or row.moved
    if near(v1, v2, CONVERTED if before.conversion or after.conversion else ROUNDED):
        return all(_most(claim) > rounded for claim in of_it)
    # Who is worth twice as much before as after was given another number, not another label.
    return before.record.scope == "headline" and rounded < v1 - v2 < v2


def _is_later(one: KnownClaim, other: KnownClaim, by: timedelta) -> bool:
    return bool(one.known and other.known and one.known - other.known > by)


def _most(claim: KnownClaim) -> Decimal:
    """The most that a claim speaks of: the upper end of a range, the number of "up to" and of everything else."""
    return (claim.value.high or claim.value.low or Decimal(0)) * (claim.conversion.factor if claim.conversion else 1)


def _both(before: KnownClaim, after: KnownClaim, row: Round) -> Finding:
    """What is asked of one number under both labels; at the one that is fewer pages' word, else at the first."""

    def word(claim: KnownClaim) -> tuple[bool, int, int]:
        return set(claim.origins) != {UNSTATED}, count(claim.origins), len(claim.reports)

    claim, other = sorted((before, after), key=word)
    new = max(row.moved, key=_most, default=None)
    money = f", though {named(new)} came between" if new else ""
    message = f"is labelled {claim.record.basis}, but {named(other)} is labelled {other.record.basis}{money}"
    hint = "read both pages again: one of the labels is wrong, or no page gives it; then basis: unstated"
    return at_claim(claim, message, hint)


def _fits(step: Step) -> bool:
    """Whether the step is the new money, but for rounding."""
    scopes = {(claim.record.scope, claim.record.what) for claim in (step.before, step.after)}
    sought = {scope == "sought" for scope, _ in (*scopes, (step.new.record.scope, None))}
    if len(sought) > 1 or (step.new.record.scope, step.new.record.what) not in scopes:
        return False
    pairs = (step.before, step.after), (step.after, step.before)
    if any(_is_later(one, other, SAME_PRICE) for one, other in pairs) or _is_rounding(step):
        return False
    if step.is_plain:
        return step.miss <= ROUNDED * (step.new.value.low or Decimal(0))
    converted = step.before.conversion or step.after.conversion
    return step.miss <= (CONVERTED if converted else ROUNDED) * _number(step.new)


def _is_rounding(step: Step) -> bool:
    """Whether one valuation is only the other, rounded to a single digit or to what "about" allows."""
    values = sorted((_number(step.before), _number(step.after)), key=digits)
    is_near = near(values[1], values[0], ONE_DIGIT)
    return digits(values[0]) == 1 and is_near and shortened(values[1], values[0]) == values[0]


def _mislabelled(step: Step, valued: Sequence[KnownClaim]) -> Finding | None:
    """What is to be asked about the labels of a step; None if they say what the numbers say."""
    before, after = step.before, step.after
    if before.record.basis == "post_money":
        return _wrong(before, after, step.new, "pre_money")
    if after.record.basis == "pre_money":
        return _wrong(after, before, step.new, "post_money")
    unlabelled = {before.record.basis, after.record.basis} <= {None, "unstated"}
    if not unlabelled or (_labelled(before, "pre_money", valued) and _labelled(after, "post_money", valued)):
        return None
    message = f"and {named(after)} are apart by the new money, {named(step.new)}, and neither says on which basis"
    hint = f"if a page says so: basis: pre_money for '{before.id}', basis: post_money for '{after.id}'"
    return at_claim(before, message, hint)


def _wrong(claim: KnownClaim, other: KnownClaim, new: KnownClaim, expected: Basis) -> Finding:
    label = claim.record.basis
    message = f"is labelled {label}, but differs from {named(other)} by the new money, {named(new)}"
    return at_claim(claim, message, f"read the page again; it looks like basis: {expected}")


def _labelled(claim: KnownClaim, basis: Basis, valued: Sequence[KnownClaim]) -> bool:
    """Whether any claim gives the same number with this label."""
    return any(other.record.basis == basis and near(_number(other), _number(claim)) for other in valued)


def _rows(facts: Facts, name: str) -> Iterator[Round]:
    """Deals that bring new money; what pages say that change currencies is left out, for it proves nothing."""
    pages = [page for amounts in all_amounts(facts, name) for page in amounts.pages]
    mistrusted = [one.claim for page in pages for one in page.hits if one.claim.deal == name]
    deal = facts.today.deals[name]
    term = facts.archive.vocabulary.deal.get(deal.record.kind)
    figure, amount = deal.figures.get("valuation"), deal.figures.get("amount")
    if not figure or not term or term.moves != "equity" or deal.record.share_type == "secondary":
        return
    if deal.record.kind in BOUGHT_WHOLE:
        return
    moved = tuple(claim for claim in _dated(deal, "amount") if _is_whole(claim))
    paid = _points(amount, mistrusted) if amount else ()
    labels = [one for one in _dated(deal, "valuation") if one.record.basis in ("pre_money", "post_money")]
    labelled = tuple(claim for claim in labels if number(claim) and claim.compared and claim not in mistrusted)
    yield Round(valued=_points(figure, mistrusted), labelled=labelled, paid=paid, moved=moved)


def _dated(deal: KnownDeal, path: str) -> tuple[KnownClaim, ...]:
    """The claims about a figure; one without a day is converted like another claim of the deal in its currency."""
    both = [claim for name in ("valuation", "amount") if (one := deal.figures.get(name)) for claim in one.claims]
    known = {claim.value.unit: claim.conversion for claim in both if claim.conversion}

    def dated(claim: KnownClaim) -> KnownClaim:
        rate = known.get(claim.value.unit) if claim.known is None and claim.compared is None else None
        return replace(claim, compared=claim.value.interval.times(rate.factor), conversion=rate) if rate else claim

    return tuple(dated(claim) for claim in unflagged(figure.claims)) if (figure := deal.figures.get(path)) else ()


def _is_whole(claim: KnownClaim) -> bool:
    """Whether it speaks of the whole amount, in the currency of comparison."""
    return claim.record.scope in WHOLE_SCOPES and claim.compared is not None


def _points(figure: KnownFigure, mistrusted: Sequence[KnownClaim]) -> tuple[KnownClaim, ...]:
    claims = [claim for claim in unflagged(figure.claims) if point(claim) and claim.record.scope in SCOPES]
    return tuple(claim for claim in claims if claim not in mistrusted)


def _number(claim: KnownClaim) -> Decimal:
    return point(claim) or Decimal(0)


DETECTOR = Detector(
    code="basis-mismatch",
    rows=_rows,
    check=check,
    examples=(
        Example(
            "a valuation after the money that is labelled as before it",
            """
            amount: {id: a, value: 110bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 730bn USD, src: agency, basis: pre_money}
                - {id: c, value: 840bn USD, src: daily, basis: pre_money}
            """,
            told=("{id: c",),
            says="it looks like basis: post_money",
        ),
        Example(
            "two valuations that nobody labelled and that are apart by the money",
            """
            amount: {id: a, value: 30bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 350bn USD, src: agency}
                - {id: c, value: 380bn USD, src: daily}
            """,
            told=("{id: b",),
            says="basis: pre_money for 'b'",
        ),
        Example(
            "valuations labelled as they should be",
            """
            amount: {id: a, value: 110bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 730bn USD, src: agency, basis: pre_money}
                - {id: c, value: 840bn USD, src: daily, basis: post_money}
                - {id: d, value: 840bn USD, src: agency, basis: unstated}
                - {id: e, value: 730bn USD, src: agency, basis: unstated}
            """,
        ),
        Example(
            "one number as before and as after the money",
            """
            amount: {id: a, value: 11bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 85.2bn USD, src: [agency, daily], basis: post_money}
                - {id: c, value: 85bn USD, src: no-origin, basis: pre_money}
            """,
            told=("{id: c",),
            says="but 'b' (85.2bn USD) is labelled post_money, though 'a' (11bn USD) came between",
        ),
        Example(
            "before the money it was worth more than after it",
            """
            amount: {id: a, value: up to 10bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 73bn USD, src: no-origin, basis: post_money}
                - {id: c, value: 84bn USD, src: daily, basis: pre_money}
            """,
            told=("{id: b",),
        ),
        Example(
            "one of three digits, by a page without a day",
            """
            amount:
              claims:
                - {id: a, value: 700mn EUR, src: agency}
                - {id: s, value: 500mn EUR, src: agency, scope: sought}
            valuation:
              claims:
                - {id: b, value: 13.8bn EUR, src: [agency, daily], basis: post_money}
                - {id: c, value: about 13.8bn EUR, src: via-weekly-undated, basis: pre_money}
            """,
            told=("{id: c",),
        ),
        Example(
            "labelled as after the money, and less than after it by the money",
            """
            amount: {id: a, value: 2bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 12bn USD, src: agency, basis: post_money}
                - {id: c, value: 10bn USD, src: daily, basis: post_money}
            """,
            told=("{id: c",),
            says="it looks like basis: pre_money",
        ),
        Example(
            "so little money that rounding hides it",
            """
            amount: {id: a, value: 400mn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 12bn USD, src: agency, basis: post_money}
                - {id: c, value: 12bn USD, src: daily, basis: pre_money}
            """,
        ),
        Example(
            "another number after the money, and the number before it under no label",
            """
            amount: {id: a, value: 110bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 730bn USD, src: agency, basis: pre_money}
                - {id: c, value: 852bn USD, src: daily, basis: post_money}
                - {id: d, value: 730bn USD, src: no-origin, basis: unstated}
            """,
        ),
        Example(
            "a secondary sale brings no new money",
            """
            kind: secondary_sale
            amount: {id: a, value: 30bn USD, src: agency}
            valuation:
              claims:
                - {id: b, value: 350bn USD, src: agency}
                - {id: c, value: 380bn USD, src: daily}
            """,
        ),
    ),
)
