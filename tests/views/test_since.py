"""What changed since the issue that treated a deal last is told in sentences, the same on page, in feed and mail."""

from __future__ import annotations

import pytest

from generator.mail.issues import issue_mail
from generator.views import issues as issue_views
from tests import builders
from tests.publications import Made, make

LATER = """\
publisher: morgenblatt
label: Bericht von {day}
url: https://morgenblatt.example/{day}
published: {day}
kind: original
"""
DEAL = """\
kind: funding_round
subject: beispiel-labs
src: blatt-januar
status:
  - {to: in_talks, date: 2026-01-29, src: blatt-januar}
  - {to: announced, date: 2026-02-26, src: spaet-2026-02-26}
  - {to: closed, date: 2026-03-30, src: spaet-2026-03-30}
amount:
  claims:
    - {id: want, value: up to 100mn EUR, scope: sought, src: blatt-januar}
    - {id: got, value: 122mn EUR, said: company, src: spaet-2026-03-30}
valuation:
  claims:
    - {id: before, value: 730mn EUR, basis: pre_money, said: company, src: spaet-2026-02-26}
    - {id: after, value: 852mn EUR, basis: post_money, said: filing, src: spaet-2026-03-30}
expected:
  - {event: close, by: 2026-03-31, src: blatt-januar}
  - {event: close, by: 2026-06-30, src: spaet-2026-02-26}
participants:
  - {org: erfunden-ventures, role: lead, src: spaet-2026-02-26}
"""
BETWEEN = """\
kind: ipo
subject: erfunden-ventures
date: 2026-01-29
src: blatt-januar
"""
ISSUE = builders.FILES["briefings/2026-01-30-runde/briefing.yml"]


def issue(day: str, deals: str) -> str:
    text = ISSUE.replace("date: 2026-01-30", f"date: {day}").replace("deals: [runde]", f"deals: [{deals}]")
    lead = deals.partition(",")[0]
    return (
        text.replace("lead: runde", f"lead: {lead}").replace("[[runde/amount]]", "Geld").replace("Es geht", "Es geht")
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A round that issues of January, February and March treat, and an issue of another deal between them."""
    days = ("2026-02-26", "2026-03-30")
    files = {f"sources/spaet-{day}.yml": LATER.format(day=day) for day in days}
    files |= {"deals/runde.yml": DEAL, "deals/boerse.yml": BETWEEN}
    files |= {
        f"briefings/{day}-{name}/briefing.yml": issue(day, deals)
        for day, name, deals in (
            ("2026-01-30", "runde", "runde, boerse"),
            ("2026-02-27", "zwei", "runde"),
            ("2026-03-10", "boerse", "boerse"),
            ("2026-03-31", "drei", "runde, boerse"),
        )
    }
    return make(builders.publication(tmp_path_factory.mktemp("since"), **files), as_of=builders.TODAY)


def told(made: Made, name: str, language: str = "de") -> dict[str, tuple[str, ...]]:
    """The sentences of an issue by the day of the issue with which the deal is compared."""
    shown, _ = issue_views.read(made.editions[language], name, web=False)
    assert shown.since is not None
    return {deal.since: tuple(c.replace("\xa0", " ") for c in deal.changes) for deal in shown.since.deals}


def test_each_change_is_a_sentence_and_the_three_that_matter_most_are_told(made: Made) -> None:
    (found,) = told(made, "2026-02-27-zwei").values()
    assert found == (
        "Die Runde ist angekündigt.",
        "Die Bewertung ist erstmals beziffert: 730 Mio. €.",
        "Neuer Termin (Abschluss): bis 30. Juni 2026 statt bis 31. März 2026.",
    )


def test_the_same_valuation_on_the_other_basis_is_no_rise(made: Made) -> None:
    ((since, found),) = told(made, "2026-03-31-drei").items()
    assert since.replace("\xa0", " ") == "Seit Geld für Beispiel Labs vom 27. Februar 2026"
    assert found == (
        "Der Abschluss ist da.",
        "Die Runde ist größer als gedacht: 122 statt bis zu 100 Mio. €.",
        "Gleich bewertet: 730 Mio. € vor der Runde und 122 Mio. € neues Geld ergeben 852 Mio. € nach der Runde.",
    )


def test_english_says_the_same(made: Made) -> None:
    (found,) = told(made, "2026-03-31-drei", "en").values()
    assert found == (
        "The deal has closed.",
        "The round is larger than thought: €122mn, not up to €100mn.",
        "Valued the same: €730mn pre-money and €122mn of new money make €852mn post-money.",
    )


def test_a_deal_in_which_nothing_changed_is_not_told(made: Made) -> None:
    assert told(made, "2026-03-10-boerse") == {}


def test_page_feed_home_and_both_parts_of_the_mail_say_the_same_words(made: Made) -> None:
    name, edition = "2026-03-31-drei", made.editions["de"]
    mail = issue_mail(edition, name)
    places = [
        made.text(f"docs/de/briefings/{name}/index.md"),
        made.text("docs/de/index.md"),
        made.text("site/de/feed.xml"),
        mail.html,
        mail.text,
    ]
    shown, _ = issue_views.read(edition, name, web=False)
    assert shown.since is not None
    sentences = [sentence for deal in shown.since.deals for sentence in deal.changes]
    assert len(sentences) == 3
    for place in places:
        words = "".join(place.replace("&nbsp;", "").replace("&#160;", "").split())
        for sentence in sentences:
            assert "".join(sentence.split()) in words, sentence


def test_no_issue_speaks_in_riddles(real: Made) -> None:
    for language, edition in real.editions.items():
        for name, _ in edition.issues:
            shown, _ = issue_views.read(edition, name, web=False)
            for deal in shown.since.deals if shown.since else ():
                for sentence in deal.changes:
                    assert sentence.endswith((".", "?")) and "→" not in sentence, (language, sentence)
                    assert sentence[0].isupper() or sentence[0].isdigit(), (language, sentence)
