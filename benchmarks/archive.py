"""A publication of any size: the real content and clones of it, each in weeks of its own.

    python -m benchmarks.archive DIR --pages 4000

A clone has deals, issues, sources and small organisations of its own, with ids that end in `-c3`, other names and all
dates some weeks earlier; the large organisations are those of every clone, as in life. So an archive of ten years has
its deals, its readers' lists and its balances spread as ten years would. The same number of pages gives the same bytes.
Issues bear no snapshots, which a build wants: `--freeze` writes them, as `kapitalbrief freeze --all` would.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import yaml

from generator.publish import freeze
from generator.publish.place import Place

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
DAY = date(2026, 7, 3)
"""Never asked for: the content names a day of its own."""
WEEKS = 520
"""How far back clones reach: ten years of weekly issues."""
APART = 14
"""About how many weeks are between a clone and the next, so that nobody takes their deals for one."""
LARGE = 3
"""An organisation that at least so many deals name is the same in all clones."""
PER_LANGUAGE = 17
"""About how many pages a language has that are of no deal, issue, organisation or topic: home, lists, data, imprint."""
_URL = r"https?://[^\s\]\"',}]+"
_DAY = r"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\d-])"
_NUMBER = re.compile(r"(?m)^issue: (\d+)")
_FORECAST = re.compile(r"(?m)^(\s+- id: f-[\w-]+)")
_NAMED = re.compile(r"(?<![\w.-])[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
_OWN_NAMES = re.compile(r"(?m)^(?:name|legal_name|website|ticker|aliases|lei|wikidata):.*\n(?:[ ]+.*\n)*")
_TITLE = re.compile(r"(?m)^title:.*\n(?:[ ]+.*\n)*")
_START = ("ba", "de", "fo", "gu", "ka", "li", "mo", "nu", "pa", "re", "so", "tu", "va", "wi", "xo", "zy")
_END = ("bra", "dyn", "fex", "gol", "kor", "lum", "mix", "nor", "pol", "rix", "san", "tor", "vex", "wyn", "zan", "quo")


def write(folder: Path, pages: int) -> Counter[str]:
    """Writes the archive into `folder`, which may not exist yet; returns how many files of each kind it has."""
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("snapshot.json"))
    texts = {
        path.relative_to(CONTENT): path.read_text("utf-8") for path in sorted(CONTENT.rglob("*")) if _is_text(path)
    }
    languages = len(yaml.safe_load(texts[Path("publication.yml")])["languages"])
    small = _small(texts)
    own = {path: text for path, text in texts.items() if _is_cloned(path, small)}
    per_clone = languages * len({_record(path) for path in own if path.parts[0] != "sources"})
    there = {_record(path) for path in texts if path.parts[0] in ("deals", "briefings", "organisations", "topics")}
    clones = max(0, round((pages - languages * (len(there) + PER_LANGUAGE)) / per_clone))
    used: set[int] = {_week(day) for day in _issue_days(own)}
    findings = texts[Path("findings.yml")]
    for number in range(1, clones + 1):
        weeks = _free_weeks(own, used, number)
        clone = _Clone(number, weeks, _ids(own, number, weeks))
        for path, text in own.items():
            target = folder / clone.path(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(clone.text(path, text), "utf-8")
        lines = (line for line in texts[Path("findings.yml")].splitlines(keepends=True) if line.startswith("  - "))
        findings += "".join(map(clone.shifted, lines))
    (folder / "findings.yml").write_text(findings, "utf-8")
    _earlier_rates(folder / "rates" / "ecb.csv")
    found = Counter({"clones": clones})
    for kind, pattern in (
        ("deals", "*.yml"),
        ("sources", "*.yml"),
        ("organisations", "*.yml"),
        ("briefings", "brief*"),
    ):
        found[kind] = sum(1 for _ in (folder / kind).rglob(pattern))
    found["pages"] = languages * (len(there) + PER_LANGUAGE) + clones * per_clone
    return found


class _Clone:
    """One copy of the content, some weeks earlier."""

    def __init__(self, number: int, weeks: int, ids: Mapping[str, str]) -> None:
        self.number, self.back, self.ids = number, timedelta(weeks=weeks), ids
        self.pattern = re.compile(f"(?P<url>{_URL})|(?P<id>{_NAMED.pattern})|(?P<day>{_DAY})")

    def path(self, path: Path) -> Path:
        """Where a file of the clone lies."""
        parts = [self.ids.get(part, part) for part in path.parts[:-1]]
        name, dot, suffix = path.name.partition(".")
        return Path(*parts, self.ids.get(name, name) + dot + suffix)

    def text(self, path: Path, text: str) -> str:
        """A file's text with the clone's ids, days, addresses and names."""
        text = self.shifted(text) if path.suffix == ".yml" else _NAMED.sub(lambda m: self.ids.get(m[0], m[0]), text)
        if path.parts[0] == "organisations":
            name = _word(f"{path.stem} {self.number}")
            return f"name: {name}\n" + _OWN_NAMES.sub("", text)
        if path.name == "briefing.yml":
            text = _NUMBER.sub(lambda m: f"issue: {int(m[1]) + self.number * 100}", text)
            text = _FORECAST.sub(rf"\1-c{self.number}", text)
        if path.parts[0] in ("deals", "briefings") and path.suffix == ".yml":
            return _TITLE.sub(self._title, text)
        return text

    def shifted(self, text: str) -> str:
        """A text with other ids, days and addresses."""
        return self.pattern.sub(self._other, text)

    def _other(self, match: re.Match[str]) -> str:
        if match["url"]:
            address, mark, rest = match["url"].partition("?")
            return f"{address.rstrip('/')}/c{self.number}{mark}{rest}"
        if match[0] in self.ids:
            return self.ids[match[0]]
        return self._earlier(match[0]) if re.fullmatch(_DAY, match[0]) else match[0]

    def _earlier(self, text: str) -> str:
        """A day or a month, earlier; a month is that of its middle. What is no date stays: "2026-99"."""
        try:
            day = date.fromisoformat(text if len(text) > 7 else f"{text}-15") - self.back
        except ValueError:
            return text
        return day.isoformat()[: len(text)]

    def _title(self, match: re.Match[str]) -> str:
        words = yaml.safe_load(match[0])["title"]
        mark = _word(f"title {self.number}")
        said = {language: f"{title} ({mark})" for language, title in words.items()}
        return f"title: {json.dumps(said, ensure_ascii=False)}\n"


def _is_text(path: Path) -> bool:
    return path.suffix in (".yml", ".md")


def _small(texts: Mapping[Path, str]) -> frozenset[str]:
    """Organisations that few deals name, and whose id is nothing else's."""
    named: Counter[str] = Counter()
    for path, text in texts.items():
        if path.parts[0] == "deals":
            named.update(set(_NAMED.findall(text)))
    taken = {path.stem for path in texts if path.parts[0] in ("publishers", "topics", "authors", "deals")}
    organisations = {path.stem for path in texts if path.parts[0] == "organisations"}
    return frozenset(name for name in organisations - taken if named[name] < LARGE)


