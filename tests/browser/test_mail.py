"""axe-core finds nothing in any mail: as a page of its own, and as a web mail shows it; nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serving
from tests.browser.test_accessibility import AXE, RUN
from tests.publications import Made

READER = """<!doctype html><html lang="en"><title>Inbox</title><body><main><h1>Inbox</h1>
<iframe title="The mail" width="{width}" height="800" src="{mail}"></iframe></main></body></html>"""
"""As much of a web mail as matters: the mail stands in the main part of a page that has a heading already."""
TURNS = ((0, 600, "light"), (1, 360, "dark"), (2, 600, "dark"), (3, 360, "light"))
DAILY = (*TURNS[:2], *(pytest.param(*turn, marks=pytest.mark.soak) for turn in TURNS[2:]))
"""By day each kind of mail is seen wide and narrow, light and dark; the other half of the mails follows by night."""
HOME = "https://kapitalbrief.example/"


@pytest.fixture(
    scope="module",
    params=[("story", "built_story"), pytest.param(("real", "built_site"), marks=pytest.mark.soak)],
    ids=["story", "real"],
)
def publication(request: pytest.FixtureRequest) -> tuple[Made, Path]:
    made, site = (request.getfixturevalue(name) for name in request.param)
    return made, site


def share(paths: list[str], turn: int, request: pytest.FixtureRequest) -> list[str]:
    """Every fourth mail of each kind, so that all four turns show each kind and each mail once; all with --soak."""

    def kind(path: str) -> str:
        return path.split("/")[1 if path.endswith("/email.html") else -1]

    if request.config.option.soak:
        return paths
    kinds = [list(found) for _, found in groupby(sorted(paths, key=lambda path: (kind(path), path)), kind)]
    return [path for found in kinds for number, path in enumerate(found) if number % len(TURNS) == turn]


@pytest.mark.parametrize(("turn", "width", "scheme"), DAILY)
def test_no_mail_has_a_violation_where_a_web_mail_shows_it(
    turn: int, width: int, scheme: str, browser: Any, server: str, publication: tuple[Made, Path], request: Any
) -> None:
    made, _ = publication
    context = browser.new_context(viewport={"width": width + 40, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    shown = {"mail": ""}
    reader = READER.format(width=width, mail=f"{server}mail")
    page.route("**/inbox", lambda route: route.fulfill(body=reader, content_type="text/html"))
    page.route("**/mail", lambda route: route.fulfill(body=shown["mail"], content_type="text/html; charset=utf-8"))
    paths = sorted(path for path in made.files if re.fullmatch(r"email/.*\.html", path))
    found = {}
    for path in share(paths, turn, request):
        shown["mail"] = made.text(path)
        page.goto(f"{server}inbox")
        for frame in page.frames:
            frame.evaluate(AXE)
        violations = page.evaluate(RUN)
        if violations:
            found[path] = violations
        assert page.frames[1].evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert found == {}


@pytest.mark.parametrize(("turn", "width", "scheme"), DAILY)
def test_no_mail_on_the_web_has_a_violation(
    turn: int, width: int, scheme: str, browser: Any, publication: tuple[Made, Path], request: Any
) -> None:
    """Every rule for whole pages too: a main part, one first heading, nothing outside."""
    _, site = publication
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("email*.html"))
    assert len(pages) >= len(TURNS)
    found, elsewhere = {}, []
    with serving(site) as server:
        own = (server, HOME)
        page.on("request", lambda asked: None if asked.url.startswith(own) else elsewhere.append(asked.url))
        for path in share(pages, turn, request):
            page.goto(server + path)
            page.evaluate(AXE)
            violations = page.evaluate(RUN)
            if violations:
                found[path] = violations
            assert page.locator("main").count() == 1
    context.close()
    assert (found, elsewhere) == ({}, [])
