"""The finished pages of a build: each from its Markdown and a kept shell, and by MkDocs where no shell fits.

Pages are units like all others: one whose Markdown and settings are as they were comes out of the store, and MkDocs is
not even started where every kind of page has a shell already.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from generator.publish import engine, filling, inputs
from generator.publish.blocks import Unsure
from generator.publish.engine import EngineFailed, How, Site, Tell
from generator.publish.filling import Finished, Shells, Unseen
from generator.publish.making import Making
from generator.publish.markdown import made_file
from generator.publish.memo import loads
from generator.views.edition import Artifact, Unit

_NONE = Finished(html=b"", anchors=frozenset(), links=())


class Preview(Protocol):
    """Who looks at a site while it is built."""

    def open_pages(self) -> Iterable[str]:
        """The addresses of the pages that are on a screen: "/de/deals/openai-round-2026/"."""

    def ready(self, address: str, html: bytes) -> None:
        """Takes a page as it will be, before the rest of the site is there."""


class Html:
    """The pages of every language, on their way from Markdown to readers."""

    def __init__(self, making: Making, sites: tuple[Site, ...], how: How, tell: Tell = lambda line: None) -> None:
        """`tell` is told what MkDocs had to make although it should not."""
        self._making, self._sites, self._how, self._tell = making, sites, how, tell
        self._found: dict[str, Shells] = {}
        self._pages: dict[str, dict[str, Finished]] = {site.language: {} for site in sites}

    @cached_property
    def _bases(self) -> dict[str, str]:
        """The digest of what shells depend on, by language; a template that fails is told before settings that are not
        there."""
        return {site.language: self._basis(site) for site in self._sites}

    def _basis(self, site: Site) -> str:
        return inputs.digest(inputs.program(), engine.basis(site, self._how.settings, self._how.theme))

    def add_first(self, preview: Preview) -> None:
        """Makes the pages that are open before all others, where their shells are kept."""
        for page in preview.open_pages():
            language, _, below = page.strip("/").partition("/")
            site = next((site for site in self._sites if site.language == language), None)
            kept = self._kept(site) if site else None
            path = self._making.make_page(language, f"{below}/" if below else "") if kept and kept.found else None
            if kept is None or path is None:
                continue
            uri = path.removeprefix(f"docs/{language}/")
            if not self._fill(kept, language, [uri])[0] and uri in self._pages[language]:
                preview.ready(page, self._making.content(f"site/{language}/{made_file(uri)}"))

    def add(self) -> bool:
        """Adds every page and every file of the theme to what is made; False if only MkDocs can make them.

        Raises EngineFailed.
        """
        kept = {site.language: self._kept(site) for site in self._sites}
        if not all(kept.values()):
            return False
        shells = {language: found for language, found in kept.items() if found}
        done = {language: self._pages[language].keys() for language in shells}
        left = {language: [uri for uri in self._names(language) if uri not in done[language]] for language in shells}
        wanted = self._candidates(shells)
        unsure: dict[str, list[str]] = {}
        while any(left.values()):
            if any(wanted.values()):
                names = {language: set(self._names(language)) for language in shells}
                shells = engine.with_shells(self._sites, shells, wanted, names, self._how, self._tell)
            for language, pages in left.items():
                wanted[language], more = self._fill(shells[language], language, pages)
                unsure.setdefault(language, []).extend(more)
            left = {language: [uri for uri, _ in pages] for language, pages in wanted.items()}
        for site in self._sites:
            self._complete(site, shells[site.language], unsure[site.language])
        return True

    def add_by_mkdocs(self, stage: Path) -> None:
        """Adds the same, every page made by MkDocs of the Markdown in `stage`. Raises EngineFailed."""
        engine.by_mkdocs(self._sites, stage, self._how)
        for site in self._sites:
            folder = stage / "site" / site.language
            made = [
                Artifact(path.relative_to(stage).as_posix(), path.read_bytes())
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            ]
            self._making.add(f"mkdocs/{site.language}", Unit("mkdocs", lambda made=made: made))  # type: ignore[misc]

    def _kept(self, site: Site) -> Shells | None:
        raw = self._making.store.get(self._key(site.language))
        found = loads(raw, Shells) if raw else None
        if found:
            self._found[site.language] = found
        return found or engine.no_shells(site, self._how.settings)

    def _key(self, language: str) -> str:
        return f"shells/{language}/{self._bases[language]}"

    def _names(self, language: str) -> list[str]:
        """Every Markdown file of a language, by its path in the language's folder."""
        root = f"docs/{language}/"
        return sorted(path.removeprefix(root) for path in self._making.files if path.startswith(root))

    def _text(self, language: str, uri: str) -> str:
        return self._making.content(f"docs/{language}/{uri}").decode()

    def _candidates(self, shells: Mapping[str, Shells]) -> dict[str, list[engine.Source]]:
        """The first page of each kind, of languages that have no shell at all."""
        return {
            language: filling.candidates(kept, ((uri, self._text(language, uri)) for uri in self._names(language)))
            if not kept.found
            else []
            for language, kept in shells.items()
        }

    def _fill(self, kept: Shells, language: str, pages: list[str]) -> tuple[list[engine.Source], list[str]]:
        """Makes pages; returns those that have no shell yet, and the names of those that MkDocs must make."""
        unseen, unsure = [], []
        for uri in pages:
            try:
                self._add(language, uri, partial(filling.finish, kept, uri))
            except Unseen:
                unseen.append((uri, self._text(language, uri)))
            except Unsure:
                unsure.append(uri)
        return unseen, unsure

    def _add(self, language: str, uri: str, make: Callable[[str], Finished]) -> None:
        """Adds a page that `make` makes of its text; beside it stands what it links to and can be linked to."""

        def files() -> Iterator[Artifact]:
            made = make(self._text(language, uri))
            yield Artifact(f"site/{language}/{made_file(uri)}", made.html)
            yield Artifact("", pickle.dumps(replace(made, html=b"")))

        given = (self._making.files[f"docs/{language}/{uri}"].key, self._bases[language])
        note = self._making.add(f"html/{language}/{uri}", Unit(uri, files, given))
        self._pages[language][uri] = (loads(note, Finished) if note else None) or _NONE

    def _complete(self, site: Site, kept: Shells, unsure: list[str]) -> None:
        """Adds what of a site is no page, and the pages that MkDocs must make; sees to it that links lead somewhere."""
        language, making = site.language, self._making
        if unsure:
            self._add_unsure(site, unsure)
        else:
            names = {*self._names(language), *(name for name, _ in kept.files)}
            if wrong := filling.broken(self._pages[language], names):
                raise EngineFailed("\n".join([f"The site in '{language}' has links that lead nowhere:", *wrong]))
        files = [Artifact(f"site/{language}/{name}", content) for name, content in kept.files]
        making.add(f"theme/{language}", Unit("theme", lambda: files, (self._bases[language],)))
        # Only what is new is written: it holds every file of the theme. What was made of one that was edited in between
        # would stand under the name of the other.
        if kept is self._found.get(language):
            making.hold(self._key(language))
        elif self._basis(site) == self._bases[language]:
            making.hold(self._key(language), pickle.dumps(kept))

    def _add_unsure(self, site: Site, pages: list[str]) -> None:
        """Adds pages that MkDocs must make, as one unit: it looks at all texts of the language, whose links it follows,
        so it has to look again when any of them is another."""
        language = site.language
        keys = {uri: self._making.files[f"docs/{language}/{uri}"].key for uri in self._names(language)}

        def files() -> Iterator[Artifact]:
            self._tell(f"{language}: MkDocs makes {len(pages)} pages itself, the first is {pages[0]}")
            texts = {uri: self._text(language, uri) for uri in keys}
            for uri, html in engine.some_by_mkdocs(site, texts, pages, self._how).items():
                yield Artifact(f"site/{language}/{made_file(uri)}", html)

        given = (tuple(pages), inputs.digest(*(part for item in keys.items() for part in item)), self._bases[language])
        self._making.add(f"unsure/{language}", Unit("unsure", files, given))


def root(making: Making, language: str) -> None:
    """Adds a language's home page at the root of the site."""
    home = making.files[f"site/{language}/index.html"]

    def files() -> Iterator[Artifact]:
        yield Artifact("site/index.html", engine.at_root(language, making.content(home.path)))

    making.add("html/root", Unit("root", files, (home.key, language)))
