"""All money of one kind between an organisation and a lab, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.flows import Edge, is_firm
from generator.charts import lettering
from generator.charts.marks import DASH, Box, Label, Mark
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """All payments of one kind between an organisation and a lab."""

    other: str
    """The organisation's id; it finances the lab, or sells to it."""
    lab: str
    """The lab's id."""
    edges: tuple[Edge, ...]
    """The payments."""
    circular: bool
    """Whether a direct circle holds them: the one finances the other and sells to it too."""

    @property
    def css(self) -> str:
        """The class of its line."""
        return "c-hots" if self.circular else "c-flow"

    @property
    def head(self) -> str:
        """The class of its arrow's head."""
        return "c-hot" if self.circular else "c-flowf"

    @property
    def stroke(self) -> float:
        """How thick its line is, in pixels."""
        return 3.0 if self.circular else 1.5

    @property
    def dash(self) -> str:
        """How its line is broken: it is whole only if all the money that its number counts is signed."""
        return "" if is_firm(self.edges) else DASH


def node(writer: Writer, name: str, box: Box, *, circular: bool = False) -> Iterator[Mark]:
    """An organisation: its name in a box, and a word where money comes back to it."""
    yield Box(x=box.x + 0.5, y=box.y, w=box.w - 1, h=box.h, css="c-node-hot" if circular else "c-node")
    middle, base = box.x + box.w / 2, box.y + box.h / 2 + (-3 if circular else 4.5)
    small = lettering.width(writer.name(name), 13, True) > box.w - 8
    text = lettering.fit(writer.name(name), box.w - 8, 12 if small else 13, True)
    yield Label(x=middle, y=base, text=text, bold=True, small=small, anchor="middle")
    if circular:
        word = lettering.fit(writer.edition.locale.t("flows.circular"), box.w - 6, 12)
        yield Label(x=middle, y=base + 16, text=word, css="c-hot", small=True, anchor="middle")
