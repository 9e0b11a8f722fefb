"""An open page of the preview follows what is saved, keeps its place, and shows what is wrong over itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.cli.listening import Server
from generator.cli.screen import Built, Screen

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
ERROR = "content/deals/x.yml:3:1: error: there is no field 'ammount' [unknown-field]\n    did you mean 'amount'?"
PANEL = "section[role=alert]"


def html(*paragraphs: str, head: str = "") -> bytes:
    """A page of many paragraphs under the policy of every page, with a button that a script knows."""
    text = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"""<!doctype html><html lang="de"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{paragraphs[0]}</title><link rel="stylesheet" href="/a.css">{head}<script defer src="/a.js"></script></head>
<body><main><h1>Titel</h1><details id="d"><summary>Mehr</summary>Text</details><div>{text}</div>
<button type="button">0</button><p><a id="a" href="/">Verweis</a></p></main>
</body></html>""".encode()


LINES = [f"Absatz {number}" for number in range(200)]


@dataclass(frozen=True)
class Live:
    """A page in a tab, and the screen behind it."""

    screen: Screen
    page: Any

    def save(self, content: bytes) -> None:
        self.screen.ready("/de/", content)

    def says(self, text: str) -> None:
        self.page.wait_for_function("text => document.body?.textContent.includes(text)", arg=text)

    def top(self, text: str) -> float:
        found: float = self.page.get_by_text(text, exact=True).bounding_box()["y"]
        return found

    def was_loaded_again(self) -> bool:
        return not self.page.evaluate("Boolean(window.isFirst)")


@pytest.fixture
def live(browser: Any, tmp_path: Path) -> Iterator[Live]:
    (tmp_path / "a.css").write_text("html{color-scheme:light dark}p{min-height:40px;margin:0 0 20px}")
    (tmp_path / "a.js").write_text(
        "const b = document.querySelector('button'); b.addEventListener('click', () => { b.textContent = +b.textContent + 1; });"
    )
    (tmp_path / "favicon.ico").write_bytes(b"")
    screen = Screen(tmp_path)
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "index.html").write_bytes(html(*LINES))
    screen.end(Built(said="", good=True))
    with Server(0, screen) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        page = browser.new_page(viewport={"width": 800, "height": 600})
        faults: list[str] = []
        page.on(
            "console",
            lambda message: faults.append(f"{message.text} {message.location}") if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/de/")
        page.wait_for_function("() => document.querySelector('kb-preview')")
        page.evaluate("window.isFirst = true")
        yield Live(screen, page)
        page.close()
        screen.close()
        server.shutdown()
    assert faults == []


def test_text_changes_where_it_stands_and_nothing_else_is_lost(live: Live) -> None:
    live.page.click("summary")
    live.page.click("button")
    live.page.focus("#a")
    live.page.evaluate("scrollTo(0, 3000)")
    for text in ("Neu & anders", "Noch einmal"):
        live.save(html(text.replace("&", "&amp;"), *LINES[1:]))
        live.says(text)
        assert live.page.title() == text
    assert not live.was_loaded_again()
    assert live.page.evaluate("[scrollY, document.activeElement.id, document.querySelector('#d').open]") == [
        3000,
        "a",
        True,
    ]
    live.page.click("button")
    assert live.page.inner_text("button") == "2"  # its script still knows it


def test_what_is_read_stays_where_it_is_when_text_above_it_grows(live: Live) -> None:
    live.page.evaluate("scrollTo(0, 3000)")
    before = live.top("Absatz 55")
    live.save(html("Zuerst", "Zusätzlich", *["Mehr"] * 20, *LINES))
    live.says("Zusätzlich")
    assert not live.was_loaded_again()
    assert abs(live.top("Absatz 55") - before) < 2
    live.save(html(*LINES[10:]))
    live.page.wait_for_function("() => !document.body.textContent.includes('Zusätzlich')")
    assert abs(live.top("Absatz 55") - before) < 2


def test_a_page_that_is_loaded_anew_keeps_paragraph_focus_and_what_is_opened(live: Live) -> None:
    """The button is another one, and scripts would not know it."""
    live.page.click("summary")
    live.page.focus("#a")
    live.page.evaluate("scrollTo(0, 3000)")
    before = live.top("Absatz 55")
    changed = html("Zuerst", *["Mehr"] * 20, *LINES).replace(b"<button", b"<input><button")
    live.save(changed)
    live.says("Zuerst")
    live.page.wait_for_function("() => document.readyState === 'complete'")
    assert live.was_loaded_again()
    assert abs(live.top("Absatz 55") - before) < 2
    assert live.page.evaluate("[document.activeElement.id, document.querySelector('#d').open]") == ["a", True]


def test_a_new_style_is_seen_at_once(live: Live) -> None:
    (live.screen.site / "a.css").write_text("p{min-height:70px}")
    live.save(html(*LINES))
    live.page.wait_for_function("() => getComputedStyle(document.querySelector('p')).minHeight === '70px'")


def test_an_error_is_shown_over_the_page_until_it_is_mended(live: Live) -> None:
    live.screen.end(Built(said=f"much else\n{ERROR}", errors=ERROR, good=False))
    panel = live.page.locator(PANEL)
    panel.wait_for()
    assert panel.locator("h2").inner_text() == "1 error"
    assert panel.locator("li").inner_text().split("\n") == [
        "content/deals/x.yml:3:1",
        "there is no field 'ammount' [unknown-field]",
        "did you mean 'amount'?",
    ]
    assert live.page.get_by_text("Absatz 0", exact=True).is_visible()
    live.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    live.page.get_by_role("button", name="Show what is wrong").click()
    panel.wait_for()
    live.screen.checked(str.upper)
    panel.wait_for(state="hidden")
    assert not live.page.get_by_role("button", name="Show what is wrong").is_visible()
    assert not live.was_loaded_again()


def test_a_page_that_was_never_built_says_what_is_wrong_and_comes_once_it_can(live: Live) -> None:
    live.screen.end(Built(said=ERROR, good=False))
    live.page.goto(live.page.url + "deals/new/")
    assert live.page.get_by_role("alert").all_inner_texts() == [ERROR]
    live.screen.ready("/de/deals/new/", html("Da ist sie"))
    live.says("Da ist sie")


def test_a_tab_that_was_out_of_sight_is_up_to_date_when_it_is_seen_again(live: Live) -> None:
    hide = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    live.page.evaluate(hide, True)
    live.save(html("Inzwischen", *LINES[1:]))
    live.page.wait_for_timeout(300)
    assert "Inzwischen" not in live.page.inner_text("main")
    assert live.screen.open_pages() == ("/de/",)  # it is made with the others all the same
    live.page.evaluate(hide, False)
    live.says("Inzwischen")


def test_the_badge_says_what_is_done(live: Live) -> None:
    live.screen.begin()
    badge = live.page.get_by_role("status")
    badge.wait_for()
    assert badge.inner_text() == "building …"
    live.screen.end(Built(said="", good=True))
    badge.wait_for(state="hidden")
