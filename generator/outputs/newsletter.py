"""The mail of an issue: HTML for every client, a text part of its own, and both as an `.eml`.

The message is made under `policy.compat32`: the newer policies corrupt folded non-ASCII subjects in some Python
versions (CPython gh-144156). Everything in it follows from the issue, so a rebuild gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Iterator
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from functools import cache
from typing import Any

import css_inline

from generator import issue, paths
from generator.edition import Artifact, Edition
from generator.issue import Issue
from generator.templating import Verbatim
from generator.writer import Writer

WIDTH = 72
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")
_POLICY = policy.compat32.clone(linesep="\r\n", max_line_length=78)
PREHEADER_FILL = "\u034f\u200c\u00a0" * 60
"""Keeps the client from filling its preview with the first lines of the text."""


def newsletter(edition: Edition) -> Iterator[Artifact]:
    """For each issue of the language `issue.html`, `issue.txt` and `issue.eml`."""
    for name, _ in edition.briefings:
        shown, writer = issue.read(edition, name, web=True)
        html, text = _html(edition, shown, writer), _text(edition, shown, writer)
        yield Artifact(paths.email_file(name, edition.language, "issue.html"), html.encode())
        yield Artifact(paths.email_file(name, edition.language, "issue.txt"), text.encode())
        yield Artifact(paths.email_file(name, edition.language, "issue.eml"), _message(edition, shown, html, text))


def unsubscribe_url(edition: Edition) -> str:
    """A placeholder until a provider puts each reader's own address there."""
    return f"{edition.archive.publication.home}unsubscribe/?token=TOKEN"


def preheader(writer: Writer, shown: Issue) -> str:
    """The line that a client shows beside the subject: the first key point, else the summary; at most 110 characters."""
    text = writer.plain(shown.points[0] if shown.points else shown.summary)
    return textwrap.shorten(text, 110, placeholder=" …") if len(text) > 110 else text


def _values(edition: Edition, shown: Issue, writer: Writer) -> dict[str, Any]:
    publication = edition.archive.publication
    return {
        "t": edition.locale.t,
        "locale": edition.locale,
        "language": edition.language,
        "issue": shown,
        "w": writer,
        "site": publication.title,
        "legal": publication.legal,
        "demonstration": edition.locale.t("demonstration") if publication.demonstration else "",
        "preheader": preheader(writer, shown),
        "imprint": edition.url(paths.static("imprint")),
        "privacy": edition.url(paths.static("privacy")),
        "unsubscribe": unsubscribe_url(edition),
    }


def _html(edition: Edition, shown: Issue, writer: Writer) -> str:
    values = {**_values(edition, shown, writer), "fill": PREHEADER_FILL}
    return _inliner().inline(edition.templates.render("email/issue.html.j2", values))


def _text(edition: Edition, shown: Issue, writer: Writer) -> str:
    def wrap(text: str, indent: str = "", first: str | None = None) -> Verbatim:
        """Paragraphs folded at 72 characters; no-break spaces hold amounts together, addresses stay whole."""
        paragraphs = [" ".join(p.split(" ")) for p in str(text).split("\n\n")]
        return Verbatim("\n\n".join(_fold(p, indent, indent if first is None else first) for p in paragraphs))

    rendered = edition.templates.render("email/issue.txt.j2", {**_values(edition, shown, writer), "wrap": wrap})
    lines = [line.rstrip() for line in rendered.splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip() + "\n"


def _fold(paragraph: str, indent: str, first: str) -> str:
    if _ITEM.match(paragraph):
        items = [re.sub(r"\s*\n\s*", " ", item.strip()) for item in re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", paragraph)]
        return "\n".join(_wrapped(item, f"{indent}  ", indent) for item in items)
    return _wrapped(" ".join(paragraph.split("\n")), indent, first)


def _wrapped(text: str, indent: str, first: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _message(edition: Edition, shown: Issue, html: str, text: str) -> bytes:
    """The message as bytes with CRLF line ends, ASCII only, no line over 78 octets where folding allows it."""
    publication = edition.archive.publication
    host = edition.host
    identity = f"{shown.id}.{edition.language}"
    charset = Charset("utf-8")
    charset.body_encoding = charset.header_encoding = QP
    boundary = "=_" + hashlib.sha256(identity.encode()).hexdigest()[:24]
    message = MIMEMultipart("alternative", boundary=boundary, policy=_POLICY)

    subject = edition.locale.t("email.subject", title=shown.title)
    # "=?" in a plain text would be taken for an encoded word.
    if subject.isascii() and "=?" not in subject:
        message["Subject"] = subject
    else:
        # typeshed knows only texts here; compat32 takes a Header, and only a Header folds encoded words rightly.
        message["Subject"] = Header(subject, "utf-8", maxlinelen=76, header_name="Subject")  # type: ignore[assignment]
    message["From"] = _named(publication.editor.name, publication.editor.email)
    message["Date"] = format_datetime(edition.published(shown.record))
    message["Message-ID"] = f"<{identity}@{host}>"
    # RFC 2919, section 2: only the phrase may be encoded, the id stays as it is.
    message["List-Id"] = _named(publication.title, f"{edition.language}.{host}")
    message["List-Unsubscribe"] = f"<{unsubscribe_url(edition)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Archived-At"] = f"<{shown.url}>"
    message["Content-Language"] = edition.language
    for content, kind in ((text, "plain"), (html, "html")):
        # typeshed wants a name here; the standard library takes a Charset too, and only so quoted-printable is used.
        message.attach(MIMEText(content, kind, charset))  # type: ignore[arg-type]
    return message.as_bytes(policy=_POLICY)


def _named(phrase: str, address: str) -> str:
    """ "Phrase <address>", the phrase encoded or quoted where it must be."""
    plain = phrase.isascii() and "=?" not in phrase
    return formataddr((phrase if plain else Header(phrase, "utf-8").encode(), address))


@cache
def _inliner() -> css_inline.CSSInliner:
    # The dark scheme's <style data-css-inline="keep"> stays; keeping at-rules too would print it twice.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, minify_css=True)
