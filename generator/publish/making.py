"""The files of a publication: units made or taken from the store, drawings painted, all of them laid into a folder."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.charts import painting
from generator.outputs import OUTPUTS
from generator.publish import inputs, output_folder
from generator.publish.digests import Digests
from generator.publish.memo import File, Memo, loads
from generator.publish.output_folder import Clash, Standing
from generator.publish.session import Session
from generator.publish.stages import Tell
from generator.text import paths
from generator.text.problems import Problem
from generator.views.edition import Edition, Unit
from generator.views.rows import MAKERS

_KINDS = {"briefings": "issues", "": "home"}
"""The units of pages whose addresses begin otherwise."""


class Making:
    """One build of checked content: every file of every unit, by its path."""

    def __init__(self, editions: list[Edition], session: Session, base: str, name: str, tell: Tell) -> None:
        """`base` is the digest of what each unit depends on whatever it reads, `name` tells the ledgers of a store
        apart. Nothing is made yet."""
        self.store = session.store
        self._session, self._name, self._tell = session, name, tell
        self._templates = editions[0].templates
        picture = partial(painting.key, self._templates)
        self.memo = Memo(
            session.store, session.ledger(f"ledger/{name}"), base, Digests(editions[0].archive, editions), picture
        )
        self.editions = [replace(edition, rows=self.memo) for edition in editions]
        self.memo.speak({(row, e.language): partial(make, e) for row, make in MAKERS.items() for e in self.editions})
        self.files: dict[str, File] = {}
        self._makers: dict[str, tuple[str, Unit]] = {}
        self._standing: dict[str, Standing] = {}
        self._units = {
            f"{output.__name__}/{edition.language}/{unit.key}": unit
            for edition in self.editions
            for output in OUTPUTS
            for unit in output(edition)
        }

    def make(self) -> None:
        """Makes every unit that the store lacks, and paints what it draws."""
        for done, (key, unit) in enumerate(list(self._units.items()), start=1):
            self.add(key, unit)
            self._tell("render", done, len(self._units))
        self._units.clear()
        self._paint()

    def make_page(self, language: str, address: str) -> str | None:
        """Makes the Markdown of one page before all else; its path, None if nobody knows which unit it is of."""
        kind, _, name = address.strip("/").partition("/")
        key = (
            f"pages/{language}/{_KINDS.get(kind, kind)}{f'/{name}' if name else ''}"
            if kind
            else f"pages/{language}/home"
        )
        unit = self._units.pop(key, None)
        if unit is not None:
            self.add(key, unit)
        path = paths.docs_file(language, address)
        return path if path in self.files else None

    def add(self, key: str, unit: Unit) -> bytes | None:
        """Takes or makes the files of one more unit; returns what it notes for itself, a file without a path."""
        noted = None
        for file in self.memo.unit(key, unit.given, unit.make):
            if not file.path:
                noted = file
                continue
            if file.path in self.files:
                raise Clash(file.path)
            self.files[file.path] = file
            self._makers[file.path] = key, unit
        return self._note(noted, key, unit) if noted else None

    def hold(self, key: str, value: bytes | None = None) -> None:
        """Keeps a value for the next build; without one, that which stands under the key already."""
        if value is not None:
            self.store.put(key, value)
        self._session.used.add(key)

    def stands(self, out: Path) -> bool:
        """Whether all files stand in `out`, untouched since they were written, and no others."""
        keys = {path: file.key for path, file in self.files.items()}
        return output_folder.stands(keys, out, self._last())

    def problems(self) -> Iterator[Problem]:
        """What was found wrong with the files."""
        return (problem for file in self.files.values() for problem in file.problems)

    def content(self, path: str) -> bytes:
        """The bytes of a file, made again if the store has lost them."""
        found = self.memo.content(self.files[path])
        if found is None:
            key, unit = self._makers[path]
            self._remake(key, unit)
            found = self.memo.content(self.files[path])
        assert found is not None, f"{path} was made and is gone"
        return found

    def knows(self, key: str, unit: Unit) -> bool:
        """Whether a unit would be taken from the store."""
        return self.memo.knows(key, unit.given)

    def pages(self) -> str:
        """The digest of all finished pages."""
        pages = sorted((path, file.key) for path, file in self.files.items() if path.endswith(".html"))
        return inputs.digest(*(part for page in pages for part in page))

    def lay(self, stage: Path, out: Path, below: str = "") -> None:
        """Lays all files into `stage` that are not there yet, by links to those that stand in `out` already; only those
        whose paths begin with `below`."""
        left = self.files.keys() - self._standing.keys()
        paths = {path: self.files[path].key for path in sorted(left) if path.startswith(below)}
        if not below:
            output_folder.clear(stage, self.files.keys())
        # What is laid for MkDocs is laid in the midst of another step.
        tell = _silent if below else partial(self._tell, "write")
        self._standing |= output_folder.lay(paths, self.content, stage, out, self._last(), tell)

    def keep(self) -> None:
        """Keeps what the next build needs."""
        self.hold(f"written/{self._name}", pickle.dumps(self._standing) if self._laid() else None)
        self._session.keep(f"ledger/{self._name}", self.memo.ledger())

    def written(self) -> str:
        """The digest of the output as it was written, now or by an earlier build."""
        return output_folder.written(self._standing if self._laid() else self._last())

    def _laid(self) -> bool:
        """Whether this build laid all of its files: one whose files stood there already may have laid some."""
        return self._standing.keys() == self.files.keys()

    def _note(self, noted: File, key: str, unit: Unit) -> bytes | None:
        found = self.memo.content(noted)
        if found is None:
            again = (self.memo.content(file) for file in self._remake(key, unit) if not file.path)
            found = next(again, None)
        return found

    def _remake(self, key: str, unit: Unit) -> tuple[File, ...]:
        """Makes a unit of which the store has lost a file, though it has the key."""
        files = self.memo.remake(key, unit.given, unit.make)
        self.files.update({file.path: file for file in files if file.path})
        self._paint()
        return files

    def _last(self) -> dict[str, Standing]:
        """The files of the last output by path."""
        raw = self.store.get(f"written/{self._name}")
        return (loads(raw, dict) if raw else None) or {}

    def _paint(self) -> None:
        drawn = list(self.memo.drawings.values())
        images = painting.painted(self._templates, drawn, partial(self._tell, "paint"))
        for artifact, key in zip(images, self.memo.drawings, strict=True):
            self.memo.put(key, artifact.content)
        self.memo.drawings.clear()


def _silent(done: int, total: int) -> None:
    """Tells nobody."""
