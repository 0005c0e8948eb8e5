"""Find how a fact was derived: one rule's use whose premises are older than the fact.

Facts are looked for as they stood when the rule ran: old forms of rewritten facts included, and
under the program that was in force. So a premise always has a lower rank, and proofs are finite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from claimgraph.reason.axioms import THING
from claimgraph.reason.columns import RANK, bounds, objects_of, spread
from claimgraph.reason.datatypes import holds
from claimgraph.reason.engine import Reasoning
from claimgraph.reason.equality import Link
from claimgraph.reason.facts import SAME_AS, TYPE, Fact
from claimgraph.reason.program import (
    Linear,
    Listed,
    Maximum,
    Program,
    Restriction,
    Unifier,
)

Premise: TypeAlias = "Fact | Use"


@dataclass(frozen=True, slots=True)
class Use:
    """Hold one use of a rule; a premise is a fact still to be explained, or another use."""

    fact: Fact
    rule: str
    premises: tuple[Premise, ...]


class _Heads:
    """Index a program's rules by what they conclude."""

    def __init__(self, program: Program) -> None:
        self.linear: dict[int, list[tuple[int, bool, Linear]]] = {}
        self.subject_kinds: dict[int, list[tuple[int, Linear]]] = {}
        self.object_kinds: dict[int, list[tuple[int, Linear]]] = {}
        self.below: dict[int, list[int]] = {}
        for number, linear in program.linear.items():
            for head, turned in linear.came:
                if (head, turned) != (number, False):
                    self.linear.setdefault(head, []).append((number, turned, linear))
            for kind in linear.subject_kinds:
                self.subject_kinds.setdefault(kind, []).append((number, linear))
            for kind in linear.object_kinds:
                self.object_kinds.setdefault(kind, []).append((number, linear))
        for low, above in program.supers.items():
            for high in above:
                self.below.setdefault(high, []).append(low)


