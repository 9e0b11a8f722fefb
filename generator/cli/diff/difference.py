"""The differences that readers see between two publications as of one day.

The transcripts of both are compared page by page and passage by passage. Then the finished pages are compared too, so
that nothing changes unsaid: pages that differ although their transcripts do not are named last; they repeat what
another page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.cli.diff.change import Change, changes
from generator.cli.diff.page_text import Kind
from generator.cli.diff.transcript import Transcript, read
from generator.mail import mail as finished
from generator.mail.issues import erratum_mail
from generator.mail.mail import Kind as MailKind
from generator.mail.mailbag import mails
from generator.outputs.pages import pages
from generator.text import paths
from generator.views.corrections import CorrectionView
from generator.views.edition import Edition, every_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that comes, goes, moves or says something else."""

    kind: Kind
    """The kind of page."""
    address: str
    """Its address, the old one if it goes: "deals/openai-round-2026/"."""
    title: str
    """Its title for readers."""
    line: str
    """One line that says what it is; "" if it has none."""
    language: str = ""
    """Code of the language that this holds for; "" for the report's own."""
    before: str = ""
    """The address that it had; "" if it did not move."""
    leads_on: bool = True
    """False if its old address leads nowhere now."""
    changes: tuple[Change, ...] = ()
    """What it says otherwise; () unless it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that there was no reason for before."""

    language: str
    """Code of its language."""
    subject: str
    """Its subject."""
    kind: MailKind
    """What it is: an issue, an erratum, a digest, an alert, a topic's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that changes for readers."""

    stood: date | None
    """The day that the older publication itself names, if the newer one names another; else None. What that alone
    changes is not in here."""
    silent: tuple[Page, ...]
    """Published issues, with what changes in them and no correction tells."""
    mails: tuple[Mail, ...]
    """Mails that there was no reason for before."""
    corrections: tuple[Change, ...]
    """Corrections that are new, taken back, or say something else."""
    new: tuple[Page, ...]
    """Pages that come."""
    gone: tuple[Page, ...]
    """Pages that go."""
    moved: tuple[Page, ...]
    """Pages that have another address."""
    changed: tuple[Page, ...]
    """Pages that stay and say something else, without what `silent` tells."""
    others: tuple[str, ...]
    """Addresses of pages that only repeat what changes elsewhere."""

    @property
    def nothing(self) -> bool:
        """True if readers see no difference at all."""
        lists = (self.silent, self.mails, self.corrections, self.new, self.gone, self.moved, self.changed, self.others)
        return not any(lists)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One language before and after."""

    tag: str
    """Code of the language; "" for the report's own."""
    was: Transcript
    """Its transcript in the older publication; without pages if there was none."""
    now: Transcript
    """Its transcript in the newer publication."""


def compare(old: Sequence[Edition], new: Sequence[Edition], language: str) -> Difference:
    """The changes from `old` to `new`, told in one of the new languages; of the others, only what is written in
    them."""
    before = {edition.language: read(edition) for edition in old}
    after = {edition.language: read(edition) for edition in new}
    pairs = [
        _Pair("" if name == language else name, before.get(name, _nothing(after[name])), after[name])
        for name in sorted(after, key=lambda name: name != language)
    ]
    moves = _moves(pairs[0])
    told = _told(pairs[0])
    new_pages, gone = _once(_new(pairs, moves)), _once(_gone(pairs, moves))
    moved = tuple(_moved(pairs[0], moves))
    changed = tuple(_changed(pairs, moves))
    silent = tuple(_with(page, [c for c in page.changes if _is_silent(page, c, pairs[0], told)]) for page in changed)
    rest = tuple(
        _with(page, [c for c in page.changes if c not in s.changes]) for page, s in zip(changed, silent, strict=True)
    )
    named = {address for page in (*new_pages, *gone, *moved, *changed) for address in (page.address, page.before)}
    days = [editions[0].archive.publication.as_of for editions in (old, new)]
    return Difference(
        stood=days[0] if days[0] != days[1] else None,
        silent=tuple(page for page in silent if page.changes),
        mails=tuple(_mails(pairs, moves, told)),
        corrections=tuple(_corrections(pairs[0])),
        new=new_pages,
        gone=gone,
        moved=moved,
        changed=tuple(page for page in rest if page.changes),
        others=tuple(sorted(_differing(old, new) - named)),
    )


def _nothing(transcript: Transcript) -> Transcript:
    """An empty transcript, for a language that the older publication lacks."""
    return replace(transcript, pages={}, corrections=())


def _moves(pair: _Pair) -> dict[str, str]:
    """The old address of each page that moved, by the new one: a redirect leads there, or else one page went and one of
    the same kind and title came."""
    lost = [address for address in pair.was.pages if address not in pair.now.pages]
    come = [address for address in pair.now.pages if address not in pair.was.pages]
    leads = pair.now.edition.archive.publication.leads_to
    found: dict[str, str] = {}
    for address in lost:
        target = leads.get(address, "").partition("#")[0]
        if target in come:
            found.setdefault(target, address)
    for address in (address for address in lost if address not in found.values()):
        page = pair.was.pages[address]
        same = [a for a in come if (pair.now.pages[a].kind, pair.now.pages[a].title) == (page.kind, page.title)]
        if len(same) == 1:
            found.setdefault(same[0], address)
    return found


