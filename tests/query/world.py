"""A small invented world in which every question of the library has an answer."""

from __future__ import annotations

import dataclasses

import pyoxigraph

from builders import article, claim, entity, graph
from claimgraph.model import (
    DEFAULT_BASE,
    Article,
    Bound,
    Claim,
    Conflict,
    ConflictKind,
    Decision,
    Entity,
    Inconsistency,
    Inference,
    KnowledgeGraph,
    Modality,
    Polarity,
    Quantity,
    Triple,
)
from claimgraph.ontology import load_ontology
from claimgraph.query import Queries
from claimgraph.store import quantity_iri, to_quads

ONTOLOGY = load_ontology()

NORTH, SOUTH, EAST = (entity(name) for name in ("Northland", "Southland", "Eastland"))
HANDS = entity("Bright Hands", "MedicalMission")
SHIELD = entity("Blue Shield", "PeacekeepingMission")
ANN, BOB = entity("Ann Áme", "Person"), entity("Bob Broad", "Person")
MINISTER = entity("Minister of Health of Northland", "Office")
BAN = entity("Southland visa ban", "VisaRestriction")
LEAGUE = entity("League of Shores", "InternationalOrganization")
GAZETTE = article(
    "Northland hosts Bright Hands. Eastland sends Bright Hands. "
    "Bright Hands has 400 nurses. Ann Áme is Northland's Minister of Health. "
    "Southland imposed a visa ban on Ann Áme. Southland sanctioned Ann Áme. "
    'Bob Broad called Bright Hands "forced labour" and opposes it. '
    "Southland threatens Northland with tariffs. Eastland is a member of the League of Shores. "
    "Eastland met Northland. Northland will end Bright Hands.",
    name="gazette",
    publisher="Gazette",
    date="2025-03-01",
    grade="B2",
)
HERALD = article(
    "Northland does not host Bright Hands, said Ann Áme. "
    "At least 600 nurses serve in Bright Hands. Ann Áme praised Bright Hands as noble. "
    "Eastland donated 100 beds to Northland. Southland gives 50 soldiers to Blue Shield. "
    "Eastland hosts Blue Shield. Northland ended Bright Hands in May.",
    name="herald",
    publisher="Herald",
    date="2025-06-15",
)


def say(
    source: Article,
    words: str,
    subject: Entity,
    relation: str,
    target: Entity | Quantity,
    **more: object,
) -> Claim:
    return claim(subject, relation, target, quote=words, source=source, **more)  # type: ignore[arg-type]


NURSES = Quantity(400, counted="nurses")
MORE_NURSES = Quantity(600, bound=Bound.AT_LEAST, counted="nurses")
SOLDIERS = Quantity(50, counted="soldiers")
HOSTS = say(GAZETTE, "Northland hosts Bright Hands.", NORTH, "hosts", HANDS)
HOSTS_NOT = say(
    HERALD,
    "Northland does not host Bright Hands",
    NORTH,
    "hosts",
    HANDS,
    polarity=Polarity.DENIED,
    speaker=ANN,
)
FIGURE = say(GAZETTE, "Bright Hands has 400 nurses.", HANDS, "figure", NURSES)
FIGURE_TOO = say(HERALD, "At least 600 nurses", HANDS, "figure", MORE_NURSES)
CALLED = say(
    GAZETTE,
    'Bob Broad called Bright Hands "forced labour"',
    BOB,
    "describesAs",
    HANDS,
    label="forced labour",
    speaker=BOB,
)
CLAIMS = (
    HOSTS,
    HOSTS_NOT,
    FIGURE,
    FIGURE_TOO,
    CALLED,
    say(GAZETTE, "Eastland sends Bright Hands.", EAST, "sends", HANDS),
    say(GAZETTE, "Ann Áme is Northland's Minister of Health", ANN, "holdsOffice", MINISTER),
    say(GAZETTE, "Northland's Minister of Health", ANN, "represents", NORTH),
    say(GAZETTE, "Southland imposed a visa ban", SOUTH, "imposes", BAN),
    say(GAZETTE, "visa ban on Ann Áme", BAN, "targets", ANN),
    say(GAZETTE, "Southland sanctioned Ann Áme.", ANN, "sanctionedBy", SOUTH, confidence=0.5),
    say(GAZETTE, "opposes it", BOB, "opposes", HANDS, confidence=0.4),
    say(
        GAZETTE,
        "Southland threatens Northland with tariffs.",
        SOUTH,
        "threatens",
        NORTH,
        what="tariffs",
    ),
    say(GAZETTE, "Eastland is a member of the League of Shores.", EAST, "memberOf", LEAGUE),
    say(GAZETTE, "Eastland met Northland.", EAST, "metWith", NORTH, date="2025-02"),
    say(
        GAZETTE,
        "Northland will end Bright Hands.",
        NORTH,
        "ends",
        HANDS,
        modality=Modality.PLANNED,
    ),
    say(HERALD, "Northland ended Bright Hands in May.", NORTH, "ends", HANDS, date="2025-05"),
    say(HERALD, "Ann Áme praised Bright Hands as noble.", ANN, "supports", HANDS),
    say(HERALD, "as noble", ANN, "describesAs", HANDS, label="noble", speaker=ANN),
    say(
        HERALD,
        "Eastland donated 100 beds to Northland.",
        EAST,
        "donatesTo",
        NORTH,
        what="100 beds",
    ),
    say(HERALD, "Southland gives 50 soldiers to Blue Shield.", SOUTH, "contributesTo", SHIELD),
    say(HERALD, "50 soldiers", SOUTH, "figure", SOLDIERS),
    say(HERALD, "Eastland hosts Blue Shield.", EAST, "hosts", SHIELD),
)


