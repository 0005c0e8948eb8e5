"""The common interface: what goes in, what comes out, and what is noise."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from claimgraph.errors import ReasonError
from claimgraph.model import Triple
from claimgraph.reason import Engine, infer, reason

PREFIXES = """@prefix : <http://e/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SCHEMA = PREFIXES + ":p owl:inverseOf :q ; rdfs:domain :C . :C a owl:Class ; rdfs:subClassOf :D ."
DATA = PREFIXES + ':a :p :b ; :name "A" .'
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EXPECTED = {
    Triple("http://e/b", "http://e/q", "http://e/a"),
    Triple("http://e/a", RDF_TYPE, "http://e/C"),
    Triple("http://e/a", RDF_TYPE, "http://e/D"),
}


def rdflib_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=DATA, format="turtle")


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("kind", ["rdflib", "pyoxigraph", "store", "model"])
def test_every_kind_of_triple_gives_the_same_closure(engine: Engine, kind: str) -> None:
    quads = list(ox.parse(DATA.encode(), ox.RdfFormat.TURTLE))
    data: Any = {
        "rdflib": rdflib_graph(),
        "pyoxigraph": quads,
        "store": ox.Store(),
        "model": [
            Triple("http://e/a", "http://e/p", "http://e/b"),
            Triple("http://e/a", "http://e/name", '"A"'),
        ],
    }[kind]
    if isinstance(data, ox.Store):
        data.extend(quads)
    closure = reason(data, tbox=SCHEMA, engine=engine, schema=False)
    assert set(closure.inferred) == EXPECTED
    assert not closure.partial
    assert closure.inconsistencies == ()


@pytest.mark.parametrize("engine", list(Engine))
def test_infer_gives_what_is_new_about_the_data_only(engine: Engine) -> None:
    asserted = [Triple("http://e/a", "http://e/p", "http://e/b")]
    inferences, inconsistencies = infer(asserted, SCHEMA, engine=engine)
    assert {one.triple for one in inferences} == EXPECTED
    assert {one.rule for one in inferences} == {"prp-inv1", "prp-dom"}
    assert all(one.premises for one in inferences)
    assert inconsistencies == ()


@pytest.mark.parametrize("engine", list(Engine))
def test_an_inconsistency_is_reported_and_stops_nothing(engine: Engine) -> None:
    schema = SCHEMA + ":D owl:disjointWith :E . :q rdfs:domain :E . :a :p :a ."
    closure = reason(rdflib_graph(), tbox=schema, engine=engine)
    assert len(closure.inconsistencies) >= 1
    assert set(closure.inferred) >= EXPECTED


def test_an_ontology_that_is_no_turtle_is_refused_with_its_line() -> None:
    with pytest.raises(ReasonError, match=r"ontology: expected Turtle.*line 2"):
        reason([], tbox="\n:a :b")


def test_what_is_no_triple_is_refused() -> None:
    with pytest.raises(ReasonError, match="expected a triple"):
        reason([42])  # type: ignore[list-item]


def test_what_is_inferred_is_told_alike_each_time() -> None:
    schema = PREFIXES + ":q owl:propertyChainAxiom ( :p :p ) . [] owl:onProperty :q ."
    asserted = [Triple("http://e/a", "http://e/p", "http://e/a")]
    assert infer(asserted, schema) == infer(asserted, schema)
    assert infer(asserted, schema)[0][0].premises[0].object == "_:ontology0"
