"""The list of organisations from A to Z, and the page of each: what it is, and its money in and out."""

from __future__ import annotations

import unicodedata
from typing import Any

from generator.analysis import flows as money
from generator.charts import catalogue
from generator.outputs.pages import structured
from generator.outputs.pages.deals import by_word
from generator.outputs.pages.findable import findable
from generator.outputs.pages.frame import COPY, TABLE, feeds, list_page, option, page, writer_at
from generator.outputs.pages.lists import issue_line
from generator.text import paths
from generator.views import organisations as organisation_views
from generator.views.edition import Artifact, Edition
from generator.views.writer import Writer


def organisations(edition: Edition) -> Artifact:
    """Every organisation, with an anchor where a letter begins."""
    address = paths.index("organisations")
    writer, t = writer_at(edition, address), edition.locale.t
    rows: list[dict[str, Any]] = []
    letters: list[str] = []
    for name in _a_to_z(edition):
        record, letter = edition.archive.organisations[name], _letter(edition, name)
        first = letter not in letters
        letters += [letter] if first else []
        count = len(organisation_views.deals_of(edition, name))
        rows.append(
            {
                "name": writer.name(name),
                "href": writer.href(paths.page("organisations", name)),
                "aliases": ", ".join(record.aliases),
                "anchor": _anchor(letter) if first else "",
                "letter": letter if first else "",
                "kind": record.kind,
                "kind_word": edition.archive.vocabulary.word("organisation", record.kind, edition.language),
                "country": record.country or "",
                "country_word": organisation_views.country(edition, record),
                "count": count,
                "deals": edition.locale.number(count),
            }
        )
    kinds = {row["kind"]: row["kind_word"] for row in rows}
    countries = {row["country"]: row["country_word"] for row in rows if row["country"]}
    return list_page(
        edition,
        "organisations",
        address,
        scripts=[TABLE],
        rows=rows,
        letters=[{"text": letter, "href": f"#{_anchor(letter)}"} for letter in letters],
        fields=[
            {
                "name": "kind",
                "label": t("fact.kind"),
                "options": by_word(option(key, word) for key, word in kinds.items()),
            },
            {
                "name": "country",
                "label": t("sift.country"),
                "options": by_word(option(key, word) for key, word in countries.items()),
            },
        ],
        orders=[
            option("", t("sift.a_z"), "name"),
            option("-name", t("sift.z_a")),
            option("-count", t("organisations.most")),
        ],
    )


def organisation_page(edition: Edition, name: str) -> Artifact:
    """The organisation with its deals, the issues that speak of it, and its neighbours in the list."""
    address = paths.page("organisations", name)
    record = edition.archive.organisations[name]
    writer = writer_at(edition, address)
    title = record.name.any(edition.language)
    kind = edition.archive.vocabulary.word("organisation", record.kind, edition.language)
    description = (record.description.get(edition.language) if record.description else None) or kind
    mentions = [
        issue_line(edition, writer, key, issue)
        for key, issue in edition.issues
        if name in organisation_views.named_in(edition, key, issue)
    ]
    plain = writer.plain(description)
    meta = {
        "title": title,
        "description": plain,
        "kind": "organisation",
        "scripts": [COPY],
        "things": structured.organisation(edition, name, record, plain),
        "feeds": [] if record.kind == "placeholder" else feeds(edition, address, title),
        "search": findable(edition, "organisation", title, organisations=[name]),
    }
    drawn = catalogue.of_organisation(writer, name, money.edges(edition.archive, edition.today))
    order = _a_to_z(edition)
    place = order.index(name)
    return page(
        edition,
        "organisation",
        address,
        meta,
        description=writer.inline(description),
        facts=organisation_views.facts(writer, name),
        totals=organisation_views.totals_of(writer, name),
        flows=organisation_views.flows(writer, name),
        mentions=mentions,
        charts=[catalogue.shown(writer, drawing) for drawing in drawn],
        placeholder=record.kind == "placeholder",
        before=_neighbour(writer, order[place - 1]) if place else None,
        after=_neighbour(writer, order[place + 1]) if place + 1 < len(order) else None,
        report=paths.mail(edition.archive.publication.editor.email, edition.locale.t("mail.report", id=name)),
    )


def _neighbour(writer: Writer, name: str) -> dict[str, str]:
    return {"title": writer.name(name), "href": writer.href(paths.page("organisations", name))}


def _a_to_z(edition: Edition) -> list[str]:
    """Ids in the order of names; digits come before letters, an accent makes no difference."""
    return sorted(edition.archive.organisations, key=lambda name: (_plain(edition, name), name))


def _plain(edition: Edition, name: str) -> str:
    words = edition.archive.organisations[name].name.any(edition.language)
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c)).casefold()


def _letter(edition: Edition, name: str) -> str:
    """ "A" to "Z"; all else is under "#"."""
    first = _plain(edition, name)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter != "#" else "letter-other"
