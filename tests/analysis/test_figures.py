"""Claims are compared, never averaged; one origin is one voice; what is shown is what somebody said."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import figures
from generator.analysis.figures import Inputs, KnownFigure
from generator.content.records.base import Words
from generator.content.records.figure import Amount, MoneyClaim
from generator.content.records.source import Source
from generator.text import money
from generator.text.dates import PartialDate
from generator.text.rates import Rates

DAY = date(2026, 1, 30)
ORIGINS = ("reuters", "wsj", "bloomberg", "ft")


def source(origin: str, *, via: tuple[str, ...] = (), kind: str = "original", day: int = 29) -> Source:
    published = PartialDate(2026, 1, day)
    return Source(publisher=origin, label=Words({"": origin}), kind=kind, via=list(via), published=published)


SOURCES = {
    **{name: source(name) for name in ORIGINS},
    "relay": source("blatt", via=("techcrunch", "wsj"), day=30),
    "blog": source("blog", kind="blog", day=30),
    "digest": source("digest", kind="aggregation", day=30),
    "late": source("late", day=31),
    "wsj-before": source("wsj").model_copy(update={"published": PartialDate(2025, 12, 1)}),
    "wsj-the-day-before": source("wsj", day=28),
    "relay-before": source("blatt", via=("wsj",)).model_copy(update={"published": PartialDate(2025, 12, 1)}),
    "undated": Source(publisher="ft", label=Words({"": "ft"}), kind="original"),
    "undated-too": Source(publisher="bloomberg", label=Words({"": "bloomberg"}), kind="original"),
    "release": source("blatt", via=("labs",)),
}


def claim(value: str, src: str, **more: object) -> MoneyClaim:
    return MoneyClaim.model_validate({"id": f"{src}-{abs(hash(value)) % 10**6}", "value": value, "src": [src], **more})


def known(
    *claims: MoneyClaim, undated: bool = False, parties: tuple[str, ...] = (), agreed: date | None = None
) -> KnownFigure:
    rates = Rates({("USD", DAY): money.Decimal("1.1919"), ("USD", date(2026, 1, 29)): money.Decimal("1.1968")})
    inputs = Inputs(
        sources=SOURCES, organisations=(), rates=rates, as_of=DAY, undated=undated, parties=parties, agreed=agreed
    )
    return figures.compute(inputs, Amount(claims=claims), "deal", "amount", "USD", ())


def shown(figure: KnownFigure) -> str:
    return str(figure.shown.value) if figure.shown else "nothing"


def test_relays_of_one_origin_are_one_voice_and_the_origin_speaks() -> None:
    figure = known(claim("at least 50bn USD", "relay"), claim("up to 50bn USD", "wsj"))
    (group,) = figure.groups
    assert [(v.origin, str(v.speaker.value), len(v.relays)) for v in group.voices] == [("wsj", "up to 50bn USD", 1)]
    assert figure.shown is not None and str(figure.shown.value) == "up to 50bn USD"
    assert group.agreement == "differ"


def test_pages_without_a_stated_origin_are_one_voice_and_no_second_one() -> None:
    (group,) = known(claim("10bn USD", "wsj"), claim("10bn USD", "blog"), claim("10bn USD", "digest")).groups
    assert [voice.origin for voice in group.voices] == ["wsj", "unstated"]
    assert group.agreement == "single"


def test_another_currency_is_compared_at_the_rate_of_its_day() -> None:
    (group,) = known(claim("10bn to 20bn EUR", "reuters", as_of="2026-01-30"), claim("over 10bn USD", "wsj")).groups
    assert group.computed is not None
    assert (str(group.computed.low / 10**9), str((group.computed.high or 0) / 10**9)) == ("11.919", "23.838")


def test_a_page_published_after_the_date_is_not_known() -> None:
    assert known(claim("1bn USD", "late")).claims == ()
    assert known(claim("1bn USD", "late", as_of="2026-01-20")).claims == ()


def test_unlike_things_are_never_compared() -> None:
    figure = known(claim("60bn USD", "reuters", scope="sought"), claim("100bn USD", "wsj"))
    assert [group.conflicts for group in figure.groups] == [(), ()]


def test_the_best_said_is_shown_then_the_latest_then_the_narrowest() -> None:
    company = claim("40bn USD", "reuters", said="company")
    assert known(claim("50bn USD", "wsj", said="anonymous"), company).shown.value == company.value  # type: ignore[union-attr]
    narrow = claim("10bn to 11bn USD", "wsj")
    assert known(claim("10bn to 20bn USD", "reuters"), narrow).shown.value == narrow.value  # type: ignore[union-attr]


def test_a_flagged_claim_neither_speaks_nor_conflicts() -> None:
    (group,) = known(claim("10bn USD", "wsj"), claim("90bn USD", "reuters", flag="typo")).groups
    assert group.conflicts == () and [voice.origin for voice in group.voices] == ["wsj"]


def test_a_stated_origin_is_shown_before_none_whatever_its_date() -> None:
    """A filing's exact figure without a date, beside a later "up to" of a page that names no origin."""
    filing, later = claim("40bn USD", "undated", said="filing"), claim("up to 50bn USD", "blog")
    assert shown(known(later, filing, undated=True)) == "40bn USD"
    assert shown(known(claim("40bn USD", "undated"), later, undated=True)) == "40bn USD"
    # A page that names no origin is not better for saying that it was a document.
    assert shown(
        known(claim("40bn USD", "undated"), claim("50bn USD", "blog", said="document_seen"), undated=True)
    ) == ("40bn USD")


