"""Every mail of an edition, by what it is about: an issue, a period or a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from generator.mail import alerts, digests, issues
from generator.mail.mail import Mail
from generator.views.edition import Edition

Mails = Callable[[], Iterator[Mail]]
"""Makes the mails of one thing when it is called; the first is its main one."""


def mails(edition: Edition) -> Mapping[str, Mails]:
    """The makers of mails, by the id of what they are about: issues, then digests, then alerts, newest first.

    Only things that have a mail are here; nothing is made before its maker is called.
    """
    return {
        **{name: partial(issues.mails, edition, name) for name, _ in edition.issues},
        **{over.id: partial(_one, digests.digest_mail, edition, over) for over in digests.periods(edition)},
        **{name: partial(_one, alerts.alert_mail, edition, name) for name in alerts.alerted(edition)},
    }


def _one(make: Callable[..., Mail], *of: object) -> Iterator[Mail]:
    yield make(*of)
