"""The files of every issue's mail: both parts, the whole message, and drafts for providers, linted.

A mail that fails the lint is an error of its briefing, so nothing is published with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from generator import lint, paths
from generator.edition import Artifact, Edition
from generator.lint import Finding
from generator.mail import budget, compose, providers
from generator.mail.letter import Letter
from generator.problems import Problem


def newsletter(edition: Edition) -> Iterator[Artifact]:
    """For each issue of the language `issue.*`, `erratum.*` if something was wrong, payloads, and the web's view."""
    for name, _ in edition.briefings:
        for letter in compose.letters(edition, name):
            yield from _files(edition, letter)


def problems_of(edition: Edition, letter: Letter, found: tuple[Finding, ...]) -> tuple[Problem, ...]:
    """Findings where editors can act on them: at the briefing. A warning that its record excuses is left out."""
    excused = {entry.code for entry in edition.archive.briefings[letter.briefing].ignore}
    at = edition.archive.at("briefings", letter.briefing)
    return tuple(
        Problem(at, finding.code, f"mail ({letter.language}, {letter.kind}), {finding.where}: {finding.message}",
                severity=finding.severity)
        for finding in found
        if finding.severity == "error" or finding.code not in excused
    )  # fmt: skip


def _files(edition: Edition, letter: Letter) -> Iterator[Artifact]:
    def at(name: str) -> str:
        return paths.email_file(letter.briefing, letter.language, name)

    found = lint.check(letter)
    parts = {"html": letter.html.encode(), "txt": letter.text.encode(), "eml": letter.message}
    for suffix, content in parts.items():
        yield Artifact(at(f"{letter.kind}.{suffix}"), content)
    meta = "meta.json" if letter.kind == "issue" else f"{letter.kind}.meta.json"
    yield Artifact(at(meta), _meta(letter, parts, found), problems_of(edition, letter, found))
    if letter.kind != "issue":
        return
    own = edition.archive.publication.newsletter.provider
    for provider in dict.fromkeys([*providers.DRAFTS, *([own] if own != "none" else [])]):
        yield Artifact(at(f"{provider}.json"), _json(providers.payload(letter, provider)))
    yield Artifact(paths.site_file(letter.language, f"briefings/{letter.briefing}/email.html"), _on_the_web(letter))


def _meta(letter: Letter, parts: dict[str, bytes], found: tuple[Finding, ...]) -> bytes:
    return _json(
        {
            "briefing": letter.briefing,
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

    A page has a main part. In a mail that would be a second one, beside that of the web mail's own page.
    """
    page = providers.neutral(letter.html, letter.unsubscribe)
    for old, new in (
        ("</head>", f'<meta name="robots" content="noindex"><link rel="canonical" href="{letter.url}"></head>'),
        ('<div role="article"', '<main><div role="article"'),
        ("</div></body>", "</div></main></body>"),
    ):
        page = page.replace(old, new, 1)
    return page.encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
