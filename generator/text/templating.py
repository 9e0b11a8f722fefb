"""Templates: one Jinja environment per kind of text, each with its own way to make data harmless.

The suffix decides. `.html.j2` and `.svg.j2` escape HTML; `.md.j2` turns every character that Markdown or HTML would
read into an entity; `.txt.j2` only folds line breaks. What a template may insert as it is carries a type that says so.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.text.kept import MEMORY, Kept
from generator.text.reads import note

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import jinja2
    from _typeshed import DataclassInstance

PACKAGE = Path(__file__).resolve().parent.parent
"""The folder `generator/`."""
_SPECIAL = re.compile(r"[&<>\"'\\`*_{}\[\]()#+!|~^=:$@]|(?<!\d)-(?=\s)|(?<=^\d)\.|(?<=^\d\d)\.|^-")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


def home(package: Path = PACKAGE) -> Path:
    """The folder that holds `templates/` and `mkdocs.yml`: the checkout, or the package once it is installed."""
    return package if (package / "templates").is_dir() else package.parent


def font_folder(templates: Path) -> Path:
    """Where the fonts lie that pages and images are set in."""
    return templates / "theme" / "assets" / "fonts"


class Verbatim(str):
    """Text that is already in the template's own language and is inserted as it is."""


class TemplateFault(Exception):
    """A mistake in a template or in a language's catalogue, with its file and line."""


@dataclass(frozen=True)
class Templates:
    """The template folder: renders by name, with the words of a locale as `t`."""

    folder: Path
    """Where the templates lie: `templates/` of the checkout or of the installed package."""
    pictures: Kept = field(default=MEMORY, compare=False, repr=False)
    """Where pictures are kept that were painted for them."""
    workers: Callable[[], Executor] | None = field(default=None, compare=False, repr=False)
    """Gives who paints many pictures at once; None starts processes on this machine."""
    _digests: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The digests that were asked for: each picture asks for those of its fonts."""

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The text of a template such as "site/deal.md.j2"; raises TemplateFault at its line."""
        import jinja2

        note(("templates", name))
        environment = _environment(self.folder, name.split(".")[-2])
        try:
            return environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFault(f"{error.filename}:{error.lineno}: {error.message}") from error
        except jinja2.UndefinedError as error:
            raise TemplateFault(f"{self._line(name, error)}: {error.message}") from error

    def _line(self, name: str, error: Exception) -> str:
        """StrictUndefined's errors carry no line; the last frame inside a template has it."""
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
        return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else name

    def text(self, name: str) -> str:
        """A file of the folder as it is, such as "theme/styles/tokens.css"."""
        note(("templates", name))
        return (self.folder / name).read_text("utf-8")

    def digest(self, name: str) -> str:
        """The SHA-256 of a file of the folder, in hexadecimal digits, as it was when it was first asked for."""
        note(("templates", name))
        if name not in self._digests:
            self._digests[name] = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
        return self._digests[name]


def members(body: DataclassInstance) -> dict[str, object]:
    """The fields of a value by their names, as a template reads them; fields that are values themselves stay whole."""
    return {one.name: getattr(body, one.name) for one in fields(body)}


@cache
def _environment(folder: Path, suffix: str) -> jinja2.Environment:
    """Kept for the next build of a preview: compiling templates takes longer than filling them. One that was edited is
    read again."""
    import jinja2

    return jinja2.Environment(
        bytecode_cache=_compiled(),
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        autoescape=suffix in ("html", "svg"),
        finalize={"md": escape_markdown, "txt": one_line, "html": _html, "svg": _html}[suffix],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _compiled() -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept for the next process: a folder of the system that is this user's alone."""
    import jinja2

    try:
        return jinja2.FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


def escape_markdown(value: Any) -> str:
    """Text that Markdown prints as it is, wherever it stands in a line.

    >>> escape_markdown("a|b *c* <d>")
    'a&#124;b &#42;c&#42; &#60;d&#62;'
    """
    if isinstance(value, (Verbatim, Markup)):
        return str(value)
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", one_line(value))


def one_line(value: Any) -> str:
    """The value as text without line breaks; Verbatim keeps them."""
    if isinstance(value, Verbatim):
        return str(value)
    if value is None:
        raise TemplateFault("a template prints None: an absent value has to be asked for first")
    return _BREAKS.sub(" ", str(value))


def _html(value: Any) -> Any:
    if value is None:
        raise TemplateFault("a template prints None: an absent value has to be asked for first")
    return value
