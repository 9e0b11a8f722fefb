"""The address and the file of every thing, decided once.

An address is the path below a language's root, with a slash at the end: "deals/openai-round-2026/". Segments are
the same in every language; only the prefix differs.
"""

from __future__ import annotations

import posixpath
from typing import Literal
from urllib.parse import quote

Kind = Literal[
    "briefings",
    "deals",
    "organisations",
    "topics",
    "archive",
    "authors",
    "calendar",
    "cases",
    "corrections",
    "data",
    "forecasts",
    "sources",
]
REFERENCE_PAGES: tuple[Kind, ...] = ("calendar", "forecasts", "corrections", "cases", "sources", "authors", "data")
"""Index pages that the footer links to."""
FeedForm = Literal["rss", "atom", "json"]
FEED_FILES: dict[FeedForm, str] = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
"""The name of a feed's file, by format."""
FEED_TYPES: dict[FeedForm, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
"""The media type of a feed, by format."""
ChartForm = Literal["svg", "png"]
CHART_FORMS: tuple[ChartForm, ...] = ("svg", "png")
"""The file formats in which a chart can be downloaded."""
CORRECTIONS_FEED = "corrections.xml"
"""The feed of all corrections, below a language's root."""
HOME = ""
"""The address of the home page."""
FLOWS = "flows/"
"""The address of the page about money flows."""
NOT_FOUND = "404.html"
"""The page for addresses that do not exist, below a language's root."""


def index(kind: Kind) -> str:
    """The address of the list of all things of a kind."""
    return f"{kind}/"


def page(kind: Kind, name: str) -> str:
    """The address of one thing's page: "deals/openai-round-2026/"."""
    return f"{kind}/{name}/"


def static(name: str) -> str:
    """The address of a hand-written page: "imprint/"."""
    return f"{name}/"


def figure(deal: str, path: str) -> str:
    """The permanent address of a figure."""
    return f"{page('deals', deal)}#{path}"


def forecast(name: str) -> str:
    """The permanent address of a forecast."""
    return f"{index('forecasts')}#{name}"


def correction(name: str) -> str:
    """The permanent address of a correction."""
    return f"{index('corrections')}#{name}"


def feed(address: str, form: FeedForm, year: int | None = None) -> str:
    """A feed of the thing at an address, or its archive of a year: "topics/x/feed.xml", "feed-2025.json"."""
    stem, _, suffix = FEED_FILES[form].partition(".")
    return f"{address}{stem}.{suffix}" if year is None else f"{address}{stem}-{year}.{suffix}"


def calendar_file(address: str) -> str:
    """The calendar of the thing at an address: "organisations/x/calendar.ics"."""
    return f"{address}calendar.ics"


def source(name: str) -> str:
    """The permanent address of a source."""
    return f"{index('sources')}#{name}"


def embed(chart: str) -> str:
    """The address of a chart alone, for other sites to show in a frame: "embed/deals/x/amount/"."""
    return f"embed/{chart}/"


def chart_file(chart: str, form: ChartForm) -> str:
    """The file of a chart for download, below a language's root: "charts/deals/x/amount.svg"."""
    return f"charts/{chart}.{form}"


def picture(issue: str, name: str) -> str:
    """The file of an issue's picture, below the site's root; it is the same in every language."""
    return f"media/{issue}/{name}"


def mail(to: str, subject: str, body: str = "") -> str:
    """A mailto link with recipient, subject and text; without `to` the reader chooses the recipient."""
    said = [f"{key}={quote(text, safe='')}" for key, text in (("subject", subject), ("body", body)) if text]
    return f"mailto:{quote(to, safe='@+')}?{'&'.join(said)}"


def share(title: str, url: str) -> dict[str, str]:
    """The plain links that pass an address on, by the name of the service; nothing is asked there before a click.

    https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/plugins/share-plugin,
    https://docs.bsky.app/docs/advanced-guides/intent-links,
    https://docs.x.com/x-for-websites/tweet-button/guides/web-intent
    """
    text, address = quote(title, safe=""), quote(url, safe="")
    return {
        "LinkedIn": f"https://www.linkedin.com/sharing/share-offsite/?url={address}",
        "Bluesky": f"https://bsky.app/intent/compose?text={text}%20{address}",
        "X": f"https://x.com/intent/post?text={text}&url={address}",
    }


def card(name: str, kind: Kind | None = None) -> str:
    """The preview image of a page for shared links, below a language's root: "cards/deals-x.png"."""
    return f"cards/{kind}-{name}.png" if kind else f"cards/{name}.png"


def docs_file(language: str, address: str) -> str:
    """The Markdown file of an address, below the build folder: "docs/de/deals/x/index.md"."""
    return f"docs/{language}/{address}index.md"


def site_file(language: str, name: str) -> str:
    """A finished file of a language, below the build folder: "site/de/feed.xml"."""
    return f"site/{language}/{name}"


def email_file(about: str, language: str, name: str) -> str:
    """A file of a mail, below the build folder; `about` is an issue, a period or a deal."""
    return f"email/{about}/{language}/{name}"


def mail_view(issue: str) -> str:
    """The address of the web view of an issue's mail, beside the issue's page."""
    return f"{page('briefings', issue)}email.html"


def digest(period: str) -> str:
    """The address of the web view of a digest, which has no page of its own: "digests/2026-w25/email.html"."""
    return f"digests/{period}/email.html"


def data_file(name: str) -> str:
    """A file of the open data, below the site's root; it is the same in every language."""
    return f"data/{name}"


def to_root(here: str, name: str) -> str:
    """The link from an address of a language to a file at the site's root: "../../feeds.opml"."""
    return "../" * (here.count("/") + 1) + quote(name)


def relative(here: str, there: str) -> str:
    """The link from one address to another, as a browser follows it: "../../deals/x/#amount"."""
    path, mark, fragment = there.partition("#")
    if path == here and mark:
        return f"#{fragment}"
    way = posixpath.relpath(path or ".", here or ".")
    return quote(f"{way}/" if path.endswith("/") or not path else way) + mark + fragment


def relative_file(here: str, there: str) -> str:
    """The link between the Markdown files of two addresses, which the engine checks:
    "../../deals/x/index.md#amount"."""
    path, mark, fragment = there.partition("#")
    if path == here and mark:
        return f"#{fragment}"
    return quote(posixpath.relpath(f"{path}index.md", here or ".")) + mark + fragment


def absolute(home: str, language: str, address: str) -> str:
    """The whole address on the web: "https://example.org/de/deals/x/"."""
    return f"{home}{language}/{quote(address, safe='/#')}"
