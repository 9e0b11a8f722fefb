"""What an editor has read is counted, what is new is shown, and what is gone is told: `findings.yml`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests import builders

DEAL = """\
kind: funding_round
subject: beispiel-labs
title: {{de: Runde, en: Round}}
src: blatt-januar
amount:
  claims:
    - {{id: a, value: {low}}}
    - {{id: b, value: {high}}}
"""
SLIP = DEAL.format(low="5mn EUR", high="5bn EUR")
ANOTHER = DEAL.format(low="7mn EUR", high="7bn EUR")
READ = (
    "findings:\n  - {code: scale-slip, record: deals/x, about: b, verdict: right, reviewed_by: leserin,"
    " reviewed: 2026-06-30}\n"
)
FILES = {"authors/leserin.yml": "name: Lese Rin\n", "deals/x.yml": SLIP, "findings.yml": READ}


def check(content: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--content", str(content), "--as-of", "2026-07-01", *options])


def test_a_known_finding_is_counted_and_not_shown(tmp_path: Path) -> None:
    done = check(builders.publication(tmp_path, **FILES))
    assert done.output.splitlines() == [
        "1 known finding not shown: `kapitalbrief check --all` shows what was read",
        "0 errors, 1 warning (1 known)",
    ]
    assert done.exit_code == 0


def test_a_deal_with_a_new_finding_is_news_and_no_failure(tmp_path: Path) -> None:
    done = check(builders.publication(tmp_path, **FILES, **{"deals/y.yml": ANOTHER}))
    assert "deals/y.yml:8:7: warning: 'b' (7bn EUR)" in done.output
    assert "deals/x.yml" not in done.output
    assert done.output.splitlines()[-1] == "0 errors, 2 warnings (1 known, 1 new)"
    assert done.exit_code == 0


def test_a_finding_that_is_gone_is_a_notice(tmp_path: Path) -> None:
    done = check(builders.publication(tmp_path, **{**FILES, "deals/x.yml": SLIP.replace("5bn", "6mn")}))
    assert "findings.yml:2:5: notice: scale-slip is no longer told of 'deals/x, b'" in done.output
    assert done.output.splitlines()[-1] == "0 errors, 0 warnings, 1 notice"
    assert done.exit_code == 0


def test_before_the_publications_own_day_nothing_is_gone(tmp_path: Path) -> None:
    """On an earlier day less was known than was read."""
    own = builders.FILES["publication.yml"] + "as_of: 2026-07-01\n"
    content = builders.publication(tmp_path, **{**FILES, "publication.yml": own})
    assert "notice" not in check(content, "--as-of", "2026-01-01").output


def test_a_finding_that_the_record_excuses_is_gone_too(tmp_path: Path) -> None:
    deal = SLIP + "ignore: [{code: scale-slip, reason: geprüft}]\n"
    done = check(builders.publication(tmp_path, **{**FILES, "deals/x.yml": deal}))
    assert done.output.splitlines()[-1] == "0 errors, 0 warnings, 1 notice"


def test_all_shows_what_was_read(tmp_path: Path) -> None:
    done = check(builders.publication(tmp_path, **FILES), "--all")
    assert "deals/x.yml:8:7: warning: 'b' (5bn EUR)" in done.output
    assert done.output.splitlines()[-1] == "0 errors, 1 warning (1 known)"


def test_tools_get_every_finding_and_whether_it_is_known(tmp_path: Path) -> None:
    done = check(builders.publication(tmp_path, **FILES, **{"deals/y.yml": ANOTHER}), "--format", "json")
    told = {Path(one["path"]).stem: one["known"] for one in json.loads(done.output)["problems"]}
    assert told == {"x": True, "y": False}


@pytest.mark.parametrize(("options", "count"), [((), 1), (("--all",), 2)])
def test_a_pull_request_is_annotated_with_what_is_new(options: tuple[str, ...], count: int, tmp_path: Path) -> None:
    content = builders.publication(tmp_path, **FILES, **{"deals/y.yml": ANOTHER})
    assert len(check(content, "--format", "github", *options).output.splitlines()) == count


def test_an_error_stands_below_the_warnings(tmp_path: Path) -> None:
    html = builders.FILES["deals/runde.yml"].replace("sammelt Geld ein", "<b>sammelt</b>")
    done = check(builders.publication(tmp_path, **{"deals/runde.yml": html, "deals/x.yml": SLIP}))
    severities = [line.split(": ")[1] for line in done.output.splitlines() if ".yml:" in line]
    assert severities == sorted(severities, reverse=True)
    assert severities[-1] == "error"
    assert done.exit_code == 1
