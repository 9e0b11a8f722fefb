"""Commentary written out for one page: its links, its figures, the numbers of its sources.

A page, a feed and a mail show the same text; they differ only in how a link is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from generator.analysis import lookup
from generator.analysis.figures import KnownClaim
from generator.analysis.knowledge import Knowledge
from generator.analysis.values import Derived
from generator.text import markup, paths
from generator.text.markup import Reference
from generator.text.templating import Verbatim, escape_markdown
from generator.views.edition import Edition
from generator.views.titles import deal_title

_SPACE = re.compile(r"[ \t\r\n]+")
"""White space where a line may break: a no-break space stays."""
Links = Literal["file", "page", "web"]
"""A link between Markdown files, between pages as a browser sees them, or a whole address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes prose for one page."""

    edition: Edition
    """The edition that the page belongs to."""
    knowledge: Knowledge
    """The knowledge from which figures are taken: of an issue's date, or of today."""
    here: str
    """Address of the page, from which links lead: "deals/x/"."""
    numbers: Mapping[str, int]
    """Number of each source on the page, by id, from 1; {} prints no numbers."""
    web: bool = False
    """True for whole addresses, as feeds and mails need them; else links are relative to `here`."""

    def href(self, address: str, links: Links = "page") -> str:
        """The link to an address; to the other language's page where this one has none."""
        foreign = self.edition.elsewhere(address)
        if self.web or links == "web":
            return self.edition.url(address, foreign)
        if foreign:
            return paths.relative(f"{self.edition.language}/{self.here}", f"{foreign}/{address}")
        return paths.relative_file(self.here, address) if links == "file" else paths.relative(self.here, address)

    def markdown(self, text: str) -> Verbatim:
        """Markdown with its references as links between Markdown files."""
        return Verbatim(self._resolved(text, "file").strip())

    def html(self, text: str) -> Markup:
        """The text as clean HTML paragraphs."""
        return Markup(markup.to_html(self._resolved(text, "page")))

    def inline(self, text: str) -> Markup:
        """The text as clean HTML inside a paragraph."""
        return Markup(markup.to_inline(self._resolved(text, "page")))

    def text(self, text: str) -> Verbatim:
        """The text for plain-text mail: figures with the number of their source in brackets."""
        return Verbatim(markup.resolve(markup.to_text(self.edition.locale.unbroken(text)), self._plain).strip())

    def plain(self, text: str) -> str:
        """The text on one line, without marks and without source numbers, for descriptions and lists."""
        bare = replace(self, numbers={})
        return _SPACE.sub(" ", bare.text(text)).strip()

    def amount(self, claim: KnownClaim) -> str:
        """The claim's number in the language of the edition."""
        return self.edition.locale.quantity(claim.value)

    def name(self, target: str) -> str:
        """The name of an organisation, a deal or a topic."""
        archive, language = self.edition.archive, self.edition.language
        if target in archive.organisations:
            return archive.organisations[target].name.any(language)
        if target in archive.topics:
            return archive.topics[target].title.any(language)
        return deal_title(self.edition, self.knowledge, target)

    def address(self, target: str) -> str:
        """The address of the page of an organisation, a deal or a topic."""
        archive = self.edition.archive
        kind: paths.Kind = "deals"
        if target in archive.organisations:
            kind = "organisations"
        elif target in archive.topics:
            kind = "topics"
        return paths.page(kind, target)

    def derived(self, found: Derived) -> str:
        """A computed value, with the word that says so: "rechnerisch 5,4 bis 6,0 %"."""
        if found.value is None:
            return self.edition.locale.t(f"reason.{found.reason}")
        locale = self.edition.locale
        return locale.t("derived.computed", value=locale.interval(found.value, found.unit))

    def derived_address(self, found: Derived) -> str:
        """The address of the place where a derived value is explained."""
        kind: paths.Kind = "organisations" if found.of in self.edition.archive.organisations else "deals"
        return f"{paths.page(kind, found.of)}#{found.path}"

    def _resolved(self, text: str, links: Links) -> str:
        whole = self.edition.locale.unbroken(text)  # what an editor typed; a name keeps the spaces it has
        return markup.resolve(whole, lambda reference: self._markdown(reference, links))

    def _found(self, reference: Reference) -> lookup.Found | Derived:
        found = lookup.find(self.knowledge, reference)
        if found is None:
            # check refuses such a text; a build that comes here has skipped it.
            raise LookupError(f"nothing is known of {reference.text}")
        return found

    def _markdown(self, reference: Reference, links: Links) -> str:
        """A reference as a link, a figure with the mark of its source."""
        if reference.figure is None:
            words = escape_markdown(reference.words or self.name(reference.target))
            return self._link(words, self.address(reference.target), links)
        found = self._found(reference)
        if isinstance(found, Derived):
            words = escape_markdown(reference.words or self.derived(found))
            return self._link(words, self.derived_address(found), links, "kb-figure")
        words = escape_markdown(reference.words or self.amount(found.claim))
        link = self._link(words, paths.figure(found.figure.deal, found.figure.path), links, "kb-figure")
        return f"{link}{self._mark(found.claim.source)}"

    def _link(self, words: str, address: str, links: Links, kind: str = "") -> str:
        """A Markdown link; to the other language as HTML, because the engine knows only the files of one."""
        foreign = self.edition.elsewhere(address)
        if foreign and links == "file":
            name = f' class="{kind}"' if kind else ""
            return f'<a href="{self.href(address)}" hreflang="{foreign}"{name}>{words}</a>'
        return f"[{words}]({self.href(address, links)})" + (f"{{.{kind}}}" if kind else "")

    def _mark(self, source: str) -> str:
        """The raised number of a source, "" if the page does not list it.

        In a feed or a mail it is not a link, for anchors there lead nowhere, and has brackets: where a reader's program
        drops <sup>, "$65bn" and source 1 would be "$65bn1".
        """
        number = self.numbers.get(source)
        if number is None:
            return ""
        name = self.edition.locale.t("sources.note", n=number)
        inner = f"[{number}]" if self.web else f'[{number}](#s{number}){{ aria-label="{name}" }}'
        return f'<sup class="kb-ref">{inner}</sup>'

    def _plain(self, reference: Reference) -> str:
        """A reference as plain text, a figure with the number of its source in brackets."""
        if reference.figure is None:
            return reference.words or self.name(reference.target)
        found = self._found(reference)
        if isinstance(found, Derived):
            return reference.words or self.derived(found)
        number = self.numbers.get(found.claim.source)
        words = reference.words or self.amount(found.claim)
        return words if number is None else f"{words} [{number}]"


def number_sources(knowledge: Knowledge, texts: Iterable[str], claims: Iterable[KnownClaim]) -> dict[str, int]:
    """Numbers for the sources of a page, by id: in the order in which its texts quote them, then its tables."""
    quoted: list[str] = []
    for text in texts:
        for reference in markup.references(text):
            found = lookup.find(knowledge, reference) if reference.figure else None
            if isinstance(found, lookup.Found):
                quoted.append(found.claim.source)
    quoted += [report.source for claim in claims for report in claim.reports]
    return {name: number for number, name in enumerate(dict.fromkeys(quoted), start=1)}
