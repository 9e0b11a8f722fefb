"""Rules about the publication and its issues as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from generator.analysis.public import addresses, missing_words
from generator.content.records.base import Words
from generator.content.records.publication import LISTS, NO_PROVIDER
from generator.rules.facts import Facts, Way
from generator.rules.rule import rule
from generator.text.pictures import DRAWING
from generator.text.problems import Problem, Severity, did_you_mean
from generator.text.yamltree import Fields

PLACEHOLDERS = ("Musterangaben", "Musterstraße", "Musterstadt", "Placeholder", "TODO")


@rule("placeholder-imprint")
def imprint_is_real(facts: Facts) -> Iterator[Problem]:
    """The imprint names a real publisher; only a demonstration may print placeholders."""
    publication = facts.archive.publication
    for key in ("publisher", "address", "responsible"):
        text: str = getattr(publication.legal, key)
        if any(word.casefold() in text.casefold() for word in PLACEHOLDERS):
            severity: Severity = "warning" if publication.demonstration else "error"
            at = facts.archive.at("", "publication", "legal", key)
            hint = "the law asks for a real imprint before you publish"
            yield Problem(at, "placeholder-imprint", f"'{text}' is a placeholder", hint, severity)


@rule("translation-missing", each="briefings")
def issues_are_translated(facts: Facts, name: str) -> Iterator[Problem]:
    """An issue that lacks a language has no page in it; its archive links to the other one."""
    archive = facts.archive
    for language in archive.publication.languages:
        missing = missing_words(archive.issues[name], archive, name, language)
        if missing:
            message = f"the issue lacks '{language}': {', '.join(missing)}"
            yield Problem(archive.at("briefings", name), "translation-missing", message, severity="warning")


@rule("translation-missing", each="deals")
def deals_are_translated(facts: Facts, name: str) -> Iterator[Problem]:
    """A deal that lacks a language has no page in it; every title that it ever had is written in all of them."""
    deal = facts.archive.deals[name]
    yield from _untranslated(facts, "deals", name, ("title",), deal.title)
    for index, told in enumerate(deal.texts):
        yield from _untranslated(facts, "deals", name, ("texts", index, "title"), told.title)


@rule("translation-missing", each="topics")
def topics_are_translated(facts: Facts, name: str) -> Iterator[Problem]:
    """A topic that lacks a language has no page in it."""
    yield from _untranslated(facts, "topics", name, ("title",), facts.archive.topics[name].title)


def _untranslated(facts: Facts, folder: str, name: str, way: Way, title: Words | None) -> Iterator[Problem]:
    """The languages of the publication that a title lacks."""
    for language in facts.archive.publication.languages:
        if title and title.get(language) is None:
            at = facts.archive.at(folder, name, *way)
            yield Problem(at, "translation-missing", f"the title lacks '{language}'", severity="warning")


@rule("no-catalogue", "duplicate-id")
def languages_have_words(facts: Facts) -> Iterator[Problem]:
    """Every language of the publication has interface words in `templates/locale`."""
    for index, language in enumerate(facts.archive.publication.languages):
        if language not in facts.catalogues:
            at = facts.archive.at("", "publication", "languages", index)
            hint = did_you_mean(language, facts.catalogues) or f"there are {', '.join(facts.catalogues)}"
            yield Problem(at, "no-catalogue", f"there are no interface words for '{language}'", hint)
        if language in facts.archive.publication.languages[:index]:
            at = facts.archive.at("", "publication", "languages", index)
            yield Problem(at, "duplicate-id", f"the language '{language}' stands twice")


@rule("missing-file", "alt-text-missing", "bad-picture", each="briefings")
def hero_is_there(facts: Facts, name: str) -> Iterator[Problem]:
    """An issue's picture lies beside it, is a photograph or a painting, and is described in every language.

    Passes: `turm.jpg`, `turm.webp`. Fails: `turm.svg`, for whoever opens it at its own address runs what is in it.
    """
    archive = facts.archive
    issue = archive.issues[name]
    if issue.hero is None:
        return
    at = archive.at("briefings", name, "hero", "file")
    if PurePath(issue.hero.file).suffix.lower() == DRAWING:
        why = "a drawing (SVG) can hold a program, so it is not published"
        yield Problem(at, "bad-picture", why, "export it as PNG or WebP, 1,600 pixels wide, and name that file")
    elif (name, issue.hero.file) not in archive.images:
        yield Problem(at, "missing-file", f"there is no picture '{issue.hero.file}' beside the issue")
    for language in archive.publication.languages:
        if issue.hero.alt.get(language) is None:
            at = archive.at("briefings", name, "hero", "alt")
            yield Problem(at, "alt-text-missing", f"the picture is not described in '{language}'", severity="warning")


@rule("duplicate-id")
def issue_numbers_are_unique(facts: Facts) -> Iterator[Problem]:
    """An issue's running number stands once in the whole publication."""
    seen: dict[int, str] = {}
    free = max((issue.number or 0 for issue in facts.archive.issues.values()), default=0) + 1
    for name, issue in sorted(facts.archive.issues.items(), key=lambda entry: (entry[1].date, entry[0])):
        if issue.number is None:
            continue
        if issue.number in seen:
            at = facts.archive.at("briefings", name, "issue")
            yield Problem(
                at, "duplicate-id", f"the number {issue.number} is taken by '{seen[issue.number]}'", f"{free} is free"
            )
        seen.setdefault(issue.number, name)


