"""What has to follow from the ontology follows, and what must not follow does not (by owlrl)."""

from __future__ import annotations

from functools import cache

import owlrl
import pytest
from rdflib import OWL, RDF, Graph, URIRef

from claimgraph.model import slug
from claimgraph.ontology import load_graph

PREFIXES = """
@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <{base}> .
"""


def statements(turtle: str, *, case: str = "") -> Graph:
    """Read Turtle whose individuals lie in a namespace of the case's own."""
    return Graph().parse(data=PREFIXES.format(base=base_of(case)) + turtle, format="turtle")


def base_of(case: str) -> str:
    return f"https://test.example/{slug(case)}/"


def close(data: Graph) -> Graph:
    """Return the closure of the ontology and some data under OWL 2 RL/RDF."""
    graph = load_graph() + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@cache
def closure_of_all() -> Graph:
    """Close the data of all cases at once: owlrl takes a second for the ontology alone."""
    data = Graph()
    for cases in (FOLLOWS, DOES_NOT_FOLLOW):
        for case, (turtle, _) in cases.items():
            data += statements(turtle, case=case)
    return close(data)


def contradictions(graph: Graph) -> list[str]:
    """Return owlrl's messages on what cannot hold."""
    return sorted(str(text) for _, predicate, text in graph if str(predicate).endswith("error"))


FOLLOWS = {
    "inverse of hosts": (":oz cg:hosts :m .", ":m cg:hostedBy :oz ."),
    "inverse of sanctionedBy": (":ann cg:sanctionedBy :oz .", ":oz cg:sanctions :ann ."),
    "symmetry of metWith": (":ann cg:metWith :ben .", ":ben cg:metWith :ann ."),
    "symmetry of conflicts": (":oz cg:hasConflictWith :ev .", ":ev cg:hasConflictWith :oz ."),
    "domain and range of hosts": (":oz cg:hosts :m .", ":oz a cg:Country . :m a cg:Mission ."),
    "domain of holdsOffice": (":ann cg:holdsOffice :o .", ":ann a cg:Person . :o a cg:Office ."),
    "class tree": (":oz a cg:Country .", ":oz a cg:State , cg:Actor , cg:Entity , cg:Location ."),
    "person with an office": (
        ":ann a cg:Person ; cg:holdsOffice :minister .",
        ":ann a cg:Official .",
    ),
    "mission with medical staff": (
        ":m a cg:Mission ; cg:staffKind cg:medical .",
        ":m a cg:MedicalMission .",
    ),
    "medical staff of a medical mission": (
        ":m a cg:MedicalMission .",
        ":m cg:staffKind cg:medical .",
    ),
    "hosted mission with medical staff": (
        ":oz cg:hosts :m . :m cg:staffKind cg:medical .",
        ":m a cg:MedicalMission . :oz a cg:MedicalHost .",
    ),
    "sanctioned official": (
        ":ann cg:holdsOffice :minister ; cg:sanctionedBy :oz . :oz a cg:Country .",
        ":ann a cg:SanctionedOfficial .",
    ),
    "sanction by a measure": (
        ":oz cg:imposes :ban . :ban a cg:VisaRestriction ; cg:sanctionTargets :ann .",
        ":oz cg:sanctions :ann . :ann cg:sanctionedBy :oz . :ban cg:targets :ann .",
    ),
    "pressure": (
        ":ann cg:represents :ev ; cg:sanctionedBy :oz .",
        ":ev cg:pressuredBy :oz . :oz cg:pressures :ev .",
    ),
    "pressure by a measure": (
        """:oz cg:imposes :ban . :ban a cg:Sanction ; cg:sanctionTargets :ann .
        :ann cg:represents :ev .""",
        ":ev cg:pressuredBy :oz .",
    ),
    "aid": (
        ":oz cg:hosts :m . :ev cg:sends :m .",
        ":oz cg:receivesAidFrom :ev . :ev cg:givesAidTo :oz .",
    ),
    "place in place": (
        ":school cg:locatedIn :town . :town cg:within :shire . :shire cg:within :oz .",
        ":school cg:locatedIn :oz . :town cg:locatedIn :oz . :oz cg:locationOf :school .",
    ),
    "part of part": (
        ":desk cg:partOf :office . :office cg:partOf :ministry .",
        ":desk cg:partOf :ministry . :ministry cg:hasPart :desk .",
    ),
    "two names of one country": (
        ":oz cg:isoCode :code . :ozland cg:isoCode :code ; cg:hosts :m .",
        ":oz owl:sameAs :ozland ; cg:hosts :m .",
    ),
    "two names of one person": (
        ":ann cg:wikidata :item ; cg:metWith :ben . :a-smith cg:wikidata :item .",
        ":a-smith owl:sameAs :ann ; cg:metWith :ben .",
    ),
}

