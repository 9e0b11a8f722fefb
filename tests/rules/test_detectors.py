"""Detectors tell an editor what does not fit, and keep silent where a careful editor would: their examples prove it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from generator import rules
from generator.publish import pipeline
from generator.rules import detectors
from generator.rules.detector import Detector, Example
from generator.text.problems import Problem
from tests import builders

TODAY = date(2026, 7, 1)
EXAMPLES = {
    f"{detector.code}: {example.title}": (detector, example)
    for detector in rules.DETECTORS
    for example in detector.examples
}


def source(publisher: str, published: str | None = "2026-01-30", kind: str = "original", **fields: Any) -> str:
    lines = {"publisher": publisher, "label": f"Seite von {publisher}", "kind": kind, "published": published, **fields}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value is not None)


SOURCES = {
    "agency": source("agency", kind="wire"),
    "daily": source("daily"),
    "via-agency": source("weekly", via="[agency]"),
    "also-via-agency": source("portal", via="[agency]"),
    "via-weekly": source("portal", via="[weekly, agency]"),
    "via-weekly-in-march": source("portal", "2026-03-30", via="[weekly, agency]"),
    "via-weekly-undated": source("portal", None, via="[weekly, agency]"),
    "release": source("agency", kind="press_release", via="[labs]"),
    "no-origin": source("collector", kind="aggregation"),
    "mirror": source("collector", kind="mirror"),
    "agency-2022": source("agency", "2022-07-14"),
    "daily-2022": source("daily", "2022-07-14"),
}
FILES = {
    "rates/ecb.csv": "date,base,quote,rate\n2022-07-14,EUR,USD,1.005\n2026-01-28,EUR,USD,1.19\n",
    "organisations/labs.yml": "name: Labs\nkind: ai_lab\nreporting_currency: USD\n",
    **{f"sources/{name}.yml": text for name, text in SOURCES.items()},
    **{
        f"publishers/{name}.yml": f"name: {name}\nkind: newspaper\n"
        for name in ("agency", "daily", "weekly", "portal", "collector")
    },
}
"""The publication in which examples stand; what its sources are is said in `Example`."""


def publication(folder: Path, example: Example, more: str = "") -> Path:
    """The small publication with an example in it; `more` are further lines of its deal."""
    lines = dedent(example.deal).strip()
    kind = "" if lines.startswith("kind: ") else "kind: funding_round\n"
    deal = f"{kind}{lines}\nsubject: labs\ntitle: {{de: Runde, en: Round}}\n{more}"
    return builders.publication(folder, **{**FILES, **({"deals/x.yml": deal} if lines else {}), **example.files})


def told(content: Path) -> list[Problem]:
    return list(pipeline.check(builders.place(content), TODAY, TODAY)[1])


def stands_there(problem: Problem) -> str:
    """The text of the line at the problem's place, from its column on."""
    line = Path(problem.at.path).read_text("utf-8").split("\n")[problem.at.line - 1]
    return line[problem.at.column - 1 :]


@pytest.mark.parametrize(("detector", "example"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_detector_tells_of_its_examples_what_they_say(
    detector: Detector[Any], example: Example, tmp_path: Path
) -> None:
    found = told(publication(tmp_path, example))
    texts = [stands_there(problem) for problem in found]
    assert len(texts) == len(example.told), [str(problem) for problem in found]
    for text, begins in zip(texts, example.told, strict=True):
        assert text.startswith(begins)
    assert {(problem.code, problem.severity) for problem in found} <= {(detector.code, detector.severity)}
    assert example.says in "\n".join(str(problem) for problem in found)


@pytest.mark.parametrize("detector", rules.DETECTORS, ids=detectors.CODES)
def test_a_detector_has_a_sentence_and_examples_of_both_kinds(detector: Detector[Any]) -> None:
    assert detector.sentence.endswith((".", '."'))
    assert any(example.told for example in detector.examples)
    assert any(not example.told for example in detector.examples)


def test_every_file_of_the_folder_is_in_the_tuple() -> None:
    here = Path(detectors.__file__).parent
    files = {path.stem.replace("_", "-") for path in here.glob("*.py")} - {"--init--"}
    assert files == set(detectors.CODES)
    assert len(files) == len(detectors.CODES)


def test_every_example_has_a_title_of_its_own() -> None:
    assert len(EXAMPLES) == sum(len(detector.examples) for detector in rules.DETECTORS)


def test_a_record_can_excuse_a_finding(tmp_path: Path) -> None:
    _, example = EXAMPLES["scale-slip: a thousandfold"]
    assert told(publication(tmp_path, example, "ignore: [{code: scale-slip, reason: geprüft}]\n")) == []
