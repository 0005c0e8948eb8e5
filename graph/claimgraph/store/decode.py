"""Turn RDF back into the knowledge graph that it was made of: the inverse of ``encode``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Quad, Store

from claimgraph.errors import StoreError
from claimgraph.model import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Decision,
    Document,
    Entity,
    Inconsistency,
    Inference,
    KnowledgeGraph,
    Modality,
    Passage,
    PassageKind,
    Polarity,
    Proposition,
    Quantity,
    Triple,
)
from claimgraph.store.canonical import canonical, triple_key
from claimgraph.store.fields import ARTICLE, CLAIM, CONFLICT, DOCUMENT, QUANTITY
from claimgraph.store.reader import Reader
from claimgraph.store.schema import local_name
from claimgraph.store.terms import camel
from claimgraph.store.texts import read_text

Texts = Path | Mapping[str, str]
Thing = TypeVar("Thing")

_CONFLICTS = {camel(kind.value): kind for kind in ConflictKind}
_PASSAGES = {kind.value: kind for kind in PassageKind}
_POLARITIES = {one.value: one for one in Polarity}
_MODALITIES = {one.value: one for one in Modality}


def from_quads(quads: Store | Iterable[Quad], texts: Texts) -> KnowledgeGraph:
    """Return the canonical graph that the quads describe; it has no issues, for RDF holds none.

    ``texts`` is the folder of the documents' texts, or a mapping from file name to text. The
    quads may lie in the four named graphs or all in one.

    :raises StoreError: where something that a claim needs is missing or malformed, or a quote is
        not what the document's text has at its offsets
    """
    store = quads if isinstance(quads, Store) else _gather(quads)
    return _Decoder(Reader(store), texts).graph()


def _gather(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.bulk_extend(quads)
    return store


class _Decoder:
    """Hold what was read so far, by IRI, so that claims can name it."""

    def __init__(self, reader: Reader, texts: Texts) -> None:
        self.reader = reader
        self.texts = texts
        self.passages: dict[str, Passage] = {}

    def graph(self) -> KnowledgeGraph:
        reader = self.reader
        return canonical(
            KnowledgeGraph(
                base=reader.base(),
                documents=tuple(self.documents.values()),
                articles=tuple(self.articles.values()),
                entities=tuple(self.entities.values()),
                claims=tuple(self.claims.values()),
                propositions=tuple(self.propositions.values()),
                conflicts=tuple(self.conflict(iri) for iri in reader.members("Conflict")),
                inferences=tuple(self.inference(iri) for iri in reader.members("Inference")),
                inconsistencies=tuple(
                    self.inconsistency(iri) for iri in reader.members("Inconsistency")
                ),
                decisions=tuple(self.decision(iri) for iri in reader.members("Decision")),
            )
        )

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {iri: self.document(iri) for iri in self.reader.members("Document")}

    def document(self, iri: str) -> Document:
        file = self.reader.one(iri, "textFile")
        if isinstance(self.texts, Path):
            text = read_text(self.texts, file)
        elif file in self.texts:
            text = self.texts[file]
        else:
            raise StoreError(f"{iri}: expected a text named {file!r}, found none")
        return Document(uri=iri, text=text, **self.reader.fields(iri, DOCUMENT))

    @cached_property
    def articles(self) -> dict[str, Article]:
        return {
            iri: Article(
                document=self.named(iri, "inDocument", self.documents),
                **self.reader.fields(iri, ARTICLE),
            )
            for iri in self.reader.members("Article")
        }

    def passage(self, iri: str) -> Passage:
        known = self.passages.get(iri)
        if known is None:
            reader = self.reader
            known = self.passages[iri] = Passage(
                article=self.named(iri, "inArticle", self.articles),
                start=reader.integer(iri, "start"),
                end=reader.integer(iri, "end"),
                kind=reader.choice(iri, "passageKind", _PASSAGES),
            )
        return known

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {iri: self.reader.entity(iri, kind) for iri, kind in self.reader.entity_types()}

    @cached_property
    def propositions(self) -> dict[str, Proposition]:
        """Read propositions that claims state; those of inferences only have no flags."""
        stating: dict[str, list[str]] = {}
        for claim, proposition in self.reader.pairs("states"):
            stating.setdefault(proposition, []).append(claim)
        found: dict[str, Proposition] = {}
        for iri in self.reader.members("Proposition"):
            if self.reader.has(iri, "accepted"):
                found[iri] = self.proposition(iri, stating.pop(iri, []))
        for iri, claims in stating.items():
            raise StoreError(f"{claims[0]}: states {iri}, which is not described")
        return found

    def proposition(self, iri: str, claims: list[str]) -> Proposition:
        reader = self.reader
        triple = reader.triple(iri)
        relation = local_name(triple.predicate)
        subject, target = self.end(iri, triple.subject), self.target(iri, triple.object)
        return Proposition(
            iri=iri,
            subject=subject,
            relation=relation,
            object=target,
            claims=tuple(self.claim(one, subject, relation, target) for one in sorted(claims)),
            accepted=reader.one(iri, "accepted") == "true",
            contested=reader.one(iri, "contested") == "true",
            independent_sources=reader.integer(iri, "independentSources"),
        )

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {one.iri: one for p in self.propositions.values() for one in p.claims}

    def claim(self, iri: str, subject: Entity, relation: str, target: Entity | Quantity) -> Claim:
        reader = self.reader
        if reader.has(iri, "reversed") and isinstance(target, Entity):
            subject, target = target, subject
        speaker = reader.maybe(iri, "speaker")
        claim = Claim(
            iri=iri,
            subject=subject,
            relation=relation,
            object=target,
            polarity=reader.choice(iri, "polarity", _POLARITIES),
            modality=reader.choice(iri, "modality", _MODALITIES),
            speaker=None if speaker is None else self.end(iri, speaker),
            evidence=self.passage(reader.one(iri, "evidence")),
            **reader.fields(iri, CLAIM),
        )
        self.check_quote(claim)
        return claim

    def check_quote(self, claim: Claim) -> None:
        document = claim.evidence.article.document
        quote = self.reader.one(claim.iri, "quote")
        if not 0 <= claim.start <= claim.end <= len(document.text) or claim.quote != quote:
            raise StoreError(
                f"{document.name}: at [{claim.start}, {claim.end}) expected the quote of "
                f"{claim.iri}, {quote[:60]!r}; found {claim.quote[:60]!r}"
            )

    def conflict(self, iri: str) -> Conflict:
        reader = self.reader
        return Conflict(
            iri=iri,
            kind=reader.choice(iri, "conflictKind", _CONFLICTS),
            claims=tuple(self.lookup(iri, one, self.claims) for one in reader.all(iri, "involves")),
            **reader.fields(iri, CONFLICT),
        )

    def decision(self, iri: str) -> Decision:
        reader = self.reader
        return Decision(
            entity=reader.one(iri, "decides"),
            names=tuple(reader.all(iri, "mergedName")),
            reason=reader.one(iri, "reason"),
        )

    def inference(self, iri: str) -> Inference:
        reader = self.reader
        conclusion = reader.triple(reader.one(iri, "concludes"))
        return Inference(conclusion, reader.one(iri, "rule"), self.premises(iri))

    def inconsistency(self, iri: str) -> Inconsistency:
        reader = self.reader
        return Inconsistency(
            rule=reader.one(iri, "rule"),
            premises=self.premises(iri),
            message=reader.one(iri, "reason"),
        )

    def premises(self, iri: str) -> tuple[Triple, ...]:
        numbered = self.reader.numbered(iri)
        if numbered:
            return tuple(self.reader.triple(one) for one in numbered)
        found = (self.reader.triple(one) for one in self.reader.all(iri, "premise"))
        return tuple(sorted(found, key=triple_key))

    def named(self, iri: str, name: str, things: Mapping[str, Thing]) -> Thing:
        return self.lookup(iri, self.reader.one(iri, name), things)

    def lookup(self, iri: str, wanted: str, things: Mapping[str, Thing]) -> Thing:
        if wanted not in things:
            raise StoreError(f"{iri}: names {wanted}, which is not described")
        return things[wanted]

    def end(self, iri: str, wanted: str) -> Entity:
        return self.lookup(iri, wanted, self.entities)

    def target(self, iri: str, wanted: str) -> Entity | Quantity:
        if self.reader.is_a(wanted, "Quantity"):
            return Quantity(**self.reader.fields(wanted, QUANTITY))
        return self.end(iri, wanted)
