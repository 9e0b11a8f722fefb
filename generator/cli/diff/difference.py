"""What changes for readers between two publications as of one day: which pages come and go, what each says otherwise.

The sheets of both are compared passage by passage. Then the pages themselves are, so that nothing changes unsaid: pages
that differ although their sheets do not are named last; they repeat what another page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.cli.diff.change import Change, changes
from generator.cli.diff.sheet import Kind
from generator.cli.diff.transcript import Transcript, read
from generator.mail import mail as finished
from generator.mail.issues import erratum_mail
from generator.mail.mail import Kind as MailKind
from generator.mail.mailbag import mails
from generator.outputs.pages import pages
from generator.text import paths
from generator.views.changes import CorrectionView
from generator.views.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that comes, goes, moves or says something else. `language` is "" if that holds for the first one.

    `before` is the address it had, and `leads_on` whether that address still leads somewhere.
    """

    kind: Kind
    address: str
    title: str
    line: str
    language: str = ""
    before: str = ""
    leads_on: bool = True
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that there was no reason for before: an issue, an erratum to one, a digest, an alert, a topic's."""

    language: str
    subject: str
    kind: MailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that changes. `silent` are published issues with what changes in them and no correction tells;
    `others` are the addresses of pages that repeat what changes elsewhere. `stood` is the day that the older publication
    itself names, if the newer one names another: what that alone changes is not in here."""

    stood: date | None
    silent: tuple[Page, ...]
    mails: tuple[Mail, ...]
    corrections: tuple[Change, ...]
    new: tuple[Page, ...]
    gone: tuple[Page, ...]
    moved: tuple[Page, ...]
    changed: tuple[Page, ...]
    others: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether readers see no difference at all."""
        lists = (self.silent, self.mails, self.corrections, self.new, self.gone, self.moved, self.changed, self.others)
        return not any(lists)


@dataclass(frozen=True, slots=True)
class _Pair:
    """One language before and after; `tag` is "" for the language of the report."""

    tag: str
    was: Transcript
    now: Transcript


def compare(old: Sequence[Edition], new: Sequence[Edition], language: str) -> Difference:
    """What changes from `old` to `new`, told in one of the new languages; of the others, what is written in them."""
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
    """What a language said before there was any of it."""
    return replace(transcript, sheets={}, corrections=())


def _moves(pair: _Pair) -> dict[str, str]:
    """New address to old: where a redirect leads, else where one page went and one of the same name came."""
    lost = [address for address in pair.was.sheets if address not in pair.now.sheets]
    come = [address for address in pair.now.sheets if address not in pair.was.sheets]
    leads = pair.now.edition.archive.publication.leads_to
    found: dict[str, str] = {}
    for address in lost:
        target = leads.get(address, "").partition("#")[0]
        if target in come:
            found.setdefault(target, address)
    for address in (address for address in lost if address not in found.values()):
        page = pair.was.sheets[address]
        same = [a for a in come if (pair.now.sheets[a].kind, pair.now.sheets[a].title) == (page.kind, page.title)]
        if len(same) == 1:
            found.setdefault(same[0], address)
    return found


def _page(pair: _Pair, address: str, transcript: Transcript) -> Page:
    sheet = transcript.sheets[address]
    return Page(kind=sheet.kind, address=address, title=sheet.title, line=sheet.line, language=pair.tag)


