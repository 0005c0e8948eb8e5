"""Each check finds nothing in a sound graph, and finds its twin that is broken in one place."""

from __future__ import annotations

import pytest

from claimgraph.model import DEFAULT_BASE
from claimgraph.query import Table, find_queries
from query.world import queries

CHECKS = find_queries(checks=True)
PREFIXES = f"""
PREFIX : <{DEFAULT_BASE}>
PREFIX g: <{DEFAULT_BASE}graph/>
PREFIX cg: <https://w3id.org/claimgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def drop(pattern: str, where: str = "") -> str:
    return f"DELETE {{ GRAPH ?g {{ {pattern} }} }} WHERE {{ GRAPH ?g {{ {pattern} . {where} }} }}"


def swap(old: str, new: str) -> str:
    return (
        f"DELETE {{ GRAPH ?g {{ {old} }} }} INSERT {{ GRAPH ?g {{ {new} }} }} "
        f"WHERE {{ GRAPH ?g {{ {old} }} }}"
    )


def add(triples: str, graph: str = "claims") -> str:
    return f"INSERT DATA {{ GRAPH g:{graph} {{ {triples} }} }}"


def also(pattern: str, new: str) -> str:
    return f"INSERT {{ GRAPH ?g {{ {new} }} }} WHERE {{ GRAPH ?g {{ {pattern} }} }}"


HOSTS = "?p rdf:predicate cg:hosts ; rdf:subject :northland"
TWINS: dict[str, list[str]] = {
    "accepted-triple": [drop(":eastland cg:sends :bright-hands")],
    "article-document": [
        drop("?a cg:inDocument ?d"),
        swap("?a a cg:Article ; cg:end ?e", "?a a cg:Article ; cg:end -1"),
    ],
    "claim-confidence": [
        drop("?c cg:confidence 0.4"),
        swap("?c cg:confidence 0.4", "?c cg:confidence 1.4"),
    ],
    "claim-document": [
        drop("?c prov:wasDerivedFrom ?d"),
        swap("?d a cg:Document", "?d a cg:Place"),
        also("?c a cg:Claim . ?d a cg:Document", "?c prov:wasDerivedFrom ?d"),
    ],
    "claim-offsets": [
        drop("?c cg:start ?s", "?c a cg:Claim"),
        swap("?c a cg:Claim ; cg:start ?s", "?c a cg:Claim ; cg:start 9000"),
        swap("?c a cg:Claim ; cg:end ?e", "?c a cg:Claim ; cg:end 9000"),
    ],
    "claim-passage": [
        drop("?c cg:evidence ?p"),
        also("?a cg:inDocument ?d . ?e a cg:Document FILTER(?e != ?d)", "?a cg:inDocument ?e"),
    ],
    "claim-proposition": [
        drop("?c cg:states ?p"),
        swap("?p a cg:Proposition ; cg:accepted true", "?p a cg:Claim ; cg:accepted true"),
        also("?c cg:states ?p . ?q cg:accepted true", "?c cg:states ?q"),
    ],
    "claim-quote": [
        drop("?c cg:quote ?q"),
        swap("?c cg:quote ?q", '?c cg:quote " "'),
    ],
    "claim-way": [
        drop("?c cg:polarity ?p"),
        drop("?c cg:modality ?m"),
        swap("?c cg:modality cg:planned", "?c cg:modality cg:someday"),
        also("?c cg:polarity cg:denied", "?c cg:polarity cg:affirmed"),
        also("?c cg:modality cg:planned", "?c cg:modality cg:actual"),
    ],
    "conflict-claims": [
        drop("?c cg:conflictKind ?k"),
        drop("?c cg:reason ?r", "?c a cg:Conflict"),
        drop("?c cg:involves ?one"),
        add(":conflict-1 cg:involves :northland"),
    ],
    "denied-premise": [
        swap(f"{HOSTS} ; cg:accepted true", f"{HOSTS} ; cg:accepted false"),
    ],
    "disjoint-classes": [add(":northland a cg:Person")],
    "document-name": [
        drop("?d cg:sha256 ?h"),
        swap("?d a cg:Document ; cg:textFile ?f", '?d a cg:Document ; cg:textFile "one.txt"'),
        swap("?d a cg:Document ; cg:name ?n", '?d a cg:Document ; cg:name "one"'),
    ],
    "inference-proof": [
        drop("?i cg:rule ?r"),
        drop("?i cg:concludes ?p"),
        drop("?i cg:premise ?p"),
        drop("?p rdf:object :bright-hands"),
    ],
    "inferred-triple": [add(":northland cg:pressuredBy :eastland", "inferred")],
    "one-graph": [add(":eastland cg:sends :bright-hands", "inferred")],
    "one-name": [add(':northland rdfs:label "The North"@en')],
    "plain-triple": [
        add(":northland cg:hosts :blue-shield", "asserted"),
        swap(f"{HOSTS} ; cg:affirmedCount ?n", f"{HOSTS} ; cg:affirmedCount 0"),
    ],
    "proposition-claim": [add(":prop-alone a cg:Proposition ; cg:accepted true")],
    "proposition-contested": [
        swap(f"{HOSTS} ; cg:contested true", f"{HOSTS} ; cg:contested false"),
        swap("?p rdf:predicate cg:sends ; cg:contested ?x", "?p cg:contested true"),
    ],
    "proposition-counts": [
        swap(f"{HOSTS} ; cg:deniedCount 1", f"{HOSTS} ; cg:deniedCount 2"),
        swap(f"{HOSTS} ; cg:affirmedCount 1", f"{HOSTS} ; cg:affirmedCount 2"),
    ],
    "proposition-ends": [
        drop(":northland rdfs:label ?l"),
        swap("?p rdf:predicate cg:sends", "?p rdf:predicate cg:unheardOf"),
        drop(":bright-hands rdfs:label ?l"),
        drop("?q cg:value ?v"),
        also(HOSTS, "?p rdf:subject :eastland"),
        also(HOSTS, "?p rdf:object :eastland"),
    ],
    "quantity-value": [
        drop("?q cg:value ?v"),
        drop("?q cg:bound ?b"),
        also('?q cg:counted "nurses"', "?q cg:high 3"),
    ],
    "shared-identifier": [
        add(
            ":northland cg:isoCode <https://w3id.org/claimgraph/iso3166-1/NOR> . "
            ":eastland cg:isoCode <https://w3id.org/claimgraph/iso3166-1/NOR>"
        )
    ],
    "speaker-described": [drop(":ann-ame a ?c"), drop(":ann-ame rdfs:label ?l")],
}


def found(update: str | None, name: str) -> list[tuple[str | None, ...]]:
    asked = queries()
    if update is not None:
        before = set(asked.store)
        asked.store.update(PREFIXES + update)
        assert set(asked.store) != before, "the twin must differ from the sound graph"
    result = asked.run_named(CHECKS[f"{name}-violation"])
    assert isinstance(result, Table)
    return result.values()


def test_every_check_has_a_twin_that_it_must_catch() -> None:
    assert {f"{name}-violation" for name in TWINS} == set(CHECKS)


@pytest.mark.parametrize("name", TWINS)
def test_a_sound_graph_passes(name: str) -> None:
    assert found(None, name) == []


@pytest.mark.parametrize(
    ("name", "update"), [(name, update) for name, twins in TWINS.items() for update in twins]
)
def test_a_broken_graph_is_caught(name: str, update: str) -> None:
    rows = found(update, name)
    assert rows != []
    assert all(thing and what for thing, what in rows)
