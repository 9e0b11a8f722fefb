"""Commentary: what its references mean, and how its Markdown becomes HTML.

`[[openai]]` names an organisation, a deal or a topic; `[[amazon|Amazons]]` does so in other words;
`[[openai-round-2026/amazon.amount]]` prints a figure, `…:previous` one scope or part of it, `…#amz-wsj` one claim.
Nothing in a text is executed, and HTML is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import nh3
from markdown import Markdown

EXTENSIONS = ("tables", "attr_list", "sane_lists")
_REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_TARGET = re.compile(
    r"(?P<target>[a-z0-9-]+)(?:/(?P<figure>[a-z0-9_.-]+)(?:(?P<mark>[:#])(?P<narrow>[a-z0-9_-]+))?)?(?:\|(?P<words>.+))?"
)
_LITERAL = re.compile(r"[ \u00a0]?\{literal:\s*([^{}\s][^{}\n]*)\}")
_HTML = re.compile(r"<(?:/?[A-Za-z][^>\n]*>?|!--|\?)")
_ATTRIBUTES = re.compile(r"\{(?::|\.|[\w-]+\s*=|#(?![a-z][a-z0-9-]*\}))[^}\n]*\}?")
_PICTURE = re.compile(r"!\[[^\]\n]*\][(\[][^)\]\n]*")
_LINK = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^\s)>]*)", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_OPEN_SCHEMES = ("https://", "http://", "mailto:")
_CODE = r"(?:USD|EUR|GBP|CHF|JPY)"
_CURRENCY = rf"(?:(?i:US-?Dollars?|Dollars?|Euros?|Franken|Pfund|pounds?)|{_CODE}|\$|€|£)"
_GAP = r"[ \u00a0\u202f\n-]?"
_UNIT = r"(?:Mrd\.?|Mio\.?|Bio\.?|Tsd\.?|Milliarden?|Millionen?|Billionen?|Tausend|billions?|millions?|trillions?|thousand|bn|mn|tn|m)"
_AMOUNT = re.compile(
    rf"(?:\d(?:[\d.,]*\d)?{_GAP}{_UNIT}?{_GAP}{_CURRENCY}(?!\w)|[$€£]{_GAP}\d[\d.,]*{_GAP}(?:{_UNIT}\b)?"
    rf"|\b{_CODE}{_GAP}\d[\d.,]*{_GAP}(?:{_UNIT}\b)?)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One `[[…]]`. `scope` follows a colon, `claim` a hash; `words` replace the name. `target` is "" if malformed."""

    start: int
    end: int
    text: str
    target: str
    figure: str | None = None
    scope: str | None = None
    claim: str | None = None
    words: str | None = None


def references(text: str) -> Iterator[Reference]:
    """Every reference in a text, malformed ones too."""
    for found in _REFERENCE.finditer(text):
        match = _TARGET.fullmatch(found[1].strip())
        if not match:
            yield Reference(found.start(), found.end(), found[1], "")
            continue
        scope, claim = (match["narrow"], None) if match["mark"] == ":" else (None, match["narrow"])
        yield Reference(
            found.start(), found.end(), found[1], match["target"], match["figure"], scope, claim, match["words"]
        )


def resolve(text: str, write: Callable[[Reference], str]) -> str:
    """The text with every reference written out and the excuses for literal amounts taken away."""
    parts: list[str] = []
    end = 0
    for reference in references(text):
        parts += [text[end : reference.start], write(reference)]
        end = reference.end
    return _LITERAL.sub("", "".join([*parts, text[end:]]))


def unbound_amounts(text: str) -> Iterator[re.Match[str]]:
    """Amounts typed into prose that no reference binds and no `{literal: reason}` excuses."""
    masked = _REFERENCE.sub(lambda found: " " * len(found[0]), text)
    for found in _AMOUNT.finditer(masked):
        if not _LITERAL.match(text, found.end()):
            yield found


def html_in(text: str) -> Iterator[re.Match[str]]:
    """HTML and comments, which prose may not contain."""
    yield from _HTML.finditer(text)


def refused_in(text: str) -> Iterator[re.Match[str]]:
    """Markdown that could load, run or restyle something: pictures, attributes other than a heading's id, links that
    are neither of the web, nor mail, nor of this site."""
    yield from _PICTURE.finditer(text)
    yield from _ATTRIBUTES.finditer(text)
    for link in _LINK.finditer(text):
        target = link["target"].casefold()
        if _SCHEME.match(target) and not target.startswith(_OPEN_SCHEMES):
            yield link


def relative_links_in(text: str) -> Iterator[re.Match[str]]:
    """Links that say where they lead from where they stand."""
    for link in _LINK.finditer(text):
        if not _SCHEME.match(link["target"]):
            yield link


def stray_brackets(text: str) -> Iterator[re.Match[str]]:
    """`[[` or `]]` that belong to no reference."""
    yield from re.finditer(r"\[\[|\]\]", _REFERENCE.sub(lambda found: " " * len(found[0]), text))


def to_html(text: str) -> str:
    """Markdown as clean HTML: only the elements and attributes that a text needs."""
    converter = _converter()
    converter.reset()
    return clean(converter.convert(text))


def to_inline(text: str) -> str:
    """One paragraph's Markdown without the paragraph around it."""
    found = to_html(text).strip()
    whole = re.fullmatch(r"<p>(.*)</p>", found, re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else found


def clean(html: str) -> str:
    """HTML with everything taken away that could run, load or leave the page's frame."""
    return nh3.clean(
        html,
        tags={
            "p",
            "a",
            "strong",
            "em",
            "ul",
            "ol",
            "li",
            "h2",
            "h3",
            "h4",
            "blockquote",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "sup",
            "sub",
            "br",
            "hr",
            "code",
            "span",
        },
        attributes={
            "a": {"href", "class", "title", "aria-label"},
            "sup": {"class"},
            "span": {"class"},
            "ol": {"start"},
            "h2": {"id"},
            "h3": {"id"},
            "h4": {"id"},
            "th": {"scope"},
        },
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )


def to_text(text: str) -> str:
    """Markdown with its marks taken off, for plain-text mail: emphasis, links as their words."""
    plain = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]*)\)", r"\1 (\2)", text)
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", plain).replace("`", "")
    plain = re.sub(r"(\*\*|__)(.+?)\1", r"\2", plain)
    plain = re.sub(r"(?<!\w)([*_])(.+?)\1(?!\w)", r"\2", plain)
    plain = re.sub(r"(?m)^(#{1,4}) +(.+?)(?: *\{#[\w-]+\})?$", r"\2", plain)
    return re.sub(r"\\([\\`*_{}\[\]()>#+.!|-])", r"\1", plain)


@cache
def _converter() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), output_format="html")
