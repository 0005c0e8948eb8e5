"""Random small ontologies with data, as Turtle; few names, so that axioms meet."""

from __future__ import annotations

from hypothesis import strategies as st

PREFIXES = """@prefix : <http://e/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLASSES = [":A", ":B", ":C", ":D", ":E"]
PROPERTIES = [":p", ":q", ":r", ":s"]
DATA_PROPERTIES = [":k", ":m"]
NAMES = [":a", ":b", ":c", ":d", ":e"]
LITERALS = ['"x"', '"y"', "1", "2", '"01"^^xsd:integer', '"1.0"^^xsd:decimal', "true"]

_AXIOMS = [
    "{C} rdfs:subClassOf {C} .",
    "{C} owl:equivalentClass {C} .",
    "{C} owl:disjointWith {C} .",
    "{C} owl:complementOf {C} .",
    "{P} rdfs:subPropertyOf {P} .",
    "{P} owl:equivalentProperty {P} .",
    "{P} owl:inverseOf {P} .",
    "{P} rdfs:domain {C} .",
    "{P} rdfs:range {C} .",
    "{K} rdfs:domain {C} .",
    "{K} rdfs:subPropertyOf {K} .",
    "{P} a owl:{kind} .",
    "{P} a owl:{kind} .",
    "{K} a owl:FunctionalProperty .",
    "{K} a owl:InverseFunctionalProperty .",
    "{P} owl:propertyDisjointWith {P} .",
    "{P} owl:propertyChainAxiom ( {P} {P} ) .",
    "{P} owl:propertyChainAxiom ( {P} {P} {P} ) .",
    "{C} owl:intersectionOf ( {C} {C} ) .",
    "{C} owl:unionOf ( {C} {C} ) .",
    "{C} owl:oneOf ( {N} {N} ) .",
    "{C} owl:hasKey ( {K} ) .",
    "{C} owl:hasKey ( {K} {P} ) .",
    "{C} owl:onProperty {P} ; owl:someValuesFrom {C} .",
    "{C} owl:onProperty {P} ; owl:someValuesFrom owl:Thing .",
    "{C} owl:onProperty {P} ; owl:allValuesFrom {C} .",
    "{C} owl:onProperty {P} ; owl:hasValue {N} .",
    "{C} owl:onProperty {K} ; owl:hasValue {L} .",
    '{C} owl:onProperty {P} ; owl:maxCardinality "{n}"^^xsd:nonNegativeInteger .',
    "{C} owl:onProperty {P} ; owl:onClass {C} ;"
    ' owl:maxQualifiedCardinality "{n}"^^xsd:nonNegativeInteger .',
    "{C} a owl:Class .",
    "{P} a owl:ObjectProperty .",
    "[] a owl:AllDisjointClasses ; owl:members ( {C} {C} {C} ) .",
    "[] a owl:AllDisjointProperties ; owl:members ( {P} {P} ) .",
    "[] a owl:AllDifferent ; owl:members ( {N} {N} ) .",
    "[] owl:sourceIndividual {N} ; owl:assertionProperty {P} ; owl:targetIndividual {N} .",
]
# Axioms about axioms: rarer, and the hardest for a compiled engine.
_META = [
    "{P} rdfs:subPropertyOf rdfs:subClassOf .",
    "{P} rdfs:subPropertyOf rdf:type .",
    "{P} rdfs:subPropertyOf owl:sameAs .",
    "owl:sameAs rdfs:subPropertyOf {P} .",
    "rdf:type rdfs:subPropertyOf {P} .",
    "{P} owl:sameAs {P} .",
    "{C} owl:sameAs {C} .",
    "{P} rdfs:range owl:FunctionalProperty .",
    "owl:Thing rdfs:subClassOf {C} .",
    "{C} rdfs:subClassOf owl:Nothing .",
    "{C} owl:equivalentClass owl:Thing .",
]
_FACTS = [
    "{N} {P} {N} .",
    "{N} {P} {N} .",
    "{N} a {C} .",
    "{N} {K} {L} .",
    "{N} owl:sameAs {N} .",
    "{N} owl:differentFrom {N} .",
]
KINDS = [
    "FunctionalProperty",
    "InverseFunctionalProperty",
    "SymmetricProperty",
    "TransitiveProperty",
    "AsymmetricProperty",
    "IrreflexiveProperty",
]


@st.composite
def _statement(draw: st.DrawFn, templates: list[str]) -> str:
    text = draw(st.sampled_from(templates))
    for mark, pool in (
        ("{C}", CLASSES),
        ("{P}", PROPERTIES),
        ("{K}", DATA_PROPERTIES),
        ("{N}", NAMES),
        ("{L}", LITERALS),
        ("{kind}", KINDS),
        ("{n}", ["0", "1"]),
    ):
        while mark in text:
            text = text.replace(mark, draw(st.sampled_from(pool)), 1)
    return text


def axioms(*, meta: bool) -> st.SearchStrategy[list[str]]:
    """Return lists of axioms, as Turtle statements."""
    return st.lists(_statement(_AXIOMS + _META if meta else _AXIOMS), min_size=2, max_size=9)


def facts(most: int = 9) -> st.SearchStrategy[list[str]]:
    """Return lists of statements about individuals."""
    return st.lists(_statement(_FACTS), min_size=2, max_size=most)


def statements(*, meta: bool) -> st.SearchStrategy[list[str]]:
    """Return lists of Turtle statements: axioms, then facts."""
    return st.tuples(axioms(meta=meta), facts()).map(lambda parts: parts[0] + parts[1])