def _once(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Each address once, in the first language that has it."""
    found: dict[str, Page] = {}
    for page in pages:
        found.setdefault(page.address, page)
    return tuple(found.values())


def _new(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    for pair in pairs:
        for address in pair.now.sheets:
            if moves.get(address, address) not in pair.was.sheets:
                yield _page(pair, address, pair.now)


def _gone(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    for pair in pairs:
        leads = pair.now.edition.archive.publication.leads_to
        for address in pair.was.sheets:
            if address not in pair.now.sheets and address not in moves.values():
                yield replace(_page(pair, address, pair.was), leads_on=address in leads)


def _moved(pair: _Pair, moves: Mapping[str, str]) -> Iterator[Page]:
    leads = pair.now.edition.archive.publication.leads_to
    for address, before in moves.items():
        yield replace(_page(pair, address, pair.now), before=before, leads_on=before in leads)


def _changed(pairs: Sequence[_Pair], moves: Mapping[str, str]) -> Iterator[Page]:
    """Every page that stays and says something else, with its changes in all languages."""
    for address in dict.fromkeys(address for pair in pairs for address in pair.now.sheets):
        before = moves.get(address, address)
        both = [pair for pair in pairs if address in pair.now.sheets and before in pair.was.sheets]
        found = [c for pair in both for c in changes(pair.was.sheets[before], pair.now.sheets[address], pair.tag)]
        if found:
            yield _with(_page(both[0], address, both[0].now), found)


def _with(page: Page, found: Iterable[Change]) -> Page:
    return replace(page, changes=tuple(found))


def _told(pair: _Pair) -> tuple[CorrectionView, ...]:
    """The corrections that readers did not see before."""
    known = {_says(view) for view in pair.was.corrections}
    return tuple(view for view in pair.now.corrections if _says(view) not in known)


def _is_silent(page: Page, change: Change, pair: _Pair, told: Iterable[CorrectionView]) -> bool:
    """Whether an issue changes without a word: its texts want a correction of its own, its data one that concerns it."""
    if page.kind != "briefings" or change.nature == "addition":
        return False
    name = page.address.split("/")[1]
    own = pair.now.edition.archive.issues[name].corrections
    if change.nature == "prose":
        return not any(view.record in own for view in told)
    return not any(name in view.concerns for view in told)


def _corrections(pair: _Pair) -> Iterator[Change]:
    """The new ones, and those that are taken back or say something else now."""
    t = pair.now.edition.locale.t
    before, after = ({_says(view): view for view in side.corrections} for side in (pair.was, pair.now))
    for words, view in (after | before).items():
        if words not in before or words not in after:
            label = ", ".join(filter(None, [f"{view.word}, {view.date}: {view.title}", view.label]))
            text = f"{t('correction.change', was=view.was, now=view.now)} {view.reason}"
            was, now = ("", text) if words in after else (text, "")
            yield Change(label=label, language="", nature="data", before=was, after=now)


def _says(view: CorrectionView) -> tuple[str, ...]:
    """What makes two corrections the same, whatever their deal is called today."""
    return view.date, view.word, view.label, view.was, view.now, view.reason


def _mails(pairs: Sequence[_Pair], moves: Mapping[str, str], told: Iterable[CorrectionView]) -> Iterator[Mail]:
    """What a language did not send before, and an erratum if a new correction of substance concerns an old issue."""
    weighty = [view for view in told if view.record.is_material]
    for pair in pairs:
        edition = pair.now.edition
        had = mails(pair.was.edition) if pair.was.sheets else {}
        for name, make in mails(edition).items():
            pages = (paths.page("briefings", name), paths.page("deals", name))
            if not {name, *(moves[page].split("/")[1] for page in pages if page in moves)} & had.keys():
                yield _mail(next(make()))
            elif issue := edition.archive.issues.get(name):
                concerned = any(name in view.concerns or view.deal in issue.listed for view in weighty)
                erratum = erratum_mail(edition, name) if concerned else None
                if erratum:
                    yield _mail(erratum)


def _mail(made: finished.Mail) -> Mail:
    return Mail(language=made.language, subject=made.subject, kind=made.kind)


def _differing(old: Iterable[Edition], new: Iterable[Edition]) -> set[str]:
    """The addresses of all pages that are not the same, in any language."""

    before, after = (
        {artifact.path: artifact.content for edition in editions for artifact in pages(edition)}
        for editions in (old, new)
    )
    differ = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    return {path.split("/", 2)[2].removesuffix("index.md") for path in differ}
