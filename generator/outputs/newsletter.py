"""The files of every mail: both parts, the whole message, and drafts for providers, linted.

A mail that fails the lint is an error of what it is about, so nothing is published with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from generator.content.records.deal import Ignore
from generator.content.records.publication import NO_PROVIDER
from generator.mail import budget, providers
from generator.mail.mail import Mail
from generator.mail.mailbag import Mails, mails
from generator.text import paths
from generator.text.problems import Problem
from generator.views.edition import Artifact, Edition, Unit

if TYPE_CHECKING:
    from generator.mail.lint import Finding

FOR_EVERYBODY = ("listmonk", "buttondown")
"""The providers whose draft files every publication has (CHANGELOG.md); that of its own provider stands beside them."""
_FOR_MAIL_PROGRAMS = re.compile(
    r';(?:supported-color-schemes:light dark|mso-[\w-]+:[^;"}]+)'
    r'|<meta name="(?:supported-color-schemes|x-apple-disable-message-reformatting)"[^>]*>'
    r"|<!--\[if mso\]>.*?<!\[endif\]-->",
    re.DOTALL,
)


def newsletter(edition: Edition) -> Iterator[Unit]:
    """For each mail `<name>.html`, `.txt`, `.eml`, what is known of it and payloads; for some a view on the web.

    The mails about one thing are one unit.
    """
    for name, make in mails(edition).items():
        yield Unit(name, partial(_mails, edition, make))


def _mails(edition: Edition, make: Mails) -> Iterator[Artifact]:
    for mail in make():
        yield from _files(edition, mail)


def problems_of(edition: Edition, mail: Mail, found: tuple[Finding, ...]) -> tuple[Problem, ...]:
    """Findings where editors can act on them: at the issue, the deal or the list of lists. A warning that its record
    excuses is left out."""
    archive = edition.archive
    ignored: tuple[Ignore, ...] = ()
    if mail.kind == "digest":
        at = archive.at("", "publication", "newsletter", "lists", mail.list)
    elif mail.kind == "alert":
        at, ignored = archive.at("deals", mail.about, "alert"), archive.deals[mail.about].ignore
    else:
        at, ignored = archive.at("briefings", mail.about), archive.issues[mail.about].ignore
    excused = {entry.code for entry in ignored}
    return tuple(
        Problem(
            at,
            finding.code,
            f"mail ({mail.language}, {mail.name}), {finding.where}: {finding.message}",
            severity=finding.severity,
        )
        for finding in found
        if finding.severity == "error" or finding.code not in excused
    )


def _files(edition: Edition, mail: Mail) -> Iterator[Artifact]:
    def at(name: str) -> str:
        # The newsletter's own files have the short names that a provider's import asks for again and again.
        prefix = "" if mail.name == "issue" else f"{mail.name}."
        return paths.email_file(mail.about, mail.language, f"{prefix}{name}")

    from generator.mail import lint  # it brings parsers of HTML and style sheets

    found = lint.check(mail)
    parts = {"html": mail.html.encode(), "txt": mail.text.encode(), "eml": mail.message}
    for suffix, content in parts.items():
        yield Artifact(paths.email_file(mail.about, mail.language, f"{mail.name}.{suffix}"), content)
    yield Artifact(at("meta.json"), _meta(mail, parts, found), problems_of(edition, mail, found))
    own = edition.archive.publication.newsletter.provider
    for provider in dict.fromkeys([*FOR_EVERYBODY, *([own] if own != NO_PROVIDER else [])]):
        yield Artifact(at(f"{provider}.json"), _json(providers.payload(mail, provider)))
    on_the_web = {"issue": paths.mail_view(mail.about), "digest": paths.digest(mail.about)}
    if mail.kind in on_the_web:
        yield Artifact(paths.site_file(mail.language, on_the_web[mail.kind]), _on_the_web(mail))


def _meta(mail: Mail, parts: dict[str, bytes], found: tuple[Finding, ...]) -> bytes:
    return _json(
        {
            "about": mail.about,
            "kind": mail.kind,
            "list": mail.list,
            "language": mail.language,
            "subject": mail.subject,
            "preheader": mail.preheader,
            "url": mail.url,
            "deals": {"full": mail.fold.full, "lines": mail.fold.lines, "more": mail.fold.more},
            "size": {
                **{suffix: len(content) for suffix, content in parts.items()},
                "weight": budget.weight(mail.html),
                "limit": budget.LIMIT,
            },
            "sha256": {suffix: hashlib.sha256(content).hexdigest() for suffix, content in parts.items()},
            "lint": [
                {"code": one.code, "severity": one.severity, "where": one.where, "message": one.message}
                for one in found
            ],
        }
    )


def _on_the_web(mail: Mail) -> bytes:
    """The exact mail as a page: not for search engines, which find the issue itself, and without an unsubscribe link.

    A page has a main part. In a mail that would be a second one, beside that of the web mail's own page. What only mail
    programs understand is left out: browsers know no such rules, and https://html.spec.whatwg.org no such names.
    """
    page = _FOR_MAIL_PROGRAMS.sub("", neutral(mail.html, mail.unsubscribe))
    for old, new in (
        ("</head>", f'<meta name="robots" content="noindex"><link rel="canonical" href="{mail.url}"></head>'),
        ('<div role="article"', '<main><div role="article"'),
        ("</body>", "</main></body>"),
    ):
        page = page.replace(old, new, 1)
    return page.encode()


def neutral(html: str, unsubscribe: str) -> str:
    """The HTML for the web, where nobody is subscribed: the unsubscribe link is words alone, and looks like words.

    >>> neutral('<a href="https://x.example/u" style="color:red">Abmelden</a>', "https://x.example/u")
    '<span>Abmelden</span>'
    """
    link = re.compile(rf'<a href="{re.escape(unsubscribe)}"[^>]*>(.*?)</a>', re.DOTALL)
    return link.sub(r"<span>\1</span>", html)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
