"""The rows about deals: figures and their claims, who takes part, what happened and what is expected, sums."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import origins, totals
from generator.analysis.figures import KnownClaim, KnownFigure
from generator.analysis.known import KnownDeal
from generator.text import paths
from generator.text.money import Interval
from generator.views.edition import Edition
from generator.views.facts import DEAL_FACTS
from generator.views.tables.cells import Cell, Row, bounds, partial, url, words
from generator.views.titles import deal_title

NO_CURRENCIES = ("%", "GW", "MW")
"""The units of numbers that are no money."""


def known(edition: Edition) -> list[KnownDeal]:
    """The deals of which anything is known, by id."""
    return [edition.today.deals[name] for name in sorted(edition.today.deals) if edition.today.deals[name].is_known]


def own_figures(deal: KnownDeal) -> Iterator[KnownFigure]:
    """The figures that are the deal's; one that belongs to another deal stands there."""
    for figure in deal.figures.values():
        if figure.deal == deal.id and figure.claims:
            yield figure


def deals(edition: Edition) -> Iterator[Row]:
    """One row a deal."""
    for deal in known(edition):
        record = deal.record
        yield {
            "id": deal.id,
            "kind": record.kind,
            "subject": record.subject,
            **_titles(edition, deal),
            "status": deal.state,
            "since": deal.since,
            "latest": deal.latest,
            "money_type": record.money_type,
            "share_type": record.share_type,
            "duration_months": record.duration_months,
            "cumulative": record.cumulative,
            **_shown(deal, "amount"),
            **_shown(deal, "valuation"),
            "topics": record.topics,
            **{told.field: getattr(record, told.field) for told in DEAL_FACTS if told.column},
            "url": url(edition, paths.page("deals", deal.id)),
        }


def _titles(edition: Edition, deal: KnownDeal) -> dict[str, Cell]:
    """The headline in each language that has one, else what the deal is and who takes part, as its page says it."""
    return {
        f"title_{language}": deal_title(edition.translated(language), edition.today, deal.id)
        for language in edition.archive.publication.languages
        if not deal.texts.title or deal.texts.title.get(language)
    }


def _shown(deal: KnownDeal, path: str) -> Row:
    """The number that the deal's page shows, if it is the deal's own."""
    figure = deal.figures.get(path)
    claim = figure.shown if figure else None
    if claim is None:
        return {}
    span = _interval(claim)
    return {
        path: str(claim.value),
        f"{path}_currency": claim.value.unit,
        f"{path}_low": span.low if span else None,
        f"{path}_high": span.high if span else None,
        f"{path}_scope": claim.record.scope,
        **({"valuation_basis": claim.record.basis} if path == "valuation" else {}),
    }


def figures(edition: Edition) -> Iterator[Row]:
    """One row a figure, with what is shown of it and what all claims allow."""
    for deal in known(edition):
        for figure in own_figures(deal):
            group = figure.shown_group
            computed = group.computed if group else None
            yield {
                "id": _figure_id(figure),
                "deal": deal.id,
                "figure": figure.path,
                "measure": _measure(figure.path),
                "shown": _claim_id(figure, figure.shown) if figure.shown else None,
                "chosen": figure.chosen,
                "agreement": figure.agreement,
                "voices": origins.count(voice.origin for voice in group.voices) if group else None,
                "computed_unit": (group.unit or figure.claims[0].value.unit) if group and computed else None,
                **bounds("computed_", computed),
                "url": url(edition, paths.figure(deal.id, figure.path)),
            }


def claims(edition: Edition) -> Iterator[Row]:
    """One row a claim, with what it is compared by."""
    for deal in known(edition):
        for figure in own_figures(deal):
            for claim in figure.claims:
                yield _claim(edition, figure, claim)


