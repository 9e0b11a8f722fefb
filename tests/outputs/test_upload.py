"""Uploads by digest: the recipe for S3, run against a stand-in that keeps its files in a folder."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.publish.store import NAME
from tests.publications import ROOT

STAND_IN = """#!{python}
# The part of `aws s3` that the recipe uses, on the folder "bucket" beside this file; every copy is written to "log".
import shutil, sys
from fnmatch import fnmatchcase
from pathlib import Path

here = Path(__file__).parent
command, *words = sys.argv[2:]
values = {{"--cache-control", "--content-type", "--endpoint-url", "--include", "--exclude"}}
rules, paths = [], []
while words:
    word = words.pop(0)
    value = words.pop(0) if word in values else None
    if word in ("--include", "--exclude"):
        rules.append((word == "--include", value))
    elif not word.startswith("--"):
        paths.append(Path(word.replace("s3://bucket", str(here / "bucket"))))
if command == "rm":
    paths[0].unlink(missing_ok=True)
    sys.exit()
source, target = paths
if source.is_file() or not source.exists():
    target.parent.mkdir(parents=True, exist_ok=True)
    sys.exit(0 if source.is_file() and shutil.copyfile(source, target) else 1)
def chosen(name):
    good = True
    for wanted, pattern in rules:
        good = wanted if fnmatchcase(name, pattern) else good
    return good
files = {{path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*")) if path.is_file()}}
for name, path in files.items():
    there = target / name
    if not chosen(name) or (command == "sync" and there.is_file() and there.stat().st_size == path.stat().st_size):
        continue
    if (here / "broken").exists() and name.endswith(".xml"):
        sys.exit(1)
    there.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, there)
    with (here / "log").open("a") as log:
        log.write(name + "\\n")
if command == "sync":
    for path in target.rglob("*"):
        if path.is_file() and path.relative_to(target).as_posix() not in files:
            path.unlink()
"""


class Store:
    """A site, a store and the recipe that brings the one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site = folder, folder / "site"
        tool = folder / "aws"
        tool.write_text(STAND_IN.format(python=sys.executable))
        tool.chmod(0o755)
        for name in ("index.html", "de/index.html", "de/feed.xml", "de/deals/x/index.html", "pages.css", "_headers"):
            self.write(name, f"1 {name}")

    def write(self, name: str, text: str) -> None:
        (self.site / name).parent.mkdir(parents=True, exist_ok=True)
        (self.site / name).write_text(text)

    def upload(self, **environment: str) -> tuple[list[str], int]:
        """What was sent, in its order, and the exit code."""
        (self.folder / "log").write_text("")
        done = subprocess.run(
            ["sh", str(ROOT / "deploy" / "s3.sh"), "s3://bucket"],
            env={"PATH": f"{self.folder}:/usr/bin:/bin", "SITE": str(self.site), **environment},
            capture_output=True,
            check=False,
        )
        return (self.folder / "log").read_text().splitlines(), done.returncode

    def files(self) -> dict[str, str]:
        """What readers get; the list of digests is not for them."""
        bucket = self.folder / "bucket"
        found = {path.relative_to(bucket).as_posix(): path for path in bucket.rglob("*") if path.is_file()}
        return {name: path.read_text() for name, path in found.items() if name != ".uploaded"}

    def expected(self) -> dict[str, str]:
        found = {path.relative_to(self.site).as_posix(): path for path in self.site.rglob("*") if path.is_file()}
        return {name: path.read_text() for name, path in found.items() if name != "_headers"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_the_first_upload_sends_everything_and_the_second_nothing(store: Store) -> None:
    sent, code = store.upload()
    assert code == 0 and sorted(sent) == sorted(store.expected()) and store.files() == store.expected()
    assert store.upload() == ([], 0)


def test_only_what_changed_is_sent_even_if_it_is_as_long_and_as_old(store: Store) -> None:
    store.upload()
    store.write("de/deals/x/index.html", "2 de/deals/x/index.html")
    store.write("de/deals/y z/index.html", "a name with a gap")
    (store.site / "de" / "feed.xml").unlink()
    assert store.upload() == (["de/deals/x/index.html", "de/deals/y z/index.html"], 0)
    assert store.files() == store.expected()


def test_an_upload_that_was_stopped_is_made_good_by_the_next(store: Store) -> None:
    """What was sent before the stop is in no list: had the page become what it was, nobody would send it again."""
    store.upload()
    store.write("de/index.html", "2 de/index.html")
    store.write("de/feed.xml", "2 de/feed.xml")
    (store.folder / "broken").touch()
    sent, code = store.upload()
    assert code != 0 and sent == ["de/index.html"]
    (store.folder / "broken").unlink()
    store.write("de/index.html", "1 de/index.html")
    assert store.upload()[1] == 0
    assert store.files() == store.expected()


def test_everything_can_be_asked_for(store: Store) -> None:
    store.upload()
    assert sorted(store.upload(EVERYTHING="1")[0]) == sorted(store.expected())


def caches() -> Iterator[tuple[str, dict[str, str]]]:
    """The name and the settings of every step of a workflow that keeps the store."""
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/cache"):
                    yield f"{path.name} {step['uses'].partition('@')[0]}", step["with"]


def test_only_the_main_branch_saves_the_store_that_others_build_on() -> None:
    assert [name for name, _ in caches()] == ["preview.yml actions/cache/restore", "publish.yml actions/cache"]


def test_the_store_is_restored_by_the_newest_of_the_same_libraries_first() -> None:
    for _, settings in caches():
        assert settings["path"] == f"build/{NAME}"
        first, then = settings["restore-keys"].split("\n")[:2]
        assert re.fullmatch(r"store-\$\{\{ hashFiles\('requirements.lock'\) \}\}-", first)
        assert settings["key"].startswith(first) and first.startswith(then) and then == "store-"
