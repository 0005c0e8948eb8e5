"""Write a graph as JSON-LD 1.1: one thing a line, properties by prefixed name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from claimgraph.export.rdf import PREFIXES, sorted_quads
from claimgraph.export.source import Source

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

Json = str | int | bool | None | dict[str, "Json"] | list["Json"]


def write_jsonld(source: Source) -> Iterator[bytes]:
    """Yield JSON-LD with the named graphs; a list holds the values of a property in order."""
    yield b'{"@context": ' + _dump(PREFIXES) + b',\n"@graph": ['
    for place, (name, members) in enumerate(
        groupby(sorted_quads(source), key=lambda one: one.graph_name)
    ):
        graph = name.value if isinstance(name, NamedNode) else ""
        yield (b",\n" if place else b"\n") + b'{"@id": ' + _dump(graph) + b', "@graph": ['
        yield from _things(members)
        yield b"\n]}"
    yield b"\n]}\n"


def _things(quads: Iterable[Quad]) -> Iterator[bytes]:
    for place, (subject, members) in enumerate(groupby(quads, key=lambda one: one.subject)):
        yield (b",\n" if place else b"\n") + _dump(_thing(_reference(subject), members))


def _thing(reference: str, quads: Iterable[Quad]) -> dict[str, Json]:
    found: dict[str, Json] = {"@id": reference}
    for predicate, members in groupby(quads, key=lambda one: one.predicate.value):
        values = [_value(one.object, plain=predicate == _TYPE) for one in members]
        name = "@type" if predicate == _TYPE else _short(predicate)
        found[name] = values[0] if len(values) == 1 else values
    return found


def _reference(term: NamedNode | BlankNode | Triple | Literal) -> str:
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def _value(term: NamedNode | BlankNode | Literal | Triple, *, plain: bool) -> Json:
    if not isinstance(term, Literal):
        reference = _reference(term)
        return _short(reference) if plain else {"@id": reference}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    datatype = term.datatype.value
    if datatype == _STRING:
        return term.value
    if datatype == _BOOLEAN and term.value in ("true", "false"):
        return term.value == "true"
    if datatype == _INTEGER and str(int(term.value)) == term.value:
        return int(term.value)
    return {"@type": _short(datatype), "@value": term.value}


def _short(iri: str) -> str:
    """Return an IRI by its prefix where that is plain; the context expands it again.

    >>> _short("http://www.w3.org/2004/02/skos/core#altLabel")
    'skos:altLabel'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.isalnum():
            return f"{prefix}:{local}"
    return iri


def _dump(value: Json | dict[str, str]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
