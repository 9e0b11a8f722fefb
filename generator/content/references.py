"""Which ids a record names, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from generator.content.archive import Archive
from generator.content.records import Deal, Issue, Organisation, Source
from generator.text.problems import Problem, did_you_mean

Link = tuple[tuple[str | int, ...], str, str]
"""Where in a record, which kind of thing, which id."""


_HOMES: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisations",),
    "publisher": ("publishers",),
    "publisher or organisation": ("publishers", "organisations"),
    "source": ("sources",),
    "deal": ("deals",),
    "topic": ("topics",),
    "author": ("authors",),
    "sponsor": ("sponsors",),
    "briefing": ("briefings",),
}
"""The folders whose files are of a kind."""


def unresolved(archive: Archive, written: Mapping[str, Container[str]]) -> list[Problem]:
    """A problem for every id that leads nowhere. `written` holds the names of all files by folder, broken ones too:
    a reference to a file with a mistake of its own is not a second mistake."""
    problems: list[Problem] = []
    targets = _targets(archive)
    for folder, name, links in _all_links(archive):
        for way, kind, target in links:
            broken = any(target in written.get(home, ()) for home in _HOMES.get(kind, ()))
            if target not in targets[kind] and not broken:
                node = archive.documents[folder, name].find(*way)
                hint = did_you_mean(target, targets[kind])
                problems.append(Problem(node.at, "unknown-reference", f"there is no {kind} '{target}'", hint))
    return problems


def _targets(archive: Archive) -> dict[str, Mapping[str, Any]]:
    vocabulary = archive.vocabulary
    return {
        "organisation": archive.organisations,
        "publisher": archive.publishers,
        "publisher or organisation": {**archive.publishers, **archive.organisations},
        "source": archive.sources,
        "deal": archive.deals,
        "topic": archive.topics,
        "author": archive.authors,
        "sponsor": archive.sponsors,
        "briefing": archive.issues,
        **{f"{group} kind": vocabulary.group(group) for group in ("organisation", "publisher", "source", "deal")},
        "role": vocabulary.role,
        "condition kind": vocabulary.condition,
        "event": vocabulary.event,
    }


def _all_links(archive: Archive) -> Iterator[tuple[str, str, Iterable[Link]]]:
    for name, organisation in archive.organisations.items():
        yield "organisations", name, _organisation_links(organisation)
    for name, publisher in archive.publishers.items():
        interests = (
            (("conflicts", n, "organisation"), "organisation", i.organisation)
            for n, i in enumerate(publisher.conflicts)
        )
        yield "publishers", name, [(("kind",), "publisher kind", publisher.kind), *interests]
    for name, source in archive.sources.items():
        yield "sources", name, _source_links(source)
    for name, deal in archive.deals.items():
        yield "deals", name, _deal_links(deal)
    for name, issue in archive.issues.items():
        yield "briefings", name, _issue_links(issue)


def _organisation_links(organisation: Organisation) -> Iterator[Link]:
    yield ("kind",), "organisation kind", organisation.kind
    if organisation.parent:
        yield ("parent",), "organisation", organisation.parent


def _source_links(source: Source) -> Iterator[Link]:
    yield ("kind",), "source kind", source.kind
    yield ("publisher",), "publisher", source.publisher
    yield from _each("via", "publisher or organisation", source.via)
    yield from _each("origins", "publisher or organisation", source.origins)


def _each(key: str, kind: str, ids: Iterable[str], *way: str | int) -> Iterator[Link]:
    for index, target in enumerate(ids):
        yield (*way, key, index), kind, target


def _deal_links(deal: Deal) -> Iterator[Link]:
    yield ("kind",), "deal kind", deal.kind
    yield ("subject",), "organisation", deal.subject
    yield from _each("topics", "topic", deal.topics)
    yield from _each("src", "source", deal.src)
    for key in ("amount", "valuation", "capacity"):
        yield from _figure_links(getattr(deal, key), key)
    for index, part in enumerate(deal.participants):
        way = ("participants", index)
        yield (*way, "org"), "organisation", part.org
        yield (*way, "role"), "role", part.role
        yield from _each("src", "source", part.src, *way)
        if part.deal:
            yield (*way, "deal"), "deal", part.deal
        if part.in_:
            yield (*way, "in"), "organisation", part.in_
        yield from _figure_links(part.amount, *way, "amount")
        yield from _figure_links(part.stake, *way, "stake")
        for number, tranche in enumerate(part.tranches):
            yield from _figure_links(tranche.amount, *way, "tranches", number, "amount")
    for index, subtotal in enumerate(deal.subtotals):
        yield from _each("of", "organisation", subtotal.of, "subtotals", index)
        yield from _figure_links(subtotal.amount, "subtotals", index, "amount")
    for index, condition in enumerate(deal.conditions):
        yield ("conditions", index, "kind"), "condition kind", condition.kind
        if condition.party:
            yield ("conditions", index, "party"), "organisation", condition.party
    for index, expectation in enumerate(deal.expected):
        yield ("expected", index, "event"), "event", expectation.event
    for index, statement in enumerate(deal.statements):
        yield ("statements", index, "by"), "publisher or organisation", statement.by
    for key in ("status", "expected", "conditions", "statements"):
        for index, entry in enumerate(getattr(deal, key)):
            yield from _each("src", "source", entry.src, key, index)
    if deal.alert:
        yield from _each("reviewed_by", "author", deal.alert.reviewed_by, "alert")
    for index, relation in enumerate(deal.relations):
        yield ("relations", index, "deal"), "deal", relation.deal


def _figure_links(figure: Any, *way: str | int) -> Iterator[Link]:
    for index, claim in enumerate(figure.claims if figure else ()):
        yield from _each("src", "source", claim.src, *way, "claims", index)
        yield from _each("via", "publisher or organisation", claim.via, *way, "claims", index)
        if claim.confirmed:
            yield (*way, "claims", index, "confirmed", "by"), "author", claim.confirmed.by


def _issue_links(issue: Issue) -> Iterator[Link]:
    yield from _each("authors", "author", issue.authors)
    yield from _each("reviewed_by", "author", issue.reviewed_by)
    yield from _each("deals", "deal", issue.deals)
    yield from _each("related", "briefing", issue.related)
    if issue.lead:
        yield ("lead",), "deal", issue.lead
    for index, section in enumerate(issue.sections):
        for key in ("winners", "losers"):
            for number, verdict in enumerate(getattr(section, key)):
                yield ("sections", index, key, number, "org"), "organisation", verdict.org
        for number, forecast in enumerate(section.forecasts):
            sources = forecast.resolution.src if forecast.resolution else ()
            yield from _each("src", "source", sources, "sections", index, "forecasts", number, "resolution")
    for index, slot in enumerate(issue.sponsors):
        yield ("sponsors", index, "sponsor"), "sponsor", slot.sponsor
    for index, disclosure in enumerate(issue.disclosures):
        yield ("disclosures", index, "who"), "author", disclosure.who
