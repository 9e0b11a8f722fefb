"""What a host wants to know, in the files that Netlify and Cloudflare Pages read, and pages for addresses that moved.

Both hosts join the values of a header that several rules set. So no rule takes back what another says: the policy
stands once, and who may frame is said per section, everywhere but in `embed/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator import paths
from generator.edition import Artifact, Edition
from generator.policy import FRAMES, HEADERS, MAIL_STYLES, policy

EMBED = "embed"
"""The section that other sites may frame."""
LANGUAGE, ID = ":language", ":id"
"""Any one segment of a path, as both hosts write it; a name may stand once in a rule."""
_FOREVER = "public, max-age=31536000, immutable"
_MONTH = "public, max-age=2592000"


def hosting(edition: Edition) -> Iterator[Artifact]:
    """Pages for moved addresses in each language; the default language makes the files of the root."""
    for old, new in _moved(edition, edition.language):
        yield Artifact(paths.site_file(edition.language, f"{old}index.html"), _stub(edition, new).encode())
    if edition.language == edition.archive.publication.default_language:
        yield Artifact("site/_headers", _headers(edition).encode())
        yield Artifact("site/_redirects", _redirects(edition).encode())


def _moved(edition: Edition, language: str) -> list[tuple[str, str]]:
    """Old and new address of everything that was renamed and can be read in a language."""
    pages = {edition.language: edition.addresses, **edition.others}[language]
    redirects = edition.archive.publication.redirects
    return [(old, new) for old, new in sorted(redirects.items()) if new.partition("#")[0] in pages]


def _stub(edition: Edition, new: str) -> str:
    """A page that leads on by itself, for hosts that know no redirects."""
    t = edition.locale.t
    return edition.templates.render(
        "site/moved.html.j2",
        {
            "language": edition.language, "title": t("moved.title"), "text": t("moved.text"), "url": edition.url(new),
            "site": edition.archive.publication.title, "policy": policy(edition.archive.publication),
        },
    )  # fmt: skip


def _redirects(edition: Edition) -> str:
    base = _base(edition)
    lines = [
        f"{base}{language}/{old} {base}{language}/{new} 301"
        for language in edition.archive.publication.languages
        for old, new in _moved(edition, language)
    ]
    return "".join(f"{line}\n" for line in lines)


def _headers(edition: Edition) -> str:
    publication, base = edition.archive.publication, _base(edition)
    rules: list[tuple[str, list[tuple[str, str]]]] = [
        (f"{base}*", [("Content-Security-Policy", policy(publication, MAIL_STYLES)), *HEADERS]),
        (base, [("Content-Security-Policy", FRAMES)]),
        (f"{base}404.html", [("Content-Security-Policy", FRAMES)]),
        (f"{base}pagefind/fragment/*", [("Cache-Control", _FOREVER)]),
        (f"{base}pagefind/index/*", [("Cache-Control", _FOREVER)]),
        # Open data: scripts on other sites may read it.
        (f"{base}data/*", [("Access-Control-Allow-Origin", "*")]),
        *((f"{base}{LANGUAGE}/{name}", [("Content-Type", kind)]) for name, kind in _kinds()),
    ]
    for language, pages in sorted({edition.language: edition.addresses, **edition.others}.items()):
        root = f"{base}{language}/"
        sections = sorted({address.partition("/")[0] for address in pages} - {"", EMBED})
        rules += [(f"{root}{name}/*", [("Content-Security-Policy", FRAMES)]) for name in sections]
        rules += [(root, [("Content-Security-Policy", FRAMES)])]
        # Only Material's own sheets bear the hash of their content in their names.
        rules += [(f"{root}assets/stylesheets/*", [("Cache-Control", _FOREVER)])]
        rules += [(f"{root}assets/fonts/*", [("Cache-Control", _MONTH)])]
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers)]) + "\n" for path, headers in rules
    )


def _kinds() -> Iterator[tuple[str, str]]:
    """What hosts do not tell from a name: feeds and calendars of a language, its topics and its organisations."""
    topic, organisation = (paths.page(kind, ID) for kind in ("topics", "organisations"))
    for address in (paths.HOME, topic, organisation):
        for form, kind in paths.FEED_TYPES.items():
            yield paths.feed(address, form), f"{kind}; charset=utf-8"
    yield paths.CORRECTIONS_FEED, f"{paths.FEED_TYPES['rss']}; charset=utf-8"
    for address in (paths.HOME, organisation):
        yield paths.calendar_file(address), "text/calendar; charset=utf-8"


def _base(edition: Edition) -> str:
    """The path under which the site lies on its host: "/", or "/repository/" on GitHub Pages."""
    return urlsplit(edition.archive.publication.home).path
