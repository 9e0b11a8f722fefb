"""Charts: well-formed, no colours of their own, nothing cut off, the table says what they show."""

import re
import subprocess
import sys
from itertools import combinations

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from generator.charts import catalogue, lettering, ranges, timeline
from generator.charts.marks import Canvas, Chart, Label, spread, svg, ticks
from generator.charts.png import MARGIN, day_colours, png
from generator.outputs.charts import SCALE, drawing_file
from generator.outputs.pages.frame import writer_at
from generator.text.templating import Templates
from generator.views import issues as issue_views
from generator.views.edition import Edition
from tests.publications import ROOT, Made

TEMPLATES = Templates(ROOT / "templates")
FONTS = ROOT / "templates" / "theme" / "assets" / "fonts"
SVG = "{http://www.w3.org/2000/svg}"
Canvases = list[tuple[Chart, Canvas]]


@pytest.fixture(scope="module", params=["story", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def editions(made: Made) -> tuple[Edition, ...]:
    return tuple(made.editions.values())


@pytest.fixture(scope="module")
def charts(editions: tuple[Edition, ...]) -> tuple[Chart, ...]:
    return tuple(drawing.chart for edition in editions for drawing in catalogue.every(edition))


@pytest.fixture(scope="module")
def canvases(charts: tuple[Chart, ...]) -> Canvases:
    return [(chart, canvas) for chart in charts for canvas in (chart.wide, chart.narrow)]


def test_there_are_charts_of_every_kind(story: Made) -> None:
    kinds = {drawing.chart.id for edition in story.editions.values() for drawing in catalogue.every(edition)}
    assert {"c-flows", "c-growth", "c-status", "c-amount", "c-valuation", "c-firm", "c-deals", "c-main"} <= kinds


def test_a_chart_is_an_image_with_a_name_and_facts_and_no_style_of_its_own(charts: tuple[Chart, ...]) -> None:
    for chart in charts:
        for form in ("wide", "narrow"):
            root = etree.fromstring(svg(TEMPLATES, chart, form))
            assert root.get("role") == "img"
            named = [root.get("aria-labelledby"), root.get("aria-describedby")]
            texts = {part.get("id"): part.text for part in root if part.tag in (f"{SVG}title", f"{SVG}desc")}
            assert list(texts) == named and all(texts.values()), chart.id
            assert not root.xpath("//*[@style or @fill!='none' or @stroke]"), chart.id
            assert not root.findall(f".//{SVG}style")
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", etree.tostring(root, encoding="unicode"))


def test_every_class_of_a_chart_is_in_the_theme(charts: tuple[Chart, ...]) -> None:
    theme = TEMPLATES.text("theme/styles/components.css")
    used = {
        name
        for chart in charts
        for form in ("wide", "narrow")
        for names in re.findall(r'class="([^"]+)"', svg(TEMPLATES, chart, form))
        for name in names.split()
    }  # type: ignore[arg-type]
    assert {
        name for name in used if f".kb-chart .{name} " not in theme and f".kb-chart svg .{name} " not in theme
    } == set()


def test_the_same_chart_is_drawn_the_same_twice(editions: tuple[Edition, ...], charts: tuple[Chart, ...]) -> None:
    first = [svg(TEMPLATES, chart, "wide") for chart in charts]
    again = [
        svg(TEMPLATES, chart, "wide") for edition in editions for chart in (d.chart for d in catalogue.every(edition))
    ]
    assert first == again


def test_ids_are_unique_on_a_page(editions: tuple[Edition, ...]) -> None:
    for edition in editions:
        for deal in edition.today.deals.values():
            ids = [
                chart.id
                for chart in [
                    timeline.chart(writer_at(edition, "x/"), deal),
                    *(ranges.chart(writer_at(edition, "x/"), p, f, "x") for p, f in deal.figures.items()),
                ]
                if chart
            ]
            assert len(ids) == len(set(ids))


def test_no_label_is_cut_off(canvases: Canvases) -> None:
    for chart, canvas in canvases:
        for label in (mark for mark in canvas.marks if isinstance(mark, Label)):
            left, right = label.span
            assert left >= -0.5 and right <= canvas.width + 0.5, (chart.title, label.text, left, right)
            assert 8 <= label.y <= canvas.height, (chart.title, label.text)


def test_no_amount_is_shortened(canvases: Canvases) -> None:
    labels = [mark.text for _, canvas in canvases for mark in canvas.marks if isinstance(mark, Label)]
    assert [text for text in labels if text.endswith("…") and re.search(r"\d|[$€£]", text)] == []


def test_no_label_stands_on_another(canvases: Canvases) -> None:
    for chart, canvas in canvases:
        labels = [mark for mark in canvas.marks if isinstance(mark, Label)]
        for one, other in combinations(labels, 2):
            apart = one.span[1] <= other.span[0] + 1 or other.span[1] <= one.span[0] + 1 or abs(one.y - other.y) >= 11.5
            assert apart, (chart.title, canvas.width, one.text, other.text)


def test_the_table_has_a_cell_for_every_column_and_says_what_the_facts_say(charts: tuple[Chart, ...]) -> None:
    for chart in charts:
        assert chart.rows
        assert all(len(row) == len(chart.head) for row in chart.rows)
        facts = chart.facts.replace("(", "").replace(")", "")
        if chart.id in ("c-main", "c-amount", "c-valuation", "c-firm", "c-deals", "c-flows"):
            amounts = [cell.text for row in chart.rows for cell in row if cell.number]
            assert all(amount.replace("(", "").replace(")", "") in facts for amount in amounts), chart.title


def test_a_page_holds_both_drawings_and_the_table(editions: tuple[Edition, ...]) -> None:
    drawing = next(catalogue.every(editions[0]))
    chart, writer = drawing.chart, writer_at(editions[0], drawing.page)
    html = TEMPLATES.render(
        "site/_chart.html.j2", {"t": editions[0].locale.t, "shown": catalogue.shown(writer, drawing)}
    )
    assert html.count("<svg") == 2
    assert html.count("<tr>") == len(chart.rows) + 1
    assert "\n\n" not in html, "an empty line would end the block for Markdown"


def test_a_chart_to_take_along_stands_alone(editions: tuple[Edition, ...]) -> None:
    """Title, caption and source are in the file, in its frame; it needs no style sheet, and runs and loads nothing."""
    for edition in editions:
        found = list(catalogue.every(edition))
        assert len({drawing.name for drawing in found}) == len(found) > 0
        for drawing in found:
            root = etree.fromstring(drawing_file(edition, drawing))
            texts = [element.text or "" for element in root.findall(f"{SVG}text")]
            said = " ".join(texts)
            assert drawing.title in said and drawing.chart.caption in said, drawing.name
            assert edition.url(drawing.source) in said
            assert not any("…" in text for text in texts), drawing.name
            assert float(root.get("height")) > max(float(e.get("y")) for e in root.findall(f"{SVG}text"))
            assert "var(" not in (root.findtext(f"{SVG}style") or "var(")
            assert not root.xpath("//*[local-name()='script' or local-name()='image' or @href]")


@pytest.mark.parametrize(
    "name", ["painted_golden", pytest.param("painted_real", marks=pytest.mark.soak)], ids=["golden", "real"]
)
def test_the_image_of_a_chart_is_its_file_painted(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    files = {path: content for path, content in made.files.items() if "/charts/" in path}
    drawn = {path.removesuffix(".svg") for path in files if path.endswith(".svg")}
    assert drawn
    for path in sorted(drawn):
        image, size = files[f"{path}.png"], etree.fromstring(files[f"{path}.svg"])
        assert image[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(image[16:20], "big") == SCALE * int(size.get("width", "0"))


def test_german_numbers_do_not_break(canvases: Canvases) -> None:
    for label in (m for _, canvas in canvases for m in canvas.marks if isinstance(m, Label)):
        assert not re.search(r"\d (Mrd|Mio|Bio)\.", label.text), label.text


def test_the_issue_draws_only_what_its_date_knew(editions: tuple[Edition, ...]) -> None:
    edition = editions[0]
    for name, issue in edition.issues:
        lead = edition.then[name].deals[issue.lead] if issue.lead else None
        _, writer = issue_views.read(edition, name, web=False)
        if lead and ranges.main(writer, lead):
            assert all(
                claim.known is not None and claim.known <= issue.date
                for f in lead.figures.values()
                for claim in f.claims
            )


@pytest.mark.parametrize(("weight", "bold"), [(400, False), (700, True)])
def test_a_letter_has_the_room_that_its_font_gives_it_and_little_more(weight: int, bold: bool) -> None:
    with TTFont(FONTS / f"Inter-{weight}.ttf") as font:
        units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            real = advances[glyph][0] / units * 1000
            assert real - 0.5 <= lettering.width(chr(code), 1000, bold) <= real + lettering.STEP, chr(code)


def test_a_letter_that_the_font_lacks_has_the_room_of_a_wide_one() -> None:
    assert lettering.width("\u4e07", 1000) == lettering.UNKNOWN


def test_nobody_who_draws_nothing_pays_for_reading_fonts() -> None:
    asked = "import sys, generator.cli, generator.outputs; print([name for name in sys.modules if 'fontTools' in name])"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_text_is_cut_and_wrapped_to_its_room() -> None:
    assert lettering.fit("Anthropic", 500) == "Anthropic"
    assert lettering.width(lettering.fit("The Wall Street Journal", 80), 13) <= 80
    assert lettering.wrap("120 bis 200\u00a0Mrd.\u00a0$", 80, 12) == ("120 bis", "200\u00a0Mrd.\u00a0$")


def test_places_keep_their_distance_and_ticks_reach_both_ends() -> None:
    assert spread([10, 11, 90], 10, 0, 95) == [10, 20, 90]
    assert spread([94, 95], 10, 0, 95) == [85, 95]
    from decimal import Decimal

    for low, high in (("0", "51"), ("0", "0.3"), ("680", "1020")):
        found = ticks(Decimal(low), Decimal(high))
        assert found[0] <= Decimal(low) and found[-1] >= Decimal(high) and len(found) <= 7


def test_the_image_is_the_same_twice_and_twice_the_size(charts: tuple[Chart, ...]) -> None:
    chart = next(chart for chart in charts if chart.id == "c-main")
    first, again = (png(TEMPLATES, svg(TEMPLATES, chart, "wide")) for _ in range(2))
    assert first == again
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(first[16:20], "big") == 2 * (chart.wide.width + 2 * MARGIN)


def test_the_day_colours_are_plain() -> None:
    colours = day_colours(TEMPLATES.text("theme/styles/tokens.css"))
    used = set(
        re.findall(
            r"var\((--[\w-]+)\)",
            "".join(re.findall(r"(?m)^\.kb-chart [^\n]+", TEMPLATES.text("theme/styles/components.css"))),
        )
    )
    for name in used - {"--md-text-font-family"}:
        assert re.fullmatch(r"#[0-9a-f]{6}", colours[name]), name
