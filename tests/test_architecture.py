"""The map is true: modules, import arrows, who touches the world."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GENERATOR = ROOT / "generator"
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
OUTPUT_LIST = (ROOT / "docs" / "outputs.md").read_text("utf-8")
ROOMS = re.findall(r"(?m)^\| `generator/([a-z]+)/` \|", MAP)
MODULES = sorted(GENERATOR.rglob("*.py"))
NAMES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}


WRITERS = ("publish/output_folder", "publish/engine", "publish/program", "publish/search", "publish/store")
"""They write into the output folder: the stage and its lock, MkDocs' settings and pages, Pagefind's index, and what is
kept for the next build."""


def room(path: Path) -> str:
    """The room that a module stands in; "" for the package itself and its `__main__`."""
    first, *more = path.relative_to(GENERATOR).parts
    return first if more else ""


def within(path: Path) -> str:
    """A module's path in the generator: "text/money"."""
    return path.relative_to(GENERATOR).with_suffix("").as_posix()


def imports(path: Path) -> Iterator[Path]:
    """The modules of the generator that a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (NAMES[alias.name] for alias in node.names if alias.name in NAMES)
        if isinstance(node, ast.ImportFrom) and node.module in NAMES:
            for alias in node.names:
                yield NAMES.get(f"{node.module}.{alias.name}", NAMES[node.module])


def calls(path: Path) -> set[str]:
    """Every name that a module calls, with what it is called on: "path.write_bytes", "print"."""
    return {
        ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    }


def test_the_map_names_every_room_and_there_are_ten_at_most() -> None:
    here = {path.name for path in GENERATOR.iterdir() if path.name != "__pycache__" and path.suffix != ".py"}
    assert sorted(ROOMS) == sorted(here)
    assert len(ROOMS) <= 10
    assert {path.name for path in GENERATOR.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_imports_point_upwards_in_the_map(path: Path) -> None:
    if not room(path):
        return
    place = ROOMS.index(room(path))
    for found in imports(path):
        assert room(found), f"{within(path)} imports the package itself"
        assert ROOMS.index(room(found)) <= place, f"{within(path)} imports {within(found)}, which stands below it"
        assert {room(path), room(found)} != {"rules", "views"}, f"{within(path)} imports {within(found)}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    TopologicalSorter({path: set(imports(path)) - {path} for path in MODULES}).prepare()


def test_no_module_has_a_name_of_the_standard_library() -> None:
    """`from generator.text import calendar` beside `import calendar` is read wrongly sooner or later."""
    assert {path.stem for path in MODULES if room(path)} & sys.stdlib_module_names <= {"__init__"}


def test_outputs_do_not_import_each_other() -> None:
    """An output is one entry of OUTPUTS, a file or a folder; what two of them share stands in a room above."""
    from generator.outputs import OUTPUTS

    outputs = {output.__module__.split(".")[2] for output in OUTPUTS}
    for path in MODULES:
        if room(path) == "outputs" and (own := path.relative_to(GENERATOR).with_suffix("").parts[1]) in outputs:
            others = {within(found).split("/")[1] for found in imports(path) if room(found) == "outputs"} & outputs
            assert others <= {own}, (within(path), others)


def test_only_publish_engine_and_search_write() -> None:
    writing = re.compile(r"\.(write_text|write_bytes|mkdir|rename|unlink|rmtree|replace_with)$|^shutil\.")
    for path in MODULES:
        found = {name for name in calls(path) if writing.search(name)}
        assert not found or within(path) in WRITERS, (path, found)


def test_only_engine_and_search_start_programs() -> None:
    """A program writes too, so only those start one that may write: inside the stage."""
    for path in MODULES:
        found = {name for name in calls(path) if name.startswith("subprocess.")}
        assert not found or within(path) in ("publish/program", "publish/search"), (path, found)


def test_only_folder_and_templating_read_files() -> None:
    reading = re.compile(r"\.(read_text|read_bytes|open)$|^open$")
    words = "content/load"  # the vocabulary that comes with the generator
    allowed = {
        "content/folder",
        words,
        "text/templating",
        "text/catalogue",
        "publish/inputs",
        "publish/finished",
        "cli/answers",
        *WRITERS,
    }
    for path in MODULES:
        if within(path).startswith("mail/deliver"):  # it opens connections; the test below holds that nothing else does
            continue
        found = {name for name in calls(path) if reading.search(name)}
        assert not found or within(path) in allowed, (path, found)


def test_only_deliver_opens_a_connection() -> None:
    """`serve` listens to this machine alone; the engine is a program of its own; `--on` names a cluster that paints."""
    speaking = re.compile(
        r"(?m)^\s*(?:import|from) (?:socket|ssl|smtplib|urllib\.request|http\.client|requests|httpx)\b"
        r"|\bdistributed\.Client\b"
    )
    found = {within(path) for path in MODULES if speaking.search(path.read_text("utf-8"))}
    assert {name for name in found if not name.startswith("mail/deliver/")} == {"charts/painters"}


def test_only_the_command_line_prints_and_knows_the_time() -> None:
    for path in MODULES:
        found = {
            name
            for name in calls(path)
            if re.search(r"^(print|click\.echo)$|(^|\.)(datetime|date|time)\.(now|today|time|monotonic)$", name)
        }
        assert not found or room(path) == "cli", (path, found)


def test_nothing_imports_the_engine_itself() -> None:
    for path in MODULES:
        assert not re.search(r"(?m)^\s*(import|from) (mkdocs|material)\b", path.read_text("utf-8")), path


def test_every_module_says_what_it_is() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_the_output_list_is_complete() -> None:
    from generator.outputs import OUTPUTS

    named = re.findall(r"(?m)^\| `([a-z]+)` \| `", OUTPUT_LIST)
    assert [output.__name__ for output in OUTPUTS] == named


def test_the_tests_that_hold_invariants_exist() -> None:
    for name in set(re.findall(r"`(tests/[a-z_/]+(?:\.py)?)`?", MAP)):
        assert (ROOT / name).exists(), name
