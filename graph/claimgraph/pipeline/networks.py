"""Measure a build's network, and find how two actors hang together."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from pathlib import Path

from claimgraph import network
from claimgraph.model import ONTOLOGY
from claimgraph.pipeline.files import open_graph, open_ontology
from claimgraph.pipeline.show import table

_HEADER = ("actor", "class", "edges", "neighbours", "betweenness", "community", "bridges")


class MetricsFormat(StrEnum):
    """Tell how to write the measures."""

    TABLE = "table"
    CSV = "csv"


def _network(folder: Path) -> network.Network:
    graph, ontology = open_graph(folder), open_ontology(folder)
    found = network.gather(graph, ontology, include_inferred=True)
    network.annotate(found)
    return found


def measure_network(
    folder: Path, *, form: MetricsFormat = MetricsFormat.TABLE, top: int | None = None
) -> str:
    """Return the actors of a build with their degree, betweenness and community.

    :param top: how many actors to list, the most connected first; all by default
    """
    found = network.measure(_network(folder))
    rows = [
        (
            one.label,
            one.type,
            one.degree,
            one.neighbours,
            f"{one.betweenness:.4f}",
            one.community + 1,
            one.bridges,
        )
        for one in found.actors[:top]
    ]
    if form is MetricsFormat.CSV:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows(rows)
        return out.getvalue()
    communities = [(one.number + 1, len(one.members), one.name) for one in found.communities]
    brokers = ", ".join(one.label for one in found.brokers(5)) or "none"
    return (
        f"{len(found.actors)} actors, {found.components} components, "
        f"density {found.density:.4f}; brokers between communities: {brokers}\n\n"
        + table(_HEADER, rows)
        + "\n"
        + table(("community", "actors", "around"), communities)
    )


def find_path(folder: Path, start: str, end: str, *, limit: int = 3, denied: bool = False) -> str:
    """Return the shortest chains of statements between two actors, named by label or IRI.

    :raises QueryError: where an actor is unknown, or nothing connects the two
    """
    graph = _network(folder)
    ends = (network.find_actor(graph, start), network.find_actor(graph, end))
    paths = list(network.find_paths(graph, *ends, limit=limit, denied=denied))
    if not paths:
        labels = " and ".join(str(graph.nodes[one]["label"]) for one in ends)
        return f"Nothing connects {labels}.\n"

    def name(iri: str) -> str:
        return str(graph.nodes[iri]["label"])

    lines = []
    for path in paths:
        lines.append(" – ".join(name(one) for one in path.actors))
        for steps in path.steps:
            for step in steps:
                status = step.status.value.removeprefix(ONTOLOGY)
                lines.append(
                    f"    {name(step.subject)} {step.label} {name(step.object)}  [{status}]"
                )
        lines.append("")
    return "\n".join(lines)
