"""How large a mail may be, and what folds first when it would be larger.

Gmail clips a mail at about 102 kB, and with it the imprint and the way out. Whether the decoded HTML or its transport
form counts is disputed, so the larger one does: quoted-printable, with a reserve for what a provider adds.

The deals after the lead stand in the editor's order, which is their rank. From the last one upwards they fold to a line
with title and amount; when all are lines and that is not enough, from the last one upwards to one link: "and n more".
"""

from __future__ import annotations

from collections.abc import Callable
from email.quoprimime import body_encode

from generator.mail.mail import Fold

RESERVE = 6_000
"""Bytes a provider may add: its own links, headers in the body, longer addresses."""
TARGET = 80_000
"""What folding aims at, and where lint warns."""
LIMIT = 96_000
"""What no mail may reach."""


def weight(html: str) -> int:
    """The HTML part's bytes as they travel, with the reserve."""
    # body_encode works on latin-1 characters that stand for bytes, as the email package itself does.
    return len(body_encode(html.encode().decode("latin-1"))) + RESERVE


def fit(count: int, render: Callable[[Fold], str]) -> tuple[Fold, str]:
    """The largest way of printing `count` deals that stays within the target, and its HTML.

    If nothing does, the smallest: then the texts are too long, and lint says so.
    """

    def made(full: int, lines: int) -> tuple[Fold, str]:
        fold = Fold(full=full, lines=lines, more=count - full - lines)
        return fold, render(fold)

    def fits(candidate: tuple[Fold, str]) -> bool:
        return weight(candidate[1]) <= TARGET

    best = made(count, 0)
    if fits(best):
        return best

    def folded(full: int) -> tuple[Fold, str]:
        return made(full, count - full)

    def counted(lines: int) -> tuple[Fold, str]:
        return made(0, lines)

    for way in (folded, counted):
        # Bytes grow with n, so the largest n that fits is found by halving.
        best, low, high = way(0), 0, count
        if not fits(best):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            candidate = way(middle)
            if fits(candidate):
                best, low = candidate, middle
            else:
                high = middle
        return best
    return best
