"""The ontology as the rules read it, closed under table 9 (scm-*), each conclusion with its reason.

All of it is in terms of representatives. Reading is cheap: an ontology is small beside the data.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import (
    CLASS,
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    NOTHING,
    RANGE,
    SUB_CLASS,
    SUB_PROPERTY,
    THING,
    List,
    Lists,
    Reason,
    axioms_of,
    grouped,
    pairs_of,
)
from claimgraph.reason.columns import Keys
from claimgraph.reason.facts import TYPE, Fact, Facts
from claimgraph.reason.tautologies import reflect


class Schema:
    """Hold class and property trees, domains and ranges, closed; and the axioms of joins.

    ``supers`` and ``super_properties`` map to strict ancestors; ``domains`` and ``ranges`` are
    closed under both. ``reasons`` says why each derived schema fact holds; ``derived`` lists the
    new ones in the order in which they were found.
    """

    def __init__(self, facts: Facts, reasons: dict[Fact, Reason]) -> None:
        self._facts = facts
        self.reasons = reasons
        self.derived: list[Fact] = []
        self._cells = Lists(facts)
        self.intersections = self._listed(v.INTERSECTION_OF)
        self.unions = self._listed(v.UNION_OF)
        on: dict[int, list[int]] = {}
        for restriction, number in self.pairs(v.ON_PROPERTY):
            on.setdefault(restriction, []).append(number)
        self.on_property = on
        self.some = self._restrictions(v.SOME_VALUES_FROM)
        self.only = self._restrictions(v.ALL_VALUES_FROM)
        self.value = self._restrictions(v.HAS_VALUE)
        self._declared = frozenset(self.instances(v.CLASS)) | {THING, NOTHING}
        self._declared_properties = frozenset(
            [*self.instances(v.OBJECT_PROPERTY), *self.instances(v.DATATYPE_PROPERTY)]
        )
        self.supers = self._read_tree(SUB_CLASS, EQUIVALENT_CLASS, "scm-eqc1")
        self.super_properties = self._read_tree(SUB_PROPERTY, EQUIVALENT_PROPERTY, "scm-eqp1")
        self._add_lists()
        self._close_trees()
        self.domains = self._close_ends(DOMAIN, "scm-dom")
        self.ranges = self._close_ends(RANGE, "scm-rng")
        reflect(self, facts)

    def terms(self) -> Keys:
        """Return the classes and properties that stand in some axiom of the trees."""
        found = set(self._declared) | set(self._declared_properties) | set(self.on_property)
        found |= {one for one, _ in (*self.intersections, *self.unions)}
        for tree in (self.supers, self.super_properties):
            found.update(tree)
        for predicate in (
            v.SUB_CLASS_OF,
            v.SUB_PROPERTY_OF,
            v.EQUIVALENT_CLASS,
            v.EQUIVALENT_PROPERTY,
        ):
            found.update(term for pair in self.pairs(predicate) for term in pair)
        return np.array(sorted(found), np.uint64)

    # -- reading

    def pairs(self, predicate: str) -> list[tuple[int, int]]:
        """Return the pairs of a vocabulary's property, sorted by id."""
        return pairs_of(self._facts, predicate)

    def instances(self, kind: str) -> list[int]:
        """Return the members of a vocabulary's class, sorted by id."""
        relation = self._facts.classes.get(v.ID[kind])
        return [] if relation is None else relation.keys.tolist()

    def list_of(self, node: int) -> List:
        """Return an RDF list's members and cells, none where it does not end in rdf:nil."""
        return self._cells.read(node)

    def _listed(self, predicate: str) -> dict[tuple[int, int], List]:
        return {(one, node): self.list_of(node) for one, node in self.pairs(predicate)}

    def _restrictions(self, predicate: str) -> list[tuple[int, int, int]]:
        return [
            (restriction, number, filler)
            for restriction, filler in self.pairs(predicate)
            for number in self.on_property.get(restriction, ())
        ]

    # -- deriving

    def derive(self, fact: Fact, rule: str, *premises: Fact) -> None:
        """Record a schema fact that is not there yet."""
        if fact not in self.reasons:
            self.reasons[fact] = (rule, premises)
            self.derived.append(fact)

    def _read_tree(self, below: int, equal: int, rule: str) -> dict[int, dict[int, None]]:
        tree: dict[int, dict[int, None]] = {}
        for one, other in self.pairs(v.TERMS[below]):
            if one != other:
                tree.setdefault(one, {})[other] = None
        for one, other in self.pairs(v.TERMS[equal]):
            for low, high in ((one, other), (other, one)):
                if low != high and high not in tree.get(low, ()):
                    self.derive((low, below, high), rule, (one, equal, other))
                    tree.setdefault(low, {})[high] = None
        return tree

    def _add_lists(self) -> None:
        intersection, union = v.ID[v.INTERSECTION_OF], v.ID[v.UNION_OF]
        for (one, node), (members, cells) in self.intersections.items():
            for member in members:
                self._add_super(one, member, "scm-int", (one, intersection, node), *cells)
        for (one, node), (members, cells) in self.unions.items():
            for member in members:
                self._add_super(member, one, "scm-uni", (one, union, node), *cells)
        self.thing_matters = self._thing_matters()
        if self.thing_matters:
            for one in sorted(self._declared - {THING}):
                self._note_class(one)
                self._add_super(one, THING, "scm-cls", (one, TYPE, CLASS))
        # The empty class lies below every class; that matters where a class lies below it.
        if any(NOTHING in above for above in self.supers.values()):
            for one in sorted(self._declared - {NOTHING}):
                self._note_class(one)
                self._add_super(NOTHING, one, "scm-cls", (one, TYPE, CLASS))

    def _thing_matters(self) -> bool:
        # Membership in owl:Thing is only kept where some axiom makes use of it.
        if (
            self._joins_on_type()
            or self.supers.get(THING)
            or any(THING in members for members, _ in self.intersections.values())
        ):
            return True
        used = (v.DISJOINT_WITH, v.COMPLEMENT_OF, v.HAS_KEY, v.DIFFERENT_FROM)
        return any(THING in pair for predicate in used for pair in self.pairs(predicate)) or any(
            THING in self.list_of(node)[0] for _, node in self.pairs(v.MEMBERS)
        )

    def _joins_on_type(self) -> bool:
        pairs = (
            v.SUB_PROPERTY_OF,
            v.EQUIVALENT_PROPERTY,
            v.INVERSE_OF,
            v.DOMAIN,
            v.RANGE,
            v.ON_PROPERTY,
        )
        kinds = (v.FUNCTIONAL, v.INVERSE_FUNCTIONAL, v.SYMMETRIC, v.TRANSITIVE)
        return (
            any(TYPE in pair for predicate in pairs for pair in self.pairs(predicate))
            or any(TYPE in self.instances(kind) for kind in kinds)
            or any(
                TYPE in self.list_of(node)[0]
                for predicate in (v.PROPERTY_CHAIN, v.HAS_KEY)
                for _, node in self.pairs(predicate)
            )
        )

    def _add_super(self, low: int, high: int, rule: str, *premises: Fact) -> bool:
        if low == high or high in self.supers.get(low, ()):
            return False
        self.derive((low, SUB_CLASS, high), rule, *premises)
        self.supers.setdefault(low, {})[high] = None
        return True

    def _close_trees(self) -> None:
        self._close_tree(self.super_properties, SUB_PROPERTY, "scm-spo")
        self._equate(self.super_properties, SUB_PROPERTY, EQUIVALENT_PROPERTY, "scm-eqp2")
        while True:
            self._close_tree(self.supers, SUB_CLASS, "scm-sco")
            if not self._compare_restrictions():
                break
        self._equate(self.supers, SUB_CLASS, EQUIVALENT_CLASS, "scm-eqc2")

    def _close_tree(self, tree: dict[int, dict[int, None]], below: int, rule: str) -> None:
        # A node's ancestors grow while they are walked: each is reached through one found earlier.
        for low in list(tree):
            above = tree[low]
            queue = list(above)
            for middle in queue:
                for high in tree.get(middle, ()):
                    if high != low and high not in above:
                        above[high] = None
                        queue.append(high)
                        premises = (low, below, middle), (middle, below, high)
                        self.derive((low, below, high), rule, *premises)

    def _equate(self, tree: dict[int, dict[int, None]], below: int, equal: int, rule: str) -> None:
        known = set(self.pairs(v.TERMS[equal]))
        for low, above in tree.items():
            for high in above:
                if low in tree.get(high, ()) and (low, high) not in known:
                    premises = (low, below, high), (high, below, low)
                    self.derive((low, equal, high), rule, *premises)

    def _compare_restrictions(self) -> bool:
        """Apply scm-svf1/2, scm-avf1/2 and scm-hv; tell whether a class got a new superclass."""
        found = False
        some, only, value = (
            v.ID[term] for term in (v.SOME_VALUES_FROM, v.ALL_VALUES_FROM, v.HAS_VALUE)
        )
        for rules, kind, restrictions in (
            (("scm-svf1", "scm-svf2"), some, self.some),
            (("scm-avf1", "scm-avf2"), only, self.only),
            (("", "scm-hv"), value, self.value),
        ):
            if len(restrictions) < 2:
                continue
            for number, group in grouped(restrictions, 1) if kind != value else ():
                for one, low, other, high in self._below(group, 2):
                    axioms = axioms_of(one, kind, low, number), axioms_of(other, kind, high, number)
                    below = self.sub_class(low, high)
                    assert below is not None
                    found |= self._add_super(one, other, rules[0], *axioms[0], *axioms[1], below)
            for filler, group in grouped(restrictions, 2):
                for one, low, other, high in self._below(group, 1):
                    axioms = axioms_of(one, kind, filler, low), axioms_of(other, kind, filler, high)
                    below = self.sub_property(low, high)
                    assert below is not None
                    if kind == only:
                        one, other = other, one
                    found |= self._add_super(one, other, rules[1], *axioms[0], *axioms[1], below)
        return found

    def _below(
        self, group: list[tuple[int, int, int]], column: int
    ) -> Iterator[tuple[int, int, int, int]]:
        """Yield pairs of restrictions of a group whose compared ends stand one below the other."""
        by_end: dict[int, list[int]] = {}
        for row in group:
            by_end.setdefault(row[column], []).append(row[0])
        tree = self.supers if column == 2 else self.super_properties
        sub = self.sub_class if column == 2 else self.sub_property
        for low, ones in list(by_end.items()):
            above = tree.get(low, {})
            # owl:Thing is above every class though the tree does not say so.
            ends = [low, *(e for e in by_end if e != low and (e in above or e == THING))]
            if low == NOTHING and column == 2:
                ends = list(by_end)
            for high in ends:
                if sub(low, high) is not None:
                    for one in ones:
                        for other in by_end[high]:
                            if one != other:
                                yield one, low, other, high

    def sub_class(self, low: int, high: int) -> Fact | None:
        """Return the fact that one class lies below another, tautologies included, or None."""
        fact = (low, SUB_CLASS, high)
        if high in self.supers.get(low, ()):
            return fact
        declared = high if low == NOTHING else low
        if declared in self._declared and (low in (high, NOTHING) or high == THING):
            self._note_class(declared)
            self.reasons.setdefault(fact, ("scm-cls", ((declared, TYPE, CLASS),)))
            return fact
        return self._around(low, SUB_CLASS, self.supers, "scm-sco") if low == high else None

    def _note_class(self, number: int) -> None:
        """Record why owl:Thing and owl:Nothing are classes."""
        if number in (THING, NOTHING):
            rule = "cls-thing" if number == THING else "cls-nothing1"
            if self._facts.rank_of((number, TYPE, CLASS)) is None:
                self.reasons.setdefault((number, TYPE, CLASS), (rule, ()))

    def sub_property(self, low: int, high: int) -> Fact | None:
        """Return the fact that one property lies below another, tautologies included, or None."""
        fact = (low, SUB_PROPERTY, high)
        if high in self.super_properties.get(low, ()):
            return fact
        if low == high and low in self._declared_properties:
            for rule, kind in (("scm-op", v.OBJECT_PROPERTY), ("scm-dp", v.DATATYPE_PROPERTY)):
                declared = (low, TYPE, v.ID[kind])
                if self._facts.rank_of(declared) is not None:
                    self.reasons.setdefault(fact, (rule, (declared,)))
                    return fact
        return (
            self._around(low, SUB_PROPERTY, self.super_properties, "scm-spo")
            if low == high
            else None
        )

    def _around(
        self, number: int, below: int, tree: dict[int, dict[int, None]], rule: str
    ) -> Fact | None:
        """Return that a term lies below itself where that was given or a circle says so."""
        fact = (number, below, number)
        if fact in self.reasons or self._facts.rank_of(fact) is not None:
            return fact
        equal, by = (
            (EQUIVALENT_CLASS, "scm-eqc1")
            if below == SUB_CLASS
            else (EQUIVALENT_PROPERTY, "scm-eqp1")
        )
        if self._facts.rank_of((number, equal, number)) is not None:
            self.reasons[fact] = (by, ((number, equal, number),))
            return fact
        for middle in tree.get(number, ()):
            if number in tree.get(middle, ()):
                self.reasons[fact] = (rule, ((number, below, middle), (middle, below, number)))
                return fact
        return None

    def _close_ends(self, predicate: int, rule: str) -> dict[int, dict[int, None]]:
        """Close domains or ranges: scm-dom1/2, scm-rng1/2."""
        direct: dict[int, dict[int, None]] = {}
        for number, kind in self.pairs(v.TERMS[predicate]):
            direct.setdefault(number, {})[kind] = None
        ends = {number: dict(kinds) for number, kinds in direct.items()}
        for low, above in self.super_properties.items():
            for high in above:
                for kind in direct.get(high, ()):
                    if kind not in ends.setdefault(low, {}):
                        ends[low][kind] = None
                        premises = (high, predicate, kind), (low, SUB_PROPERTY, high)
                        self.derive((low, predicate, kind), rule + "2", *premises)
        for number, kinds in ends.items():
            for kind in list(kinds):
                for high in self.supers.get(kind, ()):
                    if high not in kinds:
                        kinds[high] = None
                        premises = (number, predicate, kind), (kind, SUB_CLASS, high)
                        self.derive((number, predicate, high), rule + "1", *premises)
        return ends
