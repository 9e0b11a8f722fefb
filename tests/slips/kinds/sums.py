"""Shares that make more than all of it, and parts that are larger than the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from generator.content.records import Organisation
from generator.content.records.deal import Participant, Subtotal
from generator.text.money import Qualifier
from tests.slips.bench import Spot, documented
from tests.slips.case import Case, Form, Kind, LeftOut
from tests.slips.desk import Desk, Told, dice, quantity, spell
from tests.slips.kinds.bases import valued
from tests.slips.reports import after, report

INVESTORS = ("bench-nordlicht", "bench-quellwasser", "bench-ostufer")
NAMES = ("Nordlicht Capital", "Quellwasser Partners", "Ostufer Invest")


def with_investors(desk: Desk, told: Sequence[dict[str, Any]], day: Told) -> tuple[Desk, tuple[Spot, ...]]:
    """The desk with further investors, one for each of `told`, which are the fields of their entries, and the places of
    these; a paper of the bench reports them."""
    found = dict(desk.archive.organisations)
    for key, name in zip(INVESTORS, NAMES, strict=True):
        found[key] = Organisation.model_validate({"name": name, "kind": "investor"})
    with_them = replace(desk, archive=documented(replace(desk.archive, organisations=found)))
    with_page = with_them.with_page("bench-investors", "wochenspiegel", published=after(desk, day, 0))
    first = len(desk.record.participants)
    new = [Participant.model_validate({"src": ["bench-investors"], **fields}) for fields in told]
    spots = tuple(desk.spot("participants", first + index) for index in range(len(new)))
    return with_page.with_deal(participants=(*desk.record.participants, *new)), spots


def figure(value: object, name: str, **fields: object) -> dict[str, Any]:
    """A figure with one claim, as an editor enters it."""
    return {"claims": [{"id": f"bench-{name}", "value": str(value), "src": ["bench-investors"], **fields}]}


def stakes(
    desk: Desk, *, shares: Sequence[str], last: str = "", role: str = "investor", scope: str = "headline"
) -> Case | LeftOut | None:
    """Investors of a round have these stakes; the last one is planted, and with the others makes too much or not.

    `last` is another company in which the last stake is, or "" for the same; `role` and `scope` are those of the first.
    """
    day = _anchor(desk)
    if day is None or any(part.stake for part in desk.record.participants):
        return LeftOut("its own stakes cannot be told from the bench's") if day else None
    told = [
        {"org": INVESTORS[index], "role": "investor", "stake": figure(f"{share} %", f"stake-{index}")}
        for index, share in enumerate(shares)
    ]
    told[0] |= {"role": role, "stake": figure(f"{shares[0]} %", "stake-0", scope=scope)}
    if last:
        other = [part.org for part in desk.record.participants if part.org != desk.record.subject]
        if not other:
            return LeftOut("no other company")
        told[-1]["in"] = other[0]
    before, early = with_investors(desk, told[:-1], day)
    full, spots = with_investors(desk, told, day)
    says = f"stakes of {', '.join(shares)} %" + (f", the last one in {last}" if last else "")
    return Case(before=before, after=full, planted=spots[-1:], evidence=early, says=says)


def _anchor(desk: Desk) -> Told | None:
    """Any claim of the deal with a day."""
    return next(iter(desk.undisputed("money", "share", "power")), None)


def large_part(desk: Desk, *, share: str, qualifier: Qualifier = "exact", style: str = "own") -> Case | LeftOut | None:
    """A page names a part of the amount that is so many times the whole."""
    whole = desk.amount()
    if whole is None:
        return None
    if any(one.path == "amount" and one.claim.scope == "part" for one in desk.claims()):
        return LeftOut("its own parts cannot be told from the bench's")
    before = desk.with_part("bench-part")
    value = quantity(spell(whole.number * Decimal(share), 3), whole.value.unit, qualifier)
    told, planted = report(
        before, whole, "relay" if style == "relay" else "own", value, name="part", scope="part", what="bench-part"
    )
    spots = (before.spot(*whole.way),)
    return Case(
        before=before, after=told, planted=planted, evidence=spots, says=f"a part of {value}, all is {whole.value}"
    )


def investors(
    desk: Desk, *, shares: Sequence[str], about: bool = False, bound: bool = False, subtotal: str = ""
) -> Case | LeftOut | None:
    """Investors put in these shares of the round; the last one is planted.

    With `subtotal` a page says what they put in together, as a share of the round.
    """
    whole = desk.amount()
    if whole is None:
        return None
    if any(part.amount or part.deal for part in desk.record.participants):
        return LeftOut("its own shares cannot be told from the bench's")
    before = desk
    if bound:
        before = desk.changed(whole, value=quantity(whole.number, whole.value.unit, "at least"))
    word: Qualifier = "about" if about else "exact"
    sums = [quantity(spell(whole.number * Decimal(share), 3), whole.value.unit, word) for share in shares]
    told = [
        {"org": INVESTORS[index], "role": "investor", "amount": figure(value, f"share-{index}")}
        for index, value in enumerate(sums)
    ]
    early, first = with_investors(before, told[:-1], whole)
    full, spots = with_investors(before, told, whole)
    if subtotal:
        together = quantity(spell(whole.number * Decimal(subtotal), 3), whole.value.unit)
        early, full = (_with_subtotal(one, INVESTORS[: len(shares)], together) for one in (early, full))
    says = f"shares of {', '.join(map(str, sums))} in {whole.value}" + (
        f", together {subtotal} of it" if subtotal else ""
    )
    evidence = (desk.spot(*whole.way), *first, desk.spot("subtotals"))
    return Case(before=early, after=full, planted=spots[-1:], evidence=evidence, says=says)


def _with_subtotal(desk: Desk, of: Sequence[str], value: object) -> Desk:
    known = {part.org for part in desk.record.participants}
    written = {
        "id": "bench-together",
        "of": [name for name in of if name in known],
        "amount": figure(value, "together"),
    }
    return desk.with_deal(subtotals=(*desk.record.subtotals, Subtotal.model_validate(written)))


def tranches(desk: Desk, *, shares: Sequence[str]) -> Case | LeftOut | None:
    """An investor's money comes in tranches of these shares of it."""
    whole = desk.amount()
    if whole is None:
        return None
    if any(part.amount or part.deal for part in desk.record.participants):
        return LeftOut("its own shares cannot be told from the bench's")
    money = spell(whole.number / 2, 3)
    entry: dict[str, Any] = {"org": INVESTORS[0], "role": "investor"}
    entry |= {"amount": figure(quantity(money, whole.value.unit), "share")}
    parts = [
        {"amount": figure(quantity(spell(money * Decimal(share), 3), whole.value.unit), f"tranche-{index}")}
        for index, share in enumerate(shares)
    ]
    before, _ = with_investors(desk, [{**entry, "tranches": parts[:-1]}], whole)
    full, spots = with_investors(desk, [{**entry, "tranches": parts}], whole)
    says = f"tranches of {', '.join(shares)} of {money:f} {whole.value.unit}"
    return Case(before=before, after=full, planted=spots, evidence=(desk.spot(*whole.way),), says=says)


