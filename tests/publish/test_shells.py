"""What MkDocs makes of every page by itself is what its shells and our own converter make, byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from generator.publish import engine as mkdocs
from generator.publish import filling, shells
from generator.publish.blocks import Unsure
from generator.publish.engine import EngineFailed, How, Site
from generator.publish.finished import Html
from generator.publish.making import Making
from generator.publish.markdown import Content, Converter
from generator.publish.shells import Shell
from generator.publish.sites import site
from generator.views.edition import Unit
from tests.publications import GOLDEN, NO_DAY, ROOT, make

SETTINGS, THEME = ROOT / "mkdocs.yml", ROOT / "templates" / "theme"
WORDS = {
    "site": "Brief",
    "tagline": "Zeilen",
    "policy": "default-src 'self'",
    "search": {},
    "demonstration": "",
    "legal": "",
    "footer_links": [{"title": "Impressum", "href": "imprint/"}],
    "words": {name: name for name in ("menu", "close", "sections", "theme", "toc", "back")},
    "missing": {"title": "Fehlt", "text": "Nichts hier."},
}
ODD = Site(
    language="de",
    title="Brief",
    url="https://brief.example/de/",
    navigation=(("Start", "index.md"), ("Vorgänge", "deals/index.md")),
    words=WORDS,
)


def page(body: str, **front: Any) -> str:
    """A page as the generator writes it, with the front matter that the theme needs and what is said otherwise."""
    meta = {
        "title": "Ein Titel",
        "description": "Ein Satz.",
        "kind": "deal",
        "lang": "de",
        "switch": [],
        "feeds": [{"type": "application/rss+xml", "title": "Brief (RSS)", "href": "https://brief.example/feed.xml"}],
        "hide": ["navigation"],
        "social": {"properties": [{"name": "og:type", "value": "website"}], "card": "summary"},
        "structured": '{"@context":"https://schema.org"}',
        "search": {},
        **front,
    }
    return f"---\n{json.dumps(meta, ensure_ascii=False, indent=1)}\n---\n\n{body}\n"


SEARCH = {
    "filters": [{"name": "type", "value": "A & <B>"}, {"name": "year", "value": "2026"}],
    "kind": "Vorgang",
    "date": "",
    "weight": "0.5",
    "words": "„Umlaute“ äöü",
}
SWITCH = {"lang": "en", "href": "../../en/", "label": "English", "title": 'In "English"', "same": True}
BLOCK = '<div class="kb-head">\n<p><span class="kb-speaker">x</span></p><dl><dt>a</dt><dd>b</dd></dl>\n</div>'
PAGES = {
    "index.md": page("# Start\n\n[Vorgänge](deals/index.md)\n\n## Zwei {#zwei}\n\nText.", kind="home"),
    "deals/index.md": page(f"# Vorgänge\n\n{BLOCK}\n\n- [a](a/index.md)\n- [b](quotes/index.md#ende)\n", kind="list"),
    "imprint/index.md": page("# Impressum\n\nSchlicht.", kind="text"),
    "deals/a/index.md": page(f"# A\n\n{BLOCK}\n\n## Eins {{#eins}}\n\nMit [Link](#eins){{.c}} und *Wort*."),
    "deals/b/index.md": page("# B\n\n## Eins {#eins}\n\n### Tief {#tief}\n\n## Zwei\n\nText -- mit Strichen."),
    "deals/quotes/index.md": page(
        '# "Zitate" &#38; &#60;b&#62;\n\nText.\n\n## Ende {#ende}\n\nWort.',
        title='"Zitate" & <b>',
        description="",
        search=SEARCH,
        switch=[SWITCH, {**SWITCH, "same": False, "notes": ["nur <Deutsch>"]}],
    ),
    "deals/untitled/index.md": page("Nur Text.").replace(' "title": "Ein Titel",\n', ""),
    "deals/twice/index.md": page("# Titel\n\n## Gleich\n\n## Gleich\n\n## Titel\n"),
    "deals/notes/index.md": page(
        "# Noten\n\nWort[^1] und `a < b`.\n\n[^1] Unten.\n\n    eingerückt\n\n```\nx\n\ny\n```"
    ),
    "deals/table/index.md": page("# T\n\n| a | b |\n|---|---|\n| 1 | [x](../a/index.md) |\n\n1. eins\n\n2. zwei"),
    "deals/raw/index.md": page(
        "# R\n\n<p>x</p>\n<ul>\n<li>y</li>\n</ul>\n\nText <div>\n\nmitten</div>\n\n<br>\n\n<!-- c -->"
    ),
    "deals/lost/index.md": page(
        "# &amp;\n\nA&B &#82 x\n\n<div>\n<b>offen\n</div>\n\n[r]\n\n[r]: https://r.example/?a=1&b=2"
    ),
    "deals/none/index.md": page("", description=""),
    "deals/rows/index.md": page("# R", feeds=[], social={"properties": [], "card": "summary"}, robots="noindex"),
    "deals/mixed/index.md": page("# M", feeds=[{"type": "a", "title": "b", "href": "c"}, {"type": "a", "href": "d"}]),
    "deals/number/index.md": page("# N", title=2026),
    "deals/odd/index.md": page(
        "# O\u2028P\n\nZeile\u00a0\n\n\u00a0\n\nEnde  \nneu", title="O\u2028P", scripts=["assets/copy.js"]
    ),
    "deals/h2/index.md": page("## Ohne\n\nText.\n\n## Haupt\n\n> Zitat\n\n2026 war es. 3. Mai"),
    "topics/ä/index.md": page("# Ä\n\nText."),
    "plain.md": page("# Plain\n\n[a](deals/a/index.md)"),
}


class Laid:
    """Stands in for a build whose Markdown is given, and which keeps nothing."""

    def __init__(self, docs: dict[str, str]) -> None:
        self.given = {f"docs/{name}": text.encode() for name, text in docs.items()}
        self.files = {path: SimpleNamespace(path=path, key=path) for path in self.given}
        self.store: dict[str, bytes] = {}
        self.site: dict[str, bytes] = {}

    def content(self, path: str) -> bytes:
        return self.given[path]

    def add(self, _key: str, unit: Unit) -> bytes | None:
        made = {artifact.path: artifact.content for artifact in unit.make()}
        note = made.pop("", None)
        assert not made.keys() & self.site.keys()
        self.site |= made
        return note

    def hold(self, key: str, value: bytes | None = None) -> None:
        self.store[key] = value or self.store[key]


def built(
    sites: list[Site], docs: dict[str, str], folder: Path, theme: Path = THEME, full: bool = False
) -> tuple[dict[str, bytes], list[str]]:
    """The files of the sites that are made of these, and what the build had to tell; with `full` by MkDocs alone."""
    how, told, laid = How(settings=SETTINGS, theme=theme, as_of=NO_DAY), list[str](), Laid(docs)
    html = Html(cast(Making, laid), tuple(sites), how, told.append)
    if full:
        for path, content in laid.given.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        html.add_by_mkdocs(folder)
    else:
        assert html.add()
    return laid.site, told


def odd() -> dict[str, str]:
    return {f"de/{name}": text for name, text in PAGES.items()}


@pytest.fixture(scope="module")
def by_mkdocs(engine: object, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The odd pages as MkDocs alone makes them."""
    return built([ODD], odd(), tmp_path_factory.mktemp("full"), full=True)[0]


