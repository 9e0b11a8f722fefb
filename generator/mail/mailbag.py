"""Every mail of an edition, by what it is about: an issue, a period or a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.mail import alerts, digests, issues
from generator.mail.mail import Mail
from generator.views.edition import Edition

Mails = Callable[[], Iterator[Mail]]


def mails(edition: Edition) -> Mapping[str, Mails]:
    """What makes the mails of each thing that has some, by its id: issues, then digests, then alerts, newest first.

    Nothing is made before it is called; the first mail of each is its main one.
    """
    return {
        **{name: partial(issues.mails, edition, name) for name, _ in edition.issues},
        **{over.id: partial(_one, digests.digest_mail, edition, over) for over in digests.periods(edition)},
        **{name: partial(_one, alerts.alert_mail, edition, name) for name in alerts.alerted(edition)},
    }


def _one(make: Callable[..., Mail], *of: object) -> Iterator[Mail]:
    yield make(*of)
