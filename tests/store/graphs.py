"""Make knowledge graphs of every shape for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from claimgraph.model import (
    DEFAULT_BASE,
    Article,
    Bound,
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
    Ontology,
    Passage,
    PassageKind,
    Polarity,
    Proposition,
    Quantity,
    RelationKind,
    Triple,
    content_hash,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
filled = words.filter(bool)
optional = st.none() | words
dates = st.sampled_from([None, "2025", "2025-06", "2025-06-01", "June 2025", "", "0000", "2025-13"])
numbers = st.floats(allow_nan=False) | st.integers(-(10**9), 10**9).map(float)
confidences = st.integers(0, 100).map(lambda one: one / 100)
quantities = st.builds(
    Quantity, numbers, st.none() | numbers, st.sampled_from(Bound), optional, optional, dates, words
)


@st.composite
def documents(draw: st.DrawFn, number: int) -> tuple[Document, Article]:
    sha = content_hash("document", number)
    document = Document(
        name=draw(filled),
        uri=f"{DEFAULT_BASE}doc-{sha}",
        sha256=sha,
        media_type=draw(words),
        text=draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)),
        title=draw(optional),
        publisher=draw(optional),
        date=draw(dates),
        url=draw(optional),
        language=draw(st.sampled_from([None, "en", "EN-gb", "", "not a tag"])),
        grade=draw(st.sampled_from([None, "B2"])),
    )
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
    index = draw(st.integers(0, 3))
    return document, Article(
        document, index, start, end, draw(optional), draw(optional), draw(dates), draw(optional)
    )


@st.composite
def entities(draw: st.DrawFn, number: int, ontology: Ontology) -> Entity:
    aliases = draw(st.sets(words, max_size=2))
    schemes = st.tuples(st.sampled_from(sorted(ontology.identifiers)), filled)
    return Entity(
        iri=f"{DEFAULT_BASE}entity-{number}",
        label=draw(words),
        type=draw(st.sampled_from(["Country", "Person", "MedicalMission", "Office", "Sanction"])),
        aliases=tuple(sorted(aliases)),
        identifiers=tuple(sorted(draw(st.sets(schemes, max_size=2)))),
    )


@st.composite
def graphs(draw: st.DrawFn, ontology: Ontology) -> KnowledgeGraph:
    """Draw a graph that has each kind of thing, its parts consistent with each other."""
    sources = [draw(documents(number)) for number in range(draw(st.integers(1, 3)))]
    actors = [draw(entities(number, ontology)) for number in range(draw(st.integers(2, 4)))]
    propositions = tuple(
        draw(proposition(number, actors, [article for _, article in sources], ontology))
        for number in range(draw(st.integers(0, 4)))
    )
    claims = tuple(claim for one in propositions for claim in one.claims)
    triples = st.builds(
        Triple,
        st.sampled_from([one.iri for one in actors] + ["_:b0"]),
        st.sampled_from([ontology.relations["hosts"].iri, "http://www.w3.org/2002/07/owl#sameAs"]),
        st.sampled_from([one.iri for one in actors] + ["_:b1", '"1"', '"a\\n"@en']),
    )
    premises = st.lists(triples, max_size=3).map(tuple)
    return KnowledgeGraph(
        base=DEFAULT_BASE,
        documents=tuple(document for document, _ in sources),
        articles=tuple(article for _, article in sources),
        entities=tuple(actors),
        claims=claims,
        propositions=propositions,
        conflicts=tuple(
            draw(conflict(number, claims)) for number in range(draw(st.integers(0, 2)))
        ),
        inferences=tuple(draw(st.lists(st.builds(Inference, triples, words, premises)))),
        inconsistencies=tuple(draw(st.lists(st.builds(Inconsistency, words, premises, words)))),
        decisions=tuple(
            draw(
                st.lists(
                    st.builds(
                        Decision,
                        st.sampled_from([one.iri for one in actors]),
                        st.sets(words, max_size=3).map(sorted).map(tuple),
                        words,
                    )
                )
            )
        ),
    )


@st.composite
def conflict(draw: st.DrawFn, number: int, claims: tuple[Claim, ...]) -> Conflict:
    return Conflict(
        iri=f"{DEFAULT_BASE}conflict-{number}",
        kind=draw(st.sampled_from(ConflictKind)),
        claims=tuple(draw(st.sets(st.sampled_from(claims), max_size=3))) if claims else (),
        reason=draw(words),
        confidence=draw(confidences),
    )


@st.composite
def proposition(
    draw: st.DrawFn,
    number: int,
    actors: list[Entity],
    articles: list[Article],
    ontology: Ontology,
) -> Proposition:
    relation = ontology.relations[draw(st.sampled_from(sorted(ontology.relations)))]
    subject = draw(st.sampled_from(actors))
    target = (
        draw(quantities)
        if relation.kind is RelationKind.QUANTITY
        else draw(st.sampled_from(actors))
    )
    claims = tuple(
        draw(claim(f"{number}-{place}", subject, relation.name, target, actors, articles))
        for place in range(draw(st.integers(0, 3)))
    )
    return Proposition(
        iri=f"{DEFAULT_BASE}prop-{number}",
        subject=subject,
        relation=relation.name,
        object=target,
        claims=claims,
        accepted=draw(st.booleans()),
        contested=draw(st.booleans()),
        independent_sources=draw(st.integers(0, 5)),
    )


@st.composite
def claim(
    draw: st.DrawFn,
    name: str,
    subject: Entity,
    relation: str,
    target: Entity | Quantity,
    actors: list[Entity],
    articles: list[Article],
) -> Claim:
    article = draw(st.sampled_from(articles))
    offset = st.integers(0, len(article.document.text))
    start, end = sorted(draw(st.tuples(offset, offset)))
    first, last = sorted(draw(st.tuples(offset, offset)))
    if isinstance(target, Entity) and draw(st.booleans()):
        subject, target = target, subject
    return Claim(
        iri=f"{DEFAULT_BASE}claim-{name}",
        subject=subject,
        relation=relation,
        object=target,
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        speaker=draw(st.none() | st.sampled_from(actors)),
        evidence=Passage(article, first, last, draw(st.sampled_from(PassageKind))),
        start=start,
        end=end,
        confidence=draw(confidences),
        label=draw(optional),
        what=draw(optional),
        date=draw(dates),
        frame=draw(optional),
    )