def test_the_golden_publication_is_the_same_by_shells_and_needs_no_page_of_mkdocs(
    engine: object, tmp_path: Path
) -> None:
    made = make(GOLDEN)
    docs = {path.removeprefix("docs/"): made.text(path) for path in made.files if path.startswith("docs/")}
    sites = [site(edition) for edition in made.editions.values()]
    assert built(sites, docs, tmp_path) == built(sites, docs, tmp_path, full=True)


def test_odd_pages_are_the_same_by_shells(by_mkdocs: dict[str, bytes], tmp_path: Path) -> None:
    made, told = built([ODD], odd(), tmp_path)
    assert made == by_mkdocs
    assert [line.split(":")[0] for line in told] == ["de"], "some of them are for MkDocs alone"


def test_a_wrong_shell_is_caught_by_its_witness(
    by_mkdocs: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cut = shells.cut

    def spoiled(made: str, site_url: str, uri: str, content: str, paths: list[shells.Path]) -> Shell | None:
        shell = cut(made, site_url, uri, content, paths)
        assert shell
        return (
            replace(shell, texts=(*shell.texts[:-1], shell.texts[-1] + "!")) if uri.startswith("deals/kb-") else shell
        )

    monkeypatch.setattr(shells, "cut", spoiled)
    made, told = built([ODD], odd(), tmp_path)
    assert any("deals/a/index.md" in line for line in told)
    assert made == by_mkdocs


@pytest.mark.parametrize(
    ("plain", "changed"),
    [
        ("{{ page.meta.description | e }}", "{{ page.meta.description | upper }}"),
        ("{{ property.value | e }}", "{{ property.value | truncate(4) }}"),
        ("{{ page.content }}", "{{ page.content | replace('Text', 'Wort') }}{{ page.content }}"),
    ],
)
def test_a_theme_that_changes_a_value_has_no_shells(plain: str, changed: str, engine: object, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    main = theme / "main.html"
    assert plain in main.read_text("utf-8")
    main.write_text(main.read_text("utf-8").replace(plain, changed), "utf-8")
    docs = {
        f"de/{name}": PAGES[name]
        for name in ("index.md", "deals/index.md", "deals/a/index.md", "deals/quotes/index.md")
    }
    made, told = built([ODD], docs, tmp_path, theme)
    assert told
    assert made == built([ODD], docs, tmp_path, theme, full=True)[0]


def test_kept_shells_serve_new_pages_and_a_page_of_a_new_kind_asks_mkdocs_once(
    engine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = How(settings=SETTINGS, theme=THEME, as_of=NO_DAY)
    names = {"de": list(PAGES)}
    none = mkdocs.no_shells(ODD, SETTINGS)
    assert none
    empty = {"de": none}
    wanted = [(name, PAGES[name]) for name in ("index.md", "deals/index.md", "deals/a/index.md")]
    kept = mkdocs.with_shells([ODD], empty, {"de": wanted}, names, how, print)
    new = page("# Neu\n\nAnders.\n\n## Eins {#eins}\n\nText", title="Neu", description="Noch ein Satz.")
    assert b"<title>Neu \xe2\x80\x93 Brief</title>" in filling.finish(kept["de"], "deals/new/index.md", new).html
    with pytest.raises(filling.Unseen):
        filling.finish(kept["de"], "topics/new/index.md", new)
    more = mkdocs.with_shells([ODD], kept, {"de": [("topics/new/index.md", new)]}, names, how, print)
    assert filling.finish(more["de"], "topics/new/index.md", new).html
    assert more["de"].found.items() > kept["de"].found.items()
    monkeypatch.setattr(mkdocs, "start", None)
    assert mkdocs.with_shells([ODD], more, {"de": [("topics/b/index.md", new)]}, names, how, print) == more


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[x](../nowhere/index.md)", "'deals/nowhere/index.md' is not found"),
        ("[x](#nowhere)", "no such anchor on this page"),
        ("[x](../b/index.md#nowhere)", "'deals/b/index.md' does not contain an anchor '#nowhere'"),
    ],
)
def test_a_link_that_leads_nowhere_fails_and_names_its_page(
    link: str, said: str, engine: object, tmp_path: Path
) -> None:
    docs = {name: text for name, text in odd().items() if name.split("/")[1] in ("index.md", "imprint")}
    docs["de/deals/index.md"] = page("# D")
    docs["de/index.md"] = page("# S")
    docs |= {"de/deals/a/index.md": page(f"# A\n\nWort, {link}."), "de/deals/b/index.md": page("# B")}
    with pytest.raises(EngineFailed, match=said) as failed:
        built([ODD], docs, tmp_path)
    assert "'deals/a/index.md'" in str(failed.value)


PARTS = st.sampled_from(
    [
        *(
            "# A",
            "## B {#b}",
            "### C &#38; D",
            "Wort",
            "Ein Satz mit Punkt.",
            "\n",
            "\n\n",
            "\n\n",
            " ",
            "  \n",
            "\t",
            "\u00a0",
        ),
        *(
            "- a",
            "1. b",
            "> c",
            "    code",
            "`x`",
            "```\n",
            "*e*",
            "**f**",
            "_g_",
            "[l](../a/index.md#x){.c}",
            "[r]",
            "[r]: /x",
        ),
        *(
            "<b>h</b>",
            "<div>",
            "</div>",
            BLOCK,
            "<p>i</p>",
            "<p>j</p>\n<p>k</p>",
            "<hr>",
            "<br/>",
            "<!-- c -->",
            "<?x?>",
        ),
        *(
            "&amp;",
            "&",
            "&#82",
            "|a|b|\n|-|-|\n|1|2|",
            "---",
            "===",
            "{#id}",
            "{: .c }",
            "\\",
            "\\*",
            "!",
            "[TOC]",
            "\r\n",
        ),
        *(
            '<span id="q">',
            '<a name="n">',
            "<pre>a\n\nb</pre>",
            "<script>",
            "2026. x",
            "<div class='x'>",
            "\x0b",
            "\u2028",
        ),
    ]
)


def converted(text: str, wholly: bool) -> Content | None:
    """What the converter makes of a text, by Python-Markdown alone or not; None if only MkDocs knows."""
    converter = Converter(("toc", "tables", "fenced_code", "attr_list", "sane_lists"), {"toc": {"permalink": False}})
    try:
        return (converter.wholly if wholly else converter.convert)("deals/a/index.md", text)
    except Unsure:
        return None


@given(st.lists(PARTS, max_size=12).map("".join) | st.lists(PARTS, max_size=8).map("\n\n".join))
def test_whatever_a_page_holds_the_quick_way_is_python_markdowns(text: str) -> None:
    assert converted(text, wholly=False) == converted(text, wholly=True)


PRINTED = ("content", "toc", "canonical_url", *(f"meta.{name}" for name in shells.FORM))


def spelled(node: nodes.Node) -> str:
    """A value as a template names it: "page.meta.title"; "" for what is no name."""
    if isinstance(node, nodes.Name):
        return node.name
    return f"{spelled(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else ""


def misused(node: nodes.Node, parents: tuple[nodes.Node, ...], rows: tuple[str, ...]) -> Iterator[str]:
    """Each value of a page that a template compares, changes or hands on, where it may only print it or loop over it."""
    name = spelled(node)
    row = name.partition(".")[0] in rows
    if row or name.startswith(tuple(f"page.{value}" for value in PRINTED)):
        above = [parent for parent in parents if not isinstance(parent, nodes.And)][-1]
        prints = isinstance(above, nodes.Output) or (isinstance(above, nodes.Filter) and above.name == "e")
        asks = isinstance(above, nodes.If) and (not row or name.count(".") == 1)
        if not (prints or asks or isinstance(above, nodes.For)):
            yield f"{name} in line {node.lineno}"
        return
    lists = ("page.", *(f"{row}." for row in rows))
    # Which scripts a page asks for is part of its key.
    if (
        isinstance(node, nodes.For)
        and spelled(node.iter).startswith(lists)
        and spelled(node.iter) != "page.meta.scripts"
    ):
        rows = (*rows, spelled(node.target))
    for child in node.iter_child_nodes():
        yield from misused(child, (*parents, node), rows)


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.html")), ids=lambda path: path.name)
def test_the_theme_prints_what_a_page_says_and_does_nothing_else_with_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not list(misused(Environment(extensions=[]).parse(text), (), ()))
    assert "_date" not in text, "shells are kept from day to day"


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.meta.title | upper }}",
        "{% if page.meta.title == 'x' %}{% endif %}",
        "{% for feed in page.meta.feeds %}{{ feed.title[:3] }}{% endfor %}",
        "{{ 'x' in page.content }}",
    ],
)
def test_a_theme_that_does_more_is_found(text: str) -> None:
    assert list(misused(Environment().parse(text), (), ()))
