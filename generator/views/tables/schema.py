"""The tables and their columns. Names are promises: they are added freely, and renamed or removed only with a new major
version and a line in `templates/data/CHANGELOG.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from generator.analysis.figures import Agreement
from generator.analysis.forecasts import State
from generator.analysis.totals import Bucket, Instrument, Side
from generator.content.records.deal import Deal, Status
from generator.content.records.figure import Basis, Flag, Said, Scope
from generator.content.records.names import named_by
from generator.content.records.section import Resolution
from generator.content.records.vocabulary import Group, Term
from generator.text.money import Qualifier
from generator.views.facts import DEAL_FACTS, Told

SCHEMA_VERSION = "1.2.0"
DELIMITER = ";"
"""Between the entries of a list in CSV; they are ids, which have no such sign."""

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "list"]
Measure = Literal["money", "share", "power"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    name: str
    """Its name, which is a promise: "amount_low"; of a translated one without the language."""
    type: Type = "string"
    """The type of its cells. A date that may lack its day is a text: "2026-03"."""
    required: bool = False
    """Whether every row has it."""
    enum: tuple[str, ...] = ()
    """The words that it may hold; () for any text."""
    of: str | None = None
    """The table whose ids it holds; None if it holds none."""
    pattern: str | None = None
    """The regular expression that its texts match; None for any text."""
    translated: bool = False
    """Whether files have it once per language: "title_de", "title_en"."""
    words: str = ""
    """The key of its description in the catalogues where that is not its name."""
    units: tuple[str, ...] = ()
    """The columns that name a number's unit, of which one is filled if the unit was disclosed. A number without any is
    of what its description says."""
    labels: str = ""
    """The key of what each word of `enum` means, with "{}" for the word: "status.{}"."""
    vocabulary: Group | None = None
    """The group of the vocabulary whose words it holds, and which says what they mean."""

    fact: str = ""
    """The key of its description where that is the question of a fact on a deal's page: "fact.stage"."""

    @property
    def key(self) -> str:
        """The name under which the catalogues describe it."""
        return self.words or self.name

    @property
    def described(self) -> str:
        """The whole key of its description: "column.deal.amount"."""
        return self.fact or f"column.{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; its first column is its key."""

    name: str
    """Its name, which is a promise: "claims"."""
    columns: tuple[Column, ...]
    """Its columns in their order."""
    label: str = ""
    """The column by which people know a row, without its language; "" if there is none."""
    facets: tuple[str, ...] = ()
    """The columns by which people sift."""
    newest: str = ""
    """The column that puts the latest rows first; "" if rows have no day."""

    def expanded(self, languages: tuple[str, ...]) -> tuple[Column, ...]:
        """The columns as files have them, translated ones once per language."""
        found: list[Column] = []
        for column in self.columns:
            if not column.translated:
                found.append(column)
                continue
            for language in languages:
                found.append(
                    Column(name=f"{column.name}_{language}", type=column.type, pattern=column.pattern, words=column.key)
                )
        return tuple(found)


def _id() -> Column:
    return Column(name="id", required=True)


def _link(name: str, of: str, *, required: bool = False, words: str = "") -> Column:
    return Column(name=name, of=of, required=required, words=words)


def _truth(name: str, words: str = "") -> Column:
    return Column(name=name, type="boolean", required=True, words=words)


def _choice(name: str, choices: object, labels: str, *, required: bool = False, words: str = "") -> Column:
    return Column(name=name, enum=tuple(get_args(choices)), labels=labels, required=required, words=words)


def _fact(told: Told) -> Column:
    """The column of a field of a deal that its page tells, by the field's type."""
    names = named_by(Deal, told.field)
    if names:
        home = names.folders[0] if names.folders else None
        return Column(name=told.field, of=home, vocabulary=names.group, fact=told.question)
    enum = _field_choice(Deal, told.field)
    labels = f"{told.field}.{{}}" if enum else ""
    return Column(name=told.field, enum=enum, labels=labels, fact=told.question)


def _field_choice(record: type[Deal] | type[Resolution] | type[Term], field: str) -> tuple[str, ...]:
    """The words that a record's field may have; None among them is an empty cell."""
    annotation = record.model_fields[field].annotation
    parts = get_args(annotation)
    inner = [word for part in parts for word in (get_args(part) or (part,))]
    return tuple(word for word in inner if isinstance(word, str))


def _bounds(prefix: str, *units: str) -> tuple[Column, ...]:
    words = prefix.rstrip("_")
    dot = f"{words}." if words else ""
    return (
        Column(name=f"{prefix}low", type="number", words=f"{dot}low", units=units),
        Column(name=f"{prefix}high", type="number", words=f"{dot}high", units=units),
        Column(name=f"{prefix}low_open", type="boolean", words="low_open"),
        Column(name=f"{prefix}high_open", type="boolean", words="high_open"),
    )


PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"
ROUGHLY = rf"{PARTIAL}(~|/{PARTIAL})?"
"""A partial date, about one, or an interval: ISO 8601, parts 1 and 2."""
COUNTRY = r"[A-Z]{2}"
CURRENCY = r"[A-Z]{3}"

TABLES: tuple[Table, ...] = (
    Table(
        name="organisations",
        label="name",
        facets=("kind", "country"),
        columns=(
            _id(),
            Column(name="name", translated=True, words="organisation.name"),
            Column(name="legal_name"),
            Column(name="kind", required=True, words="organisation.kind", vocabulary="organisation"),
            Column(name="country", pattern=COUNTRY),
            Column(name="reporting_currency", pattern=CURRENCY),
            Column(name="founded", pattern=PARTIAL),
            Column(name="website"),
            Column(name="ticker"),
            _link("parent", "organisations"),
            Column(name="wikidata"),
            Column(name="lei"),
            Column(name="cik"),
            Column(name="url"),
        ),
    ),
    Table(
        name="publishers",
        label="name",
        facets=("kind",),
        columns=(
            _id(),
            Column(name="name", translated=True, words="publisher.name"),
            Column(name="kind", required=True, words="publisher.kind", vocabulary="publisher"),
            Column(name="domain"),
            Column(name="country", pattern=COUNTRY),
            Column(name="owner"),
        ),
    ),
    Table(
        name="sources",
        label="label",
        facets=("kind", "language"),
        newest="published",
        columns=(
            _id(),
            _link("publisher", "publishers", required=True),
            Column(name="label", translated=True),
            Column(name="url", words="source.url"),
            Column(name="archive_url"),
            Column(name="language"),
            Column(name="published", pattern=PARTIAL, words="source.published"),
            Column(name="kind", required=True, words="source.kind", vocabulary="source"),
            Column(name="via", type="list"),
            Column(name="origins", type="list", words="source.origins"),
            _truth("undisclosed_ads"),
            _truth("retracted"),
        ),
    ),
    Table(
        name="deals",
        label="title",
        facets=("kind", "status", "subject", "money_type"),
        newest="latest",
        columns=(
            _id(),
            Column(name="kind", required=True, words="deal.kind", vocabulary="deal"),
            _link("subject", "organisations", required=True),
            Column(name="title", translated=True, words="deal.title"),
            _choice("status", Status, "status.{}"),
            Column(name="since", type="date"),
            Column(name="latest", type="date"),
            Column(name="money_type", enum=_field_choice(Deal, "money_type"), labels="money_type.{}"),
            Column(name="share_type", enum=_field_choice(Deal, "share_type"), labels="share_type.{}", required=True),
            Column(name="duration_months", type="integer"),
            _truth("cumulative"),
            Column(name="amount", words="deal.amount"),
            Column(name="amount_currency", pattern=CURRENCY, words="currency"),
            Column(name="amount_low", type="number", words="low", units=("amount_currency",)),
            Column(name="amount_high", type="number", words="high", units=("amount_currency",)),
            _choice("amount_scope", Scope, "scope.{}", words="deal.scope"),
            Column(name="valuation", words="deal.valuation"),
            Column(name="valuation_currency", pattern=CURRENCY, words="currency"),
            Column(name="valuation_low", type="number", words="low", units=("valuation_currency",)),
            Column(name="valuation_high", type="number", words="high", units=("valuation_currency",)),
            _choice("valuation_scope", Scope, "scope.{}", words="deal.scope"),
            _choice("valuation_basis", Basis, "basis.{}", words="basis"),
            Column(name="topics", type="list"),
            *(_fact(told) for told in DEAL_FACTS if told.column),
            Column(name="url"),
        ),
    ),
    Table(
        name="figures",
        facets=("figure", "agreement"),
        columns=(
            _id(),
            _link("deal", "deals", required=True),
            Column(name="figure", required=True, words="figure.path"),
            _choice("measure", Measure, "measure.{}", required=True),
            _link("shown", "claims", words="figure.shown"),
            _truth("chosen"),
            _choice("agreement", Agreement, "agreement.{}"),
            Column(name="voices", type="integer"),
            Column(name="computed_unit"),
            *_bounds("computed_", "computed_unit"),
            Column(name="url"),
        ),
    ),
    Table(
        name="claims",
        facets=("scope", "basis", "said", "qualifier", "currency"),
        newest="known",
        columns=(
            _id(),
            _link("deal", "deals", required=True),
            _link("figure", "figures", required=True),
            Column(name="value", required=True),
            _choice("qualifier", Qualifier, "qualifier.{}", required=True),
            Column(name="currency", pattern=CURRENCY),
            Column(name="unit", enum=("%", "GW", "MW")),
            *_bounds("", "currency", "unit"),
            Column(name="digits", type="integer"),
            _choice("scope", Scope, "scope.{}", required=True),
            _choice("basis", Basis, "basis.{}"),
            Column(name="what"),
            Column(name="known", type="date"),
            _choice("said", Said, "said.{}", required=True),
            Column(name="origins", type="list"),
            Column(name="printed"),
            Column(name="speaks_for", type="list"),
            Column(name="sources", type="list", of="sources", words="claim.sources"),
            _truth("shown", "claim.shown"),
            _choice("flag", Flag, "flag.{}"),
            Column(name="compared_group", required=True),
            Column(name="compared_unit"),
            *_bounds("compared_", "compared_unit"),
            Column(name="rate", type="number"),
            Column(name="rate_date", type="date"),
            Column(name="url"),
        ),
    ),
    Table(
        name="participants",
        facets=("role",),
        columns=(
            _id(),
            _link("deal", "deals", required=True),
            _link("organisation", "organisations", required=True),
            Column(name="role", required=True, vocabulary="role"),
            _truth("new"),
            _link("amount", "figures", words="participant.amount"),
            _link("stake", "figures", words="participant.stake"),
            _link("stake_in", "organisations"),
        ),
    ),
    Table(
        name="events",
        facets=("type", "what"),
        newest="date",
        columns=(
            _id(),
            _link("deal", "deals", required=True),
            Column(name="type", enum=("step", "expected"), labels="event_type.{}", required=True, words="event.type"),
            Column(name="what", required=True, words="event.what", vocabulary="event"),
            Column(name="date", pattern=ROUGHLY, words="event.date"),
            Column(name="from", pattern=PARTIAL, words="event.from"),
            Column(name="text", translated=True, words="event.text"),
            Column(name="sources", type="list", of="sources", words="event.sources"),
        ),
    ),
    Table(
        name="briefings",
        label="title",
        newest="date",
        columns=(
            _id(),
            Column(name="date", type="date", required=True, words="briefing.date"),
            Column(name="published", type="datetime", required=True),
            Column(name="updated", type="datetime", required=True),
            Column(name="issue", type="integer"),
            Column(name="title", translated=True, words="briefing.title"),
            Column(name="deals", type="list", of="deals", words="briefing.deals"),
            _truth("reconstructed"),
            Column(name="url"),
        ),
    ),
    Table(
        name="forecasts",
        label="claim",
        facets=("state", "outcome"),
        newest="resolves_by",
        columns=(
            _id(),
            _link("briefing", "briefings", required=True),
            Column(name="claim", translated=True, words="forecast.claim"),
            Column(name="criteria", translated=True),
            Column(name="probability", type="number", required=True),
            Column(name="made", type="date", required=True),
            Column(name="resolves_by", type="date", required=True),
            _link("conditional_on", "forecasts"),
            _choice("state", State, "forecast.state.{}", required=True),
            Column(name="outcome", enum=_field_choice(Resolution, "outcome"), labels="outcome.{}"),
            Column(name="resolved", type="date"),
            _truth("example"),
            _truth("scored"),
            Column(name="url"),
        ),
    ),
    Table(
        name="totals",
        facets=("side", "bucket", "instrument", "currency"),
        columns=(
            _id(),
            _link("organisation", "organisations", required=True, words="total.organisation"),
            _choice("side", Side, "total.{}", required=True),
            _link("deal", "deals", required=True),
            _choice("bucket", Bucket, "bucket.{}", required=True),
            _choice("instrument", Instrument, "instrument.{}", required=True),
            _link("claim", "claims", words="total.claim"),
            Column(name="currency", pattern=CURRENCY, required=True, words="total.currency"),
            *_bounds("", "currency"),
        ),
    ),
    Table(
        name="words",
        label="text",
        facets=("table_name", "column_name"),
        columns=(
            _id(),
            Column(name="table_name", required=True),
            Column(name="column_name", required=True),
            Column(name="word", required=True),
            Column(name="text", translated=True, words="word.text"),
            Column(name="pays", type="boolean"),
            Column(name="receives", type="boolean"),
            Column(name="moves", enum=_field_choice(Term, "moves")),
        ),
    ),
)
"""Parents before children, but for links within a table and between figures and their shown claims."""
