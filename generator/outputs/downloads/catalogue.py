"""The data for catalogues: a DCAT-AP record as JSON-LD, and how to cite it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from generator.outputs.json_files import JsonObject, present, written
from generator.views import modified
from generator.views.edition import Edition
from generator.views.tables.schema import SCHEMA_VERSION

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by the end of a file's name."""
_MEDIA = "https://www.iana.org/assignments/media-types/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_THEME = {
    "@id": f"{_AUTHORITY}data-theme/ECON",
    "@type": "skos:Concept",
    "skos:prefLabel": {"@value": "Economy and finance", "@language": "en"},
}
_FILE_TYPES = {"csv": "CSV", "json": "JSON", "parquet": "PARQUET", "xlsx": "XLSX"}


def write(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """A catalogue with one dataset and a distribution per file."""
    publication = edition.archive.publication
    home = publication.home
    catalogue = {
        "@context": _CONTEXT,
        "@id": f"{home}data/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _texts(edition, "data.package", site=publication.title),
        "dct:description": _texts(edition, "data.description"),
        "dct:modified": _day(modified.anything(edition)),
        "dct:publisher": {
            "@id": f"{home}data/catalog.jsonld#publisher",
            "@type": "foaf:Agent",
            "foaf:name": publication.title,
        },
        "dct:license": _licence(),
        "foaf:homepage": {"@id": home, "@type": "foaf:Document"},
        "dcat:dataset": [_dataset(edition, files)],
    }
    return written(present(catalogue))


def _dataset(edition: Edition, files: Mapping[str, bytes]) -> JsonObject:
    """The data as a whole, with the files that it comes in."""
    publication = edition.archive.publication
    home = publication.home
    issued = min((edition.archive.issues[name].date for name in edition.then), default=None)
    return present(
        {
            "@id": f"{home}data/catalog.jsonld#dataset",
            "@type": "dcat:Dataset",
            "dct:title": _texts(edition, "data.package", site=publication.title),
            "dct:description": _texts(edition, "data.description"),
            "dct:identifier": f"{home}data/catalog.jsonld#dataset",
            "dct:issued": _day(issued),
            "dct:modified": _day(modified.anything(edition)),
            "dct:language": [
                {"@id": f"{_AUTHORITY}language/{locale.forms.iso639_3.upper()}", "@type": "dct:LinguisticSystem"}
                for locale in map(edition.in_language, publication.languages)
            ],
            "dct:publisher": {"@id": f"{home}data/catalog.jsonld#publisher"},
            "dcat:contactPoint": {
                "@type": "vcard:Kind",
                "vcard:fn": publication.editor.name,
                "vcard:hasEmail": {"@id": f"mailto:{publication.editor.email}"},
            },
            "dcat:landingPage": {"@id": edition.url("data/"), "@type": "foaf:Document"},
            "dcat:theme": _THEME,
            "dcat:version": SCHEMA_VERSION,
            "dcat:distribution": [_distribution(home, name, raw) for name, raw in sorted(files.items())],
        }
    )


def citation(edition: Edition) -> bytes:
    """A Citation File Format 1.2.0 record. JSON texts are YAML texts, whatever characters are in them."""
    publication = edition.archive.publication
    day = modified.anything(edition)
    t = edition.locale.t
    message, title, abstract = t("data.cite"), t("data.package", site=publication.title), t("data.description")
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(message)}",
        f"title: {_quoted(title)}",
        f"abstract: {_quoted(abstract)}",
        "type: dataset",
        "authors:",
        f"  - name: {_quoted(publication.title)}",
        f"version: {SCHEMA_VERSION}",
        *([f"date-released: {day.isoformat()}"] if day else []),
        f"license: {LICENCE}",
        f"url: {_quoted(edition.url('data/'))}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _distribution(home: str, name: str, raw: bytes) -> JsonObject:
    suffix = name.rpartition(".")[2]
    address = f"{home}data/{name}"
    file_type = _FILE_TYPES.get(suffix)
    return present(
        {
            "@id": address + "#distribution",
            "@type": "dcat:Distribution",
            "dct:title": name,
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": f"{_MEDIA}{FORMATS[suffix]}", "@type": "dct:MediaType"},
            "dct:format": (
                {"@id": f"{_AUTHORITY}file-type/{file_type}", "@type": "dct:MediaTypeOrExtent"} if file_type else None
            ),
            "dct:license": _licence(),
            "dcat:byteSize": {"@value": str(len(raw)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": hashlib.sha256(raw).hexdigest(), "@type": "xsd:hexBinary"},
            },
        }
    )


def _licence() -> JsonObject:
    return {"@id": LICENCE_URL, "@type": "dct:LicenseDocument"}


def _texts(edition: Edition, key: str, **values: str) -> list[JsonObject]:
    return [
        {"@value": edition.in_language(language).t(key, **values), "@language": language}
        for language in edition.archive.publication.languages
    ]


def _day(day: date | None) -> JsonObject | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
