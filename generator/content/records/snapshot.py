"""A snapshot: what an issue showed on its date, kept as JSON beside it. `freeze` writes it; nobody edits it by hand."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from generator.content.records.base import Id, Record, Text
from generator.content.records.deal import Status
from generator.content.records.figure import Basis, Scope
from generator.text import money
from generator.text.money import Interval, Quantity

SCHEMA: Literal[1] = 1


def _number(value: Any) -> Any:
    """Plain digits only: a snapshot may come from anywhere, and 1E+999999 would stop every comparison."""
    digits = value.replace(".", "", 1) if isinstance(value, str) else ""
    if not isinstance(value, Decimal) and not (digits.isascii() and digits.isdigit() and len(digits) <= 40):
        raise ValueError("expected a number such as '50000000000'")
    return value


def _amount(value: Any) -> Any:
    if isinstance(value, str):
        try:
            quantity(value)
        except money.NotANumber as error:
            raise ValueError(error.message) from None
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
Value = Annotated[str, BeforeValidator(_amount)]


class Frozen(Record):
    """JSON spells its fields out: nothing has a default, and what is absent says null."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FrozenInterval(Frozen):
    """What the words of a number allow; `high` null is unbounded."""

    low: Number
    """The least, in units of the value's own currency or unit."""
    high: Number | None
    """The most; None without a bound."""
    low_open: bool
    """Whether it is more than `low`."""
    high_open: bool
    """Whether it is less than `high`."""


class FrozenClaim(Frozen):
    """One claim as the issue showed it; two claims of one value, group and day are one, whatever their ids."""

    value: Value
    """The number as it was said, such as "up to 50bn USD"."""
    scope: Scope
    """What it is of, such as "sought"."""
    basis: Basis | None
    """Of a valuation: before or after the new money."""
    what: Text | None
    """Which part it is of, as a key of the deal's `parts`."""
    known: datetime.date
    """The day from which it was known."""

    @property
    def quantity(self) -> Quantity:
        """The number as it was said."""
        return quantity(self.value)


class FrozenFigure(Frozen):
    """A figure as it was shown. Where only parts of it were known, nothing but the claims is there."""

    shown: Text | None
    """The id of the claim that stood for the figure."""
    value: Value | None
    """That claim's number as it was said."""
    interval: FrozenInterval | None
    """What that number allows."""
    claims: dict[str, FrozenClaim]
    """Every claim that was known, by id."""

    @property
    def claim(self) -> FrozenClaim | None:
        """The claim that stood for the figure."""
        return self.claims[self.shown] if self.shown else None

    @property
    def bounds(self) -> Interval | None:
        """What the shown number allowed."""
        own = self.interval
        return Interval(own.low, own.high, own.low_open, own.high_open) if own else None

    @model_validator(mode="after")
    def _agrees(self) -> FrozenFigure:
        if self.shown is not None and (self.shown not in self.claims or self.claims[self.shown].value != self.value):
            raise ValueError("the shown claim is not among the claims, or has another value")
        if (self.shown is None) != (self.value is None) or (self.shown is None) != (self.interval is None):
            raise ValueError("shown, value and interval belong together")
        return self


class FrozenStep(Frozen):
    """A step of a deal and its date, as much of it as was known."""

    to: Status
    """The step that was reached."""
    date: Text
    """When, as much of it as was known: "2026-01". A step without a date is not kept."""

    def __str__(self) -> str:
        return f"{self.to} {self.date}"


class FrozenForecast(Frozen):
    """A forecast as it was made."""

    claim: dict[str, str]
    """What was to come about, per language."""
    criteria: dict[str, str]
    """What decides it, per language."""
    probability: Number
    """How likely it was said to be, from 0.01 to 0.99."""
    resolves_by: datetime.date
    """The day by which it is decided."""


class Snapshot(Frozen):
    """What an issue showed."""

    schema_: Literal[1] = Field(alias="schema")
    """The version of the file's shape."""
    issue: Id = Field(alias="briefing")
    """The issue's id, as its folder is named."""
    date: datetime.date
    """The issue's date."""
    deals: dict[Id, tuple[FrozenStep, ...]]
    """The known steps of each of its deals, by the deal's id."""
    figures: dict[str, FrozenFigure]
    """Every known figure, by its address: "openai-round-2026/trio"."""
    quotes: dict[str, str]
    """The claim that was printed, by what the text wrote: "openai-round-2026/amount:first-step"."""
    forecasts: dict[Id, FrozenForecast]
    """Its forecasts as they were made, by id."""
    scored: bool
    """Whether its forecasts count."""

    def renamed(self, ids: Mapping[str, str]) -> Snapshot:
        """The same under the ids that its deals, organisations and the issue itself have today, by their old ones."""

        def today(address: str) -> str:
            deal, slash, path = address.partition("/")
            org, dot, what = path.partition(".")
            return f"{ids.get(deal, deal)}{slash}{ids.get(org, org) if dot else org}{dot}{what}"

        return self.model_copy(
            update={
                "issue": today(self.issue),
                "deals": {today(deal): steps for deal, steps in self.deals.items()},
                "figures": {today(address): figure for address, figure in self.figures.items()},
                "quotes": {today(quoted): claim for quoted, claim in self.quotes.items()},
            }
        )

    @property
    def text(self) -> str:
        """The file: sorted and indented, so that a difference is one line."""
        return (
            json.dumps(self.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )


def quantity(value: str) -> Quantity:
    """The number that a value's text says; raises `NotANumber`."""
    measure: money.Measure = "share" if value.endswith("%") else "power" if value.endswith(("GW", "MW")) else "money"
    return money.parse(value, measure)


def read_snapshot(raw: bytes) -> tuple[Snapshot | None, str]:
    """The snapshot in a file, or None and what is wrong with it."""
    try:
        return Snapshot.model_validate_json(raw), ""
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        way = "/".join(map(str, first["loc"]))
        return None, f"{way}: {first['msg']}" if way else str(first["msg"])
