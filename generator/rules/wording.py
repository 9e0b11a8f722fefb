"""Words that detectors share: claims and numbers as an editor reads them in a message."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from generator.analysis.figures import KnownClaim
from generator.text.money import Quantity


def named(claim: KnownClaim) -> str:
    """A claim's id and what it says: `'amz-wsj' (up to 50bn USD)`."""
    return f"'{claim.id}' ({claim.value})"


def some(claims: Iterable[KnownClaim]) -> str:
    """The first two claims, and how many there are besides."""
    names = [named(claim) for claim in claims]
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def about(number: Decimal, unit: str | None) -> str:
    """A number to three digits: "about 59.5bn USD"."""
    return str(Quantity("about", Context(prec=3).create_decimal(number), None, unit))


def exactly(number: Decimal, unit: str | None) -> str:
    """A number to four digits, without zeros that nobody said: "6mn EUR"."""
    return str(Quantity("exact", Context(prec=4).create_decimal(number).normalize(), None, unit))


def short(factor: Decimal) -> str:
    """A rate to four digits: "1.192"."""
    return f"{Context(prec=4).create_decimal(factor):f}"
