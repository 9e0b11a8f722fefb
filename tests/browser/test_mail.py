"""axe-core finds nothing in any mail: as a page of its own, and as a web mail shows it; nothing is fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_accessibility import AXE, RUN
from tests.publications import Made

READER = '<!doctype html><html lang="en"><title>Inbox</title><body><main><h1>Inbox</h1><iframe title="The mail" width="{width}" height="800" src="{mail}"></iframe></main></body></html>'
"""As much of a web mail as matters: the mail stands in the main part of a page that has a heading already."""

HOME = "https://kapitalbrief.example/"


@pytest.fixture(params=[600, 360])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def mails(real: Made) -> dict[str, str]:
    """The HTML of every mail, by its path."""
    return {path: real.text(path) for path in real.files if path.startswith("email/") and path.endswith(".html")}


def test_no_mail_has_a_violation_where_a_web_mail_shows_it(
    width: int, scheme: str, browser: Any, server: str, mails: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": width + 40, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    shown = {"mail": ""}
    reader = READER.format(width=width, mail=f"{server}mail")
    page.route("**/inbox", lambda route: route.fulfill(body=reader, content_type="text/html"))
    page.route("**/mail", lambda route: route.fulfill(body=shown["mail"], content_type="text/html; charset=utf-8"))
    found = {}
    for path, shown["mail"] in mails.items():
        page.goto(f"{server}inbox")
        for frame in page.frames:
            frame.evaluate(AXE)
        violations = page.evaluate(RUN)
        if violations:
            found[path] = violations
        assert page.frames[1].evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert found == {}


def test_no_mail_on_the_web_has_a_violation(
    width: int, scheme: str, browser: Any, server: str, built_site: Path
) -> None:
    """Every rule for whole pages too: a main part, one first heading, nothing outside."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    pages = sorted(path.relative_to(built_site).as_posix() for path in built_site.rglob("email*.html"))
    assert len(pages) >= 16
    found, elsewhere = {}, []
    page.on(
        "request", lambda request: elsewhere.append(request.url) if not request.url.startswith((server, HOME)) else None
    )
    for path in pages:
        page.goto(server + path)
        page.evaluate(AXE)
        violations = page.evaluate(RUN)
        if violations:
            found[path] = violations
        assert page.locator("main").count() == 1
    context.close()
    assert (found, elsewhere) == ({}, [])
