"""Money between organisations: counted once, circles that are circles, an index that keeps inside its bounds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import flows
from generator.analysis.circles import circles, months_before, whole
from generator.analysis.concentration import concentration
from generator.analysis.flows import CAPITAL, NOTHING, Edge
from generator.analysis.knowledge import know
from generator.charts import catalogue
from generator.charts.stream import Stream
from generator.charts.streams import streams
from generator.content.records.deal import Status
from generator.content.records.figure import WHOLE_SCOPES
from generator.text.money import Interval
from tests import builders
from tests.publications import Made

D = Decimal


@pytest.fixture(params=["story", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def edges(made: Made) -> tuple[Edge, ...]:
    """Every payment that is known of a publication."""
    return flows.edges(made.checked.archive, made.checked.today)


def edge(
    payer: str, receiver: str, moves: flows.Moves, day: date | None, deal: str = "d", amount: Interval | None = None
) -> Edge:
    return Edge(
        payer=payer,
        receiver=receiver,
        moves=moves,
        amount=amount,
        claim=None,
        whole=None,
        status="signed",
        day=day,
        deal=deal,
    )


def point(value: int | str) -> Interval:
    return Interval(D(value), D(value))


EDGES = st.lists(
    st.builds(
        edge,
        st.sampled_from("abcde"),
        st.sampled_from("abcde"),
        st.sampled_from(("equity", "debt", "purchase", "secondary", "grant")),
        st.none() | st.dates(date(2019, 1, 1), date(2026, 12, 31)),
        st.sampled_from(("x", "y", "z")),
    ).filter(lambda e: e.payer != e.receiver),
    max_size=14,
)
INTERVALS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: Interval(D(min(p)), D(max(p))))


@given(EDGES)
def test_every_circle_is_a_circle_inside_the_window(found: list[Edge]) -> None:
    for circle in circles(found):
        assert 2 <= len(circle.hops) <= 4
        assert len(set(circle.names)) == len(circle.names)
        for hop, following in pairwise((*circle.hops, circle.hops[0])):
            assert hop.receiver == following.payer
            assert hop.edges and all((e.payer, e.receiver) == (hop.payer, hop.receiver) for e in hop.edges)
        days = [e.day for hop in circle.hops for e in hop.edges]
        assert all(day is not None and months_before(circle.last, 36) <= day <= circle.last for day in days)
        assert circle.hops[0].of(capital=True)
        assert any(e.moves == "purchase" for hop in circle.hops[1:] for e in hop.edges)


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_payments_does_not_matter(found: list[Edge], shuffle: object) -> None:
    mixed = list(found)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert circles(mixed) == circles(found)


def test_no_circle_is_missed() -> None:
    day = date(2025, 1, 31)
    ring = [
        edge("a", "b", "equity", day),
        edge("b", "c", "purchase", day),
        edge("c", "d", "debt", day),
        edge("d", "a", "purchase", day),
    ]
    assert [c.names for c in circles(ring)] in ([("a", "b", "c", "d")], [("c", "d", "a", "b")])
    late = [edge("a", "b", "equity", day), edge("b", "a", "purchase", day + timedelta(days=1096))]
    assert circles(late) == ()
    assert len(circles([replace(late[0], day=day + timedelta(days=1)), late[1]])) == 1


def test_capital_alone_or_orders_alone_are_no_circle() -> None:
    day = date(2025, 1, 1)
    for moves in ("equity", "debt", "purchase"):
        assert circles([edge("a", "b", moves, day), edge("b", "a", moves, day)]) == ()
    assert circles([edge("a", "b", "secondary", day), edge("b", "a", "purchase", day)]) == ()


def test_the_ratio_is_orders_per_capital_with_its_bounds() -> None:
    day = date(2025, 1, 1)
    capital = edge("a", "b", "equity", day, amount=Interval(D(8), D(33)))
    [circle] = circles([capital, edge("b", "a", "purchase", day, amount=Interval(D(66), D(100)))])
    assert circle.ratio == Interval(D(2), D("12.5"))
    [circle] = circles([capital, edge("b", "a", "purchase", day)])
    assert circle.ratio is None


@given(st.lists(INTERVALS, min_size=1, max_size=6), st.integers(0, 40), st.data())
def test_the_index_keeps_inside_its_bounds(amounts: list[Interval], rest: int, data: st.DataObject) -> None:
    found = concentration({str(n): amount for n, amount in enumerate(amounts)}, point(rest))
    picked = [D(data.draw(st.integers(int(a.low), int(a.high or 0)))) for a in amounts]
    if found is None or not sum(picked):
        return
    hands = data.draw(st.integers(0, len(picked) + 2))
    if hands < len(picked):
        picked[hands] += rest
    else:
        picked += [D(rest) / (hands - len(picked) + 1)] * (hands - len(picked) + 1)
    index = 10_000 * sum(x * x for x in picked) / sum(picked) ** 2
    assert found.low - D("0.001") <= index <= found.high + D("0.001")
    assert 0 <= found.low <= found.high <= 10_000


def test_the_index_of_known_amounts_is_one_number() -> None:
    found = concentration({"a": point(50), "b": point(30), "c": point(30), "d": None}, NOTHING)
    assert found is not None
    assert found.low == found.high
    assert round(found.low) == 3554
    assert (found.stated, found.named, found.coverage) == (3, 4, 1)


def test_many_wide_amounts_still_have_a_bound() -> None:
    found = concentration({str(n): Interval(D(1), D(9)) for n in range(20)}, NOTHING)
    assert found is not None
    assert found.low == 500 and found.low < found.high <= 10_000


def test_a_round_and_its_parts_are_counted_once(story: Made) -> None:
    amazon = [e.deal for e in edges(story) if (e.payer, e.receiver, e.moves) == ("amazon", "openai", "equity")]
    assert amazon == ["openai-amazon-stake-2026"]
    rounds = flows.raised(story.checked.archive, story.checked.today, "openai", edges(story))
    assert "openai-round-2026" in {r.deal for r in rounds}
    assert "openai-amazon-stake-2026" not in {r.deal for r in rounds}


def test_what_ended_or_was_superseded_moves_no_money(story: Made) -> None:
    ended = {"openai-nvidia-loi-2025", "openai-microsoft-recap-2025", "cursor-round-2026"}
    assert ended <= set(story.checked.archive.deals)
    assert not ended & {e.deal for e in edges(story)}


def test_unnamed_groups_are_in_no_payment(made: Made) -> None:
    organisations = made.checked.archive.organisations
    assert all(organisations[name].kind != "placeholder" for e in edges(made) for name in (e.payer, e.receiver))


def test_the_price_of_existing_shares_is_no_capital(story: Made) -> None:
    assert {e.moves for e in edges(story) if e.deal in ("spacex-cursor-2026", "aligned-2025")} == {"secondary"}
    assert "secondary" not in CAPITAL


def test_a_holding_is_no_payment(made: Made) -> None:
    assert all(e.claim is None or e.claim.record.scope in WHOLE_SCOPES for e in edges(made))


def test_the_order_of_files_does_not_matter(made: Made) -> None:
    archive = made.checked.archive
    turned = replace(
        archive,
        deals=dict(reversed(list(archive.deals.items()))),
        organisations=dict(reversed(list(archive.organisations.items()))),
    )
    assert flows.edges(turned, know(turned, made.checked.as_of, undated=True)) == edges(made)


def test_a_subsidiary_pays_as_its_parent(story: Made) -> None:
    archive = story.checked.archive
    child = archive.organisations["amazon"].model_copy(update={"parent": "nvidia"})
    turned = replace(archive, organisations={**archive.organisations, "amazon": child})
    found = flows.edges(turned, know(turned, story.checked.as_of, undated=True))
    assert "amazon" not in {name for e in found for name in (e.payer, e.receiver)}
    assert "openai-amazon-stake-2026" in {e.deal for e in found if e.payer == "nvidia"}


def paid(state: Status, amount: Interval | None) -> Edge:
    return replace(edge("a", "b", "equity", date(2026, 1, 1), amount=amount), status=state)


def test_a_number_of_what_is_promised_holds_no_talk() -> None:
    agreed, talk = paid("announced", point(50)), paid("in_talks", point(7))
    assert flows.counted((agreed, talk)) == (agreed,)
    assert flows.counted((talk,)) == (talk,)


@pytest.mark.parametrize(
    ("found", "firm"),
    [
        ([paid("announced", point(11)), paid("closed", None)], False),
        ([paid("announced", point(11)), paid("closed", point(2))], False),
        ([paid("closed", point(11)), paid("announced", None)], True),
        ([paid("closed", point(11)), paid("in_talks", point(2))], True),
        ([paid("closed", None), paid("announced", None)], False),
        ([paid("in_talks", point(2))], False),
    ],
)
def test_a_line_is_whole_only_if_the_money_that_it_names_is_signed(found: list[Edge], firm: bool) -> None:
    """A line with "at least 11" was drawn as signed because a payment without a number was."""
    assert flows.is_firm(found) is firm
    stream = Stream(other="a", lab="b", edges=tuple(found), circular=False)
    assert (stream.dash == "") is firm


TIMES = "status: [{to: in_talks, date: 2026-01-28}, {to: announced, date: 2026-02-27}, {to: closed%s}]\n"


@pytest.mark.parametrize(
    ("closed", "day", "reached"),
    [(", date: 2026-03-31", date(2026, 3, 31), "2026-03-31"), ("", date(2026, 1, 29), None)],
    ids=["a dated step", "an undated step takes the claim's day"],
)
def test_money_stands_on_the_day_of_the_step_that_it_shows(
    closed: str, day: date, reached: str | None, tmp_path: Path
) -> None:
    """A round of 27 February that closed on 31 March stood as closed on 28 January, the first day of the talks."""
    deal = builders.FILES["deals/runde.yml"].replace("date: 2026-01-29\n", TIMES % closed)
    checked, found = builders.check(builders.publication(tmp_path, **{"deals/runde.yml": deal}))
    assert checked is not None, found
    (payment,) = flows.edges(checked.archive, checked.today)
    (round_,) = flows.raised(checked.archive, checked.today, "beispiel-labs", [payment])
    for one in (payment, round_):
        assert (one.status, one.day) == ("closed", day)
        assert (str(one.reached) if one.reached else None) == reached


def test_a_pair_is_one_sum_in_the_chart_and_in_its_section(made: Made) -> None:
    """Older payments than the circle's window were in the chart's number and not in the section's."""
    graph = catalogue.graph(made.editions["de"])
    drawn = {(s.other, s.lab): s.edges for s in streams(graph.paid, graph.rings, list(graph.raised), capital=True)}
    told = {circle.names: whole(circle, graph.paid).hops[0].of(capital=True) for circle in graph.rings if circle.direct}
    assert told and all(drawn[names] == paid for names, paid in told.items() if names in drawn)


def test_the_direct_circles_of_the_story(story: Made) -> None:
    assert {c.names for c in circles(edges(story)) if c.direct} >= {
        ("amazon", "openai"),
        ("amazon", "anthropic"),
        ("google", "anthropic"),
        ("microsoft", "anthropic"),
        ("microsoft", "openai"),
        ("nvidia", "anthropic"),
    }
