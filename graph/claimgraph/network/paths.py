"""Find how two actors hang together: the shortest chains of edges between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from claimgraph.errors import QueryError
from claimgraph.model import fold
from claimgraph.network.build import Network
from claimgraph.network.status import Status

_WEAK = (Status.DENIED, Status.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one edge of a path, as it is stated: ``forward`` tells if it is walked that way."""

    subject: str
    relation: str
    object: str
    key: str  # of the edge in the network
    label: str
    status: Status
    forward: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Hold a chain of actors; each step has all edges between its two, best stated first."""

    actors: tuple[str, ...]
    steps: tuple[tuple[Step, ...], ...]


def find_actor(network: Network, name: str) -> str:
    """Return the IRI of the actor that a label, alias, local name or IRI stands for.

    :raises QueryError: where no actor or more than one fits; the message names the nearest ones
    """
    if name in network:
        return name
    base = network.graph.get("base", "")
    if base + name in network:
        return str(base + name)
    wanted = fold(name)
    exact, part = [], []
    for iri, data in network.nodes(data=True):
        names = (data["label"], *data["entity"].aliases)
        folded = [fold(one) for one in names]
        if wanted in folded:
            exact.append(iri)
        elif any(wanted in one for one in folded):
            part.append(iri)
    if len(exact) == 1:
        return str(exact[0])
    near = exact or part
    if len(near) == 1:
        return str(near[0])
    shown = ", ".join(f"{network.nodes[iri]['label']} ({iri})" for iri in near[:8])
    if near:
        raise QueryError(f"{name!r}: {len(near)} actors fit, expected one: {shown}")
    raise QueryError(f"{name!r}: no actor of the network has this name or IRI")


def _walkable(network: Network, *, denied: bool) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network)
    for s, o, data in network.edges(data=True):
        if s != o and (denied or data["status"] is not Status.DENIED):
            graph.add_edge(s, o)
    return graph


def _steps(network: Network, a: str, b: str, *, denied: bool) -> tuple[Step, ...]:
    found = []
    for s, o in ((a, b), (b, a)):
        for key, data in (network.get_edge_data(s, o) or {}).items():
            status = data["status"]
            if denied or status is not Status.DENIED:
                label = data["label"]
                found.append(Step(s, data["relation"], o, str(key), label, status, s == a))
    found.sort(key=lambda one: (one.status in _WEAK, not one.forward, one.label, one.key))
    return tuple(found)


def find_paths(
    network: Network, start: str, end: str, *, limit: int = 5, denied: bool = False
) -> Iterator[Path]:
    """Yield the shortest paths between two actors (IRIs), shortest first, then by IRI.

    Edges are walked both ways. Denied-only ones are left out unless ``denied``: what every
    source says is not so connects nobody.

    :raises QueryError: where an actor is not in the network, or the two are one
    """
    for iri in (start, end):
        if iri not in network:
            raise QueryError(f"{iri}: not an actor of the network")
    if start == end:
        raise QueryError(f"{start}: a path needs two different actors")
    graph = _walkable(network, denied=denied)
    if not nx.has_path(graph, start, end):
        return
    shortest = sorted(nx.all_shortest_paths(graph, start, end))
    chains = shortest[:limit]
    if len(chains) < limit:
        further = islice(nx.shortest_simple_paths(graph, start, end), limit)
        chains += [one for one in further if one not in shortest]
    for chain in chains[:limit]:
        pairs = pairwise(chain)
        steps = tuple(_steps(network, a, b, denied=denied) for a, b in pairs)
        yield Path(tuple(chain), steps)
