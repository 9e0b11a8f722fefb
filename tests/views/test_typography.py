"""What an editor types with a plain space, readers see with the one that belongs there, on pages, in feeds and mails."""

from __future__ import annotations

import pytest

from tests.publications import Made

CASES = (
    ("de", "bis 30. Juni 2026", "bis 30._Juni 2026"),
    ("de", "am 3. Mai und am 12. Mai", "am 3._Mai und am 12._Mai"),
    ("de", "im Mai 2026, 2. Maibaum, 3 Juni", "im Mai 2026, 2. Maibaum, 3 Juni"),
    ("de", "rund 5 GW, 14 Prozent, 11 % und 4,5 Mrd. $", "rund 5_GW, 14_Prozent, 11_% und 4,5_Mrd. $"),
    ("de", "2026 Prozente", "2026 Prozente"),
    ("de", "bis 30.\nJuni, 5\nGW", "bis 30._Juni, 5_GW"),
    ("en", "in 2026 $50bn", "in 2026 $50bn"),
    ("en", "by 30 June 2026", "by 30_June 2026"),
    ("en", "in May 2026, 3 Maypoles", "in May 2026, 3 Maypoles"),
    ("en", "5 GW, 14 per cent, 4 billion, 2 millionaires", "5_GW, 14_per cent, 4_billion, 2 millionaires"),
)


@pytest.mark.parametrize(("language", "typed", "shown"), CASES)
def test_a_day_keeps_its_month_and_a_number_its_unit(language: str, typed: str, shown: str, real: Made) -> None:
    assert real.editions[language].locale.unbroken(typed) == shown.replace("_", "\u00a0")


def test_no_number_is_torn_from_its_unit_on_any_page(real: Made) -> None:
    torn = {}
    for path, raw in real.files.items():
        if path.startswith("docs/"):
            text = raw.decode("utf-8")
            whole = real.editions[path.split("/")[1]].locale.unbroken(text)
            places = [text[max(0, at - 40) : at + 20] for at, sign in enumerate(text) if sign != whole[at]]
            if places:
                torn[path] = places
    assert torn == {}
