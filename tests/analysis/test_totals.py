"""Nothing is counted twice, and what does not belong together is never added."""

from pathlib import Path

from generator.analysis import totals
from generator.analysis.totals import Bucket, Instrument, Side, Total
from tests import builders

ORGS = {
    "organisations/mutter.yml": "name: Mutter\nkind: enterprise\n",
    "organisations/beispiel-labs.yml": "name: Beispiel Labs\nkind: ai_lab\nparent: mutter\n",
    "organisations/zweite.yml": "name: Zweite\nkind: investor\n",
    "organisations/gruppe.yml": "name: Gruppe\nkind: placeholder\n",
}
PLAIN = "beispiel-labs"


def deal(amount: str = "100mn EUR", *, kind: str = "funding_round", state: str = "closed", more: str = "") -> str:
    """A deal of Beispiel Labs."""
    money = f"amount: {amount}\n" if amount else ""
    return f"kind: {kind}\nsubject: beispiel-labs\nsrc: blatt-januar\nstatus: [{{to: {state}, date: 2026-01-29}}]\n{money}{more}"


def total(folder: Path, side: Side, org: str = PLAIN, **deals: str) -> Total:
    """What an organisation raised or committed in a publication of some deals."""
    files = {f"deals/{name}.yml": text for name, text in {"runde": deal("1mn EUR", state="cancelled"), **deals}.items()}
    checked, found = builders.check(builders.publication(folder, **ORGS, **files))
    assert checked is not None, found
    return (totals.raised if side == "raised" else totals.committed)(checked.today.books, org)


def millions(found: Total, bucket: Bucket = "closed", instrument: Instrument = "equity") -> str:
    """The sum in millions, as "low-high"."""
    value = found.sum(bucket, instrument)
    if value is None:
        return "none"
    high = "" if value.high is None else f"{value.high / 10**6:.0f}"
    return f"{value.low / 10**6:.0f}-{high}"


PART = "relations: [{type: part_of, deal: ganze}]\n"


def test_a_round_and_its_parts_count_once(tmp_path: Path) -> None:
    found = total(tmp_path, "raised", ganze=deal(), teil=deal("30mn EUR", kind="stake", more=PART))
    assert millions(found) == "100-100"


def test_parts_count_where_the_whole_is_not_disclosed(tmp_path: Path) -> None:
    found = total(tmp_path, "raised", ganze=deal(""), teil=deal("30mn EUR", kind="stake", more=PART))
    assert millions(found) == "30-30"


def test_a_tranche_counts_with_its_round(tmp_path: Path) -> None:
    tranche = deal("30mn EUR", kind="stake", more="relations: [{type: tranche_of, deal: ganze}]\n")
    assert millions(total(tmp_path, "raised", ganze=deal(), teil=tranche)) == "100-100"


def test_an_extension_counts_besides(tmp_path: Path) -> None:
    extension = deal("30mn EUR", more="relations: [{type: follows, deal: ganze}]\n")
    assert millions(total(tmp_path, "raised", ganze=deal(), mehr=extension)) == "130-130"


def test_a_running_total_is_kept_out(tmp_path: Path) -> None:
    claim = deal("{claims: [{value: 900mn EUR, scope: cumulative}]}")
    found = total(tmp_path, "raised", ganze=deal(), summe=deal("900mn EUR", more="cumulative: true\n"), auch=claim)
    assert millions(found) == "100-100"


def test_existing_shares_bring_no_money(tmp_path: Path) -> None:
    sale = deal(kind="secondary_sale", more="share_type: secondary\n")
    assert millions(total(tmp_path, "raised", verkauf=sale)) == "none"


def test_options_and_debt_stand_apart(tmp_path: Path) -> None:
    found = total(
        tmp_path, "raised", a=deal(), b=deal("7mn EUR", more="money_type: option\n"), c=deal("5mn EUR", kind="debt")
    )
    assert [millions(found, "closed", i) for i in ("equity", "option", "debt")] == ["100-100", "7-7", "5-5"]


