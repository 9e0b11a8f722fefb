"""What nobody said and follows from what was said: derived values and totals, as finished words.

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
    label: str
    value: str | None
    reason: str
    formula: str
    inputs: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """One status of a total, with a cell per instrument: the sum, and how many deals are in it."""

    bucket: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """A total as a table: statuses down, instruments across; neither is ever added up."""

    anchor: str
    label: str
    instruments: tuple[str, ...]
    rows: tuple[TotalRow, ...]


def derived(writer: Writer, deal: KnownDeal) -> tuple[DerivedView, ...]:
    """What follows from a deal's figures. A value that nothing was known of is left out, one that could not be
    computed says why."""
    found = writer.knowledge.derived[deal.id].values()
    return tuple(_derived(writer, value) for value in found if value.value is not None or value.reason in _TELLING)


_TELLING = ("existing_shares", "earlier_secondary", "open_ended", "no_duration")
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
    """A total as lines, the firmest first: ("65 Mrd. $", "Kapital, abgeschlossen: 2 Vorgänge"). A single deal is not
    counted; where no amount is disclosed, there is no sum."""
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
    """The sum of one field, and how many deals are in it; empty if none is."""
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
