"""What changed in an issue's deals since the issue that treated each last, in sentences: for pages, feeds and mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import changes, developments, frozen
from generator.analysis.changes import Change, Kind
from generator.analysis.expectations import ONCE
from generator.analysis.known import DEAL_FIGURES
from generator.content.indexes import indexes_of
from generator.content.records import Snapshot
from generator.content.records.snapshot import FrozenClaim, FrozenStep
from generator.text import paths
from generator.views import timing
from generator.views.changes import issue_link, label, snapshot_of, step, title
from generator.views.titles import NAMED
from generator.views.writer import Writer

_BY_SIZE: tuple[Kind, ...] = ("above", "below", "agreed_above", "agreed_below")
"""Changes told as "122 statt bis zu 100 Mrd. $", in which both numbers may share their unit."""
_BY_NAME: tuple[Kind, ...] = ("agreed_above", "agreed_below")
"""Changes in which an amount may go by what it is of: "Die Runde ist größer als gedacht"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change of a deal."""

    rank: int
    """How much it matters: 0 is a correction, which is never left out."""
    text: str
    """The change in a sentence: "Der Abschluss ist da.\""""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealChanges:
    """The changes of one deal."""

    title: str
    """The deal's headline."""
    href: str
    """Its page, "" where it lacks this language."""
    since: str
    """Since which issue: "Seit Ausgabe 3 vom 30. Januar 2026"."""
    since_href: str
    """That issue's page, "" where it lacks this language."""
    changes: tuple[str, ...]
    """Its changes, a sentence each, the most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The changes in the deals that an earlier issue treated."""

    heading: str
    """The section's heading, where the editor gives it none."""
    deals: tuple[DealChanges, ...]
    """The deals in which something changed, in the issue's order."""

    @property
    def common(self) -> DealChanges | None:
        """Any of the deals, if all are compared with one issue, so that it is named once; else None."""
        return self.deals[0] if len({deal.since for deal in self.deals}) == 1 else None


def since(writer: Writer, name: str) -> Since | None:
    """What changed in an issue's deals, each compared with the last issue that lists it; None if none does."""
    edition = writer.edition
    shown = snapshot_of(edition, name)
    told = indexes_of(edition.archive).telling(*shown.deals)
    order = [other for other in edition.then if other in {name, *told}]
    snapshots = {other: snapshot_of(edition, other) for other in order[: order.index(name)]}
    before = changes.last_treated(name, shown, order, snapshots)
    if not before:
        return None
    ranked = [deal for deal in edition.archive.issues[name].listed if deal in before]
    found = ((deal, before[deal], tuple(_sentences(writer, deal, before[deal], shown))) for deal in ranked)
    return Since(
        heading=edition.locale.t("section.what_changed"),
        deals=tuple(_deal(writer, deal, older, lines) for deal, older, lines in found if lines),
    )


def _deal(writer: Writer, deal: str, older: Snapshot, sentences: tuple[str, ...]) -> DealChanges:
    edition = writer.edition
    last = issue_link(writer, older.issue)
    return DealChanges(
        title=title(writer, deal),
        href=writer.href(paths.page("deals", deal)) if edition.has(paths.page("deals", deal)) else "",
        since=edition.locale.t("change.since", issue=last.text, date=edition.locale.date(older.date)),
        since_href=last.href,
        changes=sentences,
    )


def _sentences(writer: Writer, deal: str, older: Snapshot, newer: Snapshot) -> Iterator[str]:
    """Every correction, and of all else what matters most."""
    edition = writer.edition
    known = [(d, e) for d, e in frozen.corrections_for(edition.archive, newer) if e.date <= edition.as_of]
    found = [change for change in changes.between(older, newer, known) if change.deal == deal]
    told = [*(_told(writer, change) for change in found), *_developments(writer, deal, older)]
    told.sort(key=lambda one: one.rank)
    yield from (one.text for one in told if one.rank == 0)
    yield from [one.text for one in told if one.rank > 0][: changes.WORTH]


def _told(writer: Writer, change: Change) -> Told:
    t = writer.edition.locale.t
    if change.path is None:
        return Told(rank=0 if change.kind == "corrected" else 1, text=_step_told(writer, change))
    before, after = change.before, change.after
    pair = (before, after)
    words = dict(zip(("before", "after"), _both(writer, change, *pair), strict=True))
    if change.kind == "restated" and change.money:
        pre, post = pair if isinstance(before, FrozenClaim) and before.basis == "pre_money" else pair[::-1]
        words |= {"pre": _shown(writer, change, pre, post), "post": _shown(writer, change, post, pre)}
        words["money"] = writer.edition.locale.quantity(change.money.quantity)
    kind: str = change.kind
    if kind == "corrected":
        kind = "added" if before is None else "withdrawn" if after is None else kind
    return Told(
        rank=0 if change.kind == "corrected" else _rank(change.path),
        text=t(f"change.figure.{kind}", what=_what(writer, change.deal, change.path, change.kind), **words),
    )


