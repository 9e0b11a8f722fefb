"""Bad luck: a full disk, a kill at any moment, two builds at once. The last good output stays, or is put back."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.publish import output_folder
from generator.publish.output_folder import MARK, PARTS, Busy, Foreign
from tests.publications import GOLDEN, ROOT

BUILD = [sys.executable, "-m", "generator", "build", "--content", str(GOLDEN), "--as-of"]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of the output, by path; what is staged or moved away is none of it."""
    parts = (path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(parts)}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good output, as of a day that is not the one that the tests then build for."""
    folder = tmp_path_factory.mktemp("publish") / "build"
    subprocess.run([*BUILD, "2026-04-10", "--out", str(folder)], cwd=ROOT, check=True, capture_output=True)
    return folder


LIMITED = "import os, resource, sys; n = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (n, n)); os.execv(sys.argv[2], sys.argv[2:])"
"""Runs a command that can write no file beyond so many bytes: what a full disk does, and no disk need be full."""


@pytest.mark.parametrize(("room", "where"), [(30_000, "Writing files"), (110_000, "Building the site with MkDocs")])
def test_where_nothing_more_can_be_written_the_last_output_stays(room: int, where: str, out: Path) -> None:
    before = tree(out)
    limited = [sys.executable, "-c", LIMITED, str(room), *BUILD, "2026-04-15", "--out", str(out)]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    *_, step = [line for line in done.stderr.splitlines() if line in ("Writing files", "Building the site with MkDocs")]
    assert (done.returncode, step) == (1, where)
    assert "Traceback" not in done.stderr and "File too large" in done.stderr
    assert done.stderr.endswith("the last output is untouched\n")
    assert tree(out) == before
    assert sorted(path.name for path in out.iterdir()) == sorted((MARK, *PARTS)), "nothing half-made takes up the room"


@pytest.mark.parametrize("step", ["Checking the content", "Writing files", "Building the site with MkDocs"])
def test_a_build_that_is_killed_leaves_the_last_output_and_the_next_one_works(step: str, out: Path) -> None:
    before = tree(out)
    process = subprocess.Popen(
        [*BUILD, "2026-04-15", "--out", str(out)], cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr
    with process, process.stderr:
        for line in process.stderr:
            if line.strip() == step:
                break
        # The build alone: MkDocs lives on for a while and goes on writing, as after a real kill.
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert tree(out) == before
    subprocess.run([*BUILD, "2026-04-10", "--out", str(out)], cwd=ROOT, check=True, capture_output=True)
    assert tree(out) == before
    assert not [path for path in out.iterdir() if path.name not in PARTS and any(path.rglob("*.html"))]


SWAP = """\
import os, signal, sys
from pathlib import Path
from generator import publish

n, fault, out = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
rename = Path.rename

def counted(self, target):
    global n
    if n == 0:
        n = -1
        if fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(5, "Input/output error")
    n -= 1
    return rename(self, target)

with publish.staging(out) as stage:
    for part in publish.PARTS:
        (stage / part).mkdir()
        (stage / part / "page").write_text("new")
    Path.rename = counted
    publish.swap(stage, out)
"""


def old_output(folder: Path) -> Path:
    for part in PARTS:
        (folder / part).mkdir(parents=True)
        (folder / part / "page").write_text("old")
    (folder / MARK).touch()
    return folder


def swap_with(fault: str, n: int, out: Path) -> int:
    """A swap in a process of its own that meets its fault instead of the rename with this number, from 0 on."""
    command = [sys.executable, "-c", SWAP, str(n), fault, str(out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.mark.parametrize("n", range(7))
def test_a_kill_between_any_two_renames_is_put_right_by_the_next_build(n: int, tmp_path: Path) -> None:
    out = old_output(tmp_path)
    killed = swap_with("kill", n, out)
    assert killed == (0 if n == 6 else -signal.SIGKILL), "a swap is six renames"
    missing = [part for part in PARTS if not (out / part / "page").is_file()]
    assert len(missing) <= 1
    with output_folder.staging(out):
        said = [(out / part / "page").read_text() for part in PARTS]
        assert said == ["new"] * (n // 2) + ["old"] * (3 - n // 2), "each part is whole, and none is lost"
    assert sorted(path.name for path in out.iterdir()) == sorted((MARK, *PARTS))


@pytest.mark.parametrize("n", range(6))
def test_a_rename_that_fails_puts_everything_back(n: int, tmp_path: Path) -> None:
    out = old_output(tmp_path)
    assert swap_with("fail", n, out) == 1
    assert {(out / part / "page").read_text() for part in PARTS} == {"old"}
    assert sorted(path.name for path in out.iterdir()) == sorted((MARK, *PARTS))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")
def test_what_no_build_made_is_not_replaced(tmp_path: Path) -> None:
    """`--out .` in a checkout would put the site's Markdown in the place of the project's own `docs`."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.md").write_text("mine")
    with pytest.raises(Foreign, match="docs' was not made by a build"), output_folder.staging(tmp_path):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["docs", "notes.md"]
    done = subprocess.run([*BUILD, "2026-04-10", "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, "name another folder with --out" in done.stderr) == (1, True)


def test_the_output_cannot_lie_in_the_content(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for place in ("content", "content/build", "content/../content/build"):
        found = CliRunner().invoke(
            cli.main, ["build", "--content", str(tmp_path / "content"), "--out", str(tmp_path / place)]
        )
        assert (found.exit_code, "lies in the content folder" in found.output) == (2, True)
    assert list((tmp_path / "content").iterdir()) == []


def test_a_second_build_at_the_same_time_is_refused_and_says_why(out: Path) -> None:
    before = tree(out)
    with output_folder.staging(out):
        done = subprocess.run(
            [*BUILD, "2026-04-15", "--out", str(out)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert f"another build is writing to {out}; the last output is untouched" in done.stderr
        with pytest.raises(Busy), output_folder.staging(out):
            pass
    assert tree(out) == before


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    holding = "import sys, time; from pathlib import Path; from generator import publish\nwith publish.staging(Path(sys.argv[1])):\n print('in', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", holding, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    with process, process.stdout:
        assert process.stdout.readline().strip() == b"in"
        process.kill()
    with output_folder.staging(tmp_path) as stage:
        assert list(stage.iterdir()) == []
        assert [path for path in tmp_path.iterdir() if path.is_dir()] == [stage], "what it left is gone"
