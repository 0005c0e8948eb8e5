"""Gather all that the page shows: nodes first, then statements, claims, proofs and conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from claimgraph.model import Entity, KnowledgeGraph, Ontology
from claimgraph.page.payload import Json, Payload
from claimgraph.page.style import family_of, style
from claimgraph.page.wording import count

_CALM = 80  # actors up to which everything at once is a good first look
_CLASH_KINDS = ("contradiction", "incompatible figures", "opposed labels", "agent differs")


def gather(
    network: nx.MultiDiGraph[str], graph: KnowledgeGraph, ontology: Ontology, title: str
) -> Json:
    """Return the page's data: entities (nodes first), statements, claims, proofs, conflicts."""
    payload = Payload(network, graph, ontology)
    inferred = []
    for _, _, data in network.edges(data=True):
        if data["proposition"] is not None:
            payload.statement(data["proposition"], edge=True)
    for s, o, data in network.edges(data=True):
        if data["inference"] is not None:
            number = payload.inference(data["inference"])
            inferred.append(number)
            key = data["inference"].triple
            payload.inference_rows[number] |= {
                "id": " ".join(
                    ("i:" + payload.local(key.subject), data["relation"], payload.local(key.object))
                ),
                "s": payload.entities[s],
                "o": payload.entities[o],
                "r": payload.relation_number(data["relation"]),
            }
    measures = [_measures(payload, iri) for iri in network]
    payload.link_premises()
    _mark_clashes(payload, measures)
    return {
        "title": title,
        "style": style(),
        "nodes": payload.nodes,
        "entities": payload.entity_rows,
        "measures": measures,
        "most": max((m["betweenness"] for m in measures), default=0.0),
        "classes": [_class_row(kind, ontology) for kind in payload.classes],
        "relations": [_relation_row(name, ontology) for name in payload.relations],
        "docs": payload.doc_rows,
        "statements": payload.statement_rows,
        "claims": payload.claim_rows,
        "inferences": payload.inference_rows,
        "inferred": inferred,
        "conflicts": _conflicts(payload),
        "communities": [one.name for one in network.graph.get("communities", ())],
        "start": _start(network),
    }


def _start(network: nx.MultiDiGraph[str]) -> str:
    linked = sum(1 for _, degree in network.degree() if degree)
    return "all" if linked <= _CALM else "core"


def _measures(payload: Payload, iri: str) -> Json:
    data = payload.network.nodes[iri]
    row: Json = {
        "degree": data["degree"],
        "betweenness": round(data["betweenness"], 4),
        "community": data["community"],
    }
    card = data["card"]
    if card.ledger:
        row["ledger"] = [payload.statement(one) for one in card.ledger]
    if card.types:
        row["types"] = [payload.inference(one) for one in card.types]
    return row


def _mark_clashes(payload: Payload, measures: list[Json]) -> None:
    """Count on each node the conflicts among its figures and labels, which no edge shows."""
    for conflict in payload.graph.conflicts:
        if conflict.kind.value not in _CLASH_KINDS:
            continue
        ends = {
            claim.subject.iri for claim in conflict.claims if not isinstance(claim.object, Entity)
        }
        for iri in ends & set(payload.network):
            number = payload.entities[iri]
            measures[number]["clashes"] = measures[number].get("clashes", 0) + 1


def _conflicts(payload: Payload) -> list[Json]:
    found = []
    for one in payload.graph.conflicts:
        known = [payload.claims[claim.iri] for claim in one.claims if claim.iri in payload.claims]
        if known:
            found.append(
                {
                    "kind": one.kind.value,
                    "reason": one.reason,
                    "confidence": round(one.confidence, 2),
                    "claims": sorted(known),
                }
            )
    return found


def _class_row(kind: str, ontology: Ontology) -> Json:
    return {
        "id": kind,
        "label": ontology.labels.get(kind, kind),
        "family": family_of(kind, ontology),
    }


def _relation_row(name: str, ontology: Ontology) -> Json:
    relation = ontology.relations.get(name)
    if relation is None:
        label = ontology.labels.get(name, name)
        return {"id": name, "label": label, "symmetric": False, "definition": ""}
    return {
        "id": name,
        "label": relation.label,
        "symmetric": relation.symmetric,
        "definition": relation.definition,
    }


def about(data: Mapping[str, Any]) -> str:
    """Return the line under the title: how much there is, and of which time."""
    dates = sorted(doc["date"] for doc in data["docs"] if "date" in doc)
    publishers = {doc.get("publisher") for doc in data["docs"]} - {None}
    parts = [
        count(len(data["docs"]), "article"),
        count(len(publishers), "publisher"),
        count(len(data["claims"]), "claim"),
    ]
    if dates:
        parts.append(dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}")
    return " · ".join(parts)