def priced(
    desk: Desk, *, times: str, about: bool = False, scope: str = "headline", span: str = ""
) -> Case | LeftOut | None:
    """An investor puts in a tenth of the valuation and is said to get `times` the stake that this buys.

    `span` makes it a range that wide, as a share of the stake.
    """
    desk = valued(desk)
    worths = [one for one in desk.undisputed("valuation") if one.claim.scope == "headline" and one.value.high is None]
    if not worths:
        return None
    if any(part.stake for part in desk.record.participants):
        return LeftOut("its own stakes cannot be told from the bench's")
    worth = worths[0]
    bought = Decimal(("8", "10", "12")[dice(desk.deal, "stake") % 3])
    basis = Decimal(1) if worth.claim.basis != "pre_money" else 100 / (100 + bought)
    money = quantity(spell(worth.number * bought / 100, 2), worth.value.unit)
    share = spell(bought * basis * Decimal(times), 2)
    written = f"{'about ' if about else ''}{share:f} %"
    if span:
        written = f"{share:f} to {spell(share * (1 + Decimal(span)), 2):f} %"
    entry = {"org": INVESTORS[0], "role": "investor", "amount": figure(money, "money")}
    before, _ = with_investors(desk, [entry], worth)
    full, spots = with_investors(desk, [{**entry, "stake": figure(written, "stake", scope=scope)}], worth)
    says = f"{written} for {money} at {worth.value}"
    return Case(before=before, after=full, planted=spots, evidence=(desk.spot(*worth.way),), says=says)


