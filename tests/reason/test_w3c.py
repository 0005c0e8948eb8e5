"""The W3C's OWL 2 test cases of the RL profile, under the RDF-based semantics."""

from __future__ import annotations

import pytest

from claimgraph.reason.entail import Entailment, entails, is_consistent
from claimgraph.reason.terms import parse_turtle
from reason import w3c

pytestmark = pytest.mark.skipif(not w3c.FOLDER.exists(), reason="the W3C's cases are not here")

# Cases that are not met, and why. An entry that is met after all fails the test.
EXPECTED = {
    "webont-ontology-003": "its conclusion follows by cax-eqc1 and cax-eqc2; proposed, not approved"
}


def is_met(case: w3c.Case) -> bool:
    premise = w3c.triples(case.premise)
    if case.kind == "ConsistencyTest":
        return is_consistent(premise)
    if case.kind == "InconsistencyTest":
        return not is_consistent(premise)
    assert case.conclusion is not None
    found = entails(premise, w3c.triples(case.conclusion))
    return found.holds == (case.kind == "PositiveEntailmentTest")


CASES = [*w3c.all_cases(), *w3c.rl_cases()] if w3c.FOLDER.exists() else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.kind}")
def test_case_is_met_unless_listed_with_its_reason(case: w3c.Case) -> None:
    assert is_met(case) != (case.name in EXPECTED)


def test_the_suite_has_all_its_cases() -> None:
    counts = {
        kind: sum(c.kind == kind for c in w3c.all_cases()) for kind in {c.kind for c in CASES}
    }
    assert counts == {
        "ConsistencyTest": 48,
        "InconsistencyTest": 11,
        "PositiveEntailmentTest": 26,
        "NegativeEntailmentTest": 4,
    }


@pytest.mark.parametrize(
    ("premise", "conclusion", "holds"),
    [
        (":A owl:disjointWith :B . :C rdfs:subClassOf :A .", ":C owl:disjointWith :B .", True),
        (":A owl:disjointWith :B . :C rdfs:subClassOf :A .", ":C owl:disjointWith :D .", False),
        (":p a owl:TransitiveProperty .", ":p owl:propertyChainAxiom ( :p :p ) .", True),
        (":p a owl:SymmetricProperty .", ":p owl:inverseOf :p .", True),
        (":p rdfs:subPropertyOf :q .", ":q rdfs:subPropertyOf :p .", False),
        (":a :p :b .", "[] :p :b .", True),
        (":a :p :b .", "[] :p :a .", False),
        (":a a :A . :A owl:complementOf :B .", ":a a [ owl:complementOf :B ] .", True),
        (":a a owl:Nothing .", ":x :y :z .", True),
    ],
)
def test_refutation_reaches_what_chaining_cannot(
    premise: str, conclusion: str, holds: bool
) -> None:
    prefixes = (
        "@prefix : <http://e/> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    )
    found = entails(parse_turtle(prefixes + premise), parse_turtle(prefixes + conclusion))
    assert found.holds is holds


def test_what_does_not_follow_is_named() -> None:
    row = ("<http://e/a>", "<http://e/p>", "<http://e/b>")
    other = ("<http://e/a>", "<http://e/p>", "<http://e/c>")
    assert entails([row], [row, other]) == Entailment(False, (other,))
