"""Rules about snapshots: each published issue has one, together they are a chain, and published texts stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from generator.analysis import chain, frozen
from generator.analysis.frozen import TextDeparture
from generator.content.archive import Archive
from generator.content.records import Snapshot
from generator.rules.facts import Facts
from generator.rules.rule import rule
from generator.text.problems import Position, Problem


@rule("not-frozen", each="briefings")
def issues_are_frozen(facts: Facts, name: str) -> Iterator[Problem]:
    """Every issue that readers can see is frozen; one of a later day may wait until then.

    Passes: a draft; an issue of tomorrow. Fails: a published issue of today without `snapshot.json`.
    """
    archive = facts.archive
    if name not in archive.snapshots and must_be_frozen(facts, name):
        message = f"'{name}' is published and has no snapshot, so nothing holds what readers are told"
        hint = f"run: kapitalbrief freeze {name}; or restore its snapshot.json from version control"
        yield Problem(archive.at("briefings", name, "status"), "not-frozen", message, hint)


@rule("frozen-issue-withdrawn", each="briefings")
def frozen_issues_stay(facts: Facts, name: str) -> Iterator[Problem]:
    """An issue that was frozen was seen by readers, so it stays published; what was wrong is corrected."""
    archive = facts.archive
    status = archive.issues[name].status
    if name in archive.snapshots and status != "published":
        message = f"'{name}' is frozen, so readers have seen it; its status is '{status}'"
        hint = "write status: published; what was wrong gets an entry under `corrections`, severity: retraction"
        yield Problem(archive.at("briefings", name, "status"), "frozen-issue-withdrawn", message, hint)


@rule("snapshot-chain")
def snapshots_are_a_chain(facts: Facts) -> Iterator[Problem]:
    """Each snapshot names the digest of the one before it by date, so none is removed, edited, made anew or dated back
    unseen."""
    if facts.freezing:
        return
    for found in chain.breaks(facts.archive.snapshots):
        hint = (
            "restore the files from version control; to replace what readers saw, run: "
            f"kapitalbrief freeze {found.issue} --again, and tell them under `corrections`"
        )
        yield Problem(_file(facts.archive, found.issue), "snapshot-chain", found.why, hint)


@rule("published-text-changed", each="briefings")
def published_texts_stand(facts: Facts, name: str) -> Iterator[Problem]:
    """A text that readers have seen stands as it was, or a correction tells them, be it a typing error.

    Passes: a translation that is added later. Fails: another title, another sentence, a section more or less.
    """
    archive = facts.archive
    snapshot = archive.snapshots.get(name)
    if snapshot is None:
        return
    entries = frozen.corrections_for(archive, snapshot)
    for departure in frozen.text_departures(snapshot, archive, facts.then[name]):
        if frozen.is_told(departure, entries, snapshot):
            continue
        _, slash, field = departure.field.rpartition("/")
        where = f" ({departure.language})" if departure.language else ""
        message = f"'{departure.field}'{where} of '{name}' was {departure.change} after the issue was frozen"
        owner = "this deal" if slash else "the issue"
        yield Problem(
            _text(archive, name, departure),
            "published-text-changed",
            message,
            f"restore it; or tell readers, in {owner}: corrections: [{_entry(facts, snapshot, field, departure)}]",
        )


def must_be_frozen(facts: Facts, name: str) -> bool:
    """True for an issue that readers can see, unless it is about to be frozen."""
    issue = facts.archive.issues[name]
    is_out = issue.appeared(facts.archive.publication.zone) <= facts.today.as_of
    return issue.status == "published" and is_out and not facts.freezing


def _entry(facts: Facts, snapshot: Snapshot, field: str, departure: TextDeparture) -> str:
    """The correction that would tell readers of a changed text, as YAML."""
    reason = ", ".join(f"{language}: …" for language in facts.archive.publication.languages)
    day = frozen.first_day(snapshot, facts.today.as_of)
    return (
        f'{{date: {day}, field: "{field}", was: "…", now: "…", reason: {{{reason}}}, severity: typo, '
        f"digest: {departure.digest}}}"
    )


def _file(archive: Archive, name: str) -> Position:
    """The snapshot of an issue, whether it is there or not."""
    return Position(PurePath(archive.at("briefings", name).path).with_name("snapshot.json").as_posix())


def _text(archive: Archive, name: str, departure: TextDeparture) -> Position:
    """Where a text stands, or the issue where it is gone."""
    home, slash, field = departure.field.rpartition("/")
    if slash:
        return archive.at("deals", home, field)
    key, _, part = field.partition(".")
    prose = archive.prose.get(("briefings", name, key, departure.language)) if part == "body" else None
    if prose:
        return prose.scalar.at
    keys = [section.key for section in archive.issues[name].sections]
    if key in keys:
        return archive.at("briefings", name, "sections", keys.index(key), part)
    return archive.at("briefings", name, *field.split("."))
