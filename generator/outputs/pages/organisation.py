"""The list of organisations from A to Z, and the page of each: what it is, and its money in and out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.charts import catalogue
from generator.charts.catalogue import ShownChart
from generator.content.records import Organisation
from generator.outputs.pages import structured
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, TABLE, Head, feeds, list_page, page, writer_at
from generator.outputs.pages.lists import Line, issue_line
from generator.outputs.pages.neighbours import Neighbour
from generator.outputs.pages.sift import Filter, Option, by_word, option
from generator.text import paths
from generator.views import facts
from generator.views import organisations as organisation_views
from generator.views.derived import TotalView
from generator.views.edition import Artifact, Edition
from generator.views.facts import Fact
from generator.views.organisations import Flow
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An organisation in the list, with what the list is filtered and sorted by."""

    name: str
    """Its name for readers."""
    href: str
    """Link to its page."""
    aliases: str
    """Its other names, between commas."""
    letter: str
    """The letter that begins with it, "#" for all that is none; "" for all but the first under a letter."""
    anchor: str
    """That letter's anchor; "" where no letter begins."""
    kind: str
    """The id of its kind: "ai_lab"."""
    kind_word: str
    """The same in a word."""
    country: str
    """Where it sits, as an ISO code: "US"; "" if that is not known."""
    country_word: str
    """The same in words."""
    count: int
    """In how many deals it takes part."""
    deals: str
    """The same as it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter above the list."""

    text: str
    """The letter, or "#"."""
    href: str
    """Link to the first organisation under it, on the same page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationList:
    """The page of all organisations."""

    rows: tuple[Row, ...]
    """From A to Z, digits first."""
    letters: tuple[Letter, ...]
    """The letters under which there is one."""
    fields: tuple[Filter, ...]
    """The filters above the list."""
    orders: tuple[Option, ...]
    """The orders to choose from, the list's own first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """The page of an organisation."""

    description: str
    """Its description as HTML."""
    facts: tuple[Fact, ...]
    """The panel at the top."""
    totals: tuple[TotalView, ...]
    """The sums that it raised and that it committed, as tables."""
    flows: Mapping[str, tuple[Flow, ...]]
    """Its deals by the way of their money: "in", "out", "other"."""
    mentions: tuple[Line, ...]
    """The issues with a deal of its, newest first."""
    charts: tuple[ShownChart, ...]
    """How firm its money is, and its deals over time."""
    placeholder: bool
    """Whether it stands for a group that nobody named."""
    before: Neighbour | None
    """The organisation before it in the list; None before the first."""
    after: Neighbour | None
    """The organisation after it in the list; None after the last."""
    report: str
    """How to tell the editor of a mistake: a mailto: address."""


def organisations(edition: Edition) -> Artifact:
    """Every organisation, with an anchor where a letter begins."""
    address = paths.index("organisations")
    t, rows = edition.locale.t, _rows(writer_at(edition, address))
    body = OrganisationList(
        rows=rows,
        letters=tuple(Letter(text=row.letter, href=f"#{row.anchor}") for row in rows if row.letter),
        fields=_filters(edition, rows),
        orders=(
            option("", t("sift.a_z"), "name"),
            option("-name", t("sift.z_a")),
            option("-count", t("organisations.most")),
        ),
    )
    return list_page(edition, "organisations", address, body, scripts=(TABLE,))


def _rows(writer: Writer) -> tuple[Row, ...]:
    """Every organisation from A to Z."""
    edition, found, letters = writer.edition, [], set[str]()
    for name in a_to_z(edition.archive.organisations, edition.language):
        record = edition.archive.organisations[name]
        letter = _letter(record.name.any(edition.language))
        first = letter not in letters
        count = len(organisation_views.deals_of(edition, name))
        found.append(
            Row(
                name=writer.name(name),
                href=writer.href(paths.page("organisations", name)),
                aliases=", ".join(record.aliases),
                letter=letter if first else "",
                anchor=_anchor(letter) if first else "",
                kind=record.kind,
                kind_word=edition.archive.vocabulary.word("organisation", record.kind, edition.language),
                country=record.country or "",
                country_word=organisation_views.country(edition, record),
                count=count,
                deals=edition.locale.number(count),
            )
        )
        letters.add(letter)
    return tuple(found)


def _filters(edition: Edition, rows: Sequence[Row]) -> tuple[Filter, ...]:
    """Only choices that some organisation of the list answers."""
    t = edition.locale.t
    kinds = {row.kind: row.kind_word for row in rows}
    countries = {row.country: row.country_word for row in rows if row.country}
    return (
        Filter(name="kind", label=t("fact.kind"), options=by_word(option(*kind) for kind in kinds.items())),
        Filter(name="country", label=t("sift.country"), options=by_word(option(*one) for one in countries.items())),
    )


def organisation_page(edition: Edition, name: str, before: str | None, after: str | None) -> Artifact:
    """The organisation with its deals, the issues that speak of it, and the organisations beside it in the list."""
    address = paths.page("organisations", name)
    record = edition.archive.organisations[name]
    writer = writer_at(edition, address)
    kind = edition.archive.vocabulary.word("organisation", record.kind, edition.language)
    description = (record.description.get(edition.language) if record.description else None) or kind
    drawn = catalogue.of_organisation(writer, name)
    body = OrganisationPage(
        description=writer.inline(description),
        facts=facts.of_organisation(writer, name),
        totals=tuple(organisation_views.totals_of(writer, name)),
        flows=organisation_views.flows(writer, name),
        mentions=_mentions(writer, name),
        charts=tuple(catalogue.shown(writer, drawing) for drawing in drawn),
        placeholder=record.kind == "placeholder",
        before=_neighbour(writer, before) if before else None,
        after=_neighbour(writer, after) if after else None,
        report=paths.mail(edition.archive.publication.editor.email, edition.locale.t("mail.report", id=name)),
    )
    return page(edition, "organisation", address, _head(edition, name, writer.plain(description)), body)


def _head(edition: Edition, name: str, description: str) -> Head:
    record = edition.archive.organisations[name]
    title = record.name.any(edition.language)
    own = feeds(edition, paths.page("organisations", name), title)
    return Head(
        title=title,
        description=description,
        kind="organisation",
        scripts=(COPY,),
        things=tuple(structured.organisation(edition, name, record, description)),
        feeds=() if record.kind == "placeholder" else own,
        search=findable(edition, "organisation", title, organisations=[name]),
    )


def _mentions(writer: Writer, name: str) -> tuple[Line, ...]:
    """The issues with a deal of an organisation, newest first."""
    edition = writer.edition
    return tuple(
        issue_line(edition, writer, key, issue)
        for key, issue in edition.issues_of(edition.today.books.naming([name]))
        if name in organisation_views.named_in(edition, key, issue)
    )


def _neighbour(writer: Writer, name: str) -> Neighbour:
    return Neighbour(title=writer.name(name), href=writer.href(paths.page("organisations", name)))


def a_to_z(organisations: Mapping[str, Organisation], language: str) -> tuple[str, ...]:
    """Ids in the order of names; digits come before letters, an accent makes no difference."""
    return tuple(sorted(organisations, key=lambda name: (_plain(organisations[name].name.any(language)), name)))


def _plain(name: str) -> str:
    """The name without accents and in small letters, to sort by."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def _letter(name: str) -> str:
    """The first letter of a name, "A" to "Z"; all else is under "#"."""
    first = _plain(name)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter != "#" else "letter-other"
