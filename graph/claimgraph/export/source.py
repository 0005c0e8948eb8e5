"""Hold what every exporter is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from claimgraph.model import KnowledgeGraph, Ontology

GRAPHS = ("asserted", "claims", "inferred", "ontology")
DEFAULT_GRAPHS = ("asserted", "claims", "inferred")


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a graph, its ontology, and a way to its quads; the quads may be asked for repeatedly.

    ``quads`` is a callable, for an exporter that needs no RDF must not pay for it, and the stage
    that makes quads is another one.
    """

    graph: KnowledgeGraph
    ontology: Ontology
    quads: Callable[[], Iterable[Quad]]
    graphs: tuple[str, ...] = DEFAULT_GRAPHS  # which named graphs to export as RDF
