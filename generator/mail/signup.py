"""The form with which readers subscribe, for the page of subscriptions and for what a browser may do there."""

from __future__ import annotations

from generator.content.records.publication import Newsletter
from generator.mail.providers import PROVIDERS, Form


def form(newsletter: Newsletter, language: str) -> Form | None:
    """The form of the publication's provider; None without a provider, and for one that has no form."""
    provider = PROVIDERS.get(newsletter.provider)
    return provider.form(newsletter, language) if provider and provider.form else None
