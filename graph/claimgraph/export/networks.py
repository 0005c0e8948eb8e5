"""Write the network of actors for graph tools: entities as nodes, propositions as edges.

Figures and labels are what an entity is said to have, not neighbours: they stand in a node's
``figures`` and in an edge's ``words``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import networkx

from claimgraph.export.claims import in_order, written
from claimgraph.export.source import Source
from claimgraph.export.text import without_controls
from claimgraph.model import (
    Claim,
    Entity,
    Inference,
    Modality,
    Ontology,
    Polarity,
    Proposition,
    Quantity,
)

_DATED = re.compile(rb'<meta lastmodifieddate="[^"]*">')
_JOIN = " | "


def write_graphml(source: Source) -> Iterator[bytes]:
    """Yield GraphML; control characters, which XML cannot carry, become U+FFFD."""
    buffer = io.BytesIO()
    networkx.write_graphml_xml(build_network(source), buffer, named_key_ids=True)
    yield buffer.getvalue() + b"\n"


def write_gexf(source: Source) -> Iterator[bytes]:
    """Yield GEXF 1.2 without the date that its writer adds."""
    buffer = io.BytesIO()
    networkx.write_gexf(build_network(source), buffer, version="1.2draft")
    yield _DATED.sub(b"<meta>", buffer.getvalue()) + b"\n"


def build_network(source: Source) -> networkx.MultiDiGraph[str]:
    """Return the network: nodes by IRI, edges by the IRI of their proposition, both sorted."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    figures = _figures(source.graph.propositions)
    for entity in sorted(source.graph.entities, key=lambda one: one.iri):
        graph.add_node(
            entity.iri,
            label=without_controls(entity.label),
            type=entity.type,
            aliases=_joined(entity.aliases),
            figures=_joined(figures.get(entity.iri, ())),
        )
    for one in sorted(source.graph.propositions, key=lambda one: one.iri):
        if isinstance(one.object, Entity):
            graph.add_edge(
                one.subject.iri, one.object.iri, key=one.iri, **_stated(one, source.ontology)
            )
    _add_inferred(graph, source)
    return graph


def _figures(propositions: tuple[Proposition, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in propositions:
        if isinstance(one.object, Quantity):
            what = one.object.counted or one.object.unit or ""
            bound = "" if one.object.bound.value == "exact" else f"{one.object.bound.value} "
            found.setdefault(one.subject.iri, []).append(f"{bound}{written(one.object)} {what}")
    return {iri: sorted(words) for iri, words in found.items()}


def _stated(one: Proposition, ontology: Ontology) -> dict[str, str | int | bool]:
    claims = in_order(one.claims)
    affirmed = sum(claim.polarity is Polarity.AFFIRMED for claim in claims)
    return {
        "relation": one.relation,
        "label": _label(ontology, one.relation),
        "status": status_of(one),
        "affirmed": affirmed,
        "denied": len(claims) - affirmed,
        "sources": one.independent_sources,
        "words": _joined(dict.fromkeys(c.label for c in claims if c.label)),
        "speakers": _joined(dict.fromkeys(c.speaker.label for c in claims if c.speaker)),
        "publishers": _joined(dict.fromkeys(c.publisher for c in claims if c.publisher)),
        "quotes": _joined(dict.fromkeys(c.quote for c in claims)),
        "rule": "",
    }


def status_of(one: Proposition) -> str:
    """Return how a proposition stands: contested, asserted, or the only way it is claimed."""
    if one.contested:
        return "contested"
    if one.accepted:
        return "asserted"
    ways = {_way(claim) for claim in one.claims}
    return ways.pop() if len(ways) == 1 else "not accepted"


def _way(claim: Claim) -> str:
    if claim.polarity is Polarity.DENIED:
        return "denied"
    return "asserted" if claim.modality is Modality.ACTUAL else claim.modality.value


def _add_inferred(graph: networkx.MultiDiGraph[str], source: Source) -> None:
    known = set(graph.nodes)
    relations = {source.ontology.iri(name): name for name in source.ontology.iris}
    stated = {
        (one.subject.iri, one.relation, one.object.iri)
        for one in source.graph.propositions
        if one.accepted and isinstance(one.object, Entity)
    }
    best: dict[tuple[str, str, str], Inference] = {}
    for one in sorted(source.graph.inferences, key=repr):
        triple = one.triple
        if triple.subject in known and triple.object in known and triple.predicate in relations:
            best.setdefault((triple.subject, triple.predicate, triple.object), one)
    for (subject, predicate, target), one in sorted(best.items()):
        name = relations[predicate]
        if (subject, name, target) in stated:
            continue
        graph.add_edge(
            subject,
            target,
            key=f"{predicate} {subject} {target}",
            relation=name,
            label=_label(source.ontology, name),
            status="inferred",
            affirmed=0,
            denied=0,
            sources=0,
            words="",
            speakers="",
            publishers="",
            quotes="",
            rule=one.rule,
        )


def _label(ontology: Ontology, name: str) -> str:
    return without_controls(ontology.labels.get(name, name))


def _joined(words: object) -> str:
    assert isinstance(words, tuple | list | dict)
    return without_controls(_JOIN.join(words)).replace("\r\n", "\n").replace("\r", "\n")
