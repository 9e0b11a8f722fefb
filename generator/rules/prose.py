"""Rules about what editors write: references, amounts, HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.analysis import lookup
from generator.analysis.known import figure_paths
from generator.analysis.values import Derived, Reason
from generator.content.archive import Archive
from generator.content.records.base import Record
from generator.rules.facts import Facts, Text
from generator.rules.rule import rule
from generator.text import markup
from generator.text.markup import Reference
from generator.text.problems import Problem, did_you_mean

REASONS: dict[Reason, str] = {
    "no_amount": "no amount is known",
    "no_valuation": "no valuation is known",
    "no_whole": "the amount of the whole round is not known",
    "talks": "the money is only talked about; nothing is reckoned with it before it is announced",
    "ended": "the deal came to nothing",
    "other_scope": "only a number of another kind is known: sought, a running total, a holding, of another deal or day",
    "market_value": "the valuation is the market's, and no source gives it as the price of this money",
    "existing_shares": "existing shares change hands, so the company gets no new money",
    "no_duration": "the term is not known",
    "no_earlier_price": "no earlier primary price is known",
    "earlier_secondary": "the earlier price is one of existing shares",
    "open_ended": "the claims are open on both ends",
    "stated": "somebody stated it; refer to the claim",
    "nothing": "no deal with a known amount is in it",
}


@rule(
    "bad-reference",
    "unknown-reference",
    "unknown-figure",
    "not-known-then",
    "sought-is-history",
    "not-computable",
    each="texts",
)
def references_lead_somewhere(facts: Facts, text: Text) -> Iterator[Problem]:
    """A reference names an organisation, a deal or a topic; a figure it names exists and was known on the text's date.

    Passes: `[[openai]]`, `[[openai-round-2026/amazon.amount]]`. Fails: `[[openia]]`, a claim of March in an issue of
    January.
    """
    for stray in markup.stray_brackets(text.prose.text):
        at = text.prose.place(stray.start())
        yield Problem(
            at, "bad-reference", f"'{stray[0]}' belongs to no reference", "brackets cannot stand in a reference"
        )
    for reference in text.references:
        problem = _reference(facts, text, reference)
        if problem and not text.is_title:
            yield problem


@rule("bad-reference", each="texts")
def references_have_two_brackets(facts: Facts, text: Text) -> Iterator[Problem]:
    """A reference stands in two pairs of brackets; in one it would be printed as it is.

    Passes: `[[openai-round-2026/amount]]`, `[words](https://…)`, `[sic]`. Fails: `[openai-round-2026/amount]`.
    """
    for found in markup.single_brackets(text.prose.text):
        (reference,) = [*markup.references(f"[[{found['inside']}]]")]
        if _is_meant(facts, reference):
            message = f"'{found[0]}' is printed as it stands"
            hint = "name the thing in words" if text.is_title else f"write [{found[0]}]"
            yield Problem(text.prose.place(found.start()), "bad-reference", message, hint)


@rule("unbound-figure", each="texts")
def amounts_are_bound(facts: Facts, text: Text) -> Iterator[Problem]:
    """An amount in a text comes from the data: write `[[deal/figure]]`, or excuse it with `{literal: reason}`.

    Passes: `[[openai-round-2026/amount]]`. Fails: `50 Mrd. Dollar`, `$50bn`.
    """
    for found in markup.unbound_amounts(text.prose.text, facts.amounts):
        shown = " ".join(found[0].split())
        message = f"the amount '{shown}' is typed into the text"
        hint = f"bind it: [[deal/amount]]; or excuse it: {shown} {{literal: why}}"
        yield Problem(text.prose.place(found.start()), "unbound-figure", message, hint)


@rule("html-in-prose", each="texts")
def prose_has_no_html(facts: Facts, text: Text) -> Iterator[Problem]:
    """A text is Markdown; HTML in it is refused, because it would not survive feeds and mails."""
    for found in markup.html_in(text.prose.text):
        yield Problem(
            text.prose.place(found.start()),
            "html-in-prose",
            f"HTML is not allowed in a text: '{found[0][:30]}'",
            "use Markdown: **bold**, [words](https://…); write &lt; for a less-than sign",
        )


@rule("bad-markup", each="texts")
def prose_is_plain(facts: Facts, text: Text) -> Iterator[Problem]:
    """A text links to the web, to mail or to pages of this site, has no pictures, and sets nothing but a heading's id.

    Passes: `[words](https://example.org/)`, `## Heading {#id}`. Fails: `![x](…)`, `[x](javascript:…)`, `{: style=…}`.
    """
    for found in markup.refused_in(text.prose.text):
        shown = found[0].strip()[:40]
        hint = "use words, [words](https://…) and ## Heading {#id}"
        yield Problem(text.prose.place(found.start()), "bad-markup", f"'{shown}' is not allowed in a text", hint)


@rule("bad-markup", each="texts")
def links_lead_from_anywhere(facts: Facts, text: Text) -> Iterator[Problem]:
    """A link in a text that pages, feeds and mails share is a reference or a whole address; only a page by hand, which
    stands in one place, may link from where it stands.

    Passes: `[[openai]]`, `[[openai|words]]`, `[words](https://example.org/)`. Fails: `[words](../deals/x/)`.
    """
    if not text.page:
        for found in markup.relative_links_in(text.prose.text):
            message = f"'{found[0].strip()[:40]}' leads nowhere from a feed or a mail"
            hint = "link with [[id]] or [[id|words]], or write the whole address"
            yield Problem(text.prose.place(found.start()), "bad-markup", message, hint)


@rule("bad-reference", each="texts")
def titles_are_plain(facts: Facts, text: Text) -> Iterator[Problem]:
    """A title or a heading is words alone: a reference there would be printed raw in lists, tabs and feeds."""
    if text.is_title and "[[" in text.prose.text:
        at = text.prose.place(text.prose.text.index("[["))
        yield Problem(at, "bad-reference", "a title or heading has no references", "name the thing in words")


def _reference(facts: Facts, text: Text, reference: Reference) -> Problem | None:
    """Why a reference leads nowhere; None if it leads somewhere."""
    archive = facts.archive
    if not reference.target:
        hint = "write [[openai]], [[openai|other words]] or [[deal/amount]]"
        return Problem(
            text.prose.place(reference.start), "bad-reference", f"'[[{reference.text}]]' is no reference", hint
        )
    if reference.figure in lookup.TOTALS:
        unknown = _unknown(text, reference, "organisation", archive.organisations)
        return unknown or _computed(facts, text, reference)
    if reference.figure is None:
        return _unknown(text, reference, "organisation, deal or topic", *_named_alone(archive))
    unknown = _unknown(text, reference, "deal", archive.deals)
    if unknown:
        return unknown
    if reference.figure in facts.today.derived[reference.target]:
        return _computed(facts, text, reference)
    return _figure(facts, text, reference)


def _is_meant(facts: Facts, reference: Reference) -> bool:
    """Whether words between brackets can only be a reference: a figure of a deal, or the id of a deal or a topic."""
    archive, target = facts.archive, reference.target
    if reference.figure is None:
        return "-" in target and any(target in known for known in _named_alone(archive))
    return target in archive.deals or target in archive.organisations or reference.figure in facts.index(_with_figure)


def _named_alone(archive: Archive) -> tuple[Mapping[str, Record], ...]:
    """What a reference may name without a figure."""
    return archive.organisations, archive.deals, archive.topics


def _with_figure(facts: Facts) -> Iterator[tuple[str, str]]:
    """The deals that can have a figure of each address."""
    for name, deal in facts.archive.deals.items():
        for path in figure_paths(deal):
            yield path, name


def _unknown(text: Text, reference: Reference, what: str, *known: Mapping[str, Record]) -> Problem | None:
    """A problem if the reference's target is none of the known ones."""
    if any(reference.target in names for names in known):
        return None
    message = f"there is no {what} '{reference.target}'"
    hint = did_you_mean(reference.target, [name for names in known for name in names])
    return Problem(text.prose.place(reference.start), "unknown-reference", message, hint)


