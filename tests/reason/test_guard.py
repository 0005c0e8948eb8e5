"""Rules that run away are warned of and bounded; what is there by then is right."""

from __future__ import annotations

import pytest

from claimgraph.reason import reason
from claimgraph.reason.terms import row_of
from reason import spec
from reason.test_differential import parse
from reason.test_proofs import all_faults

# A clique of 60: transitive and symmetric, so 3,600 pairs follow from 59.
CLIQUE = [":t a owl:TransitiveProperty, owl:SymmetricProperty ."] + [
    f":n{i} :t :n{i + 1} ." for i in range(59)
]


def test_a_closure_past_the_limit_is_partial_and_right() -> None:
    rows = parse(CLIQUE)
    closure = reason(rows, max_triples=500)
    assert closure.partial
    assert any("more than the 500 allowed" in text for text in closure.warnings)
    assert 0 < len(closure.inferred) < 3600
    whole = set(reason(rows).inferred)
    assert set(closure.inferred) <= whole
    assert all_faults(closure, rows) == []


def test_a_closure_within_the_limit_is_whole() -> None:
    closure = reason(parse(CLIQUE), max_triples=5000)
    assert not closure.partial
    assert len(closure.inferred) == 60 * 60 - 59
    assert closure.warnings == ()


def test_a_closure_that_takes_too_long_is_partial() -> None:
    closure = reason(parse(CLIQUE), timeout=0.0)
    assert closure.partial
    assert any("seconds" in text for text in closure.warnings)


@pytest.mark.parametrize(
    ("axiom", "warned"),
    [
        (":p owl:propertyChainAxiom ( :q :p :r ) .", True),
        (":p owl:propertyChainAxiom ( :p :q ) . :q owl:propertyChainAxiom ( :p :p ) .", True),
        (":p owl:propertyChainAxiom ( :q :r ) . :p rdfs:subPropertyOf :q .", True),
        (":p owl:propertyChainAxiom ( :p :q ) .", False),
        (":p owl:propertyChainAxiom ( :p :p ) .", False),
        (":p owl:propertyChainAxiom ( :q :r ) . :q rdfs:subPropertyOf :p .", False),
    ],
)
def test_a_self_referential_chain_is_warned_of(axiom: str, warned: bool) -> None:
    closure = reason(parse([axiom, ":a :p :b . :b :q :c ."]))
    assert any("self-referential" in text for text in closure.warnings) is warned


def test_a_cyclic_or_broken_list_is_no_axiom() -> None:
    rows = parse(
        [
            ":C owl:intersectionOf :l . :l rdf:first :A ; rdf:rest :l . :x a :A .",
            ":D owl:unionOf :m . :m rdf:first :A .",
        ]
    )
    assert reason(rows).inferred == ()


def test_an_ontology_that_changes_with_the_data_is_followed_to_its_end() -> None:
    rows = parse([":p rdfs:range owl:TransitiveProperty . :x :p :q . :a :q :b . :b :q :c ."])
    found = {row_of(triple) for triple in reason(rows).inferred}
    assert ("<http://e/a>", "<http://e/q>", "<http://e/c>") in found
    expected, _ = spec.close(rows)
    assert found <= expected
