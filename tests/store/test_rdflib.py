from __future__ import annotations

import pytest
import rdflib
import rdflib.compare
from hypothesis import HealthCheck, given, settings

from claimgraph.errors import StoreError
from claimgraph.model import DEFAULT_BASE, KnowledgeGraph
from claimgraph.ontology import load_ontology
from claimgraph.store import canonical, from_rdflib, to_quads, to_rdflib
from export.samples import small
from store.graphs import graphs
from store.test_round_trip import texts

ONTOLOGY = load_ontology()
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(graphs(ONTOLOGY))
def test_a_dataset_comes_back_as_the_same_graph(one: KnowledgeGraph) -> None:
    assert from_rdflib(to_rdflib(to_quads(one, ONTOLOGY)), texts(one)) == canonical(one)


def test_a_graph_without_names_comes_back_as_the_same_graph() -> None:
    one = small()
    merged = rdflib.Graph()
    for subject, predicate, target, _ in to_rdflib(to_quads(one, ONTOLOGY)).quads():
        merged.add((subject, predicate, target))
    assert from_rdflib(merged, texts(one)) == canonical(one)


def test_the_dataset_has_the_named_graphs() -> None:
    dataset = to_rdflib(to_quads(small(), ONTOLOGY))
    names = {str(one.identifier) for one in dataset.graphs() if len(one)}
    assert names == {
        f"{DEFAULT_BASE}graph/{name}" for name in ("asserted", "claims", "inferred", "ontology")
    }
    ontology = dataset.graph(rdflib.URIRef(DEFAULT_BASE + "graph/ontology"))
    plain = rdflib.Graph().parse(data=ONTOLOGY.turtle, format="turtle")
    same = rdflib.compare.isomorphic(rdflib.Graph() + ontology, plain)
    assert same


def test_literal_as_subject_is_refused() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.Literal("a"), rdflib.RDFS.label, rdflib.Literal("b")))
    with pytest.raises(StoreError, match=r"expected a triple of RDF 1\.1"):
        from_rdflib(graph, {})


def test_broken_iri_is_refused() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("not an iri"), rdflib.RDFS.label, rdflib.Literal("b")))
    with pytest.raises(StoreError, match=r"expected a term of RDF 1\.1"):
        from_rdflib(graph, {})


def test_graph_that_is_no_claimgraph_says_what_is_missing() -> None:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("http://a/"), rdflib.RDFS.label, rdflib.Literal("b")))
    with pytest.raises(StoreError, match="expected void:uriSpace"):
        from_rdflib(graph, {})
