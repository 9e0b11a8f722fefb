"""Where nothing changed nothing is made, and what is edited during a build is never mixed with what stood there before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.cli import building
from generator.publish import engine, inputs, output_folder, pipeline, unchanged
from generator.publish.output_folder import MARK, PARTS
from generator.publish.place import Place
from generator.publish.store import Store
from generator.publish.unchanged import Edited, End
from generator.text.problems import Position, Problem
from tests import builders
from tests.publications import ROOT

DAY = date(2026, 4, 15)
FOUND = (Problem(Position("content/a.yml"), "count", "look at this", severity="warning"),)
PAGE = "site/de/index.html"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A content folder, templates and the output of a good build, none of it more than a file or two."""
    found = Place(
        content=tmp_path / "content",
        out=tmp_path / "out",
        templates=tmp_path / "templates",
        settings=tmp_path / "mkdocs.yml",
    )
    for path in ("content/deals/a.yml", "templates/site/deal.md.j2", "mkdocs.yml", f"out/{PAGE}", f"out/{MARK}"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text")
    built(found)
    return found


def built(place: Place) -> None:
    """Notes that a build of all this ended well."""
    stamp, end = unchanged.take(place, None, DAY), unchanged.end(7, FOUND, searched=True)
    store = Store(place.kept)
    store.put(unchanged.NOTE, unchanged.note(stamp, output_folder.standing(place.out), end))
    store.close()


def look(place: Place, as_of: date | None = None, day: date = DAY) -> End | None:
    return unchanged.look(place, unchanged.take(place, as_of, day))


def test_where_nothing_changed_the_last_build_is_told_again(place: Place) -> None:
    end = look(place)
    assert end and (end.count, end.searched) == (7, True)
    assert end.said["text"] == f"{FOUND[0]}\n0 errors, 1 warning"
    assert '"code": "count"' in end.said["json"] and end.said["github"].startswith("::warning file=content/a.yml")


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (place.content / "deals" / "a.yml").write_text("texT"),
        lambda place: (place.content / "deals" / "a.yml").rename(place.content / "deals" / "b.yml"),
        lambda place: (place.content / "deals" / "b.yml").write_text(""),
        lambda place: (place.content / "deals" / "a.yml").unlink(),
        lambda place: (place.content / "topics").symlink_to("deals"),
        lambda place: (place.templates / "site" / "deal.md.j2").write_text("other"),
        lambda place: place.settings.write_text("other"),
        lambda place: (place.out / PAGE).write_text("longer text"),
        lambda place: os.utime(place.out / PAGE, (1, 1)),
        lambda place: (place.out / PAGE).unlink(),
        lambda place: (place.out / "email").mkdir() or (place.out / "email" / "x.txt").write_text("x"),
        lambda place: (place.out / MARK).unlink(),
        lambda place: shutil.rmtree(place.out / "site"),
        lambda place: (place.out / ".next-1").mkdir(),
        lambda place: (place.out / ".old").mkdir(),
        lambda place: place.kept.unlink(),
        lambda place: place.kept.write_bytes(place.kept.read_bytes()[:2000]),
    ],
)
def test_whatever_changes_is_a_reason_to_build(change: Callable[[Place], object], place: Place) -> None:
    assert look(place)
    change(place)
    assert look(place) is None


