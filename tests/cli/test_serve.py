"""`serve` shows what readers may not see yet, under a notice, says that it builds, and why a page is not there."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.cli import missing, serve
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


@contextmanager
def serving(state: serve.State, folder: Path) -> Iterator[Callable[[str], str]]:
    """A preview of a folder; the function gets the text at an address."""
    handler = partial(serve._Handler, state=state, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def get(address: str) -> str:
            try:
                with urlopen(f"http://127.0.0.1:{server.server_port}{address}") as answer:
                    return str(answer.status) + answer.read().decode()
            except HTTPError as error:
                return str(error.code) + error.read().decode()

        yield get
        server.shutdown()


def test_pages_say_that_a_build_runs_and_404_says_why(tmp_path: Path) -> None:
    state = serve.State()
    with serving(state, tmp_path) as get:
        assert get("/de/") == "200" + serve._problem_page("building …").decode()
        state.version, state.why_missing = 1, lambda address: f"nothing <at> {address}"
        assert "nothing &lt;at&gt; /de/x/" in get("/de/x/")
        assert get("/de/x/?q=1").startswith("404")
        assert get("/-/version") == "2001"
        state.building = True
        assert get("/-/version") == "2001 building"


def test_a_build_that_fails_keeps_the_reasons_of_the_last_good_one() -> None:
    state, changed, said = serve.State(), threading.Event(), []
    results = [serve.Built(said="", good=True, why_missing=str.upper), serve.Built(said="x.yml:1:1", good=False)]

    def rebuild() -> serve.Built:
        if not results:
            raise SystemExit
        assert state.building
        changed.set()
        return results.pop(0)

    changed.set()
    with pytest.raises(SystemExit):
        serve._work(state, changed, rebuild, said.append)
    assert said == ["building …", "built", "building …", "x.yml:1:1", "building …"]
    assert (state.good, state.version, state.why_missing) == (False, 2, str.upper)
