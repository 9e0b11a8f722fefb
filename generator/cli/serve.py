"""Live preview: serves the finished site, watches the sources, reloads the browser after each build."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.cli import preview
from generator.publish.pipeline import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of a build."""

    said: str
    """The text to print: problems, or why nothing was made."""
    good: bool
    """True if there is a site."""
    why_missing: Callable[[str], str] | None = None
    """Says why an address has no page; None if the content could not be read."""


Rebuild = Callable[[], Built]
"""Builds once."""
QUIET = 0.2
"""Seconds without a change before a build starts: editors write a file in several steps."""
_RELOAD = b"<script src=/-/reload.js></script>"
_SCRIPT = b"""let seen;
const badge = document.createElement("p");
badge.textContent = "building \\u2026";
badge.setAttribute("role", "status");
badge.style.cssText = "position:fixed;z-index:99;right:16px;bottom:16px;margin:0;padding:8px 16px;" +
  "background:#0a5466;color:#fff;font:16px/1.5 system-ui,sans-serif";
setInterval(async () => {
  try {
    const [now, work] = (await (await fetch("/-/version")).text()).split(" ");
    if (seen !== undefined && seen !== now) location.reload();
    seen = now;
    if (work) document.body.append(badge); else badge.remove();
  } catch {}
}, 250);
"""


class State:
    """The result of the last build."""

    def __init__(self) -> None:
        self.version = 0
        """How many builds there were; the browser reloads when it rises."""
        self.said = ""
        """The text that the last build printed."""
        self.good = True
        """False if the last build made no site."""
        self.building = False
        """True while a build runs; pages say so."""
        self.why_missing: Callable[[str], str] | None = None
        """Says why an address has no page, by the last content that could be read."""


def serve(place: Place, port: int, rebuild: Rebuild, tell: Callable[[str], None]) -> None:
    """Serves until interrupted. Raises OSError if the port is taken."""
    state = State()
    changed = threading.Event()
    changed.set()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, state=state, directory=str(place.out / "site")))
    worker = threading.Thread(target=_work, args=(state, changed, rebuild, tell), daemon=True)
    watcher = Observer()
    for folder in (place.content, place.templates):
        watcher.schedule(_Changes(changed), str(folder), recursive=True)
    watcher.start()
    worker.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        watcher.stop()
        server.server_close()


def _work(state: State, changed: threading.Event, rebuild: Rebuild, tell: Callable[[str], None]) -> None:
    while True:
        changed.wait()
        while changed.is_set():
            changed.clear()
            threading.Event().wait(QUIET)
        state.building = True
        tell("building …")
        built = rebuild()
        state.said, state.good = built.said, built.good
        state.why_missing = built.why_missing or state.why_missing
        state.building = False
        state.version += 1
        tell(built.said or "built")


class _Changes(FileSystemEventHandler):
    """Notes that something was written; reading a file is no change."""

    def __init__(self, changed: threading.Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "deleted", "moved"):
            self.changed.set()


class _Handler(SimpleHTTPRequestHandler):
    """The site's files, the reload script, and the problems of a build that failed."""

    def __init__(self, *arguments: Any, state: State, **named: Any) -> None:
        self.state = state
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        own = {
            "/-/version": (f"{self.state.version}{' building' if self.state.building else ''}".encode(), "text/plain"),
            "/-/reload.js": (_SCRIPT, "text/javascript"),
        }
        if self.path in own:
            self._send(*own[self.path])
        elif self.path.startswith("/-/mail"):
            self._mail()
        elif self._is_page():
            self._page()
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are not worth a line."""

    def _mail(self) -> None:
        """Sends the list of mails, one mail, or the HTML that a frame of it shows.

        Their addresses are `/-/mail`, `/-/mail/<about>/<language>/<name>` and `…/html`.
        """
        folder = Path(self.directory).parent / "email"
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        name = parts.path.removeprefix("/-/mail").strip("/")
        known = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.glob("*/*/*.eml")}
        images = query.get("images") != ["off"]
        mail = known.get(name.removesuffix("/html"))
        if mail is None:
            found = preview.index(sorted(known, reverse=True))
        else:
            own = "" if mail.stem == "issue" else f"{mail.stem}."
            meta = mail.with_name(f"{own}meta.json").read_text("utf-8")
            if name.endswith("/html"):
                scheme: preview.Scheme = "dark" if query.get("scheme") == ["dark"] else "light"
                found = preview.frame(mail.with_suffix(".html").read_text("utf-8"), meta, scheme, images=images)
            else:
                text = mail.with_suffix(".txt").read_text("utf-8")
                found = preview.page(f"/-/mail/{name}", text, meta, images=images)
        whole = (
            found.replace("</body>", f"{_RELOAD.decode()}</body>")
            if mail is None or not name.endswith("/html")
            else found
        )
        self._send(whole.encode(), "text/html; charset=utf-8")

    def _is_page(self) -> bool:
        return self.path.split("?")[0].endswith(("/", ".html"))

    def _page(self) -> None:
        """Sends a page of the site, or the problems of the last build if it failed."""
        if not self.state.good:
            self._send(_problem_page(self.state.said), "text/html; charset=utf-8")
            return
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            why = self.state.why_missing
            reason = why(self.path.split("?")[0]) if why else "there is no such page"
            said = f"404: {reason}" if self.state.version else "building …"
            self._send(_problem_page(said), "text/html; charset=utf-8", 404 if self.state.version else 200)
            return
        self._send(file.read_bytes().replace(b"</body>", _RELOAD + b"</body>"), "text/html; charset=utf-8")

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def _problem_page(said: str) -> bytes:
    return (
        f"<!doctype html><meta charset=utf-8><title>Kapitalbrief</title><pre>{html.escape(said)}</pre>".encode()
        + _RELOAD
    )
