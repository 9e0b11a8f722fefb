"""Mailchimp: its form, and the draft file of a campaign with its content."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.providers.escapes import parted
from generator.mail.providers.provider import Form, Provider


def _form(newsletter: Newsletter, language: str) -> Form:
    """The honeypot is that of an account and its list: b_<u>_<id>, both from the address of the form."""
    address = newsletter.form or ""
    asked = parse_qs(urlsplit(address).query)
    trap = "_".join(["b", *(asked.get(key, [""])[0] for key in ("u", "id"))])
    return Form(provider="Mailchimp", action=address, email="EMAIL", honeypot=trap)


def _payload(mail: Mail) -> Payload:
    settings = {"subject_line": mail.subject, "preview_text": mail.preheader, "title": mail.key}
    sender = {"from_name": mail.sender[0], "reply_to": mail.sender[1]}
    return {
        "campaign": {"type": "regular", "settings": {**settings, **sender}},
        "content": {"html": mail.html, "plain_text": mail.text},
    }


PROVIDER = Provider(
    name="mailchimp",
    needs={"form": "the address in the `action` of its embedded form"},
    form=_form,
    unsubscribe="*|UNSUB|*",
    marks=r"\*\|",
    escape=parted,
    payload=_payload,
)
