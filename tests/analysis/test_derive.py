"""What follows from figures can be checked by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.values import Derived
from generator.text.money import Interval
from tests import builders

HEAD = (
    "kind: funding_round\nsubject: beispiel-labs\ntitle: {de: Runde, en: Round}\nsrc: blatt-januar\ndate: 2026-01-29\n"
)


def derived(folder: Path, deal: str, path: str, **more: str) -> Derived:
    """A derived value of the deal `runde`."""
    checked, found = builders.check(builders.publication(folder, **{"deals/runde.yml": HEAD + deal, **more}))
    assert checked is not None, found
    return checked.today.derived["runde"][path]


def ends(value: Derived) -> tuple[str, str]:
    assert value.value is not None, value.reason
    high = value.value.high
    return f"{value.value.low:.2f}", "" if high is None else f"{high:.2f}"


INVESTOR = "participants: [{org: erfunden-ventures, amount: 50mn EUR}]\n"


def test_a_stake_is_the_amount_over_the_price_after(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 840mn EUR, basis: post_money}\n" + INVESTOR
    assert ends(derived(tmp_path, deal, "erfunden-ventures.implied_stake")) == ("5.95", "5.95")


def test_a_price_before_the_round_takes_the_new_money_in(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 730mn EUR, basis: pre_money}\n" + INVESTOR
    assert ends(derived(tmp_path, deal, "erfunden-ventures.implied_stake")) == ("6.02", "6.02")


def test_an_unstated_basis_gives_both_readings(tmp_path: Path) -> None:
    """50/930 and 50/830: 5.4 to 6.0 percent."""
    deal = "amount: 100mn EUR\nvaluation: {value: about 830mn EUR, basis: unstated}\n" + INVESTOR
    value = derived(tmp_path, deal, "erfunden-ventures.implied_stake")
    assert ends(value) == ("5.38", "6.02")
    assert set(value.caveats) == {"basis_unstated", "about"}


def test_an_upper_bound_stays_one(tmp_path: Path) -> None:
    deal = (
        "amount: 100mn EUR\nvaluation: {value: 1bn EUR, basis: post_money}\n"
        "participants: [{org: erfunden-ventures, amount: up to 50mn EUR}]\n"
    )
    assert ends(derived(tmp_path, deal, "erfunden-ventures.implied_stake")) == ("0.00", "5.00")


def test_existing_shares_buy_no_new_stake(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nshare_type: secondary\nvaluation: {value: 1bn EUR, basis: post_money}\n" + INVESTOR
    value = derived(tmp_path, deal, "erfunden-ventures.implied_stake")
    assert (value.value, value.reason) == (None, "existing_shares")


def test_without_a_valuation_the_reason_is_told_instead_of_nought(tmp_path: Path) -> None:
    value = derived(tmp_path, "amount: 100mn EUR\n" + INVESTOR, "erfunden-ventures.implied_stake")
    assert (value.value, value.reason, value.inputs) == (None, "no_valuation", ())


def test_the_price_before_is_the_price_after_less_the_new_money(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: about 830mn EUR, basis: unstated}\n"
    assert ends(derived(tmp_path, deal, "implied_pre")) == ("730000000.00", "730000000.00")


def test_a_stated_price_before_is_not_computed_again(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 730mn EUR, basis: pre_money}\n"
    assert derived(tmp_path, deal, "implied_pre").reason == "stated"


EARLIER = "kind: {kind}\nsubject: beispiel-labs\nsrc: blatt-januar\ndate: 2025-10-01\nvaluation: {{value: 500mn EUR, basis: post_money}}\n"


def test_a_step_up_goes_from_primary_to_primary_price(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 750mn EUR, basis: pre_money}\nrelations: [{type: follows, deal: vorige}]\n"
    value = derived(tmp_path, deal, "step_up", **{"deals/vorige.yml": EARLIER.format(kind="funding_round")})
    assert ends(value) == ("1.50", "1.50")


def test_a_price_of_existing_shares_is_no_measure(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 730mn EUR, basis: pre_money}\nrelations: [{type: follows, deal: vorige}]\n"
    value = derived(tmp_path, deal, "step_up", **{"deals/vorige.yml": EARLIER.format(kind="secondary_sale")})
    assert value.reason == "earlier_secondary"


def test_a_holder_is_diluted_and_buys_again(tmp_path: Path) -> None:
    """11 % before, 110 new, 30 of it their own, 840 after: 11 x (1 - 110/840) + 30/840 = 13.1 percent."""
    deal = (
        "amount: 110mn EUR\nvaluation: {value: 840mn EUR, basis: post_money}\nparts: {vor: {de: davor, en: before}}\n"
        "participants:\n  - org: erfunden-ventures\n    amount: 30mn EUR\n"
        "    stake: {value: 11 %, scope: previous, what: vor}\n"
    )
    assert ends(derived(tmp_path, deal, "erfunden-ventures.stake_after")) == ("13.13", "13.13")


def test_what_is_left_is_the_whole_less_the_named_parts(tmp_path: Path) -> None:
    deal = (
        "amount: 100mn EUR\nparticipants:\n  - {org: erfunden-ventures, amount: up to 30mn EUR}\n"
        "  - {org: zweite-ventures, amount: 20mn EUR}\n"
    )
    second = {"organisations/zweite-ventures.yml": "name: Zweite Ventures\nkind: investor\n"}
    assert ends(derived(tmp_path, deal, "unallocated", **second)) == ("50000000.00", "80000000.00")


def test_a_contract_is_spread_over_its_term(tmp_path: Path) -> None:
    deal = "duration_months: 60\namount: 300mn EUR\n"
    text = (HEAD + deal).replace("funding_round", "compute_contract")
    checked, _ = builders.check(builders.publication(tmp_path, **{"deals/runde.yml": text}))
    assert checked is not None
    assert ends(checked.today.derived["runde"]["annual_value"]) == ("60000000.00", "60000000.00")


def test_prose_prints_a_derived_value_and_is_told_why_there_is_none(tmp_path: Path) -> None:
    deal = HEAD + "amount: 80mn EUR\nvaluation: {value: 840mn EUR, basis: post_money}\n" + INVESTOR
    issue = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]
    bound = issue.replace("[[runde/amount]]", "[[runde/erfunden-ventures.implied_stake]]")
    assert (
        builders.findings(
            builders.publication(
                tmp_path / "a", **{"deals/runde.yml": deal, "briefings/2026-01-30-runde/briefing.yml": bound}
            )
        )
        == []
    )
    told = builders.findings(
        builders.publication(
            tmp_path / "b",
            **{
                "deals/runde.yml": deal.replace("valuation: {value: 840mn EUR, basis: post_money}\n", ""),
                "briefings/2026-01-30-runde/briefing.yml": bound,
            },
        )
    )
    assert {line.split()[1] for line in told} == {"not-computable"}


numbers = st.integers(0, 10**12).map(Decimal)


@given(numbers, numbers, numbers, numbers)
def test_interval_arithmetic_holds_every_outcome(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    total, rest, quotient = one.plus(other), one.minus(other), one.over(other)
    for x in (one.low, one.high):
        for y in (other.low, other.high):
            assert x is not None and y is not None and total.high is not None and rest.high is not None
            assert total.low <= x + y <= total.high
            assert rest.low <= max(x - y, Decimal(0)) <= rest.high
            if y and quotient is not None:
                assert quotient.low <= x / y and (quotient.high is None or x / y <= quotient.high)


@pytest.mark.parametrize("path", ["erfunden-ventures.implied_stake", "implied_pre"])
def test_a_derived_value_carries_its_claims(tmp_path: Path, path: str) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 840mn EUR, basis: post_money}\n" + INVESTOR
    assert len(derived(tmp_path, deal, path).inputs) == 2
