"""Derived values and totals, as finished words.

Each comes with its inputs and caveats, or with the reason why there is no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from generator.analysis.known import KnownDeal
from generator.analysis.totals import Bucket, Instrument, Total
from generator.analysis.values import Derived
from generator.views import deals as deal_views
from generator.views.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedView:
    """A computed value with its derivation, or the reason why there is none."""

    anchor: str
    """Its address on the deal's page: "amazon.implied_stake"."""
    label: str
    """Its name, after the party it belongs to: "Amazon: Anteil, den der Betrag kauft"."""
    value: str | None
    """The result in words: "5,4 bis 6,0 %"; None if it could not be computed."""
    reason: str
    """Why there is no value; "" if there is one."""
    formula: str
    """The formula as a sentence."""
    inputs: tuple[str, ...]
    """The claims it comes from, each with who says so, in the order of the formula."""
    caveats: tuple[str, ...]
    """The reservations, a sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """One status of a total."""

    bucket: str
    """The status in words: "abgeschlossen"."""
    cells: tuple[tuple[str, str], ...]
    """A pair for each instrument: the sum, and how many deals are in it; ("", "") if none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """A total as a table: statuses down, instruments across; neither is ever added up."""

    anchor: str
    """Its address on the page: "total_raised"."""
    label: str
    """Its heading."""
    instruments: tuple[str, ...]
    """The words above the columns: "Kapital", "Kredit", …; only those that occur."""
    rows: tuple[TotalRow, ...]
    """The rows, the firmest first; only statuses that occur."""


def derived(writer: Writer, deal: KnownDeal) -> tuple[DerivedView, ...]:
    """The values that follow from a deal's figures. A value that could not be computed is shown only where its reason
    tells readers something."""
    found = writer.knowledge.derived[deal.id].values()
    return tuple(_derived(writer, value) for value in found if value.value is not None or value.reason in _TELLING)


_TELLING = ("other_scope", "market_value", "existing_shares", "earlier_secondary", "open_ended", "no_duration")
"""Reasons worth a reader's time; "no amount is known" stands above already."""


def _derived(writer: Writer, value: Derived) -> DerivedView:
    locale = writer.edition.locale
    org, _, kind = value.path.rpartition(".")
    label = locale.t(f"derived.{kind}")
    if org:
        label = f"{writer.name(org)}: {label}"
    return DerivedView(
        anchor=value.path,
        label=label,
        value=locale.interval(value.value, value.unit) if value.value is not None else None,
        reason=locale.t(f"reason.{value.reason}") if value.reason else "",
        formula=locale.t(f"formula.{value.formula}"),
        inputs=tuple(f"{writer.amount(claim)} ({deal_views.speaker(writer, claim)})" for claim in value.inputs),
        caveats=tuple(locale.t(f"caveat.{caveat}") for caveat in value.caveats),
    )


def total(writer: Writer, found: Total, anchor: str, label: str) -> TotalView | None:
    """The table of a total, None if there is nothing in it."""
    locale = writer.edition.locale
    instruments = [i for i in get_args(Instrument) if any(entry.instrument == i for entry in found.entries)]
    buckets = [b for b in get_args(Bucket) if any(entry.bucket == b for entry in found.entries)]
    if not instruments:
        return None

    return TotalView(
        anchor=anchor,
        label=label,
        instruments=tuple(locale.t(f"instrument.{instrument}") for instrument in instruments),
        rows=tuple(
            TotalRow(
                bucket=locale.t(f"bucket.{bucket}"), cells=tuple(_cell(writer, found, bucket, i) for i in instruments)
            )
            for bucket in buckets
        ),
    )


def sums(writer: Writer, found: Total) -> tuple[tuple[str, str], ...]:
    """A total as lines, the firmest first: ("65 Mrd. $", "Kapital, abgeschlossen: 2 Vorgänge").

    A single deal is not counted; where no amount is disclosed, the sum is "".
    """
    t = writer.edition.locale.t
    lines = []
    for bucket in get_args(Bucket):
        for instrument in get_args(Instrument):
            entries = found.of(bucket, instrument)
            if entries:
                amount, count = _cell(writer, found, bucket, instrument)
                kind = t("archive.sum", instrument=t(f"instrument.{instrument}"), bucket=t(f"bucket.{bucket}"))
                sum_of = amount if any(entry.amount for entry in entries) else ""
                lines.append((sum_of, f"{kind}: {count}" if len(entries) > 1 else kind))
    return tuple(lines)


def _cell(writer: Writer, found: Total, bucket: Bucket, instrument: Instrument) -> tuple[str, str]:
    """The sum of one cell, and how many deals are in it; ("", "") if none is."""
    locale = writer.edition.locale
    entries = found.of(bucket, instrument)
    if not entries:
        return "", ""
    value = found.sum(bucket, instrument)
    silent = sum(entry.amount is None for entry in entries)
    count = locale.plural("total.deals", len(entries))
    if 0 < silent < len(entries):
        count = f"{count}, {locale.plural('total.silent', silent)}"
    return locale.interval(value, found.currency) if value is not None else locale.t("amount.undisclosed"), count
