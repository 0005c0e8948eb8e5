"""Which facts the rules are made from, and how RDF lists among them are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from claimgraph.reason import vocabulary as v
from claimgraph.reason.facts import Fact, Facts

Reason: TypeAlias = tuple[str, tuple[Fact, ...]]  # a rule's id and its premises
List: TypeAlias = tuple[tuple[int, ...], tuple[Fact, ...]]  # an RDF list's members and its cells

SUB_CLASS = v.ID[v.SUB_CLASS_OF]
SUB_PROPERTY = v.ID[v.SUB_PROPERTY_OF]
EQUIVALENT_CLASS = v.ID[v.EQUIVALENT_CLASS]
EQUIVALENT_PROPERTY = v.ID[v.EQUIVALENT_PROPERTY]
DOMAIN = v.ID[v.DOMAIN]
RANGE = v.ID[v.RANGE]
CLASS = v.ID[v.CLASS]
THING = v.ID[v.THING]
NOTHING = v.ID[v.NOTHING]
ON_PROPERTY = v.ID[v.ON_PROPERTY]

READ = [v.ID[term] for term in v.SCHEMA_PREDICATES] + [
    v.ID[term]
    for term in (
        v.DISTINCT_MEMBERS,
        v.SOURCE_INDIVIDUAL,
        v.ASSERTION_PROPERTY,
        v.TARGET_INDIVIDUAL,
        v.TARGET_VALUE,
    )
]
KINDS = [
    v.ID[term]
    for term in (
        v.CLASS,
        v.OBJECT_PROPERTY,
        v.DATATYPE_PROPERTY,
        v.FUNCTIONAL,
        v.INVERSE_FUNCTIONAL,
        v.SYMMETRIC,
        v.ASYMMETRIC,
        v.TRANSITIVE,
        v.IRREFLEXIVE,
        v.ALL_DIFFERENT,
        v.ALL_DISJOINT_CLASSES,
        v.ALL_DISJOINT_PROPERTIES,
    )
]


def signature(facts: Facts) -> tuple[int, ...]:
    """Return numbers that change whenever a fact comes or goes that the rules are made from."""
    properties = [facts.properties.get(number) for number in READ]
    classes = [facts.classes.get(number) for number in KINDS]
    return tuple(0 if one is None else one.version for one in properties + classes)


def pairs_of(facts: Facts, predicate: str) -> list[tuple[int, int]]:
    """Return the pairs of a vocabulary's property, sorted by id."""
    relation = facts.properties.get(v.ID[predicate])
    if relation is None:
        return []
    return [(key >> 32, key & 0xFFFFFFFF) for key in relation.keys.tolist()]


class Lists:
    """Read RDF lists."""

    def __init__(self, facts: Facts) -> None:
        self._first: dict[int, int] = {}
        self._rest: dict[int, int] = {}
        self._facts = facts
        self._known = False

    def read(self, node: int) -> List:
        """Return a list's members and cells, none where it does not end in rdf:nil."""
        if not self._known:
            self._known = True
            self._first = dict(pairs_of(self._facts, v.FIRST))
            self._rest = dict(pairs_of(self._facts, v.REST))
        nil, first, rest = (v.ID[term] for term in (v.NIL, v.FIRST, v.REST))
        members: list[int] = []
        cells: list[Fact] = []
        seen: set[int] = set()
        while node != nil and node in self._first and node not in seen:
            seen.add(node)
            members.append(self._first[node])
            cells.append((node, first, self._first[node]))
            after = self._rest.get(node)
            if after is None:
                return (), ()
            cells.append((node, rest, after))
            node = after
        return (tuple(members), tuple(cells)) if node == nil else ((), ())


def axioms_of(restriction: int, kind: int, filler: int, number: int) -> tuple[Fact, Fact]:
    """Return the two facts that spell a restriction out."""
    return (restriction, kind, filler), (restriction, ON_PROPERTY, number)


def grouped(
    rows: Iterable[tuple[int, int, int]], column: int
) -> list[tuple[int, list[tuple[int, int, int]]]]:
    """Return the rows that share a column's value with another, by that value."""
    groups: dict[int, list[tuple[int, int, int]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return [(end, group) for end, group in groups.items() if len(group) > 1]