def triple(subject: Entity, relation: str, target: Entity | Quantity) -> Triple:
    end = target.iri if isinstance(target, Entity) else quantity_iri(DEFAULT_BASE, target)
    return Triple(subject.iri, ONTOLOGY.iri(relation), end)


def inverses(made: KnowledgeGraph) -> list[Inference]:
    """Infer the inverse of each accepted statement, as the reasoner does (prp-inv1)."""
    found = []
    for one in made.propositions:
        inverse = ONTOLOGY.relations[one.relation].inverse
        if one.accepted and inverse and isinstance(one.object, Entity):
            premise = triple(one.subject, one.relation, one.object)
            found.append(
                Inference(triple(one.object, inverse, one.subject), "prp-inv1", (premise,))
            )
    return found


def world() -> KnowledgeGraph:
    made = graph(*CLAIMS)
    sent_by = triple(HANDS, "sentBy", EAST)
    stands_for = triple(NORTH, "representedBy", ANN)
    return dataclasses.replace(
        made,
        inferences=(
            *inverses(made),
            Inference(
                triple(NORTH, "receivesAidFrom", EAST),
                "prp-spo2",
                (triple(NORTH, "hosts", HANDS), sent_by),
            ),
            Inference(
                triple(NORTH, "pressuredBy", SOUTH),
                "prp-spo2",
                (stands_for, triple(ANN, "sanctionedBy", SOUTH)),
            ),
        ),
        inconsistencies=(
            Inconsistency("cax-dw", (triple(EAST, "metWith", NORTH),), "An invented finding."),
        ),
        conflicts=(
            conflict(1, ConflictKind.CONTRADICTION, HOSTS, HOSTS_NOT, 0.9),
            conflict(2, ConflictKind.INCOMPATIBLE_FIGURES, FIGURE, FIGURE_TOO, 0.7),
        ),
        decisions=(Decision(NORTH.iri, ("Northland", "the north"), "one ISO code"),),
    )


def conflict(
    number: int, kind: ConflictKind, one: Claim, other: Claim, confidence: float
) -> Conflict:
    claims = tuple(sorted((one, other), key=lambda each: each.iri))
    reason = f"{one.quote} / {other.quote}"
    return Conflict(f"{DEFAULT_BASE}conflict-{number}", kind, claims, reason, confidence)


def queries(made: KnowledgeGraph | None = None) -> Queries:
    store = pyoxigraph.Store()
    store.bulk_extend(to_quads(made or world(), ONTOLOGY))
    return Queries(store, DEFAULT_BASE)
