"""Drives MkDocs: once for the shells of each language, and for whole pages where it is not sure how they would be.

Nothing else knows which engine publishes. MkDocs with Material reads a generated settings file that inherits the
repository's `mkdocs.yml`; another engine needs another module here and the same folder. `by_mkdocs` sends every page
through MkDocs; all else gives the same bytes sooner.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from generator.publish import filling, shells
from generator.publish.blocks import Unsure
from generator.publish.filling import Shells
from generator.publish.markdown import BUILTIN, made_file
from generator.publish.program import EngineFailed, How, Site, configured, files, start, wait, write
from generator.publish.shells import Key, Page, Shell

__all__ = [
    "EngineFailed",
    "How",
    "Site",
    "at_root",
    "basis",
    "by_mkdocs",
    "no_shells",
    "some_by_mkdocs",
    "with_shells",
]

Tell = Callable[[str], object]
"""A function that is told a line for whoever runs the build."""
Source = tuple[str, str]
"""A page as the generator wrote it: its file, "deals/index.md", and its text."""

_LINK = re.compile(r'(\s(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[#/])([^"]*)"')
"""A link of our pages that is relative to them."""
_LEFT_OUT = ("styles/", "assets/javascripts/", "assets/images/", "assets/stylesheets/", "sitemap.xml")
"""Files that no page asks for: the parts of our style sheets, Material's program, and a sitemap beside our own."""
_UNDERSTOOD = frozenset(
    "site_name docs_dir site_dir use_directory_urls strict theme extra_css plugins "
    "markdown_extensions validation".split()
)
"""The settings of `mkdocs.yml` whose effect on a page is known here; with any other, MkDocs makes every page."""
_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "markupsafe", "pymdown-extensions", "pyyaml")
_STRICT = {"anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Probe:
    """A page of marks, and the real page that proves what is cut from it."""

    key: Key
    """What the pages have in common that will share its shell."""
    uri: str
    """Its file."""
    text: str
    """Its front matter and Markdown."""
    paths: list[shells.Path]
    """Where the value of each mark is found."""
    witness: Page
    """A page of that key, which MkDocs makes as well."""
    source: str
    """The witness as the generator wrote it."""


def by_mkdocs(sites: Sequence[Site], folder: Path, how: How) -> None:
    """Turns `folder/docs/<language>` into `folder/site/<language>`, every page by MkDocs. Raises EngineFailed."""
    running = {site.language: start([configured(site, folder, how)], how) for site in sites}
    wait(running)
    for site in sites:
        made = folder / "site" / site.language
        for name in list(files(made)):
            if name.startswith(_LEFT_OUT):
                (made / name).unlink()
            elif name.endswith(".html"):
                (made / name).write_bytes(shells.tidy((made / name).read_bytes().decode()).encode())
        for path in sorted(made.rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def no_shells(site: Site, settings: Path) -> Shells | None:
    """What is known of a language's pages before MkDocs has run; None if the settings ask for more than is understood
    here."""
    try:
        asked = yaml.safe_load(settings.read_text("utf-8"))
    except yaml.YAMLError:
        return None
    if not isinstance(asked, dict) or not _UNDERSTOOD.issuperset(asked) or asked.get("plugins") != []:
        return None
    links = (asked.get("validation") or {}).get("links")
    if links != _STRICT or asked.get("use_directory_urls") is not True:
        return None
    options: dict[str, Any] = {}
    names = list(BUILTIN)
    for extension in asked.get("markdown_extensions", []):
        name, option = next(iter(extension.items())) if isinstance(extension, dict) else (extension, None)
        names.append(name)
        options |= {name: option} if option else {}
    return Shells(
        site_url=site.url,
        named=shells.named(site.words, site.navigation),
        extensions=tuple(dict.fromkeys(names)),
        options=json.dumps(options, sort_keys=True),
        found={},
        files=(),
    )


def with_shells(
    sites: Iterable[Site],
    kept: Mapping[str, Shells],
    wanted: Mapping[str, Iterable[Source]],
    names: Mapping[str, Collection[str]],
    how: How,
    tell: Tell,
) -> dict[str, Shells]:
    """The shells of each language with those that its `wanted` pages need: MkDocs runs once for all that are missing.

    `names` are the files of each language, which links may lead to. Raises EngineFailed.
    """
    every = [(site, _probes(kept[site.language], wanted[site.language])) for site in sites]
    missing = [(site, probes) for site, probes in every if probes]
    with tempfile.TemporaryDirectory(prefix="kapitalbrief-") as name:
        running = {}
        for site, probes in missing:
            folder = Path(name) / site.language
            asked = [_ask(site, folder, probes, how), _call(site, folder, probes, names[site.language], how)]
            running[site.language] = start(asked, how)
        wait(running)
        made = {
            site.language: _cut(site, kept[site.language], Path(name) / site.language, probes, tell)
            for site, probes in missing
        }
    return {**kept, **made}


def basis(site: Site, settings: Path, theme: Path) -> str:
    """A digest of all that shells depend on besides our own program: while it is the same, kept ones are right."""
    parts = [repr((site.language, site.title, site.url, site.navigation)), json.dumps(site.words, sort_keys=True)]
    parts += [f"{name} {version(name)}" for name in _LIBRARIES]
    digest = hashlib.sha256("\n".join(parts).encode())
    for path in (settings, *(theme / name for name in sorted(files(theme)))):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(theme) if path != settings else ''} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def at_root(language: str, home: bytes) -> bytes:
    """A language's home page with its links as they are from the root of the site.

    Its canonical address stays where it was, so that nobody takes the root for another page.
    """

    def from_root(link: re.Match[str]) -> str:
        parts = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link[2])
        assert parts, "the expression matches every link on one line"
        path, mark, rest = parts.groups()
        way = posixpath.normpath(posixpath.join(language, path))
        return f'{link[1]}{way}{"/" if path.endswith("/") or path in ("", ".", "..") else ""}{mark}{rest}"'

    return _LINK.sub(from_root, home.decode()).encode()


