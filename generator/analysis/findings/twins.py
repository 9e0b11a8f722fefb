"""Things that were probably written down twice: organisations, deals, sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit

from generator.analysis.figures import KnownClaim
from generator.analysis.findings.finding import near, point
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.content.records.organisation import Organisation
from generator.content.records.source import Source

LEGAL_FORMS = frozenset(
    "ab ag asa as bv co company corp corporation gmbh holding holdings inc incorporated kg kgaa limited llc llp lp "
    "ltd nv oy oyj pbc plc pte sa sarl sas se spa srl ug".split()
)
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid")
SAME_WEEKS = timedelta(days=30)
SIMILAR = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationTwin:
    """Two organisations that share a name (without legal form and case), a domain or a number in a register."""

    organisation: str
    like: str
    shared: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTwin:
    """Two deals of one subject and kind within 30 days, with similar amounts."""

    deal: str
    like: str
    amounts: tuple[KnownClaim, KnownClaim]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTwin:
    """Two sources with one address."""

    source: str
    like: str
    address: str


def organisation_twins(organisations: Mapping[str, Organisation]) -> Iterator[OrganisationTwin]:
    """Each pair once, at the later id. A domain counts only among organisations of one kind, and not between parent
    and child; different numbers in a register prove that two are two."""
    for (one, a), (other, b) in combinations(sorted(organisations.items()), 2):
        shared = _shared(one, a, other, b)
        if shared:
            yield OrganisationTwin(organisation=other, like=one, shared=shared[0], value=shared[1])


def deal_twins(knowledge: Knowledge) -> Iterator[DealTwin]:
    """Each pair once, at the later id. Deals that relations connect, directly or through one whole, are two; so are
    deals that name participants and share none."""
    by_subject: dict[tuple[str, str], list[KnownDeal]] = {}
    for deal in knowledge.deals.values():
        by_subject.setdefault((deal.record.subject, deal.record.kind), []).append(deal)
    for deals in by_subject.values():
        for one, other in combinations(sorted(deals, key=lambda deal: deal.id), 2):
            amounts = _amount(one), _amount(other)
            if not amounts[0] or not amounts[1] or _related(one, other) or not _same_weeks(one, other):
                continue
            if near(point(amounts[0]) or Decimal(0), point(amounts[1]) or Decimal(0), SIMILAR):
                yield DealTwin(deal=other.id, like=one.id, amounts=(amounts[0], amounts[1]))


def source_twins(sources: Mapping[str, Source]) -> Iterator[SourceTwin]:
    """Each source whose address an earlier id has already, apart from trackers, a slash at the end, www and fragment."""
    first: dict[str, str] = {}
    for name, source in sorted(sources.items()):
        if source.url:
            address = canonical(source.url)
            if address in first:
                yield SourceTwin(source=name, like=first[address], address=address)
            first.setdefault(address, name)


def canonical(url: str) -> str:
    """What of an address says which page it is.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    """
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, True) if not TRACKING.fullmatch(key.lower())]
    tail = f"?{urlencode(query)}" if query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{tail}"


def plain_name(name: str) -> str:
    """A name without case, accents, signs and legal form.

    >>> plain_name("Beispiel-Labs GmbH & Co. KG") == plain_name("beispiel labs")
    True
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(
        r"\w+", re.sub(r"(?<=\w)\.(?=\w)", "", "".join(c for c in letters if not unicodedata.combining(c)))
    )
    return "".join(word for word in words if word not in LEGAL_FORMS) or "".join(words)


def _shared(one: str, a: Organisation, other: str, b: Organisation) -> tuple[str, str] | None:
    numbers = [(getattr(a.ids, key, None), getattr(b.ids, key, None), key) for key in ("lei", "wikidata", "cik")]
    same = next(((key, x) for x, y, key in numbers if x and x == y), None)
    if same:
        return same
    if any(x and y for x, y, _ in numbers):
        return None
    names = _names(a) & _names(b)
    if names:
        return "name", min(names)
    kin = one == b.parent or other == a.parent or (a.parent is not None and a.parent == b.parent)
    if a.website and b.website and a.kind == b.kind and not kin:
        domains = {urlsplit(site).netloc.lower().removeprefix("www.") for site in (a.website, b.website)}
        return ("domain", domains.pop()) if len(domains) == 1 else None
    return None


def _names(organisation: Organisation) -> set[str]:
    written = [*organisation.name.root.values(), *organisation.aliases, organisation.legal_name or ""]
    return {plain_name(name) for name in written if name}


def _amount(deal: KnownDeal) -> KnownClaim | None:
    figure = deal.figures.get("amount")
    return figure.shown if figure and figure.shown and point(figure.shown) else None


def _related(one: KnownDeal, other: KnownDeal) -> bool:
    def linked(deal: KnownDeal) -> set[str]:
        return {relation.deal for relation in deal.relations} | {part.record.deal or "" for part in deal.participants}

    def wholes(deal: KnownDeal) -> set[str]:
        return set(deal.part_of)

    def who(deal: KnownDeal) -> set[str]:
        return {part.record.org for part in deal.participants} - {deal.record.subject}

    strangers = bool(who(one) and who(other) and not who(one) & who(other))
    return other.id in linked(one) or one.id in linked(other) or bool(wholes(one) & wholes(other)) or strangers


def _same_weeks(one: KnownDeal, other: KnownDeal) -> bool:
    days = [[entry.date.last for entry in deal.status if entry.date] for deal in (one, other)]
    return any(abs(x - y) <= SAME_WEEKS for x in days[0] for y in days[1])
