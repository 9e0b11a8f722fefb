"""Drives MkDocs: once for the shells of each language, and for whole pages where it is not sure how they would be.

Nothing else knows which engine publishes. MkDocs with Material reads a generated settings file that inherits the
repository's `mkdocs.yml`; another engine needs another module here and the same folder. `by_mkdocs` sends every page
through MkDocs; all else gives the same bytes sooner.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.publish import filling, shells
from generator.publish.filling import Finished, Shells, Unseen
from generator.publish.markdown import BUILTIN, Unsure, address
from generator.publish.shells import Key, Page, Shell

Tell = Callable[[str], object]
"""A function that is told a line for whoever runs the build."""
Source = tuple[str, str]
"""A page as the generator wrote it: its file, "deals/index.md", and its text."""

_LINK = re.compile(r'(\s(?:href|src|action)=")(?![a-z][a-z0-9+.-]*:|[#/])([^"]*)"')
"""A link of our pages that is relative to them."""
_RUN = (
    "import gc, sys; from mkdocs.__main__ import cli; gc.disable();"
    "[cli(['build', '--strict', '--config-file', file], standalone_mode=False) for file in sys.argv[1:]]"
)
"""Builds one folder after the other in one process, because a good part of a small build is its start."""
_LEFT_OUT = ("styles/", "assets/javascripts/", "assets/images/", "assets/stylesheets/", "sitemap.xml")
"""Files that no page asks for: the parts of our style sheets, Material's program, and a sitemap beside our own."""
_UNDERSTOOD = frozenset(
    "site_name docs_dir site_dir use_directory_urls strict theme extra_css plugins "
    "markdown_extensions validation".split()
)
"""The settings of `mkdocs.yml` whose effect on a page is known here; with any other, MkDocs makes every page."""
_STRICT = {"anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}


class EngineFailed(Exception):
    """The engine refused the pages; the message is what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One language's site, as the engine must know it."""

    language: str
    """Code of its language: "de"."""
    title: str
    """The publication's title."""
    url: str
    """The whole address of its home page."""
    navigation: tuple[tuple[str, str], ...]
    """Title and Markdown file of each entry of the navigation: ("Vorgänge", "deals/index.md")."""
    words: Mapping[str, Any]
    """Texts, links and policy that the theme prints, by the names that its templates use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What MkDocs needs besides a site and its pages."""

    settings: Path
    """The settings that every language shares, `mkdocs.yml`."""
    theme: Path
    """The folder of the theme's own templates and files."""
    as_of: date
    """The day of the build, for whatever prints one."""


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


def build(
    sites: Iterable[Site],
    folder: Path,
    settings: Path,
    theme: Path,
    as_of: date,
    *,
    full: bool = False,
    tell: Tell = lambda line: None,
) -> None:
    """Turns `folder/docs/<language>` into `folder/site/<language>`; with `full`, MkDocs makes every page.

    `tell` is told what MkDocs had to make although it should not. Raises EngineFailed.
    """
    every, how = tuple(sites), How(settings=settings, theme=theme, as_of=as_of)
    kept = {} if full else {site.language: found for site in every if (found := no_shells(site, settings))}
    if len(kept) < len(every):
        by_mkdocs(every, folder, how)
        return
    names = {language: sorted(_files(folder / "docs" / language)) for language in kept}
    pages: dict[str, dict[str, Finished]] = {language: {} for language in kept}
    wanted = {
        language: filling.candidates(found, _texts(folder / "docs" / language, names[language]))
        for language, found in kept.items()
    }
    while any(wanted.values()):
        kept = with_shells(every, kept, wanted, names, how, tell)
        wanted = {
            language: _fill(found, folder, language, names[language], pages[language])
            for language, found in kept.items()
        }
    for site in every:
        _complete(site, kept[site.language], folder, pages[site.language], how, tell)


def by_mkdocs(sites: Sequence[Site], folder: Path, how: How) -> None:
    """Turns `folder/docs/<language>` into `folder/site/<language>`, every page by MkDocs. Raises EngineFailed."""
    running = {site.language: _start([_configured(site, folder, how)], how) for site in sites}
    _wait(running)
    for site in sites:
        made = folder / "site" / site.language
        for name in list(_files(made)):
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
            files = [_ask(site, folder, probes, how), _call(site, folder, probes, names[site.language], how)]
            running[site.language] = _start(files, how)
        _wait(running)
        made = {
            site.language: _cut(site, kept[site.language], Path(name) / site.language, probes, tell)
            for site, probes in missing
        }
    return {**kept, **made}


def serve_at_root(language: str, folder: Path) -> None:
    """Puts a language's home page at the root of the site, with its links as they are from there.

    Its canonical address stays where it was, so that nobody takes the root for another page.
    """

    def from_root(link: re.Match[str]) -> str:
        parts = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link[2])
        assert parts, "the expression matches every link on one line"
        path, mark, rest = parts.groups()
        way = posixpath.normpath(posixpath.join(language, path))
        return f'{link[1]}{way}{"/" if path.endswith("/") or path in ("", ".", "..") else ""}{mark}{rest}"'

    site = folder / "site"
    text = (site / language / "index.html").read_text("utf-8")
    (site / "index.html").write_text(_LINK.sub(from_root, text), "utf-8")


