"""The recipe: what happens between a folder of content and a finished site, in order."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from generator import rules
from generator.analysis.knowledge import Knowledge, know, know_issue
from generator.analysis.public import addresses, every_issue, public_issues
from generator.content import load
from generator.content.archive import Archive
from generator.mail import providers
from generator.outputs.newsletter import newsletter
from generator.publish import inputs, output_folder, search, unchanged
from generator.publish.digests import Digests
from generator.publish.engine import How
from generator.publish.finished import Html, Preview, root
from generator.publish.making import Making
from generator.publish.memo import Ledger, Memo
from generator.publish.place import Place
from generator.publish.session import Session
from generator.publish.sites import site
from generator.publish.stages import Tell
from generator.publish.unchanged import Edited, Stamp
from generator.text import catalogue, locales, problems
from generator.text.catalogue import Catalogue
from generator.text.locales import Locale
from generator.text.problems import Problem
from generator.text.reads import Noted, NotedSet
from generator.text.templating import Templates
from generator.views.edition import Edition, Unit, every_file

TURNS = 3
"""How often a build is made while its files are edited."""
_CHECK = "ledger/check"
"""Where the store has what rules said, and of what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Content without errors, with what is known of it."""

    archive: Archive
    """Everything that was read, by id."""

    as_of: date
    """The day whose knowledge the pages show."""

    today: Knowledge
    """What is known on that day."""

    then: Mapping[str, Knowledge]
    """What each issue's own date knew, by the issue's id."""

    catalogues: Mapping[str, Catalogue]
    """Every language that the generator speaks, by its code; the publication may use fewer."""

    stamp: Stamp | None = None
    """What the files were before they were read, so that edits in between are noticed; None lets them be."""


def check(
    place: Place,
    as_of: date | None,
    fallback: date,
    *,
    thawed: Container[str] = (),
    freezing: bool = False,
    session: Session | None = None,
) -> tuple[Checked | None, tuple[Problem, ...]]:
    """Reads and checks everything. `as_of` wins over the publication's own, `fallback` serves where neither is given.

    The first value is None if there is an error; problems are sorted by place. The snapshots of `thawed` are left out;
    with `freezing` it is let be that issues are not frozen yet, as in a preview. A `session` spares what it has seen.
    """
    catalogues = catalogue.read(place.templates)
    kinds = {language: found.kinds for language, found in catalogues.items()}
    parsed = session.parsed if session else None
    archive, found = load.load(place.content, kinds=kinds, thawed=thawed, parsed=parsed)
    if archive is None:
        return None, found
    day = as_of or archive.publication.as_of or fallback
    today = know(archive, day, undated=True)
    then = Noted("then", {name: know_issue(archive, issue) for name, issue in archive.issues.items()})
    facts = rules.Facts(archive, today, then, catalogues, providers.NEEDS, fallback, freezing)
    told = _told(place, facts, then, session) if session else rules.check(facts)
    found = problems.sort([*found, *told])
    checked = Checked(archive=archive, as_of=day, today=today, then=then, catalogues=catalogues)
    return (None if problems.has_errors(found) else checked), found


def _told(place: Place, facts: rules.Facts, then: Noted[str, Knowledge], session: Session) -> tuple[Problem, ...]:
    """What rules say, of records that are as they were from the last check."""
    archive = facts.archive
    base = inputs.digest(_base(place, archive, facts.today.as_of), f"{facts.clock} {facts.freezing}")
    memo = Memo(session.store, session.ledger(_CHECK), base, Digests(archive, then=then, named=facts.named))
    memo.speak({("check", folder): partial(rules.of_record, facts, folder) for folder in archive.folders})
    records = ((folder, name) for folder, found in archive.folders.items() for name in found)
    told = [one for folder, name in records for one in memo.row("check", folder, name)]
    session.keep(_CHECK, memo.ledger())
    return rules.together(facts, (*rules.of_all(facts), *told))


def build(
    place: Place, as_of: date | None, fallback: date, tell: Tell, *, full: bool = False, stamp: Stamp | None = None
) -> tuple[int, tuple[Problem, ...]]:
    """Checks, and if there is no error makes everything; returns the number of files that the generator wrote.

    The last good output stays in its place until the new one is whole. With `full` nothing is taken from earlier
    builds. What is made while files are edited is made again, `TURNS` times at most; `stamp` says what they were just
    before. Raises Edited, EngineFailed, TemplateFault, Busy, OSError.
    """
    with closing(Session(place.kept, place.say, fresh=full)) as session:
        for left in reversed(range(TURNS)):
            before, stamp = stamp or unchanged.take(place, as_of, fallback), None
            try:
                tell("check")
                checked, found = check(place, as_of, fallback, session=session)
                if checked:
                    return make(place, replace(checked, stamp=before), found, tell, session=session)
                if not unchanged.edited(place, before):
                    return 0, found
            except Edited:
                pass
            except Exception:
                # What fails while files change may be right with the files as they are now.
                if not unchanged.edited(place, before):
                    raise
            # What was checked with the words of one state may stand under those of the other.
            session.keep(_CHECK, Ledger())
            if left:
                place.say("content or templates were edited during the build: everything is made once more")
    raise Edited(f"content or templates were edited during each of {TURNS} builds; build again once they are saved")


def make(
    place: Place,
    checked: Checked,
    found: tuple[Problem, ...],
    tell: Tell,
    *,
    session: Session | None = None,
    preview: Preview | None = None,
    change: Callable[[Locale], Locale] = lambda locale: locale,
) -> tuple[int, tuple[Problem, ...]]:
    """Makes everything of checked content, whose warnings are `found`; as `build` else, but once.

    A `preview` has drafts and later issues too; its output is for editors alone. `change` may replace each locale.
    """
    if session is None:
        with closing(Session(place.kept, place.say)) as own:
            return make(place, checked, found, tell, session=own, preview=preview, change=change)
    tell("render")
    templates = Templates(place.templates, session.store, place.workers)
    every = editions(checked, templates, change, preview=preview is not None)
    base, name = _base(place, checked.archive, checked.as_of), "preview" if preview else "build"
    made = Making(every, session, base, name, tell)
    how = How(settings=place.settings, theme=place.templates / "theme", as_of=checked.as_of)
    html = Html(made, tuple(site(edition) for edition in made.editions), how, place.say)
    if preview:
        html.add_first(preview)
    made.make()
    place.stages.count("render", made.memo.hits, made.memo.misses)
    found = problems.sort([*found, *made.problems()])
    if problems.has_errors(found):
        _vouch(place, checked)
        return 0, found
    with output_folder.staging(place.out, empty=session.store.fresh) as stage:
        _publish(made, html, stage, place.out, tell, full=session.store.fresh)
        _vouch(place, checked)
        if not made.stands(place.out):
            tell("write")
            made.lay(stage, place.out)
            output_folder.swap(stage, place.out)
        if checked.stamp and not preview:
            end = unchanged.end(len(made.files), found, searched=search.available())
            made.hold(unchanged.NOTE, unchanged.note(checked.stamp, made.written(), end))
        made.keep()
    return len(made.files), found


def _vouch(place: Place, checked: Checked) -> None:
    """Raises Edited if what was made is of files that are not there any more: records are read at once, templates are
    read when they are filled."""
    if checked.stamp and unchanged.edited(place, checked.stamp):
        raise Edited


def _publish(made: Making, html: Html, stage: Path, out: Path, tell: Tell, *, full: bool) -> None:
    """Makes pages of the Markdown, and indexes them."""
    tell("publish")
    if full or not html.add():
        made.lay(stage, out, "docs/")
        html.add_by_mkdocs(stage)
    root(made, made.editions[0].archive.publication.default_language)
    unit = Unit("search", partial(search.files, stage), (made.pages(),)) if search.available() else None
    if unit and not made.knows("search", unit):
        tell("write")
        made.lay(stage, out)
        tell("index")
        made.add("search", unit)
    elif unit:
        made.add("search", unit)


def _base(place: Place, archive: Archive, as_of: date) -> str:
    """The digest of what everything depends on: the program, the day, the words, and what the content has one of."""
    files = (f"{name}={archive.digests.get(('', name), '')}" for name in ("publication", "vocabulary", "rates"))
    return inputs.digest(inputs.program(), as_of.isoformat(), inputs.words(place.templates), *files)


def check_mails(place: Place, as_of: date | None, fallback: date) -> tuple[Problem, ...]:
    """All problems of the content and, if it has no error, of its mails. Raises TemplateFault."""
    checked, found = check(place, as_of, fallback)
    if checked is None:
        return found
    made = editions(checked, Templates(place.templates))
    return problems.sort(
        [*found, *(p for edition in made for file in every_file(newsletter(edition)) for p in file.problems)]
    )


def editions(
    checked: Checked,
    templates: Templates,
    change: Callable[[Locale], Locale] = lambda locale: locale,
    *,
    preview: bool = False,
) -> list[Edition]:
    """One edition per language; `change` may replace each locale, as the pseudo-locale does.

    Only a `preview` has issues that are not public.
    """
    archive = checked.archive
    public = every_issue(archive) if preview else public_issues(archive, checked.as_of)
    languages = archive.publication.languages
    spoken = {language: change(locales.make(language, checked.catalogues[language])) for language in languages}
    pages = {
        language: NotedSet(f"addresses/{language}", addresses(archive, checked.today, public, language))
        for language in languages
    }
    return [
        Edition(
            archive=archive,
            locales=spoken,
            language=language,
            templates=templates,
            as_of=checked.as_of,
            today=checked.today,
            then=Noted("then", {name: checked.then[name] for name in public}),
            addresses=pages[language],
            others={other: pages[other] for other in languages if other != language},
        )
        for language in languages
    ]
