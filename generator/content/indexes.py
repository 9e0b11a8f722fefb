"""Who names whom, the other way round: found once, so that a page need not walk the whole archive for its own part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.content.records import Deal, Issue, Organisation
from generator.text.reads import Noted, reading
from generator.text.yamltree import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """The ids of records by the id that they name; what nobody names is not there."""

    deals: Mapping[str, tuple[str, ...]]
    """By organisation: the deals that it is the subject or a participant of, or that move shares in it."""
    naming: Mapping[str, tuple[str, ...]]
    """By deal: the deals with a relation to it, or with a participant whose amount is its own."""
    issues: Mapping[str, tuple[str, ...]]
    """By deal: the issues that list it."""
    children: Mapping[str, tuple[str, ...]]
    """By organisation: those directly below it."""
    kin: Mapping[str, tuple[str, ...]]
    """By organisation: its parent and those directly below it."""
    order: Mapping[str, tuple[str, ...]]
    """By deal: the way to its file, by which deals are sorted as files are."""

    def sorted(self, deals: Iterable[str]) -> tuple[str, ...]:
        """Deals in the order of their files, each once."""
        return tuple(sorted(set(deals), key=self.order.__getitem__))


def index(
    deals: Mapping[str, Deal],
    organisations: Mapping[str, Organisation],
    issues: Mapping[str, Issue],
    documents: Mapping[tuple[str, str], Document],
) -> Indexes:
    """The indexes of an archive. Whoever takes one entry has read this entry, and nobody has read what all are of."""
    with reading():
        parties = ((org, name) for name, deal in deals.items() for org in _parties(deal))
        named = ((other, name) for name, deal in deals.items() for other in _named(deal))
        listed = ((deal, name) for name, issue in issues.items() for deal in issue.listed)
        below = [(record.parent, name) for name, record in organisations.items() if record.parent]
        above = [(child, parent) for parent, child in below]
        files = {name: documents[at].path for name in deals if (at := ("deals", name)) in documents}
        ways = {name: tuple(files.get(name, f"{place:09}").split("/")) for place, name in enumerate(deals)}
        return Indexes(
            deals=_by_name("deals", parties),
            naming=_by_name("naming", named),
            issues=_by_name("issues", listed),
            children=_by_name("children", below),
            kin=_by_name("kin", (*above, *below)),
            order=Noted("index/order", ways),
        )


def _by_name(name: str, pairs: Iterable[tuple[str, str]]) -> Noted[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return Noted(f"index/{name}", {key: tuple(values) for key, values in found.items()})


def _parties(deal: Deal) -> Iterable[str]:
    yield deal.subject
    for part in deal.participants:
        yield part.org
        if part.in_:
            yield part.in_


def _named(deal: Deal) -> Iterable[str]:
    yield from (relation.deal for relation in deal.relations)
    yield from (part.deal for part in deal.participants if part.deal)
