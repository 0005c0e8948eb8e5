"""Places: nothing overlaps, the best candidate wins, the same input gives the same places."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import claim, entity, graph
from claimgraph.network import Network, build_network, lay_out
from claimgraph.network.boxes import boxes
from claimgraph.network.layout import FRAME
from claimgraph.network.refine import push_apart
from claimgraph.network.score import (
    Ints,
    count_crossings,
    count_through,
    overlap_matrix,
    quality,
    through_box,
)
from islands import islands_graph, islands_ontology


def laid(network: Network) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], Ints]:
    nodes = list(network)
    places = np.array([[network.nodes[n]["x"], network.nodes[n]["y"]] for n in nodes], float)
    number = {node: index for index, node in enumerate(nodes)}
    pairs = sorted({tuple(sorted((number[s], number[o]))) for s, o in network.edges() if s != o})
    return places, np.array(pairs, dtype=np.int64).reshape(-1, 2)


def random_network(actors: int, edges: int, seed: int) -> Network:
    made = nx.gnm_random_graph(actors, edges, seed=seed)
    names = [entity(f"Harbour Town {index}") for index in range(actors)]
    return build_network(
        graph(*(claim(names[a], "supports", names[b]) for a, b in made.edges())), islands_ontology()
    )


def boxed(network: Network) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], ...]:
    labels = [data["label"] for _, data in network.nodes(data=True)]
    sizes, down = boxes(labels, [degree for _, degree in network.degree()])
    places, _ = laid(network)
    return places + np.stack([np.zeros(len(down)), down], 1), sizes


@pytest.mark.parametrize(("actors", "edges", "seed"), [(12, 20, 1), (40, 70, 2), (60, 90, 3)])
def test_no_boxes_overlap_up_to_sixty_actors(actors: int, edges: int, seed: int) -> None:
    network = random_network(actors, edges, seed)
    middles, sizes = boxed(network)
    assert not overlap_matrix(middles, sizes, slack=3.0).any()


def test_largest_component_fits_the_frame() -> None:
    network = build_network(islands_graph(), islands_ontology())
    linked = [data for iri, data in network.nodes(data=True) if network.degree(iri)]
    assert max(abs(d["x"]) for d in linked) <= FRAME[0] / 2 + 2
    assert max(abs(d["y"]) for d in linked) <= FRAME[1] / 2 + 2


def test_layout_is_the_same_twice() -> None:
    network = random_network(30, 50, 4)
    before = laid(network)[0]
    lay_out(network)
    assert (laid(network)[0] == before).all()


def test_small_components_keep_clear_of_the_large_one() -> None:
    names = [entity(f"Isle {index}") for index in range(24)]
    ring = [claim(names[i], "supports", names[(i + 1) % 12]) for i in range(12)]
    pairs = [claim(names[i], "opposes", names[i + 1]) for i in range(12, 24, 2)]
    network = build_network(graph(*ring, *pairs), islands_ontology())
    middles, sizes = boxed(network)
    assert not overlap_matrix(middles, sizes, slack=3.0).any()


def test_planar_ring_is_drawn_without_crossings() -> None:
    names = [entity(f"Isle {index}") for index in range(14)]
    network = build_network(
        graph(*(claim(names[i], "supports", names[(i + 1) % 14]) for i in range(14))),
        islands_ontology(),
    )
    assert count_crossings(*laid(network)) == 0


def brute_crossings(places: np.ndarray[tuple[int, int], np.dtype[np.float64]], pairs: Ints) -> int:
    def side(p: int, q: int, r: int) -> float:
        (px, py), (qx, qy), (rx, ry) = places[p], places[q], places[r]
        return float((qx - px) * (ry - py) - (qy - py) * (rx - px))

    total = 0
    for i, (a, b) in enumerate(pairs):
        for c, d in pairs[i + 1 :]:
            if len({a, b, c, d}) == 4:
                one = side(a, b, c) * side(a, b, d) < 0
                total += one and side(c, d, a) * side(c, d, b) < 0
    return total


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 14))
def test_vectorised_crossings_equal_the_plain_count(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    places = rng.uniform(-100, 100, (count, 2))
    edges = nx.gnm_random_graph(count, count + 4, seed=seed).edges()
    pairs: Ints = np.array(sorted(edges), dtype=np.int64).reshape(-1, 2)
    assert count_crossings(places, pairs) == brute_crossings(places, pairs)


def test_edge_through_a_label_is_counted_and_one_beside_it_is_not() -> None:
    places = np.array([[-100.0, 0], [100, 0], [0, 4], [0, 90]])
    sizes = np.full((4, 2), 30.0)
    pairs: Ints = np.array([[0, 1]])
    assert count_through(places, pairs, sizes) == 1
    assert bool(through_box(places[0], places[1], places[3], sizes[3])) is False


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_pushed_apart_boxes_do_not_overlap(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    sizes = rng.uniform(20, 90, (count, 2))
    moved = push_apart(rng.uniform(-60, 60, (count, 2)), sizes, 3000)
    assert not overlap_matrix(moved, sizes, slack=1.5).any()


def test_score_prefers_fewer_crossings() -> None:
    sizes = np.full((4, 2), 10.0)
    pairs: Ints = np.array([[0, 1], [2, 3]])
    crossed = np.array([[0.0, 0], [100, 100], [0, 100], [100, 0]])
    straight = np.array([[0.0, 0], [100, 0], [0, 100], [100, 100]])
    assert quality(straight, pairs, sizes).score < quality(crossed, pairs, sizes).score
