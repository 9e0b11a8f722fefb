"""What follows from figures can be checked by hand."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.knowledge import know
from generator.analysis.values import Derived
from generator.content import load
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
    deal = "amount: 100mn EUR\nvaluation: {value: about 830mn EUR, basis: post_money}\n"
    value = derived(tmp_path, deal, "implied_pre")
    assert ends(value) == ("730000000.00", "730000000.00")
    assert value.caveats == ("about",)


def test_without_a_basis_the_price_before_is_one_of_two(tmp_path: Path) -> None:
    """It was read as the price after, and a price before that was 830 already stood as 730."""
    deal = "amount: 100mn EUR\nvaluation: {value: 830mn EUR, basis: unstated}\n"
    value = derived(tmp_path, deal, "implied_pre")
    assert (ends(value), value.caveats) == (("730000000.00", "830000000.00"), ("basis_unstated",))


def claims(*rows: str, name: str = "val") -> str:
    return "{claims: [" + ", ".join(f"{{id: {name}-{n}, {row}}}" for n, row in enumerate(rows)) + "]}\n"


def test_two_prices_that_lie_the_new_money_apart_label_each_other(tmp_path: Path) -> None:
    valuation = claims("value: 350mn EUR, basis: unstated", "value: 380mn EUR, basis: unstated")
    before = derived(tmp_path / "a", f"amount: 30mn EUR\nvaluation: {valuation}", "implied_pre")
    assert (ends(before), before.caveats) == (("350000000.00", "350000000.00"), ("paired",))
    apart = derived(tmp_path / "b", f"amount: 20mn EUR\nvaluation: {valuation}", "implied_pre")
    assert "paired" not in apart.caveats


POST = "valuation: {value: 1bn EUR, basis: post_money}\n"


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("{value: over 60mn EUR, scope: cumulative}", "other_scope"),
        ("{value: 60mn EUR, scope: holding}", "other_scope"),
        ("{value: 60mn EUR, scope: sought}", "talks"),
        ("undisclosed", "no_amount"),
    ],
)
def test_what_is_no_money_of_the_round_buys_no_stake(amount: str, reason: str, tmp_path: Path) -> None:
    """A running total of 60 over a value of 1,000 was told as the stake that this round buys."""
    deal = f"amount: 100mn EUR\n{POST}participants: [{{org: erfunden-ventures, amount: {amount}}}]\n"
    value = derived(tmp_path, deal, "erfunden-ventures.implied_stake")
    assert (value.value, value.reason) == (None, reason)


@pytest.mark.parametrize("state", ["rumoured", "in_talks", "term_sheet"])
def test_money_in_talks_makes_no_derived_value(state: str, tmp_path: Path) -> None:
    deal = (
        f"amount: 100mn EUR\n{POST}participants: [{{org: erfunden-ventures, amount: 50mn EUR}}, {{org: labor-zwei}}]\n"
    )
    second = {"organisations/labor-zwei.yml": "name: Labor Zwei\nkind: investor\n"}
    text = (HEAD + deal).replace("date: 2026-01-29", f"status: [{{to: {state}, date: 2026-01-29}}]")
    checked, found = builders.check(builders.publication(tmp_path, **{"deals/runde.yml": text}, **second))
    assert checked is not None, found
    values = checked.today.derived["runde"]
    assert {path: value.reason for path, value in values.items()} == {
        "erfunden-ventures.implied_stake": "talks",
        "implied_pre": "talks",
        "step_up": "talks",
    }


def test_a_part_that_is_still_in_talks_is_not_reckoned_with_the_round(tmp_path: Path) -> None:
    """The round is announced; one investor's money, told as a deal of its own, is not."""
    own = (
        "kind: stake\nsubject: beispiel-labs\ntitle: {de: Teil, en: Part}\nsrc: blatt-januar\namount: 50mn EUR\n"
        "status: [{to: in_talks, date: 2026-01-29}]\nrelations: [{type: part_of, deal: runde}]\n"
    )
    deal = f"amount: 100mn EUR\n{POST}participants: [{{org: erfunden-ventures, deal: teil}}]\n"
    value = derived(tmp_path, deal, "erfunden-ventures.implied_stake", **{"deals/teil.yml": own})
    assert (value.value, value.reason) == (None, "talks")


