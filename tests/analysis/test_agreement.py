"""Numbers agree if one rounds to the other; claims in one currency need no rate; one number is not both pre and post."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.agreement import ROUNDED, apart, both_labels
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.text import money
from tests.analysis.test_figures import claim, known

AGREE = [
    ("4.5bn USD", "4.46bn USD"),
    ("17.4bn USD", "17.39bn USD"),
    ("586mn USD", "600mn USD"),
    ("852bn USD", "850bn USD"),
    ("up to 99.6bn USD", "100bn USD"),
    ("at least 100bn USD", "99.6bn USD"),
    ("over 50bn USD", "50bn USD"),
    ("10bn to 19.8bn USD", "20bn USD"),
    ("10bn to 19.8bn USD", "20bn to 25bn USD"),
    ("about 100bn USD", "96bn USD"),
    ("50bn USD", "50.0bn USD"),
]
DIFFER = [
    ("500mn USD", "586mn USD"),
    ("500mn USD", "600mn USD"),
    ("50bn USD", "52bn USD"),  # the same to one digit, but 4 % apart
    ("730bn USD", "750bn USD"),
    ("840bn USD", "852bn USD"),
    ("4.50bn USD", "4.46bn USD"),  # a zero behind the point was written on purpose
    ("up to 50bn USD", "60bn USD"),
    ("under 50bn USD", "over 50bn USD"),
    ("under 50bn USD", "at least 50bn USD"),
    ("about 100bn USD", "94bn USD"),
    ("1bn USD", "1mn USD"),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_numbers_agree_if_one_rounds_to_the_other(one: str, other: str) -> None:
    a, b = money.parse(one, "money"), money.parse(other, "money")
    assert not apart(a, b) and not apart(b, a)
    (group,) = known(claim(one, "wsj"), claim(other, "reuters")).groups
    assert group.agreement == "agree"


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_numbers_differ_if_neither_rounds_to_the_other(one: str, other: str) -> None:
    a, b = money.parse(one, "money"), money.parse(other, "money")
    assert apart(a, b) and apart(b, a)
    (group,) = known(claim(one, "wsj"), claim(other, "reuters")).groups
    assert group.agreement == "differ" and len(group.conflicts) == 1


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([0, -1, -2]))
def test_rounding_is_never_wider_than_three_per_cent(one: int, other: int, places: int) -> None:
    a, b = (money.parse(f"{money.Decimal(n).scaleb(places):f}bn USD", "money") for n in (one, other))
    assert a.low is not None and b.low is not None
    if not apart(a, b):
        assert abs(a.low - b.low) <= ROUNDED * max(a.low, b.low)


def test_a_converted_number_agrees_within_its_own_digits() -> None:
    """50 billion euros were 59.6 billion dollars that day: who rounds prints 60, and nobody prints 65."""
    for dollars, said in (
        ("60bn USD", "agree"),
        ("59.6bn USD", "agree"),
        ("65bn USD", "differ"),
        ("50bn USD", "differ"),
    ):
        euros = claim("50bn EUR", "wsj", as_of="2026-01-30")
        (group,) = known(euros, claim(dollars, "reuters")).groups
        assert group.agreement == said, dollars


def test_a_conversion_at_the_rate_of_another_day_of_the_week_agrees() -> None:
    """59.6 billion dollars were 50 billion euros that day; a rate one per cent off contradicts nobody, four do."""
    for euros, said in (
        ("50.5bn EUR", "agree"),
        ("at least 50.5bn EUR", "agree"),
        ("52bn EUR", "differ"),
        ("52.1bn EUR", "differ"),
        ("at least 52.1bn EUR", "differ"),
        ("about 54bn EUR", "differ"),
    ):
        dollars = claim("59.6bn USD", "reuters", as_of="2026-01-30")
        (group,) = known(dollars, claim(euros, "wsj", as_of="2026-01-30")).groups
        assert group.agreement == said, euros


def test_claims_in_one_currency_need_no_rate() -> None:
    """Undated ones in a foreign currency are compared with each other, and with dated ones in that currency."""
    (group,) = known(claim("5bn EUR", "undated"), claim("7bn EUR", "undated-too"), undated=True).groups
    assert group.agreement == "differ"
    (group,) = known(claim("5bn EUR", "undated"), claim("5bn EUR", "reuters"), undated=True).groups
    assert group.agreement == "agree"
    (group,) = known(claim("5bn EUR", "undated"), claim("7bn EUR", "reuters"), undated=True).groups
    assert group.agreement == "differ"


def test_without_a_rate_each_currency_is_compared_within_itself() -> None:
    (group,) = known(
        claim("5bn EUR", "undated"), claim("7bn EUR", "undated-too"), claim("1bn USD", "wsj"), undated=True
    ).groups
    assert [(str(a.value), str(b.value)) for a, b in group.conflicts] == [("5bn EUR", "7bn EUR")]


def test_what_names_no_currency_is_compared_with_nothing() -> None:
    (group,) = known(claim("5bn XXX", "wsj"), claim("7bn XXX", "reuters")).groups
    assert group.conflicts == ()


def valuations(*values: tuple[str, str]) -> tuple[KnownClaim, ...]:
    names = ("wsj", "reuters", "ft")
    figure: KnownFigure = known(*(claim(v, name, basis=b) for name, (v, b) in zip(names, values, strict=False)))
    return figure.claims


def test_one_number_both_before_and_after_the_money_is_told() -> None:
    both = valuations(("730bn USD", "pre_money"), ("730bn USD", "post_money"))
    assert len(both_labels(both, known(claim("110bn USD", "wsj")).claims)) == 1
    assert both_labels(both, known(claim("1bn USD", "wsj")).claims) == (), "so little money is lost in rounding"
    assert both_labels(both, ()) == (), "without an amount nothing is known to be wrong"
    right = valuations(("730bn USD", "pre_money"), ("840bn USD", "post_money"), ("730bn USD", "unstated"))
    assert both_labels(right, known(claim("110bn USD", "wsj")).claims) == ()
