"""Bad luck: a full disk, a kill at any moment, two builds at once. The last good output stays, or is put back."""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.publish import output_folder, store
from generator.publish.output_folder import MARK, PARTS, Busy, Foreign
from tests import builders
from tests.publications import ROOT

BUILD = [sys.executable, "-m", "generator", "build"]
STEPS = ("Checking the content", "Building the site with MkDocs", "Writing files")
pytestmark = pytest.mark.usefixtures("engine")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of the output, by path; what is staged or moved away is none of it."""
    parts = (path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(parts)}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest publication: in one language MkDocs runs once."""
    german = builders.FILES["publication.yml"].replace("[de, en]", "[de]")
    return builders.frozen(builders.publication(tmp_path_factory.mktemp("content"), **{"publication.yml": german}))


def build(content: Path, day: str, out: Path) -> list[str]:
    """The command that builds the publication as of a day."""
    return [*BUILD, "--content", str(content), "--as-of", day, "--out", str(out)]


@pytest.fixture(scope="module")
def out(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good output, as of a day that is not the one that the tests then build for."""
    folder = tmp_path_factory.mktemp("publish") / "build"
    subprocess.run(build(content, "2026-02-10", folder), cwd=ROOT, check=True, capture_output=True)
    return folder


LIMITED = """\
import os, resource, sys
n = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))
os.execv(sys.argv[2], sys.argv[2:])
"""
"""Runs a command that can write no file beyond so many bytes: what a full disk does, and no disk need be full."""


@pytest.mark.parametrize(("room", "how", "where"), [("30000", ["--full"], STEPS[1]), ("3000", [], STEPS[2])])
def test_where_nothing_more_can_be_written_the_last_output_stays(
    room: str, how: list[str], where: str, content: Path, out: Path, tmp_path: Path
) -> None:
    """MkDocs makes every page of a full build; else it is not asked, and a page that somebody took away is written."""
    out = Path(shutil.copytree(out, tmp_path / "build"))
    (out / "site" / "de" / "index.html").unlink()
    before = tree(out)
    limited = [sys.executable, "-c", LIMITED, room, *build(content, "2026-02-10", out), *how]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    *_, step = [line for line in done.stderr.splitlines() if line in STEPS]
    assert (done.returncode, step) == (1, where)
    assert "Traceback" not in done.stderr and "File too large" in done.stderr
    assert done.stderr.endswith("the last output is untouched\n")
    assert tree(out) == before
    left = sorted(path.name for path in out.iterdir() if path.name != f"{store.NAME}-journal")
    assert left == sorted((MARK, store.NAME, *PARTS)), "nothing half-made takes up the room"


def test_a_build_that_is_killed_leaves_the_last_output_and_the_next_one_works(content: Path, out: Path) -> None:
    """Killed at one step, the next build gets as far as the step after it, and the last one to its end."""
    before = tree(out)
    for step in STEPS:
        kill_at(step, build(content, "2026-04-15", out))
        assert tree(out) == before, step
    subprocess.run(build(content, "2026-02-10", out), cwd=ROOT, check=True, capture_output=True)
    assert tree(out) == before
    assert not [path for path in out.iterdir() if path.name not in PARTS and any(path.rglob("*.html"))]


def kill_at(step: str, command: list[str]) -> None:
    """Runs a build until it says that a step begins."""
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr
    with process, process.stderr:
        for line in process.stderr:
            if line.strip() == step:
                break
        # The build alone: MkDocs lives on for a while and goes on writing, as after a real kill.
        process.kill()
    assert process.returncode == -signal.SIGKILL


SWAPS = """\
import errno, json, os, signal, sys
from pathlib import Path
from generator.publish import output_folder

def swap(n, fault, out):
    rename = Path.rename

    def counted(self, target):
        nonlocal n
        if n == 0:
            n = -1
            if fault == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.EIO, "Input/output error")
        n -= 1
        return rename(self, target)

    with output_folder.staging(out) as stage:
        for part in output_folder.PARTS:
            (stage / part).mkdir()
            (stage / part / "page").write_text("new")
        Path.rename = counted
        output_folder.swap(stage, out)

