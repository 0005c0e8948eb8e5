from __future__ import annotations

import pytest

from claimgraph.errors import QueryError
from claimgraph.model import DEFAULT_BASE
from claimgraph.query import Answer, Statements, Table, check_query
from claimgraph.query.guard import MAX_CHARACTERS, MAX_DEPTH
from query.world import queries

WORLD = queries()
OUTSIDE = "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICE <{OUTSIDE}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service SILENT <{OUTSIDE}> {{ ?s ?p ?o }} }}",
        rf"SELECT * {{ SERV\u0049CE <{OUTSIDE}> {{ ?s ?p ?o }} }}",
        "SELECT * { { SELECT * { OPTIONAL { Service ?where { ?s ?p ?o } } } } }",
        f"SELECT * {{ BIND('a' AS ?a)SERVICE<{OUTSIDE}>{{}} }}",
        f"SELECT * {{ ?s ?p '''it's''' . SERVICE <{OUTSIDE}> {{}} }}",
        f'SELECT * {{ ?s ?p """ " ""\\"""" . SERVICE <{OUTSIDE}> {{}} }}',
        f"SELECT * {{ # comment ' \n SERVICE <{OUTSIDE}> {{}} }}",
        f"SELECT * {{ ?s ?p <http://x#y> SERVICE <{OUTSIDE}> {{}} }}",
        f"SELECT * {{ FILTER(1<2) SERVICE <{OUTSIDE}> {{}} FILTER(2>1) }}",
    ],
)
def test_a_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is off"):
        WORLD.run(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://a> {}' }",
        "SELECT * { ?service ?p ?o } # SERVICE <http://a> {}",
        "PREFIX service: <http://a/> SELECT * { service:SERVICE :service ?o }",
        "SELECT * { ?s <http://a/SERVICE> ?o }",
        "SELECT * { ?s ?p 'a'@from }",
    ],
)
def test_the_word_alone_is_no_service(text: str) -> None:
    assert isinstance(WORLD.run(text), Table)


@pytest.mark.parametrize("keyword", ["FROM", "FROM NAMED", "from"])
@pytest.mark.parametrize(
    "graph", ["<file:///etc/passwd>", f"<{OUTSIDE}>", "<relative>", "other:graph", "?g"]
)
def test_a_graph_outside_the_store_is_refused(keyword: str, graph: str) -> None:
    with pytest.raises(QueryError, match="not a graph of this store"):
        WORLD.run(f"PREFIX other: <http://other/> SELECT * {keyword} {graph} {{ ?s ?p ?o }}")


def test_a_graph_of_the_store_replaces_the_union() -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    union = WORLD.run(count.format(""))
    asserted = WORLD.run(count.format(f"FROM <{DEFAULT_BASE}graph/asserted>"))
    prefixed = WORLD.run(f"PREFIX g: <{DEFAULT_BASE}graph/> " + count.format("FROM g:asserted"))
    assert isinstance(union, Table)
    assert isinstance(asserted, Table)
    assert isinstance(prefixed, Table)
    assert union.values() == [(str(len(WORLD.store)),)]
    assert asserted.values() == prefixed.values() == [("22",)]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { :a :b :c }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <http://a/> CLEAR ALL",
        "LOAD <file:///etc/passwd>",
        "WITH <http://a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "drop all",
    ],
)
def test_an_update_is_refused_as_one(text: str) -> None:
    before = len(WORLD.store)
    with pytest.raises(QueryError, match="is an update"):
        WORLD.run(text)
    assert len(WORLD.store) == before


def test_an_update_behind_a_query_is_refused() -> None:
    with pytest.raises(QueryError, match="cannot be parsed"):
        WORLD.run("SELECT * { ?s ?p ?o } LIMIT 1 ; DROP ALL")


@pytest.mark.parametrize("text", ["", "   # nothing", "HELLO", "PREFIX a: <http://a/>", "{"])
def test_no_query_is_said_to_be_none(text: str) -> None:
    with pytest.raises(QueryError, match="expected SELECT, ASK, CONSTRUCT or DESCRIBE"):
        WORLD.run(text)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 5_000, 50_000])
