"""The map is true: modules, import arrows, who touches the world."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "generator"
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ORDER = re.findall(r"(?m)^\| `generator/([a-z_/]+?)(?:\.py|/)` \|", MAP)
MODULES = sorted(GENERATOR.rglob("*.py"))


def part(path: Path) -> str:
    """The entry of the map that a module belongs to."""
    first = path.relative_to(GENERATOR).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The parts of the generator that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "generator":
            names = [alias.name for alias in node.names]
            way = (node.module or "").split(".")[1:]
            yield from [way[0]] if way else names


def calls(path: Path) -> set[str]:
    """Every name that a module calls, with what it is called on: "path.write_bytes", "print"."""
    return {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }


def test_map_names_every_module_once() -> None:
    here = {part(path) for path in MODULES} - {"__init__", "__main__"}
    assert sorted(ORDER) == sorted(here)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(GENERATOR)))
def test_imports_point_upwards_in_the_map(path: Path) -> None:
    if part(path) in ("__init__", "__main__"):
        return
    place = ORDER.index(part(path))
    for name in imports(path):
        assert name in ORDER, name
        assert ORDER.index(name) <= place, f"{path.name} imports {name}, which stands below it"


def test_outputs_do_not_import_each_other() -> None:
    for path in (GENERATOR / "outputs").glob("*.py"):
        if path.name == "__init__.py":
            continue
        assert "generator.outputs" not in path.read_text("utf-8"), path


def test_only_publish_engine_and_search_write() -> None:
    writing = re.compile(r"\.(write_text|write_bytes|mkdir|rename|unlink|rmtree|replace_with)$|^shutil\.")
    for path in MODULES:
        found = {name for name in calls(path) if writing.search(name)}
        assert not found or path.stem in ("publish", "engine", "search"), (path, found)


def test_only_engine_and_search_start_programs() -> None:
    """A program writes too, so only those start one that may write: inside the stage."""
    for path in MODULES:
        found = {name for name in calls(path) if name.startswith("subprocess.")}
        assert not found or path.stem in ("engine", "search"), (path, found)


def test_only_load_and_templating_read_files() -> None:
    reading = re.compile(r"\.(read_text|read_bytes|open)$|^open$")
    # `publish` opens the output folder to lock it, and reads nothing.
    allowed = {"load", "templating", "engine", "search", "serve", "publish"}
    for path in MODULES:
        if part(path) == "deliver":  # it opens connections; the test below holds that nothing else does
            continue
        found = {name for name in calls(path) if reading.search(name)}
        assert not found or path.stem in allowed, (path, found)


def test_only_deliver_opens_a_connection() -> None:
    """`serve` listens to this machine alone; the engine is a program of its own."""
    speaking = re.compile(
        r"(?m)^\s*(?:import|from) (?:socket|ssl|smtplib|urllib\.request|http\.client|requests|httpx)\b"
    )
    assert {part(path) for path in MODULES if speaking.search(path.read_text("utf-8"))} == {"deliver"}


def test_only_the_command_line_prints_and_knows_the_time() -> None:
    for path in MODULES:
        found = {
            name
            for name in calls(path)
            if re.search(r"^(print|click\.echo)$|(^|\.)(datetime|date|time)\.(now|today|time|monotonic)$", name)
        }
        assert not found or part(path) == "cli", (path, found)


def test_nothing_imports_the_engine_itself() -> None:
    for path in MODULES:
        assert not re.search(r"(?m)^\s*(import|from) (mkdocs|material)\b", path.read_text("utf-8")), path


def test_every_module_says_what_it_is() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_the_output_list_is_complete() -> None:
    from generator.outputs import OUTPUTS

    named = re.findall(r"(?m)^\| `([a-z]+)` \| `", MAP)
    assert [output.__name__ for output in OUTPUTS] == named


def test_the_tests_that_hold_invariants_exist() -> None:
    for name in set(re.findall(r"`(tests/[a-z_/]+(?:\.py)?)`?", MAP)):
        assert (ROOT / name).exists(), name