def test_another_day_program_or_name_of_the_folder_is_a_reason_to_build(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert look(place, as_of=DAY) is None
    assert look(place, day=date(2026, 4, 16)) is None
    monkeypatch.chdir(place.out)
    assert look(place) is None, "problems are told with paths from the working folder"
    monkeypatch.undo()
    monkeypatch.setattr(inputs, "program", lambda: "another")
    assert look(place) is None


def test_a_note_of_another_form_is_none(place: Place) -> None:
    for value in (b"", b"[]", b"{}", b'{"stamp": 1}', b"\xff"):
        store = Store(place.kept)
        store.put(unchanged.NOTE, value)
        store.close()
        assert look(place) is None


def test_a_look_touches_nothing(place: Place) -> None:
    place.kept.write_bytes(b"no store at all " * 100)
    assert look(place) is None
    assert place.kept.read_bytes() == b"no store at all " * 100
    place.kept.unlink()
    assert look(place) is None
    assert not place.kept.exists()


def run(place: Place, *more: str) -> Result:
    """The command `build`."""
    arguments = ["build", "--content", str(place.content), "--out", str(place.out), *more]
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def test_who_asks_for_a_full_build_or_a_proof_gets_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "folders", lambda content, out: place)
    monkeypatch.setattr(building, "today", lambda: DAY)
    monkeypatch.setattr(building, "build_once", lambda *arguments, **more: 3)
    done = run(place)
    assert (done.exit_code, "nothing has changed" in done.stderr, "look at this" in done.stdout) == (0, True, True)
    assert done.stderr.endswith(f"7 files written; to read them: python3 -m http.server -d {place.out / 'site'}\n")
    assert "nothing has changed" not in run(place, "--full").stderr
    assert run(place, "--full").exit_code == run(place, "--prove").exit_code == 3


def test_a_build_that_is_edited_all_the_time_gives_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """First a mistake that is mended while it is found, then two faults of templates that are being written."""
    seen, said = [], list[str]()
    deal = place.content / "deals" / "a.yml"

    def check(*arguments: object, **more: object) -> tuple[None, tuple[Problem, ...]]:
        seen.append(deal.write_text(f"edited {len(seen)}"))
        if len(seen) > 1:
            raise RuntimeError("half a template")
        return None, FOUND

    monkeypatch.setattr(pipeline, "check", check)
    with pytest.raises(Edited, match="during each of 3 builds"):
        pipeline.build(replace(place, say=said.append), None, DAY, lambda *step: None)
    assert (len(seen), len(said)) == (3, 2)


def test_what_fails_without_an_edit_fails_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check", lambda *arguments, **more: (None, FOUND))
    assert pipeline.build(place, None, DAY, lambda *step: None) == (0, FOUND)
    monkeypatch.delattr(pipeline, "check")
    with pytest.raises(NameError):
        pipeline.build(place, None, DAY, lambda *step: None)


def proving(
    place: Place, other: bytes, monkeypatch: pytest.MonkeyPatch, during: Callable[[], object] = lambda: 0
) -> Result:
    """`build --prove` where the first build writes a page, and the one from nothing another, or the same."""
    contents = [b"page", other]

    def tried(place: Place, *arguments: object, **more: object) -> tuple[int, tuple[Problem, ...]]:
        during()
        (place.out / "site").mkdir(exist_ok=True)
        (place.out / "site" / "index.html").write_bytes(contents.pop(0))
        return 1, ()

    shutil.rmtree(place.out / "site")
    monkeypatch.setattr(building, "folders", lambda content, out: place)
    monkeypatch.setattr(building, "tried", tried)
    done = run(place, "--prove")
    left = {path.name for path in place.out.iterdir()} - {MARK, place.kept.name}
    assert (tree(place.out), left) == ({"site/index.html": b"page"}, {"site"}), "the output stays, nothing else does"
    return done


