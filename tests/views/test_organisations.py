"""An organisation's page says what each amount is of, and its sums say of how many deals they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import builders
from tests.publications import Made, make

HEAD = (
    "subject: beispiel-labs\ntitle: {de: Vorgang, en: Deal}\namount: 4.5mn EUR\ndate: 2026-01-29\nsrc: blatt-januar\n"
)
ORGS = {
    "organisations/zweite-ventures.yml": "name: Zweite Ventures\nkind: investor\n",
    "organisations/konzern.yml": "name: Konzern\nkind: enterprise\n",
}


def pages(folder: Path, deal: str, **more: str) -> Made:
    files = {"deals/runde.yml": deal, **ORGS, **more}
    return make(builders.publication(folder / "content", **files), as_of=builders.TODAY)


def row(made: Made, org: str, way: str) -> str:
    """The row of a way of money on an organisation's German page; "" if it has none."""
    text = made.text(f"docs/de/organisations/{org}/index.md").replace("\xa0", " ")
    found = re.search(rf"{{#{way}}}.*?<tbody>(.*?)</tbody>", text, re.DOTALL)
    return re.sub(r"<[^>]+>", "|", found[1]) if found else ""


def test_the_price_of_a_company_is_no_money_that_it_got(tmp_path: Path) -> None:
    """A price of 60 billion stood under "money in" of the company that was bought, and in its bar of capital."""
    deal = f"kind: acquisition\n{HEAD}participants: [{{org: konzern, role: acquirer}}]\n"
    made = pages(tmp_path, deal)
    assert row(made, "beispiel-labs", "in") == ""
    assert "Kaufpreis" in row(made, "beispiel-labs", "other")
    assert "Kaufpreis" in row(made, "konzern", "out")
    assert "Kapital erhalten" not in made.text("docs/de/organisations/beispiel-labs/index.md")


def test_existing_shares_bring_the_company_nothing(tmp_path: Path) -> None:
    deal = f"kind: stake\nshare_type: secondary\n{HEAD}participants: [{{org: erfunden-ventures}}]\n"
    assert row(pages(tmp_path, deal), "beispiel-labs", "in") == ""


@pytest.mark.parametrize(
    ("kind", "participants", "org", "words"),
    [
        (
            "funding_round",
            "[{org: erfunden-ventures, amount: 1mn EUR}, {org: zweite-ventures}]",
            "erfunden-ventures",
            "1 Mio. €|eigener Teil",
        ),
        (
            "funding_round",
            "[{org: erfunden-ventures, amount: 1mn EUR}, {org: zweite-ventures}]",
            "zweite-ventures",
            "4,5 Mio. €|ganze Runde",
        ),
        ("funding_round", "[{org: erfunden-ventures}]", "erfunden-ventures", "4,5 Mio. €|eigener Teil"),
        ("stake", "[{org: erfunden-ventures}, {org: zweite-ventures}]", "zweite-ventures", "4,5 Mio. €|insgesamt"),
        (
            "cloud_contract",
            "[{org: konzern, role: customer}, {org: zweite-ventures, role: customer}]",
            "konzern",
            "4,5 Mio. €|ganzer Auftrag",
        ),
    ],
)
def test_own_part_whole_round_and_price_are_told_apart(
    kind: str, participants: str, org: str, words: str, tmp_path: Path
) -> None:
    """A whole round of six stood in an investor's column as if it were that investor's money."""
    found = row(pages(tmp_path, f"kind: {kind}\n{HEAD}participants: {participants}\n"), org, "out")
    assert words in re.sub(r"\|+", "|", found)


def test_a_sum_says_of_how_many_deals_it_is(tmp_path: Path) -> None:
    """ "Orders received: 1.16bn" was the amount of one of many."""
    order = (
        "kind: cloud_contract\nsubject: {subject}\ntitle: {{de: Auftrag, en: Order}}\ndate: 2026-01-29\nsrc: blatt-januar\n"
        "participants: [{{org: konzern, role: supplier}}]\n"
    )
    more = {
        "deals/zwei.yml": order.format(subject="erfunden-ventures"),
        "deals/drei.yml": order.format(subject="zweite-ventures"),
    }
    made = pages(tmp_path, order.format(subject="beispiel-labs") + "amount: 2mn EUR\n", **more)
    assert "Aufträge erhalten (1 von 3 beziffert)" in made.text("docs/de/organisations/konzern/index.md")
    assert "Orders received (1 of 3 with an amount)" in made.text("docs/en/organisations/konzern/index.md")


def test_the_deals_over_time_show_the_same_amounts(tmp_path: Path) -> None:
    """The chart of an investor's deals drew the whole rounds."""
    deal = f"kind: funding_round\n{HEAD}participants: [{{org: erfunden-ventures, amount: 1mn EUR}}, {{org: zweite-ventures}}]\n"
    more = {f"deals/runde-{n}.yml": deal.replace("2026-01-29", f"2026-0{n}-01") for n in (2, 3)}
    made = pages(tmp_path, deal, **more)
    own, other = (
        made.text(f"docs/de/organisations/{org}/index.md").replace("\xa0", " ")
        for org in ("erfunden-ventures", "zweite-ventures")
    )
    assert "Vorgang, 1 Mio. € (eigener Teil)" in own and "4,5 Mio. €" not in own
    assert "Vorgang, 4,5 Mio. € (ganze Runde)" in other
