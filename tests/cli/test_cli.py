"""The commands as a person at a terminal meets them: what goes wrong is a sentence, whatever the command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields
from inspect import signature
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.cli import options
from generator.cli.sending import Wanted
from tests.builders import publication
from tests.publications import ROOT

ISSUE = "2026-01-30-runde"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return publication(tmp_path / "content")


@pytest.mark.parametrize(
    "command",
    [("check", "--mails"), ("build",), ("push", ISSUE, "--to", "listmonk", "--dry-run"), ("diff", "content")],
    ids=lambda command: command[0],
)
def test_a_template_that_fails_is_told_with_its_line(
    command: tuple[str, ...], content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for kind in ("site/issue.md.j2", "email/issue.html.j2"):
        path = tmp_path / "templates" / kind
        path.write_text(path.read_text("utf-8").replace("{{", "{{ nothing_of_the_kind }}{{", 1), encoding="utf-8")
    monkeypatch.setattr(options, "PACKAGE", tmp_path)
    monkeypatch.chdir(tmp_path)
    found = run(*command, *(() if command[0] == "diff" else ("--content", content)), "--as-of", "2026-07-01")
    assert found.exit_code == 1
    assert ".j2:" in found.stderr and "nothing_of_the_kind" in found.stderr


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_of_commands_says_how_the_help_of_each_begins(name: str) -> None:
    later = cli.Later(name)
    assert later.whole().name == name
    assert later.help and (later.whole().help or "").split("\n\n")[0] == later.help


LISTED = "from generator.cli import main; main(['--help'], standalone_mode=False)"
HEAVY = {"css_inline", "feedgen", "fontTools", "http.client", "icalendar", "imagesize", "jinja2", "mkdocs", "nh3"}
HEAVY |= {"pyarrow", "resvg_py", "rich", "ssl", "tinycss2", "watchdog", "xlsxwriter"}


def imported(code: str) -> set[str]:
    """The names of all modules that are there once a program ran."""
    program = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_list_of_commands_imports_none_of_them() -> None:
    """Who asks what there is, or completes a word with the tabulator, waits for an answer."""
    names = imported(LISTED)
    assert names & (HEAVY | {"babel", "lxml", "markdown", "pydantic", "yaml"}) == set()
    assert {name for name in names if name.startswith("generator")} == {"generator", "generator.cli"}


def test_a_build_imports_what_makes_a_kind_of_file_when_it_makes_one() -> None:
    """A build that finds everything made has nothing to wait for."""
    assert imported("import generator.cli.building") & HEAVY == set()


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_command_takes_what_it_asks_for(name: str) -> None:
    """Click hands arguments over by name; a name that the function lacks is found only when somebody uses the command."""
    command = cli.Later(name).whole()
    takes = set(signature(command.callback).parameters)  # type: ignore[arg-type]
    if "wanted" in takes:  # one value for the options that say which mails are meant
        takes = takes - {"wanted"} | {field.name for field in fields(Wanted)}
    assert {found.name for found in command.params} == takes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", "openai-rund"), "there is no deal 'openai-rund'"),
        (("explain", "beispiel-labs/sum"), "'beispiel-labs' is an organisation; ask for beispiel-labs/total_raised or"),
        (("explain", "beispiel-labs/amount"), "or one of its deals: runde"),
        (("explain", "x", "--issue", "2026-01-30-rund"), f"did you mean '{ISSUE}'?"),
        (("freeze", "2026-01-30-rund"), f"did you mean '{ISSUE}'?"),
        (("push", "2026-01-30-rund", "--to", "listmonk"), f"did you mean '{ISSUE}'?"),
        (("push", ISSUE, "--to", "listmonk", "--language", "fr"), "has no mail in 'fr'; it has issue (de)"),
        (("push", ISSUE, "--to", "listmonk", "--topic", "nix"), "has no mail on the topic 'nix'; it has issue (de)"),
        (("build", "--out", "afile"), "expected a folder, 'afile' is a file"),
        (("check", "--as-of", "30.01.2026"), "expected a day such as 2026-01-30, found '30.01.2026'"),
    ],
)
def test_wrong_use_says_what_would_be_right(
    arguments: tuple[str, ...], said: str, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "afile").touch()
    day = () if "--as-of" in arguments else ("--as-of", "2026-07-01")
    found = run(*arguments, "--content", content, *day)
    assert (found.exit_code, said in found.stderr) == (2, True), found.output
