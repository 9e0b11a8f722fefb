"""How large a mail may be, and what folds first when it would be larger.

Gmail clips a mail at about 102 kB, and with it the imprint and the unsubscribe link. Whether the decoded HTML or its
transport form counts is disputed, so the larger one does: quoted-printable, with a reserve for what a provider adds.

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
"""Bytes that folding aims at, and from which lint warns."""
LIMIT = 96_000
"""Bytes that no mail may reach."""


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

    best = made(count, 0)
    if _fits(best):
        return best
    ways: tuple[Callable[[int], tuple[Fold, str]], ...] = (lambda n: made(n, count - n), lambda n: made(0, n))
    for way in ways:
        best = way(0)
        if _fits(best):
            return _largest(way, best, count)
    return best


def _largest(way: Callable[[int], tuple[Fold, str]], best: tuple[Fold, str], count: int) -> tuple[Fold, str]:
    """The way's result for the largest n below `count` that fits; `best` is that for 0.

    Bytes grow with n, so n is found by halving.
    """
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        candidate = way(middle)
        if _fits(candidate):
            best, low = candidate, middle
        else:
            high = middle
    return best


def _fits(candidate: tuple[Fold, str]) -> bool:
    return weight(candidate[1]) <= TARGET
