"""The content security policy of the pages, and the headers beside it.

The pages hold no inline script or style, so their policy needs no exception; structured data is a data block that
nothing runs. `wasm-unsafe-eval` and the blob worker are the search's, which runs in the reader's browser.
"""

from __future__ import annotations

from generator.content.records import Publication
from generator.mail.signup import form
from generator.outputs import comments

FRAMES = "frame-ancestors 'none'"
"""Nobody may show a page in a frame. Only a header can say so, and not on `embed/`, which is made to be framed."""
MAIL_STYLES = "'self' 'unsafe-inline'"
"""The styles that a host has to let pass: a mail's web view is the mail, and a mail's styles stand in its elements.

A browser holds a page to its meta element and to the header, so every other page keeps to its own style sheets.
"""
HEADERS = (
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Permissions-Policy",
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""The headers of every answer beside the policy: names and values."""


def policy(publication: Publication, styles: str = "'self'") -> str:
    """The policy of every page, as a meta element can state it.

    A form may go to the newsletter's provider alone, and only comments, where a publication has any, may stand in a
    frame.
    """
    found = form(publication.newsletter, publication.default_language)
    forms = f"'self' {found.host}" if found else "'self'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self' blob:",
            f"style-src {styles}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action {forms}",
            "base-uri 'none'",
            *([f"frame-src {comments.HOST}"] if publication.comments else []),
        ]
    )
