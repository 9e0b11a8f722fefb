"""An organisation that takes part in deals, or an unnamed group that reports speak of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from generator.content.records.base import Name, PlainDate, Record, Text, Texts, Translated, Url, refuse
from generator.content.records.deal import Ignore
from generator.content.records.names import OrganisationId, OrganisationKind
from generator.text import standards
from generator.text.money import CURRENCIES
from generator.text.problems import did_you_mean


def _currency(value: Any) -> Any:
    if isinstance(value, str) and value not in CURRENCIES:
        raise refuse("currency", f"'{value}' is no currency of ISO 4217", did_you_mean(value, CURRENCIES))
    return value


def _country(value: Any) -> Any:
    if isinstance(value, str) and value not in standards.countries():
        hint = standards.country_meant(value) or "two letters of ISO 3166-1; leave it out if there is no one country"
        raise refuse("country", f"expected a country code such as DE, found '{value}'", hint)
    return value


Currency = Annotated[str, BeforeValidator(_currency)]
"""A code of ISO 4217, such as "USD"."""
Country = Annotated[str, BeforeValidator(_country)]
"""Two letters of ISO 3166-1, such as "DE"."""


class RegisterIds(Record):
    """Its numbers in public registers."""

    wikidata: Text | None = None
    """Its item on Wikidata, such as "Q21708200"."""
    lei: Text | None = None
    """Its Legal Entity Identifier (ISO 17442), 20 letters and digits."""
    cik: Text | None = None
    """Its number at the United States' Securities and Exchange Commission, such as "0001018724"."""


class Organisation(Record):
    """A company, a fund, a state, or an unnamed group that reports speak of."""

    name: Name
    """What readers call it, such as "OpenAI"."""
    legal_name: Text | None = None
    """Its name in the register, such as "OpenAI Group PBC"."""
    kind: OrganisationKind
    """Its kind, a word of the vocabulary: "ai_lab". A "placeholder" is an unnamed group, which is in no total."""
    country: Country | None = None
    """Where it sits: two letters of ISO 3166-1, such as "US"."""
    hq: Text | None = None
    """The town of its head office, such as "San Francisco"."""
    reporting_currency: Currency | None = None
    """The currency in which its figures are compared, such as "USD"; None takes the publication's."""
    founded: PlainDate | None = None
    """When it was founded: a year, a month or a day."""
    website: Url | None = None
    """Its address on the web."""
    ticker: Text | None = None
    """Where it is traded and under which letters: "XNAS:NVDA" (MIC:SYMBOL)."""
    parent: OrganisationId | None = None
    """Whom it belongs to; its money counts as its parent's."""
    aliases: Texts = ()
    """Other names that reports use for it."""
    ids: RegisterIds | None = None
    """Its numbers in public registers."""
    description: Translated | None = None
    """Who it is, in a sentence or two; it may have references."""
    ignore: tuple[Ignore, ...] = ()
    """Warnings that stand on this record."""
