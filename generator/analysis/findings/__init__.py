"""What an editor should look at: claims that do not fit, sources that lean on each other, things written twice.

A finding never says who erred and changes nothing. Flagged claims were looked at already and take no part.
"""

from generator.analysis.findings.bounds import BoundTurned, hardened_bounds, turned_bounds
from generator.analysis.findings.currency import (
    Converted,
    CurrencySuspect,
    SourceSuspect,
    converted_numbers,
    suspect_claims,
    suspect_sources,
)
from generator.analysis.findings.finding import Finding, Hop
from generator.analysis.findings.provenance import (
    CitesTooEarly,
    Loop,
    citation_loops,
    early_relays,
    mirrors_only,
    single_origins,
)
from generator.analysis.findings.sizes import (
    BasisMismatch,
    PartsExceed,
    ScaleSlip,
    basis_mismatches,
    exceeding_parts,
    scale_slips,
    valuations_as_raise,
)
from generator.analysis.findings.stale import Overdue, overdue_expectations, stale_talks
from generator.analysis.findings.twins import (
    DealTwin,
    OrganisationTwin,
    SourceTwin,
    deal_twins,
    organisation_twins,
    source_twins,
)

__all__ = [
    "BasisMismatch",
    "BoundTurned",
    "CitesTooEarly",
    "Converted",
    "CurrencySuspect",
    "DealTwin",
    "Finding",
    "Hop",
    "Loop",
    "OrganisationTwin",
    "Overdue",
    "PartsExceed",
    "ScaleSlip",
    "SourceSuspect",
    "SourceTwin",
    "basis_mismatches",
    "citation_loops",
    "converted_numbers",
    "deal_twins",
    "early_relays",
    "exceeding_parts",
    "hardened_bounds",
    "mirrors_only",
    "organisation_twins",
    "overdue_expectations",
    "scale_slips",
    "single_origins",
    "source_twins",
    "stale_talks",
    "suspect_claims",
    "suspect_sources",
    "turned_bounds",
    "valuations_as_raise",
]