def some_by_mkdocs(site: Site, texts: Mapping[str, str], wanted: Iterable[str], how: How) -> dict[str, bytes]:
    """Some pages of a site, by their files, made by MkDocs of all its texts. Raises EngineFailed."""
    with tempfile.TemporaryDirectory(prefix="kapitalbrief-") as name:
        folder = Path(name)
        for uri, text in texts.items():
            write(folder / "docs" / site.language / uri, text.encode())
        wait({site.language: start([configured(site, folder, how)], how)})
        pages = {uri: folder / "site" / site.language / made_file(uri) for uri in wanted}
        # Some names are none of a page's for MkDocs.
        return {uri: shells.tidy(page.read_bytes().decode()).encode() for uri, page in pages.items() if page.exists()}


def _probes(kept: Shells, wanted: Iterable[Source]) -> list[_Probe]:
    """A probe for each key of these pages that has no shell yet; the first page of each is its witness."""
    found: dict[Key, _Probe] = {}
    for uri, source in wanted:
        try:
            page = filling.read(kept, uri, source)
            key = shells.key(page, kept.named)
            if key not in kept.found and key not in found:
                at, text, paths = shells.probe(page, len(found), kept.named)
                source = shells.witness(uri, source)
                page = filling.read(kept, uri, source)
                found[key] = _Probe(key=key, uri=at, text=text, paths=paths, witness=page, source=source)
        except Unsure:
            continue
    return list(found.values())


def _ask(site: Site, folder: Path, probes: Iterable[_Probe], how: How) -> Path:
    """Writes the probes as pages of a site; returns its settings."""
    return _written(site, folder / "probes", {probe.uri: probe.text for probe in probes}, how)


def _call(site: Site, folder: Path, probes: Iterable[_Probe], names: Collection[str], how: How) -> Path:
    """Writes the witnesses as pages of a site; returns its settings.

    What they link to is there, but empty and not made: MkDocs resolves links to such pages all the same.
    """
    pages = {probe.witness.uri: probe.source for probe in probes}
    targets = {link.target for probe in probes for link in probe.witness.content.links}.intersection(names)
    made = [*pages, *_linked(site)]
    return _written(site, folder / "witnesses", dict.fromkeys(targets, "") | pages, how, made)


def _written(site: Site, folder: Path, pages: Mapping[str, str], how: How, only: Iterable[str] = ()) -> Path:
    for name, text in {**dict.fromkeys(_linked(site), ""), **pages}.items():
        path = folder / "docs" / site.language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    # Whether anchors exist is looked at when all pages are there.
    more: dict[str, Any] = {"validation": {"links": {"anchors": "ignore"}}}
    if only:
        more["exclude_docs"] = "\n".join(["*.md", *(f"!/{name}" for name in only)])
    return configured(site, folder, how, more)


def _linked(site: Site) -> list[str]:
    """The files of the navigation, which MkDocs refuses to miss."""
    return [file for _, file in site.navigation]


def _cut(site: Site, kept: Shells, folder: Path, probes: Iterable[_Probe], tell: Tell) -> Shells:
    """The shells with those cut from the probes; one whose witness MkDocs makes otherwise is not trusted."""
    asked, called = (folder / part / "site" / site.language for part in ("probes", "witnesses"))
    found: dict[Key, Shell | None] = dict(kept.found)
    for probe in probes:
        content = filling.read(kept, probe.uri, probe.text).content.html
        text = (asked / made_file(probe.uri)).read_bytes().decode()
        shell = shells.cut(text, site.url, probe.uri, content, probe.paths)
        trial = replace(kept, found={probe.key: shell})
        made = (called / made_file(probe.witness.uri)).read_bytes().decode()
        if not filling.is_right(trial, probe.witness, made):
            tell(f"{site.language}: MkDocs makes pages like {probe.witness.uri} itself; no shell fits them")
            shell = None
        found[probe.key] = shell
    pages = {made_file(uri) for uri in (*(probe.uri for probe in probes), *_linked(site))}
    others: list[tuple[str, bytes]] = []
    for name in sorted(files(asked)):
        if name not in pages and not name.startswith(_LEFT_OUT):
            file = (asked / name).read_bytes()
            others.append((name, shells.tidy(file.decode()).encode() if name.endswith(".html") else file))
    return replace(kept, found=found, files=tuple(others))
