"""Somebody calls a valuation before the money one after it, or the other way round."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.content.records.figure import Amount
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, digits, quantity, spell
from tests.slips.kinds.currency import RELAYED
from tests.slips.reports import Style, after, case, found, report, taken

OTHER = {"pre_money": "post_money", "post_money": "pre_money"}
ROUNDS = ("funding_round", "stake")
"""Kinds of deals in which somebody pays for new shares."""
NOTICED = Decimal("0.05")
"""An amount smaller than this share of the valuation lies within its rounding."""


def labelled(desk: Desk) -> tuple[Desk, Told, Told] | LeftOut | None:
    """A valuation with its label and the amount; a claim without one is given a label in the records first."""
    desk = announced(valued(desk))
    base = _valuation(desk)
    if base is None:
        return None
    amount = desk.amount()
    if amount is None:
        return LeftOut("no agreed amount to hold it against")
    factor = desk.factor(amount.value.unit, base.value.unit, base.day)
    if factor is None or not NOTICED < amount.number * factor / base.number < 1:
        return LeftOut("the amount is within the valuation's rounding")
    if base.claim.basis in OTHER:
        return desk, base, amount
    basis = "post_money"
    if taken(desk, base, base.value, basis="pre_money"):
        return LeftOut("another claim has that number with that label")
    before = desk.changed(base, basis=basis)
    return before, next(one for one in before.claims() if one.way == base.way), amount


def announced(desk: Desk) -> Desk:
    """The desk with an amount, as a paper reports it, where the deal has none: about a seventh of the valuation."""
    base = _valuation(desk)
    if base is None or desk.record.amount is not None:
        return desk
    origin = desk.with_page("bench-amount", "wochenspiegel", published=after(desk, base, 0))
    money = quantity(spell(base.number / 7, 2), base.value.unit)
    written = {"id": "bench-amount", "value": str(money), "src": ["bench-amount"], "said": "company"}
    return origin.with_deal(amount=Amount.model_validate({"claims": [written]}))


def valued(desk: Desk) -> Desk:
    """The desk with a valuation, as a paper reports it, where a round has none: about seven times the amount."""
    base = desk.amount()
    if base is None or desk.record.valuation is not None or desk.record.kind not in ROUNDS:
        return desk
    paper = desk.with_page("bench-valuation", "wochenspiegel", published=after(desk, base, 0))
    money = quantity(spell(base.number * 7, 2), base.value.unit)
    written = {"id": "bench-valuation", "value": str(money), "src": ["bench-valuation"], "basis": "unstated"}
    return paper.with_deal(valuation=Amount.model_validate({"claims": [written]}))


def _valuation(desk: Desk) -> Told | None:
    """A valuation of this deal, one with a label before one without."""
    plain = [one for one in desk.undisputed("valuation") if _is_plain(one)]
    return min(plain, key=lambda one: one.claim.basis not in OTHER, default=None)


def _is_plain(one: Told) -> bool:
    return one.value.qualifier in ("exact", "about") and one.claim.scope == "headline"


def turned(desk: Desk, *, style: Style, about: bool = False, fewer: bool = False) -> Case | LeftOut | None:
    """A page prints the valuation's number with the other label."""
    given = labelled(desk)
    if not isinstance(given, tuple):
        return given
    before, base, amount = given
    basis = OTHER[str(base.claim.basis)]
    count = digits(base.number)
    number = spell(base.number, count - 1 if count > 2 else count + 1) if fewer else base.number
    value = quantity(number, base.value.unit, "about" if about else base.value.qualifier)
    if taken(before, base, value, basis=basis):
        return LeftOut("another claim has that number with that label")
    told, planted = report(before, base, style, value, name="turned", basis=basis)
    says = f"{value} {basis} for {base.value} {base.claim.basis}; the amount is {amount.value}"
    return _with_amount(case(before, told, planted, base, says), before, amount)


def mistyped(desk: Desk) -> Case | LeftOut | None:
    """The records have both valuations, and an editor types the label of one for the other."""
    given = _both(desk)
    if not isinstance(given, tuple):
        return given
    before, base, amount = given
    other = found(before, "other")
    told = before.changed(other, basis=base.claim.basis)
    says = f"{other.value} typed {base.claim.basis} like {base.value}; they are apart by the amount {amount.value}"
    return _with_amount(case(before, told, (before.spot(*other.way),), base, says), before, amount)


def _both(desk: Desk) -> tuple[Desk, Told, Told] | LeftOut | None:
    """The records with the valuation under the other label too, as arithmetic has it."""
    given = labelled(desk)
    if not isinstance(given, tuple):
        return given
    before, base, amount = given
    factor = desk.factor(amount.value.unit, base.value.unit, base.day) or Decimal(1)
    money = amount.number * factor
    number = base.number + money if base.claim.basis == "pre_money" else base.number - money
    count = max(digits(base.number), digits(amount.number), 3)
    value = quantity(spell(number, count), base.value.unit, base.value.qualifier)
    basis = OTHER[str(base.claim.basis)]
    if any(one.path == "valuation" and one.claim.basis == basis for one in before.claims()):
        return LeftOut("the deal has both labels already")
    told, _ = report(before, base, "own", value, name="other", basis=basis)
    return told, base, amount


def right_labels(desk: Desk, *, style: Style) -> Case | LeftOut | None:
    """A page prints the valuation under the other label, with the money taken off or added."""
    given = _both(desk)
    if not isinstance(given, tuple):
        return given
    before, base, _ = given
    other = found(before, "other")
    start = labelled(desk)
    assert isinstance(start, tuple)
    told, planted = report(start[0], base, style, other.value, name="other", basis=other.claim.basis)
    return case(start[0], told, planted, base, f"{other.value} {other.claim.basis} beside {base.value}")


def unlabelled(desk: Desk, *, style: Style) -> Case | LeftOut | None:
    """A page prints the valuation and does not say which it is."""
    given = labelled(desk)
    if not isinstance(given, tuple):
        return given
    before, base, _ = given
    told, planted = report(before, base, style, base.value, name="unlabelled", basis="unstated")
    return case(before, told, planted, base, f"{base.value} without a label beside {base.claim.basis}")


def _with_amount(one: Case, desk: Desk, amount: Told) -> Case:
    spots = (*one.evidence, desk.spot(*amount.way))
    return Case(before=one.before, after=one.after, planted=one.planted, evidence=spots, says=one.says)


BASIS = Kind(
    name="basis",
    what="A valuation before the money is called one after it, or the other way round.",
    codes=("basis-mismatch",),
    forms=(
        Form("relay", partial(turned, style="relay")),
        Form("own report", partial(turned, style="own")),
        Form("undated page", partial(turned, style="undated")),
        Form("page without origin, about", partial(turned, style="unstated", about=True)),
        Form("typed in the records", mistyped),
        Form("other number of digits, own report", partial(turned, style="own", fewer=True), held_out=True),
    ),
    twins=(
        Form("both labels right, own report", partial(right_labels, style="own")),
        Form("both labels right, relay", partial(right_labels, style="relay")),
        Form("no label, relay", partial(unlabelled, style="relay"), true_of=RELAYED),
        Form("no label, own report", partial(unlabelled, style="own")),
    ),
)