DOES_NOT_FOLLOW = {
    "a measure that is no sanction": (
        ":oz cg:imposes :tariff . :tariff a cg:Measure ; cg:targets :ev .",
        ":oz cg:sanctions :ev .",
    ),
    "a person without an office": (":ann a cg:Person .", ":ann a cg:Official ."),
    "a mission of another kind": (
        ":m a cg:Mission ; cg:staffKind cg:peacekeeping .",
        ":m a cg:MedicalMission .",
    ),
    "the other way round": (":oz cg:sends :m . :ev cg:hosts :m .", ":oz cg:receivesAidFrom :ev ."),
    "two codes": (
        ":oz a cg:Country ; cg:isoCode :code . :ev a cg:Country ; cg:isoCode :other-code .",
        ":oz owl:sameAs :ev .",
    ),
    "support turned round": (":oz cg:supports :ev .", ":ev cg:supports :oz ."),
}

CONTRADICTS = {
    "person and organization": ":x a cg:Person , cg:Organization .",
    "person and country": ":x a cg:Person , cg:Country .",
    "organization and country": ":x a cg:Organization , cg:Country .",
    "mission and measure": ":x a cg:Mission , cg:Measure .",
    "a person who hosts": ":ann a cg:Person ; cg:hosts :m .",
    "a hosted measure": ":oz cg:hosts :ban . :ban a cg:Embargo .",
    "an office that is met": ":ann cg:metWith :minister . :minister a cg:Office .",
    "a quantity with an office": ":q a cg:Quantity ; cg:holdsOffice :minister .",
    "a claim as an actor": ":c a cg:Claim . :c cg:supports :oz .",
}


@pytest.mark.parametrize("case", FOLLOWS)
def test_what_has_to_follow_follows(case: str) -> None:
    data, expected = FOLLOWS[case]
    wanted = set(statements(expected, case=case))
    assert not wanted & set(statements(data, case=case))
    assert not wanted - set(closure_of_all())


@pytest.mark.parametrize("case", DOES_NOT_FOLLOW)
def test_what_must_not_follow_does_not(case: str) -> None:
    unwanted = statements(DOES_NOT_FOLLOW[case][1], case=case)
    assert not set(unwanted) & set(closure_of_all())


def test_nothing_that_follows_contradicts() -> None:
    assert contradictions(closure_of_all()) == []


@cache
def contradictions_of_all() -> str:
    data = Graph()
    for case, turtle in CONTRADICTS.items():
        data += statements(turtle, case=case)
    return "\n".join(contradictions(close(data)))


@pytest.mark.parametrize("case", CONTRADICTS)
def test_classes_that_exclude_each_other_contradict(case: str) -> None:
    assert base_of(case) in contradictions_of_all()


def test_no_class_is_bound_to_be_empty() -> None:
    classes = {one for one in load_graph().subjects(RDF.type, OWL.Class) if isinstance(one, URIRef)}
    members = Graph()
    for one in classes:
        members.add((URIRef(f"{one}-member"), RDF.type, one))
    assert contradictions(close(members)) == []
