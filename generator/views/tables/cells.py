"""The cells of the open data, and how dates, texts and bounds become cells: exact, nothing rounded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from generator.content.records.base import Words
from generator.text.dates import PartialDate
from generator.text.money import Interval
from generator.views.edition import Edition
from generator.views.tables.schema import DELIMITER

Cell = str | int | bool | Decimal | date | datetime | tuple[str, ...] | None
Row = Mapping[str, Cell]
"""The cells of a row by column; a column that is left out is empty."""


def text(cell: Cell) -> str:
    """The cell in full: no exponent, no rounding.

    >>> text(Decimal("5.0E+10")), text(True), text(None), text(("a", "b"))
    ('50000000000', 'true', '', 'a;b')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case datetime():
            return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return cell.isoformat()
        case tuple():
            return DELIMITER.join(cell)
        case _:
            return str(cell)


def bounds(prefix: str, interval: Interval | None) -> Row:
    """The two ends of an interval and whether each is open, in four columns; none of them without an interval."""
    if interval is None:
        return {}
    return {
        f"{prefix}low": interval.low,
        f"{prefix}high": interval.high,
        f"{prefix}low_open": interval.low_open,
        f"{prefix}high_open": interval.high_open,
    }


def words(edition: Edition, name: str, words: Words | None, *, whole: bool = False) -> dict[str, Cell]:
    """A text in every language that has it; `whole` fills gaps from another language, as names do."""
    languages = edition.archive.publication.languages
    return {
        f"{name}_{language}": (words.any if whole else words.get)(language) if words else None for language in languages
    }


def url(edition: Edition, address: str) -> str | None:
    """The page in the edition's language, else in another that has it; None if none has."""
    page = address.partition("#")[0]
    if edition.has(page):
        return edition.url(address)
    foreign = edition.elsewhere(address)
    return edition.url(address, foreign) if foreign else None


def partial(value: PartialDate | date | None) -> str | None:
    """A date as ISO 8601 writes it, as much of it as is known; None if it is not known."""
    return value.iso if isinstance(value, PartialDate) else (value.isoformat() if value else None)
