# ruff: noqa: E501 - a probe is one line, as in a table
"""One probe or more for each rule of tables 4-9: what must follow, and what must not.

Each is 'if the first, then the second, and never the third'.
"""

from __future__ import annotations

import pytest

from claimgraph.model import Triple
from claimgraph.reason import Closure, reason
from claimgraph.reason.terms import triple_of
from reason.test_differential import parse

Probe = tuple[str, str, str, str]
FOLLOWS: list[Probe] = [
    ("eq-sym", ":a owl:sameAs :b .", ":b owl:sameAs :a .", ""),
    ("eq-trans", ":a owl:sameAs :b . :b owl:sameAs :c .", ":a owl:sameAs :c .", ""),
    ("eq-rep-s, eq-rep-o", ":a owl:sameAs :b . :a :p :c . :d :q :a .", ":b :p :c . :d :q :b .", ""),
    ("eq-rep-p", ":p owl:sameAs :q . :x :p :y .", ":x :q :y .", ":y :q :x ."),
    ("eq-rep-p on a rule", ":p owl:sameAs :q . :q rdfs:domain :C . :x :p :y .", ":x a :C .", ""),
    ("eq-rep-o on a class", ":A owl:sameAs :B . :x a :A .", ":x a :B .", ""),
    ("prp-dom", ":p rdfs:domain :C . :x :p :y .", ":x a :C .", ":y a :C ."),
    ("prp-rng", ":p rdfs:range :C . :x :p :y .", ":y a :C .", ":x a :C ."),
    ("prp-fp", ":f a owl:FunctionalProperty . :x :f :a, :b .", ":a owl:sameAs :b .", ""),
    ("prp-fp, two subjects", ":f a owl:FunctionalProperty . :x :f :a . :y :f :b .", "", ":a owl:sameAs :b ."),
    ("prp-ifp", ":i a owl:InverseFunctionalProperty . :x :i :v . :y :i :v .", ":x owl:sameAs :y .", ""),
    ("prp-ifp, other values", ":i a owl:InverseFunctionalProperty . :x :i :v . :y :i :w .", "", ":x owl:sameAs :y ."),
    ("prp-ifp, literals", ':i a owl:InverseFunctionalProperty . :x :i "v" . :y :i "w" . :z :i "v" .', ":x owl:sameAs :z .", ":x owl:sameAs :y ."),
    ("prp-symp", ":s a owl:SymmetricProperty . :x :s :y .", ":y :s :x .", ":x :s :x ."),
    ("prp-trp", ":t a owl:TransitiveProperty . :x :t :y . :y :t :z . :z :t :w .", ":x :t :w .", ":w :t :x ."),
    ("prp-spo1", ":p rdfs:subPropertyOf :q . :x :p :y .", ":x :q :y .", ""),
    ("prp-spo2, two", ":q owl:propertyChainAxiom ( :a :b ) . :x :a :y . :y :b :z .", ":x :q :z .", ":x :q :y ."),
    ("prp-spo2, three", ":q owl:propertyChainAxiom ( :a :b :c ) . :x :a :y . :y :b :z . :z :c :w .", ":x :q :w .", ":x :q :z ."),
    ("prp-spo2, four", ":q owl:propertyChainAxiom ( :a :b :c :d ) . :x :a :y . :y :b :z . :z :c :w . :w :d :v .", ":x :q :v .", ""),
    ("prp-spo2, one", ":q owl:propertyChainAxiom ( :a ) . :x :a :y .", ":x :q :y .", ""),
    ("prp-spo2, of itself", ":q owl:propertyChainAxiom ( :q :q ) . :x :q :y . :y :q :z . :z :q :w .", ":x :q :w .", ""),
    ("prp-eqp1, prp-eqp2", ":p owl:equivalentProperty :q . :x :p :y . :z :q :w .", ":x :q :y . :z :p :w .", ""),
    ("prp-inv1, prp-inv2", ":p owl:inverseOf :q . :x :p :y . :z :q :w .", ":y :q :x . :w :p :z .", ""),
    ("prp-key, one", ':C owl:hasKey ( :k ) . :x a :C ; :k "1" . :y a :C ; :k "1" .', ":x owl:sameAs :y .", ""),
    ("prp-key, other value", ':C owl:hasKey ( :k ) . :x a :C ; :k "1" . :y a :C ; :k "2" .', "", ":x owl:sameAs :y ."),
    ("prp-key, last differs", ':C owl:hasKey ( :k :m ) . :x a :C ; :k "1" ; :m "a" . :y a :C ; :k "1" ; :m "b" .', "", ":x owl:sameAs :y ."),
    ("prp-key, not a member", ':C owl:hasKey ( :k ) . :x a :C ; :k "1" . :y :k "1" .', "", ":x owl:sameAs :y ."),
    ("cls-int1", ":C owl:intersectionOf ( :A :B :D ) . :x a :A, :B, :D . :y a :A, :B .", ":x a :C .", ":y a :C ."),
    ("cls-int2", ":C owl:intersectionOf ( :A :B ) . :x a :C .", ":x a :A, :B .", ""),
    ("cls-uni", ":C owl:unionOf ( :A :B ) . :x a :A .", ":x a :C .", ":x a :B ."),
    ("cls-svf1", ":C owl:onProperty :p ; owl:someValuesFrom :D . :x :p :y . :y a :D .", ":x a :C .", ":y a :C ."),
    ("cls-svf2", ":C owl:onProperty :p ; owl:someValuesFrom owl:Thing . :x :p :y .", ":x a :C .", ""),
    ("cls-avf", ":C owl:onProperty :p ; owl:allValuesFrom :D . :x a :C ; :p :y . :z :p :w .", ":y a :D .", ":w a :D ."),
    ("cls-hv1, cls-hv2", ":C owl:onProperty :p ; owl:hasValue :v . :x a :C . :y :p :v . :z :p :w .", ":x :p :v . :y a :C .", ":z a :C ."),
    ("cls-maxc2", ':R owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger . :x a :R ; :p :a, :b .', ":a owl:sameAs :b .", ""),
    ("cls-maxc2, two allowed", ':R owl:onProperty :p ; owl:maxCardinality "2"^^xsd:nonNegativeInteger . :x a :R ; :p :a, :b .', "", ":a owl:sameAs :b ."),
    ("cls-maxqc3", ':R owl:onProperty :p ; owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onClass :D . :x a :R ; :p :a, :b, :c . :a a :D . :b a :D .', ":a owl:sameAs :b .", ":a owl:sameAs :c ."),
    ("cls-maxqc4", ':R owl:onProperty :p ; owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onClass owl:Thing . :x a :R ; :p :a, :b .', ":a owl:sameAs :b .", ""),
    ("cls-oo", ":C owl:oneOf ( :a :b ) .", ":a a :C . :b a :C .", ":c a :C ."),
    ("cax-sco", ":A rdfs:subClassOf :B . :x a :A . :y a :B .", ":x a :B .", ":y a :A ."),
    ("cax-eqc1, cax-eqc2", ":A owl:equivalentClass :B . :x a :A . :y a :B .", ":x a :B . :y a :A .", ""),
    ("scm-sco", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :D .", ":A rdfs:subClassOf :D .", ":D rdfs:subClassOf :A ."),
    ("scm-eqc1", ":A owl:equivalentClass :B .", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ""),
    ("scm-eqc2", ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A .", ":A owl:equivalentClass :B .", ""),
    ("scm-spo", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .", ":p rdfs:subPropertyOf :r .", ""),
    ("scm-eqp1", ":p owl:equivalentProperty :q .", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .", ""),
    ("scm-eqp2", ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .", ":p owl:equivalentProperty :q .", ""),
    ("scm-dom1", ":p rdfs:domain :A . :A rdfs:subClassOf :B .", ":p rdfs:domain :B .", ""),
    ("scm-dom2", ":q rdfs:domain :A . :p rdfs:subPropertyOf :q .", ":p rdfs:domain :A .", ""),
    ("scm-rng1", ":p rdfs:range :A . :A rdfs:subClassOf :B .", ":p rdfs:range :B .", ""),
    ("scm-rng2", ":q rdfs:range :A . :p rdfs:subPropertyOf :q .", ":p rdfs:range :A .", ""),
    ("scm-hv", ":A owl:onProperty :p ; owl:hasValue :v . :B owl:onProperty :q ; owl:hasValue :v . :p rdfs:subPropertyOf :q .", ":A rdfs:subClassOf :B .", ":B rdfs:subClassOf :A ."),
    ("scm-svf1", ":A owl:onProperty :p ; owl:someValuesFrom :C . :B owl:onProperty :p ; owl:someValuesFrom :D . :C rdfs:subClassOf :D .", ":A rdfs:subClassOf :B .", ":B rdfs:subClassOf :A ."),
    ("scm-svf2", ":A owl:onProperty :p ; owl:someValuesFrom :C . :B owl:onProperty :q ; owl:someValuesFrom :C . :p rdfs:subPropertyOf :q .", ":A rdfs:subClassOf :B .", ":B rdfs:subClassOf :A ."),
    ("scm-avf1", ":A owl:onProperty :p ; owl:allValuesFrom :C . :B owl:onProperty :p ; owl:allValuesFrom :D . :C rdfs:subClassOf :D .", ":A rdfs:subClassOf :B .", ":B rdfs:subClassOf :A ."),
    ("scm-avf2", ":A owl:onProperty :p ; owl:allValuesFrom :C . :B owl:onProperty :q ; owl:allValuesFrom :C . :p rdfs:subPropertyOf :q .", ":B rdfs:subClassOf :A .", ":A rdfs:subClassOf :B ."),
    ("scm-int", ":C owl:intersectionOf ( :A :B ) .", ":C rdfs:subClassOf :A, :B .", ""),
    ("scm-uni", ":C owl:unionOf ( :A :B ) .", ":A rdfs:subClassOf :C . :B rdfs:subClassOf :C .", ""),
    ("dt-eq", ':i a owl:InverseFunctionalProperty . :x :i 1 . :y :i "01"^^xsd:integer .', ":x owl:sameAs :y .", ""),
    ("dt-diff", ":i a owl:InverseFunctionalProperty . :x :i 1 . :y :i 2 .", "", ":x owl:sameAs :y ."),
    ("dt-type2", ":C owl:onProperty :p ; owl:someValuesFrom xsd:integer . :x :p 1 . :y :p true .", ":x a :C .", ":y a :C ."),
    ("a property below rdfs:subClassOf", ":isa rdfs:subPropertyOf rdfs:subClassOf . :A :isa :B . :x a :A .", ":x a :B .", ""),
    ("a property below rdf:type", ":kind rdfs:subPropertyOf rdf:type . :A rdfs:subClassOf :B . :x :kind :A .", ":x a :B .", ""),
    ("rdf:type in a chain", ":q owl:propertyChainAxiom ( rdf:type :p ) . :x a :A . :A :p :y .", ":x :q :y .", ""),
    ("a class made functional by range", ":r rdfs:range owl:FunctionalProperty . :x :r :f . :a :f :b, :c .", ":b owl:sameAs :c .", ""),
]  # fmt: skip
FALSE: list[tuple[str, str, str]] = [
    ("eq-diff1", ":x owl:sameAs :y ; owl:differentFrom :y .", ":x owl:sameAs :z ; owl:differentFrom :y ."),
    ("eq-diff2", "[] a owl:AllDifferent ; owl:members ( :x :y ) . :x owl:sameAs :y .", "[] a owl:AllDifferent ; owl:members ( :x :y ) . :x owl:sameAs :z ."),
    ("eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) . :x owl:sameAs :y .", "[] a owl:AllDifferent ; owl:distinctMembers ( :x :y ) ."),
    ("prp-irp", ":p a owl:IrreflexiveProperty . :x :p :x .", ":p a owl:IrreflexiveProperty . :x :p :y ."),
    ("prp-asyp", ":p a owl:AsymmetricProperty . :x :p :y . :y :p :x .", ":p a owl:AsymmetricProperty . :x :p :y . :y :p :z ."),
    ("prp-pdw", ":p owl:propertyDisjointWith :q . :x :p :y ; :q :y .", ":p owl:propertyDisjointWith :q . :x :p :y ; :q :z ."),
    ("prp-adp", "[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) . :x :p :y ; :r :y .", "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :x :p :y . :y :q :x ."),
    ("prp-npa1", "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :x :p :y .", "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y . :y :p :x ."),
    ("prp-npa2", '[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 1 . :x :p "01"^^xsd:integer .', "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetValue 1 . :x :p 2 ."),
    ("cls-nothing2", ":x a owl:Nothing .", ":x a owl:Thing ."),
    ("cls-com", ":A owl:complementOf :B . :x a :A, :B .", ":A owl:complementOf :B . :x a :A . :y a :B ."),
    ("cls-maxc1", ':R owl:onProperty :p ; owl:maxCardinality "0"^^xsd:nonNegativeInteger . :x a :R ; :p :a .', ':R owl:onProperty :p ; owl:maxCardinality "0"^^xsd:nonNegativeInteger . :x a :R . :y :p :a .'),
    ("cls-maxqc1", ':R owl:onProperty :p ; owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onClass :D . :x a :R ; :p :a . :a a :D .', ':R owl:onProperty :p ; owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onClass :D . :x a :R ; :p :a .'),
    ("cls-maxqc2", ':R owl:onProperty :p ; owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onClass owl:Thing . :x a :R ; :p :a .', ':R owl:onProperty :p ; owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onClass owl:Thing . :x a :R .'),
    ("cax-dw", ":A owl:disjointWith :B . :x a :A, :B .", ":A owl:disjointWith :B . :x a :A ."),
    ("cax-adc", "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :x a :A, :C .", "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) . :x a :A, :D ."),
    ("eq-diff1", ':f a owl:FunctionalProperty . :x :f "a", "b" .', ':f a owl:FunctionalProperty . :x :f 1, "01"^^xsd:integer .'),
    ("eq-diff1", ":x owl:sameAs 1, 2 .", ':x owl:sameAs 1, "01"^^xsd:integer .'),
    ("dt-not-type", ':x :p "abc"^^xsd:integer .', ':x :p "12"^^xsd:integer .'),
    ("dt-not-type", ":p rdfs:range xsd:integer . :x :p true .", ":p rdfs:range xsd:decimal . :x :p 1 ."),
    ("dt-not-type", ":A owl:onProperty :p ; owl:allValuesFrom xsd:byte . :x a :A ; :p 300 .", ":A owl:onProperty :p ; owl:allValuesFrom xsd:byte . :x a :A ; :p 100 ."),
]  # fmt: skip


def close(turtle: str) -> Closure:
    return reason(parse([turtle]), expand_equality=True)


def triples(turtle: str) -> set[Triple]:
    return {triple_of(row) for row in parse([turtle])}


@pytest.mark.parametrize(("rule", "premise", "must", "never"), FOLLOWS, ids=[f[0] for f in FOLLOWS])
def test_what_must_follow_follows_and_nothing_else(
    rule: str, premise: str, must: str, never: str
) -> None:
    inferred = set(close(premise).inferred)
    assert triples(must) <= inferred, rule
    assert not triples(never) & inferred, rule


@pytest.mark.parametrize(("rule", "bad", "good"), FALSE, ids=[f[0] for f in FALSE])
def test_what_cannot_be_is_reported_and_its_twin_is_not(rule: str, bad: str, good: str) -> None:
    assert [one.rule for one in close(bad).inconsistencies] == [rule]
    assert close(good).inconsistencies == ()


def test_equal_terms_are_told_once_with_a_star_of_same_as() -> None:
    data = parse([":code a owl:InverseFunctionalProperty . :p rdfs:domain :C ."])
    data += parse([f':n{i} :code "x" .' for i in range(40)] + [":n7 :p :o ."])
    closure = reason(data)
    same = [one for one in closure.inferred if one.predicate.endswith("sameAs")]
    assert len(same) == 39
    assert {one.subject for one in same} == {"http://e/n0"}
    assert Triple("http://e/n0", "http://e/p", "http://e/o") in closure.inferred
    assert len(closure.inferred) < 45
