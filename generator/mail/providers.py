"""A mail as each provider takes it: the way out in the provider's own words, and everything else inert.

Providers read subject, text and HTML as templates. What looks like one in a deal's name must arrive as it is written:
HTML bears entities there (`compose`), plain text is escaped here in the provider's own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from generator.mail.mail import Mail
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
    payload: Callable[[Mail], Payload]


def payload(mail: Mail, provider: str) -> Payload:
    """What to send to a provider to make a draft of the mail."""
    to = PROVIDERS[provider]
    return to.payload(
        replace(
            mail,
            subject=to.escape(mail.subject),
            preheader=to.escape(mail.preheader),
            text=to.escape(mail.text).replace(mail.unsubscribe, to.unsubscribe),
            html=mail.html.replace(mail.unsubscribe, to.unsubscribe),
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


def _listmonk(mail: Mail) -> Payload:
    return {
        "name": f"{mail.key} {mail.subject}",
        "subject": mail.subject,
        "type": "regular",
        "content_type": "html",
        "body": mail.html,
        "altbody": mail.text,
        "headers": [{"List-Id": named(mail.list_name, mail.list_id)}, {"Archived-At": f"<{mail.url}>"}],
        "tags": [mail.key],
        "messenger": "email",
    }


def _buttondown(mail: Mail) -> Payload:
    made: Payload = {
        "subject": mail.subject,
        # Buttondown sends what has no status.
        "status": "draft",
        "body": f"<!-- buttondown-editor-mode: plaintext -->\n{mail.html}",
        "description": mail.preheader,
        "canonical_url": mail.url,
        "slug": re.sub(
            r"[^A-Za-z0-9_-]", "-", "-".join(filter(None, (mail.about, mail.language, mail.name, mail.version)))
        )[:100],
        "template": "naked",
        "archival_mode": "disabled",
        "metadata": {"kapitalbrief": mail.key},
    }
    return made | ({"secondary_id": mail.number} if mail.number and mail.kind == "issue" else {})


def _mailchimp(mail: Mail) -> Payload:
    settings = {"subject_line": mail.subject, "preview_text": mail.preheader, "title": mail.key}
    sender = {"from_name": mail.sender[0], "reply_to": mail.sender[1]}
    return {
        "campaign": {"type": "regular", "settings": {**settings, **sender}},
        "content": {"html": mail.html, "plain_text": mail.text},
    }


def _brevo(mail: Mail) -> Payload:
    return {
        "name": mail.key,
        "subject": mail.subject,
        "sender": {"name": mail.sender[0], "email": mail.sender[1]},
        "previewText": mail.preheader,
        "htmlContent": mail.html,
    }


def _mailgun(mail: Mail) -> Payload:
    return {
        "from": named(*mail.sender),
        "subject": mail.subject,
        "html": mail.html,
        "text": mail.text,
        "h:List-Id": named(mail.list_name, mail.list_id),
        "o:tag": [mail.key],
        "o:tracking": "no",
    }


def _keila(mail: Mail) -> Payload:
    return {"subject": mail.subject, "html_body": mail.html, "text_body": mail.text}


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
