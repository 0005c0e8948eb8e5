"""OWL 2 RL reasoning with proofs: RDF in, inferences out.

Three lines for an rdflib graph::

    from claimgraph.reason import reason
    closure = reason(graph)
    print(closure.explain(closure.inferred[0]).to_text())
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimgraph.model import Inconsistency, Inference, Triple
from claimgraph.reason.closure import Closure, Engine
from claimgraph.reason.proof import Proof
from claimgraph.reason.reference import close_by_reference
from claimgraph.reason.terms import AnyTriple, parse_turtle, rows

__all__ = ["Closure", "Engine", "Proof", "infer", "reason"]


def reason(
    triples: Iterable[AnyTriple],
    *,
    tbox: Iterable[AnyTriple] | str = (),
    engine: Engine = Engine.COMPILED,
    schema: bool = True,
    max_triples: int | None = None,
    timeout: float | None = None,
) -> Closure:
    """Close a graph under the OWL 2 RL/RDF rules (OWL 2 Profiles, section 4.3).

    :param triples: an rdflib Graph, a pyoxigraph Store, or any iterable of their triples
    :param tbox: further triples, or Turtle text: the ontology, where it is kept apart
    :param schema: keep derived statements about classes and properties
    :param max_triples: stop and mark the closure as partial when it holds more
    :param timeout: stop and mark the closure as partial after so many seconds
    :raises ReasonError: where the input is no RDF
    """
    ontology = parse_turtle(tbox) if isinstance(tbox, str) else rows(tbox)
    return close_by_reference([*rows(triples), *ontology], schema=schema)


def infer(
    asserted: Sequence[Triple], ontology_turtle: str, *, engine: Engine = Engine.COMPILED
) -> tuple[tuple[Inference, ...], tuple[Inconsistency, ...]]:
    """Return what follows about the data, each with rule and premises, and what cannot be.

    :raises ReasonError: where the ontology is no Turtle
    """
    closure = reason(asserted, tbox=ontology_turtle, engine=engine, schema=False)
    return closure.inferences(), closure.inconsistencies
