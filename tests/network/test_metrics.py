"""Metrics against networkx's own, and paths."""

from __future__ import annotations

import networkx as nx
import pytest

from builders import claim, entity, graph
from claimgraph.errors import QueryError
from claimgraph.model import Polarity
from claimgraph.network import Network, build_network, find_actor, find_paths, measure
from islands import NAMED, islands_graph, islands_ontology


@pytest.fixture(scope="module")
def islands() -> Network:
    return build_network(islands_graph(), islands_ontology())


def test_degree_and_betweenness_equal_networkx(islands: Network) -> None:
    plain = nx.Graph(islands)
    expected = nx.betweenness_centrality(plain)
    for actor in measure(islands).actors:
        assert actor.degree == islands.degree(actor.iri)
        assert actor.neighbours == len(set(plain[actor.iri]) - {actor.iri})
        assert actor.betweenness == pytest.approx(expected[actor.iri], abs=1e-5)


def test_components_are_numbered_by_size() -> None:
    names = [entity(f"Isle {index}") for index in range(7)]
    chain = [claim(names[i], "supports", names[i + 1]) for i in range(3)]
    other = [claim(names[4], "supports", names[5]), claim(names[5], "supports", names[6])]
    found = measure(build_network(graph(*chain, *other), islands_ontology()))
    assert found.components == 2
    component = {actor.label: actor.component for actor in found.actors}
    assert {component[f"Isle {i}"] for i in range(4)} == {0}
    assert {component[f"Isle {i}"] for i in range(4, 7)} == {1}


def test_two_cliques_are_two_communities_named_by_their_centres() -> None:
    names = [entity(f"Isle {letter}") for letter in "ABCDEFGH"]
    first = [claim(names[i], "supports", names[j]) for i in range(4) for j in range(i)]
    second = [claim(names[i], "supports", names[j]) for i in range(4, 8) for j in range(4, i)]
    bridge = claim(names[0], "opposes", names[4])
    found = measure(build_network(graph(*first, *second, bridge), islands_ontology()))
    assert [len(one.members) for one in found.communities] == [4, 4]
    assert {one.name.split(",")[0] for one in found.communities} == {"Isle A", "Isle E"}
    assert {one.label for one in found.brokers(2)} == {"Isle A", "Isle E"}


def test_actor_is_found_by_name_without_accents_and_by_iri(islands: Network) -> None:
    iri = NAMED["Dário Peçanha"].iri
    assert find_actor(islands, "dario pecanha") == iri
    assert find_actor(islands, iri) == iri
    assert find_actor(islands, "dario-pecanha") == iri
    with pytest.raises(QueryError, match="no actor"):
        find_actor(islands, "Nobody At All")
    with pytest.raises(QueryError, match=r"Ilse Marren .*|expected one"):
        find_actor(islands, "ar")


def test_path_is_the_shortest_and_tells_how_each_step_is_stated(islands: Network) -> None:
    start, end = NAMED["Friends of the Lighthouse"].iri, NAMED["Avaria"].iri
    first = next(iter(find_paths(islands, start, end)))
    plain = nx.Graph(islands)
    assert len(first.actors) == nx.shortest_path_length(plain, start, end) + 1
    assert all(steps for steps in first.steps)


def test_paths_come_shortest_first_and_are_all_different(islands: Network) -> None:
    start, end = NAMED["Petra Lindqvist"].iri, NAMED["Kestria"].iri
    found = list(find_paths(islands, start, end, limit=6))
    lengths = [len(path.actors) for path in found]
    assert lengths == sorted(lengths)
    assert len({path.actors for path in found}) == len(found) > 1


def test_what_every_source_denies_joins_nobody() -> None:
    a, b = entity("Avaria"), entity("Belmora")
    network = build_network(
        graph(claim(a, "supports", b, polarity=Polarity.DENIED)), islands_ontology()
    )
    assert list(find_paths(network, a.iri, b.iri)) == []
    assert len(list(find_paths(network, a.iri, b.iri, denied=True))) == 1


def test_path_needs_two_known_actors(islands: Network) -> None:
    known = NAMED["Avaria"].iri
    with pytest.raises(QueryError, match="two different"):
        list(find_paths(islands, known, known))
    with pytest.raises(QueryError, match="not an actor"):
        list(find_paths(islands, known, "elsewhere"))
