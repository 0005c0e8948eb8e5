"""The SHACL shapes pass a whole small graph and catch each way in which one can be spoilt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, SH, Graph

from builders import claim, entity, graph
from claimgraph.model import (
    ONTOLOGY,
    Bound,
    Conflict,
    ConflictKind,
    Decision,
    Inconsistency,
    Inference,
    Modality,
    Polarity,
    Quantity,
    Triple,
)
from claimgraph.ontology import load_graph, load_ontology, load_shapes
from claimgraph.store import to_quads
from ontologies import JOINS, write_football

PREFIXES = """
@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix football: <https://football.example/terms#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/claimgraph/id/> .
"""
GOOD = """
:oz a cg:Country ; rdfs:label "Oz"@en ;
    cg:isoCode <https://w3id.org/claimgraph/iso3166-1/OZZ> ;
    cg:wikidata <http://www.wikidata.org/entity/Q1> .
:ann a cg:Official ; rdfs:label "Ann"@en .
:m a cg:MedicalMission ; rdfs:label "the nurses"@en .

:doc a cg:Document ; cg:name "doc" ; cg:sha256 "abc" ; cg:mediaType "text/plain" ;
    cg:publisher "Daily" ; cg:date "2024-05"^^xsd:gYearMonth ; cg:grade "B2" .
:article a cg:Article ; cg:inDocument :doc ; cg:start 0 ; cg:end 99 .
:passage a cg:Passage ; cg:inArticle :article ; cg:start 3 ; cg:end 40 .

:p1 a cg:Proposition ; rdf:subject :oz ; rdf:predicate cg:hosts ; rdf:object :m ;
    cg:affirmedCount 1 ; cg:deniedCount 0 ; cg:independentSources 1 ;
    cg:accepted true ; cg:contested false .
:p2 a cg:Proposition ; rdf:subject :m ; rdf:predicate cg:figure ; rdf:object :q ;
    cg:affirmedCount 0 ; cg:deniedCount 1 ; cg:independentSources 1 ;
    cg:accepted false ; cg:contested false .

:c1 a cg:Claim ; cg:states :p1 ; cg:polarity cg:affirmed ; cg:modality cg:actual ;
    cg:speaker :ann ; prov:wasDerivedFrom :doc ; cg:evidence :passage ;
    cg:quote "Oz has nurses"@en ; cg:start 5 ; cg:end 18 ; cg:confidence 0.9 ;
    cg:date "2024"^^xsd:gYear .
:c2 a cg:Claim ; cg:states :p2 ; cg:polarity cg:denied ; cg:modality cg:possible ;
    prov:wasDerivedFrom :doc ; cg:evidence :passage ;
    cg:quote "not ten" ; cg:start 20 ; cg:end 27 ; cg:confidence 1.0 .
:q a cg:Quantity ; cg:value 10.0 ; cg:high 12.0 ; cg:bound cg:about ; cg:unit "percent" ;
    cg:counted "nurses" ; cg:asOf "2024-05-01"^^xsd:date .
:conflict a cg:Conflict ; cg:conflictKind cg:contradiction ; cg:involves :c1 , :c2 ;
    cg:reason "they differ" ; cg:confidence 0.5 .
