"""The shapes of the content, one record a file. The text below a field says what it means.

Values arrive as text and become dates and numbers here, so a JSON Schema of these classes describes what was read, not
what editors write; `content/README.md` is the editors' list.
"""

from generator.content.records.deal import Deal
from generator.content.records.finding import Findings
from generator.content.records.issue import Issue
from generator.content.records.organisation import Organisation
from generator.content.records.page import Author, Page, Sponsor, Topic
from generator.content.records.publication import Publication
from generator.content.records.read import read
from generator.content.records.snapshot import Snapshot
from generator.content.records.source import Publisher, Source
from generator.content.records.vocabulary import Vocabulary

__all__ = [
    "Author",
    "Deal",
    "Findings",
    "Issue",
    "Organisation",
    "Page",
    "Publication",
    "Publisher",
    "Snapshot",
    "Source",
    "Sponsor",
    "Topic",
    "Vocabulary",
    "read",
]
