"""The short forms of a small deal, written out before it is read, so that every part keeps its place in the file.

`amount: 4.5mn EUR` is a figure with one claim, `date` an announcement, `lead` and `with` are participants.
"""

from __future__ import annotations

from dataclasses import replace

from generator.text.yamltree import Document, Fields, Items, Node, Scalar

FIELDS = ("date", "lead", "with")
"""The fields that exist in the short form only."""
_FIGURES = frozenset(("amount", "valuation", "capacity", "stake"))


def write_out(document: Document) -> Document:
    """The document of a deal without short forms; what is not one stays as it is, right or wrong."""
    fields = dict(document.root.fields)
    date, lead, others = (fields.pop(key, None) for key in FIELDS)
    if date is not None:
        announced = _mapping(date, {"to": Scalar(date.at, "announced"), "date": date})
        fields["status"] = _appended(fields.get("status"), [announced])
    parts = [_participant(node, "lead") for node in _entries(lead)]
    parts += [_participant(node, "investor") for node in _entries(others)]
    if parts:
        fields["participants"] = _appended(fields.get("participants"), parts)
    if (rest := fields.get("others")) is not None:
        fields["others"] = _with_figures(rest)
    for key in ("participants", "subtotals"):
        if isinstance(found := fields.get(key), Items):
            fields[key] = replace(found, items=tuple(_with_figures(item) for item in found.items))
    root = replace(document.root, fields=_figures_written_out(fields))
    return replace(document, root=root)


def _with_figures(node: Node) -> Node:
    """A participant, subtotal or tranche with its figures written out."""
    if not isinstance(node, Fields):
        return node
    fields = dict(node.fields)
    if isinstance(tranches := fields.get("tranches"), Items):
        fields["tranches"] = replace(tranches, items=tuple(_with_figures(item) for item in tranches.items))
    return replace(node, fields=_figures_written_out(fields))


def _figures_written_out(fields: dict[str, Node]) -> dict[str, Node]:
    return {key: _figure(node) if key in _FIGURES else node for key, node in fields.items()}


def _figure(node: Node) -> Node:
    """A bare number, or one claim in place of the list, as a figure."""
    if isinstance(node, Scalar) and node.text is not None:
        claim = _mapping(node, {"value": node})
    elif isinstance(node, Fields) and "claims" not in node.fields and "value" in node.fields:
        claim = node
    else:
        return node
    return _mapping(node, {"claims": Items(node.at, (claim,))})


def _participant(node: Node, role: str) -> Node:
    return _mapping(node, {"org": node, "role": Scalar(node.at, role)})


def _mapping(node: Node, fields: dict[str, Node]) -> Fields:
    return Fields(node.at, fields, {key: node.at for key in fields})


def _entries(node: Node | None) -> tuple[Node, ...]:
    if node is None or (isinstance(node, Scalar) and node.text is None):
        return ()
    return node.items if isinstance(node, Items) else (node,)


def _appended(node: Node | None, more: list[Node]) -> Node:
    """A list with entries added at its end, so that the written ones keep their numbers."""
    if node is None:
        return Items(more[0].at, tuple(more))
    return replace(node, items=(*node.items, *more)) if isinstance(node, Items) else node
