"""Small ontologies for tests: one in another domain, and a way to spoil a relation's file."""

from __future__ import annotations

from pathlib import Path

PREFIXES = """
@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix football: <https://football.example/terms#> .
"""

CLASSES = """
<https://football.example/terms> a owl:Ontology ;
    rdfs:label "Football transfers"@en ;
    owl:versionInfo "3" .

football:Player a owl:Class ;
    rdfs:subClassOf cg:Person ;
    rdfs:label "player"@en ;
    skos:definition "A person who plays football."@en .

football:Club a owl:Class ;
    rdfs:subClassOf cg:Organization ;
    rdfs:label "club"@en ;
    skos:definition "A club that players play for."@en .
"""

JOINS = """
football:joins a owl:ObjectProperty ;
    rdfs:label "joins"@en ;
    cg:inverseLabel "signs"@en ;
    skos:definition "Moves to a club as a player."@en ;
    rdfs:domain football:Player ;
    rdfs:range football:Club ;
    owl:inverseOf football:signs .

football:signs a owl:ObjectProperty ;
    rdfs:label "signs"@en ;
    skos:definition "Takes a player on."@en .

football:joins cg:wording "one wording" , "another" ;
    cg:example "Someone joins some club."@en ;
    cg:counterExample "Someone joins the chorus."@en .
"""


def write_football(folder: Path, *, joins: str = JOINS, classes: str = CLASSES) -> Path:
    """Write an ontology folder of a domain that the shipped one knows nothing of."""
    (folder / "relations").mkdir(parents=True)
    (folder / "football.ttl").write_text(PREFIXES + classes, encoding="utf-8")
    (folder / "relations" / "joins.ttl").write_text(PREFIXES + joins, encoding="utf-8")
    return folder
