"""Take given facts back: delete what followed from them, then restore what still follows.

Delete and Rederive (Gupta, Mumick and Subrahmanian 1993), with the rederivation done backwards,
fact by fact, as in Backward/Forward (Motik and others 2015): few facts are deleted, and the search
for another derivation of one is cheap. What would touch an equality, the ontology or the meaning
of literals is refused; the caller then closes anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import KINDS, READ
from claimgraph.reason.backward import Backward
from claimgraph.reason.columns import (
    EMPTY,
    GIVEN,
    Keys,
    Relation,
    contains,
    objects_of,
    subjects_of,
    union,
    unique,
)
from claimgraph.reason.engine import Reasoning
from claimgraph.reason.facts import TYPE, Fact, Facts, Rows, group_by_predicate, group_members
from claimgraph.reason.guard import Guard
from claimgraph.reason.rounds import Rounds

_EVER = 1 << 31
_LARGEST_SHARE = 8  # past one in so many facts, closing anew is cheaper


class Refused(Exception):  # noqa: N818 - a finding, not an error
    """Say that the facts cannot be taken back piecemeal."""


@dataclass(slots=True)
class _Doomed:
    """Hold the keys to delete from one relation."""

    is_class: bool
    number: int
    relation: Relation
    keys: Keys


def remove_facts(reasoning: Reasoning, rows: Rows) -> None:
    """Take given facts back, with all that no longer follows.

    :raises Refused: where that needs closing anew; nothing is changed then
    """
    facts = reasoning.facts
    if facts.mirrored or facts.reflexive or reasoning.partial:
        raise Refused
    doomed = _given(facts, rows)
    try:
        _spread(reasoning, doomed)
        if any(_is_delicate(reasoning, one) for one in doomed.values()):
            raise Refused
    finally:
        _reset(facts)
    _delete(doomed)
    backward = Backward(reasoning)
    for one in doomed.values():
        back = [fact for fact in _facts(one) if _follows(reasoning, backward, fact)]
        keys = [fact[0] if one.is_class else (fact[0] << 32) | fact[2] for fact in back]
        if keys:
            one.relation.pending.append(np.array(keys, np.uint64))
    reasoning.close()


def _given(facts: Facts, rows: Rows) -> dict[tuple[bool, int], _Doomed]:
    doomed: dict[tuple[bool, int], _Doomed] = {}
    for number, keys in group_by_predicate(rows):
        groups = group_members(keys) if number == TYPE else [(number, keys)]
        for one, members in groups:
            is_class = number == TYPE
            relation = (facts.classes if is_class else facts.properties).get(one)
            wanted = unique(members)
            if relation is None or not contains(wanted, relation.keys).all():
                raise Refused  # given in terms that were merged since
            doomed[is_class, one] = _Doomed(is_class, one, relation, wanted)
    return doomed


def _spread(reasoning: Reasoning, doomed: dict[tuple[bool, int], _Doomed]) -> None:
    """Add to the doomed all derived facts that have a derivation from one of them."""
    facts = reasoning.facts
    limit = facts.size() // _LARGEST_SHARE + 64
    rounds = Rounds(facts, reasoning.program, Guard())
    fresh = list(doomed.values())
    while fresh:
        if any(_is_delicate(reasoning, one) for one in fresh):
            raise Refused
        for one in fresh:
            one.relation.delta = one.keys
        rounds.derive()
        fresh = []
        for is_class, number, relation in _relations(facts):
            relation.delta = EMPTY
            if relation.pending:
                found = _derived(relation)
                key = (is_class, number)
                if key in doomed:
                    found = found[~contains(found, doomed[key].keys)]
                if len(found):
                    fresh.append(_Doomed(is_class, number, relation, found))
        for one in fresh:
            known = doomed.setdefault(
                (one.is_class, one.number), _Doomed(one.is_class, one.number, one.relation, EMPTY)
            )
            known.keys = union(known.keys, one.keys)
        if sum(len(one.keys) for one in doomed.values()) > limit:
            raise Refused


def _derived(relation: Relation) -> Keys:
    """Return the pending keys that are facts which nobody gave."""
    found = unique(np.concatenate(relation.pending))
    relation.pending = []
    found = found[contains(found, relation.keys)]
    at = np.searchsorted(relation.keys, found)
    derived: Keys = found[(relation.ranks[at] & GIVEN) == 0]
    return derived


def _relations(facts: Facts) -> Iterator[tuple[bool, int, Relation]]:
    for number, relation in list(facts.properties.items()):
        yield False, number, relation
    for number, relation in list(facts.classes.items()):
        yield True, number, relation


def _is_delicate(reasoning: Reasoning, one: _Doomed) -> bool:
    """Tell whether deleting facts would change the ontology, an equality or literals' meaning."""
    facts = reasoning.facts
    if one.number in (KINDS if one.is_class else READ) or one.number == v.ID[v.SAME_AS]:
        return True
    ends = (
        one.keys if one.is_class else np.concatenate([subjects_of(one.keys), objects_of(one.keys)])
    )
    if facts.equality.shared(unique(ends)):
        return True
    typed = reasoning.terms.literals[ends.view(np.int64)]
    return bool(typed.any()) and any(
        not reasoning.terms.is_plain(number) for number in ends[typed].tolist()
    )


def _reset(facts: Facts) -> None:
    for _, _, relation in _relations(facts):
        relation.delta = EMPTY
        relation.pending = []


def _delete(doomed: dict[tuple[bool, int], _Doomed]) -> None:
    for one in doomed.values():
        one.relation.delete(one.keys)


def _facts(one: _Doomed) -> Iterator[Fact]:
    for key in one.keys.tolist():
        yield (key, TYPE, one.number) if one.is_class else (key >> 32, one.number, key & 0xFFFFFFFF)


def _follows(reasoning: Reasoning, backward: Backward, fact: Fact) -> bool:
    if fact in reasoning.reasons:
        return True
    return next(backward.rule_uses(fact, _EVER, reasoning.program), None) is not None