def test_a_party_s_own_word_is_shown_before_every_report() -> None:
    """By how it was said, or because the report is the party's."""
    report = claim("50bn USD", "wsj", said="document_seen")
    assert shown(known(report, claim("45bn USD", "release"), parties=("labs",))) == "45bn USD"
    assert shown(known(report, claim("45bn USD", "release"))) == "50bn USD"
    assert shown(known(report, claim("45bn USD", "blog", said="executive_on_record"))) == "45bn USD"


def test_a_disclosed_number_is_shown_before_the_party_s_silence() -> None:
    assert shown(known(claim("undisclosed", "release", said="company"), claim("45bn USD", "wsj"))) == "45bn USD"


def test_what_was_sought_is_history_once_the_deal_was_announced() -> None:
    sought = claim("up to 100bn USD", "wsj", scope="sought")
    assert shown(known(sought)) == "up to 100bn USD"
    assert shown(known(sought, agreed=DAY)) == "nothing"
    assert shown(known(sought, claim("110bn USD", "reuters", said="company"), agreed=DAY)) == "110bn USD"
    figure = known(sought, agreed=DAY)
    assert shown(figure.narrowed(lambda claim: True)) == "nothing"
    assert shown(figure.narrowed(lambda claim: claim.record.scope == "sought", asked=True)) == "up to 100bn USD"


def test_no_choice_of_an_editor_brings_back_what_was_sought() -> None:
    sought = claim("up to 100bn USD", "wsj", scope="sought")
    inputs = Inputs(sources=SOURCES, organisations=(), rates=Rates({}), as_of=DAY, undated=False, agreed=DAY)
    figure = Amount(use=sought.id, claims=(sought, claim("110bn USD", "reuters")))
    assert shown(figures.compute(inputs, figure, "deal", "amount", "USD", ())) == "110bn USD"


