"""Numbers in quoted words are read in any language, and a doubtful one accuses nobody."""

from __future__ import annotations

import pytest

from generator.text import money, printed


def fits(words: str, value: str, measure: money.Measure = "money") -> bool | None:
    """Whether one of the numbers in the words is the value; None if there is no number in them."""
    found = printed.numbers(words)
    return any(printed.fits(money.parse(value, measure), number) for number in found) if found else None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("up to $50 billion", "up to 50bn USD"),
        ("US$50bn", "50bn USD"),
        ("$50 billion", "50bn CAD"),
        ("bis zu 50 Mrd. Dollar", "up to 50bn USD"),
        ("50-Milliarden-Dollar-Runde", "50bn USD"),
        ("eine Runde von 4,5 Mio. €", "4.5mn EUR"),
        ("USD 4,500,000", "4.5mn USD"),
        ("4.500.000 Euro", "4.5mn EUR"),
        ("1 200 millions d’euros", "1.2bn EUR"),
        ("un milliard d’euros, soit 1 milliard", "1bn EUR"),
        ("$7 billion to $8 billion", "7bn to 8bn USD"),
        ("$7-8 billion", "7bn to 8bn USD"),
        ("zwischen 10 und 20 Milliarden Euro", "10bn to 20bn EUR"),
        ("$17.4B", "17.39bn USD"),
        ("500 million pounds", "500mn GBP"),
        ("50 Milliarden", "50bn USD"),
    ],
)
def test_the_number_of_a_page_is_found_in_its_words(words: str, value: str) -> None:
    assert fits(words, value) is True


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("up to €50 billion", "up to 50bn USD"),
        ("$50 million", "50bn USD"),
        ("60 Milliarden Dollar", "50bn USD"),
        ("$5 billion", "50bn USD"),
        ("50 Billionen Dollar", "50bn USD"),
    ],
)
def test_another_number_is_another_number(words: str, value: str) -> None:
    assert fits(words, value) is False


@pytest.mark.parametrize("words", ["a record sum", "in 2026", "the 3 of them", "Series F", "7 December"])
def test_bare_numbers_are_none(words: str) -> None:
    assert fits(words, "50bn USD") is None


def test_shares_and_powers_have_their_units() -> None:
    assert fits("rund 11 Prozent", "about 11 %", "share") is True
    assert fits("a 12% stake", "about 11 %", "share") is False
    assert fits("2 gigawatts", "2 GW", "power") is True
    assert fits("2.000 Megawatt", "2 GW", "power") is True
    assert fits("2 megawatts", "2 GW", "power") is False