def _is_cloned(path: Path, small: frozenset[str]) -> bool:
    folder = path.parts[0]
    return folder in ("deals", "sources", "briefings") or (folder == "organisations" and path.stem in small)


def _record(path: Path) -> str:
    """The id of the record that a file belongs to."""
    return path.parts[1] if path.parts[0] == "briefings" else path.stem


def _issue_days(paths: Iterable[Path]) -> list[date]:
    return sorted({date.fromisoformat(path.parts[1][:10]) for path in paths if path.parts[0] == "briefings"})


def _week(day: date) -> int:
    return day.toordinal() // 7


def _free_weeks(own: Iterable[Path], used: set[int], number: int) -> int:
    """By how many weeks a clone is earlier so that its issues have weeks of their own, or share the fewest."""
    weeks = {_week(day) for day in _issue_days(own)}

    def fits(back: int) -> tuple[int, int]:
        return sum(week - back in used for week in weeks), abs(back - (number * APART - 1) % WEEKS - 1)

    back = min(range(1, WEEKS + 1), key=fits)
    used |= {week - back for week in weeks}
    return back


def _ids(own: Iterable[Path], number: int, weeks: int) -> dict[str, str]:
    """Old id to the clone's; an issue's carries its date."""
    found = {}
    for name in {_record(path) for path in own}:
        found[name] = f"{name}-c{number}"
    for path in own:
        if path.parts[0] == "briefings":
            name = path.parts[1]
            day = date.fromisoformat(name[:10]) - timedelta(weeks=weeks)
            found[name] = f"{day}{name[10:]}-c{number}"
    return found


def _word(seed: str) -> str:
    """A name that nobody bears, always the same one for a seed."""
    number = int.from_bytes(seed.encode(), "big") % 1_000_003 * 7919 % 1_048_573
    made = (
        "".join(_START[number >> shift & 15] for shift in (0, 4, 8)) + _END[number >> 12 & 15] + _END[number >> 16 & 15]
    )
    return made.capitalize()


def _earlier_rates(path: Path) -> None:
    """Rates of the years before the first one: the known ones once more, by whole weeks earlier."""
    head, *rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    days = [date.fromisoformat(row[0]) for row in rows]
    back = timedelta(weeks=(days[-1] - days[0]).days // 7 + 1)
    copies = [[(day - back).isoformat(), *row[1:]] for day, row in zip(days, rows, strict=True)]
    path.write_text("".join(",".join(row) + "\n" for row in [head, *copies, *rows]), "utf-8")


def main() -> None:
    """Writes an archive and says what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where to write it; it may not exist yet")
    parser.add_argument("--pages", type=int, default=1000, help="about how many pages all languages have together")
    parser.add_argument("--freeze", action="store_true", help="write the snapshots of its issues too")
    asked = parser.parse_args()
    if asked.folder.exists():
        sys.exit(f"{asked.folder} is there already")
    made = write(asked.folder, asked.pages)
    sys.stdout.write(f"{asked.folder}: " + ", ".join(f"{count} {kind}" for kind, count in made.items()) + "\n")
    sys.stdout.flush()
    if asked.freeze:
        place = Place(
            content=asked.folder, out=asked.folder, templates=ROOT / "templates", settings=ROOT / "mkdocs.yml"
        )
        written = freeze.freeze_all(place, None, DAY, lambda name: None, again=False)
        sys.stdout.write(f"{asked.folder}: {len(written.files)} snapshots\n")


if __name__ == "__main__":
    main()
