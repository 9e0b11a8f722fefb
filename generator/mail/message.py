"""The mail as an `.eml`: both parts, and the headers by which programs file it and let readers leave.

It is made under `policy.compat32`: the newer policies corrupt folded non-ASCII subjects in some Python versions
(CPython gh-144156). Everything in it follows from the issue, so a rebuild gives the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

_POLICY = policy.compat32.clone(linesep="\r\n", max_line_length=78)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The head of a message: by it programs file a mail, answer it, and let readers leave."""

    identity: str
    """Its id, which no other mail of the publication has: "2026-01-30-openai-runde.de"."""
    host: str
    """The host of all ids, which never changes: "kapitalbrief.example"."""
    language: str
    """The language it is written in: "de"."""
    subject: str
    """One line of any characters."""
    sender: tuple[str, str]
    """Name and address."""
    list_name: str
    """The list's name for readers."""
    list_id: str
    """The list's name for programs (RFC 2919)."""
    date: datetime
    """When the mail appears, with its zone; never the time of the build."""
    url: str
    """The page that says the same on the web."""
    unsubscribe: str
    """The address that leaves the list at one click (RFC 8058)."""


def message(headers: Headers, html: str, text: str) -> bytes:
    """The message as bytes with CRLF line ends, ASCII only, no line over 78 octets where folding allows it."""
    charset = Charset("utf-8")
    charset.body_encoding = charset.header_encoding = QP
    boundary = "=_" + hashlib.sha256(headers.identity.encode()).hexdigest()[:24]
    made = MIMEMultipart("alternative", boundary=boundary, policy=_POLICY)
    # typeshed knows only texts here; compat32 takes a Header, and only a Header folds encoded words rightly.
    made["Subject"] = _subject(headers.subject)  # type: ignore[assignment]
    made["From"] = named(*headers.sender)
    made["Date"] = format_datetime(headers.date)
    made["Message-ID"] = f"<{headers.identity}@{headers.host}>"
    # RFC 2919, section 2: only the phrase may be encoded, the id stays as it is.
    made["List-Id"] = named(headers.list_name, headers.list_id)
    made["List-Unsubscribe"] = f"<{headers.unsubscribe}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Archived-At"] = f"<{headers.url}>"
    made["Content-Language"] = headers.language
    for content, kind in ((text, "plain"), (html, "html")):
        # typeshed wants a name here; the standard library takes a Charset too, and only so quoted-printable is used.
        made.attach(MIMEText(content, kind, charset))  # type: ignore[arg-type]
    return made.as_bytes(policy=_POLICY)


def list_id(name: str, language: str, host: str) -> str:
    """The list's name for programs (RFC 2919); one list per language, the same for ever.

    >>> list_id("", "de", "brief.example"), list_id("chips", "de", "brief.example")
    ('de.brief.example', 'chips.de.brief.example')
    """
    return ".".join(filter(None, (name, language, host)))


def named(phrase: str, address: str) -> str:
    """ "Phrase <address>", the phrase encoded or quoted where it must be."""
    plain = phrase.isascii() and "=?" not in phrase
    return formataddr((phrase if plain else Header(phrase, "utf-8").encode(), address))


def _subject(subject: str) -> str | Header:
    # "=?" in a plain text would be taken for an encoded word.
    if subject.isascii() and "=?" not in subject:
        return subject
    return Header(subject, "utf-8", maxlinelen=76, header_name="Subject")
