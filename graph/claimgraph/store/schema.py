"""Write what depends on the ontology: identifiers, and the ontology's own triples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from claimgraph.errors import OntologyError
from claimgraph.model import Ontology
from claimgraph.store.terms import node, text


def local_name(iri: str) -> str:
    """Return what follows an IRI's last # or /: the name of a class or property in the model.

    >>> local_name("https://w3id.org/claimgraph/ontology#hosts")
    'hosts'
    """
    return re.split(r"[#/]", iri)[-1]


def identifier(base: str | None, value: str) -> NamedNode | Literal:
    """Return an identifier as its scheme writes it: an IRI under the scheme's base, or a literal.

    >>> identifier("http://www.wikidata.org/entity/", "Q1").value
    'http://www.wikidata.org/entity/Q1'
    """
    return text(value) if base is None else node(base + quote(value, safe=""))


def identifier_value(bases: Mapping[str, str], scheme: str, written: str) -> str:
    """Return the value of an identifier as the model has it: the inverse of ``identifier``."""
    base = bases.get(scheme)
    return written if base is None else unquote(written.removeprefix(base))


def ontology_quads(ontology: Ontology) -> tuple[Quad, ...]:
    """Return the ontology's triples in the default graph, blank nodes under canonical names.

    Blank nodes are named by RDFC-1.0, so the same ontology gives the same bytes each time.

    :raises OntologyError: where its Turtle cannot be parsed
    """
    try:
        dataset = Dataset(parse(ontology.turtle, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"ontology: expected Turtle ({error})") from error
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))