def _probes(kept: Shells, wanted: Iterable[Source]) -> list[_Probe]:
    """A probe for each key of these pages that has no shell yet; the first page of each is its witness."""
    found: dict[Key, _Probe] = {}
    for uri, source in wanted:
        try:
            page = filling.read(kept, uri, source)
            key = shells.key(page, kept.named)
            if key not in kept.found and key not in found:
                at, text, paths = shells.probe(page, len(found), kept.named)
                found[key] = _Probe(key=key, uri=at, text=text, paths=paths, witness=page, source=source)
        except Unsure:
            continue
    return list(found.values())


def _ask(site: Site, folder: Path, probes: Iterable[_Probe], how: How) -> Path:
    """Writes the probes as pages of a site; returns its settings."""
    files = {probe.uri: probe.text for probe in probes}
    return _written(site, folder / "probes", files, how)


def _call(site: Site, folder: Path, probes: Iterable[_Probe], names: Collection[str], how: How) -> Path:
    """Writes the witnesses as pages of a site; returns its settings.

    What they link to is there, but empty and not made: MkDocs resolves links to such pages all the same.
    """
    files = {probe.witness.uri: probe.source for probe in probes}
    targets = {link.target for probe in probes for link in probe.witness.content.links}.intersection(names)
    made = [*files, *_linked(site)]
    return _written(site, folder / "witnesses", dict.fromkeys(targets, "") | files, how, made)


def _written(site: Site, folder: Path, files: Mapping[str, str], how: How, only: Iterable[str] = ()) -> Path:
    for name, text in {**dict.fromkeys(_linked(site), ""), **files}.items():
        path = folder / "docs" / site.language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    excluded = "\n".join(["*.md", *(f"!/{name}" for name in only)]) if only else ""
    return _configured(site, folder, how, {"exclude_docs": excluded} if only else {})


def _linked(site: Site) -> list[str]:
    """The files of the navigation, which MkDocs refuses to miss."""
    return [file for _, file in site.navigation]


def _cut(site: Site, kept: Shells, folder: Path, probes: Iterable[_Probe], tell: Tell) -> Shells:
    """The shells with those cut from the probes; one whose witness MkDocs makes otherwise is not trusted."""
    asked, called = (folder / part / "site" / site.language for part in ("probes", "witnesses"))
    found: dict[Key, Shell | None] = dict(kept.found)
    for probe in probes:
        content = filling.read(kept, probe.uri, probe.text).content.html
        text = (asked / address(probe.uri) / "index.html").read_bytes().decode()
        shell = shells.cut(text, site.url, probe.uri, content, probe.paths)
        trial = replace(kept, found={probe.key: shell})
        made = (called / address(probe.witness.uri) / "index.html").read_bytes().decode()
        if not filling.is_right(trial, probe.witness, made):
            tell(f"{site.language}: MkDocs makes pages like {probe.witness.uri} itself; no shell fits them")
            shell = None
        found[probe.key] = shell
    pages = {f"{address(uri)}index.html".removeprefix("./") for uri in (*(p.uri for p in probes), *_linked(site))}
    files = []
    for name in sorted(_files(asked)):
        if name not in pages and not name.startswith(_LEFT_OUT):
            content = (asked / name).read_bytes()
            files.append((name, shells.tidy(content.decode()).encode() if name.endswith(".html") else content))
    return replace(kept, found=found, files=tuple(files))


def _fill(kept: Shells, folder: Path, language: str, names: Iterable[str], pages: dict[str, Finished]) -> list[Source]:
    """Writes every page that has a shell and is not in `pages` yet, and puts it there; returns those without a shell.

    Of a page that is written only what concerns other pages is kept in memory.
    """
    unseen: list[Source] = []
    for uri, text in _texts(folder / "docs" / language, [name for name in names if name not in pages]):
        try:
            page = filling.finish(kept, uri, text)
        except Unseen:
            unseen.append((uri, text))
        except Unsure:
            continue
        else:
            _write(folder / "site" / language / address(uri) / "index.html", page.html)
            pages[uri] = replace(page, html=b"")
    return unseen


