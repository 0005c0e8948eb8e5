"""Turn a knowledge graph into a networkx graph of actors and what is said between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import networkx as nx

from claimgraph.model import (
    ONTOLOGY,
    Entity,
    Inference,
    KnowledgeGraph,
    Ontology,
    Proposition,
    Relation,
    RelationKind,
    content_hash,
)
from claimgraph.network.status import Status, status_of, tally

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# Nodes are entity IRIs, keys of edges the IRIs of propositions or of inferred edges.
Network: TypeAlias = "nx.MultiDiGraph[str]"

_LEDGER_KINDS = (RelationKind.OFFICE, RelationKind.QUANTITY)


@dataclass(frozen=True, slots=True)
class Card:
    """Hold what an actor's panel shows beside its edges."""

    ledger: tuple[Proposition, ...] = ()  # offices held, figures, and labels put on it
    types: tuple[Inference, ...] = ()  # classes that it was inferred to belong to


@dataclass(slots=True)
class _Cards:
    ledger: defaultdict[str, list[Proposition]] = field(default_factory=lambda: defaultdict(list))
    types: defaultdict[str, list[Inference]] = field(default_factory=lambda: defaultdict(list))

    def card(self, iri: str) -> Card:
        return Card(tuple(self.ledger.get(iri, ())), tuple(self.types.get(iri, ())))


def relation_label(name: str, ontology: Ontology) -> str:
    """Return a relation's English label, or its local name where the ontology has none."""
    relation = ontology.relations.get(name)
    return relation.label if relation else ontology.labels.get(name, name)


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)


def _in_ledger(proposition: Proposition, ontology: Ontology) -> bool:
    relation = ontology.relations.get(proposition.relation)
    if not isinstance(proposition.object, Entity):
        return True
    return relation is not None and relation.kind in _LEDGER_KINDS


def _proposition_edges(
    graph: KnowledgeGraph, ontology: Ontology, cards: _Cards
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    for one in graph.propositions:
        if not isinstance(one.object, Entity) or _in_ledger(one, ontology):
            cards.ledger[one.subject.iri].append(one)
            continue
        relation = ontology.relations.get(one.relation)
        if relation is not None and relation.kind is RelationKind.LABELLED:
            cards.ledger[one.object.iri].append(one)
        counts = tally(one.claims)
        data: dict[str, object] = {
            "relation": one.relation,
            "label": relation_label(one.relation, ontology),
            "status": status_of(one.claims, contested=one.contested),
            "affirmed": counts.affirmed,
            "denied": counts.denied,
            "claims": one.claims,
            "quotes": tuple(dict.fromkeys(claim.quote for claim in one.claims)),
            "proposition": one,
            "inference": None,
        }
        yield one.subject.iri, one.object.iri, one.iri, data


def mirror_names(ontology: Ontology) -> Mapping[str, str]:
    """Map each relation's name to the one that says the same with the ends swapped.

    A symmetric relation maps to itself; an inverse that is declared only by name maps back.
    """
    names: dict[str, str] = {}
    for relation in ontology.relations.values():
        other = relation.name if relation.symmetric else relation.inverse
        if other is not None:
            names.setdefault(relation.name, other)
            names.setdefault(other, relation.name)
    return names


def _preferred(name: str, mirror: str, relations: Mapping[str, Relation]) -> bool:
    """Tell whether of two mirrored relations the first is the one to show."""
    if (name in relations) != (mirror in relations):
        return name in relations
    return name <= mirror


def _is_news(one: Inference, known: Mapping[str, Entity], ontology: Ontology) -> bool:
    """Tell whether an inferred class is one of ours and not just a wider one than is known."""
    name = _local(one.triple.object)
    return name in ontology.labels and not ontology.is_a(known[one.triple.subject].type, name)


def _inferred_edges(
    graph: KnowledgeGraph, ontology: Ontology, known: Mapping[str, Entity], cards: _Cards
) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Yield inferred relations between known entities, each once and not what is said already."""
    mirrors = mirror_names(ontology)
    said = {
        (p.subject.iri, p.relation, p.object.iri)
        for p in graph.propositions
        if isinstance(p.object, Entity) and p.accepted
    }
    inferred = {
        (i.triple.subject, _local(i.triple.predicate), i.triple.object) for i in graph.inferences
    }
    shown: set[tuple[str, str, str]] = set()
    for one in graph.inferences:
        if one.triple.predicate == RDF_TYPE:
            if one.triple.subject in known and _is_news(one, known, ontology):
                cards.types[one.triple.subject].append(one)
            continue
        s, p, o = one.triple.subject, _local(one.triple.predicate), one.triple.object
        if not one.triple.predicate.startswith(ONTOLOGY) or s not in known or o not in known:
            continue
        mirror = mirrors.get(p)
        back = (o, mirror or "", s)
        if s == o or (s, p, o) in said | shown or back in said or back in shown:
            continue
        if back in inferred and mirror != p and not _preferred(p, back[1], ontology.relations):
            continue
        shown.add((s, p, o))
        data: dict[str, object] = {
            "relation": p,
            "label": relation_label(p, ontology),
            "status": Status.INFERRED,
            "affirmed": 0,
            "denied": 0,
            "claims": (),
            "quotes": (),
            "proposition": None,
            "inference": one,
        }
        yield s, o, f"{graph.base}inf-{content_hash(s, p, o)}", data


def _entities(graph: KnowledgeGraph) -> dict[str, Entity]:
    found = {one.iri: one for one in graph.entities}
    for proposition in graph.propositions:
        for end in (proposition.subject, proposition.object):
            if isinstance(end, Entity):
                found.setdefault(end.iri, end)
    return found


def gather(graph: KnowledgeGraph, ontology: Ontology, *, include_inferred: bool) -> Network:
    """Return the network without places, metrics or communities; see ``build_network``."""
    network: Network = nx.MultiDiGraph(base=graph.base)
    entities = _entities(graph)
    cards = _Cards()
    edges = list(_proposition_edges(graph, ontology, cards))
    ends = {iri for s, o, _, _ in edges for iri in (s, o)} | set(cards.ledger)
    if include_inferred:
        known = {iri: entities[iri] for iri in ends}
        edges.extend(_inferred_edges(graph, ontology, known, cards))
    for iri in sorted(ends):
        entity = entities[iri]
        network.add_node(
            iri,
            label=entity.label,
            type=entity.type,
            entity=entity,
            card=cards.card(iri),
        )
    for s, o, key, data in sorted(edges, key=_edge_order):
        network.add_edge(s, o, key=key, **data)
    return network


def _edge_order(edge: tuple[str, str, str, dict[str, object]]) -> tuple[str, str, str]:
    return edge[0], edge[1], edge[2]


def subnetwork(
    network: Network, iris: Iterable[str], edges: Iterable[str] | None = None
) -> Network:
    """Return the part of a network with these nodes, and these edges (by key) or all between them.

    :raises KeyError: where a node is not in the network
    """
    wanted = sorted(set(iris))
    for iri in wanted:
        if iri not in network:
            raise KeyError(iri)
    keys = None if edges is None else set(edges)
    part: Network = nx.MultiDiGraph(**network.graph)
    part.add_nodes_from((iri, dict(network.nodes[iri])) for iri in wanted)
    inside = set(wanted)
    for s, o, key, data in network.edges(keys=True, data=True):
        if s in inside and o in inside and (keys is None or key in keys):
            part.add_edge(s, o, key=key, **data)
    return part
