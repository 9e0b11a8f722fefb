"""Ids that lead somewhere: the type of a field says which folder, or which words of the vocabulary, its value names.

A field of such a type is checked without another word about it: `content/references.py` walks over the types.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from generator.content.records.base import ONE_OR_MANY, Id, Key, Record
from generator.content.records.vocabulary import Group


@dataclass(frozen=True, slots=True)
class Names:
    """What an id names. It stands in the type of a field: `Annotated[str, …, Names("deal", ("deals",))]`."""

    kind: str
    """What messages call it, such as "deal": "there is no deal 'x'"."""
    folders: tuple[str, ...] = ()
    """The folders of the content whose files it may name, such as ("deals",); () for a word of the vocabulary."""
    group: Group | None = None
    """The group of the vocabulary whose words it may name, such as "role"; None for a file."""


OrganisationId = Annotated[Id, Names("organisation", ("organisations",))]
PublisherId = Annotated[Id, Names("publisher", ("publishers",))]
SpeakerId = Annotated[Id, Names("publisher or organisation", ("publishers", "organisations"))]
"""Whoever can be the origin of a report: a newspaper, an agency, a company."""
SourceId = Annotated[Id, Names("source", ("sources",))]
DealId = Annotated[Id, Names("deal", ("deals",))]
TopicId = Annotated[Id, Names("topic", ("topics",))]
AuthorId = Annotated[Id, Names("author", ("authors",))]
SponsorId = Annotated[Id, Names("sponsor", ("sponsors",))]
IssueId = Annotated[Id, Names("issue", ("briefings",))]

OrganisationIds = Annotated[tuple[OrganisationId, ...], ONE_OR_MANY]
SpeakerIds = Annotated[tuple[SpeakerId, ...], ONE_OR_MANY]
SourceIds = Annotated[tuple[SourceId, ...], ONE_OR_MANY]
DealIds = Annotated[tuple[DealId, ...], ONE_OR_MANY]
TopicIds = Annotated[tuple[TopicId, ...], ONE_OR_MANY]
AuthorIds = Annotated[tuple[AuthorId, ...], ONE_OR_MANY]
IssueIds = Annotated[tuple[IssueId, ...], ONE_OR_MANY]

OrganisationKind = Annotated[Key, Names("organisation kind", group="organisation")]
PublisherKind = Annotated[Key, Names("publisher kind", group="publisher")]
SourceKind = Annotated[Key, Names("source kind", group="source")]
DealKind = Annotated[Key, Names("deal kind", group="deal")]
Role = Annotated[Key, Names("role", group="role")]
ConditionKind = Annotated[Key, Names("condition kind", group="condition")]
Event = Annotated[Key, Names("event", group="event")]


@cache
def named_by(record: type[Record], field: str) -> Names | None:
    """What a field of a record names, one thing or several; None if it names nothing."""
    return _in(get_type_hints(record, include_extras=True)[field])


def _in(shape: Any) -> Names | None:
    """The first `Names` that a type has in it."""
    notes = (note for note in getattr(shape, "__metadata__", ()) if isinstance(note, Names))
    return next(notes, None) or next(filter(None, map(_in, get_args(shape))), None)
