"""The providers of newsletters: a file for each beside this one, and a line in the table below.

Providers read subject, text and HTML as templates. What looks like one in a deal's name must arrive as it is written:
HTML bears entities there (`compose`), plain text is escaped in the provider's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.providers.provider import Api, Form, Provider

NAMES = (
    "listmonk",
    "buttondown",
    "mailchimp",
    "brevo",
    "mailgun",
    "keila",
)
"""Every provider by its name. Its file is called the same, and holds it as `PROVIDER`."""


def _provider(name: str) -> Provider:
    found = import_module(f"{__name__}.{name}").PROVIDER
    assert isinstance(found, Provider), name
    assert found.name == name, f"{name}: its file says '{found.name}'"
    return found


PROVIDERS: Mapping[str, Provider] = {name: _provider(name) for name in NAMES}
"""The table that the check, the form, the draft files, the commands and the lint read."""
NEEDS: Mapping[str, Mapping[str, str]] = {name: provider.needs for name, provider in PROVIDERS.items()}
"""The fields that each provider's form needs, as rules are told them."""
APIS: Mapping[str, Api] = {name: provider.api for name, provider in PROVIDERS.items() if provider.api}
"""The providers that `push` makes drafts at; the others take a file."""


def payload(mail: Mail, provider: str) -> Payload:
    """The mail as a provider's API takes it: with the provider's own unsubscribe link, and everything else inert."""
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


__all__ = ["APIS", "NEEDS", "PROVIDERS", "Api", "Form", "Payload", "Provider", "payload"]
