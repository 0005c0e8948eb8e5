"""Put a knowledge graph into the one order in which it is stored, and check that it is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from claimgraph.errors import StoreError
from claimgraph.model import (
    Article,
    Claim,
    Conflict,
    Decision,
    Document,
    Entity,
    Inconsistency,
    Inference,
    KnowledgeGraph,
    Triple,
)

Thing = TypeVar("Thing", Document, Article, Entity, Claim)


def canonical(graph: KnowledgeGraph) -> KnowledgeGraph:
    """Return the same graph with every tuple sorted by IRI, and all that claims name listed.

    Issues stay in their order: they are no part of the RDF. Two graphs with the same content
    give the same canonical graph, and ``from_quads`` returns canonical graphs.

    :raises StoreError: where one IRI stands for two different things, or a claim does not belong
        to exactly one proposition
    """
    claims = _unique(graph.claims, "claim")
    _check_stated(graph, claims)
    articles = _unique(
        (*graph.articles, *(one.evidence.article for one in claims.values())), "article"
    )
    documents = _unique(
        (*graph.documents, *(one.document for one in articles.values())), "document"
    )
    return replace(
        graph,
        documents=tuple(documents.values()),
        articles=tuple(articles.values()),
        entities=tuple(_unique(_entities(graph), "entity").values()),
        claims=tuple(claims.values()),
        propositions=tuple(
            replace(one, claims=_by_iri(one.claims))
            for one in sorted(graph.propositions, key=lambda one: one.iri)
        ),
        conflicts=tuple(
            replace(one, claims=_by_iri(one.claims))
            for one in sorted(graph.conflicts, key=_conflict_key)
        ),
        inferences=tuple(sorted(set(graph.inferences), key=_inference_key)),
        inconsistencies=tuple(sorted(set(graph.inconsistencies), key=_inconsistency_key)),
        decisions=tuple(sorted({_sorted_names(one) for one in graph.decisions}, key=_decision_key)),
    )


def _iri(thing: Document | Article | Entity | Claim) -> str:
    return thing.iri if isinstance(thing, Entity | Claim) else thing.uri


def _unique(things: Iterable[Thing], kind: str) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for thing in things:
        known = found.setdefault(_iri(thing), thing)
        if known is not thing and known != thing:
            raise StoreError(
                f"{_iri(thing)}: one IRI for two of the kind {kind}; "
                f"expected one, found {known} and {thing}"
            )
    return {iri: found[iri] for iri in sorted(found)}


def _entities(graph: KnowledgeGraph) -> Iterable[Entity]:
    yield from graph.entities
    for claim in graph.claims:
        yield claim.subject
        if isinstance(claim.object, Entity):
            yield claim.object
        if claim.speaker is not None:
            yield claim.speaker
    for one in graph.propositions:
        yield one.subject
        if isinstance(one.object, Entity):
            yield one.object


def _check_stated(graph: KnowledgeGraph, claims: dict[str, Claim]) -> None:
    stated: dict[str, str] = {}
    for one in graph.propositions:
        for claim in one.claims:
            other = stated.setdefault(claim.iri, one.iri)
            if other != one.iri or claims.get(claim.iri) != claim:
                raise StoreError(
                    f"{claim.iri}: expected one of the graph's claims in one proposition, "
                    f"found it in {one.iri} and {other if other != one.iri else 'not listed'}"
                )
    for iri in claims:
        if iri not in stated:
            raise StoreError(f"{iri}: the claim belongs to no proposition; expected one")
    for conflict in graph.conflicts:
        for claim in conflict.claims:
            if claim.iri not in claims:
                raise StoreError(f"{conflict.iri}: names {claim.iri}, which is no claim here")


def _by_iri(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda one: one.iri))


def _conflict_key(one: Conflict) -> str:
    return one.iri


def triple_key(triple: Triple) -> tuple[str, str, str]:
    """Return a key that sorts triples by their written form."""
    return triple.subject, triple.predicate, triple.object


def _inference_key(one: Inference) -> tuple[object, ...]:
    return triple_key(one.triple), one.rule, [triple_key(p) for p in one.premises]


def _inconsistency_key(one: Inconsistency) -> tuple[object, ...]:
    return one.rule, [triple_key(p) for p in one.premises], one.message


def _sorted_names(one: Decision) -> Decision:
    return replace(one, names=tuple(sorted(set(one.names))))


def _decision_key(one: Decision) -> tuple[object, ...]:
    return one.entity, one.names, one.reason
