"""Slips of numbers are told, and what people do with numbers every day is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.rules.detector import Example
from tests.rules.test_detectors import publication, told

RATES = "date,base,quote,rate\n2025-01-02,EUR,USD,1.03\n2026-01-28,EUR,USD,1.19\n2026-01-28,EUR,GBP,0.87\n"


def asked(folder: Path, deal: str, **files: str) -> dict[str, str]:
    """The messages by the code of each finding."""
    example = Example("", deal, files={"rates/ecb.csv": RATES, **files})
    return {problem.code: f"{problem.message}; {problem.hint}" for problem in told(publication(folder, example))}


def test_an_exact_number_that_two_pages_print_is_not_the_copy_of_a_rounded_one(tmp_path: Path) -> None:
    """Whatever the subject reports in: here dollars, and the euros are the original."""
    deal = """
    amount:
      claims:
        - {id: rounded, value: about 24mn USD, src: via-agency}
        - {id: exact, value: 20mn EUR, src: [agency, also-via-agency]}
    """
    assert "quote 'exact'" in asked(tmp_path, deal)["converted-by-relay"]


def test_a_conversion_needs_no_reporting_currency(tmp_path: Path) -> None:
    """Two currencies of which the subject reports in neither."""
    deal = """
    amount:
      claims:
        - {id: pounds, value: 100mn GBP, src: agency}
        - {id: euros, value: about 115mn EUR, src: via-agency}
    """
    assert "quote 'pounds'" in asked(tmp_path, deal)["converted-by-relay"]


def test_a_conversion_at_last_years_rate_is_asked_about(tmp_path: Path) -> None:
    deal = """
    amount:
      claims:
        - {id: a, value: 50bn USD, src: agency}
        - {id: b, value: about 48.5bn EUR, src: via-agency}
    """
    assert "at the rate of 2025-01-02" in asked(tmp_path, deal)["rate-of-another-day"]


def test_one_number_is_not_the_valuation_before_and_after_the_money(tmp_path: Path) -> None:
    deal = """
    amount: {id: a, value: 30bn USD, src: agency}
    valuation:
      claims:
        - {id: b, value: 380bn USD, src: agency, basis: post_money}
        - {id: c, value: 380bn USD, src: daily, basis: pre_money}
    """
    assert "came between" in asked(tmp_path, deal)["basis-mismatch"]


def test_a_combined_value_is_not_the_price_of_an_acquisition(tmp_path: Path) -> None:
    deal = """
    kind: acquisition
    amount: {id: a, value: 1.25tn USD, src: daily}
    valuation:
      claims:
        - {id: b, value: 250bn USD, src: agency}
        - {id: c, value: 1.25tn USD, src: agency, scope: related, what: together}
    parts: {together: {de: zusammen, en: together}}
    """
    assert "as much as 'c'" in asked(tmp_path, deal)["valuation-as-raise"]


def test_what_the_buyer_is_worth_is_not_the_price(tmp_path: Path) -> None:
    deal = """
    kind: acquisition
    amount: {id: a, value: 120bn USD, src: daily}
    participants: [{org: erfunden-ventures, role: acquirer}]
    """
    buyer = (
        "kind: funding_round\nsubject: erfunden-ventures\ntitle: {de: a, en: b}\n"
        "valuation: {id: b, value: 120bn USD, src: daily, said: company}\n"
    )
    assert "as much as 'b'" in asked(tmp_path, deal, **{"deals/y.yml": buyer})["valuation-as-raise"]


@pytest.mark.parametrize("scope", ["part", "previous", "recurring", "related"])
def test_the_number_of_something_else_is_not_the_whole(tmp_path: Path, scope: str) -> None:
    deal = f"""
    amount:
      claims:
        - {{id: a, value: 110bn USD, src: agency}}
        - {{id: b, value: 35bn USD, src: agency, scope: {scope}, what: other}}
        - {{id: c, value: 35bn USD, src: daily}}
    parts: {{other: {{de: anderes, en: other}}}}
    """
    assert "'c' (35bn USD) is as much as 'b'" in asked(tmp_path, deal)["scope-suspect"]


@pytest.mark.parametrize("scope", ["cumulative", "sought"])
def test_a_total_and_what_was_sought_are_not_what_was_agreed(tmp_path: Path, scope: str) -> None:
    deal = f"""
    amount:
      claims:
        - {{id: a, value: 110bn USD, src: agency}}
        - {{id: b, value: 135bn USD, src: agency, scope: {scope}}}
        - {{id: c, value: 135bn USD, src: daily}}
    """
    assert "'c' (135bn USD) is as much as 'b'" in asked(tmp_path, deal)["scope-suspect"]


def test_a_company_has_no_more_than_all_its_shares(tmp_path: Path) -> None:
    deal = """
    participants:
      - {org: beispiel-labs, stake: {id: a, value: 90 %, src: agency}}
      - {org: erfunden-ventures, stake: {id: b, value: 20 %, src: agency}}
    """
    assert "110 %" in asked(tmp_path, deal)["stakes-exceed"]


def test_a_share_costs_what_it_is_of_the_valuation(tmp_path: Path) -> None:
    deal = """
    valuation: {id: v, value: 18bn USD, src: agency}
    participants:
      - org: erfunden-ventures
        amount: {id: a, value: 0.6bn USD, src: agency}
        stake: {id: b, value: 40 %, src: daily}
    """
    assert "worth 1.5bn USD" in asked(tmp_path, deal)["price-and-stake"]


def test_rents_make_their_total(tmp_path: Path) -> None:
    deal = """
    kind: compute_contract
    duration_months: 60
    amount:
      claims:
        - {id: a, value: 300bn USD, src: agency}
        - {id: b, value: 5bn USD, src: daily, scope: recurring, what: rent}
    parts: {rent: {de: Jahresmiete, en: annual rent}}
    """
    assert "yearly about 25bn USD in 60 months" in asked(tmp_path, deal)["instalments-mismatch"]


@pytest.mark.parametrize("slip", ["50bn EUR", "590mn USD", "59bn USD"])
def test_a_slip_of_the_scale_is_found_in_any_currency(tmp_path: Path, slip: str) -> None:
    deal = f"""
    amount:
      claims:
        - {{id: a, value: 59mn USD, src: agency}}
        - {{id: b, value: {slip}, src: no-origin}}
    """
    assert "'b'" in asked(tmp_path, deal)["scale-slip"]


@pytest.mark.parametrize("pair", [("USD", "GBP"), ("GBP", "EUR"), ("EUR", "USD")])
def test_equal_digits_in_any_two_currencies_are_asked_about(tmp_path: Path, pair: tuple[str, str]) -> None:
    deal = f"""
    valuation:
      claims:
        - {{id: a, value: 6.6bn {pair[0]}, src: agency, basis: post_money}}
        - {{id: b, value: 6.6bn {pair[1]}, src: no-origin, basis: unstated}}
    """
    assert "'b'" in asked(tmp_path, deal)["currency-suspect"]


HARMLESS = {
    "a number rounded to fewer digits": "{id: b, value: 120mn USD, src: daily}",
    "a number said to be about": "{id: b, value: about 119mn USD, src: daily}",
    "the same at the day's rate by another origin": "{id: b, value: 100mn EUR, src: daily}",
    "a range around it": "{id: b, value: 100mn to 150mn USD, src: daily}",
    "more than a rounder number": "{id: b, value: over 110mn USD, src: daily}",
    "one more relay": "{id: b, value: 119mn USD, src: via-agency}",
    "what was sought before, and came": "{id: b, value: 119mn USD, src: daily, scope: sought, as_of: 2025-12-01}",
    "something else with equal digits": "{id: b, value: 119mn USD, src: daily, scope: related, what: other}",
    "less, months before": "{id: b, value: 80mn USD, src: daily, as_of: 2025-10-01}",
}


@pytest.mark.parametrize("claim", HARMLESS.values(), ids=HARMLESS)
def test_what_people_do_with_numbers_every_day_is_not_told(tmp_path: Path, claim: str) -> None:
    deal = f"""
    amount:
      claims:
        - {{id: a, value: 119mn USD, src: agency}}
        - {claim}
    valuation:
      claims:
        - {{id: c, value: 1.2bn USD, src: agency, basis: pre_money}}
        - {{id: d, value: 1.32bn USD, src: agency, basis: post_money}}
    parts: {{other: {{de: anderes, en: other}}}}
    """
    assert asked(tmp_path, deal) == {}
