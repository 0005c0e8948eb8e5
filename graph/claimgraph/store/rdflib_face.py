"""Hand a graph to rdflib, and take one back: rdflib is the library face of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from claimgraph.errors import StoreError
from claimgraph.model import KnowledgeGraph
from claimgraph.store.decode import Texts, from_quads

_STRING = "http://www.w3.org/2001/XMLSchema#string"

Node = rdflib.URIRef | rdflib.BNode | rdflib.Literal


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return quads as an rdflib dataset with the same named graphs.

    ``quads`` may be a view's store, or what ``to_quads`` yields.
    """
    dataset = rdflib.Dataset()
    dataset.addN(
        (_to_node(q.subject), _to_node(q.predicate), _to_node(q.object), _graph(dataset, q))
        for q in quads
    )
    return dataset


def from_rdflib(graph: rdflib.Graph, texts: Texts) -> KnowledgeGraph:
    """Return the knowledge graph that an rdflib graph or dataset describes.

    :raises StoreError: as ``from_quads``, or where it holds what RDF 1.1 does not
    """
    return from_quads(rdflib_quads(graph), texts)


def rdflib_quads(graph: rdflib.Graph) -> Iterator[Quad]:
    """Yield the statements of an rdflib graph (as of the default graph) or dataset.

    :raises StoreError: where one has an end that RDF 1.1 does not allow there
    """
    if isinstance(graph, rdflib.Dataset):
        for subject, predicate, target, name in graph.quads():
            place = _from_node(name) if isinstance(name, rdflib.URIRef) else DefaultGraph()
            if place == NamedNode(str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)):
                place = DefaultGraph()
            yield _quad(subject, predicate, target, place)
        return
    for subject, predicate, target in graph:
        yield _quad(subject, predicate, target, DefaultGraph())


def _quad(subject: object, predicate: object, target: object, graph: object) -> Quad:
    ends = _from_node(subject), _from_node(predicate), _from_node(target)
    if (
        isinstance(ends[0], Literal)
        or not isinstance(ends[1], NamedNode)
        or not isinstance(graph, NamedNode | DefaultGraph)
    ):
        raise StoreError(f"{subject} {predicate} {target}: expected a triple of RDF 1.1")
    return Quad(ends[0], ends[1], ends[2], graph)


def _graph(dataset: rdflib.Dataset, quad: Quad) -> rdflib.Graph:
    if isinstance(quad.graph_name, DefaultGraph):
        default: rdflib.Graph = dataset.default_graph
        return default
    return dataset.graph(_to_node(quad.graph_name))


def _to_node(term: object) -> Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise StoreError(f"{term}: expected a term of RDF 1.1")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    # Left as written: rdflib would turn 0.90 into 0.9 and refuse what it cannot parse.
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _from_node(node: object) -> NamedNode | BlankNode | Literal:
    try:
        if isinstance(node, rdflib.URIRef):
            return NamedNode(str(node))
        if isinstance(node, rdflib.BNode):
            return BlankNode(str(node))
        if isinstance(node, rdflib.Literal):
            if node.language:
                return Literal(str(node), language=node.language)
            return Literal(str(node), datatype=NamedNode(str(node.datatype or _STRING)))
    except ValueError as error:
        raise StoreError(f"{node!r}: expected a term of RDF 1.1 ({error})") from error
    raise StoreError(f"{node!r}: expected a term of RDF 1.1")
