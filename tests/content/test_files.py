"""Files that no text case can hold: wrong bytes, links, sizes, names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.content.folder import TEXT
from tests import builders

DEAL = "kind: stake\nsubject: beispiel-labs\ntitle: {de: Runde, en: Round}\nsrc: blatt-januar\n"


def found(folder: Path, raw: bytes | str) -> list[str]:
    """What is told of a deal with these bytes."""
    return builders.findings(builders.publication(folder, **{"deals/x.yml": raw}))


def test_a_file_in_latin_1_is_told_at_its_first_wrong_byte(tmp_path: Path) -> None:
    assert found(tmp_path, "kind: stake\nnote: für alle\n".encode("latin-1")) == ["deals/x.yml:2:8 not-utf-8"]


def test_the_column_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    assert found(tmp_path, "note: ä".encode() + b"\xfc\n") == ["deals/x.yml:1:8 not-utf-8"]


def test_a_zero_byte_is_told_at_its_place(tmp_path: Path) -> None:
    assert found(tmp_path, b"kind: stake\nnote: a\0b\n") == ["deals/x.yml:2:8 control-character"]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f\u202d", "\u0007", "\u0085", "\u2028", "\ufeff"])
def test_an_invisible_character_that_deceives_is_told_at_its_place(tmp_path: Path, character: str) -> None:
    column = 7 + len(character)
    assert found(tmp_path, f"kind: stake\nnote: a{character}b\n") == [f"deals/x.yml:2:{column} control-character"]


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\e", "\\x7f", "\\x92", "\\N", "\\u000b"])
def test_a_control_that_is_written_as_an_escape_is_one_too(escape: str, tmp_path: Path) -> None:
    assert "deals/x.yml:2:7 control-character" in found(tmp_path, f'kind: stake\nnote: "a{escape}b"\n'.encode())


def test_a_byte_order_mark_is_the_only_problem_of_its_file(tmp_path: Path) -> None:
    assert found(tmp_path, "\ufeff" + DEAL) == ["deals/x.yml:1:1 byte-order-mark"]


def test_a_file_of_two_megabytes_is_refused(tmp_path: Path) -> None:
    assert found(tmp_path, DEAL + "# x\n" * 500_000) == ["deals/x.yml:1:1 file-too-large"]


def test_a_file_of_one_megabyte_is_read(tmp_path: Path) -> None:
    filler = "#" * (TEXT.bytes - len(DEAL) - 1) + "\n"
    assert found(tmp_path, DEAL + filler) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_fine(tmp_path: Path, end: str) -> None:
    assert found(tmp_path, DEAL.replace("\n", end)) == []


def test_problems_keep_their_lines_with_line_ends_of_other_systems(tmp_path: Path) -> None:
    assert found(tmp_path, (DEAL + "amount: 5mn\n").replace("\n", "\r\n")) == ["deals/x.yml:5:9 number"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_rates_with_line_ends_of_other_systems_are_fine(tmp_path: Path, end: str) -> None:
    rates = f"date,base,quote,rate{end}2026-01-29,EUR,USD,1.1919{end}"
    content = builders.publication(tmp_path, **{"rates/ecb.csv": rates, "deals/x.yml": f"{DEAL}amount: 1mn USD\n"})
    assert builders.findings(content) == []


def test_a_huge_cell_among_the_rates_is_a_problem(tmp_path: Path) -> None:
    content = builders.publication(tmp_path, **{"rates/ecb.csv": "date,base,quote,rate\n" + "9" * 200_000 + "\n"})
    assert builders.findings(content) == ["rates/ecb.csv:2:1 bad-rate"]


def test_rates_over_one_megabyte_are_refused_and_not_cut(tmp_path: Path) -> None:
    lines = "2026-01-29,EUR,USD,1.1919\n" * 50_000
    content = builders.publication(tmp_path, **{"rates/ecb.csv": "date,base,quote,rate\n" + lines})
    assert builders.findings(content) == ["rates/ecb.csv:1:1 file-too-large"]


def test_prose_in_latin_1_is_told_at_its_place(tmp_path: Path) -> None:
    name = "briefings/2026-01-30-runde/nachricht.de.md"
    content = builders.publication(tmp_path, **{name: "Gruß\n".encode("latin-1")})
    assert builders.findings(content) == [f"{name}:1:4 not-utf-8"]


def test_a_link_out_of_the_content_folder_is_refused(tmp_path: Path) -> None:
    content = builders.publication(tmp_path / "content")
    (tmp_path / "secret.yml").write_text(DEAL)
    (content / "deals" / "x.yml").symlink_to(tmp_path / "secret.yml")
    assert builders.findings(content) == ["deals/x.yml:1:1 link-outside"]


def test_a_link_within_the_content_folder_is_read(tmp_path: Path) -> None:
    page = "publisher: morgenblatt\nlabel: Gedruckte Ausgabe\nkind: original\n"
    content = builders.publication(tmp_path, **{"sources/2026/neu.yml": page})
    (content / "sources" / "gleich.yml").symlink_to("2026/neu.yml")
    assert builders.findings(content) == []


@pytest.mark.parametrize("folder", ["deals", "topics", "rates", "briefings/2026-01-31-fremd"])
def test_a_folder_that_leads_out_of_the_content_folder_is_refused(tmp_path: Path, folder: str) -> None:
    left_out = {name: None for name in builders.FILES if name.startswith(("deals", "briefings"))}
    content = builders.publication(tmp_path / "content", **left_out)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yml").write_text(DEAL if folder == "deals" else "title: {de: Geheim, en: Secret}\n")
    (outside / "ecb.csv").write_text("secret\n")
    (outside / "briefing.yml").write_text("date: 2026-01-31\ntitle: {de: A, en: A}\nsummary: {de: A, en: A}\n")
    (content / folder).parent.mkdir(exist_ok=True)
    (content / folder).symlink_to(outside, target_is_directory=True)
    assert [problem.split()[1] for problem in builders.findings(content)] == ["link-outside"]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    content = builders.publication(tmp_path)
    (content / "deals" / "x.yml").symlink_to("gone.yml")
    assert builders.findings(content) == ["deals/x.yml:1:1 not-a-file"]


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    content = builders.publication(tmp_path)
    (content / "deals" / "x.yml").symlink_to("x.yml")
    (problem,) = builders.findings(content)
    assert problem.startswith("deals/x.yml:1:1 ")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    content = builders.publication(tmp_path)
    os.mkfifo(content / "deals" / "x.yml")
    assert builders.findings(content) == ["deals/x.yml:1:1 not-a-file"]


def test_a_content_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert builders.findings(tmp_path / "gone") == ["gone:1:1 no-content"]


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_a_file_name_in_latin_1_is_told_and_printed(tmp_path: Path, style: str) -> None:
    content = builders.publication(tmp_path / "content")
    (content / "organisations" / os.fsdecode(b"\xfcbernahme.yml")).write_bytes(b"name: X\n")
    run = _command("check", "--content", str(content), "--format", style)
    assert (run.returncode, b"Traceback" in run.stderr) == (1, False), run.stderr.decode(errors="replace")
    assert b"wrong-file-name" in run.stdout


@pytest.mark.parametrize("nested", ["[", "{a: ", "- ", "? "])
def test_a_file_nested_thousandfold_is_a_problem_and_no_crash(tmp_path: Path, nested: str) -> None:
    raw = nested * (300_000 // len(nested))
    content = builders.publication(tmp_path / "content", **{"deals/x.yml": raw})
    run = _command("check", "--content", str(content))
    assert run.returncode == 1, f"the process ended with {run.returncode}"
    assert b"deals/x.yml:" in run.stdout


def _command(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, which may crash without taking the tests along."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=builders.ROOT, capture_output=True, timeout=60, check=False
    )
