"""Name the vocabulary that relation files are written in, and read values out of an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from claimgraph.errors import OntologyError
from claimgraph.model import ONTOLOGY

PREFIXES: Mapping[str, str] = {
    "cg": ONTOLOGY,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"
DOMAIN = PREFIXES["rdfs"] + "domain"
RANGE = PREFIXES["rdfs"] + "range"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
DEFINITION = PREFIXES["skos"] + "definition"
CLASS = PREFIXES["owl"] + "Class"
HEADER = PREFIXES["owl"] + "Ontology"
INVERSE = PREFIXES["owl"] + "inverseOf"
OBJECT_PROPERTY = PREFIXES["owl"] + "ObjectProperty"
SYMMETRIC = PREFIXES["owl"] + "SymmetricProperty"
TRANSITIVE = PREFIXES["owl"] + "TransitiveProperty"
VERSION = PREFIXES["owl"] + "versionInfo"

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Values: TypeAlias = dict[str, list[Term]]  # predicate -> objects, in the file's order


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/claimgraph/ontology#Actor")
    'Actor'
    """
    return iri.rstrip("#/").replace("#", "/").rpartition("/")[2]


def short(iri: str) -> str:
    """Return an IRI with its prefix, as messages show it; without a known one, as it is.

    >>> short("http://www.w3.org/2000/01/rdf-schema#range")
    'rdfs:range'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def iris(values: Mapping[str, Sequence[Term]], predicate: str = TYPE) -> tuple[str, ...]:
    """Return the IRIs among a predicate's objects; its types by default."""
    return tuple(one.value for one in values.get(predicate, ()) if isinstance(one, ox.NamedNode))


def text(term: Term) -> str:
    """Return a literal's words, or an IRI as it is written."""
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else str(term)


def texts(file: str, values: Mapping[str, Sequence[Term]], predicate: str) -> tuple[str, ...]:
    """Return all of a predicate's strings, in the file's order.

    :raises OntologyError: where an object is no string
    """
    found = values.get(predicate, ())
    for one in found:
        if not isinstance(one, ox.Literal):
            raise OntologyError(f"{file}: {short(predicate)} needs strings, has {_show(one)}")
    return tuple(text(one) for one in found)


def exactly_one(file: str, values: Mapping[str, Sequence[Term]], predicate: str) -> Term:
    """Return a predicate's only object.

    :raises OntologyError: where there is none or more than one
    """
    found = values.get(predicate, ())
    if len(found) != 1:
        raise OntologyError(
            f"{file}: needs exactly one {short(predicate)}, {_has(found)}",
        )
    return found[0]


def at_most_one(file: str, values: Mapping[str, Sequence[Term]], predicate: str) -> Term | None:
    """Return a predicate's only object, or None.

    :raises OntologyError: where there is more than one
    """
    found = values.get(predicate, ())
    if len(found) > 1:
        raise OntologyError(f"{file}: needs at most one {short(predicate)}, {_has(found)}")
    return found[0] if found else None


def _has(found: Sequence[Term]) -> str:
    listed = ", ".join(sorted(_show(one) for one in found))
    return f"has {len(found)} ({listed})" if found else "has none"


def _show(term: Term) -> str:
    return short(term.value) if isinstance(term, ox.NamedNode) else str(term)
