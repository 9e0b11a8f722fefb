"""SpamAssassin, offline as Debian has it, takes no mail for spam: each is far from half a point."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from generator.mail.deliver.smtp import addressed
from tests.publications import Made

PROGRAM = shutil.which("spamassassin")
MOST = 0.5
OFFLINE = ["-L", "-t", "--mbox", "--cf=use_bayes 0", "--cf=dns_available no"]


@pytest.mark.skipif(PROGRAM is None, reason="SpamAssassin is not installed (Debian: spamassassin)")
@pytest.mark.parametrize("name", ["story", pytest.param("real", marks=pytest.mark.soak)])
def test_no_mail_looks_like_spam(name: str, request: pytest.FixtureRequest) -> None:
    """As `send-test` sends it: with its recipient, without a received line."""
    made: Made = request.getfixturevalue(name)
    mails = {path: raw for path, raw in sorted(made.files.items()) if path.endswith(".eml")}
    assert mails
    box = b"".join(
        b"From x@y.example Fri Jan 30 07:00:00 2026\n"
        + addressed(raw, "leser@example.org").replace(b"\r\n", b"\n")
        + b"\n"
        for raw in mails.values()
    )
    done = subprocess.run([str(PROGRAM), *OFFLINE], input=box, capture_output=True, check=True)
    found = re.findall(
        r"^X-Spam-Status: \w+, score=(-?[\d.]+).*?tests=([\w,\s]*?)\s*autolearn",
        done.stdout.decode("utf-8", "replace"),
        re.MULTILINE | re.DOTALL,
    )
    assert len(found) == len(mails)
    high = {path: one for path, one in zip(mails, found, strict=True) if float(one[0]) >= MOST}
    assert high == {}
