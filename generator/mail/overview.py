"""The content of digests and of topics' mails, which share their templates: issues, deals, corrections, dates ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.mail.ahead import Day
from generator.views.changes import Link
from generator.views.corrections import CorrectionView
from generator.views.issues import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An issue as a digest lists it."""

    title: str
    """Its headline."""
    subject: str
    """The subject of its own mail."""
    href: str
    """Its page."""
    byline: tuple[str, ...]
    """Its day and, in a word each, what it says about itself: ("30. Januar 2026", "Nachgestellt")."""
    summary: str
    """Its summary as plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The names that the `digest` and `topic` templates print beside the frame and the deals."""

    title: str
    """The headline: "Woche 5/2026"."""
    byline: tuple[str, ...]
    """The line below it, in parts: ("26. Januar bis 1. Februar 2026", "eine Ausgabe")."""
    dek: str = ""
    """A summary below that, "" if there is none."""
    notices: tuple[Notice, ...] = ()
    """The notices of an issue about itself, such as that it was written later."""
    entries: tuple[Listed, ...] = ()
    """The issues, newest first."""
    news: Mapping[str, str] = field(default_factory=dict)
    """The news of each deal, by its id: "Neu: angekündigt (27. Februar 2026); 3 Angaben"."""
    corrections: tuple[CorrectionView, ...] = ()
    """The corrections, newest first."""
    ahead: tuple[Day, ...]
    """The dates ahead, the nearest first."""
    deals_url: str
    """Where the deals stand that did not fit."""
    rest: Link
    """The button at the end: where the rest is."""
