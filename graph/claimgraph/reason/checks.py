"""Find what cannot be: the rules that conclude false (OWL 2 Profiles, section 4.3, tables 4-8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import NOTHING, THING
from claimgraph.reason.backward import Backward, Premise, Use
from claimgraph.reason.columns import (
    Keys,
    contains,
    flip,
    objects_of,
    subjects_of,
    unique,
)
from claimgraph.reason.datatypes import holds, read, same_value
from claimgraph.reason.engine import Reasoning
from claimgraph.reason.equality import Link
from claimgraph.reason.facts import SAME_AS, TYPE, Fact
from claimgraph.reason.program import Maximum
from claimgraph.reason.proof import short_name
from claimgraph.reason.terms import bare

_MOST_REPORTS = 100  # of one axiom; a broken ontology would give one for each instance
_EVER = 1 << 31
_DIFFERENT = v.ID[v.DIFFERENT_FROM]


@dataclass(frozen=True, slots=True)
class Clash:
    """Hold one use of a rule that concludes false."""

    rule: str
    premises: tuple[Premise, ...]
    message: str


class Checks:
    """Apply the inconsistency rules to a closed :class:`Reasoning`."""

    def __init__(self, reasoning: Reasoning, backward: Backward) -> None:
        self._reasoning = reasoning
        self._facts = reasoning.facts
        self._backward = backward

    def run(self) -> Iterator[Clash]:
        """Yield every clash, at most 100 of one axiom."""
        yield from self._equal_and_different()
        yield from self._all_different()
        yield from self._properties()
        yield from self._denied()
        yield from self._classes()
        yield from self._counted()
        yield from self._literals()

    # -- helpers

    def _name(self, number: int) -> str:
        return short_name(bare(self._reasoning.terms.text(number)))

    def _names(self, *numbers: int) -> tuple[str, ...]:
        return tuple(self._name(number) for number in numbers)

    def _keys(self, number: int) -> Keys:
        return self._facts.property(number).keys

    def _members(self, number: int) -> Keys:
        return self._facts.members(number).keys

    def _pairs(self, predicate: str) -> list[tuple[int, int]]:
        return self._reasoning.schema_in_force.pairs(predicate)

    def _list(self, node: int) -> tuple[tuple[int, ...], tuple[Fact, ...]]:
        return self._reasoning.schema_in_force.list_of(node)

    def _of_kind(self, kind: str, predicate: str) -> Iterator[tuple[int, int, tuple[Fact, ...]]]:
        """Yield each node of a class with a list that it has, and the facts that say so."""
        known = set(self._reasoning.schema_in_force.instances(kind))
        for node, head in self._pairs(predicate):
            if node in known:
                yield node, head, ((node, TYPE, v.ID[kind]), (node, v.ID[predicate], head))

    # -- table 4

    def _equal_and_different(self) -> Iterator[Clash]:
        """Apply eq-diff1."""
        keys = self._keys(_DIFFERENT)
        broken = subjects_of(keys[subjects_of(keys) == objects_of(keys)])
        for one in broken[:_MOST_REPORTS].tolist():
            for fact in self._forms(one, _DIFFERENT):
                same = self._backward.equality(fact[0], fact[2], _EVER)
                reflexive = Use((fact[0], SAME_AS, fact[0]), "eq-ref", (fact,))
                names = self._names(fact[0], fact[2])
                message = "{} and {} are the same and said to differ".format(*names)
                yield Clash("eq-diff1", (same or reflexive, fact), message)
        for batch in self._facts.equality.clashes:
            for row in range(min(len(batch.left), _MOST_REPORTS)):
                w = 0 if batch.witness is None else int(batch.witness[row])
                link = Link(int(batch.left[row]), int(batch.right[row]), batch.axiom, w, batch.rank)
                yield self._unequal(link.left, link.right, self._backward.link(link))

    def _unequal(self, x: int, y: int, same: Premise) -> Clash:
        different = Use((x, _DIFFERENT, y), "dt-diff", ())
        message = "{} and {} follow to be the same value".format(*self._names(x, y))
        return Clash("eq-diff1", (same, different), message)

    def _forms(self, one: int, predicate: int) -> Iterator[Fact]:
        """Yield a fact that relates two terms of one class of equals, as it was given."""
        old = self._facts.old_properties.get(predicate)
        if old is not None:
            find = self._facts.equality.find
            left, right = subjects_of(old.keys), objects_of(old.keys)
            both = (find(left) == one) & (find(right) == one)
            for key in old.keys[both].tolist():
                yield (key >> 32, predicate, key & 0xFFFFFFFF)
        if old is None or not both.any():
            yield (one, predicate, one)

    def _all_different(self) -> Iterator[Clash]:
        """Apply eq-diff2 and eq-diff3."""
        first = v.ID[v.FIRST]
        for predicate, rule in ((v.MEMBERS, "eq-diff2"), (v.DISTINCT_MEMBERS, "eq-diff3")):
            for _, head, axioms in self._of_kind(v.ALL_DIFFERENT, predicate):
                members, cells = self._list(head)
                firsts = [self._original(cell) for cell in cells if cell[1] == first]
                for i, j in combinations(range(len(members)), 2):
                    if members[i] == members[j]:
                        x, y = firsts[i][2], firsts[j][2]
                        reflexive = Use((x, SAME_AS, y), "eq-ref", (firsts[i],))
                        same = self._backward.equality(x, y, _EVER) or reflexive
                        told = (*(cell for cell in cells if cell[1] != first), *firsts)
                        message = "{} and {} are the same and said to differ".format(
                            *self._names(x, y)
                        )
                        yield Clash(rule, (*axioms, *told, same), message)

    def _original(self, cell: Fact) -> Fact:
        """Return a list cell as it was given, where equality rewrote its member."""
        for member in self._facts.objects(cell[1], cell[0], _EVER):
            form = (cell[0], cell[1], member)
            if self._facts.equality.find_one(member) == cell[2] and self._facts.is_given(form):
                return form
        return cell

    # -- table 5

    def _properties(self) -> Iterator[Clash]:
        """Apply prp-irp, prp-asyp, prp-pdw and prp-adp."""
        schema = self._reasoning.schema_in_force
        for p in schema.instances(v.IRREFLEXIVE):
            keys = self._keys(p)
            axiom = (p, TYPE, v.ID[v.IRREFLEXIVE])
            for key in keys[subjects_of(keys) == objects_of(keys)][:_MOST_REPORTS].tolist():
                x = key >> 32
                message = "{} {} itself, which is irreflexive".format(*self._names(x, p))
                yield Clash("prp-irp", (axiom, (x, p, x)), message)
        for p in schema.instances(v.ASYMMETRIC):
            keys = self._keys(p)
            axiom = (p, TYPE, v.ID[v.ASYMMETRIC])
            both = keys[contains(flip(keys), keys)]
            for key in both[subjects_of(both) <= objects_of(both)][:_MOST_REPORTS].tolist():
                x, y = key >> 32, key & 0xFFFFFFFF
                names = self._names(p, x, y)
                message = "{} is asymmetric and holds both ways of {} and {}".format(*names)
                yield Clash("prp-asyp", (axiom, (x, p, y), (y, p, x)), message)
        for p, q in self._pairs(v.PROPERTY_DISJOINT_WITH):
            axioms = ((p, v.ID[v.PROPERTY_DISJOINT_WITH], q),)
            yield from self._disjoint_properties("prp-pdw", axioms, p, q)
        for _, head, axioms_ in self._of_kind(v.ALL_DISJOINT_PROPERTIES, v.MEMBERS):
            members, cells = self._list(head)
            for p, q in combinations(members, 2):
                yield from self._disjoint_properties("prp-adp", (*axioms_, *cells), p, q)

    def _disjoint_properties(
        self, rule: str, axioms: tuple[Fact, ...], p: int, q: int
    ) -> Iterator[Clash]:
        one, other = self._keys(p), self._keys(q)
        for key in one[contains(one, other)][:_MOST_REPORTS].tolist():
            x, y = key >> 32, key & 0xFFFFFFFF
            message = "{} {} and {} {}: the properties are disjoint".format(
                *self._names(x, p, q, y)
            )
            yield Clash(rule, (*axioms, (x, p, y), (x, q, y)), message)

    def _denied(self) -> Iterator[Clash]:
        """Apply prp-npa1 and prp-npa2."""
        source, about = v.ID[v.SOURCE_INDIVIDUAL], v.ID[v.ASSERTION_PROPERTY]
        sources: dict[int, list[int]] = {}
        for node, x in self._pairs(v.SOURCE_INDIVIDUAL):
            sources.setdefault(node, []).append(x)
        properties: dict[int, list[int]] = {}
        for node, p in self._pairs(v.ASSERTION_PROPERTY):
            properties.setdefault(node, []).append(p)
        for predicate, rule in ((v.TARGET_INDIVIDUAL, "prp-npa1"), (v.TARGET_VALUE, "prp-npa2")):
            for node, y in self._pairs(predicate):
                for x in sources.get(node, ()):
                    for p in properties.get(node, ()):
                        if self._facts.rank_of((x, p, y)) is not None:
                            names = self._names(x, p, y)
                            message = "{} {} {} is stated and denied".format(*names)
                            axioms = (
                                (node, source, x),
                                (node, about, p),
                                (node, v.ID[predicate], y),
                            )
                            yield Clash(rule, (*axioms, (x, p, y)), message)

    # -- tables 6 and 7

    def _classes(self) -> Iterator[Clash]:
        """Apply cls-nothing2, cls-com, cax-dw and cax-adc."""
        for x in self._members(NOTHING)[:_MOST_REPORTS].tolist():
            yield Clash(
                "cls-nothing2",
                ((x, TYPE, NOTHING),),
                f"{self._name(x)} belongs to the empty class",
            )
        for predicate, rule in ((v.COMPLEMENT_OF, "cls-com"), (v.DISJOINT_WITH, "cax-dw")):
            for one, other in self._pairs(predicate):
                yield from self._disjoint(rule, ((one, v.ID[predicate], other),), one, other)
        for _, head, axioms in self._of_kind(v.ALL_DISJOINT_CLASSES, v.MEMBERS):
            members, cells = self._list(head)
            for one, other in combinations(members, 2):
                yield from self._disjoint("cax-adc", (*axioms, *cells), one, other)

    def _disjoint(
        self, rule: str, axioms: tuple[Fact, ...], one: int, other: int
    ) -> Iterator[Clash]:
        few, many = sorted((self._members(one), self._members(other)), key=len)
        for x in few[contains(few, many)][:_MOST_REPORTS].tolist():
            message = "{} is a {} and a {}, which exclude each other".format(
                *self._names(x, one, other)
            )
            yield Clash(rule, (*axioms, (x, TYPE, one), (x, TYPE, other)), message)

    def _counted(self) -> Iterator[Clash]:
        """Apply cls-maxc1, cls-maxqc1 and cls-maxqc2."""
        for rule in self._reasoning.program.maxima:
            if rule.limit == 0:
                yield from self._none_allowed(rule)

    def _none_allowed(self, rule: Maximum) -> Iterator[Clash]:
        keys = self._keys(rule.property)
        broken = keys[contains(subjects_of(keys), self._members(rule.kind))]
        qualified = rule.filler not in (None, THING)
        if qualified and rule.filler is not None:
            broken = broken[contains(objects_of(broken), self._members(rule.filler))]
        for key in broken[:_MOST_REPORTS].tolist():
            x, y = key >> 32, key & 0xFFFFFFFF
            premises: list[Fact] = [*rule.axioms, (x, TYPE, rule.kind), (x, rule.property, y)]
            if qualified and rule.filler is not None:
                premises.append((y, TYPE, rule.filler))
            message = "{} {} {}, and may have none".format(*self._names(x, rule.property, y))
            yield Clash(rule.rule, tuple(premises), message)

    # -- table 8

    def _literals(self) -> Iterator[Clash]:
        """Apply dt-not-type, and dt-diff within classes of equals."""
        yield from self._ill_typed()
        program = self._reasoning.program
        for number, linear in program.linear.items():
            for kind in sorted(linear.object_kinds.keys() & program.datatypes):
                yield from self._outside(kind, unique(objects_of(self._keys(number))))
        for rule in program.only:
            if rule.filler in program.datatypes:
                members, keys = self._members(rule.kind), self._keys(rule.property)
                ends = unique(objects_of(keys[contains(subjects_of(keys), members)]))
                yield from self._outside(rule.filler, ends)
        for members_ in self._facts.equality.classes().values():
            literals = [n for n in members_ if self._reasoning.terms.is_literal(n)]
            for x, y in combinations(literals[:_MOST_REPORTS], 2):
                texts = self._reasoning.terms.text(x), self._reasoning.terms.text(y)
                if same_value(*texts) is False:
                    same = self._backward.equality(x, y, _EVER)
                    assert same is not None
                    yield self._unequal(x, y, same)

    def _ill_typed(self) -> Iterator[Clash]:
        terms = self._reasoning.terms
        for number in terms.typed_literals():
            text = terms.text(number)
            reading = read(text)
            if reading.known and reading.value is None:
                for fact in self._with_object(number):
                    message = f"{text} has no value of its datatype"
                    yield Clash("dt-not-type", (fact,), message)

    def _with_object(self, number: int) -> list[Fact]:
        for p, relation in self._facts.properties.items():
            for x in self._facts.subjects(p, number, _EVER) if len(relation.keys) else ():
                if self._facts.is_given((x, p, number)):
                    return [(x, p, number)]
        return []

    def _outside(self, kind: int, ends: Keys) -> Iterator[Clash]:
        """Report literals that follow to be of a datatype which does not hold their value."""
        terms = self._reasoning.terms
        name = terms.text(kind)
        told = 0
        for end in ends[terms.literals[ends.view(np.int64)]].tolist():
            if told < _MOST_REPORTS and holds(name, terms.text(end)) is False:
                told += 1
                fact = (end, TYPE, kind)
                use = next(self._backward.rule_uses(fact, _EVER, self._reasoning.program), None)
                if use is not None:
                    message = "{} follows to be of {}".format(*self._names(end, kind))
                    yield Clash("dt-not-type", (use,), message)
