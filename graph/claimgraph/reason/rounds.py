"""Run a program over facts to the fixpoint, semi-naively: each round joins what is new with all.

Rules are those of OWL 2 Profiles, section 4.3, tables 4-7; the function that carries out a rule
names it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from claimgraph.reason.axioms import THING
from claimgraph.reason.columns import (
    EMPTY,
    Index,
    Keys,
    among,
    flip,
    objects_of,
    pack,
    subjects_of,
    unique,
)
from claimgraph.reason.datatypes import same_value
from claimgraph.reason.equality import LinkBatch
from claimgraph.reason.facts import SAME_AS, Facts
from claimgraph.reason.guard import Guard
from claimgraph.reason.program import Listed, Maximum, Program, Restriction, Unifier
from claimgraph.reason.rewrite import rewrite

Links: TypeAlias = tuple[Keys, Keys, Keys | None]  # equal terms, and the shared third of each pair


class Rounds:
    """Apply one program's rules to facts until nothing new follows."""

    def __init__(self, facts: Facts, program: Program, guard: Guard) -> None:
        self._facts = facts
        self._program = program
        self._guard = guard

    def run(self) -> None:
        """Process the deltas and what follows from them; leave no delta and nothing pending.

        :raises Stop: where the guard struck; what is there by then is right
        """
        facts = self._facts
        while facts.absorb():
            self._guard.check_size(facts.size())
            self._guard.check_time()
            self._equalities()
            self.derive()
            facts.clear_deltas()

    def derive(self) -> None:
        """Put what follows from the deltas in one step, equalities left out, into pending."""
        self._linear()
        self._classes()
        self._joins()

    # -- reading deltas

    def _new(self, number: int) -> Keys:
        relation = self._facts.properties.get(number)
        return EMPTY if relation is None else relation.delta

    def _new_members(self, number: int) -> Keys:
        relation = self._facts.classes.get(number)
        return EMPTY if relation is None else relation.delta

    def _all(self, number: int) -> Keys:
        relation = self._facts.properties.get(number)
        return EMPTY if relation is None else relation.keys

    def _inverse(self, number: int) -> Keys:
        relation = self._facts.properties.get(number)
        return EMPTY if relation is None else relation.inverse

    def _members(self, number: int) -> Keys:
        relation = self._facts.classes.get(number)
        return EMPTY if relation is None else relation.keys

    # -- one premise

    def _linear(self) -> None:
        """Apply prp-spo1, prp-eqp, prp-inv, prp-symp, prp-dom and prp-rng, composed."""
        facts = self._facts
        for number, linear in self._program.linear.items():
            new = self._new(number)
            if not len(new):
                continue
            turned: Keys | None = None
            for head, is_turned in linear.came:
                if is_turned and turned is None:
                    turned = flip(new)
                if (head, is_turned) != (number, False):
                    facts.put(head, turned if is_turned and turned is not None else new)
            if linear.subject_kinds:
                ends = unique(subjects_of(new))
                for kind in linear.subject_kinds:
                    facts.members(kind).pending.append(ends)
            if linear.object_kinds:
                ends = unique(objects_of(new))
                for kind in linear.object_kinds:
                    self._type(kind, ends)

    def _classes(self) -> None:
        """Apply cax-sco, cax-eqc and cls-hv1."""
        facts, program = self._facts, self._program
        for number, supers in program.supers.items():
            new = self._new_members(number)
            if len(new):
                for high in supers:
                    facts.members(high).pending.append(new)
        for rule in program.value:
            new = self._new_members(rule.kind)
            if len(new):
                facts.put(rule.property, pack(new, np.full(len(new), rule.filler, np.uint64)))

    def _type(self, kind: int, ends: Keys) -> None:
        # Literals are typed by datatypes only where a rule asks for it; see checks for dt-not-type.
        if kind in self._program.datatypes:
            ends = ends[~self._facts.terms.literals[ends.view(np.int64)]]
        if len(ends):
            self._facts.members(kind).pending.append(ends)

    # -- joins

    def _joins(self) -> None:
        program = self._program
        for rule in program.value:
            self._value(rule)
        for rule in program.some:
            self._some(rule)
        for rule in program.only:
            self._only(rule)
        for listed in program.intersections:
            self._intersection(listed)
        for number in program.transitive:
            self._transitive(number)
        for listed in program.chains:
            self._chain(listed)

    def _value(self, rule: Restriction) -> None:
        """Apply cls-hv2."""
        new = self._new(rule.property)
        if len(new):
            hit = new[objects_of(new) == rule.filler]
            if len(hit):
                self._facts.members(rule.kind).pending.append(subjects_of(hit))

    def _some(self, rule: Restriction) -> None:
        """Apply cls-svf1, and cls-svf2 for owl:Thing."""
        new = self._new(rule.property)
        target = self._facts.members(rule.kind).pending
        if rule.filler == THING:
            if len(new):
                target.append(subjects_of(new))
            return
        if len(new) and len(members := self._members(rule.filler)):
            target.append(subjects_of(new[among(objects_of(new), members)]))
        fresh = self._new_members(rule.filler)
        if len(fresh) and len(self._all(rule.property)):
            _, found = self._guard.join(fresh, self._inverse(rule.property))
            target.append(found)

    def _only(self, rule: Restriction) -> None:
        """Apply cls-avf."""
        new = self._new(rule.property)
        if len(new) and len(members := self._members(rule.kind)):
            self._type(rule.filler, objects_of(new[among(subjects_of(new), members)]))
        fresh = self._new_members(rule.kind)
        if len(fresh) and len(pairs := self._all(rule.property)):
            _, found = self._guard.join(fresh, pairs)
            self._type(rule.filler, found)

    def _intersection(self, rule: Listed) -> None:
        """Apply cls-int1."""
        for place, member in enumerate(rule.members):
            both = self._new_members(member)
            for other, kind in enumerate(rule.members):
                if len(both) and other != place:
                    both = both[among(both, self._members(kind))]
            if len(both):
                self._facts.members(rule.head).pending.append(both)

    def _transitive(self, number: int) -> None:
        """Apply prp-trp."""
        new = self._new(number)
        if not len(new):
            return
        relation = self._facts.property(number)
        place, ends = self._guard.join(objects_of(new), relation.keys)
        relation.pending.append(pack(subjects_of(new)[place], ends))
        place, starts = self._guard.join(subjects_of(new), relation.inverse)
        relation.pending.append(pack(starts, objects_of(new)[place]))

    def _chain(self, rule: Listed) -> None:
        """Apply prp-spo2: from each member's new pairs, outwards to both ends of the chain."""
        for place, member in enumerate(rule.members):
            new = self._new(member)
            if not len(new) or not all(len(self._all(p)) for p in rule.members):
                continue
            starts, ends = subjects_of(new), objects_of(new)
            for after in rule.members[place + 1 :]:
                at, ends = self._guard.join(ends, self._all(after))
                starts = starts[at]
            for before in reversed(rule.members[:place]):
                at, starts = self._guard.join(starts, self._inverse(before))
                ends = ends[at]
            if len(starts):
                self._facts.put(rule.head, pack(starts, ends))

    # -- equality

    def _equalities(self) -> None:
        """Apply eq-sym, eq-trans, eq-rep-s/p/o and the rules that conclude owl:sameAs."""
        facts = self._facts
        while True:
            batches = [batch for batch in self._links() if len(batch.left)]
            if not batches:
                return
            dead = facts.equality.merge(batches, len(facts.terms))
            if dead is None:
                return
            rewrite(facts, dead)
            self._guard.check_size(facts.size())
            self._guard.check_time()

    def _links(self) -> list[LinkBatch]:
        facts = self._facts
        found, facts.links = facts.links, []
        for axiom, rule in enumerate(self._program.equalities):
            links: Links | None = None
            if isinstance(rule, Unifier):
                links = self._unify(rule)
            elif isinstance(rule, Maximum):
                links = self._at_most_one(rule)
            elif isinstance(rule, Listed):
                links = self._key(rule)
            elif axiom == 0 and len(new := self._new(SAME_AS)):
                links = (subjects_of(new), objects_of(new), None)
            if links is not None:
                found.append(self._batch(links, axiom))
        return found

    def _batch(self, links: Links, axiom: int) -> LinkBatch:
        """Gather links; set those apart that equate literals of different values (dt-diff)."""
        facts = self._facts
        left, right, _ = links
        rows = np.flatnonzero(left != right)
        literals = facts.terms.literals
        both = literals[left[rows].view(np.int64)] & literals[right[rows].view(np.int64)]
        if both.any():
            clash = [
                bool(b) and same_value(facts.terms.text(int(x)), facts.terms.text(int(y))) is False
                for x, y, b in zip(left[rows], right[rows], both, strict=True)
            ]
            apart = np.array(clash, np.bool_)
            facts.equality.clashes.append(_select(links, rows[apart], axiom, facts.rank))
            rows = rows[~apart]
        return _select(links, rows, axiom, facts.rank)

    def _unify(self, rule: Unifier) -> Links | None:
        """Apply prp-fp, or prp-ifp on the inverse."""
        new = self._new(rule.property)
        if not len(new):
            return None
        relation = self._facts.property(rule.property)
        forward = rule.rule == "prp-fp"
        pairs = relation.keys if forward else relation.inverse
        if len(new) < len(pairs):
            shared = unique(subjects_of(new) if forward else objects_of(new))
            place, ends = self._guard.join(shared, pairs)
            pairs = pack(shared[place], ends)
        return _stars(pairs)

    def _at_most_one(self, rule: Maximum) -> Links | None:
        """Apply cls-maxc2, cls-maxqc3 and cls-maxqc4."""
        pairs = self._all(rule.property)
        touched = [self._new_members(rule.kind), subjects_of(self._new(rule.property))]
        filler = None if rule.filler in (None, THING) else rule.filler
        if filler is not None and len(fresh := self._new_members(filler)):
            touched.append(self._guard.join(fresh, self._inverse(rule.property))[1])
        holders = unique(np.concatenate(touched))
        holders = holders[among(holders, self._members(rule.kind))]
        if not len(holders) or not len(pairs):
            return None
        place, ends = self._guard.join(holders, pairs)
        found = pack(holders[place], ends)
        return _stars(found if filler is None else found[among(ends, self._members(filler))])

    def _key(self, rule: Listed) -> Links | None:
        """Apply prp-key: members of the class that share a value of every key property."""
        if not rule.members:
            return None
        touched = [self._new_members(rule.head), *(subjects_of(self._new(p)) for p in rule.members)]
        holders = unique(np.concatenate(touched))
        members = self._members(rule.head)
        holders = holders[among(holders, members)]
        if not len(holders):
            return None
        if 8 * len(holders) < len(members):
            # Few are new: only who shares their first key value can be equal to them.
            _, values = self._guard.join(holders, self._all(rule.members[0]))
            _, holders = self._guard.join(unique(values), self._inverse(rule.members[0]))
            holders = unique(holders)
            holders = holders[among(holders, members)]
        else:
            holders = members
        columns: list[Keys] = []
        for number in rule.members:
            place, values = self._guard.join(holders, self._all(number))
            holders = holders[place]
            columns = [*(column[place] for column in columns), values]
        return _equal_rows(holders, columns)


