"""An organisation that takes part in deals, or an unnamed group that reports speak of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from generator.content.records.base import Dated, Id, Key, Name, Record, Text, Texts, Translated, Url, refuse
from generator.content.records.deal import Ignore
from generator.text.money import CURRENCIES
from generator.text.problems import did_you_mean


def _currency(value: Any) -> Any:
    if isinstance(value, str) and value not in CURRENCIES:
        raise refuse("currency", f"'{value}' is no currency of ISO 4217", did_you_mean(value, CURRENCIES))
    return value


def _country(value: Any) -> Any:
    if isinstance(value, str) and not (len(value) == 2 and value.isascii() and value.isupper()):
        raise refuse("country", f"expected a country code such as DE, found '{value}'")
    return value


Currency = Annotated[str, BeforeValidator(_currency)]
Country = Annotated[str, BeforeValidator(_country)]


class RegisterIds(Record):
    """Its numbers in public registers."""

    wikidata: Text | None = None
    lei: Text | None = None
    cik: Text | None = None


class Organisation(Record):
    name: Name
    legal_name: Text | None = None
    kind: Key
    country: Country | None = None
    hq: Text | None = None
    reporting_currency: Currency | None = None
    founded: Dated | None = None
    website: Url | None = None
    ticker: Text | None = None
    parent: Id | None = None
    aliases: Texts = ()
    ids: RegisterIds | None = None
    description: Translated | None = None
    ignore: tuple[Ignore, ...] = ()
