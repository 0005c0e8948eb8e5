from __future__ import annotations

import dataclasses

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import entity, graph
from claimgraph.errors import QueryError
from claimgraph.model import DEFAULT_BASE
from claimgraph.query import NamedQuery, Table, bind, parse_query
from claimgraph.query.tokens import tokenize
from query.world import ANN, GAZETTE, NORTH, SOUTH, queries, say

WORLD = queries()
HOSTILE = (
    "x> } ; DROP ALL #",
    '" } INSERT DATA { :a :b :c } #',
    "' OR 1=1",
    '"""',
    "\\",
    "\\u0022 } #",
    "a\nb\r\tc",
    "} UNION { SERVICE <http://127.0.0.1:9/> {} }",
    "?_other",
    "<http://a>",
    "\x00",
)


def query(text: str, *parameters: str) -> NamedQuery:
    lines = "".join(f"#+   - {one}\n" for one in parameters)
    return parse_query(f"#+ summary: a test\n#+ params:\n{lines}{text}", name="test")


def values(asked: NamedQuery, **given: str) -> list[tuple[str | None, ...]]:
    found = WORLD.run_named(asked, given)
    assert isinstance(found, Table)
    return found.values()


ECHO = query("SELECT (?_v AS ?x) {}", "{name: v}")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_string_comes_back_as_it_is(value: str) -> None:
    before = set(WORLD.store)
    assert values(ECHO, v=value) == [(value,)]
    assert set(WORLD.store) == before


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_string_comes_back_as_it_is(value: str) -> None:
    assert values(ECHO, v=value) == [(value,)]


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_tokens_joined_are_the_query(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == text


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "kind", ["iri", "integer", "decimal", "date", "boolean", "entity", "relation", "class", "term"]
)
def test_a_hostile_value_of_another_type_is_refused(kind: str, value: str) -> None:
    if kind == "iri" and value == "<http://a>":
        pytest.skip("that is an IRI")
    with pytest.raises(QueryError):
        values(query("SELECT (?_v AS ?x) {}", f"{{name: v, type: {kind}}}"), v=value)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("integer", "007", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "0.90", '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "yes", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("date", "2025-06", '"2025-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("date", "2025", '"2025"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("date", "2025-06-01", '"2025-06-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("iri", "http://a/b", "<http://a/b>"),
        ("string", "it's", '"it\'s"'),
        ("entity", "Northland", f"<{NORTH.iri}>"),
        ("entity", "ANN  ame", f"<{ANN.iri}>"),
        ("entity", f"<{ANN.iri}>", f"<{ANN.iri}>"),
        ("entity", ANN.iri, f"<{ANN.iri}>"),
        ("entity", ":ann-ame", f"<{ANN.iri}>"),
        ("relation", "sanctionedBy", "<https://w3id.org/claimgraph/ontology#sanctionedBy>"),
        ("relation", "sanctioned by", "<https://w3id.org/claimgraph/ontology#sanctionedBy>"),
        ("relation", "cg:hosts", "<https://w3id.org/claimgraph/ontology#hosts>"),
        ("class", "medical mission", "<https://w3id.org/claimgraph/ontology#MedicalMission>"),
    ],
)
def test_a_value_becomes_a_term_of_its_type(kind: str, value: str, term: str) -> None:
    asked = query("SELECT (?_v AS ?x) {}", f"{{name: v, type: {kind}}}")
    assert bind(asked, {"v": value}, WORLD.names).endswith(f"SELECT ({term} AS ?x) {{}}")


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("integer", "1.5", "expected integer"),
        ("integer", "", "needs v"),
        ("decimal", "NaN", "expected decimal"),
        ("boolean", "maybe", "expected boolean"),
        ("date", "2025-13-01", "expected a day, month or year"),
        ("date", "tomorrow", "expected a day, month or year"),
        ("iri", "relative", "expected an absolute IRI"),
        ("entity", "Nowhere at all", "no such name in this graph"),
        ("entity", "Northlnd", r"did you mean Northland \(Country"),
        ("entity", "http://nowhere/", "nothing in this graph has that IRI"),
        ("relation", "teleports", "no such term in the ontology"),
    ],
)
def test_a_value_that_does_not_fit_is_named(kind: str, value: str, message: str) -> None:
    asked = query("SELECT (?_v AS ?x) {}", f"{{name: v, type: {kind}, required: true}}")
    with pytest.raises(QueryError, match=message):
        values(asked, v=value)


def test_two_actors_of_one_name_are_both_listed() -> None:
    twin = dataclasses.replace(entity("Ann Ame", "Organization"), iri=DEFAULT_BASE + "twin")
    made = graph(
        say(GAZETTE, "Southland sanctioned Ann Áme.", ANN, "sanctionedBy", SOUTH),
        say(GAZETTE, "Northland will end Bright Hands.", twin, "sanctionedBy", SOUTH),
    )
    asked = query("SELECT (?_v AS ?x) {}", "{name: v, type: entity}")
    with pytest.raises(QueryError, match=r"stands for 2: Ann Áme \(Person.*; Ann Ame \(Organiz"):
        queries(made).run_named(asked, {"v": "ann ame"})


def test_an_alias_finds_its_actor_unless_another_has_it_as_name() -> None:
    alias = dataclasses.replace(NORTH, aliases=("Ann Ame", "The North"))
    made = graph(say(GAZETTE, "Southland sanctioned Ann Áme.", ANN, "sanctionedBy", alias))
    names = queries(made).names
    assert [one.label for one in names.find("the north")] == ["Northland"]
    assert [one.label for one in names.find("ann ame")] == ["Ann Áme"]
    assert [one.label for one in names.search("nor")] == ["Northland"]


def test_a_parameter_reaches_every_place_of_the_query() -> None:
    asked = query(
        "SELECT ?s { { SELECT ?s { ?s cg:sanctionedBy ?_state } } "
        "FILTER EXISTS { ?s cg:sanctionedBy $_state } "
        "OPTIONAL { ?s ?p ?o FILTER(?o = ?_state) } BIND(STR(?_state) AS ?k) }",
        "{name: state, type: entity}",
    )
    assert values(asked, state="Southland") == [(ANN.iri,)]
    assert values(asked, state="Eastland") == []


def test_a_parameter_in_a_string_or_comment_stays() -> None:
    asked = query("SELECT ('?_v' AS ?x) { BIND(?_v AS ?y) } # ?_v", "{name: v}")
    assert values(asked, v="z") == [("?_v",)]


def test_a_parameter_without_value_matches_anything() -> None:
    asked = query("SELECT ?s { ?s cg:hosts ?_what }", "{name: what, type: entity}")
    assert len(values(asked)) == 2
    assert len(values(asked, what="Blue Shield")) == 1


def test_defaults_enumerations_and_missing_values() -> None:
    asked = query("SELECT (?_v AS ?x) {}", "{name: v, default: b, enum: [a, b], required: true}")
    assert values(asked) == [("b",)]
    assert values(asked, v="a") == [("a",)]
    with pytest.raises(QueryError, match="v is 'c'; expected one of a, b"):
        values(asked, v="c")
    with pytest.raises(QueryError, match="no parameter 'w'; expected v"):
        values(asked, w="a")


def test_terms_of_one_kind_are_written_by_the_library() -> None:
    with pytest.raises(ValueError, match="Invalid IRI"):
        pyoxigraph.NamedNode("http://a/> } #")
