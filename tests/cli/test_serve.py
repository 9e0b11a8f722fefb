"""`serve` shows what readers may not see yet, brings open pages up to date, and says what is wrong and what is missing."""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.cli import answers, missing, serve
from generator.cli.listening import Server
from generator.cli.saves import MENDED, Saves, watch
from generator.cli.screen import Screen
from generator.cli.serve import Built, Turn
from generator.publish import pipeline
from generator.text.templating import Templates
from generator.views.edition import every_file
from tests import builders
from tests.builders import TODAY

ISSUE = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]
WAITING = {
    "briefings/2026-02-13-entwurf/briefing.yml": ISSUE.replace("published", "draft").replace("01-30", "02-13"),
    "briefings/2026-02-14-durchsicht/briefing.yml": ISSUE.replace("published", "review").replace("01-30", "02-14"),
    "briefings/2026-12-24-spaeter/briefing.yml": ISSUE.replace("2026-01-30", "2026-12-24"),
    "briefings/2026-02-20-sperre/briefing.yml": ISSUE.replace("01-30", "02-20")
    + "embargo_until: 2026-09-01T07:00:00+02:00\n",
    "briefings/2026-02-27-deutsch/briefing.yml": ISSUE.replace("01-30", "02-27").replace(
        ", en: Money for Beispiel Labs", ""
    ),
}


@pytest.fixture
def checked(tmp_path: Path) -> pipeline.Checked:
    found, problems = pipeline.check(builders.place(builders.publication(tmp_path, **WAITING)), TODAY, TODAY)
    assert found, problems
    return found


def feed(checked: pipeline.Checked, *, preview: bool) -> dict[str, str]:
    """Title and text of each entry of the German feed."""
    from generator.outputs.feeds import feeds

    templates = Templates(builders.ROOT / "templates")
    german = pipeline.editions(checked, templates, preview=preview)[0]
    made = {artifact.path: artifact.content for artifact in every_file(feeds(german))}
    entries = json.loads(made["site/de/feed.json"])["items"]
    return {entry["id"].rpartition("/")[2]: entry["content_html"] for entry in entries}


def test_a_preview_has_every_issue_and_a_build_only_public_ones(checked: pipeline.Checked) -> None:
    assert set(feed(checked, preview=False)) == {"2026-01-30-runde", "2026-02-27-deutsch"}
    assert set(feed(checked, preview=True)) == {"2026-01-30-runde", *(name.split("/")[1] for name in WAITING)}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-02-13-entwurf", "Ein Entwurf."),
        ("2026-02-14-durchsicht", "In Durchsicht."),
        ("2026-12-24-spaeter", "Erscheint am 24. Dezember 2026; die Seiten zeigen den Stand vom 1. Juli 2026."),
        ("2026-02-20-sperre", "Erscheint am 1. September 2026"),
    ],
)
def test_an_issue_that_is_not_out_says_so(name: str, said: str, checked: pipeline.Checked) -> None:
    from generator.views import issues

    german = pipeline.editions(checked, Templates(builders.ROOT / "templates"), preview=True)[0]
    (notice,) = issues.notices(german, checked.archive.issues[name])
    assert notice.text.replace("\u00a0", " ").startswith(said)
    assert issues.notices(german, checked.archive.issues["2026-01-30-runde"]) == ()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/fr/", "there is no page /fr/: pages begin with /de/ or /en/"),
        ("/de/nowhere/", "there is no page /de/nowhere/"),
        ("/de/deals/rundes/", "there is no deal 'rundes'; did you mean 'runde'?"),
        ("/en/briefings/2026-02-27-deutsch/", "'2026-02-27-deutsch' has no page in 'en': it lacks title"),
        (
            "/de/deals/runde/",
            "nothing is known of 'runde' on 2026-01-01, the day whose knowledge the pages show (as_of)",
        ),
    ],
)
def test_a_page_that_is_not_there_says_why(address: str, said: str, checked: pipeline.Checked) -> None:
    from generator.analysis.knowledge import know

    early = date(2026, 1, 1)
    assert missing.why(checked.archive, know(checked.archive, early, undated=False), early, address) == said


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    """The screen over a site of one page and one style sheet."""
    site = tmp_path / "site"
    (site / "de" / "deals").mkdir(parents=True)
    (site / "de" / "index.html").write_text('<link rel="stylesheet" href="a.css"><body>old</body>')
    (site / "de" / "a.css").write_text("p{}")
    return Screen(site)


