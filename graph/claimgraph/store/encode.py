"""Turn a knowledge graph into RDF quads: the claim model of design section 4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from claimgraph.errors import StoreError
from claimgraph.model import (
    ONTOLOGY,
    Entity,
    Inconsistency,
    Inference,
    KnowledgeGraph,
    Ontology,
    Proposition,
    Quantity,
    Triple,
    content_hash,
)
from claimgraph.store.canonical import canonical, triple_key
from claimgraph.store.describe import (
    OBJECT,
    PREDICATE,
    SUBJECT,
    TYPE,
    describe_article,
    describe_claim,
    describe_conflict,
    describe_decision,
    describe_document,
    describe_entity,
    describe_graph,
    describe_passage,
    describe_proposition,
    describe_quantity,
    passage_iri,
)
from claimgraph.store.fields import Pair
from claimgraph.store.overview import describe_counts, overview
from claimgraph.store.schema import ontology_quads
from claimgraph.store.terms import RDF, cg, graph_name, node, parse_term, quantity_iri, text
from claimgraph.store.texts import file_names

Spo = tuple[NamedNode, NamedNode, NamedNode | Literal]


def to_quads(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[Quad]:
    """Yield the graph as quads in its four named graphs; the same ones in the same order each time.

    Plain triples of accepted propositions go to ``graph/asserted``; claims, propositions,
    entities, documents, articles, conflicts and decisions to ``graph/claims``; inferences with
    rule and premises, and the plain triples they conclude, to ``graph/inferred``; the ontology to
    ``graph/ontology``. ``from_quads`` is the inverse.

    :raises StoreError: where one IRI stands for two things, or a relation is not in the ontology
    """
    encoder = _Encoder(canonical(graph), ontology)
    for name, triples in (
        ("asserted", encoder.asserted()),
        ("claims", encoder.claims()),
        ("inferred", encoder.inferred()),
    ):
        place = graph_name(graph.base, name)
        for subject, predicate, target in triples:
            yield Quad(subject, predicate, target, place)
    place = graph_name(graph.base, "ontology")
    for quad in ontology_quads(ontology):
        yield Quad(quad.subject, quad.predicate, quad.object, place)


def plain_triples(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[Spo]:
    """Yield the plain triples of accepted propositions.

    :raises StoreError: where a relation is not in the ontology
    """
    yield from _Encoder(canonical(graph), ontology).asserted()


class _Encoder:
    """Hold what the parts of one graph need of each other."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        self.graph = graph
        self.ontology = ontology
        self.stated = {self.key(one): one.iri for one in graph.propositions}
        self.described: set[str] = set()

    def key(self, one: Proposition) -> tuple[str, str, str]:
        return one.subject.iri, self.relation(one.relation), self.target(one.object)

    def relation(self, name: str) -> str:
        known = self.ontology.relations.get(name)
        if known is None:
            raise StoreError(f"relation {name!r}: not in the ontology; rebuild with its file there")
        return known.iri

    def target(self, target: Entity | Quantity) -> str:
        return target.iri if isinstance(target, Entity) else quantity_iri(self.graph.base, target)

    def asserted(self) -> Iterator[Spo]:
        # Two propositions of one statement, or a specialisation that is stated too: told once.
        yield from dict.fromkeys(self._asserted())

    def _asserted(self) -> Iterator[Spo]:
        for one in self.graph.propositions:
            if one.accepted:
                subject, relation, target = self.key(one)
                yield node(subject), node(relation), node(target)
                kind = one.object.type if isinstance(one.object, Entity) else "Quantity"
                for name in self.ontology.also(one.relation, one.subject.type, kind):
                    yield node(subject), node(self.ontology.iri(name)), node(target)

    def claims(self) -> Iterator[Spo]:
        graph = self.graph
        files = file_names({one.uri: one.name for one in graph.documents})
        yield from _said(f"{graph.base}graph", describe_graph(graph.base))
        for document in graph.documents:
            yield from _said(document.uri, describe_document(document, files[document.uri]))
        for article in graph.articles:
            yield from _said(article.uri, describe_article(article))
        for entity in graph.entities:
            yield from _said(entity.iri, describe_entity(entity, self.ontology))
        for proposition in graph.propositions:
            yield from self.proposition(proposition)
        for conflict in graph.conflicts:
            yield from _said(conflict.iri, describe_conflict(conflict))
        for decision in graph.decisions:
            identity = content_hash(decision.entity, decision.reason, repr(decision.names))
            yield from _said(f"{graph.base}decision-{identity}", describe_decision(decision))
        things, relations = overview(graph)
        for iri in sorted(things):
            yield from _said(iri, describe_counts(things[iri]))
        for name in sorted(relations):
            yield from _said(self.relation(name), describe_counts(relations[name]))

    def proposition(self, one: Proposition) -> Iterator[Spo]:
        subject, relation, target = self.key(one)
        pairs = describe_proposition(one, node(subject), node(relation), node(target))
        yield from _said(one.iri, pairs)
        if isinstance(one.object, Quantity):
            yield from self.once(target, describe_quantity(one.object))
        for claim in one.claims:
            yield from _said(claim.iri, describe_claim(claim, one))
            yield from self.once(passage_iri(claim.evidence), describe_passage(claim.evidence))

    def once(self, subject: str, pairs: Iterable[Pair]) -> Iterator[Spo]:
        if subject not in self.described:
            self.described.add(subject)
            yield from _said(subject, pairs)

    def inferred(self) -> Iterator[Spo]:
        """Yield inferences and what they conclude, but no triple that another graph has.

        Readers take all graphs together, and a store then counts a triple in two graphs twice.
        """
        known = {*self.asserted(), *self.types()}
        for inference in self.graph.inferences:
            triple = _plain(inference.triple)
            if triple not in known:
                known.add(triple)
                yield triple
            yield from self.inference(inference)
        for one in self.graph.inconsistencies:
            identity = content_hash(one.rule, repr(one.premises), one.message)
            subject = node(f"{self.graph.base}inconsistency-{identity}")
            yield subject, TYPE, cg("Inconsistency")
            yield subject, cg("reason"), text(one.message)
            yield from self.step(subject, one)

    def types(self) -> Iterator[Spo]:
        for entity in self.graph.entities:
            yield node(entity.iri), TYPE, node(self.ontology.iri(entity.type))

    def inference(self, one: Inference) -> Iterator[Spo]:
        identity = content_hash(one.rule, repr(one.triple), repr(one.premises))
        subject = node(f"{self.graph.base}inference-{identity}")
        yield subject, TYPE, cg("Inference")
        yield subject, cg("concludes"), self.statement(one.triple)
        yield from self.describe(one.triple)
        yield from self.step(subject, one)

    def step(self, subject: NamedNode, one: Inference | Inconsistency) -> Iterator[Spo]:
        yield subject, cg("rule"), text(one.rule)
        in_order = list(one.premises) == sorted(set(one.premises), key=triple_key)
        for premise in dict.fromkeys(one.premises):
            yield subject, cg("premise"), self.statement(premise)
            yield from self.describe(premise)
        if not in_order:  # a set of premises has no order: where it matters, number them
            for place, premise in enumerate(one.premises, start=1):
                yield subject, NamedNode(f"{RDF}_{place}"), self.statement(premise)

    def statement(self, triple: Triple) -> NamedNode:
        """Return the IRI of a triple's proposition, that of the claims about it where some are."""
        known = self.stated.get(triple_key(triple))
        if known is None:
            relation = triple.predicate.removeprefix(ONTOLOGY)
            identity = content_hash(triple.subject, relation, triple.object)
            known = f"{self.graph.base}prop-{identity}"
        return node(known)

    def describe(self, triple: Triple) -> Iterator[Spo]:
        """Say what a statement without claims says; it has no counts, for nobody claims it."""
        if triple_key(triple) not in self.stated:
            subject, predicate, target = _plain(triple)
            pairs = (
                (TYPE, cg("Proposition")),
                (SUBJECT, subject),
                (PREDICATE, predicate),
                (OBJECT, target),
            )
            yield from self.once(self.statement(triple).value, pairs)


def _plain(triple: Triple) -> Spo:
    subject = parse_term(triple.subject)
    if isinstance(subject, Literal):
        raise StoreError(f"{triple}: expected an IRI as subject")
    return subject, node(triple.predicate), parse_term(triple.object)


def _said(subject: str, pairs: Iterable[Pair]) -> Iterator[Spo]:
    thing = node(subject)
    for predicate, value in pairs:
        yield thing, predicate, value
