"""The page docs/detectors.md, whose tables are made by `python -m tests.slips --write`."""

from __future__ import annotations

from collections.abc import Sequence

from tests.publications import ROOT
from tests.slips.case import Kind

PAGE = ROOT / "docs" / "detectors.md"
BEGIN, END = "<!-- slips: made by make slips -->", "<!-- slips: end -->"


def write(tables: str, kinds: Sequence[Kind]) -> None:
    """Puts the tables between the page's marks."""
    text = PAGE.read_text("utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{_kinds(kinds)}\n\n{tables}\n\n{END}{tail}", "utf-8")


def _kinds(kinds: Sequence[Kind]) -> str:
    """What each kind is, with the codes that count."""
    lines = ["| Kind | What somebody did | Codes that count |", "|---|---|---|"]
    lines += [
        f"| `{kind.name}` | {kind.what} | {', '.join(f'`{code}`' for code in kind.codes) or '–'} |" for kind in kinds
    ]
    return "### Kinds\n\n" + "\n".join(lines)