def _claim(edition: Edition, figure: KnownFigure, claim: KnownClaim) -> Row:
    group, record, value, conversion = figure.group_of(claim), claim.record, claim.value, claim.conversion
    return {
        "id": _claim_id(figure, claim),
        "deal": claim.deal,
        "figure": _figure_id(figure),
        "value": str(value),
        "qualifier": value.qualifier,
        "currency": value.unit if value.unit not in NO_CURRENCIES else None,
        "unit": value.unit if value.unit in NO_CURRENCIES else None,
        **bounds("", _interval(claim)),
        "digits": value.figures,
        "scope": record.scope,
        "basis": record.basis,
        "what": record.what,
        "known": claim.known,
        "said": record.said,
        "origins": claim.origins,
        "printed": record.printed,
        "speaks_for": tuple(voice.origin for voice in group.voices if voice.speaker is claim),
        "sources": tuple(report.source for report in claim.reports),
        "shown": claim is figure.shown,
        "flag": record.flag if record.confirmed else None,
        "compared_group": _group_id(figure, claim),
        "compared_unit": (group.unit or value.unit) if claim.compared else None,
        **bounds("compared_", claim.compared),
        "rate": conversion.factor if conversion else None,
        "rate_date": conversion.day if conversion else None,
        "url": url(edition, paths.figure(claim.deal, figure.path)),
    }


def participants(edition: Edition) -> Iterator[Row]:
    """One row a part that an organisation has in a deal."""
    for deal in known(edition):
        for index, part in enumerate(deal.participants, start=1):
            yield {
                "id": f"{deal.id}/{part.record.org}/{index}",
                "deal": deal.id,
                "organisation": part.record.org,
                "role": part.record.role,
                "new": part.record.new,
                "amount": _figure_id(part.amount) if part.amount and part.amount.claims else None,
                "stake": _figure_id(part.stake) if part.stake and part.stake.claims else None,
                "stake_in": part.record.in_,
            }


def events(edition: Edition) -> Iterator[Row]:
    """One row a step that was taken, and one a date that was expected."""
    for deal in known(edition):
        for index, step in enumerate(deal.status, start=1):
            yield {
                "id": f"{deal.id}/step-{index}",
                "deal": deal.id,
                "type": "step",
                "what": step.to,
                "date": partial(step.date),
                "sources": step.src,
            }
        for index, entry in enumerate(deal.expected, start=1):
            yield {
                "id": f"{deal.id}/expected-{index}",
                "deal": deal.id,
                "type": "expected",
                "what": entry.event,
                "date": partial(entry.due),
                "from": partial(entry.from_),
                **words(edition, "text", entry.text),
                "sources": entry.src,
            }


def sums(edition: Edition) -> Iterator[Row]:
    """One row an entry of a total: what goes into the sums of an organisation."""
    books = edition.today.books
    sides: tuple[tuple[totals.Side, totals.Total], ...]
    for org in sorted(edition.archive.organisations):
        sides = (("raised", totals.raised(books, org)), ("committed", totals.committed(books, org)))
        for side, total in sides:
            for index, entry in enumerate(total.entries, start=1):
                claim = entry.claim
                yield {
                    "id": f"{org}/{side}/{index}",
                    "organisation": org,
                    "side": side,
                    "deal": entry.deal,
                    "bucket": entry.bucket,
                    "instrument": entry.instrument,
                    "claim": f"{claim.deal}/{claim.figure}#{claim.id}" if claim else None,
                    "currency": total.currency,
                    **bounds("", entry.amount),
                }


def _figure_id(figure: KnownFigure) -> str:
    return f"{figure.deal}/{figure.path}"


def _claim_id(figure: KnownFigure, claim: KnownClaim) -> str:
    return f"{_figure_id(figure)}#{claim.id}"


def _group_id(figure: KnownFigure, claim: KnownClaim) -> str:
    """The id of a claim's group: "openai-round-2026/valuation:headline/post_money".

    "#part" follows where it is of a part.
    """
    scope, basis, what = claim.group
    return f"{_figure_id(figure)}:{scope}" + (f"/{basis}" if basis else "") + (f"#{what}" if what else "")


def _measure(path: str) -> str:
    return "share" if path.endswith(".stake") else "power" if path == "capacity" else "money"


def _interval(claim: KnownClaim) -> Interval | None:
    """The interval that the words allow; None if nothing was disclosed, not even the number of digits."""
    return claim.value.interval if claim.value.low is not None or claim.value.figures is not None else None


def quoted(deal: KnownDeal) -> Iterator[str]:
    """The ids of the sources on which a deal's figures, steps and dates rest; some come twice."""
    for figure in own_figures(deal):
        for claim in figure.claims:
            yield from (report.source for report in claim.reports)
    for step in deal.status:
        yield from step.src
    for entry in deal.expected:
        yield from entry.src
