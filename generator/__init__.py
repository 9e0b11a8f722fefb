"""Kapitalbrief: content in, publication out, along one line with the disk at both ends.

`load` reads the content folder into records, `analysis` computes what was known of every figure on a date, `rules` says
what makes no sense, `outputs` turn an edition into artifacts, `publish` writes them, `engine` makes the site.
`pipeline` is the recipe. ARCHITECTURE.md has the drawing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.publish.pipeline import build, check

__all__ = ["build", "check"]


def __getattr__(name: str) -> Any:
    """The recipe, imported by whoever asks for it: a process that only paints needs nothing of it."""
    if name in __all__:
        return getattr(import_module("generator.publish.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
