from __future__ import annotations

import re
from pathlib import Path

import igraph
import networkx
import pytest

from claimgraph.export.networks import build_network
from claimgraph.export.text import without_controls
from claimgraph.model import DEFAULT_BASE
from export.samples import HOSTILE, ONTOLOGY, hostile, small, source_of, written


def statuses(graph: networkx.Graph[str]) -> set[tuple[str, str, str, str]]:
    return {
        (graph.nodes[one]["label"], edge["relation"], graph.nodes[other]["label"], edge["status"])
        for one, other, edge in graph.edges(data=True)
    }


EDGES = {
    ("Northland", "hosts", "Bright Hands", "contested"),
    ("Southland", "sends", "Bright Hands", "asserted"),
    ("Southland", "ends", "Bright Hands", "planned"),
    ("Northland", "receivesAidFrom", "Southland", "inferred"),
}


def test_the_network_tells_how_each_edge_stands() -> None:
    assert statuses(build_network(source_of(small()))) == EDGES


def test_a_figure_is_said_of_its_node() -> None:
    graph = build_network(source_of(small()))
    assert graph.nodes[DEFAULT_BASE + "bright-hands"]["figures"] == "about 135-400 nurses"
    assert not any("quantity" in node for node in graph)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_same_network(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_bytes(written(name, small()))
    if name == "graphml":
        found = networkx.read_graphml(path, force_multigraph=True)
    else:
        found = networkx.read_gexf(path)
    expected = build_network(source_of(small()))
    assert sorted(found.nodes) == sorted(expected.nodes)
    assert statuses(found) == EDGES


def test_igraph_reads_the_same_network(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(written("graphml", small()))
    found = igraph.Graph.Read_GraphML(str(path))
    expected = build_network(source_of(small()))
    assert (found.vcount(), found.ecount()) == (len(expected), expected.number_of_edges())
    assert sorted(found.es["status"]) == sorted(one[3] for one in EDGES)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_hostile_names_stay_names(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_bytes(written(name, hostile()))
    found = networkx.read_graphml(path) if name == "graphml" else networkx.read_gexf(path)
    expected = {without_controls(words).replace("\r\n", "\n") for words in HOSTILE}
    labels = {data["label"].replace("\r\n", "\n") for _, data in found.nodes(data=True)}
    assert labels == expected


def test_gexf_has_no_date_of_writing() -> None:
    assert not re.search(rb"lastmodified|\d{4}-\d{2}-\d{2}T", written("gexf", small()))


def test_edges_carry_quotes_and_sources() -> None:
    graph = build_network(source_of(small()))
    (edge,) = graph.get_edge_data(
        DEFAULT_BASE + "northland", DEFAULT_BASE + "bright-hands"
    ).values()
    assert edge["quotes"] == (
        "Northland does not host Bright Hands | Northland hosts Bright Hands."
    )
    assert (edge["affirmed"], edge["denied"], edge["speakers"], edge["publishers"]) == (
        1,
        1,
        "Ann Example",
        "Daily Test",
    )
    assert edge["label"] == ONTOLOGY.labels["hosts"]
