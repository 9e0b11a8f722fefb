"""Documents are true: they link to what exists, name what exists, and decisions are complete."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from generator.cli import Later, main
from tests.publications import ROOT

DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = sorted(
    path
    for pattern in (
        "*.md",
        "docs/**/*.md",
        ".github/**/*.md",
        "content/README.md",
        "tests/**/README.md",
        "benchmarks/*.md",
    )
    for path in ROOT.glob(pattern)
)
"""Every document for people who work on this; the publication's own texts are read by `kapitalbrief check`."""
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"", re.DOTALL)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
PARTS = ("Date", "Context", "Choice", "Consequence")
LEFT_OUT = {".git", ".venv", "build", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
TOP = sorted(path for path in ROOT.iterdir() if path.name not in LEFT_OUT)
FILES = {
    path.relative_to(ROOT).as_posix()
    for top in TOP
    for path in (top, *top.rglob("*"))
    if not LEFT_OUT & set(path.parts[len(ROOT.parts) :])
}
"""Every file and folder of the repository, from its root."""
FOLDERS = {top.name for top in TOP if top.is_dir()}
NAMED = re.compile(r"[\w.<>*…-]+(?:/[\w.<>*…-]*)*")
"""A path as documents write it; `<id>`, `*` and `…` stand for any name."""
KINDS = (".py", ".j2", ".css", ".js", ".sh", ".conf", ".lock", ".toml", ".yml")
"""Files of ours by their last part. What a build makes (`feed.xml`, `deals.json`) is not there before it."""
MADE = "tests/golden/expected/"
"""What a build makes of the small publication. Of images it keeps the checksum alone."""


def title(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each = pytest.mark.parametrize("path", DOCUMENTS, ids=title)


def prose(path: Path) -> str:
    """A document without the blocks that show commands and files."""
    return FENCE.sub("", path.read_text("utf-8"))


def anchors(path: Path) -> set[str]:
    """What headings are called in links: small, with hyphens, without punctuation."""
    headings = re.findall(r"(?m)^#+ (.+)$", prose(path))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def exists(name: str, below: str = "") -> bool:
    """Whether something has that name, where placeholders may be anything."""
    if not re.search(r"[<*…]", name):
        return below + name.rstrip("/") in FILES
    wanted = re.sub(r"<[^>]*>|\*+|…", "\0", name).rstrip("/")
    pattern = re.compile(re.escape(below + wanted).replace("\0", ".*") + r"(\.sha256)?")
    return any(pattern.fullmatch(path) for path in FILES)


@each
def test_every_link_leads_somewhere(path: Path) -> None:
    for match in LINK.finditer(CODE.sub("", prose(path))):
        target = match[1] or match[2]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert ROOT in there.parents, target
        assert not anchor or anchor in anchors(there), target


@each
def test_every_picture_has_words_and_few_bytes(path: Path) -> None:
    text = prose(path)
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text)
    pictures += re.findall(r"<img src=\"([^\"]+)\"[^>]*? alt=\"([^\"]*)\"", text)
    assert len(pictures) == len(re.findall(r"!\[|<img\b", text))
    for words, file in pictures:
        words, file = (file, words) if words.endswith(".png") else (words, file)
        assert len(words) > 40, file
        assert (path.parent / file).stat().st_size <= 250_000, file


@each
def test_no_document_names_a_file_that_is_not_there(path: Path) -> None:
    """Whole paths from the root, and files of ours by name alone. The changelog tells of what was; the table of outputs
    of what a build makes, which stands among the artifacts of the small publication."""
    names, missing = {path.rpartition("/")[2] for path in FILES}, []
    for line in prose(path).splitlines():
        made = path.name == "outputs.md" and line.startswith("| `")
        for name in CODE.findall(line):
            if path.name == "CHANGELOG.md" or not NAMED.fullmatch(name):
                continue
            first = name.partition("/")[0]
            if made and first in ("docs", "email", "site") and "/" in name:
                missing += [] if exists(name, MADE) else [name]
            elif "/" in name and first in FOLDERS and not made:
                missing += [] if exists(name) else [name]
            elif "/" not in name and name.endswith(KINDS) and "<" not in name:
                missing += [] if name in names else [name]
    assert missing == []


@each
def test_no_document_names_a_module_that_is_not_there(path: Path) -> None:
    """A room, a module in it, and what stands in that: `analysis.knowledge.know`."""
    generator = ROOT / "generator"
    rooms = "|".join(sorted(folder.name for folder in generator.iterdir() if folder.is_dir()))
    if path.name in ("CHANGELOG.md", "PULL_REQUEST_TEMPLATE.md") or path.parent.name == "content":
        return  # there, `mail.subject` is a field
    for name in CODE.findall(prose(path)):
        if not re.fullmatch(rf"(?:{rooms})(?:\.\w+)+", name):
            continue
        room, module, *inner = name.split(".")
        place = generator / room / module
        place = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        assert place.is_file(), name
        assert all(re.search(rf"\b{word}\b", place.read_text("utf-8")) for word in inner), name


@each
def test_every_command_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    code = "\n".join([*FENCE.findall(text), *CODE.findall(FENCE.sub("", text))])
    targets = set(re.findall(r"(?m)^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8")))
    assert set(re.findall(r"(?m)(?:^|&& )make ([\w./-]+)", code)) <= targets
    for line in code.splitlines():
        for name in re.findall(r"\bkapitalbrief ([a-z][a-z-]+)", line):
            assert name in main.commands, line
            known = {option for parameter in Later(name).whole().params for option in parameter.opts}
            assert set(re.findall(r"(?<= )--[a-z-]+", line)) <= {*known, "--help"}, line
    for module in re.findall(r"python3? -m ((?:generator|tests|benchmarks|tools)[\w.]*)", code):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module


