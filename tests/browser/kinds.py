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
ADDRESSES = ["", "404.html", *(f"{language}/{page}" for language in LANGUAGES for page in PAGES)]
PHONES = (360, 320)