def _step_told(writer: Writer, change: Change) -> str:
    locale = writer.edition.locale
    before, after = change.before, change.after
    states = {
        key: step(writer, mark.to)
        for key, mark in (("before", before), ("after", after))
        if isinstance(mark, FrozenStep)
    }
    if change.kind == "corrected":
        return locale.t(
            f"change.status.{'added' if before is None else 'withdrawn' if after is None else 'corrected'}", **states
        )
    if not isinstance(after, FrozenStep):
        return locale.t("change.status.withdrawn", **states)
    if change.kind == "back":
        return locale.t("change.status.back", **states)
    key = f"change.status.{after.to}"
    own = f"{key}.{writer.edition.archive.deals[change.deal].kind}"
    return locale.t(own if own in locale.words else key)


def _developments(writer: Writer, deal: str, older: Snapshot) -> Iterator[Told]:
    """What else is news: dates that moved, who joined, numbers that were confirmed or disputed."""
    edition, locale = writer.edition, writer.edition.locale
    then, now = edition.then[older.issue], writer.knowledge
    same = now.deals[deal].state if now.deals[deal].state == then.deals[deal].state else None
    for one in developments.moved(edition.archive, then, now, deal):
        what = edition.archive.vocabulary.word("event", one.after.event, edition.language)
        words = {
            "event": edition.text(one.after.text) if one.after.text and one.after.event not in ONCE else what,
            "before": timing.when(locale, one.before),
            "after": timing.when(locale, one.after),
        }
        key = "change.rescheduled.stands" if same else "change.rescheduled"
        yield Told(rank=4, text=locale.t(key, **words, status=locale.t(f"status.{same}") if same else ""))
    names = [writer.name(org) for org in developments.joined(then.deals[deal], now.deals[deal])]
    if names:
        listed = (
            locale.join(names) if len(names) <= NAMED + 1 else locale.t("deal.others", names=", ".join(names[:NAMED]))
        )
        yield Told(rank=5, text=locale.t("change.joined", names=listed))
    for path, figure in now.deals[deal].figures.items():
        before = then.figure(deal, path)
        told = developments.standing(before, figure) if before and figure.deal == deal else None
        if told and figure.shown:
            after = locale.quantity(figure.shown.value)
            what = _what(writer, deal, path)
            yield Told(rank=_rank(path) + 5, text=locale.t(f"change.figure.{told}", what=what, after=after))


def _rank(path: str) -> int:
    """The amount before the valuation, both before what is only of one party."""
    return 2 + DEAL_FIGURES.index(path) if path in ("amount", "valuation") else 6


def _what(writer: Writer, deal: str, path: str, kind: Kind | None = None) -> str:
    """The figure as a sentence begins with it: "Der Betrag", "Die Runde", "Der Betrag für Amazon"."""
    locale, known = (
        writer.edition.locale,
        writer.knowledge.figure(deal, path) or writer.edition.today.figure(deal, path),
    )
    if path in DEAL_FIGURES:
        own = f"change.of.{path}.{writer.edition.archive.deals[deal].kind}"
        return locale.t(own if kind in _BY_NAME and own in locale.words else f"change.of.{path}")
    org, _, what = path.rpartition(".")
    if org:
        return locale.t(f"change.of.party_{what}", org=writer.name(org))
    of = [s.of for s in writer.edition.archive.deals[deal].subtotals if s.id == path]
    if not of or known is None:
        return label(writer, deal, path)
    return locale.t("change.of.together", orgs=locale.join(writer.name(org) for org in of[0]))


def _both(
    writer: Writer, change: Change, before: FrozenClaim | FrozenStep | None, after: FrozenClaim | FrozenStep | None
) -> tuple[str, str]:
    """Both numbers; the later one without its unit where the earlier one follows with the same."""
    old, new = _shown(writer, change, before, after), _shown(writer, change, after, before)
    locale = writer.edition.locale
    number, _, unit = new.partition("\u00a0")
    shared = unit and old.endswith(f"\u00a0{unit}") and "(" not in unit and change.kind in _BY_SIZE
    return old, number if shared and locale.forms.range_shares_unit else new


def _shown(
    writer: Writer, change: Change, mark: FrozenClaim | FrozenStep | None, other: FrozenClaim | FrozenStep | None
) -> str:
    """A number, with what it is of where the sentence does not say so and the other is of something else."""
    if not isinstance(mark, FrozenClaim):
        return ""
    locale, parts = writer.edition.locale, writer.edition.archive.deals[change.deal].parts
    amount = locale.quantity(mark.quantity)
    beside = other if isinstance(other, FrozenClaim) else mark
    if mark.basis and mark.basis != beside.basis:
        amount = locale.t(f"change.basis.{mark.basis}", amount=amount)
    words = [parts[mark.what].any(locale.language)] if mark.what in parts else []
    if change.kind in ("other", "corrected") and mark.scope != beside.scope and mark.scope != "part":
        words.append(locale.t(f"scope.{mark.scope}"))
    return f"{amount} ({', '.join(words)})" if words else amount
