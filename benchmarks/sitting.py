"""Everything that is measured at one size, in one sitting: our builds and those of the peers, in turn.

An archive is written and built; what is kept of that first build is what an editor's machine has. Then come builds
before which nothing, a claim, a word of a template was changed. Cold builds go into new folders in turn with those of
the peers, so that a slow minute of the machine falls on all of them. The claim stays as it was edited last: what was
mended all along must be, byte for byte, what is made cold.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import builds, edits, peers
from benchmarks.builds import HTML, LATER, PAINTING, SEARCH, Failed, Program
from benchmarks.edits import Claim
from benchmarks.measured import Run, measure
from benchmarks.peers import NoPeer, Peer
from benchmarks.results import Figure, Result
from generator.publish.store import NAME

Say = Callable[[str], None]
"""A function that is told what is being measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a sitting shall measure."""

    pages: int
    """About how many pages the archive shall have."""
    runs: int
    """How often each thing is measured."""
    parts: Sequence[str]
    """Which rows: the words of `--only`."""
    peers: Sequence[str]
    """Which other generators."""
    cache: Path
    """Where the peers are installed."""
    work: Path
    """A new folder for everything that is written."""


@dataclass(slots=True)
class _Found:
    """What was measured so far; the only value here that grows."""

    values: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    stages: dict[str, list[float]] = field(default_factory=dict)
    publish: dict[str, list[float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, key: str, value: float, cpu: float | None = None) -> None:
        self.values.setdefault(key, []).append(value)
        if cpu is not None:
            self.cpu.setdefault(key, []).append(cpu)


def sit(wish: Wish, say: Say) -> Result:
    """Measures one size. Raises Failed where a build of ours fails."""
    others, lacking = peers.install(wish.peers if "cold" in wish.parts else (), wish.cache)
    sitting = _Sitting(wish, others, say)
    sitting.found.notes += [f"{name} was not measured: {why}" for name, why in lacking.items()]
    sitting.run()
    found = sitting.found
    return Result(
        asked=wish.pages,
        pages=sitting.pages,
        date=datetime.now(UTC).date().isoformat(),
        runs=wish.runs,
        machine=machine(),
        versions=(f"Python {platform.python_version()}", *(peer.version for peer in others.values())),
        figures={
            key: Figure(values=tuple(values), cpu=tuple(found.cpu.get(key, ()))) for key, values in found.values.items()
        },
        stages=_figures(found.stages),
        publish=_figures(found.publish),
        notes=tuple(found.notes),
    )


def _figures(values: Mapping[str, Sequence[float]]) -> dict[str, Figure]:
    return {name: Figure(values=tuple(taken)) for name, taken in values.items()}


class _Sitting:
    """One size: its folders, and the steps in their order."""

    def __init__(self, wish: Wish, others: Mapping[str, Peer], say: Say) -> None:
        self.wish, self.others, self.say, self.found = wish, others, say, _Found()
        self.content, self.out = wish.work / "content", wish.work / "out"
        self.program = Program(wish.work / "program")
        self.pages = 0
        self._found_claim: Claim | None = None

    def run(self) -> None:
        """All steps that are wished for."""
        self.say("writing the archive")
        archive = (sys.executable, "-m", "benchmarks.archive", str(self.content), "--pages", str(self.wish.pages))
        written = measure((*archive, "--freeze"), builds.ROOT)
        if written.code:
            raise Failed("\n".join(written.said[-3:]))
        if set(self.wish.parts) - {"check"}:
            self._builds()
        if "check" in self.wish.parts:
            self._times("check", self._check)

    def _builds(self) -> None:
        self.say("the first build, which paints everything")
        first = self.program.build(self.content, self.out)
        self.pages = sum(1 for _ in (self.out / "docs").rglob("*.md"))
        self.found.add("store", (self.out / NAME).stat().st_size / 1e6)
        if "unchanged" in self.wish.parts:
            self._times("unchanged", lambda turn: self._add("unchanged", self._again()))
        if "edit" in self.wish.parts:
            self._edit()
        if "template" in self.wish.parts:
            self._template()
        if "cold" in self.wish.parts:
            self._cold(first)
        if "publish" in self.wish.parts:
            self._publish()
        if "memory" in self.wish.parts:
            self.say("memory")
            held = self.program.build(self.content, self._fresh("memory"), memory=True).memory
            if held is None:
                self.found.notes.append("this system does not tell how much memory a process holds")
            else:
                self.found.add("memory", held / 1e6)

    def _times(self, what: str, step: Callable[[int], None]) -> None:
        for turn in range(1, self.wish.runs + 1):
            self.say(f"{what}, {turn} of {self.wish.runs}")
            step(turn)

    def _add(self, key: str, run: Run) -> None:
        self.say(f"    {key}: {run.wall:.2f} s, {run.cpu:.2f} s CPU")
        self.found.add(key, run.wall, run.cpu)

    def _again(self) -> Run:
        return self.program.build(self.content, self.out)

    def _check(self, turn: int) -> None:
        self._add("check", self.program.check(self.content, self.wish.work / f"check-{turn}"))

    def _edit(self) -> None:
        claim = self._claim()
        before = builds.digests(self.out)

        def edited(turn: int) -> None:
            claim.edit(turn)
            run = self._again()
            self._add("edit-whole", run)
            self.found.add("edit", builds.without(run, LATER))

        self._times("one claim edited", edited)
        after = builds.digests(self.out)
        files = len(builds.changed(before, after))
        self.found.notes.append(
            f"the claim edited, of the deal {claim.file.stem}, changed {files} files of {len(after)}"
        )

    def _publish(self) -> None:
        """What a runner of CI does each day: it has the store of the day before and no output."""
        claim = self._claim()
        days = edits.days_after(self.content)

        def published(turn: int) -> None:
            out = self.wish.work / f"publish-{turn}"
            builds.keep_store(self.out, out)
            claim.edit(100 + turn)
            day = next(days, None)
            run = self.program.build(self.content, out, *(("--as-of", day) if day else ()))
            self._add("publish", run)
            self._stages(self.found.publish, run)

        self._times("a day's publish", published)

    def _claim(self) -> Claim:
        if self._found_claim is None:
            self.say("looking for a claim that may be edited")
            self._found_claim = edits.claim(self.content, self._has_no_error)
        return self._found_claim

    def _stages(self, into: dict[str, list[float]], run: Run) -> None:
        for stage in builds.stages(run):
            into.setdefault(stage.name, []).append(stage.wall)

    def _has_no_error(self) -> bool:
        try:
            self.program.check(self.content, self.wish.work / "check-0")
        except Failed:
            return False
        return True

    def _template(self) -> None:
        template = self.program.folder / edits.TEMPLATE
        original = template.read_bytes()

        def edited(turn: int) -> None:
            edits.word(template, turn)
            run = self._again()
            self.found.add("template", builds.without(run, SEARCH | PAINTING))

        self._times("one word of a template edited", edited)
        said = f"Wort{self.wish.runs}".encode()
        if not any(said in path.read_bytes() for path in (self.out / "site").rglob("deals/*/index.html")):
            raise Failed("the word put into the template stands on no page")
        template.write_bytes(original)
        self._again()

    def _cold(self, first: Run) -> None:
        folders = {name: self.wish.work / name for name in self.others}
        for name, peer in self.others.items():
            peer.prepare(self.out / "docs", folders[name])
        missing: set[str] = set()

        def cold(turn: int) -> None:
            run = self.program.build(self.content, self._fresh(f"cold-{turn}"))
            self._add("cold-whole", run)
            self.found.add("cold", builds.without(run, SEARCH | PAINTING))
            self._stages(self.found.stages, run)
            html = [stage.wall for stage in builds.stages(run) if stage.name in HTML]
            if html:
                self.found.add("html", sum(html))
            for name in [name for name in self.others if name not in missing]:
                try:
                    self._add(name, peers.build(self.others[name], folders[name], f"site-{turn}", self.pages))
                except NoPeer as error:
                    missing.add(name)
                    self.found.notes.append(str(error))

        self._times("cold, and the peers", cold)
        self._compare()
        self._picture(first)

    def _compare(self) -> None:
        """Whether the output that was only mended since the first build is that of a cold build."""
        differing = builds.changed(builds.digests(self.wish.work / "cold-1"), builds.digests(self.out))
        if differing:
            self.found.notes.append(
                f"{len(differing)} files are not those of a cold build after the edits: {', '.join(differing[:3])}"
            )
        else:
            self.found.notes.append("after all edits every file is, byte for byte, that of a cold build")

    def _picture(self, first: Run) -> None:
        """The first build painted, the cold ones did not: the difference, for each picture that is not another one."""
        pictures = {digest for path, digest in builds.digests(self.out).items() if path.endswith(".png")}
        cold = Figure(values=tuple(self.found.cpu["cold-whole"])).median
        self.found.add("picture", 1000 * (first.cpu - cold) / max(len(pictures), 1))

    def _fresh(self, name: str) -> Path:
        out = self.wish.work / name
        builds.keep_pictures(self.out, out)
        return out


def machine() -> str:
    """Processor, cores, memory and system: "AMD EPYC, 2 cores, 24 GiB, Linux 6.8"."""
    said = [_processor() or platform.machine(), f"{len(os.sched_getaffinity(0))} cores"]
    said.append(f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB")
    return ", ".join([*said, f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}"])


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    match = re.search(r"(?m)^model name\s*: (.+)$", file.read_text("utf-8")) if file.is_file() else None
    return match[1].strip() if match else platform.processor()
