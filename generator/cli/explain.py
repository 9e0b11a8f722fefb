"""The derivation of a figure in plain text that can be followed with a pencil: claims, origins, rates, formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.analysis import lookup
from generator.analysis.figures import AGREED_SCOPES, Group, KnownClaim, KnownFigure
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import KnownDeal
from generator.analysis.values import Derived, as_said
from generator.content.archive import Archive
from generator.content.records.figure import SHOWN_SCOPES
from generator.text import markup
from generator.text.markup import Reference
from generator.text.money import Interval
from generator.text.problems import did_you_mean, unknown

FORMULAS = {
    "implied_stake": "amount / post-money valuation",
    "implied_stake.post": "amount / post-money valuation",
    "implied_stake.pre": "amount / (pre-money valuation + new money)",
    "implied_stake.unstated": "amount / valuation, read as post-money and as pre-money (valuation + new money)",
    "implied_pre": "post-money valuation - new money",
    "implied_pre.unstated": "valuation, read as post-money (less the new money) and as pre-money",
    "implied_pre.paired": "the smaller of two valuations that lie the new money apart",
    "step_up": "pre-money valuation / post-money valuation of the round before",
    "stake_after": "stake before x (1 - new money / post-money) + own amount / post-money",
    "annual_value": "amount / months x 12",
    "unallocated": "amount of the round - the parts that are named",
    "total_raised": "sum of the closed equity deals, each once",
    "total_committed": "sum of the closed equity investments, each once",
}
"""Each formula in words, by its name."""


class NothingThere(Exception):
    """The address names no deal, organisation or figure; the message offers the nearest."""


def explain(archive: Archive, knowledge: Knowledge, address: str) -> str:
    """The derivation of `deal`, `organisation` or of anything that a text may refer to; raises NothingThere.

    Such are `openai-round-2026/amount`, `…/amount:sought`, `…/amount#first-report`, `…/valuation.post` and
    `openai/total_raised:announced`; double brackets around them and words behind them do no harm.
    """
    plain = address.strip().removeprefix("[[").removesuffix("]]").partition("|")[0]
    reference = next(markup.references(f"[[{plain}]]"), None) or Reference(0, 0, plain, "")
    return "\n".join(_lines(archive, knowledge, plain, reference)) + "\n"


def _lines(archive: Archive, knowledge: Knowledge, address: str, reference: Reference) -> Iterator[str]:
    target, _, path = address.partition("/")
    deal = knowledge.deals.get(target)
    if deal is None and target in archive.organisations:
        yield from _organisation(archive, knowledge, target, reference)
        return
    if deal is None and target in archive.topics:
        yield f"'{target}' is a topic; it has no figures"
        return
    if deal is None:
        raise NothingThere(unknown("deal", target, [*knowledge.deals, *archive.organisations]))
    if path:
        yield from _figure_or_derived(archive, knowledge, deal, path, reference)
        return
    yield f"{target} as of {knowledge.as_of}: {deal.state or 'status unknown'}"
    for known in deal.figures.values():
        if known.claims:
            yield ""
            yield from _figure(archive, knowledge.as_of, known)
    for value in knowledge.derived[target].values():
        yield ""
        yield from _derived(archive, value)


def _organisation(archive: Archive, knowledge: Knowledge, name: str, reference: Reference) -> Iterator[str]:
    """A total of an organisation as far as its deals have come; without a figure what it raised and what it gave."""
    if reference.figure not in (None, *lookup.TOTALS) or not reference.target:
        raise NothingThere(_of_organisation(knowledge, name))
    for index, total in enumerate([reference.figure] if reference.figure else lookup.TOTALS):
        found = lookup.total(knowledge, name, total, reference.scope)
        if found is None:
            message = f"expected one of {', '.join(lookup.FIRM)} behind the colon, found '{reference.scope}'"
            raise NothingThere(message)
        if index:
            yield ""
        yield from _derived(archive, found, reference.scope)


def _of_organisation(knowledge: Knowledge, name: str) -> str:
    """What can be explained of an organisation, for who asked for it as if it were a deal."""
    totals = " or ".join(f"{name}/{total}" for total in lookup.TOTALS)
    deals = [deal.id for deal in knowledge.deals.values() if deal.is_known and deal.record.subject == name]
    own = f"; or one of its deals: {', '.join(sorted(deals)[:3])}" if deals else ""
    return f"'{name}' is an organisation; ask for {totals}{own}"


def _figure_or_derived(
    archive: Archive, knowledge: Knowledge, deal: KnownDeal, path: str, reference: Reference
) -> Iterator[str]:
    if path in knowledge.derived[deal.id]:
        yield from _derived(archive, knowledge.derived[deal.id][path])
    elif path in deal.figures:
        yield from _figure(archive, knowledge.as_of, deal.figures[path])
    elif isinstance(found := lookup.find(knowledge, reference), lookup.Found):
        yield from _figure(archive, knowledge.as_of, found.figure, path)
    elif (reference.figure or "") in deal.figures or reference.figure in lookup.BASES:
        raise NothingThere(_not_narrowed(deal, reference))
    else:
        paths = [*deal.figures, *knowledge.derived[deal.id]]
        hint = did_you_mean(path, paths) or f"it has {', '.join(paths)}"
        raise NothingThere(f"'{deal.id}' has no figure '{path}'; {hint}")


def _not_narrowed(deal: KnownDeal, reference: Reference) -> str:
    """What a figure has instead of the scope, the part, the basis or the claim that somebody asked for."""
    known = deal.figures.get("valuation" if reference.figure in lookup.BASES else reference.figure or "")
    claims = known.claims if known else ()
    ids = [claim.id for claim in claims]
    kinds = list(dict.fromkeys(kind for claim in claims for kind in claim.group if kind))
    narrow = reference.claim or reference.scope or reference.figure or ""
    there = f"its claims are {', '.join(ids)}, of {', '.join(kinds)}" if ids else "no claim about it is known"
    hint = did_you_mean(narrow, [*ids, *kinds]) or there
    return f"'{deal.id}/{reference.figure}' has nothing called '{narrow}'; {hint}"


def _figure(archive: Archive, as_of: date, known: KnownFigure, path: str = "") -> Iterator[str]:
    """A figure with its claims; `path` is its address where only some of them were asked for."""
    yield f"{known.deal}/{path or known.path} as of {as_of}"
    if not known.claims:
        yield "  no claim is known"
        return
    for group in known.groups:
        yield from _group(archive, group)
    if known.shown is None:
        scopes = SHOWN_SCOPES if known.agreed is None else AGREED_SCOPES
        since = "; what was sought before the announcement is history" if known.agreed else ""
        yield f"  shown: nothing, because no claim has one of the scopes {', '.join(scopes)}{since}"
        return
    why = (
        "an editor chose it"
        if known.chosen
        else "a party's own word first, then a stated origin, the best said, the latest, the narrowest of scope "
        + known.shown.record.scope
    )
    yield f"  shown: {known.shown.id} ({known.shown.value}), {why}"


def _group(archive: Archive, group: Group) -> Iterator[str]:
    label = ", ".join(str(part) for part in (group.scope, group.basis, group.what) if part)
    yield f"  claims of scope {label}" + (f", compared in {group.unit}" if group.unit else "")
    for claim in group.claims:
        yield from _claim(archive, claim)
    for voice in group.voices:
        relays = f", repeated by {', '.join(claim.id for claim in voice.relays)}" if voice.relays else ""
        yield f"    voice {voice.origin}: {voice.speaker.id} speaks{relays}"
    for one, other in group.conflicts:
        yield f"    conflict: {one.id} and {other.id} exclude each other"
    for one, other in group.differing:
        yield f"    readers see that {one.id} and {other.id} differ"
    if group.computed:
        yield f"    computed: what all voices allow is {_interval(group.computed)}"


def _claim(archive: Archive, claim: KnownClaim) -> Iterator[str]:
    flag = f", flag {claim.record.flag}" if claim.record.flag else ""
    yield f"    {claim.id}: {claim.value}, said by {claim.record.said}, known {claim.known or 'on no date'}{flag}"
    for report in claim.reports:
        source = archive.sources[report.source]
        way = " > ".join([source.publisher, *report.chain]) if report.chain else source.publisher
        yield f"      {report.source} ({way}; origin {', '.join(report.origins)})"
    if claim.compared is not None:
        rate = ""
        if claim.conversion:
            change = claim.conversion
            rate = f" at 1 {change.source} = {_plain(change.factor)} {change.target} of {change.day}"
        yield f"      compared as {_interval(claim.compared)}{rate}"


def _derived(archive: Archive, value: Derived, bucket: str | None = None) -> Iterator[str]:
    yield f"{value.of}/{value.path}" + (f":{bucket}" if bucket else "")
    yield f"  formula: {FORMULAS.get(value.formula, value.formula)}"
    if value.value is None:
        yield f"  not computable: {(value.reason or '').replace('_', ' ')}"
        return
    for claim in value.inputs:
        yield f"  {claim.deal}/{claim.figure}#{claim.id}: {claim.value} = {_interval(as_said(claim))}"
        for report in claim.reports[:1]:
            yield f"    {report.source}, origin {', '.join(report.origins)}, known {claim.known or 'on no date'}"
        if claim.conversion:
            change = claim.conversion
            yield f"    at 1 {change.source} = {_plain(change.factor)} {change.target} of {change.day}"
    yield f"  result: {_interval(value.value)} {value.unit}"
    for caveat in value.caveats:
        yield f"  caveat: {caveat.replace('_', ' ')}"


def _interval(value: Interval) -> str:
    """An interval as mathematicians write it: [10, 20), (10, infinity)."""
    if value.high == value.low:
        return _plain(value.low)
    low = f"{'(' if value.low_open else '['}{_plain(value.low)}"
    high = "infinity)" if value.high is None else f"{_plain(value.high)}{')' if value.high_open else ']'}"
    return f"{low}, {high}"


def _plain(number: Decimal) -> str:
    """Six significant digits, whole numbers as they are, with a mark every three."""
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number:.6g}"
