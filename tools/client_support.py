"""Derives `generator/mail/lint/support.py` from caniemail's data.

    python -m tools.client_support path/to/caniemail.json

The data is Rémi Parmentier's (caniemail.com, MIT). Of each feature only one code per client is kept: what the newest
tested version of that client does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CLIENTS = (
    "gmail.desktop-webmail",
    "gmail.android",
    "gmail.ios",
    "outlook.windows",
    "outlook.outlook-com",
    "outlook.macos",
    "apple-mail.macos",
    "apple-mail.ios",
    "gmx.desktop-webmail",
    "web-de.desktop-webmail",
    "thunderbird.macos",
    "yahoo.desktop-webmail",
    "samsung-email.android",
)
TARGET = Path(__file__).resolve().parent.parent / "generator" / "mail" / "lint" / "support.py"


def code(feature: dict[str, Any], client: str) -> str:
    """y yes, a partly, n no, u unknown; the data may add notes after the code ("a #1")."""
    family, platform = client.split(".")
    versions = feature["stats"].get(family, {}).get(platform, {})
    return list(versions.values())[-1][0] if versions else "u"


def derive(data: dict[str, Any]) -> str:
    """The module's text."""
    rows = {feature["slug"]: "".join(code(feature, client) for client in CLIENTS) for feature in data["data"]}
    lines = [
        '"""How far thirteen mail clients know HTML and CSS: a code per client, y yes, a partly, n no, u unknown.',
        "",
        f"Derived by tools/client_support.py from caniemail's data of {data['last_update_date'][:10]}",
        "(https://www.caniemail.com, MIT, (c) 2019 Rémi Parmentier). Do not edit by hand.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "CLIENTS = (",
        *(f'    "{client}",' for client in CLIENTS),
        ")",
        "SUPPORT = {",
        *(f'    "{slug}": "{codes}",' for slug, codes in sorted(rows.items())),
        "}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(derive(json.loads(Path(sys.argv[1]).read_text("utf-8"))), "utf-8")
