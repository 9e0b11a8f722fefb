"""What a number is of, and where claims about the same thing differ, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.figures import Group, KnownClaim, KnownFigure
from generator.analysis.origins import UNSTATED
from generator.views.writer import Writer

NAMES = 2
"""The most publishers that are named for a number in a notice; the table has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Numbers that differ although they are of the same thing."""

    heading: str
    """What differs: "Angaben weichen ab", of anything but the shown number "erster Schritt: Angaben weichen ab"."""
    values: str
    """Each number once, with who printed it: "30 Mrd. $ (Reuters), bis zu 50 Mrd. $ (CNBC)"."""

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return f"{self.heading}: {self.values}"


def differences(writer: Writer, known: KnownFigure) -> tuple[Difference, ...]:
    """Everything in which a figure's claims differ: first what is shown, then its other groups, then its labels."""
    return (*(_of_group(writer, known, group) for group in known.differing), *_of_labels(writer, known))


def meaning(writer: Writer, claim: KnownClaim) -> str:
    """The subject of a number in words: its part, its scope, its basis."""
    locale, record = writer.edition.locale, claim.record
    words = []
    if record.what:
        words.append(part_name(writer, claim))
    if record.scope not in ("headline", "part") or not words:
        words.append(locale.t(f"scope.{record.scope}"))
    if record.basis:
        words.append(locale.t(f"basis.{record.basis}"))
    return ", ".join(words)


def part_name(writer: Writer, claim: KnownClaim) -> str:
    """The name of the part that a number is of, "" if it is of none."""
    what = claim.record.what
    parts = writer.edition.archive.deals[claim.deal].parts
    return parts[what].any(writer.edition.locale.language) if what in parts else what or ""


def computed(writer: Writer, group: Group) -> str | None:
    """The interval that all voices allow together, in words; None if it says no more than one of them."""
    locale = writer.edition.locale
    if group.computed is None or len(group.voices) < 2:
        return None
    if group.unit is None or all(claim.value.low == group.claims[0].value.low for claim in group.claims):
        return None
    text = locale.interval(group.computed, group.unit)
    compared = [voice for voice in group.voices if voice.origin != UNSTATED and voice.speaker.compared]
    names = {writer.edition.archive_name(voice.origin) for voice in compared}
    return locale.t("figure.computed", interval=text, n=len(names)) if len(names) > 1 else None


def _of_group(writer: Writer, known: KnownFigure, group: Group) -> Difference:
    t = writer.edition.locale.t
    named = {id(claim) for pair in (*group.conflicts, *group.differing) for claim in pair}
    claims = [claim for claim in group.claims if id(claim) in named]
    of = meaning(writer, group.claims[0])
    heading = t("agreement.differ") if group is known.shown_group else t("figure.differ_of", of=of[:1].upper() + of[1:])
    return Difference(heading=heading, values=_values(writer, [(writer.amount(claim), claim) for claim in claims]))


def _of_labels(writer: Writer, known: KnownFigure) -> Iterator[Difference]:
    """The notice that one number stands for the value before the new money and after it."""
    t = writer.edition.locale.t
    claims = {id(claim): claim for pair in known.labels for claim in pair}.values()
    if claims:
        texts = [(f"{writer.amount(claim)} {t(f'basis.{claim.record.basis}')}", claim) for claim in claims]
        yield Difference(heading=t("figure.differ_basis"), values=_values(writer, texts))


def _values(writer: Writer, texts: Iterable[tuple[str, KnownClaim]]) -> str:
    """Each text once, with the publishers of the first claims that say so."""
    edition = writer.edition
    names: dict[str, dict[str, None]] = {}
    for text, claim in texts:
        publisher = edition.archive.sources[claim.source].publisher
        names.setdefault(text, {})[edition.archive_name(publisher)] = None
    return ", ".join(f"{text} ({_listed(writer, list(found))})" for text, found in names.items())


def _listed(writer: Writer, names: list[str]) -> str:
    others = [writer.edition.locale.t("origin.others")] if len(names) > NAMES else []
    return writer.edition.locale.join([*names[:NAMES], *others])