:judgement a cg:Judgement ; cg:judges :c1 ; cg:verdict cg:accept .
"""

SPOILT = {
    "claim without a proposition": ("cg:states :p1 ;", "", "states exactly one proposition"),
    "claim of two propositions": ("cg:states :p1", "cg:states :p1 , :p2", "exactly one prop"),
    "unknown polarity": ("cg:denied ;", "cg:actual ;", "one polarity"),
    "two modalities": ("cg:possible", "cg:possible , cg:past", "one modality"),
    "speaker that is a mission": ("cg:speaker :ann", "cg:speaker :m", "at most one speaker"),
    "two speakers": ("cg:speaker :ann", "cg:speaker :ann , :oz", "at most one speaker"),
    "claim of no document": ("cg:speaker :ann ; prov:wasDerivedFrom :doc ;", "", "one document"),
    "claim without evidence": (
        'cg:evidence :passage ;\n    cg:quote "not',
        'cg:quote "not',
        "exactly one passage",
    ),
    "empty quote": ('"not ten"', '""', "exactly one quote"),
    "two quotes": ('"not ten"', '"not ten" , "ten"', "exactly one quote"),
    "claim that ends before it starts": ("cg:end 27", "cg:end 19", "before its end"),
    "negative offset": ("cg:start 5", "cg:start -5", "offset from 0"),
    "claim without an end": (" ; cg:end 27", "", "ends at one offset"),
    "confidence over one": ("cg:confidence 1.0", "cg:confidence 1.5", "confidence from 0 to 1"),
    "date in words": ('"2024"^^xsd:gYear', '"last year"', "a day, a month or a year"),
    "proposition without a subject": ("rdf:subject :oz ;", "", "exactly one subject"),
    "proposition without a relation": ("rdf:predicate cg:hosts ;", "", "exactly one predicate"),
    "proposition about a literal": ("rdf:object :m", 'rdf:object "m"', "exactly one object"),
    "negative count": ("cg:deniedCount 1", "cg:deniedCount -1", "claims that deny it"),
    "no count": ("cg:affirmedCount 1 ;", "", "claims that affirm it"),
    "no sources": ("cg:independentSources 1 ;", "", "independent sources"),
    "accepted and not": ("cg:accepted true", "cg:accepted true , false", "accepted or not"),
    "contested in words": ("cg:contested false", 'cg:contested "no"', "contested or not"),
    "host that is a person": ("rdf:subject :oz", "rdf:subject :ann", "of no class that"),
    "hosted thing that is a country": ("rdf:object :m ", "rdf:object :oz ", "of no class that"),
    "denied figure that is no quantity": ("rdf:object :q", "rdf:object :m", "of no class that"),
    "figure of a claim": ("rdf:subject :m", "rdf:subject :c1", "of no class that"),
    "relation that no file declares": ("cg:hosts", ":hosts", "of no class that"),
    "document without a name": ('cg:name "doc" ;', "", "exactly one name"),
    "document without a hash": ('cg:sha256 "abc" ;', "", "exactly one hash"),
    "document of an odd media type": ("text/plain", "text", "one media type"),
    "two publishers": ('"Daily"', '"Daily" , "Weekly"', "at most one publisher"),
    "unknown grade": ('"B2"', '"G2"', "letter A to F"),
    "document dated in words": ('"2024-05"^^xsd:gYearMonth', '"May"', "at most one date"),
    "article of no document": ("cg:inDocument :doc ;", "", "in exactly one document"),
    "article that ends first": ("cg:end 99", "cg:end -1", "not after its end"),
    "passage of no article": ("cg:inArticle :article ;", "", "in exactly one article"),
    "empty passage": ("cg:end 40", "cg:end 3", "before its end"),
    "entity without a label": (' ; rdfs:label "Ann"@en', "", "has a label"),
    "entity with two labels": ('"Ann"@en', '"Ann"@en , "Anna"@en', "has a label"),
    "code in small letters": ("iso3166-1/OZZ", "iso3166-1/ozz", "three capital letters"),
    "item that is a property": ("entity/Q1", "entity/P1", "ends in Q and a number"),
    "quantity without a value": ("cg:value 10.0 ;", "", "exactly one value"),
    "range upside down": ("cg:high 12.0", "cg:high 9.0", "not above the high end"),
    "range with two ends": ("cg:high 12.0", "cg:high 12.0 , 13.0", "at most one high end"),
    "unknown bound": ("cg:about", "cg:past", "exactly one bound"),
    "two units": ('"percent"', '"percent" , "USD"', "at most one unit"),
    "two things counted": ('"nurses"', '"nurses" , "doctors"', "counts one thing"),
    "as of some time": ('"2024-05-01"^^xsd:date', '"lately"', "one day, month or year"),
    "conflict of one claim": (":c1 , :c2", ":c1", "two claims or more"),
    "conflict of no kind": ("cg:conflictKind cg:contradiction ;", "", "exactly one kind"),
    "conflict without a reason": ('cg:reason "they differ" ;', "", "says why"),
    "conflict surer than sure": ("cg:confidence 0.5", "cg:confidence 5.0", "one confidence"),
    "judgement about nothing": ("cg:judges :c1 ;", "", "about something"),
    "judgement of two minds": ("cg:accept .", "cg:accept , cg:reject .", "one verdict"),
}


def messages(turtle: str, *, folder: Path | None = None) -> list[str]:
    data = Graph().parse(data=PREFIXES + turtle, format="turtle")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=load_shapes(folder), ont_graph=load_graph(folder), inference="none"
    )
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(str(report.value(one, SH.resultMessage)) for one in results)


def test_a_whole_graph_conforms() -> None:
    assert messages(GOOD) == []


@pytest.mark.parametrize("case", SPOILT)
def test_each_spoilt_graph_is_caught(case: str) -> None:
    old, new, message = SPOILT[case]
    assert old in GOOD
    found = messages(GOOD.replace(old, new, 1))
    assert [one for one in found if message in one], found


def test_every_message_of_the_shapes_is_tried() -> None:
    tried = {message for _, _, message in SPOILT.values()}
    for message in load_shapes().objects(None, SH.message):
        assert any(part in str(message) for part in tried), message


def test_a_misfit_is_told_with_its_relation_and_entity() -> None:
    found = messages(GOOD.replace("rdf:subject :oz", "rdf:subject :ann"))
    assert found == [
        "The subject of https://w3id.org/claimgraph/id/p1 is https://w3id.org/claimgraph/id/ann, "
        "of no class that https://w3id.org/claimgraph/ontology#hosts takes."
    ]


def written() -> list[Quad]:
    """Return what the store writes of a graph in which every kind of thing occurs."""
    oz, nurses = entity("Oz"), entity("the nurses", "MedicalMission")
    ann, ban = entity("Ann", "Official"), entity("visa ban", "VisaRestriction")
    ten = Quantity(10, bound=Bound.ABOUT, counted="nurses", as_of="2024-05")
    said = (
        claim(oz, "hosts", nurses, speaker=ann, date="2024"),
        claim(nurses, "figure", ten),
        claim(ban, "targets", ann),
        claim(ban, "targets", ann, polarity=Polarity.DENIED, modality=Modality.POSSIBLE),
        claim(ann, "describesAs", nurses, label="angels", what="words"),
    )
    step = Triple(said[0].subject.iri, f"{ONTOLOGY}hosts", nurses.iri)
    whole = replace(
        graph(*said),
        conflicts=(Conflict("https://x.example/c", ConflictKind.CONTRADICTION, said[2:4], "?", 1),),
        inferences=(Inference(Triple(nurses.iri, f"{ONTOLOGY}hostedBy", oz.iri), "r", (step,)),),
        inconsistencies=(Inconsistency("cax-dw", (step,), "cannot be"),),
        decisions=(Decision(oz.iri, ("Oz", "Ozland"), "one code"),),
    )
    return list(to_quads(whole, load_ontology()))


def test_what_the_store_writes_conforms() -> None:
    lines = (f"{quad.triple} ." for quad in written() if "ontology" not in str(quad.graph_name))
    assert messages("\n".join(lines)) == []


def test_every_term_that_the_store_writes_is_declared() -> None:
    known = {ONTOLOGY + name for name in load_ontology().labels}
    terms = {
        term.value
        for quad in written()
        for term in quad.triple
        if isinstance(term, NamedNode) and term.value.startswith(ONTOLOGY)
    }
    assert terms <= known


TRANSFER = """
:kid a football:Player ; rdfs:label "Kid"@en . :rovers a football:Club ; rdfs:label "Rovers"@en .
:p a cg:Proposition ; rdf:subject :kid ; rdf:predicate football:joins ; rdf:object :rovers ;
    cg:affirmedCount 1 ; cg:deniedCount 0 ; cg:independentSources 1 ;
    cg:accepted true ; cg:contested false .
"""


def test_relations_of_another_domain_are_checked_without_shapes_of_their_own(
    tmp_path: Path,
) -> None:
    folder = write_football(tmp_path / "football", joins=JOINS)
    assert messages(TRANSFER, folder=folder) == []
    turned = TRANSFER.replace("rdf:subject :kid", "rdf:subject :rovers")
    assert len(messages(turned, folder=folder)) == 1
