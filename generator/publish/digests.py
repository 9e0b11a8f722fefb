"""The digest of everything that a unit may read of the content, the addresses and the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from generator.content.archive import Archive
from generator.content.indexes import Indexes, indexes_of
from generator.publish.inputs import TemplateDigests, digest
from generator.text.reads import EVERY, Noted, NotedSet, Read
from generator.views.edition import Edition

TEMPLATES = "templates"
ABSENT = ""
"""The digest of what is not there."""


class Digests:
    """Finds the digest of a read: of the file behind it, else of the value as it reads."""

    def __init__(
        self,
        archive: Archive,
        editions: Sequence[Edition] = (),
        then: Noted[str, Any] | None = None,
        named: Callable[[str], Any] | None = None,
    ) -> None:
        """`then` is the map of issues' own knowledge where no edition has it, `named` finds further maps by their
        names."""
        self._files, self._named = archive.digests, named
        self._templates = TemplateDigests(editions[0].templates.folder) if editions else None
        self._maps: dict[str, Mapping[Any, Any] | frozenset[Any]] = {"then": then.found} if then else {}
        holders: list[Archive | Indexes | Edition] = [archive, indexes_of(archive), *editions]
        for holder in holders:
            for value in (getattr(holder, one.name) for one in fields(holder)):
                if isinstance(value, (Noted, NotedSet)):
                    self._maps[value.name] = value.found

    def __call__(self, read: Read) -> str:
        """The digest of a read today, `ABSENT` where the map lacks the key."""
        name, key = read
        if name == TEMPLATES and self._templates:
            return self._templates.of(str(key))
        known = self._files.get(read)
        if known is not None:
            return known
        values = self._maps[name] if name in self._maps or not self._named else self._named(name).found
        if name == "then" and key != EVERY:
            # What an issue's date knew brings its own reads; here is only whose date that is.
            return self._files["issues", key] if key in values else ABSENT
        if key == EVERY:
            return digest(repr(list(values) if isinstance(values, Mapping) else sorted(values)))
        if key not in values:
            return ABSENT
        # What has no file of its own is plain: tuples of ids, or only there.
        return digest(repr(values[key])) if isinstance(values, Mapping) else digest("there")
