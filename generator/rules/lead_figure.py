"""Rules about the figure at the top of an issue: which claim stands there, and what the words around it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from generator.analysis import lead_figure, pins
from generator.analysis.figures import KnownClaim
from generator.analysis.knowledge import Knowledge
from generator.analysis.known import figure_paths
from generator.analysis.lead_figure import LeadFigure
from generator.content.archive import Prose
from generator.content.records import Issue
from generator.content.records.base import Lines, Words
from generator.content.records.figure import SHOWN_SCOPES
from generator.rules.facts import Facts, beside
from generator.rules.rule import rule
from generator.text import markup
from generator.text.problems import Position, Problem, did_you_mean
from generator.text.yamltree import Items, Scalar

_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f ]*\d)?")


@rule("unknown-reference", "unknown-figure", "not-known-then", "sought-is-history", each="briefings")
def lead_figures_exist(facts: Facts, name: str) -> Iterator[Problem]:
    """`lead_figure` names a figure of a deal, with or without one of its claims, that the issue's date knew.

    Passes: `openai-round-2026/amount`, `openai-round-2026/amount#total`. Fails: a claim of March in an issue of
    January; what was sought, once the deal was announced.
    """
    issue = facts.archive.issues[name]
    if issue.lead_figure:
        at = facts.archive.at("briefings", name, "lead_figure")
        problem = _wrong_pin(facts, facts.then[name], at, pins.read(issue.lead_figure))
        if problem:
            yield problem


@rule("sought-is-history", each="deals")
def chosen_claims_are_no_history(facts: Facts, name: str) -> Iterator[Problem]:
    """`use` names no claim of what was sought, once the deal was announced: the rules show what was announced."""
    deal = facts.archive.deals[name]
    for place in deal.figures():
        known = facts.today.figure(name, place.path) if place.path else None
        chosen = known.claim(place.record.use) if known and place.record.use else None
        if known and chosen and not pins.may_show(known, chosen):
            yield Problem(
                facts.archive.at("deals", name, *place.way, "use"),
                "sought-is-history",
                f"'{chosen.id}' was sought before the deal was announced, so it is not shown",
                "leave `use` out; if the announcement itself says so, the claim's scope is headline",
                "warning",
            )


@rule("another-figure", each="briefings")
def words_name_the_same_figure(facts: Facts, name: str) -> Iterator[Problem]:
    """A number typed into an issue's title, summary, key points, mail words or first paragraph is the one that tile,
    card and image show, if it is a number of that figure at all; or the text names that one too.

    Passes: `{literal: …}` behind a number of another deal or of a part. Fails: the 100 billion that were sought, in the
    title of an issue whose tile shows the 110 that were announced.
    """
    issue = facts.archive.issues[name]
    then = facts.then[name]
    shown = lead_figure.of_issue(then, issue)
    rivals = _rivals(then, issue, shown) if shown else frozenset()
    if shown and rivals:
        for language, prose in _head(facts, name, issue):
            yield from _other_numbers(facts, shown, rivals, language, prose)


def _wrong_pin(facts: Facts, then: Knowledge, at: Position, pin: pins.Pin) -> Problem | None:
    """Why an issue cannot show the figure that its editor chose; None if it can."""
    archive = facts.archive
    if pin.deal not in archive.deals:
        hint = did_you_mean(pin.deal, archive.deals) or "write deal/figure or deal/figure#claim"
        return Problem(at, "unknown-reference", f"there is no deal '{pin.deal}'", hint)
    paths = figure_paths(archive.deals[pin.deal])
    if pin.path not in paths:
        hint = did_you_mean(pin.path, paths) or f"it has {', '.join(paths)}"
        return Problem(at, "unknown-figure", f"'{pin.deal}' has no figure '{pin.path}'", hint)
    figure, today = then.figure(pin.deal, pin.path), facts.today.figure(pin.deal, pin.path)
    known, names = figure.claims if figure else (), [claim.id for claim in today.claims] if today else []
    if pin.claim and pin.claim not in names:
        hint = did_you_mean(pin.claim, names) or f"it has {', '.join(names)}"
        return Problem(at, "unknown-figure", f"'{pin.deal}/{pin.path}' has no claim '{pin.claim}'", hint)
    chosen = figure.claim(pin.claim) if figure and pin.claim else None
    if figure is None or not known or (pin.claim and chosen is None):
        hint = f"it knew {', '.join(claim.id for claim in known)}" if known else "an issue knows claims up to its date"
        return Problem(at, "not-known-then", f"the issue's date did not know '{pin.claim or pin.path}'", hint)
    if figure.shown is None or (chosen and not pins.may_show(figure, chosen)):
        message = f"'{pin.claim or pin.path}' was sought before the deal was announced"
        return Problem(at, "sought-is-history", message, "choose what was announced, or a part of it")
    return None


def _rivals(then: Knowledge, issue: Issue, shown: LeadFigure) -> frozenset[Decimal]:
    """The numbers of the issue's figure that are not the shown one, and of nothing else in the issue's deals either."""
    others = set(_numbers(shown.claim))
    rivals: set[Decimal] = set()
    for deal in then.deals_of(issue):
        for figure in deal.figures.values():
            same = (figure.deal, figure.path) == (shown.figure.deal, shown.figure.path)
            for claim in figure.claims:
                whole = same and claim.record.scope in SHOWN_SCOPES
                (rivals if whole else others).update(_numbers(claim))
    return frozenset(rivals - others)


def _head(facts: Facts, name: str, issue: Issue) -> Iterator[tuple[str, Prose]]:
    """The texts at the top of an issue, each with its language: title, summary, key points, what its mail says in a
    list, and the first paragraph."""
    archive, document = facts.archive, facts.archive.documents["briefings", name]
    mail = issue.mail
    first = issue.sections[0] if issue.sections else None
    texts: list[tuple[tuple[str | int, ...], Words | Lines | None]] = [
        (("title",), issue.title),
        (("summary",), issue.summary),
        (("key_points",), issue.key_points),
        (("mail", "subject"), mail.subject if mail else None),
        (("mail", "preheader"), mail.preheader if mail else None),
        (("sections", 0, "body"), first.body if first else None),
    ]
    for way, words in texts:
        for language in words.root if words else ():
            node = document.find(*way, *([language] if language else []))
            for scalar in node.items if isinstance(node, Items) else (node,):
                if isinstance(scalar, Scalar):
                    yield language, Prose(scalar)
    for key in facts.index(beside).get(("briefings", name), ()):
        if first and key[2] == first.id:
            yield key[3], archive.prose[key]


def _other_numbers(
    facts: Facts, shown: LeadFigure, rivals: frozenset[Decimal], language: str, prose: Prose
) -> Iterator[Problem]:
    """The typed numbers of a text that are another one of the issue's figure; none if the text names that, too."""
    text = prose.text.split("\n\n", 1)[0]
    typed = [(found, _read(facts, language, found[0])) for found in facts.amounts.finditer(text)]
    if any(number in _numbers(shown.claim) for _, number in typed) or _refers(text, shown):
        return
    for found, number in typed:
        if number in rivals:
            said, value = " ".join(found[0].split()), shown.claim.value
            message = f"'{said}' is another number of {shown.deal.id}/{shown.path}; the issue's figure is '{value}'"
            hint = f"write [[{shown.deal.id}/{shown.path}]], name both, or choose the claim with `lead_figure`"
            yield Problem(prose.place(found.start()), "another-figure", message, hint)


def _refers(text: str, shown: LeadFigure) -> bool:
    """Whether the text refers to the issue's figure."""
    address = (shown.deal.id, shown.path)
    return any(
        (reference.target, reference.figure) == address and reference.claim in (None, shown.claim.id)
        for reference in markup.references(text)
    )


def _read(facts: Facts, language: str, amount: str) -> Decimal | None:
    """The digits of a typed amount: 110 of "110 Mrd. Dollar"."""
    found = _NUMBER.search(amount)
    forms = facts.catalogues[language].forms if language in facts.catalogues else None
    if found is None or forms is None:
        return None
    try:
        return _digits(parse_decimal(found[0].rstrip(" .,"), locale=forms.cldr))
    except NumberFormatError:
        return None


def _numbers(claim: KnownClaim) -> tuple[Decimal, ...]:
    return tuple(_digits(end) for end in (claim.value.low, claim.value.high) if end is not None)


def _digits(number: Decimal) -> Decimal:
    """A number without its thousands, so that 110 is 110 billion: which word follows it depends on the language."""
    while number >= 1000:
        number /= 1000
    while 0 < number < 1:
        number *= 1000
    return number.normalize()