@rule("duplicate-id")
def forecast_ids_are_unique(facts: Facts) -> Iterator[Problem]:
    """A forecast's id stands once in the whole publication, for it is its address."""
    seen: dict[str, str] = {}
    for name, issue in facts.archive.issues.items():
        for index, section in enumerate(issue.sections):
            for number, forecast in enumerate(section.forecasts):
                if forecast.id in seen:
                    at = facts.archive.at("briefings", name, "sections", index, "forecasts", number, "id")
                    yield Problem(at, "duplicate-id", f"the forecast '{forecast.id}' is taken by {seen[forecast.id]}")
                seen.setdefault(forecast.id, name)


@rule("missing-field", "unknown-word", "url")
def newsletter_can_be_ordered(facts: Facts) -> Iterator[Problem]:
    """A newsletter's provider is one that we know, and comes with what its form needs: a list, or its address."""
    newsletter = facts.archive.publication.newsletter
    known = (NO_PROVIDER, *facts.providers)
    if newsletter.provider not in known:
        at = facts.archive.at("", "publication", "newsletter", "provider")
        expected = f"expected one of {', '.join(known)}; found '{newsletter.provider}'"
        yield Problem(at, "unknown-word", expected, did_you_mean(newsletter.provider, known))
    for field, what in facts.providers.get(newsletter.provider, {}).items():
        if getattr(newsletter, field) is None:
            at = facts.archive.at("", "publication", "newsletter")
            yield Problem(at, "missing-field", f"'{newsletter.provider}' needs the field '{field}'", f"write {what}")
    if newsletter.form is not None and not newsletter.form.startswith("https://"):
        at = facts.archive.at("", "publication", "newsletter", "form")
        yield Problem(at, "url", "readers' addresses are sent there, so it begins with https://")


@rule("unknown-reference")
def lists_are_known(facts: Facts) -> Iterator[Problem]:
    """A further list gets the weekly or the quarterly digest, the alerts, or the deals of a topic."""
    known = (*LISTS, *facts.archive.topics)
    for name in facts.archive.publication.newsletter.lists:
        if name not in known:
            lists = facts.archive.documents["", "publication"].find("newsletter", "lists")
            at = lists.keys[name] if isinstance(lists, Fields) else lists.at
            expected = f"expected {', '.join(LISTS)} or a topic, found '{name}'"
            yield Problem(at, "unknown-reference", expected, did_you_mean(name, known))


@rule("redirect")
def redirects_lead_somewhere(facts: Facts) -> Iterator[Problem]:
    """A redirect leads from an address that is free to a page that exists, or to another redirect that does."""
    archive = facts.archive
    languages = [language for language in archive.publication.languages if language in facts.catalogues]
    if not archive.publication.redirects:
        return
    pages = {page for language in languages for page in addresses(archive, facts.today, archive.issues, language)}
    leads_to = archive.publication.leads_to
    for old, new in archive.publication.redirects.items():
        at = archive.at("", "publication", "redirects", old)
        for address in (old, new.partition("#")[0]):
            if not re.fullmatch(r"([a-z0-9-]+/)+", address):
                why = f"expected an address below a language such as deals/<id>/, found '{address}'"
                yield Problem(at, "redirect", why, "write it without the language and with a slash at the end")
                break
        else:
            if old in pages:
                yield Problem(at, "redirect", f"'{old}' is a page; only an address that is free can lead elsewhere")
            if old not in leads_to:
                yield Problem(at, "redirect", f"'{old}' leads in a circle, by way of '{new}'", "name the page of today")
            elif (page := new.partition("#")[0]) not in pages and page not in archive.publication.redirects:
                yield Problem(at, "redirect", f"there is no page '{new}'", did_you_mean(new, pages))
