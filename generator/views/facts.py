"""The panel at the top of a deal or an organisation: what it is, in words and links."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analysis.known import KnownDeal
from generator.text import paths
from generator.views.organisations import country
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the panel."""

    label: str
    """The question: "Sitz"."""
    text: str
    """The answer: "San Francisco, Vereinigte Staaten"."""
    href: str | None = None
    """Link of the answer; None if it has none."""


def of_deal(writer: Writer, deal: KnownDeal) -> tuple[Fact, ...]:
    """Company, kind, stage, what kind of money and of shares, for how long, topics; what is not known is left out."""
    edition, record = writer.edition, deal.record
    t, word = edition.locale.t, edition.archive.vocabulary.word
    found = [
        Fact(
            label=t("fact.subject"), text=writer.name(record.subject), href=writer.href(writer.address(record.subject))
        ),
        Fact(label=t("fact.kind"), text=word("deal", record.kind, edition.language)),
    ]
    if record.stage:
        found.append(Fact(label=t("fact.stage"), text=record.stage.any(edition.language)))
    if record.instrument and record.instrument != "unknown":
        found.append(Fact(label=t("fact.instrument"), text=record.instrument))
    if record.money_type:
        found.append(Fact(label=t("fact.money_type"), text=t(f"money_type.{record.money_type}")))
    if record.share_type != "unknown":
        found.append(Fact(label=t("fact.share_type"), text=t(f"share_type.{record.share_type}")))
    if record.duration_months:
        found.append(Fact(label=t("fact.duration"), text=edition.locale.plural("months", record.duration_months)))
    topics = ((writer.name(topic), writer.href(paths.page("topics", topic))) for topic in record.topics)
    return (*found, *(Fact(label=t("fact.topic"), text=name, href=href) for name, href in topics))


def of_organisation(writer: Writer, name: str) -> tuple[Fact, ...]:
    """Kind, seat, age, parent and children, other names, where it is listed, its website; what is not known is left
    out."""
    edition = writer.edition
    record, t = edition.archive.organisations[name], edition.locale.t
    children = [child for child, other in edition.archive.organisations.items() if other.parent == name]
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
