from __future__ import annotations

import dataclasses

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings

from builders import claim, entity, graph
from claimgraph import model
from claimgraph.errors import StoreError
from claimgraph.model import DEFAULT_BASE, KnowledgeGraph, Modality, Polarity, Quantity
from claimgraph.ontology import load_ontology
from claimgraph.store import canonical, from_quads, to_quads
from claimgraph.store.fields import ARTICLE, CLAIM, DOCUMENT, QUANTITY
from claimgraph.store.texts import file_names
from store.graphs import graphs

ONTOLOGY = load_ontology()


def texts(one: KnowledgeGraph) -> dict[str, str]:
    names = file_names({d.uri: d.name for d in one.documents})
    return {names[d.uri]: d.text for d in one.documents}


def back(one: KnowledgeGraph, quads: list[pyoxigraph.Quad]) -> KnowledgeGraph:
    return from_quads(quads, texts(one))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(ONTOLOGY))
def test_reading_back_what_was_written_gives_the_same_graph(one: KnowledgeGraph) -> None:
    assert back(one, list(to_quads(one, ONTOLOGY))) == canonical(one)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(ONTOLOGY))
def test_a_graph_written_twice_gives_the_same_quads_each_once(one: KnowledgeGraph) -> None:
    first, second = (list(to_quads(one, ONTOLOGY)) for _ in range(2))
    assert first == second
    assert len(first) == len(set(first))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(ONTOLOGY))
def test_no_triple_lies_in_two_graphs(one: KnowledgeGraph) -> None:
    """The union of the graphs is what queries see, and a store counts a triple there twice."""
    triples = [(q.subject, q.predicate, q.object) for q in to_quads(one, ONTOLOGY)]
    assert len(triples) == len(set(triples))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(ONTOLOGY))
def test_order_of_what_a_build_made_does_not_matter(one: KnowledgeGraph) -> None:
    turned = dataclasses.replace(
        one,
        documents=one.documents[::-1],
        articles=one.articles[::-1],
        entities=one.entities[::-1],
        claims=one.claims[::-1],
        propositions=one.propositions[::-1],
        conflicts=one.conflicts[::-1],
        inferences=one.inferences[::-1],
        inconsistencies=one.inconsistencies[::-1],
        decisions=one.decisions[::-1],
    )
    assert list(to_quads(turned, ONTOLOGY)) == list(to_quads(one, ONTOLOGY))


def test_a_store_keeps_literals_as_they_were_written() -> None:
    country = entity("Brazil")
    one = graph(
        claim(country, "figure", Quantity(0.90, counted="doctors", as_of="2025"), confidence=0.70)
    )
    quads = set(to_quads(one, ONTOLOGY))
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    assert set(store) == quads


def test_no_blank_node_outside_the_ontology() -> None:
    one = graph(claim(entity("Brazil"), "hosts", entity("Mais Médicos", "MedicalMission")))
    ontology = DEFAULT_BASE + "graph/ontology"
    blank = [
        quad
        for quad in to_quads(one, ONTOLOGY)
        if pyoxigraph.BlankNode in (type(quad.subject), type(quad.object))
        and str(quad.graph_name) != f"<{ontology}>"
    ]
    assert blank == []


def test_every_field_of_the_model_is_carried() -> None:
    """A field added to the model must not be lost in silence."""
    structure = {
        model.Document: {"uri", "text"},
        model.Article: {"document"},
        model.Quantity: set(),
        model.Claim: {
            "iri", "subject", "relation", "object", "polarity", "modality", "speaker", "evidence"
        },
    }  # fmt: skip
    tables = {
        model.Document: DOCUMENT,
        model.Article: ARTICLE,
        model.Quantity: QUANTITY,
        model.Claim: CLAIM,
    }
    for kind, apart in structure.items():
        names = {field.name for field in dataclasses.fields(kind)}
        assert names == apart | {field.name for field in tables[kind]}


def test_denied_and_planned_claims_make_no_plain_triple() -> None:
    brazil, mission = entity("Brazil"), entity("Mais Médicos", "MedicalMission")
    one = graph(
        claim(brazil, "hosts", mission, polarity=Polarity.DENIED),
        claim(brazil, "ends", mission, modality=Modality.PLANNED),
    )
    asserted = f"<{DEFAULT_BASE}graph/asserted>"
    assert [q for q in to_quads(one, ONTOLOGY) if str(q.graph_name) == asserted] == []


def test_sanction_aimed_at_an_actor_gets_the_special_property_as_well() -> None:
    ban, person = entity("Visa ban", "VisaRestriction"), entity("Ann Example", "Person")
    quads = to_quads(graph(claim(ban, "targets", person)), ONTOLOGY)
    asserted = f"<{DEFAULT_BASE}graph/asserted>"
    names = {q.predicate.value for q in quads if str(q.graph_name) == asserted}
    assert names == {ONTOLOGY.iri("targets"), ONTOLOGY.iri("sanctionTargets")}


def test_two_things_under_one_iri_are_refused() -> None:
    same = dataclasses.replace(entity("Brazil"), label="Brasil")
    mission = entity("Mais Médicos", "MedicalMission")
    one = graph(claim(entity("Brazil"), "hosts", mission), claim(same, "ends", mission))
    with pytest.raises(StoreError, match="one IRI for two of the kind entity"):
        list(to_quads(one, ONTOLOGY))


def test_claim_outside_any_proposition_is_refused() -> None:
    one = graph(claim(entity("Brazil"), "hosts", entity("Mais Médicos", "MedicalMission")))
    with pytest.raises(StoreError, match="belongs to no proposition"):
        list(to_quads(dataclasses.replace(one, propositions=()), ONTOLOGY))


def test_unknown_relation_is_refused() -> None:
    one = graph(claim(entity("Brazil"), "teleportsTo", entity("Mars", "Place")))
    with pytest.raises(StoreError, match="relation 'teleportsTo': not in the ontology"):
        list(to_quads(one, ONTOLOGY))


def test_quote_that_is_not_at_its_offsets_is_an_error() -> None:
    one = graph(claim(entity("Brazil"), "hosts", entity("Mais Médicos", "MedicalMission")))
    changed = {name: text.replace("Brazil", "Bolivia") for name, text in texts(one).items()}
    with pytest.raises(StoreError, match="expected the quote of"):
        from_quads(to_quads(one, ONTOLOGY), changed)


def test_half_a_surrogate_pair_is_refused_by_name() -> None:
    one = graph(claim(entity("Bra\ud800zil"), "hosts", entity("Mission", "Mission"), quote="x"))
    with pytest.raises(StoreError, match="half a surrogate pair"):
        list(to_quads(one, ONTOLOGY))


def test_missing_property_is_named() -> None:
    one = graph(claim(entity("Brazil"), "hosts", entity("Mais Médicos", "MedicalMission")))
    quads = [q for q in to_quads(one, ONTOLOGY) if not q.predicate.value.endswith("#polarity")]
    with pytest.raises(StoreError, match="expected one cg:polarity, found none"):
        back(one, quads)
