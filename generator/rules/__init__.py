"""What makes sense across records: rules, which say what is wrong, and detectors, which ask about what does not fit.

Both read the archive and what is known of it, today and on each issue's date, and decide record by record; what has
to be compared with everything has rules of its own. A warning can be silenced on the record it concerns with
`ignore: [{code, reason}]`; an error cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.rules import (
    claims,
    dates,
    detectors,
    disputes,
    frozen,
    hindsight,
    lead_figure,
    prose,
    publication,
    reviewed,
    sections,
    snapshots,
    status,
)
from generator.rules.detector import Detector
from generator.rules.detectors import DETECTORS
from generator.rules.facts import Facts, Text
from generator.rules.reviewed import Told
from generator.rules.rule import Rule
from generator.text import problems
from generator.text.problems import Problem

RULES: tuple[Rule, ...] = (
    claims.claims_have_ids,
    claims.claims_have_sources,
    claims.chosen_claim_exists,
    claims.parts_are_named,
    claims.stakes_are_in_somebody_else,
    claims.printed_words_are_plain,
    claims.rates_are_there,
    claims.amount_stands_once,
    claims.figures_have_one_place,
    disputes.disputes_have_sides,
    status.status_moves_forward,
    status.a_date_that_moves_is_no_step_back,
    status.spans_are_spans,
    status.alerts_know_their_deal,
    dates.deals_are_not_of_tomorrow,
    dates.pages_are_not_of_tomorrow,
    dates.organisations_are_not_of_tomorrow,
    dates.issues_are_not_changed_tomorrow,
    dates.pages_are_read_after_they_appeared,
    dates.issues_appear_when_they_say,
    prose.references_lead_somewhere,
    prose.references_have_two_brackets,
    prose.amounts_are_bound,
    prose.prose_has_no_html,
    prose.prose_is_plain,
    prose.links_lead_from_anywhere,
    prose.titles_are_plain,
    hindsight.texts_know_no_more_than_their_day,
    lead_figure.lead_figures_exist,
    lead_figure.chosen_claims_are_no_history,
    lead_figure.words_name_the_same_figure,
    publication.imprint_is_real,
    publication.issues_are_translated,
    publication.deals_are_translated,
    publication.topics_are_translated,
    publication.languages_have_words,
    publication.hero_is_there,
    publication.issue_numbers_are_unique,
    publication.forecast_ids_are_unique,
    publication.newsletter_can_be_ordered,
    publication.lists_are_known,
    publication.redirects_lead_somewhere,
    frozen.published_figures_stand,
    snapshots.issues_are_frozen,
    snapshots.frozen_issues_stay,
    snapshots.snapshots_are_a_chain,
    snapshots.published_texts_stand,
    frozen.forecasts_stand,
    frozen.forecasts_are_resolved,
    sections.section_ids_are_free,
    sections.sections_have_their_own_fields,
    sections.sections_say_something,
    sections.paid_places_are_there,
    reviewed.reviewed_findings_are_findings,
)
_RULES_FOR: dict[str, tuple[Rule, ...]] = {
    each: tuple(rule for rule in RULES if rule.each == each) for each in {rule.each for rule in RULES}
}
_DETECTORS_FOR: dict[str, tuple[Detector[Any], ...]] = {
    each: tuple(one for one in DETECTORS if one.each == each) for each in {one.each for one in DETECTORS}
}
CODES = problems.CODES.union(detectors.CODES, [reviewed.GONE], *(rule.codes for rule in RULES))
"""Every code that a problem may bear; the editors' guide explains each."""


def check(facts: Facts) -> tuple[Problem, ...]:
    """Every problem that a rule or a detector finds and no record excuses; and every reviewed finding that is gone."""
    records = ((folder, name) for folder, found in facts.archive.folders.items() for name in found)
    told = (one for folder, name in records for one in of_record(facts, folder, name))
    return together(facts, (*of_all(facts), *told))


def of_record(facts: Facts, folder: str, name: str) -> tuple[Told, ...]:
    """What is wrong with one record, and what is asked about it, but for what it excuses. It reads that record, what
    the record leads to, and of indexes its own keys."""
    excused = facts.excuses(folder, name)
    path = facts.archive.documents[folder, name].path
    wrong = [
        Told(problem=problem)
        for problem in _wrong(facts, folder, name)
        if problem.severity == "error" or problem.at.path != path or problem.code not in excused
    ]
    return (*wrong, *_asked(facts, folder, name))


def of_all(facts: Facts) -> tuple[Told, ...]:
    """What only all records together show to be wrong."""
    return tuple(
        Told(problem=problem)
        for rule in _RULES_FOR[""]
        for problem in map(rule.held, rule.check(facts))
        if problem.severity == "error" or (problem.at.path, problem.code) not in facts.ignored
    )


def together(facts: Facts, told: Iterable[Told]) -> tuple[Problem, ...]:
    """The problems of all records and of everything, held against the findings that editors have read."""
    return tuple(reviewed.compare(facts, told))


def _wrong(facts: Facts, folder: str, name: str) -> Iterator[Problem]:
    """What rules say of one record and of its texts."""
    asked: list[tuple[Rule, str | Text]] = [(rule, name) for rule in _RULES_FOR.get(folder, ())]
    asked += [(rule, text) for text in facts.texts_of(folder, name) for rule in _RULES_FOR["texts"]]
    for rule, about in asked:
        for problem in rule.check(facts, about):
            yield rule.held(problem)


def _asked(facts: Facts, folder: str, name: str) -> Iterator[Told]:
    """What detectors ask of one record, with what it is listed under once it was read."""
    for detector in _DETECTORS_FOR.get(folder, ()):
        for found in detector.findings(facts, name):
            home, _, record = found.record.partition("/")
            if detector.severity == "error" or detector.code not in facts.excuses(home, record):
                at = facts.archive.at(home, record, *found.way)
                key = reviewed.Key(code=detector.code, record=found.record, about=found.about)
                problem = Problem(at, detector.code, found.message, found.hint, detector.severity)
                yield Told(problem=problem, key=key)


__all__ = ["CODES", "DETECTORS", "RULES", "Facts", "check", "of_all", "of_record", "together"]
