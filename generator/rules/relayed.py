"""What changed on the way from an origin to a page: bounds, and numbers that are one although they read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.analysis.figures import KnownClaim
from generator.analysis.origins import UNSTATED, Report
from generator.rules.comparisons import NO_RATES, Compared
from generator.rules.wording import named
from generator.rules.worth import is_worth
from generator.text.rates import Rates

SAME_STORY = timedelta(days=14)
"""Pages further apart may cite two reports of one origin, and the later one may say something new."""
ROUNDED = Decimal("0.03")
"""How far a number may be from what it was rounded from, as a share."""
CONVERTED = Decimal("0.015")
"""How far a converted number may be from the rate of the day, as a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A claim that words its bound otherwise than a page nearer to the same origin does."""

    claim: KnownClaim
    """The claim further from the origin, so the likelier mistake."""
    nearer: KnownClaim
    """The claim of the nearer page."""
    origin: str
    """The publisher or organisation that both pass on."""

    def message(self, what: str) -> str:
        """What an editor is told, after the claim's name; `what` says in which way the bounds differ."""
        return f"goes back to '{self.origin}', which '{self.nearer.source}' gives as {named(self.nearer)}: {what}"


def changed_bounds(row: Compared, differ: Callable[[KnownClaim, KnownClaim], bool]) -> Iterator[Changed]:
    """The claims of a group that `differ` from one nearer to their origin; each once, with the first such one."""
    for claim in row.claims:
        for nearer in row.claims:
            origin = _shared_origin(claim, nearer) if claim is not nearer and differ(claim, nearer) else None
            if origin:
                yield Changed(claim=claim, nearer=nearer, origin=origin)
                break


def _shared_origin(claim: KnownClaim, nearer: KnownClaim) -> str | None:
    """The origin that both pass on, if the pages prove it: the second claim has a page with this origin alone and
    nearer to it than every page of the first, and the two are of one story."""
    for origin in claim.origins:
        pages = [report for report in claim.reports if origin in report.origins]
        clear = [report for report in nearer.reports if report.origins == (origin,)]
        if origin == UNSTATED or len(claim.origins) > 1:
            continue
        if any(all(_relays(page, other) for page in pages) for other in clear):
            return origin
    return None


def _relays(page: Report, nearer: Report) -> bool:
    """Whether a page is further from the origin than the other, and both are of one story; a page without a date is as
    old as the one that it passes on, of which the day must be known."""
    if page.hops <= nearer.hops or nearer.day is None:
        return False
    return page.day is None or abs(page.day - nearer.day) <= SAME_STORY


def one_number(one: KnownClaim, other: KnownClaim, rates: Rates = NO_RATES) -> bool:
    """Whether two claims name one number: the same, one rounded to the other, or one converted from the other.

    Their bounds do not matter; of a range its lower end counts. With `rates` a claim without a date may be converted at
    the rate of the other's day.
    """
    a, b = one.value, other.value
    if a.low is None or b.low is None:
        return False
    if a.unit != b.unit and is_worth(one, other, rates):
        return True
    if a.unit == b.unit:
        return abs(a.low - b.low) <= min(max(a.step, b.step) / 2, ROUNDED * max(a.low, b.low))
    if one.compared is None or other.compared is None:
        return False
    factors = [claim.conversion.factor if claim.conversion else Decimal(1) for claim in (one, other)]
    x, y = a.low * factors[0], b.low * factors[1]
    step = max(a.step * factors[0], b.step * factors[1]) / 2
    return abs(x - y) <= min(max(step, CONVERTED * max(x, y)), ROUNDED * max(x, y))
