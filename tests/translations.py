"""The golden publication in further languages, for tests of a language that no editor here writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.publications import GOLDEN


def translated(folder: Path, language: str, *, alone: bool) -> Path:
    """The golden publication with its English texts as those of `language`, too; `alone` leaves no other language, and
    what is in German only then stands for it.

    The words of the interface are the language's own, so whatever else is English on a page is an editor's.
    """
    for path in sorted(path for path in GOLDEN.rglob("*") if path.is_file()):
        target = folder / path.relative_to(GOLDEN)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".yml":
            record = _mapped(yaml.load(path.read_bytes(), yaml.BaseLoader), _alone if alone else _beside, language)
            if path.name == "publication.yml":
                record["languages"] = [language] if alone else [*record["languages"], language]
            target.write_text(_text(record), "utf-8")
        elif path.suffix == ".md":
            key, written, _ = path.name.split(".")
            if not alone:
                shutil.copyfile(path, target)
            if written == "en":
                shutil.copyfile(path, target.with_name(f"{key}.{language}.md"))
        elif path.name != "snapshot.json" or not alone:
            # Another publication has frozen nothing; one that is translated keeps what it froze.
            shutil.copyfile(path, target)
    return folder


Change = Callable[[dict[str, Any], str], dict[str, Any]]


def _beside(words: dict[str, Any], language: str) -> dict[str, Any]:
    return {**words, **({language: words["en"]} if "en" in words else {})}


def _alone(words: dict[str, Any], language: str) -> dict[str, Any]:
    rest = {key: text for key, text in words.items() if key not in ("de", "en")}
    return {**rest, language: words.get("en", words.get("de"))}


def _mapped(value: Any, change: Change, language: str) -> Any:
    """The same with each mapping of languages changed."""
    if isinstance(value, list):
        return [_mapped(item, change, language) for item in value]
    if isinstance(value, dict):
        inner = {key: _mapped(item, change, language) for key, item in value.items()}
        return change(inner, language) if inner.keys() & {"de", "en"} else inner
    return value


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(record: Any) -> str:
    return str(yaml.dump(record, Dumper=_Dumper, default_style='"', allow_unicode=True, width=10_000))
