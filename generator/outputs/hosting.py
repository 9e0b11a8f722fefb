"""What a host wants to know, in the files that Netlify and Cloudflare Pages read, and pages for addresses that moved.

Both hosts join the values of a header that several rules set. So no rule takes back what another says: the policy
stands once, and who may frame is said per section, everywhere but in `embed/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator import agenda, paths
from generator.charts import ranges
from generator.edition import Artifact, Edition
from generator.policy import FRAMES, HEADERS, MAIL_STYLES, policy
from generator.writer import Writer

EMBED = "embed"
"""The section that other sites may frame."""
_FOREVER = "public, max-age=31536000, immutable"
_MONTH = "public, max-age=2592000"


def hosting(edition: Edition) -> Iterator[Artifact]:
    """Pages for moved addresses in each language; the default language makes the files of the root."""
    for old, new in _moved(edition):
        if old.endswith("/"):
            yield Artifact(paths.site_file(edition.language, f"{old}index.html"), _stub(edition, new).encode())
    if edition.language == edition.archive.publication.default_language:
        yield Artifact("site/_headers", _headers(edition).encode())
        yield Artifact("site/_redirects", _redirects(edition).encode())


def _moved(edition: Edition) -> list[tuple[str, str]]:
    """Old and new address of everything that was renamed and can be read in this language, and of what belongs to it."""
    found: list[tuple[str, str]] = []
    for old, new in sorted(edition.archive.publication.leads_to.items()):
        page = new.partition("#")[0]
        if page in edition.addresses:
            found += [(old, new), *_belonging(edition, old, page)]
    return found


def _belonging(edition: Edition, old: str, new: str) -> Iterator[tuple[str, str]]:
    """What has an address under a page's id and is asked for by other programs: feeds, calendars, charts in frames.

    Of a thing that became one of another kind nothing is left but its page.
    """
    kind, _, name = new.rstrip("/").partition("/")
    if not name or not old.startswith(f"{kind}/"):
        return
    if kind in ("topics", "organisations"):
        if name in dict(edition.own_feeds("topics")) | dict(edition.own_feeds("organisations")):
            for form in paths.FEED_FILES:
                yield paths.feed(old, form), paths.feed(new, form)
        if name in dict(agenda.organisations(edition, agenda.entries(edition))):
            yield paths.calendar_file(old), paths.calendar_file(new)
    elif kind == "briefings":
        yield f"{old}email.html", f"{new}email.html"
    elif kind == "deals":
        writer = Writer(edition=edition, knowledge=edition.today, here=new, numbers={})
        for path, known in edition.today.deals[name].figures.items():
            if path in ("amount", "valuation") and ranges.chart(writer, path, known, path):
                yield paths.embed(old.split("/")[1], path), paths.embed(name, path)


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
        for old, new in _moved(edition.translated(language))
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
    ]
    for language, pages in sorted({edition.language: edition.addresses, **edition.others}.items()):
        root = f"{base}{language}/"
        sections = sorted({address.partition("/")[0] for address in pages} - {"", EMBED})
        rules += [(f"{root}{name}/*", [("Content-Security-Policy", FRAMES)]) for name in sections]
        rules += [(root, [("Content-Security-Policy", FRAMES)])]
        # Only Material's own sheets bear the hash of their content in their names.
        rules += [(f"{root}assets/stylesheets/*", [("Cache-Control", _FOREVER)])]
        rules += [(f"{root}assets/fonts/*", [("Cache-Control", _MONTH)])]
        rules += [
            (f"{root}{feed}.xml", [("Content-Type", "application/rss+xml; charset=utf-8")])
            for feed in ("feed", "corrections")
        ]
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers)]) + "\n" for path, headers in rules
    )


def _base(edition: Edition) -> str:
    """The path under which the site lies on its host: "/", or "/repository/" on GitHub Pages."""
    return urlsplit(edition.archive.publication.home).path
