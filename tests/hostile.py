"""A graph whose every text is a payload."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.model import (
    DEFAULT_BASE,
    ONTOLOGY,
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Document,
    Entity,
    Inference,
    KnowledgeGraph,
    Modality,
    Ontology,
    Passage,
    Polarity,
    Proposition,
    Quantity,
    Relation,
    RelationKind,
    Triple,
)
from islands import islands_ontology


def hostile_relation(p: str, kind: RelationKind, number: int) -> Relation:
    name = f"{p} {kind.value}"
    return Relation(
        name=name,
        iri=f"{ONTOLOGY}{name}",
        label=p,
        inverse_label=p,
        definition=p,
        domain=(),
        range=(),
        kind=kind,
        inverse=None,
        symmetric=number % 2 == 0,
        transitive=False,
    )


def hostile_ontology(payloads: tuple[str, ...]) -> Ontology:
    relations = {}
    for number, p in enumerate(payloads):
        for kind in RelationKind:
            one = hostile_relation(p, kind, number)
            relations[one.name] = one
    return replace(islands_ontology(), relations=relations, labels={p: p for p in payloads})


def hostile_claims(p: str, number: int, hub: Entity) -> list[Claim]:
    """Make claims of every kind whose every text is the payload."""
    text = f"{p} Denied: {p}"
    document = Document(
        name=p,
        uri=f"{DEFAULT_BASE}doc-{number}",
        sha256=str(number),
        media_type=p,
        text=text,
        title=p,
        publisher=p,
        date=p if number % 3 else "2025-01-01",
        url=p,
        language=p,
        grade=p,
    )
    passage = Passage(Article(document, 0, 0, len(text), p, p, document.date, p), 0, len(text))
    me = Entity(DEFAULT_BASE + p, p, p, aliases=(p,))
    office = Entity(f"{DEFAULT_BASE}office {p}", p, "Office")
    figure = Quantity(value=number, unit=p, counted=p, as_of=p, scope=p)
    made: list[Claim] = []
    kinds: list[tuple[RelationKind, Entity | Quantity, Polarity]] = [
        (RelationKind.ACTOR, hub, Polarity.AFFIRMED),
        (RelationKind.ACTOR, hub, Polarity.DENIED),
        (RelationKind.LABELLED, hub, Polarity.AFFIRMED),
        (RelationKind.OFFICE, office, Polarity.AFFIRMED),
        (RelationKind.QUANTITY, figure, Polarity.AFFIRMED),
    ]
    for kind, target, polarity in kinds:
        made.append(
            Claim(
                iri=f"{DEFAULT_BASE}claim {number} {len(made)} {p}",
                subject=me,
                relation=f"{p} {kind.value}",
                object=target,
                polarity=polarity,
                modality=Modality.ACTUAL,
                speaker=me,
                evidence=passage,
                start=0,
                end=len(p),
                label=p,
                what=p,
                date=p,
                frame=p,
            )
        )
    return made


def hostile_graph(payloads: tuple[str, ...]) -> KnowledgeGraph:
    hub = Entity(f"{DEFAULT_BASE}hub", payloads[0], payloads[0])
    claims: list[Claim] = []
    propositions, inferences, conflicts = [], [], []
    for number, p in enumerate(payloads):
        mine = hostile_claims(p, number, hub)
        claims += mine
        for index, members in enumerate((mine[:2], mine[2:3], mine[3:4], mine[4:])):
            first = members[0]
            propositions.append(
                Proposition(
                    iri=f"{DEFAULT_BASE}prop {number} {index} {p}",
                    subject=first.subject,
                    relation=first.relation,
                    object=first.object,
                    claims=tuple(members),
                    accepted=True,
                    contested=len(members) > 1,
                    independent_sources=1,
                )
            )
        conflicts.append(
            Conflict(f"{DEFAULT_BASE}conflict {p}", ConflictKind.CONTRADICTION, tuple(mine), p, 0.5)
        )
        stated = Triple(mine[0].subject.iri, f"{ONTOLOGY}{mine[0].relation}", hub.iri)
        inferences.append(
            Inference(
                Triple(hub.iri, ONTOLOGY + p, mine[0].subject.iri),
                p,
                (stated, Triple(p, p, f'"{p}"')),
            )
        )
    entities = {e.iri: e for c in claims for e in (c.subject, c.object) if isinstance(e, Entity)}
    return KnowledgeGraph(
        base=DEFAULT_BASE,
        entities=tuple(entities.values()),
        claims=tuple(claims),
        propositions=tuple(propositions),
        inferences=tuple(inferences),
        conflicts=tuple(conflicts),
    )
