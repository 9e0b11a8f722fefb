"""The table of detectors in the editors' guide. Run `python -m tests.rules.guide` after one or its sentence changed."""

from __future__ import annotations

from pathlib import Path

from generator.rules import DETECTORS

GUIDE = Path(__file__).resolve().parents[2] / "content" / "README.md"
BEGIN = "<!-- detectors: this table is written by `make golden` from generator/rules/detectors -->\n"
END = "<!-- end of detectors -->\n"


def table() -> str:
    """One line a detector: its code and its sentence."""
    rows = [f"| `{detector.code}` | {detector.sentence} |\n" for detector in DETECTORS]
    return "".join(["| Code | What an editor is asked to look at |\n", "|---|---|\n", *rows])


def written() -> str:
    """The table as the guide has it."""
    return GUIDE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def update() -> None:
    """Writes the table into the guide, in place of the old one."""
    text = GUIDE.read_text("utf-8")
    GUIDE.write_text(text.replace(f"{BEGIN}{written()}{END}", f"{BEGIN}{table()}{END}"), "utf-8")


if __name__ == "__main__":
    update()
