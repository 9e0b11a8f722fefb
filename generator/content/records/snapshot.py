"""A snapshot: what an issue showed on its date, kept as JSON beside it. `freeze` writes it; nobody edits it by hand.

Each names the one before it by its digest, so that all of them are a chain, in the order of the issues' dates.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from generator.content.records.base import Id, Record, Text
from generator.content.records.deal import Status
from generator.content.records.figure import Basis, Flag, Said, Scope
from generator.text import digests, money
from generator.text.money import Interval, Qualifier, Quantity

SCHEMA: Literal[2] = 2
_SEAL = "sha256"
"""The field of a file that holds the digest of all its others."""
OTHER_FORMAT = f"it is not of format {SCHEMA}"
"""What is wrong with a snapshot that an older or a later generator wrote."""


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


def _digest(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch("[0-9a-f]{64}", value):
        raise ValueError("expected 64 hexadecimal digits")
    return value


Digest = Annotated[str, BeforeValidator(_digest)]
"""A SHA-256, as `text.digests` computes it."""
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
    bound: Qualifier
    """How the number is bounded: "exact", "up to", "about", …; `value` says the same."""
    scope: Scope
    """What it is of, such as "sought"."""
    basis: Basis | None
    """Of a valuation: before or after the new money."""
    what: Text | None
    """Which part it is of, as a key of the deal's `parts`."""
    known: datetime.date
    """The day from which it was known."""
    said: Said
    """Who says it to the reporter."""
    origins: tuple[Text, ...]
    """Ids of all whose report it is."""
    via: tuple[Text, ...]
    """Ids of those through whom the quoted page has it, the nearest first; () for a report of its own."""
    src: tuple[Id, ...]
    """Ids of the pages that had printed it, the quoted one first."""
    printed: Text | None
    """The words as the first page printed them."""
    flag: Flag | None
    """The doubt of an editor that was printed beside it."""

    @model_validator(mode="after")
    def _bounded(self) -> FrozenClaim:
        if self.quantity.qualifier != self.bound:
            raise ValueError(f"'{self.value}' is not bounded by '{self.bound}'")
        return self

    def renamed(self, ids: Mapping[str, str]) -> FrozenClaim:
        """The same under the ids that its origins have today, by their old ones."""
        speakers = {key: tuple(ids.get(name, name) for name in getattr(self, key)) for key in ("origins", "via")}
        return self.model_copy(update=speakers)

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

    def renamed(self, ids: Mapping[str, str]) -> FrozenFigure:
        """The same under today's ids, by the old ones."""
        return self.model_copy(update={"claims": {name: claim.renamed(ids) for name, claim in self.claims.items()}})

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


class FrozenSource(Frozen):
    """A page that readers were sent to."""

    publisher: Text
    """Id of who published it."""
    url: Text | None
    """Its address; None if it has none."""

    def renamed(self, ids: Mapping[str, str]) -> FrozenSource:
        """The same under the id that its publisher has today, by the old ones."""
        return self.model_copy(update={"publisher": ids.get(self.publisher, self.publisher)})

    def __str__(self) -> str:
        return f"{self.publisher} {self.url}" if self.url else self.publisher


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


class Before(Frozen):
    """The snapshot before this one."""

    issue: Text = Field(alias="briefing")
    """Its issue's id."""
    sha256: Digest
    """Its digest."""


