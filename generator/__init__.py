"""Kapitalbrief: content in, publication out, along one line with the disk at both ends.

`load` reads the content folder into records, `analysis` computes what was known of every figure on a date, `rules` says
what makes no sense, `outputs` turn an edition into artifacts, `publish` writes them, `engine` makes the site.
`pipeline` is the recipe. ARCHITECTURE.md has the drawing.
"""

from generator.publish.pipeline import build, check

__all__ = ["build", "check"]
