"""Small knowledge graphs for tests, made without a parser."""

from __future__ import annotations

from claimgraph.model import (
    DEFAULT_BASE,
    Article,
    Claim,
    Document,
    Entity,
    KnowledgeGraph,
    Modality,
    Passage,
    Polarity,
    Proposition,
    Quantity,
    content_hash,
    slug,
)


def entity(label: str, kind: str = "Country") -> Entity:
    return Entity(iri=DEFAULT_BASE + slug(label), label=label, type=kind)


def article(
    text: str,
    *,
    name: str = "doc",
    publisher: str | None = "Daily Test",
    date: str | None = "2025-06-01",
    grade: str | None = None,
) -> Article:
    sha = content_hash(name, text)
    document = Document(
        name=name,
        uri=f"{DEFAULT_BASE}doc-{sha}",
        sha256=sha,
        media_type="text/plain",
        text=text,
        title=f"Title of {name}",
        publisher=publisher,
        date=date,
        grade=grade,
    )
    return Article(document, 0, 0, len(text), title=document.title)


def claim(
    subject: Entity,
    relation: str,
    target: Entity | Quantity,
    *,
    quote: str | None = None,
    source: Article | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ACTUAL,
    speaker: Entity | None = None,
    confidence: float = 0.9,
    label: str | None = None,
    what: str | None = None,
    date: str | None = None,
) -> Claim:
    """Make a claim whose quote is the whole text of ``source`` unless told otherwise."""
    text = quote or f"{subject.label} {relation} {getattr(target, 'label', target)}."
    source = source or article(text)
    start = source.document.text.index(text)
    iri = (
        DEFAULT_BASE
        + "claim-"
        + content_hash(
            subject.iri,
            relation,
            target,
            polarity,
            modality,
            speaker,
            source.document.uri,
            start,
            label,
        )
    )
    return Claim(
        iri=iri,
        subject=subject,
        relation=relation,
        object=target,
        polarity=polarity,
        modality=modality,
        speaker=speaker,
        evidence=Passage(source, start, start + len(text)),
        start=start,
        end=start + len(text),
        confidence=confidence,
        label=label,
        what=what,
        date=date,
    )


def graph(*claims: Claim) -> KnowledgeGraph:
    """Gather claims into a graph with simple propositions: accepted if some claim affirms it."""
    ordered = tuple(sorted(claims, key=lambda one: one.iri))
    groups: dict[str, list[Claim]] = {}
    for one in ordered:
        key = one.object.iri if isinstance(one.object, Entity) else content_hash(one.object)
        groups.setdefault(content_hash(one.subject.iri, one.relation, key), []).append(one)
    propositions = []
    for key, members in sorted(groups.items()):
        affirmed = [
            c for c in members if c.polarity is Polarity.AFFIRMED and c.modality is Modality.ACTUAL
        ]
        denied = [c for c in members if c.polarity is Polarity.DENIED]
        propositions.append(
            Proposition(
                iri=f"{DEFAULT_BASE}prop-{key}",
                subject=members[0].subject,
                relation=members[0].relation,
                object=members[0].object,
                claims=tuple(members),
                accepted=bool(affirmed),
                contested=bool(affirmed and denied),
                independent_sources=len({c.evidence.article.uri for c in members}),
            )
        )
    entities = {
        e.iri: e for c in ordered for e in (c.subject, c.object, c.speaker) if isinstance(e, Entity)
    }
    articles = {c.evidence.article.uri: c.evidence.article for c in ordered}
    documents = {a.document.uri: a.document for a in articles.values()}
    return KnowledgeGraph(
        base=DEFAULT_BASE,
        documents=tuple(documents[k] for k in sorted(documents)),
        articles=tuple(articles[k] for k in sorted(articles)),
        entities=tuple(entities[k] for k in sorted(entities)),
        claims=ordered,
        propositions=tuple(propositions),
    )
