"""Whether a mail is small enough: Gmail clips and drops what is not, SMTP carries no long lines."""

from __future__ import annotations

from collections.abc import Iterator

from generator.mail import budget
from generator.mail.lint.finding import Finding, graded
from generator.mail.lint.opened import Opened

STYLE_WARN, STYLE_FAIL = 8_000, 16_000
"""Bytes of style elements: from the second on, Gmail drops them all."""
LINE = 998
"""Octets of a line that SMTP carries (RFC 5322, section 2.1.1)."""


def html_is_not_clipped(opened: Opened) -> Iterator[Finding]:
    """The HTML, quoted-printable and with a reserve for the provider, stays below what Gmail clips."""
    size = budget.weight(opened.mail.html)
    found = graded(
        "mail-size",
        "html",
        size,
        budget.TARGET,
        budget.LIMIT - 1,
        f"{{value}} bytes with the reserve of {budget.RESERVE}, more than {{limit}}: shorten the texts",
    )
    if found:
        yield found


def styles_are_kept(opened: Opened) -> Iterator[Finding]:
    """Gmail drops all style elements of a mail that has more than 16 kB of them."""
    found = graded(
        "mail-style-size",
        "style",
        sum(style_sheet.size for style_sheet in opened.style_sheets),
        STYLE_WARN,
        STYLE_FAIL,
        "{value} bytes of style elements, more than {limit}",
    )
    if found:
        yield found


def lines_travel(opened: Opened) -> Iterator[Finding]:
    """RFC 5322: no line over 998 octets; and nothing but ASCII, for a relay may not know more."""
    raw = opened.mail.message
    longest = max(map(len, raw.split(b"\r\n")))
    if longest > LINE:
        yield Finding("mail-line", "eml", f"a line has {longest} bytes, more than {LINE}")
    if not raw.isascii():
        yield Finding("mail-line", "eml", "the message has bytes that are not ASCII")