def _complete(site: Site, kept: Shells, folder: Path, pages: Mapping[str, Finished], how: How, tell: Tell) -> None:
    """Writes what of a site is no page, and has MkDocs make the pages of which nobody else is sure."""
    docs, made = folder / "docs" / site.language, folder / "site" / site.language
    names = set(_files(docs))
    left = sorted(name for name in names if name.endswith(".md") and name not in pages)
    if left:
        tell(f"{site.language}: MkDocs makes {len(left)} pages itself, the first is {left[0]}")
        _by_mkdocs_too(site, folder, left, how)
    elif wrong := filling.broken(pages, names | {name for name, _ in kept.files}):
        raise EngineFailed("\n".join([f"The site in '{site.language}' has links that lead nowhere:", *wrong]))
    for name, content in kept.files:
        _write(made / name, content)
    for name in names:
        if not name.endswith(".md") and not re.match(r"\.|.*/\.|templates/", name):
            _write(made / name, (docs / name).read_bytes())


def _by_mkdocs_too(site: Site, folder: Path, left: Iterable[str], how: How) -> None:
    """Makes the whole site by MkDocs elsewhere and takes the pages that are left."""
    with tempfile.TemporaryDirectory(prefix="kapitalbrief-") as name:
        file = _configured(site, folder, how, {"site_dir": name})
        _wait({site.language: _start([file], how)})
        for uri in left:
            page = Path(name) / address(uri) / "index.html"
            if page.exists():  # some names are none of a page's for MkDocs
                text = shells.tidy(page.read_bytes().decode())
                _write(folder / "site" / site.language / address(uri) / "index.html", text.encode())


def _files(folder: Path) -> Iterator[str]:
    """Every file below a folder, by its path in it."""
    for path, _, names in os.walk(folder):
        at = Path(path).relative_to(folder).as_posix()
        yield from (posixpath.normpath(posixpath.join(at, name)) for name in names)


def _texts(docs: Path, names: Iterable[str]) -> Iterator[Source]:
    """Every page of these files with its text; one that is no text is left out, MkDocs says what is wrong with it."""
    for name in names:
        if name.endswith(".md"):
            try:
                yield name, (docs / name).read_bytes().decode()
            except UnicodeDecodeError:
                continue


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _wait(running: Mapping[str, subprocess.Popen[str]]) -> None:
    """Waits for MkDocs. Raises EngineFailed with what it said."""
    failures = []
    for language, process in running.items():
        said = process.communicate()[0]
        if process.returncode:
            failures.append(f"MkDocs could not build '{language}':\n{_reason(said)}")
    if failures:
        raise EngineFailed("\n".join(failures))


def _reason(said: str) -> str:
    """The complaint of MkDocs.

    Of a traceback only the last line is kept, because an editor can read nothing out of the others.
    """
    before, broken, lines = said.partition("Traceback (most recent call last):")
    return f"{before.strip()}\n{lines.strip().splitlines()[-1]}".strip() if broken else said.strip()


def _start(files: Iterable[Path], how: How) -> subprocess.Popen[str]:
    """MkDocs at work on one site after the other."""
    midnight = datetime(how.as_of.year, how.as_of.month, how.as_of.day, tzinfo=UTC)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-c", _RUN, *map(str, files)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def _configured(site: Site, folder: Path, how: How, more: Mapping[str, str] = {}) -> Path:
    """Writes the settings of one site; returns their file."""
    folder.mkdir(parents=True, exist_ok=True)
    # Above docs and site: other engines read nothing outside the folder of their settings.
    file = folder / f"mkdocs.{site.language}.yml"
    asked = {**_settings(site, folder, how.settings, how.theme), **more}
    # JSON is YAML without its traps.
    file.write_text(json.dumps(asked, ensure_ascii=False, indent=1), "utf-8")
    return file


def _settings(site: Site, here: Path, settings: Path, theme: Path) -> dict[str, Any]:
    def from_here(path: Path) -> str:
        return os.path.relpath(path, here).replace(os.sep, "/")

    return {
        "INHERIT": from_here(settings),
        "site_name": site.title,
        "site_url": site.url,
        "docs_dir": f"docs/{site.language}",
        "site_dir": f"site/{site.language}",
        "theme": {"custom_dir": from_here(theme), "language": site.language},
        "nav": [{title: file} for title, file in site.navigation],
        "not_in_nav": "*",
        "extra": {"kb": dict(site.words)},
    }
