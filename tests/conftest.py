"""What tests share: the publications, each made once, and which tests run when.

`pytest` runs what proves every claim; `pytest --quick` leaves out what builds a publication or a site, opens a browser,
starts a program or reads the real content; `pytest --soak` adds what takes long. What is quick is not listed anywhere: it
follows from the fixtures that a test asks for and from the functions that it calls.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import settings

from generator.rules import snapshots
from tests import reach, sharing
from tests.publications import GOLDEN, REAL, STORY, Made, build, make

CONTENT = frozenset({"real_content", "real", "painted_real", "built_site", str(REAL)})
"""Whoever asks for one of these looks at what editors edit: `-m content` runs these alone."""
SLOW = CONTENT | {"engine", "painted_golden", "story", "built_story", "built_golden", "browser"}
"""Whoever asks for one of these is not quick."""
SLOW_CALLS = ({"make"}, {"build"}, {"pipeline", "editions"}, {"invoke"}, {"subprocess"})
"""Nor is whoever makes a publication of its own, gives a command or starts a program: the names that tell so together."""
FROZEN = "frozen"
"""The mark of a test for which a published issue without a snapshot is an error, as it is for editors."""
EXAMPLES = {"quick": 20, "test": 60, "soak": 1000}
"""How many examples Hypothesis tries. Only at night are they others than the last time: what is red by day is red for
everybody, and on every machine."""


@pytest.fixture(autouse=True)
def _nobody_froze(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every test publishes an issue of its own and looks at something else than its snapshot."""
    if request.node.get_closest_marker(FROZEN) is None:
        monkeypatch.setattr(snapshots, "must_be_frozen", lambda facts, name: False)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kapitalbrief")
    group.addoption("--quick", action="store_true", help="only what needs no build, no browser and no real content")
    group.addoption("--soak", action="store_true", help="everything, and more examples, pages, widths and colours")


def pytest_configure(config: pytest.Config) -> None:
    for name, examples in EXAMPLES.items():
        # No deadline: the machine may be busy with something else.
        settings.register_profile(name, deadline=None, derandomize=name != "soak", max_examples=examples)
    settings.load_profile("quick" if config.option.quick else "soak" if config.option.soak else "test")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if not CONTENT.isdisjoint(_fixtures(item)):
            item.add_marker("content")
    left_out = [item for item in items if not _wanted(item, config)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = _in_turn([item for item in items if _wanted(item, config)])


def _in_turn(items: list[pytest.Item]) -> list[pytest.Item]:
    """File by file, a slow one and a quick one in turns, browsers first. So one worker builds a site while the other has
    something else to do, and what is left at the end is short."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    slow = [path for path, tests in files.items() if any(not SLOW.isdisjoint(_fixtures(test)) for test in tests)]
    slow.sort(key=lambda path: path.parent.name != "browser")
    quick = [path for path in files if path not in set(slow)]
    turns = [path for pair in zip_longest(slow, quick) for path in pair if path]
    return [item for path in turns for item in files[path]]


def _wanted(item: pytest.Item, config: pytest.Config) -> bool:
    if config.option.quick and not _is_quick(item):
        return False
    return bool(config.option.soak) or item.get_closest_marker("soak") is None


def _is_quick(item: pytest.Item) -> bool:
    if not SLOW.isdisjoint(_fixtures(item)):
        return False
    called = reach.names(item)
    return not any(calls <= called for calls in SLOW_CALLS)


def _fixtures(item: pytest.Item) -> set[str]:
    """The fixtures that a test asks for, by whatever way."""
    found = set(getattr(item, "fixturenames", ()))
    for value in item.callspec.params.values() if hasattr(item, "callspec") else ():
        found |= {str(part) for part in (value if isinstance(value, tuple) else (value,))}
    return found


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The small publication with everything odd in it; its pictures are white."""
    return sharing.value("golden", tmp_path_factory, lambda: make(GOLDEN))


@pytest.fixture(scope="session")
def painted_golden(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The small publication with its pictures."""
    return sharing.value("painted-golden", tmp_path_factory, lambda: make(GOLDEN, painted=True))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """OpenAI's round of 2026, which no editor changes; its pictures are white."""
    return sharing.value("story", tmp_path_factory, lambda: make(STORY))


@pytest.fixture(scope="session")
def real_content() -> Path:
    """The folder that editors edit."""
    return REAL


@pytest.fixture(scope="session")
def real(real_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The publication in content/; its pictures are white."""
    return sharing.value("real", tmp_path_factory, lambda: make(real_content))


@pytest.fixture(scope="session")
def painted_real(real_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The publication in content/ with its pictures."""
    return sharing.value("painted-real", tmp_path_factory, lambda: make(real_content, painted=True))


@pytest.fixture(scope="session")
def built_golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the small publication."""
    return sharing.folder("golden", tmp_path_factory, lambda out: build(GOLDEN, out)) / "site"


@pytest.fixture(scope="session")
def built_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the story."""
    return sharing.folder("story", tmp_path_factory, lambda out: build(STORY, out)) / "site"


@pytest.fixture(scope="session")
def built_site(real_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of content/."""
    return sharing.folder("real", tmp_path_factory, lambda out: build(real_content, out)) / "site"


@pytest.fixture(scope="session")
def engine() -> Callable[..., Path]:
    """Builds a site of a content folder in another folder. To ask for it is to say that a test runs MkDocs."""
    return build