def _select(links: Links, rows: Index, axiom: int, rank: int) -> LinkBatch:
    left, right, witness = links
    return LinkBatch(
        left[rows], right[rows], axiom, None if witness is None else witness[rows], rank
    )


def _equal_rows(holders: Keys, columns: list[Keys]) -> Links:
    """Link holders whose rows agree in every column to the first such holder."""
    if len(holders) < 2:
        return EMPTY, EMPTY, None
    order = np.lexsort([holders, *columns[::-1]])
    holders = holders[order]
    opens = np.zeros(len(holders), np.bool_)
    opens[0] = True
    for column in columns:
        ordered = column[order]
        opens[1:] |= ordered[1:] != ordered[:-1]
    first = np.maximum.accumulate(np.where(opens, np.arange(len(holders)), 0))
    again = np.flatnonzero(~opens)
    return holders[first[again]], holders[again], None


def _stars(pairs: Keys) -> Links:
    """Link all ends of a start to its first end; pairs are sorted. Returns also the starts."""
    starts = subjects_of(pairs)
    if len(pairs) < 2:
        return EMPTY, EMPTY, EMPTY
    again = np.flatnonzero(starts[1:] == starts[:-1]) + 1
    if not len(again):
        return EMPTY, EMPTY, EMPTY
    ends = objects_of(pairs)
    opens = np.concatenate([[True], starts[1:] != starts[:-1]])
    first = np.maximum.accumulate(np.where(opens, np.arange(len(pairs)), 0))
    return ends[first[again]], ends[again], starts[again]
