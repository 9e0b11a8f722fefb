"""Every mail of an edition, by what it is about: an issue, a period or a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.mail import alerts, digests, issues
from generator.mail.letter import Letter
from generator.views.edition import Edition

Letters = Callable[[], Iterator[Letter]]


def mails(edition: Edition) -> Mapping[str, Letters]:
    """What makes the letters of each thing that has some, by its id: issues, then digests, then alerts, newest first.

    Nothing is made before it is called; the first letter of each is its main one.
    """
    return {
        **{name: partial(issues.letters, edition, name) for name, _ in edition.issues},
        **{over.id: partial(_one, digests.digest_letter, edition, over) for over in digests.periods(edition)},
        **{name: partial(_one, alerts.alert_letter, edition, name) for name in alerts.alerted(edition)},
    }


def _one(make: Callable[..., Letter], *of: object) -> Iterator[Letter]:
    yield make(*of)