def _page(pair: _Pair, address: str, transcript: Transcript) -> Page:
    page = transcript.pages[address]
    return Page(kind=page.kind, address=address, title=page.title, line=page.line, language=pair.tag)


def _once(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Each address once, in the first language that has it."""
    found: dict[str, Page] = {}
    for page in pages:
        found.setdefault(page.address, page)
    return tuple(found.values())


def _new(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    for pair in pairs:
        for address in pair.now.pages:
            if moves.get(address, address) not in pair.was.pages:
                yield _page(pair, address, pair.now)


def _gone(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    for pair in pairs:
        leads = pair.now.edition.archive.publication.leads_to
        for address in pair.was.pages:
            if address not in pair.now.pages and address not in moves.values():
                yield replace(_page(pair, address, pair.was), leads_on=address in leads)


def _moved(pair: _Pair, moves: Mapping[str, str]) -> Iterator[Page]:
    leads = pair.now.edition.archive.publication.leads_to
    for address, before in moves.items():
        yield replace(_page(pair, address, pair.now), before=before, leads_on=before in leads)


def _changed(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    """Every page that stays and says something else, with its changes in all languages."""
    for address in dict.fromkeys(address for pair in pairs for address in pair.now.pages):
        before = moves.get(address, address)
        both = [pair for pair in pairs if address in pair.now.pages and before in pair.was.pages]
        found = [c for pair in both for c in changes(pair.was.pages[before], pair.now.pages[address], pair.tag)]
        if found:
            yield _with(_page(both[0], address, both[0].now), found)


def _with(page: Page, found: Iterable[Change]) -> Page:
    return replace(page, changes=tuple(found))


def _told(pair: _Pair) -> tuple[CorrectionView, ...]:
    """The corrections that readers did not see before."""
    known = {_says(view) for view in pair.was.corrections}
    return tuple(view for view in pair.now.corrections if _says(view) not in known)


def _is_silent(page: Page, change: Change, pair: _Pair, told: Iterable[CorrectionView]) -> bool:
    """True if an issue changes and no new correction says so.

    Its texts want a correction of its own, its data one that concerns it.
    """
    if page.kind != "briefings" or change.nature == "addition":
        return False
    name = page.address.split("/")[1]
    own = pair.now.edition.archive.issues[name].corrections
    if change.nature == "prose":
        return not any(view.record in own for view in told)
    return not any(name in view.concerns for view in told)


def _corrections(pair: _Pair) -> Iterator[Change]:
    """A change for each correction that is new, taken back, or says something else."""
    t = pair.now.edition.locale.t
    before, after = ({_says(view): view for view in side.corrections} for side in (pair.was, pair.now))
    for words, view in (after | before).items():
        if words not in before or words not in after:
            label = ", ".join(filter(None, [f"{view.word}, {view.date}: {view.title}", view.label]))
            text = f"{t('correction.change', was=view.was, now=view.now)} {view.reason}"
            was, now = ("", text) if words in after else (text, "")
            yield Change(label=label, language="", nature="data", before=was, after=now)


def _says(view: CorrectionView) -> tuple[str, ...]:
    """All that a correction says; two that say the same are the same, whatever their deal is called today."""
    return view.date, view.word, view.label, view.was, view.now, view.reason


def _mails(pairs: Sequence[_Pair], moves: Mapping[str, str], told: Iterable[CorrectionView]) -> Iterator[Mail]:
    """Mails that a language did not send before, and an erratum where a new correction of substance concerns an old
    issue."""
    weighty = [view for view in told if view.record.is_material]
    for pair in pairs:
        had = mails(pair.was.edition) if pair.was.pages else {}
        for name, make in mails(pair.now.edition).items():
            is_old = not _names_before(name, moves).isdisjoint(had)
            made = _erratum(pair.now.edition, name, weighty) if is_old else next(make())
            if made:
                yield Mail(language=made.language, subject=made.subject, kind=made.kind)


def _names_before(name: str, moves: Mapping[str, str]) -> set[str]:
    """The ids that an issue or a deal may have had: its own, and that of its page before it moved."""
    pages = (paths.page("briefings", name), paths.page("deals", name))
    return {name, *(moves[page].split("/")[1] for page in pages if page in moves)}


def _erratum(edition: Edition, name: str, weighty: Iterable[CorrectionView]) -> finished.Mail | None:
    """The erratum to an issue that was sent before; None if it is no issue or no new correction concerns it."""
    issue = edition.archive.issues.get(name)
    if issue is None or not any(name in view.concerns or view.deal in issue.listed for view in weighty):
        return None
    return erratum_mail(edition, name)


def _differing(old: Iterable[Edition], new: Iterable[Edition]) -> set[str]:
    """The addresses of all pages that are not the same, in any language."""

    before, after = (
        {artifact.path: artifact.content for edition in editions for artifact in every_file(pages(edition))}
        for editions in (old, new)
    )
    differ = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    return {path.split("/", 2)[2].removesuffix("index.md") for path in differ}
