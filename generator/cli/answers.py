"""What the preview answers at an address: a page, a file of the site, a mail, or why there is nothing."""

from __future__ import annotations

import hashlib
import html
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urljoin

from generator.cli import preview
from generator.cli.screen import Screen

HTML = "text/html; charset=utf-8"
SCRIPT = Path(__file__).with_name("serve.js")
"""The program that keeps an open page up to date."""
_SHOWN = re.compile(rb"""\s(?:src=["']?([^"'\s>]+)|href=["']?([^"'\s>?#]+\.css))""")
"""The files that a page shows besides its own text."""
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:24px 16px;font:16px/1.5 system-ui,sans-serif;"
    "color:light-dark(#1b1d21,#ebe8e2);background:light-dark(#fffdf9,#14171b)}"
    "pre{margin:0 auto;max-width:72rem;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent."""

    content: bytes = b""
    """The bytes."""
    kind: str = HTML
    """The content type."""
    status: int = 200
    """The number of HTTP."""
    location: str = ""
    """Where the browser is sent instead; "" for nowhere."""
    is_page: bool = False
    """True for what stands in a tab and is kept up to date."""


def answer(screen: Screen, address: str) -> Answer:
    """What stands at an address such as "/de/deals/x/?q=1", as its server wrote it."""
    escaped, _, query = address.partition("?")
    path = clean(escaped)
    if path is None:
        return _said("404: there is no such page", 404)
    if path == "/-/serve.js":
        return Answer(content=SCRIPT.read_bytes(), kind="text/javascript; charset=utf-8")
    if path == "/-/version":
        work = " building" if screen.shown.work else ""
        return Answer(content=f"{screen.shown.version}{work}".encode(), kind="text/plain")
    if path == "/-/mail" or path.startswith("/-/mail/"):
        return _mail(screen.site.parent / "email", path, parse_qs(query))
    try:
        return _site(screen, path, query)
    except OSError:  # a name that is too long for any file
        return _said("404: there is no such page", 404)


def live(screen: Screen, address: str) -> Answer:
    """The same, and a page with the program that keeps it up to date."""
    found = answer(screen, address)
    if not found.is_page:
        return found
    tag = f'<script src="/-/serve.js" data-seen="{_seen(screen, address, found)}"></script>'.encode()
    before, end, after = found.content.rpartition(b"</body>")
    whole = before + tag + end + after if end else after + tag
    return Answer(content=whole, kind=found.kind, status=found.status, is_page=True)


def seen(screen: Screen, address: str) -> str:
    """A digest of a page and one of the files that it shows, "1f…-a0…": a tab that has another one is out of date."""
    return _seen(screen, address, answer(screen, address))


def clean(path: str) -> str | None:
    """A path with its escapes resolved; None if no page can have it: it climbs, or has empty or odd parts.

    >>> clean("/de/%C3%BCber/"), clean("/../x"), clean("//x"), clean("/%00"), clean("/a%2F..%2Fb")
    ('/de/über/', None, None, None, None)
    """
    found = unquote(path)
    parts = found.split("/")[1:] or [""]
    odd = any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", "..")
    return None if odd or not found.startswith("/") or re.search(r"[\x00-\x1f\x7f\\]", found) else found


def _site(screen: Screen, path: str, query: str) -> Answer:
    page = path.removesuffix("index.html") if path.endswith("/index.html") else path
    newer = screen.newer(page)
    if newer is not None:
        return Answer(content=newer, is_page=True)
    file = screen.site / path.removeprefix("/")
    if not path.endswith("/") and (file.is_dir() or screen.newer(f"{path}/")):
        return Answer(status=301, location=quote(f"{path}/") + (f"?{query}" if query else ""))
    file = file / "index.html" if path.endswith("/") else file
    if file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        whole = f"{kind}; charset=utf-8" if text else kind
        return Answer(content=file.read_bytes(), kind=whole, is_page=kind == "text/html")
    return _missing(screen, path)


def _missing(screen: Screen, path: str) -> Answer:
    """Why there is nothing: it is not built yet, cannot be built, or has no page."""
    shown = screen.shown
    if not path.endswith(("/", ".html")) and "." in path.rpartition("/")[2]:
        return Answer(content=b"there is no such file", kind="text/plain", status=404)
    if not shown.version:
        return _said("building …")
    if not shown.good:
        return _said(shown.problems or "building …")
    return _said(f"404: {shown.why_missing(path) if shown.why_missing else 'there is no such page'}", 404)


def _said(text: str, status: int = 200) -> Answer:
    """A page that says one thing. Where that is what is wrong, no panel has to say it again: hence the mark."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Kapitalbrief</title><style>{_STYLE}</style>"
    )
    body = f'<main><pre role="alert" data-said>{html.escape(text)}</pre></main>'
    whole = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    return Answer(content=whole.encode(), status=status, is_page=True)


def _mail(folder: Path, path: str, query: dict[str, list[str]]) -> Answer:
    """The list of mails, one mail, or the HTML that a frame of it shows.

    Their addresses are `/-/mail`, `/-/mail/<about>/<language>/<name>` and `…/html`.
    """
    name = path.removeprefix("/-/mail").strip("/")
    known = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.glob("*/*/*.eml")}
    images = query.get("images") != ["off"]
    mail = known.get(name.removesuffix("/html"))
    if mail is None:
        return Answer(content=preview.index(sorted(known, reverse=True)).encode(), is_page=True)
    own = "" if mail.stem == "issue" else f"{mail.stem}."
    meta = mail.with_name(f"{own}meta.json").read_text("utf-8")
    if name.endswith("/html"):
        scheme: preview.Scheme = "dark" if query.get("scheme") == ["dark"] else "light"
        shown = preview.frame(mail.with_suffix(".html").read_text("utf-8"), meta, scheme, images=images)
        return Answer(content=shown.encode())
    text = mail.with_suffix(".txt").read_text("utf-8")
    return Answer(content=preview.page(f"/-/mail/{name}", text, meta, images=images).encode(), is_page=True)


def _seen(screen: Screen, address: str, found: Answer) -> str:
    shown = hashlib.blake2b(digest_size=8)
    for named in sorted({(one or other).decode(errors="replace") for one, other in _SHOWN.findall(found.content)}):
        if "//" not in named and not named.startswith("data:"):
            shown.update(answer(screen, urljoin(address, html.unescape(named))).content)
    return f"{hashlib.blake2b(found.content, digest_size=8).hexdigest()}-{shown.hexdigest()}"
