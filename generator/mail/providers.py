"""A letter as each provider takes it: the way out in the provider's own words, and everything else inert.

Providers read subject, text and HTML as templates. What looks like one in a deal's name must arrive as it is written:
HTML bears entities there (`compose`), plain text is escaped here in the provider's own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from generator.mail.letter import Letter
from generator.mail.message import named

Payload = dict[str, Any]
_BRACES = re.compile(r"\{[{%#]")
_JOINER = "\u2060"
"""WORD JOINER: invisible, and parts two characters that only together mean something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`unsubscribe` is the provider's tag, `escape` makes plain text harmless, `payload` is what its API takes."""

    name: str
    unsubscribe: str
    escape: Callable[[str], str]
    payload: Callable[[Letter], Payload]


def payload(letter: Letter, provider: str) -> Payload:
    """What to send to a provider to make a draft of the letter."""
    to = PROVIDERS[provider]
    return to.payload(
        replace(
            letter,
            subject=to.escape(letter.subject),
            preheader=to.escape(letter.preheader),
            text=to.escape(letter.text).replace(letter.unsubscribe, to.unsubscribe),
            html=letter.html.replace(letter.unsubscribe, to.unsubscribe),
        )
    )


def neutral(html: str, unsubscribe: str) -> str:
    """The HTML for the web, where nobody is subscribed: the way out is words, not a link, and looks like words.

    >>> neutral('<a href="https://x.example/u" style="color:red">Abmelden</a>', "https://x.example/u")
    '<span>Abmelden</span>'
    """
    link = re.compile(rf'<a href="{re.escape(unsubscribe)}"[^>]*>(.*?)</a>', re.DOTALL)
    return link.sub(r"<span>\1</span>", html)


def literal(text: str) -> str:
    """For Go templates, Django's and Liquid: each opening mark becomes an expression that prints it.

    >>> literal("{{ x }} {% y")
    '{{ "{{" }} x }} {{ "{%" }} y'
    """
    return _BRACES.sub(lambda found: f'{{{{ "{found[0]}" }}}}', text)


def parted(text: str) -> str:
    """For places that may or may not be read as a template: the marks fall apart, and look as before."""
    return re.sub(r"\{(?=[{%#])|\*(?=\|)|%(?=[a-z_]+(?:\.[a-z_]+)?%)", lambda found: found[0] + _JOINER, text)


def _listmonk(letter: Letter) -> Payload:
    return {
        "name": f"{letter.key} {letter.subject}",
        "subject": letter.subject,
        "type": "regular",
        "content_type": "html",
        "body": letter.html,
        "altbody": letter.text,
        "headers": [{"List-Id": named(letter.list_name, letter.list_id)}, {"Archived-At": f"<{letter.url}>"}],
        "tags": [letter.key],
        "messenger": "email",
    }


def _buttondown(letter: Letter) -> Payload:
    made: Payload = {
        "subject": letter.subject,
        # Buttondown sends what has no status.
        "status": "draft",
        "body": f"<!-- buttondown-editor-mode: plaintext -->\n{letter.html}",
        "description": letter.preheader,
        "canonical_url": letter.url,
        "slug": re.sub(
            r"[^A-Za-z0-9_-]", "-", "-".join(filter(None, (letter.about, letter.language, letter.name, letter.version)))
        )[:100],
        "template": "naked",
        "archival_mode": "disabled",
        "metadata": {"kapitalbrief": letter.key},
    }
    return made | ({"secondary_id": letter.number} if letter.number and letter.kind == "issue" else {})


def _mailchimp(letter: Letter) -> Payload:
    settings = {"subject_line": letter.subject, "preview_text": letter.preheader, "title": letter.key}
    sender = {"from_name": letter.sender[0], "reply_to": letter.sender[1]}
    return {
        "campaign": {"type": "regular", "settings": {**settings, **sender}},
        "content": {"html": letter.html, "plain_text": letter.text},
    }


def _brevo(letter: Letter) -> Payload:
    return {
        "name": letter.key,
        "subject": letter.subject,
        "sender": {"name": letter.sender[0], "email": letter.sender[1]},
        "previewText": letter.preheader,
        "htmlContent": letter.html,
    }


def _mailgun(letter: Letter) -> Payload:
    return {
        "from": named(*letter.sender),
        "subject": letter.subject,
        "html": letter.html,
        "text": letter.text,
        "h:List-Id": named(letter.list_name, letter.list_id),
        "o:tag": [letter.key],
        "o:tracking": "no",
    }


def _keila(letter: Letter) -> Payload:
    return {"subject": letter.subject, "html_body": letter.html, "text_body": letter.text}


PROVIDERS = {
    entry.name: entry
    for entry in (
        Provider(name="listmonk", unsubscribe="{{ UnsubscribeURL }}", escape=literal, payload=_listmonk),
        Provider(name="buttondown", unsubscribe="{{ unsubscribe_url }}", escape=parted, payload=_buttondown),
        Provider(name="mailchimp", unsubscribe="*|UNSUB|*", escape=parted, payload=_mailchimp),
        Provider(name="brevo", unsubscribe="{{ unsubscribe }}", escape=literal, payload=_brevo),
        Provider(name="mailgun", unsubscribe="%unsubscribe_url%", escape=parted, payload=_mailgun),
        Provider(name="keila", unsubscribe="{{ unsubscribe_link }}", escape=literal, payload=_keila),
    )
}
DRAFTS = ("listmonk", "buttondown")
"""The providers that `push` makes drafts at; the others take a file."""