def test_a_proof_compares_every_byte(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    done = proving(place, b"page", monkeypatch)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (0, "proved: 1 files are the same")


def test_a_proof_names_what_differs(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    done = proving(place, b"pagE", monkeypatch)
    assert (done.exit_code, done.stdout) == (1, "site/index.html\n")
    assert "not proved: 1 of 1 files differ" in done.stderr


def test_nothing_is_proved_of_what_is_edited_meanwhile(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    done = proving(place, b"page", monkeypatch, lambda: place.settings.write_text("edited"))
    assert (done.exit_code, "edited in the meantime" in done.stderr) == (1, True)


def test_a_file_in_one_output_alone_is_a_difference(tmp_path: Path) -> None:
    for name in ("one/docs/a", "one/docs/b", "other/docs/b", "other/site/c", "other/elsewhere"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert output_folder.compare(tmp_path / "one", tmp_path / "other") == (3, ["docs/a", "site/c"])


def test_a_store_that_cannot_be_used_is_told_to_whoever_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    place = replace(builders.place(builders.publication(tmp_path / "content")), say=said.append)
    checked, found = pipeline.check(place, None, builders.TODAY)
    assert checked
    monkeypatch.delattr(pipeline, "Making")
    place.kept.mkdir(parents=True)
    with pytest.raises(NameError):
        pipeline.make(place, checked, found, lambda *step: None)
    assert len(said) == 1 and said[0].startswith(f"the store {place.kept} cannot be used and is left aside: ")


@pytest.fixture(scope="module")
def edited(engine: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, list[str]]:
    """A publication whose template and theme were edited in the midst of its first build, and what that said."""
    folder, said = tmp_path_factory.mktemp("edited"), list[str]()
    german = builders.FILES["publication.yml"].replace("[de, en]", "[de]")
    builders.frozen(builders.publication(folder / "content", **{"publication.yml": german}))
    shutil.copytree(ROOT / "templates", folder / "templates")
    place = Place(
        content=folder / "content",
        out=folder / "out",
        templates=folder / "templates",
        settings=ROOT / "mkdocs.yml",
        say=said.append,
    )

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        if stage == "publish" and not said:
            assert not (place.out / "site").exists()
            for name in ("site/deal.md.j2", "theme/main.html"):
                path = place.templates / name
                path.write_text(path.read_text("utf-8") + "\n<!-- edited -->\n", encoding="utf-8")

    pipeline.build(place, DAY, DAY, tell)
    return place, said


def tree(folder: Path) -> dict[str, bytes]:
    parts = (path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(parts)}


def test_what_is_edited_during_a_build_is_never_mixed(edited: tuple[Place, list[str]], tmp_path: Path) -> None:
    place, said = edited
    assert said == ["content or templates were edited during the build: everything is made once more"]
    fresh = replace(place, out=tmp_path / "fresh", store=None)
    pipeline.build(fresh, DAY, DAY, lambda *step: None, full=True)
    assert output_folder.compare(place.out, fresh.out)[1] == []
    assert b"<!-- edited -->" in tree(place.out)["site/de/deals/runde/index.html"]


def test_a_shell_of_a_theme_that_was_edited_meanwhile_is_not_kept_under_the_name_of_the_other(
    edited: tuple[Place, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the theme as it was before would come with pages of the theme as it was for a moment."""
    place = replace(edited[0], out=tmp_path / "out")
    footer = place.templates / "theme" / "partials" / "footer.html"
    before, with_shells = footer.read_text("utf-8"), engine.with_shells

    def edit_first(*arguments: Any) -> Any:
        footer.write_text(before + "<!-- for a moment -->", encoding="utf-8")
        return with_shells(*arguments)

    monkeypatch.setattr(engine, "with_shells", edit_first)
    pipeline.build(place, DAY, DAY, lambda *step: None)
    assert b"<!-- for a moment -->" in (place.out / PAGE).read_bytes()
    monkeypatch.undo()
    footer.write_text(before, encoding="utf-8")
    pipeline.build(place, DAY, DAY, lambda *step: None)
    assert b"<!-- for a moment -->" not in (place.out / PAGE).read_bytes()


IMPORTED = """\
import sys
from generator.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules)
"""


def test_a_build_that_has_nothing_to_do_imports_nothing_that_builds(
    edited: tuple[Place, list[str]], tmp_path: Path
) -> None:
    """Beside templates as the project has them, so that the command finds them."""
    content = shutil.copytree(edited[0].content, tmp_path / "content")
    arguments = ["build", "--content", str(content), "--out", str(tmp_path / "out"), "--as-of", DAY.isoformat()]
    command = [sys.executable, "-c", IMPORTED, *arguments]
    first, second = (subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(2))
    *said, modules = second.stdout.splitlines()
    assert said == first.stdout.splitlines()[:-1]
    assert second.stderr.splitlines() == ["nothing has changed since the last build", first.stderr.splitlines()[-1]]
    heavy = {"babel", "jinja2", "lxml", "markdown", "mkdocs", "pydantic", "resvg_py", "rich", "yaml"}
    assert heavy.intersection(modules.split()) == set()
