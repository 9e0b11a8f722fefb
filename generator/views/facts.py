"""The panel at the top of a deal or an organisation: what it is, in words and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.known import KnownDeal
from generator.content.indexes import indexes_of
from generator.content.records import Deal
from generator.content.records.base import Words
from generator.content.records.names import named_by
from generator.views.organisations import country
from generator.views.writer import Writer

UNKNOWN = "unknown"
"""What a field says that is not known; it is no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the panel."""

    label: str
    """The question: "Sitz"."""
    text: str
    """The answer: "San Francisco, Vereinigte Staaten"."""
    href: str | None = None
    """Link of the answer; None if it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A field that a deal's page tells. Its type says how: ids are links, words of the vocabulary are looked up."""

    field: str
    """The field's name in the record: "subject"."""
    label: str = ""
    """Its question in the catalogues, `fact.<label>`, where that is not the field's name."""
    column: bool = False
    """Whether the open data has it too, made from its type; columns that are older than this are in `tables.schema`."""

    @property
    def question(self) -> str:
        """The key of its question: "fact.subject"."""
        return f"fact.{self.label or self.field}"


DEAL_FACTS: tuple[Told, ...] = (
    Told(field="subject"),
    Told(field="kind"),
    Told(field="stage"),
    Told(field="instrument"),
    Told(field="money_type"),
    Told(field="share_type"),
    Told(field="duration_months", label="duration"),
    Told(field="topics", label="topic"),
)
"""What the panel of a deal tells, in its order. What is not known is left out."""


def of_deal(writer: Writer, deal: KnownDeal) -> tuple[Fact, ...]:
    """The panel of a deal: every field of `DEAL_FACTS` that says something."""
    return tuple(fact for told in DEAL_FACTS for fact in _told(writer, deal.record, told))


def _told(writer: Writer, record: Deal, told: Told) -> Iterator[Fact]:
    locale, names = writer.edition.locale, named_by(Deal, told.field)
    value = getattr(record, told.field)
    for one in value if isinstance(value, tuple) else (value,):
        if one is None or one == UNKNOWN:
            continue
        label, href = locale.t(told.question), None
        if names and names.group:
            text = writer.edition.archive.vocabulary.word(names.group, one, locale.language)
        elif names:
            text, href = writer.name(one), writer.href(writer.address(one))
        elif isinstance(one, Words):
            text = one.any(locale.language)
        elif isinstance(one, int):
            text = locale.plural("months", one)
        else:
            text = locale.words.get(f"{told.field}.{one}", str(one))
        yield Fact(label=label, text=text, href=href)


def of_organisation(writer: Writer, name: str) -> tuple[Fact, ...]:
    """Kind, seat, age, parent and children, other names, where it is listed, its website; what is not known is left
    out."""
    edition = writer.edition
    record, t = edition.archive.organisations[name], edition.locale.t
    children = indexes_of(edition.archive).children.get(name, ())
    website = record.website or ""
    shown = website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")

    def link(key: str, org: str) -> Fact:
        return Fact(label=t(key), text=writer.name(org), href=writer.href(writer.address(org)))

    found = (
        Fact(
            label=t("fact.kind"),
            text=edition.archive.vocabulary.word("organisation", record.kind, edition.language),
        ),
        Fact(label=t("fact.seat"), text=", ".join(part for part in (record.hq, country(edition, record)) if part)),
        Fact(label=t("fact.founded"), text=edition.locale.date(record.founded) if record.founded else ""),
        *([link("fact.parent", record.parent)] if record.parent else []),
        *(link("fact.child", child) for child in children),
        Fact(label=t("fact.legal_name"), text=record.legal_name or ""),
        Fact(label=t("fact.aliases"), text=", ".join(record.aliases)),
        Fact(label=t("fact.ticker"), text=record.ticker or ""),
        Fact(label=t("fact.website"), text=shown, href=website),
    )
    return tuple(fact for fact in found if fact.text)