STAKES = Kind(
    name="stakes",
    what="Stakes in one company make more than 100 %.",
    codes=("stakes-exceed", "scope-contradiction"),
    forms=(
        Form("two", partial(stakes, shares=("90", "20"))),
        Form("two, about", partial(stakes, shares=("about 70", "about 60"))),
        Form("three", partial(stakes, shares=("45", "35", "30"))),
        Form("two, at least", partial(stakes, shares=("at least 55", "over 50"))),
        Form("a range", partial(stakes, shares=("60", "48 to 52")), held_out=True),
    ),
    twins=(
        Form("exactly all", partial(stakes, shares=("60", "40"))),
        Form("all but rounding", partial(stakes, shares=("33.4", "33.4", "33.4"))),
        Form("in two companies", partial(stakes, shares=("60", "55"), last="another company")),
        Form("up to", partial(stakes, shares=("up to 60", "up to 55"))),
        Form("the seller's former stake", partial(stakes, shares=("60", "60"), role="seller", scope="holding")),
    ),
)
PARTS = Kind(
    name="parts",
    what="Parts, shares or tranches are larger than the whole.",
    codes=("scope-contradiction",),
    forms=(
        Form("one part, own report", partial(large_part, share="1.4")),
        Form("one part, at least, relay", partial(large_part, share="1.5", qualifier="at least", style="relay")),
        Form("shares", partial(investors, shares=("0.7", "0.5"))),
        Form("shares, about", partial(investors, shares=("0.6", "0.5", "0.4"), about=True)),
        Form("shares above their subtotal", partial(investors, shares=("0.3", "0.3"), subtotal="0.4")),
        Form("subtotal above the whole", partial(investors, shares=("0.4", "0.3"), subtotal="1.3")),
        Form("tranches", partial(tranches, shares=("0.7", "0.6")), held_out=True),
    ),
    twins=(
        Form("exactly the whole", partial(investors, shares=("0.6", "0.4"))),
        Form("one part is nearly all", partial(large_part, share="0.95")),
        Form("about, a bit above", partial(investors, shares=("0.52", "0.5"), about=True)),
        Form("the whole is at least that", partial(investors, shares=("0.7", "0.5"), bound=True)),
        Form("shares make their subtotal", partial(investors, shares=("0.3", "0.2"), subtotal="0.5")),
        Form("tranches make the share", partial(tranches, shares=("0.7", "0.3"))),
    ),
)
PRICED = Kind(
    name="priced",
    what="The stake, the money for it and the valuation do not fit each other.",
    codes=("price-and-stake",),
    forms=(
        Form("four times the stake", partial(priced, times="4")),
        Form("a quarter of the stake", partial(priced, times="0.25")),
        Form("three times the stake, about", partial(priced, times="3", about=True)),
        Form("a range of four times the stake", partial(priced, times="4", span="0.3"), held_out=True),
    ),
    twins=(
        Form("the stake that it buys", partial(priced, times="1")),
        Form("about the stake that it buys", partial(priced, times="1.04", about=True)),
        Form("what it holds in all", partial(priced, times="3", scope="holding")),
        Form("a range around it", partial(priced, times="0.9", span="0.25")),
    ),
)