class Snapshot(Frozen):
    """What an issue showed."""

    schema_: Literal[2] = Field(alias="schema")
    """The version of the file's shape."""
    issue: Id = Field(alias="briefing")
    """The issue's id, as its folder is named."""
    date: datetime.date
    """The issue's date."""
    previous: Before | None
    """The snapshot of the issue before it by date; None for the first one."""
    title: dict[str, str]
    """The issue's title, per language."""
    titles: dict[Id, dict[str, str]]
    """The titles of its deals that it could print, per language, by the deal's id. A deal without an entry was printed
    with its kind and those who take part."""
    deals: dict[Id, tuple[FrozenStep, ...]]
    """The known steps of each of its deals, by the deal's id."""
    figures: dict[str, FrozenFigure]
    """Every known figure, by its address: "openai-round-2026/trio"."""
    sources: dict[Id, FrozenSource]
    """The pages that print its claims, by id."""
    quotes: dict[str, str]
    """The claim that was printed, by what the text wrote: "openai-round-2026/amount:first-step"."""
    texts: dict[str, dict[str, Digest]]
    """The digests of its texts, per language, by the name that a correction has for them: "summary",
    "nachricht.body"."""
    names: tuple[Text, ...]
    """Every id that its texts refer to. What is renamed later is known by it, and changes no text."""
    forecasts: dict[Id, FrozenForecast]
    """Its forecasts as they were made, by id."""
    scored: bool
    """Whether its forecasts count."""
    sha256: Digest | None = None
    """The digest of the file, of all that stands above; None for what is in no file."""

    def renamed(self, ids: Mapping[str, str]) -> Snapshot:
        """The same under the ids that its deals, organisations and the issue itself have today, by their old ones."""

        def today(address: str) -> str:
            deal, slash, path = address.partition("/")
            org, dot, what = path.partition(".")
            return f"{ids.get(deal, deal)}{slash}{ids.get(org, org) if dot else org}{dot}{what}"

        before = self.previous

        return self.model_copy(
            update={
                "issue": today(self.issue),
                "previous": before and before.model_copy(update={"issue": today(before.issue)}),
                "titles": {today(deal): words for deal, words in self.titles.items()},
                "texts": {_heir(name, today): words for name, words in self.texts.items()},
                "deals": {today(deal): steps for deal, steps in self.deals.items()},
                "figures": {today(address): figure.renamed(ids) for address, figure in self.figures.items()},
                "sources": {page: source.renamed(ids) for page, source in self.sources.items()},
                "quotes": {today(quoted): claim for quoted, claim in self.quotes.items()},
            }
        )

    def after(self, before: Snapshot | None) -> Snapshot:
        """The same as the next one in the chain, sealed: it names the digest of the one before it, and has its own."""
        link = Before(issue=before.issue, sha256=before.sealed) if before else None
        linked = self.model_copy(update={"previous": link})
        return linked.model_copy(update={"sha256": digests.of_json(linked.content)})

    @property
    def sealed(self) -> str:
        """Its digest; it must have been read from a file, or made by `after`."""
        assert self.sha256 is not None, f"{self.issue} is in no chain"
        return self.sha256

    @property
    def content(self) -> dict[str, digests.Json]:
        """All of the file but its digest."""
        return self.model_dump(mode="json", by_alias=True, exclude={_SEAL})

    @property
    def text(self) -> str:
        """The file: sorted and indented, so that a difference is one line."""
        return json.dumps(self.content | {_SEAL: self.sealed}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _heir(name: str, today: Callable[[str], str]) -> str:
    """The name of a text under today's ids: only a deal's texts name one."""
    return today(name) if "/" in name else name


def quantity(value: str) -> Quantity:
    """The number that a value's text says; raises `NotANumber`."""
    measure: money.Measure = "share" if value.endswith("%") else "power" if value.endswith(("GW", "MW")) else "money"
    return money.parse(value, measure)


def read_snapshot(raw: bytes) -> tuple[Snapshot | None, str]:
    """The snapshot in a file, or None and what is wrong with it."""
    try:
        found = Snapshot.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        way = "/".join(map(str, first["loc"]))
        if way == "schema":
            return None, OTHER_FORMAT
        return None, f"{way}: {first['msg']}" if way else str(first["msg"])
    written = json.loads(raw)
    if written.pop(_SEAL, None) != digests.of_json(written):
        return None, "it was edited after it was written: its digest is another one"
    return found, ""
