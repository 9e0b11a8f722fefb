"""Keila: its form, and the draft file of a campaign."""

from __future__ import annotations

from generator.content.records.publication import Newsletter
from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.providers.escapes import literal
from generator.mail.providers.provider import Form, Provider


def _form(newsletter: Newsletter, language: str) -> Form:
    return Form(provider="Keila", action=newsletter.form or "", email="contact[email]", honeypot="h[url]")


def _payload(mail: Mail) -> Payload:
    return {"subject": mail.subject, "html_body": mail.html, "text_body": mail.text}


PROVIDER = Provider(
    name="keila",
    needs={"form": "the address in the `action` of its embedded form"},
    form=_form,
    unsubscribe="{{ unsubscribe_link }}",
    marks=r"\{[{%]",
    escape=literal,
    payload=_payload,
)
