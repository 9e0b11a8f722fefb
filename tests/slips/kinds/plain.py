"""What reports do to numbers all day without any slip."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

from generator.text.money import Qualifier, Quantity
from tests.slips.case import Case, Form, Kind
from tests.slips.desk import Desk, Told, digits, quantity, spell
from tests.slips.kinds.currency import RELAYED
from tests.slips.reports import Style, case, report

WHERE = ("money", "share", "power")


def _exact(desk: Desk, least: int = 1) -> Told | None:
    found = [one for one in desk.undisputed(*WHERE) if one.value.qualifier == "exact"]
    return next((one for one in found if digits(one.number) >= least), None)


def rounded(desk: Desk, *, style: Style, qualifier: Qualifier = "exact") -> Case | None:
    """A page rounds to a digit less, by 3 % at most."""
    found = [one for one in desk.undisputed(*WHERE) if one.value.qualifier == "exact"]
    for base in found:
        count = digits(base.number)
        number = spell(base.number, count - 1) if count > 1 else base.number
        if number != base.number and abs(number - base.number) <= Decimal("0.03") * base.number:
            value = quantity(number, base.value.unit, qualifier)
            after, planted = report(desk, base, style, value, name="rounded")
            return case(desk, after, planted, base, f"{value} is {base.value}, rounded")
    return None


def about(desk: Desk, *, style: Style) -> Case | None:
    """A page says "about"."""
    base = _exact(desk)
    if base is None:
        return None
    value = quantity(base.number, base.value.unit, "about")
    after, planted = report(desk, base, style, value, name="about")
    return case(desk, after, planted, base, f"{value} beside {base.value}")


def over(desk: Desk, *, style: Style, qualifier: Qualifier, share: str) -> Case | None:
    """A page says "more than" a rounder number a bit below, or "nearly" one a bit above."""
    base = _exact(desk, 2)
    if base is None:
        return None
    number = spell(base.number * Decimal(share), max(1, digits(base.number) - 1))
    fits = number < base.number if qualifier in ("over", "at least") else number > base.number
    if not fits or abs(number - base.number) > Decimal("0.25") * base.number:
        return None
    value = quantity(number, base.value.unit, qualifier)
    after, planted = report(desk, base, style, value, name="over")
    return case(desk, after, planted, base, f"{value} allows {base.value}")


def around(desk: Desk, *, style: Style) -> Case | None:
    """A page gives a range with the number in it."""
    base = _exact(desk)
    if base is None:
        return None
    low, high = (spell(base.number * Decimal(share), 2) for share in ("0.9", "1.1"))
    value = Quantity("range", low, high, base.value.unit)
    after, planted = report(desk, base, style, value, name="around")
    return case(desk, after, planted, base, f"{value} holds {base.value}")


def repeated(desk: Desk, *, style: Style) -> Case | None:
    """One more page says the same."""
    base = next(iter(desk.undisputed(*WHERE)), None)
    if base is None:
        return None
    after, planted = report(desk, base, style, base.value, name="repeated", days=2)
    return case(desk, after, planted, base, f"{base.value} once more")


def grown(desk: Desk, *, sought: bool) -> Case | None:
    """Who reported the number reports two months later that it has grown by a quarter."""
    base = desk.amount()
    if base is None or base.value.qualifier != "exact" or base.origin == "unstated":
        return None
    if len([one for one in desk.claims() if one.group == base.group]) > 1 or base.day is None:
        return None
    before = desk.moved(90) if base.day + timedelta(days=60) > desk.today else desk
    if sought:
        before = before.changed(base, scope="sought", what=None)
        base = next(one for one in before.claims() if one.way == base.way)
    value = quantity(spell(base.number * Decimal("1.25"), max(2, digits(base.number))), base.value.unit)
    source = before.archive.sources[base.src[0]]
    like = {"publisher": source.publisher, "kind": source.kind, "via": [*source.via] or None}
    like |= {"origins": [*source.origins] or None}
    after, planted = report(before, base, "own", value, name="grown", days=60, on=like, via=[*base.claim.via] or None)
    return case(before, after, planted, base, f"{value} two months after {base.value}, from the same origin")


PLAIN = Kind(
    name="plain",
    what="No slip: what reports do to a number all day.",
    codes=(),
    forms=(),
    twins=(
        Form("a digit less, relay", partial(rounded, style="relay"), true_of=RELAYED),
        Form("a digit less, own report", partial(rounded, style="own")),
        Form("a digit less, undated", partial(rounded, style="undated")),
        Form("about, own report", partial(about, style="own")),
        Form("about, relay", partial(about, style="relay"), true_of=RELAYED),
        Form("over a bit less, own report", partial(over, style="own", qualifier="over", share="0.95")),
        Form("at least a bit less, relay", partial(over, style="relay", qualifier="at least", share="0.92")),
        Form("under a bit more, own report", partial(over, style="own", qualifier="under", share="1.07")),
        Form("a range around it, own report", partial(around, style="own")),
        Form("a range around it, page without origin", partial(around, style="unstated")),
        Form("once more, relay", partial(repeated, style="relay"), true_of=RELAYED),
        Form("once more, second hand", partial(repeated, style="second hand"), true_of=RELAYED),
        Form("once more, undated", partial(repeated, style="undated relay")),
        Form("once more, page without origin", partial(repeated, style="unstated")),
        Form("a round that grew", partial(grown, sought=False)),
        Form("talks about more", partial(grown, sought=True)),
    ),
)
