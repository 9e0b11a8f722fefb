"""One page of every type, for tests that look at all of them."""

PAGES = (
    "",
    "briefings/",
    "briefings/2026-01-30-openai-runde/",
    "deals/",
    "deals/openai-round-2026/",
    "organisations/",
    "organisations/openai/",
    "organisations/gulf-sovereign-funds/",
    "topics/",
    "topics/chips/",
    "flows/",
    "archive/",
    "archive/2026/",
    "calendar/",
    "forecasts/",
    "corrections/",
    "cases/",
    "sources/",
    "authors/",
    "authors/redaktion/",
    "data/",
    "methodology/",
    "subscribe/",
    "imprint/",
    "privacy/",
    "404.html",
)
"""One page of every type."""
LANGUAGES = ("de", "en")
EMBEDDED = ("embed/flows/flows/", "embed/deals/openai-round-2026/amount/")
"""Charts for other sites, which have no header."""
ADDRESSES = ["", "404.html", *(f"{language}/{page}" for language in LANGUAGES for page in (*PAGES, *EMBEDDED))]
PHONES = (360, 320)
