"""Pictures are the same bytes whoever paints them, and a cluster that fails costs time and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.charts import painters, painting
from generator.charts.painters import Cluster
from generator.text.kept import Memory
from generator.text.templating import Templates
from generator.views.edition import Artifact
from tests.publications import ROOT

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<text x="1" y="15" font-family="Inter" font-size="14">{}</text></svg>'
)
DRAWINGS = [DRAWING.format(n) for n in range(2 * painting.MANY)]


def paint(workers: Callable[[], Executor] | None = None) -> list[bytes]:
    return painting.paint_all(Templates(ROOT / "templates", Memory(), workers), DRAWINGS)


@pytest.fixture(scope="module")
def here() -> list[bytes]:
    """The pictures as one process after the other paints them."""
    templates = Templates(ROOT / "templates", Memory())
    return [painting.paint(templates, drawing) for drawing in DRAWINGS]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None, silence_logs=60) as made:
        yield made


@pytest.mark.filterwarnings("ignore")  # Dask's own, of its event loop and of ports
def test_a_cluster_paints_the_same_bytes_and_a_worker_that_dies_is_done_without(
    cluster: Any, here: list[bytes]
) -> None:
    said: list[str] = []
    assert paint(Cluster(cluster.scheduler_address, said.append)) == here
    assert said == []
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert paint(Cluster(cluster.scheduler_address, said.append)) == here


@pytest.mark.filterwarnings("ignore")
def test_where_nobody_listens_pictures_are_painted_here(monkeypatch: pytest.MonkeyPatch, here: list[bytes]) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr(painters, "CONNECT", 0.5)
    monkeypatch.setattr(painters, "processes", lambda: ThreadPoolExecutor(1))
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    said: list[str] = []
    nobody = Cluster(address, said.append)
    assert paint(nobody) == paint(nobody) == here
    (line,) = said  # it is not waited for twice
    assert line.startswith(f"{address}: ") and line.endswith("painted on this machine") and "\n" not in line


def test_without_dask_pictures_are_painted_here(monkeypatch: pytest.MonkeyPatch, here: list[bytes]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(painters, "processes", lambda: ThreadPoolExecutor(1))
    said: list[str] = []
    assert paint(Cluster("tcp://127.0.0.1:9", said.append)) == here
    assert said == ["--on needs Dask: pip install 'kapitalbrief[cluster]'; pictures are painted on this machine"]


class Failing(ThreadPoolExecutor):
    """Does three pieces of work; the fourth fails, as where every worker has died."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        self.count = getattr(self, "count", 0) + 1
        if self.count <= 3:
            return super().submit(fn, *arguments, **named)
        lost: Future[Any] = Future()
        lost.set_exception(RuntimeError("the worker\n died"))
        return lost


def test_what_a_cluster_leaves_undone_is_painted_here(monkeypatch: pytest.MonkeyPatch, here: list[bytes]) -> None:
    client = SimpleNamespace(get_executor=lambda pure: Failing(1), close=lambda: None)
    monkeypatch.setattr(painters, "_connected", lambda address: client)
    monkeypatch.setattr(painters, "processes", lambda: ThreadPoolExecutor(1))
    said: list[str] = []
    assert paint(Cluster("tcp://x:1", said.append)) == here
    assert said == ["tcp://x:1: the worker died; pictures are painted on this machine"]


def test_who_waits_is_told_how_many_pictures_are_painted() -> None:
    told: list[tuple[int, int]] = []
    templates = Templates(ROOT / "templates", Memory(), lambda: ThreadPoolExecutor(1))
    files = [Artifact(f"{n}.png", DRAWING.format(n).encode(), scale=1 + n % 2) for n in range(3 * painting.MANY)]
    painting.painted(templates, files, lambda done, total: told.append((done, total)))
    assert told == sorted(told) and told[-1] == (len(files), len(files)) and len(told) > len(files) // painting.AT_ONCE


@pytest.mark.parametrize("fault", ["painter", "font"])
def test_a_worker_of_another_version_refuses(fault: str, tmp_path: Path) -> None:
    painter = "resvg_py 0.0.1" if fault == "painter" else painters.painter()
    job = (DRAWINGS[0], 1.0, None, ((str(tmp_path / "Inter-400.ttf"), "0" * 64),), painter)
    with pytest.raises(painters.Unlike, match="install the same version"):
        painters.paint_some([job])


def test_a_worker_elsewhere_takes_the_font_of_its_own_package(tmp_path: Path) -> None:
    templates = Templates(ROOT / "templates")
    digest = templates.digest("theme/assets/fonts/Inter-400.ttf")
    job = (DRAWINGS[0], 1.0, None, ((str(tmp_path / "Inter-400.ttf"), digest),), painters.painter())
    assert painters.paint_some([job]) == [painting.paint(templates, DRAWINGS[0])]