def _figure(facts: Facts, text: Text, reference: Reference) -> Problem | None:
    """A problem if the deal has no such figure, or if no claim of it was known on the text's date."""
    at = text.prose.place(reference.start)
    deal, derived = facts.archive.deals[reference.target], facts.today.derived[reference.target]
    paths = [*figure_paths(deal), *(lookup.BASES if deal.valuation else ()), *derived]
    if reference.figure not in paths:
        message = f"'{reference.target}' has no figure '{reference.figure}'"
        return Problem(at, "unknown-figure", message, did_you_mean(reference.figure or "", paths) or _has(paths))
    if lookup.find(facts.knowledge(text), reference) or not facts.is_shown(text):
        return None
    shown = f"[[{reference.text}]]"
    history = _history(facts, text, reference)
    if history:
        return Problem(at, history[0], history[1], _named(facts, text, reference))
    if lookup.find(facts.today, reference):
        hint = "an issue knows claims up to its date, and no undated ones"
        return Problem(at, "not-known-then", f"nothing of '{shown}' was known on the text's date", hint)
    return Problem(at, "unknown-figure", f"'{shown}' names no claim", _claims_hint(facts, reference))


def _history(facts: Facts, text: Text, reference: Reference) -> tuple[str, str] | None:
    """Code and message, if the figure is known, but only as what was sought before the announcement or as a part."""
    path = "valuation" if reference.figure in lookup.BASES else reference.figure
    figure = facts.knowledge(text).figure(reference.target, path or "")
    if figure is None or not figure.claims or reference.claim or reference.scope:
        return None
    if figure.shown and figure.shown.record.scope == "part":
        return ("unknown-figure", f"of '[[{reference.text}]]' only parts are known; a text says which one it means")
    if figure.agreed and any(claim.record.scope == "sought" for claim in figure.claims):
        return "sought-is-history", f"'[[{reference.text}]]' was sought before the deal was announced"
    return None


