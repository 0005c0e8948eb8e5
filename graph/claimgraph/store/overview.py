"""Count what questions about a whole graph ask for, so that no query has to read all of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from claimgraph.model import Claim, Entity, KnowledgeGraph, Polarity, Proposition
from claimgraph.store.fields import Pair
from claimgraph.store.terms import cg, integer

Counts = dict[str, Counter[str]]  # IRI or relation's name -> property -> count

DERIVED = frozenset(
    {
        "acceptedCount",
        "affirmingClaims",
        "claimCount",
        "contestedCount",
        "denyingClaims",
        "partnerCount",
        "propositionCount",
        "saidCount",
        "saidDenials",
        "saidDocuments",
        "saidPublishers",
    }
)


def overview(graph: KnowledgeGraph) -> tuple[Counts, Counts]:
    """Return the counts of documents and entities by IRI, and those of relations by name.

    They are derived: ``from_quads`` does not read them, and writing the graph makes them anew.
    """
    things: Counts = defaultdict(Counter)
    relations: Counts = defaultdict(Counter)
    for claim in graph.claims:
        things[claim.evidence.article.document.uri]["claimCount"] += 1
    _count_propositions(graph.propositions, things, relations)
    _count_sayings(graph.claims, things)
    return things, relations


def _count_propositions(
    propositions: Iterable[Proposition], things: Counts, relations: Counts
) -> None:
    partners: dict[str, set[str]] = defaultdict(set)
    for one in propositions:
        ends = {e.iri for e in (one.subject, one.object) if isinstance(e, Entity)}
        relation = relations[one.relation]
        relation["propositionCount"] += 1
        for counts in (relation, *(things[iri] for iri in ends)):
            counts["acceptedCount"] += one.accepted
            counts["contestedCount"] += one.contested
        affirmed = sum(claim.polarity is Polarity.AFFIRMED for claim in one.claims)
        relation["affirmingClaims"] += affirmed
        relation["denyingClaims"] += len(one.claims) - affirmed
        if one.accepted:
            for iri in ends:
                partners[iri] |= ends - {iri}
    for iri, others in partners.items():
        things[iri]["partnerCount"] = len(others)


def _count_sayings(claims: Iterable[Claim], things: Counts) -> None:
    documents: dict[str, set[str]] = defaultdict(set)
    publishers: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.speaker is None:
            continue
        counts = things[claim.speaker.iri]
        counts["saidCount"] += 1
        counts["saidDenials"] += claim.polarity is Polarity.DENIED
        documents[claim.speaker.iri].add(claim.evidence.article.document.uri)
        if claim.publisher is not None:
            publishers[claim.speaker.iri].add(claim.publisher)
    for iri, found in documents.items():
        things[iri]["saidDocuments"] = len(found)
        things[iri]["saidPublishers"] = len(publishers[iri])


def describe_counts(counts: Counter[str]) -> Iterator[Pair]:
    """Yield a property for each count, sorted by name."""
    for name in sorted(counts):
        yield cg(name), integer(counts[name])
