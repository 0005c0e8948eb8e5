"""Look up what a store says about one thing, with errors that name the thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode, Store

from claimgraph.errors import StoreError
from claimgraph.model import ONTOLOGY, Entity, Triple
from claimgraph.store.describe import ALSO, LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, URI_SPACE
from claimgraph.store.fields import Field, read_fields
from claimgraph.store.overview import DERIVED
from claimgraph.store.schema import identifier_value, local_name
from claimgraph.store.terms import RDF, RDFS, SKOS, VOID, cg, node, value_of, write_term

CLASSES = frozenset(
    cg(name)
    for name in (
        "Document",
        "Article",
        "Passage",
        "Claim",
        "Proposition",
        "Quantity",
        "Conflict",
        "Decision",
        "Judgement",
        "Inference",
        "Inconsistency",
    )
)

_OWL = "http://www.w3.org/2002/07/owl#"
_NOT_OURS = (_OWL, RDF, RDFS, SKOS, VOID)

Choice = TypeVar("Choice")


class Reader:
    """Read a store whose quads lie in the four named graphs or all in one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.values = lru_cache(maxsize=64)(self._values)
        self.claims_graph = next(
            (
                graph
                for graph in store.named_graphs()
                if isinstance(graph, NamedNode) and graph.value.endswith("graph/claims")
            ),
            None,
        )
        self.identifier_bases = {
            local_name(property_): base for property_, base in self.pairs("identifierBase")
        }

    def _values(self, iri: str) -> dict[str, list[str]]:
        """Return the lexical values of each property of a thing, sorted."""
        found: dict[str, set[str]] = {}
        for quad in self.store.quads_for_pattern(node(iri), None, None):
            found.setdefault(quad.predicate.value, set()).add(value_of(quad.object))
        return {name: sorted(values) for name, values in found.items()}

    def base(self) -> str:
        """Return the base of the graph's IRIs.

        :raises StoreError: where the store does not say it
        """
        for quad in self.store.quads_for_pattern(None, URI_SPACE, None):
            return value_of(quad.object)
        raise StoreError("the graph: expected void:uriSpace with the base of its IRIs, found none")

    def members(self, name: str) -> list[str]:
        """Return the IRIs of all things of a class of the claim model, sorted."""
        return sorted(
            {value_of(q.subject) for q in self.store.quads_for_pattern(None, TYPE, cg(name))}
        )

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield subject and object of each triple of a property."""
        for quad in self.store.quads_for_pattern(None, cg(name), None):
            yield value_of(quad.subject), value_of(quad.object)

    def is_a(self, iri: str, name: str) -> bool:
        """Tell whether a thing is of a class of the claim model."""
        return cg(name).value in self.values(iri).get(TYPE.value, ())

    def all(self, iri: str, name: str) -> list[str]:
        """Return all values of a property, sorted."""
        return self.values(iri).get(cg(name).value, [])

    def has(self, iri: str, name: str) -> bool:
        """Tell whether a thing has a property."""
        return bool(self.all(iri, name))

    def maybe(self, iri: str, name: str) -> str | None:
        """Return the value of a property, or None.

        :raises StoreError: where there are several
        """
        found = self.all(iri, name)
        if len(found) > 1:
            raise StoreError(f"{iri}: expected one cg:{name}, found {len(found)}: {found[:3]}")
        return found[0] if found else None

    def one(self, iri: str, name: str) -> str:
        """Return the value of a property.

        :raises StoreError: where there is none, or several
        """
        found = self.maybe(iri, name)
        if found is None:
            raise StoreError(f"{iri}: expected one cg:{name}, found none")
        return found

    def integer(self, iri: str, name: str) -> int:
        """Return the value of a property that holds an integer.

        :raises StoreError: where it does not
        """
        written = self.one(iri, name)
        try:
            return int(written)
        except ValueError as error:
            raise StoreError(f"{iri}: cg:{name} {written!r}; expected an integer") from error

    def fields(self, iri: str, fields: Sequence[Field]) -> dict[str, Any]:
        """Return the fields that a thing has.

        :raises StoreError: where a value is malformed or one that is needed is missing
        """
        try:
            return read_fields(self.values(iri), fields)
        except ValueError as error:
            raise StoreError(f"{iri}: {error}") from error

    def choice(self, iri: str, name: str, choices: Mapping[str, Choice]) -> Choice:
        """Return what the value of a property stands for, by its local name.

        :raises StoreError: where it is none of the choices
        """
        written = self.one(iri, name).removeprefix(ONTOLOGY)
        if written not in choices:
            raise StoreError(
                f"{iri}: cg:{name} is {written!r}; expected one of {', '.join(choices)}"
            )
        return choices[written]

    def entity_types(self) -> Iterator[tuple[str, str]]:
        """Yield IRI and class of each entity: what is stated, not what is inferred."""
        found: dict[str, set[str]] = {}
        terms: set[str] = set()
        for quad in self.store.quads_for_pattern(None, TYPE, None, self.claims_graph):
            subject, kind = value_of(quad.subject), value_of(quad.object)
            if kind.startswith(_OWL) and kind != _OWL + "Thing":
                terms.add(subject)
            elif quad.object not in CLASSES and not kind.startswith(_NOT_OURS):
                found.setdefault(subject, set()).add(local_name(kind))
        inferred = {} if self.claims_graph else self._inferred_types()
        for iri in sorted(found.keys() - terms):
            yield iri, min((found[iri] - inferred.get(iri, set())) or found[iri])

    def _inferred_types(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for _, statement in self.pairs("concludes"):
            triple = self.triple(statement)
            if triple.predicate == TYPE.value:
                found.setdefault(triple.subject, set()).add(local_name(triple.object))
        return found

    def entity(self, iri: str, kind: str) -> Entity:
        """Return an entity of a class.

        :raises StoreError: where it has no label, or several
        """
        labels, aliases, identifiers = [], [], []
        for quad in self.store.quads_for_pattern(node(iri), None, None, self.claims_graph):
            name, value = local_name(quad.predicate.value), quad.object
            if quad.predicate == LABEL:
                labels.append(value_of(value))
            elif quad.predicate == ALSO:
                aliases.append(value_of(value))
            elif name in self.identifier_bases or (
                isinstance(value, Literal) and name not in DERIVED
            ):
                found = identifier_value(self.identifier_bases, name, value_of(value))
                identifiers.append((name, found))
        if len(labels) != 1:
            raise StoreError(f"{iri}: expected one rdfs:label, found {len(labels)}")
        return Entity(iri, labels[0], kind, tuple(sorted(aliases)), tuple(sorted(identifiers)))

    def triple(self, iri: str) -> Triple:
        """Return the triple that a proposition states.

        :raises StoreError: where one of its three ends is missing
        """
        ends = []
        for predicate in (SUBJECT, PREDICATE, OBJECT):
            terms = {q.object for q in self.store.quads_for_pattern(node(iri), predicate, None)}
            if len(terms) != 1:
                raise StoreError(f"{iri}: expected one {predicate.value}, found {len(terms)}")
            ends.append(write_term(terms.pop()))
        return Triple(*ends)

    def numbered(self, iri: str) -> list[str]:
        """Return the values of rdf:_1, rdf:_2 …, in their order."""
        found: dict[int, str] = {}
        for name, values in self.values(iri).items():
            place = name.removeprefix(RDF + "_")
            if name != place and place.isdigit():
                found[int(place)] = values[0]
        return [found[place] for place in sorted(found)]
