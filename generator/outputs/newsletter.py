"""The files of every mail: both parts, the whole message, and drafts for providers, linted.

A mail that fails the lint is an error of what it is about, so nothing is published with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

from generator.content.records.deal import Ignore
from generator.mail import budget, lint, providers
from generator.mail.letter import Letter
from generator.mail.lint import Finding
from generator.mail.mailbag import mails
from generator.text import paths
from generator.text.problems import Problem
from generator.views.edition import Artifact, Edition

_FOR_MAIL_PROGRAMS = re.compile(
    r';(?:supported-color-schemes:light dark|mso-[\w-]+:[^;"}]+)'
    r'|<meta name="(?:supported-color-schemes|x-apple-disable-message-reformatting)"[^>]*>'
    r"|<!--\[if mso\]>.*?<!\[endif\]-->",
    re.DOTALL,
)


def newsletter(edition: Edition) -> Iterator[Artifact]:
    """For each mail `<name>.html`, `.txt`, `.eml`, what is known of it and payloads; for some a view on the web."""
    for letters in mails(edition).values():
        for letter in letters():
            yield from _files(edition, letter)


def problems_of(edition: Edition, letter: Letter, found: tuple[Finding, ...]) -> tuple[Problem, ...]:
    """Findings where editors can act on them: at the issue, the deal or the list of lists. A warning that its record
    excuses is left out."""
    archive = edition.archive
    ignored: tuple[Ignore, ...] = ()
    if letter.kind == "digest":
        at = archive.at("", "publication", "newsletter", "lists", letter.list)
    elif letter.kind == "alert":
        at, ignored = archive.at("deals", letter.about, "alert"), archive.deals[letter.about].ignore
    else:
        at, ignored = archive.at("briefings", letter.about), archive.issues[letter.about].ignore
    excused = {entry.code for entry in ignored}
    return tuple(
        Problem(
            at,
            finding.code,
            f"mail ({letter.language}, {letter.name}), {finding.where}: {finding.message}",
            severity=finding.severity,
        )
        for finding in found
        if finding.severity == "error" or finding.code not in excused
    )


def _files(edition: Edition, letter: Letter) -> Iterator[Artifact]:
    def at(name: str) -> str:
        # The newsletter's own files have the short names that a provider's import asks for again and again.
        prefix = "" if letter.name == "issue" else f"{letter.name}."
        return paths.email_file(letter.about, letter.language, f"{prefix}{name}")

    found = lint.check(letter)
    parts = {"html": letter.html.encode(), "txt": letter.text.encode(), "eml": letter.message}
    for suffix, content in parts.items():
        yield Artifact(paths.email_file(letter.about, letter.language, f"{letter.name}.{suffix}"), content)
    yield Artifact(at("meta.json"), _meta(letter, parts, found), problems_of(edition, letter, found))
    own = edition.archive.publication.newsletter.provider
    for provider in dict.fromkeys([*providers.DRAFTS, *([own] if own != "none" else [])]):
        yield Artifact(at(f"{provider}.json"), _json(providers.payload(letter, provider)))
    on_the_web = {"issue": paths.mail_view(letter.about), "digest": paths.digest(letter.about)}
    if letter.kind in on_the_web:
        yield Artifact(paths.site_file(letter.language, on_the_web[letter.kind]), _on_the_web(letter))


def _meta(letter: Letter, parts: dict[str, bytes], found: tuple[Finding, ...]) -> bytes:
    return _json(
        {
            "about": letter.about,
            "kind": letter.kind,
            "list": letter.list,
            "language": letter.language,
            "subject": letter.subject,
            "preheader": letter.preheader,
            "url": letter.url,
            "deals": {"full": letter.fold.full, "lines": letter.fold.lines, "more": letter.fold.more},
            "size": {
                **{suffix: len(content) for suffix, content in parts.items()},
                "weight": budget.weight(letter.html),
                "limit": budget.LIMIT,
            },
            "sha256": {suffix: hashlib.sha256(content).hexdigest() for suffix, content in parts.items()},
            "lint": [
                {"code": one.code, "severity": one.severity, "where": one.where, "message": one.message}
                for one in found
            ],
        }
    )


def _on_the_web(letter: Letter) -> bytes:
    """The exact mail as a page: not for search engines, which find the issue itself, and without a way out.

    A page has a main part. In a mail that would be a second one, beside that of the web mail's own page. What only mail
    programs understand is left out: browsers know no such rules, and https://html.spec.whatwg.org no such names.
    """
    page = _FOR_MAIL_PROGRAMS.sub("", providers.neutral(letter.html, letter.unsubscribe))
    for old, new in (
        ("</head>", f'<meta name="robots" content="noindex"><link rel="canonical" href="{letter.url}"></head>'),
        ('<div role="article"', '<main><div role="article"'),
        ("</body>", "</main></body>"),
    ):
        page = page.replace(old, new, 1)
    return page.encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
