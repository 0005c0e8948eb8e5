"""All facts of one closure, by property and by class, and those that equality rewrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from claimgraph.reason import vocabulary as v
from claimgraph.reason.columns import (
    EMPTY,
    GIVEN,
    RANK,
    Keys,
    Relation,
    bounds,
    objects_of,
    pack,
    subjects_of,
    union,
    unique,
)
from claimgraph.reason.dictionary import Terms
from claimgraph.reason.equality import Equality, LinkBatch

Rows: TypeAlias = npt.NDArray[np.uint64] | npt.NDArray[np.uint32]  # of shape (n, 3)
Fact: TypeAlias = tuple[int, int, int]  # subject, predicate, object

TYPE = v.ID[v.TYPE]
SAME_AS = v.ID[v.SAME_AS]


class Facts:
    """Hold facts as relations; memberships (rdf:type) stand in one relation per class.

    Live facts are in terms of representatives. A fact that a merge rewrote is kept, as it was, in
    the ``old`` relations, so that proofs find the premises of that time. Every fact, live or old,
    has one rank; what a rule derived has a higher rank than all that it was derived from.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.properties: dict[int, Relation] = {}
        self.classes: dict[int, Relation] = {}
        self.old_properties: dict[int, Relation] = {}
        self.old_classes: dict[int, Relation] = {}
        self.equality = Equality()
        self.links: list[LinkBatch] = []  # equalities found outside the rounds, e.g. by dt-eq
        self.rank = 0
        self.mirrored = False  # properties[TYPE] repeats the classes, for rules that join on it
        self.reflexive = False  # keep r sameAs r, for rules that join on owl:sameAs

    def property(self, number: int) -> Relation:
        """Return a property's relation, an empty new one where it has none."""
        found = self.properties.get(number)
        if found is None:
            found = self.properties[number] = Relation()
        return found

    def members(self, number: int) -> Relation:
        """Return a class's members, an empty new relation where it has none."""
        found = self.classes.get(number)
        if found is None:
            found = self.classes[number] = Relation()
        return found

    def size(self) -> int:
        """Return the number of live facts."""
        return sum(len(relation.keys) for relation in self.relations())

    def relations(self) -> Iterator[Relation]:
        """Yield all live relations, the mirror left out."""
        for number, relation in self.properties.items():
            if number != TYPE:
                yield relation
        yield from self.classes.values()

    def give(self, ids: Rows) -> None:
        """Add given facts, of shape (n, 3); they are pending for the rules' next round.

        A fact in terms of members that were merged before is kept in its own terms, and its
        rewriting to representatives is pending.
        """
        self.rank += 1
        for number, keys in group_by_predicate(ids):
            if number == TYPE:
                for kind, members in group_members(keys):
                    self._give(kind, members, True)
            else:
                self._give(number, keys, False)

    def _give(self, number: int, keys: Keys, is_class: bool) -> None:
        equality = self.equality
        live, old = (
            (self.classes, self.old_classes) if is_class else (self.properties, self.old_properties)
        )
        relation = live.setdefault(number, Relation())
        if equality.merged:
            dead = equality.dead(keys) if is_class else equality.dead_pairs(keys)
            if equality.is_dead(number):
                dead[:] = True
            if dead.any():
                old.setdefault(number, Relation()).give(keys[dead], self.rank)
                target = live.setdefault(equality.find_one(number), Relation())
                moved = equality.find(keys[dead]) if is_class else equality.find_pairs(keys[dead])
                target.pending.append(moved)
                keys = keys[~dead]
        new = relation.give(keys, self.rank)
        relation.delta = union(relation.delta, new)

    def put(self, number: int, keys: Keys) -> None:
        """Add derived pairs of a property; memberships go to their classes."""
        if number == TYPE:
            for kind, members in group_members(keys):
                self.members(kind).pending.append(members)
        else:
            self.property(number).pending.append(keys)

    def absorb(self) -> int:
        """Open a new round: add what is pending to the deltas; return the deltas' size."""
        self.rank += 1
        new = 0
        for number, relation in list(self.properties.items()):
            if number != TYPE:
                new += _absorb(relation, self.rank)
        for relation in list(self.classes.values()):
            new += _absorb(relation, self.rank)
        if self.mirrored:
            self._mirror()
        return new

    def _mirror(self) -> None:
        mirror = self.property(TYPE)
        for kind, relation in self.classes.items():
            if len(relation.delta):
                mirror.pending.append(pack(relation.delta, np.uint64(kind)))  # type: ignore[arg-type]
        _absorb(mirror, self.rank)

    def clear_deltas(self) -> None:
        """Mark all facts as seen by the rules."""
        for relation in self.properties.values():
            relation.delta = EMPTY
        for relation in self.classes.values():
            relation.delta = EMPTY

    def renew_deltas(self) -> None:
        """Mark all facts as not yet seen by the rules."""
        for relation in self.properties.values():
            relation.delta = relation.keys
        for relation in self.classes.values():
            relation.delta = relation.keys

    def rebuild_mirror(self) -> None:
        """Make the mirror and its delta say what the classes and their deltas say."""
        mirror = self.property(TYPE)
        pairs = [pack(r.keys, np.uint64(c)) for c, r in self.classes.items()]  # type: ignore[arg-type]
        mirror.pending = []
        mirror.keys = unique(np.concatenate(pairs)) if pairs else EMPTY
        mirror.ranks = np.zeros(len(mirror.keys), np.uint32)
        deltas = [pack(r.delta, np.uint64(c)) for c, r in self.classes.items()]  # type: ignore[arg-type]
        mirror.delta = unique(np.concatenate(deltas)) if deltas else EMPTY

    def start_mirror(self) -> None:
        """Begin to repeat memberships as pairs of rdf:type."""
        if not self.mirrored:
            self.mirrored = True
            self.properties[TYPE] = Relation()
            self.rebuild_mirror()

    # -- looking facts up, for proofs; "before" bounds the rank, and old facts count

    def _tables(self, predicate: int, obj: int) -> Iterator[Relation]:
        if predicate == TYPE:
            tables, number = (self.classes, self.old_classes), obj
        else:
            tables, number = (self.properties, self.old_properties), predicate
        for table in tables:
            relation = table.get(number)
            if relation is not None and len(relation.keys):
                yield relation

    def flagged_rank(self, fact: Fact) -> int | None:
        """Return a fact's rank with its flag, or None where there is no such fact."""
        s, p, o = fact
        key = s if p == TYPE else (s << 32) | o
        for relation in self._tables(p, o):
            rank = relation.rank(key)
            if rank is not None:
                return rank
        return None

    def rank_of(self, fact: Fact) -> int | None:
        """Return the round in which a fact came, or None where there is no such fact."""
        rank = self.flagged_rank(fact)
        return None if rank is None else rank & int(RANK)

    def is_given(self, fact: Fact) -> bool:
        """Tell whether a fact was given."""
        rank = self.flagged_rank(fact)
        return rank is not None and bool(rank & int(GIVEN))

    def is_before(self, fact: Fact, before: int) -> bool:
        """Tell whether a fact came before a round."""
        rank = self.rank_of(fact)
        return rank is not None and rank < before

    def objects(self, predicate: int, subject: int, before: int) -> list[int]:
        """Return what a property relates a subject to, before a round; not for rdf:type."""
        found: list[int] = []
        for relation in self._tables(predicate, 0):
            low, high = bounds(np.array([subject], np.uint64), relation.keys)
            part = slice(int(low[0]), int(high[0]))
            fresh = (relation.ranks[part] & RANK) < before
            found.extend(objects_of(relation.keys[part][fresh]).tolist())
        return found

    def subjects(self, predicate: int, obj: int, before: int) -> list[int]:
        """Return what a property relates to an object, before a round; not for rdf:type."""
        found: list[int] = []
        for relation in self._tables(predicate, 0):
            low, high = bounds(np.array([obj], np.uint64), relation.inverse)
            subjects = objects_of(relation.inverse[int(low[0]) : int(high[0])])
            keys = pack(subjects, np.uint64(obj))  # type: ignore[arg-type]
            fresh = (relation.ranks[np.searchsorted(relation.keys, keys)] & RANK) < before
            found.extend(subjects[fresh].tolist())
        return found

    def types(self, subject: int) -> list[int]:
        """Return the classes that a live term is a member of."""
        return [c for c, relation in self.classes.items() if relation.has(subject)]