def _named(facts: Facts, text: Text, reference: Reference) -> str:
    """The references that name one claim of the figure each."""
    path = "valuation" if reference.figure in lookup.BASES else reference.figure
    figure = facts.knowledge(text).figure(reference.target, path or "")
    claims = figure.claims if figure else ()
    return "name one: " + ", ".join(f"[[{reference.target}/{path}#{claim.id}]]" for claim in claims[:4])


def _computed(facts: Facts, text: Text, reference: Reference) -> Problem | None:
    """A problem if the text's date could not compute the value, with the reason."""
    found = lookup.find(facts.knowledge(text), reference)
    at = text.prose.place(reference.start)
    if not isinstance(found, Derived):
        hint = "the buckets are closed, signed, announced and talks" if reference.scope else ""
        return Problem(at, "not-known-then", f"nothing of '[[{reference.text}]]' was known on the text's date", hint)
    if found.value is None:
        return Problem(
            at, "not-computable", f"'[[{reference.text}]]' cannot be computed: {REASONS[found.reason or 'nothing']}"
        )
    return None


def _claims_hint(facts: Facts, reference: Reference) -> str:
    figure = facts.today.figure(reference.target, reference.figure or "")
    if figure is None:
        return ""
    names = [claim.id for claim in figure.claims]
    parts = {word for claim in figure.claims for word in (claim.record.scope, claim.record.what) if word}
    wanted = reference.claim or reference.scope or ""
    return did_you_mean(wanted, names if reference.claim else parts) or _has(names)


def _has(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"it has {listed}" if listed else ""