class Backward:
    """Search derivations of facts in a closed :class:`Reasoning`."""

    def __init__(self, reasoning: Reasoning) -> None:
        self._reasoning = reasoning
        self._facts = reasoning.facts
        self._heads: dict[int, _Heads] = {}

    def uses(self, fact: Fact) -> Iterator[Use]:
        """Yield ways in which a fact was derived, each from older facts."""
        reason = self._reasoning.reasons.get(fact)
        if reason is not None:
            yield Use(fact, reason[0], reason[1])
        rank = self._facts.rank_of(fact)
        if rank is None:
            return
        program = self._reasoning.program_at(rank)
        yield from self._rewritten(fact, rank)
        yield from self.rule_uses(fact, rank, program)

    def rule_uses(self, fact: Fact, before: int, program: Program) -> Iterator[Use]:
        """Yield uses of a program's rules that conclude a fact from facts before a round."""
        heads = self._heads.get(program.birth)
        if heads is None:
            heads = self._heads[program.birth] = _Heads(program)
        if fact[1] == TYPE:
            yield from self._member(fact, before, program, heads)
        yield from self._pair(fact, before, program, heads)

    # -- pairs

    def _pair(self, fact: Fact, before: int, program: Program, heads: _Heads) -> Iterator[Use]:
        s, p, o = fact
        facts = self._facts
        for number, turned, linear in heads.linear.get(p, ()):
            start = (o, number, s) if turned else (s, number, o)
            if facts.is_before(start, before):
                yield _along(linear, (p, turned), start)
        if p in program.transitive:
            for middle in self._after(p, s, before):
                if facts.is_before((middle, p, o), before):
                    premises = (program.transitive[p], (s, p, middle), (middle, p, o))
                    yield Use(fact, "prp-trp", premises)
        for chain in program.chains:
            if chain.head == p:
                for steps in self._walk(chain.members, s, o, before):
                    yield Use(fact, "prp-spo2", (*chain.axioms, *steps))
        for rule in program.value:
            if rule.property == p and rule.filler == o:
                member = (s, TYPE, rule.kind)
                if facts.is_before(member, before):
                    yield Use(fact, "cls-hv1", (*rule.axioms, member))
        if p == SAME_AS and s == o:
            yield Use(fact, "eq-ref", ())

    def _walk(
        self, members: tuple[int, ...], start: int, end: int, before: int
    ) -> Iterator[tuple[Fact, ...]]:
        """Yield the facts of each walk along a chain."""
        facts = self._facts
        if len(members) == 1:
            last = (start, members[0], end)
            if facts.is_before(last, before):
                yield (last,)
            return
        for middle in self._after(members[0], start, before):
            for rest in self._walk(members[1:], middle, end, before):
                yield ((start, members[0], middle), *rest)

    def _after(self, number: int, start: int, before: int) -> list[int]:
        if number != TYPE:
            return self._facts.objects(number, start, before)
        kinds = {*self._facts.classes, *self._facts.old_classes}
        return [c for c in sorted(kinds) if self._facts.is_before((start, TYPE, c), before)]

    # -- memberships

    def _member(self, fact: Fact, before: int, program: Program, heads: _Heads) -> Iterator[Use]:
        s, _, kind = fact
        facts = self._facts
        for low in heads.below.get(kind, ()):
            member = (s, TYPE, low)
            if facts.is_before(member, before):
                rule, axiom = program.super_steps[(low, kind)]
                yield Use(fact, rule, (axiom, member))
        for number, linear in heads.subject_kinds.get(kind, ()):
            for other in self._after(number, s, before)[:1]:
                yield _end(linear, linear.subject_kinds[kind], (s, number, other), fact)
        for number, linear in heads.object_kinds.get(kind, ()):
            for other in self._ahead(number, s, before)[:1]:
                yield _end(linear, linear.object_kinds[kind], (other, number, s), fact)
        yield from self._restricted(fact, before, program)
        for listed in program.intersections:
            if listed.head == kind:
                members = tuple((s, TYPE, member) for member in listed.members)
                if all(facts.is_before(member, before) for member in members):
                    yield Use(fact, "cls-int1", (*listed.axioms, *members))
        name = self._reasoning.terms.text(kind)
        text = self._reasoning.terms.text(s)
        if kind in program.datatypes and text[0] == '"' and holds(name, text):
            yield Use(fact, "dt-type2", ())

    def _ahead(self, number: int, end: int, before: int) -> list[int]:
        if number != TYPE:
            return self._facts.subjects(number, end, before)
        found: list[int] = []
        for table in (self._facts.classes, self._facts.old_classes):
            relation = table.get(end)
            if relation is not None:
                found.extend(relation.keys[(relation.ranks & RANK) < before].tolist())
        return found

    def _restricted(self, fact: Fact, before: int, program: Program) -> Iterator[Use]:
        s, _, kind = fact
        facts = self._facts
        for rule in program.value:
            pair = (s, rule.property, rule.filler)
            if rule.kind == kind and facts.is_before(pair, before):
                yield Use(fact, "cls-hv2", (*rule.axioms, pair))
        for rule in program.some:
            if rule.kind == kind:
                yield from self._some(fact, rule, before)
        for rule in program.only:
            if rule.filler == kind:
                for other in self._ahead(rule.property, s, before):
                    member = (other, TYPE, rule.kind)
                    if facts.is_before(member, before):
                        pair = (other, rule.property, s)
                        yield Use(fact, "cls-avf", (*rule.axioms, member, pair))

    def _some(self, fact: Fact, rule: Restriction, before: int) -> Iterator[Use]:
        s = fact[0]
        for other in self._after(rule.property, s, before):
            pair = (s, rule.property, other)
            member = (other, TYPE, rule.filler)
            if rule.filler == THING:
                yield Use(fact, "cls-svf2", (*rule.axioms, pair))
            elif self._facts.is_before(member, before):
                yield Use(fact, "cls-svf1", (*rule.axioms, pair, member))

    # -- equality

    def _rewritten(self, fact: Fact, rank: int) -> Iterator[Use]:
        """Yield how a fact came from an older one in other terms: eq-rep-s, eq-rep-p, eq-rep-o."""
        equality = self._facts.equality
        if not equality.merged:
            return
        s, p, o = fact
        subjects = equality.members(s, rank)
        predicates = equality.members(p, rank)
        objects = equality.members(o, rank)
        if len(subjects) == len(predicates) == len(objects) == 1:
            return
        for older in self._old_forms(subjects, predicates, objects, rank):
            use = self.rewriting(older, fact, rank)
            if use is not None and older != fact:
                yield use

    def _old_forms(
        self, subjects: list[int], predicates: list[int], objects: list[int], before: int
    ) -> Iterator[Fact]:
        wanted = np.sort(np.array(subjects, np.uint64))
        ends = np.sort(np.array(objects, np.uint64))
        for p in predicates:
            if p == TYPE:
                yield from self._old_members(subjects, objects, before)
                continue
            for table in (self._facts.old_properties, self._facts.properties):
                relation = table.get(p)
                if relation is None or not len(relation.keys):
                    continue
                _, places = spread(*bounds(wanted, relation.keys))
                fresh = (relation.ranks[places] & RANK) < before
                keys = relation.keys[places[fresh]]
                for key in keys[np.isin(objects_of(keys), ends)].tolist():
                    yield (key >> 32, p, key & 0xFFFFFFFF)

    def _old_members(self, subjects: list[int], kinds: list[int], before: int) -> Iterator[Fact]:
        for kind in kinds:
            for s in subjects:
                if self._facts.is_before((s, TYPE, kind), before):
                    yield (s, TYPE, kind)

    def rewriting(self, older: Fact, fact: Fact, before: int) -> Use | None:
        """Return the steps from one fact to its like in equal terms, or None if not equal then."""
        use: Premise = older
        at = older
        for place, rule in ((0, "eq-rep-s"), (1, "eq-rep-p"), (2, "eq-rep-o")):
            if at[place] != fact[place]:
                same = self.equality(at[place], fact[place], before)
                if same is None:
                    return None
                at = (*at[:place], fact[place], *at[place + 1 :])  # type: ignore[assignment]
                use = Use(at, rule, (same, use))
        return use if isinstance(use, Use) else None

    def equality(self, one: int, other: int, before: int) -> Premise | None:
        """Return how two terms were found equal before a round, or None."""
        links = self._facts.equality.path(one, other, before)
        if not links:
            return None
        at = one
        whole: Premise | None = None
        for link in links:
            after = link.right if link.left == at else link.left
            use = self.link(link)
            if link.left != at:
                use = Use((at, SAME_AS, after), "eq-sym", (use,))
            if whole is not None:
                use = Use((one, SAME_AS, after), "eq-trans", (whole, use))
            whole, at = use, after
        return whole

    def link(self, link: Link) -> Premise:
        """Return the use of the rule that found two terms equal."""
        x, y, before = link.left, link.right, link.rank + 1
        fact = (x, SAME_AS, y)
        rule = self._reasoning.program_at(before).equalities[link.axiom]
        w = link.witness
        if isinstance(rule, Unifier):
            p = rule.property
            pairs = ((w, p, x), (w, p, y)) if rule.rule == "prp-fp" else ((x, p, w), (y, p, w))
            return Use(fact, rule.rule, (rule.axiom, *pairs))
        if isinstance(rule, Maximum):
            p = rule.property
            premises: list[Fact] = [*rule.axioms, (w, TYPE, rule.kind), (w, p, x), (w, p, y)]
            if rule.filler not in (None, THING):
                assert rule.filler is not None
                premises += [(x, TYPE, rule.filler), (y, TYPE, rule.filler)]
            return Use(fact, rule.rule, tuple(premises))
        if isinstance(rule, Listed):
            return Use(fact, "prp-key", self._key_premises(rule, x, y, before))
        if rule == "dt-eq":
            return Use(fact, "dt-eq", ())
        return fact

    def _key_premises(self, rule: Listed, x: int, y: int, before: int) -> tuple[Fact, ...]:
        premises = [*rule.axioms, (x, TYPE, rule.head), (y, TYPE, rule.head)]
        for p in rule.members:
            shared = set(self._after(p, x, before)) & set(self._after(p, y, before))
            value = min(shared)
            premises += [(x, p, value), (y, p, value)]
        return tuple(premises)


def _along(linear: Linear, state: tuple[int, bool], start: Fact) -> Use:
    """Return the steps from a property's fact to the one that a state stands for."""
    use: Premise = start
    for (rule, axiom), (number, turned) in linear.path(state):
        s, _, o = start
        fact = (o, number, s) if turned else (s, number, o)
        use = Use(fact, rule, (axiom, use))
    assert isinstance(use, Use)
    return use


def _end(
    linear: Linear,
    last: tuple[tuple[int, bool], tuple[str, Fact]],
    start: Fact,
    fact: Fact,
) -> Use:
    state, (rule, axiom) = last
    before = start if linear.came[state] is None else _along(linear, state, start)
    return Use(fact, rule, (axiom, before))
