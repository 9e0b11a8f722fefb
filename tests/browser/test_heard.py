"""What a screen reader is told: Chromium's accessibility tree, read as one hears a page, without its looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pytest

from tests.browser.kinds import DEAL, ISSUE, LANGUAGES, Site

DAILY = (LANGUAGES[0], *(pytest.param(other, marks=pytest.mark.soak) for other in LANGUAGES[1:]))
"""By day one language is heard, by night all."""
SAMPLE = ("", ISSUE, DEAL, "organisations/openai/", "deals/", "flows/", "calendar/", "forecasts/", "data/")


class Heard(NamedTuple):
    """One thing that is announced: its role, its name, what is said after the name, its states."""

    role: str
    name: str
    description: str
    states: dict[str, str]


def heard(page: Any) -> Iterator[Heard]:
    """Everything on the page that assistive technology is given, in reading order."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    for node in nodes:
        if not node.get("ignored"):
            role, name, description = (node.get(key, {}).get("value", "") for key in ("role", "name", "description"))
            states = {state["name"]: str(state["value"].get("value")) for state in node.get("properties", ())}
            yield Heard(role, name, description, states)


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    found = browser.new_page(viewport={"width": 1280, "height": 900})
    yield found
    found.close()


@pytest.mark.parametrize("address", [ISSUE, DEAL])
def test_a_source_has_the_number_that_the_notes_name(address: str, page: Any, server: str) -> None:
    """Each group of sources is a list of its own, and its numbers do not start again at 1."""
    page.goto(f"{server}de/{address}")
    notes = [one.name for one in heard(page) if one.role == "link" and one.name.startswith("Quelle ")]
    shown = page.eval_on_selector_all("ol.kb-sources > li", "all => all.map(one => one.id)")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    named = {node["nodeId"]: node for node in nodes}

    def first_words(node: dict[str, Any]) -> str:
        own = str(node["name"]["value"]) if node.get("role", {}).get("value") == "StaticText" else ""
        return own or next(
            filter(None, (first_words(named[child]) for child in node["childIds"] if child in named)), ""
        )

    items = {}
    dom = page.context.new_cdp_session(page)
    for identity in shown:
        found = dom.send("Runtime.evaluate", {"expression": f"document.getElementById('{identity}')"})["result"]
        tree = dom.send("Accessibility.queryAXTree", {"objectId": found["objectId"], "role": "listitem"})["nodes"]
        items[identity] = first_words(named[tree[0]["nodeId"]]) if tree else ""
    assert len(set(items.values())) == len(items) > 30
    assert {identity: f"s{number}" for identity, number in items.items()} == {identity: identity for identity in items}
    assert {f"s{name.removeprefix('Quelle ')}" for name in notes} <= set(items)


@pytest.mark.parametrize("language", DAILY)
def test_nothing_is_said_twice_and_no_number_is_a_name(language: str, page: Any, server: str) -> None:
    twice, numbers = {}, {}
    for address in SAMPLE:
        page.goto(f"{server}{language}/{address}")
        things = [one for one in heard(page) if one.role in ("link", "button", "image", "table", "meter")]
        assert things
        twice[address] = [one for one in things if one.description and one.description in one.name]
        numbers[address] = [one for one in things if one.name.isdigit() or not one.name]
    assert (any(twice.values()), any(numbers.values())) == (False, False), (twice, numbers)


@pytest.mark.parametrize("language", DAILY)
def test_what_is_copied_or_taken_along_is_told_apart(language: str, page: Any, server: str) -> None:
    """A list of all buttons, as screen readers show one, has no two alike; nor have the files of the charts."""
    for address in SAMPLE:
        page.goto(f"{server}{language}/{address}")
        names = [one.name for one in heard(page) if one.role == "button"]
        taken = page.eval_on_selector_all("figure .kb-take a", "all => all.map(one => one.ariaLabel)")
        assert sorted(names + taken) == sorted({*names, *taken}), address


def test_every_table_has_a_name_and_every_row_a_head(
    page: Any, site: Site, sample: Callable[[Site, int, int], Sequence[str]]
) -> None:
    """Tables in the text of hand-written pages are Markdown, which knows no head of a row. Rows of the data stand in
    a region with the name of their question."""
    found = {}
    for address in sample(site, 0, 2):
        page.goto(site.address + address)
        bare = page.evaluate("""() => [...document.querySelectorAll("table[class]")]
            .filter(table => !table.caption?.textContent.trim() || [...table.tBodies].some(body =>
                [...body.rows].some(row => row.querySelectorAll("th[scope=row]").length !== 1)))
            .map(table => table.className)""")
        names = page.eval_on_selector_all("table:not(.kb-cells) > caption", "all => all.map(one => one.textContent)")
        if bare or len(names) != len(set(names)):
            found[address] = (bare, names)
    assert found == {}


def test_the_colours_say_which_are_chosen(browser: Any, server: str) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(f"{server}de/")

    def pressed() -> str:
        return next(one.states["pressed"] for one in heard(page) if one.name == "Dunkle Farben")

    assert pressed() == "false"
    page.click("[data-kb-theme]")
    assert pressed() == "true"
    page.reload()
    assert pressed() == "true"
    page.close()
