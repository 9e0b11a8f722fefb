"""The finished site in a browser: it fits a phone, asks nobody else, keeps nothing, complains about nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.browser.kinds import ISSUE, LANGUAGES, PAGES, PHONES, Site, kind
from tests.publications import Made


def test_a_page_of_every_type_is_looked_at(story: Made) -> None:
    made = {kind(address) for edition in story.editions.values() for address in edition.addresses}
    assert made <= {kind(address) for address in PAGES}


@pytest.fixture(scope="module", params=["real_site", pytest.param("story_site", marks=pytest.mark.soak)])
def any_site(request: pytest.FixtureRequest) -> Site:
    """What is quickly looked at is looked at on the real content, and with --soak on the story too."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize(
    "width", [min(PHONES), *(pytest.param(wider, marks=pytest.mark.soak) for wider in PHONES if wider > min(PHONES))]
)
def test_no_page_is_wider_than_a_phone(width: int, browser: Any, any_site: Site) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for address in any_site.pages:
        page.goto(any_site.address + address)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[address] = (found, page.evaluate(_WIDEST, width))
    page.close()
    assert wide == {}


_WIDEST = """width => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > width + 0.5)
    .slice(0, 3).map(e => `${e.tagName.toLowerCase()}.${e.className}`)"""


@pytest.mark.soak
def test_pages_ask_no_other_host_keep_no_cookie_and_report_no_error(browser: Any, any_site: Site, real: Made) -> None:
    """Every day `test_privacy.py` asks the same of one language of the story, and clicks besides."""
    # The root's error page is served at any depth, so it names its style sheet with its whole address.
    home = real.checked.archive.publication.home
    context = browser.new_context()
    page = context.new_page()
    foreign: list[str] = []
    complaints: list[str] = []
    own = (any_site.address, home, "data:")
    page.route(f"{home}**", lambda route: route.continue_(url=route.request.url.replace(home, any_site.address)))
    page.on("request", lambda ask: None if ask.url.startswith(own) else foreign.append(ask.url))
    page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in any_site.pages:
        page.goto(any_site.address + address, wait_until="load")
    kept = context.cookies()
    context.close()
    assert (foreign, complaints, kept) == ([], [], [])


@pytest.mark.parametrize("page_address", ["", ISSUE, "deals/", "imprint/"])
def test_the_language_switch_leads_to_the_same_page_and_back(page_address: str, browser: Any, server: str) -> None:
    """That it does so on every page is read in `tests/publish/test_site.py`."""
    page = browser.new_page()
    page.goto(f"{server}de/{page_address}")
    page.click("header a[hreflang=en]")
    assert page.url == f"{server}en/{page_address}"
    assert page.get_attribute("html", "lang") == "en"
    page.click("header a[hreflang=de]")
    assert page.url == f"{server}de/{page_address}"
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_claims_are_visible_without_javascript(width: int, language: str, browser: Any, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{server}{language}/deals/openai-amazon-stake-2026/")
    rows = page.locator("table.kb-claims tbody tr")
    assert rows.count() >= 4
    for index in range(rows.count()):
        assert rows.nth(index).is_visible()
        cells = rows.nth(index).locator("th, td")
        assert [cells.nth(number).is_visible() for number in range(cells.count())] == [True] * 5
    assert page.locator("table.kb-claims .kb-chip--shown").first.is_visible()
    context.close()


def test_a_chart_for_other_sites_fits_a_narrow_frame(browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 480})
    page.goto(f"{server}de/embed/deals/openai-amazon-stake-2026/amount/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("svg:visible").count() == 1
    page.close()


@pytest.mark.parametrize(("turn", "width"), [(0, 390), pytest.param(1, 1280, marks=pytest.mark.soak)])
def test_what_is_pressed_is_large_enough_for_a_finger(
    turn: int, width: int, browser: Any, site: Site, sample: Callable[[Site, int, int], Sequence[str]]
) -> None:
    """44 px, as tokens.css has it; a link in running text is as high as its line. Each type of page narrow in one
    language; with --soak narrow and wide in all."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    small = {}
    for address in sample(site, turn, 2):
        if "embed/" in address:
            continue
        page.goto(site.address + address)
        found = page.evaluate("""() =>
            [...document.querySelectorAll("button, select, input:not([type=checkbox]), summary, nav a, body > header a, footer a")]
                .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
                .map(one => one.outerHTML.slice(0, 120))""")
        if found:
            small[address] = found
    page.close()
    assert small == {}


@pytest.mark.parametrize("width", [320, 360, 375, 390, 430])
def test_the_header_is_one_line_on_every_phone(width: int, browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    tops = set()
    for language in LANGUAGES:
        page.goto(f"{server}{language}/")
        shown = page.locator(".kb-wordmark, .kb-tools > :not([hidden])")
        middles = [box["y"] + box["height"] / 2 for box in (one.bounding_box() for one in shown.all()) if box]
        assert len(middles) == 5
        tops.add(max(middles) - min(middles) < 1)
    page.close()
    assert tops == {True}


def test_the_sections_open_with_the_keyboard_on_a_phone(browser: Any, server: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server}de/")
    link = page.locator("#kb-sections a").first
    assert not link.is_visible()
    page.focus("button[popovertarget=kb-sections].kb-tool--menu")
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    page.close()


_LOOKS = """() => [document.documentElement, document.body, ...document.querySelectorAll("h1, p, td, .kb-chip, .kb-chart *, dialog")]
    .map((one) => getComputedStyle(one)).map((one) => [one.color, one.backgroundColor, one.fill, one.stroke, one.borderColor])"""


@pytest.mark.parametrize("address", ["", f"de/{ISSUE}", "de/embed/deals/openai-amazon-stake-2026/amount/"])
def test_a_browser_from_before_2024_shows_the_day_and_no_dead_button(address: str, browser: Any, server: str) -> None:
    """It knows no `light-dark()`: as here, where the sheets and scripts that arrive call it something else."""
    new = browser.new_page(color_scheme="light")
    new.goto(server + address)
    old = browser.new_page(color_scheme="dark")

    def aged(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("light-dark(", "dark-light("))

    for suffix in ("css", "js"):
        old.route(f"**/assets/*.{suffix}", aged)
    old.goto(server + address)
    assert old.evaluate(_LOOKS) == new.evaluate(_LOOKS)
    assert not any(button.is_visible() for button in old.locator("[data-kb-theme]").all())
    new.close()
    old.close()


def test_a_chosen_colour_scheme_is_kept_without_a_cookie(browser: Any, server: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{server}de/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-kb-theme]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(f"{server}en/deals/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != light
    assert context.cookies() == []
    context.close()
