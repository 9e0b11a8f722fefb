"""Whatever a reader does, no page breaks its own policy, asks another host or keeps a cookie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.kinds import LANGUAGES, Site

WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", event => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def _search(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Nvidia")
    page.wait_for_selector("#kb-search [aria-busy=false] li")
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _theme(page: Any) -> None:
    page.click("[data-kb-theme]")
    page.click("[data-kb-theme]")


def _language(page: Any) -> None:
    with page.expect_navigation():
        page.click("header a[hreflang]")


def _details(page: Any) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")


def _print(page: Any) -> None:
    page.emulate_media(media="print")
    page.pdf()
    page.emulate_media(media="screen")


ACTS: tuple[Callable[[Any], None], ...] = (_theme, _details, _search, _language, _print)


@pytest.mark.parametrize(
    "language", [LANGUAGES[0], *(pytest.param(other, marks=pytest.mark.soak) for other in LANGUAGES[1:])]
)
def test_no_page_breaks_its_policy_asks_another_host_or_keeps_a_cookie(
    language: str, browser: Any, site: Site, server: str
) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    foreign: list[str] = []
    broken: dict[str, list[str]] = {}
    page.on(
        "request",
        lambda ask: None if ask.url.startswith((site.address, server, "data:", "blob:")) else foreign.append(ask.url),
    )

    def look(where: str) -> None:
        found = page.evaluate("window.broken")
        if found:
            broken[where] = found

    for address in site.pages:
        if address.startswith(f"{language}/") or "/" not in address:
            page.goto(site.address + address, wait_until="load")
            look(address)
    for act in ACTS:
        page.goto(f"{server}{language}/briefings/2026-01-30-openai-runde/")
        act(page)
        look(act.__name__)
    kept = context.cookies()
    context.close()
    assert (foreign, broken, kept) == ([], {}, [])


def test_the_policy_is_in_force(browser: Any, server: str) -> None:
    """Otherwise the test above would prove nothing: an inline script and a foreign picture are refused."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{server}de/")
    page.evaluate("""async () => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        const image = new Image();
        image.src = "https://elsewhere.example/pixel.png";
        document.body.append(image);
        while (window.broken.length < 2) await new Promise((next) => setTimeout(next, 10));
    }""")
    assert page.evaluate("window.ran") is None
    assert {entry.split()[0] for entry in page.evaluate("window.broken")} == {"script-src-elem", "img-src"}
    context.close()