def test_every_target_of_make_says_what_it_is_for() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = re.findall(r"(?m)^\.PHONY: (.+)$", text)
    assert set(phony.split()) == set(re.findall(r"(?m)^([a-z]+):.*  ## .+$", text))


@each
def test_an_issue_is_called_issue(path: Path) -> None:
    """`briefings` is an address; one decision tells why."""
    if path.parent != DECISIONS:
        assert re.findall(r"(?i)^.*\bbriefings?\b.*$", CODE.sub("", prose(path)), re.MULTILINE) == []


def decisions() -> list[Path]:
    return sorted(path for path in DECISIONS.glob("*.md") if path.name not in ("README.md", "dependencies.md"))


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    found = re.fullmatch(
        r"# [^\n]+\n\nDate: ([\d-]+)\n\n## Context\n\n(.+?)\n\n## Choice\n\n(.+?)\n\n## Consequence\n\n(.+?)\n",
        text,
        re.DOTALL,
    )
    assert found, f"wanted: a title, then {', '.join(PARTS)}"
    assert path.name.startswith(f"{found[1]}-"), "the name begins with the date"
    assert "\n#" not in "".join(found.groups()[1:])


def test_the_index_of_decisions_lists_each_once_under_its_title() -> None:
    listed = re.findall(r"(?m)^- \[(.+)\]\((.+)\)$", (DECISIONS / "README.md").read_text("utf-8"))
    titles = {path.name: path.read_text("utf-8").partition("\n")[0].removeprefix("# ") for path in decisions()}
    assert sorted((name, words) for words, name in listed) == sorted(titles.items())


def test_every_dependency_says_why_it_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for group in project["optional-dependencies"].values() for line in group),
    ]
    rows = re.findall(r"(?m)^\| [^|]+ \| ([^|]+) \| [^|]{10,} \|$", (DECISIONS / "dependencies.md").read_text("utf-8"))
    named = [name for row in rows if row != "Package" for name in row.replace(" (extra)", "").split(", ")]
    assert sorted(named) == sorted({re.match(r"[\w-]+", line)[0] for line in wanted})  # type: ignore[index]
