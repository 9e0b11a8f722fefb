"""The report of what changes for readers: for a terminal, or as Markdown for a pull request's summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from generator.cli.diff.change import Change, Piece
from generator.cli.diff.difference import Difference, Page
from generator.text.templating import escape_markdown
from generator.views.edition import Edition

Form = Literal["text", "markdown"]
FORMS: tuple[Form, ...] = get_args(Form)
NAMED = 12
"""The most addresses that are named of pages that only repeat something."""
_Line = tuple[Piece, ...]
_Entry = tuple[_Line, ...]
"""A line, and the lines below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Entries under a heading."""

    heading: str
    """The heading."""
    entries: tuple[_Entry, ...]
    """The entries; without any, the part is left out."""
    note: str = ""
    """What an editor should do about them; "" if there is nothing to do."""


def report(difference: Difference, edition: Edition, form: Form) -> str:
    """The whole report in the language of the edition, which is one of the newer publication."""
    t = edition.locale.t
    intro = t("diff.as_of", date=edition.locale.date(edition.as_of))
    if difference.stood:
        intro = f"{intro} {t('diff.stood', date=edition.locale.date(difference.stood))}"
    if difference.nothing:
        intro = f"{intro} {t('diff.nothing')}"
    parts = [part for part in _parts(difference, edition) if part.entries]
    write = {"text": _text, "markdown": _markdown}[form]
    return "\n".join(write(t("diff.heading"), intro, parts)) + "\n"


def _parts(difference: Difference, edition: Edition) -> Iterator[_Part]:
    """The parts of the report: first what an editor must not miss, last what only follows from the rest."""
    t = edition.locale.t

    def pages(found: Iterable[Page], *, line: bool = False) -> tuple[_Entry, ...]:
        return tuple(tuple(_page(page, edition, line=line)) for page in found)

    yield _Part(heading=t("diff.silent"), entries=pages(difference.silent), note=t("diff.silent.text"))
    issue = f"{t('diff.kind.briefings')}: "
    mails = tuple(
        f"{issue if mail.kind == 'issue' else ''}{mail.subject} ({mail.language})" for mail in difference.mails
    )
    yield _Part(heading=t("diff.mails"), entries=tuple((_words(text),) for text in mails))
    corrections = tuple(
        (_change(c, edition) if c.before else _words(f"{c.label}: {c.now}"),) for c in difference.corrections
    )
    yield _Part(heading=t("diff.corrections"), entries=corrections)
    yield _Part(heading=t("diff.new"), entries=pages(difference.new, line=True))
    yield _Part(heading=t("diff.gone"), entries=pages(difference.gone))
    yield _Part(heading=t("diff.moved"), entries=pages(difference.moved))
    yield _Part(heading=t("diff.changed"), entries=pages(difference.changed))
    others = difference.others
    named = [*(address or "/" for address in others[:NAMED]), *(["…"] if len(others) > NAMED else [])]
    heading = edition.locale.plural("diff.others", len(others))
    yield _Part(heading=heading, entries=((_words(", ".join(named)),),) if named else ())


def _page(page: Page, edition: Edition, *, line: bool) -> Iterator[_Line]:
    """Kind, title and address, "deals/old/ → deals/new/" if it moved; below, its line if asked for, and its changes."""
    t = edition.locale.t
    language = f" ({page.language})" if page.language else ""
    moved = f"{page.before} → " if page.before else ""
    yield _words(f"{t(f'diff.kind.{page.kind}')}: {page.title}{language} – {moved}{page.address or '/'}")
    if not page.leads_on:
        yield _words(t("diff.dead"))
    if line and page.line:
        yield _words(page.line)
    for change in page.changes:
        yield _change(change, edition)


def _change(change: Change, edition: Edition) -> _Line:
    label = f"{change.label} ({change.language})" if change.language else change.label
    if not change.before:
        return _words(f"{edition.locale.t('diff.appeared', label=label)}: {change.now}")
    if not change.after:
        return _words(f"{edition.locale.t('diff.removed', label=label)}: {change.was}")
    return (*_words(f"{label}:"), *(change.pieces or _words(f"{change.was} → {change.now}")))


def _words(text: str) -> _Line:
    return (Piece("same", text),)


def _text(title: str, intro: str, parts: Iterable[_Part]) -> Iterator[str]:
    """Lines with differences marked as git marks words: [-gone-] {+new+}."""
    marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}

    def line(pieces: _Line) -> str:
        return " ".join(_within(piece.text, marks[piece.mark]) for piece in pieces)

    yield from (title, intro)
    for part in parts:
        yield from ("", part.heading, *([part.note] if part.note else []))
        for head, *below in part.entries:
            yield f"  {line(head)}"
            yield from (f"    {line(pieces)}" for pieces in below)


def _markdown(title: str, intro: str, parts: Iterable[_Part]) -> Iterator[str]:
    """Lists under headings; whatever an editor wrote is escaped.

    What to do about a part stands in an alert above it.
    """
    marks = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}

    def line(pieces: _Line) -> str:
        return " ".join(_within(escape_markdown(piece.text), marks[piece.mark]) for piece in pieces)

    yield from (f"## {title}", "", intro)
    for part in parts:
        yield from ("", f"### {part.heading}", "")
        if part.note:
            yield from ("> [!WARNING]", f"> {part.note}", "")
        for head, *below in part.entries:
            yield f"- {line(head)}"
            yield from (f"  - {line(pieces)}" for pieces in below)


def _within(text: str, marks: tuple[str, str]) -> str:
    return f"{marks[0]}{text}{marks[1]}"
