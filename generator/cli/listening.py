"""The server of the preview: it answers this machine's browsers alone, and tells open pages what is new."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.cli import answers
from generator.cli.answers import Answer
from generator.cli.screen import Screen, Shown

HEARTBEAT = 1.0
"""Seconds after which an open page is written to although nothing is new; a tab that is gone is noticed by that."""
_HERE = r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
"""The names of this machine. A page of somebody else's, whose name was made to lead here, asks with its own."""


class Server(ThreadingHTTPServer):
    """Answers every request in a thread of its own. Raises OSError if the port is taken."""

    request_queue_size = 256
    """How many browsers may knock at once; five by default, and the sixth waits for a second."""

    def __init__(self, port: int, screen: Screen) -> None:
        super().__init__(("127.0.0.1", port), partial(_Handler, screen=screen))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A tab that was closed in the middle of an answer is not worth a line."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    timeout = 30
    """Seconds after which a browser that neither asks nor listens is let go."""

    def __init__(self, *arguments: Any, screen: Screen) -> None:
        self.screen = screen
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Sends what stands at an address, or what happens from now on."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        if not re.fullmatch(_HERE, host, re.I) or (origin and not re.fullmatch(f"https?://{_HERE}", origin, re.I)):
            refused = "the preview answers this machine alone: http://127.0.0.1, localhost or [::1]"
            self._send(Answer(content=refused.encode(), kind="text/plain", status=403))
        elif self.path.partition("?")[0] == "/-/events" and self.command == "GET":
            self._events()
        else:
            self._send(answers.live(self.screen, self.path))

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are not worth a line."""

    def _send(self, answer: Answer) -> None:
        tag = f'"{hashlib.blake2b(answer.content, digest_size=16).hexdigest()}"'
        # The browser asks each time, and is told in one line that its copy is the newest.
        known = answer.status == 200 and self.headers.get("If-None-Match") == tag
        answer = replace(answer, content=b"", status=304) if known else answer
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Cache-Control", "no-store" if answer.is_page else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status in (200, 304):
            self.send_header("ETag", tag)
        if not known:
            self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.content)

    def _events(self) -> None:
        """Tells a page what happens, until its tab is closed: what is being done, what is wrong, and that it is new."""
        query = parse_qs(urlsplit(self.path).query)
        page, seen = query.get("page", ["/"])[0], query.get("seen", [""])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        path = answers.clean(page.partition("?")[0]) or "/"
        with self.screen.tab(path.removesuffix("index.html")):
            told, last = None, -1
            while (changes := self.screen.wait(last, HEARTBEAT)) is not None:
                shown, found = self.screen.shown, b":\n\n"
                if changes != last:
                    now = seen if told and told.pages == shown.pages else answers.seen(self.screen, page)
                    found = _events(told, shown) + (_event("ready", now) if now != seen else b"")
                    told, seen, last = shown, now, changes
                self.wfile.write(found)


def _events(told: Shown | None, shown: Shown) -> bytes:
    """What a page is to be told that was told something before."""
    found = b""
    if told is None or told.work != shown.work:
        found += _event("building", shown.work)
    if told is None or told.problems != shown.problems:
        found += _event("problems", shown.problems)
    return found


def _event(name: str, text: str) -> bytes:
    return f"event: {name}\ndata: {json.dumps(text)}\n\n".encode()
