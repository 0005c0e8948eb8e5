"""Say what reasoning starts from: accepted statements, and the classes and codes of entities."""

from __future__ import annotations

from claimgraph.model import KnowledgeGraph, Ontology, Quantity, Triple
from claimgraph.store.describe import ALSO, LABEL, TYPE, describe_entity
from claimgraph.store.encode import plain_triples
from claimgraph.store.terms import quantity_iri, write_term


def ground_triples(graph: KnowledgeGraph, ontology: Ontology) -> tuple[Triple, ...]:
    """Return the triples that a reasoner is given: no claim, no name, no denied statement.

    :raises StoreError: where a relation is not in the ontology
    """
    found = {
        Triple(subject.value, predicate.value, write_term(target))
        for subject, predicate, target in plain_triples(graph, ontology)
    }
    for entity in graph.entities:
        for predicate, value in describe_entity(entity, ontology):
            if predicate not in (LABEL, ALSO):
                found.add(Triple(entity.iri, predicate.value, write_term(value)))
    kind = ontology.iri("Quantity")
    for proposition in graph.propositions:
        if isinstance(proposition.object, Quantity):
            found.add(Triple(quantity_iri(graph.base, proposition.object), TYPE.value, kind))
    return tuple(sorted(found, key=lambda one: (one.subject, one.predicate, one.object)))
