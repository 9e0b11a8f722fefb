"""A deal's headline on a date: an editor's words, else a sentence from its kind, its parties and how far it has come.

The sentences stand in the catalogues, as `deal.title.<kind>.<how far>`; kinds that share the sentences of an order have
`deal.thing.<kind>`, what is ordered. `[verhandelt|verhandeln]` in one is for one party or for several. Nothing in them
needs a name's gender or case, so they hold for every organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from generator.analysis.knowledge import Knowledge
from generator.analysis.known import PART_OF, KnownDeal
from generator.content.records import Deal
from generator.content.records.deal import Status
from generator.views.edition import Edition

NAMED = 2
"""How many of several parties a headline names; "and others" stands for the rest."""
LONGEST_STAGE = 20, 2
"""How many letters and words a round's name has at most where it stands in a headline: "Serie F", no description."""
HOW_FAR: Mapping[Status, str] = {
    "rumoured": "rumoured",
    "in_talks": "talks",
    "term_sheet": "talks",
    "announced": "agreed",
    "signed": "agreed",
    "approved": "agreed",
    "partially_closed": "agreed",
    "closed": "closed",
    "cancelled": "cancelled",
    "lapsed": "cancelled",
    "blocked": "blocked",
    "superseded": "superseded",
}
"""How far a deal has come, as headlines tell it apart. One for "closed" that is missing is that of "agreed"."""
_LEADS = ("lead", "co_lead")
_NUMBER = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_SUBJECTS = ("payers", "takers", "parties")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who stands on which side of a deal, by id, those who lead first."""

    subject: str
    """The company that it is about."""
    payers: tuple[str, ...]
    """Who gives money: investors, buyers, customers, lenders."""
    takers: tuple[str, ...]
    """Who gets it or sells: suppliers, sellers."""
    parties: tuple[str, ...]
    """All of them, the subject first."""


def deal_title(edition: Edition, knowledge: Knowledge, name: str) -> str:
    """A deal's headline, the same on pages, in mails, feeds, calendars, data and search: an editor's, as far as the
    date may print it, else the sentence, else what it is and who takes part."""
    own = knowledge.deals[name].texts.title
    if own:
        return own.any(edition.language)
    return sentence(edition, knowledge, name) or _label(edition, knowledge.deals[name])


def news(edition: Edition, knowledge: Knowledge, name: str, *, named: int = NAMED) -> str:
    """A deal as news of the date: an editor's headline of a day, else the sentence with the names of `named` parties;
    "" where there is none.

    A headline without a day names the deal ("OpenAI's round of early 2026") and does not say what happened.
    """
    own = knowledge.deals[name].texts.dated_title
    return own.any(edition.language) if own else sentence(edition, knowledge, name, named=named) or ""


def sentence(edition: Edition, knowledge: Knowledge, name: str, *, named: int = NAMED) -> str | None:
    """What the deal is on the date, in a sentence without amounts: "Amazon verhandelt über Einstieg bei OpenAI".

    None for a deal that nobody dated a step of, and for a kind without sentences.
    """
    deal = knowledge.deals[name]
    sides = sides_of(edition, deal)
    again = _invested_before(edition, knowledge, deal, sides)
    words = dict(_words(edition, deal, sides, again, named))
    for key in _keys(deal, edition.locale.words, again):
        template = edition.locale.words[key]
        if all(words.get(field) for field in _fields(template)):
            counted = next((getattr(sides, f) for f in map(_side, _fields(template)) if f in _SUBJECTS), ())
            return _staged(edition, deal, _numbered(edition, template, counted).format(**words))
    return None


def _label(edition: Edition, deal: KnownDeal) -> str:
    """Only what the deal is and who takes part: "Kredit: Nscale"."""
    kind = edition.archive.vocabulary.word("deal", deal.record.kind, edition.language)
    parties = deal.parties if len(deal.parties) <= 3 else deal.parties[:1]
    return edition.locale.t(
        "deal.neutral_title",
        kind=kind[:1].upper() + kind[1:],
        parties=", ".join(_name(edition, org) for org in parties),
    )


def sides_of(edition: Edition, deal: KnownDeal) -> Sides:
    """Who stands on which side, as the date knew it."""
    roles, kinds = edition.archive.vocabulary.role, edition.archive.vocabulary.deal
    subject, moved = deal.record.subject, kinds[deal.record.kind].moves if deal.record.kind in kinds else None
    ranked = sorted(deal.participants, key=lambda part: part.record.role not in _LEADS)
    parts = [(part.record.org, part.record.role) for part in ranked]

    def fits(role: str) -> bool:
        moves = roles[role].moves
        return moves is None or moved is None or moves == moved or {moves, moved} <= {"equity", "secondary"}

    payers = _each(edition, (org for org, role in parts if role in roles and roles[role].pays and fits(role)))
    takers = _each(edition, (org for org, role in parts if role in roles and roles[role].receives and fits(role)))
    if not payers and HOW_FAR.get(deal.state or "closed") in ("rumoured", "talks"):
        payers = _each(edition, (org for org, role in parts if role == "in_talks"))
    if moved == "purchase":
        # Who orders is the subject, unless it delivers; of one who stands on both sides, the subject is the other.
        payers = payers or (() if subject in takers else (subject,))
        takers = tuple(org for org in takers if org not in payers) or (() if subject in payers else (subject,))
    else:
        payers = tuple(org for org in payers if org != subject)
    return Sides(subject=subject, payers=payers, takers=takers, parties=_each(edition, deal.parties))


def _each(edition: Edition, organisations: Iterable[str]) -> tuple[str, ...]:
    """Each once, groups without a name of their own last."""
    return tuple(sorted(dict.fromkeys(organisations), key=lambda org: _is_group(edition, org)))


def _is_group(edition: Edition, org: str) -> bool:
    return edition.archive.organisations[org].kind == "placeholder"


def _words(edition: Edition, deal: KnownDeal, sides: Sides, again: bool, named: int) -> Iterator[tuple[str, str]]:
    """What a sentence may name, by the name of its place; "" for what there is none of, or what is not `named`."""
    locale = edition.locale
    kind = edition.archive.vocabulary.word("deal", deal.record.kind, edition.language)
    thing = f"deal.thing.{deal.record.kind}"
    yield "kind", kind[:1].upper() + kind[1:]
    yield "thing", locale.words.get(f"{thing}.again" if again else thing, "")
    yield "subject", _name(edition, sides.subject)
    for side in _SUBJECTS:
        yield side, _list(edition, getattr(sides, side), "deal.others", named)
        yield f"{side}_after", _list(edition, getattr(sides, side), "deal.others_after", named)


def _name(edition: Edition, org: str) -> str:
    return edition.archive.organisations[org].name.any(edition.language)


def _list(edition: Edition, organisations: tuple[str, ...], others: str, named: int) -> str:
    """ "Amazon", "Amazon und Nvidia", "Amazon, Nvidia und andere"."""
    if not named:
        return ""
    names = [_name(edition, org) for org in organisations]
    if len(names) <= named:
        return edition.locale.join(names)
    return edition.locale.t(others, names=", ".join(names[:named]))


def _keys(deal: KnownDeal, catalogue: Mapping[str, str], again: bool) -> Iterator[str]:
    """The sentences that may serve, the best first."""
    if deal.state is None or (again and deal.record.kind == "stake" and not _moves_money(deal)):
        return
    far, kind = HOW_FAR[deal.state], deal.record.kind
    family = "order" if f"deal.thing.{kind}" in catalogue else kind
    stages = (far, "agreed") if far == "closed" else (far,)
    joins = any(part.record.org == deal.record.subject for part in deal.participants)
    variants = [*([".again"] if again else []), *([".among"] if joins else []), "", ".alone"]
    found = [f"deal.title.{family}.{stage}{variant}" for variant in variants for stage in stages]
    yield from (key for key in (*found, f"deal.title.{far}") if key in catalogue)


def _moves_money(deal: KnownDeal) -> bool:
    """True if somebody named a sum: shares of those who hold some already may also be dealt out anew."""
    return any(figure.claims for path, figure in deal.figures.items() if path.rpartition(".")[2] == "amount")


def _fields(template: str) -> list[str]:
    return [field for _, field, _, _ in Formatter().parse(template) if field]


def _side(field: str) -> str:
    return field.removesuffix("_after")


def _numbered(edition: Edition, template: str, counted: tuple[str, ...]) -> str:
    """The template with the verb for one party or for several; a group is several."""
    several = len(counted) > 1 or any(_is_group(edition, org) for org in counted)
    return _NUMBER.sub(r"\2" if several else r"\1", template)


def _staged(edition: Edition, deal: KnownDeal, title: str) -> str:
    """The headline of a round that was agreed, with its name: "… (Serie F)"; where the date knew all of the deal, for
    the name bears no date."""
    stage = deal.record.stage.get(edition.language) if deal.record.stage else None
    agreed = HOW_FAR.get(deal.state or "rumoured") in ("agreed", "closed")
    if deal.record.kind != "funding_round" or not (stage and agreed and deal.complete):
        return title
    letters, many = LONGEST_STAGE
    if len(stage) > letters or len(stage.split()) > many:
        return title
    return edition.locale.t("deal.title.staged", title=title, stage=stage)


def _invested_before(edition: Edition, knowledge: Knowledge, deal: KnownDeal, sides: Sides) -> bool:
    """True if one who pays had paid the same company, or ordered of the same one, in an earlier deal."""
    kinds = edition.archive.vocabulary.deal

    def moved(of: Deal) -> str | None:
        return kinds[of.kind].moves if of.kind in kinds else None

    money = moved(deal.record)
    shared = set(sides.takers if money == "purchase" else sides.payers)
    follows = {relation.deal for relation in deal.relations if relation.type == "follows"}
    wholes = {deal.id, *(r.deal for r in deal.relations if r.type in PART_OF)}

    def may_be(one: Deal) -> bool:
        return moved(one) == money and (one.subject in shared or any(p.org in shared for p in one.participants))

    for other in knowledge.books.about(deal.record.subject, may_be):
        if other.id in wholes or deal.id in other.part_of or wholes & set(other.part_of):
            continue
        stood = HOW_FAR[other.state] in ("agreed", "closed") if other.state else other.id in follows
        before = other.id in follows or (other.since and deal.since and other.since < deal.since)
        if stood and before:
            earlier = sides_of(edition, other)
            same = money != "purchase" or set(sides.takers) & set(earlier.takers)
            # What a deal follows has its parties, though the date may not know of a day for them.
            payers = {part.org for part in other.record.participants} if other.id in follows else set(earlier.payers)
            if same and payers & set(sides.payers):
                return True
    return False
