"""Commentary: what its references mean, and how its Markdown becomes HTML.

`[[openai]]` names an organisation, a deal or a topic; `[[amazon|Amazons]]` does so in other words;
`[[openai-round-2026/amazon.amount]]` prints a figure, `…:previous` one scope or part of it, `…#amz-wsj` one claim.
Nothing in a text is executed, and HTML is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.text.forms import Forms, any_of

if TYPE_CHECKING:
    from markdown import Markdown

EXTENSIONS = ("tables", "attr_list", "sane_lists")
_REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_TARGET = re.compile(
    r"(?P<target>[a-z0-9-]+)"
    r"(?:/(?P<figure>[a-z0-9_.-]+)(?:(?P<mark>[:#])(?P<narrow>[a-z0-9_-]+))?)?"
    r"(?:\|(?P<words>.+))?"
)
_SINGLE = re.compile(r"(?<![\[\\!])\[(?P<inside>[^\[\]\n]+)\](?![\](\[:])")
_DIGIT = re.compile(r"\d")
_LITERAL = re.compile(r"[ \u00a0]?\{literal:\s*([^{}\s][^{}\n]*)\}")
_HTML = re.compile(r"<(?:/?[A-Za-z][^>\n]*>?|!--|\?)")
_ATTRIBUTES = re.compile(r"\{(?::|\.|[\w-]+\s*=|#(?![a-z][a-z0-9-]*\}))[^}\n]*\}?")
_PICTURE = re.compile(r"!\[[^\]\n]*\][(\[][^)\]\n]*")
_LINK = re.compile(r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<target>[^\s)>]*)", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_TAGS = set("p a strong em ul ol li h2 h3 h4 blockquote table thead tbody tr th td sup sub br hr code span".split())
_ATTRIBUTES_OF = {
    "a": {"href", "class", "title", "aria-label"},
    "sup": {"class"},
    "span": {"class"},
    "ol": {"start"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "th": {"scope"},
}
"""The attributes that an element of a text may have."""
_OPEN_SCHEMES = ("https://", "http://", "mailto:")
_CODE = r"(?:USD|EUR|GBP|CHF|JPY)"
_GAP = r"[ \u00a0\u202f\n-]?"
_NUMBER = r"\d(?:[\d.,]*\d)?"
_SPACED = r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?"
"""A number whose thousands are divided by spaces, "1 200,5"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One `[[target/figure:scope|words]]` or `[[target/figure#claim]]` of a text."""

    start: int
    """Where its first bracket stands in the text."""

    end: int
    """Where the text goes on behind its last bracket."""

    text: str
    """What stands between the brackets."""

    target: str
    """The id of an organisation, a deal or a topic; "" if the reference is malformed."""

    figure: str | None = None
    """The path of a figure of the target, such as "amazon.amount"; None if the target itself is meant."""

    scope: str | None = None
    """Which scope or part of the figure, such as "previous"; None if the shown one."""

    claim: str | None = None
    """The id of one claim about the figure, such as "amz-wsj"; None if the shown one."""

    words: str | None = None
    """What is printed in place of the name or the number; None if those are."""


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


def amounts(spoken: Iterable[Forms]) -> re.Pattern[str]:
    """Finds amounts of money as prose in any of these languages writes them: "50 Mrd. Dollar", "$50bn", "USD 50"."""
    languages = list(spoken)
    scale = any_of(word for forms in languages for word in forms.scale_words)
    names = any_of(word for forms in languages for word in forms.currency_words)
    currency = rf"(?:(?i:{names})|{_CODE}|\$|€|£)"
    number = rf"(?:{_SPACED}|{_NUMBER})" if any(forms.spaces_thousands for forms in languages) else _NUMBER
    behind = rf"{number}{_GAP}{scale}?{_GAP}{currency}(?!\w)"
    before = [rf"{sign}{_GAP}{number}[.,]*{_GAP}(?:{scale}\b)?" for sign in (r"[$€£]", rf"\b{_CODE}")]
    return re.compile("|".join([behind, *before]))


def unbound_amounts(text: str, amounts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Amounts typed into prose that no reference binds and no `{literal: reason}` excuses."""
    if not _DIGIT.search(text):
        return
    for found in amounts.finditer(_masked(text)):
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


def marks_in(text: str) -> bool:
    """True if anything in a text is a mark of Markdown, of HTML or of a reference, so that it is not plain words.

    >>> marks_in("up to $50 billion"), marks_in("**50** Mrd."), marks_in("[[openai]]")
    (False, True, True)
    """
    return bool(_HTML.search(text) or re.search(r"\[\[|\]\]|\]\(|\*\*|__|`|\{(?::|literal)", text))


def stray_brackets(text: str) -> Iterator[re.Match[str]]:
    """`[[` or `]]` that belong to no reference."""
    yield from re.finditer(r"\[\[|\]\]", _masked(text))


def single_brackets(text: str) -> Iterator[re.Match[str]]:
    """What stands in one pair of brackets and is no link: "[openai]"; the group "inside" is what they hold."""
    yield from _SINGLE.finditer(_masked(text))


def _masked(text: str) -> str:
    """The text with spaces in place of its references."""
    return _REFERENCE.sub(lambda found: " " * len(found[0]), text) if "[[" in text else text


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
    import nh3

    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES_OF, url_schemes={"https", "http", "mailto"}, link_rel=None
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
    from markdown import Markdown

    return Markdown(extensions=list(EXTENSIONS), output_format="html")