@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_deep_nesting_is_refused_before_it_is_parsed(depth: int, pair: str) -> None:
    inner = pair[0] * depth + pair[1] * depth
    with pytest.raises(QueryError, match="levels of brackets"):
        check_query(f"SELECT * {{ FILTER({inner}) }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { " + "{ ?s ?p ?o } UNION " * 5_000 + "{} }",
        "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 3_000 + "}",
        "SELECT * { " + "MINUS { ?s ?p ?o } " * 5_000 + "}",
        "SELECT * { FILTER(" + "!" * 20_000 + "?s) }",
        "SELECT * { FILTER(" + "1+" * 20_000 + "1) }",
        "SELECT * { ?s " + "<p:p>/" * 5_000 + "<p:p> ?o }",
        "SELECT * { " + "BIND(1 AS ?x) " * 5_000 + "}",
        "SELECT * { " + "?s ?p ?o . " * 2_000 + "}",
        "SELECT * { ?s ?p " + "?o , " * 2_000 + "?o }",
        "SELECT " + "(1 AS ?x) " * 5_000 + "{}",
    ],
    ids=range(10),
)
def test_what_would_overflow_the_engine_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="expected at most"):
        check_query(text)


def test_a_huge_query_is_refused_by_its_size() -> None:
    with pytest.raises(QueryError, match="characters; expected at most"):
        check_query("SELECT * { # " + "x" * MAX_CHARACTERS)


def test_a_long_list_of_values_is_no_danger() -> None:
    values = " ".join(f"<http://a/{number}>" for number in range(3_000))
    found = WORLD.run(f"SELECT * {{ VALUES ?x {{ {values} }} }}")
    assert isinstance(found, Table)
    assert len(found.values()) == 3_000


def test_each_form_of_query_gives_its_kind_of_result() -> None:
    assert WORLD.run("ASK { :northland a cg:Country }") == Answer(True)
    described = WORLD.run("DESCRIBE :northland")
    assert isinstance(described, Statements)
    assert {str(one.subject) for one in described.triples} == {f"<{DEFAULT_BASE}northland>"}
    made = WORLD.run("CONSTRUCT { ?s cg:hosts ?o } WHERE { ?s cg:hosts ?o }")
    assert isinstance(made, Statements)
    assert len(list(made.triples)) == 2
    found = WORLD.run("SELECT ?s ?o { ?s cg:hosts ?o } ORDER BY ?s")
    assert isinstance(found, Table)
    assert found.values() == [
        (DEFAULT_BASE + "eastland", DEFAULT_BASE + "blue-shield"),
        (DEFAULT_BASE + "northland", DEFAULT_BASE + "bright-hands"),
    ]


def test_a_prefix_of_the_query_wins_over_the_ready_one() -> None:
    found = WORLD.run("PREFIX cg: <http://other/> SELECT * { ?s cg:hosts ?o }")
    assert isinstance(found, Table)
    assert found.values() == []


def test_rows_are_limited() -> None:
    found = WORLD.run("SELECT * { ?s ?p ?o }", most=7)
    assert isinstance(found, Table)
    assert len(found.values()) == 7


def test_a_mistake_is_reported_with_its_place() -> None:
    with pytest.raises(QueryError, match=r"cannot be parsed: error at 1:\d+"):
        WORLD.run("SELECT * { ?s ?p }")


def test_a_service_in_a_graph_that_hides_it_makes_no_request() -> None:
    """The engine itself would send one: only the check stands between."""
    with pytest.raises(QueryError):
        WORLD.run(f"ASK {{ FILTER EXISTS {{ SERVICE <{OUTSIDE}> {{}} }} }}")


def test_a_function_that_is_not_there_is_an_error_of_the_query() -> None:
    with pytest.raises(QueryError, match=r"the query failed: .*custom function"):
        WORLD.run("SELECT (<http://a/f>(1) AS ?x) {}")