def _absorb(relation: Relation, rank: int) -> int:
    unseen = relation.delta
    relation.absorb(rank)
    relation.delta = union(unseen, relation.delta)
    return len(relation.delta)


def group_by_predicate(ids: Rows) -> Iterator[tuple[int, Keys]]:
    """Yield each predicate of rows of ids with its pairs as keys, unsorted."""
    if not len(ids):
        return
    predicates = ids[:, 1]
    numbers = np.unique(predicates)
    # Stable sorting of 16-bit codes is a radix sort: linear, where sorting the ids is not.
    codes = np.searchsorted(numbers, predicates)
    order = np.argsort(codes.astype(np.uint16) if len(numbers) < 65536 else codes, kind="stable")
    ends = np.cumsum(np.bincount(codes)).tolist()
    for number, start, end in zip(numbers.tolist(), [0, *ends], ends, strict=False):
        rows = order[start:end]
        yield number, pack(ids[rows, 0].astype(np.uint64), ids[rows, 2].astype(np.uint64))


def group_members(keys: Keys) -> Iterator[tuple[int, Keys]]:
    """Yield each class of (member, class) pairs with its members, unsorted."""
    kinds = objects_of(keys)
    order = np.argsort(kinds, kind="stable")
    members, kinds = subjects_of(keys)[order], kinds[order]
    numbers, starts = np.unique(kinds, return_index=True)
    stops = [*starts[1:].tolist(), len(keys)]
    for number, start, stop in zip(numbers.tolist(), starts.tolist(), stops, strict=True):
        yield number, members[start:stop]