def test_a_deal_that_came_to_nothing_has_no_derived_value(tmp_path: Path) -> None:
    text = (HEAD + "amount: 100mn EUR\n" + POST).replace(
        "date: 2026-01-29", "status: [{to: announced, date: 2026-01-29}, {to: cancelled, date: 2026-03-12}]"
    )
    checked, found = builders.check(builders.publication(tmp_path, **{"deals/runde.yml": text}))
    assert checked is not None, found
    assert checked.today.derived["runde"]["implied_pre"].reason == "ended"


def test_a_sought_value_is_no_price_of_agreed_money(tmp_path: Path) -> None:
    """What a listing raised was taken off the value that had been hoped for."""
    deal = "amount: 85mn EUR\nvaluation: {value: 1.75bn EUR, basis: unstated, scope: sought}\n"
    assert derived(tmp_path, deal, "implied_pre").reason == "other_scope"


def test_a_value_of_another_day_is_no_price_of_the_round(tmp_path: Path) -> None:
    later = "amount: 100mn EUR\nvaluation: {value: 2bn EUR, basis: post_money, as_of: %s}\n"
    assert derived(tmp_path / "a", later % "2025-06-30", "implied_pre").reason == "other_scope"
    assert ends(derived(tmp_path / "b", later % "2026-02", "implied_pre")) == ("1900000000.00", "1900000000.00")


def test_a_market_value_is_no_price_of_new_money(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 2bn EUR, basis: unstated}\n"
    for folder, kind, ticker, reason in (
        ("a", "ipo", "", "market_value"),
        ("b", "stake", "ticker: XNAS:BSPL\n", "market_value"),
        ("c", "funding_round", "ticker: XNAS:BSPL\n", None),
    ):
        lab = builders.FILES["organisations/beispiel-labs.yml"] + ticker
        text = (HEAD + deal).replace("funding_round", kind)
        content = builders.publication(
            tmp_path / folder, **{"deals/runde.yml": text, "organisations/beispiel-labs.yml": lab}
        )
        checked, found = builders.check(content)
        assert checked is not None, found
        assert checked.today.derived["runde"]["implied_pre"].reason == reason, kind


def test_the_only_part_that_was_agreed_is_reckoned_with_and_told_as_such(tmp_path: Path) -> None:
    """730 and a first step of 110: 50 of it are 50/840, and the reader is told that it is the first step alone."""
    parts = "parts: {erst: {de: erster Schritt, en: first step}, zweit: {de: zweiter, en: second}}\n"
    step = "amount: {use: sum-0, " + claims("value: 110mn EUR, scope: part, what: erst", name="sum")[1:]
    price = "valuation: " + claims(
        "value: 730mn EUR, basis: pre_money", "value: 845mn EUR, basis: post_money, scope: part, what: erst"
    )
    value = derived(tmp_path / "a", parts + step + price + INVESTOR, "erfunden-ventures.implied_stake")
    assert ends(value) == ("5.92", "5.92") and "part" not in value.caveats, "50/845, the step's own price"
    price = "valuation: {value: 730mn EUR, basis: pre_money}\n"
    value = derived(tmp_path / "b", parts + step + price + INVESTOR, "erfunden-ventures.implied_stake")
    assert ends(value) == ("5.95", "5.95") and "part" in value.caveats
    two = (
        "amount: {use: sum-0, "
        + claims(*(f"value: 110mn EUR, scope: part, what: {what}" for what in ("erst", "zweit")), name="sum")[1:]
    )
    value = derived(tmp_path / "c", parts + two + price + INVESTOR, "erfunden-ventures.implied_stake")
    assert value.value is None, "one of two parts is not what was agreed"


