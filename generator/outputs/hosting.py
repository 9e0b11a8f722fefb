"""Files for hosts, as Netlify and Cloudflare Pages read them, and pages for addresses that moved.

Where several rules set one header, Cloudflare joins their values and Netlify's own tool lets the last one win. So no
two rules for an address set the same one: the policy stands per section, where `embed/` can leave out who may frame.
Sections are the same in every language, and `:language` is any, so that more languages are no more rules: Cloudflare
reads 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from generator.charts.catalogue import Drawing, every
from generator.content.records import Publication
from generator.outputs.policy import FRAMES, HEADERS, MAIL_STYLES, policy
from generator.text import paths
from generator.text.templating import members
from generator.views import agenda
from generator.views.edition import Artifact, Edition, Unit

EMBED = "embed"
"""The section that other sites may frame."""
_FOREVER = "public, max-age=31536000, immutable"
_MONTH = "public, max-age=2592000"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A page that leads on by itself."""

    language: str
    """The language: "de"."""
    title: str
    """Its title."""
    text: str
    """That the page has moved, in a sentence."""
    url: str
    """The whole address of the page that it leads to."""
    site: str
    """The publication's title."""
    policy: str
    """The content security policy."""


def hosting(edition: Edition) -> Iterator[Unit]:
    """Pages for moved addresses in each language; the default language makes the files of the root.

    The folder of the data has a page too, for who shortens a file's address: it leads to the page that describes them.
    """
    yield Unit("all", partial(_files, edition))


def _files(edition: Edition) -> Iterator[Artifact]:
    t = edition.locale.t
    for old, new in _moved(edition):
        if old.endswith("/"):
            stub = _stub(edition, new, t("moved.title"), t("moved.text"))
            yield Artifact(paths.site_file(edition.language, f"{old}index.html"), stub)
    if edition.language == edition.archive.publication.default_language:
        stub = _stub(edition, paths.index("data"), t("data.title"), t("data.description"))
        yield Artifact(f"site/{paths.data_file('index.html')}", stub)
        yield Artifact("site/_headers", _headers(edition).encode())
        yield Artifact("site/_redirects", _redirects(edition).encode())


def _moved(edition: Edition) -> list[tuple[str, str]]:
    """Old and new address of all that was renamed and can be read in this language, and of its feeds and charts."""
    found: list[tuple[str, str]] = []
    moved = sorted(edition.archive.publication.leads_to.items())
    drawn = list(every(edition)) if moved else []
    for old, new in moved:
        page = new.partition("#")[0]
        if page in edition.addresses:
            found += [(old, new), *_belonging(edition, old, page), *_charts(drawn, old, page)]
    return found


def _belonging(edition: Edition, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Old and new address of what programs ask for below a page: feeds, calendars, a mail's view on the web.

    If an id changed its kind, as from a topic to an organisation, only its page is redirected.
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


def _charts(drawn: Iterable[Drawing], old: str, new: str) -> Iterator[tuple[str, str]]:
    """The charts of a renamed page, in frames and as files."""
    for drawing in drawn:
        if drawing.page == new:
            before = f"{old}{drawing.key}"
            yield paths.embed(before), paths.embed(drawing.name)
            yield from (
                (paths.chart_file(before, form), paths.chart_file(drawing.name, form)) for form in paths.CHART_FORMS
            )


def _stub(edition: Edition, new: str, title: str, text: str) -> bytes:
    """A page that leads on by itself, for hosts that know no redirects."""
    publication = edition.archive.publication
    body = MovedPage(
        language=edition.language,
        title=title,
        text=text,
        url=edition.url(new),
        site=publication.title,
        policy=policy(publication),
    )
    return edition.templates.render("site/moved.html.j2", members(body)).encode()


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
    languages = [edition.addresses, *edition.others.values()]
    sections = sorted({address.partition("/")[0] for pages in languages for address in pages} - {"", EMBED})
    own, strict = f"{base}:language/", f"{policy(publication)}; {FRAMES}"
    policies = [
        (base, strict),
        (own, strict),
        # The web view of a mail is the mail, styles and all; the pages beside it keep to the stricter policy.
        *((f"{own}{name}/*", _mail_policy(publication) if name == "briefings" else strict) for name in sections),
        (f"{own}{EMBED}/*", policy(publication)),
    ]
    ages = [
        (f"{base}pagefind/fragment/*", _FOREVER),
        (f"{base}pagefind/index/*", _FOREVER),
        (f"{base}pagefind/*.pf_meta", _FOREVER),
        (f"{own}assets/fonts/*", _MONTH),
    ]
    rules = [
        (f"{base}*", HEADERS),
        *((path, (("Content-Security-Policy", value),)) for path, value in policies),
        *((path, (("Cache-Control", value),)) for path, value in ages),
        *((path, (("Content-Type", value),)) for path, value in _kinds(own)),
        (f"{base}media/*", (("Content-Security-Policy", strict),)),
        # Open data: scripts on other sites may read it. The folder's own page has the policy of "/:language/".
        (f"{base}data/:file", (("Content-Security-Policy", strict), ("Access-Control-Allow-Origin", "*"))),
    ]
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers)]) + "\n" for path, headers in rules
    )


def _mail_policy(publication: Publication) -> str:
    return f"{policy(publication, MAIL_STYLES)}; {FRAMES}"


def _kinds(own: str) -> Iterator[tuple[str, str]]:
    """Paths and media types that hosts do not tell from a name: feeds, calendars, feeds of past years."""
    yield f"{own}{paths.CORRECTIONS_FEED}", f"{paths.FEED_TYPES['rss']}; charset=utf-8"
    for root in (own, f"{own}:kind/:id/"):
        for form, file in paths.FEED_FILES.items():
            stem, _, suffix = file.partition(".")
            kind = paths.FEED_TYPES[form] if form == "json" else f"{paths.FEED_TYPES[form]}; charset=utf-8"
            yield f"{root}{file}", kind
            yield f"{root}{stem}-*.{suffix}", kind
        yield paths.calendar_file(root), "text/calendar; charset=utf-8"


def _base(edition: Edition) -> str:
    """The path under which the site lies on its host: "/", or "/repository/" on GitHub Pages."""
    return urlsplit(edition.archive.publication.home).path
