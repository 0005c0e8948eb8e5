"""Split a large network into an overview and one packed part for each community.

The overview is small and drawn at once; a part is unpacked when its bubble is opened. Each relation
lies in the part of its subject, whose neighbours from other communities stand at the rim.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
from pyvis.network import Network as PyvisNetwork

from claimgraph.page.gather import gather
from claimgraph.page.payload import Index, Json, Tables

GRID = 10  # pixels: places of a part are whole multiples, to save room
_RIM = 90.0  # pixels outside the community at which guests stand


@dataclass(frozen=True, slots=True)
class _NoCard:
    ledger: tuple[()] = ()
    types: tuple[()] = ()


_NO_CARD = _NoCard()  # a guest's panel is in the part that it belongs to


def is_large(network: nx.MultiDiGraph[str]) -> bool:
    """Tell whether a network was placed community by community."""
    return "bubbles" in network.graph


def overview(network: nx.MultiDiGraph[str]) -> Json:
    """Return the data of the first view: communities as bubbles and what joins them."""
    clashes: defaultdict[int, int] = defaultdict(int)
    for s, _, data in network.edges(data=True):
        clashes[network.nodes[s]["community"]] += data["status"] == "contested"
    bubbles = [
        {
            "k": one.number,
            "name": one.name,
            "size": len(one.members),
            "x": x,
            "y": y,
            "contested": clashes[one.number],
        }
        for one, (x, y) in zip(network.graph["communities"], network.graph["bubbles"], strict=True)
    ]
    bands = [[a, b, n, clash] for (a, b), (n, clash) in network.graph["bands"].items()]
    columns = ("entities", "measures", "statements", "claims")
    rows = ("quotes", "inferences", "inferred", "conflicts")
    return {
        "nodes": 0,
        **{name: {} for name in columns},
        **{name: [] for name in rows},
        "most": 0,
        "communities": [one.name for one in network.graph["communities"]],
        "overview": {
            "bubbles": bubbles,
            "bands": bands,
            "actors": len(network),
            "relations": network.number_of_edges(),
            "contested": sum(clashes.values()),
        },
        "start": "groups",
    }


def build_overview(data: Json, options: Json) -> Json:
    """Hand the communities to pyvis and return the nodes, edges and options that it makes."""
    made = PyvisNetwork(directed=False, height="100%", cdn_resources="in_line")
    for one in data["overview"]["bubbles"]:
        made.add_node(f"c:{one['k']}", label=one["name"], x=one["x"], y=one["y"], size=20)
    return {"nodes": made.nodes, "edges": made.edges, "options": options}


def parts(
    network: nx.MultiDiGraph[str], index: Index, tables: Tables
) -> Iterator[tuple[Json, Json]]:
    """Yield for each community its data, and the places of its nodes as columns."""
    for one in network.graph["communities"]:
        part = _part(network, set(one.members), one.members)
        data, _ = gather(part, index, tables)
        data |= {"chunk": one.number, "within": one.name, "communities": []}
        data["start"] = "all" if len(part) <= 2 * len(one.members) else "core"
        yield data, _light(part)


def _part(
    network: nx.MultiDiGraph[str], inside: set[str], members: tuple[str, ...]
) -> nx.MultiDiGraph[str]:
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(base=network.graph.get("base", ""))
    nodes = network.nodes
    part.add_nodes_from((iri, nodes[iri]) for iri in members)
    reach = max((math.hypot(nodes[iri]["x"], nodes[iri]["y"]) for iri in members), default=0.0)
    for s, o, key, data in network.edges(members, keys=True, data=True):
        if o not in inside and o not in part:
            part.add_node(
                o, **{**nodes[o], **_at_rim(nodes[s], reach, len(part)), "card": _NO_CARD}
            )
        part.add_edge(s, o, key=key, **data)
    return part


def _at_rim(near: Json, reach: float, count: int) -> Json:
    """Return a guest's place: outwards from the member that names it, guests side by side."""
    angle = math.atan2(near["y"], near["x"]) + 0.35 * math.sin(count)
    return {
        "x": round((reach + _RIM) * math.cos(angle)),
        "y": round((reach + _RIM) * math.sin(angle)),
    }


def _light(part: nx.MultiDiGraph[str]) -> Json:
    nodes = [part.nodes[iri] for iri in part]
    return {axis: [round(node[axis] / GRID) for node in nodes] for axis in ("x", "y")}
