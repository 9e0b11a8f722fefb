"""Small valid things to test with; a test names only what matters to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from generator.analysis import freezing
from generator.publish import freeze, pipeline
from generator.publish.pipeline import Checked
from generator.publish.place import Place
from generator.text import catalogue, digests
from generator.text.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 7, 1)
KINDS = {language: found.kinds for language, found in catalogue.read(ROOT / "templates").items()}
"""Every language's words for kinds and roles."""

FILES: dict[str, str] = {
    "publication.yml": """\
title: Probeblatt
tagline: {de: Zum Prüfen, en: For testing}
base_url: https://probeblatt.example/
languages: [de, en]
time_zone: Europe/Berlin
currency: EUR
editor: {name: Redaktion, email: redaktion@probeblatt.example}
legal:
  publisher: Probeblatt Verlag GmbH
  address: Hauptstraße 1, 10115 Berlin
  responsible: Erika Beispiel
  email: redaktion@probeblatt.example
""",
    "organisations/beispiel-labs.yml": "name: Beispiel Labs\nkind: ai_lab\ncountry: DE\n",
    "organisations/erfunden-ventures.yml": "name: Erfunden Ventures\nkind: investor\ncountry: NO\n",
    "publishers/morgenblatt.yml": "name: Morgenblatt\nkind: newspaper\n",
    "sources/blatt-januar.yml": """\
publisher: morgenblatt
label: Bericht des Morgenblatts
url: https://morgenblatt.example/januar
published: 2026-01-29
kind: original
""",
    "sources/blatt-maerz.yml": """\
publisher: morgenblatt
label: Späterer Bericht des Morgenblatts
url: https://morgenblatt.example/maerz
published: 2026-03-12
kind: original
""",
    "deals/runde.yml": """\
kind: funding_round
subject: beispiel-labs
title: {de: Beispiel Labs sammelt Geld ein, en: Beispiel Labs raises money}
amount: 4.5mn EUR
date: 2026-01-29
lead: erfunden-ventures
src: blatt-januar
""",
    "briefings/2026-01-30-runde/briefing.yml": """\
date: 2026-01-30
status: published
title: {de: Geld für Beispiel Labs, en: Money for Beispiel Labs}
summary: {de: Eine kleine Runde., en: A small round.}
lead: runde
deals: [runde]
sections:
  - kind: news
    id: nachricht
    heading: {de: Die Nachricht, en: The news}
    body:
      de: Es geht um [[runde/amount]] für [[beispiel-labs]].
      en: It is about [[runde/amount]] for [[beispiel-labs]].
""",
}
"""A publication without any problem: one deal, one issue about it."""


def publication(folder: Path, **files: str | bytes | None) -> Path:
    """Writes `FILES` with `files` in place of or besides them; None leaves a file out, a name with "/" at the end is
    an empty folder."""
    for name, content in {**FILES, **files}.items():
        path = folder / name
        if content is None:
            continue
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def frozen(folder: Path) -> Path:
    """The publication with a snapshot of every issue, as the program wants it in a process of its own."""
    freeze.freeze_all(place(folder), None, TODAY, lambda name: None, again=False)
    return folder


def snapshot(folder: Path, changed: Mapping[str, Any], *, sealed: bool = True, **files: str | bytes | None) -> bytes:
    """The snapshot of the issue of `FILES`, made in a folder of its own, with other values in some fields; the digest
    fits them if `sealed`."""
    issue = "2026-01-30-runde"
    status = {name: text.replace("status: draft", "status: published") for name, text in files.items() if text}
    checked, found = check(publication(folder, **status))
    assert checked is not None, found
    made = freezing.freeze(checked.archive, issue, checked.then[issue]).after(None)
    content: dict[str, Any] = {**made.content, **changed}
    seal = digests.of_json(content) if sealed else made.sealed
    return json.dumps({**content, "sha256": seal}, ensure_ascii=False).encode()


def correction(field: str, was: str, now: str, *, day: str = "2026-02-02", severity: str = "correction") -> str:
    """The end of a deal's or an issue's file that corrects one thing; the reason is "Verlesen." and "Misread."."""
    words = f"date: {day}, field: {field}, was: {was}, now: {now}, severity: {severity}"
    return f"corrections: [{{{words}, reason: {{de: Verlesen., en: Misread.}}}}]\n"


def place(content: Path) -> Place:
    """The checkout's own templates and settings with another content folder."""
    return Place(content=content, out=content / "build", templates=ROOT / "templates", settings=ROOT / "mkdocs.yml")


def check(content: Path) -> tuple[Checked | None, tuple[Problem, ...]]:
    """Everything that is wrong in a content folder on `TODAY`."""
    return pipeline.check(place(content), as_of=None, fallback=TODAY)


def findings(content: Path) -> list[str]:
    """Every problem as "path:line:column code", the path below the content folder."""
    _, found = check(content)
    return [short(problem, content) for problem in found]


def short(problem: Problem, content: Path) -> str:
    """One problem as "path:line:column code", the path below the content folder."""
    whole, root = Path(problem.at.path).absolute(), content.absolute()
    path = (whole.relative_to(root) if whole != root else Path(root.name)).as_posix()
    return f"{path}:{problem.at.line}:{problem.at.column} {problem.code}"
