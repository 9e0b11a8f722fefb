"""Every broken input in `cases/` is told with exactly its problems, each at its place.

A case is a title, a line with a dot, files, a dot, the expected problems, a dot:

    A text cannot be an amount
    .
    === deals/x.yml
    amount: viel
    .
    deals/x.yml:2:9 number  # hint: write [at least
    .

A snapshot that begins "as frozen" is made of the valid publication and the case's own issue; the JSON behind it replaces
fields. "As edited" does so too, but leaves the digest as it was.

Files before the first `===` line are `deals/x.yml`; `=== name removed` leaves a file of the valid publication in
`builders.py` out, `=== name/` is an empty folder. What follows `# hint:` stands in the problem's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.rules import CODES, detectors
from tests import builders

CASES = Path(__file__).parents[1] / "cases"
TABLES = {"amounts.txt"}
"""Files of another format, read by their own test."""

BINARY = {
    "byte-order-mark",
    "file-too-large",
    "link-outside",
    "no-content",
    "not-utf-8",
    "unreadable",
}
"""Codes of what no text file can show; `test_files.py` and `tests/text/test_problems.py` do."""
SEVERAL = {"not-frozen", "snapshot-chain"}
"""Codes of what shows in several issues; `tests/rules/test_snapshots.py` freezes them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `expected` holds a problem and the hint asked of it, "" if none."""

    where: str
    title: str
    files: dict[str, str | None]
    expected: tuple[tuple[str, str], ...]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file, in order."""
    parts: list[list[str]] = [[]]
    starts: list[int] = [1]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line == ".":
            parts.append([])
            starts.append(number)
        else:
            parts[-1].append(line)
    assert len(parts) % 3 == 1, f"{path.name}: a case has three lines with a dot"
    for index in range(0, len(parts) - 1, 3):
        head, files, expected = parts[index : index + 3]
        title = next((line for line in reversed(head) if line.strip()), "")
        yield Case(f"cases/{path.name}:{starts[index + 1] - 1}", title, _files(files), tuple(_expected(expected)))


def _files(lines: list[str]) -> dict[str, str | None]:
    found: dict[str, list[str] | None] = {}
    name = "deals/x.yml"
    for line in lines:
        header = re.fullmatch(r"=== (\S+)( removed)?", line)
        if header:
            name = header[1]
            found[name] = None if header[2] else []
        else:
            body = found.setdefault(name, [])
            assert body is not None, f"a removed file has no lines: {name}"
            body.append(line)
    return {name: None if body is None else "".join(f"{line}\n" for line in body) for name, body in found.items()}


def _expected(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.strip():
            problem, _, hint = line.partition("# hint:")
            yield problem.strip(), hint.strip()


ALL = {
    f"{path.stem}-{re.sub(r'[^a-z0-9]+', '-', case.title.casefold()).strip('-')}": case
    for path in sorted(CASES.glob("*.txt"))
    if path.name not in TABLES
    for case in read_cases(path)
}


@pytest.mark.parametrize("case", ALL.values(), ids=ALL)
def test_exactly_these_problems_are_told(case: Case, tmp_path: Path) -> None:
    content = builders.publication(tmp_path / "content", **_frozen(case.files, tmp_path / "then"))
    _, found = builders.check(content)
    told = [builders.short(problem, content) for problem in found]
    assert told == [problem for problem, _ in case.expected], f"{case.where}: {case.title}\n" + "\n".join(
        str(problem) for problem in found
    )
    for problem, (_, hint) in zip(found, case.expected, strict=True):
        assert hint in str(problem), f"{case.where}: {case.title}"


def _frozen(files: dict[str, str | None], folder: Path) -> dict[str, str | bytes | None]:
    """The files of a case with each snapshot written out."""
    made: dict[str, str | bytes | None] = {**files}
    own = {name: text for name, text in files.items() if name.startswith("briefings/") and name.endswith("g.yml")}
    for name, text in files.items():
        way, _, changed = (text or "").partition("{")
        if name.endswith("snapshot.json") and way in ("as frozen ", "as edited "):
            made[name] = builders.snapshot(folder, json.loads(f"{{{changed}"), sealed=way == "as frozen ", **own)
    return made


def test_a_publication_without_mistakes_has_no_problems(tmp_path: Path) -> None:
    assert builders.findings(builders.publication(tmp_path)) == []


def test_every_case_has_a_title_of_its_own() -> None:
    files = [path for path in CASES.glob("*.txt") if path.name not in TABLES]
    assert len(ALL) == sum(len(list(read_cases(path))) for path in files)


def test_every_code_has_a_case() -> None:
    """What is wrong with a mail shows only in the finished one: `tests/mail/test_mail_lint.py`. Detectors have examples
    of their own: `tests/rules/test_detectors.py`."""
    elsewhere = BINARY | SEVERAL | {code for code in CODES if code.startswith("mail-")} | set(detectors.CODES)
    told = {problem.split()[1] for case in ALL.values() for problem, _ in case.expected}
    assert told - set(detectors.CODES) == CODES - elsewhere
