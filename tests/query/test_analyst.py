"""Each question of the library has its exact answer on a small world, read and found right."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from builders import graph
from claimgraph.errors import QueryError
from claimgraph.model import KnowledgeGraph, Modality
from claimgraph.query import ParameterType, Table, find_queries
from claimgraph.query.tokens import Kind, meaningful
from query.world import (
    ANN,
    CLAIMS,
    EAST,
    GAZETTE,
    NORTH,
    ONTOLOGY,
    SOUTH,
    queries,
    say,
    world,
)

EXPECTED = Path(__file__).parent / "expected"
LIBRARY = find_queries()
WORLD = queries()
# The column in which the value of a parameter is shown.
SHOWN = {
    ("hosts", "country"): ("country", "Northland"),
    ("hosts", "mission"): ("mission", "Blue Shield"),
    ("mission-senders", "sender"): ("sender", "Eastland"),
    ("sanctioned-officials", "official"): ("official", "Ann Áme"),
    ("stances", "actor"): ("actor", "Bob Broad"),
    ("stances", "target"): ("target", "Bright Hands"),
    ("figures", "subject"): ("subject", "Southland"),
    ("labels", "speaker"): ("describer", "Ann Áme"),
    ("office-holders", "person"): ("person", "Ann Áme"),
    ("support-flows", "giver"): ("giver", "Eastland"),
    ("peacekeeping", "actor"): ("actor", "Southland"),
    ("merged-names", "actor"): ("actor", "Northland"),
    ("measures", "actor"): ("imposed_by", "Southland"),
    ("measures", "target"): ("aimed_at", "Ann Áme"),
    ("sources", "publisher"): ("publisher", "Herald"),
}


def run(name: str, **values: str) -> Table:
    found = WORLD.run_named(LIBRARY[name], values)
    assert isinstance(found, Table)
    return found.collected()


def rows(name: str, **values: str) -> list[tuple[str | None, ...]]:
    return run(name, **values).values()


def test_there_are_enough_questions_and_each_has_an_expected_answer() -> None:
    assert len(LIBRARY) >= 30
    assert {path.stem for path in EXPECTED.glob("*.json")} == set(LIBRARY)


@pytest.mark.parametrize("name", LIBRARY)
def test_the_answer_is_the_expected_one(name: str) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    found = run(name, **expected["values"])
    assert list(found.columns) == expected["columns"]
    assert [list(row) for row in found.values()] == expected["rows"]
    assert expected["rows"] != []


@pytest.mark.parametrize("name", LIBRARY)
def test_decorators_say_what_each_query_gives(name: str) -> None:
    query = LIBRARY[name]
    assert query.summary != name
    assert query.tags
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    assert list(query.columns or {}) == expected["columns"]
    assert all(query.columns.values() if query.columns else ())
    assert all(one.description for one in query.parameters)


@pytest.mark.parametrize("name", LIBRARY)
def test_answers_come_in_the_same_order_each_time(name: str) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    again = queries(graph_in_other_order())
    found = again.run_named(LIBRARY[name], expected["values"])
    assert isinstance(found, Table)
    assert [list(row) for row in found.values()] == expected["rows"]


def graph_in_other_order() -> KnowledgeGraph:
    made = world()
    return dataclasses.replace(made, claims=made.claims[::-1], propositions=made.propositions[::-1])


@pytest.mark.parametrize(("name", "parameter"), SHOWN)
def test_a_parameter_keeps_exactly_the_rows_of_its_value(name: str, parameter: str) -> None:
    column, value = SHOWN[name, parameter]
    place = run(name).columns.index(column)
    kept = [row for row in rows(name) if row[place] == value]
    assert kept
    assert rows(name, **{parameter: value}) == kept


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, one.name)
        for name, query in LIBRARY.items()
        for one in query.parameters
        if one.type is ParameterType.ENTITY and not one.required
    ],
)
def test_a_parameter_of_any_query_never_adds_rows(name: str, parameter: str) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))["values"]
    needed = {one.name for one in LIBRARY[name].parameters if one.required}
    values = {key: value for key, value in expected.items() if key in needed}
    everything = set(rows(name, **values))
    for actor in (NORTH, SOUTH, EAST, ANN):
        assert set(rows(name, **values, **{parameter: actor.iri})) <= everything


def test_relation_and_date_narrow_the_timeline() -> None:
    found = rows("timeline", relation="met with", since="2025", until="2025-02")
    assert [(row[0], row[1], row[2], row[3]) for row in found] == [
        ("2025-02", "Eastland", "met with", "Northland")
    ]
    assert rows("timeline", since="2026") == []


def test_conflicts_of_one_kind() -> None:
    assert {row[1] for row in rows("conflicts", kind="contradiction")} == {"contradiction"}
    with pytest.raises(QueryError, match="kind is 'quarrel'; expected one of contradiction"):
        rows("conflicts", kind="quarrel")


def test_a_threat_that_came_true_is_marked() -> None:
    made = graph(
        say(GAZETTE, "Southland threatens Northland with tariffs.", SOUTH, "threatens", NORTH),
        say(GAZETTE, "Southland sanctioned Ann Áme.", NORTH, "sanctionedBy", SOUTH),
        say(
            GAZETTE,
            "Eastland met Northland.",
            EAST,
            "supports",
            ANN,
            modality=Modality.THREATENED,
        ),
    )
    found = queries(made).run_named(LIBRARY["threats"])
    assert isinstance(found, Table)
    assert [row[:4] for row in found.values()] == [
        ("Eastland", "Ann Áme", "supports", "false"),
        ("Southland", "Northland", "harm", "true"),
    ]


def test_an_empty_graph_answers_every_question_with_nothing() -> None:
    empty = queries(graph())
    values = {
        "publisher-differs": {"publisher": "A", "other": "B"},
        "without-publisher": {"publisher": "A"},
        "words": {"words": "x"},
    }
    for name, query in LIBRARY.items():
        if any(one.type is ParameterType.ENTITY and one.required for one in query.parameters):
            continue
        found = empty.run_named(query, values.get(name))
        assert isinstance(found, Table)
        assert found.values() == [], name


def test_every_relation_that_a_query_names_is_in_the_ontology() -> None:
    known = {iri.rpartition("#")[2] for iri in ONTOLOGY.iris.values()}
    for query in (*LIBRARY.values(), *find_queries(checks=True).values()):
        names = {
            token.text.removeprefix("cg:")
            for token in meaningful(query.text)
            if token.kind is Kind.NAME and token.text.startswith("cg:") and token.text != "cg:"
        }
        assert names <= known, query.name


def test_the_world_has_each_claim_once() -> None:
    assert len({one.iri for one in CLAIMS}) == len(CLAIMS)
