"""What a build says of its stages is read rightly, edits are edits, and no page gets lost on the way to a peer."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest

from benchmarks import builds, edits, peers
from benchmarks.builds import Stage
from benchmarks.measured import Run, measure, tree
from generator.cli.progress import print_stages
from generator.publish.stages import Stage as Measured
from generator.publish.stages import Stages
from generator.publish.store import NAME, Store

PLAIN = """
2 warnings

stage   wall s  CPU s   hits  misses
check     0.52   0.50    401       3
pages     1.20   2.31  1,204       0
search    3.00   5.10      –       –
all       4.72   7.91  1,605       3

12 files written
"""
DRAWN = """
| Stage    | wall (s) | CPU (s) | hits | misses |
|----------|----------|---------|------|--------|
| check    | 0.52 s   | 0.50 s  | 401  | 3      |
| pages    | 1.20 s   | 2.31 s  | 1204 | 0      |
| search   | 3.00 s   | 5.10 s  | –    | –      |
"""
STAGES = (
    Stage(name="check", wall=0.52, cpu=0.5, hits=401, misses=3),
    Stage(name="pages", wall=1.2, cpu=2.31, hits=1204, misses=0),
    Stage(name="search", wall=3, cpu=5.1),
)


def run(said: str, *at: float, wall: float = 10) -> Run:
    lines = tuple(said.strip().splitlines())
    return Run(wall=wall, cpu=0, said=lines, at=at or (1.0,) * len(lines))


@pytest.mark.parametrize("printed", [PLAIN, DRAWN], ids=["spaces", "lines"])
def test_a_profile_is_read_however_it_is_drawn(printed: str) -> None:
    assert builds.stages(run(printed)) == STAGES


def test_the_profile_that_a_build_prints_is_read() -> None:
    printed = StringIO()
    measured = {"check": Measured(wall=0.5, cpu=0.25, hits=3), "publish": Measured(wall=1234.5, cpu=2000, misses=12345)}
    print_stages(Stages(found=measured), printed)
    told = run(f"a warning\n{printed.getvalue()}12 files written", wall=2000)
    assert builds.stages(told) == (
        Stage(name="check", wall=0.5, cpu=0.25, hits=3, misses=0),
        Stage(name="publish", wall=1234.5, cpu=2000, hits=0, misses=12345),
    )
    assert builds.without(told, builds.HTML) == 765.5


def test_a_build_that_tells_of_no_stages_is_whole() -> None:
    assert builds.stages(run("12 files written")) == ()
    assert builds.without(run("12 files written"), builds.SEARCH) == 10


def test_a_cold_build_gets_the_pictures_of_another_and_nothing_else_that_it_kept(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "site").mkdir(parents=True)
    with closing(Store(old / NAME)) as store:
        store.put("a picture", b"\x89PNG..")
        store.put("a page", b"<p>")
    builds.keep_pictures(old, new)
    assert [path.name for path in new.iterdir()] == [NAME]
    with closing(Store(new / NAME)) as store:
        assert store.keys() == {"a picture"} and store.get("a picture") == b"\x89PNG.."


def test_files_that_came_went_or_differ_have_changed(tmp_path: Path) -> None:
    for out, files in (("old", {"a": "1", "b": "1", "c": "1"}), ("new", {"a": "1", "b": "2", "d": "1"})):
        for name, text in files.items():
            (tmp_path / out / "site" / "de").mkdir(parents=True, exist_ok=True)
            (tmp_path / out / "site" / "de" / name).write_text(text)
        (tmp_path / out / "somebodys.txt").write_text(out)
    old, new = (builds.digests(tmp_path / out) for out in ("old", "new"))
    assert builds.changed(old, new) == ["site/de/b", "site/de/c", "site/de/d"]


def deals(content: Path) -> None:
    for name, text in {
        "deals/2026/a.yml": "amount:\n  claims:\n    - id: x\n      value: up to 35bn USD\n      src: y\n",
        "deals/2026/b.yml": "amount:\n  claims:\n    - id: x\n      value: 2.5m EUR\n",
        "deals/2026/c.yml": "title: no amount\n",
        "briefings/2026-w1/briefing.yml": "deals: [b]\n",
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)


def test_a_claim_that_an_issue_shows_is_edited_before_others_if_it_may_be(tmp_path: Path) -> None:
    deals(tmp_path)
    tried: list[str] = []

    def allowed() -> bool:
        tried.append((tmp_path / "deals/2026/b.yml").read_text())
        return len(tried) > 1

    found = edits.claim(tmp_path, allowed)
    assert "2.51m EUR" in tried[0] and found.file.name == "a.yml"
    assert (tmp_path / "deals/2026/b.yml").read_text().endswith("value: 2.5m EUR\n")


def test_each_turn_writes_another_amount_and_nothing_else(tmp_path: Path) -> None:
    deals(tmp_path)
    (found,) = (claim for claim in edits.candidates(tmp_path) if claim.file.name == "a.yml")
    before, texts = found.file.read_text(), set()
    for turn in range(1, 6):
        found.edit(turn)
        texts.add(found.file.read_text())
        assert re.sub(r"35\.0\d", "35", found.file.read_text()) == before
    assert len(texts) == 5
    found.restore()
    assert found.file.read_text() == before


def test_a_publication_that_names_its_day_is_published_on_the_next_ones(tmp_path: Path) -> None:
    (tmp_path / "publication.yml").write_text("title: x\nas_of: 2026-12-30  # why\n")
    assert list(islice(edits.days_after(tmp_path), 3)) == ["2026-12-31", "2027-01-01", "2027-01-02"]
    (tmp_path / "publication.yml").write_text("title: x\n")
    assert list(edits.days_after(tmp_path)) == []


def test_a_template_gets_one_word_whatever_the_turn(tmp_path: Path) -> None:
    template = tmp_path / "deal.md.j2"
    template.write_text("# {{ title }}\n")
    for turn in (1, 2, 12):
        edits.word(template, turn)
        assert template.read_text() == f"# {{{{ title }}}} Wort{turn}\n"


def test_hugo_takes_no_page_for_a_part_of_another() -> None:
    pages = dict.fromkeys(["index.md", "de/index.md", "de/deals/index.md", "de/deals/x/index.md"], "")
    assert [peers.for_hugo(path, pages) for path in pages] == [
        "_index.md",
        "de/_index.md",
        "de/deals/_index.md",
        "de/deals/x.md",
    ]


def test_peers_get_title_description_and_the_text_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "index.md").write_text('---\n{\n "title": "A – B",\n "lang": "de"\n}\n---\n# A\n---\nB\n')
    assert peers.finished(tmp_path) == {"de/index.md": ('{"title": "A – B"}', "# A\n---\nB\n")}


def test_a_run_is_measured_with_what_it_started(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.2: pass"
    script = f"import subprocess, sys\nprint('begun')\nsubprocess.run([sys.executable, '-c', {burn!r}])\nsys.exit(3)"
    measured = measure([sys.executable, "-c", script], tmp_path, memory=True)
    assert measured.code == 3 and measured.said == ("begun",)
    assert measured.cpu >= 0.2 and measured.wall >= measured.at[0] > 0
    if Path("/proc/self/smaps_rollup").exists():
        assert measured.memory and 5e6 < measured.memory < 500e6
        assert list(tree(2**30)) == [2**30], "a process that is gone has no children"
