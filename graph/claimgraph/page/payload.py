"""Number what the page shows, each thing once and in a fixed order, as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from claimgraph.model import (
    ONTOLOGY,
    Article,
    Claim,
    Entity,
    Inference,
    KnowledgeGraph,
    Modality,
    Ontology,
    Polarity,
    Proposition,
    Triple,
)
from claimgraph.page.wording import quantity_words, safe_link

Json = dict[str, Any]

_MODALITIES = tuple(Modality)


class Payload:
    """Number entities, classes, relations, articles and statements as they are met."""

    def __init__(self, network: nx.MultiDiGraph[str], graph: KnowledgeGraph, ontology: Ontology):
        self.network, self.graph, self.ontology = network, graph, ontology
        self.base = graph.base
        self.entities: dict[str, int] = {}
        self.entity_rows: list[list[Any]] = []
        self.classes: dict[str, int] = {}
        self.relations: dict[str, int] = {}
        self.docs: dict[str, int] = {}
        self.doc_rows: list[Json] = []
        self.statements: dict[str, int] = {}
        self.statement_rows: list[Json] = []
        self.claims: dict[str, int] = {}
        self.claim_rows: list[list[Any]] = []
        self.inferences: dict[Triple, int] = {}
        self.inference_rows: list[Json] = []
        self.stated = _by_triple(graph.propositions, ontology)
        self.derived = {one.triple: one for one in graph.inferences}
        self.names = {one.iri: one.label for one in graph.entities}
        for iri in network:
            self.entity(network.nodes[iri]["entity"])
        self.nodes = len(self.entity_rows)

    def local(self, iri: str) -> str:
        """Return an IRI without the build's base, which is unique as well."""
        return iri.removeprefix(self.base)

    def class_number(self, kind: str) -> int:
        """Return a class's number."""
        return self.classes.setdefault(kind, len(self.classes))

    def relation_number(self, name: str) -> int:
        """Return a relation's number."""
        return self.relations.setdefault(name, len(self.relations))

    def entity(self, entity: Entity) -> int:
        """Return an entity's number; those of the network come first."""
        if entity.iri not in self.entities:
            self.entities[entity.iri] = len(self.entity_rows)
            row = [self.local(entity.iri), entity.label, self.class_number(entity.type)]
            self.entity_rows.append(row + ([list(entity.aliases)] if entity.aliases else []))
        return self.entities[entity.iri]

    def doc(self, article: Article) -> int:
        """Return an article's number."""
        if article.uri not in self.docs:
            self.docs[article.uri] = len(self.doc_rows)
            document = article.document
            row = {
                "name": document.name,
                "title": article.title or document.title or document.name,
                "publisher": article.publisher or document.publisher,
                "date": article.date or document.date,
                "grade": document.grade,
                "language": document.language,
                "url": safe_link(document.url),
            }
            self.doc_rows.append({key: value for key, value in row.items() if value})
        return self.docs[article.uri]

    def claim(self, statement: int, claim: Claim) -> None:
        """Add a claim to the statement that it states."""
        if claim.iri in self.claims:
            return
        self.claims[claim.iri] = len(self.claim_rows)
        row: list[Any] = [
            statement,
            int(claim.polarity is Polarity.DENIED),
            _MODALITIES.index(claim.modality),
            -1 if claim.speaker is None else self.entity(claim.speaker),
            self.doc(claim.evidence.article),
            claim.quote,
            claim.start,
            claim.end,
            round(claim.confidence, 2),
            claim.label or 0,
            claim.what or 0,
            claim.date or 0,
        ]
        while row[-1] == 0 and len(row) > 9:
            row.pop()
        self.claim_rows.append(row)

    def statement(self, one: Proposition, *, edge: bool = False) -> int:
        """Return a proposition's number; its claims come with it."""
        if one.iri not in self.statements:
            number = self.statements[one.iri] = len(self.statement_rows)
            relation = self.ontology.relations.get(one.relation)
            row: Json = {
                "id": "e:" + self.local(one.iri),
                "s": self.entity(one.subject),
                "r": self.relation_number(one.relation),
                "o": self.entity(one.object) if isinstance(one.object, Entity) else None,
                "contested": one.contested,
                "edge": edge,
                "kind": relation.kind.value if relation else "actor",
            }
            if not isinstance(one.object, Entity):
                row["v"] = quantity_words(one.object)
            self.statement_rows.append(row)
            for claim in one.claims:
                self.claim(number, claim)
        return self.statements[one.iri]

    def inference(self, one: Inference) -> int:
        """Return an inference's number; what it follows from comes with it, down to claims."""
        pending = [one]
        while pending:
            step = pending.pop()
            if step.triple in self.inferences:
                continue
            self.inferences[step.triple] = len(self.inference_rows)
            self.inference_rows.append({"rule": step.rule, "text": self.words(step.triple)})
            pending += [self.derived[p] for p in step.premises if self._derived(p)]
            self._premises_of(step)
        return self.inferences[one.triple]

    def _derived(self, triple: Triple) -> bool:
        return triple in self.derived and triple not in self.stated

    def _premises_of(self, step: Inference) -> None:
        for premise in step.premises:
            if premise in self.stated:
                self.statement(self.stated[premise])

    def link_premises(self) -> None:
        """Fill in the premises once all steps have a number."""
        for triple, number in self.inferences.items():
            row, step = self.inference_rows[number], self.derived[triple]
            row["premises"] = [self._premise(premise) for premise in step.premises]

    def _premise(self, premise: Triple) -> list[Any] | str:
        if premise in self.stated:
            return ["s", self.statement(self.stated[premise])]
        if premise in self.inferences:
            return ["i", self.inferences[premise]]
        return self.words(premise)

    def words(self, triple: Triple) -> str:
        """Return a triple as people read it."""
        return " ".join(map(self._name, (triple.subject, triple.predicate, triple.object)))

    def _name(self, term: str) -> str:
        if term in self.names:
            return self.names[term]
        local = term.removeprefix(ONTOLOGY)
        if local in self.ontology.relations:
            return self.ontology.relations[local].label
        if local in self.ontology.labels:
            return self.ontology.labels[local]
        if term.startswith('"'):
            return term.split('"')[1]
        short = term.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return {"type": "is a"}.get(short, short)


def _by_triple(
    propositions: Iterable[Proposition], ontology: Ontology
) -> dict[Triple, Proposition]:
    found = {}
    for one in propositions:
        if isinstance(one.object, Entity) and one.accepted:
            relation = ontology.relations.get(one.relation)
            predicate = relation.iri if relation else ONTOLOGY + one.relation
            found[Triple(one.subject.iri, predicate, one.object.iri)] = one
    return found
