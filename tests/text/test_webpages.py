"""Two addresses of one page are one, two pages are two, and an address tells its day."""

from __future__ import annotations

from datetime import date

import pytest

from generator.text.webpages import canonical, days_in, host, label

PAGE = "https://example.org/news/a-round"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/news/a-round",
        "https://WWW.Example.org:443/news/a-round/",
        "https://m.example.org/news/a-round?utm_source=x&fbclid=1#top",
        "https://amp.example.org/news/a-round/amp/",
        "https://mobile.example.org//news/a-round.amp",
        "https://example.org/amp/news/a-round",
        "https://example.org/news/a-round/index.html",
        "https://example.org/news/a-round?brand_new=parameter&of=somebody",
        "https://example.org/news/a%2Dround",
        "https://web.archive.org/web/20260131000000/https://www.example.org/news/a-round",
        "https://www.google.com/amp/s/example.org/news/a-round/amp",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/a-round",
    ],
)
def test_one_page_has_one_name_at_all_its_addresses(url: str) -> None:
    assert canonical(url) == canonical(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/A-round",
        "https://example.org/news/a-round?page=2",
        "https://example.org/news/a-round?id=7",
        "https://example.org/news/a-round?articleId=7",
        "https://other.example.org/news/a-round",
        "https://example.net/news/a-round",
        "https://example.org/news/a-round-2",
        "https://example.org/#/news/a-round",
        "https://amp.org/news/a-round",
    ],
)
def test_two_pages_have_two_names(url: str) -> None:
    assert canonical(url) != canonical(PAGE)


def test_a_program_needs_its_parameters_but_for_trackers() -> None:
    one, other = (f"https://example.org/view.php?k={k}&utm_medium=rss" for k in (1, 2))
    assert canonical(one) != canonical(other)
    assert canonical(one) == canonical("https://example.org/view.php?gclid=9&k=1")
    assert canonical("https://example.org/?k=1") != canonical("https://example.org/?k=2")


def test_a_publisher_keeps_its_name_in_every_country() -> None:
    assert {label(host(url)) for url in ("https://www.bbc.co.uk/a", "https://bbc.com/a", "http://news.bbc.co.uk")} == {
        "bbc"
    }


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("2026/01/30/a", date(2026, 1, 30), date(2026, 1, 30)),
        ("business/2026/jan/30/a", date(2026, 1, 30), date(2026, 1, 30)),
        ("2026/02/a", date(2026, 2, 1), date(2026, 2, 28)),
        ("2025/12/", date(2025, 12, 1), date(2025, 12, 31)),
        ("a-2026-01-30.html", date(2026, 1, 30), date(2026, 1, 30)),
        ("2026/01-30-a", date(2026, 1, 30), date(2026, 1, 30)),
        ("67N20260130143043.html", date(2026, 1, 30), date(2026, 1, 30)),
        ("a-20260130", date(2026, 1, 30), date(2026, 1, 30)),
    ],
)
def test_an_address_tells_its_day(path: str, first: date, last: date) -> None:
    (found,) = days_in(f"https://example.org/{path}")
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "path", ["2026/13/a", "a-2026", "20260230", "cid/2144821", "120260130", "outlook-2026-27", "2026/a"]
)
def test_other_numbers_are_no_days(path: str) -> None:
    assert days_in(f"https://example.org/{path}") == ()