def test_an_announced_step_is_shown_for_as_long_as_nobody_names_the_whole() -> None:
    sought = claim("up to 100bn USD", "wsj", scope="sought")
    step = claim("70bn USD", "reuters", scope="part", what="first", said="company", as_of="2026-01-30")
    leaked = claim("30bn USD", "ft", scope="part", what="other", said="anonymous", as_of="2026-01-30")
    assert shown(known(sought, step)) == "up to 100bn USD", "not announced yet"
    assert shown(known(sought, step, leaked, agreed=DAY)) == "70bn USD"
    assert shown(known(sought, step, claim("110bn USD", "ft"), agreed=DAY)) == "110bn USD"
    assert known(sought, step, agreed=DAY).agreement is None, "one voice about a part is none about the whole"
    early = claim("70bn USD", "reuters", scope="part", what="first", said="company", as_of="2026-01-20")
    assert shown(known(sought, early, agreed=DAY)) == "nothing", "told before the announcement"
    second = claim("20bn USD", "ft", scope="part", what="second", said="company", as_of="2026-01-30")
    assert shown(known(step, second, agreed=DAY)) == "nothing", "neither part is more the deal than the other"


def test_who_reports_weeks_later_that_a_round_grew_contradicts_nobody() -> None:
    """Only on the days after the first report is another number of the same origin a difference."""

    def agreement(earlier: str, later: str = "wsj") -> str:
        (group,) = known(claim("100bn USD", earlier), claim("125bn USD", later)).groups
        return group.agreement

    assert agreement("wsj-before") == "single"
    assert agreement("wsj-the-day-before") == "differ"
    assert agreement("relay-before") == "single"
    assert agreement("wsj-before", "relay") == "differ", "a relay of today may be wrong about its origin"
    assert agreement("wsj-before", "reuters") == "differ", "another origin may know better"


def test_any_differing_group_makes_the_figure_differ_but_not_the_shown_number() -> None:
    figure = known(
        claim("122bn USD", "wsj"),
        claim("122bn USD", "reuters"),
        claim("30bn USD", "ft", scope="part", what="first"),
        claim("50bn USD", "bloomberg", scope="part", what="first"),
    )
    assert (figure.shown_agreement, figure.agreement) == ("agree", "differ")
    assert [group.what for group in figure.differing] == ["first"]


bounds = st.sampled_from(["", "at least ", "over ", "up to ", "under ", "about "])
values = st.builds(lambda bound, number: f"{bound}{number}bn USD", bounds, st.integers(1, 60))
sets = st.lists(st.tuples(values, st.sampled_from(ORIGINS)), min_size=1, max_size=6, unique_by=lambda pair: pair)


def figure_of(pairs: list[tuple[str, str]]) -> KnownFigure:
    claims = [
        MoneyClaim.model_validate({"id": f"c{index}", "value": value, "src": [src]})
        for index, (value, src) in enumerate(pairs)
    ]
    return known(*claims)


@given(sets)
def test_what_is_shown_is_a_claim_and_what_is_computed_lies_in_every_speaker(pairs: list[tuple[str, str]]) -> None:
    figure = figure_of(pairs)
    assert figure.shown in figure.claims
    for group in figure.groups:
        if group.computed is not None:
            for voice in group.voices:
                assert voice.speaker.compared is not None
                assert voice.speaker.compared.meet(group.computed) == group.computed


@given(sets, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(pairs: list[tuple[str, str]], shuffler: object) -> None:
    """Of the same claims in another order follow the same conflicts and the same interval, where each origin has one claim."""
    by_origin = list({origin: (value, origin) for value, origin in pairs}.values())
    shuffled = list(by_origin)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = figure_of(by_origin), figure_of(shuffled)
    assert one.groups[0].computed == other.groups[0].computed
    pair = [{frozenset((str(a.value), str(b.value))) for a, b in f.groups[0].conflicts} for f in (one, other)]
    assert pair[0] == pair[1]


@given(sets, values)
def test_an_agreeing_claim_never_widens_a_figure(pairs: list[tuple[str, str]], more: str) -> None:
    by_origin = [pair for pair in {o: (v, o) for v, o in pairs}.values() if pair[1] != "ft"]
    before = figure_of(by_origin).groups[0].computed if by_origin else None
    if before is None:
        return
    after = figure_of([*by_origin, (more, "ft")]).groups[0]
    assert after.computed is None or after.computed.meet(before) == after.computed
