"""The reference engine: owlrl behind the common interface, its noise filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import owlrl
import rdflib

from claimgraph.errors import ReasonError
from claimgraph.model import Inconsistency, Triple
from claimgraph.reason.closure import Closure, is_noise, is_schema
from claimgraph.reason.compiled import CompiledClosure, close_compiled
from claimgraph.reason.guard import Guard
from claimgraph.reason.proof import Proof
from claimgraph.reason.terms import Row, rdflib_term, rdflib_text, row_of, triple_of

_RULE = "owlrl"  # owlrl does not say which of its rules gave a triple


class ReferenceClosure(Closure):
    """Hold owlrl's closure.

    owlrl keeps no reasons, so proofs are looked for by the compiled engine; what it does not find
    has the engine's name as its rule, and no premises.
    """

    partial = False
    warnings: tuple[str, ...] = ()

    def __init__(
        self, given: frozenset[Row], inferred: Iterable[Row], messages: Sequence[str]
    ) -> None:
        self._given = given
        self._explainer: CompiledClosure | None = None
        self._inferred = tuple(sorted((triple_of(row) for row in inferred), key=_order))
        self._known = frozenset(self._inferred)
        self._inconsistencies = tuple(
            Inconsistency(_RULE, (), message) for message in sorted(set(messages))
        )

    @property
    def inferred(self) -> Sequence[Triple]:
        """Return the triples that were not given, sorted."""
        return self._inferred

    @property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        """Return owlrl's error messages."""
        return self._inconsistencies

    def explain(self, triple: Triple) -> Proof:
        """Return a proof, or the engine's name where none is found.

        :raises ReasonError: where the triple does not follow
        """
        if row_of(triple) not in self._given and triple not in self._known:
            raise ReasonError(f"{triple}: is neither given nor inferred")
        if self._explainer is None:
            self._explainer = close_compiled(
                sorted(self._given), schema=True, expanded=True, guard=Guard()
            )
        if self._explainer.entails(triple):
            return self._explainer.explain(triple)
        return Proof(triple, _RULE)


def close_by_reference(data: Sequence[Row], *, schema: bool) -> ReferenceClosure:
    """Run owlrl over triples that hold data and ontology.

    :param schema: keep derived statements about classes and properties
    """
    graph = rdflib.Graph()
    for s, p, o in data:
        graph.add((rdflib_term(s), rdflib_term(p), rdflib_term(o)))
    semantics = owlrl.OWLRL_Semantics(graph, False, False)
    semantics.closure()
    given = frozenset(data)
    inferred = [
        row
        for row in map(_row, graph)
        if row not in given
        and not is_noise(row)
        and (schema or not is_schema(row))
        and _ERROR not in row[1]
        and _ERROR not in row[2]
    ]
    return ReferenceClosure(given, inferred, semantics.error_messages)


_ERROR = "www.daml.org/2002/03/agents/agent-ont#"


def _row(triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]) -> Row:
    return rdflib_text(triple[0]), rdflib_text(triple[1]), rdflib_text(triple[2])


def _order(triple: Triple) -> tuple[str, str, str]:
    return triple.subject, triple.predicate, triple.object
