"""What stands around an issue's text: its four figures, the time it takes, what to read with it, who paid for what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from generator.outputs.pages.frame import writer_at
from generator.views import deals as deal_views
from generator.views import issues as issue_views
from generator.views import reading, tiles
from generator.views import sources as source_views
from generator.views.edition import Edition
from tests.publications import GOLDEN, Made, make

ISSUE = "2026-01-15-gleiche-ziffern"
STORY_ISSUE = "2026-01-30-openai-runde"


def tiles_of(edition: Edition, name: str) -> dict[str, str]:
    """The tiles of an issue's lead, value and note in one line."""
    _, writer = issue_views.read(edition, name, web=False)
    lead = edition.archive.issues[name].lead
    assert lead is not None
    return {
        tile.key: f"{tile.value} | {tile.note}".replace("\xa0", " ")
        for tile in tiles.of_issue(writer, edition.archive.issues[name])
    }


def page_of(made: Made, language: str, name: str) -> html.HtmlElement:
    """An issue's Markdown, of which only the finished blocks are looked at."""
    return html.fragment_fromstring(made.text(f"docs/{language}/briefings/{name}/index.md"), create_parent=True)


def test_no_two_deals_of_an_issue_have_the_same_heading(real: Made) -> None:
    """Older than a deal's headline, an issue says what the deal is and who takes part, which may be said of two."""
    for language, edition in real.editions.items():
        for name, _ in edition.issues:
            page = page_of(real, language, name)
            headings = page.xpath("//li[@class='kb-card']//h3")
            titles = [heading.text_content() for heading in headings]
            assert len(titles) == len(set(titles)), (language, name)


def test_the_tiles_are_what_somebody_said_on_a_date_and_one_is_counted(golden: Made) -> None:
    assert tiles_of(golden.editions["de"], ISSUE) == {
        "amount": "bis zu 45 Mio. $ | angestrebt, laut Draht*Eins & Söhne, 12. Januar 2026",
        "valuation": "400 bis 500 Mio. € | angestrebt, laut Draht*Eins & Söhne, 12. Januar 2026",
        "evidence": "2 Ursprünge | 10 Angaben; bei 2 Zahlen weichen sie ab",
        "status": "in Gesprächen | laut Draht*Eins & Söhne, 12. Januar 2026",
    }


def test_a_tile_knows_what_its_issue_knew(story: Made) -> None:
    edition = story.editions["de"]
    assert tiles_of(edition, STORY_ISSUE)["amount"].startswith("bis zu 100 Mrd. $ | angestrebt, laut ")
    assert tiles_of(edition, "2026-03-31-openai-abschluss")["amount"].startswith("122 Mrd. $ | laut ")


def test_a_computed_tile_says_so(golden: Made) -> None:
    (counted,) = page_of(golden, "en", ISSUE).xpath("//div[contains(@class, 'kb-tile--computed')]")
    assert counted.text_content().endswith("(counted)")


@pytest.mark.parametrize(
    ("language", "words", "minutes"),
    [("de", 1, 1), ("de", 200, 1), ("de", 201, 2), ("en", 230, 1), ("en", 231, 2), ("de", 1000, 5)],
)
def test_reading_time_is_words_by_pace_rounded_up(language: str, words: int, minutes: int, golden: Made) -> None:
    writer = writer_at(golden.editions[language], "")
    assert reading.minutes(writer, ["wort " * words]) == minutes


def test_tables_take_no_reading_time(golden: Made) -> None:
    writer = writer_at(golden.editions["de"], "")
    table = "| eins | zwei |\n|---|:--|\n" + "| wort | wort |\n" * 300
    assert reading.minutes(writer, [f"Davor.\n\n{table}\n\nDanach."]) == 1
    assert reading.minutes(writer, ["a | b – c\n" * 120]) == 3, "a bar alone makes no table"


def test_related_issues_share_the_most_organisations_and_never_are_the_issue_itself(real: Made) -> None:
    edition = real.editions["de"]
    for name, _ in edition.issues:
        found = reading.related(edition, name)
        assert len(found) <= reading.RELATED
        assert name not in [entry.id for entry in found]
        assert [len(entry.shared) for entry in found] == sorted((len(entry.shared) for entry in found), reverse=True)


def test_an_editor_chooses_what_comes_first_among_the_related(story: Made) -> None:
    edition = story.editions["de"]
    last = edition.issues[-1][0] if edition.issues[-1][0] != STORY_ISSUE else edition.issues[0][0]
    issues = dict(edition.archive.issues)
    issues[STORY_ISSUE] = issues[STORY_ISSUE].model_copy(update={"related": (last,)})
    chosen = replace(edition, archive=replace(edition.archive, issues=issues))
    assert reading.related(chosen, STORY_ISSUE)[0].id == last


