"""Brevo: its form, and the draft file of an email campaign."""

from __future__ import annotations

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.providers.escapes import literal
from generator.mail.providers.provider import Form, Provider


def _form(newsletter: Newsletter, language: str) -> Form:
    return Form(
        provider="Brevo",
        action=newsletter.form or "",
        email="EMAIL",
        hidden=(("locale", language),),
        honeypot="email_address_check",
    )


def _payload(mail: Mail) -> Payload:
    return {
        "name": mail.key,
        "subject": mail.subject,
        "sender": {"name": mail.sender[0], "email": mail.sender[1]},
        "previewText": mail.preheader,
        "htmlContent": mail.html,
    }


PROVIDER = Provider(
    name="brevo",
    needs={"form": "the address in the `action` of its embedded form"},
    form=_form,
    unsubscribe="{{ unsubscribe }}",
    marks=r"\{[{%#]",
    escape=literal,
    payload=_payload,
)
