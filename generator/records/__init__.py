"""The shapes of the content, one record a file. JSON Schema for editors comes from the same classes."""

from generator.records.briefing import Briefing
from generator.records.deal import Deal
from generator.records.organisation import Organisation
from generator.records.page import Author, Page, Sponsor, Topic
from generator.records.publication import Publication
from generator.records.read import read
from generator.records.snapshot import Snapshot
from generator.records.source import Publisher, Source
from generator.records.vocabulary import Vocabulary

__all__ = [
    "Author",
    "Briefing",
    "Deal",
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