def test_a_stated_price_before_is_not_computed_again(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 730mn EUR, basis: pre_money}\n"
    assert derived(tmp_path, deal, "implied_pre").reason == "stated"


EARLIER = "kind: {kind}\nsubject: beispiel-labs\nsrc: blatt-januar\ndate: 2025-10-01\nvaluation: {{value: 500mn EUR, basis: post_money}}\n"


def test_a_step_up_goes_from_primary_to_primary_price(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 750mn EUR, basis: pre_money}\nrelations: [{type: follows, deal: vorige}]\n"
    value = derived(tmp_path, deal, "step_up", **{"deals/vorige.yml": EARLIER.format(kind="funding_round")})
    assert ends(value) == ("1.50", "1.50")


def test_a_step_up_is_reckoned_where_no_source_labels_the_prices(tmp_path: Path) -> None:
    """Sources seldom say pre-money: of 67 deals none had a step-up. 840 less 100, over 500: 1.48."""
    deal = "amount: 100mn EUR\nvaluation: {value: 840mn EUR, basis: post_money}\nrelations: [{type: follows, deal: vorige}]\n"
    value = derived(tmp_path / "a", deal, "step_up", **{"deals/vorige.yml": EARLIER.format(kind="funding_round")})
    assert ends(value) == ("1.48", "1.48")
    deal = deal.replace("post_money", "unstated")
    value = derived(tmp_path / "b", deal, "step_up", **{"deals/vorige.yml": EARLIER.format(kind="funding_round")})
    assert ends(value) == ("1.48", "1.68") and "basis_unstated" in value.caveats


def test_without_a_word_the_round_before_is_the_latest_by_date(tmp_path: Path) -> None:
    deal = "amount: 100mn EUR\nvaluation: {value: 750mn EUR, basis: pre_money}\n"
    older = EARLIER.format(kind="funding_round").replace("2025-10", "2024-10").replace("500mn", "300mn")
    later = EARLIER.format(kind="funding_round").replace("2025-10-01", "2026-03-12").replace("500mn", "900mn")
    rounds = {
        "deals/aelter.yml": older,
        "deals/vorige.yml": EARLIER.format(kind="funding_round"),
        "deals/spaeter.yml": later,
    }
    assert ends(derived(tmp_path, deal, "step_up", **rounds)) == ("1.50", "1.50")


def test_a_step_up_goes_past_a_sale_of_existing_shares(tmp_path: Path) -> None:
    """The round follows a sale of existing shares, which follows a round: that one is the measure."""
    sale = EARLIER.format(kind="secondary_sale") + "relations: [{type: follows, deal: davor}]\n"
    deal = "amount: 100mn EUR\nvaluation: {value: 750mn EUR, basis: pre_money}\nrelations: [{type: follows, deal: vorige}]\n"
    first = EARLIER.format(kind="funding_round").replace("500mn", "300mn")
    value = derived(tmp_path, deal, "step_up", **{"deals/vorige.yml": sale, "deals/davor.yml": first})
    assert ends(value) == ("2.50", "2.50")


def test_real_rounds_have_step_ups_that_can_be_followed_by_hand() -> None:
    """730 / 300, 900 / 380 and 129 to 134 over 62 to 72: the sums of three rounds of the demonstration."""
    archive, found = load.load(builders.ROOT / "content", kinds=builders.KINDS)
    assert archive is not None, found
    known = know(archive, archive.publication.as_of or builders.TODAY, undated=True)
    steps = {name: ends(v["step_up"]) for name, v in known.derived.items() if "step_up" in v and v["step_up"].value}
    assert len(steps) >= 5
    assert steps["openai-round-2026"] == ("2.43", "2.43")
    assert steps["anthropic-series-h"] == ("2.37", "2.37")
    assert steps["databricks-2026"] == ("1.79", "2.16")


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
