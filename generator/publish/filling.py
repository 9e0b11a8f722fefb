"""Pages from their Markdown and kept shells: what is made of one page, and what must be true of all of them together.

Everything here is a function of its arguments, so pages can be made in any order, in any process, and kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from generator.publish import shells
from generator.publish.blocks import Unsure
from generator.publish.markdown import Converter, Link
from generator.publish.shells import Key, Page, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Shells:
    """All that one language's pages need besides themselves; it stays the same while only content changes."""

    site_url: str
    """The whole address of the language's home page."""
    named: frozenset[str]
    """The addresses that every page links to."""
    extensions: tuple[str, ...]
    """Python-Markdown's extensions, in the order in which MkDocs loads them."""
    options: str
    """Their options, as JSON."""
    found: Mapping[Key, Shell | None]
    """The shell of each key; None for pages that MkDocs alone makes right."""
    files: tuple[tuple[str, bytes], ...]
    """Every file of the site that is no page, by its path: style sheets, fonts, the page for missing addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A page as readers get it, with what must be true of other pages."""

    html: bytes
    """Its file."""
    anchors: frozenset[str]
    """Every place on it that a link may lead to."""
    links: tuple[Link, ...]
    """Every link in its prose that must lead somewhere on this site."""


class Unseen(Unsure):
    """No page of this kind has been made yet: there is no shell for it."""


def finish(kept: Shells, uri: str, source: str) -> Finished:
    """A page as MkDocs would make it, of its file's name and text. Raises Unseen, and Unsure if MkDocs must make it."""
    page = read(kept, uri, source)
    return Finished(html=_filled(kept, page), anchors=page.content.anchors, links=page.content.links)


def read(kept: Shells, uri: str, source: str) -> Page:
    """A page with its Markdown converted. Raises Unsure."""
    return shells.read(uri, source, _converter(kept.extensions, kept.options))


def candidates(kept: Shells, sources: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The shortest page of each kind for which there may be no shell yet, told by its front matter.

    A guess that is cheap; where it is wrong, `finish` says so.
    """
    found: dict[Key, tuple[str, str]] = {}
    for uri, source in sources:
        try:
            key = shells.rough_key(uri, source, kept.named)
        except Unsure:
            continue
        if key not in found or len(source) < len(found[key][1]):
            found[key] = (uri, source)
    return list(found.values())


def broken(pages: Mapping[str, Finished], files: Collection[str]) -> list[str]:
    """What is wrong with the links of all pages of a language, in MkDocs' words; `files` are all that the site has."""
    found = []
    for uri, page in sorted(pages.items()):
        for link in page.links:
            begun = f"Doc file '{uri}' contains a link '{link.written}', but"
            target = pages.get(link.target)
            if target is None and link.target not in files:
                found.append(f"{begun} the target '{link.target}' is not found among documentation files.")
            elif target is page and link.anchor and link.anchor not in page.anchors:
                found.append(f"{begun} there is no such anchor on this page.")
            elif target and link.anchor and link.anchor not in target.anchors:
                found.append(f"{begun} the doc '{link.target}' does not contain an anchor '#{link.anchor}'.")
    return found


def is_right(kept: Shells, page: Page, made: str) -> bool:
    """Whether a shell and a converter of ours give what MkDocs made of a page."""
    try:
        return _filled(kept, page) == shells.tidy(made).encode()
    except Unsure:
        return False


def _filled(kept: Shells, page: Page) -> bytes:
    key = shells.key(page, kept.named)
    if key not in kept.found:
        raise Unseen(page.uri)
    shell = kept.found[key]
    if shell is None:
        raise Unsure(page.uri)
    return shells.fill(shell, page, kept.site_url)


@cache
def _converter(extensions: tuple[str, ...], options: str) -> Converter:
    return Converter(extensions, json.loads(options))
