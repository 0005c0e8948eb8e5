"""Find what a user's words stand for in a graph: an actor by its name, a relation by its label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from pyoxigraph import Literal, NamedNode, Store

from claimgraph.errors import QueryError
from claimgraph.model import ONTOLOGY, fold

_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALIAS = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_MOST = 8  # candidates in a message
_ALIKE = 0.6  # of the letters, for "did you mean"


@dataclass(frozen=True, slots=True)
class Named:
    """Hold one thing that has a name."""

    iri: str
    label: str
    type: str  # local name of its class

    def __str__(self) -> str:
        return f"{self.label} ({self.type}, <{self.iri}>)"


class Names:
    """Find things of one graph by name; the index is made on first use and kept."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._claims = NamedNode(f"{base}graph/claims")
        self._ontology = NamedNode(f"{base}graph/ontology")
        self._base = base
        self._indexes: dict[tuple[str, str], dict[str, set[str]]] = {}

    def find(self, name: str) -> list[Named]:
        """Return all things of this label, or else of this alias, without regard to accents."""
        for predicate in (_LABEL, _ALIAS):
            found = self._index(predicate, self._claims).get(fold(name))
            if found:
                return [self._named(iri) for iri in sorted(found)]
        return []

    def search(self, words: str, *, most: int = 20) -> list[Named]:
        """Return things whose label or alias holds the words or is spelled alike, best first."""
        wanted = fold(words)
        scored: dict[str, float] = {}
        for predicate in (_LABEL, _ALIAS):
            for name, iris in self._index(predicate, self._claims).items():
                score = _alike(wanted, name)
                if score:
                    for iri in iris:
                        scored[iri] = max(score, scored.get(iri, 0.0))
        best = sorted(scored, key=lambda iri: (-scored[iri], iri))[:most]
        return [self._named(iri) for iri in best]

    def entity(self, name: str) -> NamedNode:
        """Return the thing that a label, alias or IRI stands for.

        :raises QueryError: where there is none, or there are several
        """
        written = self._as_iri(name)
        if written is not None:
            if any(True for _ in self._store.quads_for_pattern(written, None, None)):
                return written
            raise QueryError(f"{name}: nothing in this graph has that IRI")
        found = self.find(name)
        if len(found) == 1:
            return NamedNode(found[0].iri)
        if found:
            raise QueryError(
                f"{name!r} stands for {len(found)}: {'; '.join(map(str, found[:_MOST]))}; "
                "expected one: give its IRI"
            )
        near = "; ".join(map(str, self.search(name, most=_MOST)))
        raise QueryError(
            f"{name!r}: no such name in this graph" + (f"; did you mean {near}?" if near else "")
        )

    def term(self, name: str) -> NamedNode:
        """Return the ontology's term that a local name, label or IRI stands for.

        :raises QueryError: where there is none, or there are several
        """
        local = name.removeprefix("cg:")
        for iri in (self._as_iri(name), _absolute(ONTOLOGY + local)):
            if iri is not None and self._declared(iri):
                return iri
        index = self._index(_LABEL, self._ontology)
        found = index.get(fold(local), set()) | {
            iri for iris in index.values() for iri in iris if iri.endswith(f"#{local}")
        }
        if len(found) == 1:
            return NamedNode(found.pop())
        if found:
            raise QueryError(f"{name!r} stands for {', '.join(sorted(found))}; expected one")
        near = sorted(
            (one for one in index if _alike(fold(local), one)), key=lambda one: (len(one), one)
        )
        raise QueryError(
            f"{name!r}: no such term in the ontology"
            + (f"; did you mean {', '.join(near[:_MOST])}?" if near else "")
        )

    def _declared(self, iri: NamedNode) -> bool:
        pattern = self._store.quads_for_pattern(iri, None, None, self._ontology)
        return any(True for _ in pattern)

    def _as_iri(self, name: str) -> NamedNode | None:
        if name.startswith("<") and name.endswith(">"):
            return _absolute(name[1:-1])
        if name.startswith(":"):
            return _absolute(self._base + name[1:])
        return _absolute(name) if "://" in name or name.startswith("urn:") else None

    def _named(self, iri: str) -> Named:
        thing = NamedNode(iri)
        label = next(self._literals(thing, _LABEL), iri)
        kinds = self._store.quads_for_pattern(thing, _TYPE, None, self._claims)
        kind = min((str(q.object)[1:-1] for q in kinds), default="")
        return Named(iri, label, kind.removeprefix(ONTOLOGY))

    def _literals(self, thing: NamedNode, predicate: NamedNode) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(thing, predicate, None, self._claims):
            if isinstance(quad.object, Literal):
                yield quad.object.value

    def _index(self, predicate: NamedNode, graph: NamedNode) -> Mapping[str, set[str]]:
        key = (predicate.value, graph.value)
        if key not in self._indexes:
            index: dict[str, set[str]] = {}
            for quad in self._store.quads_for_pattern(None, predicate, None, graph):
                if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                    index.setdefault(fold(quad.object.value), set()).add(quad.subject.value)
            self._indexes[key] = index
        return self._indexes[key]


def _absolute(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _alike(wanted: str, name: str) -> float:
    """Return from 0 to 1 how near a name comes to what was asked for."""
    if not wanted:
        return 0.0
    if wanted in name:
        return 0.9 + 0.1 * len(wanted) / len(name)
    matcher = SequenceMatcher(None, wanted, name)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return ratio if (ratio := matcher.ratio()) >= _ALIKE else 0.0
