"""Amounts mean what their words allow; what is unclear is refused with the right word."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.money import ABOUT, Interval, Measure, NotANumber, Quantity, parse

TABLE = (Path(__file__).parents[1] / "cases" / "amounts.txt").read_text(encoding="utf-8").splitlines()
ROWS = [row for row in TABLE if row.strip() and not row.startswith("#")]
ACCEPTED = [tuple(cell.strip() for cell in row.split("|")) for row in ROWS if "!" not in row]
REFUSED = [tuple(cell.strip() for cell in row.split("!", 1)) for row in ROWS if "!" in row]

digits = st.from_regex(r"(0|[1-9][0-9]{0,4})(\.[0-9]{1,2})?", fullmatch=True)
units = st.sampled_from(["", "k", "mn", "bn"])
codes = st.sampled_from(["EUR", "USD", "CHF", "XXX"])
qualifiers = st.sampled_from(["", "at least ", "over ", "up to ", "under ", "about "])
ends = st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=2)


@st.composite
def amounts(draw: st.DrawFn) -> str:
    """A text of the grammar for money."""
    if draw(st.booleans()):
        return f"{draw(qualifiers)}{draw(digits)}{draw(units)} {draw(codes)}"
    unit = draw(units)
    low, high = sorted((draw(digits), draw(digits)), key=Decimal)
    if Decimal(low) == Decimal(high):
        high = str(int(Decimal(high)) + 1)
    return f"{low}{unit} to {high}{unit} {draw(codes)}"


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval that a quantity can have, and empty ones."""
    high = draw(st.none() | ends)
    return Interval(draw(ends), high, draw(st.booleans()), high is not None and draw(st.booleans()))


def read(text: str) -> Quantity:
    """The quantity in whatever measure the text's unit belongs to."""
    measure: Measure = "share" if text.endswith("%") else "power" if text.endswith("W") else "money"
    return parse(text, measure)


def written(interval: Interval) -> tuple[str, str]:
    """An interval as the table writes it."""
    low = f"{'(' if interval.low_open else '['}{interval.low.normalize():f}"
    if interval.high is None:
        return low, "∞)"
    return low, f"{interval.high.normalize():f}{')' if interval.high_open else ']'}"


def contains(interval: Interval, number: Decimal) -> bool:
    """Whether a number is in an interval, by the definition of its ends."""
    above = number > interval.low or (number == interval.low and not interval.low_open)
    below = interval.high is None or number < interval.high or (number == interval.high and not interval.high_open)
    return above and below


@pytest.mark.parametrize(("text", "canonical", "low", "high"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_an_amount_means_its_interval(text: str, canonical: str, low: str, high: str) -> None:
    quantity = read(text)
    assert str(quantity) == canonical
    assert written(quantity.interval) == (low, high)


@pytest.mark.parametrize(("text", "hint"), REFUSED, ids=[row[0] for row in REFUSED])
def test_an_unclear_amount_is_refused_with_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(NotANumber) as refused:
        read(text)
    assert hint in refused.value.hint


REWRITTEN = [(row[0], match[1]) for row in REFUSED if (match := re.fullmatch(r"write '(.*\d.*)'", row[1]))]


@pytest.mark.parametrize(("text", "better"), REWRITTEN, ids=[row[0] for row in REWRITTEN])
def test_what_a_hint_tells_to_write_can_be_read(text: str, better: str) -> None:
    assert str(read(better)) == better


@given(amounts())
def test_the_canonical_text_says_the_same(text: str) -> None:
    quantity = parse(text, "money")
    again = parse(str(quantity), "money")
    assert (again, again.interval, again.step) == (quantity, quantity.interval, quantity.step)


@given(amounts())
def test_the_canonical_text_stays_as_it_is(text: str) -> None:
    canonical = str(parse(text, "money"))
    assert str(parse(canonical, "money")) == canonical


@given(st.text(max_size=30))
def test_any_other_text_is_refused_and_never_crashes(text: str) -> None:
    for measure in ("money", "share", "power"):
        try:
            quantity = parse(text, measure)
        except NotANumber as refused:
            assert refused.message
        else:
            assert quantity.low is None or quantity.low >= 0


@given(intervals(), intervals())
def test_meeting_is_commutative(one: Interval, other: Interval) -> None:
    assert one.meet(other) == other.meet(one)


@given(intervals(), intervals(), intervals())
def test_meeting_is_associative(a: Interval, b: Interval, c: Interval) -> None:
    assert a.meet(b).meet(c) == a.meet(b.meet(c))


@given(intervals())
def test_meeting_oneself_changes_nothing(interval: Interval) -> None:
    assert interval.meet(interval) == interval


@given(intervals(), intervals(), ends)
def test_a_number_is_in_the_meeting_if_it_is_in_both(one: Interval, other: Interval, number: Decimal) -> None:
    for candidate in {number, one.low, other.low, one.high or number, other.high or number}:
        assert contains(one.meet(other), candidate) == (contains(one, candidate) and contains(other, candidate))


@given(intervals(), ends)
def test_an_empty_interval_contains_nothing(interval: Interval, number: Decimal) -> None:
    if interval.empty:
        assert not contains(interval, number)


@given(digits, units)
def test_about_is_five_percent_or_half_the_last_digit(number: str, unit: str) -> None:
    quantity = parse(f"about {number}{unit} EUR", "money")
    assert quantity.low is not None
    reach = max(quantity.low * ABOUT, quantity.step / 2)
    assert quantity.interval == Interval(max(quantity.low - reach, Decimal(0)), quantity.low + reach)
    assert contains(quantity.interval, quantity.low)


def test_more_digits_are_more_exact() -> None:
    assert parse("2bn USD", "money").step == 10**9
    assert parse("2.0bn USD", "money").step == 10**8
    assert parse("about 2bn USD", "money").interval.width > parse("about 2.0bn USD", "money").interval.width


def test_a_bound_excludes_its_own_number_only_where_it_says_so() -> None:
    at_least, up_to = (parse(f"{word} 50bn USD", "money").interval for word in ("at least", "up to"))
    over, under = (parse(f"{word} 50bn USD", "money").interval for word in ("over", "under"))
    assert not at_least.meet(up_to).empty
    assert over.meet(up_to).empty and at_least.meet(under).empty and over.meet(under).empty


def test_digits_of_other_scripts_are_no_digits() -> None:
    with pytest.raises(NotANumber):
        parse("５０bn USD", "money")
