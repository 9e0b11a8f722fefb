"""Freezing: the snapshots of published issues are written, each with the digest of the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.analysis import chain, freezing
from generator.analysis.public import public_issues
from generator.content.records import Snapshot
from generator.publish import output_folder, pipeline
from generator.publish.pipeline import Checked
from generator.publish.place import Place
from generator.text import problems
from generator.text.problems import Problem


class NotFrozen(Exception):
    """An issue was not frozen; the message says why, in the editor's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The snapshots that a run wrote."""

    files: tuple[Path, ...] = ()
    """Their files, in the order of the chain."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the content; with an error among it nothing was written."""
    linked: tuple[str, ...] = ()
    """Ids of later issues whose snapshots hold what they held, and only name another one before them."""


def freeze(place: Place, name: str, as_of: date | None, fallback: date, *, again: bool) -> Written:
    """Writes the snapshot of a published issue; raises NotFrozen, OSError.

    `again` replaces the snapshot that the issue has, or puts one before later ones; these name it from then on.
    """
    checked, found = pipeline.check(place, as_of, fallback, thawed=(name,) if again else (), freezing=True)
    if checked is None:
        return Written(problems=found)
    snapshots = checked.archive.snapshots
    _refuse(checked, name, again=again)
    made = freezing.freeze(checked.archive, name, checked.then[name])
    order = chain.ordered([*snapshots.values(), made])
    at = order.index(made)
    gaps = {each.issue for each in chain.breaks({s.issue: s for s in order[:at]})}
    missing = [other for other in _earlier(checked, name) if other not in snapshots]
    if gaps or missing:
        first = next(other for other in _earlier(checked, name) if other in gaps or other in missing)
        raise NotFrozen(f"freeze '{first}' first, which is earlier; or all of them: kapitalbrief freeze --all")
    later = order[at + 1 :]
    if later and not again:
        raise NotFrozen(
            f"'{name}' of {made.date} is earlier than '{later[0].issue}', which is frozen and would have to name it as"
            " the one before. If it has to be so, add --again, and tell readers under `corrections`."
        )
    files = _write(place, order[at:], order[at - 1] if at else None)
    return Written(files=files, linked=tuple(snapshot.issue for snapshot in later))


def freeze_all(
    place: Place, as_of: date | None, fallback: date, tell: Callable[[str], None], *, again: bool
) -> Written:
    """Writes the snapshots of all published issues that have none, in the order of their dates; raises NotFrozen,
    OSError. `again` makes all of them anew; `tell` hears the id of each."""
    thawed = tuple(path.parent.name for path in place.content.glob("briefings/*/snapshot.json")) if again else ()
    checked, found = pipeline.check(place, as_of, fallback, thawed=thawed, freezing=True)
    if checked is None:
        return Written(problems=found)
    archive = checked.archive
    public = public_issues(archive, checked.as_of)
    scheduled = [name for name in thawed if name in archive.issues and name not in public]
    made = []
    for name in (*public, *scheduled):
        if name not in archive.snapshots:
            tell(name)
            made.append(freezing.freeze(archive, name, checked.then[name]))
    if not made:
        return Written()
    order = chain.ordered([*archive.snapshots.values(), *made])
    at = order.index(chain.ordered(made)[0])
    between = next((snapshot for snapshot in order[at:] if snapshot not in made), None)
    if between:
        raise NotFrozen(
            f"'{order[at].issue}' has no snapshot and is earlier than '{between.issue}', which has one."
            " Restore the missing file from version control; else freeze it with --again."
        )
    return Written(files=_write(place, order[at:], order[at - 1] if at else None))


def _refuse(checked: Checked, name: str, *, again: bool) -> None:
    """Raises NotFrozen for an issue that is not there, that readers cannot see, or that is frozen already."""
    archive = checked.archive
    if name not in archive.issues:
        raise NotFrozen(problems.unknown("issue", name, archive.issues))
    if name not in public_issues(archive, checked.as_of):
        state = archive.issues[name].status
        why = f"its status is '{state}'" if state != "published" else f"it appears after {checked.as_of}"
        raise NotFrozen(
            f"'{name}' is not published: {why}. Only what readers can see is frozen; what is scheduled"
            " can be frozen before with --as-of and its day."
        )
    if name in archive.snapshots and not again:
        raise NotFrozen(
            f"'{name}' is frozen already. Its snapshot is the record of what readers saw; a figure that changed since"
            " wants an entry under `corrections`. If nobody has seen the issue yet, write it anew with --again."
        )


def _earlier(checked: Checked, name: str) -> Iterable[str]:
    """The published issues before one, oldest first."""
    public = public_issues(checked.archive, checked.as_of)
    return public[: public.index(name)]


def _write(place: Place, chained: Iterable[Snapshot], before: Snapshot | None) -> tuple[Path, ...]:
    """Writes snapshots as the continuation of `before`, whatever they named until now."""
    written = []
    for snapshot in chained:
        before = snapshot.after(before)
        target = place.content / "briefings" / snapshot.issue / "snapshot.json"
        output_folder.freeze(before.text.encode(), target)
        written.append(target)
    return tuple(written)