ends = {}
for fault, n in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        code = 1
        try:
            swap(n, fault, Path(sys.argv[2]) / f"{fault}-{n}")
            code = 0
        except OSError as error:
            code = error.errno
        finally:
            os._exit(code)
    ends[f"{fault}-{n}"] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(ends))
"""
"""Swaps, each in a process of its own, that meet their fault instead of the rename with their number, from 0 on."""
KILLED = [("kill", n) for n in range(8)]
FAILED = [("fail", n) for n in range(6)]


def old_output(folder: Path) -> Path:
    for part in PARTS:
        (folder / part).mkdir(parents=True)
        (folder / part / "page").write_text("old")
    (folder / MARK).touch()
    return folder


@pytest.fixture(scope="module")
def swapped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, Path]]:
    """How each swap ended, and the output that it left."""
    folder, faults = tmp_path_factory.mktemp("swaps"), [*KILLED, *FAILED]
    outputs = {f"{fault}-{n}": old_output(folder / f"{fault}-{n}") for fault, n in faults}
    command = [sys.executable, "-c", SWAPS, json.dumps(faults), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return {name: (code, outputs[name]) for name, code in json.loads(done.stdout).items()}


@pytest.mark.parametrize(("fault", "n"), KILLED)
def test_a_kill_between_any_two_renames_is_put_right_by_the_next_build(
    fault: str, n: int, swapped: dict[str, tuple[int, Path]]
) -> None:
    killed, out = swapped[f"{fault}-{n}"]
    assert killed == (0 if n == 7 else -signal.SIGKILL), "a swap is six renames, and one that keeps the old output"
    missing = [part for part in PARTS if not (out / part / "page").is_file()]
    assert len(missing) <= 1
    with output_folder.staging(out):
        said = [(out / part / "page").read_text() for part in PARTS]
        assert said == ["new"] * (n // 2) + ["old"] * (3 - n // 2), "each part is whole, and none is lost"
    assert sorted(path.name for path in out.iterdir()) == sorted((MARK, *PARTS))


@pytest.mark.parametrize(("fault", "n"), FAILED)
def test_a_rename_that_fails_puts_everything_back(fault: str, n: int, swapped: dict[str, tuple[int, Path]]) -> None:
    failed, out = swapped[f"{fault}-{n}"]
    assert failed == errno.EIO
    assert {(out / part / "page").read_text() for part in PARTS} == {"old"}
    assert sorted(path.name for path in out.iterdir()) == sorted((MARK, *PARTS))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")
def test_what_no_build_made_is_not_replaced(content: Path, tmp_path: Path) -> None:
    """`--out .` in a checkout would put the site's Markdown in the place of the project's own `docs`."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.md").write_text("mine")
    with pytest.raises(Foreign, match="docs' was not made by a build"), output_folder.staging(tmp_path):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["docs", "notes.md"]
    command = build(content, "2026-04-10", tmp_path)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "name another folder with --out" in done.stderr) == (1, True)


def test_the_output_cannot_lie_in_the_content(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for place in ("content", "content/build", "content/../content/build"):
        found = CliRunner().invoke(
            cli.main, ["build", "--content", str(tmp_path / "content"), "--out", str(tmp_path / place)]
        )
        assert (found.exit_code, "lies in the content folder" in found.output) == (2, True)
    assert list((tmp_path / "content").iterdir()) == []


def test_a_second_build_at_the_same_time_is_refused_and_says_why(content: Path, out: Path) -> None:
    before = tree(out)
    with output_folder.staging(out):
        command = build(content, "2026-04-16", out)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert f"another build is writing to {out}; the last output is untouched" in done.stderr
        with pytest.raises(Busy), output_folder.staging(out):
            pass
    assert tree(out) == before


HOLDING = """\
import sys, time
from pathlib import Path
from generator.publish import output_folder
with output_folder.staging(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(60)
"""


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    with process, process.stdout:
        assert process.stdout.readline().strip() == b"in"
        process.kill()
    with output_folder.staging(tmp_path) as stage:
        assert list(stage.iterdir()) == []
        assert [path for path in tmp_path.iterdir() if path.is_dir()] == [stage], "what it left is gone"
