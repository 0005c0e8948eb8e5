"""Hold class expressions, property expressions and data ranges against OWL 2 RL's grammar.

OWL 2 Profiles, section 4.2.3: subClassExpression, superClassExpression, equivClassExpression.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from claimgraph.ontology.terms import short

Triple = tuple[Node, Node, Node]


def name_of(node: Node) -> str:
    """Return a node as messages show it."""
    return short(str(node)) if isinstance(node, URIRef) else str(node)


class Kinds:
    """Hold which IRIs are declared as what."""

    def __init__(self, graph: Graph) -> None:
        self.classes = frozenset(graph.subjects(RDF.type, OWL.Class))
        # Mapping to RDF Graphs, table 5: these three say that a property is one of objects.
        self.objects = frozenset(
            node
            for kind in (
                OWL.ObjectProperty,
                OWL.InverseFunctionalProperty,
                OWL.SymmetricProperty,
                OWL.TransitiveProperty,
            )
            for node in graph.subjects(RDF.type, kind)
        )
        self.data = frozenset(graph.subjects(RDF.type, OWL.DatatypeProperty))
        self.annotations = frozenset(graph.subjects(RDF.type, OWL.AnnotationProperty))
        self.individuals = frozenset(graph.subjects(RDF.type, OWL.NamedIndividual))

    def clashes(self) -> Iterator[str]:
        """Yield IRIs that are two kinds of property (Structural Specification, section 5.8.1)."""
        kinds = {
            "object property": self.objects,
            "data property": self.data,
            "annotation property": self.annotations,
        }
        for (one, first), (other, second) in combinations(kinds.items(), 2):
            for node in first & second:
                yield f"{name_of(node)}: is both {one} and {other}"

    def puns(self) -> Iterator[str]:
        """Yield IRIs that are a class and something else, or an individual and a property."""
        properties = self.objects | self.data | self.annotations
        for node in (self.classes & (self.individuals | properties)) | (
            self.individuals & properties
        ):
            yield f"{name_of(node)}: is declared as two kinds of thing"

    def direct(self, graph: Graph, node: Node) -> Node:
        """Return a property, or the one that an inverse expression is made of."""
        if isinstance(node, BNode):
            return graph.value(node, OWL.inverseOf) or node
        return node

    def composite(self, graph: Graph) -> set[Node]:
        """Return the object properties that are not simple (section 11.1)."""
        found = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
        found |= set(graph.subjects(OWL.propertyChainAxiom))
        growing = True
        while growing:
            above = {
                other
                for one in found
                for predicate in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf)
                for other in graph.objects(one, predicate)
            } | {other for one in found for other in graph.subjects(OWL.inverseOf, one)}
            growing = not above <= found
            found |= above
        return found


class Expressions:
    """Check expressions; ``used`` gathers the triples that the checked expressions are made of."""

    def __init__(self, graph: Graph, kinds: Kinds, datatypes: frozenset[URIRef]) -> None:
        self.graph = graph
        self.kinds = kinds
        self.allowed = datatypes
        self.used: set[Triple] = set()

    def sub(self, node: Node) -> Iterator[str]:
        """Yield what keeps a node from being a subClassExpression."""
        return self._expression(node, "left")

    def super(self, node: Node) -> Iterator[str]:
        """Yield what keeps a node from being a superClassExpression."""
        return self._expression(node, "right")

    def equivalent(self, node: Node) -> Iterator[str]:
        """Yield what keeps a node from being an equivClassExpression."""
        return self._expression(node, "equivalence")

    def _expression(self, node: Node, place: str) -> Iterator[str]:
        if isinstance(node, URIRef):
            yield from self._named(node, place)
            return
        parts = dict(self.graph.predicate_objects(node))
        self.used |= {(node, predicate, target) for predicate, target in parts.items()}
        kind = next((name for name in _SHAPES if name in parts), None)
        if kind is None:
            yield f"a nameless class on the {place}: no class expression of OWL 2"
        elif place not in _SHAPES[kind]:
            yield f"{name_of(kind)} on the {place}: not in OWL 2 RL"
        else:
            yield from self._inside(kind, parts, place)

    def _named(self, node: URIRef, place: str) -> Iterator[str]:
        if node == OWL.Thing:
            yield f"owl:Thing on the {place}: not in OWL 2 RL"
        elif node not in self.kinds.classes and node != OWL.Nothing:
            yield f"{name_of(node)}: is used as a class but not declared as one"

    def _inside(self, kind: URIRef, parts: dict[Node, Node], place: str) -> Iterator[str]:
        value = parts[kind]
        if kind in (OWL.intersectionOf, OWL.unionOf):
            for member in self.listed(value):
                yield from self._expression(member, place)
        elif kind == OWL.oneOf:
            if not self.listed(value):
                yield "owl:oneOf: needs a list of individuals"
        elif kind == OWL.complementOf:
            yield from self.sub(value)
        else:
            yield from self._restriction(kind, parts, place)

    def _restriction(self, kind: URIRef, parts: dict[Node, Node], place: str) -> Iterator[str]:
        on, value = parts.get(OWL.onProperty), parts[kind]
        data = on in self.kinds.data
        if not data:
            yield from self.object_properties((on,))
        if kind == OWL.hasValue:
            if data != isinstance(value, Literal):
                yield f"owl:hasValue on {name_of(on or BNode())}: value of the wrong kind"
        elif kind in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
            if str(value) not in ("0", "1"):
                yield f"{name_of(kind)} {value}: OWL 2 RL allows 0 and 1 only"
            if OWL.onClass in parts and parts[OWL.onClass] != OWL.Thing:
                yield from self.sub(parts[OWL.onClass])
            if OWL.onDataRange in parts:
                yield from self.data_range(parts[OWL.onDataRange])
        elif data:
            yield from self.data_range(value)
        elif not (kind == OWL.someValuesFrom and value == OWL.Thing):
            yield from self._expression(value, place)

    def data_range(self, node: Node) -> Iterator[str]:
        """Yield what keeps a node from being a DataRange: a datatype or an intersection of them."""
        if isinstance(node, URIRef):
            if node not in self.allowed:
                yield f"{name_of(node)}: a datatype outside OWL 2 RL"
            return
        parts = dict(self.graph.predicate_objects(node))
        self.used |= {(node, predicate, target) for predicate, target in parts.items()}
        if OWL.intersectionOf not in parts:
            yield "a data range that is no datatype and no intersection: not in OWL 2 RL"
            return
        for member in self.listed(parts[OWL.intersectionOf]):
            yield from self.data_range(member)

    def object_properties(self, nodes: Iterable[Node | None]) -> Iterator[str]:
        """Yield what keeps nodes from being object properties or inverses of them."""
        for node in nodes:
            direct = None if node is None else self.kinds.direct(self.graph, node)
            if isinstance(node, BNode) and direct is not None:
                self.used.add((node, OWL.inverseOf, direct))
            if direct not in self.kinds.objects:
                shown = "nothing" if direct is None else name_of(direct)
                yield f"{shown}: is used as an object property but not declared as one"

    def properties(self, head: Node) -> Iterator[str]:
        """Yield what keeps a list from holding properties, of objects or of data."""
        for node in self.listed(head):
            if node not in self.kinds.data:
                yield from self.object_properties((node,))

    def chain(self, head: Node) -> Iterator[str]:
        """Yield what keeps a list from being a chain of at least two object properties."""
        links = self.listed(head)
        if len(links) < 2:
            yield f"a property chain of {len(links)}: needs at least two"
        yield from self.object_properties(links)

    def negative(self, node: Node) -> Iterator[str]:
        """Yield what keeps a node from being a negative property assertion."""
        parts = dict(self.graph.predicate_objects(node))
        self.used |= {(node, predicate, target) for predicate, target in parts.items()}
        on = parts.get(OWL.assertionProperty)
        if on in self.kinds.data:
            needed = OWL.targetValue
        else:
            needed = OWL.targetIndividual
            yield from self.object_properties((on,))
        for part in (OWL.sourceIndividual, needed):
            if part not in parts:
                yield f"a negative property assertion without {name_of(part)}"

    def members(self, subject: Node, predicate: URIRef) -> list[Node]:
        """Return the members of the list that an n-ary axiom points to."""
        head = self.graph.value(subject, predicate) or self.graph.value(subject, OWL.members)
        if head is None:
            return []
        self.used |= {(subject, predicate, head), (subject, OWL.members, head)}
        return self.listed(head)

    def listed(self, head: Node) -> list[Node]:
        """Return the members of an RDF list and mark its triples as used."""
        node = head
        while isinstance(node, BNode):
            self.used |= {
                (node, predicate, target)
                for predicate, target in self.graph.predicate_objects(node)
                if predicate in (RDF.first, RDF.rest) or target == RDF.List
            }
            node = self.graph.value(node, RDF.rest) or RDF.nil
        return list(Collection(self.graph, head))


_SHAPES: dict[URIRef, frozenset[str]] = {
    OWL.intersectionOf: frozenset({"left", "right", "equivalence"}),
    OWL.unionOf: frozenset({"left"}),
    OWL.oneOf: frozenset({"left"}),
    OWL.complementOf: frozenset({"right"}),
    OWL.hasValue: frozenset({"left", "right", "equivalence"}),
    OWL.someValuesFrom: frozenset({"left"}),
    OWL.allValuesFrom: frozenset({"right"}),
    OWL.maxCardinality: frozenset({"right"}),
    OWL.maxQualifiedCardinality: frozenset({"right"}),
    OWL.minCardinality: frozenset(),
    OWL.minQualifiedCardinality: frozenset(),
    OWL.cardinality: frozenset(),
    OWL.qualifiedCardinality: frozenset(),
    OWL.hasSelf: frozenset(),
}
