"""Graphs that exporters are tried on."""

from __future__ import annotations

import dataclasses

from builders import article, claim, entity, graph
from claimgraph.export import DEFAULT_GRAPHS, EXPORTERS, Source
from claimgraph.model import (
    DEFAULT_BASE,
    Bound,
    Conflict,
    ConflictKind,
    Inference,
    KnowledgeGraph,
    Modality,
    Polarity,
    Quantity,
    Triple,
)
from claimgraph.ontology import load_ontology
from claimgraph.store import to_quads

ONTOLOGY = load_ontology()
HOSTILE = (
    "a\x00b\x07",
    "say \"no\" \\ or 'yes'",
    "</script><script>alert(1)</script>",
    "first\nsecond\r\nthird",
    "abc \u202ecba\u202c \u200fאב",
    "=HYPERLINK(1)",
    "]]> &amp; <!-- -->",
    "😀 é \ufffe",
)


def small() -> KnowledgeGraph:
    """Return a graph with each kind of thing that formats treat differently."""
    north, south = entity("Northland"), entity("Southland")
    mission = entity("Bright Hands", "MedicalMission")
    speaker = entity("Ann Example", "Person")
    report = article(
        "Northland hosts Bright Hands. Southland sends Bright Hands. About 135 to 400 nurses came.",
        name="report",
    )
    reply = article(
        "Northland does not host Bright Hands, said Ann Example.", name="reply", publisher=None
    )
    claims = (
        claim(north, "hosts", mission, quote="Northland hosts Bright Hands.", source=report),
        claim(
            north,
            "hosts",
            mission,
            quote="Northland does not host Bright Hands",
            source=reply,
            polarity=Polarity.DENIED,
            speaker=speaker,
        ),
        claim(south, "sends", mission, quote="Southland sends Bright Hands.", source=report),
        claim(
            mission,
            "figure",
            Quantity(135, 400, Bound.ABOUT, counted="nurses", as_of="2025"),
            quote="About 135 to 400 nurses came.",
            source=report,
        ),
        claim(south, "ends", mission, quote="Southland", source=report, modality=Modality.PLANNED),
    )
    made = graph(*claims)
    aid = Triple(north.iri, ONTOLOGY.iri("receivesAidFrom"), south.iri)
    premises = (
        Triple(north.iri, ONTOLOGY.iri("hosts"), mission.iri),
        Triple(mission.iri, ONTOLOGY.iri("sentBy"), south.iri),
    )
    return dataclasses.replace(
        made,
        inferences=(Inference(aid, "prp-spo2", premises),),
        conflicts=(
            Conflict(
                iri=DEFAULT_BASE + "conflict-1",
                kind=ConflictKind.CONTRADICTION,
                claims=tuple(sorted(claims[:2], key=lambda one: one.iri)),
                reason="One affirms what the other denies.",
                confidence=0.9,
            ),
        ),
    )


def hostile(all_words: tuple[str, ...] = HOSTILE) -> KnowledgeGraph:
    """Return a graph whose names, quotes and labels try to break out of every format."""
    claims = []
    for number, words in enumerate(all_words):
        subject = dataclasses.replace(entity(f"subject {number}"), label=words, aliases=(words,))
        target = dataclasses.replace(entity(f"mission {number}", "Mission"), label=words)
        source = article(words + " and more", name=words, publisher=words)
        claims.append(
            claim(subject, "describesAs", target, quote=words, source=source, label=words)
        )
    return graph(*claims)


def source_of(made: KnowledgeGraph, *, graphs: tuple[str, ...] = DEFAULT_GRAPHS) -> Source:
    return Source(made, ONTOLOGY, lambda: to_quads(made, ONTOLOGY), graphs)


def written(name: str, made: KnowledgeGraph, *, graphs: tuple[str, ...] = DEFAULT_GRAPHS) -> bytes:
    exporter = EXPORTERS[name]
    source = source_of(made, graphs=graphs)
    if exporter.write_files is not None:
        return b"".join(
            b"%s\n%s" % (file.encode(), data) for file, data in exporter.write_files(source)
        )
    assert exporter.write is not None
    return b"".join(exporter.write(source))
