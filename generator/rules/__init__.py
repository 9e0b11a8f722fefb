"""What makes sense across records. Each rule yields problems; its docstring is what an editor is told.

Rules read the archive and what is known of it, today and on each issue's date. A warning can be silenced on the record
it concerns with `ignore: [{code, reason}]`; an error cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.rules import claims, detectors, frozen, prose, publication, status
from generator.rules.facts import Facts
from generator.text.problems import Problem

Rule = Callable[[Facts], Iterable[Problem]]
RULES: tuple[Rule, ...] = (
    claims.claims_have_ids,
    claims.claims_have_sources,
    claims.chosen_claim_exists,
    claims.parts_are_named,
    claims.rates_are_there,
    claims.amount_stands_once,
    claims.figures_have_one_place,
    status.status_moves_forward,
    status.spans_are_spans,
    status.alerts_know_their_deal,
    prose.references_lead_somewhere,
    prose.amounts_are_bound,
    prose.prose_has_no_html,
    prose.prose_is_plain,
    prose.links_lead_from_anywhere,
    prose.titles_are_plain,
    publication.imprint_is_real,
    publication.words_are_translated,
    publication.languages_have_words,
    publication.hero_is_there,
    publication.forecast_ids_are_unique,
    publication.newsletter_can_be_ordered,
    publication.lists_are_known,
    publication.redirects_lead_somewhere,
    frozen.published_figures_stand,
    frozen.forecasts_stand,
    frozen.forecasts_are_resolved,
    publication.section_ids_are_free,
    detectors.currencies_are_likely,
    detectors.numbers_are_as_reported,
    detectors.bounds_are_not_turned,
    detectors.bounds_are_not_hardened,
    detectors.parts_fit_the_whole,
    detectors.valuations_have_their_basis,
    detectors.scales_agree,
    detectors.amounts_are_not_valuations,
    detectors.issues_have_two_origins,
    detectors.figures_have_more_than_mirrors,
    detectors.relays_are_younger,
    detectors.citations_do_not_circle,
    detectors.deals_have_news,
    detectors.organisations_stand_once,
    detectors.deals_stand_once,
    detectors.sources_stand_once,
)


def check(facts: Facts) -> tuple[Problem, ...]:
    """Every problem that a rule finds and no record excuses."""
    found = [problem for rule in RULES for problem in rule(facts)]
    return tuple(problem for problem in found if not _excused(facts, problem))


def _excused(facts: Facts, problem: Problem) -> bool:
    if problem.severity == "error":
        return False
    return (problem.at.path, problem.code) in facts.ignored


__all__ = ["RULES", "Facts", "check"]
