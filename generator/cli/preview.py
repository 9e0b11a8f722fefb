"""A mail beside its text part, for `serve`: wide and narrow, by day and by night, with what lint found."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Literal

Scheme = Literal["light", "dark"]
WIDTHS = (600, 360)
"""The widths in which a mail is shown, in pixels: a window and a telephone."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:24px;color:#1b1d21;background:#f1ede4}"
    "main{display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start}figure{margin:0;max-width:100%}"
    "iframe{border:1px solid #85817a;height:80vh;background:#fff}"
    "pre{margin:0;padding:16px;background:#fffdf9;border:1px solid #85817a;height:80vh;width:calc(72ch + 36px);"
    "max-width:100%;overflow:auto;box-sizing:border-box;font-size:14px;white-space:pre-wrap;overflow-wrap:anywhere}"
    "a{color:#0a5466;margin-right:12px}table{border-collapse:collapse;margin:0 0 16px}"
    "td,th{text-align:left;padding:2px 16px 2px 0}"
)


def index(names: Iterable[str]) -> str:
    """A list of every mail that can be looked at, by what it is about, its language and its name."""
    rows = "".join(f'<li><a href="/-/mail/{html.escape(name)}">{html.escape(name)}</a></li>' for name in names)
    return _page("Mails", f"<h1>Mails</h1><ul>{rows}</ul>")


def page(address: str, text: str, meta: str, *, images: bool) -> str:
    """One mail: its HTML in frames, its text part, its subject, its size and every finding.

    `address` is that of the page.
    """
    known = json.loads(meta)
    query = "" if images else "&images=off"
    frames = [
        f'<figure><figcaption>{width} px, {scheme}</figcaption><iframe sandbox title="{width} px, {scheme}" '
        f'width="{width}" src="{address}/html?scheme={scheme}{query}"></iframe></figure>'
        for width in WIDTHS
        for scheme in ("light", "dark")
    ]
    frames.insert(1, f"<figure><figcaption>Text</figcaption><pre>{html.escape(text)}</pre></figure>")
    facts = {
        "Subject": known["subject"],
        "Preview": known["preheader"],
        "Size": f"{known['size']['weight']:,} of {known['size']['limit']:,} bytes",
    }
    rows = "".join(f"<tr><th>{name}</th><td>{html.escape(value)}</td></tr>" for name, value in facts.items())
    found = "".join(
        f"<li>{one['severity']}: {html.escape(one['where'])}: {html.escape(one['message'])} [{one['code']}]</li>"
        for one in known["lint"]
    )
    other = f'<a href="{address}{"?images=off" if images else ""}">Images {"off" if images else "on"}</a>'
    return _page(
        known["subject"],
        f'<p><a href="/-/mail">All mails</a>{other}</p><table>{rows}</table>'
        f"<ul>{found or '<li>lint found nothing</li>'}</ul>"
        f"<main>{''.join(frames)}</main>",
    )


def frame(mail: str, meta: str, scheme: Scheme, *, images: bool) -> str:
    """The mail as a client with or without dark mode shows it; its pictures come from the preview, or not at all."""
    known = json.loads(meta)
    home = known["url"].partition(f"/{known['language']}/")[0]
    shown = mail.replace("(prefers-color-scheme:dark)", "all" if scheme == "dark" else "not all")
    shown = shown.replace(f'src="{home}/', 'src="/')
    return shown if images else re.sub(r'(<img[^>]*) src="[^"]*"', r"\1", shown)


def _page(title: str, body: str) -> str:
    head = f"<meta charset=utf-8><title>{html.escape(title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang=en>{head}{body}</body>"
