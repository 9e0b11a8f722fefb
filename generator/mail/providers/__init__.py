"""The providers of newsletters. A provider is a file beside this one and its name in the table below.

Providers read subject, text and HTML as templates. What looks like one in a deal's name must arrive as it is written:
HTML bears entities there (`compose`), plain text is escaped in the provider's own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.mail.deliver.draft import Payload
from generator.mail.mail import Mail
from generator.mail.providers import brevo, buttondown, keila, listmonk, mailchimp, mailgun
from generator.mail.providers.provider import Api, Form, Provider

PROVIDERS: Mapping[str, Provider] = {
    module.PROVIDER.name: module.PROVIDER for module in (listmonk, buttondown, mailchimp, brevo, mailgun, keila)
}
"""Every provider by its name; the check, the form, the drafts, the commands and the lint read this table."""
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