def test_talks_and_announcements_are_never_added_to_closings(tmp_path: Path) -> None:
    found = total(
        tmp_path, "raised", a=deal(), b=deal("7mn EUR", state="in_talks"), c=deal("5mn EUR", state="announced")
    )
    assert [millions(found, b) for b in ("closed", "talks", "announced", "signed")] == ["100-100", "7-7", "5-5", "none"]


def test_up_to_is_not_the_whole_of_it(tmp_path: Path) -> None:
    assert millions(total(tmp_path, "raised", a=deal(), b=deal("up to 30mn EUR"))) == "100-130"


def test_what_was_cancelled_or_superseded_is_out(tmp_path: Path) -> None:
    newer = deal("30mn EUR", more="relations: [{type: supersedes, deal: alt}]\n")
    assert millions(total(tmp_path, "raised", alt=deal(), neu=newer, ab=deal(state="lapsed"))) == "30-30"


def test_a_takeover_is_not_money_raised(tmp_path: Path) -> None:
    assert millions(total(tmp_path, "raised", kauf=deal(kind="acquisition"))) == "none"


def test_an_undisclosed_amount_is_counted_and_not_nought(tmp_path: Path) -> None:
    found = total(tmp_path, "raised", a=deal(), b=deal("undisclosed"))
    assert millions(found) == "100-100" and len(found.of("closed", "equity")) == 2


def test_a_parent_rolls_up_its_children(tmp_path: Path) -> None:
    assert millions(total(tmp_path, "raised", "mutter", a=deal())) == "100-100"


BACKED = "participants:\n  - {{org: zweite, role: {role}, amount: 30mn EUR}}\n  - {{org: erfunden-ventures, amount: 20mn EUR}}\n"


def test_who_pays_has_committed_their_own_part(tmp_path: Path) -> None:
    found = total(tmp_path, "committed", "zweite", a=deal(more=BACKED.format(role="lead")))
    assert millions(found) == "30-30"


def test_who_withdrew_has_committed_nothing(tmp_path: Path) -> None:
    assert millions(total(tmp_path, "committed", "zweite", a=deal(more=BACKED.format(role="withdrew")))) == "none"


def test_a_part_that_is_a_deal_of_its_own_counts_there(tmp_path: Path) -> None:
    whole = deal(more="participants: [{org: zweite, deal: teil}]\n")
    part = deal("30mn EUR", kind="stake", more=PART + "participants: [{org: zweite}]\n")
    assert millions(total(tmp_path, "committed", "zweite", ganze=whole, teil=part)) == "30-30"


def test_an_unnamed_group_counts_in_no_total(tmp_path: Path) -> None:
    backed = deal(more="participants: [{org: gruppe, amount: 30mn EUR}]\n")
    assert millions(total(tmp_path, "committed", "gruppe", a=backed)) == "none"


def test_a_customer_has_committed_the_contract(tmp_path: Path) -> None:
    contract = deal(kind="compute_contract", more="participants: [{org: zweite, role: customer}]\n")
    assert millions(total(tmp_path, "committed", "zweite", a=contract), "closed", "contract") == "100-100"


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    deals = {"a": deal(), "b": deal("7mn EUR"), "c": deal("up to 3mn EUR")}
    one = total(tmp_path / "one", "raised", **deals)
    other = total(tmp_path / "other", "raised", **dict(reversed(deals.items())))
    assert millions(one) == millions(other) == "107-110"


def test_who_pays_in_two_roles_has_committed_once(tmp_path: Path) -> None:
    roles = "participants:\n  - {org: zweite, role: customer}\n  - {org: zweite, role: lender}\n"
    contract = deal(kind="compute_contract", more=roles)
    assert millions(total(tmp_path, "committed", "zweite", a=contract), "closed", "contract") == "100-100"