@contextmanager
def serving(screen: Screen) -> Iterator[Server]:
    """A preview on a free port."""
    with Server(0, screen) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        screen.close()
        server.shutdown()


def ask(server: Server, address: str, **headers: str) -> tuple[int, bytes]:
    """Status and text of the answer to a request that is sent as it stands."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Listener:
    """A tab: the events of a page as they come."""

    def __init__(self, port: int, page: str, seen: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self.connection.request("GET", f"/-/events?page={page}&seen={seen}")
        self.stream = self.connection.getresponse()

    def next(self) -> tuple[str, str]:
        """Name and data of the next event."""
        name = ""
        while True:
            line = self.stream.readline().decode()
            assert line, "the stream has ended"
            if line.startswith("event: "):
                name = line[7:].strip()
            elif line.startswith("data: "):
                return name, json.loads(line[6:])

    def close(self) -> None:
        self.stream.close()
        self.connection.close()


def built(said: str = "", *, good: bool = True, why: Callable[[str], str] | None = None) -> Built:
    return Built(said=said, good=good, why_missing=why)


def until(claim: Callable[[], object]) -> None:
    """Waits until something is so; fails where it does not become so."""
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_pages_say_that_a_build_runs_and_404_says_why(screen: Screen) -> None:
    with serving(screen) as server:
        status, page = ask(server, "/de/deals/")
        assert (status, b">building \xe2\x80\xa6<" in page) == (200, True)
        screen.end(built(why=lambda address: f"nothing <at> {address}"))
        assert b"nothing &lt;at&gt; /de/x/" in ask(server, "/de/x/")[1]
        assert ask(server, "/de/x/?q=1")[0] == 404
        assert ask(server, "/-/version") == (200, b"1")
        screen.begin()
        assert ask(server, "/-/version") == (200, b"1 building")


def test_a_site_stays_where_a_build_fails_and_what_was_never_built_says_what_is_wrong(screen: Screen) -> None:
    screen.end(built("deals/x.yml:1:2: error: <b> [code]\n    a hint", good=False))
    assert answers.answer(screen, "/de/").content.endswith(b"<body>old</body>")
    never = answers.answer(screen, "/de/deals/new/")
    assert never.is_page
    assert b"deals/x.yml:1:2: error: &lt;b&gt; [code]\n    a hint" in never.content


def test_a_page_that_is_ready_is_served_before_the_rest_until_that_is_there(screen: Screen) -> None:
    for page in ("/de/", "/de/deals/new/"):
        screen.ready(page, b"<body>new</body>")
        assert answers.answer(screen, page).content == b"<body>new</body>"
    assert answers.answer(screen, "/de/index.html").content == b"<body>new</body>"
    assert answers.answer(screen, "/de/deals/new").location == "/de/deals/new/"
    screen.end(built("x.yml:1:1", good=False))
    assert answers.answer(screen, "/de/").content == b"<body>new</body>"
    screen.end(built())
    assert answers.answer(screen, "/de/").content.endswith(b"<body>old</body>")


def test_a_tab_is_told_what_happens_and_that_its_page_is_new(screen: Screen) -> None:
    with serving(screen) as server:
        tab = Listener(server.server_port, "/de/", answers.seen(screen, "/de/"))
        assert [tab.next(), tab.next()] == [("building", ""), ("problems", "")]
        screen.end(built("x.yml:1:1: no", good=False))
        assert tab.next() == ("problems", "x.yml:1:1: no")
        screen.begin()
        assert tab.next() == ("building", "building …")
        screen.checked(str.upper)
        assert tab.next() == ("problems", "")  # before anything is made
        screen.ready("/de/", b"<body>new</body>")
        assert tab.next() == ("building", "building the rest …")
        assert tab.next() == ("ready", answers.seen(screen, "/de/"))
        screen.end(built())
        assert [tab.next()[0], tab.next()[0]] == ["building", "ready"]  # the file on disk is another one
        (screen.site / "de" / "a.css").write_text("p{color:red}")
        screen.end(built())
        assert tab.next() == ("ready", answers.seen(screen, "/de/"))
        tab.close()


def test_a_page_that_is_as_before_is_left_alone(screen: Screen) -> None:
    with serving(screen) as server:
        tab = Listener(server.server_port, "/de/", answers.seen(screen, "/de/"))
        screen.ready("/de/other/", b"other")
        screen.begin()
        screen.end(built())
        screen.end(built("the end", good=False))
        events = [tab.next()]
        while events[-1] != ("problems", "the end"):
            events.append(tab.next())
        assert "ready" not in dict(events)
        tab.close()


def test_a_tab_that_comes_late_is_told_at_once(screen: Screen) -> None:
    with serving(screen) as server:
        screen.end(built("x.yml:1:1", good=False))
        tab = Listener(server.server_port, "/de/", "an-older")
        assert [tab.next() for _ in range(3)][1:] == [
            ("problems", "x.yml:1:1"),
            ("ready", answers.seen(screen, "/de/")),
        ]
        tab.close()


def test_the_pages_on_screen_come_before_those_of_a_moment_ago_and_mails_are_none(screen: Screen) -> None:
    with screen.tab("/de/a/"), screen.tab("/de/b/"), screen.tab("/-/mail"):
        assert screen.open_pages() == ("/de/b/", "/de/a/")
        with screen.tab("/de/a/"):
            pass
        assert screen.open_pages() == ("/de/b/", "/de/a/")
    for number in range(100):
        with screen.tab(f"/de/{number}/"):
            assert screen.open_pages()[0] == f"/de/{number}/"
    assert screen.open_pages() == tuple(f"/de/{number}/" for number in range(99, 91, -1))


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/de/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/de/..%2f..%2fsecret.txt",
        "/de/%00",
        "/de/index.html%00.css",
        "//example.org/",
        "//",
        "/de//index.html",
        "/de/./index.html",
        "/de\\index.html",
        "/" + 300 * "x" + "/",
        "http://127.0.0.1/de/",
        "x",
    ],
)
def test_an_odd_address_has_no_page(address: str, screen: Screen) -> None:
    (screen.site.parent / "secret.txt").write_text("secret")
    screen.end(built())
    with serving(screen) as server:
        status, text = ask(server, address)
        assert status == 404
        assert b"secret" not in text.replace(address.encode(), b"")


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost", None, 200),
        ("LOCALHOST:8000", None, 200),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 200),
        ("[::1]:8000", None, 200),
        ("rebound.example", None, 403),
        ("127.0.0.1.rebound.example", None, 403),
        ("localhost@rebound.example", None, 403),
        ("", None, 403),
        ("localhost:8000", "https://rebound.example", 403),
        ("localhost:8000", "null", 403),
    ],
)
@pytest.mark.parametrize("address", ["/de/", "/-/version", "/-/events"])
def test_a_page_of_somebody_elses_reads_nothing(
    address: str, host: str, origin: str | None, status: int, screen: Screen
) -> None:
    with serving(screen) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("GET", address, headers={"Host": host} | ({"Origin": origin} if origin else {}))
        assert connection.getresponse().status == status
        connection.close()


def test_a_file_that_the_browser_has_is_not_sent_again(screen: Screen) -> None:
    with serving(screen) as server:
        with urlopen(f"http://127.0.0.1:{server.server_port}/de/a.css") as answer:
            tag = answer.headers["ETag"]
        assert ask(server, "/de/a.css", **{"If-None-Match": tag}) == (304, b"")
        (screen.site / "de" / "a.css").write_text("p{color:red}")
        assert ask(server, "/de/a.css", **{"If-None-Match": tag}) == (200, b"p{color:red}")


def test_two_hundred_browsers_are_answered_at_once(screen: Screen) -> None:
    with serving(screen) as server, ThreadPoolExecutor(200) as clients:
        found = list(clients.map(lambda _: ask(server, "/de/a.css"), range(200)))
    assert found == [(200, b"p{}")] * 200


def work(screen: Screen, saves: Saves, rebuild: serve.Rebuild) -> list[str]:
    """Works until the rebuild exits; what was printed."""
    said: list[str] = []
    with pytest.raises(SystemExit):
        serve._work(screen, saves, rebuild, said.append)
    return said


def test_a_build_that_fails_keeps_the_reasons_of_the_last_good_one(screen: Screen) -> None:
    saves = Saves()
    results = [built(why=str.upper), built("x.yml:1:1", good=False)]

    def rebuild(turn: Turn) -> Built:
        if not results:
            raise SystemExit
        assert screen.shown.work
        if len(results) == 2:
            saves.note()
        else:
            threading.Timer(2 * MENDED, saves.note).start()
        return results.pop(0)

    assert work(screen, saves, rebuild) == ["building …", "built", "building …", "x.yml:1:1", "building …"]
    assert (screen.shown.good, screen.shown.version, screen.shown.why_missing) == (False, 2, str.upper)


def test_a_file_that_is_half_written_flashes_no_error(screen: Screen) -> None:
    """The error comes from a file that is whole before it would be shown."""
    saves = Saves()
    results = [built("empty", good=False), built()]

    def rebuild(turn: Turn) -> Built:
        if not results:
            raise SystemExit
        threading.Timer(MENDED / 3, saves.note).start()
        saves._last = time.monotonic()
        return results.pop(0)

    assert "empty" not in work(screen, saves, rebuild)
    assert screen.shown.problems == ""


def test_a_build_is_told_that_it_is_outdated_and_one_more_follows(screen: Screen) -> None:
    saves = Saves()
    stops = []

    def rebuild(turn: Turn) -> Built | None:
        if len(stops) == 4:
            raise SystemExit
        stops.append(turn.stop())
        if len(stops) == 1:
            saves.note()
            saves.note()
            stops.append(turn.stop())
            turn.ready("/de/", b"<body>first</body>")
            return None
        threading.Timer(0.05, saves.note).start()
        return built()

    work(screen, saves, rebuild)
    assert stops[:3] == [False, True, False]
    assert screen.shown.version == 2  # the one that was given up shows nothing


def test_a_mistake_in_the_program_is_shown_and_the_preview_goes_on(screen: Screen) -> None:
    saves = Saves()
    threading.Timer(2 * MENDED, saves.note).start()
    results = [KeyError("x")]

    def rebuild(turn: Turn) -> Built:
        if results:
            raise results.pop()
        raise SystemExit

    work(screen, saves, rebuild)
    assert "KeyError: 'x'" in screen.shown.problems


def test_the_browser_is_opened_once_and_when_the_first_build_is_there(screen: Screen) -> None:
    saves = Saves()
    opened: list[int] = []

    def rebuild(turn: Turn) -> Built:
        if screen.shown.version == 2:
            raise SystemExit
        saves.note()
        return built()

    with pytest.raises(SystemExit):
        serve._work(screen, saves, rebuild, lambda text: None, lambda: opened.append(screen.shown.version))
    assert opened == [1]


@pytest.mark.parametrize(("found", "said"), [(True, "opening x"), (False, "found no browser; open x in one")])
def test_the_address_is_said_whether_there_is_a_browser_or_not(
    found: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open_new_tab", lambda address: found)
    told: list[str] = []
    serve.open_browser("x", told.append)
    assert told == [said]


def test_the_watcher_notes_what_a_build_reads_and_nothing_else(tmp_path: Path) -> None:
    content, out = tmp_path / "content", tmp_path / "content" / "build"
    (out / "site").mkdir(parents=True)
    (content / "deals").mkdir()
    saves = Saves()
    saves.take()
    watcher = watch(saves, [content], out)
    try:
        for name in (".deal.yml.swp", "deals/deal.yml~", "build/site/index.html", "deals/.#deal.yml", ".git"):
            (content / name).write_text("x")
        (content / "deals" / "read.yml").write_text("x")
        until(saves.waiting)
        saves.take()
        (content / ".part").write_text("whole")
        (content / ".part").rename(content / "deals" / "deal.yml")
        until(saves.waiting)
        saves.take()
        (content / "deals" / "deal.yml").read_text()
        for name in (".deal.yml.swp", "deals/deal.yml~", "build/site/index.html"):
            (content / name).write_text("y")
        assert not saves.mended()
    finally:
        watcher.stop()
        watcher.join()


def test_two_hundred_saves_leak_nothing(tmp_path: Path, screen: Screen) -> None:
    """Tabs come, listen, are told and go; neither threads nor handles nor memory stay behind."""
    file, site = tmp_path / "deals" / "deal.yml", screen.site / "de" / "index.html"
    file.parent.mkdir()
    saves = Saves()

    def rebuild(turn: Turn) -> Built:
        content = b"<body>" + file.read_bytes() * 1000 + b"</body>"
        for page in turn.open_pages():
            turn.ready(page, content)
        site.write_bytes(content)
        return built()

    def round(number: int) -> None:
        tab = Listener(server.server_port, "/de/", answers.seen(screen, "/de/"))
        file.write_text(f"save {number}")
        while tab.next()[0] != "ready":
            pass
        tab.close()

    def held() -> tuple[int, int, int]:
        until(lambda: not screen._tabs)  # a tab that is gone is noticed by the next heartbeat
        until(lambda: threading.active_count() <= threads)
        gc.collect()
        handles = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
        return threading.active_count(), handles, tracemalloc.get_traced_memory()[0]

    file.write_text("first")
    with serving(screen) as server:
        watcher = watch(saves, [file.parent], screen.site)
        threading.Thread(target=serve._work, args=(screen, saves, rebuild, lambda text: None), daemon=True).start()
        threads = threading.active_count()
        tracemalloc.start()
        try:
            for number in range(20):
                round(number)
            before = held()
            for number in range(200):
                round(number)
            after = held()
        finally:
            tracemalloc.stop()
            watcher.stop()
            watcher.join()
            saves.end()
    assert after[:2] == before[:2]
    assert after[2] - before[2] < 100_000


PREVIEW = """
import sys, time
from pathlib import Path
from generator.cli import serve
from generator.publish.place import Place

folder, port = Path(sys.argv[1]), int(sys.argv[2])
place = Place(content=folder, out=folder / "build", templates=folder, settings=folder)
serve.serve(place, port, lambda turn: time.sleep(60), lambda text: None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent to whole consoles there")
def test_ctrl_c_ends_the_preview_while_tabs_listen_and_a_build_runs(tmp_path: Path, screen: Screen) -> None:
    with Server(0, screen) as server:
        port = server.server_port
    command = [sys.executable, "-c", PREVIEW, str(tmp_path), str(port)]
    with subprocess.Popen(command, cwd=builders.ROOT, stderr=subprocess.PIPE) as program:
        tabs: list[Listener] = []

        def listens() -> bool:
            with suppress(OSError):
                tabs.append(Listener(port, "/de/"))
            return len(tabs) == 3

        try:
            until(listens)
            program.send_signal(signal.SIGINT)
            program.wait(timeout=20)  # of a build of a minute
        finally:
            program.kill()
        assert program.stderr is not None
        assert (program.returncode, program.stderr.read()) == (0, b"")
        for tab in tabs:
            tab.close()
