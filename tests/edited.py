"""A content folder as editors leave it after a day's work: three deals gone with all that hangs on them, three new ones.

`python -m tests.edited FOLDER` writes one; `KAPITALBRIEF_CONTENT=FOLDER make test` runs the suite on it.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from generator.publish.freeze import freeze_all
from tests.publications import NO_DAY, REAL, place

NEW = {
    "publishers/abendzeitung-probe.yml": "name: Abendzeitung zur Probe\nkind: newspaper\n",
    "organisations/probewerk.yml": """\
name: Probewerk für überaus lange Namen und Donaudampfschifffahrtselektrizitäten
kind: ai_lab
country: DE
""",
    "sources/2026/probe-a.yml": """\
publisher: abendzeitung-probe
label: {de: "Bericht über Geld für das „Probewerk“ & andere", en: "Report on money for “Probewerk” & others"}
url: https://abend.example/probe-a
published: 2026-06-20
kind: original
""",
    "sources/2026/probe-b.yml": """\
publisher: abendzeitung-probe
label: {de: Zweiter Bericht über das Probewerk, en: Second report on Probewerk}
url: https://abend.example/probe-b
published: 2026-06-28
kind: original
""",
    "deals/2026/probe-runde-2026.yml": """\
kind: funding_round
subject: probewerk
title: {de: Das Probewerk sammelt Geld ein, en: Probewerk raises money}
summary: {de: "Es sind [[probe-runde-2026/amount]].", en: "It is [[probe-runde-2026/amount]]."}
why: {de: "Damit etwas dazukommt.", en: "So that something is added."}
status:
  - {to: in_talks, date: 2026-06-20, src: probe-a}
  - {to: announced, date: 2026-06-28, src: probe-b}
amount:
  use: agreed
  claims:
    - {id: asked, value: up to 700mn EUR, src: probe-a, scope: sought, as_of: 2026-06-20}
    - {id: agreed, value: 640mn EUR, src: probe-b, said: company}
    - {id: other, value: about 0.9bn USD, src: probe-a}
valuation: {id: value, value: at least 3bn EUR, basis: post_money, src: probe-b}
participants:
  - {org: INVESTOR, role: lead, amount: {id: share, value: 200mn EUR, src: probe-b}}
expected:
  - {event: close, by: 2026-09, src: probe-b}
""",
    "deals/2026/probe-kauf-2026.yml": """\
kind: acquisition
subject: INVESTOR
title: {de: "Das Probewerk kauft „A_B *C* [D]“", en: "Probewerk buys “A_B *C* [D]”"}
why: {de: "Damit Zeichen vorkommen.", en: "So that odd signs occur."}
amount: undisclosed
date: 2026-06-28
participants: [{org: probewerk, role: acquirer}]
src: probe-b
""",
    "deals/2026/probe-strom-2026.yml": """\
kind: compute_contract
subject: probewerk
title: {de: Rechenleistung für das Probewerk, en: Computing power for Probewerk}
why: {de: "Damit auch Leistung vorkommt.", en: "So that capacity occurs too."}
amount: over 12bn USD
capacity: at least 1.5 GW
date: 2026-06-28
duration_months: 60
participants: [{org: INVESTOR, role: supplier}]
relations: [{type: follows, deal: probe-runde-2026}]
src: [probe-a, probe-b]
""",
    "briefings/2026-06-29-probe/briefing.yml": """\
date: 2026-06-29
status: published
title: {de: Nur auf Deutsch und noch nicht eingefroren}
summary: {de: "Eine Ausgabe mit [[probe-runde-2026/amount]] und ohne Übersetzung."}
lead: probe-runde-2026
deals: [probe-runde-2026, probe-strom-2026]
sections:
  - {kind: news, id: nachricht, heading: {de: Die Nachricht}, body: {de: "Es geht um [[probewerk]]."}}
""",
}
"""What is added; INVESTOR is an organisation that is there already."""


def edited(content: Path, target: Path) -> Path:
    """A copy of a valid content folder that is valid again after all edits."""
    shutil.copytree(content, target)
    gone = _removable(target)[:3]
    assert len(gone) == 3, "three deals that no issue names"
    for name in gone:
        _remove(target, "deals", name)
        for path in (target / "deals").rglob("*.yml"):
            text = path.read_text("utf-8")
            path.write_text(_without_relation(text, name), "utf-8")
    for folder in ("organisations", "sources", "publishers"):
        for name in sorted({path.stem for path in (target / folder).rglob("*.yml")} - _named(target)):
            _remove(target, folder, name)
    investor = min(path.stem for path in (target / "organisations").rglob("*.yml"))
    for name, text in NEW.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("INVESTOR", investor), "utf-8")
    freeze_all(place(target), None, NO_DAY, lambda issue: None, again=False)
    return target


def _removable(content: Path) -> list[str]:
    """The deals that are named nowhere but in other deals' relations; first those that are named there."""
    deals = {path.stem: path for path in sorted((content / "deals").rglob("*.yml"))}
    texts = {path: path.read_text("utf-8") for path in content.rglob("*") if path.suffix in (".yml", ".md", ".json")}
    free = [
        name
        for name, own in deals.items()
        if not any(_names(_without_relation(text, name), name) for path, text in texts.items() if path != own)
    ]
    related = [name for name in free if any(_names(text, name) for path, text in texts.items() if path != deals[name])]
    return [*related[:1], *(name for name in free if name not in related)]


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _without_relation(text: str, name: str) -> str:
    """A deal's file without the lines that relate it to another, and without an empty list of them."""
    text = re.sub(rf"(?m)^ +- {{type: \w+, deal: {re.escape(name)}(, [^\n]*)?}}\n", "", text)
    return re.sub(r"(?m)^relations:\n(?! )", "", text)


def _named(content: Path) -> set[str]:
    """Every word of the content that could be an id."""
    files = (path for path in content.rglob("*") if path.suffix in (".yml", ".md", ".json"))
    return {word for path in files for word in re.findall(r"[a-z0-9][a-z0-9-]*", path.read_text("utf-8"))}


def _remove(content: Path, folder: str, name: str) -> None:
    (path,) = (content / folder).rglob(f"{name}.yml")
    path.unlink()


if __name__ == "__main__":
    edited(REAL, Path(sys.argv[1]))
