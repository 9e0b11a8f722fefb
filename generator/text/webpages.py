"""Pages of the web: which page an address names, whose host it is, and the day that stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_COPY = re.compile(
    r"https?://(?:web\.archive\.org/web/[^/]+/|archive\.(?:is|ph|today|md|li|vn|fo)/[^/]+/(?=https?:)"
    r"|(?:www\.)?google\.[a-z.]+/amp/s/|[^/]+\.cdn\.ampproject\.org/[a-z]/s/)"
    r"(?:(https?):/{1,2})?(?P<page>.+)"
)
"""Copies of a page whose address holds the page's own: those of web archives, and Google's of AMP pages."""
_SAME_HOST = re.compile(r"^(?:(?:www\d?|amp|m|mobile|touch)\.)+(?=[^.]+\.)")
"""How a host's name begins where it serves the same pages to other devices."""
_SCRIPT = re.compile(r"(?:^|/)[^/]*\.(?:php\d?|aspx?|jsp|cgi|do|dll|cfm|pl)$", re.IGNORECASE)
"""The end of a path that names a program, and not a page."""
_WHICH = re.compile(
    r"(?:article|story|news|post|doc|document|item|content|press|release|filing|video|episode|entry|thread|report|page)"
    r"s?[_-]?(?:id|no|nr|num|number|key|slug|name)?"
    r"|id|p|pg|pid|aid|nid|art|artid|v|vid|q|query|search|title|path|file|list|no|nr|num|number|issue|part|section"
    r"|cik|accession|action|type|date|year|month|day|lang|language|locale|offset|start|seite|artikel|meldung|pagina",
    re.IGNORECASE,
)
"""Parameters that say which page is meant. Whatever else follows a page's own path is about the reader."""
_TRACKING = re.compile(
    r"utm_\w+|\w*clid|gad_\w+|mc_[ce]id|msclkid|igshid|ref|ref_?src|referrer|source|src|from|via|share|shared|smid"
    r"|partner|cmp|cmpid|campaign|cid|ocid|ncid|s?cid|fb_\w+|_ga|_gl|amp|output_?type|session_?id|sid|spm"
    r"|guccounter|guce_\w+",
    re.IGNORECASE,
)
"""Parameters that never say which page is meant, also where the path names only a program."""
_SECOND = frozenset("ac co com edu gov net ne or org".split())
"""Words before a country's letters that belong to the ending: bbc.co.uk."""
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
_NAMES = "|".join(f"{name}[a-z]*" for name in _MONTHS)
_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})(?:(?P<by>[/-])(?P<d>\d{1,2}))?(?=/|(?(by)-)|$)"),
    re.compile(rf"/(?P<y>(?:19|20)\d\d)/(?P<name>{_NAMES})(?:/(?P<d>\d{{1,2}}))?(?=/|$)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<by>[-_])(?P<m>[01]\d)(?P=by)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?!\d)"),
)
"""How addresses write a day or a month: /2026/01/30/, /2026/jan/30/, 2026-01-30, 20260130, 20260130143000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day or a month that stands in an address."""

    text: str
    """As the address writes it: "2026/01/30"."""
    first: date
    """The first day that it can mean."""
    last: date
    """The last one; the same where a day is named."""

    def days_from(self, day: date) -> int:
        """How many days another day is away from it, 0 for a day that it can mean."""
        return max((self.first - day).days, (day - self.last).days, 0)


def canonical(url: str) -> str:
    """What of an address says which page it is; two addresses of one page have it in common.

    >>> canonical("https://www.Example.org/a/?utm_source=x&id=7#top")
    'example.org/a?id=7'
    >>> canonical("http://amp.example.org/a.amp.html?whatever=1"), canonical("https://example.org/show.php?k=7&ref=x")
    ('example.org/a.html', 'example.org/show.php?k=7')
    >>> canonical("https://example.org/?p=7&whatever=1"), canonical("https://archive.ph/2026/https://example.org/a")
    ('example.org?p=7', 'example.org/a')
    """
    parts = urlsplit(_original(url))
    path = re.sub(r"/{2,}", "/", unquote(parts.path))
    path = re.sub(r"(?<=/)index\.(?:html?|php)$", "", path)
    path = re.sub(r"\.amp(?=(?:\.html?)?$)", "", path.rstrip("/"))
    path = re.sub(r"^/amp(?=/)|/amp$|;jsessionid=[^/]*$", "", path).rstrip("/")
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    query = parse_qsl(parts.query, True)
    post = not path and any(key == "p" and value.isdecimal() for key, value in query)
    program = not post and (not path or _SCRIPT.search(path))
    kept = [
        (key, value) for key, value in query if (not _TRACKING.fullmatch(key) if program else _WHICH.fullmatch(key))
    ]
    tail = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host(url)}{path}{tail}{route}"


def host(url: str) -> str:
    """Whose page it is: the host's name without what only names a device; of a copy, the host of the page it copies.

    >>> host("https://amp.www.example.org:443/a"), host("https://web.archive.org/web/2026/https://example.org/a")
    ('example.org', 'example.org')
    """
    return _SAME_HOST.sub("", (urlsplit(_original(url)).hostname or "").casefold())


def label(name: str) -> str:
    """The word under which a host was registered, without country and kind: a newspaper has it in every country.

    >>> label("edition.example.co.uk"), label("example.de"), label("eu.example.com")
    ('example', 'example', 'example')
    """
    words = name.split(".")[:-1]
    if len(words) > 1 and words[-1] in _SECOND:
        words = words[:-1]
    return words[-1] if words else name


def days_in(url: str) -> tuple[NamedDay, ...]:
    """Every day and month that an address names, in its own words; none that the calendar does not have.

    >>> [day.text for day in days_in("https://example.org/2026/01/30/a-20260131.html")]
    ['2026/01/30', '20260131']
    """
    path = unquote(urlsplit(_original(url)).path).casefold()
    found: dict[tuple[int, int], NamedDay] = {}
    for pattern in _DATES:
        for match in pattern.finditer(path):
            named = _named(match)
            if named and not any(match.start() < end and start < match.end() for start, end in found):
                found[match.span()] = named
    return tuple(found[span] for span in sorted(found))


def _named(match: re.Match[str]) -> NamedDay | None:
    given = match.groupdict()
    month = int(given["m"]) if given.get("m") else _MONTHS[given["name"][:3]]
    try:
        first = date(int(given["y"]), month, int(given["d"] or 1))
    except ValueError:
        return None
    after = first + timedelta(days=1) if given["d"] else date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return NamedDay(text=match[0].strip("/"), first=first, last=after - timedelta(days=1))


def _original(url: str) -> str:
    """The address of the page that a copy was made of; any other address as it is."""
    copy = _COPY.fullmatch(url)
    return f"{copy[1] or 'https'}://{copy['page']}" if copy else url


def path_words(url: str) -> str:
    """The words of an address's path in small letters between hyphens, to search in: "-news-a-round-".

    >>> path_words("https://example.org/news/A_round.html?x=1")
    '-news-a-round-html-'
    """
    words = re.findall(r"[^\W_]+", unquote(urlsplit(_original(url)).path).casefold())
    return f"-{'-'.join(words)}-"
