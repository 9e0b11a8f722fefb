"""The outputs of a build, each a function of an edition. Adding one is a file here and a line in this tuple."""

from generator.outputs.calendars import calendars
from generator.outputs.cards import cards
from generator.outputs.charts import charts
from generator.outputs.downloads import downloads
from generator.outputs.embeds import embeds
from generator.outputs.feeds import feeds
from generator.outputs.hosting import hosting
from generator.outputs.images import images
from generator.outputs.newsletter import newsletter
from generator.outputs.pages import pages
from generator.outputs.root_files import site
from generator.outputs.sitemaps import sitemaps
from generator.outputs.styles import styles
from generator.views.edition import Output

OUTPUTS: tuple[Output, ...] = (
    pages,
    feeds,
    calendars,
    newsletter,
    images,
    cards,
    charts,
    embeds,
    downloads,
    styles,
    site,
    sitemaps,
    hosting,
)

__all__ = ["OUTPUTS"]
