"""The images of shared links: a card for each issue and deal, 1200 by 630 pixels, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.charts.lettering import fit, width, wrap
from generator.text import paths
from generator.text.templating import members
from generator.views.edition import Artifact, Edition, Unit
from generator.views.social import Card, all_cards

ROOM = 1056
"""From margin to margin, in pixels."""
_TITLES = {True: ((72, 2), (60, 3), (52, 3)), False: ((72, 3), (60, 4), (52, 5))}
"""Sizes of a title and the lines it may have at each, with an amount under it and without. The first that holds it is
taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines of one size."""

    lines: tuple[str, ...]
    """The text, a line each."""
    size: int
    """How high the letters are, in pixels."""
    top: float
    """The baseline of the first line."""

    @property
    def step(self) -> float:
        """From a baseline to the next."""
        return round(self.size * 1.18, 1)

    @property
    def rule(self) -> float:
        """The height of the line above the block."""
        return self.top - self.size - 22


@dataclass(frozen=True, slots=True, kw_only=True)
class CardImage:
    """The lines of a card, broken and placed."""

    kicker: str
    """The line above the title: number and date, or kind and state."""
    title: _Block
    """The title, as large as it fits."""
    amount: _Block
    """The amount; no lines if there is none."""
    speaker: _Block
    """The speaker; no lines if there is none."""
    site: str
    """The publication's title."""
    tagline: str
    """The publication in a sentence; "" where that is said above already."""


def cards(edition: Edition) -> Iterator[Unit]:
    """A card for each issue and deal of this language, and one for the publication."""
    for key, make in all_cards(edition):
        yield Unit(key, partial(_files, edition, make))


def _files(edition: Edition, make: Callable[[], Card]) -> Iterator[Artifact]:
    card = make()
    yield Artifact(paths.site_file(edition.language, card.path), drawing(edition, card).encode(), scale=1)


def drawing(edition: Edition, card: Card) -> str:
    """The card as SVG, every line broken and placed."""
    publication = edition.archive.publication
    few = card.amount != ""
    title = _title(card.title, few)
    below = title.top + title.step * len(title.lines)
    amount = _Block(lines=(fit(card.amount, ROOM, 46, bold=True),) if few else (), size=46, top=max(below + 48, 410))
    speaker = _Block(lines=wrap(card.speaker, ROOM, 26, lines=2), size=26, top=amount.top + 44)
    tagline = publication.tagline.any(edition.language)
    tagline = "" if tagline == card.amount else tagline
    left = ROOM - 40 - width(publication.title, 30, bold=True)
    body = CardImage(
        kicker=fit(card.kicker[:1].upper() + card.kicker[1:], ROOM, 30),
        title=title,
        amount=amount,
        speaker=speaker,
        site=publication.title,
        tagline=fit(tagline, left, 26),
    )
    return edition.templates.render("cards/card.svg.j2", members(body))


def _title(text: str, few: bool) -> _Block:
    """The title as large as it fits; with an amount under it, there is room for fewer lines."""
    for size, most in _TITLES[few]:
        lines = wrap(text, ROOM, size, bold=True, lines=most + 1)
        if len(lines) <= most and all(width(line, size, bold=True) <= ROOM for line in lines):
            break
    else:
        lines = wrap(text, ROOM, size, bold=True, lines=most)
    return _Block(lines=lines, size=size, top=118 + size * 1.1)
