"""Say in RDF what one document, article, entity, quantity, claim or conflict is."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from claimgraph.model import (
    Article,
    Claim,
    Conflict,
    Decision,
    Document,
    Entity,
    Ontology,
    Passage,
    Polarity,
    Proposition,
    Quantity,
)
from claimgraph.store.fields import ARTICLE, CLAIM, CONFLICT, DOCUMENT, QUANTITY, Pair, write_fields
from claimgraph.store.schema import identifier
from claimgraph.store.terms import (
    PROV,
    RDF,
    RDFS,
    SKOS,
    VOID,
    boolean,
    camel,
    cg,
    integer,
    moment,
    node,
    text,
)

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALSO = NamedNode(SKOS + "altLabel")
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + one) for one in ("subject", "predicate", "object"))
DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
URI_SPACE = NamedNode(VOID + "uriSpace")

ENGLISH = "en"  # of preferred names


def describe_graph(base: str) -> Iterator[Pair]:
    """Yield what is said of the graph as a whole: the base of its IRIs (VoID, section 5.2)."""
    yield TYPE, NamedNode(VOID + "Dataset")
    yield URI_SPACE, text(base)


def describe_document(document: Document, file: str) -> Iterator[Pair]:
    """Yield what is said of a document; ``file`` is the name of its text's file."""
    yield TYPE, cg("Document")
    yield cg("textFile"), text(file)
    yield from write_fields(document, DOCUMENT)


def describe_article(article: Article) -> Iterator[Pair]:
    """Yield what is said of an article."""
    yield TYPE, cg("Article")
    yield cg("inDocument"), node(article.document.uri)
    yield from write_fields(article, ARTICLE)


def passage_iri(passage: Passage) -> str:
    """Return the IRI of a passage: its article's, with place and kind."""
    kind = "" if passage.kind.value == "body" else "-" + passage.kind.value.replace(" ", "-")
    return f"{passage.article.uri}-passage-{passage.start}-{passage.end}{kind}"


def describe_passage(passage: Passage) -> Iterator[Pair]:
    """Yield what is said of a passage."""
    yield TYPE, cg("Passage")
    yield cg("inArticle"), node(passage.article.uri)
    yield cg("passageKind"), text(passage.kind.value)
    yield cg("start"), integer(passage.start)
    yield cg("end"), integer(passage.end)


def describe_entity(entity: Entity, ontology: Ontology) -> Iterator[Pair]:
    """Yield what is said of an entity: class, names, identifiers."""
    yield TYPE, node(ontology.iri(entity.type))
    yield LABEL, text(entity.label, ENGLISH)
    for alias in entity.aliases:
        yield ALSO, text(alias)
    for scheme, value in entity.identifiers:
        yield node(ontology.iri(scheme)), identifier(ontology.identifiers.get(scheme), value)


def describe_quantity(quantity: Quantity) -> Iterator[Pair]:
    """Yield what is said of a quantity."""
    yield TYPE, cg("Quantity")
    yield from write_fields(quantity, QUANTITY)


def describe_proposition(
    one: Proposition, subject: NamedNode, predicate: NamedNode, target: NamedNode
) -> Iterator[Pair]:
    """Yield what is said of a proposition; counts and flags are derived from its claims."""
    affirmed = sum(claim.polarity is Polarity.AFFIRMED for claim in one.claims)
    yield TYPE, cg("Proposition")
    yield SUBJECT, subject
    yield PREDICATE, predicate
    yield OBJECT, target
    yield cg("affirmedCount"), integer(affirmed)
    yield cg("deniedCount"), integer(len(one.claims) - affirmed)
    yield cg("independentSources"), integer(one.independent_sources)
    yield cg("accepted"), boolean(one.accepted)
    yield cg("contested"), boolean(one.contested)


def describe_claim(claim: Claim, states: Proposition) -> Iterator[Pair]:
    """Yield what is said of a claim.

    Publisher and date of publication repeat what the article or else the document says, so that
    a question about sources needs one pattern.
    """
    passage = claim.evidence
    document = passage.article.document
    yield TYPE, cg("Claim")
    yield cg("states"), node(states.iri)
    yield cg("polarity"), cg(claim.polarity.value)
    yield cg("modality"), cg(claim.modality.value)
    yield DERIVED_FROM, node(document.uri)
    yield cg("evidence"), node(passage_iri(passage))
    yield cg("quote"), text(claim.quote, document.language)
    yield from write_fields(claim, CLAIM)
    if claim.speaker is not None:
        yield cg("speaker"), node(claim.speaker.iri)
    if claim.publisher is not None:
        yield cg("publisher"), text(claim.publisher)
    if claim.published is not None:
        yield cg("published"), moment(claim.published)
    if claim.subject != states.subject or claim.object != states.object:
        # The words have the arguments of a symmetric relation the other way round.
        yield cg("reversed"), boolean(True)


def describe_conflict(conflict: Conflict) -> Iterator[Pair]:
    """Yield what is said of a conflict."""
    yield TYPE, cg("Conflict")
    yield cg("conflictKind"), cg(camel(conflict.kind.value))
    yield from write_fields(conflict, CONFLICT)
    for claim in conflict.claims:
        yield cg("involves"), node(claim.iri)


def describe_decision(decision: Decision) -> Iterator[Pair]:
    """Yield what is said of a merge of names."""
    yield TYPE, cg("Decision")
    yield cg("decides"), node(decision.entity)
    yield cg("reason"), text(decision.reason)
    for name in decision.names:
        yield cg("mergedName"), text(name)
