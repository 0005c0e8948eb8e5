"""Made-up knowledge graphs of any size, shaped like real ones: few hubs, clear communities."""

from __future__ import annotations

import numpy as np

from claimgraph.model import (
    DEFAULT_BASE,
    Article,
    Claim,
    Document,
    Entity,
    KnowledgeGraph,
    Modality,
    Ontology,
    Passage,
    Polarity,
    Proposition,
    slug,
)

_SYLLABLES = ("ba ri no ka lu me sta vor den qui sol ma tre pel on gra fi zu hel or").split()
_PHRASES = (
    "said on Tuesday that the arrangement would go on as before",
    "has taken part since the spring, officials confirmed",
    "was named in the order that the ministry put in force",
    "spoke of a debt that could not be paid in words alone",
    "sent forty people and a ship with medicine, the harbour office said",
    "has never agreed to the terms, whatever others may claim",
    "would think again after the vote, two delegates said",
    "met the delegation at the quay and walked with it to the hall",
)
_TYPES = ("Country", "Person", "Organization", "MedicalMission", "VisaRestriction", "Group")


def _name(number: int) -> str:
    """Return a pronounceable name that no other number has."""
    parts, rest = [], number + 20
    while rest:
        rest, digit = divmod(rest, 20)
        parts.append(_SYLLABLES[digit])
    return "".join(parts).capitalize()


def _pairs(
    actors: int, edges: int, rng: np.random.Generator
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return ends of edges: nine in ten inside a block, hubs drawn by a power law."""
    block = max(12, min(250, actors // 12))
    first = np.minimum((rng.pareto(1.1, edges) * 0.06 * actors).astype(np.int64), actors - 1)
    first = (first * 7919) % actors
    near = first // block * block + rng.integers(0, block, edges)
    second = np.where(rng.random(edges) < 0.9, near, rng.integers(0, actors, edges)) % actors
    pairs = np.stack([first, second], 1)
    return np.asarray(pairs[first != second])


def made_graph(actors: int, claims: int, ontology: Ontology, *, seed: int = 7) -> KnowledgeGraph:
    """Return a graph with so many actors and about so many claims."""
    rng = np.random.default_rng(seed)
    names = [f"{_name(i)} {_name(i * 3 + 1)}" for i in range(actors)]
    entities = [
        Entity(DEFAULT_BASE + slug(names[i]), names[i], _TYPES[i % len(_TYPES)])
        for i in range(actors)
    ]
    relations = sorted(ontology.relations)[:12]
    pairs = np.concatenate(
        [
            np.stack([np.arange(1, actors), np.arange(1, actors) // 2], 1),
            _pairs(actors, max(0, claims - actors), rng),
        ]
    )
    documents = [_article(index, publisher) for index, publisher in enumerate(_publishers(actors))]
    kinds = rng.integers(0, len(relations), len(pairs))
    ways = rng.random((len(pairs), 2))
    groups: dict[tuple[int, int, int], list[Claim]] = {}
    for number, (a, b) in enumerate(pairs.tolist()):
        relation = relations[int(kinds[number])]
        subject, target = entities[a], entities[b]
        source = documents[number % len(documents)]
        claim = _claim(number, subject, relation, target, source, ways[number], entities)
        groups.setdefault((a, int(kinds[number]), b), []).append(claim)
    propositions = [_proposition(k, members) for k, members in enumerate(groups.values())]
    return KnowledgeGraph(
        base=DEFAULT_BASE,
        entities=tuple(entities),
        claims=tuple(claim for members in groups.values() for claim in members),
        propositions=tuple(propositions),
    )


def _publishers(actors: int) -> list[str]:
    return [f"{_name(i * 11)} Post" for i in range(max(4, min(40, actors // 20)))]


def _article(index: int, publisher: str) -> Article:
    text = "\n".join(f"{_name(index)} {phrase}." for phrase in _PHRASES)
    document = Document(
        name=f"doc-{index}",
        uri=f"{DEFAULT_BASE}doc-{index}",
        sha256=str(index),
        media_type="text/plain",
        text=text,
        title=f"Report {index}",
        publisher=publisher,
        date=f"20{20 + index % 6}-{1 + index % 12:02}-{1 + index % 28:02}",
    )
    return Article(document, 0, 0, len(text))


def _claim(
    number: int,
    subject: Entity,
    relation: str,
    target: Entity,
    source: Article,
    way: np.ndarray[tuple[int], np.dtype[np.float64]],
    entities: list[Entity],
) -> Claim:
    text = source.document.text
    lines = text.split("\n")
    line = lines[number % len(lines)]
    start = text.index(line)
    passage = Passage(source, start, start + len(line))
    return Claim(
        iri=f"{DEFAULT_BASE}claim-{number}",
        subject=subject,
        relation=relation,
        object=target,
        polarity=Polarity.DENIED if way[0] < 0.06 else Polarity.AFFIRMED,
        modality=Modality.PLANNED if way[1] < 0.08 else Modality.ACTUAL,
        speaker=subject if number % 3 == 0 else None,
        evidence=passage,
        start=passage.start,
        end=passage.end,
        confidence=0.8,
    )


def _proposition(number: int, members: list[Claim]) -> Proposition:
    ways = {(c.polarity, c.modality) for c in members}
    affirmed = (Polarity.AFFIRMED, Modality.ACTUAL) in ways
    denied = any(polarity is Polarity.DENIED for polarity, _ in ways)
    return Proposition(
        iri=f"{DEFAULT_BASE}prop-{number}",
        subject=members[0].subject,
        relation=members[0].relation,
        object=members[0].object,
        claims=tuple(members),
        accepted=affirmed,
        contested=affirmed and denied,
        independent_sources=1,
    )
