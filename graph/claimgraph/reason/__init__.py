"""OWL 2 RL reasoning with proofs: RDF in, inferences out.

Three lines for an rdflib graph::

    from claimgraph.reason import reason
    closure = reason(graph)
    print(closure.explain(closure.inferred[0]).to_text())

A graph that grows and shrinks source by source, kept closed::

    reasoner = Reasoner(tbox=ontology_turtle)
    reasoner.add(triples, source="doc-1")
    reasoner.closure.inferred
    reasoner.rests_on(triple).sets      # the least sets of sources that give it
    reasoner.falls_without("doc-1")     # what no longer follows

Files: :func:`claimgraph.reason.files.reason_files`. Entailment of one graph by another:
:func:`claimgraph.reason.entail.entails`.

>>> from claimgraph.model import Triple
>>> ontology = "<http://p> <http://www.w3.org/2002/07/owl#inverseOf> <http://q> ."
>>> closure = reason([Triple("http://a", "http://p", "http://b")], tbox=ontology, schema=False)
>>> print(closure.explain(closure.inferred[0]).to_text(), end="")
b q a  [prp-inv1]
  p inverseOf q
  a p b
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimgraph.model import Inconsistency, Inference, Triple
from claimgraph.reason.closure import Closure, Engine
from claimgraph.reason.compiled import close_compiled
from claimgraph.reason.guard import Guard
from claimgraph.reason.proof import Proof
from claimgraph.reason.reasoner import Reasoner, Support
from claimgraph.reason.reference import close_by_reference
from claimgraph.reason.terms import AnyTriple, parse_turtle, rows

__all__ = ["Closure", "Engine", "Proof", "Reasoner", "Support", "infer", "reason"]


def reason(
    triples: Iterable[AnyTriple],
    *,
    tbox: Iterable[AnyTriple] | str = (),
    engine: Engine = Engine.COMPILED,
    schema: bool = True,
    expand_equality: bool = False,
    max_triples: int | None = None,
    timeout: float | None = None,
) -> Closure:
    """Close a graph under the OWL 2 RL/RDF rules (OWL 2 Profiles, section 4.3).

    :param triples: an rdflib Graph, a pyoxigraph Store, or any iterable of their triples
    :param tbox: further triples, or Turtle text: the ontology, where it is kept apart
    :param schema: keep derived statements about classes and properties
    :param expand_equality: tell each fact in terms of all equal terms; by default in terms of
        one, with a star of owl:sameAs to the others (the compiled engine only)
    :param max_triples: stop and mark the closure as partial when it holds more
    :param timeout: stop and mark the closure as partial after so many seconds; owlrl heeds neither
    :raises ReasonError: where the input is no RDF
    """
    ontology = parse_turtle(tbox) if isinstance(tbox, str) else rows(tbox)
    data = [*rows(triples), *ontology]
    if engine is Engine.OWLRL:
        return close_by_reference(data, schema=schema)
    return close_compiled(
        data, schema=schema, expanded=expand_equality, guard=Guard(max_triples, timeout)
    )


def infer(
    asserted: Sequence[Triple], ontology_turtle: str, *, engine: Engine = Engine.COMPILED
) -> tuple[tuple[Inference, ...], tuple[Inconsistency, ...]]:
    """Return what follows about the data, each with rule and premises, and what cannot be.

    :raises ReasonError: where the ontology is no Turtle
    """
    closure = reason(asserted, tbox=ontology_turtle, engine=engine, schema=False)
    return closure.inferences(), closure.inconsistencies