def test_a_paid_place_has_its_label_and_its_days(golden: Made) -> None:
    for language, label in (("de", "Anzeige"), ("en", "Advertisement")):
        (place,) = page_of(golden, language, ISSUE).xpath("//aside[@class='kb-sponsor']")
        assert place.xpath("string(p[1])") == label
        assert [link.get("rel") for link in place.iter("a")] == ["sponsored nofollow"]
    before = make(GOLDEN, as_of=date(2026, 4, 14))
    assert len(page_of(before, "de", ISSUE).xpath("//aside[@class='kb-sponsor']")) == 2
    after = make(GOLDEN, as_of=date(2026, 4, 16))
    assert page_of(after, "de", ISSUE).xpath("//aside[@class='kb-sponsor']") == []


def test_a_picture_says_what_it_is_and_whose(golden: Made) -> None:
    (figure,) = page_of(golden, "de", ISSUE).xpath("//figure[@class='kb-hero']")
    assert " ".join(figure.text_content().split()) == "Symbolbild Gleiche Größe, anderes Metall · Bild: Zoë & <Partner>"
    assert figure.find("img").get("alt") == 'Zwei "Münzen" & ein <Schein> | daneben'
    assert golden.files[f"site/media/{ISSUE}/bild.png"] == golden.checked.archive.images[ISSUE, "bild.png"]


def test_an_issue_says_how_machines_took_part_and_who_checked(golden: Made) -> None:
    one = page_of(golden, "de", ISSUE).xpath("string(//dl[@class='kb-about'])")
    assert "Von einer Maschine erstellt: Text." in one
    assert "Kein Mensch hat den Text" in one
    other = page_of(golden, "de", "2026-03-10-nur-deutsch").xpath("string(//dl[@class='kb-about'])")
    assert "Text und Zählung & „Satz“" in other
    assert 'Zoë "Zz" O\'Neill, Ärztin, 9.\xa0März 2026' in other


def test_mail_to_the_editors_names_what_it_is_about(golden: Made) -> None:
    page = page_of(golden, "de", ISSUE)
    links = [link for link in page.xpath("//dl[@class='kb-about']//a/@href") if link.startswith("mailto:redaktion@")]
    assert links == [
        f"mailto:redaktion@pruefbrief.example?subject={word}{ISSUE}" for word in ("Zu%20", "Fehler%20in%20")
    ]


def test_the_copied_sentence_has_amount_speaker_date_and_whole_address(story: Made) -> None:
    edition = story.editions["de"]
    deal = edition.then[STORY_ISSUE].deals["openai-round-2026"]
    _, writer = issue_views.read(edition, STORY_ISSUE, web=False)
    said = deal_views.sentence(writer, deal.figures["amazon.amount"]).replace("\xa0", " ")
    assert re.fullmatch(
        r".+: (bis zu|mindestens) 50 Mrd\. \$, angestrebt, laut The Wall Street Journal.*, \d+\. Januar 2026\. "
        r"https://kapitalbrief\.example/de/deals/[a-z0-9-]+/#[a-z0-9.-]+",
        said,
    )


def test_sources_keep_their_numbers_when_they_are_grouped(real: Made) -> None:
    for name, _ in real.editions["de"].issues:
        shown, writer = issue_views.read(real.editions["de"], name, web=False)
        groups = source_views.by_kind(shown.sources)
        assert sorted(source.number for group in groups.values() for source in group) == sorted(writer.numbers.values())
        assert all(source.kind == kind for kind, group in groups.items() for source in group)


def test_what_shows_no_claim_has_no_sentence(golden: Made) -> None:
    writer = writer_at(golden.editions["de"], "deals/")
    for deal in golden.editions["de"].today.deals.values():
        for figure in deal.figures.values():
            assert (not deal_views.sentence(writer, figure)) == (figure.shown is None)


def test_a_chart_for_other_sites_stands_alone_and_leads_to_its_figure(real: Made) -> None:
    pages = {path: html.document_fromstring(text) for path, text in real.files.items() if "/embed/" in path}
    assert pages
    for path, page in pages.items():
        language, _, *address, chart, _ = path.removeprefix("site/").split("/")
        assert page.get("lang") == language
        assert page.xpath("//a/@href") == [real.editions[language].url(f"{'/'.join(address)}/#c-{chart}")]
        assert page.xpath("//script | //header | //nav | //form") == []
        assert len(page.xpath("//figure//*[local-name() = 'svg']")) == 2
