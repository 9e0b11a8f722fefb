"""The code can be read: every field says what it means, functions are short and flat, lines fit."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent / "generator"
FILES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(ROOT.rglob("*.py"))}
COLUMNS = 120
MOST = {"lines": 45, "levels": 4, "parameters": 7}

NESTS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_value(node: ast.AST) -> bool:
    """Whether it is a dataclass, or a class with a base: a record, or a record's child."""
    if not isinstance(node, ast.ClassDef):
        return False
    return bool(node.bases) or any("dataclass" in ast.unparse(mark) for mark in node.decorator_list)


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def silent_fields(source: str) -> Iterator[str]:
    """Fields without a line of their own right below them. Settings of pydantic and class variables are no fields."""
    for value in filter(is_value, ast.walk(ast.parse(source))):
        assert isinstance(value, ast.ClassDef)
        for node, below in zip(value.body, [*value.body[1:], None], strict=True):
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            is_field = not node.target.id.startswith("model_") and "ClassVar" not in ast.unparse(node.annotation)
            if is_field and not is_text(below):
                yield f"{value.name}.{node.target.id}"


def depth(node: ast.AST, above: int = 0) -> int:
    """How deep statements nest below a node; an `elif` stands beside its `if`, inner functions count alone."""
    inside = [child for child in ast.iter_child_nodes(node) if not isinstance(child, (*FUNCTIONS, ast.ClassDef))]
    beside = node.orelse if isinstance(node, ast.If) and [type(child) for child in node.orelse] == [ast.If] else []
    return max(
        (depth(child, above + (isinstance(child, NESTS) and child not in beside)) for child in inside), default=above
    )


def hard_functions(source: str) -> Iterator[str]:
    """Functions with too many lines, levels or parameters, with the number."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            given = node.args
            measures = {
                "lines": (node.end_lineno or 0) - node.lineno + 1,
                "levels": depth(node),
                "parameters": len([*given.posonlyargs, *given.args, *given.kwonlyargs]),
            }
            yield from (f"{node.name}: {n} {what}" for what, n in measures.items() if n > MOST[what])


def long_lines(source: str) -> Iterator[str]:
    """Lines that do not fit, or that keep the formatter away."""
    for number, line in enumerate(source.splitlines(), start=1):
        if len(line) > COLUMNS or "fmt: skip" in line or "fmt: off" in line:
            yield f"line {number}: {line.strip()[:60]}"


def faults(find: Callable[[str], Iterator[str]]) -> dict[str, list[str]]:
    """What is found, by file."""
    found = {name: list(find(source)) for name, source in FILES.items()}
    return {name: entries for name, entries in found.items() if entries}


def test_every_field_says_what_it_means() -> None:
    assert faults(silent_fields) == {}


def test_functions_are_short_and_flat_and_ask_for_little() -> None:
    assert faults(hard_functions) == {}


def test_lines_fit_and_none_escapes_the_formatter() -> None:
    assert faults(long_lines) == {}


FINDERS = (silent_fields, hard_functions, long_lines)


def test_each_fault_is_found() -> None:
    values = "@dataclass\nclass A:\n    a: int\n    '''Its number.'''\n    b: int\nclass B(Record):\n    c: int = 0\n"
    assert list(silent_fields(values)) == ["A.b", "B.c"]
    deep = "def f():\n" + "".join(f"{'    ' * level}if a:\n" for level in range(1, 6)) + f"{'    ' * 6}pass\n"
    assert list(hard_functions(deep)) == ["f: 5 levels"]
    many = "def f(a, b, c, d, /, e, *, f, g, h):\n" + "    pass\n" * 45
    assert list(hard_functions(many)) == ["f: 46 lines", "f: 8 parameters"]
    assert list(long_lines(f"{'x' * 120}\n{'x' * 121}\na = 1  # fmt: skip\n")) == [
        f"line 2: {'x' * 60}",
        "line 3: a = 1  # fmt: skip",
    ]
