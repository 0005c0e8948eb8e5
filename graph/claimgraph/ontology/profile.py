"""Check that an RDF graph is an OWL 2 RL ontology (OWL 2 Profiles, section 4.2).

The graph is read as OWL 2 axioms (OWL 2 Mapping to RDF Graphs, section 3) and every axiom is held
against the grammar of the profile: which class expressions may stand on the left, on the right
and in equivalences. Triples that belong to no axiom are violations as well. Imports are not
followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node

from claimgraph.ontology.expressions import Expressions, Kinds, name_of

# OWL 2 Profiles, section 4.2.1
DATATYPES = frozenset(
    {RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal, RDF.langString}
    | {
        XSD[name]
        for name in (
            "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger "
            "negativeInteger long int short byte unsignedLong unsignedInt unsignedShort "
            "unsignedByte float double string normalizedString token language Name NCName "
            "NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"
        ).split()
    }
)
_BUILT_IN_ANNOTATIONS = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.seeAlso,
        RDFS.isDefinedBy,
        OWL.versionInfo,
        OWL.deprecated,
        OWL.priorVersion,
        OWL.backwardCompatibleWith,
        OWL.incompatibleWith,
    }
)
_CHARACTERISTICS = frozenset(
    {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.TransitiveProperty,
        OWL.SymmetricProperty,
        OWL.AsymmetricProperty,
        OWL.IrreflexiveProperty,
    }
)
_SIMPLE_ONLY = _CHARACTERISTICS - {OWL.TransitiveProperty, OWL.SymmetricProperty}
_DECLARATIONS = frozenset(
    {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
        OWL.Ontology,
        RDFS.Datatype,
    }
)


def find_violations(graph: Graph) -> tuple[str, ...]:
    """Return what takes a graph out of OWL 2 RL, sorted; nothing where it lies in the profile."""
    return tuple(sorted(set(_Checker(graph).run())))


def find_hazards(graph: Graph) -> tuple[str, ...]:
    """Return what the profile allows and is better left out, sorted.

    That is a property chain that leads back to its own property, for it can make an engine run
    very long, and an IRI that is declared both as a class and as an individual or property.
    """
    kinds = Kinds(graph)
    return tuple(sorted({*_loops(graph, kinds), *kinds.puns()}))


class _Checker:
    """Walk all triples of a graph as axioms; expressions mark the triples that they use."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.kinds = Kinds(graph)
        self.expressions = Expressions(graph, self.kinds, DATATYPES)

    def run(self) -> Iterator[str]:
        yield from self.kinds.clashes()
        if (None, RDF.type, OWL.Ontology) not in self.graph:
            yield "no owl:Ontology: an ontology needs a header (Mapping to RDF, section 3.1.2)"
        rest = []
        for triple in self.graph:
            found = self.axiom(*triple)
            if found is None:
                rest.append(triple)
            else:
                yield from found
        for subject, predicate, target in rest:
            if (subject, predicate, target) not in self.expressions.used:
                yield (
                    f"{name_of(subject)} {name_of(predicate)} {name_of(target)}: "
                    "belongs to no axiom of OWL 2 RL"
                )
        yield from self.datatypes()

    def axiom(self, subject: Node, predicate: Node, target: Node) -> Iterator[str] | None:
        """Return the violations of the axiom that a triple is; None where it is not one itself."""
        check = self.expressions
        if predicate == RDF.type:
            return self.typing(subject, target)
        if predicate == RDFS.subClassOf:
            return _both(check.sub(subject), check.super(target))
        if predicate == OWL.equivalentClass:
            return _both(check.equivalent(subject), check.equivalent(target))
        if predicate == OWL.disjointWith:
            return _both(check.sub(subject), check.sub(target))
        if predicate == OWL.disjointUnionOf:
            return iter([f"{name_of(subject)}: DisjointUnion is not in OWL 2 RL"])
        if predicate == OWL.hasKey:
            return _both(check.sub(subject), check.properties(target))
        if predicate in (RDFS.domain, RDFS.range):
            return self.side(subject, predicate, target)
        if predicate in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.propertyDisjointWith):
            return self.pair(subject, predicate, target)
        if predicate == OWL.inverseOf and not isinstance(subject, BNode):
            return check.object_properties((subject, target))
        if predicate == OWL.propertyChainAxiom:
            return _both(check.object_properties((subject,)), check.chain(target))
        return self.assertion(subject, predicate, target)

    def typing(self, subject: Node, kind: Node) -> Iterator[str] | None:
        if kind == OWL.ReflexiveProperty:
            return iter([f"{name_of(subject)}: ReflexiveObjectProperty is not in OWL 2 RL"])
        if kind in _CHARACTERISTICS:
            return self.characteristic(subject, kind)
        if kind == OWL.AllDisjointClasses:
            members = self.expressions.members(subject, OWL.members)
            return _chain(self.expressions.sub(member) for member in members)
        if kind in (OWL.AllDisjointProperties, OWL.AllDifferent):
            key = OWL.members if kind == OWL.AllDisjointProperties else OWL.distinctMembers
            if not self.expressions.members(subject, key):
                return iter([f"{name_of(kind)}: needs a list of members"])
            return iter(())
        if kind == OWL.NegativePropertyAssertion:
            return self.expressions.negative(subject)
        if kind in _DECLARATIONS:
            nameless = isinstance(subject, BNode) and kind in (OWL.Class, RDFS.Datatype)
            return None if nameless else iter(())
        if kind == OWL.Restriction:
            return None
        return self.expressions.super(kind)

    def characteristic(self, subject: Node, kind: Node) -> Iterator[str]:
        data = subject in self.kinds.data
        if subject not in self.kinds.objects and not (data and kind == OWL.FunctionalProperty):
            yield f"{name_of(subject)}: {name_of(kind)} needs an object property"
        if kind in _SIMPLE_ONLY and subject in self.kinds.composite(self.graph):
            yield (
                f"{name_of(subject)}: {name_of(kind)} on a transitive or chained property "
                "(OWL 2 Structural Specification, section 11.2)"
            )

    def side(self, subject: Node, predicate: Node, target: Node) -> Iterator[str]:
        if subject in self.kinds.annotations:
            return
        if subject in self.kinds.data and predicate == RDFS.range:
            yield from self.expressions.data_range(target)
        elif subject in self.kinds.data | self.kinds.objects:
            yield from self.expressions.super(target)
        else:
            yield f"{name_of(subject)}: {name_of(predicate)} on what is no declared property"

    def pair(self, subject: Node, predicate: Node, target: Node) -> Iterator[str]:
        for kind in (self.kinds.objects, self.kinds.data, self.kinds.annotations):
            if subject in kind and target in kind:
                return
        yield (
            f"{name_of(subject)} {name_of(predicate)} {name_of(target)}: "
            "needs two declared properties of one kind"
        )

    def assertion(self, subject: Node, predicate: Node, target: Node) -> Iterator[str] | None:
        known = predicate in self.kinds.annotations or predicate in _BUILT_IN_ANNOTATIONS
        if known or predicate in (OWL.versionIRI, OWL.imports, OWL.sameAs, OWL.differentFrom):
            return iter(())
        if predicate in self.kinds.objects:
            if isinstance(target, Literal):
                return iter([f"{name_of(predicate)}: an object property with a literal"])
            return iter(())
        if predicate in self.kinds.data:
            if not isinstance(target, Literal):
                return iter([f"{name_of(predicate)}: a data property without a literal"])
            return iter(())
        return None

    def datatypes(self) -> Iterator[str]:
        for target in self.graph.objects():
            datatype = target.datatype if isinstance(target, Literal) else None
            if datatype is not None and datatype not in DATATYPES:
                yield f"{name_of(datatype)}: a datatype outside OWL 2 RL"


def _loops(graph: Graph, kinds: Kinds) -> Iterator[str]:
    """Yield each property whose chain leads back to it, through inverses and subproperties."""
    leads: dict[Node, set[Node]] = {}
    chained = []
    for above, head in graph.subject_objects(OWL.propertyChainAxiom):
        for member in Collection(graph, head):
            link = kinds.direct(graph, member)
            leads.setdefault(link, set()).add(above)
            chained.append((link, above))
    for predicate in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf):
        for below, above in graph.subject_objects(predicate):
            leads.setdefault(below, set()).add(above)
            if predicate != RDFS.subPropertyOf:
                leads.setdefault(above, set()).add(below)
    for link, above in chained:
        if _reaches(leads, above, link):
            yield f"{name_of(above)}: its property chain leads back to it"


def _reaches(leads: dict[Node, set[Node]], start: Node, goal: Node) -> bool:
    seen: set[Node] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(leads.get(one, ()))
    return False


def _both(first: Iterator[str], second: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from second


def _chain(parts: Iterator[Iterator[str]]) -> Iterator[str]:
    for part in parts:
        yield from part
